"""What can be compared: releases, builds and files; and what is said of anything else."""

import gzip
import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import pytest
from two_graphs import AGENTS_NQ, NEW, OLD

from oncotriples.changes.opening import compare_releases, open_snapshot
from oncotriples.errors import InputError, SourceSyntaxError
from oncotriples.release.opened import sums_text
from oncotriples.release.version import Release

QUADS = AGENTS_NQ.encode()


def build(folder: Path, release: Release = OLD, other: Mapping[str, object] = MappingProxyType({})) -> Path:
    """A folder as ``build`` writes it, as far as a comparison needs it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "oncotriples.nq").write_bytes(QUADS)
    _manifest(folder, release, "oncotriples.nq", other)
    return folder


def release_of(folder: Path, release: Release = OLD) -> Path:
    """A folder as ``release`` writes it, as far as a comparison needs it."""
    folder.mkdir(parents=True)
    (folder / "oncotriples.nq.gz").write_bytes(gzip.compress(QUADS, mtime=0))
    _manifest(folder, release, "oncotriples.nq.gz", {})
    names = ("manifest.json", "oncotriples.nq.gz")
    sums = {name: sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "SHA256SUMS").write_text(sums_text(sums))
    return folder


def _manifest(folder: Path, release: Release, name: str, other: Mapping[str, object]) -> None:
    content = {
        "generator": "oncotriples",
        "version": release.version,
        "issued": release.issued.isoformat(),
        "triples": {"total": QUADS.count(b"\n"), "graphs": {"g": QUADS.count(b"\n")}},
        "files": {name: {}},
    }
    (folder / "manifest.json").write_text(json.dumps({**content, **other}))


def test_a_release_a_build_and_files_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "plain.nq").write_bytes(QUADS)
    (tmp_path / "packed.nq.gz").write_bytes(gzip.compress(QUADS))
    found = [
        open_snapshot(path)
        for path in (
            release_of(tmp_path / "dist/0.3.0"),
            build(tmp_path / "built"),
            tmp_path / "plain.nq",
            tmp_path / "packed.nq.gz",
        )
    ]
    assert len(found[0].things) == 2
    assert all(snapshot.things == found[0].things for snapshot in found)
    assert all(snapshot.graphs == found[0].graphs for snapshot in found)
    assert [snapshot.release for snapshot in found] == [OLD, OLD, None, None]
    assert found[2].name == (tmp_path / "plain.nq").as_posix()


def test_of_a_folder_with_a_build_and_releases_the_build_is_meant(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    release_of(dist / "0.3.0")
    assert open_snapshot(dist).release == OLD, "the newest release of a folder that has nothing else"
    build(dist, NEW)
    assert open_snapshot(dist).release == NEW
    changes = compare_releases(dist / "0.3.0", dist)
    assert (changes.old.release, changes.new.release, changes.changes) == (OLD, NEW, ())


def test_a_build_of_the_real_graph_does_not_differ_from_itself(built: Path) -> None:
    changes = compare_releases(built, built / "oncotriples.nq")
    assert (changes.changes, changes.graphs) == ((), ())
    assert changes.old.counts["claim"] == 22
    assert compare_releases(built, built / "oncotriples.ttl").changes == ()


def test_a_former_version_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    for version in ("0.10.0", "0.9.0"):
        release_of(tmp_path / version, Release(version, OLD.issued))
    with pytest.raises(InputError) as caught:
        open_snapshot(tmp_path / "0.8.0")
    assert caught.value.message == f"{tmp_path.as_posix()}/0.8.0: no such release, build or file"
    assert caught.value.mend == (
        f"there are 0.9.0, 0.10.0 in {tmp_path.as_posix()}; "
        "name a folder that `oncotriples release` or `oncotriples build` wrote, or a file of a graph"
    )


def test_a_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no release"):
        open_snapshot(tmp_path)


@pytest.mark.parametrize(
    "other",
    [{"generator": "another"}, {"version": "next"}, {"version": 3}, {"issued": "soon"}, {"issued": None}],
    ids=str,
)
def test_a_build_whose_manifest_is_none_is_refused(tmp_path: Path, other: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"has oncotriples\.nq but no manifest\.json of a build beside it") as caught:
        open_snapshot(build(tmp_path, other=other))
    assert caught.value.mend == f"build it anew, or name the file itself: {tmp_path.as_posix()}/oncotriples.nq"


def test_a_build_without_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / "oncotriples.nq").write_bytes(QUADS)
    with pytest.raises(InputError, match=r"no manifest\.json of a build"):
        open_snapshot(tmp_path)
    (tmp_path / "manifest.json").write_text("[" * 100_000)
    with pytest.raises(InputError, match=r"no manifest\.json of a build"):
        open_snapshot(tmp_path)


def test_a_release_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    folder = release_of(tmp_path / "0.3.0")
    (folder / "oncotriples.nq.gz").write_bytes(gzip.compress(QUADS + QUADS))
    with pytest.raises(InputError, match="SHA-256"):
        open_snapshot(folder)


def test_what_does_not_parse_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(QUADS + b"<a> .\n")
    with pytest.raises(SourceSyntaxError, match=r"graph\.nq:3:"):
        open_snapshot(path)
    with pytest.raises(InputError, match="no RDF format"):
        open_snapshot(build(tmp_path / "b") / "manifest.json")

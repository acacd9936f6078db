"""A release is opened only as it was made: whole, unchanged, and with nothing outside its folder."""

import gzip
import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from oncotriples.errors import InputError, SourceSyntaxError
from oncotriples.publishing import packed
from oncotriples.release.opened import newest_release, open_release, release_versions, sums_text, version_key

_QUADS = b'<x:a> <x:b> "c" <x:g> .\n<x:a> <x:b> "d" <x:g> .\n'


def _release(folder: Path, version: str = "1.2.3", quads: bytes = _QUADS, told: int = 2) -> Path:
    manifest = {
        "generator": "oncotriples",
        "version": version,
        "issued": "2026-01-02",
        "triples": {"total": told, "graphs": {"x:g": told}},
        "files": {},
    }
    files = {"oncotriples.nq.gz": packed(quads), "manifest.json": json.dumps(manifest).encode(), "graphs/g.nt": b"x"}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    _sum(folder)
    return folder


def _sum(folder: Path) -> None:
    """Make the checksums fit the files again."""
    found = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    (folder / "SHA256SUMS").write_text(sums_text(found))


def test_a_release_is_opened_by_its_folder(tmp_path: Path) -> None:
    release = open_release(_release(tmp_path / "1.2.3"))
    assert (release.version, release.issued, release.triples, dict(release.graphs)) == (
        "1.2.3",
        "2026-01-02",
        2,
        {"x:g": 2},
    )
    assert sorted(release.sums) == ["graphs/g.nt", "manifest.json", "oncotriples.nq.gz"]
    assert [quad.object.value for quad in release.quads()] == ["c", "d"]  # type: ignore[union-attr]
    assert release.read("graphs/g.nt") == b"x"
    assert release.read("oncotriples.nq.gz") == _QUADS


def test_of_a_folder_of_releases_the_newest_is_opened_by_number_not_by_spelling(tmp_path: Path) -> None:
    for version in ("0.9.0", "0.10.0", "0.2.11"):
        _release(tmp_path / version, version)
    (tmp_path / "notes").mkdir()
    assert release_versions(tmp_path) == ["0.2.11", "0.9.0", "0.10.0"]
    assert newest_release(tmp_path) == tmp_path / "0.10.0"
    assert open_release(tmp_path).version == "0.10.0"
    assert version_key("0.10.0") > version_key("0.9.9")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda folder: None, "there is no such folder"),
        (lambda folder: folder.mkdir(), "is no release"),
        (lambda folder: folder.write_text("x"), "there is no such folder"),
    ],
    ids=["nothing", "an empty folder", "a file"],
)
def test_what_is_no_release_is_refused(tmp_path: Path, make: Callable[[Path], object], problem: str) -> None:
    make(tmp_path / "dist")
    with pytest.raises(InputError, match=problem) as raised:
        open_release(tmp_path / "dist")
    assert raised.value.mend == "name a folder that `oncotriples release` wrote"


def test_a_build_is_told_from_a_release(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"generator": "oncotriples", "files": {}}')
    with pytest.raises(InputError, match=r"is no release\. It is a build; a release is made from the same sources"):
        open_release(tmp_path)


def test_a_changed_file_is_named_with_both_checksums(tmp_path: Path) -> None:
    folder = _release(tmp_path)
    (folder / "graphs/g.nt").write_bytes(b"y")
    expected = f"g.nt: its SHA-256 is {sha256(b'y').hexdigest()}, but SHA256SUMS has {sha256(b'x').hexdigest()}"
    with pytest.raises(InputError, match=expected) as raised:
        open_release(folder)
    assert raised.value.mend == "copy the release anew, or make it anew"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = _release(tmp_path)
    shutil.rmtree(folder / "graphs")
    with pytest.raises(InputError, match=re.escape("g.nt: is missing")):
        open_release(folder)


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/../../b", "a//b", ".hidden", "a b", "..", "é"])
def test_a_checksum_of_a_file_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    folder = _release(tmp_path)
    with (folder / "SHA256SUMS").open("a") as file:
        file.write(f"{'0' * 64}  {name}\n")
    with pytest.raises(InputError, match=r"SHA256SUMS:4: .* is no checksum of a file of this folder"):
        open_release(folder)


def test_a_list_without_the_data_is_refused(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text("")
    with pytest.raises(InputError, match=r"does not list manifest\.json, oncotriples\.nq\.gz"):
        open_release(tmp_path)


_TOLD = {"generator": "oncotriples", "version": "1.2.3", "issued": "2026-01-02", "triples": {"total": 1, "graphs": {}}}


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        json.dumps({**_TOLD, "generator": "other"}).encode(),
        json.dumps({**_TOLD, "version": "../.."}).encode(),
        json.dumps({**_TOLD, "issued": "2026-02-31"}).encode(),
        json.dumps({**_TOLD, "triples": {"total": "1", "graphs": {}}}).encode(),
        json.dumps({**_TOLD, "triples": {"total": 1, "graphs": 3}}).encode(),
    ],
    ids=["empty", "a list", "no text", "deep", "of others", "version", "no day", "no number", "no graphs"],
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, manifest: bytes) -> None:
    folder = _release(tmp_path)
    (folder / "manifest.json").write_bytes(manifest)
    _sum(folder)
    with pytest.raises(InputError, match=r"manifest\.json: is no manifest of a release"):
        open_release(folder)


def test_a_list_of_any_size_is_not_read(tmp_path: Path) -> None:
    folder = _release(tmp_path)
    (folder / "SHA256SUMS").write_bytes(b"x" * (17 << 20))
    with pytest.raises(InputError, match="is larger than 16 MB"):
        open_release(folder)


def test_data_that_unpack_to_more_than_the_manifest_says_are_not_read_to_the_end(tmp_path: Path) -> None:
    many = b"".join(b'<x:a> <x:b> "%d" <x:g> .\n' % number for number in range(100))
    quads = open_release(_release(tmp_path, quads=many, told=99)).quads()
    with pytest.raises(InputError, match=r"holds more quads than manifest.json says"):
        list(quads)


@pytest.mark.parametrize(
    "content", [packed(b"<x:a> <x:b> .\n"), packed(_QUADS)[:-9], b"no gzip"], ids=["no quads", "cut off", "no gzip"]
)
def test_data_that_cannot_be_read_are_told_with_their_file(tmp_path: Path, content: bytes) -> None:
    folder = _release(tmp_path)
    (folder / "oncotriples.nq.gz").write_bytes(content)
    _sum(folder)
    with pytest.raises(SourceSyntaxError, match=r"oncotriples\.nq\.gz"):
        list(open_release(folder).quads())


def test_a_file_that_a_release_does_not_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"this release has no changes\.json"):
        open_release(_release(tmp_path)).read("changes.json")


def test_packing_gives_no_name_and_no_time() -> None:
    assert packed(b"abc")[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    assert gzip.decompress(packed(b"abc" * 1000)) == b"abc" * 1000
    assert packed(b"abc" * 1000) == packed(b"abc" * 1000)

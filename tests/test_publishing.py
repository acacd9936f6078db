"""A release: complete, checkable, made once; it tells what changed, and nothing vanishes from it without a word."""

import gzip
import json
import shutil
import subprocess
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from support import curated_sources

from oncotriples import publishing
from oncotriples.cli import main
from oncotriples.errors import InputError
from oncotriples.graph.reading import read_quads
from oncotriples.pipeline import build
from oncotriples.publishing import publish
from oncotriples.release.opened import open_release
from oncotriples.release.version import Release
from oncotriples.sources import Sources

_AGENTS = "kg/agents.ttl"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """The curated part of this checkout. Never change it."""
    return Sources(curated_sources(tmp_path_factory.mktemp("sources")))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, sources: Sources) -> Path:
    """A folder with a release of it. Only read it."""
    folder = tmp_path_factory.mktemp("out")
    assert publish(sources, folder).conforms
    return folder


@pytest.fixture
def folder(out: Path) -> Path:
    """The folder of the release itself."""
    return next(path for path in out.iterdir())


def _as(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """Let the next release have another version, which stands in the code."""
    monkeypatch.setattr(publishing, "current_release", lambda: Release(version, date(2027, 1, 2)))


def _changed(folder: Path, sources: Sources, old: str, new: str) -> Sources:
    """The same sources with other words in one file."""
    shutil.copytree(sources.root, folder)
    text = (folder / _AGENTS).read_text()
    assert old in text
    (folder / _AGENTS).write_text(text.replace(old, new))
    return Sources(folder)


def test_a_release_stands_in_a_folder_of_its_version_and_names_every_file(folder: Path) -> None:
    release = open_release(folder)
    assert release.version == folder.name
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {*release.sums, "SHA256SUMS"}
    assert set(json.loads((folder / "manifest.json").read_bytes())["files"]) == files - {"SHA256SUMS", "manifest.json"}
    expected = {"oncotriples.nq.gz", "void.ttl", "NOTICE.txt", "queries/evidence/agents-by-subtype.rq", "ontology.ttl"}
    assert expected <= files


def test_its_checksums_are_those_that_sha256sum_finds(folder: Path) -> None:
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        told, name = line.split("  ")
        assert sha256((folder / name).read_bytes()).hexdigest() == told
    if program := shutil.which("sha256sum"):
        done = subprocess.run([program, "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=False)
        assert done.returncode == 0


def test_the_named_graphs_make_up_the_whole_data_set(folder: Path) -> None:
    whole = {str(quad) for quad in read_quads(folder / "oncotriples.nq.gz")}
    parts = [[str(quad) for quad in read_quads(path)] for path in sorted(folder.glob("graphs/*.nq.gz"))]
    assert len(parts) == len(open_release(folder).graphs)
    assert sorted(quad for part in parts for quad in part) == sorted(whole)
    assert all(len({quad.rsplit(" ", 1)[1] for quad in part}) == 1 for part in parts)


def test_every_form_of_the_graph_is_the_same_graph(folder: Path) -> None:
    forms = {
        suffix: {str(quad.triple) for quad in read_quads(folder / f"oncotriples.{suffix}.gz")}
        for suffix in ("nq", "trig", "nt", "ttl", "rdf", "jsonld")
    }
    assert all(triples == forms["nq"] for triples in forms.values())
    assert len(forms["nq"]) == open_release(folder).triples


def test_the_data_hash_is_that_of_the_unpacked_quads(folder: Path) -> None:
    quads = gzip.decompress((folder / "oncotriples.nq.gz").read_bytes())
    assert json.loads((folder / "manifest.json").read_bytes())["rdfc10_sha256"] == sha256(quads).hexdigest()


def test_the_notice_credits_every_edition_as_of_its_date(folder: Path) -> None:
    notice = (folder / "NOTICE.txt").read_text()
    assert "not before 2013" in notice
    assert "does not endorse it" in " ".join(notice.split())
    assert "Not medical advice" in notice


def test_the_same_release_can_be_made_again_and_is_the_same(out: Path, folder: Path, sources: Sources) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert publish(sources, out).conforms
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_version_is_never_released_with_other_content(tmp_path: Path, out: Path, sources: Sources) -> None:
    shutil.copytree(out, tmp_path / "out")
    changed = _changed(tmp_path / "changed", sources, "Drug that inhibits", "A drug that inhibits")
    with pytest.raises(InputError, match="this version is released already, with other content") as raised:
        publish(changed, tmp_path / "out")
    assert "--replace one that nobody has" in raised.value.mend
    assert publish(changed, tmp_path / "out", replace=True).conforms
    quads = [quad for quad in open_release(tmp_path / "out").quads() if "A drug that inhibits" in str(quad)]
    assert quads


def test_a_build_leaves_the_releases_beside_it_as_they_were(tmp_path: Path, out: Path, sources: Sources) -> None:
    shutil.copytree(out, tmp_path / "dist")
    assert build(sources, tmp_path / "dist").conforms
    assert build(sources, tmp_path / "dist").conforms
    assert (tmp_path / "dist" / "oncotriples.nq").is_file()
    assert open_release(tmp_path / "dist").sums == open_release(out).sums


def test_a_release_tells_what_changed_since_the_one_before(
    tmp_path: Path, out: Path, sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(out, tmp_path / "out")
    changed = _changed(tmp_path / "changed", sources, 'prefLabel "imatinib"@en', 'prefLabel "imatinib base"@en')
    _as(monkeypatch, "9.0.0")
    result = publish(changed, tmp_path / "out")
    assert result.conforms
    release = open_release(tmp_path / "out")
    assert release.version == "9.0.0"
    told = json.loads(release.read("changes.json"))
    assert any(change["label"] == "imatinib base" for change in told["changes"])
    assert b"imatinib base" in release.read("changes.md")
    assert b"imatinib base" in release.read("changes.atom")
    assert b"isReplacedBy" in release.read("changes.ttl") or b"skos:" in release.read("changes.ttl")
    former = next(path.name for path in out.iterdir())
    assert f"{len(told['changes'])} changes since data {former}" in result.text()
    assert former.encode() in release.read("void.ttl")


def test_what_vanishes_without_a_word_keeps_a_release_from_being_made(
    tmp_path: Path, out: Path, sources: Sources, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(out, tmp_path / "out")
    extra = (
        '\n<agent/example>\n    a onct:Agent, skos:Concept ;\n    skos:prefLabel "example agent"@en ;\n'
        '    skos:definition "An agent of this test."@en ;\n.\n'
    )
    with_more = tmp_path / "more"
    shutil.copytree(sources.root, with_more)
    with (with_more / _AGENTS).open("a") as file:
        file.write(extra)
    _as(monkeypatch, "9.0.0")
    assert publish(Sources(with_more), tmp_path / "out").conforms
    _as(monkeypatch, "9.1.0")
    result = publish(sources, tmp_path / "out")
    assert result.exit_code == 1
    assert "kg/withdrawn.tsv does not say why" in result.text()
    assert "agent/example" in result.text()
    assert not (tmp_path / "out" / "9.1.0").exists()
    explained = tmp_path / "explained"
    shutil.copytree(sources.root, explained)
    with (explained / "kg/withdrawn.tsv").open("a") as file:
        file.write("agent/example\tagent/imatinib\t9.1.0\tIt was an example.\texample agent\n")
    assert publish(Sources(explained), tmp_path / "out").conforms
    stub = [str(quad.triple) for quad in open_release(tmp_path / "out").quads() if "agent/example" in str(quad.subject)]
    assert any("isReplacedBy" in triple and "agent/imatinib" in triple for triple in stub)
    assert any("deprecated" in triple for triple in stub)


def test_a_former_release_that_is_not_there_or_not_former_is_refused(
    tmp_path: Path, out: Path, sources: Sources
) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        publish(sources, tmp_path / "new", former=tmp_path / "missing")
    with pytest.raises(InputError, match="which is not before"):
        publish(sources, tmp_path / "new", former=out)
    assert not (tmp_path / "new").exists()


def test_nothing_is_released_where_data_do_not_conform(tmp_path: Path, sources: Sources) -> None:
    broken = _changed(tmp_path / "broken", sources, 'skos:definition "Drug that', 'skos:scopeNote "Drug that')
    result = publish(broken, tmp_path / "out")
    assert result.exit_code == 1
    assert result.text().endswith("Nothing was written.\n")
    assert json.loads(result.json())["conforms"] is False
    assert not (tmp_path / "out").exists()


def test_the_command_says_what_it_made(tmp_path: Path, sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(sources.root), "release", "--out", str(tmp_path / "out"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert Path(told["folder"]).is_dir()
    assert told["former"] is None
    assert told["files"]["SHA256SUMS"] > 0

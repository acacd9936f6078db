"""Whoever judges a release did not write it: nothing is followed out of it, fetched, kept without bounds or obeyed."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from fair_release import (
    PAGE,
    ROOT_IRI,
    change_manifest,
    change_page,
    change_triples,
    reseal,
    seal,
    small_release,
    small_site,
)

from oncotriples.errors import InputError
from oncotriples.fair.judging import judge_release
from oncotriples.fair.model import Outcome, Verdict
from oncotriples.fair.pages import open_site
from oncotriples.graph.reading import Triple
from oncotriples.release.folders import SUMS
from oncotriples.release.lookup import term


def outcomes(release: Path, site: Path | None = None) -> dict[str, Outcome]:
    return {one.check.id: one for one in judge_release(release, site).outcomes}


def made(folder: Path) -> tuple[Path, Path]:
    release = small_release(folder / "release")
    return release, small_site(folder / "site", release)


def test_metadata_larger_than_they_may_be_are_not_read(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    with (release / "void.ttl").open("r+b") as file:
        file.truncate((16 << 20) + 1)
    reseal(release)
    found = outcomes(release)["I1-01"]
    assert found.verdict is Verdict.FAILED
    assert found.evidence == f"{release.as_posix()}/void.ttl: is larger than 16 MB"


def test_metadata_that_are_larger_than_they_look_are_not_kept(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    uses = "".join(f"<x> <http://purl.org/dc/terms/source> p:{number} .\n" for number in range(600))
    (release / "void.ttl").write_text(f"@prefix p: <http://example.org/{'x' * 500_000}> .\n{uses}", encoding="utf-8")
    reseal(release)
    found = outcomes(release)["I1-01"]
    assert found.verdict is Verdict.FAILED
    assert found.evidence.endswith("void.ttl: is too large when its prefixes are written out")


def test_a_release_without_metadata_is_judged_all_the_same(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    (release / "void.ttl").unlink()
    reseal(release)
    found = outcomes(release)
    assert found["I1-01"].evidence == f"{release.as_posix()}/void.ttl: no such file"
    assert found["I2-02"].verdict is Verdict.PASSED, "of the data all is known"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "graphs/../../x", "no\x1b[31mred"])
def test_a_manifest_that_names_files_elsewhere_is_told_and_they_are_not_opened(name: str, tmp_path: Path) -> None:
    release = small_release(tmp_path)
    change_manifest(release, lambda told: told["files"].update({name: {"bytes": 1, "sha256": "0" * 64}}))
    found = outcomes(release)["R1-03"]
    assert found.verdict is Verdict.FAILED
    assert found.evidence == f"manifest.json: {name!r} is no file of this release"


def test_checksums_of_files_elsewhere_make_it_no_release(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    with (release / SUMS).open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  ../secret\n")
    with pytest.raises(InputError, match="is no checksum of a file of this folder"):
        judge_release(release)


@pytest.mark.parametrize("files", [None, [], "x", {"NOTICE.txt": None}, {"NOTICE.txt": {"bytes": "16"}}])
def test_a_manifest_of_another_form_is_told(files: object, tmp_path: Path) -> None:
    release = small_release(tmp_path)
    change_manifest(release, lambda told: told.update(files=files))
    found = outcomes(release)["R1-03"]
    assert found.verdict is Verdict.FAILED
    assert found.evidence.startswith("manifest.json: ")


def test_texts_of_the_metadata_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    escape = ox.Literal("\x1b]0;owned\x07\u202etxt.exe\n")
    change_triples(
        release,
        lambda told: [*told, Triple(ox.NamedNode(ROOT_IRI), ox.NamedNode(term("dcterms:license")), escape)],
    )
    report = judge_release(release)
    for text in (report.text(), report.json()):
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "\\x1b]0;owned\\x07\\u202etxt.exe\\n is no license of SPDX" in report.text()


def test_a_text_without_end_is_cut(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    change_manifest(release, lambda told: told.update(license="x" * 100_000))
    assert len(outcomes(release)["R1.1-02"].evidence) < 400


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="item" href="../../../../etc/passwd">',
        '<link rel="item" href="file:///etc/passwd">',
        '<link rel="item" href="&#46;&#46;/&#46;&#46;/etc/passwd">',
        '<link rel="item" href="dataset/%2e%2e/%2e%2e/etc/passwd">',
        '<link rel="item" href="//evil.example/x.csv">',
        '<link rel="item" href="http://[">',
        f'<link rel="item" href="{"x" * 5000}">',
        '<link rel="item">',
        '<base href="https://evil.example/"><link rel="item" href="nothing.csv">',
    ],
)
def test_a_link_that_leads_out_of_the_site_is_no_file_of_it(head: str, tmp_path: Path) -> None:
    release, site = made(tmp_path)
    change_page(site, PAGE, "<title>", f"{head}<title>")
    found = outcomes(release, site)["F3-02"]
    assert found.verdict is Verdict.FAILED
    assert found.evidence.startswith(f"{PAGE}: the item ")


def test_what_entities_and_comments_hide_is_not_taken_for_metadata(tmp_path: Path) -> None:
    release, site = made(tmp_path)
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]><html><head><title>&y;</title>'
        '<!-- <script type="application/ld+json">{"@type": "Dataset"}</script> -->'
        '&lt;script type="application/ld+json"&gt;{"@type": "Dataset"}&lt;/script&gt;</head><body></body></html>'
    )
    (site / PAGE).write_text(page, encoding="utf-8")
    assert outcomes(release, site)["F4-01"].evidence == (
        f"{PAGE}: has no JSON-LD of a Dataset whose @id is that of the data set"
    )
    assert open_site(site, "1.2.3").pages[1].datasets == ()


@pytest.mark.parametrize("content", [b"", b"\x00\x00", b"\xff\xfe<", b"<" * 5000, b"<div>" * 5000])
def test_a_page_that_is_no_page_has_nothing(content: bytes, tmp_path: Path) -> None:
    release, site = made(tmp_path)
    (site / PAGE).write_bytes(content)
    found = outcomes(release, site)
    assert {found[id_].verdict for id_ in ("F4-01", "F4-02")} == {Verdict.FAILED}


@pytest.mark.parametrize(
    "block",
    [
        "",
        "null",
        "7",
        '"Dataset"',
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"@type": "Dataset"}',
        '{"@type": ["Dataset", {"x": 1}], "@id": 7, "name": {"name": {"name": 1}}, "distribution": [1, null, [{}]]}',
        '{"@type": "Dataset", "license": "\\ud800", "creator": [[["x"]]], "distribution": {"contentUrl": {"@id": []}}}',
        '{"@type": "Dataset", "x":' + '{"x":' * 300 + "1" + "}" * 301,
    ],
)
def test_json_of_any_form_is_judged(block: str, tmp_path: Path) -> None:
    release, site = made(tmp_path)
    text = (site / PAGE).read_text(encoding="utf-8")
    head, _, rest = text.partition('ld+json">')
    (site / PAGE).write_text(f'{head}ld+json">{block}</script>{rest.partition("</script>")[2]}', encoding="utf-8")
    report = judge_release(release, site)
    assert not report.conforms
    assert report.text().encode()
    assert json.loads(report.json())["failed"]


@pytest.mark.parametrize(
    "told",
    [
        None,
        "",
        "[]",
        "{",
        '{"generator": "oncotriples"}',
        '{"generator": "other", "site": "1.2.3"}',
        '{"site": 1}',
        "[" * 9**5,
    ],
)
def test_a_folder_that_is_no_site_of_ours_is_refused(told: str | None, tmp_path: Path) -> None:
    release, site = made(tmp_path)
    if told is None:
        (site / "manifest.json").unlink()
    else:
        (site / "manifest.json").write_text(told, encoding="utf-8")
    with pytest.raises(InputError, match="is no site of ours") as error:
        judge_release(release, site)
    assert error.value.mend == "name the folder that `oncotriples site` wrote from this release"


def test_the_site_of_another_version_is_refused(tmp_path: Path) -> None:
    release, site = made(tmp_path)
    told = {"generator": "oncotriples", "site": "1.2.2", "files": []}
    (site / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(InputError, match=r"is the site of data '1\.2\.2', not 1\.2\.3"):
        judge_release(release, site)


def test_a_release_that_was_changed_is_refused_before_anything_is_judged(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    (release / "NOTICE.txt").write_text("Nobody.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"NOTICE\.txt: its SHA-256 is"):
        judge_release(release)
    seal(release)
    assert outcomes(release)["R1-03"].verdict is Verdict.FAILED, "the metadata tell of another file"


def test_a_file_of_a_kind_that_no_release_has_makes_it_none(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    (release / "setup.exe").write_bytes(b"MZ")
    reseal(release)
    address = ox.NamedNode(f"{ROOT_IRI}/setup.exe")
    node = ox.NamedNode(f"{ROOT_IRI}#setup.exe")
    kind = Triple(node, ox.NamedNode(term("rdf:type")), ox.NamedNode(term("dcat:Distribution")))
    download = Triple(node, ox.NamedNode(term("dcat:downloadURL")), address)
    change_triples(release, lambda told: [*told, kind, download])
    with pytest.raises(InputError, match=r"setup\.exe: a release has no files of this kind"):
        judge_release(release)

"""The site as a whole: every page is there, the next run keeps what nothing changed, and no other folder is touched."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html
from site_releases import EVIDENCE, write_release

from oncotriples.cli import main
from oncotriples.errors import InputError, MachineError
from oncotriples.release.opened import open_release
from oncotriples.site.building import SiteResult, build_site, checked_address, open_releases


def _built(
    tmp_path: Path, turtle: str = EVIDENCE, *, version: str = "1.2.3", jobs: int = 1, **options: object
) -> SiteResult:
    release = tmp_path / f"release-{version}"
    write_release(release, turtle, version=version)
    return build_site([open_release(release)], tmp_path / "site", jobs=jobs, **options)  # type: ignore[arg-type]


def _contents(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_every_thing_has_a_page_with_its_data_beside_it(tmp_path: Path) -> None:
    result = _built(tmp_path)
    assert result.made == result.pages > 10
    for path in ("agent/a1", "assertion/s/c1", "citation/pmid/11", "document/s/2021-01-01/section/1", "dataset/1.2.3"):
        for suffix in (".html", ".ttl", ".jsonld", ".nt"):
            assert (tmp_path / "site" / f"{path}{suffix}").is_file(), path + suffix
    special = (
        "index",
        "browse",
        "matrix",
        "gaps",
        "figures",
        "changes",
        "downloads",
        "about",
        "search",
        "playground",
        "404",
    )
    for name in (*special, "ontology", "shapes", "codes", "query/index", "agent/index"):
        assert (tmp_path / "site" / f"{name}.html").is_file(), name
    assert (tmp_path / "site" / "dataset/1.2.3/SHA256SUMS").is_file()
    assert (tmp_path / "site" / ".well-known/void").is_file()


def test_no_link_within_the_site_leads_nowhere(tmp_path: Path) -> None:
    _built(tmp_path)
    site = tmp_path / "site"
    ids: dict[Path, set[str]] = {}
    broken = []
    pages = sorted(site.rglob("*.html"))
    documents = {page: html.parse(str(page)).getroot() for page in pages if page.name != "404.html"}
    for page, document in documents.items():
        ids[page] = {element.get("id") for element in document.iter() if element.get("id")}
    for page, document in documents.items():
        for element, attribute, link, _ in document.iterlinks():
            if (element.tag == "link" and element.get("rel") in ("canonical", "cite-as")) or re.match(r"https?:", link):
                continue
            address, _, fragment = link.partition("#")
            target = (page.parent / address).resolve() if address else page
            is_there = not fragment or "=" in fragment or fragment in ids.get(target, {fragment})
            if not (target.is_file() and is_there):
                broken.append((page.name, attribute, link))
    assert not broken


def test_a_site_without_the_playground_says_so(tmp_path: Path) -> None:
    result = _built(tmp_path)
    text = (tmp_path / "site/playground.html").read_text()
    if result.has_playground:
        assert 'id="playground"' in text
    else:
        assert "made without the playground" in text
        assert "No playground" in result.text()


def test_the_next_run_makes_only_the_pages_that_something_changed(tmp_path: Path) -> None:
    first = _built(tmp_path)
    before = {path: path.stat().st_ino for path in (tmp_path / "site").rglob("*.ttl")}
    again = _built(tmp_path)
    assert again.made == 0
    changed = EVIDENCE.replace("Alphatinib acts.", "Alphatinib acts somehow.")
    after = _built(tmp_path, changed)
    assert 0 < after.made < first.pages / 2
    assert "somehow" in (tmp_path / "site/agent/a1.html").read_text()
    kept = tmp_path / "site/agent/a2.ttl"
    assert before[kept] == kept.stat().st_ino
    incremental = _contents(tmp_path / "site")
    fresh = _built(tmp_path, changed, fresh=True)
    assert fresh.made == fresh.pages
    assert _contents(tmp_path / "site") == incremental


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('skos:prefLabel "first tumor"@en', 'skos:prefLabel "another tumor"@en', "assertion/s/c1"),
        ("onct:supersededBy <document/s/2021-01-01>", 'skos:scopeNote "alone"@en', "agent/a1"),
        ('skos:prefLabel "retracted"@en', 'skos:prefLabel "taken back"@en', "agent/a1"),
        ('skos:notation "C3"', 'skos:notation "C9"', "agent/a1"),
        ('"2020-01-01"^^xsd:date', '"2019-01-01"^^xsd:date', "subtype/t1"),
        ("<assertion/s/c2> a onct:ActivityAssertion,", "<assertion/s/c2> a", "assertion/s/c2"),
        ('<agent/a2> a onct:Agent ; skos:prefLabel "betamab"@en .', "", "assertion/s/c2"),
    ],
    ids=["label of a neighbor", "superseded", "name of a standing", "notation", "date", "class", "withdrawn"],
)  # fmt: skip
def test_a_change_reaches_every_page_that_shows_it(tmp_path: Path, old: str, new: str, path: str) -> None:
    assert old in EVIDENCE
    _built(tmp_path)
    before = (tmp_path / f"site/{path}.html").read_bytes()
    changed = EVIDENCE.replace(old, new)
    _built(tmp_path, changed)
    assert (tmp_path / f"site/{path}.html").read_bytes() != before
    incremental = _contents(tmp_path / "site")
    _built(tmp_path, changed, fresh=True)
    assert _contents(tmp_path / "site") == incremental


def test_several_processes_write_the_same_site(tmp_path: Path) -> None:
    _built(tmp_path / "one", jobs=1)
    _built(tmp_path / "two", jobs=2)
    assert _contents(tmp_path / "one/site") == _contents(tmp_path / "two/site")


def test_pages_do_not_name_the_release_so_that_the_next_one_keeps_them(tmp_path: Path) -> None:
    _built(tmp_path)
    result = _built(tmp_path, version="1.3.0")
    made = {path for path in ("dataset/1.3.0",) if (tmp_path / f"site/{path}.html").is_file()}
    assert made
    assert result.made <= 2
    assert not (tmp_path / "site/dataset/1.2.3.html").exists()


def test_all_releases_of_a_folder_can_be_fetched_from_its_site(tmp_path: Path) -> None:
    for version in ("1.2.3", "1.10.0"):
        write_release(tmp_path / "dist" / version, version=version)
    releases = open_releases(tmp_path / "dist")
    assert [release.version for release in releases] == ["1.2.3", "1.10.0"]
    build_site(releases, tmp_path / "site", jobs=1)
    for version in ("1.2.3", "1.10.0"):
        assert (tmp_path / f"site/dataset/{version}/oncotriples.nq.gz").is_file()
        assert (tmp_path / f"site/dataset/{version}.html").is_file()


def test_a_folder_that_is_no_site_of_ours_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/letter.txt").write_text("mine")
    with pytest.raises(InputError, match=r"holds what no site of ours has: letter\.txt"):
        _built(tmp_path)
    assert (tmp_path / "site/letter.txt").read_text() == "mine"


def test_a_file_that_somebody_put_into_a_site_is_never_lost(tmp_path: Path) -> None:
    _built(tmp_path)
    (tmp_path / "site/agent/notes.html").write_text("mine")
    with pytest.raises(InputError, match=r"agent/notes\.html"):
        _built(tmp_path)
    assert (tmp_path / "site/agent/notes.html").read_text() == "mine"


def test_a_site_that_cannot_be_made_leaves_the_former_one(tmp_path: Path) -> None:
    _built(tmp_path)
    before = _contents(tmp_path / "site")
    with pytest.raises(InputError, match="no heed of case"):
        _built(tmp_path, EVIDENCE + '<gene/A> skos:prefLabel "A"@en . <gene/a> skos:prefLabel "a"@en .')
    assert _contents(tmp_path / "site") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["release-1.2.3", "site"]


def test_a_site_is_not_written_where_nobody_may(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        (tmp_path / "file").write_text("x")
        out = tmp_path / "file" / "site"
    else:
        (tmp_path / "locked").mkdir(mode=0o500)
        out = tmp_path / "locked" / "site"
    write_release(tmp_path / "release")
    with pytest.raises(MachineError, match="cannot be written"):
        build_site([open_release(tmp_path / "release")], out, jobs=1)


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org/", "https://example.org/a b", 'https://x/"><script>']
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="is no address of a site"):
        checked_address(address)


def test_with_an_address_crawlers_find_every_page(tmp_path: Path) -> None:
    _built(tmp_path, address=checked_address("https://example.org/onco"))
    site = tmp_path / "site"
    assert "<loc>https://example.org/onco/agent/a1.html</loc>" in (site / "sitemap-1.xml").read_text()
    assert "Sitemap: https://example.org/onco/sitemap.xml" in (site / "robots.txt").read_text()
    assert 'href="https://example.org/onco/assets/site.css"' in (site / "404.html").read_text()


def test_the_command_makes_a_site_of_the_newest_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_release(tmp_path / "dist" / "1.2.3")
    assert main(["site", str(tmp_path / "dist"), "--out", str(tmp_path / "site"), "--jobs", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["pages"] == told["made"] > 10


def test_the_command_refuses_a_folder_without_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["site", str(tmp_path), "--out", str(tmp_path / "site")]) == 2
    assert "is no release" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()

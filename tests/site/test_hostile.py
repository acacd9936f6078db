"""A spoiled release: nothing that is planted becomes markup, an address that runs, or a file elsewhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hostile_release import HOSTILE, write_hostile_release
from lxml import etree, html

from oncotriples.release.opened import open_release
from oncotriples.site.building import build_site

# What no page shows as it is: the sign for what cannot be shown stands in its place.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_DATA = ("application/json", "application/ld+json")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    build_site([open_release(write_hostile_release(folder))], folder / "site", jobs=1)
    return folder / "site"


def _page(site: Path, path: str) -> html.HtmlElement:
    return html.document_fromstring((site / path).read_bytes().decode())


def _pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        yield name, _page(site, name)


def _texts(page: html.HtmlElement, path: str) -> list[str]:
    """The texts of elements, or the values of attributes, by XPath."""
    found = cast(list[html.HtmlElement | str], page.xpath(path))
    return [_shown(one if isinstance(one, str) else one.text_content()) for one in found]


def _blocks(page: html.HtmlElement) -> list[str]:
    """The blocks of data within a page."""
    return [one.text or "" for one in page.iter("script") if one.get("type") in _DATA]


def _shown(text: str) -> str:
    """A text as a page shows it, with one space for any others."""
    return " ".join(_FORBIDDEN.sub("\ufffd", text).split())


def test_every_thing_has_its_files_and_there_are_no_others(site: Path) -> None:
    suffixes = (".html", ".ttl", ".jsonld", ".nt")
    things = {path.with_suffix("").relative_to(site).as_posix() for path in site.rglob("*.nt")}
    assert {name for thing in things if (name := thing.removeprefix("agent/")) != thing} == set(HOSTILE)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for thing in things:
        assert {f"{thing}{suffix}" for suffix in suffixes} <= files
    listed = set(json.loads((site / "manifest.json").read_bytes())["files"]) | {"manifest.json"}
    of_things = {
        f"{thing}{ending}" for thing in things for ending in (".html", ".ttl", ".jsonld", ".nt", ".parts.json")
    }
    assert files <= listed | of_things
    assert sorted(path.name for path in site.parent.iterdir()) == ["former", "queries", "release", "site"]


def test_no_page_runs_what_was_planted(site: Path) -> None:
    for path, page in _pages(site):
        scripts = [one for one in page.iter("script") if one.get("type") not in _DATA]
        assert all(one.get("src") and not (one.text or "").strip() for one in scripts), path
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")], path
        assert not list(page.iter("style", "iframe", "object", "embed", "base")), path
        for element, attribute, link, _ in page.iterlinks():
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", link, re.IGNORECASE)
            assert scheme is None or scheme[1].lower() in ("http", "https"), (path, element.tag, attribute, link)


def test_names_are_shown_as_they_are(site: Path) -> None:
    listed = _page(site, "agent/index.html")
    for name, text in HOSTILE.items():
        page, shown = _page(site, f"agent/{name}.html"), _shown(text)
        assert _texts(page, "//h1") == [shown]
        assert _texts(page, "//title") == [f"{shown} · oncotriples"]
        assert _texts(page, "//meta[@name='description']/@content") == [shown]
        assert _texts(listed, f"//main//a[@href='../agent/{name}.html']") == [shown]


def test_no_page_holds_a_character_that_html_forbids(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        assert not _FORBIDDEN.findall(path.read_bytes().decode()), path


def test_the_data_within_pages_are_the_texts_themselves(site: Path) -> None:
    for name, text in HOSTILE.items():
        told = [json.loads(block) for block in _blocks(_page(site, f"agent/{name}.html"))]
        assert [_FORBIDDEN.sub("\ufffd", one["name"]) for one in told] == [_FORBIDDEN.sub("\ufffd", text)]
    blocks = [block for _, page in _pages(site) for block in _blocks(page)]
    assert len(blocks) > len(HOSTILE)
    for block in blocks:
        json.loads(block)


def test_questions_called_so_have_their_pages_and_answers(site: Path) -> None:
    page = _page(site, "query/attribute.html")
    assert _texts(page, "//h1") == [HOSTILE["attribute"]]
    assert _texts(page, "//form//input[@name='words']/@value") == [HOSTILE["attribute"]]
    assert HOSTILE["element"] in _texts(page, "//table[contains(@class, 'answer')]/tbody/tr/td")


def test_files_for_programs_are_what_they_are_called(site: Path) -> None:
    for path in sorted(site.rglob("*.json")):
        json.loads(path.read_bytes())
    for path in [*site.rglob("*.xml"), *site.rglob("*.atom"), *site.rglob("*.svg")]:
        etree.parse(path)
    assert (site / "changes.atom").is_file()


def test_changes_are_told_by_their_names(site: Path) -> None:
    told = set(_texts(_page(site, "changes.html"), "//main//bdi"))
    # Control characters are left out there.
    assert {_shown(text) for name, text in HOSTILE.items() if name != "controls"} <= told

"""The data of the whole site: three forms of one graph beside every page, and nothing of the release is lost."""

import re
from pathlib import Path

import pytest
from site_kinds import pages_by_kind
from trios import FORMATS, graph_of, lost, pages_with_data, triples_by_rdflib

from oncotriples.namespaces import BASE
from oncotriples.release.opened import open_release

pytestmark = pytest.mark.system

_WITH_BLANK_NODES = ("codes.html", "ontology.html", "shapes.html")


def test_the_three_forms_of_every_page_are_one_graph_and_its_lines_are_sorted(site: Path) -> None:
    pages = pages_with_data(site)
    assert len(pages) > 4_000
    different, unsorted = [], []
    for path in pages:
        graphs = [graph_of(site / f"{path}{suffix}") for suffix in FORMATS]
        if not graphs[0] == graphs[1] == graphs[2] != frozenset():
            different.append(path)
        lines = (site / f"{path}.nt").read_bytes().split(b"\n")
        if lines[:-1] != sorted(set(lines[:-1])) or lines[-1]:
            unsorted.append(path)
    assert different == []
    assert unsorted == []


# rdflib 7.6's own parsers use classes that it calls deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")
def test_rdflib_finds_one_graph_beside_a_page_of_each_kind(site: Path) -> None:
    checked = 0
    for path in pages_by_kind(site).values():
        page = site / path
        if path not in _WITH_BLANK_NODES and page.with_suffix(".nt").is_file():
            graphs = [triples_by_rdflib(page.with_suffix(suffix)) for suffix in FORMATS]
            assert graphs[0] == graphs[1] == graphs[2], path
            checked += 1
    assert checked > 25


def test_no_triple_about_a_thing_of_ours_is_lost(site: Path, released: Path) -> None:
    release = open_release(released)
    assert lost(site, release.quads()) == []
    foreign = {str(quad.subject) for quad in release.quads() if not str(quad.subject).startswith(f"<{BASE}")}
    # Units of measure have names here, so that answers can tell them; pages lead to their own.
    assert {re.sub(r"[^/#]+>$", "", subject) for subject in foreign} == {"<http://qudt.org/vocab/unit/"}

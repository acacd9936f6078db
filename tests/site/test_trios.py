"""Beside each page stand three forms of one graph, and together they say all that the release says of our things."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hostile_release import write_hostile_release
from site_releases import EVIDENCE, write_release
from trios import FORMATS, graph_of, lost, pages_with_data, triples_by_rdflib

from oncotriples.namespaces import BASE
from oncotriples.release.opened import OpenedRelease, open_release
from oncotriples.site.building import build_site

# What is said of things of others, of something of no kind, and of a thing on the page of another, by no name below it.
_MORE = """
<http://example.org/unit> rdfs:label "a unit" .
<document/s/2020-01-01/reproduction/1> rdfs:comment "of no kind" .
<mapping-set/curated> a sssom:MappingSet ; skos:prefLabel "mappings" ; sssom:mappings <mapping/0123456789abcdef> .
<mapping/0123456789abcdef> a owl:Axiom ; owl:annotatedSource <agent/a1> ; sssom:confidence 1.0 .
"""


@pytest.fixture(scope="module", params=["small", "spoiled"])
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> OpenedRelease:
    """A release, and beside it its site."""
    folder = tmp_path_factory.mktemp("trios")
    spoiled = request.param == "spoiled"
    opened = open_release(
        write_hostile_release(folder) if spoiled else write_release(folder / "release", EVIDENCE + _MORE)
    )
    build_site([opened], folder / "site", jobs=1)
    return opened


@pytest.fixture(scope="module")
def site(release: OpenedRelease) -> Path:
    return release.folder.parent / "site"


def test_the_three_forms_are_one_graph_and_its_lines_are_sorted(site: Path) -> None:
    pages = pages_with_data(site)
    assert {"ontology", "shapes", "codes", "dataset"} < set(pages)
    for path in pages:
        graphs = [graph_of(site / f"{path}{suffix}") for suffix in FORMATS]
        assert graphs[0] == graphs[1] == graphs[2], path
        assert graphs[0], path
        lines = (site / f"{path}.nt").read_bytes().split(b"\n")
        assert lines.pop() == b"", path
        assert lines == sorted(set(lines)), path


# rdflib 7.6's own parsers use classes that it calls deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")
def test_another_reader_finds_one_graph_in_them_too(site: Path) -> None:
    for path in pages_with_data(site):
        if path not in ("ontology", "shapes", "codes"):  # their blank nodes differ by name
            graphs = [triples_by_rdflib(site / f"{path}{suffix}") for suffix in FORMATS]
            assert graphs[0] == graphs[1] == graphs[2], path


def test_no_triple_about_a_thing_of_ours_is_lost(release: OpenedRelease, site: Path) -> None:
    assert lost(site, release.quads()) == []
    invented = ox.Quad(ox.NamedNode(f"{BASE}agent/a1"), ox.NamedNode(f"{BASE}p"), ox.Literal("x"))
    assert lost(site, [invented]) == [f"{invented.triple} ."]

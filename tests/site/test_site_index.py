"""The index answers what the release says, and keeps things with names that are too much alike from one another."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from site_releases import quads_of
from support import ROOT

from oncotriples.errors import InputError
from oncotriples.graph.reading import Triple, read_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.site.index import Index, build_index
from oncotriples.site.vocabulary import Vocabulary

_ONTOLOGY = ROOT / "ontology" / "oncotriples.ttl"


def _index(folder: Path, turtle: str) -> Index:
    vocabulary = Vocabulary(read_turtle(_ONTOLOGY, _ONTOLOGY.name).triples)
    quads = ox.parse(quads_of(turtle), format=ox.RdfFormat.N_QUADS)
    build_index(folder / "index.db", (quad.triple for quad in quads), vocabulary)
    return Index(folder / "index.db")


def test_what_is_said_and_what_points_back_is_found_in_order(tmp_path: Path) -> None:
    index = _index(
        tmp_path,
        """<agent/a> a onct:Agent ; skos:prefLabel "a"@en ; rdfs:seeAlso <http://example.org/x> .
        <assertion/s/2> onct:agent <agent/a> ; skos:prefLabel "2"@en .
        <assertion/s/1> onct:agent <agent/a> ; skos:prefLabel "1"@en .""",
    )
    onct, skos = PREFIXES["onct"], PREFIXES["skos"]
    assert index.said(f"{BASE}agent/a") == [
        (f"{PREFIXES['rdf']}type", f"<{onct}Agent>"),
        (f"{PREFIXES['rdfs']}seeAlso", "<http://example.org/x>"),
        (f"{skos}prefLabel", '"a"@en'),
    ]
    assert [(back.subject, back.predicate) for back in index.back(f"{BASE}agent/a")] == [
        (f"{BASE}assertion/s/1", f"{onct}agent"),
        (f"{BASE}assertion/s/2", f"{onct}agent"),
    ]
    assert index.back("http://example.org/x") == []


def test_a_triple_of_two_graphs_is_held_once_and_literals_keep_their_form(tmp_path: Path) -> None:
    vocabulary = Vocabulary(())
    triples = [
        Triple(ox.NamedNode(f"{BASE}a/b"), ox.NamedNode("x:p"), ox.Literal("01", datatype=ox.NamedNode("x:d")))
    ] * 2
    build_index(tmp_path / "index.db", triples, vocabulary)
    assert Index(tmp_path / "index.db").said(f"{BASE}a/b") == [("x:p", '"01"^^<x:d>')]


def test_what_has_a_label_has_a_page_and_what_has_none_stands_on_that_of_what_holds_it(tmp_path: Path) -> None:
    index = _index(
        tmp_path,
        """<document/s/2020-01-01> a onct:SummaryEdition ; skos:prefLabel "edition"@en .
        <document/s/2020-01-01/section/1> a doco:Section ; skos:prefLabel "section"@en ;
            dcterms:isPartOf <document/s/2020-01-01> .
        <document/s/2020-01-01/passage/1-1.1> dcterms:isPartOf <document/s/2020-01-01/section/1> .
        <document/s/2020-01-01/row/1.1> skos:prefLabel "row"@en ; dcterms:isPartOf <document/s/2020-01-01/section/1> .
        <document/s/2020-01-01/pointer/1> c4o:hasContext <document/s/2020-01-01/passage/1-1.1> .
        <document/s/2020-01-01/group/1> a onct:PointerGroup .
        <mapping-set/m> skos:prefLabel "mappings"@en ; sssom:mappings <mapping/0> .
        <mapping/0> a owl:Axiom .
        <dataset/1.0.0> dcterms:title "data" .
        <dataset/1.0.0#part> a void:Dataset .
        <term/alone> a onct:Term .""",
    )
    homes = {
        "document/s/2020-01-01/section/1": "document/s/2020-01-01/section/1",
        "document/s/2020-01-01/passage/1-1.1": "document/s/2020-01-01/section/1",
        "document/s/2020-01-01/row/1.1": "document/s/2020-01-01/section/1",
        "document/s/2020-01-01/pointer/1": "document/s/2020-01-01/section/1",
        "document/s/2020-01-01/group/1": "document/s/2020-01-01",
        "mapping/0": "mapping-set/m",
        "dataset/1.0.0#part": "dataset/1.0.0",
        "term/alone": "term/alone",
    }
    for path, home in homes.items():
        thing = index.thing(BASE + path)
        assert thing is not None
        assert thing.home == BASE + home, path
        assert thing.path == (path if path == home else "")
    assert index.thing(f"{BASE}nothing") is None
    assert index.parts(f"{BASE}document/s/2020-01-01/section/1") == [
        f"{BASE}document/s/2020-01-01/{part}" for part in ("passage/1-1.1", "pointer/1", "row/1.1")
    ]
    assert (
        index.parts_below(f"{BASE}document/s/2020-01-01")[f"{BASE}document/s/2020-01-01/group/1"]
        == "document/s/2020-01-01"
    )
    assert [thing.path for thing in index.pages("document/", "document0")] == [
        "document/s/2020-01-01",
        "document/s/2020-01-01/section/1",
    ]


def test_parts_in_a_circle_end_somewhere(tmp_path: Path) -> None:
    index = _index(tmp_path, "<x/a> dcterms:isPartOf <x/b> . <x/b> dcterms:isPartOf <x/a> .")
    assert {thing.path for thing in index.pages()} == {"x/a", "x/b"}


def test_two_pages_that_differ_in_case_alone_are_refused_with_both_names(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no heed of case") as raised:
        _index(tmp_path, '<gene/RAS> skos:prefLabel "RAS"@en . <gene/Ras> skos:prefLabel "Ras"@en .')
    assert f"<{BASE}gene/RAS> and <{BASE}gene/Ras>" in raised.value.message
    assert raised.value.mend == "give one of the two another IRI"


def test_two_pages_without_labels_that_differ_in_case_alone_are_refused_too(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no heed of case"):
        _index(tmp_path, "<gene/RAS> a onct:Gene . <gene/Ras> a onct:Gene .")


def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    vocabulary = Vocabulary(())
    iri = ox.NamedNode(f"{BASE}agent/../../x")
    with pytest.raises(InputError, match="cannot have a page of that name"):
        build_index(
            tmp_path / "i", [Triple(iri, ox.NamedNode(f"{PREFIXES['skos']}prefLabel"), ox.Literal("x"))], vocabulary
        )


def test_a_blank_node_is_refused(tmp_path: Path) -> None:
    triple = Triple(ox.NamedNode(f"{BASE}a/b"), ox.NamedNode("x:p"), ox.BlankNode("b"))
    with pytest.raises(InputError, match="a blank node has no page"):
        build_index(tmp_path / "i", [triple], Vocabulary(()))


def test_many_things_of_one_kind_need_no_more_memory_than_few(tmp_path: Path) -> None:
    """More rows than are inserted at a time: the pieces make up the whole."""
    count = 21_000
    label = ox.NamedNode(f"{PREFIXES['skos']}prefLabel")
    triples = (Triple(ox.NamedNode(f"{BASE}x/{number}"), label, ox.Literal(str(number))) for number in range(count))
    build_index(tmp_path / "index.db", triples, Vocabulary(()))
    assert sum(1 for _ in Index(tmp_path / "index.db").pages()) == count

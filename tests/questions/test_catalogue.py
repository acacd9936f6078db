"""The catalogue of saved queries as RDF: complete, executable, and as sparql-examples wants it."""

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from support import needs_shared

from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.questions.answers import sorted_lists
from oncotriples.questions.asking import ask
from oncotriples.questions.catalogue import catalogue, executable_text
from oncotriples.questions.engines import OxigraphEngine
from oncotriples.questions.saved import load_queries
from oncotriples.sources import find_sources

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

QUERIES = load_queries(find_sources().queries)
SH = PREFIXES["sh"]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    held = ox.Store()
    held.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in catalogue(QUERIES.values()))
    return held


def test_it_is_sorted_and_without_blank_nodes() -> None:
    triples = catalogue(QUERIES.values())
    assert list(triples) == sorted(set(triples), key=str)
    assert not any(isinstance(term, ox.BlankNode) for triple in triples for term in (triple.subject, triple.object))
    assert triples == catalogue(reversed(list(QUERIES.values())))


def test_each_query_is_an_executable_with_its_question(store: ox.Store) -> None:
    rows = (
        OxigraphEngine(store)
        .select(
            f"""PREFIX sh: <{SH}> PREFIX rdfs: <{PREFIXES["rdfs"]}>
        SELECT ?query ?comment ?text WHERE {{
          ?query a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:prefixes <{BASE}prefixes> .
          {{ ?query a sh:SPARQLSelectExecutable ; sh:select ?text }}
          UNION {{ ?query a sh:SPARQLConstructExecutable ; sh:construct ?text }}
        }} ORDER BY ?query"""
        )
        .rows
    )
    assert [tuple(term.value for term in row if isinstance(term, ox.NamedNode | ox.Literal)) for row in rows] == [
        (f"{BASE}query/{query.name}", query.description, executable_text(query)) for query in QUERIES.values()
    ]


def test_the_prefixes_are_declared_under_a_named_node(store: ox.Store) -> None:
    rows = (
        OxigraphEngine(store)
        .select(
            f"""PREFIX sh: <{SH}> SELECT ?prefix ?namespace WHERE {{
          <{BASE}prefixes> sh:declare ?node . ?node sh:prefix ?prefix ; sh:namespace ?namespace .
        }} ORDER BY ?prefix"""
        )
        .rows
    )
    declared = {
        row[0].value: row[1].value for row in rows if isinstance(row[0], ox.Literal) and isinstance(row[1], ox.Literal)
    }
    assert declared == dict(PREFIXES)


def test_the_text_runs_as_it_is(loaded: "Loaded") -> None:
    store = ox.Store()
    store.bulk_extend(loaded.dataset.quads())
    engine = OxigraphEngine(store)
    for query in QUERIES.values():
        if query.form == "SELECT":
            answer = sorted_lists(engine.select(executable_text(query)), query.columns)
            assert answer == ask(query, {}, engine)
        else:
            assert engine.construct(executable_text(query))


def test_it_conforms_to_the_shapes_of_sparql_examples() -> None:
    import pyshacl
    from rdflib import Graph

    folder = needs_shared() / "suites" / "sparql-examples"
    # The file has “\s” in a string, which Turtle does not allow.
    shapes = Graph().parse(data=(folder / "spex.shacl").read_text().replace("\\s", "\\\\s"), format="turtle")
    text = ox.serialize(catalogue(QUERIES.values()), format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    data = Graph().parse(data=text.decode(), format="nt")
    # The class of every kind of executable is stated with each query, so the shapes reach them all.
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, report
    data.remove((None, data.namespace_manager.expand_curie("schema:target"), None))
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert not conforms
    assert f"Results ({len(QUERIES)})" in report

"""Graphs opened from files and sources; queries that would open a connection."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
from both_engines import both_engines
from rdflib import Dataset

from oncotriples.errors import InputError, SourceSyntaxError
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import XSD
from oncotriples.questions.answers import Answer
from oncotriples.questions.engines import Engine, open_graph
from oncotriples.questions.rdflib_engine import RdflibEngine
from oncotriples.sources import find_sources

# rdflib uses deprecated parts of itself whenever a Dataset is queried.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")

# The first triple stands in two graphs; whether an unqualified pattern finds it once or twice is the engine's choice.
NQ = f"""\
<http://x/a> <http://x/p> "1.10"^^<{XSD}decimal> <http://x/g1> .
<http://x/a> <http://x/p> "1.10"^^<{XSD}decimal> <http://x/g2> .
<http://x/b> <http://x/p> "b"@en <http://x/g2> .
<http://x/c> <http://x/p> "c" .
"""
COUNT = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s <http://x/p> ?o }"


def integer(number: int) -> ox.Literal:
    return ox.Literal(number)


@pytest.fixture(params=["oxigraph", "rdflib"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return both_engines(ox.parse(NQ, format=ox.RdfFormat.N_QUADS))[request.param]


def test_rows_are_canonical_and_the_default_graph_is_the_union(engine: Engine) -> None:
    answer = engine.select("SELECT DISTINCT ?s ?o ?none WHERE { ?s <http://x/p> ?o } ORDER BY ?s")
    decimal = ox.Literal("1.1", datatype=ox.NamedNode(f"{XSD}decimal"))
    assert answer == Answer(
        ("s", "o", "none"),
        (
            (ox.NamedNode("http://x/a"), decimal, None),
            (ox.NamedNode("http://x/b"), ox.Literal("b", language="en"), None),
            (ox.NamedNode("http://x/c"), ox.Literal("c"), None),
        ),
    )


def test_ask_and_construct(engine: Engine) -> None:
    assert engine.select("ASK { <http://x/a> ?p ?o }").verdict is True
    assert engine.select("ASK { <http://x/z> ?p ?o }").verdict is False
    made = engine.construct("CONSTRUCT { ?s a <http://x/T> } WHERE { ?s <http://x/p> ?o FILTER(isNumeric(?o)) }")
    rdf_type = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert made == (Triple(ox.NamedNode("http://x/a"), rdf_type, ox.NamedNode("http://x/T")),)


def test_rows_and_triples_are_not_mixed_up(engine: Engine) -> None:
    with pytest.raises(InputError, match="gives triples, not rows"):
        engine.select("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    with pytest.raises(InputError, match="gives rows, not triples"):
        engine.construct(COUNT)


@pytest.mark.parametrize("sparql", ["SELECT * {", "SELECT ?a WHERE { ?a unknown:b ?c }", "DELETE WHERE { ?a ?b ?c }"])
def test_a_query_that_is_none_is_refused(engine: Engine, sparql: str) -> None:
    with pytest.raises(InputError, match="the query is no SPARQL"):
        engine.select(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ],
)
def test_no_other_service_is_asked(engine: Engine, sparql: str) -> None:
    with pytest.raises(InputError, match="SERVICE is not followed here"):
        engine.select(sparql)


def test_rdflib_loads_no_graph_from_elsewhere() -> None:
    with pytest.raises(InputError, match="FROM is not followed here"):
        RdflibEngine(Dataset(default_union=True)).select("SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("g.nq", 3),
        ("g.nt", 1),
        ("g.ttl", 1),
        ("g.trig", 3),
        ("g.rdf", 1),
        ("g.jsonld", 3),
        ("g.nq.gz", 3),
        ("g.ttl.GZ", 1),
    ],
)
def test_a_file_of_any_format_is_a_graph(tmp_path: Path, name: str, count: int) -> None:
    path = tmp_path / name
    quads = list(ox.parse(NQ, format=ox.RdfFormat.N_QUADS))
    suffix = Path(name.lower().removesuffix(".gz")).suffix.removeprefix(".")
    format_ = ox.RdfFormat.from_extension(suffix)
    assert format_ is not None
    data = ox.serialize(quads if count == 3 else [quads[-1].triple], format=format_)
    assert data is not None
    path.write_bytes(gzip.compress(data) if name.lower().endswith(".gz") else data)
    assert open_graph(str(path), find_sources()).select(COUNT).rows == ((integer(count),),)


def test_a_file_that_does_not_parse_is_told_with_its_place(tmp_path: Path) -> None:
    bad = '<http://x/a> <http://x/p> "a" .\n<http://x/a> <http://x/p> oops .\n'
    (tmp_path / "bad.nt").write_text(bad)
    (tmp_path / "bad.nt.gz").write_bytes(gzip.compress(bad.encode()))
    for name in ("bad.nt", "bad.nt.gz"):
        with pytest.raises(SourceSyntaxError) as raised:
            open_graph(str(tmp_path / name), find_sources())
        assert raised.value.line == 2
        assert name in str(raised.value)


def test_a_graph_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    sources = find_sources()
    (tmp_path / "whole.nq.gz").write_bytes(gzip.compress(NQ.encode())[:-12])
    (tmp_path / "plain.nq.gz").write_text(NQ)
    (tmp_path / "g.csv").write_text("a,b")
    (tmp_path / "d.nq").mkdir()
    (tmp_path / "d").mkdir()
    for name, problem in [
        ("none.nq", "no such file"),
        ("g.csv/g.nq", "no such file"),
        ("d.nq", "is a folder"),
        ("d", "is a folder"),
        ("none.csv", "no such file"),
        ("whole.nq.gz", "is no whole gzip file"),
        ("plain.nq.gz", "is no whole gzip file"),
        ("g.csv", "no RDF format"),
    ]:
        with pytest.raises(InputError, match=problem):
            open_graph(str(tmp_path / name), sources)


def test_without_a_name_the_graph_is_that_of_the_sources() -> None:
    answer = open_graph(None, find_sources()).select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    assert ox.NamedNode("https://w3id.org/oncotriples/graph/inferred") in [row[0] for row in answer.rows]

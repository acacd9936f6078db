"""Every published syntax says the same, in the same bytes, to more than one reader."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import to_isomorphic

from oncotriples.errors import InputError
from oncotriples.graph.assembling import load_sources
from oncotriples.graph.dataset import Dataset
from oncotriples.namespaces import BASE, ONCT
from oncotriples.release.jsonld import Context, read_context
from oncotriples.release.serialise import n_triples, rdf_xml, serialise
from oncotriples.sources import find_sources

ROOT = Path(__file__).parents[2]
SOURCES = find_sources(ROOT)
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
TURTLE = f"""@base <{BASE}> . @prefix onct: <{ONCT}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<agent/a> a onct:Agent ; skos:prefLabel "a <&> \\"b\\""@en ; skos:altLabel "ä", "two\\nlines"@en-gb ;
    <p> 1.10, 007, true .
<agent/b> <http://example.org/odd/p-1> <agent/a>, <http://example.org/?q=a&b> ; onct:lower 1.50 .
"""


@pytest.fixture(scope="module")
def context() -> Context:
    return read_context(SOURCES.ontology / "context.jsonld")


@pytest.fixture(scope="module")
def whole() -> Dataset:
    return load_sources(SOURCES).dataset


@pytest.fixture(scope="module")
def small() -> Dataset:
    triples = [quad.triple for quad in ox.parse(TURTLE, format=ox.RdfFormat.TURTLE)]
    return Dataset.of({f"{BASE}graph/b": triples[:5], f"{BASE}graph/a": triples[3:]})


@pytest.mark.parametrize("name", ["small", "whole"])
@pytest.mark.parametrize("syntax", FORMATS)
def test_each_syntax_holds_the_graph(name: str, syntax: str, context: Context, request: pytest.FixtureRequest) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    quads = set(ox.parse(serialise(dataset, context)[syntax], format=FORMATS[syntax]))
    expected = set(dataset.quads()) if syntax in ("trig", "nq") else {ox.Quad(*triple) for triple in dataset.union}
    assert quads == expected


@pytest.mark.parametrize(("syntax", "format_"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml")])
def test_rdflib_reads_the_same(syntax: str, format_: str, context: Context, whole: Dataset) -> None:
    outputs = serialise(whole, context)
    read = rdflib.Graph().parse(data=outputs[syntax], format=format_)
    assert to_isomorphic(read) == to_isomorphic(rdflib.Graph().parse(data=outputs["nt"], format="nt"))
    assert len(read) == len(whole.union)


def test_lines_are_sorted_in_code_point_order(context: Context, whole: Dataset) -> None:
    outputs = serialise(whole, context)
    for syntax in ("nt", "nq"):
        lines = outputs[syntax].decode().split("\n")
        assert lines.pop() == ""
        assert lines == sorted(set(lines))


def test_order_of_input_does_not_matter(context: Context, whole: Dataset) -> None:
    def shuffled(triples: tuple[ox.Triple, ...]) -> list[ox.Triple]:
        return random.Random(2).sample(triples, len(triples))  # noqa: S311 - an order, not a secret

    again = Dataset.of({name: shuffled(triples) for name, triples in reversed(list(whole.graphs.items()))})
    assert serialise(again, context) == serialise(whole, context)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_hash_seed_and_locale_do_not_matter(seed: str, context: Context, whole: Dataset) -> None:
    script = """if True:
        import hashlib, sys
        from pathlib import Path
        from oncotriples.graph.assembling import load_sources
        from oncotriples.release.jsonld import read_context
        from oncotriples.release.serialise import serialise
        from oncotriples.sources import find_sources
        sources = find_sources(Path(sys.argv[1]))
        outputs = serialise(load_sources(sources).dataset, read_context(sources.ontology / "context.jsonld"))
        print(hashlib.sha256(b"".join(outputs.values())).hexdigest())
    """

    def digest(**variables: str) -> str:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}
        return subprocess.run(
            [sys.executable, "-c", script, str(ROOT)], env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert digest(PYTHONHASHSEED=seed, LC_ALL="C", TZ="Asia/Tokyo") == digest(PYTHONHASHSEED="0")


def test_xml_refuses_what_it_cannot_hold() -> None:
    iri = ox.NamedNode("http://example.org/a")
    for text in ("bell\x07", "return\r", "\ufffe"):
        with pytest.raises(InputError, match="cannot hold a control character"):
            rdf_xml([ox.Triple(iri, iri, ox.Literal(text))])
    fine = ox.Triple(iri, iri, ox.Literal("tab\tline\n\x85"))
    assert [quad.triple for quad in ox.parse(rdf_xml([fine]), format=ox.RdfFormat.RDF_XML)] == [fine]


def test_no_triples_give_valid_files() -> None:
    assert n_triples([]) == b""
    assert list(ox.parse(rdf_xml([]), format=ox.RdfFormat.RDF_XML)) == []

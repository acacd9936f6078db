"""The project's own shapes on every mistake that is planted in ontology/examples: the results are those of pyshacl."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from equality import differences, our_results
from support import ROOT

from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.shacl.results import Result

EXAMPLES = ROOT / "ontology" / "examples"
DATATYPE = f"{PREFIXES['sh']}DatatypeConstraintComponent"
SUBCLASS = ox.NamedNode(f"{PREFIXES['rdfs']}subClassOf")


def triples(*paths: Path) -> list[ox.Triple]:
    """The triples of Turtle files. Blank nodes of two files stay apart, since the parser makes their labels up."""
    parsed = (ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=BASE) for path in paths)
    return list(dict.fromkeys(ox.Triple(quad.subject, quad.predicate, quad.object) for one in parsed for quad in one))


@pytest.fixture(scope="module")
def shapes() -> list[ox.Triple]:
    return triples(*sorted((ROOT / "ontology" / "shapes").glob("*.ttl")))


@pytest.fixture(scope="module")
def axioms() -> list[ox.Triple]:
    return [triple for triple in triples(ROOT / "ontology" / "oncotriples.ttl") if triple.predicate == SUBCLASS]


def disagreements(data: list[ox.Triple], shapes: list[ox.Triple]) -> list[Result]:
    """The results that only one of us has, but for ill-typed years, which pyshacl does not check (clause 4.1.2)."""
    ours, theirs = differences(data, shapes)
    return [*theirs, *(one for one in ours if not (one.component == DATATYPE and one.value.endswith("#gYear>")))]


def test_all_planted_mistakes_together(shapes: list[ox.Triple], axioms: list[ox.Triple]) -> None:
    """They meet in one graph, so some heal or worsen each other; that is the same for both."""
    data = [*triples(*sorted(EXAMPLES.glob("*/*.ttl"))), *axioms]
    assert len(our_results(data, shapes)) > 200
    assert disagreements(data, shapes) == []


@pytest.mark.parametrize("number", range(4))
def test_planted_mistakes_one_by_one(number: int, shapes: list[ox.Triple], axioms: list[ox.Triple]) -> None:
    """Every second example by itself, in four parts."""
    for path in sorted((EXAMPLES / "invalid").glob("*.ttl"))[number :: 4 * 2]:
        assert disagreements([*triples(path), *axioms], shapes) == [], path.name


def test_without_their_messages(shapes: list[ox.Triple], axioms: list[ox.Triple]) -> None:
    """So that every result is worded by pyshacl."""
    message = ox.NamedNode(f"{PREFIXES['sh']}message")
    wordless = [triple for triple in shapes if triple.predicate != message]
    assert disagreements([*triples(*sorted(EXAMPLES.glob("*/*.ttl"))), *axioms], wordless) == []

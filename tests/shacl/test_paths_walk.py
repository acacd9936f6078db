"""Property paths: what they reach is what Oxigraph's SPARQL reaches, and their texts are SPARQL."""

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest
from equality import EX, read
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.errors import InputError
from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.paths import Itself, Path, Predicate, read_path, values_of

_NODES = [f"<{EX}n{number}>" for number in range(5)]
_PROPERTIES = [f"<{EX}{name}>" for name in "pqr"]
_edges = st.lists(st.tuples(*map(st.sampled_from, (_NODES, _PROPERTIES, _NODES))), max_size=14)
_TIMES = {"sh:zeroOrMorePath": "*", "sh:oneOrMorePath": "+", "sh:zeroOrOnePath": "?"}


@st.composite
def _paths(draw: Callable[..., Any], depth: int = 0) -> tuple[str, str]:
    """A path in Turtle and in SPARQL."""
    kind = (
        draw(st.sampled_from(["property", "inverse", "sequence", "alternative", *_TIMES])) if depth < 3 else "property"
    )
    if kind == "property":
        iri = draw(st.sampled_from(_PROPERTIES))
        return iri, iri
    if kind in ("sequence", "alternative"):
        members = draw(st.lists(_paths(depth + 1), min_size=2, max_size=3))
        turtle = f"( {' '.join(member for member, _ in members)} )"
        sparql = f"({('/' if kind == 'sequence' else '|').join(member for _, member in members)})"
        return (turtle if kind == "sequence" else f"[ sh:alternativePath {turtle} ]"), sparql
    turtle, sparql = draw(_paths(depth + 1))
    if kind == "inverse":
        return f"[ sh:inversePath {turtle} ]", f"^({sparql})"
    return f"[ {kind} {turtle} ]", f"({sparql}){_TIMES[kind]}"


def _shapes(path: str) -> TripleIndex:
    index = TripleIndex()
    index.add_lines(f"{triple} ." for triple in read(f"ex:S sh:path {path} ."))
    return index


def _path(turtle: str) -> Path:
    shapes = _shapes(turtle)
    return read_path(shapes, shapes.one(f"<{EX}S>", "<http://www.w3.org/ns/shacl#path>"))


def _reached(edges: list[tuple[str, str, str]], path: str) -> dict[str, set[str]]:
    # Oxigraph finds a node at itself, as by p*, only where some triple has it.
    there = [(node, "<http://example.org/is>", "<http://example.org/there>") for node in _NODES]
    store = ox.Store()
    store.load("".join(f"{' '.join(edge)} .\n" for edge in [*edges, *there]).encode(), format=ox.RdfFormat.N_TRIPLES)
    found: dict[str, set[str]] = {node: set() for node in _NODES}
    for node in _NODES:
        for solution in store.query(f"SELECT DISTINCT ?to {{ {node} {path} ?to }}"):  # type: ignore[union-attr]
            found[node].add(str(solution["to"]))
    return found


@given(_edges, _paths())
def test_a_path_reaches_what_sparql_reaches(edges: list[tuple[str, str, str]], path: tuple[str, str]) -> None:
    turtle, sparql = path
    data = TripleIndex()
    data.add_lines(f"{' '.join(edge)} ." for edge in edges)
    made = _path(turtle)
    expected = _reached(edges, sparql)
    # All at once, and each alone: a walk from one node may pass by others.
    together = values_of(made, data, set(_NODES))
    for node in _NODES:
        assert len(together.of(node)) == len(expected[node])
        assert set(together.of(node)) == set(values_of(made, data, {node}).of(node)) == expected[node]
    assert together.distinct == set().union(*expected.values())
    for count in (1, 2):
        assert set(together.with_fewer(count)) == {node for node in _NODES if len(expected[node]) < count}
        assert set(together.with_more(count)) == {node for node in _NODES if len(expected[node]) > count}
    assert set(together.pairs({_NODES[0]})) == {(node, _NODES[0]) for node in _NODES if _NODES[0] in expected[node]}
    # The text is what stands in reports: it means the same, in SPARQL.
    text = f"<{made.text}>" if isinstance(made, Predicate) else made.text
    assert _reached(edges, text) == expected


def test_a_node_is_its_own_value() -> None:
    values = Itself({"<a>", '"b"'})
    assert list(values.of("<a>")) == ["<a>"]
    assert set(values.pairs({"<a>", "<c>"})) == {("<a>", "<a>")}
    assert values.distinct == {"<a>", '"b"'}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("[ ]", "neither an IRI nor a list"),
        ('"a"', "neither an IRI nor a list"),
        ("( ex:p )", "a list of one"),
        ("[ sh:alternativePath ( ex:p ) ]", "no property path"),
        ("_:round . _:round sh:inversePath _:round", "nested deeper than 100"),
        ("_:round . _:round sh:oneOrMorePath ( ex:p _:round )", "nested deeper than 100"),
    ],
)
def test_what_is_no_path_is_refused(path: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        _path(path)

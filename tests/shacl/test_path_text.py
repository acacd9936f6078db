"""Property paths: text from shapes, and nodes without blank ones from text."""

import re
from hashlib import sha256

import pyoxigraph as ox
import pytest
from equality import read

from oncotriples.namespaces import ONCT, PREFIXES, SHAPES
from oncotriples.shacl.path_text import compact_path, path_triples
from oncotriples.shacl.paths import read_path
from oncotriples.shacl.reading import load

A, B, C = f"<{ONCT}a>", f"<{ONCT}b>", f"<{ONCT}c>"
CASES = [
    ("onct:a", f"{ONCT}a", "onct:a"),
    ("[ sh:inversePath onct:a ]", f"^{A}", "^onct:a"),
    ("( onct:a onct:b onct:c )", f"({A}/{B}/{C})", "(onct:a/onct:b/onct:c)"),
    ("[ sh:alternativePath ( onct:a onct:b ) ]", f"({A}|{B})", "(onct:a|onct:b)"),
    ("[ sh:zeroOrMorePath onct:a ]", f"{A}*", "onct:a*"),
    ("[ sh:oneOrMorePath [ sh:inversePath onct:a ] ]", f"(^{A})+", "(^onct:a)+"),
    ("( onct:a [ sh:zeroOrOnePath ( onct:b onct:c ) ] )", f"({A}/({B}/{C})?)", "(onct:a/(onct:b/onct:c)?)"),
]


def name(content: str) -> str:
    return f"urn:n:{sha256(content.encode()).hexdigest()[:16]}"


@pytest.mark.parametrize(("turtle", "text", "compact"), CASES)
def test_text(turtle: str, text: str, compact: str) -> None:
    index = load([read(f"@prefix onct: <{ONCT}> . <{SHAPES}S> sh:path {turtle} .")]).index
    assert read_path(index, index.one(f"<{SHAPES}S>", f"<{PREFIXES['sh']}path>")).text == text
    assert compact_path(text) == compact


@pytest.mark.parametrize("text", [text for _, text, _ in CASES])
def test_nodes_say_the_same_path(text: str) -> None:
    node, triples = path_triples(text, name)
    assert not any(isinstance(term, ox.BlankNode) for triple in triples for term in triple)
    # A reader of the report may take the named nodes for properties, so they are blank again before they are read.
    turtle = "".join(f"{triple} .\n" for triple in [*triples, ox.Triple(node, ox.NamedNode("urn:value"), node)])
    index = load([read(re.sub(r"<urn:n:(\w+)>", r"_:b\1", turtle))]).index
    ((start, _),) = index.pairs("<urn:value>")
    assert read_path(index, start).text == text


def test_no_path_at_all() -> None:
    with pytest.raises(ValueError, match="is no property path"):
        path_triples(f"{A}{B}", name)

"""Property paths of SHACL, as text and back.

A single property is its IRI without brackets; anything longer is written as in SPARQL: ``^<p>``, ``(<p>/<q>)``,
``(<p>|<q>)``, ``<p>*``.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import PREFIXES, compact

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["compact_path", "path_text", "path_triples"]

_SH, _RDF = PREFIXES["sh"], PREFIXES["rdf"]
_INVERSE, _ALTERNATIVE = "inversePath", "alternativePath"
_REPEATED = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}
_TOKEN = re.compile(r"<[^>]*>|[()^/|*+?]")


def path_text(graph: "Graph", path: "Node") -> str:
    """The text of the path that a graph describes at a node."""
    from rdflib import URIRef

    return str(path) if isinstance(path, URIRef) else _text(graph, path)


def _text(graph: "Graph", path: "Node") -> str:
    from rdflib import SH, URIRef

    if isinstance(path, URIRef):
        return f"<{path}>"
    if (inner := graph.value(path, SH[_INVERSE])) is not None:
        return f"^{_text(graph, inner)}"
    for sign, predicate in _REPEATED.items():
        if (inner := graph.value(path, SH[predicate])) is not None:
            return _text(graph, inner) + sign
    alternatives = graph.value(path, SH[_ALTERNATIVE])
    steps = [_text(graph, step) for step in graph.items(path if alternatives is None else alternatives)]
    return f"({('/' if alternatives is None else '|').join(steps)})"


def compact_path(text: str) -> str:
    """A path for people: its IRIs shortened, without brackets."""
    return re.sub(r"<([^>]*)>", lambda found: compact(found[1]), text) if "<" in text else compact(text)


def path_triples(text: str, name: Callable[[str], str]) -> tuple[ox.NamedNode, list[Triple]]:
    """The node of a path and the triples that describe it; ``name`` makes an IRI of a content, for no node is blank."""
    if "<" not in text:
        return ox.NamedNode(text), []
    node, triples, rest = _parse(_TOKEN.findall(text), name)
    if rest:
        raise ValueError(f"“{text}” is no property path")
    return ox.NamedNode(node), triples


def _parse(tokens: Sequence[str], name: Callable[[str], str]) -> tuple[str, list[Triple], Sequence[str]]:
    """The IRI of the first path's node, its triples, and the tokens behind it."""
    first, rest = tokens[0], tokens[1:]
    if first == "^":
        inner, triples, rest = _parse(rest, name)
        node = name(f"^{inner}")
        return node, [*triples, _triple(node, _SH + _INVERSE, inner)], rest
    node, triples = first[1:-1], []
    if first == "(":
        steps: list[str] = []
        sign = "/"
        while not steps or rest[0] != ")":
            if steps:
                sign, rest = rest[0], rest[1:]
            step, more, rest = _parse(rest, name)
            steps.append(step)
            triples += more
        rest = rest[1:]
        node, more = _list(steps, name)
        triples += more
        if sign == "|":
            node, members = name(f"|{node}"), node
            triples.append(_triple(node, _SH + _ALTERNATIVE, members))
    while rest and rest[0] in _REPEATED:
        node, inner = name(f"{node}{rest[0]}"), node
        triples.append(_triple(node, _SH + _REPEATED[rest[0]], inner))
        rest = rest[1:]
    return node, triples, rest


def _list(members: Sequence[str], name: Callable[[str], str]) -> tuple[str, list[Triple]]:
    """An RDF list, each of its cells named by what it holds and what follows."""
    node, triples = f"{_RDF}nil", []
    for member in reversed(members):
        cell = name(f"{member} {node}")
        triples += [_triple(cell, f"{_RDF}first", member), _triple(cell, f"{_RDF}rest", node)]
        node = cell
    return node, triples


def _triple(subject: str, predicate: str, object_: str) -> Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(object_))

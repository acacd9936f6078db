"""Property paths of SHACL, as text and back.

A single property is its IRI without brackets; anything longer is written as in SPARQL: ``^<p>``, ``(<p>/<q>)``,
``(<p>|<q>)``, ``<p>*``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

import pyoxigraph as ox

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import PREFIXES, compact

__all__ = ["PATH_PREDICATES", "compact_path", "fold_path", "path_triples"]

_T = TypeVar("_T")

_SH, _RDF = PREFIXES["sh"], PREFIXES["rdf"]
_INVERSE, _ALTERNATIVE = "inversePath", "alternativePath"
_REPEATED = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}
# The property of SHACL that a sign stands for; a sequence has none, for it is a list and nothing else.
PATH_PREDICATES: Mapping[str, str] = MappingProxyType({"^": _INVERSE, "|": _ALTERNATIVE, **_REPEATED})
_TOKEN = re.compile(r"<[^>]*>|[()^/|*+?]")


def compact_path(text: str) -> str:
    """A path for people: its IRIs shortened, without brackets."""
    return re.sub(r"<([^>]*)>", lambda found: compact(found[1]), text) if "<" in text else compact(text)


def path_triples(text: str, name: Callable[[str], str]) -> tuple[ox.NamedNode, list[Triple]]:
    """The node of a path and the triples that describe it; ``name`` makes an IRI of a content, for no node is blank."""
    triples: list[Triple] = []

    def combine(sign: str, parts: Sequence[str]) -> str:
        inner = parts[0]
        if sign in "/|":
            inner, cells = _list(parts, name)
            triples.extend(cells)
            if sign == "/":
                return inner
        node = name(f"{sign}{inner}" if sign in "^|" else f"{inner}{sign}")
        triples.append(_triple(node, _SH + PATH_PREDICATES[sign], inner))
        return node

    return ox.NamedNode(fold_path(text, str, combine)), triples


def fold_path(text: str, leaf: Callable[[str], _T], combine: Callable[[str, Sequence[_T]], _T]) -> _T:
    """What a path comes to, from its parts up: ``leaf`` of every IRI, ``combine`` of every sign and its parts.

    The signs are ``^``, ``*``, ``+``, ``?`` with one part and ``/``, ``|`` with several. Raises ValueError if something
    stands behind the path.
    """
    if "<" not in text:
        return leaf(text)
    whole, rest = _parse(_TOKEN.findall(text), leaf, combine)
    if rest:
        raise ValueError(f"“{text}” is no property path")
    return whole


def _parse(
    tokens: Sequence[str], leaf: Callable[[str], _T], combine: Callable[[str, Sequence[_T]], _T]
) -> tuple[_T, Sequence[str]]:
    """What the first path comes to, and the tokens behind it."""
    first, rest = tokens[0], tokens[1:]
    if first == "^":
        inner, rest = _parse(rest, leaf, combine)
        return combine("^", [inner]), rest
    if first == "(":
        steps: list[_T] = []
        sign = "/"
        while not steps or rest[0] != ")":
            if steps:
                sign, rest = rest[0], rest[1:]
            step, rest = _parse(rest, leaf, combine)
            steps.append(step)
        # Parentheses around one path only group: SHACL has no lists of one.
        whole, rest = combine(sign, steps) if len(steps) > 1 else steps[0], rest[1:]
    else:
        whole = leaf(first[1:-1])
    while rest and rest[0] in _REPEATED:
        whole, rest = combine(rest[0], [whole]), rest[1:]
    return whole, rest


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

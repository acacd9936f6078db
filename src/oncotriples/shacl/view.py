"""An index seen as a graph of rdflib: nothing is copied, and terms are made as they are asked for."""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from textwrap import shorten
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.store import Store
from rdflib.term import Node

from oncotriples.namespaces import XSD
from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.terms import parts_of

__all__ = ["QueryError", "graph_of", "node_of", "quiet_rdflib", "term_of"]

# Of a line of a query, so much is told.
_WIDTH = 200
_BOOLEAN = f'"^^<{XSD}boolean>'
_Pattern = tuple[Node | None, Node | None, Node | None]


def node_of(term: str) -> Node:
    """The node of rdflib for a term; a literal in the form in which it was written."""
    # While pyshacl reads shapes, rdflib takes only “true” for true: a boolean of then must not be kept for later.
    return _made(term) if term.endswith(_BOOLEAN) else _kept(term)


def _made(term: str) -> Node:
    if term[0] == "<":
        return URIRef(term[1:-1])
    if term[0] == "_":
        return BNode(term[2:])
    text, datatype, language = parts_of(term)
    if language:
        return Literal(text, lang=language)
    # rdflib holds "x" and "x"^^xsd:string to be different terms.
    return Literal(text, datatype=None if datatype == f"{XSD}string" else URIRef(datatype), normalize=False)


_kept = lru_cache(maxsize=100_000)(_made)


def term_of(node: Node) -> str:
    """The term of a node of rdflib."""
    if isinstance(node, Literal):
        if node.language:
            return str(ox.Literal(str(node), language=node.language))
        return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or f"{XSD}string"))))
    return f"_:{node}" if isinstance(node, BNode) else f"<{node}>"


def graph_of(index: TripleIndex, prefixes: Mapping[str, str]) -> Graph:
    """A graph of rdflib that shows what an index holds; it cannot be written to."""
    graph = _ViewGraph(store=_IndexStore(index), bind_namespaces="core")
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace, replace=True)
    return graph


@contextmanager
def quiet_rdflib() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal: such literals are findings."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


class _ViewGraph(Graph):
    """A graph that parses a query once, for pyshacl asks the same one of every focus node."""

    def query(self, query_object: str | Query, *arguments: Any, **named: Any) -> Result:
        if isinstance(query_object, str):
            query_object = _prepared(query_object, tuple(self.namespaces()))
        return super().query(query_object, *arguments, **named)


class QueryError(Exception):
    """A query does not parse."""


@lru_cache(maxsize=100)
def _prepared(text: str, namespaces: tuple[tuple[str, URIRef], ...]) -> Query:
    try:
        return prepareQuery(text, initNs=dict(namespaces))
    except Exception as error:  # rdflib and pyparsing raise exceptions of many kinds, plain ones too
        # Places would count the prefixes that pyshacl puts in front.
        told = re.sub(r"\s+\(at char \d+\), \(line:\d+, col:\d+\)$", "", str(error))
        line = getattr(error, "line", "").strip()
        raise QueryError(f"{told}, in the line “{shorten(line, _WIDTH)}”" if line else told) from error


class _IndexStore(Store):
    """What rdflib asks of a store: triples of a pattern, and prefixes."""

    def __init__(self, index: TripleIndex) -> None:
        super().__init__()
        self._index = index
        self._namespaces: dict[str, URIRef] = {}
        self._prefixes: dict[URIRef, str] = {}

    def __len__(self, context: Any = None) -> int:
        return len(self._index)

    def triples(
        self, pattern: _Pattern, context: Any = None
    ) -> Iterator[tuple[tuple[Node, Node, Node], Iterator[None]]]:
        subject, predicate, value = (None if node is None else term_of(node) for node in pattern)
        for first, second, third in self._matches(subject, predicate, value):
            yield (node_of(first), node_of(second), node_of(third)), iter(())

    def _matches(self, subject: str | None, predicate: str | None, value: str | None) -> Iterator[tuple[str, str, str]]:
        index = self._index
        for one in index.tables if predicate is None else [predicate]:
            if subject is not None:
                for term in index.objects(subject, one):
                    if value is None or term == value:
                        yield subject, one, term
            elif value is not None:
                for term in index.subjects(one, value):
                    yield term, one, value
            else:
                for term, other in index.pairs(one):
                    yield term, one, other

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        if override or (prefix not in self._namespaces and namespace not in self._prefixes):
            self._namespaces[prefix] = namespace
            self._prefixes[namespace] = prefix

    def namespace(self, prefix: str) -> URIRef | None:
        return self._namespaces.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        return self._prefixes.get(namespace)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        yield from self._namespaces.items()

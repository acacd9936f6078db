"""Which focus nodes a SPARQL constraint can be about at all: Oxigraph is asked once about all of them together.

pyshacl binds ``$this`` to one focus node after the other; a query over all of them takes a hundredth of that time. The
suspects must hold every node for which pyshacl finds something, so this is done only for queries of which that is sure
(``oncotriples.shacl.query_kinds``), with data and queries of which it is: the store keeps every literal of both as it
was written. A filter that Oxigraph cannot decide, for rdflib puts all literals into one order, counts as fulfilled.
Elsewhere every node is a suspect.
"""

import re
from collections.abc import Iterable, Sequence, Set
from itertools import chain

import pyoxigraph as ox

from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.query_kinds import named_terms, undecided_as_true
from oncotriples.shacl.terms import is_iri, is_literal

__all__ = ["suspects"]

# To load a store and to ask it pays from some nodes on.
_FEW = 200
_MARK = "<urn:oncotriples:focus>"
# rdflib does not look at the time zone of a date, and orders times with and without one otherwise.
_ZONED = re.compile(r'(?:Z|[+-]\d\d:\d\d)"\^\^<[^>]*#(?:date|dateTime|dateTimeStamp|time|g[A-Z]\w*)>$')


def suspects(index: TripleIndex, queries: Sequence[str], nodes: Set[str]) -> Set[str]:
    """Those of the focus nodes for which one of the queries (with prefixes, ``$this`` unbound) may have a row."""
    # No triple is about a literal, and the store gives blank nodes other labels.
    others = {node for node in nodes if not is_iri(node)}
    if len(nodes) < _FEW:
        return nodes
    named = [named_terms(query) for query in queries]
    if None in named:
        return nodes
    terms = set[str]().union(*filter(None, named))
    store = _store(index, terms, nodes - others)
    if store is None:
        return nodes
    found = set(others)
    for query in queries:
        try:
            rows = store.query(undecided_as_true(query, about=f'?this {_MARK} "" .'))
            found.update(str(row[0]) for row in rows)  # type: ignore[union-attr]  # a SELECT gives rows
        except (SyntaxError, ValueError):
            return nodes
    return found & nodes


def _store(index: TripleIndex, terms: Set[str], nodes: Set[str]) -> ox.Store | None:
    """A store with what is said by the properties that queries name, and a mark on each node.

    None where it would not be true to the literals of these properties, or to those that queries name.
    """
    pairs = {predicate: list(index.pairs(predicate)) for predicate in sorted(index.tables.keys() & terms)}
    literals = {
        term for term in chain(terms, (value for held in pairs.values() for _, value in held)) if is_literal(term)
    }
    # Neither a datatype nor a language is in a plain one.
    marked = {literal for literal in literals if literal[-1] != '"'}
    if any(map(_ZONED.search, marked)):
        return None
    kept = _loaded(f"{_MARK} {_MARK} {literal} .\n" for literal in marked)
    if marked != {str(quad.object) for quad in kept}:
        return None
    return _loaded(
        chain(
            (f'{node} {_MARK} "" .\n' for node in nodes),
            *([f"{one} {predicate} {value} .\n" for one, value in held] for predicate, held in pairs.items()),
        )
    )


def _loaded(lines: Iterable[str]) -> ox.Store:
    store = ox.Store()
    store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    return store

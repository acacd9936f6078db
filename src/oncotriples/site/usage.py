"""How often the terms of an ontology are used in a release, as its own description counts them."""

from collections.abc import Mapping
from dataclasses import dataclass

from oncotriples.errors import InputError
from oncotriples.release.lookup import term
from oncotriples.shacl.terms import TYPE, bracketed, is_iri, string_of
from oncotriples.site.graph_file import GraphFile

__all__ = ["Usage", "read_usage", "usage_in"]


@dataclass(frozen=True)
class Usage:
    """``things`` of each class and ``statements`` by each property, both by IRI; what is not used is not there."""

    things: Mapping[str, int]
    statements: Mapping[str, int]


def read_usage(void: GraphFile) -> Usage:
    """Read the partitions of void.ttl. Raises InputError for a count that is no number."""
    return Usage(_largest(void, "void:class", "void:entities"), _largest(void, "void:property", "void:triples"))


def usage_in(graph: GraphFile) -> Usage:
    """Count the uses of the terms of a graph in itself."""
    index = graph.index
    things = {class_[1:-1]: len(index.subjects(TYPE, class_)) for class_ in index.inverse(TYPE)}
    return Usage(things, {predicate[1:-1]: sum(1 for _ in index.pairs(predicate)) for predicate in index.tables})


def _largest(void: GraphFile, key: str, size: str) -> dict[str, int]:
    """The largest count for each class or property: that of the whole graph, of which the others count parts."""
    sizes: dict[str, int] = {}
    for node, value in void.index.pairs(bracketed(term(key))):
        for count in void.values(node, size):
            if is_iri(value):
                sizes[value[1:-1]] = max(sizes.get(value[1:-1], 0), _number(count))
    return sizes


def _number(literal: str) -> int:
    try:
        return int(string_of(literal))
    except ValueError:
        raise InputError(f"void.ttl: {literal[:80]} is no count", mend="make the release anew") from None

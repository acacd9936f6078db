"""The nodes of a release's description: their IRIs and the terms that are said of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import XSD
from oncotriples.release.lookup import Lookup, term
from oncotriples.release.manifest import FileEntry
from oncotriples.release.version import Release

__all__ = ["Described", "a", "english", "link", "number", "says", "typed"]

Value = ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class Described:
    """A release and what it holds: what every part of the description needs to know."""

    release: Release
    dataset: Dataset
    lookup: Lookup
    files: tuple[FileEntry, ...]

    @property
    def root(self) -> str:
        """The dataset itself."""
        return self.release.iri

    def part(self, name: str) -> str:
        """A node of the description: ``dataset/<version>#<name>``."""
        return f"{self.root}#{re.sub(r'[^A-Za-z0-9.]+', '-', name).strip('-')}"


def says(subject: str, properties: Iterable[tuple[str, Value]]) -> Iterator[Triple]:
    """Triples of one subject from pairs of a prefixed name and a value."""
    for name, value in properties:
        yield Triple(ox.NamedNode(subject), ox.NamedNode(term(name)), value)


def a(name: str) -> tuple[str, Value]:
    """The pair that says that something is of a class, given as a prefixed name."""
    return "rdf:type", ox.NamedNode(term(name))


def link(iri: str) -> ox.NamedNode:
    """A resource."""
    return ox.NamedNode(iri)


def english(text: str) -> ox.Literal:
    """A text for people."""
    return ox.Literal(text, language="en")


def number(value: int) -> ox.Literal:
    """A count."""
    return typed(value, "integer")


def typed(value: object, datatype: str) -> ox.Literal:
    """A literal of one of XML Schema's datatypes."""
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + datatype))

"""The nodes of a release's description: their IRIs and the terms that are said of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, XSD
from oncotriples.release.lookup import Lookup, term
from oncotriples.release.manifest import FileEntry
from oncotriples.release.version import Release

__all__ = [
    "CATALOG",
    "CONTRIBUTORS",
    "DATASET",
    "GRAPH_FORMS",
    "Described",
    "Former",
    "a",
    "english",
    "link",
    "number",
    "says",
    "typed",
]

DATASET = f"{BASE}dataset"
"""The dataset of whatever version: the summary level of the HCLS profile."""

CATALOG = f"{DATASET}#catalog"
"""The catalog of all versions, and of what each has beside the graph."""

CONTRIBUTORS = f"{DATASET}#contributors"
"""Who makes and publishes the dataset."""

GRAPH_FORMS = "oncotriples."
"""How the names of the files begin that hold the whole graph, each in another syntax."""

Value = ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class Former:
    """The release before: its version, and the names of its files."""

    version: str
    files: frozenset[str]

    @property
    def root(self) -> str:
        """The dataset of that version."""
        return f"{DATASET}/{self.version}"


@dataclass(frozen=True)
class Described:
    """A release and what it holds: what every part of the description needs to know."""

    release: Release
    dataset: Dataset
    lookup: Lookup
    files: tuple[FileEntry, ...]
    former: Former | None = None

    @property
    def root(self) -> str:
        """The dataset of this version."""
        return self.release.iri

    @property
    def graph(self) -> str:
        """The whole graph as N-Quads, the form that is loaded: the void:Dataset whose statistics are told."""
        forms = [entry.name for entry in self.files if entry.name.startswith(f"{GRAPH_FORMS}nq")]
        return self.part(next(iter(forms), f"{GRAPH_FORMS}nq"))

    @cached_property
    def editions(self) -> tuple[str, ...]:
        """The editions of summaries that the graph rests on, in IRI order."""
        return self.lookup.instances("onct:SummaryEdition")

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The claims of the graph, in IRI order."""
        return self.lookup.instances("onct:EvidenceAssertion")

    def part(self, name: str) -> str:
        """A node of the description: ``dataset/<version>#<name>``."""
        return f"{self.root}#{_fragment(name)}"

    def former_part(self, file: str) -> str:
        """The node of the file of that name in the release before; an empty text where that had none."""
        if self.former is None or file not in self.former.files:
            return ""
        return f"{self.former.root}#{_fragment(file)}"


def _fragment(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-")


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

"""What compiled data says: kept apart from the mapping that makes it, which a graph without records need not import."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE

if TYPE_CHECKING:
    from oncotriples.evidence.records import Record

__all__ = ["CANDIDATES", "Mapped"]

CANDIDATES = f"{BASE}graph/candidates/"
"""How the IRIs of the graphs of candidates begin."""


@dataclass(frozen=True)
class Mapped:
    """What a unit of compiled data says: a document, or the literature of all. ``name`` is that of its file."""

    name: str
    graphs: Mapping[str, tuple[Triple, ...]]
    records: "tuple[Record, ...]" = ()

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The IRIs about which it says something, candidates apart."""
        said = (triples for name, triples in self.graphs.items() if not name.startswith(CANDIDATES))
        subjects = (triple.subject for triple in chain(*said))
        return frozenset(subject.value for subject in subjects if isinstance(subject, ox.NamedNode))

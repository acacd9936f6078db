"""The knowledge graph as a value: named graphs of sorted, distinct triples."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from oncotriples.graph.reading import Triple

__all__ = ["Dataset", "sorted_triples"]


def sorted_triples(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """Distinct triples in the order of their N-Triples text, which is the same on every machine."""
    return tuple(sorted(set(triples), key=str))


@dataclass(frozen=True)
class Dataset:
    """Named graphs: graph IRI → distinct triples in the order of their N-Triples text. Graphs are in IRI order."""

    graphs: Mapping[str, tuple[Triple, ...]]

    @classmethod
    def of(cls, graphs: Mapping[str, Iterable[Triple]]) -> "Dataset":
        """A dataset from triples in any order; empty graphs are left out."""
        held = {name: sorted_triples(graphs[name]) for name in sorted(graphs)}
        return cls({name: triples for name, triples in held.items() if triples})

    @cached_property
    def union(self) -> tuple[Triple, ...]:
        """The triples of all graphs, once each, sorted: “the graph” of a release."""
        return sorted_triples(triple for triples in self.graphs.values() for triple in triples)

    def quads(self) -> Iterator[ox.Quad]:
        """Every quad, graph by graph."""
        for name, triples in self.graphs.items():
            graph = ox.NamedNode(name)
            for triple in triples:
                yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)

    def with_graphs(self, more: Mapping[str, Iterable[Triple]]) -> "Dataset":
        """The dataset with further graphs; a graph that is there already is replaced."""
        return Dataset.of({**self.graphs, **more})

    def __len__(self) -> int:
        return sum(len(triples) for triples in self.graphs.values())

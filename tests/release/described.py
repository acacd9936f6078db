"""The description of a small release, and the means to ask it, for the tests of its parts."""

from collections.abc import Iterable
from datetime import date

import pyoxigraph as ox

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import PREFIXES
from oncotriples.release.describe import describe
from oncotriples.release.distributions import graph_file
from oncotriples.release.lookup import Lookup
from oncotriples.release.manifest import entries
from oncotriples.release.nodes import Former
from oncotriples.release.version import Release

__all__ = ["FORMER", "RELEASE", "released", "rows", "store_of"]

RELEASE = Release("1.2.3", date(2026, 1, 2))
FORMER = Former("1.2.2", frozenset({"oncotriples.nq.gz", "assertions.csv"}))

_FILES = (
    *("oncotriples.nq.gz", "oncotriples.ttl.gz", "oncotriples.jsonld.gz", "assertions.csv"),
    *("ontology.ttl", "codes.ttl", "shapes.ttl", "context.jsonld", "candidates.nq.gz"),
    *("queries.ttl", "queries/evidence/all-assertions.rq", "validation.ttl", "validation.txt"),
    *("NOTICE.txt", "changes.md", "changes.json", "changes.ttl", "changes.atom"),
)


def released(dataset: Dataset, former: Former | None = FORMER) -> tuple[Triple, ...]:
    """The description of a release of a dataset, with a file of every kind."""
    names = (*_FILES, *map(graph_file, dataset.graphs))
    files = entries({name: name.encode() for name in names})
    return describe(RELEASE, dataset, Lookup(dataset.union), files, former=former)


def store_of(triples: Iterable[Triple], dataset: Dataset | None = None) -> ox.Store:
    """A description, and beside it in named graphs what it describes."""
    held = ox.Store()
    held.extend(ox.Quad(*triple) for triple in triples)
    if dataset:
        held.bulk_extend(dataset.quads())
    return held


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    """The sorted rows of a query, in which all prefixes are declared."""
    prefixes = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
    solutions = store.query(prefixes + query)
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted(tuple(term.value for term in row) for row in solutions)

"""Engines that answer SPARQL, behind one protocol: the embedded one, and how to open a graph with it.

The embedded engine is Oxigraph in memory; its default graph is the union of all graphs. It never opens a connection:
a query with SERVICE, which Oxigraph would follow, is refused.
"""

from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.graph.dataset import sorted_triples
from oncotriples.graph.reading import Triple, file_errors, format_of, opened, read_quads, syntax_error
from oncotriples.namespaces import BASE
from oncotriples.questions.answers import Answer
from oncotriples.questions.lexing import mentions_keyword
from oncotriples.sources import Sources

__all__ = ["Engine", "OxigraphEngine", "open_graph", "refuse"]

_PROBLEM_LENGTH = 200


class Engine(Protocol):
    """Whatever answers SPARQL. Raises InputError for a query that is none, RemoteError where a service fails."""

    def select(self, sparql: str) -> Answer:
        """The rows of a SELECT, in canonical terms; the verdict of an ASK."""

    def construct(self, sparql: str) -> tuple[Triple, ...]:
        """The triples of a CONSTRUCT, distinct and sorted."""


class OxigraphEngine:
    """A pyoxigraph store. A triple that stands in two graphs is found twice, so questions count DISTINCT things."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def select(self, sparql: str) -> Answer:
        """The rows of a SELECT, in canonical terms; the verdict of an ASK."""
        result = self._run(sparql)
        if isinstance(result, ox.QueryTriples):
            del result  # as in Answer.of_results
            raise InputError("the query gives triples, not rows", mend="ask for them as ttl")
        return Answer.of_results(result)

    def construct(self, sparql: str) -> tuple[Triple, ...]:
        """The triples of a CONSTRUCT, distinct and sorted."""
        result = self._run(sparql)
        if not isinstance(result, ox.QueryTriples):
            del result  # as in Answer.of_results
            raise InputError("the query gives rows, not triples", mend="ask for them as table, csv, tsv or json")
        return sorted_triples(result)

    def _run(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        refuse(sparql, "SERVICE")
        try:
            return self._store.query(sparql, use_default_graph_as_union=True)
        except SyntaxError as error:
            problem = str(error.msg)[:_PROBLEM_LENGTH]  # it may go on to list every letter of Unicode
            raise InputError(f"the query is no SPARQL: {problem}", mend="mend it at that line and column") from None


def refuse(sparql: str, keyword: str) -> None:
    """Raise InputError where a query uses a keyword for which the engine would open a connection."""
    if mentions_keyword(sparql, keyword):
        raise InputError(
            f"{keyword} is not followed here, for it would ask another machine",
            mend=f"leave {keyword} out, or ask an endpoint that allows it: --graph https://…",
        )


def open_graph(spec: str | None, sources: Sources) -> Engine:
    """The engine over what ``spec`` names.

    None is the graph assembled from the sources; an ``http:`` or ``https:`` address is an endpoint; all else is a file
    of RDF, also as ``.gz``. Raises InputError where there is no such graph, or it does not parse.
    """
    if spec is None:
        from oncotriples.graph.assembling import load_sources, record_paths

        store = ox.Store()
        store.bulk_extend(load_sources(sources, record_paths(sources)).dataset.quads())
        return OxigraphEngine(store)
    if spec.lower().startswith(("http://", "https://")):
        from oncotriples.questions.remote import RemoteEngine

        return RemoteEngine(spec)
    return OxigraphEngine(_load(Path(spec)))


def _load(path: Path) -> ox.Store:
    store, format_ = ox.Store(), format_of(path)
    with file_errors(path.as_posix()):
        try:
            with opened(path) as file:
                store.bulk_load(input=file, format=format_, base_iri=BASE)
        except SyntaxError as error:
            if path.suffix.lower() != ".gz":
                list(read_quads(path))  # raises the same, told better
            raise syntax_error(path.as_posix(), error) from None
    return store

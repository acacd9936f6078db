"""Ask a saved query, list them all: what the command line calls."""

from collections.abc import Mapping

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.questions.answers import FORMATS as ROW_FORMATS
from oncotriples.questions.answers import Answer, render, sorted_lists
from oncotriples.questions.engines import Engine, open_graph
from oncotriples.questions.params import bind
from oncotriples.questions.saved import SavedQuery, find_query, load_queries
from oncotriples.sources import Sources

__all__ = ["FORMATS", "answer", "ask", "listing"]

FORMATS = (*ROW_FORMATS, "ttl")


def answer(
    name: str,
    params: Mapping[str, str],
    fmt: str,
    graph: str | None,
    sources: Sources,
    *,
    width: int | None = None,
) -> str:
    """The answer to a saved query as text, in one of FORMATS.

    ``graph`` is a file, an endpoint's address, or None for the graph of the sources; ``width`` that of the terminal,
    to which a table is wrapped. Raises UnknownNameError (also for a value that names nothing in the graph),
    ParameterError and whatever opening the graph raises.
    """
    if fmt not in FORMATS:
        raise InputError(f"there is no format “{fmt}”", mend=f"use one of {', '.join(FORMATS)}")
    query = find_query(sources.queries, name)
    if (fmt == "ttl") != (query.form == "CONSTRUCT"):
        fitting = "ttl" if query.form == "CONSTRUCT" else ", ".join(ROW_FORMATS)
        kind = "triples" if query.form == "CONSTRUCT" else "rows"
        raise InputError(f"query “{name}” gives {kind}, which are not written as {fmt}", mend=f"use --format {fitting}")
    sparql = bind(query, params)
    engine = open_graph(graph, sources)
    if fmt == "ttl":
        from oncotriples.graph.turtle import write_turtle

        return write_turtle(engine.construct(sparql), prefixes=PREFIXES, base=BASE)
    rows = _rows(query, engine, sparql)
    if not rows.rows and rows.verdict is None:
        _refuse_unknown_things(query, params, engine)
    return render(rows, fmt, width=width)


def ask(query: SavedQuery, params: Mapping[str, str], engine: Engine) -> Answer:
    """The rows of a saved SELECT or the verdict of a saved ASK, lists in order."""
    return _rows(query, engine, bind(query, params))


def listing(sources: Sources, format_: str = "table", *, width: int | None = None) -> str:
    """Every saved query: theme, name, what it asks, its parameters with their defaults; rendered as answers are."""
    queries = sorted(load_queries(sources.queries).values(), key=lambda query: (query.theme, query.name))
    rows = [
        [ox.Literal(text) for text in (query.theme, query.name, query.summary, _parameters(query))] for query in queries
    ]
    return render(Answer.of(("theme", "query", "summary", "parameters"), rows), format_, width=width)


def _rows(query: SavedQuery, engine: Engine, sparql: str) -> Answer:
    return sorted_lists(engine.select(sparql), query.columns)


def _refuse_unknown_things(query: SavedQuery, params: Mapping[str, str], engine: Engine) -> None:
    """No rows for a thing that is not in the graph is a mistyped name, not an absence of evidence."""
    from oncotriples.questions.describing import describe

    for name, value in params.items():
        if query.params[name].type == "iri":
            describe(value, engine)


def _parameters(query: SavedQuery) -> str:
    return " ".join(
        f"{parameter.name}={parameter.default}" if parameter.default is not None else f"{parameter.name}=…"
        for parameter in query.params.values()
    )

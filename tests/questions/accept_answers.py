"""Write the answers of the saved queries to tests/expected, for a person to read the diff before it is committed.

Run as ``python tests/questions/accept_answers.py [NAME …]``; without names, all. The graph asked is the whole one, as
``oncotriples query`` asks it.
"""

import sys
from pathlib import Path

from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.questions.answers import render
from oncotriples.questions.asking import ask
from oncotriples.questions.engines import open_graph
from oncotriples.questions.params import bind
from oncotriples.questions.saved import load_queries
from oncotriples.sources import find_sources

EXPECTED = Path(__file__).parents[1] / "expected"


def main(names: list[str]) -> None:
    """Write one file a query: rows as CSV with plain line ends, triples as Turtle."""
    sources = find_sources()
    queries = load_queries(sources.queries)
    engine = open_graph(None, sources)
    for name in names or queries:
        query = queries[name]
        if query.form == "CONSTRUCT":
            fmt, text = "ttl", write_turtle(engine.construct(bind(query, {})), prefixes=PREFIXES, base=BASE)
        else:
            fmt, text = "csv", render(ask(query, {}, engine), "csv").replace("\r\n", "\n")
        (EXPECTED / f"{name}.{fmt}").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])

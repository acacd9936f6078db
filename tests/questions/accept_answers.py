"""Write the answers of the saved queries to tests/expected, for a person to read the diff before it is committed.

Run as ``python tests/questions/accept_answers.py [NAME …]``; without names, all.
"""

import sys
from pathlib import Path

from oncotriples.questions.asking import answer
from oncotriples.questions.saved import load_queries
from oncotriples.sources import find_sources

EXPECTED = Path(__file__).parents[1] / "expected"


def main(names: list[str]) -> None:
    """Write one file a query: rows as CSV with plain line ends, triples as Turtle."""
    sources = find_sources()
    queries = load_queries(sources.queries)
    for name in names or queries:
        fmt = "ttl" if queries[name].form == "CONSTRUCT" else "csv"
        text = answer(name, {}, fmt, None, sources).replace("\r\n", "\n")
        (EXPECTED / f"{name}.{fmt}").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])

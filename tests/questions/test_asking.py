"""What the command line calls: answers and the listing, as text."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from oncotriples.errors import InputError, ParameterError, UnknownNameError
from oncotriples.questions.asking import answer, listing
from oncotriples.questions.saved import load_queries
from oncotriples.sources import find_sources

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

SOURCES = find_sources()
EXPECTED = Path(__file__).parents[1] / "expected"


@pytest.fixture(scope="module")
def graph(loaded: "Loaded", tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with what people wrote: it opens faster than the whole graph."""
    path = tmp_path_factory.mktemp("asking") / "graph.nq"
    ox.serialize(loaded.dataset.quads(), path, format=ox.RdfFormat.N_QUADS)
    return str(path)


def test_rows_are_written_in_each_format(graph: str) -> None:
    written = {fmt: answer("agents-by-subtype", {}, fmt, graph, SOURCES) for fmt in ("table", "csv", "tsv", "json")}
    assert written["csv"].count("\r\n") == 9
    assert written["table"].endswith("\n8 rows\n")
    assert written["tsv"].startswith("?agent\t?agentLabel\t")
    assert len(json.loads(written["json"])["results"]["bindings"]) == 8


def test_triples_are_written_as_turtle_of_the_whole_graph_where_none_is_named() -> None:
    text = answer("claim-with-its-sources", {}, "ttl", None, SOURCES)
    assert text == (EXPECTED / "claim-with-its-sources.ttl").read_text(encoding="utf-8")
    assert list(ox.parse(text, format=ox.RdfFormat.TURTLE))


def test_a_file_is_asked_instead(tmp_path: Path) -> None:
    path = tmp_path / "empty.nq"
    path.write_text("")
    assert answer("agents-by-subtype", {}, "table", str(path), SOURCES).endswith("\n0 rows\n")


@pytest.mark.parametrize(
    ("name", "fmt", "mend"),
    [
        ("agents-by-subtype", "ttl", "use --format table, csv, tsv, json"),
        ("claim-with-its-sources", "csv", "use --format ttl"),
        ("agents-by-subtype", "xml", "use one of table, csv, tsv, json, ttl"),
    ],
)
def test_a_format_that_does_not_fit_is_refused(name: str, fmt: str, mend: str) -> None:
    with pytest.raises(InputError) as raised:
        answer(name, {}, fmt, None, SOURCES)
    assert raised.value.mend == mend


def test_wrong_names_and_parameters_are_refused_before_the_graph_is_opened() -> None:
    nowhere = "/no/such/graph.nq"
    with pytest.raises(UnknownNameError, match="agents-by-subtyp"):
        answer("agents-by-subtyp", {}, "table", nowhere, SOURCES)
    with pytest.raises(ParameterError, match="has no parameter “tumor”"):
        answer("subtypes-of-agent", {"tumor": "x"}, "table", nowhere, SOURCES)
    with pytest.raises(ParameterError, match="must be a whole number"):
        answer("agents-active-against-several-subtypes", {"minimum": "two"}, "table", nowhere, SOURCES)


def test_the_listing_names_every_query_whole_and_its_parameters() -> None:
    for width in (None, 120):
        text = listing(SOURCES, width=width)
        assert all(f"  {name}" in text for name in load_queries(SOURCES.queries))
        assert "minimum=2" in text
        assert width is None or max(map(len, text.splitlines())) <= width

"""Every saved query, asked of the whole graph: the expected rows, in time, and few enough to be read.

What people wrote is small enough for the second engine too, which must give the same rows there.

After a change of the facts, write the answers anew with ``python tests/questions/accept_answers.py`` and read the diff.
"""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from both_engines import both_engines

from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, PREFIXES, XSD
from oncotriples.questions.answers import render
from oncotriples.questions.asking import ask
from oncotriples.questions.engines import Engine, OxigraphEngine
from oncotriples.questions.params import bind
from oncotriples.questions.saved import SavedQuery, load_queries
from oncotriples.sources import find_sources

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

# rdflib uses deprecated parts of itself whenever a Dataset is queried.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")

EXPECTED = Path(__file__).parents[1] / "expected"
QUERIES = load_queries(find_sources().queries)
ROWS = {name: query for name, query in QUERIES.items() if query.form == "SELECT"}
SECONDS = 10.0  # a guard against a runaway query; a quiet machine answers each within 0.2 s
MOST_ROWS = 200
# What the repository knows nothing of, for nobody looked its articles up; test_standing_queries.py plants it.
EMPTY = {"claims-resting-on-retracted-or-corrected", "doubtful-pmids"}
AGAIN = ox.NamedNode("http://example.org/again")
CLAIM = "assertion/child-soft-tissue-treatment"

# Further values: nothing found, optional parts absent, several hits.
FURTHER = [
    ("evidence-for-a-pair", {"agent": "agent/imatinib", "subtype": "subtype/tenosynovial-giant-cell-tumor"}, 1),
    ("evidence-for-a-pair", {"agent": "agent/imatinib", "subtype": "subtype/alveolar-soft-part-sarcoma"}, 0),
    ("provenance-of-a-claim", {"claim": f"{CLAIM}/imatinib-tenosynovial-giant-cell-tumor"}, 1),
    ("provenance-of-a-claim", {"claim": f"{CLAIM}/survival-after-complete-resection-in-synovial-sarcoma"}, 1),
    ("provenance-of-a-claim", {"claim": f"{CLAIM}/prognosis-of-metastatic-disease"}, 6),
    ("claims-at-least-at-level", {"level": "level/treatment-legacy/3iiiA"}, 1),
    ("claims-at-least-at-level", {"level": "level/treatment-legacy/3iiA"}, 0),
    ("claims-at-least-at-level", {"level": "level/treatment/C1"}, 0),
    ("levels-of-evidence-scale", {"scale": "level/treatment"}, 11),
    ("levels-of-evidence-scale", {"scale": "level/genetics-prevention"}, 21),
    ("levels-of-evidence-scale", {"scale": "level/genetics-screening"}, 5),
    ("levels-of-evidence-scale", {"scale": "level/genetics-treatment"}, 12),
    ("levels-of-evidence-scale", {"scale": "level/integrative"}, 43),
    ("levels-of-evidence-scale", {"scale": "level/supportive-care"}, 4),
    (
        "treatments-for-situation",
        {"situation": "situation/childhood-soft-tissue-sarcoma-isolated-pulmonary-metastases"},
        1,
    ),
    ("treatments-for-situation", {"situation": "situation/adult-pulmonary-metastases"}, 0),
    ("agents-active-against-several-subtypes", {"minimum": "3"}, 1),
    ("agents-active-against-several-subtypes", {"minimum": "1"}, 5),
    ("articles-by-year-and-journal", {"since": "2013"}, 2),
    ("articles-by-year-and-journal", {"minimum": "3"}, 1),
    ("articles-not-checked", {"minimum": "0"}, 19),
    ("articles-not-checked", {"minimum": "2"}, 2),
    ("claims-citing-an-article", {"pmid": "10398180"}, 2),
    ("claims-citing-an-article", {"pmid": '7490246" . } #'}, 0),
    ("claims-mentioning", {"words": "CHORDOMA"}, 1),
    ("claims-mentioning", {"words": "\\"}, 0),
]


@pytest.fixture(scope="module")
def engine(whole: "Loaded") -> Engine:
    return _oxigraph(whole.dataset.quads())


@pytest.fixture(scope="module")
def doubled(whole: "Loaded") -> Engine:
    """The whole graph with every third triple in a second named graph too."""
    quads = list(whole.dataset.quads())
    return _oxigraph([*quads, *(ox.Quad(quad.subject, quad.predicate, quad.object, AGAIN) for quad in quads[::3])])


@pytest.fixture(scope="module")
def engines(loaded: "Loaded") -> Mapping[str, Engine]:
    return both_engines(loaded.dataset.quads())


def _oxigraph(quads: Iterable[ox.Quad]) -> Engine:
    store = ox.Store()
    store.bulk_extend(quads)
    return OxigraphEngine(store)


def test_every_query_has_an_expected_answer_and_every_answer_its_query() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == set(QUERIES)
    assert len(QUERIES) >= 50


@pytest.mark.parametrize("query", ROWS.values(), ids=list(ROWS))
def test_a_query_gives_the_expected_rows(engine: Engine, query: SavedQuery) -> None:
    started = time.perf_counter()
    answer = ask(query, {}, engine)
    assert time.perf_counter() - started < SECONDS
    assert (query.name not in EMPTY) <= len(answer.rows) <= MOST_ROWS
    expected = (EXPECTED / f"{query.name}.csv").read_text(encoding="utf-8")
    assert render(answer, "csv").replace("\r\n", "\n") == expected


@pytest.mark.parametrize("query", ROWS.values(), ids=list(ROWS))
def test_the_cells_are_of_the_declared_types(engine: Engine, query: SavedQuery) -> None:
    datatypes = {
        "integer": {f"{XSD}integer"},
        "decimal": {f"{XSD}decimal"},
        "boolean": {f"{XSD}boolean"},
        "date": {f"{XSD}date"},
        "year": {f"{XSD}gYear"},
    }
    texts = {f"{XSD}string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}
    for row in ask(query, {}, engine).rows:
        for term, type_ in zip(row, query.columns.values(), strict=True):
            if type_ == "iri":
                assert term is None or isinstance(term, ox.NamedNode)
            elif term is not None:
                assert isinstance(term, ox.Literal)
                assert term.datatype.value in datatypes.get(type_, texts)


@pytest.mark.parametrize("query", ROWS.values(), ids=list(ROWS))
def test_rows_are_told_apart_by_what_they_are_ordered_by(engine: Engine, query: SavedQuery) -> None:
    rows = ask(query, {}, engine).rows
    assert len(set(rows)) == len(rows)
    assert "ORDER BY" in query.text


@pytest.mark.parametrize("query", ROWS.values(), ids=list(ROWS))
def test_a_triple_in_two_graphs_counts_once(engine: Engine, doubled: Engine, query: SavedQuery) -> None:
    if query.name == "graph-statistics":
        more = ask(query, {}, doubled).rows
        assert [row for row in more if row[0] != AGAIN] == list(ask(query, {}, engine).rows)
    else:
        assert ask(query, {}, doubled) == ask(query, {}, engine)


@pytest.mark.parametrize("query", ROWS.values(), ids=list(ROWS))
def test_both_engines_give_the_same_rows(engines: Mapping[str, Engine], query: SavedQuery) -> None:
    answers = [ask(query, {}, each) for each in engines.values()]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(("name", "params", "count"), FURTHER)
def test_other_values_give_the_same_rows_from_each_engine(
    engines: Mapping[str, Engine], name: str, params: Mapping[str, str], count: int
) -> None:
    answers = [ask(QUERIES[name], params, each) for each in engines.values()]
    assert len(answers[0].rows) == count
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "query", [query for query in QUERIES.values() if query.form == "CONSTRUCT"], ids=lambda q: q.name
)
def test_a_query_for_triples_gives_the_expected_ones(
    engine: Engine, engines: Mapping[str, Engine], query: SavedQuery
) -> None:
    for each in (engine, *engines.values()):
        triples = each.construct(bind(query, {}))
        expected = (EXPECTED / f"{query.name}.ttl").read_text(encoding="utf-8")
        assert write_turtle(triples, prefixes=PREFIXES, base=BASE) == expected


def test_the_table_of_agents_is_the_source_s(engine: Engine) -> None:
    """The eight rows of the source's table with their references' PMIDs, kept apart from the expected files."""
    answer = ask(QUERIES["agents-by-subtype"], {}, engine)
    rows = [
        tuple("" if term is None else term.value for term in row if not isinstance(term, ox.Triple))
        for row in answer.rows
    ]
    assert {(agent.rsplit("/", 1)[1], subtype.rsplit("/", 1)[1], pmids) for agent, _, subtype, _, pmids, _ in rows} == {
        ("sunitinib", "alveolar-soft-part-sarcoma", "19188185 21242589"),
        ("cediranib", "alveolar-soft-part-sarcoma", "23630200"),
        ("sunitinib", "solitary-fibrous-tumor", ""),
        ("sirolimus", "perivascular-epithelioid-cell-tumor", "20048174"),
        ("crizotinib", "inflammatory-myofibroblastic-tumor", "20979472"),
        ("imatinib", "tenosynovial-giant-cell-tumor", ""),
        ("imatinib", "chordoma", "22331945"),
        ("imatinib", "dermatofibrosarcoma-protuberans", "20194851"),
    }

"""What the questions say of articles that were retracted, corrected, doubted, never found or never looked up.

The repository knows of no such article, so standings are planted into a copy of what people wrote.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from both_engines import both_engines
from sample_standings import KEY, plant_standings
from support import curated_sources

from oncotriples.graph.assembling import load_sources
from oncotriples.namespaces import BASE, XSD
from oncotriples.questions.answers import Term
from oncotriples.questions.asking import ask
from oncotriples.questions.engines import Engine
from oncotriples.questions.params import bind
from oncotriples.questions.saved import SavedQuery, load_queries
from oncotriples.sources import find_sources

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

# rdflib uses deprecated parts of itself whenever a Dataset is queried.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")

QUERIES = load_queries(find_sources().queries)
ROWS = {name: query for name, query in QUERIES.items() if query.form == "SELECT"}
AGAIN = ox.NamedNode("http://example.org/again")
CLAIM = "assertion/child-soft-tissue-treatment"
KUMMAR, PUTNAM, RUTKOWSKI, IMATINIB, TWO, KEPT = (
    f"citation/pmid/{pmid}" for pmid in ("23630200", "7490246", "20194851", "22331945", "19188185", "21242589")
)
DAY, AS_OF = "2026-01-31", "not before 2013"

# Query, parameters, the columns looked at, and the rows in their order.
CASES: list[tuple[str, Mapping[str, str], str, list[tuple[str, ...]]]] = [
    (
        "claims-resting-on-retracted-or-corrected",
        {},
        "assertion standing article pmid articleStanding noticeKind noticeCitation noticeDate checkedOn asOf",
        [
            (f"{CLAIM}/cediranib-alveolar-soft-part-sarcoma", "expression of concern", KUMMAR, "23630200",
             "expression of concern", "expression of concern", "J Ex, ahead of print", "", DAY, AS_OF),
            (f"{CLAIM}/formal-segmentectomy-unnecessary", "retracted", PUTNAM, "7490246",
             "retracted", "", "", "", "2025-01-01", AS_OF),
            (f"{CLAIM}/imatinib-chordoma", "retracted", IMATINIB, "22331945",
             "retracted", "retraction", "J Ex. 2020 May 1;38(1):10", "2020-05-01", DAY, AS_OF),
            (f"{CLAIM}/lobectomy-unnecessary", "retracted", PUTNAM, "7490246",
             "retracted", "", "", "", "2025-01-01", AS_OF),
            (f"{CLAIM}/mediastinal-lymph-node-dissection-unnecessary", "retracted", PUTNAM, "7490246",
             "retracted", "", "", "", "2025-01-01", AS_OF),
            (f"{CLAIM}/sunitinib-alveolar-soft-part-sarcoma", "corrected", TWO, "19188185",
             "corrected", "partial retraction", "J Ex. 2012;1(1):2", "2012", DAY, AS_OF),
            (f"{CLAIM}/sunitinib-alveolar-soft-part-sarcoma", "corrected", TWO, "19188185",
             "corrected", "erratum", "J Ex. 2014 Mar;2(1):3", "2014-03", DAY, AS_OF),
            (f"{CLAIM}/sunitinib-solitary-fibrous-tumor", "retracted", KEY, "90000015",
             "retracted", "retraction and republication", "J Ex. 2019 Dec;9(9):9", "2019-12", DAY, AS_OF),
        ],
    ),
    (
        "literature-by-standing",
        {},
        "standing articles claims references oldestCheck newestCheck",
        [
            ("retracted", "3", "5", "3", "2025-01-01", DAY),
            ("expression of concern", "1", "1", "1", DAY, DAY),
            ("corrected", "1", "1", "1", DAY, DAY),
            ("not checked", "11", "5", "11", "", ""),
            ("not indexed", "1", "1", "1", "2023-02-01", "2023-02-01"),
            ("standing", "2", "1", "2", "2024-06-30", DAY),
        ],
    ),
    (
        "doubtful-pmids",
        {},
        "article label pmid standing parts title recordTitle authors recordAuthors recordJournal recordDate "
        "recordVolume recordPages doi recordDoi",
        [
            (RUTKOWSKI, "Rutkowski 2010, J Clin Oncol 28 (10): 1772-9", "20194851", "not checked", "first page; title",
             "Imatinib mesylate in advanced dermatofibrosarcoma protuberans: pooled analysis of two phase II clinical "
             "trials", "Sunshine and invented sarcoma", "Rutkowski P, Van Glabbeke M, Rankin CJ, et al.",
             "Rutkowski P; Example AB", "J Ex", "2010-04", "28", "1-5", "", "10.9999/ex.2010.1"),
        ],
    ),
    # The one looked up on that day is not listed.
    (
        "articles-not-checked",
        {"before": "2024-06-30", "minimum": "2"},
        "article label pmid standing checkedOn claims",
        [("citation/pmid/10398180", "Pappo 1999, Med Pediatr Oncol 33 (2): 76-82", "10398180", "not checked", "", "2")],
    ),
    ("articles-not-checked", {"before": "2025-01-02", "minimum": "3"}, "article checkedOn", [(PUTNAM, "2025-01-01")]),
    (
        "agents-by-subtype",
        {},
        "agentLabel subtypeLabel pmids standing",
        [
            ("cediranib", "alveolar soft part sarcoma", "23630200", "expression of concern"),
            ("sunitinib", "alveolar soft part sarcoma", "19188185 21242589", "corrected"),
            ("imatinib", "chordoma", "22331945", "retracted"),
            ("imatinib", "dermatofibrosarcoma protuberans", "20194851", "not checked"),
            ("crizotinib", "inflammatory myofibroblastic tumor", "20979472", "not checked"),
            ("sirolimus", "perivascular epithelioid cell tumor", "20048174", "not indexed"),
            ("sunitinib", "solitary fibrous tumor", "90000015", "retracted"),
            ("imatinib", "tenosynovial giant cell tumor", "", ""),
        ],
    ),
    (
        "agents-active-against-several-subtypes",
        {},
        "agentLabel subtypes standing",
        [("imatinib", "3", "not checked; retracted"), ("sunitinib", "2", "corrected; retracted")],
    ),
    ("evidence-for-a-pair", {}, "article standing", [(TWO, "corrected"), (KEPT, "standing")]),
    ("provenance-of-a-claim", {}, "article standing", [(KEPT, "standing"), (TWO, "corrected")]),
    ("claims-citing-an-article", {"pmid": "21242589"}, "standing", [("corrected",)]),
    ("claims-at-least-at-level", {}, "notation standing", [("3iiiA", "standing")]),
    ("claims-mentioning", {"words": "segmentectomy"}, "standing", [("retracted",)]),
    ("level-marks", {}, "printed standing", [("Level of evidence: 3iiiA", "standing")]),
    ("prognoses", {}, "standing", [("not checked",)]),
    ("comparisons", {}, "standing", [("not checked",), ("standing",)]),
    ("outcomes-with-bounds", {}, "standing", [("",), ("not checked",), ("",), ("",)]),
    ("studies-behind-claims", {}, "pmids standing", [("", ""), ("23583130", "standing")]),
    (
        "subtypes-of-agent",
        {"agent": "agent/sunitinib"},
        "subtype standing",
        [("subtype/alveolar-soft-part-sarcoma", "corrected"), ("subtype/solitary-fibrous-tumor", "retracted")],
    ),
    ("unnecessary-treatments", {}, "standing", [("retracted",)] * 3),
]  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> "Loaded":
    folder = curated_sources(tmp_path_factory.mktemp("standings"))
    plant_standings(folder / "kg")
    return load_sources(find_sources(folder))


@pytest.fixture(scope="module")
def engines(planted: "Loaded") -> Mapping[str, Engine]:
    return both_engines(planted.dataset.quads())


@pytest.fixture(scope="module")
def doubled(planted: "Loaded") -> Mapping[str, Engine]:
    """The graph with every third triple in a second named graph too."""
    quads = list(planted.dataset.quads())
    return both_engines([*quads, *(ox.Quad(quad.subject, quad.predicate, quad.object, AGAIN) for quad in quads[::3])])


@pytest.mark.parametrize("kind", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(("name", "params", "columns", "rows"), CASES)
def test_the_rows_are_those_told_by_hand(
    engines: Mapping[str, Engine],
    kind: str,
    name: str,
    params: Mapping[str, str],
    columns: str,
    rows: list[tuple[str, ...]],
) -> None:
    answer = ask(QUERIES[name], params, engines[kind])
    places = [answer.columns.index(column) for column in columns.split()]
    assert [tuple(_short(row[place]) for place in places) for row in answer.rows] == rows


@pytest.mark.parametrize("query", ROWS.values(), ids=list(ROWS))
def test_each_engine_gives_the_same_and_counts_once(
    engines: Mapping[str, Engine], doubled: Mapping[str, Engine], query: SavedQuery
) -> None:
    answers = [ask(query, {}, engine) for engine in engines.values()]
    assert answers[0] == answers[1]
    assert len(set(answers[0].rows)) == len(answers[0].rows)
    if query.name != "graph-statistics":
        assert [ask(query, {}, engine) for engine in doubled.values()] == answers


def test_every_row_that_shows_a_claim_or_an_article_shows_its_standing() -> None:
    shown = {"assertion", "statement", "assertions", "article", "work", "works", "pmid", "pmids"}
    without = {name for name, query in ROWS.items() if shown & set(query.columns) and "standing" not in query.columns}
    # Claims that cite nothing rest on nothing that could stand; the other counts works.
    assert without == {"claims-without-citation", "evidence-by-level-and-year"}


def test_articles_of_claims_that_were_never_looked_up_are_listed_first(engines: Mapping[str, Engine]) -> None:
    for engine in engines.values():
        answer = ask(QUERIES["articles-not-checked"], {}, engine)
        days = [_short(row[answer.columns.index("checkedOn")]) for row in answer.rows]
        assert days == [""] * 11 + ["2023-02-01", "2024-06-30", "2025-01-01"]


def test_the_notices_are_among_the_sources_of_a_claim(engines: Mapping[str, Engine]) -> None:
    notice = ox.NamedNode(f"{BASE}record/pmid/22331945/notice/1")
    for engine in engines.values():
        triples = engine.construct(bind(QUERIES["claim-with-its-sources"], {}))
        said = {
            triple.predicate.value.rsplit("#", 1)[-1]: triple.object for triple in triples if triple.subject == notice
        }
        assert said["noticeKind"] == ox.NamedNode(f"{BASE}code/notice-kind/retraction")
        assert said["publishedOn"] == ox.Literal("2020-05-01", datatype=ox.NamedNode(f"{XSD}date"))


def _short(term: Term | None) -> str:
    return term.value.removeprefix(BASE) if isinstance(term, ox.NamedNode | ox.Literal) else ""

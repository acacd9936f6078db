"""What the questions about compiled documents say of two invented summaries, counted by hand, from each engine."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from both_engines import both_engines
from sample_editions import with_sample_editions

from oncotriples.namespaces import BASE
from oncotriples.questions.answers import Term
from oncotriples.questions.asking import ask
from oncotriples.questions.engines import Engine
from oncotriples.questions.saved import load_queries
from oncotriples.sources import find_sources

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

# rdflib uses deprecated parts of itself whenever a Dataset is queried.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")

QUERIES = load_queries(find_sources().queries)
AGAIN = ox.NamedNode("http://example.org/again")
GLIMMER = {"summary": "document/glimmer-treatment"}
EARLIER, LATER = "document/glimmer-treatment/2020-01-15", "document/glimmer-treatment/2024-06-01"
EMBER = "document/ember-treatment/undated-0badcafe"
A, B, D = (f"citation/pmid/9000000{number}" for number in (1, 2, 3))
C = "citation/key/clover-2019-j-invent-oncol-5-a-7"
C_LABEL, D_LABEL = "Clover 2019, J Invent Oncol 5 (Suppl 1): A-7", "Daisy 2023, J Invent Oncol 9 (3): 20-9"
GLIMMER_NOW = "Glimmer Cell Tumor Treatment, as of 2024-06-01"
EMBER_NOW = "Ember Cell Tumor Treatment, as of not before 2019"

# Query, parameters, the columns looked at, and the rows in their order.
CASES = [
    (
        "literature-of-a-summary",
        GLIMMER,
        "work year entries pointers asOf",
        [(B, "2018", "1", "2", "2024-06-01"), (C, "2019", "1", "2", "2024-06-01"), (D, "2023", "1", "1", "2024-06-01")],
    ),
    ("literature-of-a-summary", {"summary": "document/ember-treatment"}, "work asOf", [(B, "not before 2019")]),
    (
        "literature-of-a-section",
        {"section": f"{LATER}/section/2"},
        "work pointers edition asOf superseded",
        [(work, count, LATER, "2024-06-01", "false") for work, count in ((B, "2"), (C, "2"), (D, "1"))],
    ),
    ("literature-of-a-section", {"section": f"{LATER}/section/2.1"}, "work pointers", [(B, "1"), (C, "2")]),
    ("literature-of-a-section", {"section": f"{LATER}/section/1"}, "work", []),
    (
        "literature-of-a-section",
        {"section": f"{EARLIER}/section/1"},
        "work asOf superseded",
        [(A, "2020-01-15", "true")],
    ),
    (
        "literature-at-a-level",
        {"level": "level/treatment/C3"},
        "notation work marks edition",
        [("A3", B, "1", LATER), ("A3", D, "1", LATER), ("C3", C, "1", LATER)],
    ),
    ("literature-at-a-level", {"level": "level/treatment/B3"}, "notation work", [("A3", B), ("A3", D)]),
    ("literature-at-a-level", {"level": "level/treatment/C1"}, "work", []),
    (
        "summaries-citing-an-article",
        {"pmid": "90000002"},
        "edition asOf superseded entries pointers levels",
        [
            (EMBER, "not before 2019", "false", "1", "1", "3iiiA"),
            (EARLIER, "2020-01-15", "true", "1", "1", "C1"),
            (LATER, "2024-06-01", "false", "1", "2", "A3"),
        ],
    ),
    (
        "most-cited-articles",
        {"minimum": "3"},
        "article pointers summaries citedBy",
        [(B, "3", "2", f"{EMBER_NOW}; {GLIMMER_NOW}")],
    ),
    (
        "resting-on-abstracts-only",
        {},
        "group passage works levels asOf",
        [(f"{LATER}/group/2", f"{LATER}/passage/table-1.1.1", C_LABEL, "C3", "2024-06-01")],
    ),
    (
        "evidence-by-level-and-year",
        {},
        "notation year works marks editions",
        [
            ("3iiiA", "2018", "1", "1", EMBER_NOW),
            ("A3", "2018", "1", "1", GLIMMER_NOW),
            ("A3", "2023", "1", "1", GLIMMER_NOW),
            ("C3", "2019", "1", "1", GLIMMER_NOW),
        ],
    ),
    (
        "agents-mentioned-with-a-tumor",
        {"tumor": "subtype/chordoma"},
        "agent notation passage pmids asOf",
        [
            ("agent/imatinib", "A3", f"{LATER}/passage/2-1.1", "90000002 90000003", "2024-06-01"),
            ("agent/sunitinib", "C3", f"{LATER}/passage/table-1.1.1", "", "2024-06-01"),
        ],
    ),
    ("agents-mentioned-with-a-tumor", {"level": "level/treatment/B3"}, "agent", [("agent/imatinib",)]),
    ("agents-mentioned-with-a-tumor", {"tumor": "subtype/synovial-sarcoma"}, "agent", []),
    ("trials-by-summary", {}, "trial passages edition", [("trial/NCT90000001", "1", LATER)]),
    (
        "newest-evidence-by-section",
        GLIMMER,
        "section newest works asOf",
        [
            (f"{LATER}/section/2", "2023", D_LABEL, "2024-06-01"),
            (f"{LATER}/section/2.1", "2019", C_LABEL, "2024-06-01"),
        ],
    ),
    (
        "sections-without-evidence",
        GLIMMER,
        "section passages asOf",
        [(f"{LATER}/section/1", "1", "2024-06-01"), (f"{LATER}/section/3", "1", "2024-06-01")],
    ),
    (
        "level-marks-by-scale",
        {},
        "level marks grading summaries oldestAsOf newestAsOf",
        [
            ("level/treatment/A3", "1", "1", "1", "2024-06-01", "2024-06-01"),
            ("level/treatment/C3", "1", "1", "1", "2024-06-01", "2024-06-01"),
            # With the one of the curated document, which is not before 2013.
            ("level/treatment-legacy/3iiiA", "2", "2", "2", "2013", "2019"),
        ],
    ),
    (
        "where-editions-differ",
        GLIMMER,
        "change work edition asOf next nextAsOf",
        [("no longer cited", A, EARLIER, "2020-01-15", LATER, "2024-06-01")],
    ),
    (
        "where-editions-differ",
        {**GLIMMER, "change": "newly cited"},
        "work levels nextLevels",
        [(D, "", "A3")],
    ),
    (
        "where-editions-differ",
        {**GLIMMER, "change": "regraded"},
        "work levels nextLevels",
        [(B, "C1", "A3"), (C, "", "C3")],
    ),
    ("where-editions-differ", {**GLIMMER, "change": "unchanged"}, "work", []),
    (
        "passages-without-claims",
        {"edition": LATER},
        "place section",
        [
            (f"{LATER}/passage/1-1.1", f"{LATER}/section/1"),
            (f"{LATER}/passage/2-1.1", f"{LATER}/section/2"),
            (f"{LATER}/passage/2.1-1.1", f"{LATER}/section/2.1"),
            (f"{LATER}/passage/3-1.1", f"{LATER}/section/3"),
            (f"{LATER}/row/1.1", f"{LATER}/section/2.1"),
        ],
    ),
    (
        "level-marks",
        {"edition": LATER},
        "mark references assertions",
        [(f"{LATER}/mark/1", "1 3", ""), (f"{LATER}/mark/2", "2", "")],
    ),
    (
        "claims-by-section",
        {"edition": LATER},
        "section claims uncited",
        [(f"{LATER}/section/{key}", "0", "0") for key in ("1", "2", "2.1", "3")],
    ),
]


@pytest.fixture(scope="module")
def quads(loaded: "Loaded") -> list[ox.Quad]:
    return list(with_sample_editions(loaded).dataset.quads())


@pytest.fixture(scope="module")
def engines(quads: list[ox.Quad]) -> Mapping[str, Engine]:
    return both_engines(quads)


@pytest.fixture(scope="module")
def doubled(quads: list[ox.Quad]) -> Mapping[str, Engine]:
    """The graph with every third triple in a second named graph too."""
    return both_engines([*quads, *(ox.Quad(quad.subject, quad.predicate, quad.object, AGAIN) for quad in quads[::3])])


@pytest.mark.parametrize("kind", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(("name", "params", "columns", "rows"), CASES)
def test_the_rows_are_those_counted_by_hand(
    engines: Mapping[str, Engine],
    doubled: Mapping[str, Engine],
    kind: str,
    name: str,
    params: Mapping[str, str],
    columns: str,
    rows: list[tuple[str, ...]],
) -> None:
    answer = ask(QUERIES[name], params, engines[kind])
    places = [answer.columns.index(column) for column in columns.split()]
    assert [tuple(_short(row[place]) for place in places) for row in answer.rows] == rows
    assert ask(QUERIES[name], params, doubled[kind]) == answer, "a triple in two graphs is counted twice"


def _short(term: Term | None) -> str:
    return term.value.removeprefix(BASE) if isinstance(term, ox.NamedNode | ox.Literal) else ""


def test_an_edition_is_shown_as_superseded_by_the_later_one(engines: Mapping[str, Engine]) -> None:
    for engine in engines.values():
        answer = ask(QUERIES["editions-read"], {}, engine)
        edition, superseded, sections = (answer.columns.index(name) for name in ("edition", "superseded", "sections"))
        shown = {_short(row[edition]): (_short(row[superseded]), _short(row[sections])) for row in answer.rows}
        assert (shown[EARLIER], shown[LATER], shown[EMBER]) == (("true", "3"), ("false", "4"), ("false", "1"))

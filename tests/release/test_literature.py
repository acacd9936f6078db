"""Which works a bibliography has: of a graph, of a summary, of an answer."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from bibliographies import engine

from oncotriples.errors import InputError, UnknownNameError
from oncotriples.graph.assembling import Loaded
from oncotriples.namespaces import BASE
from oncotriples.questions.asking import ask
from oncotriples.questions.engines import OxigraphEngine
from oncotriples.questions.saved import SavedQuery, find_query, load_queries, read_query
from oncotriples.release.bibliography import Entry, works
from oncotriples.release.literature import literature_of_answer, literature_of_graph, literature_of_summary
from oncotriples.release.lookup import Lookup

GRAPH = """
<citation/pmid/11> a fabio:JournalArticle ; onct:authorsAsPrinted "Zucker A" ; fabio:hasPubMedId "11" ;
    dcterms:isPartOf <journal/j> ; onct:articleRecord <record/pmid/11> ; onct:standing <code/standing/retracted> ;
    onct:notice <record/pmid/11/notice/1> .
<citation/pmid/12> a fabio:JournalArticle ; onct:authorsAsPrinted "Young A" ; fabio:hasPubMedId "12" ;
    dcterms:replaces <citation/key/old> .
<citation/key/old> a fabio:JournalArticle ; onct:authorsAsPrinted "Young A" ; fabio:hasPubMedId "12" .
<citation/key/book> a fabio:Book ; onct:authorsAsPrinted "Xu A" .
<citation/key/twin> a fabio:JournalArticle ; onct:authorsAsPrinted "Wu A" ; fabio:hasPubMedId "11" .
<journal/j> a fabio:Journal ; fabio:hasNLMJournalTitleAbbreviation "J Ex" .
<record/pmid/11> dcterms:title "As recorded."@en .
<record/pmid/11/notice/1> onct:noticeKind <code/notice-kind/retraction> .
<code/notice-kind/retraction> skos:prefLabel "taking back"@en ; skos:inScheme <code/notice-kind> .
<code/standing/retracted> skos:prefLabel "taken back"@en ; skos:inScheme <code/standing> .
<document/a-summary/2024-01-01> dcterms:isVersionOf <document/a-summary> ;
    onct:supersededBy <document/a-summary/2025-01-01> .
<document/a-summary/2025-01-01> dcterms:isVersionOf <document/a-summary> .
<list/1> dcterms:isPartOf <document/a-summary/2024-01-01> . <list/2> dcterms:isPartOf <document/a-summary/2025-01-01> .
<entry/1> dcterms:isPartOf <list/1> ; biro:references <citation/key/book> .
<entry/2> dcterms:isPartOf <list/2> ; biro:references <citation/pmid/11> .
<entry/3> dcterms:isPartOf <list/2> ; biro:references <citation/key/old> .
<claim/1> cito:citesAsEvidence <citation/pmid/12>, <citation/key/book> ; skos:prefLabel "12" .
<claim/2> cito:citesAsEvidence <citation/pmid/11> ; skos:prefLabel "A claim"@en .
"""


@pytest.fixture(scope="module")
def small() -> OxigraphEngine:
    return engine(GRAPH)


@pytest.fixture(scope="module")
def real(whole: Loaded) -> OxigraphEngine:
    store = ox.Store()
    store.bulk_extend(whole.dataset.quads())
    return OxigraphEngine(store)


def keys(found: tuple[Entry, ...]) -> list[str]:
    return [entry.key for entry in found]


def query(tmp_path: Path, header: str, text: str) -> SavedQuery:
    path = tmp_path / "queries" / "theme" / "asked.rq"
    path.parent.mkdir(parents=True)
    head = f"#+ summary: A\n#+ description: A?\n#+ tags: [a]\n{header}\n"
    path.write_text(f"{head}PREFIX cito: <http://purl.org/spar/cito/>\nBASE <{BASE}>\n{text}", encoding="utf-8")
    return read_query(path, tmp_path / "queries")


def test_of_a_graph(small: OxigraphEngine) -> None:
    found = literature_of_graph(small)
    assert keys(found) == ["twin", "book", "pmid12", "pmid11"]
    article = found[-1]
    assert (article.title, article.journal) == ("As recorded", "J Ex")
    assert article.standing is not None
    assert article.standing.note == "Taken back (PubMed): taking back"


@pytest.mark.parametrize("name", ["a-summary", "document/a-summary", f"{BASE}document/a-summary"])
def test_of_the_newest_edition_of_a_summary(name: str, small: OxigraphEngine) -> None:
    assert keys(literature_of_summary(small, name)) == ["pmid12", "pmid11"]


def test_a_summary_that_is_not_there(small: OxigraphEngine) -> None:
    with pytest.raises(UnknownNameError, match="there is no summary “a-sumary”") as caught:
        literature_of_summary(small, "a-sumary")
    assert caught.value.near == ["a-summary"]
    with pytest.raises(InputError, match="is no IRI"):
        literature_of_summary(small, "two words")


CLAIMS = "SELECT ?claim WHERE { ?claim cito:citesAsEvidence ?work } GROUP BY ?claim ORDER BY ?claim"
WORKS = """SELECT ?work WHERE {
  VALUES ?work { <citation/pmid/12> <citation/key/old> <citation/key/none> <citation/pmid/11> }
}"""
PMIDS = 'SELECT ?pmids WHERE { VALUES ?pmids { "99 12" "11" } }'
YEARS = "SELECT ?year WHERE { VALUES ?year { 11 12 } }"
NAMES = 'SELECT ?name WHERE { VALUES ?name { "12"@en } }'


@pytest.mark.parametrize(
    ("columns", "text", "expected"),
    [
        ("{claim: iri}", CLAIMS, ["book", "pmid12", "pmid11"]),
        ("{work: iri}", WORKS, ["pmid12", "pmid11"]),
        ("{pmids: list}", PMIDS, ["pmid12", "twin", "pmid11"]),
        (
            "{}",
            "CONSTRUCT { ?c cito:citesAsEvidence ?w } WHERE { ?c cito:citesAsEvidence ?w }",
            ["book", "pmid12", "pmid11"],
        ),
    ],
)
def test_of_an_answer(columns: str, text: str, expected: list[str], small: OxigraphEngine, tmp_path: Path) -> None:
    asked = query(tmp_path, f"#+ columns: {columns}", text)
    assert keys(literature_of_answer(small, asked, {})) == expected


@pytest.mark.parametrize(("columns", "text"), [("{year: integer}", YEARS), ("{name: text}", NAMES)])
def test_numbers_and_names_are_no_pmids(columns: str, text: str, small: OxigraphEngine, tmp_path: Path) -> None:
    asked = query(tmp_path, f"#+ columns: {columns}", text)
    with pytest.raises(InputError, match="names neither works nor claims") as caught:
        literature_of_answer(small, asked, {})
    assert "literature-of-a-section" in caught.value.mend


def test_an_answer_without_rows_is_an_empty_bibliography(small: OxigraphEngine, tmp_path: Path) -> None:
    asked = query(tmp_path, "#+ columns: {work: iri}", "SELECT ?work WHERE { ?work a <nothing> }")
    assert literature_of_answer(small, asked, {}) == ()


def test_a_question_of_yes_or_no_has_no_literature(small: OxigraphEngine, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="answers yes or no"):
        literature_of_answer(small, query(tmp_path, "#+ columns: {}", "ASK { ?a ?b ?c }"), {})


# --- The whole graph ---


def test_the_whole_graph(real: OxigraphEngine, whole: Loaded) -> None:
    found = literature_of_graph(real)
    assert {entry.iri for entry in found} == set(works(Lookup(whole.dataset.union)))


def test_every_summary_has_the_literature_that_its_query_finds(real: OxigraphEngine, whole: Loaded) -> None:
    asked = find_query(whole.sources.queries, "literature-of-a-summary")
    lookup = Lookup(whole.dataset.union)
    summaries = {lookup.value(edition, "dcterms:isVersionOf") for edition in lookup.instances("onct:SummaryEdition")}
    assert len(summaries) > 5
    for summary in summaries:
        found = literature_of_summary(real, summary)
        answer = ask(asked, {"summary": summary}, real)
        assert {entry.iri for entry in found} == {
            row[0].value for row in answer.rows if isinstance(row[0], ox.NamedNode)
        }
        assert set(literature_of_answer(real, asked, {"summary": summary})) == set(found)


def test_queries_about_claims_and_works_have_literature(real: OxigraphEngine, whole: Loaded) -> None:
    queries = load_queries(whole.sources.queries)
    for name in ("all-assertions", "agents-by-subtype", "claims-citing-an-article", "co-cited-articles"):
        assert literature_of_answer(real, queries[name], {})
    first, *_ = literature_of_answer(real, queries["claims-citing-an-article"], {"pmid": "7490246"})
    assert first.pmid == "7490246"
    with pytest.raises(UnknownNameError, match="there is no resource"):
        literature_of_answer(real, queries["literature-of-a-summary"], {"summary": "document/child-chordoma-treatmnt"})

"""Works as entries: record before print, keys, order, and how an article stands."""

import re

import pytest
from bibliographies import article, lookup, made, one
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.graph.assembling import Loaded
from oncotriples.namespaces import BASE
from oncotriples.release.author_names import Name, Names
from oncotriples.release.bibliography import WorkKind, citation_key, entries, in_order, works
from oncotriples.release.lookup import Lookup
from oncotriples.release.standing_notes import StandingNote

PRINTED = """dcterms:title "As printed"@en ; onct:authorsAsPrinted "Example AB, Sample C, et al." ;
  dcterms:isPartOf <journal/j-ex> ; fabio:hasPublicationYear "2019"^^xsd:gYear ; prism:volume "9" ;
  prism:issueIdentifier "4" ; prism:pageRange "765-85" ; fabio:hasPubMedId "1" ; prism:doi "10.99999/printed" """
JOURNAL = '<journal/j-ex> skos:prefLabel "J Ex"@en ; fabio:hasNLMJournalTitleAbbreviation "J Ex (Town)" .'
RECORD = """<record/pmid/1> dcterms:title "As recorded."@en ; onct:journalAbbreviation "J. Ex." ;
  onct:authorsAsRecorded "Example AB; Sample C; Instance D" ; prism:volume "10" ; prism:issueIdentifier "5 Suppl" ;
  prism:pageRange "e1" ; onct:publishedOn "2020-05"^^xsd:gYearMonth ; prism:issn "1234-5678" ; prism:eIssn "8765-4321" ;
  prism:doi "10.99999/recorded" ; fabio:hasPubMedCentralId "PMC1" ; onct:nlmId "1" ."""


def test_what_is_printed() -> None:
    entry = one(article(PRINTED, of=JOURNAL))
    assert (entry.kind, entry.key, entry.title, entry.journal) == (
        WorkKind.ARTICLE,
        "pmid1",
        "As printed",
        "J Ex (Town)",
    )
    assert entry.authors == Names((Name("Example", "A. B."), Name("Sample", "C.")), et_al=True)
    assert (entry.date, entry.year, entry.volume, entry.issue, entry.pages) == ((2019,), "2019", "9", "4", "765-85")
    assert (entry.pmid, entry.doi, entry.pmcid, entry.issn) == ("1", "10.99999/printed", "", "")
    assert entry.pubmed == "https://pubmed.ncbi.nlm.nih.gov/1/"
    assert not entry.printed
    assert not entry.abstract


def test_a_record_comes_first() -> None:
    entry = one(article(f"{PRINTED}; onct:articleRecord <record/pmid/1>", of=JOURNAL + RECORD))
    assert (entry.title, entry.journal, entry.date) == ("As recorded", "J. Ex.", (2020, 5))
    assert [name.family for name in entry.authors.members] == ["Example", "Sample", "Instance"]
    assert not entry.authors.et_al
    assert (entry.volume, entry.issue, entry.pages, entry.issn) == ("10", "5 Suppl", "e1", "1234-5678")
    assert (entry.pmid, entry.doi, entry.pmcid) == ("1", "10.99999/recorded", "PMC1")


def test_the_record_of_another_article_says_nothing_of_this_one() -> None:
    said = f"{PRINTED}; onct:articleRecord <record/pmid/1> ; onct:standing <code/standing/{{}}> "
    for standing, parts, doubt in (
        ("not-checked", '"title"', "Standing not checked. PMID doubtful: its record differs in title"),
        ("not-checked", '"first author", "year"', "Standing not checked. PMID doubtful: its record differs in"),
        # A misprinted year, and what a person accepted.
        ("not-checked", '"year"', ""),
        ("standing", '"title"', ""),
    ):
        entry = one(article(f"{said.format(standing)}; onct:differsFromRecordIn {parts}", of=JOURNAL + RECORD))
        assert (entry.title, entry.doi, entry.pmcid) == (
            ("As printed", "10.99999/printed", "") if doubt else ("As recorded", "10.99999/recorded", "PMC1")
        )
        assert entry.standing is not None
        assert entry.standing.note.startswith(doubt or "Standing")
        assert ("doubtful" in entry.standing.note) is bool(doubt)


def test_what_a_record_lacks_is_taken_as_printed() -> None:
    record = """<record/pmid/1> onct:authorsAsRecorded "Example AB; et al." ; onct:publishedOn "1998 Winter" ;
        fabio:hasNLMJournalTitleAbbreviation "J Example" ; prism:eIssn "8765-4321" ."""
    entry = one(article(f"{PRINTED}; onct:articleRecord <record/pmid/1>", of=JOURNAL + record))
    assert len(entry.authors.members) == 2
    assert entry.authors.et_al
    assert (entry.title, entry.date, entry.journal, entry.issn) == ("As printed", (1998,), "J Example", "8765-4321")
    assert (entry.volume, entry.issue, entry.pages, entry.doi) == ("9", "4", "765-85", "10.99999/printed")


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2020-05-17", (2020, 5, 17)),
        ("2020-05", (2020, 5)),
        ("2020", (2020,)),
        ("2020-13", (2020,)),
        ("2020-02-99", (2020, 2)),
        ("Winter 1998-1999", (1998,)),
        ("in press", (2019,)),
        ("99999", (2019,)),
    ],
)
def test_dates(said: str, date: tuple[int, ...]) -> None:
    record = f'<record/pmid/1> onct:publishedOn "{said}" .'
    assert one(article(f"{PRINTED}; onct:articleRecord <record/pmid/1>", of=record)).date == date


def test_next_to_nothing_is_known() -> None:
    entry = one(article())
    assert (entry.title, entry.authors, entry.date, entry.journal) == ("Example 2020", Names(), (), "")
    assert entry.standing == StandingNote("not-checked", "not checked")


BOOKS = {
    "fabio:BookChapter": (
        "Casali PG, Dei Tos AP: Gastrointestinal stromal tumor. In: DeVita VT Jr, Lawrence TS, et al., eds.: "
        "Cancer: Principles & Practice of Oncology. 11th ed. Wolters Kluwer, 2019, pp 895-906."
    ),
    "fabio:Book": "Weiss SW, Goldblum JR: Soft Tissue Tumors. 4th ed. Mosby, 2001.",
    "fabio:ReportDocument": "WHO Board, eds: Soft Tissue Tumours. Lyon, France: IARC Press; 2020. 5th ed; Vol 3.",
    "fabio:WebPage": "American Cancer Society: Facts 2025. American Cancer Society, 2025. Available online.",
}


@pytest.mark.parametrize("kind", BOOKS)
def test_books_are_read_from_their_printed_entries(kind: str) -> None:
    entry = one(
        f'<citation/key/a> a {kind} ; skos:prefLabel "x"@en ; dcterms:bibliographicCitation "{BOOKS[kind]}" .',
        "citation/key/a",
    )
    assert (entry.kind.value, entry.printed, entry.standing) == (kind, BOOKS[kind], None)
    assert entry.title
    assert entry.publisher
    assert entry.year


def test_a_chapter_has_its_book() -> None:
    printed = BOOKS["fabio:BookChapter"]
    entry = one(f'<citation/key/a> a fabio:BookChapter ; dcterms:bibliographicCitation "{printed}" .', "citation/key/a")
    assert [name.family for name in entry.authors.members] == ["Casali", "Dei Tos"]
    assert entry.container == "Cancer: Principles & Practice of Oncology"
    assert entry.editors == Names((Name("DeVita", "V. T.", suffix="Jr"), Name("Lawrence", "T. S.")), et_al=True)
    assert (entry.edition, entry.publisher, entry.pages) == ("11th ed", "Wolters Kluwer", "895-906")


# --- Keys ---


@pytest.mark.parametrize(
    ("iri", "key"),
    [
        (f"{BASE}citation/pmid/22331945", "pmid22331945"),
        (f"{BASE}citation/key/2013-seer-review", "2013-seer-review"),
        (f"{BASE}citation/key/pmid22331945", "key-pmid22331945-x<hash>"),
        (f"{BASE}citation/key/Not_a_Slug", "key-not-a-slug-x<hash>"),
        ("https://example.org/ö", "https-example-org-x<hash>"),
    ],
)
def test_keys(iri: str, key: str) -> None:
    assert re.sub("(?<=-x)[0-9a-f]{12}$", "<hash>", citation_key(iri)) == key


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), min_size=2, max_size=6, unique=True))
def test_keys_are_ascii_and_of_one_work_only(names: list[str]) -> None:
    iris = [f"{BASE}citation/key/{name}" for name in names] + [f"https://example.org/{name}" for name in names]
    keys = [citation_key(iri) for iri in iris]
    assert len(set(keys)) == len(iris)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)


def test_a_slug_cannot_take_the_key_of_another_work() -> None:
    odd = citation_key("https://example.org/work")
    assert citation_key(f"{BASE}citation/key/{odd}") != odd


def test_two_works_with_one_pmid_have_two_keys() -> None:
    found = lookup(
        article('fabio:hasPubMedId "1"') + '<citation/key/a> a fabio:JournalArticle ; fabio:hasPubMedId "1" .'
    )
    assert [entry.key for entry in entries(found, works(found))] == ["a", "pmid1"]


def test_a_work_that_another_replaces_is_left_out() -> None:
    found = lookup(article("dcterms:replaces <citation/key/a>") + "<citation/key/a> a fabio:JournalArticle .")
    assert works(found) == (f"{BASE}citation/pmid/1",)


# --- Order ---


def test_order_is_by_first_author_year_and_title() -> None:
    said = [
        ("Zucker A", "2001", "B"),
        ("Ábel A", "2001", "B"),
        ("abel A", "2000", "Z"),
        ("Abel A", "2001", "a"),
        ("", "1990", "Young sarcomas"),
        ("van der Graaf W", "1990", ""),
    ]
    found = [
        made(onct_authorsAsPrinted=names, fabio_hasPublicationYear=year, dcterms_title=title)
        for names, year, title in said
    ]
    order = [found.index(entry) for entry in in_order(found)]
    assert order == [2, 3, 1, 5, 4, 0]
    assert in_order(reversed(found)) == in_order(found)


# --- Standing ---

CODES = """<code/standing/expression-of-concern> skos:prefLabel "expression of concern"@en .
  <code/notice-kind/retraction> skos:prefLabel "retraction"@en ."""
NOTICE = """<record/pmid/1/notice/1> onct:noticeKind <code/notice-kind/retraction> ;
  dcterms:bibliographicCitation "J Ex. 2020;1:2" ; fabio:hasPubMedId "5" ;
  onct:publishedOn "2020-05"^^xsd:gYearMonth ."""


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("retracted", "Retracted (PubMed, checked 2026-11-23)"),
        ("corrected", "Corrected (PubMed, checked 2026-11-23)"),
        ("expression-of-concern", "Expression of concern (PubMed, checked 2026-11-23)"),
        ("standing", "Standing (PubMed, checked 2026-11-23)"),
        ("not-indexed", "Not indexed (PubMed, checked 2026-11-23): standing unknown"),
        ("not-checked", "Standing not checked"),
    ],
)
@pytest.mark.parametrize("codes", ["", CODES])
def test_every_standing_is_told(code: str, note: str, codes: str) -> None:
    said = f'onct:standing <code/standing/{code}> ; onct:checkedOn "2026-11-23"^^xsd:date'
    standing = one(article(said, of=codes)).standing
    assert standing is not None
    assert (standing.code, standing.note) == (code, note)
    assert standing.is_plain == (code == "standing")


def test_notices_are_told_in_their_order() -> None:
    numbers = range(1, 11)
    said = "onct:standing <code/standing/retracted> ; onct:notice " + ", ".join(
        f"<record/pmid/1/notice/{number}>" for number in numbers
    )
    kinds = "".join(
        f'<record/pmid/1/notice/{number}> onct:noticeKind <code/notice-kind/erratum> ; fabio:hasPubMedId "{number}" .'
        for number in numbers[1:]
    )
    standing = one(article(said, of=NOTICE + kinds + CODES)).standing
    assert standing is not None
    assert standing.notices[:2] == ("retraction in J Ex. 2020;1:2 (2020-05, PMID 5)", "erratum (PMID 2)")
    assert standing.notices[-1] == "erratum (PMID 10)"
    assert standing.note.startswith("Retracted (PubMed): retraction in J Ex. 2020;1:2 (2020-05, PMID 5); erratum (PMID")


def test_a_standing_article_with_an_update_is_not_plain() -> None:
    said = "onct:standing <code/standing/standing> ; onct:notice <record/pmid/1/notice/1>"
    standing = one(article(said, of=NOTICE)).standing
    assert standing is not None
    assert not standing.is_plain


# --- The whole graph ---


def test_every_work_of_the_graph_has_an_entry(whole: Loaded) -> None:
    found = Lookup(whole.dataset.union)
    told = in_order(entries(found, works(found)))
    every = {iri for kind in WorkKind for iri in found.instances(kind.value)}
    replaced = {old for iri in every for old in found.values(iri, "dcterms:replaces")}
    assert {entry.iri for entry in told} == every - replaced
    assert len({entry.key for entry in told}) == len(told) > 2000
    assert [entry.iri for entry in told if not entry.title] == []
    assert [entry.iri for entry in told if entry.kind is WorkKind.ARTICLE and not entry.standing] == []
    assert [
        entry.iri for entry in told if entry.kind is WorkKind.CHAPTER and not (entry.container and entry.editors)
    ] == []


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_is_one_line(text: str) -> None:
    entry = made(dcterms_title=text, onct_authorsAsPrinted=text, prism_volume=text, dcterms_bibliographicCitation=text)
    for said in (entry.title, entry.volume, entry.printed, *(name.whole_family for name in entry.authors.members)):
        assert said.splitlines() == [said][: bool(said)]
        assert said == said.strip()
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", said)

"""What PubMed says of articles as triples: each rule, and what becomes of odd, illegal and shared values."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest
from support import ROOT

from oncotriples.documents.article_entry import (
    Author,
    CorrectionLink,
    Heading,
    Journal,
    PubMedArticle,
    Substance,
    Tag,
)
from oncotriples.enrichment.literature_lock import Absence, ArticleEntry, LiteratureLock, Resolution
from oncotriples.enrichment.provenance import Source
from oncotriples.errors import InputError
from oncotriples.evidence.matching import Work
from oncotriples.evidence.standings import NOTICES, Standing
from oncotriples.graph.article import ARTICLE_RULES, article_lines, entry_lines
from oncotriples.graph.enriched import enriched
from oncotriples.graph.nquads import quad
from oncotriples.namespaces import BASE, PREFIXES

DAY = "2026-11-23"
PUBMED = Source("PubMed", ("https://example.org/efetch?id=7",), DAY)
PRINTED = Work(
    "citation/pmid/7", "7", "Glimmer cells at rest", "Aster B, Briar C", "Aster", "J Invent", "2015", "1", "1", "1-9"
)
UNPRINTED = replace(PRINTED, path="citation/key/aster-2015-j-invent-1-1", pmid="")
AGREEING = PubMedArticle(
    "7",
    title="Glimmer cells at rest.",
    authors=(Author("Aster", initials="B"), Author("Briar", initials="C")),
    published="2015",
    volume="1",
    pages="1-9",
    doi="10.9999/glimmer",
    pmcid="PMC77",
)
OTHER = replace(AGREEING, title="Embers.", published="1999", pages="44-5")
HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
NO_DOIS: Mapping[str, str] = {}


def triples(turtle: str) -> set[ox.Triple]:
    return {one.triple for one in ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)}


def lock_of(*articles: PubMedArticle, checked: str = DAY, **found: str) -> LiteratureLock:
    """A lock with records, and PMIDs that were found for references: ``aster="7"``."""
    lock = LiteratureLock()
    for article in articles:
        lock.put(ArticleEntry(article, PUBMED, checked))
    for path, pmid in found.items():
        lock.references[path] = Resolution(pmid, "curator", DAY)
    return lock


def told(
    rule: str, lock: LiteratureLock, works: Iterable[Work] = (PRINTED,), dois: Mapping[str, str] = NO_DOIS
) -> set[ox.Triple]:
    """What one rule says."""
    (function,) = (one for one in ARTICLE_RULES if one.__name__ == rule)
    lines = [quad(*said, "<x:g>") for one in enriched(works, lock, dois) for said in function(one)]
    return {one.triple for one in ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS)}


def test_every_rule_is_tried_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [rule.__name__ for rule in ARTICLE_RULES if f'"{rule.__name__}"' not in text] == []


# --- The article ---


@pytest.mark.parametrize(
    ("kind", "standing"),
    [
        ("", "standing"),
        ("CommentIn", "standing"),
        *((kind, standing.value) for kind, (_, standing) in NOTICES.items()),
    ],
)
def test_a_standing_has_its_day(kind: str, standing: str) -> None:
    lock = lock_of(replace(AGREEING, corrections=(CorrectionLink(kind, "J. 2013"),)))
    assert told("article_standing", lock) == triples(
        f'<citation/pmid/7> onct:standing <code/standing/{standing}> ; onct:checkedOn "{DAY}"^^xsd:date .'
    )


def test_what_was_not_looked_up_has_no_day_whatever_a_record_says() -> None:
    expected = triples("<citation/pmid/7> onct:standing <code/standing/not-checked> .")
    assert told("article_standing", LiteratureLock()) == expected
    retracted = replace(AGREEING, corrections=(CorrectionLink("RetractionIn", "J. 2013"),))
    assert told("article_standing", lock_of(retracted, checked="")) == expected


def test_what_pubmed_does_not_have_is_not_indexed() -> None:
    lock = LiteratureLock(absent={"7": Absence(PUBMED, "2026-01-02")})
    expected = '> onct:standing <code/standing/not-indexed> ; onct:checkedOn "2026-01-02"^^xsd:date .'
    assert told("article_standing", lock) == triples(f"<{PRINTED.path}{expected}")
    searched = LiteratureLock(references={UNPRINTED.path: Resolution(checked="2026-01-02")})
    assert told("article_standing", searched, [UNPRINTED]) == triples(f"<{UNPRINTED.path}{expected}")


def test_every_standing_is_a_code() -> None:
    codes = (ROOT / "ontology/codes/standing.ttl").read_text(encoding="utf-8")
    assert [standing for standing in Standing if f"<code/standing/{standing.value}>\n" not in codes] == []


def test_found_identifiers_are_added_and_printed_ones_are_not_repeated() -> None:
    both = 'prism:doi "10.9999/glimmer" ; fabio:hasPubMedCentralId "PMC77" .'
    assert told("article_identifiers", lock_of(AGREEING)) == triples(f"<citation/pmid/7> {both}")
    found = lock_of(AGREEING, **{UNPRINTED.path: "7"})
    expected = triples(f'<{UNPRINTED.path}> fabio:hasPubMedId "7" ; {both}')
    assert told("article_identifiers", found, [UNPRINTED]) == expected
    held = {PRINTED.path: "10.9999/GLIMMER"}
    assert told("article_identifiers", lock_of(AGREEING), dois=held) == triples(
        '<citation/pmid/7> fabio:hasPubMedCentralId "PMC77" .'
    )
    assert told("article_identifiers", LiteratureLock()) == set()
    assert told("article_identifiers", lock_of(**{UNPRINTED.path: "7"}), [UNPRINTED]) == triples(
        f'<{UNPRINTED.path}> fabio:hasPubMedId "7" .'
    )


def test_a_pmid_that_may_be_another_article_s_leads_to_no_other_identifiers() -> None:
    assert told("article_identifiers", lock_of(OTHER)) == set()
    contradicted = lock_of(replace(AGREEING, doi="10.9999/embers"))
    assert told("article_identifiers", contradicted, dois={PRINTED.path: "10.9999/glimmer"}) == set()
    # Of a PMID that was found somebody decided, whatever differs.
    decided = lock_of(OTHER, **{UNPRINTED.path: "7"})
    assert len(told("article_identifiers", decided, [UNPRINTED])) == 3


def test_what_happened_to_another_article_did_not_happen_to_this_one() -> None:
    links = (CorrectionLink("RetractionIn", "J Ex. 2020;1:2"),)
    gone = replace(OTHER, corrections=links, registrations=("NCT99999999",))
    lock = lock_of(gone)
    for rule in ("article_notices", "article_trials"):
        assert told(rule, lock) == set()
    assert told("article_standing", lock) == triples("<citation/pmid/7> onct:standing <code/standing/not-checked> .")
    # A misprinted year does not make another article of it.
    misprinted = replace(AGREEING, published="2016", corrections=links)
    assert len(told("article_notices", lock_of(misprinted))) > 1
    # Nor does a misprinted name; a name and a year do.
    renamed = replace(AGREEING, authors=(Author("Astor", initials="B"),), corrections=links)
    assert len(told("article_notices", lock_of(renamed))) > 1
    assert told("article_notices", lock_of(replace(renamed, published="2016"))) == set()
    # What publishers put before the title of an article that they take back is not its title.
    marked = replace(AGREEING, title="RETRACTED: Glimmer cells at rest.", corrections=links)
    assert told("article_agreement", lock_of(marked)) == set()
    assert any("standing/retracted" in str(one.object) for one in told("article_standing", lock_of(marked)))


def test_a_link_of_an_unknown_kind_is_a_notice_of_its_own() -> None:
    odd = replace(AGREEING, corrections=(CorrectionLink("WithdrawalIn", "J Ex. 2020;1:2"),))
    assert any("notice-kind/other" in str(one.object) for one in told("article_notices", lock_of(odd)))


def test_one_doi_is_given_to_one_article() -> None:
    second = replace(PRINTED, path="citation/pmid/8", pmid="8")
    lock = lock_of(AGREEING, replace(AGREEING, pmid="8", doi="10.9999/Glimmer", pmcid=""))
    given = {one for one in told("article_identifiers", lock, [PRINTED, second]) if one.predicate.value.endswith("doi")}
    assert given == triples('<citation/pmid/7> prism:doi "10.9999/glimmer" .')
    held = {"citation/pmid/9": "10.9999/GLIMMER"}
    assert not any("doi" in str(one) for one in told("article_identifiers", lock, [PRINTED, second], held))


@pytest.mark.parametrize(
    ("article", "doi", "parts"),
    [
        (AGREEING, "", []),
        (AGREEING, "10.9999/GLIMMER", []),
        (AGREEING, "10.9999/embers", ["DOI"]),
        (replace(AGREEING, doi=""), "10.9999/embers", []),
        (OTHER, "", ["first page", "title", "year"]),
        (replace(OTHER, doi="10.9999/x"), "10.9999/y", ["DOI", "first page", "title", "year"]),
        (replace(AGREEING, volume="", pages="", published="", authors=()), "", []),
    ],
)
def test_what_contradicts_the_record_is_named(article: PubMedArticle, doi: str, parts: list[str]) -> None:
    said = told("article_agreement", lock_of(article), dois={PRINTED.path: doi} if doi else {})
    assert said == triples("".join(f'<citation/pmid/7> onct:differsFromRecordIn "{part}" .\n' for part in parts))
    assert told("article_agreement", lock_of(article, checked=""), dois={PRINTED.path: doi}) == set()


def test_an_article_that_was_never_printed_contradicts_nothing() -> None:
    assert told("article_agreement", lock_of(OTHER), [Work("citation/pmid/7", "7")]) == set()
    assert told("article_agreement", LiteratureLock()) == set()


def test_of_two_names_for_one_pmid_one_stands() -> None:
    found = lock_of(AGREEING, **{UNPRINTED.path: "7"})
    works = [UNPRINTED, PRINTED]
    assert told("article_twin", found, works) == triples(f"<citation/pmid/7> dcterms:replaces <{UNPRINTED.path}> .")
    assert {str(one.subject) for one in told("article_identifiers", found, works)} == {f"<{BASE}citation/pmid/7>"}
    for rule in ("article_standing", "article_notices", "record_itself"):
        assert told(rule, found, works) >= told(rule, found, [PRINTED])
    # The standing is that of the one record.
    assert {str(one.object) for one in told("article_standing", found, works) if "code" in str(one.object)} == {
        f"<{BASE}code/standing/standing>"
    }


def test_two_printed_works_with_one_pmid() -> None:
    second = replace(UNPRINTED, pmid="7")
    expected = triples(f"<citation/pmid/7> dcterms:replaces <{second.path}> .")
    assert told("article_twin", lock_of(AGREEING), [second, PRINTED]) == expected
    assert told("article_twin", LiteratureLock(), [second, PRINTED]) == expected


def test_two_references_with_one_found_pmid() -> None:
    second = replace(UNPRINTED, path="citation/key/briar-2015-j-invent-1-1")
    found = lock_of(AGREEING, **{UNPRINTED.path: "7", second.path: "7"})
    assert told("article_twin", found, [UNPRINTED, second]) == triples(
        f"<{UNPRINTED.path}> dcterms:replaces <{second.path}> ."
    )


def test_what_was_found_for_a_work_that_is_now_printed_with_a_pmid_is_past() -> None:
    now_printed = replace(UNPRINTED, pmid="9")
    later = replace(UNPRINTED, path="citation/key/briar-2015-j-invent-1-1")
    found = lock_of(AGREEING, **{now_printed.path: "7", later.path: "7"})
    assert told("article_twin", found, [now_printed, later]) == set()
    assert told("article_identifiers", found, [now_printed, later]) >= triples(
        f'<{later.path}> fabio:hasPubMedId "7" .'
    )


@pytest.mark.parametrize(
    ("citation", "date"),
    [
        ("J Ex. 2013 Jan 1;31(1):10", '"2013-01-01"^^xsd:date'),
        ("J Ex. 2013 Dec 31;31(1):10", '"2013-12-31"^^xsd:date'),
        ("J Ex. 2013 Feb;31(1):10", '"2013-02"^^xsd:gYearMonth'),
        ("J Ex. 2013 Feb 30;31(1):10", '"2013-02"^^xsd:gYearMonth'),
        ("J Ex. 2013 Feb 0;31(1):10", '"2013-02"^^xsd:gYearMonth'),
        ("J Ex. 2013 Jan-Feb;31(1):10", '"2013-01"^^xsd:gYearMonth'),
        ("J Ex. 2013 September 3;31(1):10", '"2013-09-03"^^xsd:date'),
        ("J Ex. 2013 Spring;31(1):10", '"2013"^^xsd:gYear'),
        ("J Ex. 2013-2014;31(1):10", '"2013"^^xsd:gYear'),
        ("J Ex. 2013;31(1):10", '"2013"^^xsd:gYear'),
        ("J Ex. 2013", '"2013"^^xsd:gYear'),
        ("J Ex. 2013.", '"2013"^^xsd:gYear'),
        ("J Ex. 2013 May 6;15(5):e1. doi: 10.1371/journal.2019.", '"2013-05-06"^^xsd:date'),
        ("J Ex (Old 1990). 2013 May;1:2", '"2013-05"^^xsd:gYearMonth'),
        ("Ward A, Bed B. J Ex. 2013 May;1:2", '"2013-05"^^xsd:gYearMonth'),
        ("J Ex, ahead of print", ""),
        ("J Ex. 20133;1", ""),
        ("J Ex. 13 May;1:2013", ""),
        ("2013", ""),
        ("Ohne Ort. ²⁰13;1", ""),
        ("", ""),
    ],
)
def test_the_date_of_a_notice_stands_in_its_citation(citation: str, date: str) -> None:
    lock = lock_of(replace(AGREEING, corrections=(CorrectionLink("ErratumIn", citation),)))
    said = {str(one.object) for one in told("article_notices", lock) if one.predicate.value.endswith("#publishedOn")}
    assert said == {str(one.object) for one in triples(f"<x> <p> {date} .")} if date else not said


def test_notices_are_counted_and_other_links_are_none() -> None:
    links = (
        CorrectionLink("CommentIn", "J Ex. 2012;1"),
        CorrectionLink("ExpressionOfConcernIn", "J Ex. 2013;1", "90000001", "See “figure 2”."),
        CorrectionLink("ErratumFor", "J Ex. 2014;1"),
        CorrectionLink("RetractionIn", ""),
    )
    assert told("article_notices", lock_of(replace(AGREEING, corrections=links))) == triples(
        """<citation/pmid/7> onct:notice <record/pmid/7/notice/1>, <record/pmid/7/notice/2> .
        <record/pmid/7/notice/1> a onct:EditorialNotice ; onct:noticeKind <code/notice-kind/expression-of-concern> ;
            dcterms:bibliographicCitation "J Ex. 2013;1" ; fabio:hasPubMedId "90000001" ;
            skos:note "See “figure 2”."@en ; onct:publishedOn "2013"^^xsd:gYear .
        <record/pmid/7/notice/2> a onct:EditorialNotice ; onct:noticeKind <code/notice-kind/retraction> ."""
    )
    assert told("article_notices", LiteratureLock()) == set()


def test_every_kind_of_notice_is_a_code() -> None:
    codes = (ROOT / "ontology/codes/notice-kind.ttl").read_text(encoding="utf-8")
    assert [kind for kind, _ in NOTICES.values() if f"<code/notice-kind/{kind}>\n" not in codes] == []


def test_trials_of_the_registry_are_named_once() -> None:
    numbers = ("NCT90000001", "ISRCTN90000001", "NCT90000001", "NCT9000001", "nct90000002", "GSE90000")
    assert told("article_trials", lock_of(replace(AGREEING, registrations=numbers))) == triples(
        """<citation/pmid/7> onct:reportsTrial <trial/NCT90000001> .
        <trial/NCT90000001> a onct:ClinicalTrial ; skos:prefLabel "NCT90000001"@en ."""
    )


# --- The record ---


def test_a_record_has_its_source_and_days() -> None:
    assert told("record_itself", lock_of(replace(AGREEING, revised="2025-12-24"))) == triples(
        f"""<citation/pmid/7> onct:articleRecord <record/pmid/7> .
        <record/pmid/7> a onct:ArticleRecord ; skos:prefLabel "record of PMID 7"@en ;
            onct:recordOrigin <code/record-origin/retrieved> ; onct:recordSource "PubMed" ;
            prov:wasDerivedFrom <https://example.org/efetch?id=7> ;
            onct:retrievedOn "{DAY}"^^xsd:date ; onct:revisedOn "2025-12-24"^^xsd:date ."""
    )
    assert told("record_itself", LiteratureLock()) == set()


@pytest.mark.parametrize("day", ["", "2026", "2026-02-30", "not a date", "23.11.2026"])
def test_a_record_that_nobody_looked_up_is_copied_and_days_that_are_none_are_left_out(day: str) -> None:
    entry = ArticleEntry(replace(AGREEING, revised=day), Source("a printed copy", (), day))
    assert told("record_itself", LiteratureLock({"7": entry})) == triples(
        """<citation/pmid/7> onct:articleRecord <record/pmid/7> .
        <record/pmid/7> a onct:ArticleRecord ; skos:prefLabel "record of PMID 7"@en ;
            onct:recordOrigin <code/record-origin/copied> ; onct:recordSource "a printed copy" ."""
    )


def test_a_record_says_what_its_source_says() -> None:
    article = replace(
        AGREEING,
        authors=(Author("Aster", "Bea", "B", "Jr", orcid="0000-0001-2345-6789"), Author(collective="Ward Group")),
        journal=Journal("Journal of Inventions", "J. Invent.", "J Invent", "9900001", "9999-0006", "9999-0014"),
        published="2015-08-03",
        issue="Suppl 1",
    )
    assert told("record_values", lock_of(article)) == triples(
        """<record/pmid/7> fabio:hasPubMedId "7" ; prism:doi "10.9999/glimmer" ; fabio:hasPubMedCentralId "PMC77" ;
            dcterms:title "Glimmer cells at rest."@en ; onct:authorsAsRecorded "Aster B Jr; Ward Group" ;
            dcterms:creator <https://orcid.org/0000-0001-2345-6789> ;
            onct:journalAbbreviation "J. Invent." ; fabio:hasNLMJournalTitleAbbreviation "J Invent" ;
            onct:nlmId "9900001" ; prism:issn "9999-0006" ; prism:eIssn "9999-0014" ;
            onct:publishedOn "2015-08-03"^^xsd:date ; prism:volume "1" ; prism:issueIdentifier "Suppl 1" ;
            prism:pageRange "1-9" .
        <https://orcid.org/0000-0001-2345-6789> rdfs:label "Aster B Jr"@en ."""
    )
    assert told("record_values", lock_of(PubMedArticle("7"))) == triples('<record/pmid/7> fabio:hasPubMedId "7" .')
    assert told("record_values", LiteratureLock()) == set()


@pytest.mark.parametrize(("complete", "authors"), [(True, "Aster B; Briar C"), (False, "Aster B; Briar C; et al.")])
def test_authors_that_a_record_leaves_out_are_told(complete: bool, authors: str) -> None:
    said = told("record_values", lock_of(replace(AGREEING, authors_complete=complete)))
    assert triples(f'<record/pmid/7> onct:authorsAsRecorded "{authors}" .') <= said


@pytest.mark.parametrize(
    ("published", "literal"),
    [
        ("1999", '"1999"^^xsd:gYear'),
        ("1999-08", '"1999-08"^^xsd:gYearMonth'),
        ("1999-08-03", '"1999-08-03"^^xsd:date'),
        ("2012-02-29", '"2012-02-29"^^xsd:date'),
        ("1998 Dec-1999 Jan", '"1998 Dec-1999 Jan"'),
        ("2013-02-29", '"2013-02-29"'),
        ("1999-13", '"1999-13"'),
        ("1999-00", '"1999-00"'),
        ("0000", '"0000"'),
        ("99", '"99"'),
        ("Ÿ999", '"Ÿ999"'),
    ],
)
def test_a_date_is_as_precise_as_it_is_known_or_words(published: str, literal: str) -> None:
    said = told("record_values", lock_of(replace(AGREEING, published=published)))
    assert {one for one in said if one.predicate.value.endswith("#publishedOn")} == triples(
        f"<record/pmid/7> onct:publishedOn {literal} ."
    )


def test_subjects_are_those_of_mesh() -> None:
    article = replace(
        AGREEING,
        types=(Tag("D016428", "Journal Article"), Tag("", "Odd Type")),
        headings=(Heading("D012509", "Sarcoma", True, (Tag("Q000188", "drug therapy"),)), Heading("D006801", "Humans")),
        substances=(Substance("C097613", "examplinib", "0"), Substance("D0 1", "broken")),
    )
    mesh = "http://id.nlm.nih.gov/mesh"
    assert told("record_subjects", lock_of(article)) == triples(
        f"""<record/pmid/7> onct:publicationType <{mesh}/D016428> ; onct:mainSubject <{mesh}/D012509> ;
            fabio:hasSubjectTerm <{mesh}/D012509>, <{mesh}/D006801> ; onct:substance <{mesh}/C097613> .
        <{mesh}/D016428> rdfs:label "Journal Article"@en .
        <{mesh}/D006801> rdfs:label "Humans"@en .
        <{mesh}/C097613> rdfs:label "examplinib"@en .
        <{mesh}/D012509> rdfs:label "Sarcoma"@en ."""
    )


# --- All of it ---


def test_values_of_which_no_address_can_be_made_are_refused() -> None:
    lock = LiteratureLock({"7": ArticleEntry(AGREEING, Source("a page", ("https://example.org/a b",)))})
    with pytest.raises(InputError, match="is no IRI"):
        list(article_lines(enriched([PRINTED], lock, {})))
    for pmid in ("07", "x", "7 "):
        with pytest.raises(InputError, match="is no PMID"):
            list(entry_lines(ArticleEntry(PubMedArticle(pmid), PUBMED)))
    with pytest.raises(InputError, match="surrogate"):
        list(entry_lines(ArticleEntry(PubMedArticle("7", title="\ud800"), PUBMED)))


def test_lines_are_what_pyoxigraph_would_write() -> None:
    odd = replace(AGREEING, title='A "quote", a \\ and\ta tab\n\x07\u2028', issue="1\r", pages="\ufffe")
    text = "".join(article_lines(enriched([PRINTED], lock_of(odd), {})))
    parsed = list(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    assert ox.serialize(parsed, format=ox.RdfFormat.N_QUADS) == text.encode()
    assert {one.graph_name for one in parsed} == {ox.NamedNode(f"{BASE}graph/enrichment")}


def test_a_record_alone_is_that_of_an_article_known_by_its_pmid() -> None:
    entry = ArticleEntry(OTHER, PUBMED, DAY)
    lines = list(entry_lines(entry))
    assert lines == list(article_lines(enriched([Work("citation/pmid/7", "7")], LiteratureLock({"7": entry}), {})))
    assert not any("differsFromRecordIn" in line for line in lines)


def test_neither_the_order_of_the_lock_nor_that_of_what_it_says_of_others_counts() -> None:
    second, third = (replace(PRINTED, path=f"citation/pmid/{pmid}", pmid=pmid) for pmid in ("8", "9"))
    articles = [AGREEING, replace(AGREEING, pmid="8"), replace(OTHER, pmid="9")]
    answers = {
        "".join(article_lines(enriched([UNPRINTED, PRINTED, second, third], lock, {})))
        for order in permutations(articles)
        for lock in [lock_of(*order, **{UNPRINTED.path: "8"})]
    }
    assert len(answers) == 1

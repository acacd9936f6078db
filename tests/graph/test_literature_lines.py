"""Records of articles as N-Quads: the model of kg/literature.ttl, marked as composed."""

import pyoxigraph as ox
import pytest
from support import ROOT

from oncotriples.evidence.articles import Article
from oncotriples.evidence.citations import parse_citation
from oncotriples.graph.literature import article_label, literature_lines
from oncotriples.namespaces import BASE


def article(path: str, pmid: str, text: str) -> Article:
    return Article(path, pmid, parse_citation(text))


ARTICLE = article(
    "citation/pmid/7", "7", "Doe J, Roe P, et al.: Old “wards”\\ again? J Ward Med 9 (4): 765-85, 1995 Nov-Dec."
)
ABSTRACT = article(
    "citation/key/poe-2001-j-ward-med-2-a-17", "", "Poe A: Beds. [Abstract] J Ward Med 2 (Suppl 1): A-17, 2001."
)
PREFIXES = """\
@base <https://w3id.org/oncotriples/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fabio: <http://purl.org/spar/fabio/> .
@prefix onct: <https://w3id.org/oncotriples/ontology#> .
@prefix prism: <http://prismstandard.org/namespaces/basic/2.0/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def triples(turtle: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)}


def value_of(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def quads(*articles: Article) -> list[ox.Quad]:
    return list(ox.parse("".join(literature_lines(articles)), format=ox.RdfFormat.N_QUADS))


def test_an_article_and_its_journal() -> None:
    found = quads(ARTICLE)
    assert {quad.graph_name for quad in found} == {ox.NamedNode(f"{BASE}graph/literature")}
    assert {quad.triple for quad in found} == triples(
        """
        <citation/pmid/7> a fabio:JournalArticle ;
            skos:prefLabel "Doe 1995, J Ward Med 9 (4): 765-85"@en ;
            onct:recordOrigin <code/record-origin/composed> ;
            onct:authorsAsPrinted "Doe J, Roe P, et al." ;
            dcterms:title "Old “wards”\\\\ again?"@en ;
            dcterms:isPartOf <journal/j-ward-med> ;
            fabio:hasPublicationYear "1995"^^xsd:gYear ;
            prism:volume "9" ; prism:issueIdentifier "4" ; prism:pageRange "765-85" ;
            fabio:hasPubMedId "7" .
        <journal/j-ward-med> a fabio:Journal ;
            skos:prefLabel "J Ward Med"@en ;
            fabio:hasNLMJournalTitleAbbreviation "J Ward Med" .
        """
    )


def test_lines_are_what_pyoxigraph_would_write() -> None:
    text = "".join(literature_lines([ARTICLE, ABSTRACT]))
    parsed = ox.parse(text, format=ox.RdfFormat.N_QUADS)
    assert ox.serialize(parsed, format=ox.RdfFormat.N_QUADS) == text.encode()


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        (ARTICLE.citation.text, {"JournalArticle"}),
        (ABSTRACT.citation.text, {"JournalArticle", "MeetingAbstract"}),
        ("Poe A: Beds. [Abstract] 3rd Ward Day, Aville. A-17, 2001.", {"ReportDocument", "MeetingAbstract"}),
        ("Doe J: Part. In: Poe A, ed.: Whole Book. House, 2011, pp 1-2.", {"BookChapter"}),
        ("Doe J: Whole Book. 2nd ed. House, 2011.", {"Book"}),
        ("Ward Society: Report. Ward Society, 2011.", {"ReportDocument"}),
        ("Ward Society: Facts. Ward Society, 2011. Available online.", {"WebPage"}),
        ("Nobody understands this", {"JournalArticle"}),
    ],
)
def test_classes(text: str, classes: set[str]) -> None:
    found = quads(article("citation/key/x", "", text))
    names = {
        value_of(quad.object).replace("#", "/").rsplit("/", 1)[1]
        for quad in found
        if quad.subject == ox.NamedNode(f"{BASE}citation/key/x") and quad.predicate.value.endswith("#type")
    }
    assert names == classes


def test_a_work_outside_of_journals_keeps_its_entry() -> None:
    text = "Doe J: Part. In: Poe A, ed.: Whole Book. House, 2011, pp 1-2."
    assert {quad.triple for quad in quads(article("citation/key/x", "", text))} == triples(
        f"""
        <citation/key/x> a fabio:BookChapter ;
            skos:prefLabel "Doe 2011, Part, in: Whole Book"@en ;
            onct:recordOrigin <code/record-origin/composed> ;
            onct:authorsAsPrinted "Doe J" ;
            dcterms:title "Part"@en ;
            dcterms:bibliographicCitation "{text}" ;
            fabio:hasPublicationYear "2011"^^xsd:gYear ;
            prism:pageRange "1-2" .
        """
    )


def test_what_the_graph_records_already_gets_no_second_record() -> None:
    known = {f"{BASE}citation/pmid/7", f"{BASE}journal/j-ward-med"}
    assert list(literature_lines([ARTICLE], known)) == []
    subjects = {line.split(" ")[0] for line in literature_lines([ARTICLE, ABSTRACT], known)}
    assert subjects == {f"<{BASE}{ABSTRACT.path}>"}


def test_the_commonest_spelling_names_a_journal() -> None:
    spellings = ("J. Ward Med", "J Ward Med", "J Ward Med", "J Ward med")
    articles = [
        article(f"citation/pmid/{number}", str(number), f"Doe J: Title {number}? {journal} 1: 2, 2000.")
        for number, journal in enumerate(spellings, 1)
    ]
    names = {
        value_of(quad.object)
        for quad in quads(*articles)
        if quad.subject == ox.NamedNode(f"{BASE}journal/j-ward-med") and quad.predicate.value.endswith("prefLabel")
    }
    assert names == {"J Ward Med"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Gerson's ward. JAMA 132 (11): 645-6, 1946.", "Gerson's ward 1946, JAMA 132 (11): 645-6"),
        ("Doe J: Early. J Ward (21): CD7, 2017.", "Doe 2017, J Ward (21): CD7"),
        ("Small Parts. In: Poe A, ed.: Manual. House; 2017, 5-7.", "Small Parts 2017, in: Manual"),
        ("Ward Society: Facts. Aville, Ga: Ward Society. Available online.", "Ward Society, Facts"),
        (
            f"Doe J: A book whose title is so long that no list has room{' for all of it' * 8}. House, 2011.",
            f"Doe 2011, A book whose title is so long that no list has room{' for all of it' * 7} for all…",
        ),
        (
            "Ward Network: Guidelines for Wards. Version 4.2023. Aville, Ga: Ward Network, 2023.",
            "Ward Network 2023, Guidelines for Wards, Version 4.2023",
        ),
    ],
)
def test_labels(text: str, label: str) -> None:
    assert article_label(parse_citation(text)) == label


def test_an_empty_entry_with_a_pmid_has_a_label_all_the_same() -> None:
    labels = [quad.object for quad in quads(article("citation/pmid/7", "7", "")) if "prefLabel" in str(quad.predicate)]
    assert labels == [ox.Literal("PMID 7", language="en")]


def test_the_curated_records_say_what_the_rule_would_say() -> None:
    """Each curated article, printed as an entry, gives the record that a curator wrote, but for what only he knew."""
    curated = ox.Store()
    curated.load(
        path=str(ROOT / "kg/literature.ttl"), format=ox.RdfFormat.TURTLE, base_iri=BASE, to_graph=ox.DefaultGraph()
    )
    fields = {name: f"http://prismstandard.org/namespaces/basic/2.0/{name}" for name in ("volume", "issueIdentifier")}
    fields |= {
        "authors": f"{BASE}ontology#authorsAsPrinted",
        "title": "http://purl.org/dc/terms/title",
        "journal": "http://purl.org/dc/terms/isPartOf",
        "year": "http://purl.org/spar/fabio/hasPublicationYear",
        "pages": "http://prismstandard.org/namespaces/basic/2.0/pageRange",
        "label": "http://www.w3.org/2004/02/skos/core#prefLabel",
    }

    def value(subject: ox.NamedNode, name: str) -> str:
        (quad,) = curated.quads_for_pattern(subject, ox.NamedNode(fields[name]), None)
        return value_of(quad.object)

    type_ = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    subjects = [
        quad.subject
        for quad in curated.quads_for_pattern(None, type_, ox.NamedNode("http://purl.org/spar/fabio/JournalArticle"))
    ]
    assert subjects
    for subject in subjects:
        assert isinstance(subject, ox.NamedNode)
        journal = value(ox.NamedNode(value(subject, "journal")), "label")
        title = value(subject, "title")
        entry = (
            f"{value(subject, 'authors')}: {title}{'' if title[-1] in '?!' else '.'} {journal} "
            f"{value(subject, 'volume')} ({value(subject, 'issueIdentifier')}): {value(subject, 'pages')}, "
            f"{value(subject, 'year')}."
        )
        path = subject.value.removeprefix(BASE)
        expected = {quad.triple for quad in curated.quads_for_pattern(subject, None, None)}
        composed = {quad.triple for quad in quads(article(path, path.rpartition("/pmid/")[2], entry))}
        marked = {
            triple for triple in composed if triple.subject == subject and "recordOrigin" in str(triple.predicate)
        }
        assert len(marked) == 1
        own = {triple for triple in composed if triple.subject == subject} - marked
        if "/pmid/" not in path:
            own = {triple for triple in own if not triple.predicate.value.endswith("hasPubMedId")}
        assert own <= expected, entry
        assert {triple.predicate.value.rsplit("/", 1)[1] for triple in expected - own} <= {"doi", "core#editorialNote"}

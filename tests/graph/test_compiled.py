"""Each rule on a few records: what goes in, and exactly what comes out."""

import inspect
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from oncotriples.documents.entries import Drug, Term, TermName
from oncotriples.errors import InputError
from oncotriples.evidence.records import (
    Candidate,
    Document,
    Group,
    LevelMark,
    Mention,
    Name,
    Passage,
    Pointer,
    Record,
    Reference,
    Row,
    Section,
    SummaryLink,
    TableRecord,
)
from oncotriples.graph.compiled import RULES, document_lines
from oncotriples.graph.terminology import TERMINOLOGY_RULES, drug_lines, term_lines
from oncotriples.namespaces import BASE, compact

DIGEST = "0123456789abcdef" * 4
DOCUMENT = Document("sarcoma", "2025-05-12", "Sarcoma (PDQ®)", "markdown", DIGEST)
EDITION = "document/sarcoma/2025-05-12"
GRAPH, CANDIDATES = f"graph/{EDITION}", "graph/candidates/sarcoma"


def passage(key: str = "1-2.3", **fields: object) -> Passage:
    return Passage(key=key, section="1", ordinal=4, start=10, end=52, digest=DIGEST, **fields)  # type: ignore[arg-type]


def shown(lines: Sequence[str]) -> list[str]:
    """The lines as triples with short names, and the graph only where it is not that of the edition."""
    found = []
    for line in lines:
        (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
        assert isinstance(quad.graph_name, ox.NamedNode)
        graph = compact(quad.graph_name.value)
        terms = [_short(term) for term in quad.triple]
        found.append(" ".join(terms if graph == GRAPH else [*terms, f"in {graph}"]))
    return found


def _short(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return compact(term.value).replace(EDITION, "E")
    return re.sub(r"<([^>]*)>", lambda iri: compact(iri[1]), str(term))


def added(*records: Record, references: Mapping[str, str] | None = None) -> list[str]:
    """What the records add to what a bare document gives."""
    bare = set(document_lines([DOCUMENT], {}))
    return shown([line for line in document_lines([DOCUMENT, *records], references or {}) if line not in bare])


def test_a_line_is_n_quads_without_a_line_break() -> None:
    lines = list(document_lines([DOCUMENT, Section("1.2", "Stage “IV”\n\\")], {}))
    assert (
        f'<{BASE}{EDITION}/section/1.2> <http://purl.org/dc/terms/title> "Stage “IV”\\n\\\\"@en <{BASE}{GRAPH}> .'
    ) in lines
    assert not [line for line in lines if "\n" in line]


def test_an_edition_and_its_summary() -> None:
    assert shown(list(document_lines([DOCUMENT], {}))) == [
        "document/sarcoma rdf:type onct:EvidenceSummary",
        "document/sarcoma dcterms:publisher organization/national-cancer-institute",
        "E rdf:type onct:SummaryEdition",
        "E dcterms:isVersionOf document/sarcoma",
        "E dcterms:publisher organization/national-cancer-institute",
        'E dcterms:title "Sarcoma (PDQ®)"@en',
        'E skos:prefLabel "Sarcoma (PDQ®), edition of 2025-05-12"@en',
        'E onct:editionDate "2025-05-12"^^xsd:date',
        "E dcterms:language http://id.loc.gov/vocabulary/iso639-1/en",
        'E onct:compiledFrom "markdown"',
        f'E onct:documentDigest "{DIGEST}"',
    ]


def test_all_that_an_edition_may_say() -> None:
    document = Document(
        "sarcoma",
        "undated-0123abcd",
        "Sarcoma de tejido blando",
        "xml",
        DIGEST,
        url="https://www.cancer.gov/types/sarcoma",
        cdr_id="CDR0000000009",
        audience="Patients",
        kind="Treatment",
        language="Spanish",
        not_before="2013",
        extract=True,
        topics=(("CDR0000000007", "soft tissue sarcoma"),),
        links=(("patient-version-of", "sarcoma-hp"), ("translation-of", "CDR0000000008"), ("patient-version", "easy")),
    )
    lines = [
        line.replace("document/sarcoma/undated-0123abcd", "E").removesuffix(" in graph/E")
        for line in shown(list(document_lines([document], {})))
    ]
    for line in (
        'document/sarcoma onct:cdrId "CDR0000000009"',
        "document/sarcoma dcat:landingPage https://www.cancer.gov/types/sarcoma",
        "document/sarcoma onct:patientVersionOf document/sarcoma-hp",
        "document/sarcoma onct:translationOf document/cdr0000000008",
        "document/easy onct:patientVersionOf document/sarcoma",
        'E dcterms:title "Sarcoma de tejido blando"@es',
        'E skos:prefLabel "Sarcoma de tejido blando, undated edition, not before 2013 (extract)"@en',
        'E onct:notBefore "2013"^^xsd:gYear',
        "E dcterms:language http://id.loc.gov/vocabulary/iso639-1/es",
        'E onct:audience "Patients"',
        'E onct:summaryType "Treatment"',
        "E dcterms:subject term/CDR0000000007",
        'term/CDR0000000007 skos:altLabel "soft tissue sarcoma"@en',
        "term/CDR0000000007 rdf:type onct:Term",
        'term/CDR0000000007 onct:cdrId "CDR0000000007"',
        "document/sarcoma-hp rdf:type onct:EvidenceSummary",
        "document/cdr0000000008 rdf:type onct:EvidenceSummary",
        'document/cdr0000000008 onct:cdrId "CDR0000000008"',
        "document/easy rdf:type onct:EvidenceSummary",
    ):
        assert line in lines
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize(
    ("language", "title"),
    [("", '"T"@en'), ("English", '"T"@en'), ("Spanish", '"T"@es'), ("es", '"T"@es'), ("Klingon", '"T"')],
)
def test_the_language_of_titles(language: str, title: str) -> None:
    lines = shown(list(document_lines([Document("sarcoma", "2025-05-12", "T", "xml", DIGEST, language=language)], {})))
    assert f"E dcterms:title {title}" in lines
    assert any("dcterms:language" in line for line in lines) is (title != '"T"'), "an unknown language is left open"


def test_a_section_stands_in_the_one_above() -> None:
    assert added(Section("2.1", "Staging"), Section("3", "")) == [
        "E/section/2.1 rdf:type doco:Section",
        'E/section/2.1 onct:ordinal "1"^^xsd:integer',
        "E/section/2.1 dcterms:isPartOf E/section/2",
        'E/section/2.1 dcterms:title "Staging"@en',
        'E/section/2.1 skos:prefLabel "section 2.1, Staging"@en',
        "E/section/3 rdf:type doco:Section",
        'E/section/3 onct:ordinal "3"^^xsd:integer',
        "E/section/3 dcterms:isPartOf E",
        'E/section/3 skos:prefLabel "section 3"@en',
    ]


def test_tables_and_rows() -> None:
    printed, bare = TableRecord(1, "1.2", "Table 9", "Agents"), TableRecord(2, "1.2", "", "")
    assert added(printed, Row(1, 3), bare, Row(2, 1)) == [
        "E/table/1 rdf:type doco:Table",
        'E/table/1 onct:ordinal "1"^^xsd:integer',
        "E/table/1 dcterms:isPartOf E/section/1.2",
        'E/table/1 dcterms:title "Agents"@en',
        'E/table/1 onct:printedLabel "Table 9"',
        'E/table/1 skos:prefLabel "Table 9, Agents"@en',
        "E/row/1.3 rdf:type onct:TableRow",
        'E/row/1.3 onct:ordinal "3"^^xsd:integer',
        "E/row/1.3 dcterms:isPartOf E/table/1",
        'E/row/1.3 skos:prefLabel "row 3 of Table 9"@en',
        "E/table/2 rdf:type doco:Table",
        'E/table/2 onct:ordinal "2"^^xsd:integer',
        "E/table/2 dcterms:isPartOf E/section/1.2",
        'E/table/2 skos:prefLabel "table 2"@en',
        "E/row/2.1 rdf:type onct:TableRow",
        'E/row/2.1 onct:ordinal "1"^^xsd:integer',
        "E/row/2.1 dcterms:isPartOf E/table/2",
        'E/row/2.1 skos:prefLabel "row 1 of table 2"@en',
    ]


def test_a_passage_and_its_anchor() -> None:
    assert added(passage("1.1-2.3")) == [
        "E/passage/1.1-2.3 rdf:type onct:Passage",
        'E/passage/1.1-2.3 onct:ordinal "4"^^xsd:integer',
        "E/passage/1.1-2.3 dcterms:isPartOf E/section/1",
        'E/passage/1.1-2.3 onct:block "2"^^xsd:integer',
        'E/passage/1.1-2.3 onct:start "10"^^xsd:integer',
        'E/passage/1.1-2.3 onct:end "52"^^xsd:integer',
        f'E/passage/1.1-2.3 onct:blockDigest "{DIGEST}"',
    ]


@pytest.mark.parametrize(
    ("key", "whole"),
    [
        ("table-9.3.1", "E/row/9.3"),
        ("table-9-title", "E/table/9"),
        ("table-9-head.1.2", "E/table/9"),
        ("table-9-note.1", "E/table/9"),
    ],
)
def test_passages_of_a_table_have_no_block(key: str, whole: str) -> None:
    lines = added(passage(key))
    assert f"E/passage/{key} dcterms:isPartOf {whole}" in lines
    assert len(lines) == 6
    assert not [line for line in lines if "onct:block " in line]


def test_mentions_are_named_once_each() -> None:
    targets = ("term/CDR0000000007", "agent/imatinib", "gene/KIT", "trial/NCT00000001", "agent/imatinib")
    mentions = tuple(Mention("any", target, 1, 2) for target in targets)
    assert added(passage(mentions=mentions))[7:] == [
        "E/passage/1-2.3 onct:mentions term/CDR0000000007",
        "E/passage/1-2.3 onct:mentions agent/imatinib",
        "E/passage/1-2.3 onct:mentions gene/KIT",
        "E/passage/1-2.3 onct:mentions trial/NCT00000001",
        "gene/KIT rdf:type onct:Gene",
        'gene/KIT skos:prefLabel "KIT"@en',
        "term/CDR0000000007 rdf:type onct:Term",
        'term/CDR0000000007 onct:cdrId "CDR0000000007"',
        "trial/NCT00000001 rdf:type onct:ClinicalTrial",
        'trial/NCT00000001 skos:prefLabel "NCT00000001"@en',
    ]


def test_what_a_document_calls_a_term_that_it_links_to() -> None:
    assert added(Name("term/CDR0000000007", "tiny “cells”")) == [
        'term/CDR0000000007 skos:altLabel "tiny “cells”"@en',
        "term/CDR0000000007 rdf:type onct:Term",
        'term/CDR0000000007 onct:cdrId "CDR0000000007"',
    ]


def test_links_are_called_in_the_language_of_the_document() -> None:
    document = Document("sarcoma", "2025-05-12", "T", "xml", DIGEST, language="Spanish")
    lines = shown(list(document_lines([document, Name("term/CDR0000000007", "células")], {})))
    assert 'term/CDR0000000007 skos:altLabel "células"@es' in lines


def test_links_to_other_summaries() -> None:
    targets = (
        "other",
        "CDR0000000009",
        "https://example.org/page?x=1",
        "other",
        "sarcoma",
        "/relative",
        "ftp://x.org/a b",
    )
    assert added(passage(links=tuple(map(SummaryLink, targets))))[7:] == [
        "E/passage/1-2.3 dcterms:references document/other",
        "E/passage/1-2.3 dcterms:references document/cdr0000000009",
        "E/passage/1-2.3 rdfs:seeAlso https://example.org/page?x=1",
        "E/passage/1-2.3 dcterms:references document/sarcoma",
        "document/cdr0000000009 rdf:type onct:EvidenceSummary",
        'document/cdr0000000009 onct:cdrId "CDR0000000009"',
        "document/other rdf:type onct:EvidenceSummary",
    ]


def test_pointers_groups_and_grades() -> None:
    groups = (Group(5, 7, (Pointer(8, "1-9"), Pointer(9, "1-10"))),)
    marks = (
        LevelMark(1, 9, "treatment-legacy/3iiiA", "Level of evidence: 3iiiA", 5),
        LevelMark(2, 9, "treatment/C1", "C1"),
    )
    assert added(passage(groups=groups, marks=marks))[7:] == [
        "E/group/5 rdf:type onct:PointerGroup",
        'E/group/5 onct:ordinal "5"^^xsd:integer',
        "E/group/5 dcterms:isPartOf E/passage/1-2.3",
        "E/pointer/8 rdf:type c4o:InTextReferencePointer",
        'E/pointer/8 onct:ordinal "8"^^xsd:integer',
        "E/pointer/8 onct:inGroup E/group/5",
        "E/pointer/8 c4o:denotes E/reference/1-9",
        "E/pointer/8 c4o:hasContext E/passage/1-2.3",
        "E/pointer/9 rdf:type c4o:InTextReferencePointer",
        'E/pointer/9 onct:ordinal "9"^^xsd:integer',
        "E/pointer/9 onct:inGroup E/group/5",
        "E/pointer/9 c4o:denotes E/reference/1-10",
        "E/pointer/9 c4o:hasContext E/passage/1-2.3",
        "E/mark/1 rdf:type onct:LevelMark",
        'E/mark/1 onct:ordinal "1"^^xsd:integer',
        "E/mark/1 dcterms:isPartOf E/passage/1-2.3",
        "E/mark/1 onct:markedLevel level/treatment-legacy/3iiiA",
        'E/mark/1 onct:printedText "Level of evidence: 3iiiA"',
        "E/mark/1 onct:grades E/group/5",
        "E/mark/2 rdf:type onct:LevelMark",
        'E/mark/2 onct:ordinal "2"^^xsd:integer',
        "E/mark/2 dcterms:isPartOf E/passage/1-2.3",
        "E/mark/2 onct:markedLevel level/treatment/C1",
        'E/mark/2 onct:printedText "C1"',
    ]


def test_references() -> None:
    known = Reference("2-9", 9, "Doe J: A title. J Ex 1: 2, 2000.", "1", ("https://example.org/a", "see above"))
    assert added(known, Reference("2-10", 10, "Illegible"), references={"2-9": "citation/pmid/1"}) == [
        "E/reference/2-9 rdf:type biro:BibliographicReference",
        'E/reference/2-9 onct:ordinal "9"^^xsd:integer',
        "E/reference/2-9 dcterms:isPartOf E/section/2",
        'E/reference/2-9 dcterms:bibliographicCitation "Doe J: A title. J Ex 1: 2, 2000."',
        "E/reference/2-9 biro:references citation/pmid/1",
        "E/reference/2-9 rdfs:seeAlso https://example.org/a",
        "E/reference/2-10 rdf:type biro:BibliographicReference",
        'E/reference/2-10 onct:ordinal "10"^^xsd:integer',
        "E/reference/2-10 dcterms:isPartOf E/section/2",
        'E/reference/2-10 dcterms:bibliographicCitation "Illegible"',
    ]


def test_candidates_stand_in_a_graph_of_their_own() -> None:
    of_row = Candidate("agent/imatinib", "subtype/chordoma", "row-9.3", (5, 6))
    of_terms = Candidate("term/CDR0000000001", "term/CDR0000000002", "1-2.3")
    row, terms = "imatinib-chordoma-row-9.3", "CDR0000000001-CDR0000000002-1-2.3"
    prefix, where = "candidate/sarcoma/2025-05-12", f"in {CANDIDATES}"
    assert [line for line in added(of_row, of_terms) if line.endswith(where)] == [
        f"{prefix}/{row} rdf:type onct:CandidateAssertion {where}",
        f"{prefix}/{row} onct:agent agent/imatinib {where}",
        f"{prefix}/{row} onct:tumorSubtype subtype/chordoma {where}",
        f"{prefix}/{row} onct:foundIn E/row/9.3 {where}",
        f"{prefix}/{row} onct:pointerGroup E/group/5 {where}",
        f"{prefix}/{row} onct:pointerGroup E/group/6 {where}",
        f"{prefix}/{terms} rdf:type onct:CandidateAssertion {where}",
        f"{prefix}/{terms} onct:agent term/CDR0000000001 {where}",
        f"{prefix}/{terms} onct:tumorSubtype term/CDR0000000002 {where}",
        f"{prefix}/{terms} onct:foundIn E/passage/1-2.3 {where}",
    ]


@pytest.mark.parametrize(
    ("records", "says"),
    [
        ([], "the records hold 0 documents, one is expected"),
        ([DOCUMENT, DOCUMENT], "the records hold 2 documents"),
        ([DOCUMENT, Term("CDR0000000001", "x", DIGEST)], "a record of a term stands among those of a document"),
        ([Document("A b", "2025-05-12", "T", "xml", DIGEST)], "summary “A b” is not a slug"),
        ([Document("a", "May", "T", "xml", DIGEST)], "“May” is no edition"),
        ([DOCUMENT, Section("1.", "T")], "“1.” is no section"),
        ([DOCUMENT, passage("1-2")], "“1-2” is no passage"),
        ([DOCUMENT, passage(mentions=(Mention("gene", "gene/a> <b", 1, 2),))], "“a> <b” is no name of a gene"),
        ([DOCUMENT, passage(mentions=(Mention("x", "journal/a", 1, 2),))], "“journal/a” is nothing that a passage"),
        ([DOCUMENT, passage(mentions=(Mention("level", "level/a", 1, 2),))], "“a” is no name of a level"),
        ([DOCUMENT, Name("term/7", "x")], "“7” is no name of a term"),
        ([DOCUMENT, passage(mentions=(Mention("gene", "gene/Ras", 1, 2),))], "“Ras” is no name of a gene"),
        ([DOCUMENT, passage(groups=(Group(0, 1, ()),))], "there is no group 0"),
        ([DOCUMENT, passage(marks=(LevelMark(1, 1, "treatment/", "x"),))], "“” is no code"),
        ([DOCUMENT, Reference("9", 9, "x")], "“9” is no reference"),
        ([DOCUMENT, Candidate("agent/a", "subtype/b", "row-9")], "“9” is no row"),
    ],
)
def test_no_address_is_made_of_a_bad_name(records: list[Record], says: str) -> None:
    with pytest.raises(InputError, match=re.escape(says)):
        list(document_lines(records, {}))


def test_a_work_has_a_proper_address() -> None:
    with pytest.raises(InputError, match="“1x” is no PMID"):
        list(document_lines([DOCUMENT, Reference("1-1", 1, "x")], {"1-1": "citation/pmid/1x"}))


def terminology(lines: Sequence[str]) -> list[str]:
    found = shown(lines)
    assert all(line.endswith(" in graph/terminology") for line in found)
    return [line.removesuffix(" in graph/terminology") for line in found]


def test_a_term() -> None:
    term = Term(
        "CDR0000000001",
        "dimesna",
        DIGEST,
        nci_thesaurus="C1365",
        names=(TermName("DIM", "Abbreviation"), TermName("716976", "NSC code"), TermName("Tavocept", "US brand name")),
        semantic_types=(("CDR0000000002", "Drug/agent"),),
        parents=(("CDR0000000003", ""),),
        updated="2006-08-01",
    )
    assert terminology(list(term_lines(term))) == [
        "term/CDR0000000001 rdf:type onct:Term",
        'term/CDR0000000001 onct:cdrId "CDR0000000001"',
        'term/CDR0000000001 skos:prefLabel "dimesna"@en',
        'term/CDR0000000001 skos:altLabel "DIM"@en',
        'term/CDR0000000001 onct:codeName "NSC code 716976"',
        'term/CDR0000000001 onct:brandName "Tavocept"',
        'term/CDR0000000001 onct:nciThesaurusCode "C1365"',
        "term/CDR0000000001 onct:semanticType term/CDR0000000002",
        "term/CDR0000000002 rdf:type onct:Term",
        'term/CDR0000000002 onct:cdrId "CDR0000000002"',
        'term/CDR0000000002 skos:altLabel "Drug/agent"@en',
        "term/CDR0000000001 skos:broader term/CDR0000000003",
        "term/CDR0000000003 rdf:type onct:Term",
        'term/CDR0000000003 onct:cdrId "CDR0000000003"',
        f'term/CDR0000000001 onct:documentDigest "{DIGEST}"',
        'term/CDR0000000001 dcterms:modified "2006-08-01"^^xsd:date',
    ]


def test_a_term_of_which_only_the_name_is_known() -> None:
    assert terminology(list(term_lines(Term("CDR0000000001", "dimesna", "")))) == [
        "term/CDR0000000001 rdf:type onct:Term",
        'term/CDR0000000001 onct:cdrId "CDR0000000001"',
        'term/CDR0000000001 skos:prefLabel "dimesna"@en',
    ]


def test_a_drug() -> None:
    drug = Drug(
        "CDR0000000004",
        "Imatinib Mesylate",
        DIGEST,
        url="https://www.cancer.gov/imatinib",
        kind="Brief",
        audience="Patients",
        approved="Yes",
        term="CDR0000000005",
        brands=("Gleevec",),
    )
    name = "drug/CDR0000000004"
    assert terminology(list(drug_lines(drug))) == [
        f"{name} rdf:type onct:DrugSummary",
        f'{name} onct:cdrId "CDR0000000004"',
        f'{name} skos:prefLabel "drug information summary, Imatinib Mesylate"@en',
        f"{name} dcterms:publisher organization/national-cancer-institute",
        f"{name} dcat:landingPage https://www.cancer.gov/imatinib",
        f'{name} onct:audience "Patients"',
        f'{name} onct:summaryType "Brief"',
        f"{name} dcterms:subject term/CDR0000000005",
        "term/CDR0000000005 rdf:type onct:Term",
        'term/CDR0000000005 onct:cdrId "CDR0000000005"',
        'term/CDR0000000005 skos:altLabel "Imatinib Mesylate"@en',
        f'{name} onct:brandName "Gleevec"',
        f'{name} onct:approvedByFda "true"^^xsd:boolean',
        f'{name} onct:documentDigest "{DIGEST}"',
    ]


@pytest.mark.parametrize(("approved", "value"), [("Yes", "true"), ("No", "false"), ("", ""), ("Perhaps", "")])
def test_approval_is_what_is_printed(approved: str, value: str) -> None:
    lines = terminology(list(drug_lines(Drug("CDR0000000004", "x", DIGEST, approved=approved))))
    said = [line.split('"')[1] for line in lines if "approvedByFda" in line]
    assert said == ([value] if value else [])


def test_every_rule_says_what_its_lines_mean_in_terms_of_the_ontology() -> None:
    ontology = Path(__file__).parents[2].joinpath("ontology", "oncotriples.ttl").read_text(encoding="utf-8")
    for rule in (*RULES, *TERMINOLOGY_RULES):
        said = " ".join((inspect.getdoc(rule) or "").split())
        assert said.endswith("."), rule
        for term in re.findall(r"`([a-z0-9]+:[A-Za-z]+)`", said):
            assert f"\n{term}\n" in ontology or term.startswith("rdfs:"), f"{rule.__name__}: {term}"

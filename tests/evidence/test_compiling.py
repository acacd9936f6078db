import time
from collections.abc import Iterable
from hashlib import sha256

import pytest
from outlining import (
    LEVELS,
    compiled,
    heading,
    item,
    key_of,
    only,
    outline,
    paragraph,
    passages,
    references,
    table,
)

from oncotriples.documents.outline import Block, BlockKind, Entry, Mark, MarkKind, References
from oncotriples.evidence.compiling import compile_outline
from oncotriples.evidence.records import (
    Document,
    Name,
    Reference,
    Section,
)
from oncotriples.quality.findings import Severity


def test_sections_passages_and_references_are_named_by_ordinals_in_reading_order() -> None:
    result = compiled(
        heading("First"),
        paragraph("One. Two."),
        item("Three. And four."),
        heading("Inner", 2),
        paragraph("Five.[1]"),
        references(1),
        heading("Second"),
        paragraph("Six.[1]"),
        references(1, 2),
    )
    assert [key_of(record) for record in result.records[1:]] == [
        "section 1",
        "passage 1-1.1 (1)",
        "passage 1-1.2 (2)",
        "passage 1-2.1 (3)",
        "section 1.1",
        "passage 1.1-1.1 (1)",
        "reference 1-1",
        "section 2",
        "passage 2-1.1 (1)",
        "reference 2-1",
        "reference 2-2",
    ]
    assert isinstance(result.records[0], Document)
    assert [pointer.reference for p in passages(result) for g in p.groups for pointer in g.pointers] == ["1-1", "2-1"]


def test_what_is_linked_is_called_by_the_text_that_is_linked_most_often() -> None:
    result = compiled(
        heading("First {term:CDR0000000009|heading}"),
        paragraph("Of {term:CDR0000000002|Cells}, {term:CDR0000000002|cells}, {term:CDR0000000002|tiny cells}."),
        paragraph(
            "On {drug:CDR0000000001|otherib} or {drug:CDR0000000003|samplinib}, as {term:CDR0000000002|cells} do."
        ),
        table("{term:CDR0000000009|head};b", "{term:CDR0000000004|b};{term:CDR0000000004|a}", "{term:5|B};x"),
        paragraph(
            "{term:CDR0000000008|What has eight words is text, no name}; "
            "{term:CDR0000000010|while seven words may be a name}."
        ),
        paragraph("More {term:CDR0000000006|}of {gene:|KIT} in {trial:CDR0000000007|SAMP-1}.[1]"),
        references(1),
    )
    assert [record for record in result.records if isinstance(record, Name)] == [
        Name("term/CDR0000000001", "otherib"),
        Name("term/CDR0000000002", "cells"),
        Name("term/CDR0000000004", "a"),
        Name("term/CDR0000000005", "B"),
        Name("term/CDR0000000010", "while seven words may be a name"),
    ]
    assert result.counted["names"] == 5
    kinds = [type(record).__name__ for record in result.records]
    assert kinds.index("Name") > max(number for number, kind in enumerate(kinds) if kind in ("Passage", "Reference"))


def test_names_stand_before_candidates() -> None:
    source = "Given {drug:CDR0000000001|samplinol} and samplinib for exemplary sarcoma.[1]"
    result = compiled(heading("First"), paragraph(source), references(1))
    assert [type(record).__name__ for record in result.records[-2:]] == ["Name", "Candidate"]


@pytest.mark.parametrize(
    ("depths", "keys"),
    [
        ((1, 2, 2, 1, 2), ["1", "1.1", "1.2", "2", "2.1"]),
        ((1, 2, 3, 2, 3, 3), ["1", "1.1", "1.1.1", "1.2", "1.2.1", "1.2.2"]),
        # A depth that is left out is no section.
        ((1, 3, 3, 2), ["1", "1.1", "1.2", "1.3"]),
        ((2, 2, 1, 2), ["1", "2", "3", "3.1"]),
    ],
)
def test_a_section_stands_in_the_last_one_of_less_depth(depths: Iterable[int], keys: list[str]) -> None:
    result = compiled(*(heading("Title", depth) for depth in depths))
    assert [record.key for record in result.records if isinstance(record, Section)] == keys


def test_what_stands_before_the_first_heading_is_in_section_0() -> None:
    result = compiled(paragraph("Lead.[1]"), references(1), heading("First"), paragraph("Text."))
    assert [key_of(record) for record in result.records[1:]] == [
        "section 0",
        "passage 0-1.1 (1)",
        "reference 0-1",
        "section 1",
        "passage 1-1.1 (1)",
    ]
    assert passages(result)[0].groups[0].pointers[0].reference == "0-1"
    assert result.problems == ()


def test_a_document_without_blocks_is_a_document() -> None:
    result = compiled()
    assert len(result.records) == 1
    assert (dict(result.counted), dict(result.reported), dict(result.left_out)) == ({}, {}, {})


def test_a_block_without_text_counts_only_where_it_carries_marks() -> None:
    result = compiled(heading("First"), paragraph(""), paragraph("[1]"), item(""), references(1))
    passage = only(result)
    assert (passage.key, passage.start, passage.end) == ("1-1.1", 0, 0)
    assert len(passage.groups) == 1
    assert dict(result.left_out) == {"items": 1, "paragraphs": 1}


def test_of_two_entries_with_one_number_the_first_stays() -> None:
    result = compiled(heading("First"), references(1, 2), references(2, pmid="12345"), heading("Second"), references(2))
    assert [r.key for r in result.records if isinstance(r, Reference)] == ["1-1", "1-2", "2-2"]
    assert [(p.rule, p.value) for p in result.problems] == [("duplicate-entry", "1-2")]
    assert (result.counted["references"], result.reported["references"], result.reported["pubmed-links"]) == (3, 1, 1)


def test_links_of_an_entry_that_lead_nowhere_have_no_record() -> None:
    links = ("javascript:alert(1)", "https://a.example/x", "javascript:alert(1)", "page.html")
    result = compiled(heading("First"), References((Entry(1, "Doe J: Wards.", "", links, 7),)))
    (reference,) = [record for record in result.records if isinstance(record, Reference)]
    assert reference.links == ("https://a.example/x",)
    assert [(p.rule, p.line, p.value) for p in result.problems] == [
        ("no-address", 7, "javascript:alert(1)"),
        ("no-address", 7, "javascript:alert(1)"),
        ("no-address", 7, "page.html"),
    ]


def test_a_name_is_what_a_link_says_without_the_punctuation_around_it() -> None:
    result = compiled(
        heading("First"),
        paragraph("Of {term:CDR0000045562|(cells} or {term:CDR0000045562|stem cells (SC),} or {term:CDR0000000001|.}"),
        paragraph("Of {term:CDR0000045562|cells,} too."),
    )
    assert [record for record in result.records if isinstance(record, Name)] == [Name("term/CDR0000045562", "cells")]


def test_a_pointer_in_a_heading_is_reported_and_its_links_are_left_out() -> None:
    result = compiled(heading("First[1] {term:CDR0000045562|term}", line=3), references(1))
    assert [(p.severity, p.rule, p.line) for p in result.problems] == [(Severity.WARNING, "mark-in-heading", 3)]
    assert (dict(result.reported), dict(result.left_out)) == ({"pointers": 1}, {"term-links": 1})


def test_a_dated_edition_keeps_what_the_document_says_of_itself() -> None:
    result = compiled(
        heading("First"), references(1), updated="2025-05-12", cdr_id="CDR0000062748", patient_version="CDR0000062749"
    )
    document = result.records[0]
    assert isinstance(document, Document)
    assert (document.summary, document.edition, document.not_before) == ("samp-treatment", "2025-05-12", "")
    assert document.links == (("patient-version", "CDR0000062749"),)
    assert not document.extract


def test_an_undated_edition_is_not_before_the_newest_article_that_it_cites() -> None:
    document = compiled(heading("First"), references(1, 23, 4), form="text").records[0]
    assert isinstance(document, Document)
    assert document.edition == f"undated-{sha256(b'sample').hexdigest()[:8]}"
    assert document.not_before == "2013"
    assert document.extract


def test_an_outline_without_address_is_named_by_the_titles_of_known_summaries() -> None:
    blocks = outline(heading("First"), url="", title="Sample Treatment (PDQ®): One Section")
    result = compile_outline(blocks, levels=LEVELS, titles={"Sample Treatment (PDQ®)": "samp-treatment"})
    document = result.records[0]
    assert isinstance(document, Document)
    assert document.summary == "samp-treatment"


def test_many_marks_in_one_sentence_and_many_sections_take_linear_time() -> None:
    marks = tuple(Mark(MarkKind.POINTER, place, place, "1") for place in range(40_000))
    before = time.process_time()
    result = compiled(
        *(heading("Title", 1 + number % 5) for number in range(5_000)),
        Block(BlockKind.PARAGRAPH, "word " * 8_000 + "end.", marks),
        references(1),
    )
    assert len(only(result).groups) == 40_000
    assert time.process_time() - before < 5


def test_an_identifier_that_two_sections_bear_is_told() -> None:
    first, second, other = (
        heading(title)._replace(anchor=anchor) for title, anchor in (("A", "_1"), ("B", "_1"), ("C", "_2"))
    )
    result = compiled(first, second, other, heading("D"), heading("E"))
    assert [(problem.rule, problem.value) for problem in result.problems] == [("duplicate-id", "_1")]

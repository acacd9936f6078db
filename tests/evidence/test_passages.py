from hashlib import sha256

import pytest
from outlining import (
    LEVELS,
    apparatus,
    compiled,
    heading,
    item,
    marked,
    only,
    outline,
    paragraph,
    passages,
    references,
    table,
)

from oncotriples.evidence.compiling import compile_outline
from oncotriples.evidence.lexicon import entry, lexicon_of
from oncotriples.evidence.mentions import Finder
from oncotriples.evidence.records import Mention, SummaryLink
from oncotriples.quality.findings import Severity


def test_a_passage_is_anchored_by_its_span_and_the_digest_of_its_block() -> None:
    block = paragraph("It began  with\u00a0e\u0301lan.[1] It ended.")
    result = compile_outline(outline(heading("First"), block), levels=LEVELS, with_text=True)
    digest = sha256("It began with élan. It ended.".encode()).hexdigest()
    assert [(p.start, p.end, p.digest, p.text) for p in passages(result)] == [
        (0, 19, digest, "It began with élan."),
        (20, 29, digest, "It ended."),
    ]
    assert {p.text for p in passages(compiled(heading("First"), block))} == {""}


def test_marks_between_sentences_belong_to_the_first_and_spans_to_that_where_they_start() -> None:
    result = compiled(
        heading("First"),
        paragraph("Few lived.[1][=B4] {term:CDR0000045562|All. Then} more.[2]It grew.[3]"),
        references(1, 2, 3),
    )
    first, second, third, fourth = passages(result)
    assert apparatus(first) == ["group 1 at 10: 1 → 1-1", "mark 1 at 10: treatment/B4 grades 1"]
    assert second.mentions == (Mention("term", "term/CDR0000045562", 11, 20),)
    assert apparatus(third) == ["group 2 at 26: 2 → 1-2"]
    assert (third.start, third.end, fourth.start) == (16, 26, 26)
    assert apparatus(fourth) == ["group 3 at 34: 3 → 1-3"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Few lived[1][2], others[3].", ["group 1 at 9: 1 → 1-1, 2 → 1-2", "group 2 at 17: 3 → 1-3"]),
        ("Few lived.[1.2][1]", ["group 1 at 10: 1 → 1-2, 2 → 1-1"]),
        ("Few lived.[1][=B4][2]", ["group 1 at 10: 1 → 1-1", "group 2 at 10: 2 → 1-2", "mark 1 at 10: B4 grades 1"]),
        ("Few lived.[1][=B4][=3iiiA]", ["group 1 at 10: 1 → 1-1", "mark 1 at 10: B4 grades 1", "mark 2 grades 1"]),
        ("Few[1] lived.[=B4]", ["group 1 at 3: 1 → 1-1", "mark 1 at 10: B4 grades 1"]),
        ("Few lived.[=B4][1]", ["group 1 at 10: 1 → 1-1", "mark 1 at 10: B4 grades 0"]),
        # No pointer of the group before the level leads anywhere: it grades nothing, and no earlier group either.
        ("Few[1] lived.[7][=B4]", ["group 1 at 3: 1 → 1-1", "mark 1 at 10: B4 grades 0"]),
        ("Few[1] lived.[7][2][=B4]", ["group 1 at 3: 1 → 1-1", "group 2 at 10: 2 → 1-2", "mark 1 grades 2"]),
    ],
)
def test_adjacent_pointers_are_a_group_and_a_level_grades_the_last_one(source: str, expected: list[str]) -> None:
    result = compiled(heading("First"), paragraph(source), references(1, 2, 3))
    found = apparatus(only(result))
    assert len(found) == len(expected)
    for line, part in zip(found, expected, strict=True):
        assert all(word in line for word in part.split())


def test_a_level_grades_no_group_of_another_passage() -> None:
    result = compiled(heading("First"), paragraph("Few lived.[1] More died.[=B4]"), references(1))
    assert [mark.grades for passage in passages(result) for mark in passage.marks] == [0]


def test_a_level_that_is_a_paragraph_of_its_own_grades_no_group_before_it() -> None:
    """It grades what the paragraphs before it say as a whole, on which no group tells more than another."""
    result = compiled(heading("First"), paragraph("Few lived.[1]"), paragraph("[=B4]"), references(1))
    assert [apparatus(passage) for passage in passages(result)] == [
        ["group 1 at 10: 1 → 1-1"],
        ["mark 1 at 0: treatment/B4 grades 0"],
    ]
    assert result.counted["level-marks"] == 1


def test_a_pointer_to_no_entry_is_reported_and_has_no_record() -> None:
    result = compiled(heading("First"), paragraph("Few lived.[1][9][2.1]", line=12), references(1))
    assert apparatus(only(result)) == ["group 1 at 10: 1 → 1-1"]
    assert [(p.severity, p.rule, p.line, p.value) for p in result.problems] == [
        (Severity.VIOLATION, "dangling-pointer", 12, "9"),
        (Severity.VIOLATION, "dangling-pointer", 12, "2.1"),
    ]
    assert result.problems[0].message == (
        "No reference list has the entry 1-9 to which this points. "
        "Compare the document with its source; the pointer has no record."
    )
    assert (result.counted["pointers"], result.reported["pointers"]) == (1, 2)


def test_an_unknown_level_is_reported_and_numbers_nothing() -> None:
    result = compiled(heading("First"), paragraph("Few lived.[1][=Z9][=B4]", line=7), references(1))
    assert apparatus(only(result)) == ["group 1 at 10: 1 → 1-1", "mark 1 at 10: treatment/B4 grades 1"]
    assert [(p.rule, p.line) for p in result.problems] == [("unknown-level", 7)]
    assert (result.counted["level-marks"], result.reported["level-marks"]) == (1, 1)
    assert only(result).marks[0].printed == "Level of evidence: B4"


def test_numbers_run_through_the_document_and_its_tables() -> None:
    result = compiled(
        heading("First"),
        paragraph("Few.[1]"),
        table("Agent[2];Tumor", "a[1];b[=B4]", title="Doses[1]", notes=("Of[2] all.",)),
        item("Many.[2][=B4]"),
        references(1, 2),
    )
    assert [apparatus(passage) for passage in passages(result) if passage.groups or passage.marks] == [
        ["group 1 at 4: 1 → 1-1"],
        ["group 2 at 5: 2 → 1-1"],
        ["group 3 at 5: 3 → 1-2"],
        ["group 4 at 1: 4 → 1-1"],
        ["mark 1 at 1: treatment/B4 grades 4"],
        ["group 5 at 2: 5 → 1-2"],
        ["group 6 at 5: 6 → 1-2", "mark 2 at 5: treatment/B4 grades 6"],
    ]


@pytest.mark.parametrize(
    ("source", "mentions"),
    [
        ("In {trial:NCT00000001|a trial}.", [("trial", "trial/NCT00000001", "a trial")]),
        # The number alone is the mention where the link has it.
        ("In {trial:NCT00000001|SAMP-1 (NCT00000001)}.", [("trial", "trial/NCT00000001", "NCT00000001")]),
        ("In {trial:NCT00000001|NCT00000001}.", [("trial", "trial/NCT00000001", "NCT00000001")]),
        ("In {trial:NCT00000001|NCT00000002}.", [("trial", "trial/NCT00000001", "NCT00000002")]),
        ("In {trial:CDR0000454849|SAMP-1}.", [("trial", "trial/CDR0000454849", "SAMP-1")]),
        ("Of {term:CDR0000045562|cells}.", [("term", "term/CDR0000045562", "cells")]),
        # What the lexicon says of the same words stays beside it.
        (
            "Of {term:CDR0000045562|samplinib}.",
            [("agent", "agent/samplinib", "samplinib"), ("term", "term/CDR0000045562", "samplinib")],
        ),
        ("Of {drug:CDR0000487488|samplinib}.", [("agent", "agent/samplinib", "samplinib")]),
        ("Of {drug:CDR0000487488|otherib}.", [("term", "term/CDR0000487488", "otherib")]),
        ("Of {gene:|KIT}.", [("gene", "gene/KIT", "KIT")]),
        # A link often catches the punctuation around a name.
        ("Of {term:CDR0000045562|(cells}).", [("term", "term/CDR0000045562", "cells")]),
        ("Of {term:CDR0000045562|cells (SC),} here.", [("term", "term/CDR0000045562", "cells (SC)")]),
        ("Of {drug:CDR0000487488|samplinib,}.", [("agent", "agent/samplinib", "samplinib")]),
        ("Of ({gene:|KIT)}.", [("gene", "gene/KIT", "KIT")]),
        ("Of {gene:|kinase of stem cells}.", [("gene", "gene/KIT", "kinase of stem cells")]),
        ("Of {gene:|NUT}.", [("gene", "gene/NUT", "NUT")]),
        ("Of {gene:|C9orf72}.", [("gene", "gene/C9orf72", "C9orf72")]),
        ("Of {gene:|NF1}.", [("gene", "gene/NF1", "NF1")]),
    ],
)
def test_marks_and_the_lexicon_give_mentions(source: str, mentions: list[tuple[str, str, str]]) -> None:
    result = compiled(heading("First"), paragraph(source))
    text = marked(source)[0]
    found = [(m.category, m.target, text[m.start : m.end]) for m in only(result).mentions]
    assert found == mentions
    assert result.problems == ()


def test_a_family_of_genes_in_italics_is_left_out_on_purpose() -> None:
    result = compiled(heading("First"), paragraph("Of {gene:|RAS}, {gene:|V600E} and {gene:|KIT}."))
    assert [mention.target for mention in only(result).mentions] == ["gene/KIT"]
    assert (result.counted["genes"], result.left_out["genes"], result.problems) == (1, 2, ())


def test_the_lexicon_may_say_what_the_symbol_of_a_family_means() -> None:
    find = Finder(lexicon_of([entry("RAS", "gene", "gene/KRAS")])).find
    result = compile_outline(outline(heading("First"), paragraph("Of {gene:|RAS}.")), levels=LEVELS, find=find)
    assert [mention.target for mention in only(result).mentions] == ["gene/KRAS"]


@pytest.mark.parametrize(
    ("source", "rule", "name", "value"),
    [
        ("Of {gene:|a named gene}.", "unknown-gene", "genes", "a named gene"),
        ("In {trial:ABC|a trial}.", "unknown-trial", "trials", "a trial ABC"),
        ("Of {term:|cells}.", "unknown-term", "term-links", "cells"),
        ("Of {drug:x|samplinox}.", "unknown-drug", "drug-links", "samplinox x"),
    ],
)
def test_a_mark_that_names_nothing_is_reported(source: str, rule: str, name: str, value: str) -> None:
    result = compiled(heading("First"), paragraph(source, line=5))
    assert [(p.severity, p.rule, p.line, p.value) for p in result.problems] == [(Severity.WARNING, rule, 5, value)]
    assert dict(result.reported) == {name: 1}
    assert only(result).mentions == ()


@pytest.mark.parametrize(
    ("target", "slug"),
    [
        ("https://www.cancer.gov/types/other/hp/other-treatment-pdq", "other-treatment"),
        ("/types/other/patient/other-treatment-pdq", "other-treatment-patient"),
        ("CDR0000062872", "CDR0000062872"),
        ("https://elsewhere.example/x", "https://elsewhere.example/x"),
        ("", "samp-treatment"),
    ],
)
def test_a_link_to_a_summary_names_it(target: str, slug: str) -> None:
    result = compiled(heading("First"), paragraph(f"See {{summary:{target}|there}}."))
    assert only(result).links == (SummaryLink(slug),)
    assert result.counted["summary-marks"] == 1


def test_a_link_to_neither_a_summary_nor_the_web_is_told() -> None:
    result = compiled(heading("First"), paragraph("See {summary:http://%|there}."))
    assert [(problem.severity, problem.rule, problem.value) for problem in result.problems] == [
        (Severity.WARNING, "no-address", "http://%")
    ]


def test_a_level_that_is_a_word_of_a_sentence_is_mentioned_and_grades_nothing() -> None:
    result = compiled(heading("First"), paragraph("Of {term:CDR0000335150|level 3iiiA} or {term:CDR0000045562|cells}."))
    assert [mention.target for mention in only(result).mentions] == [
        "level/treatment-legacy/3iiiA",
        "term/CDR0000045562",
    ]
    assert only(result).marks == ()
    assert result.counted["term-links"] == 2

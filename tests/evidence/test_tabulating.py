from outlining import LEVELS, compiled, heading, key_of, outline, paragraph, passages, references, table

from oncotriples.evidence.compiling import compile_outline
from oncotriples.evidence.records import Candidate, TableRecord


def test_each_cell_is_a_passage_once_and_empty_ones_are_none() -> None:
    result = compiled(
        heading("First"), paragraph("Text."), table("a;b;c", "Both;<;x[1]", "^;^;", ";[1];y"), references(1)
    )
    assert [key_of(record) for record in result.records[3:-1]] == [
        "table 1 in 1",
        "row 1.1",
        "passage table-1.1.1 (1)",
        "passage table-1.1.3 (3)",
        "row 1.2",
        "row 1.3",
        "passage table-1.3.2 (2)",
        "passage table-1.3.3 (3)",
    ]


def test_titles_heads_and_notes_are_passages_where_they_carry_pointers_levels_or_trials() -> None:
    result = compiled(
        heading("First"),
        table(
            "plain;{term:CDR0000045562|term};level[=B4]",
            "x;y;z",
            title="Doses of {trial:NCT00000001|NCT00000001}",
            notes=("Plain.", "Two sentences.[1] Here."),
        ),
        references(1),
    )
    keys = [passage.key for passage in passages(result)]
    assert keys == ["table-1-title", "table-1-head.1.3", "table-1.1.1", "table-1.1.2", "table-1.1.3", "table-1-note.2"]
    assert result.left_out == {"term-links": 1}
    assert {passage.section for passage in passages(result)} == {"1"}
    title = next(record for record in result.records if isinstance(record, TableRecord))
    assert (title.label, title.title) == ("Table 9", "Doses of NCT00000001")


def test_passages_of_a_section_are_counted_outside_its_tables() -> None:
    result = compiled(heading("First"), paragraph("One."), table("a", "b", "c"), paragraph("Two."), table("a", "b"))
    assert [(p.key, p.ordinal) for p in passages(result)] == [
        ("1-1.1", 1),
        ("table-1.1.1", 1),
        ("table-1.2.1", 1),
        ("1-2.1", 2),
        ("table-2.1.1", 1),
    ]


def test_rows_and_passages_that_name_an_agent_and_a_tumor_are_candidates() -> None:
    result = compiled(
        heading("First"),
        paragraph("Samplinib slowed exemplary sarcoma.[1] Samplinib and exemplary sarcoma without pointers."),
        table("Agent;Tumor subtype", "Samplinib[1];Exemplary sarcoma"),
        references(1),
    )
    assert result.records[-2:] == (
        Candidate("agent/samplinib", "subtype/exemplary-sarcoma", "1-1.1", (1,)),
        Candidate("agent/samplinib", "subtype/exemplary-sarcoma", "row-1.1", (2,)),
    )


def test_a_table_of_one_column_is_split_by_the_lexicon_alone() -> None:
    grid = table("Agent Tumor Subtype", "Samplinib[1] Exemplary sarcoma", "Unknown thing")
    result = compiled(heading("First"), grid, references(1))
    assert [p.key for p in passages(result)] == ["table-1.1.1", "table-1.1.2", "table-1.2.1"]
    assert [problem.rule for problem in result.problems] == ["unsplit-row"]
    without = compile_outline(outline(heading("First"), grid, references(1)), levels=LEVELS)
    assert [p.key for p in passages(without)] == ["table-1.1.1", "table-1.2.1"]


def test_a_level_in_a_cell_of_its_own_grades_the_only_group_of_its_row() -> None:
    result = compiled(
        heading("First"),
        table("study;arms;level", "One[1][2];x;[=B4]", "Two[1];three[2];[=B4]", "[=B4];y;four[1]", "a;b;[=B4]"),
        references(1, 2),
    )
    graded = {passage.key: mark.grades for passage in passages(result) for mark in passage.marks}
    assert graded == {"table-1.1.3": 1, "table-1.2.3": 0, "table-1.3.1": 0, "table-1.4.3": 0}


def test_cells_that_span_rows_count_in_each_of_them() -> None:
    result = compiled(
        heading("First"),
        table("study;arms;level", "One[1];x;[=B4]", "^;y;[=B4]", "Two[1];z;[=B4]", "Three[2];z;^"),
        references(1, 2),
    )
    graded = {passage.key: mark.grades for passage in passages(result) for mark in passage.marks}
    # The last level stands beside two groups: which of them it grades cannot be told.
    assert graded == {"table-1.1.3": 1, "table-1.2.3": 1, "table-1.3.3": 0}

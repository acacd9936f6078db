"""Tables of a text page split into two columns, by names and pointers."""

import re

import pytest
from support import needs_shared

from oncotriples.documents.outline import Cell, Mark, MarkKind, Table
from oncotriples.evidence.activity import split_rows
from oncotriples.evidence.lexicon import entry, lexicon_of
from oncotriples.evidence.mentions import Finder
from oncotriples.graph.assembling import Loaded
from oncotriples.graph.lexicon_terms import lexicon_entries

FINDER = Finder(
    lexicon_of(
        [
            entry("examplinib", "agent", "agent/examplinib"),
            entry("inventumab", "agent", "agent/inventumab"),
            entry("sample cell sarcoma", "tumor", "subtype/sample-cell-sarcoma"),
            entry("mock tumor", "tumor", "subtype/mock-tumor"),
        ]
    )
)
Shown = list[tuple[str, list[tuple[int, str]]]]


def table(*lines: str, head: str = "Agent Tumor Subtype") -> Table:
    """A table of one column; ``[1,2]`` in a line are pointers."""
    return Table(
        "Table 3", "", (), ((cell(head, 1),),), tuple((cell(line, n),) for n, line in enumerate(lines, 1)), line=7
    )


def cell(line: str, row: int) -> Cell:
    text, marks = "", []
    for part in re.split(r"(\[[0-9,]+\])", line):
        if part.startswith("["):
            marks += [Mark(MarkKind.POINTER, len(text), len(text), number) for number in part[1:-1].split(",")]
        else:
            text += part
    return Cell(text, tuple(marks), row, 1)


def shown(row: tuple[Cell, ...]) -> Shown:
    return [(cell.text, [(mark.start, mark.target) for mark in cell.marks]) for cell in row]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Examplinib Mock tumor", [("Examplinib", []), ("Mock tumor", [])]),
        ("Examplinib[4,5] Mock tumor", [("Examplinib", [(10, "4"), (10, "5")]), ("Mock tumor", [])]),
        ("Examplinib Mock tumor[6]", [("Examplinib", []), ("Mock tumor", [(10, "6")])]),
        ("Examplinib[4] Mock tumor[6] (MT)", [("Examplinib", [(10, "4")]), ("Mock tumor (MT)", [(10, "6")])]),
        ("Examplinib sodium[4] Mock tumor", [("Examplinib sodium", [(17, "4")]), ("Mock tumor", [])]),
        ("Examplinib[4] Advanced mock tumor", [("Examplinib", [(10, "4")]), ("Advanced mock tumor", [])]),
        (
            "Examplinib, inventumab[4] Mock tumor, sample-cell sarcoma",
            [("Examplinib, inventumab", [(22, "4")]), ("Mock tumor, sample-cell sarcoma", [])],
        ),
    ],
)
def test_a_row_is_split(line: str, cells: Shown) -> None:
    split, problems = split_rows(table(line), FINDER.find)
    assert problems == ()
    assert shown(split.head[0]) == [("Agent", []), ("Tumor Subtype", [])]
    assert shown(split.body[0]) == cells
    assert [(each.row, each.column) for each in split.body[0]] == [(1, 1), (1, 2)]


@pytest.mark.parametrize(
    "line",
    [
        "Examplinib",
        "Mock tumor",
        "Mock tumor Examplinib",
        "Oral examplinib Mock tumor",
        "Examplinib sodium Mock tumor",
        "Examplinib[4] sodium[5] Mock tumor",
        "Unknownib Mock tumor",
        "Examplinib Unknown tumor",
        "",
    ],
)
def test_a_row_that_does_not_split_stays_whole(line: str) -> None:
    whole = table("Examplinib Mock tumor", line)
    split, (problem,) = split_rows(whole, FINDER.find)
    assert split.body[1] == whole.body[1] * 2
    assert (problem.rule, problem.line, problem.value) == ("unsplit-row", 7, whole.body[1][0].text)
    assert problem.message == (
        "Row 2 of Table 3 has one cell for two columns and stays whole: expected names of agent and tumor in this "
        "order, with nothing but pointers between them. Add the names that are missing to the graph, or to the file "
        "that --lexicon reads."
    )


def test_tumors_first() -> None:
    split, problems = split_rows(table("Mock tumor[4] Examplinib", head="Tumor Type Active Agents"), FINDER.find)
    assert problems == ()
    assert shown(split.head[0]) == [("Tumor Type", []), ("Active Agents", [])]
    assert shown(split.body[0]) == [("Mock tumor", [(10, "4")]), ("Examplinib", [])]


def test_links_move_with_their_words() -> None:
    line = Cell(
        "Examplinib Mock tumor",
        (Mark(MarkKind.DRUG, 0, 10, "CDR1"), Mark(MarkKind.POINTER, 11, 11, "4"), Mark(MarkKind.TERM, 16, 21, "CDR2")),
        1,
        1,
    )
    split, _ = split_rows(Table("", "", (), ((cell("Agent Tumor", 1),),), ((line,),)), FINDER.find)
    assert [(mark.start, mark.end, mark.target) for each in split.body[0] for mark in each.marks] == [
        (0, 10, "CDR1"),
        (10, 10, "4"),
        (5, 10, "CDR2"),
    ]


def test_a_mark_over_both_columns_keeps_the_row_whole() -> None:
    line = Cell("Examplinib Mock tumor", (Mark(MarkKind.TERM, 3, 14, "CDR1"),), 1, 1)
    split, problems = split_rows(Table("", "", (), ((cell("Agent Tumor", 1),),), ((line,),)), FINDER.find)
    assert split.body == ((line, line),)
    assert problems[0].message.startswith("Row 1 of a table has one cell for two columns")


@pytest.mark.parametrize(
    "head",
    ["Agent", "Tumor", "Agents and Their Prices", "Agent Drug", "Agent Tumor Agent Tumor", "Agent " * 40 + "Tumor"],
)
def test_other_tables_stay_as_they_are(head: str) -> None:
    other = table("Examplinib Mock tumor", head=head)
    assert split_rows(other, FINDER.find) == (other, ())


def test_tables_of_two_columns_or_without_head_stay_as_they_are() -> None:
    one = table("Examplinib Mock tumor")
    for other in (
        Table("", "", (), one.head, (one.body[0] * 2,)),
        Table("", "", (), (), one.body),
        Table("", "", (), (), ()),
    ):
        assert split_rows(other, FINDER.find) == (other, ())


def test_the_table_of_the_curated_section(loaded: Loaded) -> None:
    text = (needs_shared() / "documents/childhood-sts-metastatic.txt").read_text(encoding="utf-8")
    head, *lines = text[text.index("Agent Soft") :].split("\n")[:9]
    finder = Finder(lexicon_of(lexicon_entries(loaded.dataset.union)))
    split, problems = split_rows(table(*lines, head=head), finder.find)
    assert problems == ()
    assert [each.text for each in split.head[0]] == [head[:5], head[6:]]
    agents, tumors = zip(*split.body, strict=True)
    assert [[mark.target for mark in each.marks] for each in agents] == [
        ["12", "13"], ["14"], ["15"], ["16"], ["17"], [], ["18"], ["19"],
    ]  # fmt: skip
    assert all(not each.marks for each in tumors)
    pairs = [tuple(finder.find(each.text)[0].target.partition("/")[2] for each in row) for row in split.body]
    assert pairs == [
        ("sunitinib", "alveolar-soft-part-sarcoma"),
        ("cediranib", "alveolar-soft-part-sarcoma"),
        ("sunitinib", "solitary-fibrous-tumor"),
        ("sirolimus", "perivascular-epithelioid-cell-tumor"),
        ("crizotinib", "inflammatory-myofibroblastic-tumor"),
        ("imatinib", "tenosynovial-giant-cell-tumor"),
        ("imatinib", "chordoma"),
        ("imatinib", "dermatofibrosarcoma-protuberans"),
    ]

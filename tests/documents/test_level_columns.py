"""Bare codes below “Level of Evidence” are levels; nothing else in such a column is."""

from collections import Counter

import pytest
from support import ROOT

from oncotriples.documents.level_columns import with_levels
from oncotriples.documents.outline import Cell, Mark, MarkKind, Table
from oncotriples.documents.page import read_page
from oncotriples.documents.summary import read_summary

POINTER = Mark(MarkKind.POINTER, 0, 0, "3")


def table(head: str, *cells: str, marks: tuple[Mark, ...] = ()) -> Table:
    body = tuple((Cell(text, marks, number, 1),) for number, text in enumerate(cells, 1))
    return Table("", "", (), ((Cell(head, (), 1, 1),),), body)


def found(read: Table) -> list[tuple[str, list[str]]]:
    return [(cell.text, [mark.label for mark in cell.marks if mark.kind is MarkKind.LEVEL]) for (cell,) in read.body]


@pytest.mark.parametrize(
    "head", ["Level of Evidence", "Level of Evidence Scoree", "Levels of Evidence b", "Reference/Level of evidence"]
)
def test_codes_below_such_a_head_are_levels(head: str) -> None:
    tally = Counter[str]()
    read = with_levels(table(head, "1iiA", "4", "C1, C3", "None", "N/A", "", "3iiiA at best"), tally)
    texts = [
        ("", ["1iiA"]),
        ("", ["4"]),
        ("", ["C1", "C3"]),
        ("None", []),
        ("N/A", []),
        ("", []),
        ("3iiiA at best", []),
    ]
    assert found(read) == texts
    assert tally == {"level-marks": 4}


@pytest.mark.parametrize("head", ["Level", "Evidence", "", "Sensory level of evidence-free wards and of other places"])
def test_other_columns_stay_as_they_are(head: str) -> None:
    tally = Counter[str]()
    assert with_levels(table(head, "C1", "4"), tally) == table(head, "C1", "4")
    assert not tally


def test_a_row_of_the_body_may_serve_as_the_head() -> None:
    assert found(with_levels(table("", "4", "Level of Evidence Score", "4"), Counter())) == [
        ("4", []),
        ("Level of Evidence Score", []),
        ("", ["4"]),
    ]


def test_a_cell_that_spans_columns_is_no_head() -> None:
    title, one, other = Cell("Level of evidence", (), 1, 1), Cell("1", (), 2, 1), Cell("25", (), 2, 2)
    spanning = Table("", "", (), (), ((title, title), (one, other)))
    assert with_levels(spanning, Counter()) == spanning


def test_numbers_of_patients_and_cells_of_the_head_are_no_levels() -> None:
    tally = Counter[str]()
    assert found(with_levels(table("Level of evidence", "25", "4", "12i", "2002"), tally)) == [
        ("25", []),
        ("", ["4"]),
        ("12i", []),
        ("2002", []),
    ]
    two_rows = table("Level of evidence")
    two_rows = Table("", "", (), (*two_rows.head, (Cell("2", (), 2, 1),)), ())
    assert with_levels(two_rows, tally) == two_rows
    assert tally == {"level-marks": 1}


def test_pointers_stay_and_a_level_with_a_link_is_not_doubled() -> None:
    read = with_levels(table("Level of evidence", "4", marks=(POINTER,)), Counter())
    assert [mark.kind for mark in read.body[0][0].marks] == [MarkKind.POINTER, MarkKind.LEVEL]
    linked = table("Level of evidence", "4", marks=(Mark(MarkKind.LEVEL, 0, 0, "CDR0000335150"),))
    assert with_levels(linked, Counter()) == linked


def test_each_reader_finds_them() -> None:
    rows = "| Study | Level of Evidence |\n| --- | --- |\n| [[1](#cit/section_1.1)] | 3iiiA |\n"
    entries = "### References\n\n1. Doe J: A. B 1: 2, 2000.\n"
    assert read_page(f"# T (PDQ®)\n\n## S\n\n{rows}\n{entries}".encode(), "page.md").counted["level-marks"] == 1
    xml = (ROOT / "tests/data/documents/summary/everything.xml").read_bytes()
    group = (
        b"<Table id='_9'><TGroup Cols='1'><THead><Row><entry>Level of evidence</entry></Row></THead>"
        b"<TBody><Row><entry>3iiiA</entry></Row></TBody></TGroup></Table>"
    )
    before = read_summary(xml, "everything.xml").counted["level-marks"]
    at = xml.index(b"</SummarySection>")
    after = read_summary(xml[:at] + group + xml[at:], "everything.xml").counted["level-marks"]
    assert after == before + 1

"""A table of an outline as records: the table, its body rows and their cells, each cell once.

A body cell with text or marks is a passage. The title, head cells and notes are passages only where they carry
pointers, levels or trials; their other links are left out: a form without links would have no passage there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from oncotriples.documents.outline import Cell, Mark, MarkKind, Table
from oncotriples.evidence.candidates import Grid
from oncotriples.evidence.numbering import Ledger
from oncotriples.evidence.passages import PassageMaker, Place
from oncotriples.evidence.records import Passage, Record, Row, TableRecord

__all__ = ["tabulate"]

_CARRIED = frozenset({MarkKind.POINTER, MarkKind.LEVEL, MarkKind.TRIAL})


def tabulate(table: Table, place: Place, maker: PassageMaker, ledger: Ledger) -> tuple[tuple[Record, ...], Grid]:
    """The records of a table in reading order (title, head, body, notes), and its grid for candidates."""
    number = ledger.next("tables")
    key = f"table-{number}"
    records: list[Record] = [TableRecord(number, place.section, table.label, table.title, table.anchor)]

    def add(text: str, marks: tuple[Mark, ...], suffix: str, ordinal: int) -> None:
        if any(mark.kind in _CARRIED for mark in marks):
            records.append(maker.whole(text, marks, place, f"{key}-{suffix}", ordinal))
        else:
            maker.leave_out(marks)

    add(table.title, table.title_marks, "title", 1)
    for cell in _distinct(table.head):
        add(cell.text, cell.marks, f"head.{cell.row}.{cell.column}", cell.column)
    cells = _graded(
        {
            (cell.row, cell.column): maker.whole(
                cell.text, cell.marks, place, f"{key}.{cell.row}.{cell.column}", cell.column
            )
            for cell in _distinct(table.body)
            if cell.text or cell.marks
        },
        table,
    )
    for index, row in enumerate(table.body, 1):
        ledger.mapped["rows"] += 1
        records.append(Row(number, index))
        corners = (cells.get((cell.row, cell.column)) for cell in _corners(row, index))
        records.extend(passage for passage in corners if passage)
    for index, note in enumerate(table.notes, 1):
        add(note.text, note.marks, f"note.{index}", index)
    heads = tuple(_above(table.head, column) for column in range(_width(table)))
    rows = tuple(tuple(cells.get((cell.row, cell.column)) for cell in row) for row in table.body)
    return tuple(records), Grid(number, heads, rows)


def _graded(cells: dict[tuple[int, int], Passage], table: Table) -> dict[tuple[int, int], Passage]:
    """The cells by place; a level in a cell without pointers grades the group before it, if its rows have just one.

    Tables of studies print the reference in one cell of a row and the level in another; either may span rows.
    """
    groups: dict[tuple[int, int], set[int]] = {}
    behind: set[tuple[int, int]] = set()
    for row in table.body:
        places = [place for place in dict.fromkeys((cell.row, cell.column) for cell in row) if place in cells]
        of_row = {group.number for place in places for group in cells[place].groups}
        following = False
        for place in places:
            if cells[place].groups:
                following = True
            elif cells[place].marks:
                groups.setdefault(place, set()).update(of_row)
                behind.update([place] if following else ())
    return cells | {
        place: replace(cells[place], marks=tuple(replace(mark, grades=min(of)) for mark in cells[place].marks))
        for place, of in groups.items()
        if len(of) == 1 and place in behind
    }


def _width(table: Table) -> int:
    return max((len(row) for row in (*table.head, *table.body)), default=0)


def _above(head: Iterable[tuple[Cell, ...]], column: int) -> tuple[str, ...]:
    return tuple(row[column].text for row in head if column < len(row))


def _corners(row: tuple[Cell, ...], number: int) -> Iterator[Cell]:
    """The cells of which the upper left corner stands in this row."""
    return (cell for column, cell in enumerate(row, 1) if (cell.row, cell.column) == (number, column))


def _distinct(rows: Iterable[tuple[Cell, ...]]) -> Iterator[Cell]:
    return (cell for number, row in enumerate(rows, 1) for cell in _corners(row, number))

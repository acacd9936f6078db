"""Levels in columns of tables that are about nothing else: there a code is a level without bracket, words or link."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from oncotriples.documents.outline import Cell, Mark, MarkKind, Table
from oncotriples.documents.page_apparatus import BETWEEN_CODES, CODE

__all__ = ["with_levels"]

# What stands above the codes, in the head or in a row of the body that serves as one: “Level of Evidence Score”.
_HEAD = re.compile(r"(?i)(?:.{0,20}\b)?levels?\s+of\s+evidence.{0,30}")


def with_levels(table: Table, tally: Counter[str]) -> Table:
    """The table with the marks of codes below “Level of Evidence”, which leave no text behind, as other levels do.

    A cell with anything but codes stays as it is: “None”, “N/A”, a title that spans the row. ``tally`` counts marks.
    """
    columns: set[int] = set()
    marked: dict[Cell, Cell] = {}
    for row in (*table.head, *table.body):
        for at, cell in enumerate(row):
            if _HEAD.fullmatch(cell.text):
                columns.add(at)
            elif at in columns:
                marked[cell] = _marked(cell)
    if not columns:
        return table
    tally["level-marks"] += sum(len(new.marks) - len(cell.marks) for cell, new in marked.items())
    return replace(table, body=tuple(tuple(marked.get(cell, cell) for cell in row) for row in table.body))


def _marked(cell: Cell) -> Cell:
    codes = tuple(_codes(cell.text))
    if not codes or any(mark.kind is MarkKind.LEVEL or mark.start < mark.end for mark in cell.marks):
        return cell
    levels = (Mark(MarkKind.LEVEL, 0, 0, "", code, code) for code in codes)
    return replace(cell, text="", marks=(*(mark._replace(start=0, end=0) for mark in cell.marks), *levels))


def _codes(text: str) -> Iterator[str]:
    """The codes of which a text consists; none where it has anything else, or no digit."""
    parts = [part.strip() for part in BETWEEN_CODES.split(text)]
    if all(CODE.fullmatch(part) and any(map(str.isdigit, part)) for part in parts):
        yield from parts

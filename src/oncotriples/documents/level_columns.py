"""Levels in columns of tables that are about nothing else: there a code is a level without bracket, words or link."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from oncotriples.documents.outline import Cell, Mark, MarkKind, Table
from oncotriples.documents.page_apparatus import BETWEEN_CODES

__all__ = ["with_levels"]

# What stands above the codes, in the head or in a row of the body that serves as one: “Level of Evidence Score”.
_HEAD = re.compile(r"(?i)(?:.{0,20}\b)?levels?\s+of\s+evidence.{0,30}")
# Numbers of patients are no codes: those of all scales begin with 1 to 5, alone or before a letter, or are A1 to C3.
_BARE_CODE = re.compile(r"[1-5](?:[A-Za-z][0-9A-Za-z]{0,6})?|[A-D][1-5]")


def with_levels(table: Table, tally: Counter[str]) -> Table:
    """The table with the marks of codes below “Level of Evidence”, which leave no text behind, as other levels do.

    A cell with anything but codes stays as it is: “None”, “N/A”, a title that spans the row. A row of the body that has
    such a head names the columns anew. ``tally`` counts the marks.
    """
    columns = frozenset(at for row in table.head for at in _headed(row))
    body: list[tuple[Cell, ...]] = []
    marked: dict[Cell, Cell] = {}
    for row in table.body:
        columns = _headed(row) or columns
        new = {cell: marked.setdefault(cell, _marked(cell)) for at, cell in enumerate(row) if at in columns}
        body.append(tuple(new.get(cell, cell) for cell in row))
    if added := sum(len(new.marks) - len(cell.marks) for cell, new in marked.items()):
        tally["level-marks"] += added
    return replace(table, body=tuple(body))


def _headed(row: tuple[Cell, ...]) -> frozenset[int]:
    """The columns below whose cell levels stand; a cell that spans columns is the title of what follows, no head."""
    return frozenset(at for at, cell in enumerate(row) if row.count(cell) == 1 and _HEAD.fullmatch(cell.text))


def _marked(cell: Cell) -> Cell:
    codes = tuple(_codes(cell.text))
    if not codes or any(mark.kind is MarkKind.LEVEL or mark.start < mark.end for mark in cell.marks):
        return cell
    levels = (Mark(MarkKind.LEVEL, 0, 0, "", code, code) for code in codes)
    return replace(cell, text="", marks=(*(mark._replace(start=0, end=0) for mark in cell.marks), *levels))


def _codes(text: str) -> Iterator[str]:
    """The codes of which a text consists; none where it has anything else."""
    parts = [part.strip() for part in BETWEEN_CODES.split(text)]
    if all(map(_BARE_CODE.fullmatch, parts)):
        yield from parts

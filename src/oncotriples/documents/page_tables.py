"""Tables of pages: rows of cells with spans, resolved into a true grid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from lxml.etree import _Element as Element

from oncotriples.documents.outline import Block, BlockKind, Cell, Mark, References, Table
from oncotriples.documents.page_inline import Resolved
from oncotriples.documents.problems import Problem
from oncotriples.quality.findings import Severity

__all__ = [
    "GRID_LIMIT",
    "SPAN_LIMIT",
    "Place",
    "Resolve",
    "Rows",
    "caption_of",
    "grid",
    "marks_of",
    "rows_of",
    "table_of",
    "too_large",
]

SPAN_LIMIT = 200
"""The most columns or rows that one cell may span."""

GRID_LIMIT = 200_000
"""The most places that the grid of one table may have."""

CAPTION = re.compile(r"[·•\s]*(Table\s+[0-9]+[A-Za-z]?|Table\s+[IVX]+)\s*[.:]\s*")


class Resolve(Protocol):
    """Gives the text and marks of an element, with the rule for cells or, without ``is_cell``, that for prose."""

    def __call__(self, cell: Element, *, is_cell: bool = True) -> Resolved:
        """Resolve one element."""
        ...


@dataclass(slots=True)
class Rows:
    """The rows of a table by the part in which they stand, and its caption."""

    caption: Element | None = None
    anchor: str = ""
    head: list[Element] = field(default_factory=list)
    body: list[Element] = field(default_factory=list)
    foot: list[Element] = field(default_factory=list)


class Place(NamedTuple):
    """A cell with what it spans."""

    cell: Resolved
    across: int
    down: int


def rows_of(table: Element) -> Rows:
    """The rows of a table element. Rows of nothing but ``th`` at its beginning are its head, where it has no other."""
    rows = Rows(anchor=table.get("id", ""))
    for child in table:
        if child.tag == "caption" and rows.caption is None:
            rows.caption = child
        elif child.tag == "tr":
            rows.body.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            part = rows.head if child.tag == "thead" else rows.body if child.tag == "tbody" else rows.foot
            part.extend(row for row in child if row.tag == "tr")
    while not rows.head and rows.body and all(cell.tag == "th" for cell in _cells(rows.body[0])):
        first = rows.body.pop(0)
        if _cells(first):
            rows.head.append(first)
    return rows


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def table_of(rows: Rows, resolve: Resolve, *, line: int, problems: list[Problem]) -> Table:
    """The table; a cell is resolved once, however many places it covers."""
    caption = Resolved("", ()) if rows.caption is None else resolve(rows.caption, is_cell=False)
    label, title, marks = caption_of(caption)
    head, empty_head = _part(rows.head, resolve, line, problems)
    notes = tuple(
        Block(BlockKind.PARAGRAPH, note.text, note.marks, line=line)
        for row in rows.foot
        for note in (resolve(cell, is_cell=False) for cell in _cells(row))
        if note.text or note.marks
    )
    body, empty_body = _part(rows.body, resolve, line, problems)
    width = max((len(row) for row in (*head, *body)), default=0)
    if width * (len(head) + len(body)) > GRID_LIMIT:
        problems.append(too_large(line))
        head, body = (), ()
    return Table(
        label,
        title,
        marks,
        _padded(head, width),
        _padded(body, width),
        notes,
        empty_head + empty_body,
        rows.anchor,
        line,
    )


def marks_of(block: Block | Table | References) -> Iterator[Mark]:
    """The marks of a block, those of a spanning cell once."""
    if isinstance(block, Block):
        yield from block.marks
    elif isinstance(block, Table):
        yield from block.title_marks
        for note in block.notes:
            yield from note.marks
        for part in (block.head, block.body):
            for number, row in enumerate(part, 1):
                for column, cell in enumerate(row, 1):
                    if (cell.row, cell.column) == (number, column):
                        yield from cell.marks


def caption_of(found: Resolved) -> tuple[str, str, tuple[Mark, ...]]:
    """``Table 9. Title`` as label, title and the marks in the title."""
    label = CAPTION.match(found.text)
    if label is None:
        return "", found.text, found.marks
    cut = label.end()
    marks = tuple(mark._replace(start=max(mark.start - cut, 0), end=max(mark.end - cut, 0)) for mark in found.marks)
    return label[1], found.text[cut:], marks


def _part(
    rows: list[Element], resolve: Resolve, line: int, problems: list[Problem]
) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    places = [
        [Place(resolve(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in _cells(row)] for row in rows
    ]
    filled = grid(places)
    if filled is None:
        problems.append(too_large(line))
        return (), 0
    return filled


def too_large(line: int) -> Problem:
    """The problem of a table whose grid would not fit."""
    message = (
        f"the grid of a table has at most {GRID_LIMIT} places; its cells were left out: divide it, or mend its spans"
    )
    return Problem(Severity.VIOLATION, "table-too-large", line, "", message)


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "").strip()
    return min(max(int(value), 1), SPAN_LIMIT) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def grid(rows: list[list[Place]]) -> tuple[tuple[tuple[Cell, ...], ...], int] | None:
    """The rows with text, as a grid, and how many had none; None where the grid would be too large."""
    placed: list[dict[int, tuple[int, int, Place]]] = [{} for _ in rows]
    size = 0
    for number, row in enumerate(rows):
        column = 0
        for place in row:
            while column in placed[number]:
                column += 1
            across = next((n for n in range(place.across) if column + n in placed[number]), place.across)
            down = min(place.down, len(rows) - number)
            size += across * down
            if size > GRID_LIMIT:
                return None
            for below in range(down):
                for right in range(across):
                    placed[number + below].setdefault(column + right, (number, column, place))
            column += across
    return _with_text(placed)


def _with_text(
    placed: list[dict[int, tuple[int, int, Place]]],
) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    kept = [row for row in placed if any(place.cell.text or place.cell.marks for _, _, place in row.values())]
    numbers: dict[tuple[int, int], int] = {}
    for ordinal, row in enumerate(kept, 1):
        for start, column, _ in row.values():
            numbers.setdefault((start, column), ordinal)
    cells = {
        (start, column): Cell(place.cell.text, place.cell.marks, numbers[start, column], column + 1)
        for row in kept
        for start, column, place in row.values()
    }
    lines = (tuple(_line(row, cells, ordinal)) for ordinal, row in enumerate(kept, 1))
    return tuple(lines), len(placed) - len(kept)


def _line(row: dict[int, tuple[int, int, Place]], cells: dict[tuple[int, int], Cell], ordinal: int) -> Iterator[Cell]:
    for column in range(max(row, default=-1) + 1):
        if column in row:
            start, left, _ = row[column]
            yield cells[start, left]
        else:
            yield Cell("", (), ordinal, column + 1)


def _padded(rows: tuple[tuple[Cell, ...], ...], width: int) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (*row, *(Cell("", (), number, column + 1) for column in range(len(row), width)))
        for number, row in enumerate(rows, 1)
    )

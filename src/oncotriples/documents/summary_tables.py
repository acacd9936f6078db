"""Tables of a summary in XML: rows with spans become a true grid."""

from collections.abc import Iterable

from lxml import etree

from oncotriples.documents.level_columns import with_levels
from oncotriples.documents.outline import Block, BlockKind, Cell, Mark, Table
from oncotriples.documents.page_inline import Resolved
from oncotriples.documents.page_tables import caption_of
from oncotriples.documents.summary_inline import InlineReader, Notes
from oncotriples.documents.xml import line_of, refuse
from oncotriples.quality.findings import Severity

__all__ = ["MAX_COLUMNS", "MAX_PLACES", "read_table"]

MAX_COLUMNS = 100
MAX_PLACES = 1 << 20
_PARTS = ("THead", "TBody", "TFoot")

_Grid = tuple[tuple[Cell, ...], ...]
_Text = tuple[str, tuple[Mark, ...]]


def read_table(element: etree._Element, inline: InlineReader, notes: Notes) -> Table:
    """A table. Titles behind the first and the cells of its foot are notes; several groups stand one below the other.

    Raises UnreadableDocument for a table of more than MAX_PLACES places, or MAX_COLUMNS in a row.
    """
    titles: list[tuple[_Text, int]] = []
    rows: dict[str, list[list[_Placed]]] = {part: [] for part in _PARTS}
    for child in element:
        if child.tag == "Title":
            if titles:
                message = "a table has one title; this further one was read as a note below it: put it there"
                notes.note(Severity.WARNING, "title-twice", child, "Table", message)
            titles.append((inline.block(child), line_of(child)))
        elif child.tag == "TGroup":
            _read_group(child, rows, inline, notes)
        else:
            notes.unknown.see(child)
    width = max((placed.column + placed.width for part in rows.values() for row in part for placed in row), default=0)
    height = sum(len(part) for part in rows.values())
    if width * height > MAX_PLACES:
        message = (
            f"a table may have {MAX_PLACES:,} places, this one has {height} rows of {width}: split it, or leave it out"
        )
        refuse("too-large", line_of(element), "Table", message)
    head, no_head = _grid(rows["THead"], width)
    body, no_body = _grid(rows["TBody"], width)
    feet = (((placed.text, placed.marks), placed.line) for row in rows["TFoot"] for placed in row)
    label, caption, marks = caption_of(Resolved(*titles[0][0] if titles else ("", ())))
    table = Table(
        label=label,
        title=caption,
        title_marks=marks,
        head=head,
        body=body,
        notes=tuple(_notes([*titles[1:], *feet])),
        empty_rows=no_head + no_body,
        anchor=element.get("id", ""),
        line=line_of(element),
    )
    return with_levels(table, notes.counted)


class _Placed:
    """An entry at its place: column from 0, how many columns and rows it covers."""

    __slots__ = ("column", "height", "line", "marks", "text", "width")

    def __init__(self, text: _Text, column: int, width: int, height: int, line: int) -> None:
        self.text, self.marks = text
        self.column = column
        self.width = width
        self.height = height
        self.line = line


def _read_group(
    group: etree._Element, rows: dict[str, list[list[_Placed]]], inline: InlineReader, notes: Notes
) -> None:
    columns: dict[str, int] = {}
    for child in group:
        if child.tag == "ColSpec":
            columns[child.get("ColName", "")] = _number(child.get("ColNum"), len(columns) + 1) - 1
        elif child.tag in rows:
            rows[str(child.tag)].extend(_read_part(child, columns, inline, notes))
        else:
            notes.unknown.see(child)


def _read_part(
    part: etree._Element, columns: dict[str, int], inline: InlineReader, notes: Notes
) -> list[list[_Placed]]:
    """The rows of a head, body or foot. An entry stands in the column that it names, else in the next free one.

    One that names a place where another stands goes to the next free place, so that none hides another. Raises
    UnreadableDocument for a row with more entries than places.
    """
    elements = [row for row in part if _known(row, "Row", notes)]
    rows: list[list[_Placed]] = []
    covered: dict[int, int] = {}
    for number, row in enumerate(elements):
        placed: list[_Placed] = []
        taken = {column for column, until in covered.items() if until > number}
        column = 0
        for entry in row:
            if not _known(entry, "entry", notes):
                continue
            _check(entry, columns, notes)
            while column in taken:
                column += 1
            column = columns.get(entry.get("NameSt") or entry.get("ColName") or "", column)
            last = columns.get(entry.get("NameEnd", ""), column)
            height = _number(entry.get("MoreRows"), 0) + 1
            if number + height > len(elements):
                height = len(elements) - number
                message = "the cell spans more rows than there are; it was cut off: correct MoreRows"
                notes.note(Severity.WARNING, "span-beyond-table", entry, entry.get("MoreRows", ""), message)
            if not 0 <= column <= last < MAX_COLUMNS:
                message = f"columns from 1 to {MAX_COLUMNS} in order were expected: correct NameSt and NameEnd"
                notes.note(Severity.VIOLATION, "bad-span", entry, f"{column + 1} to {last + 1}", message)
                column, last = min(max(column, 0), MAX_COLUMNS - 1), min(max(column, 0), MAX_COLUMNS - 1)
            width = last - column + 1
            if not taken.isdisjoint(range(column, last + 1)):
                message = "the cell stands where another one does; it was put into the next free place: mend the spans"
                notes.note(Severity.WARNING, "overlapping-cells", entry, f"column {column + 1}", message)
                column, width = _free(taken, column, width, line_of(entry))
                last = column + width - 1
            placed.append(_Placed(inline.block(entry, in_cell=True), column, width, height, line_of(entry)))
            taken.update(range(column, last + 1))
            covered.update(dict.fromkeys(range(column, last + 1), number + height))
            column = last + 1
        rows.append(placed)
    return rows


def _check(entry: etree._Element, columns: dict[str, int], notes: Notes) -> None:
    """What names no column, or is no number of rows, is read as if it were not there."""
    for name in ("NameSt", "NameEnd", "ColName"):
        if entry.get(name, "") not in ("", *columns):
            message = f"a column of a ColSpec was expected in {name}, so it was passed over: correct it"
            notes.note(Severity.WARNING, "unknown-column", entry, entry.get(name, ""), message)
    rows = entry.get("MoreRows")
    if rows and _number(rows, -1) < 0:
        message = "a number of rows was expected in MoreRows, so it was passed over: correct it"
        notes.note(Severity.WARNING, "bad-span", entry, rows, message)


def _free(taken: set[int], column: int, width: int, line: int) -> tuple[int, int]:
    """The first free place of a width from a column on, else the first of one column in the row; and its width."""
    for first, wanted in ((column, width), (0, 1)):
        for place in range(first, MAX_COLUMNS - wanted + 1):
            if taken.isdisjoint(range(place, place + wanted)):
                return place, wanted
    message = f"a row of a table may have {MAX_COLUMNS} places, and this entry finds none free: split the table"
    refuse("too-large", line, "Row", message)


def _known(element: etree._Element, tag: str, notes: Notes) -> bool:
    if element.tag != tag:
        notes.unknown.see(element)
    return element.tag == tag


def _grid(rows: list[list[_Placed]], width: int) -> tuple[_Grid, int]:
    """The rows with every place filled, and how many rows without text were left out."""
    places: list[list[_Placed | None]] = [[None] * width for _ in rows]
    for number, row in enumerate(rows):
        for placed in row:
            for line in places[number : number + placed.height]:
                line[placed.column : placed.column + placed.width] = [placed] * placed.width
    kept = [any(placed is not None and (placed.text or placed.marks) for placed in line) for line in places]
    cells: dict[int, Cell] = {}
    new_row = 0
    for number, row in enumerate(rows):
        new_row += kept[number]
        for placed in row:
            cells[id(placed)] = Cell(placed.text, placed.marks, max(new_row, 1), placed.column + 1)
    grid: list[tuple[Cell, ...]] = []
    for line, keep in zip(places, kept, strict=True):
        if keep:
            grid.append(
                tuple(
                    cells[id(placed)] if placed is not None else Cell("", (), len(grid) + 1, column)
                    for column, placed in enumerate(line, 1)
                )
            )
    return tuple(grid), len(rows) - len(grid)


def _notes(texts: Iterable[tuple[_Text, int]]) -> Iterable[Block]:
    for (text, marks), line in texts:
        if text or marks:
            yield Block(BlockKind.PARAGRAPH, text, marks, line=line)


def _number(value: str | None, default: int) -> int:
    """A small number of an attribute; what is none counts as absent."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 7 else default

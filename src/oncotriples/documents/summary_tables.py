"""Tables of a summary in XML: rows with spans become a true grid."""

from collections.abc import Iterable

from lxml import etree

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
    """A table. Its foot becomes notes, one a cell; several groups stand one below the other.

    Raises UnreadableDocument for a table of more than MAX_PLACES places.
    """
    title: _Text = ("", ())
    rows: dict[str, list[list[_Placed]]] = {part: [] for part in _PARTS}
    for child in element:
        if child.tag == "Title":
            title = inline.block(child)
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
    label, caption, marks = caption_of(Resolved(*title))
    return Table(
        label=label,
        title=caption,
        title_marks=marks,
        head=head,
        body=body,
        notes=tuple(_notes(rows["TFoot"])),
        empty_rows=no_head + no_body,
        anchor=element.get("id", ""),
        line=line_of(element),
    )


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
    """The rows of a head, body or foot. An entry stands in the next free column, or in the one that it names."""
    elements = [row for row in part if _known(row, "Row", notes)]
    rows: list[list[_Placed]] = []
    covered: dict[int, int] = {}
    for number, row in enumerate(elements):
        placed: list[_Placed] = []
        column = 0
        for entry in row:
            if not _known(entry, "entry", notes):
                continue
            while covered.get(column, 0) > number:
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
            if any(covered.get(place, 0) > number for place in range(column, last + 1)):
                message = "the cell stands where another one reaches; it covers that one: correct the spans"
                notes.note(Severity.WARNING, "overlapping-cells", entry, f"column {column + 1}", message)
            placed.append(_Placed(inline.block(entry, in_cell=True), column, last - column + 1, height, line_of(entry)))
            for place in range(column, last + 1):
                covered[place] = number + height
            column = last + 1
        rows.append(placed)
    return rows


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


def _notes(rows: Iterable[Iterable[_Placed]]) -> Iterable[Block]:
    for row in rows:
        for placed in row:
            if placed.text or placed.marks:
                yield Block(BlockKind.PARAGRAPH, placed.text, placed.marks, line=placed.line)


def _number(value: str | None, default: int) -> int:
    """A small number of an attribute; what is none counts as absent."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 7 else default

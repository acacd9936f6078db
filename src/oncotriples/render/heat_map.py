"""How often each combination of a row and a column occurs, as a matrix of colored cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oncotriples.render.colors import color
from oncotriples.render.figure import Figure, drawing, linked, titled
from oncotriples.render.fitting import cut, text_width, wrapped
from oncotriples.render.heat_cells import Heading, HeatCell, checked_cells, heat_step, heat_steps
from oncotriples.render.svg import Rect, Svg, cleaned, grouped, isolated, label, rect, tag

__all__ = ["heat_map"]

_SIZE, _SMALL, _COUNT = 12, 11, 15  # font sizes
_LINE = 15
_HEADS = 250  # pixels for the heads of rows
_ROW_LINES, _COLUMN_LINES = 3, 4
_COLUMNS, _NARROWEST, _BROADEST = 700, 64, 140  # pixels for all columns, and bounds for one
_ROW, _SPACE = 54, 4
_CAPTION = 12
_KEY, _SWATCH = 44, 14


@dataclass(frozen=True)
class _Matrix:
    """The heads and where they are, and what they are called together."""

    rows: Sequence[Heading]
    columns: Sequence[Heading]
    row_label: str
    column_label: str
    value_label: str
    most: int
    pitch: float
    top: float

    @property
    def width(self) -> float:
        return _HEADS + self.pitch * len(self.columns)

    @property
    def bottom(self) -> float:
        return self.top + _ROW * len(self.rows)

    def place(self, cell: HeatCell) -> Rect:
        column = [head.name for head in self.columns].index(cell.columns[0])
        row = [head.name for head in self.rows].index(cell.row)
        width = self.pitch * len(cell.columns)
        return Rect(_HEADS + self.pitch * column, self.top + _ROW * row, width - _SPACE, _ROW - _SPACE)


def heat_map(
    rows: Sequence[Heading],
    columns: Sequence[Heading],
    cells: Sequence[HeatCell],
    *,
    title: str,
    description: str,
    row_label: str,
    column_label: str,
    name_label: str,
    value_label: str,
    prefix: str,
) -> Figure:
    """The cells where their rows and columns cross, each with its name and count, the darker the more.

    A cell of count 0 is outlined; a combination without a cell, one that cannot occur, is left blank. The labels
    say what rows, columns and names of cells are, and what is counted. ``prefix`` begins the ids. Raises InputError for
    cells that do not fit into the matrix.
    """
    checked_cells(rows, columns, cells)
    pitch = min(max(_COLUMNS / len(columns), _NARROWEST), _BROADEST)
    matrix = _Matrix(
        rows,
        columns,
        row_label=cleaned(row_label),
        column_label=cleaned(column_label),
        value_label=cleaned(value_label),
        most=max((cell.count for cell in cells), default=0),
        pitch=pitch,
        top=_CAPTION + 12 + _LINE * max(len(_column_lines(head, pitch)) for head in columns),
    )
    svg = drawing(
        *_captions(matrix),
        *_row_heads(matrix),
        *_column_heads(matrix),
        *(_cell(cell, matrix) for cell in cells),
        tag("g", *_key(matrix), font_size=_SMALL, fill=color("muted"), aria_hidden="true"),
        width=matrix.width,
        height=matrix.bottom + _KEY,
        title=title,
        description=description,
        prefix=prefix,
    )
    heads = (cleaned(name_label), matrix.row_label, matrix.column_label, matrix.value_label)
    return Figure(svg, heads, tuple(_table_row(cell) for cell in cells))


def _captions(matrix: _Matrix) -> Iterator[Svg]:
    """What the rows and the columns are."""
    room = _HEADS - 2 * _SPACE
    for caption, x in ((cut(matrix.row_label, room, _SMALL), 0), (cut(matrix.column_label, room, _SMALL), _HEADS)):
        yield label(caption, x, _CAPTION, font_size=_SMALL, fill=color("muted"), aria_hidden="true")


def _row_heads(matrix: _Matrix) -> Iterator[Svg]:
    for position, head in enumerate(matrix.rows):
        lines = _lines(head, _HEADS - 16, lines=_ROW_LINES)
        middle = matrix.top + _ROW * position + (_ROW - _SPACE) / 2
        yield _head(head, lines, 0, middle - _LINE * len(lines) / 2, "start")


def _column_heads(matrix: _Matrix) -> Iterator[Svg]:
    """Names and meanings above the columns, all ending on one line."""
    for position, head in enumerate(matrix.columns):
        lines = _column_lines(head, matrix.pitch)
        x = _HEADS + matrix.pitch * position + (matrix.pitch - _SPACE) / 2
        yield _head(head, lines, x, matrix.top - 6 - _LINE * len(lines), "middle")


def _column_lines(head: Heading, pitch: float) -> tuple[tuple[str, bool], ...]:
    return _lines(head, pitch - _SPACE - 6, lines=_COLUMN_LINES)


def _lines(head: Heading, width: float, *, lines: int) -> tuple[tuple[str, bool], ...]:
    """The lines of a head, and which of them are its name."""
    meaning = wrapped(cleaned(head.meaning), width, _SMALL, lines=lines - 1) if head.meaning else ()
    name = wrapped(cleaned(head.name), width, _SIZE, lines=lines - len(meaning))
    return (*((line, True) for line in name), *((line, False) for line in meaning))


def _head(head: Heading, lines: tuple[tuple[str, bool], ...], x: float, top: float, anchor: str) -> Svg:
    texts = (
        label(
            line,
            x,
            top + _LINE * position + 12,
            font_size=_SIZE if is_name else _SMALL,
            fill=color("ink" if is_name else "muted"),
        )
        for position, (line, is_name) in enumerate(lines)
    )
    whole = ": ".join(filter(None, (isolated(head.name), isolated(head.meaning))))
    return tag("g", titled(whole, *texts), text_anchor=anchor, aria_hidden="true")


def _cell(cell: HeatCell, matrix: _Matrix) -> Svg:
    place = matrix.place(cell)
    step = heat_step(cell.count, matrix.most)
    said = "; ".join(
        (
            f"{isolated(cell.name)}, {isolated(matrix.value_label)}: {grouped(cell.count)}",
            f"{isolated(matrix.row_label)}: {isolated(cell.row)}",
            f"{isolated(matrix.column_label)}: {', '.join(map(isolated, cell.columns))}",
        )
    )
    ink = color(f"heat-ink-{step}" if step else "muted")
    name = cut(cleaned(cell.name), place.width - 12, _SMALL)
    return linked(
        cell.href,
        said,
        _swatch(place, step),
        label(name, place.x + 6, place.y + 14, font_size=_SMALL, fill=ink),
        label(
            grouped(cell.count),
            place.x + place.width / 2,
            place.y + 34,
            font_size=_COUNT,
            fill=ink,
            text_anchor="middle",
        ),
    )


def _swatch(place: Rect, step: int) -> Svg:
    paint = color(f"heat-{step}" if step else "paper")
    return rect(place, class_="hit", rx=3, fill=paint, stroke=color("line"))


def _key(matrix: _Matrix) -> Iterator[Svg]:
    """Which color stands for which counts."""
    x, base = float(_HEADS), matrix.bottom + 28
    ranges = [(0, "0"), *((step, _range(low, high)) for step, low, high in heat_steps(matrix.most))]
    for step, words in ranges:
        yield _swatch(Rect(x, base - 11, _SWATCH, _SWATCH), step)
        yield label(words, x + _SWATCH + 6, base)
        x += _SWATCH + 20 + text_width(words, _SMALL)
    yield label("blank: no such combination", x, base)


def _range(low: int, high: int) -> str:
    return grouped(low) if low == high else f"{grouped(low)}\N{EN DASH}{grouped(high)}"


def _table_row(cell: HeatCell) -> tuple[str, ...]:
    return (cleaned(cell.name), cleaned(cell.row), ", ".join(map(cleaned, cell.columns)), grouped(cell.count))

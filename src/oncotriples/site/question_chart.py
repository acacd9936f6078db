"""Which answers suit a chart, and that chart: a bar for each row."""

import re

from oncotriples.render.bar_chart import bar_chart
from oncotriples.render.bars import Bar
from oncotriples.render.question_view import AnswerTable
from oncotriples.render.views import Link, Text
from oncotriples.site.paths import to_root

__all__ = ["chart_of"]

_FEWEST, _MOST = 3, 60  # rows
_COUNT = re.compile("[0-9]{1,15}")


def chart_of(table: AnswerTable, *, title: str, path: str) -> str:
    """The chart as markup, or an empty text where the answer does not suit one.

    It does if the whole table has 3 to 60 rows, its first column names each row by a name of its own, and of the
    columns behind that the first one of whole numbers has more than one value, none below zero. ``path`` is that of
    the page, for the links.
    """
    if not table.columns or table.total != len(table.rows) or not _FEWEST <= table.total <= _MOST:
        return ""
    counted = next((place for place, column in enumerate(table.columns) if column.type == "integer"), 0)
    if not counted or table.columns[0].type not in ("iri", "text", "year"):
        return ""
    names = [row[0][0] for row in table.rows if len(row[0]) == 1]
    counts = [_count(row[counted]) for row in table.rows]
    if len({_name(name) for name in names} - {""}) < table.total or None in counts or len(set(counts)) == 1:
        return ""
    bars = [Bar(_name(name), count or 0, href=_href(name, path)) for name, count in zip(names, counts, strict=True)]
    named, number = table.columns[0].label, table.columns[counted].label
    return bar_chart(
        bars,
        title=title,
        description=f"A bar for each {named}; its length is the number of {number}. The table has the same numbers.",
        x_label=named,
        y_label=number,
        prefix="chart",
    ).svg


def _count(cell: tuple[Link | Text, ...]) -> int | None:
    """The number in a cell, if a bar can show it."""
    text = cell[0].text if len(cell) == 1 and isinstance(cell[0], Text) else ""
    return int(text) if _COUNT.fullmatch(text) else None


def _name(value: Link | Text) -> str:
    return value.label if isinstance(value, Link) else value.text


def _href(value: Link | Text, path: str) -> str:
    if isinstance(value, Text) or not value.href:
        return ""
    return value.href if value.is_foreign else to_root(path) + value.href

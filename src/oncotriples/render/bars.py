"""What a bar chart shows: values from 0 up, each of a year or a category."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil

from oncotriples.errors import InputError
from oncotriples.render.svg import Svg, grouped, isolated

__all__ = ["BARS_AT_MOST", "Bar", "ChartText", "Drawn", "Scale", "checked_bars", "scale", "with_missing_years"]

BARS_AT_MOST = 200
"""More than these nobody can look at; the table below the figure is the place for them."""

_YEAR = re.compile("[0-9]{4}")
_STEPS_AT_MOST = 6
_LARGEST = 1e15


@dataclass(frozen=True)
class Bar:
    """One bar. ``part`` is a share of ``value`` that is set apart at its foot."""

    label: str
    value: float
    part: float = 0
    href: str = ""


@dataclass(frozen=True)
class ChartText:
    """The words of a chart, cleaned: what the bars are of, what they count, and what their parts count, if anything."""

    x_label: str
    y_label: str
    part_label: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of the same numbers as a table."""
        return tuple(filter(None, (self.x_label, self.y_label, self.part_label)))

    def name(self, bar: Bar) -> str:
        """What a bar says, in words: “2013, articles: 90, cited as evidence: 2”."""
        part = f", {isolated(self.part_label)}: {grouped(bar.part)}" if self.part_label else ""
        return f"{isolated(bar.label)}, {isolated(self.y_label)}: {grouped(bar.value)}{part}"


@dataclass(frozen=True)
class Drawn:
    """The inside of a picture and its size in pixels."""

    content: tuple[Svg, ...]
    width: float
    height: float


@dataclass(frozen=True)
class Scale:
    """An axis from 0 to the last of its ``ticks``."""

    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """The place of a value on the axis, from 0 to 1."""
        return value / self.ticks[-1]


def with_missing_years(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    """The bars, labeled with years, in order of time, with an empty one for each year that is missing between them.

    Raises InputError for a label that is no year of four digits, or one that comes twice.
    """
    by_year: dict[int, Bar] = {}
    for bar in bars:
        if not _YEAR.fullmatch(bar.label) or int(bar.label) in by_year:
            raise InputError(
                f"the bar “{bar.label}” is not of a year of its own", mend="give one bar a year, labeled like 2013"
            )
        by_year[int(bar.label)] = bar
    if not by_year:
        return ()
    return tuple(by_year.get(year, Bar(str(year), 0)) for year in range(min(by_year), max(by_year) + 1))


def checked_bars(bars: Sequence[Bar]) -> None:
    """Make sure that the bars can be drawn. Raises InputError for none, too many, and values or parts out of range."""
    if not 0 < len(bars) <= BARS_AT_MOST:
        raise InputError(
            f"a chart of {len(bars)} bars", mend=f"chart 1 to {BARS_AT_MOST} of them; the others fit into a table"
        )
    for bar in bars:
        if not 0 <= bar.part <= bar.value <= _LARGEST:
            raise InputError(
                f"the bar “{bar.label}” has the value {bar.value}, of which {bar.part} is set apart",
                mend="a bar shows a number from 0 to 10^15, and a part that is no larger",
            )


def scale(bars: Iterable[Bar]) -> Scale:
    """An axis for these bars, of at most six steps of a round number: whole ones where all values are whole."""
    values = [bar.value for bar in bars]
    top = max(values)
    steps = (round_number * 10.0**power for power in count(-2) for round_number in (1, 2, 5))
    is_whole = all(value == int(value) for value in values)
    step = next(step for step in steps if step * _STEPS_AT_MOST >= top and (step >= 1 or not is_whole))
    return Scale(tuple(step * position for position in range(max(1, ceil(top / step)) + 1)))

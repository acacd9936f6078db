"""Numbers by category as bars: upright ones for years and short labels, lying ones where labels need room."""

import re
from collections.abc import Sequence
from itertools import pairwise

from oncotriples.render.bar_parts import LABEL_SIZE
from oncotriples.render.bars import Bar, ChartText, checked_bars
from oncotriples.render.figure import Figure, drawing
from oncotriples.render.fitting import text_width
from oncotriples.render.lying_bars import lying_bars
from oncotriples.render.svg import cleaned, grouped
from oncotriples.render.upright_bars import pitch, upright_bars

__all__ = ["bar_chart"]

_LABEL_GAP = 8
_THINNED = (1, 2, 5, 10, 20, 50, 100)
_NUMBER = re.compile("[0-9]{1,9}")


def bar_chart(
    bars: Sequence[Bar],
    *,
    title: str,
    description: str,
    x_label: str,
    y_label: str,
    prefix: str,
    part_label: str = "",
) -> Figure:
    """The bars in the order given. ``x_label`` says what each is of, ``y_label`` what it counts, ``part_label`` what
    its part counts.

    Labels that are numbers in sequence, such as years, are thinned out; all others are shown, beside lying bars where
    they do not fit below upright ones. ``prefix`` begins the ids. Raises InputError for no bars, more than
    ``BARS_AT_MOST``, and values that no bar can show; ValueError for parts without a label.
    """
    checked_bars(bars)
    if not part_label and any(bar.part for bar in bars):
        raise ValueError("the parts of the bars have no part_label")
    said = ChartText(cleaned(x_label), cleaned(y_label), cleaned(part_label))
    every = _every(bars)
    drawn = upright_bars(bars, said, every=every) if every else lying_bars(bars, said)
    svg = drawing(
        *drawn.content, width=drawn.width, height=drawn.height, title=title, description=description, prefix=prefix
    )
    return Figure(svg, said.columns, tuple(_row(bar, said) for bar in bars))


def _every(bars: Sequence[Bar]) -> int:
    """Upright bars have labels where the number on it can be divided by this; 0 where they have no room for theirs."""
    labels = [cleaned(bar.label) for bar in bars]
    room = pitch(len(bars))
    needed = max(text_width(label, LABEL_SIZE) for label in labels) + _LABEL_GAP
    if needed <= room:
        return 1
    if all(_NUMBER.fullmatch(label) for label in labels):
        numbers = [int(label) for label in labels]
        if all(after == before + 1 for before, after in pairwise(numbers)):
            return next((step for step in _THINNED if needed <= room * step), 0)
    return 0


def _row(bar: Bar, said: ChartText) -> tuple[str, ...]:
    row = (cleaned(bar.label), grouped(bar.value))
    return (*row, grouped(bar.part)) if said.part_label else row

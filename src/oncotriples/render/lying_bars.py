"""Lying bars, one below the other, for labels that need room."""

from collections.abc import Sequence

from oncotriples.render.bar_parts import LABEL_SIZE, bar_mark, key
from oncotriples.render.bars import Bar, ChartText, Drawn, Scale, scale
from oncotriples.render.colors import color
from oncotriples.render.fitting import cut, text_width
from oncotriples.render.svg import Rect, Svg, cleaned, grouped, label, number, tag

__all__ = ["lying_bars"]

_WIDTH = 760
_LABELS_AT_MOST = 300
_TOP, _ROW, _FILLED = 26, 24, 0.72  # pixels above the bars and for each of them; the share of these that it fills
_GAP = 8
_CAPTION_BASE = 12
_BASE = 16  # pixels from the top of a row to the line that its text stands on


def lying_bars(bars: Sequence[Bar], said: ChartText) -> Drawn:
    """The bars in rows, each with its label at the left, cut where it is too long, and its value at the right."""
    axis = scale(bars)
    labels = [cut(cleaned(bar.label), _LABELS_AT_MOST, LABEL_SIZE) for bar in bars]
    values = [grouped(bar.value) for bar in bars]
    caption = cut(said.x_label, _LABELS_AT_MOST, LABEL_SIZE)
    left = max(text_width(shown, LABEL_SIZE) for shown in (caption, *labels)) + _GAP
    longest = _WIDTH - left - _GAP - max(text_width(value, LABEL_SIZE) for value in values)
    marks, texts = [], []
    for position, bar in enumerate(bars):
        row = Rect(left, _TOP + _ROW * position, longest, _ROW)
        marks.append(_mark(bar, said, axis, row))
        texts.append(label(labels[position], left - _GAP, row.y + _BASE, text_anchor="end"))
        texts.append(label(values[position], left + longest * axis.share(bar.value) + _GAP, row.y + _BASE))
    bottom = _TOP + _ROW * len(bars)
    content = (
        label(caption, left - _GAP, _CAPTION_BASE, text_anchor="end", fill=color("muted"), aria_hidden="true"),
        key(said, left, _WIDTH - left),
        *marks,
        tag("path", d=f"M{number(left)} {_TOP}V{bottom}", fill="none", stroke=color("muted")),
        tag("g", *texts, aria_hidden="true"),
    )
    return Drawn(content, _WIDTH, bottom + 2)


def _mark(bar: Bar, said: ChartText, axis: Scale, row: Rect) -> Svg:
    height = row.height * _FILLED
    whole = Rect(row.x, row.y + (row.height - height) / 2, row.width * axis.share(bar.value), height)
    part = whole._replace(width=row.width * axis.share(bar.part))
    return bar_mark(bar, said, whole=whole, part=part, hit=row._replace(x=0, width=_WIDTH))

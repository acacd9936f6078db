"""Upright bars over an axis of years or short labels."""

from collections.abc import Iterable, Iterator, Sequence

from oncotriples.render.bar_parts import LABEL_SIZE, bar_mark, key
from oncotriples.render.bars import Bar, ChartText, Drawn, Scale, scale
from oncotriples.render.colors import color
from oncotriples.render.fitting import cut, text_width
from oncotriples.render.svg import Rect, Svg, cleaned, grouped, label, number, tag

__all__ = ["pitch", "upright_bars"]

_WIDTH = 840  # pixels that bars get together, where they can
_NARROWEST, _BROADEST, _FILLED = 9, 72, 0.72  # pixels that a bar has with the space beside it; its share of them
_TOP, _HIGH = 36, 200
_BASE = _TOP + _HIGH
_GAP, _MARGIN = 8, 16
_LABELS_BELOW, _CAPTION_BELOW, _END_BELOW = 18, 40, 46


def pitch(bars: int) -> float:
    """The pixels that each of so many bars has, with the space beside it."""
    return min(max(_WIDTH / bars, _NARROWEST), _BROADEST)


def upright_bars(bars: Sequence[Bar], said: ChartText, *, every: int) -> Drawn:
    """The bars, labeled where the number on the label can be divided by ``every``, all of them if that is 1.

    Each bears its value where all of them have room; else there are lines to read it off.
    """
    axis, step = scale(bars), pitch(len(bars))
    has_values = _widest(bar.value for bar in bars) + _GAP <= step
    left = 0 if has_values else _widest(axis.ticks) + _GAP
    right = left + max(step * len(bars), _WIDTH / 2)
    marks, texts = [], []
    for position, bar in enumerate(bars):
        place = Rect(left + step * position, _TOP, step, _HIGH)
        marks.append(_mark(bar, said, axis, place))
        if has_values:
            texts.append(_centered(grouped(bar.value), place, _y(axis, bar.value) - 6))
        if every == 1 or int(bar.label) % every == 0:
            texts.append(_centered(cleaned(bar.label), place, _BASE + _LABELS_BELOW))
    caption = cut(said.x_label, right - left, LABEL_SIZE)
    content = (
        key(said, 0, right),
        *([] if has_values else _lines(axis, left, right)),
        *marks,
        _line(left, right, _BASE, "muted"),
        tag("g", *texts, aria_hidden="true"),
        label(caption, right, _BASE + _CAPTION_BELOW, text_anchor="end", fill=color("muted"), aria_hidden="true"),
    )
    return Drawn(content, right + _MARGIN, _BASE + _END_BELOW)


def _mark(bar: Bar, said: ChartText, axis: Scale, place: Rect) -> Svg:
    width = place.width * _FILLED
    x = place.x + (place.width - width) / 2
    top, part_top = _y(axis, bar.value), _y(axis, bar.part)
    return bar_mark(
        bar,
        said,
        whole=Rect(x, top, width, _BASE - top),
        part=Rect(x, part_top, width, _BASE - part_top),
        hit=place,
    )


def _lines(axis: Scale, left: float, right: float) -> Iterator[Svg]:
    """A line and its number at each tick."""
    for tick in axis.ticks:
        y = _y(axis, tick)
        yield _line(left, right, y, "line")
        yield label(grouped(tick), left - _GAP, y + 4, text_anchor="end", fill=color("muted"), aria_hidden="true")


def _line(left: float, right: float, y: float, paint: str) -> Svg:
    return tag("path", d=f"M{number(left)} {number(y)}H{number(right)}", fill="none", stroke=color(paint))


def _centered(content: str, place: Rect, y: float) -> Svg:
    return label(content, place.x + place.width / 2, y, text_anchor="middle")


def _y(axis: Scale, value: float) -> float:
    return _BASE - _HIGH * axis.share(value)


def _widest(values: Iterable[float]) -> float:
    return max(text_width(grouped(value), LABEL_SIZE) for value in values)

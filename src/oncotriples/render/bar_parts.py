"""What upright and lying bars have in common: the key above them, and how one bar is made."""

from collections.abc import Iterator

from oncotriples.render.bars import Bar, ChartText
from oncotriples.render.colors import color
from oncotriples.render.figure import linked
from oncotriples.render.fitting import cut, text_width
from oncotriples.render.svg import Rect, Svg, label, rect, tag

__all__ = ["LABEL_SIZE", "bar_mark", "key"]

LABEL_SIZE = 12
"""Font size of all text of a bar chart, in pixels."""

_SWATCH, _SPACE = 10, 6
_BASE = 12  # pixels from the top to the line that text stands on


def key(said: ChartText, left: float, width: float) -> Svg:
    """A line at the top of a chart that tells what its bars count, with their colors where they have parts."""
    if not said.part_label:
        return tag(
            "g", label(cut(said.y_label, width, LABEL_SIZE), left, _BASE), fill=color("muted"), aria_hidden="true"
        )
    return tag("g", *_swatches(said, left, width), aria_hidden="true")


def _swatches(said: ChartText, left: float, width: float) -> Iterator[Svg]:
    room = width / 2 - _SWATCH - 4 * _SPACE
    for words, paint in ((said.y_label, "bar"), (said.part_label, "bar-part")):
        shown = cut(words, room, LABEL_SIZE)
        yield rect(Rect(left, _BASE - _SWATCH + 1, _SWATCH, _SWATCH), fill=color(paint))
        yield label(shown, left + _SWATCH + _SPACE, _BASE, fill=color("muted"))
        left += _SWATCH + 4 * _SPACE + text_width(shown, LABEL_SIZE)


def bar_mark(bar: Bar, said: ChartText, *, whole: Rect, part: Rect, hit: Rect) -> Svg:
    """One bar, and around it the room in which a pointer or finger finds it."""
    shapes = [rect(hit, class_="hit", fill="none", pointer_events="all")]
    if bar.value:
        shapes.append(rect(whole, class_="bar", fill=color("bar")))
    if bar.part:
        shapes.append(rect(part, class_="bar-part", fill=color("bar-part")))
    return linked(bar.href, said.name(bar), *shapes)

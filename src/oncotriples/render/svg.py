"""Write SVG: elements, numbers and text that nobody can break out of.

Labels come from documents and from strangers' graphs. They are escaped here and nowhere else: an element takes only
what ``tag`` and ``text`` made, and a plain string where markup is due is a type error.
"""

import re
from math import isfinite
from typing import NamedTuple, NewType
from xml.sax.saxutils import escape

__all__ = ["Rect", "Svg", "cleaned", "grouped", "isolated", "label", "number", "rect", "safe_href", "tag", "text"]

Svg = NewType("Svg", str)
"""Markup that is ready to be put into a page."""


class Rect(NamedTuple):
    """A place in a picture, in pixels from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height


# What neither XML nor HTML may hold: most control characters, halves of pairs, code points that are no characters.
_NO_CHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_UNWRITABLE = re.compile(f"[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]")
# Marks that turn the direction of all that follows, even beyond the label.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_FIRST_STRONG, _END = "\u2068", "\u2069"


def cleaned(label: str) -> str:
    """The label on one line, without what cannot be written or turns the direction of its surroundings."""
    return _SPACE.sub(" ", _TURNING.sub("", _UNWRITABLE.sub("\ufffd", label))).strip()


def isolated(label: str) -> str:
    """The label, cleaned, to be put into a sentence: one from right to left does not reorder the words around it."""
    clean = cleaned(label)
    return f"{_FIRST_STRONG}{clean}{_END}" if _RIGHT_TO_LEFT.search(clean) else clean


def number(value: float) -> str:
    """A length with at most two decimals, and no negative zero. Raises ValueError for NaN and infinity."""
    if not isfinite(value):
        raise ValueError(f"{value} is no length")
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def grouped(value: float) -> str:
    """A number for people: ``8,372``, ``0.25``."""
    whole, _, decimals = number(value).partition(".")
    return f"{int(whole):,}.{decimals}" if decimals else f"{int(whole):,}"


def safe_href(href: str) -> str:
    """The address, if a click on it does no more than open a page: relative, http or https. Else an empty text."""
    bare = "".join(char for char in _UNWRITABLE.sub("", href) if char > " ")
    scheme = _SCHEME.match(bare)
    return bare if scheme is None or scheme[1].lower() in {"http", "https"} else ""


def text(content: str) -> Svg:
    """Text of an element."""
    return Svg(escape(content))


def tag(name: str, *children: Svg, **attributes: str | float) -> Svg:
    """An element. In the attributes' names ``_`` stands for ``-``, and one at the end is dropped: ``class_="box"``."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"' for key, value in attributes.items()
    )
    inner = "".join(children)
    return Svg(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def rect(place: Rect, **attributes: str | float) -> Svg:
    """A rectangle."""
    return tag("rect", x=place.x, y=place.y, width=place.width, height=place.height, **attributes)


def label(content: str, x: float, y: float, **attributes: str | float) -> Svg:
    """One line of text, standing on ``y``."""
    return tag("text", text(content), x=x, y=y, **attributes)


def _attribute(value: str | float) -> str:
    return escape(value, {'"': "&quot;"}) if isinstance(value, str) else number(value)

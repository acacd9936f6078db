"""A picture and the same numbers as a table."""

import re
from dataclasses import dataclass
from math import ceil

from oncotriples.render.colors import color
from oncotriples.render.svg import Svg, cleaned, safe_href, tag, text

__all__ = ["Figure", "drawing", "linked", "titled"]

_PREFIX = re.compile("[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Figure:
    """A picture with its text alternative.

    ``svg`` goes into a page as it is. ``columns`` and ``rows`` are plain text, to be escaped by whoever shows them as a
    table: all that the picture shows, in full.
    """

    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def drawing(*content: Svg, width: float, height: float, title: str, description: str, prefix: str) -> Svg:
    """A whole ``svg`` element of that size in pixels, with its name and description for those who do not see it.

    ``prefix`` begins its ids, so that a page can hold several. A figure without links is one image; one with links is
    a group, because nobody can reach what is inside an image. Raises ValueError for a prefix that cannot begin an id.
    """
    # Text is escaped, so this can only be an element.
    has_links = any("<a " in part for part in content)
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"“{prefix}” cannot begin an id: small letters, digits and hyphens")
    return tag(
        "svg",
        tag("title", text(cleaned(title)), id=f"{prefix}-title"),
        tag("desc", text(cleaned(description)), id=f"{prefix}-desc"),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        class_="figure-svg",
        width=ceil(width),
        height=ceil(height),
        viewBox=f"0 0 {ceil(width)} {ceil(height)}",
        role="group" if has_links else "img",
        aria_labelledby=f"{prefix}-title",
        aria_describedby=f"{prefix}-desc",
        font_size=12,
        fill=color("ink"),
    )


def titled(name: str, *content: Svg) -> Svg:
    """A part of a picture that tells its name, in full, to whoever points at it."""
    return tag("g", tag("title", text(name)), *content)


def linked(href: str, name: str, *content: Svg) -> Svg:
    """The same, and a link; without one where there is no address, or one that does more than open a page."""
    address = safe_href(href)
    return tag("a", tag("title", text(name)), *content, href=address) if address else titled(name, *content)

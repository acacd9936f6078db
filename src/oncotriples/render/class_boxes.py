"""What a class diagram shows: classes with the number of their instances, and the properties that lead between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from oncotriples.errors import InputError

__all__ = ["BOXES_AT_MOST", "LINKS_AT_MOST", "ClassBox", "ClassLink", "checked_diagram"]

BOXES_AT_MOST = 60
"""More boxes nobody can find their way in."""

LINKS_AT_MOST = 120
"""More arrows nobody can follow."""


@dataclass(frozen=True)
class ClassBox:
    """A class, the position of its column, and the number of its instances."""

    name: str
    column: int
    count: int
    href: str = ""


@dataclass(frozen=True)
class ClassLink:
    """A property that leads so often from instances of a class to those of another, or of the same."""

    source: str
    name: str
    target: str
    count: int


def checked_diagram(columns: Sequence[str], boxes: Sequence[ClassBox], links: Sequence[ClassLink]) -> None:
    """Make sure that the diagram can be drawn.

    Raises InputError for no boxes or too many, too many links, two boxes of one name, one in a column that is not
    there, and a link from or to a box that is not there.
    """
    if not 0 < len(boxes) <= BOXES_AT_MOST or len(links) > LINKS_AT_MOST:
        raise InputError(
            f"a diagram of {len(boxes)} classes and {len(links)} links",
            mend=f"choose 1 to {BOXES_AT_MOST} classes and up to {LINKS_AT_MOST} links that matter",
        )
    names: set[str] = set()
    for box in boxes:
        if not 0 <= box.column < len(columns):
            raise InputError(
                f"the box “{box.name}” is in column {box.column} of {len(columns)}", mend="columns are counted from 0"
            )
        if box.name in names:
            raise InputError(f"two boxes of a diagram are both “{box.name}”", mend="give each class one box")
        names.add(box.name)
    for link in links:
        if not {link.source, link.target} <= names:
            raise InputError(
                f"the link “{link.name}” leads from “{link.source}” to “{link.target}”, which are not both boxes",
                mend="add the missing class, or leave the link out",
            )

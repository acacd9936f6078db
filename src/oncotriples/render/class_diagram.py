"""The classes of a graph as boxes in columns, with arrows for the properties that lead from one to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from oncotriples.render.class_boxes import ClassBox, ClassLink, checked_diagram
from oncotriples.render.colors import color
from oncotriples.render.diagram_layout import Point, arranged
from oncotriples.render.figure import Figure, drawing, linked, titled
from oncotriples.render.fitting import cut, text_width
from oncotriples.render.stacking import HEAD, ROW, Arrow, Node
from oncotriples.render.svg import Rect, Svg, cleaned, grouped, isolated, label, number, rect, tag, text

__all__ = ["class_diagram"]

_NAME, _SMALL = 12, 11  # font sizes
_NARROWEST, _BROADEST = 100, 190  # pixels of a column
_PAD, _GAP = 7, 8
_TOP, _CAPTION = 34, 12
_BEND, _POINT = 4, 6  # radius of a corner, length of an arrow's point
_EDGE = 1  # pixels around, for lines at the edge


@dataclass(frozen=True)
class _Class:
    """A box and the links that leave it, one a row."""

    box: ClassBox
    links: tuple[ClassLink, ...]

    @property
    def breadth(self) -> float:
        """The pixels that all of its text needs side by side."""
        prefix, local = _split(self.box.name)
        head = text_width(prefix, _SMALL) + _GAP + text_width(grouped(self.box.count), _SMALL)
        rows = (
            text_width(cleaned(link.name), _SMALL) + _GAP + text_width(grouped(link.count), _SMALL)
            for link in self.links
        )
        return max(text_width(local, _NAME, bold=True), head, *rows) + 2 * _PAD


def class_diagram(
    columns: Sequence[str],
    boxes: Sequence[ClassBox],
    links: Sequence[ClassLink],
    *,
    title: str,
    description: str,
    prefix: str,
) -> Figure:
    """A box for each class, those of one column in the order given, and in it a row for each link, from which the arrow
    leaves. ``columns`` are the captions of the columns; ``prefix`` begins the ids.

    Raises InputError for a diagram that cannot be drawn, see ``checked_diagram``.
    """
    checked_diagram(columns, boxes, links)
    classes = [_Class(box, tuple(link for link in links if link.source == box.name)) for box in boxes]
    places = {box.name: index for index, box in enumerate(boxes)}
    leaving = [(link, row) for each in classes for row, link in enumerate(each.links)]
    layout = arranged(
        [Node(each.box.column, len(each.links)) for each in classes],
        [Arrow(places[link.source], row, places[link.target]) for link, row in leaving],
        [_breadth(classes, column) for column in range(len(columns))],
    )
    content = (
        *(_box(each.box, place) for each, place in zip(classes, layout.boxes, strict=True)),
        *(
            _link(link, row, layout.boxes[places[link.source]], way)
            for (link, row), way in zip(leaving, layout.ways, strict=True)
        ),
    )
    svg = drawing(
        *_captions(columns, [*layout.columns, layout.width]),
        tag("g", *content, transform=f"translate({_EDGE} {_TOP})"),
        width=layout.width + 2 * _EDGE,
        height=layout.height + _TOP + _EDGE,
        title=title,
        description=description,
        prefix=prefix,
    )
    heads = ("class", "instances", "property", "class it leads to", "times")
    return Figure(svg, heads, tuple(row for each in classes for row in _table_rows(each)))


def _breadth(classes: Sequence[_Class], column: int) -> float:
    needed = max((each.breadth for each in classes if each.box.column == column), default=0)
    return min(max(needed, _NARROWEST), _BROADEST)


def _captions(captions: Sequence[str], edges: Sequence[float]) -> Iterator[Svg]:
    """Each from the left edge of its column, and cut before the next."""
    for caption, (x, end) in zip(captions, pairwise(edges), strict=True):
        shown = cut(cleaned(caption), end - x - _GAP, _SMALL)
        yield label(shown, x, _CAPTION, font_size=_SMALL, fill=color("muted"), aria_hidden="true")


def _box(box: ClassBox, place: Rect) -> Svg:
    """The box with the class's name and the number of its instances."""
    prefix, local = _split(box.name)
    room = place.width - 2 * _PAD
    count = grouped(box.count)
    shown = cut(prefix, room - _GAP - text_width(count, _SMALL), _SMALL)
    texts = (
        label(shown, place.x + _PAD, place.y + 15, font_size=_SMALL, fill=color("muted")),
        label(count, place.right - _PAD, place.y + 15, font_size=_SMALL, fill=color("muted"), text_anchor="end"),
        label(cut(local, room, _NAME, bold=True), place.x + _PAD, place.y + 31, font_weight=600),
    )
    return tag(
        "g",
        rect(place, class_="box", rx=4, fill=color("paper"), stroke=color("muted")),
        linked(
            box.href,
            f"{isolated(box.name)}, instances: {count}",
            rect(place._replace(height=min(place.height, HEAD)), class_="hit", rx=4, fill="none", pointer_events="all"),
            *texts,
        ),
    )


def _link(link: ClassLink, row: int, source: Rect, way: Sequence[Point]) -> Svg:
    """The row of a property in its box, and its arrow."""
    base = source.y + HEAD + ROW * row + 13
    count = grouped(link.count)
    room = source.width - 2 * _PAD - _GAP - text_width(count, _SMALL)
    prefix, local = _split(cut(cleaned(link.name), room, _SMALL))
    return tag(
        "g",
        titled(
            f"{isolated(link.source)} {isolated(link.name)} {isolated(link.target)}, times: {count}",
            tag("path", d=_path(way), class_="edge", fill="none", stroke=color("muted")),
            tag("path", d=_point(way), class_="point", fill=color("muted")),
            tag(
                "text",
                *([tag("tspan", text(prefix), fill=color("muted"))] if prefix else []),
                text(local),
                x=source.x + _PAD,
                y=base,
                font_size=_SMALL,
            ),
            label(count, source.right - _PAD, base, font_size=_SMALL, fill=color("muted"), text_anchor="end"),
        ),
        class_="link",
        aria_hidden="true",
    )


def _split(name: str) -> tuple[str, str]:
    """The prefix with its colon, and the local name."""
    prefix, colon, local = cleaned(name).rpartition(":")
    return prefix + colon, local


def _path(way: Sequence[Point]) -> str:
    """The line, with round corners, up to the point of the arrow."""
    (before_x, _), (last_x, last_y) = way[-2:]
    points = [*way[:-1], (last_x - _POINT if last_x > before_x else last_x + _POINT, last_y)]
    bends = "".join(
        f"L{_at(_toward(corner, before))}Q{_at(corner)} {_at(_toward(corner, after))}"
        for before, corner, after in zip(points, points[1:], points[2:], strict=False)
    )
    return f"M{_at(points[0])}{bends}L{_at(points[-1])}"


def _toward(corner: Point, other: Point) -> Point:
    """Where the bend at a corner begins or ends: on the way to the next corner, at most halfway."""
    (x, y), (other_x, other_y) = corner, other
    length = abs(other_x - x) + abs(other_y - y)  # one of them is 0
    share = min(_BEND / length, 0.5) if length else 0
    return x + (other_x - x) * share, y + (other_y - y) * share


def _point(way: Sequence[Point]) -> str:
    """The head of the arrow."""
    (before_x, _), (x, y) = way[-2:]
    back = x - _POINT if x > before_x else x + _POINT
    return f"M{_at((x, y))}L{_at((back, y - _POINT / 2))}V{number(y + _POINT / 2)}Z"


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _table_rows(each: _Class) -> Iterator[tuple[str, ...]]:
    box = (cleaned(each.box.name), grouped(each.box.count))
    if not each.links:
        yield *box, "", "", ""
    for link in each.links:
        yield *box, cleaned(link.name), cleaned(link.target), grouped(link.count)

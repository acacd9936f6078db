"""Where the boxes of a diagram stand and which way its arrows take, so that nothing lies on anything else.

Boxes stand in columns. Arrows run in the gutters between the columns, and cross a column in lanes between its boxes.
Each arrow leaves from a row of its own in its box, where its label stands, so that no label needs room on the way.

The order of columns and boxes is the caller's, because readers look for a box where they saw it last; lanes and tracks
are chosen here, to keep crossings few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oncotriples.render.stacking import Arrow, Node, stacked
from oncotriples.render.svg import Rect
from oncotriples.render.tracks import Run, tracks

__all__ = ["Layout", "Point", "arranged"]

Point = tuple[float, float]
"""In pixels from the upper left corner."""

_TRACK, _MARGIN = 7.0, 12.0  # between arrows side by side in a gutter, and between these and the boxes


@dataclass(frozen=True)
class Layout:
    """A place for each node, the corners of each arrow's way, the left edge of each column, and the size of all."""

    boxes: tuple[Rect, ...]
    ways: tuple[tuple[Point, ...], ...]
    columns: tuple[float, ...]
    width: float
    height: float


@dataclass(frozen=True)
class _Hop:
    """What an arrow does in a gutter: it comes and goes at these heights, from and to the column at these sides."""

    gutter: int
    comes: float
    goes: float
    from_left: bool
    to_left: bool

    @property
    def run(self) -> Run | None:
        """The upright piece, where there is one."""
        if self.comes == self.goes and self.from_left != self.to_left:
            return None
        ends = ((self.comes, self.from_left), (self.goes, self.to_left))
        return Run(tuple(y for y, is_left in ends if is_left), tuple(y for y, is_left in ends if not is_left))


def arranged(nodes: Sequence[Node], arrows: Sequence[Arrow], widths: Sequence[float]) -> Layout:
    """The layout of these boxes, those of one column in their order; ``widths`` are those of the columns in pixels."""
    stack = stacked(nodes, arrows)
    hops = [tuple(_hops(nodes, arrow, stops)) for arrow, stops in zip(arrows, stack.stops, strict=True)]
    columns: list[float] = []
    upright: list[dict[int, float]] = []  # for each gutter: arrow → x of its upright piece
    x = 0.0
    for gutter in range(len(widths) + 1):
        here = ((index, hop.run) for index, way in enumerate(hops) for hop in way if hop.gutter == gutter)
        runs = {index: run for index, run in here if run}
        taken = tracks(runs)
        upright.append({index: x + _MARGIN + _TRACK * track for index, track in taken.items()})
        if taken:
            x += 2 * _MARGIN + _TRACK * max(taken.values())
        elif 0 < gutter < len(widths):
            x += 2 * _MARGIN
        if gutter < len(widths):
            columns.append(x)
            x += widths[gutter]
    boxes = tuple(
        Rect(columns[node.column], top, widths[node.column], node.height)
        for node, top in zip(nodes, stack.tops, strict=True)
    )
    ways = tuple(
        tuple(_way(boxes[arrow.source], boxes[arrow.target], way, [upright[hop.gutter].get(index) for hop in way]))
        for index, (arrow, way) in enumerate(zip(arrows, hops, strict=True))
    )
    return Layout(boxes, ways, tuple(columns), x, stack.height)


def _hops(nodes: Sequence[Node], arrow: Arrow, stops: Sequence[float]) -> Iterator[_Hop]:
    """From gutter to gutter. An arrow inside its column goes out and in again at the right."""
    source, target = nodes[arrow.source].column, nodes[arrow.target].column
    is_back = target < source
    for passed in range(len(stops) - 1):
        yield _Hop(
            source - passed if is_back else source + 1 + passed,
            stops[passed],
            stops[passed + 1],
            from_left=not is_back,
            to_left=target <= source,
        )


def _way(source: Rect, target: Rect, hops: Sequence[_Hop], xs: Sequence[float | None]) -> Iterator[Point]:
    """The corners, between the ends at the two boxes."""
    yield (source.right if hops[0].from_left else source.x), hops[0].comes
    for hop, x in zip(hops, xs, strict=True):
        if x is not None:
            yield x, hop.comes
            yield x, hop.goes
    yield (target.right if hops[-1].to_left else target.x), hops[-1].goes

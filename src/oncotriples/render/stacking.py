"""How high the boxes of a diagram stand in their columns, and at which heights its arrows leave, pass and arrive."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["HEAD", "ROW", "Arrow", "Node", "Stack", "stacked"]

HEAD = 40.0
"""Pixels of a box above its rows."""

ROW = 18.0
"""Pixels of a row."""

_FOOT = 4.0  # below the rows
_GAP, _LANE = 20.0, 10.0  # between the boxes of a column, and more for each arrow that passes there
_PORT = 8.0  # between arrows that arrive at one side of a box

_Gap = tuple[int, int]  # a column, and how many of its boxes are above


@dataclass(frozen=True)
class Node:
    """A box: its column, and how many rows it has."""

    column: int
    rows: int

    @property
    def height(self) -> float:
        """Its height in pixels."""
        return HEAD + ROW * self.rows + _FOOT * bool(self.rows)


@dataclass(frozen=True)
class Arrow:
    """From a row of a node to another node, or to the same. Nodes and rows are given by their positions."""

    source: int
    row: int
    target: int


@dataclass(frozen=True)
class Stack:
    """The upper edge of each node, the height of all, and for each arrow the heights at which it leaves its row, passes
    the columns between, and arrives.
    """

    tops: tuple[float, ...]
    height: float
    stops: tuple[tuple[float, ...], ...]


def stacked(nodes: Sequence[Node], arrows: Sequence[Arrow]) -> Stack:
    """The nodes of each column one below the other in their order, with lanes between them for the arrows that pass."""
    bare = _spread(nodes, {})
    passed = [tuple(_gaps(nodes, arrow, bare)) for arrow in arrows]
    spread = _spread(nodes, Counter(gap for gaps in passed for gap in gaps))
    leaving = [spread.tops[arrow.source] + HEAD + ROW * (arrow.row + 0.5) for arrow in arrows]
    order = sorted(range(len(arrows)), key=lambda index: (leaving[index], spread.tops[arrows[index].target], index))
    free = {gap: iter(heights) for gap, heights in spread.lanes.items()}
    stops = {index: [leaving[index], *(next(free[gap]) for gap in passed[index])] for index in order}
    for users in _arriving(nodes, arrows):
        distance = min(_PORT, (HEAD - _PORT) / len(users))
        for position, index in enumerate(sorted(users, key=lambda index: (stops[index][-1], index))):
            middle = spread.tops[arrows[index].target] + HEAD / 2
            stops[index].append(middle + distance * (position - (len(users) - 1) / 2))
    return Stack(spread.tops, spread.height, tuple(tuple(stops[index]) for index in range(len(arrows))))


@dataclass(frozen=True)
class _Spread:
    """The upper edge of each node, the middle of each gap, the heights of the lanes in it, and the height of all."""

    tops: tuple[float, ...]
    middles: Mapping[_Gap, float]
    lanes: Mapping[_Gap, tuple[float, ...]]
    height: float


def _spread(nodes: Sequence[Node], busy: Mapping[_Gap, int]) -> _Spread:
    """The columns, centered beside each other, with room for so many lanes in their gaps."""
    tops: dict[int, float] = {}
    gaps: dict[_Gap, tuple[float, float]] = {}
    heights: dict[int, float] = {}
    for column in range(max(node.column for node in nodes) + 1):
        y, above = 0.0, 0
        for index in [index for index, node in enumerate(nodes) if node.column == column]:
            gaps[column, above] = (y, y + _GAP * bool(above) + _LANE * busy.get((column, above), 0))
            tops[index] = gaps[column, above][1]
            y, above = tops[index] + nodes[index].height, above + 1
        gaps[column, above] = (y, y + _LANE * busy.get((column, above), 0))
        heights[column] = gaps[column, above][1]
    height = max(heights.values())
    down = {column: (height - heights[column]) / 2 for column in heights}
    middles = {gap: down[gap[0]] + (top + bottom) / 2 for gap, (top, bottom) in gaps.items()}
    lanes = {
        gap: tuple(middle + _LANE * (lane - (busy.get(gap, 0) - 1) / 2) for lane in range(busy.get(gap, 0)))
        for gap, middle in middles.items()
    }
    return _Spread(tuple(down[node.column] + tops[index] for index, node in enumerate(nodes)), middles, lanes, height)


def _gaps(nodes: Sequence[Node], arrow: Arrow, bare: _Spread) -> Iterator[_Gap]:
    """The gap of each column between its two that lies nearest to the straight line."""
    source, target = nodes[arrow.source].column, nodes[arrow.target].column
    begin = bare.tops[arrow.source] + HEAD + ROW * (arrow.row + 0.5)
    end = bare.tops[arrow.target] + HEAD / 2
    step = 1 if target > source else -1
    for column in range(source + step, target, step):
        straight = begin + (end - begin) * (column - source) / (target - source)
        middles = {gap: middle for gap, middle in bare.middles.items() if gap[0] == column}
        yield min(middles, key=lambda gap: (abs(middles[gap] - straight), gap))


def _arriving(nodes: Sequence[Node], arrows: Sequence[Arrow]) -> list[list[int]]:
    """The arrows that arrive at each side of a node: at its left from columns before it, at its right all others."""
    sides: dict[tuple[int, bool], list[int]] = {}
    for index, arrow in enumerate(arrows):
        from_left = nodes[arrow.source].column < nodes[arrow.target].column
        sides.setdefault((arrow.target, from_left), []).append(index)
    return list(sides.values())

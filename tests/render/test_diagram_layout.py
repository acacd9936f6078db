"""Boxes and arrows: nothing lies on anything else."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.render.diagram_layout import Layout, Point, arranged
from oncotriples.render.stacking import HEAD, ROW, Arrow, Node
from oncotriples.render.svg import Rect
from oncotriples.render.tracks import Run, tracks

Piece = tuple[Point, Point]

# As the README draws the graph: a claim, what it is about, its level, where it stands, and what it rests on.
_COLUMNS = [0, *[1] * 5, 2, *[3] * 5, *[4] * 3]
_LINKS = [
    *[(0, target) for target in (1, 2, 3, 4, 5, 6, 7, 8, 12, 14)],
    *[(2, 1), (4, 3), (7, 9), (9, 10), (10, 11), (12, 13), (13, 14), (12, 7), (7, 1)],
]


def laid_out(columns: list[int], links: list[tuple[int, int]]) -> tuple[list[Node], list[Arrow], Layout]:
    rows: dict[int, int] = {}
    arrows = []
    for source, target in sorted(links):
        arrows.append(Arrow(source, rows.setdefault(source, 0), target))
        rows[source] += 1
    nodes = [Node(column, rows.get(index, 0)) for index, column in enumerate(columns)]
    return nodes, arrows, arranged(nodes, arrows, [120.0] * (max(columns) + 1))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int]]]:
    columns = draw(st.lists(st.integers(0, 4), min_size=1, max_size=12))
    index = st.integers(0, len(columns) - 1)
    return columns, draw(st.lists(st.tuples(index, index), max_size=20))


def pieces(way: tuple[Point, ...]) -> list[Piece]:
    return [(begin, end) for begin, end in pairwise(way) if begin != end]


def is_inside(piece: Piece, box: Rect) -> bool:
    """Whether a piece of a way runs through the inside of a box; its edges are not inside."""
    (x, y), (end_x, end_y) = piece
    return (
        min(x, end_x) < box.right - 0.01
        and max(x, end_x) > box.x + 0.01
        and min(y, end_y) < box.bottom - 0.01
        and max(y, end_y) > box.y + 0.01
    )


def is_along(one: Piece, other: Piece) -> bool:
    """Whether two pieces run along each other, less than three pixels apart."""
    for axis in (0, 1):
        across = 1 - axis
        if one[0][across] == one[1][across] and other[0][across] == other[1][across]:
            low = max(min(one[0][axis], one[1][axis]), min(other[0][axis], other[1][axis]))
            high = min(max(one[0][axis], one[1][axis]), max(other[0][axis], other[1][axis]))
            return abs(one[0][across] - other[0][across]) < 3 and high - low > 0.01
    return False


@given(graphs())
def test_no_boxes_overlap_and_no_arrow_runs_through_one(graph: tuple[list[int], list[tuple[int, int]]]) -> None:
    _, _, layout = laid_out(*graph)
    for one, other in combinations(layout.boxes, 2):
        assert one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y
    for way in layout.ways:
        for piece in pieces(way):
            assert not any(is_inside(piece, box) for box in layout.boxes)


@given(graphs())
def test_arrows_lead_from_their_rows_to_the_heads_of_their_targets(
    graph: tuple[list[int], list[tuple[int, int]]],
) -> None:
    _, arrows, layout = laid_out(*graph)
    for arrow, way in zip(arrows, layout.ways, strict=True):
        source, target = layout.boxes[arrow.source], layout.boxes[arrow.target]
        assert way[0][0] in {source.x, source.right}
        assert way[0][1] == pytest.approx(source.y + HEAD + ROW * (arrow.row + 0.5))
        assert way[-1][0] in {target.x, target.right}
        assert target.y < way[-1][1] < target.y + HEAD
        assert all(begin[0] == end[0] or begin[1] == end[1] for begin, end in pairwise(way))
        assert way[-2][1] == way[-1][1]


@given(graphs())
def test_all_is_inside_the_picture(graph: tuple[list[int], list[tuple[int, int]]]) -> None:
    _, _, layout = laid_out(*graph)
    points = [point for way in layout.ways for point in way]
    points += [corner for box in layout.boxes for corner in ((box.x, box.y), (box.right, box.bottom))]
    assert all(-0.01 <= x <= layout.width + 0.01 and -0.01 <= y <= layout.height + 0.01 for x, y in points)


def test_in_the_diagram_of_the_graph_no_two_arrows_run_along_each_other() -> None:
    _, _, layout = laid_out(_COLUMNS, _LINKS)
    assert len(layout.ways) == len(_LINKS)
    for one, other in combinations(layout.ways, 2):
        assert not any(is_along(piece, against) for piece in pieces(one) for against in pieces(other))


def test_boxes_of_a_column_keep_their_order() -> None:
    _, _, layout = laid_out([0, 1, 1, 1], [(0, 3), (0, 2), (0, 1)])
    tops = [box.y for box in layout.boxes[1:]]
    assert tops == sorted(tops)


def test_an_arrow_to_a_far_column_passes_between_the_boxes_of_the_near_one() -> None:
    _, _, layout = laid_out([0, 1, 1, 2], [(0, 3)])
    first, second = layout.boxes[1:3]
    lanes = {y for (x, y), (end_x, _) in pairwise(layout.ways[0]) if x <= first.x and end_x >= first.right}
    assert len(lanes) == 1
    assert first.bottom < lanes.pop() < second.y


def test_an_arrow_to_its_own_box_leaves_and_arrives_at_the_right() -> None:
    _, _, layout = laid_out([0], [(0, 0)])
    box, way = layout.boxes[0], layout.ways[0]
    assert way[0][0] == way[-1][0] == box.right
    assert way[1][0] > box.right


def test_tracks_that_need_not_cross_do_not() -> None:
    outer, inner = Run((10,), (100,)), Run((50,), (150,))
    assert tracks({0: outer, 1: inner}) == {0: 1, 1: 0}
    assert tracks({1: inner, 0: outer}) == {0: 1, 1: 0}


def test_runs_above_one_another_share_a_track() -> None:
    assert tracks({0: Run((10,), (40,)), 1: Run((60,), (90,))}) == {0: 0, 1: 0}

"""Counts in a matrix: what the cells show, what is possible and what not, and which cells do not fit."""

import pytest
from figure_samples import links, names, parsed, shown
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.errors import InputError
from oncotriples.render.colors import HEAT_STEPS
from oncotriples.render.figure import Figure
from oncotriples.render.heat_cells import Heading, HeatCell, heat_step, heat_steps
from oncotriples.render.heat_map import heat_map

ROWS = [Heading("3i", "population-based"), Heading("3ii", "consecutive"), Heading("3iii")]
COLUMNS = [Heading("A", "mortality"), Heading("B"), Heading("C")]


def matrix(*cells: HeatCell, rows: list[Heading] = ROWS, columns: list[Heading] = COLUMNS) -> Figure:
    return heat_map(
        rows,
        columns,
        cells,
        title="T",
        description="D",
        row_label="design",
        column_label="end point",
        name_label="level",
        value_label="marks",
        prefix="p",
    )


def places(figure: Figure) -> list[tuple[float, ...]]:
    """x, y, width and height of each cell."""
    return [
        tuple(float(element.attrib[name]) for name in ("x", "y", "width", "height"))
        for element in parsed(figure).iter()
        if element.get("class") == "hit" and float(element.attrib["height"]) > 20
    ]


def test_a_cell_shows_its_name_and_count_and_is_a_link_that_tells_where_it_stands() -> None:
    figure = matrix(HeatCell("3i", ("A",), 1234, "3iA", "../level/3iA.html"))
    assert {"3iA", "1,234"} <= {*shown(figure)}
    assert links(figure) == {"3iA, marks: 1,234; design: 3i; end point: A": "../level/3iA.html"}


def test_a_count_of_zero_is_outlined_and_what_cannot_be_is_blank() -> None:
    figure = matrix(HeatCell("3i", ("A",), 5, "3iA"), HeatCell("3i", ("B",), 0, "3iB"))
    assert len(places(figure)) == 2
    assert "3iB, marks: 0; design: 3i; end point: B" in names(figure)
    assert "blank: no such combination" in shown(figure)
    fills = [element.get("fill", "") for element in parsed(figure).iter() if element.get("class") == "hit"][:2]
    assert [fill.split(",")[0] for fill in fills] == ["var(--heat-5", "var(--paper"]


def test_a_cell_of_several_columns_is_as_wide_as_they_are() -> None:
    one, wide = places(matrix(HeatCell("3i", ("C",), 1), HeatCell("3ii", ("A", "B", "C"), 1)))
    assert wide[0] + wide[2] == one[0] + one[2]
    assert wide[2] > 3 * one[2]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 3)), max_size=9))
def test_no_cell_lies_on_another(wanted: list[tuple[int, int, int]]) -> None:
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, first, span in wanted:
        here = {(row, column) for column in range(first, min(3, first + span))}
        if not here & taken:
            taken |= here
            cells.append(HeatCell(ROWS[row].name, tuple(COLUMNS[column].name for _, column in sorted(here)), span))
    found = places(matrix(*cells))
    assert len(found) == len(cells)
    for index, (x, y, width, height) in enumerate(found):
        for other_x, other_y, other_width, other_height in found[:index]:
            assert (
                x >= other_x + other_width
                or other_x >= x + width
                or y >= other_y + other_height
                or other_y >= y + height
            )


def test_the_key_tells_which_counts_a_color_stands_for() -> None:
    figure = matrix(HeatCell("3i", ("A",), 123), HeatCell("3i", ("B",), 0))
    ranges = [text.replace("\N{EN DASH}", " to ") for text in shown(figure)[-7:]]
    assert ranges == ["0", "1 to 4", "5 to 19", "20 to 44", "45 to 78", "79 to 123", "blank: no such combination"]


def test_a_matrix_without_cells_can_be_drawn() -> None:
    figure = matrix()
    assert figure.rows == ()
    assert shown(figure)[-2:] == ["0", "blank: no such combination"]


def test_heads_tell_their_names_and_meanings() -> None:
    figure = matrix()
    assert {"design", "end point", "3i", "population-based", "A", "mortality", "3iii"} <= {*shown(figure)}
    assert "3i: population-based" in names(figure)


def test_the_same_numbers_as_a_table() -> None:
    figure = matrix(HeatCell("3ii", ("A", "B"), 1234, "3ii"), HeatCell("3i", ("C",), 0, "3iC"))
    assert figure.columns == ("level", "design", "end point", "marks")
    assert figure.rows == (("3ii", "3ii", "A, B", "1,234"), ("3iC", "3i", "C", "0"))


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (HeatCell("4", ("A",), 1, "x"), "the cell “x” at “4” and “A” is not in the matrix"),
        (HeatCell("3i", ("D",), 1, "x"), "the cell “x” at “3i” and “D” is not in the matrix"),
        (HeatCell("3i", (), 1, "x"), "the cell “x” at “3i” and “” is not in the matrix"),
        (HeatCell("3i", ("A", "C"), 1, "x"), "the cell “x” at “3i” and “A, C” is not in the matrix"),
        (HeatCell("3i", ("B", "A"), 1, "x"), "the cell “x” at “3i” and “B, A” is not in the matrix"),
        (HeatCell("3i", ("A",), -1, "x"), "the cell “x” at “3i” and “A” has the count -1"),
        (HeatCell("3ii", ("B", "C"), 1, "x"), "the cell “x” at “3ii” and “B, C” lies on another"),
    ],
)
def test_a_cell_that_does_not_fit_is_refused(cell: HeatCell, message: str) -> None:
    with pytest.raises(InputError) as refused:
        matrix(HeatCell("3ii", ("A", "B"), 1, "first"), cell)
    assert refused.value.message == message
    assert refused.value.mend


@pytest.mark.parametrize("heads", [[], [Heading("A"), Heading("A", "other")], [Heading(str(n)) for n in range(61)]])
def test_heads_without_names_of_their_own_are_refused(heads: list[Heading]) -> None:
    with pytest.raises(InputError, match="a heat map with these rows"):
        matrix(rows=heads)
    with pytest.raises(InputError, match="a heat map with these columns"):
        matrix(columns=heads)


@given(st.integers(1, 10**12), st.data())
def test_steps_grow_with_the_square_root_and_the_key_agrees(most: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, most))
    step = heat_step(count, most)
    assert 1 <= step <= HEAT_STEPS
    assert heat_step(most, most) == HEAT_STEPS
    assert heat_step(0, most) == 0
    assert [found for found, low, high in heat_steps(most) if low <= count <= high] == [step]

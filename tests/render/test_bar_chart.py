"""Bars: what they show, how they are labeled, and what cannot be drawn."""

from collections.abc import Sequence

import pytest
from figure_samples import links, names, parsed, shown, x_of
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.errors import InputError
from oncotriples.render.bar_chart import bar_chart
from oncotriples.render.bars import BARS_AT_MOST, Bar, scale, with_missing_years
from oncotriples.render.figure import Figure


def chart(bars: Sequence[Bar], *, part_label: str = "") -> Figure:
    return bar_chart(
        bars, title="T", description="D", x_label="year", y_label="articles", part_label=part_label, prefix="p"
    )


def heights(figure: Figure, of: str) -> list[float]:
    """Of the upright bars, or of their parts."""
    return [float(element.attrib["height"]) for element in parsed(figure).iter() if element.get("class") == of]


def widths(figure: Figure, of: str) -> list[float]:
    return [float(element.attrib["width"]) for element in parsed(figure).iter() if element.get("class") == of]


def test_years_without_an_article_are_there_and_empty() -> None:
    bars = with_missing_years([Bar("2004", 2), Bar("2001", 5, 1, "x.html")])
    assert bars == (Bar("2001", 5, 1, "x.html"), Bar("2002", 0), Bar("2003", 0), Bar("2004", 2))
    assert with_missing_years([]) == ()


@pytest.mark.parametrize("label", ["195", "19511", "1951a", "", "-951", "١٩٥١"])
def test_a_label_that_is_no_year_is_refused(label: str) -> None:
    with pytest.raises(InputError, match=f"the bar “{label}” is not of a year of its own"):
        with_missing_years([Bar(label, 1)])


def test_a_year_that_comes_twice_is_refused() -> None:
    with pytest.raises(InputError, match="the bar “1951” is not of a year of its own"):
        with_missing_years([Bar("1951", 1), Bar("1951", 2)])


def test_the_labels_of_many_years_are_thinned_out() -> None:
    figure = chart([Bar(str(year), year - 1950) for year in range(1951, 2026)])
    years = [text for text in shown(figure) if len(text) == 4 and text.isdigit()]
    assert years == [str(year) for year in range(1955, 2026, 5)]
    assert x_of(figure, "1955") < x_of(figure, "2025") < float(parsed(figure).attrib["width"])


def test_short_labels_stand_below_upright_bars_that_bear_their_values() -> None:
    figure = chart([Bar("A1", 35), Bar("A3", 2), Bar("B1", 80)])
    assert shown(figure) == ["articles", "35", "A1", "2", "A3", "80", "B1", "year"]
    assert heights(figure, "bar") == [87.5, 5, 200]


def test_long_labels_stand_beside_lying_bars() -> None:
    figure = chart([Bar("alveolar soft part sarcoma", 5), Bar("chordoma", 2.5), Bar("none", 0)])
    assert shown(figure) == ["year", "articles", "alveolar soft part sarcoma", "5", "chordoma", "2.5", "none", "0"]
    long, short = widths(figure, "bar")
    assert long == pytest.approx(2 * short, abs=0.02)


def test_many_labels_that_are_no_sequence_stand_beside_lying_bars() -> None:
    figure = chart([Bar(str(number * number), 1) for number in range(100)])
    assert {str(number * number) for number in range(100)} <= {*shown(figure)}


def test_parts_stand_at_the_foot_of_the_bars_and_are_told_in_words() -> None:
    figure = chart([Bar("2001", 8, 2), Bar("2002", 4)], part_label="cited as evidence")
    assert heights(figure, "bar") == [200, 100]
    assert heights(figure, "bar-part") == [50]
    assert {"articles", "cited as evidence"} <= {*shown(figure)}
    assert names(figure)[1:] == ["2001, articles: 8, cited as evidence: 2", "2002, articles: 4, cited as evidence: 0"]


def test_a_bar_is_a_link_with_its_numbers_as_name() -> None:
    figure = chart([Bar("2001", 8372, href="../year/2001.html"), Bar("2002", 1)])
    assert links(figure) == {"2001, articles: 8,372": "../year/2001.html"}


def test_the_same_numbers_as_a_table() -> None:
    figure = chart([Bar("2001", 8372, 2), Bar("2002", 0.5)], part_label="cited")
    assert figure.columns == ("year", "articles", "cited")
    assert figure.rows == (("2001", "8,372", "2"), ("2002", "0.5", "0"))
    assert chart([Bar("2001", 1)]).rows == (("2001", "1"),)


def test_a_chart_of_nothing_but_zeros_can_be_drawn() -> None:
    figure = chart([Bar("2001", 0), Bar("2002", 0)])
    assert heights(figure, "bar") == []
    assert figure.rows == (("2001", "0"), ("2002", "0"))


@pytest.mark.parametrize("count", [0, BARS_AT_MOST + 1])
def test_no_bars_and_too_many_are_refused(count: int) -> None:
    with pytest.raises(InputError, match=rf"a chart of {count} bars\n  Mend: chart 1 to 200 of them"):
        chart([Bar(str(number), 1) for number in range(count)])


@pytest.mark.parametrize(
    ("value", "part"), [(-1, 0), (1, 2), (1, -1), (float("nan"), 0), (float("inf"), 0), (2e15, 0), (1, float("nan"))]
)
def test_a_value_that_no_bar_can_show_is_refused(value: float, part: float) -> None:
    with pytest.raises(
        InputError, match=r"(?s)the bar “2001” has the value .*Mend: a bar shows a number from 0 to 10\^15"
    ):
        chart([Bar("2001", value, part)], part_label="cited")


def test_parts_need_a_label() -> None:
    with pytest.raises(ValueError, match="have no part_label"):
        chart([Bar("2001", 2, 1)])


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((110, 3), (0, 20, 40, 60, 80, 100, 120)),
        ((3,), (0, 1, 2, 3)),
        ((0,), (0, 1)),
        ((0.6, 0.1), (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)),
        ((2.5,), (0, 0.5, 1, 1.5, 2, 2.5)),
    ],
)
def test_an_axis_has_round_numbers(values: tuple[float, ...], ticks: tuple[float, ...]) -> None:
    assert scale([Bar("x", value) for value in values]).ticks == pytest.approx(ticks)


@given(st.lists(st.integers(0, 10**15) | st.floats(0, 1e15), min_size=1, max_size=20))
def test_every_value_is_on_the_axis(values: list[float]) -> None:
    axis = scale([Bar("x", value) for value in values])
    assert 2 <= len(axis.ticks) <= 7
    assert all(0 <= axis.share(value) <= 1 for value in values)
    assert chart([Bar(str(2000 + position), value) for position, value in enumerate(values)]).rows

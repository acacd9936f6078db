"""What holds for every figure: it is safe, self-contained, named, and has its numbers as a table."""

import re
from collections.abc import Callable
from itertools import chain

import pytest
from figure_samples import HOSTILE, KINDS, links, names, parsed
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.render.colors import FALLBACKS
from oncotriples.render.figure import Figure
from oncotriples.render.svg import cleaned, isolated

Kind = Callable[[str, str, str], Figure]

_ELEMENTS = {"svg", "title", "desc", "g", "a", "path", "rect", "text", "tspan"}
_ATTRIBUTES = {
    *("aria-describedby", "aria-hidden", "aria-labelledby", "class", "d", "fill", "font-size", "font-weight", "height"),
    *("href", "id", "pointer-events", "role", "rx", "stroke", "text-anchor", "transform", "viewBox", "width", "x", "y"),
}
_kinds = pytest.mark.parametrize("kind", KINDS)


@_kinds
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_no_label_gets_out_and_none_is_lost(kind: Kind, hostile: str) -> None:
    figure = kind(hostile, "page.html", "p")
    elements = list(parsed(figure).iter())
    assert {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in elements} <= _ELEMENTS
    assert {*chain.from_iterable(element.attrib for element in elements)} <= _ATTRIBUTES
    assert names(figure)[0] == cleaned(hostile)
    assert any(isolated(hostile) in name for name in names(figure)[1:])
    assert cleaned(hostile) in {*figure.columns, *chain.from_iterable(figure.rows)}


@_kinds
@given(label=st.text(max_size=30))
def test_any_label_can_be_drawn(kind: Kind, label: str) -> None:
    figure = kind(f"x{label}", "page.html", "p")
    assert names(figure)[0] == cleaned(f"x{label}")
    assert {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in parsed(figure).iter()} <= _ELEMENTS
    figure.svg.encode()


@_kinds
def test_a_picture_without_links_is_an_image_and_one_with_links_a_group(kind: Kind) -> None:
    assert parsed(kind("a", "", "p")).attrib["role"] == "img"
    assert parsed(kind("a", "page.html", "p")).attrib["role"] == "group"
    assert [*links(kind("a", "page.html", "p")).values()] == ["page.html"]


@_kinds
def test_an_address_that_runs_something_is_no_link(kind: Kind) -> None:
    figure = kind("a", "javascript:alert(1)", "p")
    assert links(figure) == {}
    assert "javascript" not in figure.svg
    assert parsed(figure).attrib["role"] == "img"


@_kinds
def test_every_link_has_a_name(kind: Kind) -> None:
    assert all(name.strip() for name in links(kind("a", "page.html", "p")))


@_kinds
def test_name_and_description_are_found_by_ids_of_the_prefix(kind: Kind) -> None:
    root = parsed(kind("What it shows", "", "years-2"))
    texts = {element.attrib["id"]: element.text for element in root.iter() if "id" in element.attrib}
    assert texts == {"years-2-title": "What it shows", "years-2-desc": "What it shows"}
    assert (root.attrib["aria-labelledby"], root.attrib["aria-describedby"]) == ("years-2-title", "years-2-desc")


@_kinds
@pytest.mark.parametrize("prefix", ["", "Years", "2", 'a"', "a b", "a_b"])
def test_a_prefix_that_cannot_begin_an_id_is_refused(kind: Kind, prefix: str) -> None:
    with pytest.raises(ValueError, match="cannot begin an id"):
        kind("a", "", prefix)


@_kinds
def test_every_color_is_a_custom_property_with_its_fallback(kind: Kind) -> None:
    paints = {
        element.attrib[name]
        for element in parsed(kind("a", "page.html", "p")).iter()
        for name in ("fill", "stroke")
        if name in element.attrib
    }
    assert paints <= {"none", *(f"var(--{name},{value})" for name, value in FALLBACKS.items())}


@_kinds
def test_numbers_have_two_decimals_at_most(kind: Kind) -> None:
    svg = kind("a", "", "p").svg
    assert not re.search(r"[0-9]\.[0-9]{3}|[\" ]-0[\" ]|e-[0-9]|nan|inf\"", svg)


@_kinds
def test_the_table_is_as_wide_as_its_head(kind: Kind) -> None:
    figure = kind("a", "", "p")
    assert figure.rows
    assert {len(row) for row in figure.rows} == {len(figure.columns)}


@_kinds
def test_the_picture_is_as_large_as_it_says(kind: Kind) -> None:
    root = parsed(kind("a", "", "p"))
    assert root.attrib["viewBox"] == f"0 0 {root.attrib['width']} {root.attrib['height']}"

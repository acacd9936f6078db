"""Elements, numbers and text of SVG."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.render.svg import Rect, cleaned, grouped, isolated, label, number, rect, safe_href, tag, text


def test_an_element_with_attributes_and_children() -> None:
    made = tag("g", tag("path", d="M0 0", stroke_width=1.5), text("a < b"), class_="x")
    assert made == '<g class="x"><path d="M0 0" stroke-width="1.5"/>a &lt; b</g>'


def test_a_rectangle_and_a_line_of_text() -> None:
    place = Rect(1, 2.5, 3, 4)
    assert (place.right, place.bottom) == (4, 6.5)
    assert rect(place, rx=3) == '<rect x="1" y="2.5" width="3" height="4" rx="3"/>'
    assert label("a & b", 1, 2) == '<text x="1" y="2">a &amp; b</text>'


@given(st.text())
def test_text_and_attributes_come_back_as_they_were(content: str) -> None:
    clean = cleaned(content)
    element = ET.fromstring(tag("a", text(clean), href=clean))  # noqa: S314
    assert (element.text or "", element.attrib["href"]) == (clean, clean)
    assert len(element) == 0


@given(st.text(alphabet=st.characters(), max_size=20))
def test_what_is_cleaned_can_be_written_and_stays_clean(content: str) -> None:
    clean = cleaned(content)
    clean.encode()
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", clean)
    assert cleaned(clean) == clean


@pytest.mark.parametrize(
    ("content", "clean"),
    [
        ("  two\n\tlines ", "two lines"),
        ("nul\x00", "nul\ufffd"),
        ("half \ud83e", "half \ufffd"),
        ("no character \uffff \U0010ffff", "no character \ufffd \ufffd"),
        ("turned \u202eback\u202c", "turned back"),
        ("closed early\u2069", "closed early"),
        ("🧬", "🧬"),
    ],
)
def test_what_cannot_be_written_is_replaced_and_what_turns_the_line_is_dropped(content: str, clean: str) -> None:
    assert cleaned(content) == clean


def test_only_labels_from_right_to_left_are_isolated() -> None:
    assert isolated("agent") == "agent"
    assert isolated(" שלום ") == "\u2068שלום\u2069"  # noqa: RUF001
    assert isolated("x تجربة") == "\u2068x تجربة\u2069"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (-0.0, "0"),
        (-0.004, "0"),
        (1 / 3, "0.33"),
        (100, "100"),
        (2.5, "2.5"),
        (-7.999, "-8"),
        (1e15, "1" + "0" * 15),
    ],
)
def test_a_length_has_two_decimals_at_most(value: float, written: str) -> None:
    assert number(value) == written


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_every_length_is_near_its_value_and_never_minus_zero(value: float) -> None:
    assert re.fullmatch(r"-?[0-9]+(\.[0-9]{1,2})?", number(value))
    assert abs(float(number(value)) - value) <= 0.006
    assert number(value) != "-0"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_length_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="is no length"):
        number(value)


def test_numbers_for_people_have_thousands() -> None:
    assert [grouped(value) for value in (0, 999, 8372, 1234567.891, 0.5)] == [
        "0",
        "999",
        "8,372",
        "1,234,567.89",
        "0.5",
    ]


@pytest.mark.parametrize(
    "href",
    [
        "agent/imatinib.html",
        "../a.html#b:c",
        "#here",
        "?a=b",
        "https://pubmed.ncbi.nlm.nih.gov/1/",
        "HTTP://example.org/",
    ],
)
def test_an_address_that_opens_a_page_is_kept(href: str) -> None:
    assert safe_href(href) == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:x",
        "\x01javascript:x",
        "java\x7fscript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///a",
    ],
)
def test_an_address_that_does_more_is_dropped(href: str) -> None:
    assert safe_href(href) == ""

"""Making text fit without a font."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.render.fitting import cut, text_width, wrapped

# Widths of DejaVu Sans, in thousandths of its size, by the advance widths of the font.
_DEJAVU = {"onct:EvidenceAssertion": 11_743, "randomized controlled trial": 13_555, "MWmw@%": 5_594, "8,372": 2_863}


@pytest.mark.parametrize("content", sorted(_DEJAVU))
def test_the_reckoned_width_is_at_least_that_of_a_wide_font_and_not_much_more(content: str) -> None:
    reckoned = text_width(content, 1000)
    assert _DEJAVU[content] <= reckoned <= 1.2 * _DEJAVU[content]


def test_bold_text_is_wider() -> None:
    assert text_width("Agent", 12, bold=True) > text_width("Agent", 12)


def test_marks_take_no_room() -> None:
    assert text_width("e\u0301\u200d", 10) == text_width("e", 10)


def test_what_fits_is_left_alone() -> None:
    assert cut("chordoma", text_width("chordoma", 12), 12) == "chordoma"


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    assert cut("alveolar soft part sarcoma", 100, 12) == "alveolar soft…"
    assert cut("alveolar", 0, 12) == "…"


@given(st.text(max_size=60), st.floats(min_value=20, max_value=300), st.booleans())
def test_what_is_cut_fits_and_begins_as_the_text_does(content: str, width: float, bold: bool) -> None:
    shown = cut(content, width, 12, bold=bold)
    assert text_width(shown, 12, bold=bold) <= width + 1e-6
    assert shown == content or content.startswith(shown.removesuffix("…"))


@pytest.mark.parametrize("character", ["👩\u200d🔬", "\U0001f44d\U0001f3fd", "e\u0301\u0302"])
@pytest.mark.parametrize("width", range(12, 120, 3))
def test_a_character_of_several_code_points_is_kept_or_dropped_whole(character: str, width: int) -> None:
    shown = cut(character * 8, width, 12).removesuffix("…")
    assert shown == character * (len(shown) // len(character))


def test_lines_break_at_spaces_and_behind_hyphens() -> None:
    assert wrapped("progression-free survival", 100, 12, lines=2) == ("progression-", "free survival")
    assert wrapped("short", 100, 12, lines=2) == ("short",)
    assert wrapped("", 100, 12, lines=2) == ("",)


def test_what_is_too_much_for_the_lines_is_cut_in_the_last() -> None:
    lines = wrapped("meta-analysis of randomized controlled trials", 100, 12, lines=2)
    assert lines == ("meta-analysis", "of randomize…")


@given(st.text(alphabet="ab -é🧬", max_size=80), st.floats(min_value=20, max_value=200), st.integers(1, 4))
def test_wrapped_text_has_so_many_lines_that_all_fit(content: str, width: float, lines: int) -> None:
    made = wrapped(content, width, 12, lines=lines)
    assert 1 <= len(made) <= lines
    assert all(text_width(line, 12) <= width + 1e-6 for line in made)
    if not any(line.endswith("…") for line in made):
        assert "".join(made).replace(" ", "") == content.replace(" ", "")

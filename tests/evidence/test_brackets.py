"""Brackets and punctuation around a name: what a link caught goes, what belongs to the name stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.evidence.brackets import is_balanced, name_span


@pytest.mark.parametrize(
    ("linked", "name"),
    [
        ("cells", "cells"),
        ("cells.", "cells"),
        ("(sarcoma", "sarcoma"),
        ("coenzyme Q10)", "coenzyme Q10"),
        ("sample therapy (ST)", "sample therapy (ST)"),
        ("sample therapy (ST),", "sample therapy (ST)"),
        ("(ST)", "ST"),
        ("(\u201cST\u201d).", "ST"),
        ("(A1) pathway", "(A1) pathway"),
        ("(a) or (b)", "(a) or (b)"),
        ("factor [F)", "factor [F"),
        ("CD117+", "CD117+"),
        ("U.S. (", "U.S"),
        ("...", "..."),
        ("", ""),
    ],
)
def test_a_name_stands_without_what_is_not_its_own(linked: str, name: str) -> None:
    text = f"Of {linked} (so)."
    start, end = name_span(text, 3, 3 + len(linked))
    assert text[start:end] == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", True), ("a (b [c] d)", True), ("(", False), (")", False), (")(", False), ("(a]", False), ("([)]", False)],
)
def test_brackets_are_balanced_where_each_has_its_partner(text: str, expected: bool) -> None:
    assert is_balanced(text) is expected


@given(st.text("ab ().,[]"))
def test_a_name_lies_within_its_span_and_is_trimmed_once(text: str) -> None:
    start, end = name_span(text, 0, len(text))
    assert 0 <= start <= end <= len(text)
    assert set(text[:start] + text[end:]) <= set(" ().,[]")
    assert name_span(text, start, end) == (start, end)


def test_hostile_brackets_take_no_longer() -> None:
    text = "(" * 200_000 + ")" * 199_999
    assert name_span(text, 0, len(text)) == (0, len(text))

"""Which headings open standing text, and the dates that pages print."""

import pytest

from oncotriples.documents.standing import bad_date, day, is_references, no_update_date, standing_part, update_in


@pytest.mark.parametrize(
    ("heading", "part", "update"),
    [
        ("Latest Updates to This Summary (05/12/2025)", "latest-updates", "2025-05-12"),
        ("Latest Updates to This PDQ Summary", "latest-updates", ""),
        ("Changes to This Summary (02/30/2025)", "latest-updates", ""),
        ("About This PDQ Summary", "about-this-summary", ""),
        ("Contact Us", "standing-text", ""),
        ("Changes in Sleep (05/12/2025)", "", ""),
        ("About Glimmer Cell Tumor", "", ""),
    ],
)
def test_headings(heading: str, part: str, update: str) -> None:
    assert (standing_part(heading), update_in(heading)) == (part, update)


@pytest.mark.parametrize(
    ("text", "date"),
    [("Updated: March 4, 2025", "2025-03-04"), ("5/1/1999", "1999-05-01"), ("x", "")],
)
def test_days(text: str, date: str) -> None:
    assert day(text) == date


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Latest Updates to This Summary (13/45/2025)", "(13/45/2025)"),
        ("Changes to This Summary (soon in 2025)", "(soon in 2025)"),
        ("Latest Updates to This Summary (05/12/2025)", ""),
        ("Latest Updates to This Summary", ""),
        ("Changes in Sleep (13/45/2025)", ""),
    ],
)
def test_a_date_that_is_none_is_told(heading: str, value: str) -> None:
    problems = bad_date(heading, 7)
    assert [problem.value for problem in problems] == [value][: bool(value)]
    assert all(
        (problem.rule, problem.severity.value, problem.line) == ("bad-date", "Warning", 7) for problem in problems
    )
    assert all("(MM/DD/YYYY)" in problem.message for problem in problems)
    assert not no_update_date("", problems) or not value


def test_no_date_is_told() -> None:
    (problem,) = no_update_date("", [])
    assert (problem.rule, problem.severity.value) == ("no-update-date", "Warning")
    assert "add the heading" in problem.message
    assert no_update_date("2025-05-12", []) == []


def test_references() -> None:
    assert is_references("References")
    assert is_references("Bibliografía")
    assert not is_references("References to men")

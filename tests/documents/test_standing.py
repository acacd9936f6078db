"""Which headings open standing text, and the dates that pages print."""

import pytest

from oncotriples.documents.standing import day, is_references, standing_part, update_in


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


def test_references() -> None:
    assert is_references("References")
    assert is_references("Bibliografía")
    assert not is_references("References to men")

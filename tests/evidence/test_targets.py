"""What links lead to, and what is told of those that lead to nothing."""

import pytest

from oncotriples.evidence.targets import summary_target, why_no_address, why_no_summary, why_no_target


@pytest.mark.parametrize(
    ("target", "address", "summary", "either"),
    [
        ("https://a.example/", "", "no-summary", ""),
        ("CDR0000062872", "no-address", "", ""),
        ("other-treatment", "no-address", "", ""),
        ("http://%", "no-address", "no-summary", "no-address"),
        ("mailto:a@b.example", "no-address", "no-summary", "no-address"),
        ("", "no-address", "no-summary", "no-address"),
    ],
)
def test_what_is_told_of_a_target(target: str, address: str, summary: str, either: str) -> None:
    told = [why(target) for why in (why_no_address, why_no_summary, why_no_target)]
    assert [problem.rule if problem else "" for problem in told] == [address, summary, either]


def test_the_message_says_how_to_mend_it() -> None:
    problem = why_no_address("x" * 1000)
    assert problem is not None
    assert len(problem.value) == 200
    assert problem.message == (
        "This link has no record: it was expected to be a whole address, such as https://a.org/. "
        "Correct it, or take it away."
    )


@pytest.mark.parametrize(
    ("target", "named"),
    [
        ("/types/other/hp/other-treatment-pdq", "other-treatment"),
        ("cdr62872", "CDR0000062872"),
        ("https://a.example/x", "https://a.example/x"),
    ],
)
def test_a_summary_is_named_where_the_target_tells_it(target: str, named: str) -> None:
    assert summary_target(target) == named

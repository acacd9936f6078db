"""Known gaps: read, refused where they are not in the format, and matched with findings."""

from pathlib import Path

import pytest

from oncotriples.errors import MachineError, SourceSyntaxError
from oncotriples.namespaces import BASE, SHAPES
from oncotriples.quality.findings import Finding, Severity
from oncotriples.quality.gaps import KnownGap, accept, parse_gaps, read_gaps

HEADER = "rule\tsubject\treason\n"
NAME = "kg/known-gaps.tsv"
GAP = KnownGap("no-citation", f"{BASE}assertion/x/y", "the source cites nothing", NAME, 3)


def finding(
    severity: Severity = Severity.WARNING,
    subject: str = GAP.subject,
    rule: str = GAP.rule,
    *,
    acknowledgeable: bool = False,
) -> Finding:
    return Finding(
        severity=severity,
        file="kg/x.ttl",
        line=7,
        subject=subject,
        rule=rule,
        message="Cite something.",
        acknowledgeable=acknowledgeable,
    )


def test_rows_comments_and_both_spellings_of_a_subject() -> None:
    text = (
        "# why\n" + HEADER + "no-citation\tassertion/x/y\tthe source cites nothing\n\n"
        f"# more\nno-pmid\t{BASE}citation/key/z\tnot in PubMed\n"
    )
    assert parse_gaps(text, NAME) == (GAP, KnownGap("no-pmid", f"{BASE}citation/key/z", "not in PubMed", NAME, 6))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\tc\n", f"{NAME}:1: the header is missing\n  Mend: start with the columns rule, subject, reason"),
        (
            HEADER + "a\tb\n",
            f"{NAME}:2: has 2 columns, not 3\n  Mend: separate rule, subject and reason by one tab each",
        ),
        (HEADER + "a\tb\t \n", f"{NAME}:2: has no reason\n  Mend: fill in rule, subject and reason"),
        (HEADER + "a\tb\tc\n#\na\tb\td\n", f"{NAME}:4: repeats line 2\n  Mend: keep one row for a rule and subject"),
        (
            HEADER + "a\tb b\tc\n",
            f"{NAME}:2: “b b” is no IRI\n  Mend: write it as agent/imatinib, or as a whole https:// address",
        ),
    ],
)
def test_bad_row(text: str, message: str) -> None:
    with pytest.raises(SourceSyntaxError) as caught:
        parse_gaps(text, NAME)
    assert str(caught.value) == message


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "known-gaps.tsv"
    assert read_gaps(path, NAME) == ()
    path.write_bytes(HEADER.encode() + b"no-citation\tassertion/x/y\t\xff\n")
    with pytest.raises(SourceSyntaxError, match=f"{NAME}: is not UTF-8"):
        read_gaps(path, NAME)
    with pytest.raises(MachineError, match="cannot be read"):
        read_gaps(tmp_path, NAME)


def test_a_listed_warning_is_accepted_and_another_is_not() -> None:
    other = finding(subject=f"{BASE}assertion/x/z")
    accepted, untouched = accept([finding(), other], [GAP])
    assert (accepted.accepted, accepted.severity) == ("the source cites nothing", Severity.WARNING)
    assert untouched == other


def test_a_row_that_matches_nothing_is_a_finding() -> None:
    (stale,) = accept([], [GAP])
    assert (stale.severity, stale.place, stale.subject) == (Severity.WARNING, f"{NAME}:3", GAP.subject)
    assert (stale.rule, stale.component) == ("stale-gap", f"{SHAPES}stale-gap")
    assert stale.message == "There is no finding “no-citation” of assertion/x/y any more. Delete this row."


def test_a_violation_cannot_be_accepted() -> None:
    violation, refused = accept([finding(Severity.VIOLATION)], [GAP])
    assert violation == finding(Severity.VIOLATION)
    assert (refused.severity, refused.rule) == (Severity.WARNING, "gap-accepts-violation")
    assert refused.message == (
        "The finding “no-citation” of assertion/x/y is a violation, which cannot be accepted. "
        "Mend the data and delete this row."
    )


def test_a_violation_of_a_rule_that_says_so_becomes_an_accepted_warning() -> None:
    (accepted,) = accept([finding(Severity.VIOLATION, acknowledgeable=True)], [GAP])
    assert (accepted.severity, accepted.accepted) == (Severity.WARNING, GAP.reason)
    other = finding(Severity.VIOLATION, subject=f"{BASE}assertion/x/z", acknowledgeable=True)
    assert accept([other], []) == (other,), "as long as nobody lists it"
    remark = finding(Severity.INFO, acknowledgeable=True)
    assert [one.severity for one in accept([remark], [GAP])] == [Severity.INFO], "never graver than it was"


def test_of_two_values_of_one_subject_both_are_accepted() -> None:
    held = [finding(Severity.VIOLATION, acknowledgeable=True)] * 2
    assert [one.accepted for one in accept(held, [GAP])] == [GAP.reason] * 2

"""Findings: order, counts, places."""

from oncotriples.quality.findings import (
    Finding,
    Severity,
    count_by_rule,
    count_by_severity,
    has_violations,
    sort_findings,
)


def finding(
    severity: Severity, rule: str, file: str = "kg/a.ttl", line: int | None = 1, subject: str = "x:s"
) -> Finding:
    return Finding(severity=severity, file=file, line=line, subject=subject, rule=rule, message="Mend it.")


WARNING = finding(Severity.WARNING, "a")
VIOLATION = finding(Severity.VIOLATION, "b")


def test_gravest_first_then_rule_then_place_and_each_once() -> None:
    later, earlier = finding(Severity.WARNING, "a", line=10), finding(Severity.WARNING, "a", line=9)
    unlined = finding(Severity.WARNING, "a", line=None)
    info = finding(Severity.INFO, "a")
    shuffled = [info, later, WARNING, earlier, VIOLATION, unlined, WARNING]
    assert sort_findings(shuffled) == (VIOLATION, unlined, WARNING, earlier, later, info)


def test_counts() -> None:
    findings = [WARNING, VIOLATION, finding(Severity.WARNING, "b")]
    assert count_by_severity(findings) == {Severity.VIOLATION: 1, Severity.WARNING: 2, Severity.INFO: 0}
    assert list(count_by_rule(findings).items()) == [("a", 1), ("b", 2)]
    assert has_violations(findings)
    assert not has_violations([WARNING])


def test_place() -> None:
    assert WARNING.place == "kg/a.ttl:1"
    assert finding(Severity.WARNING, "a", line=None).place == "kg/a.ttl"

"""A finding: one problem of the data, where it stands, and how to mend it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Severity", "count_by_rule", "count_by_severity", "has_violations", "sort_findings"]


class Severity(StrEnum):
    """How grave a finding is, in the words of SHACL. Only violations keep the data from being released."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return tuple(Severity).index(self)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One problem of the data.

    ``file`` is relative to the sources' root, ``line`` counts from 1 (None where the file has no block for the
    subject). ``subject``, ``component`` and ``shape`` are IRIs without brackets, ``path`` is an IRI or a SPARQL
    property path, ``value`` a term in N-Triples text; each is empty where the finding has none. ``message`` says how
    to mend. ``accepted`` is the reason for which kg/known-gaps.tsv accepts the finding for now. A violation that is
    ``acknowledgeable`` may be accepted too: the data are right, and what they say is to be known to who uses them.
    """

    severity: Severity
    file: str
    line: int | None
    subject: str
    rule: str
    path: str = ""
    value: str = ""
    message: str
    component: str = ""
    shape: str = ""
    accepted: str = ""
    acknowledgeable: bool = False

    @property
    def place(self) -> str:
        """``file:line``, or the file alone."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Gravest first, then by rule, then as a reader goes through the files."""
        return (
            self.severity.rank,
            self.rule,
            self.file,
            self.line or 0,
            self.subject,
            self.path,
            self.value,
            self.message,
            self.component,
            self.shape,
            self.accepted,
        )


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Distinct findings in the order in which reports list them."""
    return tuple(sorted(set(findings), key=lambda finding: finding.sort_key))


def count_by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Findings of each severity; every severity is there, with 0 where it has none."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in Severity}


def count_by_rule(findings: Iterable[Finding]) -> dict[str, int]:
    """Findings of each rule that found something, in the order of the rules' names."""
    return dict(sorted(Counter(finding.rule for finding in findings).items()))


def has_violations(findings: Iterable[Finding]) -> bool:
    """Whether the data does not conform, so that a command ends with exit code 1."""
    return any(finding.severity is Severity.VIOLATION for finding in findings)

"""Known gaps: findings that are accepted for now, each with its reason (kg/known-gaps.tsv).

The file is tab-separated with the header ``rule subject reason``; lines that start with ``#`` are comments. A subject
is written as messages print it (``assertion/…``) or as a whole IRI. A row that matches nothing any more is a finding
itself, so that the list stays true. Violations cannot be accepted, but for those of rules that say so: these become
warnings.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from oncotriples.errors import InputError, MachineError, SourceSyntaxError
from oncotriples.iris import expand
from oncotriples.namespaces import SHAPES, compact
from oncotriples.quality.findings import Finding, Severity

__all__ = ["KnownGap", "accept", "parse_gaps", "read_gaps"]

_COLUMNS = ("rule", "subject", "reason")


@dataclass(frozen=True)
class KnownGap:
    """One accepted finding: its rule, its subject's IRI, why it is accepted, and where the list says so."""

    rule: str
    subject: str
    reason: str
    file: str
    line: int


def read_gaps(path: Path, name: str) -> tuple[KnownGap, ...]:
    """The known gaps of a file; none where it is absent. Raises SourceSyntaxError for a bad row."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise SourceSyntaxError(name, 0, 0, "is not UTF-8", mend="save the file as UTF-8") from error
    except OSError as error:
        raise MachineError(f"{name}: cannot be read: {error.strerror}") from error
    return parse_gaps(text, name)


def parse_gaps(text: str, name: str) -> tuple[KnownGap, ...]:
    """The known gaps in the text of a file. Raises SourceSyntaxError with file and line for a bad or repeated row."""
    gaps: dict[tuple[str, str], KnownGap] = {}
    header_seen = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not header_seen:
            if cells != _COLUMNS:
                raise SourceSyntaxError(
                    name, number, 0, "the header is missing", mend=f"start with the columns {', '.join(_COLUMNS)}"
                )
            header_seen = True
            continue
        gap = _gap(cells, name, number)
        if earlier := gaps.get((gap.rule, gap.subject)):
            raise SourceSyntaxError(
                name, number, 0, f"repeats line {earlier.line}", mend="keep one row for a rule and subject"
            )
        gaps[gap.rule, gap.subject] = gap
    return tuple(gaps.values())


def _gap(cells: tuple[str, ...], name: str, number: int) -> KnownGap:
    if len(cells) != len(_COLUMNS):
        raise SourceSyntaxError(
            name,
            number,
            0,
            f"has {len(cells)} columns, not 3",
            mend="separate rule, subject and reason by one tab each",
        )
    for column, cell in zip(_COLUMNS, cells, strict=True):
        if not cell:
            raise SourceSyntaxError(name, number, 0, f"has no {column}", mend="fill in rule, subject and reason")
    rule, subject, reason = cells
    try:
        return KnownGap(rule, expand(subject), reason, name, number)
    except InputError as error:
        raise SourceSyntaxError(name, number, 0, error.message, mend=error.mend) from None


def accept(findings: Iterable[Finding], gaps: Iterable[KnownGap]) -> tuple[Finding, ...]:
    """The findings, those that a gap names marked as accepted, and a warning for each gap that accepts nothing."""
    held = tuple(findings)
    result = list(held)
    for gap in gaps:
        matching = [i for i, finding in enumerate(held) if (finding.rule, finding.subject) == (gap.rule, gap.subject)]
        acceptable = [i for i in matching if held[i].acknowledgeable or held[i].severity is not Severity.VIOLATION]
        for i in acceptable:
            severity = Severity.WARNING if held[i].severity is Severity.VIOLATION else held[i].severity
            result[i] = replace(held[i], severity=severity, accepted=gap.reason)
        if not acceptable:
            result.append(_useless(gap, refused=bool(matching)))
    return tuple(result)


def _useless(gap: KnownGap, *, refused: bool) -> Finding:
    shown = f"“{gap.rule}” of {compact(gap.subject)}"
    if refused:
        rule = "gap-accepts-violation"
        message = f"The finding {shown} is a violation, which cannot be accepted. Mend the data and delete this row."
    else:
        rule = "stale-gap"
        message = f"There is no finding {shown} any more. Delete this row."
    return Finding(
        severity=Severity.WARNING,
        file=gap.file,
        line=gap.line,
        subject=gap.subject,
        rule=rule,
        message=message,
        component=SHAPES + rule,
    )

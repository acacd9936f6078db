"""The tables beside the records, as tab-separated text: findings, coverage, changes. UTF-8, LF, a header line.

Tabs, line breaks, other control characters and the backslash are escaped in values as in JSON: a row is one line.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oncotriples.documents.problems import Problem
from oncotriples.ingestion.coverage import Account

__all__ = ["CHANGE_COLUMNS", "FINDING_COLUMNS", "Covered", "coverage_table", "findings_table", "table"]

FINDING_COLUMNS = ("severity", "document", "line", "rule", "value", "message")
CHANGE_COLUMNS = ("summary", "earlier", "later", "change", "what", "was", "is")

_DOCUMENT_COLUMNS = ("document", "outcome", "kind", "form", "summary", "edition", "violations", "warnings")
_LONGEST_VALUE = 500
_SPECIAL = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_NAMED = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class Covered:
    """A row of the coverage: a document, what came of it, how many problems it has, and its accounts."""

    document: str
    outcome: str
    kind: str
    form: str
    summary: str
    edition: str
    violations: int
    warnings: int
    accounts: tuple[Account, ...]


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table of rows, in their order."""
    return "".join("\t".join(map(_cell, row)) + "\n" for row in (columns, *rows)).encode()


def findings_table(findings: Iterable[tuple[str, Problem]]) -> bytes:
    """Problems with the names of their documents: gravest first, then by rule, document and line; equals each time."""
    rows = [
        (
            problem.severity.rank,
            problem.rule,
            document,
            problem.line,
            problem.value,
            problem.message,
            problem.severity.value,
        )
        for document, problem in findings
    ]
    return table(
        FINDING_COLUMNS,
        (
            (severity, document, str(line or ""), rule, _shortened(value), message)
            for _, rule, document, line, value, message, severity in sorted(rows)
        ),
    )


def coverage_table(rows: Iterable[Covered]) -> bytes:
    """A row a document; for each kind of thing how many stood there, and what became of them.

    Where nothing in documents stands for a thing, its first column is empty. Columns without a number are left out.
    """
    held = list(rows)
    counts = [_counts(row.accounts) for row in held]
    names = sorted({column for row in counts for column in row})
    columns = (*_DOCUMENT_COLUMNS, *(f"{thing} {what}" if what else thing for thing, _, what in names))
    return table(
        columns,
        (
            (
                *(row.document, row.outcome, row.kind, row.form, row.summary, row.edition),
                *(str(row.violations), str(row.warnings)),
                *(str(count.get(column, "")) for column in names),
            )
            for row, count in zip(held, counts, strict=True)
        ),
    )


def _counts(accounts: Iterable[Account]) -> dict[tuple[str, int, str], int]:
    """Numbers by thing, place among the thing's columns, and what the column says. A zero only counts as the first."""
    found: dict[tuple[str, int, str], int] = {}
    for thing, stood, mapped, reported, left_out in accounts:
        if stood is not None:
            found[thing, 0, ""] = stood
        for place, what, count in ((1, "mapped", mapped), (2, "reported", reported), (3, "left out", left_out)):
            if count:
                found[thing, place, what] = count
    return found


def _shortened(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]} …"


def _cell(text: str) -> str:
    return _SPECIAL.sub(_escape, text) if _SPECIAL.search(text) else text


def _escape(found: re.Match[str]) -> str:
    return _NAMED.get(found[0]) or f"\\u{ord(found[0]):04x}"

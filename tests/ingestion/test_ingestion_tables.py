"""Tables: one line a row whatever stands in it, sorted, and a column for each number."""

from oncotriples.documents.problems import Problem
from oncotriples.ingestion.coverage import Account
from oncotriples.ingestion.tables import Covered, coverage_table, findings_table, table
from oncotriples.quality.findings import Severity


def _rows(data: bytes) -> list[list[str]]:
    assert data.endswith(b"\n")
    return [line.split("\t") for line in data.decode().split("\n")[:-1]]


def test_a_row_is_one_line_whatever_stands_in_it() -> None:
    nasty = "tab\t line\n return\r null\0 bell\a next\x85 separator\u2028 half\ud800 back\\slash \ufeff"
    assert _rows(table(["a", "b"], [[nasty, "é 漢"]])) == [
        ["a", "b"],
        [
            "tab\\t line\\n return\\r null\\u0000 bell\\u0007 next\\u0085 separator\\u2028 half\\ud800 back\\\\slash "
            "\\ufeff",
            "é 漢",
        ],
    ]


def test_findings_are_sorted_gravest_first_and_as_many_as_were_told() -> None:
    late = Problem(Severity.VIOLATION, "b-rule", 12, "v", "mend it")
    early = Problem(Severity.VIOLATION, "b-rule", 9, "v", "mend it")
    whole = Problem(Severity.VIOLATION, "a-rule", 0, "", "mend it")
    warning = Problem(Severity.WARNING, "a-rule", 1, "x" * 501, "look")
    found = [("b.md", late), ("a.md", warning), ("b.md", early), ("b.md", whole), ("b.md", late)]
    assert _rows(findings_table(found)) == [
        ["severity", "document", "line", "rule", "value", "message"],
        ["Violation", "b.md", "", "a-rule", "", "mend it"],
        ["Violation", "b.md", "9", "b-rule", "v", "mend it"],
        ["Violation", "b.md", "12", "b-rule", "v", "mend it"],
        ["Violation", "b.md", "12", "b-rule", "v", "mend it"],
        ["Warning", "a.md", "1", "a-rule", "x" * 500 + " …", "look"],
    ]


def test_coverage_has_a_row_a_document_and_a_column_a_number() -> None:
    one = Covered(
        *("a.md", "compiled", "page", "markdown", "gout", "2025-05-12", 0, 1),
        (Account("pointers", 5, 3, 1, 1), Account("groups", None, 2, 0, 0), Account("tables", 0, 0, 0, 0)),
    )
    other = Covered("b.jpg", "not-a-kind", "", "", "", "", 0, 0, ())
    assert _rows(coverage_table([one, other])) == [
        [
            *("document", "outcome", "kind", "form", "summary", "edition", "violations", "warnings"),
            *("groups mapped", "pointers", "pointers mapped", "pointers reported", "pointers left out", "tables"),
        ],
        [*("a.md", "compiled", "page", "markdown", "gout", "2025-05-12", "0", "1"), *("2", "5", "3", "1", "1", "0")],
        [*("b.jpg", "not-a-kind", "", "", "", "", "0", "0"), *([""] * 6)],
    ]

"""Printed grades and the levels that they mean, by identifier and by code; labels of every form."""

import pickle
import re
import time

import pytest
from support import needs_shared

from oncotriples.documents.outline import Mark, MarkKind, Outline
from oncotriples.evidence.levels import LevelIndex, definition_page, printed_code
from oncotriples.quality.findings import Severity

INDEX = LevelIndex(
    by_id={
        "CDR0000335121": "treatment-legacy/1iC",
        "CDR0000526280": "genetics-screening/5",
        "CDR0000531846": "genetics-treatment/5",
        "CDR0000531810": "genetics-prevention/1ai",
    },
    by_code={
        "1ai": ("genetics-prevention/1ai",),
        "1iC": ("integrative/1iC", "treatment-legacy/1iC"),
        "5": ("genetics-prevention/5", "genetics-screening/5", "genetics-treatment/5"),
        "A1": ("treatment/A1",),
        "I": ("supportive-care/I",),
    },
)


def level_mark(label: str, target: str = "") -> Mark:
    return Mark(MarkKind.LEVEL, 0, 0, target, label)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("3iiiA", "3iiiA"),
        ("I", "I"),
        ("3di", "3di"),
        ("1sC", "1sC"),
        ("Level of evidence: 3iiiA", "3iiiA"),
        ("Level of Evidence: 4", "4"),
        ("level of evidence: I", "I"),
        ("Level of evidence C1", "C1"),
        ("Level of\n\t\tevidence:  1iiDi ", "1iiDi"),
        ("Level of evidence:3iA", "3iA"),
        ("Levels of evidence A1", "A1"),
        ("Level of evidence (pralsetinib): 4", "4"),
        ("Level of evidence (against (some) wards): 1ai", "1ai"),
        ("Level of evidence IiiC", "IiiC"),
        ("Level of evidence: 2A.", "2A"),
        ("level 1 evidence", "1"),
        ("levels of evidence", ""),
        ("Levels of evidence A1 and B3", ""),
        ("Level of evidenceA1", ""),
        ("Level of evidence: 3 iii A", ""),
        ("Level of evidence:", ""),
        ("(4)", ""),
        ("(x): 4", "4"),
        ("(against (some) wards): 1ai", "1ai"),
        ("(" * 290 + ": 4", ""),
        ("", ""),
        (" \u00a0", ""),
        ("1234567890", ""),
    ],
)
def test_code_of_a_label(label: str, code: str) -> None:
    assert printed_code(label) == code


@pytest.mark.parametrize(
    ("label", "target", "scale", "level"),
    [
        ("Level of evidence: 5", "CDR0000526280", "", "genetics-screening/5"),
        ("Level of evidence (skin surveillance): 5", "CDR0000531846", "", "genetics-treatment/5"),
        ("Level of evidence: 5", "CDR0000531846", "genetics-screening", "genetics-treatment/5"),
        ("Level of evidence A1", "", "", "treatment/A1"),
        ("A1", "", "genetics", "treatment/A1"),
        ("I", "", "supportive-care", "supportive-care/I"),
        ("1iC", "", "treatment", "treatment-legacy/1iC"),
        ("1iC", "", "treatment-legacy", "treatment-legacy/1iC"),
        ("1iC", "", "cam", "integrative/1iC"),
        ("5", "", "genetics-prevention", "genetics-prevention/5"),
        ("(x): 1iC", "", "cam", "integrative/1iC"),
    ],
)
def test_a_level_without_doubt(label: str, target: str, scale: str, level: str) -> None:
    resolved = INDEX.resolve(level_mark(label, target), scale=scale)
    assert (resolved.level, resolved.problem) == (level, None)


@pytest.mark.parametrize(
    ("label", "target", "scale", "level", "rule", "severity", "words"),
    [
        ("Level of evidence (x): 1aii", "CDR0000531810", "", "genetics-prevention/1ai", "level-text-differs",
         Severity.WARNING, "CDR0000531810 stands for genetics-prevention/1ai"),
        ("1sC", "CDR0000335121", "cam", "treatment-legacy/1iC", "level-text-differs", Severity.WARNING, "is kept"),
        ("strong evidence", "CDR0000335121", "", "treatment-legacy/1iC", "level-text-differs", Severity.WARNING, ""),
        ("A1", "CDR0000999999", "", "treatment/A1", "unknown-level-id", Severity.WARNING, "treatment/A1 is taken"),
        ("(x): 5", "", "", "", "ambiguous-level", Severity.VIOLATION, "genetics-prevention/5"),
        ("5", "", "", "", "ambiguous-level", Severity.VIOLATION, "genetics-prevention/5, genetics-screening/5"),
        ("5", "CDR0000999999", "genetics", "", "ambiguous-level", Severity.VIOLATION, "a form of the document"),
        ("1iC", "", "screening-prevention", "", "ambiguous-level", Severity.VIOLATION, "integrative/1iC"),
        ("1iC", "", "no such scale", "", "ambiguous-level", Severity.VIOLATION, "integrative/1iC"),
        ("Level of evidence: 9Z", "", "treatment", "", "unknown-level", Severity.WARNING, "ontology/codes/"),
        ("a1", "", "", "", "unknown-level", Severity.WARNING, "No scale has this code"),
        ("", "CDR0000999999", "", "", "unknown-level", Severity.VIOLATION, "code or identifier"),
    ],
)  # fmt: skip
def test_a_doubt_is_reported(
    label: str, target: str, scale: str, level: str, rule: str, severity: Severity, words: str
) -> None:
    resolved = INDEX.resolve(level_mark(label, target), scale=scale, line=7)
    assert resolved.level == level
    assert resolved.problem is not None
    assert (resolved.problem.rule, resolved.problem.severity, resolved.problem.line) == (rule, severity, 7)
    assert words in resolved.problem.message
    assert resolved.problem.value


def test_what_stood_between_the_brackets_counts_where_nothing_was_linked() -> None:
    mark = Mark(MarkKind.LEVEL, 0, 0, "", printed="Level of evidence: A1")
    assert INDEX.resolve(mark).level == "treatment/A1"


@pytest.mark.parametrize(
    "label",
    [
        "Level of evidence " + "(" * 100_000,
        "Level of evidence " + "() " * 50_000 + ": 5",
        "level" + " " * 100_000 + "of evidence",
        "A" * 1_000_000,
        "\x00\ud800" * 1000,
        "Level of evidence (" + ") (" * 90 + "): !",
    ],
    ids=["open brackets", "pairs", "spaces", "letters", "no characters", "near the limit"],
)
def test_hostile_labels_are_unknown_and_soon_so(label: str) -> None:
    before = time.process_time()
    resolved = INDEX.resolve(level_mark(label))
    assert time.process_time() - before < 0.5
    assert resolved.level == ""
    assert resolved.problem is not None
    assert resolved.problem.rule == "unknown-level"
    assert len(resolved.problem.value) <= 100


def test_the_index_goes_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(INDEX)) == INDEX  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("kind", "url", "title", "page"),
    [
        ("Treatment", "", "Genetics of a Cancer", "treatment"),
        ("Supportive care", "", "", "supportive-care"),
        ("Complementary and alternative medicine", "", "", "cam"),
        ("", "http://cancer.gov/cancertopics/pdq/supportivecare/pain/HealthProfessional", "", "supportive-care"),
        ("", "https://www.cancer.gov/about-cancer/treatment/cam/hp/a-plant-pdq", "", "cam"),
        ("", "", "Invented Sarcoma Treatment (PDQ®)", "treatment"),
        ("summary", "https://www.example.org/a", "A title", ""),
    ],
)
def test_definition_page(kind: str, url: str, title: str, page: str) -> None:
    assert definition_page(Outline("text", "", title, (), url=url, kind=kind)) == page


def test_definition_pages_of_real_documents() -> None:
    """Told from address and title alone it is the page that the document links, wherever it is told."""
    unknown = []
    for path in sorted((needs_shared() / "documents" / "pdq-pages").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        (url,) = re.findall(r"^url: (\S+)$", text, re.MULTILINE)[:1]
        (title,) = re.findall(r"^# (.*)$", text, re.MULTILINE)[:1]
        linked = set(re.findall(r"\(/publications/pdq/levels-evidence/([a-z-]+)\)", text))
        told = definition_page(Outline("markdown", "", title, (), url=url))
        if not told:
            unknown.append(path.name)
        elif linked and "levels-evidence" not in url:
            assert linked == {told}, path.name
    assert len(unknown) <= 5, unknown

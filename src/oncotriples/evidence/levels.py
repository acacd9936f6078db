"""Which level of which scale a printed grade means: by the identifier of its link first, else by its code.

Boards print the same codes for different scales: ``5`` stands in three scales of the genetics board, ``1iiC`` in the
former scale of the treatment boards and in that of the integrative board. Where no identifier tells them apart, the
page that defines a document's levels does; where that does not either, the mark stays without a level and is reported.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from oncotriples.documents.outline import Mark, Outline
from oncotriples.documents.problems import Problem
from oncotriples.quality.findings import Severity

__all__ = ["LevelIndex", "Resolved", "definition_page", "printed_code"]

_SCALES: Mapping[str, tuple[str, ...]] = {
    "cam": ("integrative",),
    "genetics": ("genetics-screening", "genetics-prevention", "genetics-treatment"),
    "screening-prevention": (),
    "supportive-care": ("supportive-care",),
    "treatment": ("treatment", "treatment-legacy"),
}
"""The scales that each definition page defines; the screening and prevention board assesses by words, not by codes."""

# The first that is found wins: addresses of other boards' summaries name treatment too (about-cancer/treatment/cam).
_PAGES = (
    ("genetics", ("genetic",)),
    ("cam", ("/cam/", "complementary", "integrative")),
    ("supportive-care", ("supportive", "/coping/", "/side-effects/")),
    ("screening-prevention", ("screening", "prevention")),
    ("treatment", ("treatment",)),
)

_LONGEST = 300  # characters of a label; the longest that is known has 99
_SHOWN = 80
_CODE = r"(?P<code>[0-9A-Za-z]{1,9})"
_LABELS = (
    re.compile(rf"(?:levels?\s+of\s+evidence\s*)?(?:\(.*\)\s*)?:?\s*\b{_CODE}[.,;]?", re.IGNORECASE),
    re.compile(rf"level\s+{_CODE}\s+evidence", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The level of a mark as ``<scale>/<code>``, or "" where none could be told, and what is to be reported."""

    level: str
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class LevelIndex:
    """The levels of all scales: ``CDR0000335150`` → ``treatment-legacy/3iiiA``, and ``3iiiA`` → all that print so."""

    by_id: Mapping[str, str]
    by_code: Mapping[str, tuple[str, ...]]

    def resolve(self, mark: Mark, *, scale: str = "", line: int = 0) -> Resolved:
        """The level of a level mark. ``scale`` names a scale, or the definition page of the document (``genetics``).

        The identifier is trusted; a text that prints another code is the warning ``level-text-differs``. An identifier
        that no scale has is the warning ``unknown-level-id`` where the code tells the level. A code of several scales
        is the violation ``ambiguous-level``, a code of none ``unknown-level``: only a warning where nothing links it.
        """
        label = mark.label or mark.printed
        code = printed_code(label)
        level = self.by_id.get(mark.target, "")
        if level:
            if code == level.rpartition("/")[2]:
                return Resolved(level)
            message = (
                f"The link's identifier {mark.target} stands for {level}, which is kept. Compare the printed code."
            )
            return Resolved(level, _problem(Severity.WARNING, "level-text-differs", line, label, message))
        levels = self._of_code(code, scale)
        if not levels:
            value = " ".join(filter(None, (label[:_SHOWN], mark.target)))
            message = (
                "No scale has this code or identifier. Correct it, or add the level to its scale in ontology/codes/."
            )
            # A code without a link may be that of no scale: authors score what they did not find in it.
            severity = Severity.VIOLATION if mark.target else Severity.WARNING
            return Resolved("", _problem(severity, "unknown-level", line, value, message))
        if len(levels) > 1:
            message = f"The code is that of {', '.join(levels)}. Read a form of the document that links the level."
            return Resolved("", _problem(Severity.VIOLATION, "ambiguous-level", line, label, message))
        if mark.target:
            message = (
                f"No level has this identifier; {levels[0]} is taken from the code. Add the identifier to its level."
            )
            return Resolved(levels[0], _problem(Severity.WARNING, "unknown-level-id", line, mark.target, message))
        return Resolved(levels[0])

    def _of_code(self, code: str, scale: str) -> tuple[str, ...]:
        levels = self.by_code.get(code, ())
        asked = _SCALES.get(scale, (scale,))
        held = tuple(level for level in levels if level.partition("/")[0] in asked)
        return held if held and len(levels) > 1 else levels


def printed_code(label: str) -> str:
    """The code in a label, or "": ``3iiiA`` of ``Level of evidence: 3iiiA``, ``4`` of ``Level of evidence (x): 4``."""
    if len(label) <= _LONGEST:
        text = " ".join(label.split())
        for pattern in _LABELS:
            if found := pattern.fullmatch(text):
                return found["code"]
    return ""


def definition_page(outline: Outline) -> str:
    """The page that defines the levels of a document: ``treatment``, ``genetics``, ``cam`` …, or "" where unknown.

    Told from the kind of summary that the document states, else from its address, else from its title.
    """
    for text in (outline.kind, outline.url, outline.title):
        for page, words in _PAGES:
            if any(word in text.casefold() for word in words):
                return page
    return ""


def _problem(severity: Severity, rule: str, line: int, value: str, message: str) -> Problem:
    return Problem(severity, rule, line, value[:_SHOWN], message)

"""The standing text of a page: what every summary carries and no reader cites, left out on purpose and counted."""

import re
from collections import Counter
from datetime import date

from oncotriples.dates import MONTHS
from oncotriples.documents.outline import Block, References, Table, counted_as
from oncotriples.documents.page_tables import marks_of
from oncotriples.documents.problems import Problem
from oncotriples.quality.findings import Severity

__all__ = [
    "bad_date",
    "day",
    "is_references",
    "left_out_with",
    "no_update_date",
    "references_missing",
    "standing_part",
    "update_in",
]

LATEST = re.compile(
    r"(?i)(?:latest updates|changes) to this (?:pdq )?summary\b"
    r"|(?:últimas )?(?:actualizaciones|modificaciones) a este sumario\b"
)
ABOUT = re.compile(r"(?i)(?:about this (?:pdq )?summary|información sobre este sumario)\b")
FURNITURE = re.compile(
    r"(?i)(?:get more information from nci|permission to use this summary|board members|contact us|disclaimer)\s*$"
)
REFERENCES = re.compile(r"(?i)(?:references|bibliography|bibliograf[íi]a)\s*:?")
SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
WRITTEN = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4})\b")
DATED = re.compile(r"\([^()]{0,40}\d[^()]{0,40}\)")


def standing_part(heading: str) -> str:
    """The part of the standing text that a top-level heading opens; "" where it opens a section of the summary."""
    if LATEST.match(heading):
        return "latest-updates"
    if ABOUT.match(heading):
        return "about-this-summary"
    return "standing-text" if FURNITURE.match(heading) else ""


def left_out_with(block: Block | Table | References, part: str) -> Counter[str]:
    """What is left out with one block of a part of the standing text, by the names that coverage lists."""
    left_out = Counter({part: 1})
    if isinstance(block, References):
        left_out[f"{part}-references"] += len(block.entries)
        left_out[f"{part}-pubmed-links"] += sum(bool(entry.pmid) for entry in block.entries)
    left_out.update(f"{part}-{counted_as(mark)}" for mark in marks_of(block))
    return left_out


def update_in(heading: str) -> str:
    """The date in ``Latest Updates to This Summary (05/12/2025)``, ISO 8601; "" where none stands there."""
    return day(heading) if LATEST.match(heading) else ""


def bad_date(heading: str, line: int) -> list[Problem]:
    """The warning that the heading of the latest updates prints what is no day of the calendar, if it does."""
    found = DATED.search(heading) if LATEST.match(heading) and not day(heading) else None
    if found is None:
        return []
    message = "the day of the latest update is one of the calendar, as (MM/DD/YYYY); this one was left out: mend it"
    return [Problem(Severity.WARNING, "bad-date", line, found[0], message)]


def no_update_date(updated: str, problems: list[Problem]) -> list[Problem]:
    """The warning that a page says nowhere when it was updated; none where ``problems`` tell of the date already."""
    if updated or any(problem.rule == "bad-date" for problem in problems):
        return []
    message = (
        "a page prints the day of its latest update; this one does not, so its edition is undated: "
        "add the heading “Latest Updates to This Summary (MM/DD/YYYY)”"
    )
    return [Problem(Severity.WARNING, "no-update-date", 0, "", message)]


def references_missing(line: int) -> Problem:
    """A heading “References” that no list follows."""
    message = "a heading of references stands before their list: add the list, or take the heading away"
    return Problem(Severity.VIOLATION, "references-missing", line, "", message)


def is_references(heading: str) -> bool:
    """Whether a heading opens a reference list."""
    return REFERENCES.fullmatch(heading) is not None


def day(text: str) -> str:
    """The first day that the text names as ``05/12/2025`` or ``May 12, 2025``, ISO 8601; "" where none is one."""
    slashed = SLASHED.search(text)
    if slashed:
        return _iso(int(slashed[3]), int(slashed[1]), int(slashed[2]))
    written = WRITTEN.search(text)
    if written and written[1][:3].lower() in MONTHS:
        return _iso(int(written[3]), MONTHS.index(written[1][:3].lower()) + 1, int(written[2]))
    return ""


def _iso(year: int, month: int, number: int) -> str:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return ""

"""The standing text of a page: what every summary carries and no reader cites, left out on purpose and counted."""

import re
from datetime import date

__all__ = ["day", "is_references", "standing_part", "update_in"]

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
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def standing_part(heading: str) -> str:
    """The part of the standing text that a top-level heading opens; "" where it opens a section of the summary."""
    if LATEST.match(heading):
        return "latest-updates"
    if ABOUT.match(heading):
        return "about-this-summary"
    return "standing-text" if FURNITURE.match(heading) else ""


def update_in(heading: str) -> str:
    """The date in ``Latest Updates to This Summary (05/12/2025)``, ISO 8601; "" where none stands there."""
    return day(heading) if LATEST.match(heading) else ""


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

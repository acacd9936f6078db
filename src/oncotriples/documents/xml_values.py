"""Values that summaries, terms and drugs write alike in XML, and what to say of those that are wrong."""

import re
from datetime import date

from lxml import etree

from oncotriples.documents.normalising import normalised
from oncotriples.documents.problems import Problem
from oncotriples.documents.xml import line_of, text_of
from oncotriples.quality.findings import Severity

__all__ = ["UnknownElements", "checked_id", "is_entry_number", "plain_text", "read_date"]

_CDR_ID = re.compile(r"CDR[0-9]{10}")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
# Nearly all numbers of entries; to look one up takes a fraction of the time of the pattern.
_USUAL_NUMBERS = frozenset(map(str, range(1, 1000)))


def plain_text(element: etree._Element | None) -> str:
    """All text of an element, normalised; "" where there is none."""
    return "" if element is None else normalised(text_of(element))


def is_entry_number(text: str) -> bool:
    """Whether it is a number that an entry may have: of up to six digits, the first no zero."""
    return text in _USUAL_NUMBERS or _NUMBER.fullmatch(text) is not None


def checked_id(element: etree._Element, attribute: str, problems: list[Problem]) -> str:
    """A CDR identifier, also a wrong one, of which a problem is made; "" for an absent one."""
    value = element.get(attribute, "").strip()
    if not _CDR_ID.fullmatch(value):
        message = f"CDR and ten digits were expected as {attribute} of {element.tag}: give its identifier"
        problems.append(Problem(Severity.WARNING, "bad-id", line_of(element), value[:80], message))
    return value


def read_date(element: etree._Element, problems: list[Problem]) -> str:
    """An ISO 8601 date; "" for any other text, of which a problem is made."""
    text = plain_text(element)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        message = f"a date such as 2025-05-12 was expected in {element.tag}; it was left out: correct it"
        problems.append(Problem(Severity.WARNING, "bad-date", line_of(element), text[:80], message))
        return ""


class UnknownElements:
    """Elements that no rule knows: of each name the line of the first and how many there are."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, int]] = {}

    def see(self, element: etree._Element) -> None:
        """Note an element."""
        tag = str(element.tag)
        line, count = self._seen.get(tag) or (line_of(element), 0)
        self._seen[tag] = line, count + 1

    def problems(self, done: str) -> tuple[Problem, ...]:
        """One a name; ``done`` says what was done with the elements."""
        mend = "add a rule for it, or correct its name"
        return tuple(
            Problem(Severity.WARNING, "unknown-element", line, tag, f"{count} of this name; {done}: {mend}")
            for tag, (line, count) in self._seen.items()
        )

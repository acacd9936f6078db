"""Values in a PubMed record: texts, dates, pages and identifiers, in the forms in which they are kept."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from lxml import etree

from oncotriples.dates import MONTHS
from oncotriples.documents.xml import text_of

__all__ = ["date_in", "orcid", "pages_in", "pmid_in", "published_in", "text_in", "texts_in", "title_in"]

_MONTHS = {name: number for number, name in enumerate(MONTHS, 1)}
_YEAR = re.compile(r"[1-9][0-9]{3}")
_NUMBER = re.compile(r"0{0,2}[1-9][0-9]?")
_PMID = re.compile(r"[1-9][0-9]{0,7}")
_ORCID = re.compile(r"(?:https?://)?(?:www\.)?(?:orcid\.org/)?([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9Xx])/?")

Element = etree._Element


def text_in(element: Element | None) -> str:
    """The text of an element with its markup taken off, in single spaces."""
    if element is None:
        return ""
    text = text_of(element) if len(element) else element.text
    return " ".join(text.split()) if text else ""


def texts_in(element: Element | None) -> dict[str, str]:
    """The texts of an element's children by their tags; of several with one tag that of the last."""
    return {} if element is None else {child.tag: text_in(child) for child in element}


def pmid_in(element: Element | None) -> str:
    """The PMID that stands in an element, without leading zeros; "" for what is none."""
    text = text_in(element).lstrip("0")
    return text if _PMID.fullmatch(text) else ""


def title_in(element: Element | None) -> str:
    """A title without its full stop."""
    text = text_in(element)
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def pages_in(element: Element | None) -> str:
    """A Pagination: the pages as PubMed prints them (``914-23``), else from the first to the last."""
    parts = texts_in(element)
    if pages := parts.get("MedlinePgn"):
        return pages
    first, last = parts.get("StartPage", ""), parts.get("EndPage", "")
    return f"{first}-{last}" if first and last and last != first else first or last


def date_in(element: Element | None) -> str:
    """``2021-10-21``, ``2021-10`` or ``2021``, as far as it is a date of the calendar; "" for what is none."""
    return _date_of(texts_in(element))


def published_in(element: Element | None) -> str:
    """A PubDate: a date, or the words that stand for one (``1998 Dec-1999 Jan``, ``1998 Spring``)."""
    parts = texts_in(element)
    if words := parts.get("MedlineDate"):
        return words
    if season := parts.get("Season"):
        return f"{parts.get('Year', '')} {season}".lstrip()
    return _date_of(parts)


def _date_of(parts: Mapping[str, str]) -> str:
    year, month, day = parts.get("Year", ""), parts.get("Month", ""), parts.get("Day", "")
    if not _YEAR.fullmatch(year):
        return ""
    # ``03``, ``3``, ``Mar`` and ``March``.
    number = int(month) if _NUMBER.fullmatch(month) else _MONTHS.get(month[:3].casefold(), 0) if month.isalpha() else 0
    if not 1 <= number <= 12:
        return year
    if _NUMBER.fullmatch(day):
        with suppress(ValueError):
            return date(int(year), number, int(day)).isoformat()
    return f"{year}-{number:02}"


def orcid(text: str) -> str:
    """The identifier with its hyphens; "" where its check digit (ISO 7064, mod 11-2) is another."""
    found = _ORCID.fullmatch(text)
    if not found:
        return ""
    digits = "".join(found.groups()).upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "-".join((*found.groups()[:3], found[4].upper())) if digits[-1] == "0123456789X"[check] else ""

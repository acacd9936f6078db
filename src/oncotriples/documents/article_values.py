"""Values in a PubMed record: texts, dates, pages and identifiers, in the forms in which they are kept."""

import re

from lxml import etree

__all__ = ["date_in", "orcid", "pages_in", "pmid_in", "published_in", "text_in", "title_in"]

_MONTHS = {
    name: f"{number:02}"
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
_PMID = re.compile(r"[1-9][0-9]{0,7}")
_ORCID = re.compile(r"(?:https?://)?(?:www\.)?(?:orcid\.org/)?([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9Xx])/?")

Element = etree._Element


def text_in(element: Element | None) -> str:
    """The text of an element with its markup taken off, in single spaces."""
    if element is None:
        return ""
    text = "".join(element.itertext()) if len(element) else element.text or ""  # type: ignore[arg-type]
    return " ".join(text.split())


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
    if element is None:
        return ""
    pages = text_in(element.find("MedlinePgn"))
    if pages:
        return pages
    first, last = text_in(element.find("StartPage")), text_in(element.find("EndPage"))
    return f"{first}-{last}" if last and last != first else first


def date_in(element: Element | None) -> str:
    """``2021-10-21``, ``2021-10`` or ``2021``; "" for what is no such date."""
    if element is None:
        return ""
    year = text_in(element.find("Year"))
    if len(year) != 4 or not year.isdecimal() or not year.isascii():
        return ""
    month = text_in(element.find("Month"))
    month = _MONTHS.get(month[:3].title()) or (month.zfill(2) if month.isdecimal() else "")
    if not "01" <= month <= "12" or len(month) != 2:
        return year
    day = text_in(element.find("Day"))
    return f"{year}-{month}-{day.zfill(2)}" if day.isdecimal() and 1 <= int(day[:3]) <= 31 else f"{year}-{month}"


def published_in(element: Element | None) -> str:
    """A PubDate: a date, or the words that stand for one (``1998 Dec-1999 Jan``, ``1998 Spring``)."""
    if element is None:
        return ""
    words = text_in(element.find("MedlineDate"))
    season = text_in(element.find("Season"))
    return words or (f"{text_in(element.find('Year'))} {season}" if season else date_in(element))


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

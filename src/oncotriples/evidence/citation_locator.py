"""The tail of a citation: where in a journal it stands. Read from the right. ::

    tail        ::= designation ":" [pages] "," date
    designation ::= [volume] [qualifier] ["(" issue ")"]      9 (4) · 58 (2 Suppl 1) · 136 Pt B · (2) · 31A
    pages       ::= piece (("," | ";") piece)*                524-9 · S1-8 · iii-iv, 1-187 · 2338-42; discussion 2342
    date        ::= year ["-" year] [months]                  1995 · 1976-77 · 1993 Nov-Dec · 2005 Sep 3-9

Some entries print a comma, a semicolon or nothing for the colon after a bracketed issue, or leave the pages out; these
are read too. No step looks at a character more than a few times.
"""

import re
from dataclasses import dataclass

__all__ = ["Locator", "article_number", "first_page", "read_locator", "split_date"]

_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)(?:[-/\u2013]\d{2,4})?")
_MONTHS = re.compile(r"[A-Z][A-Za-z0-9 /\u2013.-]{0,28}")
_VOLUME = re.compile(r"\d{1,4}[A-Za-z]{0,2}(?:[-/\u2013](?:\d{1,4}[A-Za-z]?|[A-Z]))?|[A-Z]\d{1,3}")
_PAGE = re.compile(r"[\w.#/+\u2013-]*\d[\w.#/+\u2013-]*|[ivxlcIVXLC]{1,8}(?:[-\u2013][ivxlcIVXLC]{1,8})?")
_FIRST_PAGE = re.compile(r"[A-Za-z]*-?[\w.]*")
_ARTICLE_NUMBER = re.compile(r"[eE]\d+|[A-Za-z]{2,6}\d{3,}|[a-z]\d{4,}|\d{5,}|A-[\w.-]*\d[\w.-]*")
_QUALIFIERS = frozenset(["suppl", "suppl.", "supplement", "pt", "pt.", "part", "spec", "no", "no.", "special", "issue"])
_ISSUE_WORDS = ("suppl", "pt", "part", "spec", "database", "web server", "issue", "online")
_LONGEST_PAGES = 120
_MOST_ISSUE_PARTS = 3


@dataclass(frozen=True, slots=True)
class Locator:
    """What the tail says, each part as printed; ``head`` is what stands before it: title and journal."""

    head: str
    volume: str
    issue: str
    pages: str
    year: str
    months: str


def split_date(text: str) -> tuple[str, str, str] | None:
    """What stands before the date that ends a text, its year (the first of a range) and its months."""
    best = None
    for mark in (", ", "; ", ". ", ": "):
        at = text.rfind(mark)
        if at < 0 or (best is not None and at <= best[0]):
            continue
        found = _date(text[at + 2 :])
        if found:
            best = at, *found
    if best is None:
        return None
    at, year, months = best
    # The colon of a locator without pages belongs to what stands before.
    return text[: at + 1] if text[at] == ":" else text[:at], year, months


def _date(text: str) -> tuple[str, str] | None:
    found = _YEAR.match(text)
    if not found:
        return None
    months = text[found.end() :]
    if not months:
        return found[1], ""
    if months[0] == " " and _MONTHS.fullmatch(months, 1):
        return found[1], months[1:]
    return None


def read_locator(text: str) -> Locator | None:
    """The tail of an entry without its full stop, or None if it ends otherwise (a book, a web page)."""
    dated = split_date(text)
    if dated is None:
        return None
    before, year, months = dated
    colon = before.rfind(":")
    if colon > 0:
        pages, head = before[colon + 1 :].strip(), before[:colon]
        if _is_pages(pages):
            found = _designation(head)
            if found and (found[1] or found[2] or head.endswith(" ")):
                return Locator(*found, pages, year, months)
    bracket = before.rfind(")")
    if bracket > 0:
        pages = before[bracket + 1 :].strip(" ,;:.")
        found = _designation(before[: bracket + 1]) if pages and _is_pages(pages) else None
        if found and found[1] and found[2]:
            return Locator(*found, pages, year, months)
    return None


def _is_pages(text: str) -> bool:
    if not text:
        return True
    if len(text) > _LONGEST_PAGES:
        return False
    words = text.replace(";", " ").replace(",", " ").split(None, 1)
    return bool(words and _PAGE.fullmatch(words[0]))


def _designation(text: str) -> tuple[str, str, str] | None:
    """Journal and all before it, volume and issue; the last two may be empty. None if the brackets do not match."""
    head, issues = text.rstrip(" :,;"), []
    for _ in range(_MOST_ISSUE_PARTS):
        if head.endswith(")"):
            start = head.rfind("(")
            if start < 0:
                return None
            printed, before = head[start + 1 : -1].strip(), head[:start].rstrip()
            if not _is_issue(printed, before):
                break
        else:
            printed, before = _qualifier(head)
            if not printed:
                break
        issues.append(printed)
        head = before
    issue = " ".join(reversed(issues))
    start = head.rfind(" ") + 1
    word = head[start:].strip(",;:.")
    if start and _VOLUME.fullmatch(word):
        return head[: start - 1].rstrip(" ,;"), word, issue
    return head, "", issue


def _is_issue(inside: str, before: str) -> bool:
    """Whether a bracket holds an issue, and not the town in a journal's name: “Neurol Med Chir (Tokyo)”."""
    if len(inside) > 40:
        return False
    if before[-1:].isdigit() or (before[-2:-1].isdigit() and before[-1:].isalpha()) or before.endswith(")"):
        return True
    return any(character.isdigit() for character in inside) or inside.lower().startswith(_ISSUE_WORDS)


def _qualifier(head: str) -> tuple[str, str]:
    """A supplement or part that stands after the volume without brackets, and the rest: “136 Pt B”, “34 (3): suppl”."""
    words = head[-40:].split(" ")
    for length in (1, 2, 3, 4):
        if length >= len(words):
            break
        qualifier, before = words[-length:], words[-length - 1].rstrip(":,;")
        known = qualifier[0].lower().rstrip(":") in _QUALIFIERS
        if known and (_VOLUME.fullmatch(before) or before.endswith(")")):
            printed = " ".join(qualifier)
            return printed, head[: -len(printed)].rstrip(" :,;")
    return "", head


def first_page(pages: str) -> str:
    """The first page, or number, of a page range as printed: ``765-85`` → ``765``, ``A-9501, 12`` → ``A-9501``."""
    text = pages.replace(";", ",").split(",", 1)[0].strip()
    word = text.split(" ", 1)[0]
    if word.startswith(("A-", "a-")):
        return word
    found = _FIRST_PAGE.match(word.replace("\u2013", "-").split("-", 1)[0])
    return found[0].strip(".") if found else ""


def article_number(pages: str) -> str:
    """The number that stands for pages in a journal without them: ``e30358``, ``CD003751``, ``A-9501``; else ""."""
    word = pages.replace(";", ",").split(",", 1)[0].strip()
    return word if _ARTICLE_NUMBER.fullmatch(word) else ""

"""Citations that stand in no journal: books, chapters, reports, web pages. A run of sentences, read from the right. ::

    work     ::= title "." (edition ".")* [imprint "."] (remark ".")*
    imprint  ::= [place ":"] publisher [("," | ";" | ".") year] ["," pages]
    edition  ::= "2nd ed" | "4th rev. ed" | "Version 2.2024" | "Vol. 2"
    chapter  ::= title ". In: " editors [", eds."] ":" work
    meeting  ::= name "(" place "," date ")" ["pp" pages] | work

The imprint is the last sentence that ends with a year; where none does, the last of several sentences.
"""

import re
from dataclasses import dataclass

from oncotriples.evidence.citation_authors import split_authors
from oncotriples.evidence.citation_locator import split_date

__all__ = ["Work", "last_sentence", "read_chapter", "read_meeting", "read_work", "split_chapter"]

_EDITION = re.compile(r"\d{1,2}(?:st|nd|rd|th)(?: [a-z]{1,8}\.?)? [Ee]d(?:ition|n)?\b\.?")
_PART = re.compile(r"(?:Version|Vols?\.?|Volume) [\w.& ]{1,20}")
# Words before a full stop that ends no sentence.
_ABBREVIATIONS = frozenset(["co", "dr", "ed", "eds", "jr", "no", "pub", "publ", "rev", "sr", "st", "vol", "vols", "vs"])
_STOP = re.compile(r"[.?!\]…][\"”\u2019')]? ")
_LONGEST_PLACE = 60
_LONGEST_PAGES = 60
_MOST_PARTS_OF_PAGES = 3


@dataclass(frozen=True, slots=True)
class Work:
    """A book or the like: each part as printed, "" where the entry has none; ``remark`` is what follows the imprint."""

    title: str
    editors: str = ""
    container: str = ""
    edition: str = ""
    place: str = ""
    publisher: str = ""
    year: str = ""
    months: str = ""
    pages: str = ""
    remark: str = ""


def last_sentence(text: str) -> int:
    """Where the last sentence of a text begins: after the last full stop, question mark or closing bracket; else 0."""
    stop = max(text.rfind(mark) for mark in (". ", "? ", "! ", "] ", '." ', ".” ", '?" ', "?” ", "… ", ".) "))
    return text.index(" ", stop) + 1 if stop >= 0 else 0


def split_chapter(text: str) -> tuple[str, str] | None:
    """What stands before “In:” (authors and title) and the book after it; None for what does not stand in a book."""
    before, found, book = text.partition(" In: ")
    return (before, book) if found and before[-1:] in ".?!]" else None


def read_chapter(title: str, book: str) -> Work:
    """A chapter from its title and what follows “In:”, without the last full stop."""
    editors, book = split_authors(book)
    work = read_work(book)
    return Work(
        title=title.rstrip(". "),
        editors=editors.printed,
        container=work.title,
        edition=work.edition,
        place=work.place,
        publisher=work.publisher,
        year=work.year,
        months=work.months,
        pages=work.pages,
        remark=work.remark,
    )


def read_work(text: str) -> Work:
    """A book, report or page, from its title on, without authors and last full stop."""
    text, pages = _without_pages(text)
    sentences = _sentences(text)
    at, dated = _imprint(sentences)
    issuer, year, months = dated or (sentences[at], "", "")
    remark = " ".join(sentences[at + 1 :])
    if at == 0 and dated and ". " in issuer:
        title, issuer = issuer.rsplit(". ", 1)
        sentences, at = [title], 1
    if at == 0:
        return Work(issuer.rstrip(" ,;."), year=year, months=months, pages=pages, remark=remark)
    titles = sentences[:at]
    editions: list[str] = []
    while len(titles) > 1 and (_EDITION.fullmatch(titles[-1]) or _PART.fullmatch(titles[-1].rstrip("."))):
        editions.insert(0, titles.pop())
    found = _EDITION.match(issuer)
    if found:
        editions.append(found[0])
        issuer = issuer[found.end() :].lstrip(" .,")
    place, colon, publisher = issuer.partition(": ")
    if not colon or len(place) > _LONGEST_PLACE:
        place, publisher = "", issuer
    return Work(
        title=" ".join(titles).rstrip(" ."),
        edition=" ".join(editions).rstrip("."),
        place=place.strip(),
        publisher=publisher.strip(" ,;"),
        year=year,
        months=months,
        pages=pages,
        remark=remark,
    )


def read_meeting(text: str) -> Work:
    """The meeting that an abstract was given at, and the pages of its proceedings."""
    name, pages = text, ""
    end = text.rfind(") pp ")
    if end >= 0 and len(text) - end <= _LONGEST_PAGES:
        name, pages = text[: end + 1], text[end + len(") pp ") :].strip(" .")
    start = name.rfind("(")
    dated = split_date(name[start + 1 : -1]) if start >= 0 and name.endswith(")") else None
    return Work(name, year=dated[1], months=dated[2], pages=pages) if dated else read_work(text)


def _without_pages(text: str) -> tuple[str, str]:
    """The text without the pages that end it: after “pp”, and what else stands between the year and the end."""
    pages = ""
    comma = text.rfind(", ")
    last = text[comma + 2 :]
    if comma >= 0 and last.startswith("pp") and not last[2:3].isalpha() and len(last) <= _LONGEST_PAGES:
        text, pages = text[:comma], last[2:].strip(" .")
    if split_date(text) is None:
        parts = text.rsplit(", ", _MOST_PARTS_OF_PAGES)
        for kept in range(len(parts) - 1, 0, -1):
            before, after = ", ".join(parts[:kept]), ", ".join(parts[kept:])
            if ". " in after or len(after) > _LONGEST_PAGES:
                break
            if split_date(before) is not None:
                return before, ", ".join(filter(None, (after, pages)))
    return text, pages


def _sentences(text: str) -> list[str]:
    """The sentences with the stop that ends each; the space after it is left out."""
    found, start = [], 0
    for stop in _STOP.finditer(text):
        if text[stop.start()] != "." or not _is_abbreviation(text, stop.start()):
            found.append(text[start : stop.end() - 1])
            start = stop.end()
    found.append(text[start:])
    return found


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the word that the full stop ends is an initial (“J. B. Lippincott”, “U.S.”) or an abbreviation."""
    word = text[max(text.rfind(" ", 0, stop), text.rfind(".", 0, stop)) + 1 : stop]
    return (len(word) == 1 and word.isupper()) or word.lower() in _ABBREVIATIONS


def _imprint(sentences: list[str]) -> tuple[int, tuple[str, str, str] | None]:
    """Which sentence is the imprint, with its publisher, year and months if it ends with a date; 0 if none is."""
    for index in range(len(sentences) - 1, -1, -1):
        dated = split_date(", " + sentences[index].rstrip("."))
        if dated:
            before, year, months = dated
            return index, (before.lstrip(", "), year, months)
    return len(sentences) - 1, None

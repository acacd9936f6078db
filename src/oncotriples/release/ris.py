"""A bibliography as RIS, which every reference manager imports.

One field is one line ended by CR LF, as the format's description has it; text is UTF-8. A comma in a name parts family
and given names, so groups lose theirs. RIS wants the last page in full: ``765-85`` is SP 765, EP 785. What does not fit
into its fields is a note (N1): the standing of an article, pages besides a range, that a work is an abstract, and the
printed entries of books.
"""

import re
from collections.abc import Iterable, Iterator

from oncotriples.release.author_names import Name, Names
from oncotriples.release.bibliography import Entry, WorkKind
from oncotriples.release.edition_numbers import edition_number

__all__ = ["page_span", "ris"]

_TYPES = {
    WorkKind.ARTICLE: "JOUR",
    WorkKind.CHAPTER: "CHAP",
    WorkKind.BOOK: "BOOK",
    WorkKind.REPORT: "RPRT",
    WorkKind.PAGE: "ELEC",
}
# Who edited: importers take A2 for the editor of what a chapter stands in, but of a book for that of its series.
_EDITED = ("CHAP", "CPAPER")
_NUMBERED = re.compile(r"[A-Za-z.]*[0-9][0-9A-Za-z.]*|[ivxlc]+")
_LAST_NUMBER = re.compile(r"[0-9]+$")


def ris(entries: Iterable[Entry]) -> str:
    """The entries in their order, each from TY to ER and an empty line."""
    return "".join(_entry(entry) for entry in entries)


def page_span(pages: str) -> tuple[str, str]:
    """First and last page, the latter in full and "" where there is one only: ``e418-26`` is e418 and e426."""
    start, dash, end = re.split("[,;]", pages.replace("\u2013", "-"), maxsplit=1)[0].strip().partition("-")
    if not dash or not _NUMBERED.fullmatch(start) or not _NUMBERED.fullmatch(end):
        return re.split("[,;]", pages, maxsplit=1)[0].strip(), ""
    found = _LAST_NUMBER.search(start)
    if found and end.isdecimal():
        head, number = start[: found.start()], found[0]
        whole = number[: -len(end)] + end if len(end) < len(number) else end
        return start, head + (whole if int(whole) >= int(number) else end)
    return start, end


def _entry(entry: Entry) -> str:
    lines = [f"{tag}  - {value}" for tag, value in _fields(entry) if value]
    return "".join(f"{line}\r\n" for line in (*lines, "ER  - ", ""))


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    kind = "CPAPER" if entry.abstract and not entry.journal else _TYPES[entry.kind]
    start, end = page_span(entry.pages)
    yield "TY", kind
    yield "ID", entry.key
    yield from (("AU", name) for name in _names(entry.authors))
    yield from (("A2" if kind in _EDITED else "ED", name) for name in _names(entry.editors))
    yield "TI", entry.title
    yield "T2", entry.journal or entry.container
    yield "J2", entry.journal
    yield "ET", edition_number(entry.edition) or entry.edition
    yield "PB", entry.publisher
    yield "CY", entry.place
    yield "PY", entry.year
    yield "DA", _date(entry.date)
    yield "VL", entry.volume
    yield "IS", entry.issue
    yield "SP", start
    yield "EP", end
    yield "SN", entry.issn
    yield "DO", entry.doi
    yield "AN", entry.pmid
    yield "DB", "PubMed" if entry.pmid else ""
    yield "C2", entry.pmcid if kind == "JOUR" else ""
    yield "UR", entry.pubmed
    yield "N1", entry.standing.note if entry.standing else ""
    yield "N1", "Abstract of a meeting" if entry.abstract else ""
    yield "N1", f"Pages as printed: {entry.pages}" if re.search("[,;]", entry.pages) else ""
    yield "N1", f"As printed: {entry.printed}" if entry.printed else ""


def _date(date: tuple[int, ...]) -> str:
    """``2020/05/17/``; a day that nobody knows is left open between its strokes."""
    if len(date) < 2:
        return ""  # the year alone is in PY
    month, day = f"{date[1]:02}", f"{date[2]:02}" if len(date) > 2 else ""
    return f"{date[0]:04}/{month}/{day}/"


def _names(names: Names) -> list[str]:
    return [*(_name(name) for name in names.members), *(["et al."] if names.et_al else [])]


def _name(name: Name) -> str:
    if name.literal:
        return name.literal.replace(",", "")
    return ", ".join(filter(None, (name.whole_family, name.given, name.suffix)))

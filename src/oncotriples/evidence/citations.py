"""Citation strings as PDQ prints them, read into their parts. ::

    entry    ::= [authors ":"] (article | chapter | work) access*
    article  ::= title stop ["[" form "]"] journal tail "."        stop ::= "." | "?" | "!" | "]" | "…"
    access   ::= ["Also"] "available online" … "." | "Last accessed" date "." | "[Epub ahead of print]"

``authors`` is the grammar of ``citation_authors``, ``tail`` that of ``citation_locator``, ``chapter`` and ``work`` are
those of ``citation_books``. An entry is read from both its ends: authors from the left, access and tail from the right;
what remains is the title and, after the last stop in it, the journal. So neither a colon nor a question mark in a title
matters. The work is linear in the length of the entry.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from oncotriples.evidence.brackets import is_balanced
from oncotriples.evidence.citation_authors import Authors, split_authors
from oncotriples.evidence.citation_books import (
    Work,
    last_sentence,
    read_chapter,
    read_meeting,
    read_work,
    split_chapter,
)
from oncotriples.evidence.citation_locator import Locator, article_number, first_page, read_locator

__all__ = ["Citation", "CitationKind", "parse_citation"]


class CitationKind(StrEnum):
    """What a citation cites. ``OTHER`` is what the grammar does not know."""

    ARTICLE = "article"
    ABSTRACT = "abstract"
    CHAPTER = "chapter"
    BOOK = "book"
    REPORT = "report"
    WEB = "web"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: each part as printed, "" where the entry has none; ``text`` is the whole string.

    ``first_author`` is the family name of the first author (or editor, where a book has editors only), or the first
    group. ``form`` is a bracketed word after the title (``Abstract``, ``Letter``). ``issue`` holds supplement and part
    too (``3 Suppl``, ``4 Pt 1``). ``first_page`` and ``article_number`` are taken from ``pages``; an abstract's number
    (``A-9501``) is an article number. ``year`` is four digits, the first of a range. ``access`` is what is said about
    where and when to read it. ``problems`` says what did not parse.
    """

    kind: CitationKind
    text: str
    authors: str = ""
    first_author: str = ""
    collective: bool = False
    et_al: bool = False
    title: str = ""
    form: str = ""
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    first_page: str = ""
    article_number: str = ""
    year: str = ""
    months: str = ""
    editors: str = ""
    container: str = ""
    edition: str = ""
    place: str = ""
    publisher: str = ""
    remark: str = ""
    access: str = ""
    problems: tuple[str, ...] = ()

    @property
    def is_located(self) -> bool:
        """Whether title, journal, year and a volume or article number were found: what finds an article again."""
        return bool(self.title and self.journal and self.year and (self.volume or self.article_number))


_ACCESS = (
    " Also available",
    " Available online",
    " Available with",
    " Available from",
    " Available at",
    " Last accessed",
    " Accessed ",
    " [Epub ahead of print]",
)
_FORMS = ("abstract", "letter", "editorial", "comment", "news", "published erratum", "erratum", "see comment", "review")
_ABSTRACT = " [Abstract] "
_REPORT_REMARKS = ("pub", "report no", "ota-", "dhhs", "nih ")
_BRACKETED_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d ?[)\]]|[(\[] ?(?:1[5-9]|20)\d\d(?!\d)")
# Citations are a few hundred characters; what is longer than this is none.
_LONGEST = 4000


def parse_citation(text: str) -> Citation:
    """Read one entry of a reference list, normalised and without its number and its link to PubMed."""
    return _checked(_parse(text))


def _checked(citation: Citation) -> Citation:
    """The citation without a volume, issue or pages that hold half a bracket or a date in one: those were misread."""
    places = {"volume": citation.volume, "issue": citation.issue, "pages": citation.pages}
    wrong = [name for name, value in places.items() if not is_balanced(value) or _BRACKETED_YEAR.search(value)]
    if not wrong:
        return citation
    kept_pages = "pages" not in wrong
    return replace(
        citation,
        volume="" if "volume" in wrong else citation.volume,
        issue="" if "issue" in wrong else citation.issue,
        pages=citation.pages if kept_pages else "",
        first_page=citation.first_page if kept_pages else "",
        article_number=citation.article_number if kept_pages else "",
        problems=(*citation.problems, *(f"no {name}, but {places[name]!r}" for name in wrong)),
    )


def _parse(text: str) -> Citation:
    if len(text) > _LONGEST:
        return Citation(CitationKind.OTHER, text, problems=("longer than any citation",))
    body, access = _without_access(text)
    if not body:
        return Citation(CitationKind.OTHER, text, access=access, problems=("nothing is cited",))
    chapter = split_chapter(body)
    if chapter:
        authors, title = split_authors(chapter[0])
        return _book(CitationKind.CHAPTER, text, authors, read_chapter(title, chapter[1]), access)
    locator = read_locator(body)
    if locator:
        return _article(text, locator, access)
    authors, rest = split_authors(body)
    if _ABSTRACT in rest:
        return _meeting_abstract(text, authors, rest, access)
    work = read_work(rest)
    return _book(_kind_of_work(authors, work, access), text, authors, work, access)


def _without_access(text: str) -> tuple[str, str]:
    """The entry and what is said about access to it, which ends it."""
    start = len(text)
    for mark in _ACCESS:
        at = text.find(mark)
        if 0 < at < start and text[at - 1] in ".])":
            start = at
        elif text.startswith(mark[1:]):
            start = 0
    body, access = text[:start].rstrip(" ."), text[start:].strip()
    remark = body.rfind(" [")
    if remark > 0 and body.endswith("]") and body[remark - 5 : remark - 1].isdigit() and body[remark - 1] == ".":
        body, access = body[:remark].rstrip(" ."), f"{body[remark + 1 :]} {access}".strip()
    return body, access


def _article(text: str, locator: Locator, access: str) -> Citation:
    authors, head = split_authors(locator.head.rstrip(" ."))
    # A bracket with words after it ends a title that has no full stop: the town in a journal's name ends the name.
    start = max(last_sentence(head), head.rfind(") ") + 2)
    # Where nothing parts the two, the words may be either or both: they are neither.
    title, journal = (head[:start].rstrip(), head[start:]) if start > 1 else (head, "")
    title, form = _without_form(title)
    number = article_number(locator.pages)
    abstract = form.lower().startswith("abstract") or number.startswith("A-")
    return Citation(
        kind=CitationKind.ABSTRACT if abstract else CitationKind.ARTICLE,
        text=text,
        authors=authors.printed,
        first_author=authors.first,
        collective=authors.collective,
        et_al=authors.et_al,
        title=title if journal else "",
        form=form,
        journal=journal,
        volume=locator.volume,
        issue=locator.issue,
        pages=locator.pages,
        first_page=first_page(locator.pages),
        article_number=number,
        year=locator.year,
        months=locator.months,
        access=access,
        problems=() if journal else ("nothing stands between title and journal",),
    )


def _without_form(title: str) -> tuple[str, str]:
    """A title without its last full stop and without a form in brackets, “[Letter]”; what the brackets hold."""
    bare = title if title.endswith("...") else title.rstrip(" .")
    if not bare.endswith("]"):
        return bare, ""
    start = bare.rfind("[")
    inside = bare[start + 1 : -1]
    if start > 0 and inside.lower().startswith(_FORMS):
        return bare[:start].rstrip(" ."), inside
    return bare, ""


def _meeting_abstract(text: str, authors: Authors, rest: str, access: str) -> Citation:
    """An abstract of a meeting that has no volume: the meeting stands for the journal."""
    title, _, meeting = rest.partition(_ABSTRACT)
    work = read_meeting(meeting)
    named = bool(work.publisher)
    number = work.publisher if named else ""
    return Citation(
        kind=CitationKind.ABSTRACT,
        text=text,
        authors=authors.printed,
        first_author=authors.first,
        collective=authors.collective,
        et_al=authors.et_al,
        title=_without_form(title)[0],
        form="Abstract",
        container=work.title,
        pages=number or work.pages,
        first_page=first_page(number or work.pages),
        article_number=article_number(number),
        year=work.year,
        months=work.months,
        access=access,
        problems=() if work.year else ("no year",),
    )


def _book(kind: CitationKind, text: str, authors: Authors, work: Work, access: str) -> Citation:
    problems = []
    if not work.title:
        problems.append("no title")
    if kind is CitationKind.OTHER:
        problems.append("neither journal nor publisher")
    elif not work.year and kind is not CitationKind.WEB:
        problems.append("no year")
    return Citation(
        kind=kind,
        text=text,
        authors="" if authors.editors else authors.printed,
        first_author=authors.first,
        collective=authors.collective,
        et_al=authors.et_al,
        title=work.title,
        pages=work.pages,
        first_page=first_page(work.pages),
        year=work.year,
        months=work.months,
        editors=work.editors or (authors.printed if authors.editors else ""),
        container=work.container,
        edition=work.edition,
        place=work.place,
        publisher=work.publisher,
        remark=work.remark,
        access=access,
        problems=tuple(problems),
    )


def _kind_of_work(authors: Authors, work: Work, access: str) -> CitationKind:
    """A page if it is said to be online only, a report if it has a report's number or a body wrote it, else a book."""
    if access and not access.startswith("Also"):
        return CitationKind.WEB
    if not work.publisher and not work.year:
        return CitationKind.OTHER
    if work.remark.lower().startswith(_REPORT_REMARKS) or (authors.collective and not work.edition):
        return CitationKind.REPORT
    return CitationKind.BOOK

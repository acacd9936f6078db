"""Whether a work, as reference lists print it, is the article of a PubMed record: five parts are compared.

Title, first author, year, volume and first page must all agree, each in a normal form, before a record is taken for the
work; a person decides on all else. The forms are those in which the same work is printed differently:

- titles: without case, accents, punctuation and the brackets of a translation; one may lack a subtitle or hold a
  misprint, but never another numeral: the rules are those of ``titles``;
- first authors: without case, accents, particles and suffixes; the first initial must agree where both have one; a
  group may stand behind persons in the record, or before them; an entry without authors fits a record without persons;
- years: that of the issue, any of a range, or that of the first publication on the web;
- volumes: their first number, and its letter where both have one; the issue where there is no volume but the year;
- first pages: without case, leading zeros and the “e” of an electronic page; the publisher's article number counts too,
  and a page that is not printed agrees with none.

Two records can agree with one work, such as abstracts that a journal printed twice on one page: then a person decides.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from oncotriples.documents.article_entry import Author, PubMedArticle
from oncotriples.evidence.citation_locator import first_page
from oncotriples.evidence.citations import Citation
from oncotriples.evidence.standings import Standing, standing_by
from oncotriples.evidence.titles import agreement, words_of

__all__ = ["PARTS", "Comparison", "Part", "Work", "compare", "tells_apart"]

_TAKEN_BACK = frozenset({Standing.RETRACTED, Standing.CONCERN})
# What publishers put before or behind the title of an article that they take back: one word of the first, and others.
_MARKING = "retracted retraction withdrawn withdrawal removed removal concern"
_OTHERS = """
    a an and article author authors been by chapter editor editors expression for has is journal manuscript notice of
    paper partial partially permanent permanently publication publisher study temporarily temporary the this was
"""
_MARKS = frozenset(_MARKING.split())
_BESIDE = _MARKS | {*_OTHERS.split()}
_BEFORE = re.compile(r"[^\w]{0,5}([A-Za-z]+(?: [A-Za-z]+){0,7}) ?[:.\])\u2013\u2014-]")
_BEHIND = re.compile(r"[\[(]([A-Za-z]+(?: [A-Za-z]+){0,7})[^\w]{0,5}$")

PARTS = ("title", "first author", "year", "volume", "first page")
"""What is compared."""

_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_VOLUME = re.compile(r"(?:(?<![a-z])([a-z]))?0*([0-9]+)(?:[ -]?([a-z])(?![a-z]))?")
_PAGE = re.compile(r"([a-z]*?)0*([0-9].*)")
_PARTED = re.compile(r"[A-Za-z]-[0-9]+|[A-Za-z]*[0-9]+/[0-9]+")
_PARTICLES_OF_NAMES = "al da de del della den der des di do dos du el la le lo los ten ter the van von zu zum zur"
_PARTICLES = frozenset(_PARTICLES_OF_NAMES.split())
_SUFFIXES = frozenset(["jr", "sr", "2nd", "3rd", "4th", "ii", "iii", "iv"])


@dataclass(frozen=True, slots=True)
class Work:
    """A work as it is printed: ``path`` is that of its IRI below the base, ``pmid`` the PMID that it bears, or ""."""

    path: str
    pmid: str = ""
    title: str = ""
    authors: str = ""
    first_author: str = ""
    journal: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""

    @classmethod
    def of(cls, citation: Citation, path: str = "", pmid: str = "") -> "Work":
        """The work that a citation cites."""
        return cls(
            path,
            pmid,
            citation.title,
            citation.authors,
            citation.first_author,
            citation.journal,
            citation.year,
            citation.volume,
            citation.issue,
            citation.pages,
        )

    @property
    def is_located(self) -> bool:
        """Whether it is an article with enough to look it up: PubMed holds next to nothing else."""
        return bool(self.title and self.journal and self.year)

    @property
    def first_member(self) -> str:
        """The first of the authors as printed: ``van der Ham JB``."""
        return self.authors.replace(";", ",").partition(",")[0].strip()

    @property
    def first_page(self) -> str:
        """The first page or the article's number."""
        return _first(self.pages)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the comparison: its name, both values as they stand, and whether they agree."""

    name: str
    printed: str
    recorded: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A work beside a record."""

    work: Work
    article: PubMedArticle
    parts: tuple[Part, ...]

    @property
    def accepted(self) -> bool:
        """Whether all five parts agree."""
        return all(part.agrees for part in self.parts)

    @property
    def differing(self) -> tuple[str, ...]:
        """The names of the parts that do not agree."""
        return tuple(part.name for part in self.parts if not part.agrees)

    @property
    def contradicting(self) -> tuple[str, ...]:
        """The names of those that do not agree though both sides have them, and of a printed title that the record
        lacks: what speaks against a printed PMID.
        """
        differing = (part for part in self.parts if not part.agrees and part.printed)
        return tuple(part.name for part in differing if part.recorded or part.name == PARTS[0])


def compare(work: Work, article: PubMedArticle) -> Comparison:
    """The five parts of a work beside those of a record."""
    first = article.authors[0].name if article.authors else ""
    number = _first(article.pages) or article.pii
    parts = (
        Part(PARTS[0], work.title, article.title, _same_title(work.title, article)),
        Part(PARTS[1], work.first_author, first, _same_author(work, article.authors)),
        Part(PARTS[2], work.year, article.published, _same_year(work.year, article)),
        Part(PARTS[3], work.volume, article.volume, _same_volume(work, article)),
        Part(PARTS[4], work.first_page, number, _same_page(work.first_page, article)),
    )
    return Comparison(work, article, parts)


def tells_apart(differing: Collection[str]) -> bool:
    """Whether so much differs that it is another article: its title, or its author with something else.

    One part alone, a name or a year, may be a misprint. Parts are named as in PARTS; others count too.
    """
    return "title" in differing or ("first author" in differing and len(differing) > 1)


def _same_title(printed: str, article: PubMedArticle) -> bool:
    if any(agreement(printed, title) for title in (article.title, article.vernacular) if title):
        return True
    return standing_by(article) in _TAKEN_BACK and bool(agreement(printed, _unmarked(article.title)))


def _unmarked(title: str) -> str:
    """A title without what says, before or behind it, that the article was taken back."""
    if (found := _BEFORE.match(title)) and _is_mark(found[1]):
        title = title[found.end() :]
    if (found := _BEHIND.search(title)) and _is_mark(found[1]):
        title = title[: found.start()]
    return title


def _is_mark(text: str) -> bool:
    words = frozenset(text.casefold().split())
    return not _MARKS.isdisjoint(words) and words <= _BESIDE


def _same_author(work: Work, authors: tuple[Author, ...]) -> bool:
    if not work.first_author:
        # Such an entry names the group that wrote it at the end of its title, if anywhere.
        return all(author.collective for author in authors)
    printed = _family(work.first_author)
    initial = _initial(work)
    for author in _first_ones(authors):
        if printed and printed == _family(author.collective or author.family):
            other = author.initials or author.given
            return not (initial and other) or words_of(other[:1]) == words_of(initial) or author.collective != ""
    return False


def _first_ones(authors: tuple[Author, ...]) -> Iterator[Author]:
    """Whoever may be printed first: the first of all, the first person, and groups."""
    persons = 0
    for at, author in enumerate(authors):
        if at == 0 or author.collective or not persons:
            yield author
        persons += not author.collective


def _family(name: str) -> str:
    words = words_of(name)
    kept = [word for word in words if word not in _PARTICLES and word not in _SUFFIXES]
    return "".join(kept or words)


def _initial(work: Work) -> str:
    """The first initial of the first author; "" for a group, or where none is printed."""
    member = work.first_member
    if not member.startswith(work.first_author):
        return ""
    rest = member[len(work.first_author) :].strip()
    # “Sr” is a suffix, “SR” are initials.
    return "" if rest.partition(" ")[0].rstrip(".") in ("Jr", "Sr", "2nd", "3rd", "4th") else rest[:1]


def _same_year(printed: str, article: PubMedArticle) -> bool:
    if not _YEAR.fullmatch(printed):
        return False
    years = _YEAR.findall(article.published)
    return (bool(years) and min(years) <= printed <= max(years)) or article.electronic[:4] == printed


def _same_volume(work: Work, article: PubMedArticle) -> bool:
    """Journals without volumes number their issues, and PubMed may give the year as their volume, or did so later."""
    one = "" if work.volume == work.year else work.volume
    other = "" if article.volume in _YEAR.findall(article.published) else article.volume
    if one and other:
        return _volumes_agree(one, other)
    if work.issue and article.issue and not _volumes_agree(work.issue, article.issue):
        return False
    return not (one or other) or _volumes_agree(one or work.issue, other or article.issue)


def _volumes_agree(one: str, other: str) -> bool:
    left, right = _VOLUME.search(one.casefold()), _VOLUME.search(other.casefold())
    if not left or not right:
        return bool(words_of(one)) and words_of(one) == words_of(other)
    letters = left[1] or left[3], right[1] or right[3]
    return left[2] == right[2] and (not all(letters) or letters[0] == letters[1])


def _same_page(printed: str, article: PubMedArticle) -> bool:
    wanted = _page(printed)
    return bool(wanted) and wanted in (_page(_first(article.pages)), _page(article.pii))


def _first(pages: str) -> str:
    """The first page or number, with both of its parts where it has two (``W-64``, ``S3/11``)."""
    parted = _PARTED.match(pages.strip())
    return parted[0] if parted else first_page(pages)


def _page(text: str) -> str:
    word = "".join(words_of(text))
    found = _PAGE.fullmatch(word)
    if found is None:
        return word
    return found[2] if found[1] == "e" else found[1] + found[2]

"""Whether a work, as reference lists print it, is the article of a PubMed record: five parts are compared.

Title, first author, year, volume and first page must all agree, each in a normal form, before a record is taken for the
work; a person decides on all else. The forms are those in which the same work is printed differently:

- titles: without case, accents, punctuation, markup and the brackets of a translation, Greek letters by their names;
  one may go on where the other ends, or differ in a few letters (misprints, British spelling), not in a numeral;
- first authors: without case, accents, particles and suffixes; the first initial must agree where both have one; a
  group may stand behind persons in the record, or before them; an entry without authors fits a record without persons;
- years: that of the issue, any of a range, or that of the first publication on the web;
- volumes: their number, and their letter where both have one;
- first pages: without case, leading zeros and the “e” of an electronic page; the publisher's article number counts too.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from oncotriples.documents.article_entry import Author, PubMedArticle
from oncotriples.evidence.citation_keys import slug
from oncotriples.evidence.citation_locator import first_page
from oncotriples.evidence.citations import Citation

__all__ = ["PARTS", "Comparison", "Part", "Work", "compare"]

PARTS = ("title", "first author", "year", "volume", "first page")
"""What is compared."""

# GREEK SMALL LETTER ALPHA → alpha, as PDQ prints it where PubMed has the letter.
_SPELLED = str.maketrans(
    {chr(code): f"{unicodedata.name(chr(code)).rpartition(' ')[2].lower()}" for code in range(0x3B1, 0x3CA)}
    | {"\u00b5": "mu", "&": " and "}
)
_NUMERAL = re.compile(r"[0-9]+|[ivx]+")
_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_VOLUME = re.compile(r"0*([0-9]+) ?([a-z]?)(?![a-z])")
_PARTICLES_OF_NAMES = "al da de del della den der des di do dos du el la le lo los ten ter van von zu zum zur"
_PARTICLES = frozenset(_PARTICLES_OF_NAMES.split())
_SUFFIXES = frozenset(["jr", "sr", "2nd", "3rd", "4th", "ii", "iii", "iv"])
# A title that goes on where the other ends shares at least so many letters with it.
_SHARED = 30
_SIMILAR = 0.9
_LONGEST = 600


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
    def first_page(self) -> str:
        """The first page or the article's number."""
        return first_page(self.pages)


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


def compare(work: Work, article: PubMedArticle) -> Comparison:
    """The five parts of a work beside those of a record."""
    first = article.authors[0].name if article.authors else ""
    number = first_page(article.pages) or article.pii
    parts = (
        Part(PARTS[0], work.title, article.title, _same_title(work.title, article)),
        Part(PARTS[1], work.first_author, first, _same_author(work, article.authors)),
        Part(PARTS[2], work.year, article.published, _same_year(work.year, article)),
        Part(PARTS[3], work.volume, article.volume, _same_volume(work.volume, article.volume)),
        Part(PARTS[4], work.first_page, number, _same_page(work.first_page, article)),
    )
    return Comparison(work, article, parts)


def _words(text: str) -> list[str]:
    return [word for word in slug(text[:_LONGEST].casefold().translate(_SPELLED)).split("-") if word]


def _same_title(printed: str, article: PubMedArticle) -> bool:
    return any(_titles_agree(printed, title) for title in (article.title, article.vernacular) if title)


def _titles_agree(one: str, other: str) -> bool:
    first, second = _words(one), _words(other)
    if not first or not second:
        # Titles in other scripts: their letters as they stand.
        return bool(one.strip()) and one.casefold() == other.casefold()
    left, right = "".join(first), "".join(second)
    if left == right:
        return True
    if min(len(left), len(right)) >= _SHARED and (left.startswith(right) or right.startswith(left)):
        return True
    if sorted(filter(_NUMERAL.fullmatch, first)) != sorted(filter(_NUMERAL.fullmatch, second)):
        return False
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.real_quick_ratio() >= _SIMILAR and matcher.quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR


def _same_author(work: Work, authors: tuple[Author, ...]) -> bool:
    if not work.first_author:
        # Such an entry names the group that wrote it at the end of its title, if anywhere.
        return all(author.collective for author in authors)
    printed = _family(work.first_author)
    initial = _initial(work)
    for author in _first_ones(authors):
        recorded = _family(author.collective or author.family)
        if printed and printed == recorded:
            other = author.initials or author.given
            return not (initial and other) or _words(other[:1]) == _words(initial) or author.collective != ""
    return False


def _first_ones(authors: tuple[Author, ...]) -> Iterator[Author]:
    """Whoever may be printed first: the first of all, the first person, and groups."""
    persons = 0
    for at, author in enumerate(authors):
        if at == 0 or author.collective or not persons:
            yield author
        persons += not author.collective


def _family(name: str) -> str:
    words = _words(name)
    kept = [word for word in words if word not in _PARTICLES and word not in _SUFFIXES]
    return "".join(kept or words)


def _initial(work: Work) -> str:
    """The first initial of the first author; "" for a group, or where none is printed."""
    member = work.authors.replace(";", ",").partition(",")[0].strip()
    if not member.startswith(work.first_author):
        return ""
    rest = member[len(work.first_author) :].strip()
    return rest[:1] if rest.partition(" ")[0].isupper() else ""


def _same_year(printed: str, article: PubMedArticle) -> bool:
    years = [int(year) for year in _YEAR.findall(article.published)]
    if not printed.isdecimal():
        return False
    if years and min(years) <= int(printed) <= max(years):
        return True
    return bool(article.electronic) and article.electronic[:4] == printed


def _same_volume(printed: str, recorded: str) -> bool:
    if not printed or not recorded:
        return printed == recorded
    one, other = _VOLUME.search(printed.casefold()), _VOLUME.search(recorded.casefold())
    if not one or not other:
        return _words(printed) == _words(recorded)
    return one[1] == other[1] and (not one[2] or not other[2] or one[2] == other[2])


def _same_page(printed: str, article: PubMedArticle) -> bool:
    wanted = _page(printed)
    return bool(wanted) and wanted in (_page(first_page(article.pages)), _page(article.pii))


def _page(text: str) -> str:
    word = "".join(_words(text))
    return re.sub(r"^e?0*(?=[0-9])", "", word)

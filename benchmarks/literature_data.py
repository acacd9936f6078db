"""Invented articles as PubMed might have them: the record that a reader must find, and what stands around it.

The same arguments give the same articles. Words, names, journals, headings and identifiers are made up of syllables.
Half of the articles are of this century: they have affiliations, DOIs, ORCIDs, structured abstracts, and a third of
them the works that they cite, with identifiers that are those of other works.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from oncotriples.documents.article_entry import (
    Author,
    CorrectionLink,
    Heading,
    Journal,
    PubMedArticle,
    Substance,
    Tag,
)

__all__ = ["COUNT", "Invented", "articles", "first_pmid"]

COUNT = 30_000
"""Articles of a file, as in PubMed's."""


_SYLLABLES = (
    *(consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeio"),
    *("tran", "stel", "grön", "brü", "kés", "ñol"),
)
_TYPES = tuple(Tag(f"D0{number}", f"Invented Kind {number}") for number in range(16421, 16436))
_LINKS = ("ErratumIn", "CommentIn", "RetractionIn", "UpdateOf", "CommentOn")


@dataclass(frozen=True, slots=True)
class Invented:
    """An article, and what its XML holds beside: parts of the abstract, each author's affiliation, other works."""

    article: PubMedArticle
    # Whether the last word of the title is in italics.
    marked: bool
    abstract: Sequence[tuple[str, str]]
    affiliations: Sequence[str]
    keywords: Sequence[str]
    references: Sequence[tuple[str, str, str]]


class _Words:
    """Sentences and names, drawn from a vocabulary in which short and common words come first."""

    def __init__(self, random: Random) -> None:
        self.random = random
        made = {"".join(random.choices(_SYLLABLES, k=random.choice((1, 2, 2, 3, 3, 4, 5)))) for _ in range(9_000)}
        self.vocabulary = sorted(made, key=lambda word: (len(word), word))
        self._weights: list[float] = []
        total = 0.0
        for place in range(len(self.vocabulary)):
            total += 1 / (place + 10)
            self._weights.append(total)

    def words(self, count: int) -> list[str]:
        return self.random.choices(self.vocabulary, cum_weights=self._weights, k=count)

    def sentence(self, count: int) -> str:
        return " ".join(self.words(count)).capitalize() + "."

    def name(self) -> str:
        return "".join(self.random.choices(_SYLLABLES, k=3)).capitalize()


def first_pmid(number: int) -> int:
    """The PMID of the first article of a file; the others follow it."""
    return 10_000_000 + number * 1_000_000


def articles(count: int, number: int) -> Iterator[Invented]:
    """The articles of the file with a number, their PMIDs in ascending order."""
    # Words, journals and headings are those of every file.
    random = Random("PubMed")  # noqa: S311 - data of a benchmark, the same every time
    words = _Words(random)
    journals = [_journal(words, place) for place in range(600)]
    headings = [Tag(f"D{200_000 + place}", " ".join(words.words(2)).title()) for place in range(4_000)]
    qualifiers = [Tag(f"Q{place:06}", " ".join(words.words(2))) for place in range(100, 180)]
    names = [words.name() for _ in range(8_000)]
    random.seed(f"file {number}")
    for place in range(count):
        yield _article(words, first_pmid(number) + place, journals, headings, qualifiers, names)


def _journal(words: _Words, place: int) -> Journal:
    title = " ".join(words.words(4)).capitalize()
    short = [word[:5].capitalize() for word in title.split()]
    number = f"{place:04}-{words.random.randrange(1000):03}X"
    return Journal(
        title=title,
        iso=". ".join(short) + ".",
        nlm=" ".join(short),
        nlm_id=f"{9_000_000 + place}",
        issn=number if place % 3 == 0 else "",
        eissn="" if place % 3 == 0 else number,
        issn_linking=number if place % 7 else "",
    )


def _orcid(random: Random) -> str:
    digits = f"{random.randrange(10**7):015}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    whole = digits + "0123456789X"[(12 - total % 11) % 11]
    return "-".join(whole[at : at + 4] for at in range(0, 16, 4))


def _article(
    words: _Words,
    pmid: int,
    journals: Sequence[Journal],
    headings: Sequence[Tag],
    qualifiers: Sequence[Tag],
    names: Sequence[str],
) -> Invented:
    random = words.random
    year, month, day = random.randrange(1975, 2026), random.randrange(1, 13), random.randrange(1, 29)
    recent = year > 2000
    people = [
        Author(
            family=random.choice(names),
            given=f"{random.choice(names)} {initial}",
            initials=f"{initial}B",
            suffix="Jr" if random.random() < 0.01 else "",
            orcid=_orcid(random) if recent and random.random() < 0.3 else "",
        )
        for initial in random.choices("ABCDEFGHKLMNPRST", k=min(40, 1 + int(random.expovariate(0.25))))
    ]
    if random.random() < 0.03:
        people.append(Author(collective=f"{words.name()} Study Group"))
    first = random.randrange(1, 2_000)
    last = first + random.randrange(20)
    doi = f"10.{random.randrange(1_000, 9_999)}/{words.name().lower()}.{pmid}" if recent else ""
    article = PubMedArticle(
        pmid=str(pmid),
        title=words.sentence(random.randrange(8, 18))[:-1],
        vernacular=words.sentence(8)[:-1] if random.random() < 0.05 else "",
        authors=tuple(people),
        authors_complete=random.random() > 0.02,
        journal=random.choice(journals),
        published=_published(random, year, month, day),
        electronic=f"{year}-{month:02}-{day:02}" if doi and random.random() < 0.6 else "",
        volume=str(random.randrange(1, 300)),
        issue=str(random.randrange(1, 13)) if random.random() < 0.9 else "",
        pages=f"{first}-{last}" if last > first else str(first),
        doi=doi,
        pmcid=f"PMC{random.randrange(10**6, 10**7)}" if recent and random.random() < 0.4 else "",
        pii=f"S{random.randrange(10**8)}" if recent and random.random() < 0.5 else "",
        languages=("eng",) if random.random() < 0.93 else ("fre", "eng"),
        types=tuple(random.sample(_TYPES, random.choice((1, 1, 2, 2, 3)))),
        headings=tuple(_headings(random, headings, qualifiers)),
        substances=tuple(_substances(random, headings)),
        registrations=(f"NCT{random.randrange(10**8):08}",) if random.random() < 0.04 else (),
        corrections=tuple(_links(random, words)),
        revised=f"{max(year, 2003)}-{month:02}-{day:02}",
    )
    parts = 4 if recent and random.random() < 0.6 else 1 if random.random() < 0.85 else 0
    labels = ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS") if parts == 4 else ("",) * parts
    per_part = 10 // max(1, parts)
    abstract = [(label, " ".join(words.sentence(20) for _ in range(per_part))) for label in labels]
    place = f"Department of {words.name()}, University of {words.name()}, {words.name()}, Nowhere"
    references = [
        (words.sentence(10), str(random.randrange(10**6, 10**7)), f"10.9999/{random.randrange(10**9)}")
        for _ in range(random.randrange(5, 40) if recent and random.random() < 0.35 else 0)
    ]
    affiliations = [f"{place}. {person.family.lower()}@nowhere.example" if recent else "" for person in people]
    keywords = words.words(random.choice((0, 0, 4, 6)))
    return Invented(article, random.random() < 0.2, abstract, affiliations, keywords, references)


def _published(random: Random, year: int, month: int, day: int) -> str:
    match random.randrange(20):
        case 0:
            return f"{year} {random.choice(('Spring', 'Winter'))}"
        case 1:
            return f"{year} Nov-Dec"
        case 2 | 3:
            return str(year)
        case 4 | 5 | 6 | 7 | 8:
            return f"{year}-{month:02}-{day:02}"
    return f"{year}-{month:02}"


def _headings(random: Random, headings: Sequence[Tag], qualifiers: Sequence[Tag]) -> Iterator[Heading]:
    for tag in random.sample(headings, random.choice((0, 0, 7, 9, 11, 13, 16))):
        held = tuple(random.sample(qualifiers, random.choice((0, 0, 1, 2))))
        yield Heading(tag.id, tag.name, random.random() < 0.2, held)


def _substances(random: Random, headings: Sequence[Tag]) -> Iterator[Substance]:
    for tag in random.sample(headings, random.choice((0, 0, 1, 3, 5))):
        yield Substance(tag.id, tag.name, "" if random.random() < 0.5 else f"{random.randrange(10**5)}-10-1")


def _links(random: Random, words: _Words) -> Iterator[CorrectionLink]:
    if random.random() < 0.1:
        pmid = str(random.randrange(10**6, 10**7)) if random.random() < 0.8 else ""
        yield CorrectionLink(random.choice(_LINKS), words.sentence(5), pmid, "Invented" if not pmid else "")

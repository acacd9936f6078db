"""Invented articles, the works that print them, and PubMed's utilities over the service on this machine."""

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from pubmed_service import Author, Fixture, Journal, PubMedService
from services import Reply, Request

from oncotriples.enrichment.pubmed import PubMed
from oncotriples.evidence.citation_keys import slug
from oncotriples.evidence.matching import Work
from oncotriples.services import Manners, Service

__all__ = [
    "PATIENT",
    "QUICK",
    "TODAY",
    "UTILITIES",
    "Sprinkled",
    "asked",
    "invented",
    "pubmed_at",
    "unnumbered",
    "work_of",
]

TODAY = date(2026, 11, 23)
UTILITIES = "entrez/eutils/"
QUICK = Manners(per_second=2000, attempts=4, pause=0.005, longest_pause=2, timeout=1)
PATIENT = replace(QUICK, attempts=12, longest_pause=0.01, timeout=5)

_WORDS_OF_TITLES = "agentol benefit cohort dosage effects frequency growth healing intake joint keratin lesion mesh"
_WORDS = _WORDS_OF_TITLES.split()
_FAMILIES = "Adler Bauer Cordes Dorn Engel Falk Gruber Hahn Igel Jost Kranz Lang Maurer Noll Ortner"
_NAMES = _FAMILIES.split()
_JOURNALS = tuple(
    Journal(f"Journal of invented {word}", f"J. Invent. {word.title()}.", f"J Invent {word.title()}", issn="")
    for word in _WORDS[:6]
)


def invented(count: int, seed: int = 0, start: int = 90_000_000) -> list[Fixture]:
    """So many articles that differ in number, title, place and author, though they share words, names and journals."""
    chance = random.Random(seed)  # noqa: S311  no secret
    found = []
    for place in range(count):
        words = " ".join(chance.sample(_WORDS, 6))
        authors = tuple(
            Author(name, "X", chance.choice("ABC") + chance.choice("DEF")) for name in chance.sample(_NAMES, 3)
        )
        found.append(
            Fixture(
                str(start + 7 * place),
                title=f"Invented {words} in trial {place + 11}.",
                authors=authors,
                journal=chance.choice(_JOURNALS),
                year=str(chance.randint(1990, 2020)),
                volume=str(chance.randint(1, 80)),
                pages=f"{chance.randint(1, 2000)}-{chance.randint(2001, 2020)}",
            )
        )
    return found


def work_of(article: Fixture, *, pmid: str = "", **changed: str) -> Work:
    """The work that prints an article, without PMID or with the one given; ``changed`` are parts printed otherwise."""
    authors = ", ".join(author.collective or f"{author.family} {author.initials}" for author in article.authors)
    first = article.authors[0] if article.authors else Author()
    parts = {
        "title": article.title.removesuffix("."),
        "authors": authors,
        "first_author": first.collective or first.family,
        "journal": article.journal.ta,
        "year": article.year,
        "volume": article.volume,
        "issue": article.issue,
        "pages": article.pages,
        **changed,
    }
    key = slug(f"{parts['first_author']} {parts['year']} {parts['title']}")
    return Work(f"citation/pmid/{pmid}" if pmid else f"citation/key/{key}", pmid=pmid, **parts)


def unnumbered(articles: list[Fixture]) -> list[Work]:
    """The works of articles, none with a PMID."""
    return [work_of(article) for article in articles]


class Sprinkled(PubMedService):
    """Half of the requests go wrong, by chance but the same for one ``seed``; never more than three in a row.

    What nobody can notice comes once at most: a record is not left out again when it is asked for the second time.
    """

    _ANY = ("too-many", "server-error", "unavailable", "reset", "closed", "truncated", "truncated-gzip", "html")

    def __init__(self, articles: Iterable[Fixture], seed: int) -> None:
        super().__init__(articles)
        self._chance = random.Random(seed)  # noqa: S311  no secret
        self._in_a_row = 0
        self._owed = False
        self.troubles: list[str] = []

    def take(self, request: Request) -> tuple[Any, Reply]:
        trouble = ""
        if self._in_a_row < 3 and self._chance.random() < 0.5:
            own = () if self._owed else ("missing", "wrong")
            known = (*self._ANY, "error") if "esearch" in request.path else (*self._ANY, "error", "twice", *own)
            trouble = self._chance.choice(known)
            self.misbehave(trouble, retry_after="0")
            self.troubles.append(trouble)
        if trouble in ("", "missing", "wrong", "twice"):
            self._owed, self._in_a_row = trouble in ("missing", "wrong"), 0
        else:
            self._in_a_row += 1
        return super().take(request)


class Mortal(PubMedService):
    """Dies after so many requests that it answered well; or never answers where ``poison`` is asked for."""

    def __init__(
        self, articles: Iterable[Fixture], *, lives: int = 10**9, poison: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(articles)
        self.lives = lives
        self.poison = poison

    def take(self, request: Request) -> tuple[Any, Reply]:
        if self.lives <= 0 or self.poison & {*request.one("id").split(",")}:
            self.misbehave("server-error")
        self.lives -= 1
        return super().take(request)


@contextmanager
def pubmed_at(
    service: PubMedService, manners: Manners = QUICK, *, told: Callable[[str], None] = lambda line: None
) -> Iterator[PubMed]:
    """PubMed's utilities, asked at a service on this machine."""
    polite = Service(service.url + UTILITIES, manners, {"tool": "a-test", "email": "a@b.example"}, told=told)
    try:
        yield PubMed(polite)
    finally:
        polite.close()


def asked(service: PubMedService, utility: str = "efetch") -> list[list[str]]:
    """The PMIDs of each request to EFetch, or the lines of each to the matcher, or the terms of searches."""
    name, mark = {"efetch": ("id", ","), "ecitmatch": ("bdata", "\r"), "esearch": ("term", "\0")}[utility]
    return [request.one(name).split(mark) for request in service.requests if f"{utility}." in request.path]

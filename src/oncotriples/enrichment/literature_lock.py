"""kg/literature.lock.json: what PubMed says about the articles of the graph, and since when that is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from oncotriples.dates import is_day
from oncotriples.documents.article_entry import PubMedArticle
from oncotriples.enrichment.lockfile import read_lock, write_lock
from oncotriples.enrichment.provenance import Source
from oncotriples.evidence.standings import AGAINST, Standing, standing_by

__all__ = ["NAME", "Absence", "ArticleEntry", "LiteratureLock", "Resolution", "is_pmid", "standing_of"]

NAME = "literature.lock.json"
"""The file's name below kg/."""

_PMID = re.compile(r"[1-9][0-9]{0,7}")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """The record of an article, where it comes from, and the day on which it was last seen in PubMed, or ""."""

    article: PubMedArticle
    source: Source
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """A PMID under which PubMed had no record on the day on which it was asked.

    ``was`` is the standing that the article had when PubMed still knew it, where that spoke against it: a retraction is
    not undone by deleting the record.
    """

    source: Source
    checked: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is known of the PMID of a reference that is printed without one; its key is that of its IRI.

    ``pmid`` is "" where none was found; ``by`` says how it was found (``ecitmatch``, ``esearch``, ``curator``);
    ``checked`` is the day of the last search, or ""; ``candidates`` are PMIDs of records that may be it, but do not
    agree in every part.
    """

    pmid: str = ""
    by: str = ""
    checked: str = ""
    candidates: tuple[str, ...] = ()
    note: str = ""


_SECTIONS: Mapping[str, type] = {"articles": ArticleEntry, "absent": Absence, "references": Resolution}


@dataclass
class LiteratureLock:
    """The entries of the lock: articles and absences by PMID, references by their keys (``citation/key/…``)."""

    articles: dict[str, ArticleEntry] = field(default_factory=dict)
    absent: dict[str, Absence] = field(default_factory=dict)
    references: dict[str, Resolution] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, name: str) -> Self:
        """The lock of a file; an empty one where there is none. Raises SourceSyntaxError."""
        return cls(**read_lock(path, name, _SECTIONS, _problem))

    def write(self, path: Path) -> None:
        """Write the lock in one step. Raises MachineError."""
        write_lock(path, {"articles": self.articles, "absent": self.absent, "references": self.references})

    def put(self, entry: ArticleEntry) -> None:
        """Keep a record, which takes the place of what was known under its PMID."""
        self.articles[entry.article.pmid] = entry
        self.absent.pop(entry.article.pmid, None)

    def miss(self, pmid: str, absence: Absence) -> None:
        """Keep that PubMed has no record. What it said earlier goes, unless it was never PubMed's.

        What spoke against the article, as it is known or as ``absence.was`` says, is kept: the gravest of it.
        """
        known = (standing_of(self, "", pmid)[0], absence.was)
        former = self.articles.get(pmid)
        if former is not None and former.checked:
            del self.articles[pmid]
        self.absent[pmid] = replace(absence, was=next((one.value for one in AGAINST if one in known), ""))

    def pmid_of(self, path: str) -> str:
        """The PMID that was found for a work by the path of its IRI (``citation/key/…``), or ""."""
        found = self.references.get(path)
        return found.pmid if found else ""


def _problem(section: str, key: str, entry: ArticleEntry | Absence | Resolution) -> str:
    """What is wrong with the key or the values of an entry, or ""."""
    if entry.checked and not is_day(entry.checked):
        return f"“{entry.checked}” is no date such as 2026-11-23"
    if isinstance(entry, Resolution):
        if not key.startswith("citation/key/") or not _KEY.fullmatch(key[13:]):
            return "is no reference without PMID, such as citation/key/…"
        return f"“{entry.pmid}” is no PMID of one to eight digits" if entry.pmid and not is_pmid(entry.pmid) else ""
    if isinstance(entry, ArticleEntry) and key != entry.article.pmid:
        return f"is about another PMID, “{entry.article.pmid}”"
    if isinstance(entry, Absence) and not entry.checked:
        return "has no date on which PubMed was asked"
    if isinstance(entry, Absence) and entry.was and entry.was not in AGAINST:
        return f"“{entry.was}” is no standing that speaks against an article"
    return "" if is_pmid(key) else "is no PMID of one to eight digits"


def is_pmid(text: str) -> bool:
    """Whether a text is a PMID as it is written here: one to eight digits without leading zeros."""
    return bool(_PMID.fullmatch(text))


def standing_of(lock: LiteratureLock, path: str, pmid: str) -> tuple[Standing, str]:
    """The standing of a work, and the day on which it was looked up, or "". ``pmid`` is that of the work, or ""."""
    number = pmid or lock.pmid_of(path)
    if absence := lock.absent.get(number):
        return Standing(absence.was) if absence.was else Standing.NOT_INDEXED, absence.checked
    entry = lock.articles.get(number)
    if entry is not None and entry.checked:
        return standing_by(entry.article), entry.checked
    resolution = lock.references.get(path)
    if not number and resolution is not None and resolution.checked and not resolution.candidates:
        return Standing.NOT_INDEXED, resolution.checked
    return Standing.NOT_CHECKED, ""

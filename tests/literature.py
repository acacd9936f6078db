"""Records that PubMed might have of the works of a graph: what the local service answers about them."""

from collections.abc import Iterable
from dataclasses import replace
from xml.sax.saxutils import escape

from pubmed_service import Author, Fixture, Journal, Link

from oncotriples.evidence.matching import Work

__all__ = ["RETRACTION", "record_of", "records_of"]

RETRACTION = Link("RetractionIn", "J Invent Oncol. 2020 May 1;38(1):10", "90009999", "")
"""A link as a retracted article has one; the notice is invented."""


def records_of(works: Iterable[Work], links: dict[str, tuple[Link, ...]] | None = None) -> list[Fixture]:
    """A record of each work that has a PMID; ``links`` are planted into the records of these PMIDs."""
    return [replace(record_of(work, work.pmid), links=(links or {}).get(work.pmid, ())) for work in works if work.pmid]


def record_of(work: Work, pmid: str) -> Fixture:
    """A record that agrees with what is printed of a work, under a PMID."""
    return Fixture(
        pmid,
        title=f"{escape(work.title)}.",
        authors=tuple(_authors(work)),
        journal=Journal(work.journal, work.journal, work.journal, "9900001", "9999-0006", "Print", "9999-0006"),
        year=work.year,
        month="",
        volume=work.volume,
        issue=work.issue,
        pages=work.pages,
    )


def _authors(work: Work) -> Iterable[Author]:
    for name in work.authors.split(", "):
        words = name.split(" ")
        if name == "et al.":
            return
        suffix = words.pop() if words[-1] == "Jr" else ""
        if len(words) > 1 and words[-1].isupper():
            yield Author(" ".join(words[:-1]), "", words[-1], suffix)
        elif name:
            yield Author(collective=name)

"""The works of a graph as entries of a bibliography, whatever its format: what the record of an article says, else what
reference lists print.

Of books, chapters, reports and pages the graph has the whole entry as printed; editors, publisher, place and edition
are read from it. Every text is one line without control characters, so that no format has to fear them.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from oncotriples.evidence.citations import Citation, CitationKind, parse_citation
from oncotriples.iris import is_slug
from oncotriples.namespaces import BASE
from oncotriples.release.author_names import NOBODY, Name, Names, read_printed, read_recorded
from oncotriples.release.lookup import Lookup, term
from oncotriples.release.standing_notes import StandingNote, standing_note
from oncotriples.release.texts import one_line, sortable

__all__ = ["Entry", "WorkKind", "citation_key", "entries", "entry", "in_order", "works"]

_NO_CITATION = Citation(CitationKind.OTHER, "")
_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?(?![0-9])")
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_PMID_PATH = re.compile(r"pmid/([1-9][0-9]{0,7})")
# Keys of other kinds than a slug's; a slug that looks like one becomes the last kind.
_TAKEN = re.compile(r"pmid[0-9]+|(?:.*-)?x[0-9a-f]{12}")
_LONGEST_NAME_IN_KEY = 60


class WorkKind(StrEnum):
    """What a work is, by the class that it has in the graph."""

    ARTICLE = "fabio:JournalArticle"
    CHAPTER = "fabio:BookChapter"
    BOOK = "fabio:Book"
    REPORT = "fabio:ReportDocument"
    PAGE = "fabio:WebPage"


@dataclass(frozen=True)
class Entry:
    """One work; "" for what nobody says.

    ``abstract``: it is an abstract of a meeting. ``date`` is year, month, day, as far as known. ``container`` is the
    book of a chapter or the meeting of an abstract. ``printed`` is the entry as reference lists print it, where the
    parts may not be all of it. ``standing`` is None for what never gets one: books and the like.
    """

    iri: str
    key: str
    kind: WorkKind
    abstract: bool = False
    authors: Names = NOBODY
    title: str = ""
    journal: str = ""
    container: str = ""
    editors: Names = NOBODY
    publisher: str = ""
    place: str = ""
    edition: str = ""
    date: tuple[int, ...] = ()
    volume: str = ""
    issue: str = ""
    pages: str = ""
    issn: str = ""
    pmid: str = ""
    pmcid: str = ""
    doi: str = ""
    printed: str = ""
    standing: StandingNote | None = None

    @property
    def year(self) -> str:
        """The year in four digits, or an empty text."""
        return f"{self.date[0]:04}" if self.date else ""

    @property
    def pubmed(self) -> str:
        """The address of the article's page in PubMed, or an empty text."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else ""


def works(lookup: Lookup) -> tuple[str, ...]:
    """Every work of a graph, in IRI order. One that another replaces, being the same, is left out."""
    found = {iri for kind in WorkKind for iri in lookup.instances(kind)}
    replaced = {old for iri in found for old in lookup.values(iri, "dcterms:replaces")}
    return tuple(sorted(found - replaced))


def entries(lookup: Lookup, chosen: Iterable[str]) -> tuple[Entry, ...]:
    """The entries of works, in the order given."""
    return tuple(entry(lookup, iri) for iri in chosen)


def in_order(found: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries by first author (a work without one by its title), year and title, without regard to case and accents."""
    return tuple(sorted(found, key=_place))


def citation_key(iri: str) -> str:
    """The key by which texts cite a work: ``pmid22331945``, or the slug; ASCII, kept for ever, of one work only."""
    path = iri.removeprefix(f"{BASE}citation/")
    if path != iri and (pmid := _PMID_PATH.fullmatch(path)):
        return f"pmid{pmid[1]}"
    slug = path.removeprefix("key/")
    if slug != path and is_slug(slug) and not _TAKEN.fullmatch(slug):
        return slug
    name = "-".join(re.findall(r"[a-z0-9]+", path.lower()))[-_LONGEST_NAME_IN_KEY:].strip("-")
    return f"{name or 'work'}-x{hashlib.sha256(iri.encode()).hexdigest()[:12]}"


def entry(lookup: Lookup, iri: str) -> Entry:
    """The entry of one work."""
    types = lookup.values(iri, "rdf:type")
    kind = next((kind for kind in WorkKind if term(kind.value) in types), WorkKind.ARTICLE)
    standing = standing_note(lookup, iri, expected=kind is WorkKind.ARTICLE)
    # The record of another article says nothing of this one.
    record = "" if standing and standing.differing else lookup.value(iri, "onct:articleRecord")
    journal = lookup.value(iri, "dcterms:isPartOf")

    def said(name: str) -> str:
        """A property by the record, else by the work itself."""
        return one_line(lookup.value(record, name) or lookup.value(iri, name))

    # An article stands in its journal; what is printed of others may say more than their properties.
    printed = "" if journal else one_line(lookup.value(iri, "dcterms:bibliographicCitation"))
    parts = parse_citation(printed) if printed else _NO_CITATION
    return Entry(
        iri=iri,
        key=citation_key(iri),
        kind=kind,
        abstract=term("onct:MeetingAbstract") in types,
        authors=_authors(lookup, iri, record, parts),
        title=_title(said("dcterms:title") or parts.title or one_line(lookup.label(iri))),
        journal=_journal(lookup, record, journal) or parts.journal,
        container=parts.container,
        editors=read_printed(parts.editors),
        publisher=parts.publisher,
        place=parts.place,
        edition=parts.edition,
        date=_date(lookup.value(record, "onct:publishedOn"), lookup.value(iri, "fabio:hasPublicationYear"), parts.year),
        volume=said("prism:volume") or parts.volume,
        issue=said("prism:issueIdentifier") or parts.issue,
        pages=said("prism:pageRange") or parts.pages,
        issn=said("prism:issn") or said("prism:eIssn"),
        pmid=one_line(lookup.value(iri, "fabio:hasPubMedId")),
        pmcid=said("fabio:hasPubMedCentralId"),
        doi=said("prism:doi"),
        printed=printed,
        standing=standing,
    )


def _journal(lookup: Lookup, record: str, journal: str) -> str:
    """The abbreviation of a journal's title; the graph has no other form of it."""
    return one_line(
        lookup.value(record, "onct:journalAbbreviation")
        or lookup.value(record, "fabio:hasNLMJournalTitleAbbreviation")
        or lookup.value(journal, "fabio:hasNLMJournalTitleAbbreviation")
        or lookup.label(journal)
    )


def _authors(lookup: Lookup, iri: str, record: str, parts: Citation) -> Names:
    """All authors, if the record has them; else the longer of the two lists, which both end in “et al.”"""
    recorded = read_recorded(one_line(lookup.value(record, "onct:authorsAsRecorded")))
    printed = read_printed(one_line(lookup.value(iri, "onct:authorsAsPrinted")) or parts.authors)
    if recorded and (not recorded.et_al or len(recorded.members) >= len(printed.members)):
        return recorded
    return printed


def _title(text: str) -> str:
    """A title without the full stop that records end it with."""
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith("..") else text


def _date(*said: str) -> tuple[int, ...]:
    """The first date that is one; records may say “1998 Winter”, of which the year is taken."""
    for text in said:
        if found := _DATE.match(text):
            return tuple(int(part) for part in found.groups() if part)
        if year := _YEAR.search(text):
            return (int(year[0]),)
    return ()


def _place(one: Entry) -> tuple[str, str, str, str]:
    first = one.authors.members[0] if one.authors else (one.editors.members or (Name(literal=one.title),))[0]
    return sortable(f"{first.whole_family} {first.given}"), one.year, sortable(one.title), one.iri

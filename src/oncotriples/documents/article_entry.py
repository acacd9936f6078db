"""What a record of PubMed says about an article: plain values, without their reader. Abstracts are not taken over."""

from dataclasses import dataclass

__all__ = ["Author", "CorrectionLink", "Heading", "Journal", "PubMedArticle", "Substance", "Tag"]


@dataclass(frozen=True, slots=True)
class Author:
    """An author as PubMed lists one, or a group of them (``collective``). ``orcid`` is the bare identifier."""

    family: str = ""
    given: str = ""
    initials: str = ""
    suffix: str = ""
    collective: str = ""
    orcid: str = ""

    @property
    def name(self) -> str:
        """The name as reference lists print it: ``Putnam JB Jr``."""
        return self.collective or " ".join(filter(None, (self.family, self.initials, self.suffix)))


@dataclass(frozen=True, slots=True)
class Tag:
    """A name with the identifier that Medical Subject Headings (MeSH) gives it: ``D016449``."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A MeSH heading of an article: its descriptor, whether it is a main point, and its qualifiers."""

    id: str
    name: str
    major: bool = False
    qualifiers: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Substance:
    """A substance that an article is about: MeSH identifier, name, registry number (UNII, CAS, EC) if any."""

    id: str
    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionLink:
    """A link to a correction or the like: ``kind`` is the RefType (``RetractionIn``), ``source`` the citation."""

    kind: str
    source: str
    pmid: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal: title, ISO abbreviation, the NLM's own abbreviation and identifier, and serial numbers."""

    title: str = ""
    iso: str = ""
    nlm: str = ""
    nlm_id: str = ""
    issn: str = ""
    eissn: str = ""
    issn_linking: str = ""


@dataclass(frozen=True, slots=True)
class PubMedArticle:
    """The record of one article; "" and () for what it does not say.

    ``published`` is the date of the issue as far as it is known (``1999``, ``1999-08``, ``1999-08-03``), or the words
    that PubMed has for it (``1998 Dec-1999 Jan``); ``electronic`` that of the first publication on the web, ``revised``
    that of the last change of the record. ``registrations`` are accession numbers of trials (``NCT00942877``).
    ``corrections`` holds the links to what was published about the article, or what it is about; not its references and
    its data. ``part_of`` is the book of a chapter.
    """

    pmid: str
    version: str = ""
    title: str = ""
    vernacular: str = ""
    authors: tuple[Author, ...] = ()
    authors_complete: bool = True
    journal: Journal = Journal()
    published: str = ""
    electronic: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmcid: str = ""
    pii: str = ""
    languages: tuple[str, ...] = ()
    types: tuple[Tag, ...] = ()
    headings: tuple[Heading, ...] = ()
    substances: tuple[Substance, ...] = ()
    registrations: tuple[str, ...] = ()
    corrections: tuple[CorrectionLink, ...] = ()
    part_of: str = ""
    revised: str = ""

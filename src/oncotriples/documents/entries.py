"""What a document of the terminology or a drug information summary says: plain values, without their readers."""

from dataclasses import dataclass

__all__ = ["Drug", "Term", "TermName"]


@dataclass(frozen=True, slots=True)
class TermName:
    """A further name of a term, with its type as the source says it (``Synonym``, ``NSC code``)."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the terminology: its names, NCI Thesaurus code, semantic types and parents as (CDR id, name)."""

    cdr_id: str
    name: str
    digest: str
    nci_thesaurus: str = ""
    names: tuple[TermName, ...] = ()
    semantic_types: tuple[tuple[str, str], ...] = ()
    parents: tuple[tuple[str, str], ...] = ()
    updated: str = ""
    first_published: str = ""


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug information summary: brands, approval flag as printed, and the term and glossary entry of the drug."""

    cdr_id: str
    name: str
    digest: str
    url: str = ""
    kind: str = ""
    audience: str = ""
    approved: str = ""
    term: str = ""
    glossary: str = ""
    brands: tuple[str, ...] = ()
    updated: str = ""
    first_published: str = ""

"""Entries of the terminology, as PDQ publishes them in XML."""

from dataclasses import dataclass

__all__ = ["Term", "TermName"]


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

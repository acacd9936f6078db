"""The records of a document: facts as typed values, without its text. One line of JSON each, in ``<document>.jsonl``.

Keys inside a document are those of its IRIs: section ``1.1``; passage ``1.1-1.3`` (section, block, sentence),
``table-9.3.1`` (table, body row, column), ``table-9-title``, ``table-9-head.1.2`` (head row, column) and
``table-9-note.1``; reference ``1-9``; row ``9.3``. Pointers, groups and marks are numbered through the document.
"""

from collections.abc import Callable
from dataclasses import dataclass

from oncotriples.documents.entries import Drug, Term

__all__ = [
    "Candidate",
    "Document",
    "Find",
    "Group",
    "LevelMark",
    "Mention",
    "Name",
    "Passage",
    "Pointer",
    "Record",
    "Reference",
    "Row",
    "Section",
    "SummaryLink",
    "TableRecord",
]


@dataclass(frozen=True, slots=True)
class Document:
    """An edition of a summary. ``summary`` and ``edition`` are the slugs of its IRI; ``source`` the file's own name.

    ``links`` are summaries that the document names as its patient version, the original of which it is the patient
    version, and the original of which it is a translation: (relation, target).
    """

    summary: str
    edition: str
    title: str
    form: str
    digest: str
    url: str = ""
    cdr_id: str = ""
    audience: str = ""
    kind: str = ""
    language: str = ""
    updated: str = ""
    first_published: str = ""
    reviewed: str = ""
    not_before: str = ""
    extract: bool = False
    topics: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its number ``1.1`` says where it stands. ``anchor`` is the identifier in the form, or ""."""

    key: str
    title: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A table of a section. ``number`` counts the tables of the document from 1; ``label`` is as printed."""

    number: int
    section: str
    label: str
    title: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A body row of a table, counted from 1."""

    table: int
    number: int


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place that points at an entry: its number in the document and the key of the reference, ``1-9``."""

    number: int
    reference: str


@dataclass(frozen=True, slots=True)
class Group:
    """Adjacent pointers. ``at`` is the offset in the normalised text of the block."""

    number: int
    at: int
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class LevelMark:
    """A printed grade. ``level`` is ``<scale>/<code>``; ``grades`` the number of the group that it grades, or 0."""

    number: int
    at: int
    level: str
    printed: str
    grades: int = 0


@dataclass(frozen=True, slots=True)
class SummaryLink:
    """A link to another summary: its slug where the address tells it, else the address or CDR identifier."""

    target: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the lexicon in a passage: ``start`` and ``end`` are offsets in the normalised text of the block.

    ``category`` is ``agent``, ``tumor``, ``gene``, ``trial``, ``term`` or ``level``; ``target`` the path of its IRI
    below the base (``agent/imatinib``, ``term/CDR0000044893``, ``gene/KIT``, ``trial/NCT00942877``,
    ``level/treatment/C3``).
    """

    category: str
    target: str
    start: int
    end: int


Find = Callable[[str], tuple[Mention, ...]]
"""What looks for names in a text, and gives its mentions in reading order."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, list item, cell, caption or note: where it stands, without its text.

    ``section`` is the key of the section around it; ``ordinal`` counts the passages of the section outside its tables,
    or the cells of a row, from 1. ``start`` and ``end`` are offsets in the normalised text of the block, ``digest`` the
    SHA-256 of that text in hexadecimal digits. ``text`` is filled for private use only.
    """

    key: str
    section: str
    ordinal: int
    start: int
    end: int
    digest: str
    groups: tuple[Group, ...] = ()
    marks: tuple[LevelMark, ...] = ()
    links: tuple[SummaryLink, ...] = ()
    mentions: tuple[Mention, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """What a document calls an entry of the terminology that it links to: the text that it links most often.

    ``target`` is the path of its IRI below the base, as in the mentions that these links make. Of texts that are linked
    equally often the first in the order of code points is taken.
    """

    target: str
    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a reference list as printed there. ``key`` is ``<top-level section>-<number>``."""

    key: str
    number: int
    citation: str
    pmid: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agent and a tumor that stand together in a passage with pointers, or in a row that says so: a proposal.

    ``passage`` is the key of the passage, or ``row-9.3`` of a table row; ``groups`` are the pointer groups in it.
    """

    agent: str
    tumor: str
    passage: str
    groups: tuple[int, ...] = ()


Record = Document | Section | TableRecord | Row | Passage | Reference | Name | Candidate | Term | Drug

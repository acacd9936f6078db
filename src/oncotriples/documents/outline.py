"""What every reader of pages and summaries gives: one document as a run of blocks, in reading order.

The text of a block is *normalised*: NFC, every run of white space (no-break spaces among them) one space, none at the
ends, and without its apparatus. Pointers and printed levels leave no text behind: their marks are empty spans at the
place where they stood, so that each form of a document gives the same text, the same spans and the same hashes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from oncotriples.documents.problems import Problem

__all__ = ["Block", "BlockKind", "Cell", "Entry", "Mark", "MarkKind", "Outline", "References", "Table", "counted_as"]


class MarkKind(StrEnum):
    """What a mark on a piece of text says."""

    POINTER = "pointer"
    LEVEL = "level"
    TRIAL = "trial"
    SUMMARY = "summary"
    TERM = "term"
    DRUG = "drug"
    GENE = "gene"


# Marks, blocks and entries are tuples: a document has thousands, and a frozen dataclass takes thrice as long to make.
class Mark(NamedTuple):
    """A mark over ``text[start:end]`` of its block; marks stand in reading order.

    ``target`` by kind — pointer: the number of the entry, ``"9"``, or ``"2.9"`` where the form names the section too
    (ranges are expanded: one mark a number); level: the CDR identifier ``CDR0000335150``, or "" where the form carries
    none; trial: ``NCT00942877``, else the protocol's CDR identifier; summary: its URL or CDR identifier; term and drug:
    the CDR identifier; gene: "". ``label`` is a link's own text: of a level its code as linked (``3iiiA`` or
    ``Level of evidence: 3iiiA``). ``printed`` is, for a level, all that stood between the brackets. A level with text
    is words of a sentence, and grades nothing. ``section`` is the identifier inside the target summary (``_280``),
    where a link names one.
    """

    kind: MarkKind
    start: int
    end: int
    target: str
    label: str = ""
    printed: str = ""
    section: str = ""


_COUNTED_AS = {
    MarkKind.POINTER: "pointers",
    MarkKind.LEVEL: "level-marks",
    MarkKind.TRIAL: "trials",
    MarkKind.SUMMARY: "summary-marks",
    MarkKind.TERM: "term-links",
    MarkKind.DRUG: "drug-links",
    MarkKind.GENE: "genes",
}


def counted_as(mark: Mark) -> str:
    """The name under which readers and coverage count a mark."""
    in_prose = mark.kind is MarkKind.LEVEL and mark.start < mark.end
    return "levels-in-prose" if in_prose else _COUNTED_AS[mark.kind]


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


class Block(NamedTuple):
    """A heading, a paragraph or a list item (its own text, without the lists and paragraphs inside it).

    ``depth`` of a heading counts from 1 (a top-level section), of an item from 1 (the outermost list), and is 0 for a
    paragraph outside of lists; a further paragraph of an item is a paragraph. ``anchor`` is the identifier that the
    form carries (``_126``), else "". ``line`` counts from 1, 0 where unknown.
    """

    kind: BlockKind
    text: str
    marks: tuple[Mark, ...] = ()
    depth: int = 0
    anchor: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; ``row`` and ``column`` of its upper left corner count from 1 in its part of the table."""

    text: str
    marks: tuple[Mark, ...]
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a true grid: every row as long as the widest, a spanning cell repeated in each place that it covers.

    ``label`` is ``Table 9`` or "", ``title`` the rest of the caption with the marks in it, ``notes`` its footnotes.
    Rows without any text are left out of the grid; ``empty_rows`` counts them.
    """

    label: str
    title: str
    title_marks: tuple[Mark, ...]
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    notes: tuple[Block, ...] = ()
    empty_rows: int = 0
    anchor: str = ""
    line: int = 0


class Entry(NamedTuple):
    """An entry of a reference list: its number as printed, its text normalised and without the link to PubMed.

    ``text`` keeps what else is printed (“Also available online.”); ``links`` are the addresses of its other links.
    """

    number: int
    text: str
    pmid: str = ""
    links: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class References:
    """The reference list of the top-level section in which it stands."""

    entries: tuple[Entry, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """One document: what it says of itself, then its blocks in reading order. What is not known is "".

    ``form`` is ``html``, ``markdown``, ``text`` or ``xml``; ``digest`` the SHA-256 of the bytes in hexadecimal digits.
    Dates are ISO 8601. ``updated`` is the date of the latest update that the document prints. ``counted`` says how many
    links and elements of each kind stood in the document, by the names that coverage lists; blocks of standing text
    are not among ``blocks`` but in ``left_out``, by the name of their part.
    """

    form: str
    digest: str
    title: str
    blocks: tuple[Block | Table | References, ...]
    url: str = ""
    cdr_id: str = ""
    audience: str = ""
    kind: str = ""
    language: str = ""
    updated: str = ""
    first_published: str = ""
    reviewed: str = ""
    topics: tuple[tuple[str, str], ...] = ()
    patient_version: str = ""
    patient_version_of: str = ""
    translation_of: str = ""
    counted: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    left_out: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()

"""Outlines in a few words: ``paragraph("Seen in few.[1][2] So it is.[=3iiiA]")``, and what they compile to."""

import hashlib
import re
from dataclasses import replace
from typing import Any

from oncotriples.documents.normalising import TextBuilder
from oncotriples.documents.outline import (
    Block,
    BlockKind,
    Cell,
    Entry,
    Mark,
    MarkKind,
    Outline,
    References,
    Table,
)
from oncotriples.evidence.compiling import Compiled, compile_outline
from oncotriples.evidence.levels import LevelIndex
from oncotriples.evidence.lexicon import entry, lexicon_of
from oncotriples.evidence.mentions import Finder
from oncotriples.evidence.records import Name, Passage, Record, Reference, Row, Section, TableRecord

__all__ = [
    "FINDER",
    "LEVELS",
    "apparatus",
    "compiled",
    "heading",
    "item",
    "key_of",
    "marked",
    "only",
    "outline",
    "paragraph",
    "passages",
    "references",
    "table",
]

LEVELS = LevelIndex(
    by_id={"CDR0000335150": "treatment-legacy/3iiiA"},
    by_code={"3iiiA": ("treatment-legacy/3iiiA",), "B4": ("treatment/B4",)},
)

# [1] a pointer, [=B4] a level, {kind:target|text} any other mark over a text.
_PIECE = re.compile(r"\[(?P<number>[0-9.]+)\]|\[=(?P<level>\w+)\]|\{(?P<kind>\w+):(?P<target>[^|]*)\|(?P<text>[^}]*)\}")


def marked(source: str) -> tuple[str, tuple[Mark, ...]]:
    """The text and marks of a piece of text in this module's notation."""
    builder = TextBuilder()
    done = 0
    for found in _PIECE.finditer(source):
        builder.add(source[done : found.start()])
        if found["number"]:
            builder.pointer(found["number"])
        elif found["level"]:
            builder.level("", found["level"], f"Level of evidence: {found['level']}")
        else:
            begin = builder.here()
            builder.add(found["text"])
            builder.span(MarkKind(found["kind"]), begin, found["target"])
        done = found.end()
    builder.add(source[done:])
    return builder.build()


def paragraph(source: str, line: int = 0) -> Block:
    return Block(BlockKind.PARAGRAPH, *marked(source), line=line)


def item(source: str) -> Block:
    return Block(BlockKind.ITEM, *marked(source), depth=1)


def heading(source: str, depth: int = 1, line: int = 0) -> Block:
    return Block(BlockKind.HEADING, *marked(source), depth=depth, line=line)


def references(*numbers: int, pmid: str = "") -> References:
    return References(
        tuple(Entry(number, f"Doe J: Work {number}. J Samp 1 (2): 3-4, {1990 + number}.", pmid) for number in numbers)
    )


def table(head: str, *body: str, title: str = "", notes: tuple[str, ...] = ()) -> Table:
    """Rows of cells with “;” between; “<” repeats the cell to its left, “^” the cell above."""

    def grid(rows: tuple[str, ...]) -> tuple[tuple[Cell, ...], ...]:
        found: list[list[Cell]] = []
        for number, row in enumerate(rows, 1):
            cells: list[Cell] = []
            for column, source in enumerate(row.split(";"), 1):
                if source == "<":
                    cells.append(cells[-1])
                elif source == "^":
                    cells.append(found[-1][column - 1])
                else:
                    cells.append(Cell(*marked(source), number, column))
            found.append(cells)
        return tuple(map(tuple, found))

    return Table("Table 9", *marked(title), grid((head,)), grid(body), tuple(paragraph(note) for note in notes))


def outline(*blocks: Block | Table | References, **facts: str) -> Outline:
    """A document of these blocks; ``facts`` are fields of the outline."""
    digest = hashlib.sha256(b"sample").hexdigest()
    said: dict[str, Any] = {"url": "https://www.cancer.gov/types/samp/hp/samp-treatment-pdq", **facts}
    return replace(Outline("markdown", digest, "Sample Treatment (PDQ®)", blocks), **said)


FINDER = Finder(
    lexicon_of(
        [
            entry("samplinib", "agent", "agent/samplinib"),
            entry("exemplary sarcoma", "tumor", "subtype/exemplary-sarcoma"),
            entry("KIT", "gene", "gene/KIT"),
            entry("kinase of stem cells", "gene", "gene/KIT"),
        ]
    )
)


def compiled(*blocks: Block | Table | References, **facts: str) -> Compiled:
    return compile_outline(outline(*blocks, **facts), levels=LEVELS, find=FINDER.find)


def passages(result: Compiled) -> list[Passage]:
    return [record for record in result.records if isinstance(record, Passage)]


def only(result: Compiled) -> Passage:
    (passage,) = passages(result)
    return passage


def apparatus(passage: Passage) -> list[str]:
    """Groups and marks in words: ``group 1 at 12: 1 → 1-4``, ``mark 1 at 12: treatment/B4 grades 1``."""
    return [
        *(
            f"group {group.number} at {group.at}: "
            + ", ".join(f"{pointer.number} → {pointer.reference}" for pointer in group.pointers)
            for group in passage.groups
        ),
        *(f"mark {mark.number} at {mark.at}: {mark.level} grades {mark.grades}" for mark in passage.marks),
    ]


def key_of(record: Record) -> str:
    match record:
        case Section(key=key):
            return f"section {key}"
        case Passage(key=key, ordinal=ordinal):
            return f"passage {key} ({ordinal})"
        case Reference(key=key):
            return f"reference {key}"
        case TableRecord(number=number, section=section):
            return f"table {number} in {section}"
        case Name(target=target):
            return f"name of {target}"
        case Row(table=number, number=row):
            return f"row {number}.{row}"
        case _:
            return type(record).__name__

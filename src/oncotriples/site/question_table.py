"""The answer to a question as a table for people: things by their names, linked, as many rows as one can look at."""

import re
from dataclasses import replace

import pyoxigraph as ox

from oncotriples.namespaces import BASE
from oncotriples.questions.answers import Answer, Term
from oncotriples.questions.saved import SavedQuery
from oncotriples.render.question_view import AnswerTable, Column
from oncotriples.render.views import Link, Text
from oncotriples.site.reading import Reader

__all__ = ["SHOWN", "table_of"]

SHOWN = 200
"""The most rows of an answer on a page."""

_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_SPELLED = {"pmid": "PMID", "pmids": "PMIDs", "doi": "DOI", "cdr": "CDR"}

Cell = tuple[Link | Text, ...]


def table_of(query: SavedQuery, answer: Answer, total: int, reader: Reader) -> AnswerTable:
    """The first rows of an answer. What only repeats what stands beside it is left out: names, dates, standings."""
    columns = [Column(name, _in_words(name), query.columns.get(name, "iri")) for name in answer.columns]
    rows = [
        tuple(_cell(term, column, reader) for term, column in zip(row, columns, strict=True))
        for row in answer.rows[:SHOWN]
    ]
    kept = [number for number in range(len(columns)) if not _repeats(number, columns, rows)]
    details = {value.detail for row in rows for cell in row for value in cell if isinstance(value, Link)} - {""}
    has_edition = "edition" in answer.columns
    part_of = details.pop() if len(details) == 1 and not has_edition else ""
    is_told = has_edition or bool(part_of)
    return AnswerTable(
        tuple(columns[number] for number in kept),
        tuple(tuple(_shortened(row[number], answer.columns, is_told) for number in kept) for row in rows),
        total,
        len(answer.rows),
        part_of,
    )


def _in_words(name: str) -> str:
    """The name of a variable as people write it: ``atLeastAsStrongAs`` → “at least as strong as”."""
    words = (word.lower() for word in _WORD.findall(name))
    return " ".join(_SPELLED.get(word, word) for word in words) or name


def _cell(term: Term | None, column: Column, reader: Reader) -> Cell:
    if term is None:
        return ()
    if isinstance(term, ox.NamedNode):
        return (reader.link(term.value),)
    if not isinstance(term, ox.Literal):
        return (Text(str(term)),)
    if column.type == "list":
        return tuple(reader.link(word) if word.startswith(BASE) else Text(word) for word in term.value.split())
    if column.type == "boolean":
        return (Text({"true": "yes", "false": "no"}.get(term.value, term.value)),)
    return (Text(term.value, term.language or ""),)


def _repeats(number: int, columns: list[Column], rows: list[tuple[Cell, ...]]) -> bool:
    """Whether a column of text says in every row what the link in one other column says."""
    if columns[number].type != "text" or not rows:
        return False
    return any(
        column.type == "iri" and all(_names(row[other]) == _names(row[number]) != () for row in rows)
        for other, column in enumerate(columns)
    )


def _names(cell: Cell) -> tuple[str, ...]:
    return tuple(value.label if isinstance(value, Link) else value.text for value in cell)


def _shortened(cell: Cell, columns: tuple[str, ...], is_told: bool) -> Cell:
    """The cell without what the table tells: the edition of a part, and notes that other columns hold.

    A claim bears its date and its standing, an article only its standing. Cautions stay whatever the columns hold.
    """
    short: list[Link | Text] = []
    for value in cell:
        if isinstance(value, Link):
            has_notes = "standing" in columns and ("asOf" in columns or len(value.notes) == 1)
            notes = tuple(note for note in value.notes if note.tone in ("caution", "bad") or not has_notes)
            short.append(replace(value, notes=notes, detail="" if is_told else value.detail))
        else:
            short.append(value)
    return tuple(short)

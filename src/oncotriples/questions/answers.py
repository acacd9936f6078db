"""Answers as values, and as text: table, CSV, TSV and JSON, the latter three as the W3C defines them.

Engines keep numbers differently (Oxigraph's store writes ``1.10`` as ``1.1``), so terms are brought to one form before
they are compared or written. Cells of CSV are written as they are: a spreadsheet may take one that starts with ``=``
for a formula.
"""

import csv
import io
import json
import re
import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.namespaces import XSD, compact

__all__ = ["FORMATS", "Answer", "Term", "canonical", "printable", "render", "sorted_lists", "terminal_width"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

FORMATS = ("table", "csv", "tsv", "json")

_INTEGERS = frozenset(
    XSD + name
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
        "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_NARROW = 12
_GAP = "  "
_SEPARATORS = {"list": " ", "labels": "; "}


@dataclass(frozen=True)
class Answer:
    """Rows of terms under named columns; None where a row has no value. The answer of an ASK has ``verdict`` alone."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    verdict: bool | None = None

    @classmethod
    def of(cls, columns: Sequence[str], rows: Sequence[Sequence[Term | None]]) -> "Answer":
        """An answer whose terms are in canonical form."""
        return cls(tuple(columns), tuple(tuple(canonical(term) for term in row) for row in rows))

    @classmethod
    def of_results(cls, results: ox.QuerySolutions | ox.QueryBoolean) -> "Answer":
        """What pyoxigraph gives for a SELECT or an ASK. Raises SyntaxError where it was reading a file that is bad."""
        if isinstance(results, ox.QueryBoolean):
            return cls((), (), bool(results))
        columns = [variable.value for variable in results.variables]
        rows: list[list[Term | None]] = []
        try:
            for row in results:
                rows.append([row[index] for index in range(len(columns))])
        finally:
            del results  # an error would keep it, and what frees it then may be another thread, which it does not bear
        return cls.of(columns, rows)


def canonical(term: Term | None) -> Term | None:
    """The one form of a term that all engines agree on: integers, decimals, booleans shortest, language tags small."""
    if not isinstance(term, ox.Literal):
        return term
    if term.language:
        return ox.Literal(term.value, language=term.language.lower())
    datatype = term.datatype.value
    if datatype in _INTEGERS and _INTEGER.fullmatch(term.value):
        return ox.Literal(_shortest(term.value), datatype=ox.NamedNode(f"{XSD}integer"))
    if datatype == f"{XSD}decimal" and _DECIMAL.fullmatch(term.value):
        return ox.Literal(_shortest(term.value), datatype=term.datatype)
    if datatype == f"{XSD}boolean":
        return ox.Literal({"1": "true", "0": "false"}.get(term.value, term.value), datatype=term.datatype)
    return term  # ill-typed numbers too: the validation finds them, here they are shown as they are


def _shortest(number: str) -> str:
    """A number's digits without the zeros, point and plus sign that say nothing."""
    whole, _, fraction = number.lstrip("+-").partition(".")
    digits = ".".join(part for part in (whole.lstrip("0") or "0", fraction.rstrip("0")) if part)
    return f"-{digits}" if number.startswith("-") and digits != "0" else digits


def sorted_lists(answer: Answer, types: Mapping[str, str]) -> Answer:
    """The answer with the parts of each ``list`` and ``labels`` column distinct and in order: numbers by value."""
    separators = [_SEPARATORS.get(types.get(column, "")) for column in answer.columns]
    rows = tuple(
        tuple(
            term if separator is None else _in_order(term, separator)
            for term, separator in zip(row, separators, strict=True)
        )
        for row in answer.rows
    )
    return Answer(answer.columns, rows, answer.verdict)


def _in_order(term: Term | None, separator: str) -> Term:
    parts = {part for part in _text(term).split(separator) if part}
    return ox.Literal(separator.join(sorted(parts, key=lambda part: (int(part) if part.isdecimal() else 0, part))))


def render(answer: Answer, fmt: str, *, width: int | None = None) -> str:
    """The answer as text, ended by a line break.

    ``width`` is that of the terminal in columns; a table is wrapped to it where it can be. Raises InputError for a
    format that answers are not written in.
    """
    if fmt == "json":
        return _json(answer)
    if answer.verdict is not None:
        verdict = ox.Literal(str(answer.verdict).lower(), datatype=ox.NamedNode(f"{XSD}boolean"))
        answer = Answer(("answer",), ((verdict,),))
    if fmt == "csv":
        return _csv(answer)
    if fmt == "tsv":
        return _tsv(answer)
    if fmt == "table":
        return _table(answer, width)
    raise InputError(f"rows cannot be written as “{fmt}”", mend=f"use one of {', '.join(FORMATS)}")


def terminal_width() -> int:
    """How many columns the terminal has; 80 where there is none to ask."""
    return shutil.get_terminal_size().columns


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _csv(answer: Answer) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([_text(term) for term in row] for row in answer.rows)
    return out.getvalue()


def _tsv(answer: Answer) -> str:
    lines = ["\t".join(f"?{column}" for column in answer.columns)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _json(answer: Answer) -> str:
    whole: dict[str, object]
    if answer.verdict is not None:
        whole = {"head": {}, "boolean": answer.verdict}
    else:
        bindings = [
            {column: _binding(term) for column, term in zip(answer.columns, row, strict=True) if term is not None}
            for row in answer.rows
        ]
        whole = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _binding(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
    binding: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype.value != f"{XSD}string":
        binding["datatype"] = term.datatype.value
    return binding


def _table(answer: Answer, width: int | None) -> str:
    grid = [list(answer.columns), *([_shown(term) for term in row] for row in answer.rows)]
    columns = [list(column) for column in zip(*grid, strict=True)]
    whole = [max(map(_columns, column)) for column in columns]
    words = [max((_columns(word) for cell in column for word in cell.split()), default=0) for column in columns]
    widths = _fitted(whole, words, width)
    lines = [line for row in grid for line in _wrapped(row, widths)]
    head = len(_wrapped(grid[0], widths))
    rule = _GAP.join("─" * size for size in widths)
    count = len(answer.rows)
    return "\n".join([*lines[:head], rule, *lines[head:], "", f"{count} row{'' if count == 1 else 's'}"]) + "\n"


def _shown(term: Term | None) -> str:
    return printable(compact(term.value) if isinstance(term, ox.NamedNode) else _text(term))


def printable(text: str) -> str:
    """Text for a terminal: control characters, which it would obey, as escapes."""
    return "".join(
        character.encode("unicode_escape").decode() if unicodedata.category(character) in ("Cc", "Cf") else character
        for character in text
    )


def _columns(text: str) -> int:
    """The columns that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _fitted(widths: list[int], words: list[int], width: int | None) -> list[int]:
    """Column widths that fit, the widest narrowed first: down to the longest word, and only then to _NARROW."""
    fitted = list(widths)
    for floors in (words, [0] * len(words)):
        while width is not None and sum(fitted) + len(_GAP) * (len(fitted) - 1) > width:
            room = [size if size > max(floor, _NARROW) else 0 for size, floor in zip(fitted, floors, strict=True)]
            if not any(room):
                break
            fitted[room.index(max(room))] -= 1
    return fitted


def _wrapped(row: list[str], widths: list[int]) -> list[str]:
    cells = [_lines(cell, size) for cell, size in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    padded = [[*cell, *[""] * (height - len(cell))] for cell in cells]
    return [
        _GAP.join(part + " " * (size - _columns(part)) for part, size in zip(line, widths, strict=True)).rstrip()
        for line in zip(*padded, strict=True)
    ]


def _lines(cell: str, size: int) -> list[str]:
    """A cell's lines of at most ``size`` columns, broken between words where that can be."""
    if _columns(cell) <= size:
        return [cell]
    lines = [""]
    for word in cell.split():
        if lines[-1] and _columns(f"{lines[-1]} {word}") <= size:
            lines[-1] += f" {word}"
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if _columns(lines[-1] + character) > size:
                lines.append("")
            lines[-1] += character
    return lines

"""A lexicon of one's own: a tab-separated file with the header ``name category target case``.

``category`` is agent, tumor, gene, trial or term, ``target`` the path of the thing's IRI below the base
(``agent/imatinib``), ``case`` is ``sensitive``, ``insensitive`` or empty, where the rule for names decides. Lines that
start with ``#`` are comments. The file is UTF-8, with or without byte order mark, its lines end in LF or CR LF.

An empty target says that the name is that of nothing here: where it is printed there is no mention, neither of it nor
of a shorter name in it. So a name that holds another's (“undifferentiated soft tissue sarcoma”) is not taken for it.
"""

import re
from collections.abc import Container, Mapping

from oncotriples.errors import SourceSyntaxError
from oncotriples.evidence.lexicon import CATEGORIES, LexiconEntry, entry
from oncotriples.evidence.spelling import why_unusable
from oncotriples.iris import is_thing

__all__ = ["MAX_BYTES", "MAX_NAMES", "parse_lexicon"]

MAX_BYTES = 16 * 1024 * 1024
"""The largest file that is read, in bytes."""

MAX_NAMES = 200_000
"""The most names that a file may have."""

_COLUMNS = ("name", "category", "target", "case")
_CASES: Mapping[str, bool | None] = {"sensitive": True, "insensitive": False, "": None}
# What the target of a name of each category may be, by the first part of its path, and examples.
_TARGETS: Mapping[str, tuple[frozenset[str], str]] = {
    "agent": (frozenset({"agent", "term"}), "agent/imatinib or term/CDR0000123456"),
    "tumor": (frozenset({"subtype", "term"}), "subtype/chordoma or term/CDR0000123456"),
    "gene": (frozenset({"gene"}), "gene/KIT"),
    "trial": (frozenset({"trial"}), "trial/NCT01234567"),
    "term": (frozenset({"term"}), "term/CDR0000123456"),
}
# Things that only people add.
_CURATED = frozenset({"agent", "subtype"})
# Control characters, and what editors take for a line's end.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def parse_lexicon(data: bytes, name: str, things: Container[str] | None = None) -> tuple[LexiconEntry, ...]:
    """The entries of a file, whose ``name`` stands in messages. Raises SourceSyntaxError with the line of a fault.

    ``things`` are the agents and subtypes that the graph has (None: any may be named). A name may have targets in
    several categories, but one target in each.
    """
    if len(data) > MAX_BYTES:
        raise SourceSyntaxError(name, 0, 0, f"has {len(data)} bytes", mend=f"give at most {MAX_BYTES} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceSyntaxError(name, line, 0, "is not UTF-8", mend="save the file as UTF-8") from None
    lines = [(number, line.removesuffix("\r")) for number, line in enumerate(text.split("\n"), start=1)]
    rows = [(number, line.split("\t")) for number, line in lines if line.strip() and not line.startswith("#")]
    if not rows or tuple(rows[0][1]) != _COLUMNS:
        raise SourceSyntaxError(
            name,
            rows[0][0] if rows else 1,
            0,
            "the header is missing",
            mend=f"start with the columns {', '.join(_COLUMNS)}, separated by tabs",
        )
    if len(rows) - 1 > MAX_NAMES:
        raise SourceSyntaxError(name, 0, 0, f"has {len(rows) - 1} names", mend=f"give at most {MAX_NAMES}")
    held: dict[tuple[str, bool, str], tuple[LexiconEntry, int]] = {}
    for number, cells in rows[1:]:
        read = _entry(cells, name, number)
        if things is not None and read.target.partition("/")[0] in _CURATED and read.target not in things:
            raise SourceSyntaxError(
                name,
                number,
                0,
                f"the graph has no “{read.target}”",
                mend="add it to kg/ first, name its entry in NCI's terminology (term/CDR0000123456), or leave it empty",
            )
        first, line = held.setdefault((read.key, read.case_sensitive, read.category), (read, number))
        if line != number:
            raise SourceSyntaxError(
                name,
                number,
                0,
                f"“{read.name}” stands on line {line} already, for {first.target or 'nothing'}",
                mend="keep one row for a name in a category; spellings with hyphens and spaces are the same name",
            )
    return tuple(held_entry for held_entry, _ in held.values())


def _entry(cells: list[str], name: str, line: int) -> LexiconEntry:
    def fault(problem: str, mend: str) -> SourceSyntaxError:
        return SourceSyntaxError(name, line, 0, problem, mend=mend)

    if len(cells) != len(_COLUMNS):
        raise fault(f"has {len(cells)} columns, not 4", "separate name, category, target and case by one tab each")
    for column, cell in zip(_COLUMNS, cells, strict=True):
        if found := _INVISIBLE.search(cell):
            raise fault(f"the {column} holds the character U+{ord(found[0]):04X}", "delete it")
    text, category, target, case = (cell.strip() for cell in cells)
    if category not in CATEGORIES:
        raise fault(f"“{category}” is no category", f"write one of {', '.join(CATEGORIES)}")
    kinds, example = _TARGETS[category]
    if target and not (target.partition("/")[0] in kinds and is_thing(target)):
        raise fault(f"“{target}” is no target of category {category}", f"write it as {example}, or leave it empty")
    if case not in _CASES:
        raise fault(f"“{case}” does not say whether case matters", "write sensitive, insensitive or nothing")
    read = entry(text, category, target, case_sensitive=_CASES[case])
    if reason := why_unusable(read.name, category, case_sensitive=read.case_sensitive):
        raise fault(f"the name “{text[:80]}” {reason}", "leave it out, or give a longer name")
    return read

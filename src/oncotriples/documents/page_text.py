"""Pages as plain text: one section of a summary or a whole one, without any markup.

The first line is the title; where it ends in `` - `` and a further title, that is the one section on the page. A short
line alone without a full stop is a heading, ``[1,2]`` and ``[4-6]`` are pointers, ``[Level of evidence: 3iiiA]`` is a
level. After a line ``Table 9. …`` each line is a row of one cell, the first the head.

A page without a line “References” has one reference list, its last numbered list; what stands below it is the
publisher's. A line “References” alone begins the list of the top-level section in which it stands, which ends at the
next heading or other paragraph. Plain text has no depths: on such a page the first heading, the one after a list and
those of the standing text open top-level sections, every other one a subsection. A top-level section without a list
is therefore taken for part of the one before, and its pointers for pointers into that one's list.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType

from oncotriples.documents.normalising import normalised
from oncotriples.documents.outline import Block, BlockKind, Cell, Entry, Outline, References, Table
from oncotriples.documents.page_inline import Inline, Resolved
from oncotriples.documents.page_links import Link, LinkKind
from oncotriples.documents.page_references import references_of
from oncotriples.documents.page_tables import caption_of
from oncotriples.documents.page_title import audience_in, title_of
from oncotriples.documents.problems import Problem
from oncotriples.documents.standing import (
    bad_date,
    is_references,
    left_out_with,
    no_update_date,
    references_missing,
    standing_part,
    update_in,
)
from oncotriples.quality.findings import Severity

__all__ = ["HEADING_LENGTH", "read_text"]

HEADING_LENGTH = 120
"""The most characters of a line that is taken for a heading."""

POINTERS = re.compile(r"\[ ?\d{1,5}(?:\s{0,2}[,;\u2010-\u2015-]\s{0,2}\d{1,5})* ?\]")
NUMBER = re.compile(r"\d+")
NUMBERED = re.compile(r"\s*(\d{1,6})[.)]\s+(\S.*)")
BULLET = re.compile(r"\s*[-*•·]\s+(\S.*)")
CAPTION = re.compile(r"\s*Table\s+\d+[A-Za-z]?[.:]\s")
NO_SECTION = re.compile(r"(?i)\b(?:health professionals?|patients?) (?:information|version)\b|^\[?NCI\]?$")


@dataclass(slots=True)
class _Page:
    """What was read so far. ``depth`` is that of the next heading; ``part`` the open part of the standing text."""

    depth: int = 1
    several: bool = False
    part: str = ""
    updated: str = ""
    left_out: Counter[str] = field(default_factory=Counter)
    blocks: list[Block | Table | References] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def resolved(self, text: str, line: int) -> Resolved:
        inline = Inline()
        done = 0
        for group in POINTERS.finditer(text):
            for number in NUMBER.finditer(text, *group.span()):
                inline.add(text[done : number.start()])
                begin = inline.here()
                inline.add(number[0])
                inline.link(begin, Link(LinkKind.POINTER, str(int(number[0]))))
                done = number.end()
        inline.add(text[done:])
        return inline.resolve(self.tally, self.problems, line=line)

    def emit(self, block: Block | Table | References) -> None:
        """A block of the summary; one of standing text is only counted, with what it holds."""
        if not self.part:
            self.blocks.append(block)
            return
        self.left_out.update(left_out_with(block, self.part))

    def heading(self, text: str, line: int) -> None:
        """A heading; on a page of several sections it tells which depth the next one has."""
        self.updated = self.updated or update_in(text)
        self.problems.extend(bad_date(text, line))
        depth = self.depth
        if self.several:
            part = standing_part(text)
            depth = 1 if part else depth
            self.part = part if depth == 1 else self.part
            self.depth = 2
        self.add(BlockKind.HEADING, text, line, depth)

    def add(self, kind: BlockKind, text: str, line: int, depth: int = 0) -> None:
        found = self.resolved(text, line)
        if found.text or found.marks:
            self.tally[f"{kind}s"] += 1
            self.emit(Block(kind, found.text, found.marks, depth, "", line))


def read_text(text: str, digest: str) -> Outline:
    """The outline of a page in plain text; ``digest`` is that of its bytes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    page = _Page()
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    name, version = title_of(lines[first : first + 1])
    title, section = _titles(name)
    page.tally["titles"] = int(bool(title))
    if section:
        page.add(BlockKind.HEADING, section, first + 1, 1)
        page.depth = 2
    heads = [n for n in range(first + 1, len(lines)) if is_references(lines[n].strip()) and not lines[n - 1].strip()]
    end = _sections(page, lines, first + 1, heads) if heads else _section(page, lines, first + 1)
    if publisher := sum(bool(line.strip()) for line in lines[end:]):
        page.left_out["publisher"] = publisher
    if not section:
        page.problems.extend(no_update_date(page.updated, page.problems))
    if not title:
        message = "a page has a title in its first line; add one"
        page.problems.append(Problem(Severity.VIOLATION, "title-missing", 0, "", message))
    return Outline(
        "text",
        digest,
        title,
        tuple(page.blocks),
        audience=version or audience_in(title),
        updated=page.updated,
        counted=MappingProxyType({str(name): number for name, number in sorted(page.tally.items()) if number}),
        left_out=MappingProxyType({name: number for name, number in sorted(page.left_out.items()) if number}),
        problems=tuple(page.problems),
    )


def _titles(line: str) -> tuple[str, str]:
    """The title of the edition, and that of the one section that the page holds."""
    title, dash, section = line.rpartition(" - ")
    if not dash or NO_SECTION.search(section):
        return line, ""
    return title, section


def _section(page: _Page, lines: list[str], start: int) -> int:
    """A page with its list at its end; where what is the publisher's begins."""
    begin, end = _reference_list(lines, start)
    _body(page, lines, start, begin)
    if begin < end:
        _references(page, lines, begin, end)
    return end


def _sections(page: _Page, lines: list[str], start: int, heads: list[int]) -> int:
    """A page with a line “References”, in ``heads``, before each list; where what is the publisher's begins."""
    page.several = True
    begin = start
    for head in heads:
        _body(page, lines, start, head)
        begin, start = _list_below(lines, head + 1)
        if begin < start:
            _references(page, lines, begin, start)
            page.depth = 1
        else:
            page.problems.append(references_missing(head + 1))
    if begin == start or any(_stands_as_heading(lines, number) for number in range(start, len(lines))):
        _body(page, lines, start, len(lines))
        return len(lines)
    return start


def _list_below(lines: list[str], start: int) -> tuple[int, int]:
    """Where the numbered entries below a line “References” begin and end; twice the same where there are none.

    A line that goes on an entry stands right below it and is none that could be a heading.
    """
    begin = next((n for n in range(start, len(lines)) if lines[n].strip()), len(lines))
    at = end = begin
    while at < len(lines):
        if NUMBERED.match(lines[at]):
            end = at + 1
        elif lines[at].strip() and (at != end or at == begin or _is_heading(lines[at].strip())):
            break
        elif lines[at].strip():
            end = at + 1
        at += 1
    return begin, end


def _stands_as_heading(lines: list[str], at: int) -> bool:
    """Whether a line stands alone between blank lines and is a heading."""
    around = (*lines[at - 1 : at], *lines[at + 1 : at + 2])
    text = lines[at].strip()
    return bool(text) and not any(line.strip() for line in around) and _is_heading(text)


def _reference_list(lines: list[str], start: int) -> tuple[int, int]:
    """Where the last list that begins with 1 and whose entries name a year begins and ends; twice the end if none."""
    end = next((n for n in range(len(lines) - 1, start - 1, -1) if NUMBERED.match(lines[n])), -1) + 1
    if not end:
        return len(lines), len(lines)
    begin = end - 1
    while begin > start:
        found = NUMBERED.match(lines[begin])
        if found is not None and int(found[1]) == 1:
            break
        if found is None and not lines[begin].strip():
            return len(lines), len(lines)
        begin -= 1
    found = NUMBERED.match(lines[begin])
    if found is None or int(found[1]) != 1 or not re.search(r"\b(?:19|20)\d\d\b", lines[begin]):
        return len(lines), len(lines)
    return begin, end


def _references(page: _Page, lines: list[str], begin: int, end: int) -> None:
    entries: list[tuple[Entry, tuple[str, ...]]] = []
    for number, line in enumerate(lines[begin:end], begin + 1):
        found = NUMBERED.match(line)
        if found is not None:
            entries.append((Entry(int(found[1]), normalised(found[2]), line=number), ()))
        elif line.strip():
            entry = entries[-1][0]
            text = normalised(f"{entry.text} {line}")
            entries[-1] = (Entry(entry.number, text, line=entry.line), ())
    found_list = references_of(entries, numbered=True, line=begin + 1, problems=page.problems)
    page.tally["reference-lists"] += 1
    page.tally["references"] += len(found_list.entries)
    page.emit(found_list)


def _body(page: _Page, lines: list[str], start: int, end: int) -> None:
    """The blocks between blank lines."""
    caption = 0
    at = start
    while at < end:
        if not lines[at].strip():
            at += 1
            continue
        until = at
        while until < end and lines[until].strip():
            until += 1
        if caption:
            _table(page, lines, caption - 1, (at, until))
            caption = 0
        elif CAPTION.match(lines[at]):
            if until - at > 1:
                _table(page, lines, at, (at + 1, until))
            else:
                caption = at + 1
        else:
            _block(page, lines, at, until)
        at = until
    if caption:
        _table(page, lines, caption - 1, (end, end))


def _table(page: _Page, lines: list[str], caption: int, rows: tuple[int, int]) -> None:
    label, title, marks = caption_of(page.resolved(lines[caption], caption + 1))
    grid: list[tuple[Cell]] = []
    for number in range(*rows):
        found = page.resolved(lines[number], number + 1)
        ordinal = max(len(grid), 1)
        grid.append((Cell(found.text, found.marks, ordinal, 1),))
    if not grid:
        message = "the rows of a table stand below its caption; there are none: add them"
        page.problems.append(Problem(Severity.VIOLATION, "table-without-rows", caption + 1, label, message))
    page.tally["tables"] += 1
    page.emit(Table(label, title, marks, tuple(grid[:1]), tuple(grid[1:]), line=caption + 1))


def _block(page: _Page, lines: list[str], at: int, until: int) -> None:
    """A heading, or paragraphs and items."""
    text = lines[at].strip()
    if until - at == 1 and _is_heading(text):
        page.heading(text, at + 1)
        return
    gathered: list[str] = []
    kind, line = BlockKind.PARAGRAPH, at + 1
    for number in range(at, until):
        item = BULLET.match(lines[number]) or NUMBERED.match(lines[number])
        if item is not None:
            page.add(kind, " ".join(gathered), line, int(kind is BlockKind.ITEM))
            kind, line, gathered = BlockKind.ITEM, number + 1, [item[item.lastindex or 0]]
        else:
            gathered.append(lines[number])
    page.add(kind, " ".join(gathered), line, int(kind is BlockKind.ITEM))


def _is_heading(text: str) -> bool:
    return (
        len(text) <= HEADING_LENGTH
        and text[-1] not in ".:;,?!]"
        and (text[0].isupper() or text[0].isdigit())
        and not BULLET.match(text)
        and not NUMBERED.match(text)
    )

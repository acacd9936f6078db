"""Pages as Markdown copies: front matter, then Markdown that becomes HTML (by cmark) for the same walker.

Before that, what the copying blurred is set right, line by line: ``<`` is text (the copies hold no HTML); reference
lists and tables become HTML with Markdown inside, so that numbers and spans stay as printed; lines that the copy broke
before a sign such as ``>`` stay in their paragraph.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cmarkgfm.cmark import Options, markdown_to_html
from lxml import etree
from lxml.etree import _Element as Element

from oncotriples.documents.markdown_tables import protected, table_lines
from oncotriples.documents.page_tables import GRID_LIMIT, too_large
from oncotriples.documents.problems import Problem
from oncotriples.documents.standing import is_references
from oncotriples.quality.findings import Severity

__all__ = ["FRONT_MATTER_LINES", "MarkdownPage", "parse_markdown"]

FRONT_MATTER_LINES = 400
"""The most lines of front matter."""

ENTRY = re.compile(r"(\d{1,6})[.)]\s+(.*)")
HEADING = re.compile(r"#{1,6}\s+(\S.*)")
KEY = re.compile(r"([A-Za-z][\w-]*):(?:\s+(.*))?$")
BROKEN = re.compile(r"(?:[>+*]|=+\s*$|-{2,}\s*$|#{1,6}\s)")
CAPTION = re.compile(r"[·•\s]*Table\b")
CAPTION_LENGTH = 300
YEARS = range(1500, 2200)


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """The tree of a page, what its front matter says, and the line of an element."""

    root: Element
    front: dict[str, str]
    line_of: Callable[[Element], int]
    problems: list[Problem]


@dataclass(slots=True)
class _Source:
    """Lines for cmark, each with the line of the document from which it comes."""

    lines: list[str] = field(default_factory=list)
    origin: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def put(self, text: str, line: int) -> None:
        self.lines.append(text)
        self.origin.append(line)


def parse_markdown(text: str) -> MarkdownPage:
    """The tree of a page in Markdown."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    problems: list[Problem] = []
    front, start = _front_matter(lines, problems)
    source = _Source(problems=problems)
    _set_right(lines, start, source)
    made = markdown_to_html("\n".join(source.lines), Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_SOURCEPOS)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    root = etree.fromstring(f"<html><body>{made}</body></html>".encode(), parser)
    origin = source.origin

    def line_of(element: Element) -> int:
        given = element.get("data-line") or element.get("data-sourcepos", "").partition(":")[0]
        if element.get("data-line"):
            return int(given)
        return origin[int(given) - 1] if given else 0

    return MarkdownPage(root, front, line_of, problems)


def _front_matter(lines: list[str], problems: list[Problem]) -> tuple[dict[str, str], int]:
    """The values between two lines ``---`` and the number of lines that they take."""
    if not lines or lines[0].rstrip() != "---":
        return {}, 0
    end = next((number for number, line in enumerate(lines[1:FRONT_MATTER_LINES], 1) if line.rstrip() == "---"), 0)
    if not end:
        message = f"front matter ends with a line --- within {FRONT_MATTER_LINES} lines; it was not read: add the line"
        problems.append(Problem(Severity.VIOLATION, "front-matter-open", 1, "", message))
        first = next((number for number, line in enumerate(lines) if HEADING.match(line)), len(lines))
        return {}, first
    front: dict[str, str] = {}
    key = ""
    for line in lines[1:end]:
        found = KEY.match(line)
        if found is not None:
            key = found[1]
            front[key] = (found[2] or "").strip()
        elif key and line.startswith(" ") and front[key]:
            front[key] = f"{front[key]} {line.strip()}"
    return {name: _unquoted(value) for name, value in front.items()}, end + 1


def _unquoted(value: str) -> str:
    """A plain, single-quoted or double-quoted value of YAML."""
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return value


def _set_right(lines: list[str], start: int, source: _Source) -> None:
    at = start
    before = ""
    while at < len(lines):
        line = lines[at]
        heading = HEADING.match(line)
        if heading is not None and is_references(heading[1].rstrip(" \t#")):
            source.put("", at + 1)
            source.put(line, at + 1)
            at = _references(lines, at + 1, source)
            before = ""
        elif line.startswith("|"):
            at = _table(lines, at, source)
            before = ""
        else:
            text = _text(line)
            broken = before.strip() and before[:1] != line[:1] and BROKEN.match(line) and heading is None
            year = before.strip() and (found := ENTRY.match(line)) and int(found[1]) in YEARS
            source.put(protected(text) if broken or year or text.startswith("[") else text, at + 1)
            before = line
            at += 1


def _text(line: str) -> str:
    """A line of the copy as Markdown without HTML and code, neither of which the copies hold."""
    return line.replace("<", "&lt;").replace("`", "&#96;") if "<" in line or "`" in line else line


def _references(lines: list[str], start: int, source: _Source) -> int:
    """A reference list, each entry in one line; where it ends."""
    entries: list[tuple[int, int, list[str]]] = []
    at, blank = start, False
    while at < len(lines) and not HEADING.match(lines[at]) and not lines[at].startswith("|"):
        line = lines[at].strip()
        found = ENTRY.match(line)
        if found is not None and _is_next(int(found[1]), entries[-1][0] if entries else 0, blank=blank):
            entries.append((int(found[1]), at + 1, [found[2]]))
        elif line and (blank or not entries):
            if entries:
                break
            message = "an entry of a reference list begins with its number; this one was taken for text: add the number"
            source.problems.append(Problem(Severity.VIOLATION, "entry-without-number", at + 1, line[:80], message))
            source.put("", at + 1)
            source.put(protected(_text(line)), at + 1)
        elif line:
            entries[-1][2].append(line)
        blank = not line and bool(entries)
        at += 1
    source.put("", start)
    if entries:
        source.put(f'<ol data-line="{start}">', start)
        for number, line_number, pieces in entries:
            for text in (f'<li value="{number}" data-line="{line_number}">', "", *_joined(pieces), "", "</li>"):
                source.put(text, line_number)
        source.put("</ol>", at)
    source.put("", at)
    return at


def _joined(pieces: list[str]) -> Iterator[str]:
    yield protected(_text(" ".join(pieces)))


def _is_next(number: int, before: int, *, blank: bool) -> bool:
    """Whether a line with this number begins an entry: a year after the entry before it is the end of a broken line."""
    return blank or number == before + 1 or number not in YEARS


def _table(lines: list[str], start: int, source: _Source) -> int:
    """A table with the paragraph before it, if that is its caption; where it ends."""
    end = start
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    caption = _caption(source)
    if sum(line.count("|") for line in lines[start:end]) > GRID_LIMIT:
        source.problems.append(too_large(start + 1))
        return end
    made, guessed = table_lines([_text(line) for line in lines[start:end]], caption)
    if guessed:
        message = (
            "a row has fewer cells than the table has columns; cells above were taken to reach down: see the original"
        )
        source.problems.append(Problem(Severity.WARNING, "cells-placed-by-guess", start + 1, caption[:80], message))
    for text, row in made:
        source.put(text.replace("<table>", f'<table data-line="{start + 1}">') if row == 0 else text, start + 1 + row)
    return end


def _caption(source: _Source) -> str:
    """The paragraph that ends the source, taken away from it, where it reads as a caption; else ""."""
    last = len(source.lines)
    while last and not source.lines[last - 1].strip():
        last -= 1
    first = last
    while first and source.lines[first - 1].strip():
        first -= 1
    text = " ".join(line.strip() for line in source.lines[first:last])
    if not text or text.startswith(("#", "<", "-")) or len(text) > CAPTION_LENGTH:
        return ""
    if not CAPTION.match(text) and text.endswith((".", ":", ";", "]", ")")):
        return ""
    del source.lines[first:], source.origin[first:]
    return text

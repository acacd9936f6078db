"""Where pointers and printed levels stand in the raw text of a block, and how much of the text is theirs.

A pointer stands in a bracket: ``[1]``, ``[1,2]``, ``[1-3]``; a level too: ``[Level of evidence C1]``, ``[Levels of
evidence A1 and B3]``. The whole bracket is a *cut*: it leaves the text, and marks stay in its place.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from oncotriples.documents.normalising import normalised
from oncotriples.documents.outline import Mark, MarkKind
from oncotriples.documents.page_links import Link, LinkKind
from oncotriples.documents.problems import Problem
from oncotriples.quality.findings import Severity

__all__ = ["RANGE_LIMIT", "Apparatus", "Cut", "LinkSpan", "find_apparatus"]

RANGE_LIMIT = 200
"""The most entries that one range of pointers may name."""

BRACKET_LIMIT = 4000
"""The most characters of raw text that a bracket of apparatus may have; a longer one is not taken for one."""

LABEL_LIMIT = 300
"""The most characters that the words of a link to a level may have."""

LEVEL_WORDS = 12
"""The most words beside the links in a bracket of levels that does not begin with “Level of evidence”."""

SEPARATORS = re.compile(r"[\s,;\[\]\-\u2010-\u2015]*")
RANGE = re.compile(r"[\s\[\]]*[-\u2010-\u2015][\s\[\]]*")
BRACKET = re.compile(r"[\[\]]")
LEVEL_TEXT = re.compile(r"(?i)\[?\s*levels?\s+of\s+evidence\b")
LEVEL_LABEL = re.compile(r"(?i)\W*(?:levels?\b.*\bevidence\b.*|[0-9A-D][0-9A-Za-z]{0,7}|[IVX]{1,4})\W*", re.DOTALL)
LEVEL_ALONE = re.compile(r"(?i)\W*levels?\s+of\s+evidence\b\W*\w.*", re.DOTALL)
PLAIN_LEVEL = re.compile(r"(?i)\[\s{0,3}(levels?\s{1,3}of\s{1,3}evidence\b([^\[\]]{1,80}))\]")
CODE = re.compile(r"[A-D]?\d[0-9A-Za-z]{0,7}|[A-D]|[IVX]{1,4}")
BETWEEN_CODES = re.compile(r"(?i)[,;/&]|\b(?:and|or)\b")


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """A link over ``raw[start:end]``."""

    start: int
    end: int
    link: Link


@dataclass(frozen=True, slots=True)
class Cut:
    """``raw[start:end]`` leaves the text; ``marks`` stay there, their offsets still 0."""

    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class Apparatus:
    """The cuts in order, the level links that are words of the text, and what was doubtful."""

    cuts: list[Cut] = field(default_factory=list)
    prose: list[LinkSpan] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def find_apparatus(raw: str, links: list[LinkSpan], *, cell: bool, line: int) -> Apparatus:
    """The apparatus of a block, or of a table cell, in which a level needs no bracket.

    ``links`` are its pointers and its links to levels, in order; without any, levels that are printed without a link
    are still found.
    """
    found = Apparatus()
    taken: list[tuple[int, int]] = []
    for start, end, inside in _brackets(raw, links):
        if taken and start < taken[-1][1]:
            continue
        if _is_apparatus(raw, start, end, inside):
            found.cuts.append(Cut(start, end, tuple(_marks(raw, start, end, inside, found, line))))
            taken.append((start, end))
    found.cuts = _joined(raw, found, line)
    loose = [span for span in links if not _within(span, taken)]
    _loose(raw, loose, found, cell=cell, line=line)
    starts = {cut.start for cut in found.cuts}
    for match in PLAIN_LEVEL.finditer(raw):
        if match.start() not in starts:
            printed = normalised(match[1])
            marks = tuple(Mark(MarkKind.LEVEL, 0, 0, "", label, printed) for label in _labels(match[2]))
            found.cuts.append(Cut(match.start(), match.end(), marks))
    found.cuts.sort(key=lambda cut: cut.start)
    return found


def _labels(text: str) -> list[str]:
    """The codes that stand after “Levels of evidence” without links; words that are no row of codes stay one label."""
    label = normalised(text).lstrip(": ")
    codes = [code for part in BETWEEN_CODES.split(label.rstrip(".,; ")) if (code := part.strip())]
    return codes if len(codes) > 1 and all(map(CODE.fullmatch, codes)) else [label]


def _within(span: LinkSpan, taken: list[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (span.start + 1, 0)) - 1
    return at >= 0 and span.end <= taken[at][1]


def _brackets(raw: str, links: list[LinkSpan]) -> list[tuple[int, int, list[LinkSpan]]]:
    """Every bracket with apparatus in it, the outer before the inner; brackets inside a link's text are its own."""
    brackets: list[tuple[int, int, list[LinkSpan]]] = []
    opened: list[tuple[int, int]] = []
    at = 0
    for match in BRACKET.finditer(raw) if links else ():
        place = match.start()
        while at < len(links) and links[at].end <= place:
            at += 1
        if at < len(links) and links[at].start <= place:
            continue
        if match[0] == "[":
            opened.append((place, at))
        elif opened:
            start, first = opened.pop()
            if at > first and place - start < BRACKET_LIMIT:
                brackets.append((start, place + 1, links[first:at]))
    return sorted(brackets, key=lambda bracket: (bracket[0], -bracket[1]))


def _words_between(raw: str, start: int, end: int, inside: list[LinkSpan]) -> str:
    """The text of a bracket without its links."""
    pieces = []
    for span in inside:
        pieces.append(raw[start : span.start])
        start = span.end
    return "".join([*pieces, raw[start:end]])


def _is_apparatus(raw: str, start: int, end: int, inside: list[LinkSpan]) -> bool:
    words = _words_between(raw, start, end, inside)
    if SEPARATORS.fullmatch(words):
        return all(span.link.kind is LinkKind.POINTER or _is_level(raw, span) for span in inside)
    levels = [span for span in inside if span.link.kind is LinkKind.LEVEL]
    if not levels or not all(_is_level(raw, span) for span in levels):
        return False
    if LEVEL_TEXT.match(raw, start):
        return True
    return "[" not in words[1:-1] and len(words.split()) <= LEVEL_WORDS


def _is_level(raw: str, span: LinkSpan) -> bool:
    return span.end - span.start <= LABEL_LIMIT and LEVEL_LABEL.fullmatch(raw, span.start, span.end) is not None


def _level(raw: str, span: LinkSpan, start: int, end: int) -> Mark:
    label = normalised(raw[span.start : span.end]).strip("[] ")
    printed = normalised(raw[start:end]).removeprefix("[").removesuffix("]").strip(",;: ")
    return Mark(MarkKind.LEVEL, 0, 0, span.link.target, label, printed)


def _marks(raw: str, start: int, end: int, inside: list[LinkSpan], found: Apparatus, line: int) -> list[Mark]:
    """The marks of a bracket, its ranges expanded."""
    marks: list[Mark] = []
    before: LinkSpan | None = None
    for at, span in enumerate(inside):
        if span.link.kind is LinkKind.LEVEL:
            following = (other.start for other in inside[at:] if other.link.kind is LinkKind.POINTER)
            marks.append(_level(raw, span, start, next(following, end)))
            before = None
            continue
        start = span.end  # what a level prints stands between the pointers around it
        if before is not None and RANGE.fullmatch(raw, before.end, span.start):
            marks.extend(_range(before.link.target, span.link.target, found, line))
        marks.append(Mark(MarkKind.POINTER, 0, 0, span.link.target))
        before = span
    return marks


def _joined(raw: str, found: Apparatus, line: int) -> list[Cut]:
    """The cuts, those of which one ends and the next begins a range as one: “[1]-[3]”."""
    cuts: list[Cut] = []
    for cut in found.cuts:
        former = cuts[-1] if cuts else None
        if former and RANGE.fullmatch(raw, former.end, cut.start) and _ends_meet(former.marks, cut.marks):
            between = _range(former.marks[-1].target, cut.marks[0].target, found, line)
            cuts[-1] = Cut(former.start, cut.end, (*former.marks, *between, *cut.marks))
        else:
            cuts.append(cut)
    return cuts


def _ends_meet(marks: tuple[Mark, ...], following: tuple[Mark, ...]) -> bool:
    return bool(marks and following) and marks[-1].kind is following[0].kind is MarkKind.POINTER


def _range(first: str, last: str, found: Apparatus, line: int) -> list[Mark]:
    """The pointers between the two ends of a range."""
    section, _, begin = first.rpartition(".")
    until, _, end = last.rpartition(".")
    between = range(int(begin) + 1, int(end))
    if section != until or int(begin) >= int(end) or len(between) > RANGE_LIMIT:
        message = (
            f"a range goes upwards through at most {RANGE_LIMIT} entries of one list; "
            "only its ends were taken: mend the range"
        )
        found.problems.append(Problem(Severity.VIOLATION, "pointer-range", line, f"{first}-{last}", message))
        return []
    prefix = f"{section}." if section else ""
    return [Mark(MarkKind.POINTER, 0, 0, f"{prefix}{number}") for number in between]


def _loose(raw: str, loose: list[LinkSpan], found: Apparatus, *, cell: bool, line: int) -> None:
    """Apparatus outside of brackets of its own: pointers among words, levels alone, in cells or after pointers."""
    ends = {cut.end for cut in found.cuts}
    inner = (len(raw) - len(raw.lstrip()), len(raw.rstrip()))
    run: list[LinkSpan] = []
    for span in loose:
        if span.link.kind is LinkKind.POINTER:
            if run and not SEPARATORS.fullmatch(raw, run[-1].end, span.start):
                _take_run(raw, run, found, line)
                run = []
            run.append(span)
        elif _is_level(raw, span) and (cell or span.start in ends or _stands_alone(raw, span, inner)):
            round_brackets = _in_round_brackets(raw, span)
            start = span.start - (round_brackets or raw[span.start - 1 : span.start] == "[")
            end = span.end + (round_brackets or raw[span.end : span.end + 1] == "]")
            found.cuts.append(Cut(start, end, (_level(raw, span, span.start, span.end),)))
            if end - start > span.end - span.start and not round_brackets:
                message = "the bracket of a level opens and closes; this one does only one of them: mend it"
                found.problems.append(Problem(Severity.WARNING, "half-bracket", line, raw[start:end], message))
        else:  # words of a sentence, which may name a level
            kind = LinkKind.LEVEL if _is_level(raw, span) else LinkKind.TERM
            found.prose.append(replace(span, link=replace(span.link, kind=kind)))
    if run:
        _take_run(raw, run, found, line)


def _take_run(raw: str, run: list[LinkSpan], found: Apparatus, line: int) -> None:
    start, end = run[0].start, run[-1].end
    found.cuts.append(Cut(start, end, tuple(_marks(raw, start, end, run, found, line))))
    message = (
        "a pointer stands in a bracket of its own; it was taken, the words around it left: see whether they make sense"
    )
    found.problems.append(Problem(Severity.WARNING, "pointer-among-words", line, normalised(raw[start:end]), message))


def _in_round_brackets(raw: str, span: LinkSpan) -> bool:
    return span.start > 0 and raw[span.start - 1] == "(" and raw[span.end : span.end + 1] == ")"


def _stands_alone(raw: str, span: LinkSpan, inner: tuple[int, int]) -> bool:
    """A level that brings its own bracket, or half of one, or is all that the block says (``inner``)."""
    text = raw[span.start : span.end].strip()
    if text.startswith("[") or text.endswith("]") or raw[span.end : span.end + 1] == "]":
        return True
    if _in_round_brackets(raw, span):
        return True
    if raw[span.start - 1 : span.start] == "[" and span.start:
        return True
    return span.start <= inner[0] and inner[1] <= span.end and LEVEL_ALONE.fullmatch(text) is not None

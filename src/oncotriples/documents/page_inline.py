"""The running text of one block of a page: what is added piece by piece, then resolved into text and marks."""

import re
import sys
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from oncotriples.documents.normalising import TextBuilder, normalised
from oncotriples.documents.outline import Mark, MarkKind, counted_as
from oncotriples.documents.page_apparatus import Cut, LinkSpan, find_apparatus
from oncotriples.documents.page_links import Link, LinkKind
from oncotriples.documents.problems import Problem
from oncotriples.quality.findings import Severity

__all__ = ["TRIAL", "Inline", "Resolved"]

TRIAL = re.compile(r"\bNCT\d{8}(?!\d)")
GENE = re.compile(
    r"(?<![\w-])(?=[A-Z0-9-]{2,10}(?![\w-])|C[\dX]{1,2}orf)(?:C[\dX]{1,2}orf\d{1,4}|[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)(?![\w-])"
)
GENES = re.compile(r"[A-Z][\w-]*(?:\s*(?:::|/|,)\s*[\w-]+)*")
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
NO_GENES = frozenset(("AJCC", "AND", "DCIS", "NOTE", "OR", "PDQ", "SPIRIT", "TNM"))
"""Emphasised words in capitals that are no genes."""

_MARKS = {
    LinkKind.LEVEL: MarkKind.LEVEL,
    LinkKind.TERM: MarkKind.TERM,
    LinkKind.TRIAL: MarkKind.TRIAL,
    LinkKind.SUMMARY: MarkKind.SUMMARY,
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """The text of a block and the marks on it."""

    text: str
    marks: tuple[Mark, ...]


class Inline:
    """Collects the text of a block, its links and its emphasis."""

    __slots__ = ("_emphasis", "_length", "_links", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._links: list[LinkSpan] = []
        self._emphasis: list[tuple[int, int]] = []

    def add(self, text: str) -> None:
        """Add text as it stands in the page."""
        self._pieces.append(text)
        self._length += len(text)

    def here(self) -> int:
        """Where a link or an emphasis begins."""
        return self._length

    def link(self, begin: int, link: Link) -> None:
        """What was added since ``begin`` is a link."""
        self._links.append(LinkSpan(begin, self._length, link))

    def emphasise(self, begin: int) -> None:
        """What was added since ``begin`` is emphasised."""
        self._emphasis.append((begin, self._length))

    @property
    def raw(self) -> str:
        """The text as added."""
        return "".join(self._pieces)

    @property
    def links(self) -> list[LinkSpan]:
        """The links in the order in which they ended."""
        return self._links

    def resolve(self, tally: Counter[str], problems: list[Problem], *, line: int, cell: bool = False) -> Resolved:
        """The normalised text with its marks; what it holds goes to ``tally``, what is doubtful to ``problems``."""
        raw = self.raw
        if not self._links and "NCT" not in raw and "vidence" not in raw and not self._emphasis:
            return Resolved(normalised(raw), ())
        cuts, spans = self._cuts(raw, tally, problems, line=line, cell=cell)
        marks: list[tuple[int, int, MarkKind, str, str, str]] = []
        for span in spans:
            kind = _MARKS.get(span.link.kind)
            if kind is not None:
                label = normalised(raw[span.start : span.end])
                marks.append((span.start, span.end, kind, span.link.target, label, span.link.section))
        linked = [0, *(place for start, end, kind, *_ in marks if kind is MarkKind.TRIAL for place in (start, end))]
        for match in TRIAL.finditer(raw) if "NCT" in raw else ():
            if bisect_right(linked, match.start()) % 2:  # outside of the links, whose two ends stand in ``linked``
                marks.append((*match.span(), MarkKind.TRIAL, match[0], match[0], ""))
        for start, end in self._emphasis:
            if end - start <= 60 and GENES.fullmatch(raw[start:end].strip()):
                for match in GENE.finditer(raw, start, end):
                    if match[0] not in NO_GENES and not ROMAN.fullmatch(match[0]):
                        marks.append((*match.span(), MarkKind.GENE, "", match[0], ""))
        resolved, lost = _built(raw, cuts, marks)
        tally["marks-without-text"] += lost
        _count(resolved.marks, spans, tally)
        for span in spans:
            if span.link.kind is LinkKind.PUBMED:
                message = "a link to PubMed outside of the reference lists has no record: cite the article in a list"
                problems.append(Problem(Severity.WARNING, "citation-in-text", line, span.link.target, message))
        return resolved

    def _cuts(
        self, raw: str, tally: Counter[str], problems: list[Problem], *, line: int, cell: bool
    ) -> tuple[list[Cut], list[LinkSpan]]:
        """What leaves the text, and the links that stay in it."""
        apparatus: list[LinkSpan] = []
        others: list[LinkSpan] = []
        cuts: list[Cut] = []
        for span in sorted(self._links, key=lambda span: span.start):
            if span.link.kind in (LinkKind.POINTER, LinkKind.LEVEL):
                apparatus.append(span)
            else:
                others.append(span)
            if span.link.kind is LinkKind.MEDIA:
                cuts.append(Cut(span.start, span.end, ()))
        if not apparatus and "vidence" not in raw:
            return cuts, others
        found = find_apparatus(raw, apparatus, cell=cell, line=line)
        problems.extend(found.problems)
        tally["pointer-links"] += sum(span.link.kind is LinkKind.POINTER for span in apparatus)
        return sorted([*cuts, *found.cuts], key=lambda cut: cut.start), sorted(
            [*others, *found.prose], key=lambda span: span.start
        )


def _built(raw: str, cuts: list[Cut], marks: list[tuple[int, int, MarkKind, str, str, str]]) -> tuple[Resolved, int]:
    """The text without its cuts, with the marks moved along; and the number of marks of whose text nothing is left."""
    lost = 0
    builder = TextBuilder()
    kept: list[tuple[int, int, int]] = []
    done = 0
    for cut in cuts:
        if cut.start < done:
            lost += len(cut.marks)
            continue
        kept.append((done, cut.start, builder.here()))
        builder.add(raw[done : cut.start])
        for mark in cut.marks:
            if mark.kind is MarkKind.POINTER:
                builder.pointer(mark.target)
            else:
                builder.level(mark.target, mark.label, mark.printed)
        done = cut.end
    kept.append((done, len(raw), builder.here()))
    builder.add(raw[done:])
    for start, end, kind, target, label, section in marks:
        first, last = _moved(kept, start), _moved(kept, end)
        if first < last:
            builder.span(kind, first, target, end=last, label=label, section=section)
        else:
            lost += 1
    return Resolved(*builder.build()), lost


def _moved(kept: list[tuple[int, int, int]], place: int) -> int:
    """Where a place of the raw text lies in what was kept; a place in a cut lies where the cut was."""
    start, end, at = kept[max(bisect_right(kept, (place, sys.maxsize, 0)) - 1, 0)]
    return at + min(max(place, start), end) - start


def _count(marks: tuple[Mark, ...], spans: list[LinkSpan], tally: Counter[str]) -> None:
    for mark in marks:
        tally[counted_as(mark)] += 1
    for span in spans:
        if span.link.kind is LinkKind.PUBMED:
            tally["pubmed-links-in-text"] += 1
        elif span.link.kind not in (LinkKind.LEVEL, LinkKind.TERM):
            tally[span.link.kind.value] += 1

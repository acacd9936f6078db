"""The normalised text of a block and the marks on it, put together piece by piece in reading order.

Every reader uses it, so that each form of a document gives the same text, the same offsets and so the same digests.
Text is NFC, its white space collapsed. Pointers and levels are *apparatus*: they leave no text behind, stand at the end
of the word before them (never after its space), and where punctuation follows them the space before them goes too:
“rate [1], and” reads “rate, and”.
"""

import sys
from typing import NamedTuple
from unicodedata import combining, is_normalized, normalize

from oncotriples.documents.outline import Mark, MarkKind

__all__ = ["TextBuilder", "normalised"]

APPARATUS = (MarkKind.POINTER, MarkKind.LEVEL)
CLOSING = frozenset(".,;:!?)]}%\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}")


class _Draft(NamedTuple):
    """A mark whose offsets count in the text as it was added."""

    start: int
    end: int
    mark: Mark


def normalised(text: str) -> str:
    """The text in NFC, every run of white space one space, none at the ends."""
    return " ".join(normalize("NFC", text).split())


class TextBuilder:
    """Collects the text of one block and the marks on it; ``build`` gives both normalised."""

    __slots__ = ("_drafts", "_length", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._drafts: list[_Draft] = []
        self._length = 0

    def add(self, text: str) -> None:
        """Add text as it stands in the document: its white space and its Unicode form do not matter."""
        if text:
            self._pieces.append(text)
            self._length += len(text)

    def here(self) -> int:
        """The present place: where a span begins. It counts in the text as added, not in the normalised text."""
        return self._length

    def pointer(self, target: str, label: str = "") -> None:
        """A pointer to the entry ``target`` stands here; it leaves no text."""
        self._place(Mark(MarkKind.POINTER, 0, 0, target, label))

    def level(self, target: str, label: str, printed: str) -> None:
        """A printed level stands here; it leaves no text."""
        self._place(Mark(MarkKind.LEVEL, 0, 0, target, label, printed))

    def span(
        self, kind: MarkKind, begin: int, target: str, *, end: int | None = None, label: str = "", section: str = ""
    ) -> None:
        """What was added from ``begin`` to ``end`` (places from ``here``; without ``end`` up to now) is one mark."""
        last = self._length if end is None else end
        self._drafts.append(_Draft(begin, last, Mark(kind, 0, 0, target, label, section=section)))

    def build(self) -> tuple[str, tuple[Mark, ...]]:
        """The normalised text and the marks in reading order, with offsets in that text."""
        raw = "".join(self._pieces)
        if not self._drafts:
            return normalised(raw), ()
        drafts = self._drafts
        if not is_normalized("NFC", raw):
            raw, drafts = _composed(raw, drafts)
        text, starts, ends = _collapsed(raw, drafts)
        marks = []
        for start, end, mark in drafts:
            last = ends[end]
            first = last if mark.kind in APPARATUS else min(starts[start], last)
            marks.append(Mark(mark.kind, first, last, mark.target, mark.label, mark.printed, mark.section))
        return text, tuple(sorted(marks, key=_reading_order))

    def _place(self, mark: Mark) -> None:
        self._drafts.append(_Draft(self._length, self._length, mark))


def _reading_order(mark: Mark) -> tuple[int, int]:
    """By start; at one place marks without text come first, as they were added, then the longer span, the outer one."""
    width = mark.end - mark.start
    return mark.start, -width if width else -sys.maxsize


def _composed(raw: str, drafts: list[_Draft]) -> tuple[str, list[_Draft]]:
    """The text in NFC and the marks moved along; a mark inside a character and its accents moves behind them."""
    moved: dict[int, int] = {}
    pieces: list[str] = []
    done = length = 0
    for place in sorted({place for draft in drafts for place in draft[:2]}):
        until = max(place, done)
        while until < len(raw) and combining(raw[until]):
            until += 1
        pieces.append(normalize("NFC", raw[done:until]))
        length += len(pieces[-1])
        moved[place] = length
        done = until
    pieces.append(raw[done:])
    text = normalize("NFC", "".join(pieces))
    return text, [
        _Draft(min(moved[draft.start], len(text)), min(moved[draft.end], len(text)), draft.mark) for draft in drafts
    ]


def _collapsed(raw: str, drafts: list[_Draft]) -> tuple[str, dict[int, int], dict[int, int]]:
    """The text without superfluous white space; where each place is as the start and as the end of a span.

    As a start a place lies behind the space before it, as an end it lies before it.
    """
    apparatus = {draft.start for draft in drafts if draft.mark.kind in APPARATUS}
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    waiting: list[int] = []
    pieces: list[str] = []
    length = done = 0
    space = after_apparatus = False
    for place in [*sorted({place for draft in drafts for place in draft[:2]}), len(raw)]:
        piece = raw[done:place]
        text = " ".join(piece.split())
        if text:
            space = space or piece[0].isspace()
            if space and length and not (after_apparatus and text[0] in CLOSING):
                pieces.append(" ")
                length += 1
            for begin in waiting:
                starts[begin] = length
            waiting.clear()
            pieces.append(text)
            length += len(text)
            space, after_apparatus = piece[-1].isspace(), False
        elif piece:
            space = True
        ends[place] = length
        waiting.append(place)
        after_apparatus = after_apparatus or place in apparatus
        done = place
    for begin in waiting:
        starts[begin] = length
    return "".join(pieces), starts, ends

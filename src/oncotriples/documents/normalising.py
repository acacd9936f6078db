"""The normalised text of a block and the marks on it, put together piece by piece in reading order.

Every reader uses it, so that each form of a document gives the same text, the same offsets and so the same digests.
Text is NFC, its white space collapsed. Pointers and levels are *apparatus*: they leave no text behind, stand at the end
of the word before them (never after its space), and where punctuation follows them the space before them goes too:
“rate [1], and” reads “rate, and”.
"""

import sys
from collections.abc import Iterable
from unicodedata import combining, is_normalized, normalize

from oncotriples.documents.outline import Mark, MarkKind

__all__ = ["TextBuilder", "TextFlow", "normalised"]

APPARATUS = _POINTER, _LEVEL = MarkKind.POINTER, MarkKind.LEVEL
CLOSING = frozenset(".,;:!?)]}%\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}")


def normalised(text: str) -> str:
    """The text in NFC, every run of white space one space, none at the ends."""
    return " ".join((text if text.isascii() else normalize("NFC", text)).split())


class TextFlow:
    """The text of one block, normalised while it is added, and the marks on it; ``build`` gives both.

    Its spans begin and end where something was added, so that it is faster than a TextBuilder, in which they may lie
    anywhere.
    """

    __slots__ = ("_clings", "_length", "_marks", "_pieces", "_spaced", "_starts", "_unordered")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._marks: list[Mark] = []
        # Where each piece with words begins in the text.
        self._starts: list[int] = []
        self._length = 0
        # What came after the last word: white space, apparatus.
        self._spaced = self._clings = False
        # Whether marks were not added in reading order: a span follows what stands in it.
        self._unordered = False

    def add(self, text: str) -> str:
        """Add text as it stands in the document and give it normalised."""
        if not text.isascii():
            text = normalize("NFC", text)
        piece = " ".join(text.split())
        if not piece:
            self._spaced = self._spaced or text != ""
            return piece
        length = self._length
        loose = piece != text
        if length and (self._spaced or (loose and text[0].isspace())) and not (self._clings and piece[0] in CLOSING):
            self._pieces.append(" ")
            length += 1
        self._pieces.append(piece)
        self._starts.append(length)
        self._length = length + len(piece)
        self._spaced = loose and text[-1].isspace()
        self._clings = False
        return piece

    def here(self) -> int:
        """The present place: where a span begins."""
        return len(self._starts)

    def start(self, place: int) -> int:
        """Where in the text the first word behind a place begins; its end where none does."""
        return self._starts[place] if place < len(self._starts) else self._length

    def end(self) -> int:
        """Where the text ends now; white space is no part of it before words follow."""
        return self._length

    def cling(self) -> None:
        """Apparatus stands here: punctuation behind it follows the word before it."""
        self._clings = True

    def pointer(self, target: str, label: str = "") -> None:
        """A pointer to the entry ``target`` stands here; it leaves no text."""
        self._marks.append(Mark(_POINTER, self._length, self._length, target, label))
        self._clings = True

    def level(self, target: str, label: str, printed: str) -> None:
        """A printed level stands here; it leaves no text."""
        self._marks.append(Mark(_LEVEL, self._length, self._length, target, label, printed))
        self._clings = True

    def span(self, kind: MarkKind, begin: int, target: str, *, label: str = "", section: str = "") -> None:
        """What was added from ``begin`` (a place from ``here``) up to now is one mark."""
        first, last = self.start(begin), self._length
        if self._marks and first <= self._marks[-1].start:
            self._unordered = True
        self._marks.append(Mark(kind, first, last, target, label, "", section))

    def link(self, kind: MarkKind, text: str, target: str, section: str = "") -> None:
        """Add text that is one mark as a whole, and its label."""
        label = self.add(text)
        last = self._length
        self._marks.append(Mark(kind, last - len(label), last, target, label, "", section))

    def build(self) -> tuple[str, tuple[Mark, ...]]:
        """The normalised text and the marks in reading order, with offsets in that text."""
        text, marks = "".join(self._pieces), self._marks
        if not (text.isascii() or is_normalized("NFC", text)):
            text, moved = _composed(text, {place for mark in marks for place in (mark.start, mark.end)})
            self._unordered = True
            marks = [
                Mark(mark.kind, moved[mark.start], moved[mark.end], mark.target, mark.label, mark.printed, mark.section)
                for mark in marks
            ]
        return text, tuple(sorted(marks, key=_reading_order) if self._unordered else marks)


class TextBuilder:
    """The text of one block and the marks on it, which may lie anywhere in what was added; ``build`` gives both."""

    __slots__ = ("_drafts", "_length", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        # Marks whose start and end, the first two, count in the text as added; then what Mark has from ``kind`` on.
        self._drafts: list[tuple[int, int, MarkKind, str, str, str, str]] = []
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
        self._drafts.append((self._length, self._length, _POINTER, target, label, "", ""))

    def level(self, target: str, label: str, printed: str) -> None:
        """A printed level stands here; it leaves no text."""
        self._drafts.append((self._length, self._length, _LEVEL, target, label, printed, ""))

    def span(
        self, kind: MarkKind, begin: int, target: str, *, end: int | None = None, label: str = "", section: str = ""
    ) -> None:
        """What was added from ``begin`` to ``end`` (places from ``here``; without ``end`` up to now) is one mark."""
        last = self._length if end is None else end
        self._drafts.append((begin, last, kind, target, label, "", section))

    def build(self) -> tuple[str, tuple[Mark, ...]]:
        """The normalised text and the marks in reading order, with offsets in that text."""
        raw = "".join(self._pieces)
        if not self._drafts:
            return normalised(raw), ()
        moved = {draft[0]: draft[0] for draft in self._drafts} | {draft[1]: draft[1] for draft in self._drafts}
        if not (raw.isascii() or is_normalized("NFC", raw)):
            raw, moved = _composed(raw, moved)
        apparatus = {moved[draft[0]] for draft in self._drafts if draft[2] in APPARATUS}
        flow = TextFlow()
        places: dict[int, tuple[int, int]] = {}
        done = 0
        for place in sorted(set(moved.values())):
            flow.add(raw[done:place])
            places[place] = flow.here(), flow.end()
            if place in apparatus:
                flow.cling()
            done = place
        flow.add(raw[done:])
        marks: list[Mark] = []
        for start, end, kind, target, label, printed, section in self._drafts:
            last = places[moved[end]][1]
            first = min(flow.start(places[moved[start]][0]), last)
            marks.append(Mark(kind, first, last, target, label, printed, section))
        return flow.build()[0], tuple(sorted(marks, key=_reading_order))


def _reading_order(mark: Mark) -> tuple[int, int]:
    """By start; at one place marks without text come first, as they were added, then the longer span, the outer one."""
    width = mark.end - mark.start
    return mark.start, -width if width else -sys.maxsize


def _composed(raw: str, places: Iterable[int]) -> tuple[str, dict[int, int]]:
    """The text in NFC and where its places are then; one inside a character and its accents moves behind them."""
    moved: dict[int, int] = {}
    pieces: list[str] = []
    done = length = 0
    for place in sorted(places):
        until = max(place, done)
        while until < len(raw) and combining(raw[until]):
            until += 1
        pieces.append(normalize("NFC", raw[done:until]))
        length += len(pieces[-1])
        moved[place] = length
        done = until
    pieces.append(raw[done:])
    text = normalize("NFC", "".join(pieces))
    return text, {place: min(at, len(text)) for place, at in moved.items()}

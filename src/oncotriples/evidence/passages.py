"""The passages of a block of text: their anchors, pointers in groups, levels, links and mentions.

A sentence, list item, cell, caption or note is anchored without its text: by the offsets, in code points, of where it
begins and ends in the normalised text of its block, and by the SHA-256 of that text.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from oncotriples.documents.outline import Mark, MarkKind, counted_as
from oncotriples.evidence.levels import LevelIndex
from oncotriples.evidence.lexicon import CATEGORIES
from oncotriples.evidence.marked_names import NAMING, mention_of, why_unnamed
from oncotriples.evidence.numbering import Ledger
from oncotriples.evidence.records import Find, Group, LevelMark, Mention, Name, Passage, Pointer, SummaryLink
from oncotriples.evidence.sentences import sentences
from oncotriples.evidence.targets import summary_target, why_no_target
from oncotriples.quality.findings import Severity

__all__ = ["PassageMaker", "Place", "Settings"]

# In words; what is longer is text, of which records keep nothing.
_LONGEST_NAME = 7
_RANK = {category: rank for rank, category in enumerate((*CATEGORIES, "level"))}


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a whole document.

    ``summary`` is its own slug, ``references`` the keys of its entries, ``scale`` the page that defines its levels.
    """

    summary: str
    references: frozenset[str]
    levels: LevelIndex
    scale: str = ""
    find: Find | None = None
    with_text: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its section, that section's top-level section, and its line in the document."""

    section: str
    top: str
    line: int


class PassageMaker:
    """Makes the passages of one document in reading order; numbers and counts go into its ledger."""

    __slots__ = ("_called", "_ledger", "_settings")

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._settings = settings
        self._ledger = ledger
        self._called: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def of_paragraph(self, text: str, marks: tuple[Mark, ...], place: Place, key: str, ordinal: int) -> list[Passage]:
        """A passage a sentence; ``key`` is that of the block (``1.1-2``), ``ordinal`` that of its first passage."""
        empty = frozenset(mark.start for mark in marks if mark.start == mark.end)
        spans = sentences(text, empty) or ((0, 0),)
        digest = _digest(text)
        marked = _by_span(spans, marks)
        mentioned = self._mentions(text, marks, place)
        if len(spans) == 1:
            return [self._passage(f"{key}.1", place, ordinal, spans[0], digest, marked[0], mentioned, text)]
        starts = [start for start, _ in spans]
        shares: list[list[Mention]] = [[] for _ in spans]
        for mention in mentioned:
            shares[bisect_right(starts, mention.start) - 1].append(mention)
        return [
            self._passage(
                f"{key}.{index + 1}", place, ordinal + index, span, digest, marked[index], shares[index], text
            )
            for index, span in enumerate(spans)
        ]

    def whole(self, text: str, marks: tuple[Mark, ...], place: Place, key: str, ordinal: int) -> Passage:
        """One passage for all of the text: a list item, cell, caption or note."""
        mentioned = self._mentions(text, marks, place)
        return self._passage(key, place, ordinal, (0, len(text)), _digest(text), marks, mentioned, text)

    def names(self) -> tuple[Name, ...]:
        """What the passages made so far call the terms that they link to, in the order of their targets."""
        called = sorted(self._called.items())
        self._ledger.mapped["names"] += len(called)
        return tuple(Name(target, min(texts, key=lambda text: (-texts[text], text))) for target, texts in called)

    def leave_out(self, marks: Sequence[Mark]) -> None:
        """Count marks that get no passage on purpose."""
        for mark in marks:
            self._ledger.left_out[counted_as(mark)] += 1

    def _passage(
        self,
        key: str,
        place: Place,
        ordinal: int,
        span: tuple[int, int],
        digest: str,
        marks: Sequence[Mark],
        mentions: Sequence[Mention],
        text: str,
    ) -> Passage:
        self._ledger.mapped["passages"] += 1
        groups: tuple[Group, ...] = ()
        levels: tuple[LevelMark, ...] = ()
        links: tuple[SummaryLink, ...] = ()
        if marks:
            groups, levels = self._apparatus(marks, place)
            links = tuple(self._link(mark, place) for mark in marks if mark.kind is MarkKind.SUMMARY)
        shown = text[span[0] : span[1]] if self._settings.with_text else ""
        return Passage(key, place.section, ordinal, *span, digest, groups, levels, links, tuple(mentions), shown)

    def _apparatus(self, marks: Sequence[Mark], place: Place) -> tuple[tuple[Group, ...], tuple[LevelMark, ...]]:
        """Groups of pointers that stand at one place with nothing between, and the levels that grade the last one.

        A level behind a group of which no pointer leads to an entry grades nothing, rather than an earlier group.
        Nor does one without a group before it in its passage: a level that is a paragraph of its own grades all that
        the paragraphs above it say, some of which have no pointers, and not what the last of their groups supports.
        """
        groups: list[Group] = []
        levels: list[LevelMark] = []
        run: list[Pointer] = []
        at = graded = 0
        previous: Mark | None = None
        for mark in (*marks, None):
            pointing = mark is not None and mark.kind is MarkKind.POINTER
            adjacent = pointing and previous is not None and previous.kind is MarkKind.POINTER
            if run and not (adjacent and mark is not None and mark.start == at):
                groups.append(Group(graded, at, tuple(run)))
                run = []
            if mark is None:
                break
            if pointing:
                if not (adjacent and mark.start == at):
                    graded = 0
                at = mark.start
                key = mark.target if "." in mark.target else f"{place.top}.{mark.target}"
                key = key.replace(".", "-")
                if key in self._settings.references:
                    graded = graded or self._ledger.next("groups")
                    run.append(Pointer(self._ledger.next("pointers"), key))
                else:
                    self._dangling(mark, key, place)
            elif mark.kind is MarkKind.LEVEL and mark.start == mark.end:
                level = self._level(mark, graded, place)
                levels += [level] if level else []
            previous = mark
        return tuple(groups), tuple(levels)

    def _dangling(self, mark: Mark, key: str, place: Place) -> None:
        message = (
            f"No reference list has the entry {key} to which this points. "
            "Compare the document with its source; the pointer has no record."
        )
        self._ledger.report("pointers", Severity.VIOLATION, "dangling-pointer", place.line, mark.target, message)

    def _level(self, mark: Mark, graded: int, place: Place) -> LevelMark | None:
        resolved = self._settings.levels.resolve(mark, scale=self._settings.scale, line=place.line)
        self._ledger.note(resolved.problem, place.line)
        if not resolved.level:
            self._ledger.reported["level-marks"] += 1
            return None
        number = self._ledger.next("level-marks")
        return LevelMark(number, mark.start, resolved.level, mark.printed or mark.label, graded)

    def _link(self, mark: Mark, place: Place) -> SummaryLink:
        self._ledger.mapped["summary-marks"] += 1
        target = summary_target(mark.target) or self._settings.summary
        self._ledger.note(why_no_target(target), place.line)
        return SummaryLink(target, mark.section)

    def _mentions(self, text: str, marks: Sequence[Mark], place: Place) -> list[Mention]:
        """What the lexicon finds and what marks name, in reading order, each once."""
        find = self._settings.find
        found = find(text) if find and text else ()
        named = [
            mark for mark in marks if mark.kind in NAMING or (mark.kind is MarkKind.LEVEL and mark.start < mark.end)
        ]
        if not named:
            return list(found)
        known = {(it.start, it.end, it.category): it.target for it in found}
        mentions = set(found)
        for mark in named:
            if mark.kind is MarkKind.LEVEL or mark.target in self._settings.levels.by_id:
                mentions.update(self._level_in_prose(mark, place))
            elif mention := mention_of(mark, text, known):
                self._ledger.mapped[counted_as(mark)] += 1
                mentions.add(mention)
                called = text[mention.start : mention.end]
                if mention.target.startswith("term/") and _is_name(called):
                    self._called[mention.target][called] += 1
            elif problem := why_unnamed(mark, text, place.line):
                self._ledger.reported[counted_as(mark)] += 1
                self._ledger.problems.append(problem)
            else:
                self._ledger.left_out[counted_as(mark)] += 1
        return sorted(mentions, key=lambda it: (it.start, -it.end, _RANK[it.category], it.target))

    def _level_in_prose(self, mark: Mark, place: Place) -> tuple[Mention, ...]:
        """A level that a sentence is about (“lower than C3”): what it says of it is for people to judge."""
        resolved = self._settings.levels.resolve(mark, scale=self._settings.scale, line=place.line)
        self._ledger.note(resolved.problem, place.line)
        counts = self._ledger.mapped if resolved.level else self._ledger.reported
        counts[counted_as(mark)] += 1
        return (Mention("level", f"level/{resolved.level}", mark.start, mark.end),) if resolved.level else ()


def _is_name(text: str) -> bool:
    return len(text.split()) <= _LONGEST_NAME and any(map(str.isalnum, text))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _by_span(spans: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[Sequence[Mark]]:
    """The marks of each span. One without text belongs to the span that it follows, another to that where it starts."""
    if len(spans) == 1 or not marks:
        return [marks, *[()] * (len(spans) - 1)]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    shares: list[list[Mark]] = [[] for _ in spans]
    for mark in marks:
        if mark.start == mark.end:
            index = min(bisect_left(ends, mark.start), len(spans) - 1)
            if index and mark.start == starts[index]:
                index -= 1
        else:
            index = bisect_right(starts, mark.start) - 1
        shares[index].append(mark)
    return list(shares)

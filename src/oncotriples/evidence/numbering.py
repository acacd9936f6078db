"""What is numbered through a document: sections by where they stand, entries by their section, marks as they come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from oncotriples.documents.outline import Block, BlockKind, References, Table
from oncotriples.documents.problems import Problem
from oncotriples.quality.findings import Severity

__all__ = ["BEFORE_SECTIONS", "Ledger", "SectionCounter", "entry_keys"]

BEFORE_SECTIONS = "0"
"""The key of what stands before the first heading."""


class SectionCounter:
    """Gives headings their keys: ``2.1`` is the first section inside the second.

    A heading stands inside the last one of less depth, so a depth that is left out is no section of its own.
    """

    __slots__ = ("_open",)

    def __init__(self) -> None:
        self._open: list[tuple[int, int]] = []

    def enter(self, depth: int) -> str:
        """The key of the next heading, of this depth."""
        ordinal = 0
        while self._open and self._open[-1][0] >= depth:
            ordinal = self._open.pop()[1]
        self._open.append((depth, ordinal + 1))
        return self.key

    @property
    def key(self) -> str:
        """The key of the section that is open."""
        return ".".join(str(ordinal) for _, ordinal in self._open) or BEFORE_SECTIONS

    @property
    def top(self) -> str:
        """The key of the top-level section that is open."""
        return str(self._open[0][1]) if self._open else BEFORE_SECTIONS


def entry_keys(blocks: Iterable[Block | Table | References]) -> frozenset[str]:
    """The keys of all entries of the document's reference lists: ``2-9``."""
    sections = SectionCounter()
    keys: set[str] = set()
    for block in blocks:
        if isinstance(block, References):
            keys.update(f"{sections.top}-{entry.number}" for entry in block.entries)
        elif isinstance(block, Block) and block.kind is BlockKind.HEADING:
            sections.enter(block.depth)
    return frozenset(keys)


class Ledger:
    """What is counted while one document is compiled, and what was found wrong with it.

    Each thing that the document holds is entered once: as ``mapped``, as ``reported`` (a problem says why it has no
    record) or as ``left_out`` (on purpose).
    """

    def __init__(self) -> None:
        self.mapped: Counter[str] = Counter()
        self.reported: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def next(self, what: str) -> int:
        """The next number, through the document, of what is mapped: from 1."""
        self.mapped[what] += 1
        return self.mapped[what]

    def report(self, what: str, severity: Severity, rule: str, line: int, value: str, message: str) -> None:
        """Something has no record, and this is why."""
        self.reported[what] += 1
        self.problems.append(Problem(severity, rule, line, value, message))

    def note(self, problem: Problem | None, line: int) -> None:
        """A problem that another module found, on a line that it may not know."""
        if problem is not None:
            self.problems.append(problem if problem.line else replace(problem, line=line))

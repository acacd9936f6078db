"""Candidates: pairs of an agent and a tumor for which a document may claim something. They are proposals, never facts.

A passage with pointers in which both are mentioned gives its pairs; so does a row of a table with a column of agents
and a column of tumors, by the heads of the columns, with pointers or without.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oncotriples.documents.problems import Problem
from oncotriples.evidence.heads import AGENT, TUMOR, column_meaning
from oncotriples.evidence.records import Candidate, Passage
from oncotriples.quality.findings import Severity

__all__ = ["MOST_PAIRS", "Grid", "propose"]

MOST_PAIRS = 200
"""A place that would give more pairs than that is an enumeration, and gives none."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as its rows are read. ``heads`` has the texts above each column, ``rows`` the passage of each place.

    The passage of a cell that spans several places stands in each of them; an empty cell is None.
    """

    number: int
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Passage | None, ...], ...]


def propose(passages: Iterable[Passage], grids: Iterable[Grid]) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    """The candidates of a document: those of its passages, as they stand, then those of its tables' rows.

    ``passages`` may hold the cells of tables too; a pair that a row gives is not given again by a cell of that row.
    """
    problems: list[Problem] = []
    of_rows: list[Candidate] = []
    given: dict[str, set[tuple[str, str]]] = {}
    for grid in grids:
        meanings = [_meaning(heads) for heads in grid.heads]
        if AGENT in meanings and TUMOR in meanings:
            for number, row in enumerate(grid.rows, start=1):
                found = _of_row(f"row-{grid.number}.{number}", row, meanings, problems)
                of_rows += found
                for cell in filter(None, row):
                    given.setdefault(cell.key, set()).update((pair.agent, pair.tumor) for pair in found)
    of_passages = (
        candidate
        for passage in passages
        if passage.groups
        for candidate in _pairs(
            passage.key, _named((passage,), AGENT), _named((passage,), TUMOR), _groups((passage,)), problems
        )
        if (candidate.agent, candidate.tumor) not in given.get(passage.key, ())
    )
    return (*of_passages, *of_rows), tuple(problems)


def _meaning(heads: Iterable[str]) -> str:
    """What a column means by the lowest head that means anything."""
    return next(filter(None, map(column_meaning, reversed(tuple(heads)))), "")


def _of_row(
    key: str, row: Sequence[Passage | None], meanings: Sequence[str], problems: list[Problem]
) -> tuple[Candidate, ...]:
    columns = tuple(zip(row, meanings, strict=True))
    agents = _named((cell for cell, meaning in columns if cell and meaning == AGENT), AGENT)
    tumors = _named((cell for cell, meaning in columns if cell and meaning == TUMOR), TUMOR)
    return _pairs(key, agents, tumors, _groups(cell for cell in row if cell), problems)


def _named(passages: Iterable[Passage], category: str) -> list[str]:
    """What is mentioned of a category, once each, in the order of its IRIs."""
    return sorted({found.target for passage in passages for found in passage.mentions if found.category == category})


def _groups(passages: Iterable[Passage]) -> tuple[int, ...]:
    return tuple(sorted({group.number for passage in passages for group in passage.groups}))


def _pairs(
    key: str, agents: Sequence[str], tumors: Sequence[str], groups: tuple[int, ...], problems: list[Problem]
) -> tuple[Candidate, ...]:
    if len(agents) * len(tumors) > MOST_PAIRS:
        problems.append(
            Problem(
                Severity.WARNING,
                "too-many-pairs",
                0,
                key,
                f"{len(agents)} agents and {len(tumors)} tumors stand together here, more than {MOST_PAIRS} pairs: "
                "no candidate is proposed. Read the passage, and state in kg/evidence/ what it claims.",
            )
        )
        return ()
    return tuple(Candidate(agent, tumor, key, groups) for agent in agents for tumor in tumors)

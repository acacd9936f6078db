"""Closed lists and scales as their page shows them: plain values, already chosen, named and put in order."""

from dataclasses import dataclass

from oncotriples.render.views import Link
from oncotriples.site.words import Fact

__all__ = ["CodesView", "Grid", "Member", "Members", "SchemeView"]


@dataclass(frozen=True, slots=True)
class Member:
    """A code, level or category: ``link`` leads to its page, ``uses`` is empty where nothing of ours can tell it."""

    link: Link
    notation: str
    definition: str
    notes: tuple[str, ...]
    uses: str


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a list that are of one class, in their order."""

    kind: Link
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The levels of a scale by their two axes: for each row a cell for each column, in which are levels.

    ``has_others`` says that the last cell of each row is for levels without an end point.
    """

    columns: tuple[Member, ...]
    rows: tuple[tuple[Member, tuple[tuple[Member, ...], ...]], ...]
    has_others: bool


@dataclass(frozen=True, slots=True)
class SchemeView:
    """A closed list, or a scale of levels of evidence; ``grid`` is that of a scale of two axes."""

    anchor: str
    link: Link
    definition: str
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
    is_scale: bool
    grid: Grid | None
    groups: tuple[Members, ...]


@dataclass(frozen=True, slots=True)
class CodesView:
    """The whole page: closed lists, scales of levels of evidence."""

    lists: tuple[SchemeView, ...]
    scales: tuple[SchemeView, ...]

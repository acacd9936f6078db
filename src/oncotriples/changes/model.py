"""What a comparison of two graphs says."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

from oncotriples.namespaces import compact
from oncotriples.release.version import Release

__all__ = ["Change", "Changes", "Group", "Side", "Size", "Value"]


class Group(StrEnum):
    """What happened to a thing; changes are told in this order."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    REGRADED = "regraded"
    RECITED = "recited"
    STANDING = "standing"
    SUPERSEDED = "superseded"
    RELABELED = "relabeled"
    CHANGED = "changed"
    APPEARED = "appeared"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class Value:
    """A thing or a literal, and what people read of it: the thing's label, the literal's text."""

    term: ox.NamedNode | ox.Literal
    text: str

    @property
    def iri(self) -> str:
        """The thing's IRI; nothing for a literal."""
        return self.term.value if isinstance(self.term, ox.NamedNode) else ""

    @property
    def shown(self) -> str:
        """``imatinib (agent/imatinib)``, or a literal's text in quotation marks."""
        if not self.iri:
            return f"“{self.text}”"
        short = compact(self.iri)
        return short if short == self.text else f"{self.text} ({short})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one thing.

    ``kind`` is the name of the thing's kind; of a class or a property, ``class`` or ``property``. ``path`` is the IRI
    of the property that changed, ``was`` and ``now`` are the values that it lost and gained. A withdrawn thing has its
    replacement in ``now``, if there is one, and in ``reason`` why it is that one; it ``is_explained`` where the new
    graph has a stub of it, and else the replacement is a proposal. ``claims`` rest on an article whose standing
    changed.
    """

    group: Group
    kind: str
    thing: Value
    path: str = ""
    was: tuple[Value, ...] = ()
    now: tuple[Value, ...] = ()
    claims: tuple[Value, ...] = ()
    reason: str = ""
    is_explained: bool = False

    @property
    def is_unexplained(self) -> bool:
        """Whether a thing was withdrawn, and the new graph says nothing of it."""
        return self.group is Group.WITHDRAWN and not self.is_explained


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two graphs: how it was named, its release where that is known, its number of statements, and of things
    by the name of their kind.
    """

    name: str
    release: Release | None
    statements: int
    counts: Mapping[str, int]

    @property
    def called(self) -> str:
        """``data 0.3.0``, else the name."""
        return f"data {self.release.version}" if self.release else self.name


@dataclass(frozen=True, slots=True)
class Size:
    """The number of statements of a named graph before and after; 0 where it is not there."""

    graph: str
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes from an old graph to a new one, in the order in which they are told.

    ``graphs`` are the named graphs in which anything at all differs, None where they cannot be compared because one of
    the two is a file of triples. ``credit`` says whose the content is.
    """

    old: Side
    new: Side
    changes: tuple[Change, ...]
    graphs: tuple[Size, ...] | None
    credit: str

    def count(self, kind: str, *groups: Group) -> int:
        """How many changes of a kind belong to one of the groups."""
        return sum(change.kind == kind and change.group in groups for change in self.changes)

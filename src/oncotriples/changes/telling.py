"""Changes in words: sections by kind of thing and by what happened, and each change in a line.

A list for people is cut at ``LONGEST`` lines, and the rest is counted; a value at ``_WIDEST`` characters.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby

from oncotriples.changes.kinds import KINDS
from oncotriples.changes.model import Change, Changes, Group, Value
from oncotriples.namespaces import compact
from oncotriples.release.lookup import term
from oncotriples.release.texts import one_line

__all__ = ["LONGEST", "Section", "called", "detail", "label", "sections", "transitions"]

LONGEST = 50
"""So many changes of a section are told to people one by one."""

_WIDEST = 300
_PLURALS: Mapping[str, str] = {
    **{kind.name: kind.plural for kind in KINDS},
    "stub": "stubs of withdrawn things",
    "class": "classes",
    "property": "properties",
}
_HAPPENED: Mapping[Group, str] = {
    Group.ADDED: "added",
    Group.WITHDRAWN: "withdrawn",
    Group.REGRADED: "regraded",
    Group.RECITED: "citing other articles",
    Group.STANDING: "with another standing",
    Group.SUPERSEDED: "superseded",
    Group.RELABELED: "with other labels",
    Group.CHANGED: "changed otherwise",
    Group.APPEARED: "in use now",
    Group.VANISHED: "no longer in use",
}
_NOTHING: Mapping[Group, str] = {Group.REGRADED: "no level", Group.STANDING: "no standing"}


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one kind of thing and one group, at least one; ``key`` is ``claim-regraded``."""

    kind: str
    group: Group
    changes: tuple[Change, ...]

    @property
    def key(self) -> str:
        """What the section is named by in addresses."""
        return f"{self.kind}-{self.group}".replace(" ", "-")

    @property
    def things(self) -> str:
        """What the changed things are called: ``Claims``."""
        plural = _PLURALS[self.kind]
        return plural[0].upper() + plural[1:]

    @property
    def happened(self) -> str:
        """What happened to them: ``regraded``."""
        return _HAPPENED[self.group]

    @property
    def title(self) -> str:
        """``Claims regraded (2)``."""
        return f"{self.things} {self.happened} ({len(self.changes):,})"

    @property
    def told(self) -> tuple[Change, ...]:
        """Those that are told one by one."""
        return self.changes[:LONGEST]

    @property
    def rest(self) -> int:
        """How many more there are."""
        return len(self.changes) - len(self.told)


def sections(changes: Changes) -> tuple[Section, ...]:
    """All changes, in their order, by kind and group."""
    together = groupby(changes.changes, key=lambda change: (change.kind, change.group))
    return tuple(Section(kind, group, tuple(held)) for (kind, group), held in together)


def called(change: Change) -> str:
    """What the changed thing is called, alone: ``imatinib``."""
    return _cut(change.thing.text)


def label(change: Change) -> str:
    """What the changed thing is called, with its short IRI: ``imatinib (agent/imatinib)``."""
    return _shown(change.thing)


def detail(change: Change) -> str:
    """What happened to a thing, without its name; nothing where the title of the section says it all."""
    match change.group:
        case Group.WITHDRAWN:
            return _withdrawal(change)
        case Group.RECITED:
            return _gains(change, "now cites", "no longer cites")
        case Group.SUPERSEDED:
            return _gains(change, "by", "no longer by")
        case Group.RELABELED if change.path != term("skos:prefLabel"):
            return _gains(change, "also called", "no longer called")
        case Group.CHANGED:
            return f"{compact(change.path)}: {_turn(change)}"
        case Group.STANDING:
            return _turn(change) + _list("; claims that rest on it: ", change.claims)
        case Group.REGRADED | Group.RELABELED:
            return _turn(change)
    return ""


def transitions(section: Section) -> tuple[tuple[str, int], ...]:
    """How often each turn occurs, ``not checked → standing``, the rarest first, which matter most."""
    counts = Counter(_turn(change) for change in section.changes)
    return tuple(sorted(counts.items(), key=lambda item: (item[1], item[0])))


def _withdrawal(change: Change) -> str:
    replaced = _list("replaced by ", change.now)
    if change.is_explained:
        return "; ".join(filter(None, (replaced, _cut(change.reason))))
    if not replaced:
        return "nothing seems to have taken its place"
    return f"perhaps {replaced}; {_cut(change.reason)}"


def _gains(change: Change, gained: str, lost: str) -> str:
    return "; ".join(filter(None, (_list(f"{gained} ", change.now), _list(f"{lost} ", change.was))))


def _turn(change: Change) -> str:
    """``level of evidence 3iiA → level of evidence 3iiiA``; where texts are alike, the terms themselves."""
    # Codes are known by their labels; other things need their addresses.
    brief = change.group in _NOTHING
    texts = [_texts(values, brief=brief) for values in (change.was, change.now)]
    if texts[0] == texts[1]:
        texts = [", ".join(_cut(str(value.term)) for value in values) for values in (change.was, change.now)]
    return " → ".join(text or _NOTHING.get(change.group, "nothing") for text in texts)


def _texts(values: Collection[Value], *, brief: bool) -> str:
    return ", ".join(_cut(value.text) if brief else _shown(value) for value in values)


def _list(lead: str, values: Collection[Value]) -> str:
    return lead + _texts(values, brief=False) if values else ""


def _shown(value: Value) -> str:
    return Value(value.term, _cut(value.text)).shown


def _cut(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _WIDEST else f"{line[:_WIDEST]}…"

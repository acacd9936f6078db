"""Two graphs compared, thing by thing, in the terms of the domain."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from oncotriples import iris
from oncotriples.changes.credits import credit_of
from oncotriples.changes.kinds import KINDS
from oncotriples.changes.model import Change, Changes, Group, Side, Size, Value
from oncotriples.changes.replacements import Replacements
from oncotriples.changes.snapshot import Snapshot, Term, Thing
from oncotriples.errors import InputError
from oncotriples.evidence.standings import Standing
from oncotriples.namespaces import compact
from oncotriples.release.lookup import term

__all__ = ["compare", "unexplained"]

_CITES = term("cito:citesAsEvidence")
# Properties whose change has a name of its own.
_GROUPS: Mapping[str, Group] = {
    term("onct:levelOfEvidence"): Group.REGRADED,
    _CITES: Group.RECITED,
    term("onct:standing"): Group.STANDING,
    term("onct:weakestStanding"): Group.STANDING,
    term("onct:supersededBy"): Group.SUPERSEDED,
    term("skos:prefLabel"): Group.RELABELED,
    term("skos:altLabel"): Group.RELABELED,
}
_KIND_ORDER = {name: rank for rank, name in enumerate([*(kind.name for kind in KINDS), "stub", "class", "property"])}
_GROUP_ORDER = {group: rank for rank, group in enumerate(Group)}
_GRAVITY = {iris.code("standing", standing): rank for rank, standing in enumerate(Standing)}


def compare(old: Snapshot, new: Snapshot) -> Changes:
    """What changed from the old graph to the new one. Raises InputError where they have no thing in common."""
    _check_related(old, new)
    pair = _Pair(old, new)
    found = [*pair.added(), *pair.withdrawn(), *pair.changed(), *pair.words()]
    return Changes(_side(old), _side(new), tuple(sorted(found, key=_told_in_order)), _graphs(old, new), credit_of(new))


def unexplained(changes: Changes) -> tuple[Change, ...]:
    """What was withdrawn and has no stub in the new graph: a row of kg/withdrawn.tsv is missing for each."""
    return tuple(change for change in changes.changes if change.is_unexplained)


@dataclass(frozen=True)
class _Pair:
    old: Snapshot
    new: Snapshot

    def added(self) -> Iterator[Change]:
        """Things that only the new graph has."""
        for iri in self.new.things.keys() - self.old.things.keys():
            thing = self.new.things[iri]
            yield Change(group=Group.ADDED, kind=thing.kind.name, thing=_value(thing))

    def withdrawn(self) -> Iterator[Change]:
        """Things that only the old graph has, and stubs that the new one has lost."""
        for iri in self.old.things.keys() - self.new.things.keys():
            thing = self.old.things[iri]
            if iri in self.new.stubs:
                yield self._explained(thing)
            else:
                yield self._proposed(thing)
        for iri in self.old.stubs.keys() - self.new.stubs.keys() - self.new.things.keys():
            stub = self.old.stubs[iri]
            now = (self._named(stub.replaced_by),) if stub.replaced_by else ()
            thing_ = Value(ox.NamedNode(iri), stub.label)
            yield Change(group=Group.WITHDRAWN, kind="stub", thing=thing_, now=now, reason=stub.note)

    def changed(self) -> Iterator[Change]:
        """What is said otherwise of things that both graphs have."""
        for iri in self.old.things.keys() & self.new.things.keys():
            before, after = self.old.things[iri], self.new.things[iri]
            if before.facts == after.facts:
                continue
            for path in before.facts.keys() | after.facts.keys():
                was, now = before.facts.get(path, frozenset()), after.facts.get(path, frozenset())
                if was != now:
                    yield Change(
                        group=_GROUPS.get(path, Group.CHANGED),
                        kind=after.kind.name,
                        thing=_value(after),
                        path=path,
                        was=self._values(was - now),
                        now=self._values(now - was),
                        claims=self._resting_on.get(iri, ()) if path == term("onct:standing") else (),
                    )

    def words(self) -> Iterator[Change]:
        """Classes and properties that only one of the graphs uses."""
        for kind, was, now in (
            ("class", self.old.classes, self.new.classes),
            ("property", self.old.properties, self.new.properties),
        ):
            for word in was ^ now:
                group = Group.APPEARED if word in now else Group.VANISHED
                yield Change(group=group, kind=kind, thing=Value(ox.NamedNode(word), compact(word)))

    def _explained(self, thing: Thing) -> Change:
        stub = self.new.stubs[thing.iri]
        return Change(
            group=Group.WITHDRAWN,
            kind=thing.kind.name,
            thing=_value(thing),
            now=(self._named(stub.replaced_by),) if stub.replaced_by else (),
            reason=stub.note,
            is_explained=True,
        )

    def _proposed(self, thing: Thing) -> Change:
        found = self._replacements.of(thing)
        return Change(
            group=Group.WITHDRAWN,
            kind=thing.kind.name,
            thing=_value(thing),
            now=(self._named(found.iri),) if found else (),
            reason=found.reason if found else "",
        )

    @cached_property
    def _replacements(self) -> Replacements:
        return Replacements(self.new.things.values())

    @cached_property
    def _resting_on(self) -> dict[str, tuple[Value, ...]]:
        """The claims of the new graph that cite each article."""
        claims: dict[str, list[Value]] = defaultdict(list)
        for _, thing in sorted(self.new.things.items()):
            for article in thing.facts.get(_CITES, ()):
                claims[article.value].append(_value(thing))
        return {article: tuple(values) for article, values in claims.items()}

    def _values(self, terms: Collection[Term]) -> tuple[Value, ...]:
        return tuple(
            self._named(value.value) if isinstance(value, ox.NamedNode) else Value(value, value.value)
            for value in sorted(terms, key=str)
        )

    def _named(self, iri: str) -> Value:
        held = self.new.things.get(iri) or self.old.things.get(iri) or self.new.stubs.get(iri)
        return Value(ox.NamedNode(iri), held.label if held else compact(iri))


def _check_related(old: Snapshot, new: Snapshot) -> None:
    ours, theirs = old.things.keys() | old.stubs.keys(), new.things.keys() | new.stubs.keys()
    if ours.isdisjoint(theirs):
        raise InputError(
            f"{old.name} ({len(ours):,} things that people look up) and {new.name} ({len(theirs):,}) have none in "
            "common",
            mend="name two releases of one graph",
        )


def _side(snapshot: Snapshot) -> Side:
    counts = Counter(thing.kind.name for thing in snapshot.things.values())
    held = {kind.name: counts[kind.name] for kind in KINDS}
    return Side(snapshot.name, snapshot.release, snapshot.statements, held)


def _graphs(old: Snapshot, new: Snapshot) -> tuple[Size, ...] | None:
    """The graphs in which anything differs; None where one side has graphs and the other triples alone."""
    if old.graphs.keys() != new.graphs.keys() and [""] in ([*old.graphs], [*new.graphs]):
        return None
    names = sorted(old.graphs.keys() | new.graphs.keys())
    pairs = ((name, old.graphs.get(name, (0, 0)), new.graphs.get(name, (0, 0))) for name in names)
    return tuple(Size(name, was[0], now[0]) for name, was, now in pairs if was != now)


def _value(thing: Thing) -> Value:
    return Value(ox.NamedNode(thing.iri), thing.label)


def _told_in_order(change: Change) -> tuple[object, ...]:
    """Kind by kind, in each what happened, in each by IRI; of standings those first that speak most against a thing."""
    grave = max((_GRAVITY.get(value.iri, 0) for value in change.now), default=0)
    return (
        _KIND_ORDER[change.kind],
        _GROUP_ORDER[change.group],
        -grave if change.group is Group.STANDING else 0,
        change.thing.iri,
        change.path,
    )

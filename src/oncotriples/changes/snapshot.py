"""What of a graph is compared with another: the things that people look up, and what is said of them.

A graph is read once, statement by statement, and nothing else of it is kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

import pyoxigraph as ox

from oncotriples.changes.kinds import DERIVED, Kind, is_looked_up, kind_of
from oncotriples.namespaces import PREFIXES, RDF_TYPE, compact
from oncotriples.release.lookup import term
from oncotriples.release.texts import one_line
from oncotriples.release.version import Release

__all__ = ["Facts", "Snapshot", "Stub", "Term", "Thing", "snapshot_of"]

Term = ox.NamedNode | ox.Literal
"""What a property can have here: a thing, or a literal."""

Facts = Mapping[str, frozenset[Term]]
"""The values of each property, by its IRI."""

_LABEL = term("skos:prefLabel")
_DEPRECATED = f"{PREFIXES['owl']}deprecated"
_REPLACED = term("dcterms:isReplacedBy")
_NOTE = term("skos:historyNote")
_LEVEL, _MARK, _MARKED = term("onct:levelOfEvidence"), term("onct:levelMark"), term("onct:markedLevel")
_STUB_SAYS = frozenset({_DEPRECATED, _REPLACED, _NOTE})
_TRUE = frozenset({"true", "1"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that people look up: its kind, its label on one line, and what is compared of it."""

    iri: str
    kind: Kind
    label: str
    facts: Facts

    def texts(self, name: str) -> list[str]:
        """The values of a property, given as a prefixed name, as sorted text."""
        return sorted(value.value for value in self.facts.get(term(name), ()))


@dataclass(frozen=True, slots=True)
class Stub:
    """What a graph keeps of a withdrawn thing: its label, the IRI of its replacement (or nothing), and why it went."""

    iri: str
    label: str
    replaced_by: str
    note: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is compared of a graph.

    ``things`` and ``stubs`` are by IRI; ``graphs`` has for each named graph its number of statements and a fingerprint
    of them, whatever their order; ``classes`` and ``properties`` are those in use, by IRI.
    """

    name: str
    release: Release | None
    things: Mapping[str, Thing]
    stubs: Mapping[str, Stub]
    graphs: Mapping[str, tuple[int, int]]
    classes: frozenset[str]
    properties: frozenset[str]

    @property
    def statements(self) -> int:
        """How many statements were read."""
        return sum(size for size, _ in self.graphs.values())


def snapshot_of(quads: Iterable[ox.Quad], *, name: str, release: Release | None = None) -> Snapshot:
    """The snapshot of a graph; ``name`` is what messages call it."""
    reading = _Reading()
    for quad in quads:
        reading.take(quad)
    return reading.snapshot(name, release)


@dataclass(slots=True)
class _Reading:
    """A snapshot in the making."""

    facts: defaultdict[str, defaultdict[str, set[Term]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    marked: dict[str, Term] = field(default_factory=dict)
    sizes: Counter[str] = field(default_factory=Counter)
    fingerprints: Counter[str] = field(default_factory=Counter)
    classes: set[str] = field(default_factory=set)
    properties: dict[str, str] = field(default_factory=dict)

    def take(self, quad: ox.Quad) -> None:
        graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        self.sizes[graph] += 1
        subject, value = quad.subject, quad.object
        predicate = self.properties.setdefault(quad.predicate.value, quad.predicate.value)
        if predicate == RDF_TYPE and isinstance(value, ox.NamedNode):
            self.classes.add(value.value)
        # The label of a blank node is another with each reading: it can be counted, and not compared.
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
            return
        self.fingerprints[graph] += int.from_bytes(blake2b(str(quad.triple).encode(), digest_size=16).digest())
        iri = subject.value
        if predicate == _MARKED:
            self.marked[iri] = value
        if predicate not in DERIVED and is_looked_up(iri):
            self.facts[iri][predicate].add(value)

    def snapshot(self, name: str, release: Release | None) -> Snapshot:
        things, stubs = {}, {}
        for iri, facts in self.facts.items():
            if held := kind_of([cls.value for cls in facts.get(RDF_TYPE, ())]):
                things[iri] = self._thing(iri, facts, *held)
            elif any(value.value in _TRUE for value in facts.get(_DEPRECATED, ())):
                stubs[iri] = _stub(iri, facts)
        graphs = {graph: (size, self.fingerprints[graph]) for graph, size in sorted(self.sizes.items())}
        return Snapshot(name, release, things, stubs, graphs, frozenset(self.classes), frozenset(self.properties))

    def _thing(self, iri: str, facts: Mapping[str, set[Term]], kind: Kind, cls: str) -> Thing:
        compared = frozenset(map(term, kind.compared)) or facts.keys() - _STUB_SAYS
        kept = {path: frozenset(facts[path]) for path in sorted(compared) if path in facts}
        # A class above the narrowest follows from that one, in graphs that have it.
        kept[RDF_TYPE] = frozenset({ox.NamedNode(cls)})
        if _MARK in kept and _LEVEL not in kept:
            levels = frozenset(self.marked[mark.value] for mark in kept[_MARK] if mark.value in self.marked)
            kept |= {_LEVEL: levels} if levels else {}
        return Thing(iri, kind, _label_of(iri, facts), kept)


def _stub(iri: str, facts: Mapping[str, set[Term]]) -> Stub:
    replaced_by = min(
        (value.value for value in facts.get(_REPLACED, ()) if isinstance(value, ox.NamedNode)), default=""
    )
    note = min((value.value for value in facts.get(_NOTE, ())), default="")
    return Stub(iri, _label_of(iri, facts), replaced_by, one_line(note))


def _label_of(iri: str, facts: Mapping[str, set[Term]]) -> str:
    """The preferred label, in English where there is one; else the short IRI."""
    labels = sorted(
        (value.language != "en", value.value) for value in facts.get(_LABEL, ()) if isinstance(value, ox.Literal)
    )
    return (one_line(labels[0][1]) if labels else "") or compact(iri)

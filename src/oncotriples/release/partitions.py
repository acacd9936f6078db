"""Counts of a graph as VoID wants them: by class, by property, and by links to other vocabularies."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, PREFIXES, RDF_TYPE
from oncotriples.quality.rules_mappings import scheme_of

__all__ = ["ClassPartition", "Counts", "Linkset", "PropertyPartition", "count", "linksets"]

Subject = ox.NamedNode | ox.BlankNode | ox.Triple

_MAPPING_RELATIONS = frozenset(
    f"{PREFIXES['skos']}{name}" for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
)


@dataclass(frozen=True)
class ClassPartition:
    """The instances of one class, and the triples that have one of them as subject."""

    iri: str
    entities: int
    triples: int


@dataclass(frozen=True)
class PropertyPartition:
    """The triples of one property."""

    iri: str
    triples: int
    distinct_subjects: int
    distinct_objects: int


@dataclass(frozen=True)
class Counts:
    """One graph in numbers; ``entities`` are the described resources with an IRI of ours."""

    triples: int
    entities: int
    distinct_subjects: int
    distinct_objects: int
    classes: tuple[ClassPartition, ...]
    properties: tuple[PropertyPartition, ...]


@dataclass(frozen=True)
class Linkset:
    """The links by one relation into one vocabulary, which is known by the start of its IRIs."""

    target: str
    relation: str
    triples: int


def count(triples: Iterable[Triple]) -> Counts:
    """Count distinct triples; partitions are in the order of their IRIs."""
    held = tuple(triples)
    size_of_subject = Counter(triple.subject for triple in held)
    instances: dict[str, set[Subject]] = {}
    subjects: dict[str, set[Subject]] = {}
    objects: dict[str, set[object]] = {}
    sizes: Counter[str] = Counter()
    for triple in held:
        predicate = triple.predicate.value
        sizes[predicate] += 1
        subjects.setdefault(predicate, set()).add(triple.subject)
        objects.setdefault(predicate, set()).add(triple.object)
        if predicate == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
            instances.setdefault(triple.object.value, set()).add(triple.subject)
    return Counts(
        triples=len(held),
        entities=sum(1 for node in size_of_subject if isinstance(node, ox.NamedNode) and node.value.startswith(BASE)),
        distinct_subjects=len(size_of_subject),
        distinct_objects=len({triple.object for triple in held}),
        classes=tuple(
            ClassPartition(iri, len(instances[iri]), sum(size_of_subject[node] for node in instances[iri]))
            for iri in sorted(instances)
        ),
        properties=tuple(
            PropertyPartition(iri, sizes[iri], len(subjects[iri]), len(objects[iri])) for iri in sorted(sizes)
        ),
    )


def linksets(triples: Iterable[Triple]) -> tuple[Linkset, ...]:
    """The mappings among the triples, counted by target vocabulary and relation, in that order."""
    sizes = Counter(
        (scheme_of(triple.object.value), triple.predicate.value)
        for triple in triples
        if triple.predicate.value in _MAPPING_RELATIONS
        and isinstance(triple.object, ox.NamedNode)
        and not triple.object.value.startswith(BASE)
    )
    return tuple(Linkset(target, relation, sizes[target, relation]) for target, relation in sorted(sizes))

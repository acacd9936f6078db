"""Counts of a graph as VoID wants them: by class, by property, and by links to other vocabularies."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import PREFIXES, RDF_TYPE

__all__ = [
    "ClassPartition",
    "Linkset",
    "PropertyPartition",
    "Totals",
    "class_partitions",
    "linksets",
    "property_partitions",
    "totals",
]

Subject = ox.NamedNode | ox.BlankNode | ox.Triple

# A record of a mapping says which vocabulary its object is from, and which relation it states.
_OBJECT_SOURCE = f"{PREFIXES['sssom']}object_source"
_RELATION = f"{PREFIXES['owl']}annotatedProperty"


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
class Totals:
    """One graph in numbers; ``entities`` are the resources with an IRI that it describes as being of a class.

    ``distinct_objects`` are resources and literals, as VoID counts them; the queries of the HCLS profile leave the
    literals out, which are ``distinct_literals``.
    """

    triples: int
    entities: int
    distinct_subjects: int
    distinct_objects: int
    distinct_literals: int


@dataclass(frozen=True)
class Linkset:
    """The links by one relation into one vocabulary, which has an IRI in a registry of vocabularies."""

    vocabulary: str
    relation: str
    triples: int


def totals(triples: Collection[Triple]) -> Totals:
    """Count distinct triples."""
    typed = {triple.subject for triple in triples if triple.predicate.value == RDF_TYPE}
    objects = {triple.object for triple in triples}
    return Totals(
        triples=len(triples),
        entities=sum(isinstance(node, ox.NamedNode) for node in typed),
        distinct_subjects=len({triple.subject for triple in triples}),
        distinct_objects=len(objects),
        distinct_literals=sum(isinstance(node, ox.Literal) for node in objects),
    )


def class_partitions(triples: Collection[Triple]) -> tuple[ClassPartition, ...]:
    """Count distinct triples by the class of their subject; in IRI order."""
    sizes = Counter(triple.subject for triple in triples)
    instances: dict[str, set[Subject]] = {}
    for triple in triples:
        if triple.predicate.value == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
            instances.setdefault(triple.object.value, set()).add(triple.subject)
    return tuple(
        ClassPartition(iri, len(instances[iri]), sum(sizes[node] for node in instances[iri]))
        for iri in sorted(instances)
    )


def property_partitions(triples: Collection[Triple]) -> tuple[PropertyPartition, ...]:
    """Count distinct triples by property; in IRI order."""
    by_property: dict[str, list[Triple]] = {}
    for triple in triples:
        by_property.setdefault(triple.predicate.value, []).append(triple)
    return tuple(
        PropertyPartition(iri, len(held), len({t.subject for t in held}), len({t.object for t in held}))
        for iri, held in sorted(by_property.items())
    )


def linksets(triples: Iterable[Triple]) -> tuple[Linkset, ...]:
    """The links that mapping records state, counted by vocabulary and relation, in that order."""
    vocabularies: dict[Subject, str] = {}
    relations: dict[Subject, str] = {}
    for triple in triples:
        if isinstance(triple.object, ox.NamedNode):
            if triple.predicate.value == _OBJECT_SOURCE:
                vocabularies[triple.subject] = triple.object.value
            elif triple.predicate.value == _RELATION:
                relations[triple.subject] = triple.object.value
    sizes = Counter((vocabularies[record], relations[record]) for record in vocabularies.keys() & relations.keys())
    return tuple(Linkset(vocabulary, relation, sizes[vocabulary, relation]) for vocabulary, relation in sorted(sizes))

"""How the classes of a graph are linked: class, property, class; and class, property, datatype; counted.

A statement counts once for each class of its subject, and once for each class of its object; what the graph gives no
class counts in the sum of its property alone.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import pyoxigraph as ox

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import RDF_TYPE

__all__ = ["ClassProperty", "class_properties"]

Node = ox.NamedNode | ox.BlankNode | ox.Triple
Classes = tuple[str, ...]


@dataclass(frozen=True)
class ClassProperty:
    """The statements by one property of the instances of one class.

    ``classes`` are those of their objects, ``datatypes`` those of their literals, each with its number of triples, in
    IRI order.
    """

    subject_class: str
    property: str
    triples: int
    distinct_subjects: int
    distinct_objects: int
    classes: tuple[tuple[str, int], ...]
    datatypes: tuple[tuple[str, int], ...]


def class_properties(triples: Collection[Triple]) -> tuple[ClassProperty, ...]:
    """Count distinct triples by the classes of their subject, by property, and by what their object is; in IRI order.

    Things of the same classes are counted together and dealt out to each class in the end: so a statement is looked at
    once, however many classes its subject and its object have.
    """
    classes = _classes(triples)
    of_class: dict[tuple[str, str], list[_Counted]] = {}
    for (subject_classes, property_), counted in _by_classes(triples, classes).items():
        for subject_class in subject_classes:
            of_class.setdefault((subject_class, property_), []).append(counted)
    return tuple(_dealt(*key, of_class[key]) for key in sorted(of_class))


@dataclass(frozen=True)
class _Counted:
    """The statements by one property of things that are all of the same classes."""

    subjects: set[Node]
    objects: set[Node | ox.Literal]
    kinds: Counter[Classes | str]


def _classes(triples: Collection[Triple]) -> dict[Node | ox.Literal, Classes]:
    held: dict[Node | ox.Literal, set[str]] = {}
    for subject, predicate, value in triples:
        if predicate.value == RDF_TYPE and isinstance(value, ox.NamedNode):
            held.setdefault(subject, set()).add(value.value)
    return {node: tuple(sorted(classes)) for node, classes in held.items()}


def _by_classes(
    triples: Collection[Triple], classes: dict[Node | ox.Literal, Classes]
) -> dict[tuple[Classes, str], _Counted]:
    held: dict[tuple[Classes, str], _Counted] = {}
    for subject, predicate, value in triples:
        key = classes.get(subject, ()), predicate.value
        counted = held.get(key)
        if counted is None:
            counted = held[key] = _Counted(set(), set(), Counter())
        counted.subjects.add(subject)
        counted.objects.add(value)
        counted.kinds[value.datatype.value if isinstance(value, ox.Literal) else classes.get(value, ())] += 1
    return held


def _dealt(subject_class: str, property_: str, parts: list[_Counted]) -> ClassProperty:
    kinds: Counter[Classes | str] = Counter()
    for part in parts:
        kinds.update(part.kinds)
    classes: Counter[str] = Counter()
    datatypes: Counter[str] = Counter()
    for kind, size in kinds.items():
        if isinstance(kind, str):
            datatypes[kind] += size
        else:
            classes.update(dict.fromkeys(kind, size))
    return ClassProperty(
        subject_class,
        property_,
        triples=kinds.total(),
        distinct_subjects=sum(len(part.subjects) for part in parts),
        distinct_objects=len(set[Node | ox.Literal]().union(*(part.objects for part in parts))),
        classes=tuple(sorted(classes.items())),
        datatypes=tuple(sorted(datatypes.items())),
    )

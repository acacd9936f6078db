"""Class, property, class: the counts are those that a SPARQL engine counts."""

from collections import Counter

import pyoxigraph as ox
import pytest
from described import RELEASE, released, rows, store_of
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.graph.assembling import Loaded
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import RDF_TYPE, XSD
from oncotriples.release.class_links import ClassProperty, class_properties
from oncotriples.release.lookup import term

_EX = "https://example.org/"
_GRAPH = f"<{RELEASE.iri}#oncotriples.nq.gz>"


def _iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(_EX + name)


def _typed(thing: str, *classes: str) -> list[Triple]:
    return [Triple(_iri(thing), ox.NamedNode(RDF_TYPE), _iri(cls)) for cls in classes]


def _said(subject: str, value: ox.NamedNode | ox.Literal) -> Triple:
    return Triple(_iri(subject), _iri("p"), value)


def _by_property(triples: list[Triple], name: str = "p") -> dict[str, ClassProperty]:
    found = class_properties(triples)
    return {part.subject_class.removeprefix(_EX): part for part in found if part.property == _EX + name}


def test_each_class_of_a_subject_and_each_of_an_object_has_its_count() -> None:
    triples = [
        *_typed("a", "A", "Thing"),
        *_typed("b", "B"),
        *_typed("c", "C", "Thing"),
        *(_said("a", _iri("c")), _said("a", _iri("elsewhere")), _said("a", ox.Literal("x"))),
        *(_said("b", _iri("c")), _said("b", ox.Literal("x", language="en"))),
        _said("nothing", _iri("c")),
    ]
    parts = _by_property(triples)
    assert sorted(parts) == ["A", "B", "Thing"]
    assert parts["A"] == ClassProperty(
        *(f"{_EX}A", f"{_EX}p"),
        triples=3,
        distinct_subjects=1,
        distinct_objects=3,
        classes=((f"{_EX}C", 1), (f"{_EX}Thing", 1)),
        datatypes=((f"{XSD}string", 1),),
    )
    assert parts["Thing"].triples == 3
    assert [name.rpartition("#")[2] for name, _ in parts["B"].datatypes] == ["langString"]


def test_an_object_of_two_kinds_of_subjects_is_one_object() -> None:
    triples = [*_typed("a", "A"), *_typed("b", "A", "B"), _said("a", _iri("c")), _said("b", _iri("c"))]
    part = _by_property(triples)["A"]
    assert (part.triples, part.distinct_subjects, part.distinct_objects) == (2, 2, 1)


def test_a_graph_without_classes_has_no_partitions() -> None:
    assert class_properties([_said("a", _iri("b"))]) == ()
    assert class_properties([]) == ()


_names = st.sampled_from("abcdef")
_statements = st.lists(st.tuples(_names, st.sampled_from("pq"), st.one_of(_names, st.integers(0, 3))), max_size=30)


@given(kinds=st.dictionaries(_names, st.sampled_from("ABC")), statements=_statements)
def test_where_nothing_has_two_classes_the_parts_add_up(
    kinds: dict[str, str], statements: list[tuple[str, str, str | int]]
) -> None:
    triples = {triple for thing, kind in kinds.items() for triple in _typed(thing, kind)}
    for subject, name, value in statements:
        object_ = _iri(value) if isinstance(value, str) else ox.Literal(value)
        triples.add(Triple(_iri(subject), _iri(name), object_))
    expected: Counter[tuple[str, str]] = Counter()
    unclassed: Counter[tuple[str, str]] = Counter()
    for triple in triples:
        thing = str(triple.subject.value).removeprefix(_EX)  # type: ignore[union-attr]
        if thing in kinds:
            key = _EX + kinds[thing], triple.predicate.value
            expected[key] += 1
            is_thing = isinstance(triple.object, ox.NamedNode)
            unclassed[key] += is_thing and triple.object.value.removeprefix(_EX) not in kinds  # type: ignore[union-attr]
    parts = class_properties(list(triples))
    assert {(part.subject_class, part.property): part.triples for part in parts} == expected
    for part in parts:
        inside = sum(size for _, size in (*part.classes, *part.datatypes))
        assert part.triples == inside + unclassed[part.subject_class, part.property]
        assert part.distinct_subjects <= part.triples >= part.distinct_objects > 0


@given(kinds=st.lists(st.tuples(_names, st.sampled_from("ABC"))), statements=_statements)
def test_the_counts_of_any_graph_are_those_of_a_query(
    kinds: list[tuple[str, str]], statements: list[tuple[str, str, str | int]]
) -> None:
    triples = {triple for thing, kind in kinds for triple in _typed(thing, kind)}
    for subject, name, value in statements:
        object_ = _iri(value) if isinstance(value, str) else ox.Literal(value)
        triples.add(Triple(_iri(subject), _iri(name), object_))
    store = store_of(triples)
    parts = class_properties(list(triples))
    assert [
        (part.subject_class, part.property, *map(str, (part.triples, part.distinct_subjects, part.distinct_objects)))
        for part in parts
    ] == rows(
        store,
        """SELECT ?c ?p (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ss) (COUNT(DISTINCT ?o) AS ?os)
            { ?s a ?c ; ?p ?o } GROUP BY ?c ?p""",
    )
    told = sorted((part.subject_class, part.property, cls, str(n)) for part in parts for cls, n in part.classes)
    assert told == rows(store, _LINKS.replace("GRAPH ?g ", "").replace("GRAPH ?h ", "").replace("GRAPH ?i ", ""))


_LINKS = """SELECT ?c ?p ?d (COUNT(*) AS ?t) { SELECT DISTINCT ?c ?p ?d ?s ?o
    { GRAPH ?g { ?s a ?c } GRAPH ?h { ?s ?p ?o } GRAPH ?i { ?o a ?d } } } GROUP BY ?c ?p ?d"""


def test_the_description_tells_each_link_between_classes_of_the_graph(loaded: Loaded) -> None:
    store = store_of(released(loaded.dataset), loaded.dataset)
    told = rows(
        store,
        f"""SELECT ?c ?p ?d ?t {{ {_GRAPH} void:classPartition [ void:class ?c ; void:propertyPartition
            [ void:property ?p ; void:classPartition [ void:class ?d ; void:triples ?t ] ] ] }}""",
    )
    assert len(told) > 100
    assert told == rows(store, _LINKS)


def test_the_description_tells_the_datatypes_of_the_graph(loaded: Loaded) -> None:
    store = store_of(released(loaded.dataset), loaded.dataset)
    told = rows(
        store,
        f"""SELECT ?c ?p ?d ?t {{ {_GRAPH} void:classPartition [ void:class ?c ; void:propertyPartition
            [ void:property ?p ; void-ext:datatypePartition [ void-ext:datatype ?d ; void:triples ?t ] ] ] }}""",
    )
    counted = """SELECT ?c ?p ?d (COUNT(*) AS ?t) { SELECT DISTINCT ?c ?p ?d ?s ?o
        { GRAPH ?g { ?s a ?c } GRAPH ?h { ?s ?p ?o FILTER(isLiteral(?o)) } BIND(DATATYPE(?o) AS ?d) } }
        GROUP BY ?c ?p ?d"""
    assert told == rows(store, counted)


@pytest.mark.parametrize(
    ("cls", "name"), [("doco:Section", "dcterms:isPartOf"), ("c4o:InTextReferencePointer", "c4o:denotes")]
)
def test_the_whole_graph_is_counted_too(whole: Loaded, cls: str, name: str) -> None:
    counted = f"SELECT (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?n) {{ ?s a {cls} ; {name} ?o }}"
    ((triples, subjects),) = rows(store_of(whole.dataset.union), counted)
    parts = {(part.subject_class, part.property): part for part in class_properties(whole.dataset.union)}
    part = parts[term(cls), term(name)]
    assert (part.triples, part.distinct_subjects) == (int(triples), int(subjects))

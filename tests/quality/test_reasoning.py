"""The projection for OWL reasoners, on a few triples each, and its promises on the real graph."""

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import PREFIXES, RDF_TYPE
from oncotriples.quality.reasoning import LEFT_OUT, projection

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

_HEAD = "@base <https://w3id.org/oncotriples/> .\n" + "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
_OWL_2_DATATYPES = {
    f"{PREFIXES['xsd']}{name}" for name in ("string", "decimal", "integer", "boolean", "anyURI", "dateTime")
} | {f"{PREFIXES['rdf']}langString"}


def _triples(turtle: str) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(_HEAD + turtle, format=ox.RdfFormat.TURTLE))


def _projected(*, ontology: str = "", facts: str = "", graph: str = "https://example.org/facts") -> set[str]:
    return {str(triple) for triple in projection(_triples(ontology), Dataset.of({graph: _triples(facts)}))}


def _lines(turtle: str) -> set[str]:
    return {str(triple) for triple in _triples(turtle)}


@pytest.mark.parametrize(
    ("facts", "seen"),
    [
        ("<a> onct:ordinal 3 .", "<a> onct:ordinal 3 ."),
        ('<a> onct:notBefore "2013"^^xsd:gYear .', '<a> onct:notBefore "2013" .'),
        ('<a> onct:editionDate "2026-11-23"^^xsd:date .', '<a> onct:editionDate "2026-11-23" .'),
        ('<a> onct:provided "if fit"@en .', '<a> onct:provided "if fit"@en .'),
        ('<a> skos:prefLabel "a name"@en .', ""),
        ('<a> rdfs:label "a name"@en .', ""),
    ],
    ids=["integer", "year", "date", "language", "annotation", "built-in annotation"],
)
def test_a_fact_as_the_reasoner_sees_it(facts: str, seen: str) -> None:
    ontology = "skos:prefLabel a owl:AnnotationProperty ."
    assert _projected(ontology=ontology, facts=facts) == _lines(ontology + seen)


def test_ranges_get_the_same_stand_ins_as_values() -> None:
    ontology = "onct:notBefore rdfs:range xsd:gYear . onct:provided rdfs:range rdf:langString ."
    assert _projected(ontology=ontology) == _lines(
        "onct:notBefore rdfs:range xsd:string . onct:provided rdfs:range rdf:PlainLiteral ."
    )


def test_mappings_are_left_out() -> None:
    (mappings,) = LEFT_OUT
    assert _projected(facts="<a> skos:exactMatch <b> .", graph=mappings) == set()


def test_the_named_members_of_a_class_are_all_different() -> None:
    facts = "<b> a onct:Agent . <a> a onct:Agent . <only> a onct:Study ."
    expected = """
        _:different0 a owl:AllDifferent ; owl:distinctMembers _:different0x0 .
        _:different0x0 rdf:first <a> ; rdf:rest _:different0x1 .
        _:different0x1 rdf:first <b> ; rdf:rest () .
    """
    canonical = [
        ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in found)
        for found in (
            projection((), Dataset.of({"https://example.org/facts": _triples(facts)})),
            _triples(facts + expected),
        )
    ]
    for dataset in canonical:
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert canonical[0] == canonical[1]


def test_the_real_projection_is_owl_2_dl_where_mistakes_are_likely(loaded: "Loaded") -> None:
    seen = projection(loaded.ontology, loaded.dataset)
    kinds: dict[str, set[str]] = {}
    for triple in seen:
        if triple.predicate.value == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
            kinds.setdefault(str(triple.subject), set()).add(triple.object.value.removeprefix(PREFIXES["owl"]))
    built_in = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs"))
    problems = []
    for triple in seen:
        predicate, value = triple.predicate, triple.object
        if predicate.value.startswith(built_in):
            continue
        wanted, unwanted = ("DatatypeProperty", "ObjectProperty")
        if not isinstance(value, ox.Literal):
            wanted, unwanted = unwanted, wanted
        declared = kinds.get(str(predicate), set())
        if wanted not in declared or unwanted in declared:
            problems.append(f"{predicate} is used as {wanted}, declared as {sorted(declared) or 'nothing'}")
        if isinstance(value, ox.Literal) and value.datatype.value not in _OWL_2_DATATYPES:
            problems.append(f"{value.datatype} is left")
    for triple in seen:
        if triple.predicate.value == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
            class_iri = triple.object
            if not class_iri.value.startswith(built_in) and "Class" not in kinds.get(str(class_iri), set()):
                problems.append(f"{class_iri} is used as a class, but not declared")
    assert sorted(set(problems)) == []

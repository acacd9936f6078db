"""What an OWL 2 DL reasoner sees: ontology and graph, without what it cannot read and with what makes it strict.

Reasoners refuse datatypes outside OWL 2 (``xsd:gYear``, ``xsd:date`` …) and assume that two names may mean one thing,
so that a functional property with two values is no contradiction. The projection gives each foreign datatype a stand-in
and states that the named things of each class are all different.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pyoxigraph as ox

from oncotriples import iris
from oncotriples.graph.dataset import Dataset, sorted_triples
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import PREFIXES, RDF_TYPE, XSD

__all__ = ["LEFT_OUT", "projection"]

_OWL, _RDF, _RDFS = PREFIXES["owl"], PREFIXES["rdf"], PREFIXES["rdfs"]

# Mappings are statements about other vocabularies' terms and about rows of a table; nothing here depends on them.
LEFT_OUT = frozenset({iris.graph("mappings")})

_TYPE = ox.NamedNode(RDF_TYPE)
_BUILT_IN_ANNOTATIONS = frozenset(
    {f"{_RDFS}{name}" for name in ("label", "comment", "seeAlso", "isDefinedBy")}
    | {f"{_OWL}{name}" for name in ("versionInfo", "deprecated", "priorVersion")}
)
# Datatypes of XML Schema outside the OWL 2 datatype map. HermiT knows language-tagged strings by their older name.
_STAND_INS = {
    f"{XSD}{name}": ox.NamedNode(f"{XSD}string")
    for name in ("date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay", "duration", "dayTimeDuration")
} | {f"{_RDF}langString": ox.NamedNode(f"{_RDF}PlainLiteral")}


def projection(ontology: Iterable[Triple], dataset: Dataset) -> tuple[Triple, ...]:
    """The triples of ontology and graph for a reasoner, sorted and distinct.

    Annotations and the graphs of LEFT_OUT are dropped, datatypes outside OWL 2 replaced by stand-ins, and one
    owl:AllDifferent is added for each class that has two or more named members by assertion.
    """
    axioms = tuple(ontology)
    facts = tuple(triple for name, triples in dataset.graphs.items() if name not in LEFT_OUT for triple in triples)
    annotations = _BUILT_IN_ANNOTATIONS | {
        _iri(triple.subject) for triple in axioms if _declares(triple, "AnnotationProperty")
    }
    logical = (_with_stand_ins(triple) for triple in axioms + facts if triple.predicate.value not in annotations)
    return sorted_triples((*logical, *_all_different(facts)))


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _declares(triple: Triple, kind: str) -> bool:
    return triple.predicate == _TYPE and _iri(triple.object) == f"{_OWL}{kind}"


def _with_stand_ins(triple: Triple) -> Triple:
    """The triple with its literal's datatype, or the datatype that it names, replaced where a reasoner knows it not."""
    value = triple.object
    if isinstance(value, ox.NamedNode) and value.value in _STAND_INS:
        return ox.Triple(triple.subject, triple.predicate, _STAND_INS[value.value])
    if isinstance(value, ox.Literal) and not value.language and value.datatype.value in _STAND_INS:
        literal = ox.Literal(value.value, datatype=_STAND_INS[value.datatype.value])
        return ox.Triple(triple.subject, triple.predicate, literal)
    return triple


def _all_different(facts: Iterable[Triple]) -> Iterator[Triple]:
    """One owl:AllDifferent a class, its members in IRI order."""
    members: dict[str, set[ox.NamedNode]] = {}
    for triple in facts:
        if triple.predicate == _TYPE and isinstance(triple.subject, ox.NamedNode):
            members.setdefault(_iri(triple.object), set()).add(triple.subject)
    for number, class_iri in enumerate(sorted(members)):
        named = sorted(members[class_iri], key=lambda node: node.value)
        if len(named) > 1:
            yield from _different(f"different{number}", named)


def _different(label: str, members: list[ox.NamedNode]) -> Iterator[Triple]:
    axiom = ox.BlankNode(label)
    cells: list[ox.BlankNode | ox.NamedNode] = [ox.BlankNode(f"{label}x{index}") for index in range(len(members))]
    cells.append(ox.NamedNode(f"{_RDF}nil"))
    yield ox.Triple(axiom, _TYPE, ox.NamedNode(f"{_OWL}AllDifferent"))
    yield ox.Triple(axiom, ox.NamedNode(f"{_OWL}distinctMembers"), cells[0])
    for member, (cell, rest) in zip(members, pairwise(cells), strict=True):
        yield ox.Triple(cell, ox.NamedNode(f"{_RDF}first"), member)
        yield ox.Triple(cell, ox.NamedNode(f"{_RDF}rest"), rest)

"""The shapes as the tests read them: node shapes, their constraints, and which of them fire on some data.

pyshacl judges here without inference, on the data and the subclass axioms of the ontology; the package's own validation
is tested beside it.
"""

from dataclasses import dataclass
from functools import cache

import pyshacl
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node
from support import ROOT

from oncotriples.namespaces import compact

SHAPES = ROOT / "ontology" / "shapes"
SHAPE_FILES = sorted(path for path in SHAPES.glob("*.ttl") if path.name != "shapes.ttl")
VALID = sorted((ROOT / "ontology" / "examples" / "valid").glob("*.ttl"))
INVALID = sorted((ROOT / "ontology" / "examples" / "invalid").glob("*.ttl"))

NOT_CONSTRAINTS = {"alternativePath", "inversePath", "message", "name", "path", "property", "severity", "targetClass"}
"""What a shape says besides its constraints."""


@dataclass(frozen=True, order=True)
class Fired:
    """A constraint that fired: node shape, component and path as the examples' heads write them, and severity."""

    shape: str
    component: str
    path: str
    severity: str


@cache
def shapes() -> Graph:
    graph = Graph()
    for path in [SHAPES / "shapes.ttl", *SHAPE_FILES]:
        graph.parse(path)
    return graph


@cache
def subclass_axioms() -> tuple[tuple[Node, Node, Node], ...]:
    ontology = Graph().parse(ROOT / "ontology" / "oncotriples.ttl")
    return tuple(ontology.triples((None, RDFS.subClassOf, None)))


def node_shapes() -> list[URIRef]:
    return sorted(shape for shape in shapes().subjects(RDF.type, SH.NodeShape) if isinstance(shape, URIRef))


@cache
def constraints() -> tuple[tuple[URIRef, Node], ...]:
    """Each node shape with each of its property blocks, and with itself where it holds constraints on the node."""
    blocks = [(shape, block) for shape in node_shapes() for block in shapes().objects(shape, SH.property)]
    return (*blocks, *((shape, shape) for shape in node_shapes() if components(shape)))


def components(block: Node) -> set[str]:
    named = {str(p).removeprefix(str(SH)) for p in shapes().predicates(block) if str(p).startswith(str(SH))}
    return named - NOT_CONSTRAINTS


@cache
def written_path(block: Node) -> str:
    """The path of a property block in SPARQL's notation, empty for a constraint on the node itself."""
    path = shapes().value(block, SH.path)
    if path is None:
        return ""
    if isinstance(path, URIRef):
        return qname(path)
    if inverse := shapes().value(path, SH.inversePath):
        return f"^{qname(inverse)}"
    if alternatives := shapes().value(path, SH.alternativePath):
        return "|".join(qname(step) for step in Collection(shapes(), alternatives))
    return "/".join(qname(step) for step in Collection(shapes(), path))


def qname(term: Node | None) -> str:
    name = compact(str(term))
    return f"<{name}>" if "://" in name else name


def component_name(parameter: str) -> str:
    """The component of a parameter: ``minCount`` → ``sh:MinCountConstraintComponent``."""
    return f"sh:{parameter[0].upper()}{parameter[1:]}ConstraintComponent"


def fired_on(data: Graph) -> set[Fired]:
    """What fires on the data, to which the subclass axioms are added."""
    for triple in subclass_axioms():
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none")
    assert isinstance(report, Graph)
    owners = {block: shape for shape, block in constraints()}
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        block = report.value(result, SH.sourceShape)
        assert block is not None
        component = qname(report.value(result, SH.sourceConstraintComponent))
        severity = qname(report.value(result, SH.resultSeverity))
        found.add(Fired(qname(owners[block]), component, written_path(block), severity))
    return found

"""SHACL: pyshacl judges, its results become findings.

The data graph is the dataset's union and the ontology's subclass axioms; nothing is inferred. Terms are handed over so
that every literal keeps its lexical form.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import PREFIXES, RDF_TYPE, XSD, compact
from oncotriples.quality.findings import Finding, Severity, sort_findings
from oncotriples.quality.locating import Locator
from oncotriples.quality.paths import compact_path, path_text

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import BNode, Literal, Node, URIRef

__all__ = ["rdflib_graph", "shacl_findings"]

_SH = PREFIXES["sh"]
_SUBCLASS = ox.NamedNode(f"{PREFIXES['rdfs']}subClassOf")
_TYPE = ox.NamedNode(RDF_TYPE)
_FAR_SEEING = tuple(ox.NamedNode(f"{_SH}{name}") for name in ("closed", "sparql", "target"))


def shacl_findings(
    dataset: Dataset, ontology: Sequence[Triple], shapes: Sequence[Triple], locate: Locator
) -> tuple[Finding, ...]:
    """Every validation result of the shapes as a finding, whatever its severity, sorted.

    A finding's rule is ``Shape/property/Component`` (``ActivityAssertionShape/cito:citesAsEvidence/MinCount``).
    """
    import pyshacl

    axioms = (triple for triple in ontology if triple.predicate == _SUBCLASS)
    shapes_graph = rdflib_graph(shapes)
    _, results, _ = pyshacl.validate(
        rdflib_graph((*_within_reach(dataset.union, shapes), *axioms)),
        shacl_graph=shapes_graph,
        inference="none",
        advanced=False,
        inplace=True,
        do_owl_imports=False,
    )
    return sort_findings(_findings(results, shapes_graph, locate))


def _within_reach(triples: Iterable[Triple], shapes: Sequence[Triple]) -> Iterator[Triple]:
    """The triples that the shapes can see: types, and the properties that they name.

    Core shapes reach a triple only by naming its predicate (in a path, a target or a comparison), closed shapes and
    SPARQL apart: where there is one of those, everything is within reach.
    """
    everything = any(triple.predicate in _FAR_SEEING for triple in shapes)
    named = {triple.object for triple in shapes} | {_TYPE, _SUBCLASS}
    return (triple for triple in triples if everything or triple.predicate in named)


def rdflib_graph(triples: Iterable[Triple]) -> "Graph":
    """The triples as an rdflib graph, every literal in the form in which it was written."""
    from rdflib import BNode, Graph, Literal, URIRef

    def node(term: object) -> "BNode | Literal | URIRef":
        match term:
            case ox.NamedNode():
                return URIRef(term.value)
            case ox.BlankNode():
                return BNode(term.value)
            case ox.Literal():
                if term.language:
                    return Literal(term.value, lang=term.language)
                # rdflib holds "x" and "x"^^xsd:string to be different terms.
                datatype = None if term.datatype.value == f"{XSD}string" else URIRef(term.datatype.value)
                return Literal(term.value, datatype=datatype, normalize=False)
        raise TypeError(f"{term} cannot be a term of an rdflib graph")

    graph = Graph(bind_namespaces="none")
    with _quiet_rdflib():
        for triple in triples:
            graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))
    return graph


@contextmanager
def _quiet_rdflib() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal: such literals are findings of ours."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _findings(results: "Graph", shapes: "Graph", locate: Locator) -> Iterator[Finding]:
    from rdflib import SH

    for result in results.objects(None, SH.result):
        focus, value = results.value(result, SH.focusNode), results.value(result, SH.value)
        path_node = results.value(result, SH.resultPath)
        path = "" if path_node is None else path_text(results, path_node)
        component = str(results.value(result, SH.sourceConstraintComponent))
        shape = _named_shape(shapes, results.value(result, SH.sourceShape))
        subject = _iri(focus)
        value_text = _term_text(value)
        file, line = locate(subject, path, value_text)
        yield Finding(
            severity=Severity(str(results.value(result, SH.resultSeverity)).removeprefix(_SH)),
            file=file,
            line=line,
            subject=subject,
            rule=_rule(shape, path, component),
            path=path,
            value=value_text,
            message=_message(results, result),
            component=component,
            shape=shape,
        )


def _rule(shape: str, path: str, component: str) -> str:
    parts = (compact(shape).partition(":")[2], compact_path(path), component.removeprefix(_SH))
    return "/".join(part.removesuffix("ConstraintComponent") for part in parts if part)


def _named_shape(shapes: "Graph", shape: "Node | None") -> str:
    """The IRI of a shape, or of the nearest shape with an IRI that holds it."""
    seen: set[Node] = set()
    while shape is not None and shape not in seen:
        if iri := _iri(shape):
            return iri
        seen.add(shape)
        shape = next(iter(shapes.subjects(None, shape)), None)
    return ""


def _message(results: "Graph", result: "Node") -> str:
    from rdflib import SH

    messages = sorted(str(message) for message in results.objects(result, SH.resultMessage))
    return " ".join(messages)


def _iri(node: "Node | None") -> str:
    from rdflib import URIRef

    return str(node) if isinstance(node, URIRef) else ""


def _term_text(node: "Node | None") -> str:
    """A value in N-Triples text; nothing for a blank node, whose label means nothing to a reader."""
    from rdflib import Literal, URIRef

    if isinstance(node, URIRef):
        return str(ox.NamedNode(str(node)))
    if isinstance(node, Literal):
        if node.language:
            return str(ox.Literal(str(node), language=node.language))
        return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or f"{XSD}string"))))
    return ""

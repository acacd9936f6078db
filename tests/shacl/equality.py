"""pyshacl's results and ours for the same graphs, in one form: what the tests of equality compare."""

import logging
import re
import warnings
from ast import literal_eval
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pyshacl
from pyshacl.monkey import rdflib_bool_patch, rdflib_bool_unpatch
from pyshacl.rdfutil.stringify import stringify_blank_node
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF
from rdflib.namespace import SH as SHACL
from rdflib.term import Node

from oncotriples.namespaces import PREFIXES, XSD
from oncotriples.shacl.reading import SHAPE_LABEL
from oncotriples.shacl.results import Report, Result
from oncotriples.shacl.terms import parts_of
from oncotriples.shacl.validating import EngineName, validate

__all__ = [
    "EX",
    "SH",
    "Triples",
    "as_graph",
    "differences",
    "our_report",
    "our_results",
    "pyshacl_results",
    "quiet",
    "read",
    "results_of",
]

SH = PREFIXES["sh"]
EX = "http://example.org/"
_HEADER = f"""
@prefix ex: <{EX}> .
@prefix owl: <{PREFIXES["owl"]}> .
@prefix rdf: <{PREFIXES["rdf"]}> .
@prefix rdfs: <{PREFIXES["rdfs"]}> .
@prefix sh: <{SH}> .
@prefix xsd: <{XSD}> .
"""
_SIGNS = {SHACL.zeroOrMorePath: "*", SHACL.oneOrMorePath: "+", SHACL.zeroOrOnePath: "?"}
# What pyshacl writes in the order of a Python set: a list at the end, or properties before a sign of comparison.
_LIST = re.compile(r"\[(?:'|\").*\]$", re.DOTALL)
_PROPERTIES = re.compile(r"(?<=->)<[^ ]*>(?:, <[^ ]*>)+(?= (?:!=|==|<=?) )")

Triples = Sequence[ox.Triple]


def read(turtle: str) -> Triples:
    """The triples of Turtle with the usual prefixes; blank nodes keep labels that are written out."""
    parsed = ox.parse(_HEADER + turtle, format=ox.RdfFormat.TURTLE)
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in parsed]


def our_report(data: Triples, shapes: Triples, *, check_shapes: bool = False, engine: EngineName = "auto") -> Report:
    """What ``validate`` says of files of N-Triples, whose labels of blank nodes it keeps."""
    with TemporaryDirectory() as folder:
        paths = []
        for name, triples in (("data", data), ("shapes", shapes)):
            paths.append(Path(folder, f"{name}.nt"))
            paths[-1].write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
        return validate(*paths, check_shapes=check_shapes, engine=engine)


def our_results(
    data: Triples, shapes: Triples, *, check_shapes: bool = False, engine: EngineName = "auto"
) -> Counter[Result]:
    """The results of ``validate``, with messages as ``results_of`` gives them."""
    report = our_report(data, shapes, check_shapes=check_shapes, engine=engine)

    def told(result: Result) -> Result:
        # Blank nodes of shapes may be named apart from those of the data.
        shape = result.shape.replace(f"_:{SHAPE_LABEL}", "_:")
        return result._replace(messages=_sorted(result.messages), shape=shape)

    return Counter(map(told, report.results))


def pyshacl_results(data: Triples, shapes: Triples) -> Counter[Result]:
    """The results of ``pyshacl.validate`` for graphs of rdflib with each literal as it was written."""
    # Its cache of texts knows graphs by their address in memory, which a later graph may have too.
    stringify_blank_node.dict_cache.clear()
    with quiet():
        # As it does with a file of shapes, in which only “true” is true.
        rdflib_bool_patch()  # type: ignore[no-untyped-call]  # pyshacl has types in part
        shapes_graph = as_graph(shapes)
        rdflib_bool_unpatch()  # type: ignore[no-untyped-call]
        conforms, report, text = pyshacl.validate(as_graph(data), shacl_graph=shapes_graph)
    assert isinstance(report, Graph), text
    (top,) = report.subjects(RDF.type, SHACL.ValidationReport)
    results = results_of(report, top)
    assert conforms is not bool(results)
    return results


def differences(data: Triples, shapes: Triples) -> tuple[list[Result], list[Result]]:
    """The results that only we have, and those that only pyshacl has."""
    ours, theirs = our_results(data, shapes), pyshacl_results(data, shapes)
    return sorted((ours - theirs).elements()), sorted((theirs - ours).elements())


def results_of(graph: Graph, report: Node) -> Counter[Result]:
    """The results of a report; where a message holds members of a set, they are sorted."""
    return Counter(_result(graph, node) for node in graph.objects(report, SHACL.result))


def as_graph(triples: Triples) -> Graph:
    """A graph of rdflib with few prefixes, as pyshacl makes of a file; its literals are not normalised."""
    graph = Graph(bind_namespaces="core")
    with quiet():
        for triple in triples:
            graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return graph


@contextmanager
def quiet() -> Iterator[None]:
    """Without what rdflib and pyshacl say of ill-typed literals, of shapes that they refuse, and of their own code."""
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


def _result(graph: Graph, node: Node) -> Result:
    def one(predicate: URIRef) -> str:
        value = graph.value(node, predicate, any=False)
        return "" if value is None else _term(value)

    path = graph.value(node, SHACL.resultPath, any=False)
    return Result(
        focus=one(SHACL.focusNode),
        path="" if path is None else str(path) if isinstance(path, URIRef) else _path(graph, path),
        value=one(SHACL.value),
        component=one(SHACL.sourceConstraintComponent)[1:-1],
        severity=one(SHACL.resultSeverity)[1:-1],
        messages=_sorted(map(_term, graph.objects(node, SHACL.resultMessage))),
        shape=one(SHACL.sourceShape),
    )


def _path(graph: Graph, node: Node) -> str:
    """A path in SPARQL, written without a look at how we write it."""
    if isinstance(node, URIRef):
        return f"<{node}>"
    if members := list(graph.items(node)):
        return f"({'/'.join(_path(graph, member) for member in members)})"
    ((form, inner),) = graph.predicate_objects(node)
    assert isinstance(form, URIRef)
    if form == SHACL.alternativePath:
        return f"({'|'.join(_path(graph, member) for member in graph.items(inner))})"
    text = _path(graph, inner)
    if form == SHACL.inversePath:
        return f"^({text})" if text[0] == "^" else f"^{text}"
    return f"({text}){_SIGNS[form]}" if text[0] == "^" or text[-1] in "*+?" else f"{text}{_SIGNS[form]}"


def _sorted(messages: Iterable[str]) -> tuple[str, ...]:
    """Messages, each with what stands in it in the order of a set sorted, and themselves sorted."""
    found = []
    for message in messages:
        text, _, language = parts_of(message)
        text = _LIST.sub(lambda members: str(sorted(literal_eval(members[0]))), text)
        text = _PROPERTIES.sub(lambda members: ", ".join(sorted(members[0].split(", "))), text)
        found.append(str(ox.Literal(text, language=language or None)))
    return tuple(sorted(found))


def _node(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang=term.language)
    # rdflib holds "x" and "x"^^xsd:string to be different terms; from a file it has the first.
    datatype = None if term.datatype.value == f"{XSD}string" else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype, normalize=False)


def _term(node: Node) -> str:
    if isinstance(node, BNode):
        return f"_:{node}"
    if isinstance(node, URIRef):
        return f"<{node}>"
    assert isinstance(node, Literal)
    if node.language:
        return str(ox.Literal(str(node), language=node.language))
    return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or f"{XSD}string"))))

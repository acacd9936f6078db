"""An rdflib Dataset as an engine: the second opinion on every saved query, and for those who hold their graph in it."""

from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result
from rdflib.term import Node

from oncotriples.errors import InputError
from oncotriples.graph.dataset import sorted_triples
from oncotriples.graph.reading import Triple
from oncotriples.questions.answers import Answer
from oncotriples.questions.engines import refuse

__all__ = ["RdflibEngine"]


class RdflibEngine:
    """An rdflib Dataset made with ``default_union=True``.

    rdflib would open connections for SERVICE and for FROM; queries with either are refused.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def select(self, sparql: str) -> Answer:
        """The rows of a SELECT, in canonical terms; the verdict of an ASK."""
        result = self._run(sparql)
        if result.type == "ASK":
            return Answer((), (), bool(result.askAnswer))
        if result.type != "SELECT":
            raise InputError("the query gives triples, not rows", mend="ask for them as ttl")
        rows: list[Any] = list(result)
        return Answer.of(
            [str(variable) for variable in result.vars or ()], [[_term(cell) for cell in row] for row in rows]
        )

    def construct(self, sparql: str) -> tuple[Triple, ...]:
        """The triples of a CONSTRUCT, distinct and sorted."""
        graph = self._run(sparql).graph
        if not isinstance(graph, Graph):
            raise InputError("the query gives rows, not triples", mend="ask for them as table, csv, tsv or json")
        parsed = ox.parse(graph.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
        return sorted_triples(quad.triple for quad in parsed)

    def _run(self, sparql: str) -> Result:
        refuse(sparql, "SERVICE")
        refuse(sparql, "FROM")
        try:
            prepared = prepareQuery(sparql)
        except Exception as error:  # rdflib says “unknown prefix” with a bare Exception
            raise InputError(f"the query is no SPARQL: {error}", mend="mend it at that line and column") from None
        return self._dataset.query(prepared)


def _term(node: Node | None) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    if node is None:
        return None
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    language, datatype = getattr(node, "language", None), getattr(node, "datatype", None)
    if language:
        return ox.Literal(str(node), language=language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(datatype))) if datatype else ox.Literal(str(node))

"""The saved queries as RDF: SHACL executables, as sib-swiss/sparql-examples has them, made from the ``.rq`` files.

The text of each is complete and runs as it is: its parameters are bound to their defaults in a VALUES block that a
reader can change, and its PREFIX lines stand in it. The prefixes are declared once more under a named node.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from oncotriples.graph.dataset import sorted_triples
from oncotriples.graph.reading import Triple
from oncotriples.iris import query as query_iri
from oncotriples.namespaces import BASE, PREFIXES, RDF_TYPE, XSD
from oncotriples.questions.params import term_of, with_values
from oncotriples.questions.saved import SavedQuery

__all__ = ["ENDPOINT", "catalogue", "executable_text"]

ENDPOINT = f"{BASE}sparql"
_DECLARATIONS = f"{BASE}prefixes"
_KINDS = {
    "SELECT": ("SPARQLSelectExecutable", "select"),
    "ASK": ("SPARQLAskExecutable", "ask"),
    "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
}


def catalogue(queries: Iterable[SavedQuery], *, endpoint: str = ENDPOINT) -> tuple[Triple, ...]:
    """The triples that describe the queries, sorted; no blank nodes. ``endpoint`` is where they are to be asked."""
    return sorted_triples([*_prefixes(), *(triple for query in queries for triple in _described(query, endpoint))])


def executable_text(query: SavedQuery) -> str:
    """The query with each parameter bound to its default or, where it has none, to its example."""
    return with_values(
        query.text,
        {
            parameter.variable: term_of(parameter, parameter.default or parameter.example or "")
            for parameter in query.params.values()
        },
    )


def _described(query: SavedQuery, endpoint: str) -> Iterator[Triple]:
    subject = ox.NamedNode(query_iri(query.name))
    kind, property_ = _KINDS[query.form]
    yield Triple(subject, ox.NamedNode(RDF_TYPE), _term("sh:SPARQLExecutable"))
    yield Triple(subject, ox.NamedNode(RDF_TYPE), _term(f"sh:{kind}"))
    yield Triple(subject, _term("skos:prefLabel"), ox.Literal(query.summary, language="en"))
    yield Triple(subject, _term("rdfs:comment"), ox.Literal(query.description, language="en"))
    yield Triple(subject, _term(f"sh:{property_}"), ox.Literal(executable_text(query)))
    yield Triple(subject, _term("sh:prefixes"), ox.NamedNode(_DECLARATIONS))
    yield Triple(subject, _term("schema:target"), ox.NamedNode(endpoint))
    for tag in query.tags:
        yield Triple(subject, _term("schema:keywords"), ox.Literal(tag))


def _prefixes() -> Iterator[Triple]:
    declarations = ox.NamedNode(_DECLARATIONS)
    for prefix, namespace in PREFIXES.items():
        node = ox.NamedNode(f"{_DECLARATIONS}#{prefix}")
        yield Triple(declarations, _term("sh:declare"), node)
        yield Triple(node, _term("sh:prefix"), ox.Literal(prefix))
        yield Triple(node, _term("sh:namespace"), ox.Literal(namespace, datatype=ox.NamedNode(f"{XSD}anyURI")))


def _term(name: str) -> ox.NamedNode:
    prefix, local = name.split(":")
    return ox.NamedNode(PREFIXES[prefix] + local)

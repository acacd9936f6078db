"""The graph in each published syntax, as bytes that are the same from run to run and machine to machine."""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.graph.turtle import write_trig, write_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.release.jsonld import Context, write_jsonld

__all__ = ["n_quads", "n_triples", "rdf_xml", "serialise"]

# What XML 1.0 cannot hold, and the carriage return, which its readers turn into a line feed.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def serialise(dataset: Dataset, context: Context) -> dict[str, bytes]:
    """Every syntax by file ending: the union of the graphs, and for ``nq`` and ``trig`` the named graphs.

    Raises InputError for what a syntax cannot carry.
    """
    triples = dataset.union
    return {
        "ttl": write_turtle(triples, prefixes=PREFIXES, base=BASE).encode(),
        "jsonld": write_jsonld(triples, context).encode(),
        "nt": n_triples(triples),
        "rdf": rdf_xml(triples),
        "trig": write_trig(dataset, prefixes=PREFIXES, base=BASE).encode(),
        "nq": n_quads(dataset),
    }


def n_triples(triples: Iterable[Triple]) -> bytes:
    """N-Triples, one line a triple, in code point order."""
    return _sorted_lines(triples)


def n_quads(dataset: Dataset) -> bytes:
    """N-Quads, one line a quad, in code point order."""
    return _sorted_lines(dataset.quads())


def rdf_xml(triples: Iterable[Triple]) -> bytes:
    """RDF/XML. Raises InputError for characters that XML cannot hold."""
    held = sorted(set(triples), key=str)
    for triple in held:
        if isinstance(triple.object, ox.Literal) and _NOT_IN_XML.search(triple.object.value):
            raise InputError(
                f"{triple}: RDF/XML cannot hold a control character", mend="remove it from the text, or use Turtle"
            )
    used = {triple.predicate.value[: _namespace_end(triple.predicate.value)] for triple in held}
    prefixes = {prefix: space for prefix, space in PREFIXES.items() if space in used}
    return ox.serialize(held, format=ox.RdfFormat.RDF_XML, prefixes=prefixes) or b""


def _sorted_lines(statements: Iterable[Triple | ox.Quad]) -> bytes:
    return "".join(sorted({f"{statement} .\n" for statement in statements})).encode()


def _namespace_end(iri: str) -> int:
    return max(iri.rfind("/"), iri.rfind("#")) + 1

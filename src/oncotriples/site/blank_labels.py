"""Labels for the blank nodes of a graph that come from its content alone, found in a time that is bounded.

The canonical labels of RDFC-1.0 can take years for a small graph that somebody made for that. Ontology and shapes need
less: each of their blank nodes hangs from one place, so the order of their content tells them apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.graph.nesting import Node, Object, Structure, structure_of
from oncotriples.graph.reading import Triple
from oncotriples.graph.terms import unwritable
from oncotriples.namespaces import PREFIXES

__all__ = ["labelled_lines"]

_REST = f"{PREFIXES['rdf']}rest"


def labelled_lines(triples: Sequence[Triple], name: str) -> list[str]:
    """The triples as sorted lines of N-Triples, the same for equal graphs: ``_:b0``, ``_:b1`` … in order of content.

    Raises InputError, with the ``name`` of the file, for a blank node that hangs from two places, from itself or too
    deep; and for triple terms.
    """
    structure = structure_of(triples)
    if structure.labelled:
        raise InputError(
            f"{name}: a blank node is the object of two statements, or is nested too deep",
            mend="give it an IRI, or write it where it is used",
        )
    labels = {node: f"_:b{number}" for number, node in enumerate(_nodes(structure, triples))}
    return sorted(f"{_text(t.subject, labels)} {t.predicate} {_text(t.object, labels)} .\n" for t in set(triples))


def _nodes(structure: Structure, triples: Iterable[Triple]) -> Iterator[ox.BlankNode]:
    """The blank nodes of a graph in the order in which Turtle would write them."""
    rests: dict[Object, Object] = {t.subject: t.object for t in triples if t.predicate.value == _REST}
    for subject in structure.subjects():
        if isinstance(subject, ox.BlankNode):
            yield subject
        yield from _below(subject, structure, rests)


def _below(node: Node, structure: Structure, rests: Mapping[Object, Object]) -> Iterator[ox.BlankNode]:
    """The blank nodes that hang from a node; of a list its further cells, each behind the member before it."""
    members = structure.lists.get(node) if isinstance(node, ox.BlankNode) else None
    properties = structure.properties[node] if members is None else ()
    cell: Object = node
    for one in members or (value for _, values in properties for value in values):
        if isinstance(one, ox.BlankNode):
            yield one
            yield from _below(one, structure, rests)
        if members and isinstance(cell := rests[cell], ox.BlankNode):
            yield cell


def _text(term: Object, labels: Mapping[ox.BlankNode, str]) -> str:
    if isinstance(term, ox.Triple):
        raise unwritable(term)
    return labels[term] if isinstance(term, ox.BlankNode) else str(term)

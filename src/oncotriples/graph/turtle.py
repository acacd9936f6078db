"""Turtle and TriG for people: one subject a block, predicates in house order, the same bytes for the same triples.

::

    <agent/imatinib>
        a onct:Agent ;
        skos:prefLabel "imatinib"@en ;
    .
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.nesting import Node, Object, Structure, canonical, structure_of
from oncotriples.graph.reading import Triple
from oncotriples.graph.terms import TermWriter

__all__ = ["Blocks", "write_trig", "write_turtle"]

_WIDTH = 110
_STEP = 4
# A nested node with at most so many predicates stands on one line, if it fits.
_SHORT = 2


def write_turtle(
    triples: Iterable[Triple],
    *,
    prefixes: Mapping[str, str],
    base: str | None,
    subject_order: Sequence[Node] = (),
) -> str:
    """The triples in the house style: the used prefixes (and ``base``), then a block for each subject.

    Subjects of ``subject_order`` come first, in that order, the others in IRI order. Raises InputError for triple
    terms.
    """
    structure = _labelled(triples)
    terms = TermWriter(prefixes, base)
    blocks = Blocks(structure, terms)
    wanted = dict.fromkeys(node for node in subject_order if node in structure.properties)
    subjects = (*wanted, *(node for node in structure.subjects() if node not in wanted))
    body = "\n".join(blocks.block(subject) for subject in subjects)
    return "\n".join(part for part in (terms.prolog(), body) if part)


def write_trig(dataset: Dataset, *, prefixes: Mapping[str, str], base: str | None) -> str:
    """The named graphs in the house style, each in braces. Raises InputError for triple terms."""
    graphs: Mapping[str, Iterable[Triple]] = dataset.graphs
    if any(isinstance(term, ox.BlankNode) for quad in dataset.quads() for term in (quad.subject, quad.object)):
        relabelled = canonical(dataset.quads())
        graphs = {name: [q.triple for q in relabelled.quads_for_graph_name(ox.NamedNode(name))] for name in graphs}
    shared = _in_several(graphs.values())
    terms = TermWriter(prefixes, base)
    texts = []
    for name, triples in graphs.items():
        structure = structure_of(triples, shared=shared)
        blocks = Blocks(structure, terms, indent=_STEP)
        body = "\n".join(blocks.block(subject) for subject in structure.subjects())
        texts.append(f"{terms.text(ox.NamedNode(name))} {{\n{body}}}\n")
    return "\n".join(part for part in (terms.prolog(), *texts) if part)


def _labelled(triples: Iterable[Triple]) -> Structure:
    """The structure of a graph; where blank nodes need labels, those come from its content."""
    held = tuple(triples)
    structure = structure_of(held)
    if not structure.labelled:
        return structure
    return structure_of(quad.triple for quad in canonical(ox.Quad(*triple) for triple in held))


def _in_several(graphs: Iterable[Iterable[Triple]]) -> frozenset[ox.BlankNode]:
    met: set[ox.BlankNode] = set()
    shared: set[ox.BlankNode] = set()
    for triples in graphs:
        here = {term for t in triples for term in (t.subject, t.object) if isinstance(term, ox.BlankNode)}
        shared |= here & met
        met |= here
    return frozenset(shared)


class Blocks:
    """Renders the blocks of one graph, ``indent`` columns in."""

    def __init__(self, structure: Structure, terms: TermWriter, *, indent: int = 0) -> None:
        self._structure = structure
        self._terms = terms
        self._indent = indent

    def block(self, subject: Node) -> str:
        """One subject with its predicates, and the line of its full stop."""
        margin = " " * self._indent
        name = "[]" if self._is_anonymous(subject) else self._simple(subject)
        lines = self._predicate_lines(subject, self._indent + _STEP)
        return "".join((f"{margin}{name}\n", *lines, f"{margin}.\n"))

    def _is_anonymous(self, node: Node) -> bool:
        return isinstance(node, ox.BlankNode) and node not in self._structure.labelled

    def _simple(self, term: Object) -> str:
        return str(term) if isinstance(term, ox.BlankNode) else self._terms.text(term)

    def _predicate_lines(self, subject: Node, indent: int) -> Iterator[str]:
        margin = " " * indent
        for predicate, objects in self._structure.properties.get(subject, ()):
            name = self._terms.predicate(predicate)
            if len(objects) == 1 and not isinstance(objects[0], ox.BlankNode):  # most triples, so fast
                yield f"{margin}{name} {self._terms.text(objects[0])} ;\n"
            else:
                yield f"{margin}{self._objects(name, objects, indent)} ;\n"

    def _objects(self, predicate: str, objects: Sequence[Object], indent: int) -> str:
        """A predicate and its objects, without the semicolon; later lines carry their own indentation."""
        room = _WIDTH - indent - len(" ;")
        flat = [self._flat(term) for term in objects]
        inline = f"{predicate} {', '.join(text or '' for text in flat)}"
        if None not in flat and "\n" not in inline and len(inline) <= room:
            return inline
        if len(objects) == 1:
            return f"{predicate} {self._broken(objects[0], flat[0], indent, len(predicate) + 1)}"
        if all(isinstance(term, ox.BlankNode) and term not in self._structure.labelled for term in objects):
            return f"{predicate} {', '.join(self._broken(term, None, indent, 0) for term in objects)}"
        deeper = indent + _STEP
        texts = (self._broken(term, text, deeper, 0) for term, text in zip(objects, flat, strict=True))
        return ",\n".join((f"{predicate}\n{' ' * deeper}{next(texts)}", *(f"{' ' * deeper}{text}" for text in texts)))

    def _flat(self, term: Object) -> str | None:
        """A term on one line; None for a nested node that is too big for that."""
        structure = self._structure
        if not isinstance(term, ox.BlankNode) or term in structure.labelled:
            return self._simple(term)
        if term in structure.lists:
            members = [self._flat(member) for member in structure.lists[term]]
            return None if None in members else f"( {' '.join(filter(None, members))} )"
        properties = structure.properties[term]
        if not properties:
            return "[]"
        if len(properties) > _SHORT:
            return None
        parts = []
        for predicate, objects in properties:
            texts = [self._flat(member) for member in objects]
            if None in texts:
                return None
            parts.append(f"{self._terms.predicate(predicate)} {', '.join(filter(None, texts))}")
        return f"[ {' ; '.join(parts)} ]"

    def _broken(self, term: Object, flat: str | None, indent: int, offset: int) -> str:
        """A term that may take several lines; it stays on one where it can: ``offset`` columns right of ``indent``."""
        structure = self._structure
        nested = isinstance(term, ox.BlankNode) and term not in structure.labelled
        if flat is not None and (not nested or ("\n" not in flat and indent + offset + len(flat) + 2 <= _WIDTH)):
            return flat
        assert isinstance(term, ox.BlankNode)  # noqa: S101 - anything else has a flat form
        deeper = indent + _STEP
        if term in structure.lists:
            members = (self._broken(member, self._flat(member), deeper, 0) for member in structure.lists[term])
            return "".join(("(\n", *(f"{' ' * deeper}{member}\n" for member in members), f"{' ' * indent})"))
        return "".join(("[\n", *self._predicate_lines(term, deeper), f"{' ' * indent}]"))

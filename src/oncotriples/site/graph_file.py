"""One Turtle file of a release, held whole and asked by prefixed names.

Terms are texts, as in ``oncotriples.shacl.terms``. Every answer is in an order that the file's content alone decides.
"""

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from oncotriples.graph.house import predicate_key
from oncotriples.graph.nesting import structure_of
from oncotriples.graph.reading import syntax_error
from oncotriples.graph.terms import TermWriter
from oncotriples.graph.turtle import Blocks
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.release.lookup import term
from oncotriples.release.opened import OpenedRelease
from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.terms import TYPE, bracketed, is_blank, is_iri, is_literal, parts_of
from oncotriples.site.blank_labels import labelled_lines
from oncotriples.site.terms import parsed

__all__ = ["GraphFile", "read_graph"]


class GraphFile:
    """The triples of a file: as sorted ``lines`` of N-Triples, and in an ``index`` for functions that read SHACL."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.index = TripleIndex()
        self.index.add_lines(line.removesuffix("\n") for line in lines)
        self.index.finish()

    def subjects(self) -> list[str]:
        """Everything with an IRI of which something is said."""
        return sorted({node for table in self.index.tables.values() for node in table if is_iri(node)})

    def typed(self, name: str) -> list[str]:
        """The nodes of a class."""
        return sorted(self.index.subjects(TYPE, bracketed(term(name))))

    def with_value(self, name: str, value: str) -> list[str]:
        """The nodes that have a value of a property."""
        return sorted(self.index.subjects(bracketed(term(name)), value))

    def said(self, node: str) -> list[tuple[str, list[str]]]:
        """What is said of a node: the IRIs of properties, in house order, and their values."""
        held: dict[str, list[str]] = {}
        for predicate, value in self.index.about(node):
            held.setdefault(predicate[1:-1], []).append(value)
        return [(iri, sorted(held[iri])) for iri in sorted(held, key=predicate_key)]

    def values(self, node: str, name: str) -> list[str]:
        """The values of a property: terms."""
        return sorted(self.index.objects(node, bracketed(term(name))))

    def value(self, node: str, name: str) -> str:
        """The first value of a property, or an empty text."""
        return next(iter(self.values(node, name)), "")

    def iris(self, node: str, name: str) -> list[str]:
        """The values of a property that are IRIs, without brackets."""
        return [value[1:-1] for value in self.values(node, name) if is_iri(value)]

    def texts(self, node: str, name: str) -> tuple[str, ...]:
        """What the literals of a property say: those in English, or all where none is."""
        held = [parts_of(value) for value in self.values(node, name) if is_literal(value)]
        english = [literal.text for literal in held if literal.language.partition("-")[0].lower() == "en"]
        return tuple(english or (literal.text for literal in held))

    def text(self, node: str, name: str) -> str:
        """What the first literal of a property says, or an empty text."""
        return next(iter(self.texts(node, name)), "")

    def below(self, *nodes: str) -> Iterator[str]:
        """Some nodes and the blank nodes that hang from them, each once."""
        met, waiting = set(nodes), list(reversed(nodes))
        while waiting:
            one = waiting.pop()
            yield one
            found = sorted({value for _, value in self.index.about(one) if is_blank(value)} - met)
            met.update(found)
            waiting += reversed(found)

    def above(self, iri: str) -> Mapping[str, list[str]]:
        """A class and all that are above it, each with those next above, by their IRIs."""
        found: dict[str, list[str]] = {}
        waiting = [iri]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found[one] = self.iris(bracketed(one), "rdfs:subClassOf")
                waiting += found[one]
        return found

    def jsonld(self) -> bytes:
        """The graph as expanded JSON-LD: the compact one is for data without blank nodes."""
        return (ox.serialize(parsed("".join(self.lines)), format=ox.RdfFormat.JSON_LD) or b"") + b"\n"

    def turtle(self, node: str, *properties: str) -> str:
        """What is said of a node, by some properties only where their IRIs are given, and of the blank nodes below it.

        In the house style, without the lines of prefixes.
        """
        said = [(p, value) for p, value in self.index.about(node) if not properties or p[1:-1] in properties]
        lines = [f"{node} {predicate} {value} .\n" for predicate, value in said]
        for one in self.below(*sorted(value for _, value in said if is_blank(value))):
            lines += (f"{one} {predicate} {value} .\n" for predicate, value in self.index.about(one))
        structure = structure_of(parsed("".join(lines)))
        blocks = Blocks(structure, TermWriter(PREFIXES, BASE))
        return "\n".join(blocks.block(subject) for subject in structure.subjects())


def read_graph(release: OpenedRelease, name: str) -> GraphFile:
    """The graph in a Turtle file of a release; equal graphs have equal labels of blank nodes.

    Raises InputError where the release has no such file, or has blank nodes in it that do not hang in trees, and
    SourceSyntaxError.
    """
    try:
        triples = [q.triple for q in ox.parse(release.read(name), format=ox.RdfFormat.TURTLE, base_iri=BASE)]
    except SyntaxError as error:
        raise syntax_error(name, error) from None
    return GraphFile(labelled_lines(triples, name))

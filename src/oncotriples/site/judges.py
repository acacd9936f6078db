"""The shapes of a release: which there are, where they are told of, and which of them judge a class or property."""

from collections.abc import Mapping
from types import MappingProxyType

from oncotriples.namespaces import SHAPES, compact
from oncotriples.render.views import Link
from oncotriples.shacl.path_text import fold_path
from oncotriples.shacl.paths import read_path
from oncotriples.shacl.terms import is_iri
from oncotriples.site.graph_file import GraphFile

__all__ = ["judges", "node_shapes", "shape_anchor", "shape_link"]


def node_shapes(shapes: GraphFile) -> list[str]:
    """The node shapes that have an IRI, as terms."""
    return [node for node in shapes.typed("sh:NodeShape") if is_iri(node)]


def shape_anchor(iri: str) -> str:
    """The place of a shape on the page of shapes: ``AgentShape``, of one that is not ours its short name."""
    return iri.removeprefix(SHAPES) if iri.startswith(SHAPES) else compact(iri)


def shape_link(iri: str) -> Link:
    """A shape by its name."""
    return Link(shape_anchor(iri), f"shapes.html#{shape_anchor(iri)}")


def judges(shapes: GraphFile) -> Mapping[str, tuple[Link, ...]]:
    """The shapes that judge the instances of a class, or the values of a property, by its IRI.

    Raises InputError for a property path that is none.
    """
    found: dict[str, set[str]] = {}
    for shape in node_shapes(shapes):
        judged = set(shapes.iris(shape, "sh:targetClass"))
        for node in shapes.below(shape):
            for path in shapes.values(node, "sh:path"):
                judged |= _properties(read_path(shapes.index, path).text)
        for iri in judged:
            found.setdefault(iri, set()).add(shape[1:-1])
    return MappingProxyType({iri: tuple(map(shape_link, sorted(held))) for iri, held in found.items()})


def _properties(path: str) -> frozenset[str]:
    """The properties that a path takes."""
    return fold_path(path, lambda iri: frozenset((iri,)), lambda _, parts: frozenset().union(*parts))

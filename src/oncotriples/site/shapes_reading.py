"""From the shapes of a release to what their page shows."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from oncotriples.namespaces import BASE, PREFIXES, SHAPES, compact
from oncotriples.render.views import Link, Note
from oncotriples.shacl.terms import bracketed
from oncotriples.site.graph_file import GraphFile
from oncotriples.site.judges import node_shapes, shape_anchor
from oncotriples.site.sentences import Sentences
from oncotriples.site.shapes_view import ConstraintView, ShapesView, ShapeView
from oncotriples.site.term_reading import TermReader
from oncotriples.site.words import Fact, Words

__all__ = ["shapes_view"]

_SH = PREFIXES["sh"]
_ITSELF = f"{BASE}shapes"
_SEVERITIES: Mapping[str, Note] = MappingProxyType(
    {
        f"{_SH}Violation": Note("violation", "bad"),
        f"{_SH}Warning": Note("warning", "caution"),
        f"{_SH}Info": Note("remark"),
    }
)
_SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "document": "one source file, with the codes and things that it names",
        "dataset": "the whole graph, as other files say something of what it judges",
    }
)
# What makes things the concern of a shape; the value follows.
_TARGETS = (
    ("sh:targetClass", "everything of class "),
    ("sh:targetNode", ""),
    ("sh:targetSubjectsOf", "everything that has a value of "),
    ("sh:targetObjectsOf", "everything that is a value of "),
)


def shapes_view(graph: GraphFile, reader: TermReader, link: Callable[[str], Link]) -> ShapesView:
    """Everything that the page of shapes shows; ``link`` leads to what is told elsewhere on the site.

    Raises InputError for a property path that is none.
    """
    reading = _Shapes(graph, link)
    shapes = [reading.shape(node) for node in sorted(node_shapes(graph), key=str.casefold)]
    told = {shape.name for shape in shapes}
    own = (node[1:-1] for node in graph.subjects() if node.startswith(f"<{SHAPES}"))
    node = bracketed(_ITSELF)
    return ShapesView(
        title=graph.text(node, "rdfs:label") or "Shapes",
        definition=graph.text(node, "skos:definition"),
        facts=reader.said(_ITSELF),
        shapes=tuple(shapes),
        terms=tuple(reader.view(iri, shape_anchor(iri)) for iri in own if compact(iri) not in told),
    )


class _Shapes:
    """Reads the shapes of one graph."""

    def __init__(self, graph: GraphFile, link: Callable[[str], Link]) -> None:
        self._graph = graph
        self._link = link
        self._sentences = Sentences(graph, link)

    def shape(self, node: str) -> ShapeView:
        """A node shape with an IRI."""
        iri = node[1:-1]
        itself = self._constraint(node)
        constraints = sorted(
            map(self._constraint, self._graph.values(node, "sh:property")),
            key=lambda one: (one.name.casefold(), one.messages),
        )
        return ShapeView(
            anchor=shape_anchor(iri),
            label=self._graph.text(node, "rdfs:label") or compact(iri),
            name=compact(iri),
            facts=tuple(self._facts(node)),
            constraints=(*((itself,) if itself.clauses else ()), *constraints),
        )

    def _facts(self, node: str) -> Iterator[Fact]:
        targets: list[Words] = []
        for name, words in _TARGETS:
            targets += ((words, self._link(iri)) for iri in self._graph.iris(node, name))
        yield Fact("Judges", tuple(targets) or (("only what other shapes refer to it",),))
        if scopes := self._graph.texts(node, "onctsh:scope"):
            yield Fact("Looks at", tuple((_SCOPES.get(scope, scope),) for scope in scopes))
        if self._is_off(node):
            yield Fact("In force", (("no",),))

    def _constraint(self, node: str) -> ConstraintView:
        """What a property shape asks, or a node shape of the thing itself."""
        path = self._graph.value(node, "sh:path")
        severities = self._graph.iris(node, "sh:severity") or [f"{_SH}Violation"]
        return ConstraintView(
            name=self._graph.text(node, "sh:name") if path else "the thing itself",
            path=self._sentences.path(path) if path else (),
            clauses=self._sentences.demands(node),
            descriptions=self._graph.texts(node, "sh:description"),
            messages=self._graph.texts(node, "sh:message"),
            notes=(
                *(_SEVERITIES.get(iri) or Note(compact(iri)) for iri in severities),
                *((Note("not in force"),) if path and self._is_off(node) else ()),
            ),
        )

    def _is_off(self, node: str) -> bool:
        return "true" in self._graph.texts(node, "sh:deactivated")

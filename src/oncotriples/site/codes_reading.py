"""From the closed lists and scales of a release to what their page shows."""

from collections.abc import Iterable, Iterator, Sequence

from oncotriples.namespaces import BASE, PREFIXES, compact
from oncotriples.release.lookup import term
from oncotriples.shacl.terms import is_iri, parts_of
from oncotriples.site.code_order import strongest_first
from oncotriples.site.codes_view import CodesView, Grid, Member, Members, SchemeView
from oncotriples.site.graph_file import GraphFile
from oncotriples.site.headings import heading, in_order
from oncotriples.site.sources import SiteSources
from oncotriples.site.words import Fact, Words

__all__ = ["codes_view"]

_DESIGN, _END_POINT = "onct:studyDesignCategory", "onct:endPointCategory"
_SKOS = PREFIXES["skos"]
# These set codes side by side, as the relations of SKOS do, which is no use of them.
_SETTING = frozenset(map(term, ("onct:nextWeaker", "onct:atLeastAsStrongAs")))
# Told elsewhere on the page.
_APART = frozenset(map(term, ("rdf:type", "skos:prefLabel", "skos:definition", "skos:scopeNote")))


def codes_view(graph: GraphFile, sources: SiteSources) -> CodesView:
    """Everything that the page of codes shows: each scheme, and by their classes what is in none."""
    reading = _Codes(graph, sources)
    schemes = graph.typed("skos:ConceptScheme")
    listed = {node for scheme in schemes for node in graph.with_value("skos:inScheme", scheme)}
    alone = [node for node in graph.subjects() if node not in listed.union(schemes)]
    found = [*map(reading.scheme, schemes), *reading.without_scheme(alone)]
    views = sorted(found, key=lambda view: (view.link.label.casefold(), view.anchor))
    return CodesView(
        lists=tuple(view for view in views if not view.is_scale), scales=tuple(view for view in views if view.is_scale)
    )


class _Codes:
    """Reads the schemes of one graph; how often their members are used is told by the index of the site."""

    def __init__(self, graph: GraphFile, sources: SiteSources) -> None:
        self._graph = graph
        self._index = sources.index
        self._vocabulary = sources.vocabulary
        self._link = sources.reader.link

    def scheme(self, node: str) -> SchemeView:
        """A closed list or a scale."""
        classes = self._classes(self._graph.with_value("skos:inScheme", node))
        levels = [one for iri in classes if self._is_level(iri) for one in classes[iri]]
        return SchemeView(
            anchor=node[1:-1].removeprefix(BASE),
            link=self._link(node[1:-1]),
            definition=self._graph.text(node, "skos:definition"),
            notes=self._graph.texts(node, "skos:scopeNote"),
            facts=in_order(
                Fact(heading(predicate, self._link(predicate).label), tuple(map(self._words, values)))
                for predicate, values in self._graph.said(node)
                if predicate not in _APART
            ),
            is_scale=bool(levels),
            grid=self._grid(levels),
            groups=tuple(self._members(iri, classes[iri]) for iri in classes),
        )

    def without_scheme(self, nodes: Iterable[str]) -> Iterator[SchemeView]:
        """What is in no scheme, as a list for each class."""
        for iri, held in self._classes(nodes).items():
            kind = self._link(iri)
            yield SchemeView(compact(iri), kind, "", (), (), False, None, (self._members(iri, held),))

    def _classes(self, nodes: Iterable[str]) -> dict[str, list[str]]:
        """The nodes by the class that says most of them, each in its order; levels before the axes of their scale."""
        classes: dict[str, list[str]] = {}
        for node in nodes:
            classes.setdefault(self._vocabulary.kind(self._graph.iris(node, "rdf:type")), []).append(node)
        ordered = sorted(classes, key=lambda iri: (not self._is_level(iri), self._vocabulary.label(iri), iri))
        return {iri: strongest_first(self._graph, classes[iri]) for iri in ordered}

    def _is_level(self, class_: str) -> bool:
        return self._vocabulary.is_a(class_, "LevelOfEvidence")

    def _grid(self, levels: Sequence[str]) -> Grid | None:
        """The levels where their designs and end points cross; none for a scale of one axis."""
        rows, columns = (
            strongest_first(self._graph, {axis for level in levels for axis in self._graph.values(level, name)})
            for name in (_DESIGN, _END_POINT)
        )
        if not (rows and columns):
            return None
        cells = {(row, column): list[str]() for row in rows for column in (*columns, "")}
        for level in levels:
            for row in self._graph.values(level, _DESIGN):
                for column in self._graph.values(level, _END_POINT) or ("",):
                    cells[row, column].append(level)
        has_others = any(cells[row, ""] for row in rows)
        shown = (*columns, "") if has_others else columns
        return Grid(
            columns=tuple(map(self._member, columns)),
            rows=tuple(
                (self._member(row), tuple(tuple(map(self._member, cells[row, column])) for column in shown))
                for row in rows
            ),
            has_others=has_others,
        )

    def _members(self, class_: str, nodes: Iterable[str]) -> Members:
        return Members(self._link(class_), tuple(map(self._member, nodes)))

    def _member(self, node: str) -> Member:
        return Member(
            link=self._link(node[1:-1]),
            notation=self._graph.text(node, "skos:notation"),
            definition=self._graph.text(node, "skos:definition"),
            notes=self._graph.texts(node, "skos:scopeNote"),
            uses=self._uses(node[1:-1]),
        )

    def _uses(self, iri: str) -> str:
        """How many statements point at a thing; the index does not know it of foreign ones."""
        if not iri.startswith(BASE):
            return ""
        predicates = (back.predicate for back in self._index.back(iri))
        return f"{sum(not iri.startswith(_SKOS) and iri not in _SETTING for iri in predicates):,}"

    def _words(self, value: str) -> Words:
        return (self._link(value[1:-1]),) if is_iri(value) else (parts_of(value).text,)

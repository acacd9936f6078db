"""From the ontology of a release to what its page shows."""

from collections.abc import Callable, Iterable
from itertools import groupby

from oncotriples.namespaces import ONCT, ONTOLOGY, compact
from oncotriples.render.views import Link
from oncotriples.shacl.terms import bracketed, is_blank, is_iri
from oncotriples.site.graph_file import GraphFile
from oncotriples.site.ontology_view import Branch, Group, OntologyView, TermView, Vocabulary
from oncotriples.site.term_reading import TermReader
from oncotriples.site.words import Fact, counted

__all__ = ["ontology_view"]

_GROUPS = (
    ("class", "classes", "Classes"),
    ("property that links things", "links", "Properties that link things"),
    ("property that holds a value", "values", "Properties that hold a value"),
    ("annotation", "annotations", "Annotations"),
    ("", "others", "Other terms"),
)
_DEEPEST = 30  # a class further down in the tree begins a tree of its own
Sets = tuple[tuple[Link, ...], ...]


def ontology_view(graph: GraphFile, reader: TermReader, link: Callable[[str], Link]) -> OntologyView:
    """Everything that the page of an ontology shows; ``link`` leads to what is told elsewhere on the site."""
    known = [node[1:-1] for node in graph.subjects() if node not in graph.typed("owl:Ontology")]
    own = [iri for iri in known if iri.startswith(ONCT)]
    foreign = [iri for iri in known if not iri.startswith(ONCT)]
    disjoint = _disjoint(graph, link)
    views = [reader.view(iri, iri.removeprefix(ONCT), *_exclusions(link(iri), disjoint)) for iri in own]
    node = bracketed(ONTOLOGY)
    return OntologyView(
        title=graph.text(node, "rdfs:label") or "Ontology",
        definition=graph.text(node, "skos:definition"),
        facts=reader.said(ONTOLOGY),
        tree=_tree(graph, [iri for iri in own if reader.kind(iri) == "class"], link),
        groups=tuple(
            Group(anchor, heading, _by_label(terms))
            for kind, anchor, heading in _GROUPS
            if (terms := [view for view in views if view.kind == kind])
        ),
        disjoint=disjoint,
        axioms=_axioms(graph),
        vocabularies=_vocabularies(graph, [reader.view(iri, compact(iri)) for iri in foreign], link),
    )


def _by_label(views: Iterable[TermView]) -> tuple[TermView, ...]:
    return tuple(sorted(views, key=lambda view: (view.label.casefold(), view.address.label)))


def _vocabularies(graph: GraphFile, views: Iterable[TermView], link: Callable[[str], Link]) -> tuple[Vocabulary, ...]:
    """The terms of others by where they are from, as the ontology says."""

    def home(view: TermView) -> tuple[str, str]:
        prefix = view.name.partition(":")[0] if view.name != view.address.label else ""
        return prefix, next(iter(graph.iris(bracketed(view.address.label), "rdfs:isDefinedBy")), "")

    held = groupby(sorted(views, key=home), key=home)
    return tuple(Vocabulary(prefix, link(iri), _by_label(group)) for (prefix, iri), group in held)


def _disjoint(graph: GraphFile, link: Callable[[str], Link]) -> Sets:
    """The sets of classes of which nothing is of two, the largest first."""
    sets = []
    for node in graph.typed("owl:AllDisjointClasses"):
        members = graph.index.items(graph.value(node, "owl:members"))
        sets.append(tuple(link(member[1:-1]) for member in members if is_iri(member)))
    return tuple(sorted(sets, key=lambda links: (-len(links), [one.href for one in links])))


def _exclusions(own: Link, disjoint: Sets) -> Iterable[Fact]:
    """That a class is in such sets: a link to each."""
    words = [
        (Link(f"{counted(len(links) - 1, 'other')} of set {number}", f"ontology.html#disjoint-{number}"),)
        for number, links in enumerate(disjoint, start=1)
        if own in links
    ]
    return [Fact("Disjoint with", tuple(words))] if words else []


def _axioms(graph: GraphFile) -> tuple[str, ...]:
    """What is said by nodes without a name that no other statement leads to, the sets of disjoint classes apart."""
    told = set(graph.typed("owl:AllDisjointClasses"))
    subjects = {node for table in graph.index.tables.values() for node in table if is_blank(node)}
    objects = {value for predicate in graph.index.tables for _, value in graph.index.pairs(predicate)}
    return tuple(sorted(map(graph.turtle, subjects - objects - told)))


def _tree(graph: GraphFile, classes: Iterable[str], link: Callable[[str], Link]) -> tuple[Branch, ...]:
    """The classes below those that they are kinds of. Each stands once with what is below it."""
    above: dict[str, list[str]] = {}
    for iri in classes:
        above |= graph.above(iri)
    below: dict[str, list[str]] = {}
    for iri, parents in above.items():
        for parent in parents:
            below.setdefault(parent, []).append(iri)
    met: set[str] = set()

    def branches(iris: Iterable[str], depth: int) -> tuple[Branch, ...]:
        links = sorted(((link(iri), iri) for iri in iris), key=lambda pair: (pair[0].label.casefold(), pair[1]))
        found = []
        for one, iri in links:
            goes_on = iri not in met and depth < _DEEPEST
            met.add(iri)
            found.append(Branch(one, branches(below.get(iri, ()), depth + 1) if goes_on else ()))
        return tuple(found)

    tree = branches([iri for iri, parents in above.items() if not parents], 0)
    # What is below itself hangs from no root.
    while rest := sorted(above.keys() - met):
        tree += branches(rest[:1], 0)
    return tree

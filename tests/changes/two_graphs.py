"""Two small graphs side by side: a few lines of Turtle each, with the project's prefixes before them."""

from datetime import date

import pyoxigraph as ox

from oncotriples.changes.comparing import compare
from oncotriples.changes.model import Change, Changes
from oncotriples.changes.snapshot import Snapshot, snapshot_of
from oncotriples.namespaces import BASE, PREFIXES, RDF_TYPE, compact
from oncotriples.release.version import Release

HEAD = "".join([f"@base <{BASE}> .\n", *(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())])
SHARED = '<agent/imatinib> a onct:Agent ; skos:prefLabel "imatinib"@en .\n'
"""What both graphs have, so that they are two of one."""
AGENTS_NQ = "".join(
    f"<{BASE}agent/{name}> <{RDF_TYPE}> <{PREFIXES['onct']}Agent> <{BASE}graph/entities> .\n"
    for name in ("imatinib", "sirolimus")
)
"""A graph of two agents as N-Quads."""
OLD, NEW = Release("0.3.0", date(2026, 11, 23)), Release("0.4.0", date(2026, 12, 24))
CLAIM = '<assertion/s/c> a onct:EvidenceAssertion ; skos:prefLabel "It acts."@en'

Told = tuple[str, str, str, str, list[str], list[str]]


def quads_of(turtle: str, graph: str = "graph/entities") -> list[ox.Quad]:
    """The statements of a few lines of Turtle in a named graph; in none, where that is empty."""
    name = ox.NamedNode(BASE + graph) if graph else ox.DefaultGraph()
    parsed = ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in parsed]


def held(
    turtle: str, *, name: str = "graph", release: Release | None = None, graph: str = "graph/entities"
) -> Snapshot:
    """The snapshot of what the lines say, and of the thing that all graphs here share."""
    return snapshot_of(quads_of(SHARED + turtle, graph), name=name, release=release)


def changes_of(old: str, new: str) -> Changes:
    """What changed from one release to the next."""
    return compare(held(old, name="old", release=OLD), held(new, name="new", release=NEW))


def told(changes: Changes) -> list[Told]:
    """Each change as group, kind, thing, property, and values before and after, all short; words in use apart."""
    return [
        (
            change.group.value,
            change.kind,
            compact(change.thing.iri),
            compact(change.path),
            [compact(value.iri) or value.text for value in change.was],
            [compact(value.iri) or value.text for value in change.now],
        )
        for change in changes.changes
        if change.kind not in ("class", "property")
    ]


def only(changes: Changes, thing: str) -> Change:
    """The one change of a thing, given by its path."""
    (change,) = (change for change in changes.changes if change.thing.iri == BASE + thing)
    return change


def answers(text: str, query: str) -> list[tuple[str, ...]]:
    """The rows of a SELECT over some Turtle, IRIs of ours by their paths; the project's prefixes are declared."""
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    prefixes = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
    solutions = store.query(f"BASE <{BASE}>\n{prefixes}{query}")
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted(tuple(term.value.removeprefix(BASE) for term in row) for row in solutions)

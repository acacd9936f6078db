"""What RDF uses, seen in one pass that keeps none of it: sizes, blank nodes, vocabularies, hosts, withdrawn things."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

import pyoxigraph as ox

from oncotriples.graph.withdrawn import WITHDRAWN_GRAPH
from oncotriples.namespaces import ONCT, PREFIXES, RDF_TYPE, SHAPES
from oncotriples.release.lookup import term

__all__ = ["Seen", "host_of", "look_over", "vocabulary_of"]

# The vocabularies of others that are known here: each was checked against its own file.
_VOCABULARIES = tuple((prefix, space) for prefix, space in PREFIXES.items() if space not in (ONCT, SHAPES))
_EXAMPLES = 5  # of what is wrong
_HOSTS = 100  # more of them no check needs to tell apart
_STUB = frozenset(map(term, ("owl:deprecated", "skos:prefLabel", "skos:historyNote")))
_WITHDRAWN = ox.NamedNode(WITHDRAWN_GRAPH)


@dataclass
class Seen:
    """What was seen. It grows while the statements go by.

    ``triples`` are the distinct ones of a sorted dump; ``graphs`` has the quads of each expected graph by its IRI,
    ``strays`` are those of others. ``foreign`` are classes and properties of no known vocabulary, ``incomplete`` the
    stubs of withdrawn things that lack something: the first few of each. ``hosts`` are those of subjects and objects.
    ``problem`` says why reading ended early; it is empty where all was read.
    """

    graphs: dict[str, int] = field(default_factory=dict)
    strays: int = 0
    triples: int = 0
    blank_nodes: int = 0
    vocabularies: set[str] = field(default_factory=set)
    foreign: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    withdrawn: int = 0
    incomplete: list[str] = field(default_factory=list)
    problem: str = ""


def look_over(
    quads: Iterable[ox.Quad], *, graphs: Collection[str] = (), declared: Collection[str] = frozenset()
) -> Seen:
    """See quads go by. ``graphs`` are the named graphs to expect, ``declared`` the terms of ours that are declared.

    Raises what the reader of the quads raises.
    """
    seen = Seen(dict.fromkeys(graphs, 0))
    last: ox.Quad | None = None
    stub: set[str] = set()
    for quad in quads:
        new_subject = last is None or quad.subject != last.subject
        if new_subject:
            _end_stub(seen, last, stub)
            stub = set()
        if new_subject or last is None or (quad.predicate, quad.object) != (last.predicate, last.object):
            seen.triples += 1
        last = quad
        _count(seen, quad)
        _use(seen, quad, declared)
        if quad.graph_name == _WITHDRAWN:
            stub.add(quad.predicate.value)
    _end_stub(seen, last, stub)
    return seen


def host_of(iri: str) -> str:
    """The host of an address, in lower case; empty for what has none."""
    try:
        return urlsplit(iri).hostname or ""
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def vocabulary_of(iri: str) -> str:
    """The prefix of the known vocabulary that a term is of, or an empty text."""
    return next((prefix for prefix, space in _VOCABULARIES if iri.startswith(space)), "")


def _count(seen: Seen, quad: ox.Quad) -> None:
    name = quad.graph_name
    if isinstance(name, ox.NamedNode) and name.value in seen.graphs:
        seen.graphs[name.value] += 1
    else:
        seen.strays += 1
    seen.blank_nodes += any(isinstance(node, ox.BlankNode) for node in (quad.subject, quad.object, name))


def _use(seen: Seen, quad: ox.Quad, declared: Collection[str]) -> None:
    predicate, value = quad.predicate.value, quad.object
    terms = [predicate]
    if predicate == RDF_TYPE and isinstance(value, ox.NamedNode):
        terms.append(value.value)
    for used in terms:
        if prefix := vocabulary_of(used):
            seen.vocabularies.add(prefix)
        elif used not in declared and used not in seen.foreign and len(seen.foreign) < _EXAMPLES:
            seen.foreign.append(used)
    if len(seen.hosts) < _HOSTS:
        nodes = (node for node in (quad.subject, value) if isinstance(node, ox.NamedNode))
        seen.hosts.update(host for node in nodes if (host := host_of(node.value)))


def _end_stub(seen: Seen, last: ox.Quad | None, said: set[str]) -> None:
    """Judge what the graph of withdrawn things said of the last subject, if anything."""
    if last is None or not said:
        return
    seen.withdrawn += 1
    if not said >= _STUB and len(seen.incomplete) < _EXAMPLES:
        seen.incomplete.append(str(last.subject))

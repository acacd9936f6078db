"""Changes as linked data: each an activity that used statements of the old release and made statements of the new one.

All nodes are fragments of the new release, ``dataset/<version>#change-<16 hexadecimal digits>``, named by what they
say, so that a change keeps its IRI whatever else changed.
"""

from collections.abc import Iterator
from hashlib import sha256

import pyoxigraph as ox

from oncotriples.changes.model import Change, Changes, Group, Value
from oncotriples.changes.releases import new_release
from oncotriples.changes.telling import detail
from oncotriples.graph.reading import Triple
from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.release.nodes import a, english, link, says, typed
from oncotriples.release.version import LICENSE, Release

__all__ = ["change_triples", "turtle"]


def turtle(changes: Changes) -> str:
    """The changes as Turtle, the release first. Raises InputError where the new graph names no release."""
    release, triples = new_release(changes), change_triples(changes)
    return write_turtle(
        triples,
        prefixes={**PREFIXES, "release": f"{release.iri}#"},
        base=BASE,
        subject_order=[triple.subject for triple in triples if isinstance(triple.subject, ox.NamedNode)],
    )


def change_triples(changes: Changes) -> tuple[Triple, ...]:
    """The changes as triples, in the order in which they are told. Raises InputError as ``turtle`` does."""
    release = new_release(changes)
    parts = (_whole(changes, release), *(_one(change, release) for change in changes.changes))
    return tuple(triple for part in parts for triple in part)


def _whole(changes: Changes, release: Release) -> Iterator[Triple]:
    """The release revises the former one; all its changes are one activity with parts."""
    former = changes.old.release
    if former and former.version != release.version:
        yield from says(release.iri, [("prov:wasRevisionOf", link(former.iri)), ("dcterms:replaces", link(former.iri))])
        yield from says(f"{release.iri}#changes", [("prov:used", link(former.iri))])
    yield from says(
        f"{release.iri}#changes",
        [
            a("prov:Activity"),
            ("rdfs:label", english(f"changes from {changes.old.called} to {changes.new.called}")),
            ("dcterms:license", link(LICENSE)),
            ("dcterms:issued", typed(release.issued.isoformat(), "date")),
            *([("dcterms:rights", english(changes.credit))] if changes.credit else []),
        ],
    )


def _one(change: Change, release: Release) -> Iterator[Triple]:
    """A change: what happened to which thing, in words and, for a property, as the statements before and after."""
    node, said = f"{release.iri}#change-{_digest(change)}", detail(change)
    yield from says(
        node,
        [
            a("prov:Activity"),
            ("rdfs:label", english(f"{change.kind} {change.group}: {change.thing.text}")),
            ("skos:notation", ox.Literal(change.group.value)),
            *([("skos:changeNote", english(said))] if said else []),
            ("dcterms:subject", link(change.thing.iri)),
            ("dcterms:isPartOf", link(f"{release.iri}#changes")),
        ],
    )
    if change.group is Group.WITHDRAWN:
        yield from _replacement(change)
    elif change.path:
        yield from _statements(change, node)


def _replacement(change: Change) -> Iterator[Triple]:
    """What the stub of a withdrawn thing says; what is only proposed is said in words alone."""
    if change.is_explained:
        yield from says(
            change.thing.iri,
            [
                ("owl:deprecated", typed("true", "boolean")),
                *(("dcterms:isReplacedBy", link(value.iri)) for value in change.now),
            ],
        )


def _statements(change: Change, node: str) -> Iterator[Triple]:
    was = [f"{node}-was-{number}" for number in range(1, len(change.was) + 1)]
    now = [f"{node}-now-{number}" for number in range(1, len(change.now) + 1)]
    for statement, value in zip((*was, *now), (*change.was, *change.now), strict=True):
        yield from says(
            statement,
            [
                a("rdf:Statement"),
                a("prov:Entity"),
                ("rdf:subject", link(change.thing.iri)),
                ("rdf:predicate", link(change.path)),
                ("rdf:object", value.term),
            ],
        )
    yield from says(node, (("prov:used", link(statement)) for statement in was))
    for statement in now:
        yield from says(statement, [("prov:wasGeneratedBy", link(node))])
    if len(was) == len(now) == 1:
        yield from says(now[0], [("prov:wasRevisionOf", link(was[0]))])


def _digest(change: Change) -> str:
    values = (*_texts(change.was), "→", *_texts(change.now))
    text = "\n".join((change.group, change.kind, change.thing.iri, change.path, *values))
    return sha256(text.encode()).hexdigest()[:16]


def _texts(values: tuple[Value, ...]) -> Iterator[str]:
    return (str(value.term) for value in values)

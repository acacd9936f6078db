"""Whose content the compared graph holds, in the words that stand on everything that is published."""

import pyoxigraph as ox

from oncotriples.changes.snapshot import Snapshot
from oncotriples.graph.reading import Triple
from oncotriples.release.attribution import credited_edition, dataset_credit
from oncotriples.release.lookup import Lookup
from oncotriples.release.texts import one_line

__all__ = ["credit_of"]


def credit_of(snapshot: Snapshot) -> str:
    """The credit of the editions that a graph was made from, on one line; an empty text where it has none."""
    editions = [thing for _, thing in sorted(snapshot.things.items()) if thing.kind.name == "edition"]
    lookup = Lookup(
        Triple(ox.NamedNode(edition.iri), ox.NamedNode(path), value)
        for edition in editions
        for path, values in edition.facts.items()
        for value in values
    )
    return one_line(dataset_credit(credited_edition(lookup, edition.iri) for edition in editions))

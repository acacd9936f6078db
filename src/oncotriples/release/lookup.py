"""The graph as a small dictionary: subject → predicate → values. Faster than a query where every subject is visited."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pyoxigraph as ox

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import PREFIXES, RDF_TYPE

__all__ = ["Lookup", "as_of", "term"]

_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def term(name: str) -> str:
    """The IRI of a prefixed name: ``skos:prefLabel``."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


class Lookup:
    """Values by subject and predicate, as text: an IRI without brackets, or a literal's lexical form.

    Values are sorted, so that whatever is made of them is the same on every machine.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        found: dict[str, dict[str, set[str]]] = {}
        for triple in triples:
            if isinstance(triple.object, ox.Triple):
                continue
            subject = str(triple.subject.value) if not isinstance(triple.subject, ox.Triple) else ""
            found.setdefault(subject, {}).setdefault(triple.predicate.value, set()).add(triple.object.value)
        self._values = {
            subject: {predicate: tuple(sorted(values)) for predicate, values in predicates.items()}
            for subject, predicates in found.items()
        }

    def values(self, subject: str, name: str) -> tuple[str, ...]:
        """The values of a property, given as a prefixed name."""
        return self._values.get(subject, _NOTHING).get(term(name), ())

    def value(self, subject: str, name: str) -> str:
        """The first value of a property, or an empty text."""
        return next(iter(self.values(subject, name)), "")

    def label(self, iri: str) -> str:
        """The preferred label, or an empty text."""
        return self.value(iri, "skos:prefLabel")

    def instances(self, name: str) -> tuple[str, ...]:
        """The subjects of a class, in IRI order."""
        cls = term(name)
        return tuple(sorted(s for s, properties in self._values.items() if cls in properties.get(RDF_TYPE, ())))

    def ancestors(self, part: str) -> tuple[str, ...]:
        """What a part of a document is part of: its parent first, the edition last."""
        chain: list[str] = []
        while (parent := self.value(part, "dcterms:isPartOf")) and parent not in chain:
            chain.append(parent)
            part = parent
        return tuple(chain)


def as_of(lookup: Lookup, edition: str) -> str:
    """The date of an edition as a reader should see it: ``2025-03-04``, or ``undated, not before 2013``."""
    if date := lookup.value(edition, "onct:editionDate"):
        return date
    year = lookup.value(edition, "onct:notBefore")
    return f"undated, not before {year}" if year else "undated"

"""What the ontology says of classes and properties: what they are called, and which class says most of a thing."""

from collections.abc import Iterable
from functools import cache

from oncotriples.graph.house import predicate_key
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, ONCT, ONTOLOGY, SHAPES, compact
from oncotriples.release.lookup import Lookup

__all__ = ["Vocabulary"]


class Vocabulary:
    """The terms of an ontology, its own and those that it declares of others."""

    def __init__(self, ontology: Iterable[Triple]) -> None:
        self._lookup = Lookup(ontology)
        self._above = cache(self._all_above)

    def label(self, iri: str) -> str:
        """What a class or property is called: ``tumor subtype``; of one that nobody declared the short name."""
        return self._lookup.value(iri, "rdfs:label") or compact(iri)

    def definition(self, iri: str) -> str:
        """What it means, or an empty text."""
        return self._lookup.value(iri, "skos:definition")

    def anchor(self, iri: str) -> str:
        """Its place on the site: ``ontology.html#agent``; an empty text for one that is not declared."""
        if iri in (ONTOLOGY, SHAPES[:-1]):
            return f"{iri.removeprefix(BASE)}.html"
        if iri.startswith(ONCT):
            return f"ontology.html#{iri[len(ONCT) :]}"
        return f"ontology.html#{compact(iri)}" if self._lookup.value(iri, "rdfs:label") else ""

    def kind(self, classes: Iterable[str]) -> str:
        """Of the classes of a thing the one that says most: ours, and not above another of them; else an empty text."""
        held = sorted(classes, key=lambda iri: (not iri.startswith(ONCT), predicate_key(iri)))
        above = {broader for iri in held for broader in self._above(iri)}
        return next((iri for iri in held if iri not in above), "")

    def is_a(self, class_: str, name: str) -> bool:
        """Whether a class is, or is below, one of our ontology: ``is_a(iri, "EvidenceAssertion")``."""
        return class_ == ONCT + name or ONCT + name in self._above(class_)

    def terms(self, kind: str) -> tuple[str, ...]:
        """The declared terms of a kind, such as ``owl:Class``, in IRI order: those with an IRI."""
        return tuple(
            iri
            for iri in self._lookup.instances(kind)
            if ":" in iri and not iri.startswith((BASE + "code", ONTOLOGY + "/"))
        )

    def _all_above(self, iri: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = [iri]
        while waiting:
            for broader in self._lookup.values(waiting.pop(), "rdfs:subClassOf"):
                if broader not in found:
                    found.add(broader)
                    waiting.append(broader)
        return frozenset(found)

"""The names that the graph itself has for agents and tumor subtypes, as entries of the lexicon."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from oncotriples.evidence.lexicon import LexiconEntry, entry
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE

__all__ = ["lexicon_entries"]

_SKOS = PREFIXES["skos"]
_LABELS = frozenset({f"{_SKOS}prefLabel", f"{_SKOS}altLabel", f"{_SKOS}hiddenLabel"})
_CATEGORIES: Mapping[str, str] = {f"{ONCT}Agent": "agent", f"{ONCT}TumorSubtype": "tumor"}


def lexicon_entries(triples: Iterable[Triple]) -> tuple[LexiconEntry, ...]:
    """Every label in any language of each onct:Agent and onct:TumorSubtype, sorted."""
    categories: dict[str, str] = {}
    labels: list[tuple[str, str]] = []
    for triple in triples:
        subject, held = triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(BASE):
            continue
        if triple.predicate.value == RDF_TYPE and isinstance(held, ox.NamedNode) and held.value in _CATEGORIES:
            categories[subject.value] = _CATEGORIES[held.value]
        elif triple.predicate.value in _LABELS and isinstance(held, ox.Literal):
            labels.append((subject.value, held.value))
    return tuple(
        sorted({entry(label, categories[iri], iri.removeprefix(BASE)) for iri, label in labels if iri in categories})
    )

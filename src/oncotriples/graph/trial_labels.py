"""The names that the graph has for its agents and tumor subtypes: what a search for trials and its results need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from oncotriples.errors import InputError, UnknownNameError
from oncotriples.graph.reading import Triple
from oncotriples.iris import expand
from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE

__all__ = ["Labels", "labels_of"]

_SKOS = PREFIXES["skos"]
_LABELS = tuple(f"{_SKOS}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel"))
_KINDS: Mapping[str, str] = {f"{ONCT}Agent": "agent", f"{ONCT}TumorSubtype": "subtype"}


@dataclass(frozen=True)
class Labels:
    """The names of each agent (``agent/imatinib``) and tumor subtype (``subtype/chordoma``), the preferred ones first.

    A name stands there once, however the graph writes it in upper and lower case.
    """

    names: Mapping[str, tuple[str, ...]]

    def path(self, kind: str, name: str) -> str:
        """What is meant by ``chordoma``, ``subtype/chordoma``, a whole IRI, or any of its names.

        Raises UnknownNameError where nothing of the kind is called so, InputError where several things are.
        """
        paths = [path for path in self.names if path.startswith(f"{kind}/")]
        text = name.strip()
        try:
            given = expand(text).removeprefix(BASE)
        except InputError:
            given = text
        for path in (given, f"{kind}/{given}"):
            if path in paths:
                return path
        called = self._called.get(text.casefold(), ())
        called = tuple(path for path in called if path in paths)
        if len(called) > 1:
            raise InputError(f"“{name}” is a name of {' and of '.join(called)}", mend="say which, by its path")
        if called:
            return called[0]
        known = {path.partition("/")[2] for path in paths} | {one for path in paths for one in self.names[path]}
        raise UnknownNameError(kind, name, known, mend=f"see kg/{'agents' if kind == 'agent' else 'subtypes'}.ttl")

    def called(self, kind: str, name: str) -> str:
        """The path of the one thing of a kind that a name names, letter by letter but for their case; else nothing."""
        found = [path for path in self._called.get(name.casefold(), ()) if path.startswith(f"{kind}/")]
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _called(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for path, names in self.names.items():
            for name in names:
                found[name.casefold()] = (*found.get(name.casefold(), ()), path)
        return found


def labels_of(triples: Iterable[Triple]) -> Labels:
    """The preferred, alternative and hidden labels, in any language, of each onct:Agent and onct:TumorSubtype."""
    things: set[str] = set()
    labels: set[tuple[str, int, str]] = set()
    for triple in triples:
        subject, predicate, held = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(BASE):
            continue
        path = subject.value.removeprefix(BASE)
        if predicate in _LABELS and isinstance(held, ox.Literal) and held.value.strip():
            labels.add((path, _LABELS.index(predicate), " ".join(held.value.split())))
        elif predicate == RDF_TYPE and isinstance(held, ox.NamedNode) and path.startswith(_KINDS.get(held.value, "\n")):
            things.add(path)
    names: dict[str, dict[str, str]] = {path: {} for path in sorted(things)}
    for path, _, label in sorted(labels):
        if path in names:
            names[path].setdefault(label.casefold(), label)
    return Labels({path: tuple(found.values()) for path, found in names.items()})

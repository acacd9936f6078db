"""Rules about exact matches with other vocabularies: one to one within a scheme, or not exact."""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from oncotriples.namespaces import PREFIXES, compact
from oncotriples.quality.locating import iri_of
from oncotriples.quality.rules import Problem, Rule, View

__all__ = ["MAPPING_RULES", "scheme_of"]

_EXACT = f"{PREFIXES['skos']}exactMatch"
_OBJECT_SOURCE = f"{PREFIXES['sssom']}object_source"
_LOCAL_ID = re.compile(r"[^/#:_=]+$")


def scheme_of(iri: str) -> str:
    """The scheme of an identifier: its IRI without the local id (``…/obo/MONDO_0008978`` → ``…/obo/MONDO_``)."""
    return _LOCAL_ID.sub("", iri)


def _several_exact_matches(view: View) -> Iterator[Problem]:
    """A thing has at most one exact match in a scheme."""
    sources = _object_sources(view)
    first: dict[tuple[str, str], str] = {}
    for subject, target in _exact(view):
        kept = first.setdefault((subject, sources.get((subject, target)) or scheme_of(target)), target)
        if kept != target:
            message = (
                f"{compact(kept)} is an exact match in the same scheme. Keep one, and make the other skos:closeMatch."
            )
            yield Problem(subject, _EXACT, f"<{target}>", message)


def _shared_exact_match(view: View) -> Iterator[Problem]:
    """An identifier is the exact match of at most one thing."""
    first: dict[str, str] = {}
    for subject, target in _exact(view):
        kept = first.setdefault(target, subject)
        if kept != subject:
            message = f"{compact(kept)} has this exact match too. Merge the two, or make one of them skos:closeMatch."
            yield Problem(subject, _EXACT, f"<{target}>", message)


def _exact(view: View) -> Iterator[tuple[str, str]]:
    """Subject and object of each exact match, in order."""
    pairs = view.stated.pairs(_EXACT)
    yield from sorted((subject.value, target.value) for subject, target in pairs if isinstance(target, ox.NamedNode))


def _object_sources(view: View) -> dict[tuple[str, str], str]:
    """Subject and object of each mapping whose row names the source of the object → that source."""
    return {
        (iri_of(subject), iri_of(target)): str(source)
        for mapping, source in view.stated.pairs(_OBJECT_SOURCE)
        for subject in view.stated.objects(mapping, f"{PREFIXES['owl']}annotatedSource")
        for target in view.stated.objects(mapping, f"{PREFIXES['owl']}annotatedTarget")
    }


MAPPING_RULES = (
    Rule("several-exact-matches", "dataset", _several_exact_matches),
    Rule("shared-exact-match", "dataset", _shared_exact_match),
)
"""The rules about mappings."""

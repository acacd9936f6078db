"""What may have taken the place of a withdrawn thing: looked for by identifiers and names, and only proposed.

- An article: the one with the same PMID, else the same DOI, else the same title and year.
- An edition: the newest one of the same summary.
- Anything else: a thing of the same kind with the same name, be it an alternative one.

Where several fit, nothing is proposed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oncotriples.changes.snapshot import Thing
from oncotriples.release.texts import one_line, sortable

__all__ = ["Replacement", "Replacements"]

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """The IRI of what may have taken a thing's place, and why it seems so."""

    iri: str
    reason: str


class Replacements:
    """Finds replacements among the things of a graph."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self._bearers: dict[Key, set[str]] = defaultdict(set)
        self._newest: dict[str, tuple[str, str]] = {}
        for thing in things:
            if thing.kind.name == "edition":
                for summary in thing.texts("dcterms:isVersionOf"):
                    held = (_time_of(thing), thing.iri)
                    self._newest[summary] = max(self._newest.get(summary, held), held)
            for key in (*(key for key, _ in _keys(thing)), *_other_names(thing)):
                self._bearers[key].add(thing.iri)

    def of(self, thing: Thing) -> Replacement | None:
        """What may have taken the place of a thing; None where nothing, or more than one, does."""
        if thing.kind.name == "edition":
            for summary in thing.texts("dcterms:isVersionOf"):
                if summary in self._newest:
                    return Replacement(self._newest[summary][1], "its replacement is the newest edition of the summary")
            return None
        for key, reason in _keys(thing):
            bearers = self._bearers.get(key, ())
            if len(bearers) == 1:
                return Replacement(next(iter(bearers)), reason)
            if bearers:
                return None
        return None


def _keys(thing: Thing) -> Iterator[tuple[Key, str]]:
    """What a thing can be recognized by, the surest first, and how that is put in words."""
    if thing.kind.name == "article":
        for pmid in thing.texts("fabio:hasPubMedId"):
            yield ("pmid", pmid), f"its replacement has the same PMID, {one_line(pmid)}"
        for doi in thing.texts("prism:doi"):
            yield ("doi", doi.casefold()), f"its replacement has the same DOI, {one_line(doi)}"
        years = "".join(thing.texts("fabio:hasPublicationYear"))
        for title in thing.texts("dcterms:title"):
            if years and _folded(title):
                yield ("title", _folded(title), years), "its replacement has the same title and year"
    elif thing.kind.name != "edition":
        yield (thing.kind.name, _folded(thing.label)), f"its replacement has the same name, {thing.label}"


def _other_names(thing: Thing) -> Iterator[Key]:
    if thing.kind.name not in ("article", "edition"):
        yield from ((thing.kind.name, _folded(name)) for name in thing.texts("skos:altLabel"))


def _folded(text: str) -> str:
    return sortable(one_line(text)).rstrip(" .")


def _time_of(edition: Thing) -> str:
    """When an edition was made: its date, else the year before which it cannot have been, as the graph supersedes."""
    return "".join(edition.texts("onct:editionDate") or edition.texts("onct:notBefore"))

"""Where in the sources a statement stands: the file, and the line of its subject's block."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from oncotriples.graph.reading import SourceFile

__all__ = ["Locator", "Place", "iri_of"]

Place = tuple[str, int | None]


def iri_of(term: object) -> str:
    """A term's IRI; nothing for a literal, and for a blank node, whose label changes with each reading."""
    return term.value if isinstance(term, ox.NamedNode) else ""


@dataclass(frozen=True)
class Locator:
    """Finds places in files; where several fit, the first file wins. Call it as ``locate(subject, path, value)``.

    ``beyond`` is asked for subjects that no file has.
    """

    files: tuple[SourceFile, ...]
    beyond: Callable[[str], Place] | None = None

    @cached_property
    def _places(self) -> dict[tuple[str, ...], Place]:
        places: dict[tuple[str, ...], Place] = {}
        for file in self.files:
            for subject, line in file.lines.items():
                places.setdefault((subject,), (file.name, line))
        for file in self.files:
            for triple in file.triples:
                subject, path = iri_of(triple.subject), triple.predicate.value
                place = (file.name, file.lines.get(subject))
                for key in ((subject, path, str(triple.object)), (subject, path), (subject,)):
                    places.setdefault(key, place)
        return places

    def __call__(self, subject: str, path: str = "", value: str = "") -> Place:
        """The file and line for an IRI, a property of it, or one statement; the nearest that is there.

        ``value`` is N-Triples text. Gives ``("", None)`` for a subject that no file has.
        """
        for key in ((subject, path, value), (subject, path), (subject,)):
            if place := self._places.get(key):
                return place
        return self.beyond(subject) if self.beyond else ("", None)

    def preferring(self, first: Iterable[SourceFile]) -> "Locator":
        """A locator that looks into the given files before all others."""
        chosen = tuple(first)
        names = {file.name for file in chosen}
        return Locator(chosen + tuple(file for file in self.files if file.name not in names), self.beyond)

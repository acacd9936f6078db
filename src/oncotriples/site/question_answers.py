"""What a release answers to its saved questions, each asked within limits of time and memory.

The store is on the disk and filled in pieces, so that memory does not grow with the graph: 1.4 million quads take
0.2 GB here, and 0.6 GB in memory. A process of its own asks: only such a one can be ended in the middle of a question.
"""

import faulthandler
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TextIO

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.graph.reading import Triple
from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.questions.answers import Answer, render
from oncotriples.questions.asking import ask
from oncotriples.questions.engines import OxigraphEngine
from oncotriples.questions.params import bind
from oncotriples.questions.saved import SavedQuery, find_query
from oncotriples.release.opened import OpenedRelease
from oncotriples.workers import in_order

__all__ = ["LIMITS", "Answered", "Limits", "answered", "values_of"]

_PIECE = 100_000  # quads


@dataclass(frozen=True)
class Limits:
    """What a question may take, and how many rows are kept of its answer, of how many characters at most."""

    seconds: float = 60
    gigabytes: float = 2
    rows: int = 10_000
    characters: int = 50_000_000


LIMITS = Limits()
"""Those of a site: a hundred times what our own questions take of our own graph."""


@dataclass(frozen=True)
class Answered:
    """What came of a question: the first rows of its answer, and how many it has in all.

    ``answer`` is None where the limits did not suffice. Triples are rows of subject, predicate and object.
    """

    query: SavedQuery
    answer: Answer | None
    total: int

    def files(self) -> dict[str, bytes]:
        """Ending → content of the files of the answer: what the command line prints, up to the last row kept."""
        if self.answer is None:
            return {}
        if self.query.form == "CONSTRUCT":
            triples = [Triple(*row) for row in self.answer.rows]  # type: ignore[arg-type]  # they were triples
            # Not “.ttl”: that tells of the question itself. No name of a question holds a point.
            return {".answer.ttl": write_turtle(triples, prefixes=PREFIXES, base=BASE).encode()}
        return {f".{format_}": render(self.answer, format_).encode() for format_ in ("csv", "json")}


def values_of(query: SavedQuery) -> dict[str, str]:
    """The values that have to be given with a question: the example of each parameter that has no default."""
    return {parameter.name: parameter.example or "" for parameter in query.params.values() if parameter.default is None}


def answered(
    queries: Sequence[SavedQuery], release: OpenedRelease, scratch: Path, limits: Limits
) -> Iterator[Answered]:
    """The questions of a release, in the order given, with its answers to them.

    ``scratch`` is a folder for the store. Raises InputError, which names the file, for a question that is no SPARQL, or
    would ask another machine.
    """
    if not queries:
        return
    with tempfile.TemporaryDirectory(dir=scratch, prefix="answers-") as folder:
        store = Path(folder) / "store"
        _fill(store, release)
        work = _Asking(store, release.folder / "queries", limits)
        with closing(in_order((query.name for query in queries), work, _unanswered, jobs=1, each=None)) as found:
            for query, (answer, total) in zip(queries, found, strict=True):
                yield Answered(query, answer, total)


def _fill(path: Path, release: OpenedRelease) -> None:
    """Write the dataset into a new store. Compacted, it answers in half the time."""
    store, quads = ox.Store(str(path)), release.quads()
    while piece := list(islice(quads, _PIECE)):
        store.bulk_extend(piece)
    store.optimize()


def _unanswered(_name: str) -> tuple[None, int]:
    return None, 0


@dataclass(frozen=True)
class _Asking:
    """The work of the process: a question's name to the rows that are kept of its answer, and their whole number."""

    store: Path
    queries: Path
    limits: Limits

    def __call__(self, name: str) -> tuple[Answer | None, int]:
        query = find_query(self.queries, name)
        faulthandler.dump_traceback_later(self.limits.seconds, exit=True, file=self._nowhere)
        try:
            answer = self._ask(query)
        except InputError as error:
            raise InputError(f"{query.path}: {error.message}", mend=error.mend) from None
        finally:
            faulthandler.cancel_dump_traceback_later()
        kept = Answer(answer.columns, answer.rows[: self.limits.rows], answer.verdict)
        size = sum(len(str(term)) for row in kept.rows for term in row)
        return (kept, len(answer.rows)) if size <= self.limits.characters else _unanswered(name)

    def _ask(self, query: SavedQuery) -> Answer:
        if query.form == "CONSTRUCT":
            triples = self._engine.construct(bind(query, values_of(query)))
            rows = tuple((triple.subject, triple.predicate, triple.object) for triple in triples)
            return Answer(("subject", "predicate", "object"), rows)
        return ask(query, values_of(query), self._engine)

    @cached_property
    def _engine(self) -> OxigraphEngine:
        _limit_memory(int(self.limits.gigabytes * (1 << 30)))
        return OxigraphEngine(ox.Store.read_only(str(self.store)))

    @cached_property
    def _nowhere(self) -> TextIO:
        return open(os.devnull, "w", encoding="utf-8")


def _limit_memory(size: int) -> None:
    """Limit the bytes that this process may take, as far as the system knows such limits: Windows does not."""
    with suppress(ImportError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (size if most == resource.RLIM_INFINITY else min(size, most), most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

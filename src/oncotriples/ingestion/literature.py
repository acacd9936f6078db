"""The literature that a set cites: one record an article, and which article an entry without PMID describes.

Which entries describe one article shows only when all are known. So the graph of a document links its entries with a
PMID, which depends on nothing else, and the graph of the literature links the others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import count, islice
from pathlib import Path

from oncotriples import iris
from oncotriples.documents.problems import Problem
from oncotriples.errors import MachineError
from oncotriples.evidence.articles import (
    Composition,
    Form,
    Forms,
    Numbered,
    PrintedEntry,
    collect_forms,
    compose_numbered,
    compose_others,
    normal_pmid,
)
from oncotriples.evidence.jsonl import load_records
from oncotriples.evidence.records import Document, Record, Reference
from oncotriples.graph.literature import JournalNames, article_lines, journal_lines
from oncotriples.graph.nquads import iri, named
from oncotriples.ingestion.outputs import sorted_lines, write_run
from oncotriples.workers import in_order

__all__ = ["KnownWorks", "Literature", "entries_in", "literature_of", "works_by_pmid"]

_REFERENCES = named("biro:references")
_GRAPH = iri("graph/literature")
# Articles that a process composes at a time.
_WORKS = 2_000
# How `dump_records` begins the line of an entry, and how it writes a PMID; other lines need not be read again.
_ENTRY = '{"type":"reference"'
_PMID = re.compile(r',"pmid":"0*[1-9][0-9]{0,7}"')


@dataclass(frozen=True, slots=True)
class KnownWorks:
    """What the graph records already: paths of works by their complete keys, and the IRIs that have a record."""

    paths: Mapping[str, str] = field(default_factory=dict)
    records: Set[str] = frozenset()


def works_by_pmid(records: Iterable[Record]) -> dict[str, str]:
    """The paths of the works that a document's entries describe, by the entry's key: those with a PMID."""
    entries = (record for record in records if isinstance(record, Reference))
    return {entry.key: f"citation/pmid/{pmid}" for entry in entries if (pmid := normal_pmid(entry.pmid))}


def entries_in(path: Path, document: Document, *, without_pmid: bool = False) -> Iterator[PrintedEntry]:
    """The entries in a file of records; ``without_pmid`` only those. Raises OSError."""
    with path.open(encoding="utf-8", newline="\n") as file:
        entries = (line for line in file if line.startswith(_ENTRY))
        text = "".join(line for line in entries if not (without_pmid and _PMID.search(line)))
    for record in load_records(text, path.name):
        if isinstance(record, Reference):
            yield PrintedEntry(document.summary, document.edition, record)


@dataclass(frozen=True, slots=True)
class Literature:
    """What a set cites: how many articles, the lines of their graph, sorted, without line breaks, and problems."""

    articles: int
    lines: Iterator[str]
    problems: tuple[Problem, ...]


def literature_of(files: Sequence[tuple[Path, Document]], known: KnownWorks, folder: Path, *, jobs: int) -> Literature:
    """The literature that files of records cite, composed by ``jobs`` processes.

    Sorted lines are kept in ``folder`` until ``lines`` is used up. Raises OSError, and MachineError where a process
    dies.
    """
    forms = collect_forms(entry for file in files for entry in entries_in(*file))
    recording = _Recording(folder, known.records)
    parts = list(in_order(_parts(forms), recording, _died, jobs=jobs))
    composed = compose_others(forms, [part.numbered for part in parts], known.paths)
    journals = JournalNames()
    for part in parts:
        for slug, names in part.journals.items():
            journals.count(slug, names)
    lines = sorted_lines(_lines(files, composed, known, journals), folder, [part.run for part in parts])
    return Literature(sum(part.articles for part in parts) + len(composed.articles), lines, composed.problems)


@dataclass(frozen=True, slots=True)
class _Part:
    """A number of works with a PMID, by PMID; ``run`` is the name of their file."""

    run: str
    works: Mapping[str, Mapping[str, Form]]


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What came of a part: its articles are in the file ``run``, and only counted here."""

    run: Path
    articles: int
    numbered: Numbered
    journals: JournalNames


@dataclass(frozen=True, slots=True)
class _Recording:
    """The work of a process: a part in, the sorted lines of its articles in ``folder``. It can be pickled."""

    folder: Path
    records: Set[str]

    def __call__(self, part: _Part) -> _Recorded:
        numbered, journals = compose_numbered(part.works), JournalNames()
        run = self.folder / part.run
        try:
            write_run(run, map(_bare, article_lines(numbered.articles, self.records, journals)))
        except OSError as error:
            raise MachineError(f"{run}: cannot be written: {error.strerror}", mend="make space on the disk") from error
        return _Recorded(run, len(numbered.articles), replace(numbered, articles=()), journals)


def _died(part: _Part) -> _Recorded:
    message = f"composing {len(part.works):,} articles ended the process (out of memory?)"
    raise MachineError(message, mend="give it more memory, or --jobs 1")


def _parts(forms: Forms) -> Iterator[_Part]:
    pmids = iter(sorted(filter(None, forms.works)))
    for number in count():
        some = list(islice(pmids, _WORKS))
        if not some:
            return
        yield _Part(f"articles-{number}", {pmid: forms.works[pmid] for pmid in some})


def _bare(line: str) -> str:
    return line.removesuffix("\n")


def _lines(
    files: Sequence[tuple[Path, Document]], composed: Composition, known: KnownWorks, journals: JournalNames
) -> Iterator[str]:
    """What the parts do not hold: articles without PMID, journals, and which entries describe such articles."""
    yield from map(_bare, article_lines(composed.articles, known.records, journals))
    yield from map(_bare, journal_lines(journals, known.records))
    for path, document in files:
        edition = iris.edition(document.summary, document.edition)
        for entry in entries_in(path, document, without_pmid=True):
            if work := composed.article_of(entry.reference):
                subject = f"<{iris.reference(edition, entry.reference.key)}>"
                yield f"{subject} {_REFERENCES} <{iris.article(work)}> {_GRAPH} ."

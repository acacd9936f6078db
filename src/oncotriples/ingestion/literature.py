"""The literature that a set cites: one record an article, and which article an entry without PMID describes.

Which entries describe one article shows only when all are known. So the graph of a document links its entries with a
PMID, which depends on nothing else, and the graph of the literature links the others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from oncotriples import iris
from oncotriples.evidence.articles import Composition, PrintedEntry, compose_articles, normal_pmid
from oncotriples.evidence.jsonl import load_records
from oncotriples.evidence.records import Document, Record, Reference
from oncotriples.graph.literature import literature_lines
from oncotriples.graph.nquads import iri, named

__all__ = ["KnownWorks", "entries_in", "literature_of", "works_by_pmid"]

_REFERENCES = named("biro:references")
_GRAPH = iri("graph/literature")
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


def literature_of(files: Sequence[tuple[Path, Document]], known: KnownWorks) -> tuple[Composition, Iterator[str]]:
    """The articles that files of records cite, and the lines of their graph, without line breaks and in no order."""
    composed = compose_articles((entry for file in files for entry in entries_in(*file)), known.paths)
    return composed, _lines(files, composed, known)


def _lines(files: Sequence[tuple[Path, Document]], composed: Composition, known: KnownWorks) -> Iterator[str]:
    yield from (line.removesuffix("\n") for line in literature_lines(composed.articles, known.records))
    for path, document in files:
        edition = iris.edition(document.summary, document.edition)
        for entry in entries_in(path, document, without_pmid=True):
            if work := composed.article_of(entry.reference):
                subject = f"<{iris.reference(edition, entry.reference.key)}>"
                yield f"{subject} {_REFERENCES} <{iris.article(work)}> {_GRAPH} ."

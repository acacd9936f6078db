"""The records of ingested documents as part of the graph: read, mapped, and joined by one literature.

What a document's records say goes into the graph of its edition, candidates into graphs of their own; the works that
all documents cite together get one record each in ``graph/literature``, unless kg/ has one already.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from oncotriples import iris
from oncotriples.documents.entries import Drug, Term
from oncotriples.errors import InputError, MachineError
from oncotriples.evidence.articles import Composition, PrintedEntry, article_key, compose_articles
from oncotriples.evidence.jsonl import load_records
from oncotriples.evidence.records import Document, Record, Reference
from oncotriples.graph.compiled import document_lines
from oncotriples.graph.literature import literature_lines
from oncotriples.graph.mapped import Mapped
from oncotriples.graph.reading import Triple
from oncotriples.graph.terminology import drug_lines, term_lines
from oncotriples.namespaces import BASE, PREFIXES

__all__ = [
    "LITERATURE",
    "RecordFile",
    "known_works",
    "map_records",
    "quads_by_graph",
    "read_records",
    "recorded_works",
]

LITERATURE = iris.graph("literature")
_CITATION = ox.NamedNode(f"{PREFIXES['dcterms']}bibliographicCitation")
_LABEL = ox.NamedNode(f"{PREFIXES['skos']}prefLabel")
_REFERENCES = ox.NamedNode(f"{PREFIXES['biro']}references")


@dataclass(frozen=True)
class RecordFile:
    """A file of records: its name for messages, and its records, one a line."""

    name: str
    records: tuple[Record, ...]

    @property
    def document(self) -> Document | None:
        """The edition that the records are about; None for terms and drugs."""
        first = self.records[0] if self.records else None
        return first if isinstance(first, Document) else None


def read_records(path: Path, name: str) -> RecordFile:
    """Read one ``.jsonl``. Raises SourceSyntaxError for a line that is no record, MachineError where the disk fails."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is not UTF-8: {error.reason}", mend="ingest the document again") from None
    except OSError as error:
        raise MachineError(f"{name}: cannot be read: {error.strerror or error}") from error
    return RecordFile(name, load_records(text, name))


def map_records(files: Sequence[RecordFile], curated: Mapping[str, Sequence[Triple]]) -> tuple[Mapped, ...]:
    """The graphs of each file, then those of the literature that they cite.

    ``curated`` are the graphs that people wrote: the works that they record are not recorded again, and an entry
    without PMID whose key is that of one of their entries describes the same work, and what they named is not named
    again. Of two files of one edition the later one counts: records of kg/ come first, so that who compiles an edition
    anew has what was compiled last. Raises InputError for records of which no address can be made.
    """
    files = _one_an_edition(files)
    composed = compose_articles(_entries(files), known_works(curated))
    names = _names(curated)
    mapped = [Mapped(file.name, _graphs(file, composed, names), file.records) for file in files]
    if composed.articles:
        lines = literature_lines(composed.articles, recorded_works(curated))
        mapped.append(Mapped("literature of the records", quads_by_graph(lines)))
    return tuple(mapped)


def _names(curated: Mapping[str, Sequence[Triple]]) -> dict[object, Triple]:
    """What people call things: the triple by the thing."""
    return {triple.subject: triple for triple in chain(*curated.values()) if triple.predicate == _LABEL}


def _graphs(file: RecordFile, composed: Composition, names: Mapping[object, Triple]) -> dict[str, tuple[Triple, ...]]:
    """What a file says, without other names for things that people named: a thing has one preferred label."""
    graphs = quads_by_graph(_lines(file, composed))
    return {
        name: tuple(
            triple for triple in triples if triple.predicate != _LABEL or names.get(triple.subject, triple) == triple
        )
        for name, triples in graphs.items()
    }


def quads_by_graph(lines: Iterable[str]) -> dict[str, tuple[Triple, ...]]:
    """Lines of N-Quads as triples by the IRI of their graph, in the order in which they come."""
    graphs: dict[str, list[Triple]] = {}
    for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS):
        graphs.setdefault(quad.graph_name.value, []).append(quad.triple)
    return {name: tuple(triples) for name, triples in graphs.items()}


def _one_an_edition(files: Iterable[RecordFile]) -> tuple[RecordFile, ...]:
    """One file for each edition, in the order in which editions first come; terms and drugs as they are."""
    kept: dict[tuple[str, ...], RecordFile] = {}
    for file in files:
        document = file.document
        key = (file.name,) if document is None else (document.summary, document.edition)
        kept[key] = file
    return tuple(kept.values())


def _entries(files: Iterable[RecordFile]) -> Iterator[PrintedEntry]:
    for file in files:
        if document := file.document:
            for record in file.records:
                if isinstance(record, Reference):
                    yield PrintedEntry(document.summary, document.edition, record)


def known_works(curated: Mapping[str, Sequence[Triple]]) -> dict[str, str]:
    """The paths of works by the complete keys of the entries that people linked to them, in any of the graphs."""
    citations: dict[object, str] = {}
    works: dict[object, str] = {}
    for triple in chain(*curated.values()):
        if triple.predicate == _CITATION and isinstance(triple.object, ox.Literal):
            citations[triple.subject] = triple.object.value
        elif triple.predicate == _REFERENCES and isinstance(triple.object, ox.NamedNode):
            works[triple.subject] = triple.object.value.removeprefix(BASE)
    keyed = ((article_key(citations[entry]), work) for entry, work in works.items() if entry in citations)
    return {key: work for key, work in keyed if key}


def recorded_works(curated: Mapping[str, Sequence[Triple]]) -> frozenset[str]:
    """The IRIs of works and journals that people recorded."""
    subjects = (triple.subject for triple in curated.get(LITERATURE, ()))
    return frozenset(subject.value for subject in subjects if isinstance(subject, ox.NamedNode))


def _lines(file: RecordFile, composed: Composition) -> Iterator[str]:
    if file.document is None:
        for record in file.records:
            if isinstance(record, Term):
                yield from term_lines(record)
            elif isinstance(record, Drug):
                yield from drug_lines(record)
        return
    entries = (record for record in file.records if isinstance(record, Reference))
    works = {entry.key: path for entry in entries if (path := composed.article_of(entry))}
    yield from document_lines(file.records, works)

"""What a worker does with one document: compile it, write its files, and tell what came of it in a few words."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oncotriples.documents.entries import Drug, Term
from oncotriples.documents.problems import NOT_A_KIND, Problem
from oncotriples.documents.read import RawDocument, Refused
from oncotriples.errors import InputError, MachineError
from oncotriples.evidence.jsonl import dump_records
from oncotriples.evidence.naming import cdr_slug
from oncotriples.evidence.records import Document, Record
from oncotriples.graph.compiled import document_lines
from oncotriples.graph.terminology import drug_lines, term_lines
from oncotriples.ingestion.coverage import Account
from oncotriples.ingestion.literature import works_by_pmid
from oncotriples.ingestion.outputs import Written, write_gzip, write_plain
from oncotriples.ingestion.processing import Tools, process_safely
from oncotriples.quality.findings import Severity

__all__ = ["GRAPHS", "RECORDS", "Job", "Stored", "Storing", "died", "name_of"]

RECORDS, GRAPHS = ".jsonl", ".nq.gz"
"""The suffixes of a document's two files."""

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Job:
    """A source and its number in the set, from 0."""

    number: int
    source: RawDocument | Refused


@dataclass(frozen=True, slots=True)
class Stored:
    """What came of a source. ``name`` is that of its files without suffix, "" where it has none.

    The files still stand under the number of the job: which of two documents of one name stays is decided in order.
    """

    number: int
    source: str
    kind: str = ""
    name: str = ""
    document: Document | None = None
    problems: tuple[Problem, ...] = ()
    accounts: tuple[Account, ...] = ()
    files: tuple[Written, ...] = ()

    @property
    def outcome(self) -> str:
        """``compiled``, ``broken`` or ``not-a-kind``."""
        if self.name:
            return "compiled"
        return NOT_A_KIND if all(problem.rule == NOT_A_KIND for problem in self.problems) else "broken"


@dataclass(frozen=True, slots=True)
class Storing:
    """The work of a worker: a job in, its files in ``folder``, and what came of it out. It can be pickled."""

    tools: Tools
    folder: Path

    def __call__(self, job: Job) -> Stored:
        """Do it. Raises MachineError where a file cannot be written."""
        source = job.source
        if isinstance(source, Refused):
            return Stored(job.number, source.name, problems=(source.problem,))
        processed = process_safely(source, self.tools)
        if not processed.records:
            return Stored(job.number, source.name, processed.kind, problems=processed.problems)
        try:
            name = name_of(processed.records[0])
            lines = sorted(set(_lines(processed.records)))
        except InputError as error:
            problem = Problem(Severity.VIOLATION, "unmappable", 0, source.name, f"{error.message}: {error.mend}")
            return Stored(job.number, source.name, processed.kind, problems=(*processed.problems, problem))
        stem = str(self.folder / str(job.number))
        try:
            records = dump_records(processed.records).encode()
            files = (
                write_plain(Path(stem + RECORDS), records, name + RECORDS),
                write_gzip(Path(stem + GRAPHS), lines, name + GRAPHS),
            )
        except OSError as error:
            mend = "make space on the disk, or name a folder on another one with --out"
            raise MachineError(f"{name}: cannot be written: {error.strerror}", mend=mend) from error
        first = processed.records[0]
        return Stored(
            *(job.number, source.name, processed.kind, name),
            *(first if isinstance(first, Document) else None, processed.problems, processed.accounts, files),
        )


def died(job: Job) -> Stored:
    """What is told of a document that ended the process which read it."""
    message = "reading it ended the process (out of memory?): read it alone, or leave it out, and report it"
    problem = Problem(Severity.VIOLATION, "reader-died", 0, "", message)
    return Stored(job.number, job.source.name, problems=(problem,))


def name_of(record: Record) -> str:
    """The name of a document's files without suffix, from its first record: ``breast-treatment.2025-05-12``.

    Raises InputError where no file can bear it.
    """
    if isinstance(record, Document):
        name = f"{record.summary}.{record.edition}"
    elif isinstance(record, Term):
        name = f"term-{cdr_slug(record.cdr_id)}"
    elif isinstance(record, Drug):
        name = f"drug-{cdr_slug(record.cdr_id)}"
    else:
        raise TypeError(f"the first record is a {type(record).__name__}")
    if len(name) > _LONGEST_NAME:
        raise InputError(f"the name {name[:50]}… is too long for a file", mend="give the document a shorter address")
    return name


def _lines(records: tuple[Record, ...]) -> Iterator[str]:
    """The lines of the graphs of a document, which depend on nothing but its records. Raises InputError."""
    first = records[0]
    if isinstance(first, Term):
        lines = term_lines(first)
    elif isinstance(first, Drug):
        lines = drug_lines(first)
    else:
        lines = document_lines(records, works_by_pmid(records))
    return (line.removesuffix("\n") for line in lines)

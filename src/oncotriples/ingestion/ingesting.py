"""A set of documents to a folder of records, graphs and tables; the whole of `oncotriples ingest` but its options.

A document is the unit of work: each is compiled and written by one process, and only counts and problems come back, so
that memory does not grow with the set. What needs all of them (the literature, changes between editions) is made from
the written records. The folder is the same, byte for byte, for any number of processes.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from oncotriples.documents.problems import NOT_A_KIND, Problem
from oncotriples.documents.read import read_paths
from oncotriples.errors import InputError
from oncotriples.evidence.jsonl import load_records
from oncotriples.evidence.records import Record
from oncotriples.ingestion.changes import changes, digest_of
from oncotriples.ingestion.literature import KnownWorks, literature_of
from oncotriples.ingestion.outputs import Written, write_gzip, write_plain
from oncotriples.ingestion.processing import Tools
from oncotriples.ingestion.storing import GRAPHS, RECORDS, Job, Stored, Storing, died
from oncotriples.ingestion.tables import CHANGE_COLUMNS, Covered, coverage_table, findings_table, table
from oncotriples.quality.findings import Severity
from oncotriples.release.folders import GENERATOR, MANIFEST, check_target, holds_build
from oncotriples.release.swap import replacing_folder
from oncotriples.workers import available_processors, in_order

__all__ = ["IngestResult", "Report", "ingest"]

Report = Callable[[str], None]
"""Told of each step as it begins."""

LITERATURE = f"literature{GRAPHS}"
_PARTS = ".parts"
_EVERY = 50


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What came of a set: documents by outcome, findings by severity, and the files that were written."""

    out: Path
    outcomes: dict[str, int]
    findings: dict[Severity, int]
    quads: int
    articles: int
    files: tuple[Written, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is broken and everything in the documents was mapped."""
        return not self.findings[Severity.VIOLATION]

    @property
    def exit_code(self) -> int:
        """0, or 1 where there are violations; what could be compiled is written all the same."""
        return 0 if self.conforms else 1

    def text(self) -> str:
        """The result for people; ends with a line feed."""
        violations, warnings = self.findings[Severity.VIOLATION], self.findings[Severity.WARNING]
        return (
            f"{self.out}: {_many(self.outcomes['compiled'], 'document')} compiled, "
            f"{self.outcomes['broken']:,} broken, {self.outcomes['duplicate']:,} there before, "
            f"{self.outcomes[NOT_A_KIND]:,} of other kinds; {_many(self.quads, 'quad')}, "
            f"{_many(self.articles, 'article')}\n"
            f"{_many(violations, 'violation')}, {_many(warnings, 'warning')}: see {self.out / 'findings.tsv'}\n"
        )

    def json(self) -> str:
        """The result for programs: a JSON object; ends with a line feed."""
        content = {
            "conforms": self.conforms,
            "out": str(self.out),
            **_summary(self.outcomes, self.findings, self.quads, self.articles),
            "files": len(self.files),
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def ingest(
    paths: Sequence[Path],
    out: Path,
    tools: Tools,
    *,
    jobs: int | None = None,
    known: KnownWorks | None = None,
    report: Report = lambda step: None,
) -> IngestResult:
    """Compile the documents of ``paths`` into the folder ``out``, which is replaced as a whole.

    ``jobs`` is the number of processes (None: as many as there are processors), ``known`` what the graph records of the
    literature already. Folders that a build wrote are no documents: they are passed over wherever they stand. Raises
    InputError (a missing path, one in ``out``, a folder that is not ours), MachineError (the disk).
    """
    if jobs is not None and jobs < 1:
        raise InputError(f"{jobs} processes cannot work", mend="give --jobs 1 or more")
    jobs = jobs or available_processors()
    target = check_target(out)
    for path in paths:
        if path.resolve().is_relative_to(target):
            raise InputError(f"{path}: stands in the folder that is replaced", mend="name another folder with --out")
    sources = read_paths(paths, lambda folder: folder.resolve() == target or holds_build(folder))
    with replacing_folder(out) as new:
        parts = new / _PARTS
        parts.mkdir()
        batch = _Batch(new)
        queue = (Job(number, source) for number, source in enumerate(sources))
        report("Compiling")
        for stored in in_order(queue, Storing(tools, parts), died, jobs=jobs):
            batch.take(stored, parts)
            if len(batch.rows) % _EVERY == 0:
                report(f"Compiling: {len(batch.rows)} documents done")
        parts.rmdir()
        report(f"Composing the literature of {_many(len(batch.editions), 'document')}")
        result = batch.finish(out, known or KnownWorks(), jobs)
    return result


class _Batch:
    """What is known of a set while its documents come in, in their order."""

    def __init__(self, folder: Path) -> None:
        self.rows: list[Covered] = []
        self.editions: list[Stored] = []
        self._folder = folder
        self._findings: list[tuple[str, Problem]] = []
        self._files: list[Written] = []
        self._first: dict[str, str] = {}

    def take(self, stored: Stored, parts: Path) -> None:
        """Put the files of a document in place, unless there are others of that name: nothing is overwritten."""
        outcome = stored.outcome
        first = self._first.setdefault(stored.name, stored.source) if stored.name else stored.source
        if first != stored.source:
            outcome = "duplicate"
            message = f"{first} is the same edition and was read before: leave one of the two out"
            problem = Problem(Severity.VIOLATION, "duplicate-edition", 0, stored.name, message)
            stored = replace(stored, problems=(problem,), accounts=(), files=())
        elif stored.document:
            self.editions.append(stored)
        for suffix in (RECORDS, GRAPHS):
            part = parts / f"{stored.number}{suffix}"
            if stored.files:
                part.rename(self._folder / (stored.name + suffix))
            else:  # a duplicate, or what a worker left that died
                part.unlink(missing_ok=True)
        self._files += stored.files
        self._findings += ((stored.source, problem) for problem in stored.problems)
        self.rows.append(_covered(stored, outcome))

    def finish(self, out: Path, known: KnownWorks, jobs: int) -> IngestResult:
        """Make what needs the whole set, and the tables and the manifest."""
        files = [
            (self._folder / (stored.name + RECORDS), stored.document) for stored in self.editions if stored.document
        ]
        with TemporaryDirectory(dir=self._folder, prefix=".runs") as runs:
            literature = literature_of(files, known, Path(runs), jobs=jobs)
            self._files.append(write_gzip(self._folder / LITERATURE, literature.lines, LITERATURE))
        self._findings += (("literature", problem) for problem in literature.problems)
        quads = sum(file.lines for file in self._files if file.name.endswith(GRAPHS))
        for name, content in (
            ("changes.tsv", table(CHANGE_COLUMNS, self._changes())),
            ("coverage.tsv", coverage_table(self.rows)),
            ("findings.tsv", findings_table(self._findings)),
        ):
            self._files.append(write_plain(self._folder / name, content, name))
        outcomes = Counter(row.outcome for row in self.rows)
        severities = Counter(problem.severity for _, problem in self._findings)
        result = IngestResult(
            out,
            {outcome: outcomes[outcome] for outcome in ("compiled", "broken", "duplicate", NOT_A_KIND)},
            {severity: severities[severity] for severity in Severity},
            quads,
            literature.articles,
            tuple(sorted(self._files, key=lambda file: file.name)),
        )
        write_plain(self._folder / MANIFEST, _manifest(result), MANIFEST)
        return result

    def _changes(self) -> Iterable[Sequence[str]]:
        by_summary: dict[str, list[Stored]] = defaultdict(list)
        for stored in self.editions:
            if stored.document:
                by_summary[stored.document.summary].append(stored)
        for _, editions in sorted(by_summary.items()):
            if len(editions) > 1:
                yield from changes(digest_of(self._records(edition)) for edition in editions)

    def _records(self, stored: Stored) -> tuple[Record, ...]:
        name = stored.name + RECORDS
        return load_records((self._folder / name).read_text(encoding="utf-8"), name)


def _covered(stored: Stored, outcome: str) -> Covered:
    severities = Counter(problem.severity for problem in stored.problems)
    document = stored.document
    return Covered(
        *(stored.source, outcome, stored.kind),
        *((document.form, document.summary, document.edition) if document else ("", "", "")),
        *(severities[Severity.VIOLATION], severities[Severity.WARNING], stored.accounts),
    )


def _summary(outcomes: dict[str, int], findings: dict[Severity, int], quads: int, articles: int) -> dict[str, object]:
    return {
        "documents": outcomes,
        "findings": {severity.value: count for severity, count in findings.items()},
        "quads": quads,
        "articles": articles,
    }


def _manifest(result: IngestResult) -> bytes:
    """manifest.json: by it the folder is known to be ours. Checksums are of the content before compression."""
    content = {
        "generator": GENERATOR,
        **_summary(result.outcomes, result.findings, result.quads, result.articles),
        "files": {file.name: {"bytes": file.size, "sha256": file.sha256} for file in result.files},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"

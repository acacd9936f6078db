"""PubMed's baseline and update files, read without the network: NLM publishes them as pubmed26n0001.xml.gz and so on.

A later file's record takes the place of an earlier one, and what a file deletes is gone. Files are read as streams. To
take what the graph cites, records are told by the PMID that stands first in them and only those wanted are parsed. To
take all, files are read from the last to the first, so that nothing that a later file says again is parsed: what is
kept meanwhile is one bit for each PMID there can be.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from oncotriples.documents.article import read_article, read_deletions
from oncotriples.documents.article_set import Piece, pieces
from oncotriples.documents.problems import UnreadableDocument
from oncotriples.enrichment.literature_lock import Absence, ArticleEntry, LiteratureLock
from oncotriples.enrichment.provenance import Source
from oncotriples.errors import InputError, MachineError
from oncotriples.evidence.schemas import Schema
from oncotriples.workers import available_processors, in_order

__all__ = ["Loaded", "in_sequence", "json_line", "load_all", "load_cited"]

_NAME = re.compile(r"(pubmed[0-9]{2}n)([0-9]{4,5})\.xml(?:\.gz)?")
_REVISED = re.compile(
    rb"<DateRevised>\s*<Year>([0-9]{4})</Year>\s*<Month>([0-9]{2})</Month>\s*<Day>([0-9]{2})</Day>\s*</DateRevised>"
)
# Records that a process parses at a time.
_BATCH = 200
_PMIDS = 100_000_000

Line = Callable[[ArticleEntry], str]
"""Makes the lines of an entry; a function or class of a module, since other processes get it by its name."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading: files, records in them, those taken over, PMIDs taken back, and PMIDs that no file has."""

    files: int
    records: int
    taken: int
    deleted: int
    not_there: tuple[str, ...]
    as_of: str

    @property
    def conforms(self) -> bool:
        """A run that comes to its end has done all there is to do."""
        return True

    def text(self) -> str:
        """For people."""
        missing = f"; {len(self.not_there):,} cited articles are in none of them" if self.not_there else ""
        return (
            f"{self.files} files as of {self.as_of or 'an unknown day'}, {self.records:,} records: "
            f"{self.taken:,} taken over, {self.deleted:,} taken back{missing}\n"
        )

    def json(self) -> str:
        """For programs."""
        data = {
            "files": self.files,
            "records": self.records,
            "taken": self.taken,
            "deleted": self.deleted,
            "notThere": self.not_there,
            "asOf": self.as_of,
        }
        return json.dumps(data, indent=2) + "\n"


def in_sequence(paths: Iterable[Path]) -> tuple[tuple[Path, ...], bool]:
    """Files in the order of their names, and whether these are NLM's, one after the other without a gap.

    Raises InputError for no file, and for two of one name: which is the later one cannot be told.
    """
    ordered = tuple(sorted(paths, key=lambda path: path.name))
    names = [path.name for path in ordered]
    if not names:
        raise InputError("no file to load", mend="name PubMed files such as pubmed26n0001.xml.gz")
    if twice := [name for name in names if names.count(name) > 1]:
        raise InputError(f"two files are called {twice[0]}", mend="name each file once")
    found = [_NAME.fullmatch(name) for name in names]
    numbers = [int(match[2]) for match in found if match]
    series = {match[1] for match in found if match}
    gapless = len(numbers) == len(names) and len(series) == 1
    return ordered, gapless and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def load_cited(paths: Sequence[Path], wanted: Iterable[str], lock: LiteratureLock) -> Loaded:
    """Take the records of the wanted PMIDs into the lock.

    A record's day is that of the newest change in its file; in a gapless series, of the newest in the last one, since
    later files would hold a later change. What the lock knows of a later day stays. Raises InputError for a bad file.
    """
    ordered, gapless = in_sequence(paths)
    missing = set(wanted)
    entries: dict[str, ArticleEntry | Absence] = {}
    records = 0
    as_of = ""
    for path in ordered:
        day = ""
        met: dict[str, Piece] = {}
        deleted: list[str] = []
        for piece in _pieces(path):
            if piece.tag == "DeleteCitation":
                deleted.extend(read_deletions(piece, path.name))
                continue
            records += 1
            day = max(day, _revised(piece))
            if piece.pmid in missing:
                met[piece.pmid] = piece
        with _explained(path):
            for pmid, piece in met.items():
                entries[pmid] = _entry(piece, path.name, day)
        for pmid in deleted:
            if pmid in missing:
                entries[pmid] = Absence(Source(path.name, date=day), day)
        as_of = max(as_of, day)
    taken = back = 0
    for pmid, entry in entries.items():
        checked = as_of if gapless else entry.checked
        known = lock.articles.get(pmid) or lock.absent.get(pmid)
        if known is not None and known.checked > checked:
            continue
        if isinstance(entry, Absence):
            lock.miss(pmid, Absence(entry.source, checked))
            back += 1
        else:
            lock.put(ArticleEntry(entry.article, entry.source, checked))
            taken += 1
    return Loaded(len(ordered), records, taken, back, tuple(sorted(missing - entries.keys(), key=int)), as_of)


def load_all(
    paths: Sequence[Path], line: Line, *, jobs: int | None = None, done: Callable[[Loaded], None]
) -> Iterator[str]:
    """The lines that ``line`` makes of every record, newest file first; ``done`` gets the account at the end.

    Raises InputError for a bad file.
    """
    ordered, _ = in_sequence(paths)
    seen = bytearray(_PMIDS // 8)
    count = {"records": 0, "taken": 0, "deleted": 0}
    days: list[str] = []
    batches = _batches(ordered, seen, count, days)
    for text, number in in_order(
        batches, _Parser(line), _died, jobs=jobs or available_processors(), each=1_000_000_000
    ):
        count["taken"] += number
        yield from text
    done(Loaded(len(ordered), count["records"], count["taken"], count["deleted"], (), max(days, default="")))


class _Batch(NamedTuple):
    """Records of one file, and the day of its newest change."""

    path: Path
    day: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class _Parser:
    """What a process does with a batch: its lines, and of how many records they are."""

    line: Line

    def __call__(self, batch: _Batch) -> tuple[list[str], int]:
        with _explained(batch.path):
            lines = [self.line(_entry(piece, batch.path.name, batch.day)) for piece in batch.pieces]
        return lines, len(lines)


def _died(batch: _Batch) -> tuple[list[str], int]:
    first, last = batch.pieces[0], batch.pieces[-1]
    raise InputError(
        f"{batch.path}:{first.line}: a process ended while it read the records of lines {first.line} to {last.line}",
        mend="check the memory of this machine, or leave the file out",
    )


def _batches(paths: Sequence[Path], seen: bytearray, count: dict[str, int], days: list[str]) -> Iterator[_Batch]:
    for path in reversed(paths):
        last, deleted, day = _surveyed(path, count)
        days.append(day)
        held: list[Piece] = []
        for piece in _pieces(path):
            pmid = int(piece.pmid or 0)
            if piece.tag == "DeleteCitation" or last.get(pmid) != piece.number or seen[pmid >> 3] & 1 << (pmid & 7):
                continue
            held.append(piece)
            if len(held) == _BATCH:
                yield _Batch(path, day, held)
                held = []
        if held:
            yield _Batch(path, day, held)
        for pmid in (*last, *deleted):
            seen[pmid >> 3] |= 1 << (pmid & 7)
        count["deleted"] += len(deleted)


def _surveyed(path: Path, count: dict[str, int]) -> tuple[dict[int, int], set[int], str]:
    """Which piece of a file has the last word on each PMID, what the file deletes, and its newest change."""
    last: dict[int, int] = {}
    deleted: set[int] = set()
    day = ""
    for piece in _pieces(path):
        if piece.tag == "DeleteCitation":
            with _explained(path):
                deleted.update(int(pmid) for pmid in read_deletions(piece, path.name))
            continue
        count["records"] += 1
        day = max(day, _revised(piece))
        last[int(piece.pmid or 0)] = piece.number
    for pmid in deleted:
        last[pmid] = -1
    return last, deleted, day


def _revised(piece: Piece) -> str:
    found = _REVISED.search(piece.raw)
    return b"-".join(found.groups()).decode() if found else ""


def _entry(piece: Piece, name: str, day: str) -> ArticleEntry:
    digest = hashlib.sha256(piece.raw).hexdigest()
    return ArticleEntry(read_article(piece, name), Source(name, date=day, digest=digest), day)


def _pieces(path: Path) -> Iterator[Piece]:
    with _explained(path), path.open("rb") as file:
        yield from pieces(file, path.name)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """What is wrong with a file as an error that names file, line and value."""
    try:
        yield
    except UnreadableDocument as error:
        problem = error.problem
        place = f"{path}:{problem.line}" if problem.line else f"{path}"
        raise InputError(f"{place}: {problem.rule}: {problem.value}", mend=problem.message) from None
    except FileNotFoundError:
        raise InputError(f"{path}: no such file", mend="check the path") from None
    except OSError as error:
        raise MachineError(f"{path}: cannot be read: {error.strerror or error}") from error


def json_line(entry: ArticleEntry) -> str:
    """An entry as a line of JSON."""
    bare = Schema.of(ArticleEntry).bare(entry)
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"))

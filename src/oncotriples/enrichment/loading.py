"""What PubMed's baseline and update files say, taken over without the network: all of it, or what the graph cites.

A later file's record takes the place of an earlier one, and what a file deletes is gone; of several versions of a
record in one file the newest counts. Files are read as streams. To take what the graph cites, records are told by
their first bytes, and only those wanted are parsed. To take all, files are read from the last to the first, so that
nothing that a later file says again is parsed: what is kept meanwhile is one bit for each PMID there can be.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from oncotriples.documents.article import read_article
from oncotriples.documents.article_entry import PubMedArticle
from oncotriples.documents.article_set import MAX_RECORDS, Piece
from oncotriples.enrichment.literature_lock import Absence, ArticleEntry, LiteratureLock
from oncotriples.enrichment.provenance import Source
from oncotriples.enrichment.pubmed_files import digest_of, explained, in_sequence, newest, told
from oncotriples.errors import InputError
from oncotriples.evidence.schemas import Schema
from oncotriples.evidence.standings import standing_by
from oncotriples.workers import available_processors, in_order

__all__ = ["Line", "Loaded", "json_line", "load_all", "load_cited"]

# Bytes of records that a process parses at a time: some 130 records, and never more than two large ones.
_BATCH = 1 << 20
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
        files = "1 file" if self.files == 1 else f"{self.files} files"
        return (
            f"{files} as of {self.as_of or 'an unknown day'}, {self.records:,} records: "
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


def load_cited(paths: Sequence[Path], wanted: Iterable[str], lock: LiteratureLock, today: date) -> Loaded:
    """Take the records of the wanted PMIDs into the lock.

    A record's day is that of the newest change in its file; in a gapless series, in its file or a later one, since that
    would hold a later change; never a day to come. What the lock knows of a later day, or in a later revision, stays.
    Raises InputError for a bad file.
    """
    ordered, gapless = in_sequence(paths)
    cited = {int(pmid) for pmid in wanted}
    found: dict[int, _Found] = {}
    days: list[str] = []
    records = 0
    for place, path in enumerate(ordered):
        here: dict[int, _Found] = {}
        deleted: set[int] = set()
        day = ""
        for piece, pmid, version in told(path):
            if version:
                records += 1
                day = newest(day, piece)
            if pmid not in cited:
                continue
            if not version:
                deleted.add(pmid)
            elif pmid not in here or version >= here[pmid].version:
                with explained(path):
                    here[pmid] = _Found(place, version, read_article(piece, path.name), digest_of(piece))
        found |= here
        for pmid in deleted:
            former = found.get(pmid)
            found[pmid] = _Found(place, last=(former.article or former.last) if former else None)
        days.append(min(day, today.isoformat()))
    # From the last file to the first.
    checked = list(accumulate(reversed(days), max))[::-1] if gapless else days
    taken = back = 0
    for number, (place, _, article, digest, last) in found.items():
        key = str(number)
        source, day = Source(ordered[place].name, date=days[place], digest=digest), checked[place]
        known = lock.articles.get(key) or lock.absent.get(key)
        if article is None and not day:
            if key in lock.absent:
                continue
            mend = "load it with the files that follow it"
            raise InputError(f"{ordered[place]}: no record says on which day PMID {key} was deleted", mend=mend)
        if known is not None and today.isoformat() >= known.checked > day:
            continue
        revised = known.article.revised if isinstance(known, ArticleEntry) else ""
        if article is not None:
            if article.revised >= revised:
                lock.put(ArticleEntry(article, source, day))
                taken += 1
        else:
            lock.miss(key, Absence(source, day, standing_by(last) if last and last.revised >= revised else ""))
            back += 1
    not_there = tuple(str(pmid) for pmid in sorted(cited - found.keys()))
    return Loaded(len(ordered), records, taken, back, not_there, max(days))


class _Found(NamedTuple):
    """The last word of the files on a PMID: the place of its file, and the record; None where it is deleted."""

    place: int
    version: int = 0
    article: PubMedArticle | None = None
    digest: str = ""
    last: PubMedArticle | None = None


def load_all(
    paths: Sequence[Path], line: Line, *, jobs: int | None = None, done: Callable[[Loaded], None]
) -> Iterator[str]:
    """The lines that ``line`` makes of every record, newest file first; ``done`` gets the account at the end.

    Their days are those of ``load_cited``. Raises InputError for a bad file.
    """
    ordered, gapless = in_sequence(paths)
    jobs = jobs or available_processors()
    count = _Count()
    results = in_order(
        _batches(ordered[::-1], count, gapless=gapless, ahead=jobs > 1),
        _Parser(line),
        _died,
        jobs=jobs,
        each=None,
    )
    with closing(results):  # which ends the processes
        for lines in results:
            count.taken += len(lines)
            yield from lines
    done(Loaded(len(ordered), count.records, count.taken, count.deleted, (), count.as_of))


@dataclass
class _Count:
    records: int = 0
    taken: int = 0
    deleted: int = 0
    as_of: str = ""


class _Batch(NamedTuple):
    """Records of one file, the day of its newest change, and that on which they were last seen."""

    path: Path
    day: str
    checked: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class _Parser:
    """What a process does with a batch: the lines of each record."""

    line: Line

    def __call__(self, batch: _Batch) -> list[str]:
        path, day, checked, held = batch
        with explained(path):
            return [
                self.line(
                    ArticleEntry(read_article(piece, path.name), Source(path.name, (), day, digest_of(piece)), checked)
                )
                for piece in held
            ]


def _died(batch: _Batch) -> list[str]:
    first, last = batch.pieces[0], batch.pieces[-1]
    raise InputError(
        f"{batch.path}:{first.line}: a process ended while it read the records of lines {first.line} to {last.line}",
        mend="check the memory of this machine, or leave the file out",
    )


def _batches(paths: Sequence[Path], count: _Count, *, gapless: bool, ahead: bool) -> Iterator[_Batch]:
    """The records that have the last word on their PMID. ``paths`` are newest first."""
    seen = bytearray(_PMIDS // 8)
    last_seen = ""
    for path, survey in zip(paths, _surveys(paths, ahead=ahead), strict=True):
        last_seen = max(last_seen, survey.day) if gapless else survey.day
        count.as_of = max(count.as_of, survey.day)
        count.records += survey.records
        last = survey.last
        held: list[Piece] = []
        size = 0
        for piece, pmid, version in told(path):
            if last.get(pmid) != (version << 32 | piece.number) or seen[pmid >> 3] & 1 << (pmid & 7):
                continue
            held.append(piece)
            size += len(piece.raw)
            if size >= _BATCH:
                yield _Batch(path, survey.day, last_seen, held)
                held, size = [], 0
        if held:
            yield _Batch(path, survey.day, last_seen, held)
        for pmid, rank in last.items():
            mask = 1 << (pmid & 7)
            count.deleted += rank < 0 and not seen[pmid >> 3] & mask
            seen[pmid >> 3] |= mask


class _Survey(NamedTuple):
    """Which record of a file has the last word on each PMID, -1 for what it deletes, and its newest change."""

    last: dict[int, int]
    records: int
    day: str


def _surveys(paths: Sequence[Path], *, ahead: bool) -> Iterator[_Survey]:
    """The survey of each file; with ``ahead`` the next one is made meanwhile."""
    if not ahead:
        yield from map(_surveyed, paths)
        return
    with ThreadPoolExecutor(1) as thread:
        following = thread.submit(_surveyed, paths[0])
        for path in paths[1:]:
            survey = following.result()
            following = thread.submit(_surveyed, path)
            yield survey
        yield following.result()


def _surveyed(path: Path) -> _Survey:
    last: dict[int, int] = {}
    deleted: set[int] = set()
    records = 0
    day = ""
    for piece, pmid, version in told(path):
        if version:
            records += 1
            day = newest(day, piece)
            last[pmid] = max(last.get(pmid, 0), version << 32 | piece.number)
        else:
            deleted.add(pmid)
            if len(deleted) > MAX_RECORDS:
                mend = f"a file may delete {MAX_RECORDS:,}: get it again"
                raise InputError(f"{path}:{piece.line}: too-large: {pmid}", mend=mend)
    last |= dict.fromkeys(deleted, -1)
    return _Survey(last, records, day)


_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def json_line(entry: ArticleEntry) -> str:
    """An entry as a line of JSON."""
    return _ENCODE(Schema.of(ArticleEntry).bare(entry))

"""Records of articles fetched anew, so that the lock says what PubMed says now: above all, whether each stands."""

import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from oncotriples.enrichment.batches import in_batches
from oncotriples.enrichment.literature_lock import (
    Absence,
    ArticleEntry,
    LiteratureLock,
    Standing,
    notices_of,
    standing_of,
)
from oncotriples.enrichment.provenance import Source
from oncotriples.enrichment.pubmed import BATCH, Found, PubMed
from oncotriples.errors import RemoteError
from oncotriples.evidence.matching import Work
from oncotriples.services import Unusable

__all__ = [
    "Change",
    "Outage",
    "Refreshed",
    "Saver",
    "days_before",
    "entry_of",
    "pmids_of",
    "refresh",
    "some_of",
    "stale",
]

_PAGE = "https://pubmed.ncbi.nlm.nih.gov"
# Seconds between two writings of the lock while records come in.
_BETWEEN = 5.0
# Records that vanish one by one were deleted; so many at once were not.
_TOO_MANY, _LONG = 3, 10
_AGAIN = "run the command again, which goes on with these"


@dataclass(frozen=True, slots=True)
class Change:
    """An article whose standing is another than before, and the notices about it as PubMed prints them."""

    pmid: str
    before: Standing
    after: Standing
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of a run: how many were asked for, had a record, had none; what changed; what is missing, and why."""

    asked: int
    records: int
    absent: int
    changes: tuple[Change, ...]
    missing: tuple[str, ...] = ()
    error: RemoteError | None = None

    @property
    def conforms(self) -> bool:
        """Whether nothing is missing."""
        return self.error is None

    def text(self) -> str:
        """For people."""
        lines = [f"{self.asked} articles asked for: {self.records} records, {self.absent} not in PubMed"]
        for change in self.changes:
            notices = "".join(f"\n    {notice}" for notice in change.notices)
            lines.append(f"  PMID {change.pmid}: {change.before.value} → {change.after.value}{notices}")
        if self.error:
            lines.append(f"{len(self.missing)} articles are missing: {some_of(self.missing)}")
            lines.append(f"  {self.error.message}\n  Mend: {_AGAIN}; {self.error.mend}")
        return "".join(f"{line}\n" for line in lines)

    def json(self) -> str:
        """For programs."""
        changes = [
            {"pmid": change.pmid, "before": change.before, "after": change.after, "notices": change.notices}
            for change in self.changes
        ]
        data = {
            "asked": self.asked,
            "records": self.records,
            "absent": self.absent,
            "changes": changes,
            "missing": self.missing,
            "error": self.error.message if self.error else "",
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


class Saver:
    """Writes a lock now and then while it grows, and once at the end: also where the run is ended early."""

    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._changed = False
        self._last = time.monotonic()

    def changed(self) -> None:
        """The lock has changed."""
        self._changed = True
        if time.monotonic() - self._last > _BETWEEN:
            self.finish()

    def finish(self) -> None:
        """Write what has changed."""
        if self._changed:
            self._write()
            self._changed = False
            self._last = time.monotonic()


def pmids_of(works: Iterable[Work], lock: LiteratureLock) -> tuple[str, ...]:
    """The PMIDs of works, printed or found, once each, in ascending order."""
    found = (work.pmid or lock.pmid_of(work.path) for work in works)
    return tuple(sorted({pmid for pmid in found if pmid}, key=int))


def stale(pmids: Iterable[str], lock: LiteratureLock, today: date, days: int) -> tuple[str, ...]:
    """Those that were not looked up in the last ``days`` days."""
    limit = days_before(today, days)

    def checked(pmid: str) -> str:
        return standing_of(lock, "", pmid)[1]

    # A day to come is none on which anybody looked.
    return tuple(pmid for pmid in pmids if not limit < checked(pmid) <= today.isoformat())


def days_before(today: date, days: int) -> str:
    """The day so many days before, as locks write it; the first day of all where there is none."""
    return (today - timedelta(days=min(days, today.toordinal() - 1))).isoformat()


def entry_of(found: Found, today: date, name: str) -> ArticleEntry:
    """The entry of a record that was read today from the service of that name."""
    day = today.isoformat()
    source = Source(name, (f"{_PAGE}/{found.article.pmid}/",), day, found.digest)
    return ArticleEntry(found.article, source, day)


def refresh(
    lock: LiteratureLock,
    pmids: Iterable[str],
    pubmed: PubMed,
    today: date,
    saver: Saver,
    *,
    told: Callable[[str], None] = lambda line: None,
) -> Refreshed:
    """Fetch the records of PMIDs into the lock, batch by batch. What could not be fetched is in the result."""
    wanted = tuple(pmids)
    before = {pmid: standing_of(lock, "", pmid)[0] for pmid in wanted}
    counts = {"absent": 0}
    outage = Outage(lock)
    seen: set[str] = set()

    def work(batch: Sequence[str]) -> None:
        found, absent = pubmed.fetch(batch)
        problem = outage.problem(batch, absent)  # beside what was known before
        day = today.isoformat()
        for record in found.values():
            lock.put(entry_of(record, today, pubmed.name))
        seen.update(found)
        try:
            if problem:
                raise problem
            for pmid in absent:
                lock.miss(pmid, Absence(Source(pubmed.name, (f"{_PAGE}/{pmid}/",), day), day))
            counts["absent"] += len(absent)
        finally:
            saver.changed()

    try:
        undone = in_batches(wanted, BATCH, work, told=lambda line: told(f"Fetching records: {line}"))
    finally:
        saver.finish()
    missing = tuple(pmid for pmid in undone.items if pmid not in seen)
    changes = tuple(_changes(before, lock, frozenset(missing)))
    return Refreshed(len(wanted), len(seen), counts["absent"], changes, missing, undone.error)


class Outage:
    """Watches whether so much is left out in a run that the service is ill: most of what it had, or all of a long list.

    What was doubted once is not believed later in the run, asked for in smaller parts, nor is any other loss.
    """

    def __init__(self, lock: LiteratureLock) -> None:
        self._lock = lock
        self._known: set[str] = set()
        self._lost: set[str] = set()
        self._doubted: set[str] = set()

    def problem(self, batch: Sequence[str], absent: frozenset[str]) -> Unusable | None:
        """Why it is not believed that PubMed has no record of those that are absent; None where it is.

        It compares with what the lock holds before the answer is taken over.
        """
        entries = self._lock.articles
        asked = frozenset(batch) - self._lock.absent.keys()
        new = absent & asked
        known = {pmid for pmid in asked if (entry := entries.get(pmid)) and entry.checked}
        self._known |= known
        self._lost = (self._lost | (known & new)) - (asked - new)
        most = _are_most(known & new, known, _LONG) or _are_most(self._lost, self._known, _TOO_MANY)
        if most or len(new) == len(asked) >= _LONG:
            self._doubted |= new
        if not self._doubted or new.isdisjoint(self._doubted | entries.keys()):
            return None
        problem = f"PubMed left out {len(new)} of {len(asked)} records: that is not believed"
        return Unusable(problem, mend="if PubMed has really deleted them, delete their entries from the lock")


def _are_most(lost: Collection[str], known: Collection[str], least: int) -> bool:
    return len(lost) >= least and 2 * len(lost) > len(known)


def _changes(before: dict[str, Standing], lock: LiteratureLock, missing: frozenset[str]) -> Iterator[Change]:
    """Changes that somebody should hear of: not that an article, looked up for the first time, stands."""
    for pmid, former in before.items():
        after = standing_of(lock, "", pmid)[0]
        if pmid in missing or after is former or (former, after) == (Standing.NOT_CHECKED, Standing.STANDING):
            continue
        entry = lock.articles.get(pmid)
        links = notices_of(entry.article) if entry else ()
        notices = tuple(f"{link.kind}: {link.source}" + (f" PMID {link.pmid}" if link.pmid else "") for link in links)
        yield Change(pmid, former, after, notices)


def some_of(items: tuple[str, ...]) -> str:
    """The first of many, for a message."""
    return ", ".join(items[:10]) + (" …" if len(items) > 10 else "")

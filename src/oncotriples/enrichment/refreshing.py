"""Records of articles fetched anew, so that the lock says what PubMed says now: above all, whether each stands."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from oncotriples.enrichment.batches import in_batches, missing_data, missing_lines
from oncotriples.enrichment.days import is_due
from oncotriples.enrichment.literature_lock import Absence, ArticleEntry, LiteratureLock, standing_of
from oncotriples.enrichment.lockfile import Saver
from oncotriples.enrichment.losses import Losses
from oncotriples.enrichment.provenance import Source
from oncotriples.enrichment.pubmed import BATCH, Found, PubMed
from oncotriples.errors import RemoteError
from oncotriples.evidence.matching import Work
from oncotriples.evidence.standings import Standing, notices_of
from oncotriples.services import Unusable

__all__ = [
    "Change",
    "Outage",
    "Refreshed",
    "change_data",
    "change_lines",
    "changes_since",
    "entry_of",
    "pmids_of",
    "refresh",
    "stale",
    "standings",
]

# Records that vanish one by one were deleted; so many of one answer, being most, or all of a list, were not.
_MANY = 10
_PAGE = "https://pubmed.ncbi.nlm.nih.gov"


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
        lines += change_lines(self.changes)
        lines += missing_lines("articles are missing", self.missing, self.error)
        return "".join(f"{line}\n" for line in lines)

    def json(self) -> str:
        """For programs."""
        data = {
            "asked": self.asked,
            "records": self.records,
            "absent": self.absent,
            "changes": change_data(self.changes),
            **missing_data(self.missing, self.error),
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def change_lines(changes: Iterable[Change]) -> Iterator[str]:
    """Changes for people, with the notices below each."""
    for change in changes:
        before, after = (standing.value.replace("-", " ") for standing in (change.before, change.after))
        yield f"  PMID {change.pmid}: {before} → {after}"
        yield from (f"    {notice}" for notice in change.notices)


def change_data(changes: Iterable[Change]) -> list[dict[str, object]]:
    """Changes for programs, by the codes of the standings."""
    return [
        {"pmid": change.pmid, "before": change.before, "after": change.after, "notices": change.notices}
        for change in changes
    ]


def pmids_of(works: Iterable[Work], lock: LiteratureLock) -> tuple[str, ...]:
    """The PMIDs of works, printed or found, once each, in ascending order."""
    found = (work.pmid or lock.pmid_of(work.path) for work in works)
    return tuple(sorted({pmid for pmid in found if pmid}, key=int))


def stale(pmids: Iterable[str], lock: LiteratureLock, today: date, days: int) -> tuple[str, ...]:
    """Those that were not looked up in the last ``days`` days."""
    return tuple(pmid for pmid in pmids if is_due(standing_of(lock, "", pmid)[1], today, days))


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
    before = standings(lock, wanted)
    counts = {"absent": 0}
    outage = Outage(lock)
    seen: set[str] = set()

    def work(batch: Sequence[str]) -> None:
        found, absent = pubmed.fetch(batch)
        problem = outage.problem(found.keys(), absent)
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
    unseen = frozenset(missing)
    changes = changes_since({pmid: one for pmid, one in before.items() if pmid not in unseen}, lock)
    return Refreshed(len(wanted), len(seen), counts["absent"], changes, missing, undone.error)


class Outage:
    """Watches whether PubMed leaves out so much in a run that it must be ill, beside what the lock had before it."""

    def __init__(self, lock: LiteratureLock) -> None:
        self._absent = frozenset(lock.absent)
        known = (pmid for pmid, entry in lock.articles.items() if entry.checked)
        self._losses = Losses(known, at_once=_MANY, long=_MANY)

    def problem(self, found: Set[str], absent: Set[str]) -> Unusable | None:
        """Why it is not believed that PubMed has no record of those that are absent; None where it is."""
        if not self._losses.are_doubtful(found, absent - self._absent):
            return None
        problem = "PubMed leaves out too many records: that is not believed"
        return Unusable(problem, mend="if PubMed has really deleted them, delete their entries from the lock")


def standings(lock: LiteratureLock, pmids: Iterable[str]) -> dict[str, Standing]:
    """The standing of each article by its PMID."""
    return {pmid: standing_of(lock, "", pmid)[0] for pmid in pmids}


def changes_since(before: Mapping[str, Standing], lock: LiteratureLock) -> tuple[Change, ...]:
    """Changes that somebody should hear of: not that an article, looked up for the first time, stands."""
    return tuple(_changes(before, lock))


def _changes(before: Mapping[str, Standing], lock: LiteratureLock) -> Iterator[Change]:
    for pmid, former in before.items():
        after = standing_of(lock, "", pmid)[0]
        if after is former or (former, after) == (Standing.NOT_CHECKED, Standing.STANDING):
            continue
        entry = lock.articles.get(pmid)
        links = notices_of(entry.article) if entry else ()
        notices = tuple(f"{link.kind}: {link.source}" + (f" PMID {link.pmid}" if link.pmid else "") for link in links)
        yield Change(pmid, former, after, notices)

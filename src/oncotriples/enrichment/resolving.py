"""References resolved to PubMed: those without a PMID are looked for, those with one are checked to be what they cite.

A record is taken for a work only where title, first author, year, volume and first page agree; everything else is a
doubt, listed with both records side by side for a person to decide. First the citation matcher is asked, which knows
journal, year, volume, page and author; then, for what it does not find, the search by title and author.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from oncotriples.enrichment.batches import in_batches
from oncotriples.enrichment.days import is_due
from oncotriples.enrichment.literature_lock import LiteratureLock, Resolution, standing_of
from oncotriples.enrichment.lockfile import Saver
from oncotriples.enrichment.pubmed import BATCH, MATCHED_AT_ONCE, Found, PubMed
from oncotriples.enrichment.refreshing import Change, changes_since, entry_of, refresh, standings
from oncotriples.errors import InputError, RemoteError
from oncotriples.evidence.articles import normal_pmid
from oncotriples.evidence.matching import PARTS, Comparison, Work, compare
from oncotriples.evidence.standings import Standing

__all__ = ["Candidate", "Doubt", "Resolved", "accept", "resolve", "to_check", "to_resolve"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be that of a work, and how it was found."""

    comparison: Comparison
    by: str

    @property
    def pmid(self) -> str:
        """The PMID of the record."""
        return self.comparison.article.pmid


@dataclass(frozen=True, slots=True)
class Doubt:
    """A work, the record of the PMID that it is printed with (None where it has none), and what else was found."""

    work: Work
    own: Comparison | None
    others: tuple[Comparison, ...]


@dataclass
class Resolved:
    """What came of a run: PMIDs found (work, PMID, how), how many printed ones agree, doubts, works not found, and
    changes of standing.
    """

    found: list[tuple[Work, str, str]] = field(default_factory=list)
    agreeing: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    not_found: list[Work] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    error: RemoteError | None = None


def to_resolve(works: Iterable[Work], lock: LiteratureLock, today: date, days: int) -> tuple[Work, ...]:
    """Works without PMID that can be looked up and were not in the last ``days`` days."""

    def is_wanted(work: Work) -> bool:
        known = lock.references.get(work.path)
        if known is None or known.candidates:
            return True  # doubts are told until somebody decides
        back = lock.absent.get(known.pmid)
        if back and (known.by == "curator" or back.was == Standing.RETRACTED):
            return False
        if back and not back.was:
            return True
        return (back is not None or not known.pmid) and is_due(known.checked, today, days)

    return tuple(work for work in works if not work.pmid and work.is_located and is_wanted(work))


def to_check(works: Iterable[Work], lock: LiteratureLock) -> tuple[str, ...]:
    """PMIDs that works are printed with and whose record was never fetched."""
    pmids = {work.pmid for work in works if work.pmid}
    return tuple(sorted((pmid for pmid in pmids if not standing_of(lock, "", pmid)[1]), key=int))


def resolve(
    lock: LiteratureLock,
    works: Sequence[Work],
    pubmed: PubMed,
    today: date,
    saver: Saver,
    *,
    days: int,
    told: Callable[[str], None] = lambda line: None,
) -> Resolved:
    """Look up the works without PMID, and compare those with one with their records. The lock keeps what was found."""
    result = Resolved()
    run = _Run(lock, pubmed, today, saver, result, told)
    due = to_resolve(works, lock, today, days)
    try:
        run.look_for(due)
        run.check([work for work in works if work.pmid])
    finally:
        saver.finish()
    return result


def accept(lock: LiteratureLock, work: Work, pmid: str, pubmed: PubMed, today: date) -> Comparison:
    """Take a PMID for a work without one because a person says so.

    Raises InputError where that is no PMID, PubMed has no such record, or the work is printed with a PMID.
    """
    number = normal_pmid(pmid)
    if not number:
        raise InputError(f"“{pmid}” is no PMID", mend="write one to eight digits; a PMC identifier is no PMID")
    if work.pmid:
        problem = f"{work.path} is printed with PMID {work.pmid}: none can be taken for it"
        raise InputError(problem, mend="accept PMIDs for works that are printed without one")
    found, _ = pubmed.fetch([number])
    if number not in found:
        raise InputError(f"PubMed has no record of PMID {number}", mend="check the number")
    lock.put(entry_of(found[number], today, pubmed.name))
    former = lock.references.get(work.path, Resolution())
    lock.references[work.path] = replace(former, pmid=number, by="curator", checked=today.isoformat(), candidates=())
    return compare(work, found[number].article)


class _Run:
    """One run: what is looked up on the way is kept, so that nothing is asked twice."""

    def __init__(
        self,
        lock: LiteratureLock,
        pubmed: PubMed,
        today: date,
        saver: Saver,
        result: Resolved,
        told: Callable[[str], None],
    ) -> None:
        self._lock = lock
        self._pubmed = pubmed
        self._today = today
        self._saver = saver
        self._result = result
        self._told = told
        self._seen: dict[str, Found] = {}

    def look_for(self, works: Sequence[Work]) -> None:
        """PMIDs for works without one."""

        def batch_done(batch: Sequence[Work]) -> None:
            candidates = self._candidates(batch)
            for work in batch:
                self._decide(work, candidates[work.path])
            self._saver.changed()

        self._in_batches(works, batch_done, "Looking for references")

    def check(self, works: Sequence[Work]) -> None:
        """The PMIDs with which works are printed: each record is compared with what is printed."""
        pmids = to_check(works, self._lock)
        refreshed = refresh(self._lock, pmids, self._pubmed, self._today, self._saver, told=self._told)
        self._result.changes += refreshed.changes
        self._fail((f"citation/pmid/{pmid}" for pmid in refreshed.missing), refreshed.error)
        doubtful = []
        for work in works:
            entry = self._lock.articles.get(work.pmid)
            if entry is not None and entry.checked and not compare(work, entry.article).contradicting:
                self._result.agreeing += 1
            elif work.pmid in self._lock.absent or (entry is not None and entry.checked):
                doubtful.append(work)

        def batch_done(batch: Sequence[Work]) -> None:
            candidates = self._candidates(batch)
            for work in batch:
                self._doubt(work, candidates[work.path])

        self._in_batches(doubtful, batch_done, "Looking for what doubtful PMIDs may be")

    def _in_batches(self, works: Sequence[Work], work: Callable[[Sequence[Work]], None], what: str) -> None:
        undone = in_batches(works, MATCHED_AT_ONCE, work, told=lambda line: self._told(f"{what}: {line}"))
        self._fail((work.path for work in undone.items), undone.error)

    def _fail(self, paths: Iterable[str], error: RemoteError | None) -> None:
        self._result.missing.extend(paths)
        self._result.error = error or self._result.error

    def _candidates(self, works: Sequence[Work]) -> dict[str, list[Candidate]]:
        """Records that may be those of works: what the matcher knows, and where that does not fit, what is found."""
        matched: dict[str, tuple[str, ...]] = {}
        # An answer has a line at least of those asked for, or it is none: so this ends.
        while passed_over := [work for work in works if work.is_located and work.path not in matched]:
            matched |= self._pubmed.match(passed_over)
        self._fetch(pmid for pmids in matched.values() for pmid in pmids)
        found = {work.path: self._compared(work, matched.get(work.path, ()), "ecitmatch") for work in works}
        for work in works:
            if work.title and not any(one.comparison.accepted for one in found[work.path]):
                found[work.path] += self._compared(work, self._pubmed.search(work), "esearch")
        return found

    def _compared(self, work: Work, pmids: Iterable[str], by: str) -> list[Candidate]:
        wanted = tuple(dict.fromkeys(pmids))
        self._fetch(wanted)
        found = (compare(work, self._seen[pmid].article) for pmid in wanted if pmid in self._seen)
        return [Candidate(one, by) for one in found if len(one.differing) < len(PARTS)]  # else it is no candidate

    def _fetch(self, pmids: Iterable[str]) -> None:
        unseen = sorted({pmid for pmid in pmids if pmid not in self._seen}, key=int)
        for start in range(0, len(unseen), BATCH):
            self._seen |= self._pubmed.fetch(unseen[start : start + BATCH])[0]

    def _decide(self, work: Work, candidates: Sequence[Candidate]) -> None:
        accepted = {one.pmid: one for one in candidates if one.comparison.accepted}
        day = self._today.isoformat()
        former = self._lock.references.get(work.path, Resolution())
        if len(accepted) == 1:
            (chosen,) = accepted.values()
            before = standings(self._lock, [chosen.pmid])
            self._lock.put(entry_of(self._seen[chosen.pmid], self._today, self._pubmed.name))
            self._lock.references[work.path] = replace(
                former, pmid=chosen.pmid, by=chosen.by, checked=day, candidates=()
            )
            self._result.found.append((work, chosen.pmid, chosen.by))
            self._result.changes += changes_since(before, self._lock)
            return
        back = self._lock.absent.get(former.pmid)
        if not (back and back.was):  # what spoke against an article is not forgotten with its record
            former = replace(former, pmid="", by="")
        others = tuple(sorted({one.pmid for one in candidates}, key=int))
        self._lock.references[work.path] = replace(former, checked=day, candidates=others)
        if candidates:
            self._result.doubts.append(Doubt(work, None, _distinct(candidates)))
        else:
            self._result.not_found.append(work)

    def _doubt(self, work: Work, candidates: Sequence[Candidate]) -> None:
        entry = self._lock.articles.get(work.pmid)
        own = None if entry is None or work.pmid in self._lock.absent else compare(work, entry.article)
        others = [one for one in candidates if one.pmid != work.pmid]
        self._result.doubts.append(Doubt(work, own, _distinct(others)))


def _distinct(candidates: Iterable[Candidate]) -> tuple[Comparison, ...]:
    """One comparison a PMID; those that agree in most parts first."""
    found = {one.pmid: one.comparison for one in candidates}
    return tuple(sorted(found.values(), key=lambda one: (len(one.differing), int(one.article.pmid))))

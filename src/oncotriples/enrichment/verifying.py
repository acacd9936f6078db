"""The lock compared with PubMed: a record that differs though PubMed did not change it was edited or made up."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from oncotriples.documents.article_entry import PubMedArticle
from oncotriples.enrichment.batches import in_batches, missing_data, missing_lines
from oncotriples.enrichment.days import days_before
from oncotriples.enrichment.literature_lock import LiteratureLock
from oncotriples.enrichment.pubmed import BATCH, PubMed
from oncotriples.enrichment.refreshing import Outage
from oncotriples.errors import RemoteError
from oncotriples.evidence.matching import Work, compare

__all__ = ["Verified", "verify_lock"]

_DELAY = 7


@dataclass
class Verified:
    """PMIDs by what came of the comparison: equal, revised by PubMed since, different without that, not (or no longer)
    in PubMed, found for a reference that the record does not agree with, not compared.
    """

    equal: int = 0
    revised: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    mismatched: list[str] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    error: RemoteError | None = None

    @property
    def conforms(self) -> bool:
        """Whether no record is one that PubMed never gave, as far as all could be compared."""
        return not (self.different or self.gone or self.mismatched or self.error)

    def text(self) -> str:
        """For people."""
        lines = [f"{self.equal} records are PubMed's, {len(self.revised)} were revised since: refresh them"]
        lines += [f"  PMID {pmid}: is not what PubMed says, which did not revise it since" for pmid in self.different]
        lines += [f"  PMID {pmid}: PubMed has no such record, or took it back: refresh it" for pmid in self.gone]
        lines += [f"  PMID {pmid}: does not agree with the reference it was found for" for pmid in self.mismatched]
        lines += missing_lines("could not be compared", self.missing, self.error)
        return "".join(f"{line}\n" for line in lines)

    def json(self) -> str:
        """For programs."""
        data = {
            "equal": self.equal,
            "revised": self.revised,
            "different": self.different,
            "gone": self.gone,
            "mismatched": self.mismatched,
            **missing_data(self.missing, self.error),
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def verify_lock(
    lock: LiteratureLock,
    works: Iterable[Work],
    pubmed: PubMed,
    *,
    told: Callable[[str], None] = lambda line: None,
) -> Verified:
    """Fetch every record that the lock has from PubMed, and compare; so too what is said to be absent, and PMIDs that
    were found for works. The lock stays as it is.
    """
    result = Verified()
    outage = Outage(lock)
    matched = [work for work in works if not work.pmid and _was_matched(lock, work)]
    result.mismatched = sorted({lock.pmid_of(work.path) for work in matched if not _agrees(lock, work)}, key=int)

    def work(batch: Sequence[str]) -> None:
        found, absent = pubmed.fetch(batch)
        if problem := outage.problem(found.keys(), absent):
            raise problem
        for pmid in batch:
            current = found[pmid].article if pmid in found else None
            same = current is None if pmid in lock.absent else current == lock.articles[pmid].article
            if same:
                result.equal += 1
            elif current is None:
                result.gone.append(pmid)
            elif not _was_changed(lock, pmid, current):
                result.different.append(pmid)
            else:
                result.revised.append(pmid)

    kept = {pmid for pmid, entry in lock.articles.items() if entry.checked} | lock.absent.keys()
    pmids = sorted(kept, key=int)
    undone = in_batches(pmids, BATCH, work, told=lambda line: told(f"Comparing records: {line}"))
    result.missing, result.error = undone.items, undone.error
    return result


def _was_matched(lock: LiteratureLock, work: Work) -> bool:
    """Whether a program found the PMID of a work: then all parts agree. A curator may know better."""
    found = lock.references.get(work.path)
    return found is not None and bool(found.pmid) and found.by in ("ecitmatch", "esearch")


def _agrees(lock: LiteratureLock, work: Work) -> bool:
    """Whether the record that is kept under the PMID of a work agrees with it; one that PubMed took back may have."""
    entry = lock.articles.get(lock.pmid_of(work.path))
    return compare(work, entry.article).accepted if entry is not None else lock.pmid_of(work.path) in lock.absent


def _was_changed(lock: LiteratureLock, pmid: str, current: PubMedArticle) -> bool:
    """Whether PubMed may have said what is kept: it added or changed the record after that day."""
    if pmid in lock.absent:
        return not current.revised or _after(current.revised, lock.absent[pmid].checked)
    entry = lock.articles[pmid]
    if current.revised == entry.article.revised:  # once more on the day on which it was fetched
        return days_before(date.fromisoformat(entry.checked), 1) <= current.revised
    return current.revised > entry.article.revised and _after(current.revised, entry.checked)


def _after(revised: str, checked: str) -> bool:
    """Whether a change may have come after a day; what changes is seen some days later."""
    return revised >= days_before(date.fromisoformat(checked), _DELAY)

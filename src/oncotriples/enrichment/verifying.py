"""The lock compared with PubMed: a record that differs though PubMed did not change it was edited or made up."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from oncotriples.documents.article_entry import PubMedArticle
from oncotriples.enrichment.batches import in_batches
from oncotriples.enrichment.literature_lock import LiteratureLock
from oncotriples.enrichment.pubmed import BATCH, PubMed
from oncotriples.enrichment.refreshing import days_before
from oncotriples.errors import RemoteError
from oncotriples.evidence.matching import Work, compare

__all__ = ["Verified", "verify_lock"]

_DELAY = 7


@dataclass
class Verified:
    """PMIDs by what came of the comparison: equal, revised by PubMed since, different without that, not compared."""

    equal: int = 0
    revised: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    error: RemoteError | None = None

    @property
    def conforms(self) -> bool:
        """Whether no record is one that PubMed never gave, as far as all could be compared."""
        return not self.different and self.error is None

    def text(self) -> str:
        """For people."""
        lines = [f"{self.equal} records are PubMed's, {len(self.revised)} were revised since: refresh them"]
        lines += [f"  PMID {pmid}: is not what PubMed says, which did not revise it since" for pmid in self.different]
        if self.error:
            lines.append(f"{len(self.missing)} could not be compared: {self.error.message}")
        return "".join(f"{line}\n" for line in lines)

    def json(self) -> str:
        """For programs."""
        data = {
            "equal": self.equal,
            "revised": self.revised,
            "different": self.different,
            "missing": self.missing,
            "error": self.error.message if self.error else "",
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
    found_for = {lock.pmid_of(work.path): work for work in works if not work.pmid and _was_matched(lock, work)}

    def work(batch: Sequence[str]) -> None:
        found, _ = pubmed.fetch(batch)
        for pmid in batch:
            current = found[pmid].article if pmid in found else None
            printed = found_for.get(pmid)
            if not _is_possible(lock, pmid, current) or (
                printed is not None and current is not None and not compare(printed, current).accepted
            ):
                result.different.append(pmid)
            elif pmid in lock.absent or current == lock.articles[pmid].article:
                result.equal += 1
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
    return found is not None and found.by in ("ecitmatch", "esearch")


def _is_possible(lock: LiteratureLock, pmid: str, current: PubMedArticle | None) -> bool:
    """Whether PubMed may have said what is kept: it says so today, or changed the record after that day."""
    if pmid in lock.absent:
        return current is None or not current.revised or _after(current.revised, lock.absent[pmid].checked)
    entry = lock.articles[pmid]
    if current is None:
        return False
    return current == entry.article or _after(current.revised, entry.checked)


def _after(revised: str, checked: str) -> bool:
    """Whether a change may have come after a day; what changes is seen some days later."""
    return revised >= days_before(date.fromisoformat(checked), _DELAY)

"""The lock compared with PubMed: a record that differs though PubMed did not change it was edited or made up."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from oncotriples.enrichment.batches import in_batches
from oncotriples.enrichment.literature_lock import LiteratureLock
from oncotriples.enrichment.pubmed import BATCH, PubMed
from oncotriples.errors import RemoteError

__all__ = ["Verified", "verify_lock"]


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
        """Whether no record is one that PubMed never gave."""
        return not self.different

    def text(self) -> str:
        """For people."""
        lines = [f"{self.equal} records are PubMed's, {len(self.revised)} were revised since: refresh them"]
        lines += [f"  PMID {pmid}: is not what PubMed says, which did not revise it" for pmid in self.different]
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


def verify_lock(lock: LiteratureLock, pubmed: PubMed, *, told: Callable[[str], None] = lambda line: None) -> Verified:
    """Fetch every record that the lock has from PubMed, and compare. The lock stays as it is."""
    result = Verified()

    def work(batch: Sequence[str]) -> None:
        found, _ = pubmed.fetch(batch)
        for pmid in batch:
            kept = lock.articles[pmid].article
            current = found.get(pmid)
            if current is not None and current.article == kept:
                result.equal += 1
            elif current is None or current.article.revised != kept.revised:
                result.revised.append(pmid)
            else:
                result.different.append(pmid)

    pmids = sorted((pmid for pmid, entry in lock.articles.items() if entry.checked), key=int)
    undone = in_batches(pmids, BATCH, work, told=lambda line: told(f"Comparing records: {line}"))
    result.missing, result.error = undone.items, undone.error
    return result

"""How much of real reference lists the citation grammar understands, and how fast.

``python benchmarks/citations.py PATH…`` reads documents (files, folders, archives) as ``oncotriples ingest`` does and
prints shares of their entries, the first entries that were not understood, and journals that look like no journal.
"""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from oncotriples.documents.kinds import read_document
from oncotriples.documents.outline import Entry, Outline, References
from oncotriples.documents.read import RawDocument, read_paths
from oncotriples.evidence.citations import Citation, parse_citation

GOAL = 0.995
SHOWN = 20
# Names of journals are short; a longer one holds words of a title.
LONGEST_JOURNAL = 70


def entries_of(paths: list[Path]) -> Iterator[Entry]:
    """The entries of all reference lists."""
    for source in read_paths(paths):
        content = read_document(source).content if isinstance(source, RawDocument) else None
        if isinstance(content, Outline):
            for block in content.blocks:
                if isinstance(block, References):
                    yield from block.entries


def share(part: int, whole: int) -> str:
    """A share for people: ``99.83 %  (28,211 of 28,260)``."""
    return f"{100 * part / whole:6.2f} %  ({part:,} of {whole:,})" if whole else "none"


def main() -> int:
    """Print the report; 1 if the goal is missed."""
    entries = list(entries_of([Path(argument) for argument in sys.argv[1:]]))
    start = time.perf_counter()
    citations = [parse_citation(entry.text) for entry in entries]
    seconds = time.perf_counter() - start
    with_pmid = [citation for entry, citation in zip(entries, citations, strict=True) if entry.pmid]
    located = [citation for citation in with_pmid if citation.is_located]
    print(f"{len(entries):,} entries, {1e6 * seconds / max(1, len(entries)):.0f} µs each")
    print("with PMID, located:     ", share(len(located), len(with_pmid)))
    print("with PMID, with authors:", share(sum(1 for one in with_pmid if one.first_author), len(with_pmid)))
    print("without problems:       ", share(sum(1 for one in citations if not one.problems), len(citations)))
    for kind, count in Counter(citation.kind for citation in citations).most_common():
        print(f"  {kind}: {count:,}")
    print_disagreements(entries, citations)
    journals = Counter(citation.journal for citation in citations if citation.journal)
    odd = [journal for journal in journals if len(journal) > LONGEST_JOURNAL or ". " in journal]
    print(f"{len(journals):,} journals, of which {len(odd)} look odd", *sorted(odd), sep="\n  ")
    failed = [citation for citation in with_pmid if not citation.is_located]
    print("first entries with PMID that are not located:", *(one.text for one in failed[:SHOWN]), sep="\n  ")
    return 0 if len(located) >= GOAL * len(with_pmid) else 1


def print_disagreements(entries: list[Entry], citations: list[Citation]) -> None:
    """How many PMIDs are printed more than once, and how many of those parse differently."""
    printed: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for entry, citation in zip(entries, citations, strict=True):
        if entry.pmid:
            printed[entry.pmid].append((citation.journal, citation.volume, citation.year))
    several = [forms for forms in printed.values() if len(forms) > 1]
    different = sum(1 for forms in several if len(set(forms)) > 1)
    print(f"{len(several):,} PMIDs are printed more than once; journal, volume or year differ in {different}")


if __name__ == "__main__":
    sys.exit(main())

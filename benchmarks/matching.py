"""How well printed works find their PubMed records by the five parts that are compared, and none of other works.

``python benchmarks/matching.py [--records DIR]`` takes the entries with a PMID of kg/records/ and, where the source
documents are here, of all of them (they are ingested into a temporary folder, unless DIR holds them as ``oncotriples
ingest`` wrote them), and prints tables. Exit code 1 where a record of another work was accepted.

- **Found elsewhere**: each entry is stripped of its PMID and compared with records made of the entries of other
  summaries, fetched as the services do it: by journal, volume and page, by year and page, by journal, year and author
  (ECitMatch), and by words of the title with author or year (ESearch).
- **Neighbours**: each work is compared with the records of all others that share with it any two of journal, year,
  volume, first page and first author.
- **Printed otherwise**: each work is compared with its own record after a change that PubMed is known for, or after
  one that makes another work of it (``benchmarks.matching_changes``).
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

# Run as a file, Python sees this folder, not the packages that stand beside it.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.matching_changes import DIFFERENT, SAME
from oncotriples.documents.article_entry import Author, PubMedArticle
from oncotriples.evidence.citations import Citation, parse_citation
from oncotriples.evidence.jsonl import load_records
from oncotriples.evidence.matching import Work, compare
from oncotriples.evidence.records import Reference
from oncotriples.evidence.titles import Agreement, agreement, words_of

ROOT = Path(__file__).resolve().parents[1]

_SUFFIXES = frozenset({"Jr", "Sr", "2nd", "3rd", "4th"})
_WORDS = 8
# About so many works are printed otherwise.
_CHANGED = 5000


@dataclass(frozen=True, slots=True)
class Form:
    """One printed form of a work with a PMID: as a work without it, and as the record that PubMed may have of it."""

    pmid: str
    text: str
    work: Work
    record: PubMedArticle


@dataclass
class Lookup:
    """What came of looking for entries. ``wrong`` are pairs of an entry and the PMID that was accepted for it."""

    entries: int = 0
    right: int = 0
    alone: int = 0
    compared: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)
    refused: Counter[tuple[str, ...]] = field(default_factory=Counter)
    titles: Counter[Agreement] = field(default_factory=Counter)


def record_of(citation: Citation, pmid: str) -> PubMedArticle:
    """A record of what a citation says, its authors as PubMed lists them."""
    named, _, group = citation.authors.partition("; ")
    authors: list[Author] = []
    if citation.collective:
        authors.append(Author(collective=citation.first_author))
    elif named:
        authors += [_author(name) for name in named.split(", ") if name != "et al."]
        authors += [Author(collective=group)] if group else []
    return PubMedArticle(
        pmid,
        title=citation.title,
        authors=tuple(authors),
        published=citation.year,
        volume=citation.volume,
        issue=citation.issue,
        pages=citation.pages,
    )


def _author(name: str) -> Author:
    words = name.split()
    suffix = words.pop() if len(words) > 2 and words[-1] in _SUFFIXES else ""
    return Author(" ".join(words[:-1]) or name, "", words[-1] if len(words) > 1 else "", suffix)


def printed_in(folder: Path) -> dict[Form, frozenset[str]]:
    """Every printed form of the works with PMID of a folder of records, and the summaries that print it."""
    summaries: dict[tuple[str, str], set[str]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for record in load_records(path.read_text(encoding="utf-8"), path.name):
            if isinstance(record, Reference) and record.pmid:
                summaries.setdefault((record.pmid, record.citation), set()).add(path.name.partition(".")[0])
    forms = {}
    for (pmid, text), printing in sorted(summaries.items()):
        citation = parse_citation(text)
        forms[Form(pmid, text, Work.of(citation), record_of(citation, pmid))] = frozenset(printing)
    return forms


def look_up(forms: dict[Form, frozenset[str]]) -> Lookup:
    """Each form in each summary, beside the records that other summaries make."""
    found = Lookup()
    index: defaultdict[object, set[Form]] = defaultdict(set)
    for form in forms:
        for key in _keys(form.work):
            index[key].add(form)
        for word in set(words_of(form.work.title)):
            index[word].add(form)
    printing: defaultdict[str, set[str]] = defaultdict(set)
    for form, summaries in forms.items():
        printing[form.pmid] |= summaries
    for form, summaries in forms.items():
        candidates = _candidates(form.work, index)
        agreeing = [(one, compare(form.work, one.record)) for one in candidates]
        found.compared += len(agreeing)
        for summary in sorted(summaries):
            pool = [(one, comparison) for one, comparison in agreeing if forms[one] - {summary}]
            accepted = {one.pmid for one, comparison in pool if comparison.accepted}
            found.wrong += [(form.text, pmid) for pmid in sorted(accepted - {form.pmid})]
            if not printing[form.pmid] - {summary}:
                found.alone += 1
                continue
            found.entries += 1
            own = [(one, comparison) for one, comparison in pool if one.pmid == form.pmid]
            if form.pmid in accepted:
                found.right += 1
                kinds = [agreement(form.work.title, one.record.title) for one, it in own if it.accepted]
                found.titles[Agreement.SAME if Agreement.SAME in kinds else kinds[0]] += 1
            else:
                reasons = [comparison.differing for _, comparison in own] or [("not fetched",)]
                found.refused[min(reasons, key=len)] += 1
    return found


def _keys(work: Work) -> Iterator[tuple[str, ...]]:
    """What ECitMatch takes an entry by."""
    if work.first_page:
        yield "journal, volume, page", work.journal, work.volume, work.first_page
        yield "year, page", work.year, work.first_page
    if work.first_author:
        yield "journal, year, author", work.journal, work.year, work.first_author


def _candidates(work: Work, index: defaultdict[object, set[Form]]) -> list[Form]:
    found: set[Form] = set().union(*(index[key] for key in _keys(work)))
    words = [word for word in words_of(work.title) if len(word) > 2][:_WORDS]
    if words:
        titled = set.intersection(*sorted((index[word] for word in words), key=len))
        found |= {
            one
            for one in titled
            if (one.work.first_author == work.first_author if work.first_author else one.work.year == work.year)
        }
    return sorted(found, key=lambda one: (one.pmid, one.text))


def works_in(forms: Iterable[Form]) -> list[Form]:
    """One form of each PMID."""
    return list({form.pmid: form for form in forms}.values())


def neighbours(works: Sequence[Form]) -> tuple[int, dict[tuple[str, ...], list[tuple[str, str]]]]:
    """How many pairs of works share two parts, and the pairs that a comparison tells apart by one part, or by none."""
    index: defaultdict[object, list[int]] = defaultdict(list)
    for number, form in enumerate(works):
        work = form.work
        parts = enumerate((work.journal, work.year, work.volume, work.first_page, work.first_author))
        for two in combinations([(at, part) for at, part in parts if part], 2):
            index[two].append(number)
    pairs = {pair for numbers in index.values() for pair in combinations(numbers, 2)}
    near: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for one, other in sorted(pairs):
        differing = compare(works[one].work, works[other].record).differing
        if len(differing) < 2:
            near.setdefault(differing, []).append((works[one].text, works[other].text))
    return len(pairs), near


def share(part: int, whole: int) -> str:
    """A share for people: ``99.83 %``."""
    return f"{100 * part / whole:.2f} %" if whole else "none"


def report(name: str, folder: Path) -> bool:
    """Print what a folder of records gives; whether no record of another work was accepted."""
    start = time.perf_counter()
    forms = printed_in(folder)
    works = works_in(forms)
    found = look_up(forms)
    pairs, near = neighbours(works)
    able = [form for form in works if compare(form.work, form.record).accepted]
    rows = [
        ("works with PMID", f"{len(works):,}"),
        ("of them printed without title or page, so that no record is accepted", f"{len(works) - len(able):,}"),
        ("entries whose work another summary prints", f"{found.entries:,}"),
        ("accepted, right", f"{found.right:,}"),
        ("accepted, wrong", f"{len(found.wrong):,}"),
        ("refused, though the same work", f"{found.entries - found.right:,}"),
        ("precision", share(found.right, found.right + len(found.wrong))),
        ("recall", share(found.right, found.entries)),
        ("accepted by a tolerant rule for titles", f"{found.right - found.titles[Agreement.SAME]:,}"),
        ("entries whose work no other summary prints", f"{found.alone:,}"),
        ("neighbours, pairs of works", f"{pairs:,}"),
        ("of them with one part that differs", f"{sum(len(near[one]) for one in near if one):,}"),
        ("of them accepted", f"{len(near.get((), ())):,}"),
    ]
    print(f"\n## {name}\n\n| what | |\n|---|---|", *(f"| {what} | {value} |" for what, value in rows), sep="\n")
    print("\nrefused:", *(f"{', '.join(why)}: {count}" for why, count in found.refused.most_common()), sep="\n  ")
    for differing, texts in sorted(near.items()):
        print(f"\nneighbours that differ in {', '.join(differing) or 'nothing'}:")
        print(*(f"  {one}\n  {other}\n" for one, other in texts), sep="\n")
    print(*(f"WRONG: {text} is not {pmid}" for text, pmid in found.wrong), sep="\n")
    print("\n| change of the record | works | accepted |\n|---|---|---|")
    failed = 0
    changing = able[:: max(1, len(works) // _CHANGED)]
    for wanted, changes in ((True, SAME), (False, DIFFERENT)):
        for change, changed in changes.items():
            ours = [(form, record) for form in changing if (record := changed(form.record))]
            accepted = sum(compare(form.work, record).accepted for form, record in ours)
            failed += 0 if wanted else accepted
            print(f"| {change} | {len(ours):,} | {share(accepted, len(ours))} |")
    print(f"\n{time.perf_counter() - start:.1f} s, {found.compared:,} comparisons to look up")
    return not found.wrong and () not in near and not failed


def ingested(documents: Path, out: Path) -> Path:
    """All documents of a folder, compiled."""
    from oncotriples.graph.assembling import load_sources
    from oncotriples.ingestion.equipping import lexicon, tools
    from oncotriples.ingestion.ingesting import ingest
    from oncotriples.sources import find_sources

    loaded = load_sources(find_sources(ROOT))
    names = lexicon(loaded.dataset, ())
    ingest([documents / "pdq-pages", documents / "pdq-xml"], out, tools(loaded.dataset, loaded.codes, names))
    return out


def main() -> int:
    """Print the report; 1 if a record was accepted for another work."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, help="a folder that oncotriples ingest wrote")
    folder: Path | None = parser.parse_args().records
    good = report("kg/records/", ROOT / "kg" / "records")
    documents = ROOT.parent / "shared" / "documents"
    if folder is not None:
        good &= report("all documents", folder)
    elif documents.is_dir():
        with TemporaryDirectory() as temporary:
            good &= report("all documents", ingested(documents, Path(temporary) / "ingested"))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

"""What changed from one edition of a summary to the next: entries, the levels of what is cited, sections.

Editions are compared by what stands in them and not by numbers, which shift: an entry is known by its PMID, else by its
printed citation, a section by its title and those around it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from oncotriples.evidence.articles import normal_pmid
from oncotriples.evidence.records import Document, Passage, Record, Reference, Section

__all__ = ["Digest", "changes", "digest_of", "edition_order"]

Row = tuple[str, str, str, str, str, str, str]
"""Summary, earlier edition, later edition, kind of change, what changed, what it was and what it is."""


@dataclass(frozen=True, slots=True)
class Digest:
    """An edition as it is compared: the levels of each entry that it cites, and the paths of its sections."""

    document: Document
    levels: dict[str, frozenset[str]]
    sections: frozenset[str]


def edition_order(document: Document) -> tuple[str, str]:
    """Editions sort by date, an undated one by the year before which it was not written: as the graph supersedes."""
    dated = not document.edition.startswith("undated-")
    return (document.edition if dated else document.not_before), document.edition


def digest_of(records: Sequence[Record]) -> Digest:
    """The digest of a document's records, the first of which is the Document."""
    document = records[0]
    if not isinstance(document, Document):
        raise TypeError(f"the first record is a {type(document).__name__}, not a Document")
    names = {record.key: _name(record) for record in records if isinstance(record, Reference)}
    levels: dict[str, set[str]] = {name: set() for name in names.values()}
    for passage in records:
        if isinstance(passage, Passage) and passage.marks:
            groups = {group.number: group.pointers for group in passage.groups}
            for mark in passage.marks:
                for pointer in groups.get(mark.grades, ()):
                    if mark.level and pointer.reference in names:
                        levels[names[pointer.reference]].add(mark.level)
    return Digest(
        document, {name: frozenset(found) for name, found in levels.items()}, frozenset(_section_paths(records))
    )


def changes(editions: Iterable[Digest]) -> Iterator[Row]:
    """What changed between editions of one summary, each compared with the one before it."""
    for earlier, later in pairwise(sorted(editions, key=lambda edition: edition_order(edition.document))):
        place = (earlier.document.summary, earlier.document.edition, later.document.edition)
        found = [*_entries(earlier, later), *_levels(earlier, later), *_sections(earlier, later)]
        yield from ((*place, *change) for change in sorted(found))


def _entries(earlier: Digest, later: Digest) -> Iterator[tuple[str, str, str, str]]:
    yield from (("entry-removed", name, "", "") for name in earlier.levels.keys() - later.levels.keys())
    yield from (("entry-added", name, "", "") for name in later.levels.keys() - earlier.levels.keys())


def _levels(earlier: Digest, later: Digest) -> Iterator[tuple[str, str, str, str]]:
    for name in earlier.levels.keys() & later.levels.keys():
        was, is_ = earlier.levels[name], later.levels[name]
        if was != is_:
            yield "levels-changed", name, " ".join(sorted(was)), " ".join(sorted(is_))


def _sections(earlier: Digest, later: Digest) -> Iterator[tuple[str, str, str, str]]:
    yield from (("section-removed", path, "", "") for path in earlier.sections - later.sections)
    yield from (("section-added", path, "", "") for path in later.sections - earlier.sections)


def _name(reference: Reference) -> str:
    pmid = normal_pmid(reference.pmid)
    return f"pmid:{pmid}" if pmid else reference.citation


def _section_paths(records: Iterable[Record]) -> Iterator[str]:
    """``Treatment > Surgery``. Sections of one title side by side are told apart by their number: ``Surgery (2)``."""
    paths: dict[str, str] = {}
    seen: dict[str, int] = defaultdict(int)
    for record in records:
        if isinstance(record, Section):
            above = paths.get(record.key.rpartition(".")[0], "")
            path = f"{above} > {record.title}" if above else record.title
            seen[path] += 1
            paths[record.key] = path if seen[path] == 1 else f"{path} ({seen[path]})"
            yield paths[record.key]

"""Reference lists of pages: a list element, its entries already collected, to the entries as printed."""

import re
from collections import Counter
from types import MappingProxyType

from lxml.etree import _Element as Element

from oncotriples.documents.normalising import normalised
from oncotriples.documents.outline import Entry, References
from oncotriples.documents.page_inline import TRIAL, Inline
from oncotriples.documents.page_links import LinkKind
from oncotriples.documents.problems import Problem
from oncotriples.quality.findings import Severity

__all__ = ["entry_of", "references_of"]

_IN_ENTRIES = MappingProxyType(
    {
        LinkKind.POINTER: "pointer-links-in-entries",
        LinkKind.LEVEL: "levels-in-entries",
        LinkKind.TERM: "term-links-in-entries",
        LinkKind.TRIAL: "trial-links-in-entries",
    }
)
"""What is counted apart in entries, which have no marks."""

_ADDRESSES = frozenset((LinkKind.MEDIA, LinkKind.SUMMARY, LinkKind.WEB))
"""The kinds of links of which an entry keeps the address."""

NUMBER_IN_ID = re.compile(r"section_\d+\.(\d{1,6})$")


def entry_of(item: Element, inline: Inline, line: int, tally: Counter[str]) -> tuple[Entry, tuple[str, ...]]:
    """An entry (its number 0 where the item carries none) and the PMIDs that it links to beside its first."""
    raw = inline.raw
    pieces: list[str] = []
    pmids: list[str] = []
    links: list[str] = []
    done = 0
    for span in sorted(inline.links, key=lambda span: span.start):
        if span.link.kind is not LinkKind.PUBMED:
            tally[_IN_ENTRIES.get(span.link.kind, span.link.kind)] += 1
            if span.link.kind in _ADDRESSES:
                links.append(span.link.target)
            continue
        tally["further-pubmed-links" if pmids else span.link.kind] += 1
        pmids.append(span.link.target)
        if span.start >= done and "pubmed" in raw[span.start : span.end].lower():
            pieces.append(raw[done : span.start])
            done = span.end
    text = normalised("".join([*pieces, raw[done:]]))
    tally["trials-in-entries"] += len(TRIAL.findall(text))
    return Entry(_number(item), text, pmids[0] if pmids else "", tuple(links), line), tuple(pmids[1:])


def _number(item: Element) -> int:
    value = item.get("value", "")
    if value.isascii() and value.isdigit() and len(value) < 7:
        return int(value)
    found = NUMBER_IN_ID.search(item.get("id", ""))
    return int(found[1]) if found else 0


def references_of(
    found: list[tuple[Entry, tuple[str, ...]]], *, numbered: bool, line: int, problems: list[Problem]
) -> References:
    """The list; entries without numbers are counted, numbers that stand twice and gaps are problems."""
    entries: list[Entry] = []
    seen: set[int] = set()
    for entry, further in found:
        number = entry.number or (entries[-1].number + 1 if entries else 1)
        entries.append(entry._replace(number=number))
        if number in seen:
            message = "an entry has a number of its own; pointers to this one are taken for the first: mend the number"
            problems.append(Problem(Severity.VIOLATION, "entry-number-twice", entry.line, str(number), message))
        seen.add(number)
        if not entry.text:
            message = "an entry names an article; this one is empty: fill it in, or take it away"
            problems.append(Problem(Severity.VIOLATION, "entry-empty", entry.line, str(number), message))
        if further:
            message = "an entry links to one article; the first was taken: divide the entry, or take the others away"
            problems.append(Problem(Severity.WARNING, "entry-with-two-pmids", entry.line, " ".join(further), message))
    if entries and not numbered and not any(entry.number for entry, _ in found):
        message = "the entries of a list are numbered; these were counted as they come: add the numbers"
        problems.append(Problem(Severity.WARNING, "entries-without-numbers", line, "", message))
    return References(tuple(entries), line)

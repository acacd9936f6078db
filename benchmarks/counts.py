"""What documents print beside what was compiled from them, one row a document and a total.

``python benchmarks/counts.py PATH…``. What is printed is counted here by a few lines of plain code that knows nothing
of our readers: numbered lines and links of Markdown, elements and attributes of XML, numbered lines and brackets of
plain text. Of what was compiled the records are counted, and what was reported or left out on purpose is added.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from oncotriples.documents.read import RawDocument, read_paths
from oncotriples.evidence.records import Passage, Record, Reference
from oncotriples.graph.assembling import load_sources
from oncotriples.graph.level_codes import level_index
from oncotriples.ingestion.processing import Processed, Tools, process
from oncotriples.sources import find_sources

__all__ = ["COLUMNS", "THINGS", "Compared", "Printed", "compared", "plain_tools", "printed_in", "recorded_in", "rows"]

THINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "entries": ("references",),
        "PubMed links": ("pubmed-links", "pubmed-links-in-text"),
        "pointers": ("pointers",),
        "levels": ("level-marks", "levels-in-prose"),
    }
)
"""What is compared, and the names under which coverage accounts for it."""

COLUMNS = ("document", "entries", "PubMed links", "distinct PMIDs", "pointer links", "pointers", "levels")

_ENTRY = re.compile(r"\s*(\d+)\. ")
_HEADING = re.compile(r"#{1,6} +(.*?)\s*$")
# The addresses under which pages link to PubMed; all but the first are rare.
_PUBMED = re.compile(
    r"\]\(https?://(?:www\.ncbi\.nlm\.nih\.gov/(?:entrez/query\.fcgi\?[^)\s]*list_uids=|pubmed/(?:\?term=)?)"
    r"|pubmed\.ncbi\.nlm\.nih\.gov/)0*(\d+)"
)
_LINK = r"\]\(#cit/section_(\d+)\.(\d+)[^)]*\)"
_POINTER = re.compile(_LINK)
_RANGE = re.compile(rf"{_LINK}-\[[^][]*{_LINK}")
# A level has no dictionary: the address ends behind the language.
_LEVEL = re.compile(
    r"\]\(/Common/PopUps/popDefinition\.aspx\?id=[^)&\s]*&version=HealthProfessional&language=English[\s)]"
)
# In a table a level may be a bare code below a head.
_LEVEL_HEAD = re.compile(r"(?i)levels? of evidence")
_BARE_CODE = re.compile(r"\s*[1-5](?:[A-Za-z]\w{0,6})?\s*")
_TEXT_POINTERS = re.compile(r"\[\d[\d,-]*\]")
_TEXT_LEVEL = re.compile(r"\[Level of evidence", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands in a document.

    ``counts`` is by the names of ``THINGS``; ``links`` are those that point at entries, a range being two; ``broken``
    are lines that look like entries, but carry the end of one, such as a year.
    """

    counts: Mapping[str, int]
    pmids: frozenset[str]
    links: int
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A document: what it prints, what was compiled from it, and the PMIDs of its entries' records."""

    name: str
    printed: Printed
    recorded: Mapping[str, int]
    pmids: frozenset[str]
    processed: Processed

    def parts(self, thing: str) -> dict[str, int]:
        """What became of a thing: how many are printed, have a record, are mapped otherwise, reported, left out."""
        accounts = [account for account in self.processed.accounts if account.thing in THINGS[thing]]
        recorded = self.recorded[thing]
        return {
            "printed": self.printed.counts[thing],
            "recorded": recorded,
            "mapped otherwise": sum(account.mapped for account in accounts) - recorded,
            "reported": sum(account.reported for account in accounts),
            "left out": sum(account.left_out for account in accounts),
        }

    @property
    def unaccounted(self) -> dict[str, dict[str, int]]:
        """The things of which another number is printed than what became of them adds up to."""
        found = ((thing, self.parts(thing)) for thing in THINGS)
        return {thing: parts for thing, parts in found if 2 * parts["printed"] != sum(parts.values())}


def printed_in(name: str, data: bytes) -> Printed:
    """What stands in a document, by the form that its name tells."""
    return _COUNTERS[PurePosixPath(name).suffix](data)


def _in_markdown(data: bytes) -> Printed:
    text = data.decode()
    entries, broken = _entries(text.split("\n"))
    # Each is one link, and in a range the second of the two stands for all up to it.
    links = len(_POINTER.findall(text))
    between = sum(int(last) - int(first) - 1 for _, first, _, last in _RANGE.findall(text))
    found = _PUBMED.findall(text)
    counts = {
        "entries": entries,
        "PubMed links": len(found),
        "pointers": links + between,
        "levels": len(_LEVEL.findall(text)) + _codes_in_columns(text.split("\n")),
    }
    return Printed(counts, frozenset(found), links, broken)


def _codes_in_columns(lines: Iterable[str]) -> int:
    """The cells below “Level of Evidence” in which nothing but a code stands."""
    codes, columns = 0, set[int]()
    for line in lines:
        if not line.startswith("|"):
            columns = set()
        for at, cell in enumerate(line.split("|")):
            if len(cell) < 200 and _LEVEL_HEAD.search(cell):
                columns.add(at)
            codes += at in columns and _BARE_CODE.fullmatch(cell) is not None
    return codes


def _entries(lines: Iterable[str]) -> tuple[int, tuple[str, ...]]:
    """The numbered lines below headings “References”; one with another number than the next is the end of an entry.

    A citation that is broken before “2024.” reads, to Markdown and to a simple search, as an entry of that number.
    """
    entries, broken = 0, []
    inside, last = False, 0
    for line in lines:
        heading = _HEADING.match(line)
        if heading is not None:
            inside, last = heading[1] == "References", 0
        elif inside and (found := _ENTRY.match(line)):
            if int(found[1]) == last + 1:
                entries, last = entries + 1, last + 1
            else:
                broken.append(found[0].strip())
    return entries, tuple(broken)


def _in_xml(data: bytes) -> Printed:
    elements = Counter[str]()
    pmids = []
    for element in ElementTree.fromstring(data).iter():  # noqa: S314 - documents that were read safely before
        elements[str(element.tag)] += 1
        if element.tag == "Citation" and element.get("PMID"):
            pmids.append(element.attrib["PMID"].lstrip("0"))
    counts = {
        "entries": elements["Citation"],
        "PubMed links": len(pmids),
        "pointers": elements["Reference"],
        "levels": elements["LOERef"],
    }
    return Printed(counts, frozenset(pmids), elements["Reference"])


def _in_text(data: bytes) -> Printed:
    text = data.decode()
    groups = [group[1:-1].split(",") for group in _TEXT_POINTERS.findall(text)]
    pointers = sum(_length(item) for group in groups for item in group)
    counts = {
        "entries": sum(line.startswith(" ") and _ENTRY.match(line) is not None for line in text.split("\n")),
        "PubMed links": 0,
        "pointers": pointers,
        "levels": len(_TEXT_LEVEL.findall(text)),
    }
    return Printed(counts, frozenset(), sum(len(item.split("-")) for group in groups for item in group))


def _length(item: str) -> int:
    first, _, last = item.partition("-")
    return int(last or first) - int(first) + 1


_COUNTERS: Mapping[str, Callable[[bytes], Printed]] = {".md": _in_markdown, ".xml": _in_xml, ".txt": _in_text}


def recorded_in(records: Iterable[Record]) -> tuple[dict[str, int], frozenset[str]]:
    """How many of each thing the records hold, and the PMIDs of entries."""
    counts = dict.fromkeys(THINGS, 0)
    pmids = []
    for record in records:
        if isinstance(record, Reference):
            counts["entries"] += 1
            if record.pmid:
                pmids.append(record.pmid.lstrip("0"))
        elif isinstance(record, Passage):
            counts["pointers"] += sum(len(group.pointers) for group in record.groups)
            counts["levels"] += len(record.marks)
    counts["PubMed links"] = len(pmids)
    return counts, frozenset(pmids)


def compared(paths: Sequence[Path], tools: Tools) -> Iterator[Compared]:
    """Each document of the paths that is of a kind that is read."""
    for source in read_paths(paths):
        if isinstance(source, RawDocument):
            processed = process(source, tools)
            if processed.kind:
                with source.open() as stream:
                    printed = printed_in(source.name, stream.read())
                yield Compared(source.name, printed, *recorded_in(processed.records), processed)


def plain_tools() -> Tools:
    """The levels of the project, and no lexicon: mentions change nothing of what is counted here."""
    return Tools(level_index(load_sources(find_sources()).codes))


def rows(documents: Sequence[Compared]) -> Iterator[tuple[str, ...]]:
    """A row of the table for each document, and that of the total."""
    total: dict[str, Counter[str]] = {thing: Counter() for thing in THINGS}
    for document in documents:
        cells = {}
        for thing in THINGS:
            parts = document.parts(thing)
            cells[thing] = _shown(parts)
            total[thing].update(parts)
        yield _row(document.name, cells, document.printed.pmids, document.printed.links)
    pmids = frozenset[str]().union(*(document.printed.pmids for document in documents))
    cells = {thing: _shown(parts) for thing, parts in total.items()}
    yield _row("total", cells, pmids, sum(document.printed.links for document in documents))


def _shown(parts: Mapping[str, int]) -> str:
    """``12`` where each has its record; else what became of all: ``12 = 9 + 1 reported + 2 left out``."""
    printed, recorded, *_ = parts.values()
    others = [f"{number:,} {name}" for name, number in list(parts.items())[2:] if number]
    if printed == recorded and not others:
        return f"{printed:,}"
    sign = "=" if 2 * printed == sum(parts.values()) else "≠"
    return f"{printed:,} {sign} {' + '.join([f'{recorded:,}', *others])}"


def _row(name: str, cells: Mapping[str, str], pmids: frozenset[str], links: int) -> tuple[str, ...]:
    return (
        *(name, cells["entries"], cells["PubMed links"], f"{len(pmids):,}"),
        *(f"{links:,}", cells["pointers"], cells["levels"]),
    )


def main() -> int:
    """Print the table; 1 where something is unaccounted for."""
    documents = list(compared([Path(path) for path in sys.argv[1:]], plain_tools()))
    for row in (COLUMNS, ("---",) * len(COLUMNS), *rows(documents)):
        print(f"| {' | '.join(row)} |")
    for document in documents:
        for line in document.printed.broken:
            print(f"{document.name}: a line that begins with “{line}” looks like an entry and is the end of one")
    return int(any(document.unaccounted for document in documents))


if __name__ == "__main__":
    sys.exit(main())

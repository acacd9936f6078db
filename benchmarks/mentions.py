"""Precision and recall of mentions on passages labelled by hand (benchmarks/gold/mentions.tsv).

``python benchmarks/mentions.py [--lexicon FILE]``, beside a folder ../shared with the documents. The labels hold no
text: a passage is named by its document (the path below ../shared/documents), its key and the digest of its block; a
mention by offsets in that block. A row without offsets says that a passage was read and names nothing. Labels of a
passage whose digest differs are not counted, but listed: the document has changed since.

Terms are not measured: a page's own links name them. Recall counts what the lexicon has a name for; the last column
counts all labels.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from oncotriples.documents.entries import Drug, Term
from oncotriples.documents.read import RawDocument, read_paths
from oncotriples.evidence.lexicon import Lexicon, lexicon_of
from oncotriples.evidence.lexicon_file import parse_lexicon
from oncotriples.evidence.lexicon_sources import entries_of_drugs, entries_of_terms
from oncotriples.evidence.mentions import Finder
from oncotriples.evidence.records import Passage, Record
from oncotriples.graph.assembling import load_sources
from oncotriples.graph.level_codes import level_index
from oncotriples.graph.lexicon_terms import lexicon_entries
from oncotriples.ingestion.processing import Tools, process
from oncotriples.sources import Sources

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "benchmarks/gold/mentions.tsv"
DOCUMENTS = ROOT.parent / "shared/documents"
COLUMNS = ("document", "passage", "digest", "start", "end", "category", "target")
MEASURED = ("agent", "tumor", "gene", "trial")


class Labelled(NamedTuple):
    """A passage that a person read."""

    document: str
    passage: str
    digest: str


class Named(NamedTuple):
    """What is named at a place."""

    start: int
    end: int
    category: str
    target: str


Labels = Mapping[Labelled, frozenset[Named]]


def read_labels(text: str) -> Labels:
    """The labels of the table. Raises ValueError with the line for a row that does not fit."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    if not lines or tuple(lines[0][1].split("\t")) != COLUMNS:
        raise ValueError(f"the header must be {' '.join(COLUMNS)}")
    labels: dict[Labelled, set[Named]] = {}
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise ValueError(f"line {number} has {len(cells)} columns, not {len(COLUMNS)}")
        named = labels.setdefault(Labelled(*cells[:3]), set())
        if cells[3]:
            if cells[5] not in MEASURED:
                raise ValueError(f"line {number}: the category is one of {', '.join(MEASURED)}, not {cells[5]}")
            named.add(Named(int(cells[3]), int(cells[4]), cells[5], cells[6]))
    return {passage: frozenset(named) for passage, named in labels.items()}


def found_in(labels: Labels, records: Mapping[str, Sequence[Record]]) -> Labels:
    """What we find in the labelled passages; those that are no more are left out."""
    found: dict[Labelled, frozenset[Named]] = {}
    for document, held in records.items():
        for record in held:
            if isinstance(record, Passage):
                passage = Labelled(document, record.key, record.digest)
                if passage in labels:
                    named = (Named(it.start, it.end, it.category, it.target) for it in record.mentions)
                    found[passage] = frozenset(each for each in named if each.category in MEASURED)
    return found


def table(labels: Labels, found: Labels, members: frozenset[str]) -> list[str]:
    """A row a category; “in the lexicon” are labels whose target the lexicon has a name for."""
    counts: dict[str, Counter[str]] = {category: Counter() for category in (*MEASURED, "all")}
    for passage, named in found.items():
        wanted = labels[passage]
        sets: Iterable[tuple[str, Iterable[Named]]] = (
            ("labels", wanted),
            ("known", (each for each in wanted if each.target in members)),
            ("found", named),
            ("right", wanted & named),
            ("right and known", (each for each in wanted & named if each.target in members)),
        )
        for name, held in sets:
            for each in held:
                counts[each.category][name] += 1
                counts["all"][name] += 1
    rows = [
        "| category | labels | in the lexicon | found | right | precision | recall | recall of all |",
        "|---" * 8 + "|",
    ]
    for category, count in counts.items():
        ratios = (
            _ratio(count["right"], count["found"]),
            _ratio(count["right and known"], count["known"]),
            _ratio(count["right"], count["labels"]),
        )
        cells = (category, *(str(count[name]) for name in ("labels", "known", "found", "right")), *ratios)
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else ""


def compiled(names: Iterable[str], own: Path | None) -> tuple[dict[str, Sequence[Record]], Lexicon]:
    """The records of documents, and the lexicon: the graph, a file, and the terms and drugs among the documents."""
    graph = load_sources(Sources(ROOT)).dataset.union
    levels = level_index(graph)
    terms = [record for raw in documents(DOCUMENTS / "pdq-xml") for record in process(raw, Tools(levels)).records]
    lexicon = lexicon_of(
        lexicon_entries(graph),
        parse_lexicon(own.read_bytes(), own.name) if own else (),
        (
            *entries_of_terms(record for record in terms if isinstance(record, Term)),
            *entries_of_drugs(record for record in terms if isinstance(record, Drug)),
        ),
    )
    tools = Tools(levels, Finder(lexicon))
    return {name: process(raw, tools).records for name in names for raw in documents(DOCUMENTS / name)}, lexicon


def documents(path: Path) -> Iterable[RawDocument]:
    """The documents of a file or folder that may be read."""
    return (raw for raw in read_paths([path]) if isinstance(raw, RawDocument))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lexicon", type=Path, help="names of your own, as `oncotriples ingest --lexicon` reads them")
    options = parser.parse_args()
    labels = read_labels(GOLD.read_text(encoding="utf-8"))
    if not labels:
        print("nothing is labelled yet: benchmarks/gold/mentions.tsv has no rows")
        return 0
    if not DOCUMENTS.is_dir():
        print("the source documents (../shared/documents) are not here, so there is nothing to measure on")
        return 0
    names = sorted({passage.document for passage in labels})
    records, lexicon = compiled(names, options.lexicon)
    found = found_in(labels, records)
    print(f"{len(found)} of {len(labels)} labelled passages, {len(lexicon.entries)} names in the lexicon\n")
    print("\n".join(table(labels, found, frozenset(entry.target for entry in lexicon.entries))))
    stale = sorted(set(labels) - set(found))
    if stale:
        print("\nNo more as they were labelled:", *(f"{it.document} {it.passage}" for it in stale), sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())

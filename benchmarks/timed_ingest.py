"""One kind of run over a set of documents, in a process of its own; prints what it took as JSON.

``python -m benchmarks.timed_ingest WHAT FOLDER [OUT JOBS]``. WHAT is ``floor`` (the parsers alone, walking all nodes),
``read`` (bytes to outlines), ``compile`` (bytes to records with mentions), ``whole`` (files to an ingested folder OUT
by JOBS processes, reading and writing them), ``map`` and ``rdflib`` (records of an ingested FOLDER to sorted N-Quads,
by us and by ``rdflib_ingest``) or ``same`` (do both give the same quads?). The seconds are without imports and lexicon.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from oncotriples.documents.kinds import read_document
from oncotriples.documents.read import RawDocument, read_paths
from oncotriples.evidence.jsonl import load_records
from oncotriples.evidence.lexicon import lexicon_of
from oncotriples.evidence.mentions import Finder
from oncotriples.evidence.records import Document, Record
from oncotriples.graph.assembling import load_sources
from oncotriples.graph.compiled import document_lines
from oncotriples.graph.level_codes import level_index
from oncotriples.graph.lexicon_terms import lexicon_entries
from oncotriples.ingestion.ingesting import ingest
from oncotriples.ingestion.literature import works_by_pmid
from oncotriples.ingestion.processing import Tools, process
from oncotriples.sources import find_sources

# Small sets are gone through again until so many bytes were read, and the seconds are those of one time.
ENOUGH = 20_000_000


def main() -> None:
    """Do it once."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "whole":
        result = whole(folder, Path(sys.argv[3]), int(sys.argv[4]))
    elif what in ("map", "rdflib", "same"):
        result = {"map": mapped, "rdflib": by_rdflib, "same": same}[what](list(record_sets(folder)))
    else:
        documents = [RawDocument(source.name, data=content(source)) for source in raw(folder)]
        result = {"floor": floor, "read": read, "compile": compiled}[what](documents)
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    # That of the largest process; a machine that others use too is judged by the time of its processors.
    peak = max(usage.ru_maxrss for usage in usages) * 1024
    print(json.dumps({**result, "peak": peak, "cpu": sum(usage.ru_utime + usage.ru_stime for usage in usages)}))


def raw(folder: Path) -> Iterator[RawDocument]:
    """The documents of a folder."""
    return (source for source in read_paths([folder]) if isinstance(source, RawDocument))


def content(source: RawDocument) -> bytes:
    """The bytes of a document."""
    with source.open() as stream:
        return stream.read()


def timed(documents: Sequence[RawDocument], work: Callable[[RawDocument], object]) -> dict[str, float]:
    """The seconds that one time through all documents takes."""
    size = sum(len(document.data) for document in documents)
    times = max(1, ENOUGH // size)
    start = time.perf_counter()
    for _ in range(times):
        for document in documents:
            work(document)
    return {"seconds": (time.perf_counter() - start) / times, "documents": len(documents), "bytes": size}


def floor(documents: Sequence[RawDocument]) -> dict[str, float]:
    """For XML lxml; cmark, then lxml for pages in Markdown. Of every node tag, text and attributes are looked at."""
    import cmarkgfm
    from lxml import etree

    def walk(document: RawDocument) -> int:
        if document.name.endswith(".xml"):
            root = etree.fromstring(document.data)
        else:
            html = cmarkgfm.github_flavored_markdown_to_html(document.data.decode())
            root = etree.HTML(html.encode(), etree.HTMLParser(encoding="utf-8"))
        return sum(bool(node.tag) + bool(node.text) + bool(node.tail) + len(node.items()) for node in root.iter())

    return timed(documents, walk)


def read(documents: Sequence[RawDocument]) -> dict[str, float]:
    """Our readers alone."""
    return timed(documents, read_document)


def compiled(documents: Sequence[RawDocument]) -> dict[str, float]:
    """From bytes to records, with mentions."""
    tools = tools_of_the_project()
    return timed(documents, lambda document: process(document, tools))


def tools_of_the_project() -> Tools:
    """The levels and the names of the project."""
    loaded = load_sources(find_sources())
    triples = [triple for file in loaded.files for triple in file.triples]
    return Tools(level_index(loaded.codes), Finder(lexicon_of(lexicon_entries(triples))))


def whole(folder: Path, out: Path, jobs: int) -> dict[str, float]:
    """All of ``oncotriples ingest``: reading, records and graphs of each document, literature, tables."""
    tools = tools_of_the_project()
    size = sum(source.size() for source in raw(folder))
    start = time.perf_counter()
    result = ingest([folder], out, tools, jobs=jobs)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "documents": sum(result.outcomes.values()), "bytes": size, "quads": result.quads}


def record_sets(folder: Path) -> Iterator[tuple[Record, ...]]:
    """The records of each edition that was ingested."""
    for path in sorted(folder.glob("*.jsonl")):
        records = load_records(path.read_text(encoding="utf-8"), path.name)
        if isinstance(records[0], Document):
            yield records


def ours(records: Sequence[Record]) -> str:
    """The N-Quads of one document."""
    return "\n".join(sorted(set(document_lines(records, works_by_pmid(records)))))


def mapped(sets: Sequence[Sequence[Record]]) -> dict[str, float]:
    """Our mapping alone."""
    return made(sets, ours)


def by_rdflib(sets: Sequence[Sequence[Record]]) -> dict[str, float]:
    """The obvious version of it."""
    from benchmarks.rdflib_ingest import rdflib_nquads

    return made(sets, lambda records: "\n".join(sorted(rdflib_nquads(records, works_by_pmid(records)).splitlines())))


def made(sets: Sequence[Sequence[Record]], work: Callable[[Sequence[Record]], str]) -> dict[str, float]:
    """The seconds that all editions take."""
    quads = 0
    start = time.perf_counter()
    for records in sets:
        quads += work(records).count(" .\n") + 1
    return {"seconds": time.perf_counter() - start, "documents": len(sets), "quads": quads}


def same(sets: Sequence[Sequence[Record]]) -> dict[str, float]:
    """Whether both versions say the same. Raises AssertionError."""
    import pyoxigraph as ox

    from benchmarks.rdflib_ingest import rdflib_nquads

    for records in sets:
        theirs = rdflib_nquads(records, works_by_pmid(records))
        first, second = (set(ox.parse(text, format=ox.RdfFormat.N_QUADS)) for text in (ours(records), theirs))
        assert first == second, sorted(map(str, first ^ second))[:10]
    return {"documents": len(sets)}


if __name__ == "__main__":
    main()

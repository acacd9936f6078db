"""Whether the anchors of an edition still stand in a document: section, block, span and digest of each passage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from oncotriples.documents.problems import Problem
from oncotriples.documents.read import RawDocument
from oncotriples.errors import InputError
from oncotriples.evidence.records import Document, Passage, Record
from oncotriples.ingestion.processing import Tools, process
from oncotriples.quality.findings import Severity

__all__ = ["broken_anchors", "verify"]


class _Block(NamedTuple):
    """A block of text: the section that it stands in, the digest of its text, and the length of that."""

    section: str
    digest: str
    length: int


def verify(edition: Sequence[Record], document: RawDocument, tools: Tools) -> tuple[Problem, ...]:
    """Read and compile the document again and compare every anchor of the edition; one problem for each broken one.

    Raises InputError where the edition has no passages or the document cannot be read: then nothing can be said.
    """
    processed = process(document, tools)
    now = next((record for record in processed.records if isinstance(record, Document)), None)
    if now is None:
        reasons = "; ".join(f"{problem.rule}: {problem.message}" for problem in processed.problems)
        raise InputError(f"{document.name}: is no page and no summary ({reasons})", mend="give the document itself")
    then = next((record for record in edition if isinstance(record, Document)), None)
    if then is None:
        raise InputError("these are no records of a page or a summary", mend="give the .jsonl file of an edition")
    return (*_other_edition(then, now), *broken_anchors(edition, processed.records))


def broken_anchors(edition: Iterable[Record], now: Iterable[Record]) -> Iterator[Problem]:
    """The passages of an edition whose anchors do not stand among the records of the document as it is now."""
    blocks = _blocks(now)
    places: dict[str, str] = {}
    for key, block in blocks.items():
        places.setdefault(block.digest, key)
    for passage in edition:
        if isinstance(passage, Passage):
            problem = _broken(passage, blocks, places)
            if problem is not None:
                yield problem


def _other_edition(then: Document, now: Document) -> Iterator[Problem]:
    if then.summary != now.summary:
        message = f"the edition is one of {then.summary}: give a document of the same summary"
        yield Problem(Severity.VIOLATION, "other-summary", 0, now.summary, message)
    elif then.edition != now.edition:
        message = f"the edition is that of {then.edition}: only texts are compared, not their pointers and levels"
        yield Problem(Severity.WARNING, "other-edition", 0, now.edition, message)


def _blocks(records: Iterable[Record]) -> Mapping[str, _Block]:
    """Blocks by their keys. The passages of a block cover it, so that the last one ends where the block ends."""
    blocks: dict[str, _Block] = {}
    for record in records:
        if isinstance(record, Passage):
            key = _block_key(record.key)
            former = blocks.get(key)
            blocks[key] = _Block(record.section, record.digest, max(record.end, former.length if former else 0))
    return blocks


def _block_key(passage: str) -> str:
    """``1.1-1`` of ``1.1-1.3``: a passage of a text is a part of its block; a cell, caption or note is a block."""
    return passage if passage.startswith("table-") else passage.rpartition(".")[0]


def _broken(passage: Passage, blocks: Mapping[str, _Block], places: Mapping[str, str]) -> Problem | None:
    key = _block_key(passage.key)
    block = blocks.get(key)
    if block is None or block.digest != passage.digest:
        rule, what = ("missing-block", "is not there") if block is None else ("changed-block", "has another text now")
        place = places.get(passage.digest)
        moved = f"its former text stands in block {place}" if place else "its former text is nowhere in the document"
        message = f"block {key} {what}; {moved}: ingest the document as an edition of its own"
    elif block.section != passage.section:
        rule = "other-section"
        message = f"block {key} stands in section {block.section}, not {passage.section}: correct the record"
    elif not 0 <= passage.start <= passage.end <= block.length:
        rule = "span-outside"
        message = f"characters {passage.start} to {passage.end} of {block.length} in block {key}: correct the record"
    else:
        return None
    return Problem(Severity.VIOLATION, rule, 0, passage.key, message)

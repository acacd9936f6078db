"""Sets of PubMed records — baseline and update files, answers of EFetch — cut into records as they are read.

A set is read as a stream: of the whole only one record is held. Each piece is the bytes of one child of the root, to be
parsed on its own, here or in another process. PubMed writes UTF-8, and neither comments nor CDATA sections into
records; a set that has one is refused, so that what looks like the end of a record is one. The document type that every
set names is passed over: nothing is fetched, and one that declares anything itself is refused.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, NamedTuple, NoReturn

from oncotriples.documents.xml import refuse

__all__ = ["MAX_RECORD", "MAX_RECORDS", "MAX_SET", "Piece", "pieces", "unpacked"]

MAX_SET = 4 << 30
"""Bytes of a set after unpacking. A baseline file of 30,000 records has some 250 MB."""

MAX_RECORD = 16 << 20
"""Bytes of one record. The longest name some three thousand authors."""

MAX_RECORDS = 1_000_000
"""Records and deletions of one set. A file of PubMed has at most 30,000 records."""

_BLOCK = 1 << 18
_HEAD = 1 << 16
_GZIP = b"\x1f\x8b"
_ROOT = re.compile(rb"<PubmedArticleSet(?:\s[^<>]*?)?(/?)>")
_END = re.compile(rb"</PubmedArticleSet\s*>")
_START = re.compile(rb"<(PubmedArticle|PubmedBookArticle|DeleteCitation)\s*(/?)>")
_SPACE = re.compile(rb"[ \t\r\n]*")
# The longest tag between two records; with less at hand more is read.
_TAG = 64
# PMID and version stand first, and are told without a parser where they stand there plainly.
_OWN = re.compile(
    rb"<(?:PubmedArticle\s*>\s*<MedlineCitation|PubmedBookArticle\s*>\s*<BookDocument)(?:\s[^<>/]*)?>\s*"
    rb'<PMID(?:\s+Version="([0-9]{1,3})")?\s*>\s*0*([1-9][0-9]{0,7})\s*</PMID\s*>'
)
_DECLARED = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BEFORE = re.compile(rb"\s+|<\?[^>]*\?>|<!DOCTYPE\s[^>]*>|<!--.*?-->", re.DOTALL)
_SAID = re.compile(rb"<ERROR>([^<]{0,500})</ERROR>")
_MEND = "get it again"


class Piece(NamedTuple):
    """A child of the root: its tag, its bytes, the line on which it begins, and how many came before it."""

    tag: str
    raw: bytes
    line: int
    number: int

    def identity(self) -> tuple[int, int] | None:
        """PMID and version of a record; None where only a parser can tell."""
        found = _OWN.match(self.raw)
        return (int(found[2]), max(1, int(found[1] or 1))) if found else None


def unpacked(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """The bytes of a file in blocks; those of a gzip file (however many members) unpacked.

    Raises UnreadableDocument for a file that is cut or damaged, or has more than MAX_SET bytes.
    """
    size = waiting = 0
    held: list[bytes] = []
    for block in _members(stream, name):
        size += len(block)
        if size > MAX_SET:
            refuse("too-large", 0, name, f"a set may have {MAX_SET >> 30} GiB, this one has more: split it")
        # Members may be of a byte each.
        waiting += len(block)
        held.append(block)
        if waiting >= _BLOCK:
            yield b"".join(held)
            waiting = 0
            held.clear()
    if held:
        yield b"".join(held)


def _members(stream: BinaryIO, name: str) -> Iterator[bytes]:
    block = stream.read(_BLOCK)
    if len(block) == 1:
        block += stream.read(_BLOCK)
    if block[:2] != _GZIP:
        while block:
            yield block
            block = stream.read(_BLOCK)
        return
    unpacker = zlib.decompressobj(31)
    while block:
        try:
            found = unpacker.decompress(block, _BLOCK * 4)
        except zlib.error as error:
            refuse("damaged-gzip", 0, name, f"the file does not unpack ({error}): {_MEND}")
        if found:
            yield found
        block = unpacker.unconsumed_tail
        if unpacker.eof:
            # Behind a member comes another one, or zeros up to the end of a tape's block.
            block = unpacker.unused_data.lstrip(b"\0")
            while not block and (more := stream.read(_BLOCK)):
                block = more.lstrip(b"\0")
            if not block:
                return
            unpacker = zlib.decompressobj(31)
        elif not block:
            block = stream.read(_BLOCK)
    refuse("truncated-gzip", 0, name, f"the file ends before its end: {_MEND}")


def pieces(stream: BinaryIO | bytes, name: str) -> Iterator[Piece]:
    """The children of the root, in order. Raises UnreadableDocument where the stream is no whole set of records."""
    source = unpacked(BytesIO(stream) if isinstance(stream, bytes) else stream, name)
    rest, line, is_empty = _after_head(source, name)
    at = number = 0
    while not is_empty:
        start = _SPACE.match(rest, at).end()  # type: ignore[union-attr]  # no space matches too
        line += rest.count(b"\n", at, start)
        at = start
        if len(rest) - at < _TAG and (block := next(source, None)) is not None:
            rest, at = rest[at:] + block, 0
            continue
        found = _START.match(rest, at)
        if found is None:
            at, line = _end(rest, at, name, line)
            break
        tag, stop = found[1], found.end()
        if not found[2]:
            rest, at, stop = _whole(rest, at, stop, tag + b">", source, name, line)
        raw = rest[at:stop]
        if b"!" in raw and (mark := raw.find(b"<!")) >= 0:
            what = raw[mark : mark + 20].decode("utf-8", "replace")
            line += raw.count(b"\n", 0, mark)
            refuse("odd-markup", line, what, f"no record of PubMed has comments or CDATA sections: {_MEND}")
        if number == MAX_RECORDS:
            refuse("too-large", line, name, f"a set may have {MAX_RECORDS:,} records, this one has more: split it")
        yield Piece(tag.decode(), raw, line, number)
        number += 1
        line += raw.count(b"\n")
        at = stop
    _nothing_more(rest[at:], source, line)


def _whole(
    rest: bytes, at: int, searched: int, edge: bytes, source: Iterator[bytes], name: str, line: int
) -> tuple[bytes, int, int]:
    """The bytes with a whole record, where it begins in them, and where it ends; ``edge`` is the end of its last tag.

    A record that begins in another one is noticed too: the tag between them is damaged.
    """
    while True:
        stop = rest.find(edge, searched)
        if stop >= 0:
            searched = stop + len(edge)
            if searched - at > MAX_RECORD:
                break
            if rest[stop - 2 : stop] == b"</":
                return rest, at, searched
            if rest[stop - 1 : stop] == b"<":
                _odd(rest[stop - 1 : searched], line + rest.count(b"\n", at, stop))
            continue
        if len(rest) - at > MAX_RECORD:
            break
        block = next(source, None)
        if block is None:
            refuse("truncated-document", line, name, f"the set ends inside a record: {_MEND}")
        searched = max(searched, len(rest) - len(edge)) - at
        rest, at = rest[at:] + block, 0
    refuse("too-large", line, name, f"a record may have {MAX_RECORD >> 20} MiB, this one has more: leave it out")


def _after_head(source: Iterator[bytes], name: str) -> tuple[bytes, int, bool]:
    """What follows the start of the root, the line on which it begins, and whether the root is empty."""
    head = next(source, b"")
    while (root := _ROOT.search(head)) is None:
        block = next(source, None)
        if block is None or len(head) > _HEAD:
            _other(head, name)
        head += block
    before = head[: root.start()].removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(before)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        refuse("wrong-encoding", 1, declared[1].decode(), f"PubMed writes UTF-8: {_MEND}")
    if b"[" in before or b"<!ENTITY" in before:
        message = "the document type declares something itself, which no set of PubMed does: remove it"
        refuse("document-type", 1, name, message)
    at = 0
    while found := _BEFORE.match(before, at):
        at = found.end()
    if at < len(before):
        _other(head, name)
    return head[root.end() :], head.count(b"\n", 0, root.end()) + 1, bool(root[1])


def _other(head: bytes, name: str) -> NoReturn:
    """What is no set at all: an error of the service, a page of HTML, nothing."""
    if said := _SAID.search(head):
        refuse("service-error", 1, said[1].decode("utf-8", "replace").strip(), f"the service sent an error: {_MEND}")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        refuse("wrong-encoding", 1, "UTF-16", f"PubMed writes UTF-8: {_MEND}")
    shown = " ".join(head[:80].decode("utf-8", "replace").split())
    refuse("other-kind", 1, shown, f"a root element <PubmedArticleSet> was expected: {_MEND}")


def _end(rest: bytes, at: int, name: str, line: int) -> tuple[int, int]:
    """Where the end of the root ends, and on which line."""
    end = _END.match(rest, at)
    if end is None:
        if len(rest) - at < _TAG and b">" not in rest[at:]:
            refuse("truncated-document", line, name, f"the set ends before its root does: {_MEND}")
        _odd(rest[at : at + _TAG], line)
    return end.end(), line + rest.count(b"\n", at, end.end())


def _nothing_more(rest: bytes, source: Iterator[bytes], line: int) -> None:
    """Behind the root there may be space; the rest is read to its end, so that damage there is noticed."""
    while True:
        start = _SPACE.match(rest).end()  # type: ignore[union-attr]  # no space matches too
        line += rest.count(b"\n", 0, start)
        if start < len(rest):
            _odd(rest[start : start + _TAG], line)
        block = next(source, None)
        if block is None:
            return
        rest = block


def _odd(found: bytes, line: int) -> NoReturn:
    shown = " ".join(found.decode("utf-8", "replace").split())
    refuse("odd-content", line, shown, f"only whole records and deletions stand in a set: {_MEND}")

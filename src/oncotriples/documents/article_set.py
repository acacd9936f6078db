"""Sets of PubMed records — baseline and update files, answers of EFetch — cut into records as they are read.

A set is read as a stream: of the whole only one record is held. Each piece is the bytes of one child of the root, to be
parsed on its own, here or in another process. PubMed writes UTF-8, and neither comments nor CDATA sections into
records; a set that has one is refused, so that what looks like the end of a record is one. The document type that every
set names is passed over: nothing is fetched, and one that declares anything itself is refused.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, NoReturn

from oncotriples.documents.xml import refuse

__all__ = ["MAX_RECORD", "MAX_SET", "Piece", "pieces", "unpacked"]

MAX_SET = 4 << 30
"""Bytes of a set after unpacking. A baseline file of 30,000 records has some 250 MB."""

MAX_RECORD = 16 << 20
"""Bytes of one record."""

_BLOCK = 1 << 18
_HEAD = 1 << 16
_ROOT = b"PubmedArticleSet"
_START = re.compile(rb"<(PubmedArticle|PubmedBookArticle|DeleteCitation)\s*(/?)>")
_PMID = re.compile(rb"<PMID\b[^>]*>\s*([0-9]{1,8})\s*</PMID>")
_DECLARED = re.compile(rb"""^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_SAID = re.compile(rb"<ERROR>([^<]{0,500})</ERROR>")
_MEND = "get it again"


@dataclass(frozen=True, slots=True)
class Piece:
    """A child of the root: its tag, its bytes, the line on which it begins, and how many came before it."""

    tag: str
    raw: bytes
    line: int
    number: int

    @property
    def pmid(self) -> str:
        """The PMID that stands first in it, which is its own; "" where none does. Only a parser knows for certain."""
        found = _PMID.search(self.raw)
        return found[1].decode().lstrip("0") if found else ""


def unpacked(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """The bytes of a file in blocks; those of a gzip file (however many members) unpacked.

    Raises UnreadableDocument for a file that is cut or damaged, or has more than MAX_SET bytes.
    """
    size = 0
    for block in _members(stream, name):
        size += len(block)
        if size > MAX_SET:
            refuse("too-large", 0, name, f"a set may have {MAX_SET >> 30} GiB, this one has more: split it")
        yield block


def _members(stream: BinaryIO, name: str) -> Iterator[bytes]:
    block = stream.read(_BLOCK)
    if block[:2] != b"\x1f\x8b":
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
            rest = unpacker.unused_data or stream.read(_BLOCK)
            if not rest.strip(b"\0"):
                return
            unpacker, block = zlib.decompressobj(31), rest
        elif not block:
            block = stream.read(_BLOCK)
    refuse("truncated-gzip", 0, name, f"the file ends before its end: {_MEND}")


def pieces(stream: BinaryIO | bytes, name: str) -> Iterator[Piece]:
    """The children of the root, in order. Raises UnreadableDocument where the stream is no whole set of records."""
    source = unpacked(BytesIO(stream) if isinstance(stream, bytes) else stream, name)
    held = _after_head(source, name)
    line = 1 + held[0]
    rest, at, number = held[1], 0, 0
    if held[2]:
        _nothing_more(rest, source, name, line)
        return
    while True:
        start = _beyond_space(rest, at)
        line += rest.count(b"\n", at, start)
        at = start
        found = _START.match(rest, at)
        if found is None and len(rest) - at < 64:
            block = next(source, None)
            if block is not None:
                rest, at = rest[at:] + block, 0
                continue
        if found is None:
            if rest.startswith(b"</" + _ROOT, at):
                _nothing_more(rest[rest.find(b">", at) + 1 :], source, name, line)
                return
            _broken(rest[at : at + 60], name, line)
        tag = found[1]
        closing = b"</" + tag + b">"
        end = found.end() if found[2] else rest.find(closing, at)
        while end < 0:
            block = next(source, None)
            if block is None or len(rest) - at > MAX_RECORD:
                break
            searched = max(len(rest) - len(closing), at) - at
            rest, at = rest[at:] + block, 0
            end = rest.find(closing, searched)
        if end < 0 or end - at > MAX_RECORD:
            if len(rest) - at > MAX_RECORD:
                refuse("too-large", line, name, f"a record may have {MAX_RECORD >> 20} MiB, this one has more")
            refuse("truncated-document", line, name, f"the set ends inside a record: {_MEND}")
        stop = end if found[2] else end + len(closing)
        raw = rest[at:stop]
        mark = raw.find(b"<!")
        if mark >= 0:
            what = raw[mark : mark + 20].decode("utf-8", "replace")
            refuse("odd-markup", line, what, f"no record of PubMed has comments or CDATA sections: {_MEND}")
        yield Piece(tag.decode(), raw, line, number)
        number += 1
        line += raw.count(b"\n")
        at = stop


def _after_head(source: Iterator[bytes], name: str) -> tuple[int, bytes, bool]:
    """Lines before the first child, what follows the start of the root, and whether the root is empty."""
    head = next(source, b"")
    while (root := re.search(rb"<" + _ROOT + rb"\s*(/?)>", head)) is None:
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
    if re.sub(rb"<\?[^>]*\?>|<!DOCTYPE\s[^>]*>|\s", b"", before):
        _other(head, name)
    return head.count(b"\n", 0, root.end()), head[root.end() :], bool(root[1])


def _other(head: bytes, name: str) -> NoReturn:
    """What is no set at all: an error of the service, a page of HTML, nothing."""
    if said := _SAID.search(head):
        refuse("service-error", 1, said[1].decode("utf-8", "replace").strip(), f"the service sent an error: {_MEND}")
    shown = " ".join(head[:80].decode("utf-8", "replace").split())
    refuse("other-kind", 1, shown, f"a root element <{_ROOT.decode()}> was expected: {_MEND}")


def _beyond_space(data: bytes, at: int) -> int:
    while at < len(data) and data[at] in b" \t\r\n":
        at += 1
    return at


def _broken(found: bytes, name: str, line: int) -> NoReturn:
    shown = " ".join(found.decode("utf-8", "replace").split())
    if not shown:
        refuse("truncated-document", line, name, f"the set ends before its root does: {_MEND}")
    message = f"only records and deletions stand in a set: {_MEND}"
    refuse("odd-content", line, shown, message)


def _nothing_more(rest: bytes, source: Iterator[bytes], name: str, line: int) -> None:
    """Behind the root there may be space; the rest is read to its end, so that damage there is noticed."""
    while True:
        if rest.strip():
            _broken(rest[:60].strip(), name, line)
        block = next(source, None)
        if block is None:
            return
        rest = block

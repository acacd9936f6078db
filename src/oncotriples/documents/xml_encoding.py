"""Bytes of an XML document to its text, piece by piece: the bytes say their encoding, the declaration only confirms it.

Old editions declare “utf-8” in files that were later saved as UTF-16: they are read, the contradiction is a warning.
"""

import re
from codecs import getincrementaldecoder, lookup
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from oncotriples.documents.encoding import encoding_of
from oncotriples.documents.problems import Problem, UnreadableDocument
from oncotriples.quality.findings import Severity

__all__ = ["XmlText"]

_BLOCK_BYTES = 1 << 16
_DECLARED = re.compile(r"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"'<>]{1,40})""")


class XmlText:
    """The text of a document while it is read; ``digest`` and ``problems`` are complete when all has been taken.

    Raises UnreadableDocument where the bytes are no text, or the document is longer than ``limit`` bytes.
    """

    def __init__(self, stream: BinaryIO, name: str, limit: int) -> None:
        self.problems: list[Problem] = []
        self._stream = stream
        self._name = name
        self._limit = limit
        self._hash = sha256()

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes read so far, in hexadecimal digits."""
        return self._hash.hexdigest()

    def __iter__(self) -> Iterator[str]:
        """The text in pieces, without its byte order mark; at least one, which is "" for an empty document."""
        blocks = self._blocks()
        block: bytes | None = next(blocks, b"")
        codec = encoding_of(block or b"")
        decoder = getincrementaldecoder(codec)("strict")
        line = 1
        while block is not None:
            following = next(blocks, None)
            try:
                text = decoder.decode(block, following is None)
            except UnicodeDecodeError as error:
                line += error.object[: error.start].decode(codec, "ignore").count("\n")
                wrong = error.object[error.start : error.start + 4].hex(" ")
                message = f"these bytes are no {_printed(codec)}: save the document as UTF-8, or get it again"
                raise UnreadableDocument(Problem(Severity.VIOLATION, "wrong-encoding", line, wrong, message)) from error
            if line == 1:
                self._compare(codec, text)
            line += text.count("\n")
            yield text
            block = following

    def _blocks(self) -> Iterator[bytes]:
        """Full blocks, though the stream may give less at a time; only the last one is shorter."""
        done = 0
        while block := self._stream.read(_BLOCK_BYTES):
            while len(block) < _BLOCK_BYTES and (more := self._stream.read(_BLOCK_BYTES - len(block))):
                block += more
            done += len(block)
            if done > self._limit:
                message = f"the document is longer than the limit of {self._limit >> 20} MiB: split it, or leave it out"
                raise UnreadableDocument(Problem(Severity.VIOLATION, "too-large", 0, self._name, message))
            self._hash.update(block)
            yield block

    def _compare(self, codec: str, head: str) -> None:
        """A declaration that names another encoding than the bytes are in is worth a warning."""
        declared = _DECLARED.match(head)
        if declared is None:
            return
        try:
            name = lookup(declared[1]).name
        except LookupError:
            name = ""
        if not name or not codec.startswith(name):
            message = f"the bytes are {_printed(codec)}, as which they were read: correct the declaration"
            self.problems.append(Problem(Severity.WARNING, "encoding-contradiction", 1, declared[1], message))


def _printed(codec: str) -> str:
    return codec.removesuffix("-sig").upper()

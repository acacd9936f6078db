"""RDF/XML is read to its end or refused: pyoxigraph's parser takes a document that ends between two tags for whole.

What the parser reads goes through expat too, which knows whether every element was closed, and tells lines. Expat opens
no external entity, and from 2.4 on it bounds what internal ones come to.
"""

import io
from typing import IO, cast
from xml.parsers import expat

__all__ = ["checked_xml"]


def checked_xml(source: IO[bytes]) -> IO[bytes]:
    """The same bytes; reading them raises SyntaxError, with line and column, where they are no well-formed XML."""
    return cast(IO[bytes], io.BufferedReader(_CheckedXml(source)))


class _CheckedXml(io.RawIOBase):
    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._parser = expat.ParserCreate()
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview[int]") -> int:  # type: ignore[override]  # what io passes
        piece = self._source.read(len(buffer))
        if not self._ended:
            self._ended = not piece
            try:
                self._parser.Parse(piece, self._ended)
            except expat.ExpatError as error:
                problem = "the document ends before its root element does" if self._ended else str(error)
                raise SyntaxError(problem, (None, error.lineno, error.offset + 1, None)) from None
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._source.close()
        super().close()

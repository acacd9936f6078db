"""How the bytes of a document are text: UTF-8 or UTF-16, each with or without a byte order mark.

Only what the bytes themselves show is trusted: declarations in copies of copies are often wrong. Bytes that are neither
are a problem, never replaced by guesses.
"""

import codecs

from oncotriples.documents.problems import Problem, UnreadableDocument
from oncotriples.quality.findings import Severity

__all__ = ["decoded", "decoded_head", "encoding_of"]

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Enough of a text to see on which side of its two-byte units the zeros of ASCII characters stand.
_SAMPLE = 512


def encoding_of(head: bytes) -> str:
    """The Python codec for a document that begins so; it takes the byte order mark away, if there is one.

    Raises UnreadableDocument for UTF-32, which no source uses, and for bytes that are no text.
    """
    for mark, codec in _MARKS:
        if head.startswith(mark):
            if codec == "utf-32":
                raise UnreadableDocument(_problem("", "the document is UTF-32"))
            return codec
    sample = head[:_SAMPLE]
    zeros = sample.count(0)
    if not zeros:
        return "utf-8"
    pairs = len(sample) // 2
    behind, before = sample[1::2].count(0), sample[0::2].count(0)
    if 2 * behind > pairs and not before:
        return "utf-16-le"
    if 2 * before > pairs and not behind:
        return "utf-16-be"
    raise UnreadableDocument(_problem(f"{zeros} zero bytes", "the document holds zero bytes and is no UTF-16"))


def decoded(data: bytes) -> str:
    """The text of a whole document. Raises UnreadableDocument, with the line, where a byte is wrong."""
    codec = encoding_of(data)
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(codec, errors="ignore")
        wrong = error.object[error.start : error.start + 4].hex(" ")
        problem = _problem(wrong, f"these bytes are no {codec.removesuffix('-sig').upper()}", before.count("\n") + 1)
        raise UnreadableDocument(problem) from error


def decoded_head(head: bytes) -> str:
    """The beginning of a document as text; a character that the cut divides is left out.

    Raises UnreadableDocument as ``decoded`` does.
    """
    codec = encoding_of(head)
    try:
        return codecs.getincrementaldecoder(codec)().decode(head)
    except UnicodeDecodeError:
        return decoded(head)  # raises, with the line


def _problem(value: str, what: str, line: int = 0) -> Problem:
    mend = "save the document as UTF-8, or get it again from its source"
    return Problem(Severity.VIOLATION, "wrong-encoding", line, value, f"{what}: {mend}")

"""Bytes to text: every encoding that sources use, with and without byte order mark; everything else is told."""

import codecs

import pytest

from oncotriples.documents.encoding import decoded, decoded_head, encoding_of
from oncotriples.documents.problems import UnreadableDocument

TEXT = "<Summary>\n  café naïve 漢字 \U0001f9ec\n</Summary>\n"


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_each_encoding_is_known_by_its_bytes(data: bytes, codec: str) -> None:
    assert encoding_of(data) == codec
    assert decoded(data) == TEXT
    assert decoded_head(data) == TEXT


def test_the_empty_document_is_text() -> None:
    assert decoded(b"") == decoded_head(b"") == ""


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_head_may_end_inside_a_character(codec: str) -> None:
    data = TEXT.encode(codec)
    for length in range(len(data)):
        try:
            head = decoded_head(data[:length])
        except UnreadableDocument:
            assert length < 4  # too little to tell UTF-16 by
        else:
            assert TEXT.startswith(head) or length < 4


@pytest.mark.parametrize(
    ("data", "line", "value", "said"),
    [
        ("one\ntwo caf\xe9\n".encode("latin-1"), 2, "e9 0a", "these bytes are no UTF-8"),
        (codecs.BOM_UTF8 + b"\xff", 1, "ff", "these bytes are no UTF-8"),
        (codecs.BOM_UTF16_LE + "a\n".encode("utf-16-le") + b"\x00\xdc", 2, "00 dc", "these bytes are no UTF-16"),
        (codecs.BOM_UTF16_LE + b"a", 1, "61", "these bytes are no UTF-16"),
        (TEXT.encode("utf-32"), 0, "", "the document is UTF-32"),
        (TEXT.encode("utf-32-be"), 0, "113 zero bytes", "the document holds zero bytes and is no UTF-16"),
        (b"GIF89a\x00\x01\x00", 0, "2 zero bytes", "the document holds zero bytes and is no UTF-16"),
    ],
)
def test_other_bytes_are_told_with_their_line(data: bytes, line: int, value: str, said: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        decoded(data)
    problem = caught.value.problem
    assert (problem.rule, problem.line, problem.value) == ("wrong-encoding", line, value)
    assert problem.message == f"{said}: save the document as UTF-8, or get it again from its source"

import hashlib
from io import BytesIO

import pytest

from oncotriples.documents.problems import UnreadableDocument
from oncotriples.documents.xml_encoding import XmlText
from oncotriples.quality.findings import Severity

TEXT = '<?xml version="1.0" encoding="{}"?><Root>\u00e9 \u2264 \U0001d11e</Root>'


def text_of(data: bytes, limit: int = 1 << 30) -> XmlText:
    return XmlText(BytesIO(data), "sample.xml", limit)


@pytest.mark.parametrize(
    ("codec", "declared", "contradicts"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", "UTF8", ""),
        ("utf-8-sig", "utf-8", ""),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-16", ""),
        ("utf-16-be", "UTF-16BE", ""),
        ("utf-16", "utf-8", "UTF-16"),
        ("utf-16-le", "utf-8", "UTF-16-LE"),
        ("utf-16-be", "utf-16le", "UTF-16-BE"),
        ("utf-8", "utf-16", "UTF-8"),
        ("utf-8-sig", "iso-8859-1", "UTF-8"),
        ("utf-8", "x-unheard-of", "UTF-8"),
    ],
)
def test_the_bytes_say_their_encoding(codec: str, declared: str, contradicts: str) -> None:
    document = TEXT.format(declared)
    text = text_of(document.encode(codec))
    assert "".join(text) == document
    expected = f"the bytes are {contradicts}, as which they were read: correct the declaration"
    assert [(p.severity, p.rule, p.line, p.value, p.message) for p in text.problems] == (
        [(Severity.WARNING, "encoding-contradiction", 1, declared, expected)] if contradicts else []
    )


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("shift", range(4))
def test_a_character_may_lie_on_the_border_of_two_blocks(codec: str, shift: int) -> None:
    document = f"<Root>{'x' * (600 + shift)}" + "\U0001d11e" * 40_000
    data = document.encode(codec)
    text = text_of(data)
    assert "".join(text) == document
    assert text.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_wrong_byte_is_told_by_its_line_far_into_the_document(ending: str) -> None:
    data = f"<Root>{ending}".encode() + f"wax{ending}".encode() * 50_000 + b"\xff</Root>"
    with pytest.raises(UnreadableDocument) as caught:
        list(text_of(data))
    problem = caught.value.problem
    assert (problem.rule, problem.line, problem.value) == ("wrong-encoding", 50_002, "ff 3c 2f 52")
    assert problem.message == "these bytes are no UTF-8: save the document as UTF-8, or get it again"


def test_half_a_character_at_the_end_is_wrong() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        list(text_of("<Root>\n\u00e9".encode()[:-1]))
    assert (caught.value.problem.line, caught.value.problem.value) == (2, "c3")


def test_a_document_beyond_the_limit_is_refused_before_it_is_read() -> None:
    pieces = iter(text_of(b"<Root>" + b"x" * 10_000_000, limit=1 << 20))
    with pytest.raises(UnreadableDocument) as caught:
        list(pieces)
    assert (caught.value.problem.rule, caught.value.problem.value) == ("too-large", "sample.xml")
    assert caught.value.problem.message == ("the document is longer than the limit of 1 MiB: split it, or leave it out")

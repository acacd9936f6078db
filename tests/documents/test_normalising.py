"""The text of a block is the same whatever its apparatus, and marks stay on the words they were put on."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.documents.normalising import TextBuilder, normalised
from oncotriples.documents.outline import MarkKind


@pytest.mark.parametrize(
    ("pieces", "text", "at"),
    [
        (("Rate.", None, " More"), "Rate. More", 5),
        (("Rate ", None, ", and more"), "Rate, and more", 4),
        (("Rate ", None, " of men"), "Rate of men", 4),
        (("Rate", None, "of men"), "Rateof men", 4),
        ((None, " Rate"), "Rate", 0),
        (("Rate \n\t", None), "Rate", 4),
        (("Rate", None, " ", None, "."), "Rate.", 4),
        (("cafe", None, "\u0301 is open"), "caf\u00e9 is open", 4),
        ((" a\u00a0 \u2009b ", None, " c"), "a b c", 3),
    ],
)
def test_apparatus_leaves_no_text(pieces: tuple[str | None, ...], text: str, at: int) -> None:
    builder = TextBuilder()
    for piece in pieces:
        if piece is None:
            builder.pointer("1")
        else:
            builder.add(piece)
    built, marks = builder.build()
    assert built == text
    assert {(mark.start, mark.end) for mark in marks} == {(at, at)}


def test_spans_cover_words_and_not_the_spaces_around_them() -> None:
    builder = TextBuilder()
    builder.add("The  ")
    outer = builder.here()
    builder.add(" e\u0301ast ")
    inner = builder.here()
    builder.add(" KIT ")
    builder.span(MarkKind.GENE, inner, "")
    builder.span(MarkKind.TERM, outer, "CDR0000000001", label="link")
    builder.level("CDR0000000002", "C1", "Level of evidence C1")
    builder.add(" rest")
    text, marks = builder.build()
    assert text == "The \u00e9ast KIT rest"
    assert [(mark.kind, text[mark.start : mark.end]) for mark in marks] == [
        (MarkKind.TERM, "\u00e9ast KIT"),
        (MarkKind.GENE, "KIT"),
        (MarkKind.LEVEL, ""),
    ]
    assert (marks[2].label, marks[2].printed, marks[2].start) == ("C1", "Level of evidence C1", 12)


PIECES = st.lists(st.text(alphabet="ab \n\u00a0\u0301.,\u1100\u1161\u212b", max_size=4), max_size=8)


@given(PIECES)
def test_text_is_normal_and_marks_lie_in_it(pieces: list[str]) -> None:
    builder = TextBuilder()
    for piece in pieces:
        begin = builder.here()
        builder.add(piece)
        builder.span(MarkKind.TERM, begin, "CDR0000000001")
        builder.pointer("1")
    text, marks = builder.build()
    assert unicodedata.is_normalized("NFC", text)
    assert text == " ".join(text.split())
    assert all(0 <= mark.start <= mark.end <= len(text) for mark in marks)
    assert [mark.start for mark in marks] == sorted(mark.start for mark in marks)


@given(PIECES)
def test_spans_do_not_change_the_text(pieces: list[str]) -> None:
    builder = TextBuilder()
    for piece in pieces:
        begin = builder.here()
        builder.add(piece)
        builder.span(MarkKind.TERM, begin, "CDR0000000001")
    assert builder.build()[0] == normalised("".join(pieces))

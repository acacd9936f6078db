"""The text of a block is the same whatever its apparatus, and marks stay on the words they were put on."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.documents.normalising import TextBuilder, TextFlow, normalised
from oncotriples.documents.outline import MarkKind


@pytest.mark.parametrize("kind", [TextBuilder, TextFlow])
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
def test_apparatus_leaves_no_text(
    kind: type[TextBuilder | TextFlow], pieces: tuple[str | None, ...], text: str, at: int
) -> None:
    builder = kind()
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


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["text", "pointer", "level", "link", "begin", "end"]),
        st.text("ab \n\u00a0.,\u00e9", max_size=4),
    ),
    max_size=14,
)


@given(STEPS)
def test_text_normalised_while_added_has_the_same_marks(steps: list[tuple[str, str]]) -> None:
    flow, builder = TextFlow(), TextBuilder()
    begun: list[tuple[int, int]] = []
    for step, text in steps:
        if step == "text":
            assert flow.add(text) == normalised(text)
            builder.add(text)
        elif step == "pointer":
            flow.pointer("1", text)
            builder.pointer("1", text)
        elif step == "level":
            flow.level("2", text, text)
            builder.level("2", text, text)
        elif step == "link":
            begin = builder.here()
            flow.link(MarkKind.DRUG, text, "3", "_4")
            builder.add(text)
            builder.span(MarkKind.DRUG, begin, "3", label=normalised(text), section="_4")
        elif step == "begin":
            begun.append((flow.here(), builder.here()))
        elif begun:
            first, second = begun.pop()
            flow.span(MarkKind.TERM, first, "5", label=text)
            builder.span(MarkKind.TERM, second, "5", label=text)
    assert flow.build() == builder.build()


def test_a_character_made_by_two_pieces_is_one_with_its_marks_behind_it() -> None:
    flow = TextFlow()
    flow.link(MarkKind.TERM, "cafe", "1")
    flow.pointer("2")
    flow.link(MarkKind.TERM, "\u0301 is", "3")
    flow.pointer("4")
    text, marks = flow.build()
    assert text == "caf\u00e9 is"
    assert [(mark.target, mark.start, mark.end) for mark in marks] == [
        ("1", 0, 4),
        ("2", 4, 4),
        ("3", 4, 7),
        ("4", 7, 7),
    ]

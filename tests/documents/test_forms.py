"""The same invented document as Markdown, as HTML and as XML gives the same blocks, texts and marks."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from oncotriples.documents.normalising import normalised
from oncotriples.documents.outline import Block, Outline, References
from oncotriples.documents.page import read_page
from oncotriples.documents.summary import read_summary

POPUP = "/Common/PopUps/popDefinition.aspx?id="
ENTRY = "Roe R: Entry. Press, 2001."

Plain = Callable[[str], str]
Group = Callable[[tuple[int, ...]], str]


@dataclass(frozen=True)
class Piece:
    """A few words and what stands behind them: numbers of entries, and the digits of a level's identifier or none."""

    words: str
    pointers: tuple[int, ...] = ()
    level: str = ""


@dataclass(frozen=True)
class Part:
    """A section: its heading, paragraphs, items and the number of entries of its list."""

    title: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    items: tuple[tuple[Piece, ...], ...]
    entries: int


_WORD = st.text("abcdefghijklmnopqrstuvwxyzäöéßñµ≥<&", min_size=2, max_size=9).filter(lambda word: word[0] not in "<&")
_WORDS = st.lists(_WORD, min_size=1, max_size=5).map(lambda words: "So " + " ".join(words))
_LEVELS = st.sampled_from(("", "", "335150", "810017"))
_PIECE = st.builds(Piece, _WORDS, st.lists(st.integers(1, 9), max_size=4, unique=True).map(tuple), _LEVELS)
_TEXT = st.lists(_PIECE, min_size=1, max_size=3).map(tuple)
_PART = st.builds(
    Part,
    st.lists(st.text("abcdefgh", min_size=3, max_size=8), min_size=1, max_size=3).map(
        lambda words: "Part " + " ".join(words)
    ),
    st.lists(_TEXT, min_size=1, max_size=3).map(tuple),
    st.lists(_TEXT, max_size=3).map(tuple),
    st.integers(1, 9),
)
_DOCUMENT = st.lists(_PART, min_size=1, max_size=3)


def text(pieces: Iterable[Piece], plain: Plain, group: Group, level: Plain) -> str:
    """The sentences of a paragraph or item in a form: how it writes words, a group of pointers and a level."""
    return " ".join(
        plain(piece.words)
        + (group(piece.pointers) if piece.pointers else "")
        + (level(piece.level) if piece.level else "")
        + "."
        for piece in pieces
    )


def markdown(parts: list[Part]) -> bytes:
    def level(digits: str) -> str:
        return f"[[Level of evidence A1]({POPUP}{digits}&version=HealthProfessional)]"

    lines = ["# Made up (PDQ®)"]
    for section, part in enumerate(parts, 1):

        def group(numbers: Iterable[int], section: int = section) -> str:
            return f"[{','.join(f'[{n}](#cit/section_{section}.{n})' for n in numbers)}]"

        lines += [f"## {part.title}", *(text(pieces, str, group, level) for pieces in part.paragraphs)]
        lines.append("\n".join(f"- {text(pieces, str, group, level)}" for pieces in part.items))
        lines += ["### References", "\n".join(f"{n}. {ENTRY}" for n in range(1, part.entries + 1))]
    return "\n\n".join(lines).encode()


def html(parts: list[Part]) -> bytes:
    def level(digits: str) -> str:
        return f'[<a href="{POPUP}{digits}&amp;version=HealthProfessional">Level of evidence A1</a>]'

    lines = ["<!DOCTYPE html><html><head><title>Made up (PDQ®)</title></head><body><h1>Made up (PDQ®)</h1>"]
    for section, part in enumerate(parts, 1):

        def group(numbers: Iterable[int], section: int = section) -> str:
            return "[" + ",".join(f'<a href="#cit/section_{section}.{n}">{n}</a>' for n in numbers) + "]"

        lines.append(f"<section><h2>{part.title}</h2>")
        lines += [f"<p>{text(pieces, escape, group, level)}</p>" for pieces in part.paragraphs]
        lines += ["<ul>", *(f"<li>{text(pieces, escape, group, level)}</li>" for pieces in part.items), "</ul>"]
        lines.append("<h6>References</h6><ol>")
        lines += [f'<li id="section_{section}.{n}">{ENTRY}</li>' for n in range(1, part.entries + 1)]
        lines.append("</ol></section>")
    return "".join([*lines, "</body></html>"]).encode()


def xml(parts: list[Part]) -> bytes:
    def group(numbers: Iterable[int]) -> str:
        return "".join(f'<Reference refidx="{n}"/>' for n in numbers)

    def level(digits: str) -> str:
        return f'[<LOERef href="CDR0000{digits}">Level of evidence A1</LOERef>]'

    lines = ['<Summary id="CDR0000000001"><SummaryTitle>Made up (PDQ®)</SummaryTitle>']
    for part in parts:
        lines.append(f"<SummarySection><Title>{part.title}</Title>")
        lines += [f"<Para>{text(pieces, escape, group, level)}</Para>" for pieces in part.paragraphs]
        if part.items:
            items = (f"<ListItem>{text(pieces, escape, group, level)}</ListItem>" for pieces in part.items)
            lines += ["<ItemizedList>", *items, "</ItemizedList>"]
        lines.append("<ReferenceSection>")
        lines += [f'<Citation idx="{n}">{ENTRY}</Citation>' for n in range(1, part.entries + 1)]
        lines.append("</ReferenceSection></SummarySection>")
    return "".join([*lines, "</Summary>"]).encode()


def seen(outline: Outline) -> list[Any]:
    """What every form carries: blocks, texts, marks; of pointers the number without the section."""
    found: list[Any] = []
    for block in outline.blocks:
        if isinstance(block, Block):
            marks = [(it.kind, it.start, it.end, it.target.rpartition(".")[2]) for it in block.marks]
            found.append((block.kind, block.text, marks))
        elif isinstance(block, References):
            found.append([(entry.number, entry.text) for entry in block.entries])
    return found


@settings(max_examples=60, deadline=None)
@given(_DOCUMENT)
def test_every_form_gives_the_same_outline(parts: list[Part]) -> None:
    from_markdown, from_html = (read_page(made(parts), name) for made, name in ((markdown, "a.md"), (html, "a.html")))
    from_xml = read_summary(BytesIO(xml(parts)), "a.xml")
    assert (from_markdown.form, from_html.form, from_xml.form) == ("markdown", "html", "xml")
    assert seen(from_markdown) == seen(from_html)
    assert seen(from_markdown) == seen(from_xml)


_TOKENS = (
    *("word ", "A. ", "[", "]", "(", ")", "[[1](#cit/section_1.1)]", "[1-3]", f"[[x]({POPUP}335150)]", "NCT00000001"),
    *(
        "\n",
        "\n\n",
        "## ",
        "- ",
        "1. ",
        "| a | b |\n",
        "|---|---|\n",
        "*",
        "_",
        "`",
        "<",
        "&amp;",
        " ",
        "e\u0301",
        "\xa0",
    ),
    *("[Level of evidence: 3iiiA]", "### References\n\n"),
)
_MARKED = st.lists(st.sampled_from(_TOKENS), max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(_MARKED)
def test_texts_are_normalised_and_marks_lie_in_them(body: str) -> None:
    outline = read_page(f"# Made up (PDQ)\n\n{body}".encode(), "a.md")
    for block in outline.blocks:
        if isinstance(block, Block):
            assert block.text == normalised(block.text)
            places = [mark.start for mark in block.marks]
            assert places == sorted(places)
            assert all(0 <= mark.start <= mark.end <= len(block.text) for mark in block.marks)
            assert not re.search(r"\[\[?1\]?\(#cit", block.text)

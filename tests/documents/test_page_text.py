"""Plain text: the same blocks as the Markdown of it, but for the section that its pointers do not name."""

from collections import Counter
from dataclasses import replace

import pytest
from support import ROOT, needs_shared

from oncotriples.documents.outline import Block, BlockKind, Cell, Mark, MarkKind, References, Table
from oncotriples.documents.page import read_page
from oncotriples.documents.page_tables import marks_of

PAGES = ROOT / "tests" / "data" / "documents" / "page"


def unnamed(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(
        replace(mark, target=mark.target.rpartition(".")[2]) if mark.kind is MarkKind.POINTER else mark
        for mark in marks
    )


def bare(block: Block | Table | References) -> Block | Table | References:
    """A block without lines, its pointers without sections."""
    if isinstance(block, Block):
        return replace(block, marks=unnamed(block.marks), line=0)
    if isinstance(block, Table):
        return replace(block, head=cells(block.head), body=cells(block.body), line=0)
    return replace(block, line=0, entries=tuple(replace(entry, line=0) for entry in block.entries))


def cells(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(replace(cell, marks=unnamed(cell.marks)) for cell in row) for row in rows)


def test_text_and_markdown_give_the_same_blocks() -> None:
    text = read_page((PAGES / "glimmer-section.txt").read_bytes(), "glimmer-section.txt")
    markdown = read_page((PAGES / "glimmer-section.md").read_bytes(), "glimmer-section.md")
    assert [bare(block) for block in text.blocks] == [bare(block) for block in markdown.blocks]
    assert (text.form, text.title, text.counted) == ("text", markdown.title, markdown.counted)
    assert (text.audience, dict(text.left_out), text.problems) == ("Health professionals", {"publisher": 2}, ())


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("A heading\n\nA text.", [("heading", "A heading", 1), ("paragraph", "A text.", 0)]),
        ("A text:\n\nlower case line", [("paragraph", "A text:", 0), ("paragraph", "lower case line", 0)]),
        ("Lead in:\n- a\n  b\n- c", [("paragraph", "Lead in:", 0), ("item", "a b", 1), ("item", "c", 1)]),
        ("1. a\n2. b\n\nEnd.", [("item", "a", 1), ("item", "b", 1), ("paragraph", "End.", 0)]),
        ("x" * 121, [("paragraph", "x" * 121, 0)]),
    ],
)
def test_blocks(body: str, blocks: list[tuple[str, str, int]]) -> None:
    found = read_page(f"T (PDQ®)\n\n{body}\n".encode(), "x.txt").blocks
    assert [(block.kind, block.text, block.depth) for block in found if isinstance(block, Block)] == blocks


@pytest.mark.parametrize(
    ("data", "rules"),
    [
        (b"\n\n", ["title-missing"]),
        (b"T\n\nTable 1. A\n", ["table-without-rows"]),
        (b"T\n\nA[3-1].\n", ["pointer-range"]),
        (b"T\n\n1. A 1999.\n1. B 1999.\n", []),
        (b"T\n\nA.\n\n1. A 1999.\n2. B 1999.\n2. C 1999.\n", ["entry-number-twice"]),
        (b"T\n\n" + b"[1," * 100_000, []),
        (b"T\n\n[1" + b" " * 500_000 + b"x", []),
    ],
)
def test_problems(data: bytes, rules: list[str]) -> None:
    assert [problem.rule for problem in read_page(data, "x.txt").problems] == rules


def test_the_real_section() -> None:
    path = needs_shared() / "documents" / "childhood-sts-metastatic.txt"
    outline = read_page(path.read_bytes(), path.name)
    kinds = Counter(block.kind for block in outline.blocks if isinstance(block, Block))
    assert kinds == {BlockKind.HEADING: 4, BlockKind.PARAGRAPH: 6}
    headings = [block for block in outline.blocks if isinstance(block, Block) and block.kind is BlockKind.HEADING]
    assert [heading.depth for heading in headings] == [1, 2, 2, 2]
    found = Counter(mark.kind for block in outline.blocks for mark in marks_of(block))
    assert found == {MarkKind.POINTER: 20, MarkKind.LEVEL: 1}
    (table,) = (block for block in outline.blocks if isinstance(block, Table))
    assert (table.label, len(table.head), len(table.body)) == ("Table 9", 1, 8)
    (references,) = (block for block in outline.blocks if isinstance(block, References))
    assert len(references.entries) == 19
    assert (dict(outline.left_out), outline.problems) == ({"publisher": 2}, ())

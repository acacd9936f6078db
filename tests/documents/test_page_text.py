"""Plain text: the same blocks as the Markdown of it, but for the section that its pointers do not name."""

from collections import Counter
from dataclasses import replace

import pytest
from support import ROOT, needs_shared
from telling import told

from oncotriples.documents.outline import Block, BlockKind, Cell, Mark, MarkKind, Outline, References, Table
from oncotriples.documents.page import read_page
from oncotriples.documents.page_tables import marks_of

PAGES = ROOT / "tests" / "data" / "documents" / "page"


def unnamed(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(
        mark._replace(target=mark.target.rpartition(".")[2]) if mark.kind is MarkKind.POINTER else mark
        for mark in marks
    )


def bare(block: Block | Table | References) -> Block | Table | References:
    """A block without lines, its pointers without sections."""
    if isinstance(block, Block):
        return block._replace(marks=unnamed(block.marks), line=0)
    if isinstance(block, Table):
        return replace(block, head=cells(block.head), body=cells(block.body), line=0)
    return replace(block, line=0, entries=tuple(entry._replace(line=0) for entry in block.entries))


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
    assert [problem.rule for problem in told(read_page(data, "x.txt"))] == rules


WHOLE = """T (PDQ®) - Health Professional Version

First section

A text.[1,2]

Part of it

Another.[2][Levels of evidence A1 and B3]

References

1. Alder A: One. J Made Up 1 (1): 1-9, 2001.
2. Birch B: Two.
   J Made Up 2 (1): 1-9, 2002.

3. Cedar C: Three. J Made Up 3 (1): 1-9, 2003.

Second section

1. An item.[1]

References
1. Dogwood D: Four. J Made Up 4 (1): 1-9, 2004.

Latest Updates to This Summary (05/12/2025)

Something was added.[1]

About This PDQ Summary

Purpose of This Summary

A purpose.
"""


def shape(outline: Outline) -> list[tuple[str, str | int]]:
    """The depth and text of each block, and the entries of each list."""
    return [
        (block.kind + str(block.depth), block.text)
        if isinstance(block, Block)
        else ("references", len(block.entries) if isinstance(block, References) else 0)
        for block in outline.blocks
    ]


def test_a_whole_summary_in_plain_text() -> None:
    outline = read_page(WHOLE.encode(), "x.txt")
    assert shape(outline) == [
        ("heading1", "First section"),
        ("paragraph0", "A text."),
        ("heading2", "Part of it"),
        ("paragraph0", "Another."),
        ("references", 3),
        ("heading1", "Second section"),
        ("item1", "An item."),
        ("references", 1),
    ]
    (first, _) = (block for block in outline.blocks if isinstance(block, References))
    assert [(entry.number, entry.line) for entry in first.entries] == [(1, 13), (2, 14), (3, 17)]
    assert first.entries[1].text == "Birch B: Two. J Made Up 2 (1): 1-9, 2002."
    marks = [mark for block in outline.blocks for mark in marks_of(block)]
    assert [mark.target for mark in marks if mark.kind is MarkKind.POINTER] == ["1", "2", "2", "1"]
    assert [mark.label for mark in marks if mark.kind is MarkKind.LEVEL] == ["A1", "B3"]
    assert (outline.updated, outline.problems) == ("2025-05-12", ())
    assert dict(outline.left_out) == {
        "latest-updates": 2,
        "latest-updates-pointers": 1,
        "about-this-summary": 3,
    }
    assert (outline.counted["headings"], outline.counted["references"]) == (6, 4)


@pytest.mark.parametrize(
    ("text", "blocks", "rules"),
    [
        ("References\n\nA text.", [("paragraph0", "A text.")], ["references-missing"]),
        ("S\n\nReferences\n\nNext", [("heading1", "S"), ("heading2", "Next")], ["references-missing"]),
        ("S\n\nReferences", [("heading1", "S")], ["references-missing"]),
        ("S\n\nReferences\n1. A\nTo End Here\nfoot", [("heading1", "S"), ("references", 1)], []),
        ("S\n\nReferences:\n\n1. A\n\nA paragraph.", [("heading1", "S"), ("references", 1)], []),
        ("S\n\nA line\nReferences\n1. A", [("heading1", "S"), ("paragraph0", "A line References"), ("item1", "A")], []),
    ],
)
def test_a_line_of_references(text: str, blocks: list[tuple[str, str | int]], rules: list[str]) -> None:
    outline = read_page(f"T (PDQ®)\n\n{text}\n".encode(), "x.txt")
    assert (shape(outline), [problem.rule for problem in told(outline)]) == (blocks, rules)


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

"""Markdown copies: front matter, reference lists, lines broken at unlucky places."""

import pytest
from telling import told

from oncotriples.documents.outline import Block, BlockKind, References
from oncotriples.documents.page import read_page

TITLE = "# T (PDQ®)\n\n## S\n\n"


def entries(lines: str) -> list[tuple[int, str, int]]:
    outline = read_page(f"{TITLE}###### References\n\n{lines}\n".encode(), "page.md")
    found = [block for block in outline.blocks if isinstance(block, References)]
    return [(entry.number, entry.text, entry.line) for block in found for entry in block.entries]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("1. A B.\n2. C D.", [(1, "A B.", 7), (2, "C D.", 8)]),
        ("1. A B. J\n7 (1): 1-9, 1999.\n2. C D.", [(1, "A B. J 7 (1): 1-9, 1999.", 7), (2, "C D.", 9)]),
        ("1. A B\n. Breast Cancer 3: 4.", [(1, "A B . Breast Cancer 3: 4.", 7)]),
        ("1. A B,\n2004. C D.\n2. E F.", [(1, "A B, 2004. C D.", 7), (2, "E F.", 9)]),
        ("1. A\n\n2. B", [(1, "A", 7), (2, "B", 9)]),
        ("3. A\n5. B", [(3, "A", 7), (5, "B", 8)]),
        ("1. A [[PUBMED Abstract]](https://pubmed.ncbi.nlm.nih.gov/9/) B", [(1, "A B", 7)]),
        ("1. A <b> & *B*", [(1, "A <b> & B", 7)]),
        ("1. - A", [(1, "- A", 7)]),
        ("1. [A]: B", [(1, "[A]: B", 7)]),
    ],
)
def test_reference_lists(lines: str, expected: list[tuple[int, str, int]]) -> None:
    assert entries(lines) == expected


@pytest.mark.parametrize(
    ("lines", "rule", "line", "value"),
    [
        ("1. A\n1. B", "entry-number-twice", 8, "1"),
        ("A B\n1. C", "entry-without-number", 7, "A B"),
        ("", "references-missing", 5, ""),
        ("## Next", "references-missing", 5, ""),
        ("1. [[PUBMED Abstract]](https://pubmed.ncbi.nlm.nih.gov/9/)", "entry-empty", 7, "1"),
        (
            "1. A [PubMed](https://pubmed.ncbi.nlm.nih.gov/9/) [PubMed](https://pubmed.ncbi.nlm.nih.gov/8/)",
            "entry-with-two-pmids",
            7,
            "8",
        ),
    ],
)
def test_what_is_wrong_with_a_reference_list(lines: str, rule: str, line: int, value: str) -> None:
    problems = told(read_page(f"{TITLE}###### References\n\n{lines}\n".encode(), "page.md"))
    assert [(problem.rule, problem.line, problem.value) for problem in problems] == [(rule, line, value)]


@pytest.mark.parametrize(
    ("markdown", "blocks"),
    [
        (
            "more than\n> 5 cm, or\n+ two\n* three\n1997. Four",
            [(BlockKind.PARAGRAPH, "more than > 5 cm, or + two * three 1997. Four")],
        ),
        ("a\n===\n", [(BlockKind.PARAGRAPH, "a ===")]),
        ("[Note]: x", [(BlockKind.PARAGRAPH, "[Note]: x")]),
        ("a `b <c>` <script>x</script>", [(BlockKind.PARAGRAPH, "a `b <c>` <script>x</script>")]),
        ("- a\n- b\nc\n\nd", [(BlockKind.ITEM, "a"), (BlockKind.ITEM, "b c"), (BlockKind.PARAGRAPH, "d")]),
        ("- a\n\n- b\n- c", [(BlockKind.ITEM, text) for text in "abc"]),
        ("1. a\n\n- b\n\n2. c", [(BlockKind.ITEM, text) for text in "abc"]),
        ("* a\n* b", [(BlockKind.ITEM, "a"), (BlockKind.ITEM, "b")]),
        ("- a\n\n  b", [(BlockKind.ITEM, "a"), (BlockKind.PARAGRAPH, "b")]),
    ],
)
def test_lines(markdown: str, blocks: list[tuple[BlockKind, str]]) -> None:
    outline = read_page((TITLE + markdown).encode(), "page.md")
    assert [(block.kind, block.text) for block in outline.blocks[1:] if isinstance(block, Block)] == blocks


@pytest.mark.parametrize(
    ("front", "title", "reviewed"),
    [
        ("title: A (PDQ®) - NCI\nlastReviewed: '2025-12-30'", "A (PDQ®)", "2025-12-30"),
        ("title: 'A''s: B (PDQ®)\n  - NCI'\nlastReviewed: soon", "A's: B (PDQ®)", ""),
        ('title: "A \\"B\\" (PDQ®)"', 'A "B" (PDQ®)', ""),
    ],
)
def test_front_matter(front: str, title: str, reviewed: str) -> None:
    outline = read_page(f"---\n{front}\naudienceLevel: patient\n---\n\n## S\n\nText.\n".encode(), "page.md")
    assert (outline.title, outline.reviewed, outline.audience, told(outline)) == (title, reviewed, "", ())


def test_front_matter_that_does_not_end_is_a_problem() -> None:
    outline = read_page(b"---\ntitle: A\n\n# B (PDQ)\n\n## S\n", "page.md")
    assert [(problem.rule, problem.line) for problem in told(outline)] == [("front-matter-open", 1)]
    assert outline.title == "B (PDQ)"

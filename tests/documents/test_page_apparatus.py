"""Which brackets are apparatus, and what marks they leave. A table row is Markdown: what a page prints, what stays."""

import pytest
from telling import told

from oncotriples.documents.outline import Block, Mark, MarkKind, Table
from oncotriples.documents.page import read_page


def first_block(markdown: str) -> Block | Table:
    block = read_page(f"# T (PDQ®)\n\n## S\n\n{markdown}\n".encode(), "page.md").blocks[1]
    assert isinstance(block, Block | Table)
    return block


def link(*numbers: int) -> list[str]:
    return [f"[{number}](#cit/section_1.{number})" for number in numbers]


def level(text: str, number: int = 810035) -> str:
    return f"[{text}](/Common/PopUps/popDefinition.aspx?id={number}&version=HealthProfessional&language=English)"


def shown(marks: tuple[Mark, ...]) -> list[str]:
    return [f"{mark.start}:{mark.target}" for mark in marks if mark.kind is MarkKind.POINTER]


@pytest.mark.parametrize(
    ("markdown", "text", "pointers"),
    [
        ("It is.[{}]", "It is.", ["6:1.1"]),
        ("It is.[{},{}]", "It is.", ["6:1.1", "6:1.2"]),
        ("It is.[{},{}-{}]", "It is.", ["6:1.1", "6:1.2", "6:1.3"]),
        ("It is.[{}; {} \u2013 {}]", "It is.", ["6:1.1", "6:1.2", "6:1.3"]),
        ("It is.[{}], [{}] x", "It is., x", ["6:1.1", "7:1.2"]),
        ("It [{}] is [{}].", "It is.", ["2:1.1", "5:1.2"]),
        ("It [ABC] is.[{}]", "It [ABC] is.", ["12:1.1"]),
        ("It is.[{}]-[{}] So", "It is. So", ["6:1.1", "6:1.2"]),
    ],
)
def test_pointers(markdown: str, text: str, pointers: list[str]) -> None:
    block = first_block(markdown.format(*link(1, 2, 3)))
    assert isinstance(block, Block)
    assert (block.text, shown(block.marks)) == (text, pointers)


def test_a_range_is_expanded() -> None:
    for printed in ("[{}-{}]", "[{}]-[{}]", "[{}] \u2013 [{}]"):
        block = first_block(f"It is.{printed}".format(*link(7, 11)))
        assert isinstance(block, Block)
        assert block.text == "It is."
        assert shown(block.marks) == ["6:1.7", "6:1.8", "6:1.9", "6:1.10", "6:1.11"]


@pytest.mark.parametrize(("first", "last"), [(5, 3), (3, 3), (1, 300)])
def test_a_range_that_is_none_is_a_problem(first: int, last: int) -> None:
    outline = read_page("# T (PDQ®)\n\n## S\n\nIt is.[{}-{}]\n".format(*link(first, last)).encode(), "page.md")
    assert [(problem.rule, problem.line, problem.value) for problem in told(outline)] == [
        ("pointer-range", 5, f"1.{first}-1.{last}")
    ]
    assert "mend the range" in told(outline)[0].message


@pytest.mark.parametrize(
    ("markdown", "text", "levels"),
    [
        (
            f"It is.[{level('Level of evidence C1')}] So",
            "It is. So",
            [("Level of evidence C1", "Level of evidence C1")],
        ),
        (
            f"It is.[{level('Level of evidence: 3iiiA')}]",
            "It is.",
            [("Level of evidence: 3iiiA", "Level of evidence: 3iiiA")],
        ),
        (f"It is.[{level('I')}]", "It is.", [("I", "I")]),
        (
            f"It is.[{level('Level of evidence: 3iiiA')}; [2](#cit/section_1.2)]",
            "It is.",
            [("Level of evidence: 3iiiA",) * 2],
        ),
        (
            f"It is.[[1](#cit/section_1.1), [2](#cit/section_1.2); {level('Level of evidence: 3iiiA')}]",
            "It is.",
            [("Level of evidence: 3iiiA", "Level of evidence: 3iiiA")],
        ),
        (
            f"It is.[Levels of evidence {level('A1')} and {level('B3')}]",
            "It is.",
            [("A1", "Levels of evidence A1 and B3"), ("B3", "Levels of evidence A1 and B3")],
        ),
        (
            f"It is.[Levels of evidence [{level('A1')}] and [{level('B3')}]]",
            "It is.",
            [("A1", "Levels of evidence [A1] and [B3]"), ("B3", "Levels of evidence [A1] and [B3]")],
        ),
        (
            f"It is.{level('[Level of evidence: II]')} So",
            "It is. So",
            [("Level of evidence: II", "Level of evidence: II")],
        ),
        (
            f"It is.[[1](#cit/section_1.1)]{level('Level of evidence: IV')}",
            "It is.",
            [("Level of evidence: IV", "Level of evidence: IV")],
        ),
        (level("Level of evidence (dawnitinib): 4"), "", [("Level of evidence (dawnitinib): 4",) * 2]),
        ("It is.[Level of evidence: 3iiiA] So", "It is. So", [("3iiiA", "Level of evidence: 3iiiA")]),
        (
            "It is.[Levels of evidence A1 and B3] So",
            "It is. So",
            [("A1", "Levels of evidence A1 and B3"), ("B3", "Levels of evidence A1 and B3")],
        ),
        (
            "It is.[Levels of evidence: 1iiA, 3iiiDiv, and IV]",
            "It is.",
            [(code, "Levels of evidence: 1iiA, 3iiiDiv, and IV") for code in ("1iiA", "3iiiDiv", "IV")],
        ),
        ("It is.[Level of evidence (x): 4]", "It is.", [("(x): 4", "Level of evidence (x): 4")]),
        (
            "It is.[Level of evidence: poor and mixed]",
            "It is.",
            [("poor and mixed", "Level of evidence: poor and mixed")],
        ),
        (
            f"[*Note: read about {level('1ii')} here, in this long note of many words that is no level at all.*]",
            "[Note: read about 1ii here, in this long note of many words that is no level at all.]",
            [("1ii", "")],
        ),
        (f"The {level('level 1 evidence')} is poor.", "The level 1 evidence is poor.", [("level 1 evidence", "")]),
        (
            f"The level is {level('Level of evidence C3')}.",
            "The level is Level of evidence C3.",
            [("Level of evidence C3", "")],
        ),
        (f"It is ({level('C3')}).", "It is.", [("C3", "C3")]),
        (f"It [see {level('neoplasm')}] is.", "It [see neoplasm] is.", []),
    ],
)
def test_levels(markdown: str, text: str, levels: list[tuple[str, str]]) -> None:
    block = first_block(markdown)
    assert isinstance(block, Block)
    assert block.text == text
    assert [(mark.label, mark.printed) for mark in block.marks if mark.kind is MarkKind.LEVEL] == levels
    assert all(mark.target in ("CDR0000810035", "") for mark in block.marks if mark.kind is MarkKind.LEVEL)
    assert all(mark.start <= len(block.text) for mark in block.marks)


def test_a_level_in_prose_has_text_and_is_counted_apart() -> None:
    outline = read_page(f"# T (PDQ®)\n\n## S\n\nThe {level('level 1 evidence')} is poor.\n".encode(), "page.md")
    assert outline.counted["levels-in-prose"] == 1
    assert "level-marks" not in outline.counted
    block = outline.blocks[1]
    assert isinstance(block, Block)
    assert [(mark.kind, mark.target, mark.start, mark.end) for mark in block.marks] == [
        (MarkKind.LEVEL, "CDR0000810035", 4, 20)
    ]


def test_a_link_without_text_marks_nothing_and_is_counted() -> None:
    text = "# T (PDQ®)\n\n## S\n\nIt []({0}810035) is []({0}2&dictionary=Cancer.gov) poor.\n"
    outline = read_page(text.format("/popDefinition.aspx?id=").encode(), "page.md")
    block = outline.blocks[1]
    assert isinstance(block, Block)
    assert block.marks == ()
    assert outline.counted["marks-without-text"] == 2
    assert not {"levels-in-prose", "term-links"} & outline.counted.keys()


def test_in_a_cell_a_level_needs_no_bracket() -> None:
    table = first_block(f"Table 1. A\n\n| A | B |\n| --- | --- |\n| x | {level('1iiC')}; better |")
    assert isinstance(table, Table)
    cell = table.body[0][1]
    assert (cell.text, [(mark.kind, mark.label) for mark in cell.marks]) == ("; better", [(MarkKind.LEVEL, "1iiC")])


@pytest.mark.parametrize(
    ("markdown", "text", "rule"),
    [
        ("It (see {}) is.".format(*link(1)), "It (see) is.", "pointer-among-words"),
        (f"It is.[{level('Level of evidence B1')}", "It is.", "half-bracket"),
        (f"It is.{level('Level of evidence B1')}] So", "It is. So", "half-bracket"),
    ],
)
def test_what_is_doubtful_is_a_warning(markdown: str, text: str, rule: str) -> None:
    outline = read_page(f"# T (PDQ®)\n\n## S\n\n{markdown}\n".encode(), "page.md")
    block = outline.blocks[1]
    assert isinstance(block, Block)
    assert (block.text, len(block.marks)) == (text, 1)
    assert [(problem.rule, problem.severity.value, problem.line) for problem in told(outline)] == [(rule, "Warning", 5)]


@pytest.mark.parametrize(
    ("emphasised", "genes"),
    [
        ("*KIT*", ["KIT"]),
        ("*EWSR1*::*ATF1*", ["EWSR1", "ATF1"]),
        ("*BCR::ABL1*", ["BCR", "ABL1"]),
        ("***RB1* gene:**", ["RB1"]),
        ("*C11orf95*", ["C11orf95"]),
        ("*NKX2-1*", ["NKX2-1"]),
        ("*BRCA1/2*", ["BRCA1"]),
        ("*AJCC Cancer Staging Manual*", []),
        ("*II*", []),
        ("*P*", []),
        ("*in vitro*", []),
        ("KIT", []),
    ],
)
def test_genes(emphasised: str, genes: list[str]) -> None:
    block = first_block(f"The {emphasised} one.")
    assert isinstance(block, Block)
    assert [mark.label for mark in block.marks if mark.kind is MarkKind.GENE] == genes
    assert all(block.text[mark.start : mark.end] == mark.label for mark in block.marks)

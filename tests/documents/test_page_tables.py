"""Tables of pages become true grids: spans, heads, feet, titles across; in Markdown what the copying left of them."""

import pytest
from telling import told

from oncotriples.documents.outline import Cell, Table
from oncotriples.documents.page import read_page
from oncotriples.documents.page_tables import GRID_LIMIT

MARKDOWN = "# T (PDQ®)\n\n## S\n\n"


def html_table(rows: str) -> Table:
    page = f"<html><body><h1>T (PDQ®)</h1><h2>S</h2><table>{rows}</table></body></html>"
    table = read_page(page.encode(), "page.html").blocks[1]
    assert isinstance(table, Table)
    return table


def markdown_table(rows: str) -> Table:
    tables = [block for block in read_page((MARKDOWN + rows).encode(), "page.md").blocks if isinstance(block, Table)]
    assert len(tables) == 1
    return tables[0]


def texts(rows: tuple[tuple[Cell, ...], ...]) -> list[str]:
    return ["|".join(cell.text for cell in row) for row in rows]


@pytest.mark.parametrize(
    ("rows", "head", "body"),
    [
        ("<tr><td>a<td>b<tr><td>c<td>d", [], ["a|b", "c|d"]),
        ("<tr><th>A<th>B<tr><th>r<td>d", ["A|B"], ["r|d"]),
        (
            "<thead><tr><th rowspan=2>A<th colspan=2>B<tr><th>C<th>D<tbody><tr><td>1<td>2<td>3",
            ["A|B|B", "A|C|D"],
            ["1|2|3"],
        ),
        ("<tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e", [], ["a|b", "a|c", "d|e"]),
        ("<tr><td>a<td rowspan=0 colspan=x>b", [], ["a|b"]),
        ("<tr><td>a<tr><td>b<td>c<td>d", [], ["a||", "b|c|d"]),
        ("<tr><td rowspan=9>a<td>b", [], ["a|b"]),
        ("<tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d", [], ["a|b|c", "d|b|"]),
    ],
)
def test_spans_of_html(rows: str, head: list[str], body: list[str]) -> None:
    table = html_table(rows)
    assert (texts(table.head), texts(table.body)) == (head, body)


def test_a_spanning_cell_knows_its_corner_and_rows_without_text_are_counted() -> None:
    table = html_table("<tr><td>a<td>b<tr><td><td> <tr><td rowspan=2>c<td>d<tr><td>e")
    assert [[(cell.row, cell.column) for cell in row] for row in table.body] == [
        [(1, 1), (1, 2)],
        [(2, 1), (2, 2)],
        [(2, 1), (3, 2)],
    ]
    assert table.empty_rows == 1


def test_caption_and_foot() -> None:
    table = html_table("<caption>Table 2a. All <b>of</b> it</caption><tfoot><tr><td colspan=2>A = all.</table>")
    assert (table.label, table.title, [note.text for note in table.notes]) == ("Table 2a", "All of it", ["A = all."])


@pytest.mark.parametrize("rows", ["<tr><td colspan=200 rowspan=200>x" * 9, "<tr>" + "<td>x" * 900 + "<tr><td>y" * 900])
def test_a_grid_beyond_the_limit_is_a_problem(rows: str) -> None:
    rows = rows * 30
    page = f"<html><body><h1>T (PDQ®)</h1><table>{rows}</table></body></html>"
    outline = read_page(page.encode(), "page.html")
    assert [problem.rule for problem in told(outline)] == ["table-too-large"]
    assert str(GRID_LIMIT) in told(outline)[0].message
    table = outline.blocks[0]
    assert isinstance(table, Table)
    assert table.body == ()


def test_what_stands_in_a_table_that_is_too_large_is_left_out() -> None:
    cell = '<td colspan=200>a [<a href="#cit/section_1.1">1</a>]'
    rows = f"<caption>A [Level of evidence: 3iiiA]</caption>{f'<tr>{cell}' * 1001}"
    outline = read_page(f"<html><body><h1>T (PDQ®)</h1><table>{rows}</table></body></html>".encode(), "page.html")
    assert (outline.counted["pointers"], outline.counted["level-marks"]) == (1001, 1)
    assert dict(outline.left_out) == {"pointers": 1001}


@pytest.mark.parametrize(
    ("rows", "head", "body", "notes"),
    [
        ("| A | B |\n| --- | --- |\n| a | b |", ["A|B"], ["a|b"], []),
        ("|  |  |\n| --- | --- |\n| a | b |", [], ["a|b"], []),
        ("| A | | B |\n| --- | --- | --- |\n| a |  | b |", ["A|A|B"], ["a||b"], []),
        ("| A | B |\n| --- | --- |\n| **T** | |\n| a | b |", ["A|B"], ["T|T", "a|b"], []),
        (
            "| A | B |\n| --- | --- |\n|  |  |\n| --- | --- |\n| A = all. | |\n| **T** | |\n| a | b |",
            ["A|B"],
            ["T|T", "a|b"],
            ["A = all."],
        ),
        (
            "| A | B | |\n| --- | --- | --- |\n| C | D |\n"
            "|  |  |  |\n| --- | --- | --- |\n| N = n. | | |\n| a | b | c |",
            ["A|B|B", "A|C|D"],
            ["a|b|c"],
            ["N = n."],
        ),
        (
            "| A | B |\n| --- | --- |\n|  |  |\n| --- | --- |\n| A = all. | |\n| Group one: | |\n| a | b |",
            ["A|B"],
            ["Group one:|Group one:", "a|b"],
            ["A = all."],
        ),
        (
            "| A | B | C |\n| --- | --- | --- |\n| a | b | c |\n| d | e |\n| f |",
            ["A|B|C"],
            ["a|b|c", "a|d|e", "a|d|f"],
            [],
        ),
        ("| A | B |\n| --- | --- |\n| a \\| b | - c |\n| 1. d | **e** f |", ["A|B"], ["a | b|- c", "1. d|e f"], []),
        ("| A | B |\n| --- | --- |\n| p <.05 | a & b |", ["A|B"], ["p <.05|a & b"], []),
    ],
)
def test_copies_in_markdown(rows: str, head: list[str], body: list[str], notes: list[str]) -> None:
    table = markdown_table(rows)
    assert (texts(table.head), texts(table.body), [note.text for note in table.notes]) == (head, body, notes)


@pytest.mark.parametrize(
    ("before", "label", "title", "blocks"),
    [
        ("Table 3. A Title", "Table 3", "A Title", 2),
        ("Definitions of Stage Ia", "", "Definitions of Stage Ia", 2),
        ("A sentence before it.", "", "", 3),
        ("- An item", "", "", 3),
    ],
)
def test_the_paragraph_before_a_copied_table(before: str, label: str, title: str, blocks: int) -> None:
    text = f"{MARKDOWN}{before}\n\n| A |\n| --- |\n| a |\n"
    outline = read_page(text.encode(), "page.md")
    table = outline.blocks[-1]
    assert isinstance(table, Table)
    assert (table.label, table.title, len(outline.blocks)) == (label, title, blocks)
    assert table.line == 7


def test_a_guessed_place_is_a_warning() -> None:
    text = MARKDOWN + "Table 3. A Title\n\n| A | B |\n| --- | --- |\n| a | b |\n| c |\n"
    problems = told(read_page(text.encode(), "page.md"))
    assert [(problem.rule, problem.severity.value, problem.line) for problem in problems] == [
        ("cells-placed-by-guess", "Warning", 7)
    ]

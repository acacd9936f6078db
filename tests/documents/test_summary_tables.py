import pytest
from summaries import outline, rules, tables

from oncotriples.documents.problems import UnreadableDocument

COLUMNS = "".join(f'<ColSpec ColName="c{number}" ColNum="{number}"/>' for number in (1, 2, 3))


def body(rows: str) -> str:
    return f"<Table><TGroup Cols='3'>{COLUMNS}<TBody>{rows}</TBody></TGroup></Table>"


@pytest.mark.parametrize(
    ("rows", "grid", "found"),
    [
        ("<Row><entry>a</entry><entry>b</entry></Row><Row><entry>c</entry></Row>", ["ab", "c."], []),
        ('<Row><entry NameSt="c1" NameEnd="c3">a</entry></Row>', ["aaa"], []),
        ('<Row><entry ColName="c3">a</entry></Row>', ["..a"], []),
        ('<Row><entry MoreRows="1">a</entry><entry>b</entry></Row><Row><entry>c</entry></Row>', ["ab", "ac"], []),
        (
            '<Row><entry>a</entry><entry MoreRows="1">b</entry><entry>c</entry></Row>'
            "<Row><entry>d</entry><entry>e</entry></Row>",
            ["abc", "dbe"],
            [],
        ),
        (
            '<Row><entry NameSt="c1" NameEnd="c2" MoreRows="1">a</entry><entry>b</entry></Row>'
            "<Row><entry>c</entry></Row>",
            ["aab", "aac"],
            [],
        ),
        ('<Row><entry MoreRows="5">a</entry></Row>', ["a"], [("span-beyond-table", "5")]),
        (
            '<Row><entry MoreRows="x" NameSt="c9" NameEnd="c9">a</entry></Row>',
            ["a"],
            [("unknown-column", "c9"), ("unknown-column", "c9"), ("bad-span", "x")],
        ),
        ('<Row><entry NameSt="c2" NameEnd="c1">a</entry></Row>', [".a"], [("bad-span", "2 to 1")]),
        (
            '<Row><entry>a</entry><entry NameSt="c1">b</entry></Row>',
            ["ab"],
            [("overlapping-cells", "column 1")],
        ),
        (
            '<Row><entry NameSt="c1" NameEnd="c2">a</entry><entry NameSt="c2" NameEnd="c3">b</entry></Row>',
            ["aabb"],
            [("overlapping-cells", "column 2")],
        ),
        (
            '<Row><entry NameSt="c2" MoreRows="1">a</entry></Row>'
            '<Row><entry NameSt="c1" NameEnd="c2">b</entry><entry NameSt="c1">c</entry></Row>',
            [".a..", "cabb"],
            [("overlapping-cells", "column 1")],
        ),
        (
            f'<Row>{"<entry>a</entry>" * 98}<entry NameSt="c1" NameEnd="c3">b</entry></Row>',
            ["a" * 98 + "b"],
            [("overlapping-cells", "column 1")],
        ),
        ("<Row><entry/></Row><Row><entry>a</entry></Row>", ["a"], []),
        ("<Row><entry><Para>a</Para></entry><Gap>b</Gap></Row><Break/>", ["a"], [("unknown-element", "Gap")]),
    ],
)
def test_spans_make_a_grid(rows: str, grid: list[str], found: list[tuple[str, str]]) -> None:
    read = outline(body(rows))
    assert ["".join(cell.text or "." for cell in row) for row in tables(read)[0].body] == grid
    assert [one for one in rules(read) if one[1] != "Break"] == found


def test_a_cell_with_paragraphs_and_lists_is_one_text() -> None:
    read = outline(
        body(
            "<Row><entry><Para>a</Para><ItemizedList><ListItem>b</ListItem><ListItem>c</ListItem></ItemizedList></entry></Row>"
        )
    )
    assert tables(read)[0].body[0][0].text == "a b c"


def test_several_groups_stand_one_below_the_other() -> None:
    group = "<TGroup><THead><Row><entry>h</entry></Row></THead><TBody><Row><entry>a</entry></Row></TBody></TGroup>"
    table = tables(outline(f"<Table>{group}{group}</Table>"))[0]
    assert [len(table.head), len(table.body)] == [2, 2]


@pytest.mark.parametrize(
    ("title", "label", "rest"),
    [
        ("Table 2. Wax", "Table 2", "Wax"),
        ("Table 3: Wax", "Table 3", "Wax"),
        ("Wax of Table 4.", "", "Wax of Table 4."),
    ],
)
def test_a_title_has_a_label(title: str, label: str, rest: str) -> None:
    table = tables(outline(f"<Table><Title>\n {title}</Title></Table>"))[0]
    assert (table.label, table.title) == (label, rest)


def test_a_table_of_too_many_places_is_refused() -> None:
    spec = '<ColSpec ColName="a" ColNum="1"/><ColSpec ColName="b" ColNum="100"/>'
    rows = '<Row><entry NameSt="a" NameEnd="b">x</entry></Row>' * 11_000
    with pytest.raises(UnreadableDocument) as caught:
        outline(f"<Table><TGroup>{spec}<TBody>{rows}</TBody></TGroup></Table>")
    assert caught.value.problem.rule == "too-large"
    assert caught.value.problem.message == (
        "a table may have 1,048,576 places, this one has 11000 rows of 100: split it, or leave it out"
    )


def test_a_cell_that_stands_on_another_loses_nothing() -> None:
    read = outline(
        body('<Row><entry>a<Reference refidx="1"/></entry><entry NameSt="c1">b<Reference refidx="2"/></entry></Row>')
    )
    cells = tables(read)[0].body[0]
    assert [(cell.text, cell.column, [mark.target for mark in cell.marks]) for cell in cells] == [
        ("a", 1, ["1"]),
        ("b", 2, ["2"]),
    ]
    assert read.counted["pointers"] == 2
    assert read.problems[0].message == (
        "the cell stands where another one does; it was put into the next free place: mend the spans"
    )


def test_a_row_of_more_entries_than_places_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        outline(body(f"<Row>{'<entry>a</entry>' * 101}</Row>"))
    assert caught.value.problem.rule == "too-large"
    assert caught.value.problem.message == (
        "a row of a table may have 100 places, and this entry finds none free: split the table"
    )


def test_a_further_title_is_a_note() -> None:
    read = outline('<Table><Title>Table 2. Wax</Title><Title>Palm wax<Reference refidx="1"/></Title></Table>')
    table = tables(read)[0]
    assert [table.title, *((note.text, note.marks[0].target) for note in table.notes)] == ["Wax", ("Palm wax", "1")]
    assert rules(read) == [("title-twice", "Table")]
    assert read.problems[0].message == (
        "a table has one title; this further one was read as a note below it: put it there"
    )

import pytest
from summaries import blocks, outline, references, rules, wrapped

from oncotriples.documents.outline import Block, BlockKind, Entry
from oncotriples.documents.summary import read_summary

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM
LIST = "<ItemizedList><ListItem>b</ListItem></ItemizedList>"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("<Para>a</Para><Para> </Para><Para/>", [(PARAGRAPH, 0, "a")]),
        (f"<Para>a{LIST}c</Para>", [(PARAGRAPH, 0, "a"), (ITEM, 1, "b"), (PARAGRAPH, 0, "c")]),
        (
            f"<OrderedList><ListItem>a{LIST}c</ListItem></OrderedList>",
            [(ITEM, 1, "a"), (ITEM, 2, "b"), (PARAGRAPH, 1, "c")],
        ),
        (f"<OrderedList><ListItem>{LIST}</ListItem></OrderedList>", [(ITEM, 2, "b")]),
        (
            "<OrderedList><ListItem><Para>a</Para><Para>b</Para></ListItem></OrderedList>",
            [(ITEM, 1, "a"), (PARAGRAPH, 1, "b")],
        ),
        (f"<OrderedList><ListTitle>a</ListTitle>{LIST}</OrderedList>", [(PARAGRAPH, 0, "a"), (ITEM, 2, "b")]),
        ("<Note>a</Note>", [(PARAGRAPH, 0, "a")]),
        ("<KeyPoint>a</KeyPoint><Para>b</Para>", [(HEADING, 2, "a"), (PARAGRAPH, 0, "b")]),
        (
            "<SummarySection><Title>a</Title><SummarySection><Title>b</Title></SummarySection></SummarySection>",
            [(HEADING, 2, "a"), (HEADING, 3, "b")],
        ),
        ("<SummarySection><Para>a</Para></SummarySection>", [(HEADING, 2, ""), (PARAGRAPH, 0, "a")]),
    ],
)
def test_blocks(content: str, found: list[tuple[BlockKind, int, str]]) -> None:
    read = outline(content)
    assert [(block.kind, block.depth, block.text) for block in blocks(read)] == found
    assert read.problems == ()


@pytest.mark.parametrize(
    "content",
    ["stray<Para>a</Para>", "<Para>a</Para>stray", "<ItemizedList>stray<ListItem>a</ListItem></ItemizedList>"],
)
def test_text_between_blocks_is_a_paragraph(content: str) -> None:
    found = outline(content)
    assert sorted(block.text for block in blocks(found)) == ["a", "stray"]
    assert rules(found) == [("stray-text", "stray")]
    assert found.problems[0].message == "text stands between blocks; it was read as a paragraph: put it into one"


def test_a_block_knows_its_line_and_identifier() -> None:
    found = outline('\n\n<Para id="_9">a</Para>')
    assert [(block.line, block.anchor) for block in blocks(found)] == [(3, "_9")]


def test_what_is_for_some_devices_is_read_and_counted() -> None:
    found = outline(
        '<Para IncludedDevices="mobile">a</Para><Para ExcludedDevices="mobile">b</Para>'
        '<Para IncludedDevices="">c</Para>'
    )
    assert [block.text for block in blocks(found)] == ["a", "b", "c"]
    assert found.counted["for-some-devices"] == 2


@pytest.mark.parametrize(
    ("citation", "entry", "found"),
    [
        ('<Citation idx="1">A: B.</Citation>', Entry(1, "A: B.", line=1), []),
        ('<Citation idx="1" PMID="0090">A</Citation>', Entry(1, "A", "90", line=1), []),
        ('<Citation idx="1" PMID="9x">A</Citation>', Entry(1, "A", line=1), [("bad-pmid", "9x")]),
        ('<Citation idx="1"/>', Entry(1, "", line=1), [("entry-empty", "1")]),
        ("<Citation>A</Citation>", Entry(1, "A", line=1), [("bad-number", "")]),
        ('<Citation idx="one">A</Citation>', Entry(1, "A", line=1), [("bad-number", "one")]),
        ("<Quotation>A</Quotation>", None, [("unknown-element", "Quotation")]),
    ],
)
def test_entries(citation: str, entry: Entry | None, found: list[tuple[str, str]]) -> None:
    read = outline(f"<ReferenceSection>{citation}</ReferenceSection>")
    assert references(read)[0].entries == ((entry,) if entry else ())
    assert rules(read) == found


def test_an_entry_without_a_number_follows_the_last() -> None:
    found = outline('<ReferenceSection><Citation idx="4">A</Citation><Citation>B</Citation></ReferenceSection>')
    assert [entry.number for entry in references(found)[0].entries] == [4, 5]
    assert found.problems[0].message == (
        "a number was expected in idx; it was read as 5: give the number that its pointers have"
    )


def test_a_number_may_stand_once_in_a_top_level_section() -> None:
    listed = '<ReferenceSection><Citation idx="1">A</Citation></ReferenceSection>'
    twice = outline(f"{listed}<SummarySection>{listed}</SummarySection>")
    assert rules(twice) == [("entry-number-twice", "1")]
    assert [entry.text for block in references(twice) for entry in block.entries] == ["A", "A"]
    assert twice.problems[0].message == (
        "an entry has a number of its own; pointers to this one are taken for the first: mend the number"
    )
    apart = read_summary(wrapped(f"<SummarySection>{listed}</SummarySection>" * 2), "s.xml")
    assert apart.problems == ()


def test_standing_text_is_counted_with_what_it_holds() -> None:
    content = (
        '<Para>Wax<Reference refidx="1"/> and <DrugRef href="CDR0000900200">waxumab</DrugRef>.</Para>'
        '<ReferenceSection><Citation idx="1" PMID="9">A</Citation><Citation idx="2">B</Citation></ReferenceSection>'
    )
    section = f"<SummarySection><Title>Disclaimer</Title>{content}</SummarySection>"
    assert read_summary(wrapped(section), "s.xml").left_out == {
        "standing-text": 3,
        "standing-text-drug-links": 1,
        "standing-text-pointer-links": 1,
        "standing-text-pointers": 1,
        "standing-text-pubmed-links": 1,
        "standing-text-references": 2,
    }


@pytest.mark.parametrize(
    ("section", "part"),
    [
        ('<SummarySection id="_1"><Title>More Information</Title></SummarySection>', "standing-text"),
        ('<SummarySection id="_1"><Title>To Learn More About Wax</Title></SummarySection>', "standing-text"),
        ('<SummarySection id="_QandA_2"><Title>Questions to Ask</Title></SummarySection>', "standing-text"),
        ('<SummarySection id="_1"><Title>About This PDQ Summary</Title></SummarySection>', "about-this-summary"),
        ('<SummarySection id="_1"><Title>Changes to Summary Judgment</Title></SummarySection>', ""),
        ('<SummarySection id="_AboutThing"><Title>Wax</Title></SummarySection>', ""),
    ],
)
def test_standing_text_is_left_out(section: str, part: str) -> None:
    found = read_summary(wrapped(section), "s.xml")
    assert dict(found.left_out) == ({part: 1} if part else {})
    assert len([block for block in found.blocks if isinstance(block, Block)]) == (0 if part else 1)

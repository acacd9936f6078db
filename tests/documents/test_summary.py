import hashlib
import subprocess
import sys
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path

import pytest
from summaries import blocks, outline, rules, wrapped
from support import ROOT, needs_shared

from oncotriples.documents.outline import Block, BlockKind, Cell, Mark, MarkKind, Outline, References, Table
from oncotriples.documents.problems import UnreadableDocument
from oncotriples.documents.summary import MAX_CONTENT, read_summary
from oncotriples.quality.findings import Severity

SAMPLES = ROOT / "tests" / "data" / "documents" / "summary"


def sample(name: str) -> Outline:
    return read_summary((SAMPLES / name).read_bytes(), name)


def test_what_a_summary_says_of_itself() -> None:
    found = sample("everything.xml")
    assert (found.form, found.title, found.cdr_id) == ("xml", "Marble Tumors (PDQ®)", "CDR0000900001")
    assert (found.kind, found.audience, found.language) == ("Treatment", "Health professionals", "English")
    assert found.url == "https://www.cancer.gov/types/marble/hp/marble-treatment-pdq"
    assert found.topics == (("CDR0000900100", "marble tumor"), ("CDR0000900101", "granite tumor"))
    assert (found.first_published, found.updated, found.reviewed) == ("2019-02-03", "2024-07-09", "")
    assert found.patient_version == "CDR0000900002"
    assert found.digest == hashlib.sha256((SAMPLES / "everything.xml").read_bytes()).hexdigest()


def test_all_that_stands_in_a_summary_is_counted() -> None:
    found = sample("everything.xml")
    assert found.counted == {
        "captions": 1,
        "drug-links": 1,
        "for-some-devices": 1,
        "genes": 2,
        "headings": 5,
        "items": 4,
        "level-marks": 2,
        "media": 1,
        "medline-ids": 1,
        "own-links": 1,
        "paragraphs": 6,
        "pointer-links": 5,
        "pointers": 5,
        "pubmed-links": 2,
        "reference-lists": 1,
        "references": 3,
        "section-metadata": 2,
        "summary-links": 1,
        "summary-marks": 1,
        "tables": 1,
        "trial-links": 2,
        "trials": 3,
        "web-links": 1,
    }
    assert found.left_out == {"about-this-summary": 3, "description": 1, "latest-updates": 2, "short-title": 1}


def test_the_blocks_of_a_summary() -> None:
    found = sample("everything.xml")
    lines = [(block.kind, block.depth, block.anchor, block.text) for block in found.blocks if isinstance(block, Block)]
    assert lines == [
        (BlockKind.HEADING, 1, "_1", "Polishing"),
        (BlockKind.PARAGRAPH, 0, "_2", "Polish shrinks marbles, and waxumab helps carriers of RCK1."),
        (BlockKind.PARAGRAPH, 0, "", "Waxes"),
        (BlockKind.ITEM, 1, "", "Bees wax, of which there are two:"),
        (BlockKind.ITEM, 2, "", "White."),
        (BlockKind.ITEM, 2, "", "Yellow."),
        (BlockKind.ITEM, 1, "_5", "Palm wax."),
        (BlockKind.PARAGRAPH, 1, "_6", "It is harder."),
        (BlockKind.HEADING, 2, "_7", "Under RCK1 inhibition"),
        (
            BlockKind.PARAGRAPH,
            0,
            "_8",
            "See the granite summary, Polishing, the trial MARBLE-1, the older MARBLE-0 and NCT09000002.",
        ),
    ]
    assert [type(block) for block in found.blocks[-2:]] == [Table, References]


def test_the_marks_of_a_paragraph() -> None:
    first, *_, links = [block for block in sample("everything.xml").blocks if isinstance(block, Block) and block.anchor]
    paragraph = sample("everything.xml").blocks[1]
    assert isinstance(paragraph, Block)
    assert first.marks == ()
    assert paragraph.marks == (
        Mark(MarkKind.POINTER, 22, 22, "1"),
        Mark(MarkKind.POINTER, 22, 22, "2"),
        Mark(MarkKind.LEVEL, 22, 22, "CDR0000335150", "Level of evidence: 3iiiA", "Level of evidence: 3iiiA"),
        Mark(MarkKind.DRUG, 28, 35, "CDR0000900200", "waxumab"),
        Mark(MarkKind.GENE, 54, 58, "", "RCK1"),
        Mark(MarkKind.POINTER, 59, 59, "3"),
    )
    assert [(mark.kind, mark.target, mark.section, links.text[mark.start : mark.end]) for mark in links.marks] == [
        (MarkKind.SUMMARY, "https://www.cancer.gov/types/granite/hp/granite-treatment-pdq", "_12", "granite"),
        (MarkKind.TRIAL, "NCT09000001", "", "MARBLE-1"),
        (MarkKind.TRIAL, "CDR0000900301", "", "MARBLE-0"),
        (MarkKind.TRIAL, "NCT09000002", "", "NCT09000002"),
    ]


def test_the_table_of_a_summary() -> None:
    table = sample("everything.xml").blocks[-2]
    assert isinstance(table, Table)
    assert (table.label, table.title, table.anchor) == ("Table 1", "Waxes by Stone", "_9")
    assert table.title_marks == (Mark(MarkKind.POINTER, 14, 14, "2"),)
    wax = Cell("Wax", (), 1, 2)
    marble = Cell("Marble", (), 1, 1)
    assert table.head == ((Cell("Stone", (), 1, 1), wax, wax),)
    assert table.body == (
        (marble, Cell("White", (), 1, 2), Cell("", (Mark(MarkKind.LEVEL, 0, 0, "CDR0000335106", "1iA", "1iA"),), 1, 3)),
        (marble, Cell("", (), 2, 2), Cell("", (), 2, 3)),
        (marble, Cell("", (), 3, 2), Cell("Yellow", (Mark(MarkKind.POINTER, 6, 6, "1"),), 3, 3)),
    )
    assert table.empty_rows == 1
    assert [note.text for note in table.notes] == ["Wax is any wax."]


def test_the_entries_of_a_summary() -> None:
    listed = sample("everything.xml").blocks[-1]
    assert isinstance(listed, References)
    assert [(entry.number, entry.pmid, entry.links) for entry in listed.entries] == [
        (1, "90000001", ()),
        (2, "90000002", ()),
        (3, "", ("https://wax.example/book",)),
    ]
    assert listed.entries[2].text == "Stone C: Waxes. Also available online. Last accessed May 5, 2020."
    assert listed.entries[0].line == 53


def test_the_date_of_the_changes_is_compared() -> None:
    assert [(p.severity, p.rule, p.value, p.message) for p in sample("everything.xml").problems] == [
        (
            Severity.INFO,
            "dates-differ",
            "2024-07-09",
            "the section on changes names 2024-07-01; DateLastModified was taken: see which is right",
        )
    ]


def test_the_date_of_the_changes_stands_in_for_a_missing_one() -> None:
    section = "<SummarySection><Title>Changes To This Summary (03/04/2021)</Title></SummarySection>"
    assert read_summary(wrapped(section), "s.xml").updated == "2021-03-04"


def test_a_summary_for_patients() -> None:
    found = sample("patients.xml")
    lines = [(block.kind, block.depth, block.text) for block in found.blocks if isinstance(block, Block)]
    assert lines == [
        (BlockKind.HEADING, 1, "About marbles"),
        (BlockKind.HEADING, 2, "Marbles are round."),
        (BlockKind.PARAGRAPH, 0, "They roll."),
        (BlockKind.HEADING, 2, ""),
        (BlockKind.PARAGRAPH, 0, "A section may have no title."),
        (BlockKind.HEADING, 2, "Do they float?"),
        (BlockKind.PARAGRAPH, 0, "They sink."),
        (BlockKind.PARAGRAPH, 0, "Kept as a paragraph."),
    ]
    assert (found.patient_version_of, found.translation_of) == ("CDR0000900001", "CDR0000900005")
    assert found.left_out == {"standing-text": 4}
    done = "in a section their text was read as that of what is around them, elsewhere it was not"
    assert [(p.rule, p.value, p.message) for p in found.problems] == [
        ("unknown-element", name, f"{count} of this name; {done}: add a rule for it, or correct its name")
        for name, count in (("PermaTargs", 1), ("PermaTarg", 2), ("FakeElement", 1))
    ]


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ("<Summary><SummaryTitle>T</SummaryTitle></Summary>", [("bad-id", "")]),
        ('<Summary id="900001"><SummaryTitle>T</SummaryTitle></Summary>', [("bad-id", "900001")]),
        ('<Summary id="CDR0000900001"/>', [("no-title", "sample.xml")]),
        (
            '<Summary id="CDR0000900001"><SummaryTitle>T</SummaryTitle><DateLastModified>May 5</DateLastModified>'
            "</Summary>",
            [("bad-date", "May 5")],
        ),
    ],
)
def test_a_summary_that_says_too_little_of_itself(document: str, found: list[tuple[str, str]]) -> None:
    assert rules(read_summary(document.encode(), "sample.xml")) == found


def test_a_nesting_of_200_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_summary(wrapped("<SummarySection>" * 200 + "</SummarySection>" * 200), "deep.xml")
    assert caught.value.problem.rule == "too-deep"
    assert caught.value.problem.message == (
        "elements are nested more than 64 deep, which no document needs: check how it was made"
    )


@pytest.mark.parametrize("inside", ["Para", "Strong", "ItemizedList", "Nonsense", "QandASet", "GeneName"])
def test_no_element_may_be_nested_without_end(inside: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        outline(f"<Para><{inside}>" * 100 + f"</{inside}></Para>" * 100)
    assert caught.value.problem.rule == "too-deep"


def test_paragraphs_of_an_item_may_not_be_nested_without_end() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        outline("<ItemizedList><ListItem>" + "<Para>" * 100 + "</Para>" * 100 + "</ListItem></ItemizedList>")
    assert caught.value.problem.rule == "too-deep"


def test_a_nesting_of_a_few_dozen_is_read() -> None:
    found = outline("<Para>" + "<Strong>" * 40 + "deep" + "</Strong>" * 40 + "</Para>")
    assert [block.text for block in blocks(found)] == ["deep"]


class Generated(RawIOBase):
    """A stream of pieces that nobody holds at once."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and (piece := next(self._pieces, b"")):
            self._rest += piece
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def test_more_than_a_summary_may_hold_is_refused() -> None:
    def pieces() -> Iterator[bytes]:
        yield b'<Summary id="CDR0000900001">'
        section = b"<SummarySection><Para>" + b"wax " * 1_000_000 + b"</Para></SummarySection>"
        for _ in range(100):
            yield section

    with pytest.raises(UnreadableDocument) as caught:
        read_summary(Generated(pieces()), "large.xml")  # type: ignore[arg-type]  # the part of a stream that is used
    assert (caught.value.problem.rule, caught.value.problem.value) == ("too-large", "large.xml")
    assert caught.value.problem.message.startswith(f"a summary may hold {MAX_CONTENT:,} characters")


MEASURED = """
import resource, sys
from test_summary import Generated
from oncotriples.documents.summary import read_summary

def pieces():
    yield b'<Summary id="CDR0000900001"><SummaryTitle>T</SummaryTitle>'
    padding = b"<!--" + b"-x" * 400_000 + b"-->" + b"<SectionType>Wax</SectionType>" * 5_000
    section = b'<SummarySection><SectMetaData>' + padding + b'</SectMetaData><Para>Wax.</Para></SummarySection>'
    for _ in range(300):
        yield section
    yield b"</Summary>"

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1 << 20)

before = peak()
found = read_summary(Generated(pieces()), "large.xml")
print(len(found.blocks), found.counted["section-metadata"], peak() - before)
"""


def test_a_large_summary_is_read_part_by_part() -> None:
    """285 MB in 300 sections, in a process of its own: memory holds one section and what is kept of the others."""
    path = f"{ROOT / 'src'}:{ROOT / 'tests'}:{Path(__file__).parent}"
    run = subprocess.run([sys.executable, "-c", MEASURED], env={"PYTHONPATH": path}, capture_output=True, check=True)
    sections, metadata, grown = map(int, run.stdout.split())
    assert (sections, metadata) == (600, 1_500_000)
    assert grown < 40


COUNTS = {
    "CDR0000062872-unusual-cancers-childhood.xml": (472, 455, 619, 21, 2),
    "CDR0000062787-breast-utf16.xml": (358, 337, 471, 86, 3),
    "CDR0000299612-genetics-prostate-utf16.xml": (262, 254, 477, 0, 5),
    "CDR0000258017-patient-utf16.xml": (0, 0, 0, 0, 0),
    "Summary-Conditional-Extract.xml": (0, 0, 0, 0, 11),
    "PermanentLink-WithOtherTags.xml": (0, 0, 0, 0, 0),
}
ELEMENTS = {
    "Citation": ("references",),
    "DrugRef": ("drug-links",),
    "ExternalRef": ("web-links",),
    "GeneName": ("genes",),
    "GlossaryTermRef": ("term-links",),
    "LOERef": ("level-marks", "levels-in-prose"),
    "ListItem": ("items",),
    "MediaLink": ("media",),
    "ProtocolRef": ("trial-links",),
    "Reference": ("pointers",),
    "ReferenceSection": ("reference-lists",),
    "SummaryRef": ("summary-links", "own-links"),
    "SummarySection": ("headings",),
    "Table": ("tables",),
}


@pytest.mark.parametrize("name", COUNTS)
def test_every_real_summary_is_counted_exactly(name: str) -> None:
    from lxml import etree

    data = (needs_shared() / "documents" / "pdq-xml" / name).read_bytes()
    found = read_summary(data, name)
    names = ("references", "pubmed-links", "pointers", "level-marks", "tables")
    assert tuple(found.counted.get(name, 0) for name in names) == COUNTS[name]
    tree = etree.fromstring(data)
    for tag, counted in ELEMENTS.items():
        more = len(tree.findall(".//Question")) if tag == "SummarySection" else 0
        total = len(tree.findall(f".//{tag}")) + more
        assert sum(found.counted.get(one, 0) for one in counted) == total, tag
    entries = [entry for block in found.blocks if isinstance(block, References) for entry in block.entries]
    assert len(entries) == COUNTS[name][0]
    assert {problem.rule for problem in found.problems} <= {"unknown-element"}


@pytest.mark.parametrize("name", COUNTS)
def test_every_real_pointer_is_a_mark_once(name: str) -> None:
    found = read_summary((needs_shared() / "documents" / "pdq-xml" / name).read_bytes(), name)
    marks = [mark for block in found.blocks if isinstance(block, Block) for mark in block.marks]
    for table in (block for block in found.blocks if isinstance(block, Table)):
        cells = {
            (part, cell.row, cell.column): cell
            for part in ("head", "body")
            for row in getattr(table, part)
            for cell in row
        }
        marks += [mark for cell in cells.values() for mark in cell.marks]
        marks += [*table.title_marks, *(mark for note in table.notes for mark in note.marks)]
    assert sum(mark.kind is MarkKind.POINTER for mark in marks) == COUNTS[name][2]
    assert sum(mark.kind is MarkKind.LEVEL for mark in marks) == COUNTS[name][3]

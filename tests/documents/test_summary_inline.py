import pytest
from summaries import blocks, outline, rules

from oncotriples.documents.outline import Mark, MarkKind

TRIAL, LEVEL, TERM = MarkKind.TRIAL, MarkKind.LEVEL, MarkKind.TERM
C1 = '<LOERef href="CDR0000810033">C1</LOERef>'
ALONE = '<LOERef href="CDR0000531846">Level of evidence (wax): 5</LOERef>'
B3 = '<LOERef href="CDR0000810031">B3</LOERef>'


def marked(content: str) -> tuple[str, list[tuple[MarkKind, int, int, str]]]:
    """The text of a paragraph, and its marks in short."""
    block = blocks(outline(f"<Para>{content}</Para>"))[0]
    return block.text, [(mark.kind, mark.start, mark.end, mark.target) for mark in block.marks]


@pytest.mark.parametrize(
    ("content", "text", "marks"),
    [
        (f"Wax [{C1}] works", "Wax works", [(LEVEL, 3, 3, "CDR0000810033")]),
        # All that a paragraph says may be a level; other words, or a code alone, make it a sentence.
        (f" {ALONE}\n", "", [(LEVEL, 0, 0, "CDR0000531846")]),
        (f"{ALONE} or so", "Level of evidence (wax): 5 or so", [(LEVEL, 0, 26, "CDR0000531846")]),
        (f"See {ALONE}", "See Level of evidence (wax): 5", [(LEVEL, 4, 30, "CDR0000531846")]),
        (C1, "C1", [(LEVEL, 0, 2, "CDR0000810033")]),
        (f"Wax.[{C1}]", "Wax.", [(LEVEL, 4, 4, "CDR0000810033")]),
        (f"Wax ({C1}).", "Wax.", [(LEVEL, 3, 3, "CDR0000810033")]),
        (f"Wax ({C1}, poor).", "Wax (C1, poor).", [(LEVEL, 5, 7, "CDR0000810033")]),
        (
            f'Wax.<Reference refidx="1"/> {ALONE}',
            "Wax.",
            [(MarkKind.POINTER, 4, 4, "1"), (LEVEL, 4, 4, "CDR0000531846")],
        ),
        (f"Wax [{C1}; {B3}].", "Wax.", [(LEVEL, 3, 3, "CDR0000810033"), (LEVEL, 3, 3, "CDR0000810031")]),
        (f"Wax [{C1}][{B3}].", "Wax.", [(LEVEL, 3, 3, "CDR0000810033"), (LEVEL, 3, 3, "CDR0000810031")]),
        (f"Wax [soft; {C1} (waxumab)].", "Wax.", [(LEVEL, 3, 3, "CDR0000810033")]),
        (f"Evidence of level {C1} lacks", "Evidence of level C1 lacks", [(LEVEL, 18, 20, "CDR0000810033")]),
        (f"Wax] {C1} [wax", "Wax] C1 [wax", [(LEVEL, 5, 7, "CDR0000810033")]),
        (f"[Wax {C1} [one] two]", "[Wax C1 [one] two]", [(LEVEL, 5, 7, "CDR0000810033")]),
        (
            f"[A note of more than a dozen words says that the level {C1} is lacking.]",
            "[A note of more than a dozen words says that the level C1 is lacking.]",
            [(LEVEL, 55, 57, "CDR0000810033")],
        ),
        ("of NCT09000001, NCT090000012 or XNCT09000001", None, [(TRIAL, 3, 14, "NCT09000001")]),
        ('<ProtocolRef nct_id="NCT09000001">NCT09000001</ProtocolRef>', "NCT09000001", [(TRIAL, 0, 11, "NCT09000001")]),
        ("<Strong>a<GeneName> RCK1 </GeneName>b</Strong>", "a RCK1 b", [(MarkKind.GENE, 2, 6, "")]),
        ("10<Superscript>9</Superscript>/L*<Note>Once.</Note>", "109/L*Once.", []),
        ('<GlossaryTermRef href="CDR0000900500">wax</GlossaryTermRef>', "wax", [(TERM, 0, 3, "CDR0000900500")]),
        ('See <ExternalRef xref="https://wax.example/">wax</ExternalRef>', "See wax", []),
    ],
)
def test_marks(content: str, text: str | None, marks: list[tuple[MarkKind, int, int, str]]) -> None:
    found = marked(content)
    assert found[1] == marks
    assert text is None or found[0] == text


def test_all_that_a_bracket_prints_is_kept_on_each_of_its_levels() -> None:
    block = blocks(outline(f"<Para>Wax [soft: {C1}; hard: {B3}].</Para>"))[0]
    assert block.marks == (
        Mark(LEVEL, 3, 3, "CDR0000810033", "C1", "soft: C1; hard: B3"),
        Mark(LEVEL, 3, 3, "CDR0000810031", "B3", "soft: C1; hard: B3"),
    )


def test_a_level_in_prose_is_counted_apart() -> None:
    found = outline(f"<Para>The {C1} level [{B3}].</Para>")
    assert {name: found.counted[name] for name in ("level-marks", "levels-in-prose")} == {
        "level-marks": 1,
        "levels-in-prose": 1,
    }


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "1.5", "٣", "1234567", " 1"])
def test_a_pointer_without_a_number_is_left_out(number: str) -> None:
    found = outline(f'<Para>Wax<Reference refidx="{number}"/></Para>')
    assert rules(found) == [("bad-number", number)]
    assert (found.counted["pointer-links"], found.counted.get("pointers", 0)) == (1, 0)
    assert found.problems[0].message == (
        "the number of an entry was expected in refidx, so this pointer is left out: correct it"
    )


def test_the_text_of_an_unknown_element_stays() -> None:
    found = outline("<Para>Wax <Glow>is <Shine>bright</Shine></Glow>.</Para>")
    assert [block.text for block in blocks(found)] == ["Wax is bright."]
    assert rules(found) == [("unknown-element", "Glow"), ("unknown-element", "Shine")]


def test_comments_and_instructions_leave_nothing() -> None:
    assert [block.text for block in blocks(outline("<Para>Wa<!-- no -->x <?no wax?>works</Para>"))] == ["Wax works"]


def test_long_runs_are_read_in_time() -> None:
    many = 30_000
    found = outline(f"<Para>Wax [{C1 * many}] and [{C1 * many}</Para><Para>{'[' * many}{C1}{']' * many}</Para>")
    assert found.counted["level-marks"] == many + 1
    assert found.counted["levels-in-prose"] == many

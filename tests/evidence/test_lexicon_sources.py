"""Names that documents give: terms, drugs, links."""

from oncotriples.documents.entries import Drug, Term, TermName
from oncotriples.documents.outline import (
    Block,
    BlockKind,
    Cell,
    Entry,
    Mark,
    MarkKind,
    Outline,
    References,
    Table,
)
from oncotriples.evidence.lexicon import LexiconEntry
from oncotriples.evidence.lexicon_sources import entries_of_drugs, entries_of_links, entries_of_terms


def term(kind: str) -> Term:
    names = (
        TermName("Inventol", "US brand name"),
        TermName("123456", "NSC code"),
        TermName("4-x", "Chemical structure name"),
    )
    return Term("CDR0000000001", "examplinib", "0" * 64, names=names, semantic_types=(("CDR0000000009", kind),))


def test_a_term_names_an_agent_or_a_tumor_by_its_semantic_type() -> None:
    for kind, category in (
        ("Drug/agent", "agent"),
        ("Cancer stage", "tumor"),
        ("Cancer diagnosis", "tumor"),
        ("Gadget", "term"),
    ):
        assert entries_of_terms([term(kind)]) == (
            LexiconEntry("examplinib", category, "term/CDR0000000001", False),
            LexiconEntry("Inventol", category, "term/CDR0000000001", False),
        )


def test_a_drug_stands_for_its_term() -> None:
    drug = Drug("CDR0000000002", "examplinib phosphate", "0" * 64, term="CDR0000000001", brands=("Inventol",))
    assert [(held.name, held.target) for held in entries_of_drugs([drug])] == [
        ("examplinib phosphate", "term/CDR0000000001"),
        ("Inventol", "term/CDR0000000001"),
    ]
    assert entries_of_drugs([Drug("CDR0000000002", "examplinib", "0" * 64)])[0].target == "term/CDR0000000002"


def test_links_of_every_kind_of_block() -> None:
    def marks(kind: MarkKind, end: int, target: str) -> tuple[Mark, ...]:
        return (Mark(kind, 0, end, target),)

    cell = Cell("KIT gene", marks(MarkKind.GENE, 3, ""), 1, 1)
    unclear = Block(
        BlockKind.PARAGRAPH,
        "NF1 of RAS, RecQ",
        (Mark(MarkKind.GENE, 0, 3, ""), Mark(MarkKind.GENE, 7, 10, ""), Mark(MarkKind.GENE, 12, 16, "")),
    )
    table = Table(
        "Table 1",
        "sample cells",
        marks(MarkKind.TERM, 12, "CDR0000000003"),
        ((Cell("head word", marks(MarkKind.TERM, 9, "CDR0000000004"), 1, 1),),),
        ((cell,), (Cell("two words", marks(MarkKind.GENE, 9, ""), 2, 1),)),
        (Block(BlockKind.PARAGRAPH, "a note", marks(MarkKind.TERM, 6, "5")),),
    )
    paragraph = Block(
        BlockKind.PARAGRAPH,
        "examplinib now",
        (
            Mark(MarkKind.DRUG, 0, 10, "CDR0000000006"),
            Mark(MarkKind.POINTER, 10, 10, "1"),
            Mark(MarkKind.TERM, 11, 14, "nothing"),
        ),
    )
    outline = Outline(
        "html", "0" * 64, "A sample", (paragraph, paragraph, unclear, table, References((Entry(1, "x"),)))
    )
    assert [(held.name, held.category, held.target) for held in entries_of_links(outline)] == [
        ("examplinib", "agent", "term/CDR0000000006"),
        ("sample cells", "term", "term/CDR0000000003"),
        ("head word", "term", "term/CDR0000000004"),
        ("KIT", "gene", "gene/KIT"),
        ("a note", "term", "term/CDR0000000005"),
    ]

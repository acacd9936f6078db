"""Nothing in a document is unaccounted for."""

import pytest
from small_documents import page, tools

from oncotriples.documents.outline import Block, BlockKind, Outline
from oncotriples.documents.page import read_page
from oncotriples.evidence.compiling import compile_outline
from oncotriples.ingestion.coverage import Account, account_for, unaccounted


def _accounts(outline: Outline) -> dict[str, Account]:
    return {account.thing: account for account in account_for(outline, compile_outline(outline, levels=tools().levels))}


def _outline(counted: dict[str, int], left_out: dict[str, int] | None = None) -> Outline:
    """One section with one paragraph, and what its reader says that it counted."""
    blocks = (Block(BlockKind.HEADING, "Invented", depth=1), Block(BlockKind.PARAGRAPH, "Invented text."))
    return Outline("markdown", "0" * 64, "Invented", blocks, counted=counted, left_out=left_out or {})


def _told(counted: dict[str, int], left_out: dict[str, int] | None = None) -> list[str]:
    return [problem.value for problem in unaccounted(_accounts(_outline(counted, left_out)).values())]


def test_a_page_is_accounted_for() -> None:
    accounts = _accounts(read_page(page().encode(), "a.md"))
    assert accounts["pointers"] == Account("pointers", 2, 2, 0, 0)
    assert accounts["references"] == Account("references", 2, 2, 0, 0)
    assert accounts["level-marks"] == Account("level-marks", 1, 1, 0, 0)
    assert accounts["headings"] == Account("headings", 3, 2, 0, 1)
    assert accounts["blocks"] == Account("blocks", 8, 6, 0, 2)
    assert list(unaccounted(accounts.values())) == []


@pytest.mark.parametrize(
    ("counted", "left_out"),
    [
        ({"headings": 1, "paragraphs": 1}, {}),
        ({"headings": 2, "paragraphs": 3}, {"latest-updates": 2, "standing-text": 1}),
        ({"headings": 1, "paragraphs": 1, "genes": 2}, {"latest-updates-genes": 2}),
        ({"headings": 1, "paragraphs": 1, "media": 4, "pointer-links": 3}, {}),
        ({"headings": 1, "paragraphs": 1}, {"description": 1}),
    ],
)
def test_what_is_left_out_on_purpose_is_accounted_for(counted: dict[str, int], left_out: dict[str, int]) -> None:
    assert _told(counted, left_out) == []


@pytest.mark.parametrize(
    ("counted", "left_out", "told"),
    [
        (
            {"headings": 1, "paragraphs": 2},
            {},
            ["blocks: 3 in the document; 2 mapped, 0 reported, 0 left out"],
        ),
        (
            {"headings": 0, "paragraphs": 2},
            {},
            ["headings: 0 in the document; 1 mapped, 0 reported, -1 left out"],
        ),
        (
            {"headings": 1, "paragraphs": 1, "pointers": 2},
            {},
            ["pointers: 2 in the document; 0 mapped, 0 reported, 0 left out"],
        ),
        (
            {"headings": 1, "paragraphs": 1, "novelties": 1},
            {},
            ["novelties: 1 in the document; 0 mapped, 0 reported, 0 left out"],
        ),
    ],
    ids=["a block is lost", "a kind of block is taken for another", "pointers are lost", "a count nobody decided on"],
)
def test_what_is_lost_is_told(counted: dict[str, int], left_out: dict[str, int], told: list[str]) -> None:
    assert _told(counted, left_out) == told

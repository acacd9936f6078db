"""Anchors of an edition against its document: what holds, what broke, and how."""

from dataclasses import replace

import pytest
from small_documents import page, term, tools

from oncotriples.documents.read import RawDocument
from oncotriples.errors import InputError
from oncotriples.evidence.records import Passage, Record
from oncotriples.ingestion.processing import process
from oncotriples.ingestion.verifying import broken_anchors, verify


def _raw(text: str) -> RawDocument:
    return RawDocument("a.md", data=text.encode())


def _records(text: str = "") -> tuple[Record, ...]:
    return process(_raw(text or page()), tools()).records


def _told(edition: tuple[Record, ...], text: str) -> list[tuple[str, str, str]]:
    return [(problem.rule, problem.value, problem.message) for problem in verify(edition, _raw(text), tools())]


def test_every_anchor_holds_in_the_document_itself() -> None:
    assert sum(isinstance(record, Passage) for record in _records()) == 3
    assert _told(_records(), page()) == []


def test_a_changed_sentence_breaks_the_anchors_of_its_block() -> None:
    changed = page(more="A trial was done.")
    lost = (
        "block 1-1 has another text now; its former text is nowhere in the document: "
        "ingest the document as an edition of its own"
    )
    assert _told(_records(), changed) == [("changed-block", "1-1.1", lost), ("changed-block", "1-1.2", lost)]


def test_what_stands_elsewhere_now_is_told_with_its_place() -> None:
    moved = page().replace("- Imatinib", "- A new item comes first.\n- Imatinib")
    assert _told(_records(), moved) == [
        (
            "changed-block",
            "2-1.1",
            "block 2-1 has another text now; its former text stands in block 2-2: "
            "ingest the document as an edition of its own",
        )
    ]


def test_a_block_that_is_gone_is_told() -> None:
    gone = "".join(line for line in page().splitlines(keepends=True) if not line.startswith("- Imatinib"))
    assert [found[:2] for found in _told(_records(), gone)] == [("missing-block", "2-1.1")]


@pytest.mark.parametrize(
    ("changed", "rule", "message"),
    [
        ({"end": 900}, "span-outside", "characters 29 to 900 of 47 in block 1-1: correct the record"),
        ({"start": -1}, "span-outside", "characters -1 to 47 of 47 in block 1-1: correct the record"),
        ({"start": 40, "end": 30}, "span-outside", "characters 40 to 30 of 47 in block 1-1: correct the record"),
        ({"section": "2"}, "other-section", "block 1-1 stands in section 1, not 2: correct the record"),
    ],
)
def test_a_record_that_was_changed_by_hand_is_told(changed: dict[str, object], rule: str, message: str) -> None:
    now = _records()
    edition = [
        replace(record, **changed) if isinstance(record, Passage) and record.key == "1-1.2" else record  # type: ignore[arg-type]
        for record in now
    ]
    assert [(problem.rule, problem.value, problem.message) for problem in broken_anchors(edition, now)] == [
        (rule, "1-1.2", message)
    ]


def test_another_edition_and_another_summary_are_told() -> None:
    assert _told(_records(), page(date="06/01/2025")) == [
        (
            "other-edition",
            "2025-06-01",
            "the edition is that of 2025-05-12: only texts are compared, not their pointers and levels",
        )
    ]
    assert _told(_records(), page("Warts")) == [
        (
            "other-summary",
            "warts-treatment",
            "the edition is one of gout-treatment: give a document of the same summary",
        )
    ]


def test_what_cannot_be_compared_is_an_error_of_the_call() -> None:
    with pytest.raises(InputError, match=r"^a\.md: is no page and no summary \(not-a-kind: "):
        verify(_records(), _raw("# Weather"), tools())
    with pytest.raises(InputError, match=r"^these are no records of a page or a summary\n"):
        verify(process(_raw(term()), tools()).records, _raw(page()), tools())

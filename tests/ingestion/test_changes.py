"""What changed between editions of one summary."""

import pytest

from oncotriples.evidence.records import (
    Document,
    Group,
    LevelMark,
    Passage,
    Pointer,
    Record,
    Reference,
    Section,
)
from oncotriples.ingestion.changes import changes, digest_of, edition_order


def _edition(
    edition: str, references: list[tuple[str, str]], level: str = "", sections: tuple[tuple[str, str], ...] = ()
) -> list[Record]:
    """Entries as (PMID, citation); all of them stand in one group, which ``level`` grades."""
    entries = [Reference(f"1-{number}", number, text, pmid) for number, (pmid, text) in enumerate(references, 1)]
    group = Group(1, 4, tuple(Pointer(number, entry.key) for number, entry in enumerate(entries, 1)))
    marks = (LevelMark(1, 4, level, level, 1),) if level else ()
    return [
        Document("gout", edition, "Gout", "markdown", "0" * 64),
        *(Section(key, title) for key, title in (("1", "General"), *sections)),
        Passage("1-1.1", "1", 1, 0, 4, "0" * 64, groups=(group,), marks=marks),
        *entries,
    ]


def _changed(*editions: list[Record]) -> list[tuple[str, ...]]:
    return list(changes(digest_of(records) for records in editions))


def test_entries_that_come_and_go_are_known_by_pmid_else_by_what_is_printed() -> None:
    earlier = _edition("2024-01-01", [("11", "Doe J: One."), ("", "Roe R: A book."), ("", "Poe P: A web page.")])
    later = _edition("2025-01-01", [("012", "Doe J: Two."), ("11", "Doe J: One, retitled."), ("", "Roe R: A book.")])
    assert _changed(later, earlier) == [
        ("gout", "2024-01-01", "2025-01-01", "entry-added", "pmid:12", "", ""),
        ("gout", "2024-01-01", "2025-01-01", "entry-removed", "Poe P: A web page.", "", ""),
    ]


@pytest.mark.parametrize(
    ("was", "is_", "expected"),
    [
        ("treatment/C2", "treatment/C2", []),
        ("treatment/C3", "treatment/C2", [("levels-changed", "pmid:11", "treatment/C3", "treatment/C2")]),
        ("", "treatment/C2", [("levels-changed", "pmid:11", "", "treatment/C2")]),
    ],
)
def test_levels_are_compared_by_what_they_grade(was: str, is_: str, expected: list[tuple[str, ...]]) -> None:
    editions = (_edition("2024-01-01", [("11", "x")], was), _edition("2025-01-01", [("11", "x")], is_))
    assert [row[3:] for row in _changed(*editions)] == expected


def test_sections_are_known_by_their_titles_and_those_around_them() -> None:
    earlier = _edition("2024-01-01", [], sections=(("2", "Treatment"), ("2.1", "Surgery"), ("2.2", "Surgery")))
    later = _edition("2025-01-01", [], sections=(("2", "News"), ("3", "Treatment"), ("3.1", "Surgery")))
    assert [row[3:5] for row in _changed(earlier, later)] == [
        ("section-added", "News"),
        ("section-removed", "Treatment > Surgery (2)"),
    ]


def test_each_edition_is_compared_with_the_one_before_it() -> None:
    editions = [_edition(f"{year}-01-01", [(str(year), "x")]) for year in (2025, 2023, 2024)]
    assert [row[1:5] for row in _changed(*editions)] == [
        ("2023-01-01", "2024-01-01", "entry-added", "pmid:2024"),
        ("2023-01-01", "2024-01-01", "entry-removed", "pmid:2023"),
        ("2024-01-01", "2025-01-01", "entry-added", "pmid:2025"),
        ("2024-01-01", "2025-01-01", "entry-removed", "pmid:2024"),
    ]


def test_an_undated_edition_stands_where_what_it_cites_puts_it() -> None:
    editions = [
        Document("gout", "2014-02-01", "", "", ""),
        Document("gout", "undated-0a", "", "", "", not_before="2013"),
        Document("gout", "2012-01-01", "", "", ""),
        Document("gout", "undated-0b", "", "", ""),
    ]
    ordered = [document.edition for document in sorted(editions, key=edition_order)]
    assert ordered == ["undated-0b", "2012-01-01", "undated-0a", "2014-02-01"]


def test_records_without_their_document_are_a_mistake() -> None:
    with pytest.raises(TypeError, match=r"^the first record is a Section, not a Document$"):
        digest_of([Section("1", "General")])

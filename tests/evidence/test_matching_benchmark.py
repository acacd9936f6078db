"""What benchmarks/matching.py measures, on the records of this checkout: nothing wrong is accepted, little refused."""

import pytest
from benchmarks.matching import Form, look_up, neighbours, printed_in, record_of, works_in
from benchmarks.matching_changes import DIFFERENT, SAME
from support import ROOT

from oncotriples.documents.article_entry import Author
from oncotriples.evidence.citations import parse_citation
from oncotriples.evidence.matching import compare

FLOOR = 0.98
# What a subtitle says often holds a numeral, and then a person is to decide.
FLOORS = {"no subtitle": 0.6, "a letter less in the longest word": 0.99}


@pytest.fixture(scope="module")
def forms() -> dict[Form, frozenset[str]]:
    return printed_in(ROOT / "kg" / "records")


def test_entries_find_their_works_in_other_summaries(forms: dict[Form, frozenset[str]]) -> None:
    found = look_up(forms)
    assert found.wrong == []
    assert found.entries > 200
    assert found.right >= FLOOR * found.entries
    assert sum(found.refused.values()) == found.entries - found.right
    assert sum(found.titles.values()) == found.right


def test_neighbours_are_told_apart(forms: dict[Form, frozenset[str]]) -> None:
    pairs, near = neighbours(works_in(forms))
    assert pairs > 3000
    assert () not in near


def test_changes_of_a_record_do_what_they_say(forms: dict[Form, frozenset[str]]) -> None:
    works = [form for form in works_in(forms) if compare(form.work, form.record).accepted][::4]
    for change, changed in SAME.items():
        found = [compare(form.work, record).accepted for form in works if (record := changed(form.record))]
        assert sum(found) >= FLOORS.get(change, 1) * len(found) > 0, change
    for change, changed in DIFFERENT.items():
        others = [(form, record) for form in works if (record := changed(form.record))]
        assert others
        assert [form.text for form, record in others if compare(form.work, record).accepted] == [], change


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        (
            "van der Ham F Jr, Roe J, et al.: A. B 1: 2, 1999.",
            (Author("van der Ham", "", "F", "Jr"), Author("Roe", "", "J")),
        ),
        ("Ham F; Some Study Group: A. B 1: 2, 1999.", (Author("Ham", "", "F"), Author(collective="Some Study Group"))),
        ("Some Study Group: A. B 1: 2, 1999.", (Author(collective="Some Study Group"),)),
        ("A title. B 1: 2, 1999.", ()),
    ],
)
def test_a_record_lists_authors_as_pubmed_does(text: str, authors: tuple[Author, ...]) -> None:
    assert record_of(parse_citation(text), "1").authors == authors

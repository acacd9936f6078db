"""Candidates listed and filtered, with what stands around them."""

import pyoxigraph as ox
import pytest

from oncotriples.curation import Candidates, candidates_of, chosen, filtered, listing
from oncotriples.errors import InputError, UnknownNameError
from oncotriples.evidence.records import (
    Candidate,
    Document,
    Group,
    LevelMark,
    Passage,
    Pointer,
    Record,
    Reference,
    Row,
    Section,
    TableRecord,
)
from oncotriples.graph.assembling import Loaded

SUMMARY = "child-soft-tissue-treatment"
DIGEST = "0" * 64
IMATINIB, CHORDOMA, ASPS = "agent/imatinib", "subtype/chordoma", "subtype/alveolar-soft-part-sarcoma"


def document(summary: str, edition: str) -> Document:
    return Document(summary, edition, "A sample", "text", DIGEST)


SAMPLE: tuple[Record, ...] = (
    document(SUMMARY, "2025-05-12"),
    Section("2.1", "Sample"),
    Passage(
        "2.1-1.1",
        "2.1",
        1,
        0,
        9,
        DIGEST,
        (Group(1, 4, (Pointer(1, "2-1"), Pointer(2, "2-2"))), Group(2, 9, (Pointer(3, "2-1"),))),
        (
            LevelMark(1, 4, "treatment/C1", "C1", 1),
            LevelMark(2, 9, "treatment/B4", "B4", 2),
            LevelMark(3, 0, "treatment/A1", "A1"),
        ),
    ),
    TableRecord(4, "2.1", "Table 1", "Sample"),
    Row(4, 1),
    Passage("table-4.1.1", "2.1", 1, 0, 9, DIGEST, (Group(3, 9, (Pointer(4, "2-3"),)),)),
    Reference("2-1", 1, "One", "111"),
    Reference("2-2", 2, "Two", "222"),
    Reference("2-3", 3, "Three"),
    Candidate(IMATINIB, CHORDOMA, "2.1-1.1", (1, 2)),
    Candidate("agent/sunitinib", CHORDOMA, "2.1-1.1", (2,)),
    Candidate("term/CDR0000000001", ASPS, "row-4.1", (3,)),
)
OTHER: tuple[Record, ...] = (document("adult-sample", "2024-01-01"), Candidate(IMATINIB, ASPS, "1-1.1"))


@pytest.fixture(scope="module")
def candidates(loaded: Loaded) -> Candidates:
    return candidates_of([SAMPLE, OTHER], loaded.dataset.union)


def numbers(candidates: Candidates, **wanted: str | bool) -> list[int]:
    return [one.number for one in filtered(candidates, **wanted)]  # type: ignore[arg-type]


def test_what_stands_around_a_candidate(candidates: Candidates) -> None:
    first, second, third, fourth = candidates.proposals
    assert (first.number, first.document, first.place, first.section) == (
        1,
        "document/adult-sample/2024-01-01",
        "passage/1-1.1",
        "",
    )
    assert (second.section, second.place, second.pointers, second.pmids) == (
        "2.1",
        "passage/2.1-1.1",
        (1, 2, 3),
        ("111", "222"),
    )
    assert [mark.number for mark in second.marks] == [1, 2]
    assert second.claimed == (f"assertion/{SUMMARY}/imatinib-chordoma",)
    assert [mark.level for mark in third.marks] == ["treatment/B4"]
    assert (third.pmids, third.claimed) == (("111",), ())
    assert (fourth.section, fourth.place, fourth.pointers, fourth.pmids) == ("2.1", "row/4.1", (4,), ())


def test_numbers_do_not_depend_on_the_order_of_files(candidates: Candidates, loaded: Loaded) -> None:
    assert candidates_of([OTHER, SAMPLE], loaded.dataset.union) == candidates


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"agent": "agent/imatinib"}, [1, 2]),
        ({"agent": "imatinib"}, [1, 2]),
        ({"agent": " Imatinib "}, [1, 2]),
        ({"agent": "https://w3id.org/oncotriples/agent/imatinib"}, [1, 2]),
        ({"agent": "AZD2171"}, []),
        ({"agent": "term/CDR0000000001"}, [4]),
        ({"tumor": "chordoma"}, [2, 3]),
        ({"tumor": "asps"}, [1, 4]),
        ({"tumor": "solitary fibrous tumour"}, []),
        ({"agent": "imatinib", "tumor": "chordoma"}, [2]),
        ({"summary": SUMMARY}, [2, 3, 4]),
        ({"level": "C1"}, [2]),
        ({"level": "treatment/B4"}, [2, 3]),
        ({"level": "level/treatment/B4"}, [2, 3]),
        ({"level": "3iiiA"}, []),
        ({"accepted": True}, [2]),
        ({"accepted": False}, [1, 3, 4]),
        ({"accepted": False, "summary": SUMMARY, "agent": "sunitinib"}, [3]),
    ],
)
def test_filters(candidates: Candidates, wanted: dict[str, str | bool], expected: list[int]) -> None:
    assert numbers(candidates, **wanted) == expected


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"agent": "imatinb"}, "there is no agent “imatinb”\n  Mend: did you mean imatinib or"),
        ({"agent": "chordoma"}, "there is no agent “chordoma”"),
        ({"tumor": "cordoma"}, "there is no tumor “cordoma”\n  Mend: did you mean chordoma"),
        ({"summary": "adult-smple"}, "there is no summary “adult-smple”\n  Mend: did you mean adult-sample"),
        ({"level": "3iiiX"}, "there is no level of evidence “3iiiX”\n  Mend: did you mean 3iii"),
        ({"level": ""}, "there is no level of evidence “”\n  Mend: write it as 3iiiA or treatment/C1"),
    ],
)
def test_unknown_names(candidates: Candidates, wanted: dict[str, str | bool], says: str) -> None:
    with pytest.raises(UnknownNameError, match=says):
        numbers(candidates, **wanted)


def test_some_are_chosen_by_number(candidates: Candidates) -> None:
    listed = filtered(candidates, summary=SUMMARY)
    assert [one.number for one in chosen(listed, "4, 2,4")] == [4, 2]
    for numbers_ in ("1", "x", "", "2,,3", "2-4"):
        with pytest.raises(InputError, match="is not the number of a listed candidate\n  Mend: list the candidates"):
            chosen(listed, numbers_)


def test_the_listing(candidates: Candidates) -> None:
    listed = filtered(candidates, summary=SUMMARY, agent="imatinib")
    assert listing(listed, fmt="csv") == (
        "no,agent,tumor,summary,edition,section,place,levels,PMIDs,claimed by\r\n"
        f"2,agent/imatinib,subtype/chordoma,{SUMMARY},2025-05-12,2.1,passage/2.1-1.1,"
        f"treatment/C1 treatment/B4,111 222,assertion/{SUMMARY}/imatinib-chordoma\r\n"
    )
    assert "1 row" in listing(listed)
    assert listing([]) == "no candidate matches\n"
    assert listing([], fmt="csv").startswith("no,agent")


def test_no_documents_at_all() -> None:
    assert candidates_of([], []).proposals == ()


def test_two_claims_of_one_pair() -> None:
    turtle = "".join(
        f"<assertion/s/{name}> a onct:ActivityAssertion ; onct:agent <{IMATINIB}> ; onct:tumorSubtype <{CHORDOMA}> .\n"
        for name in "ba"
    )
    head = "@base <https://w3id.org/oncotriples/> . @prefix onct: <https://w3id.org/oncotriples/ontology#> .\n"
    triples = [quad.triple for quad in ox.parse(head + turtle, format=ox.RdfFormat.TURTLE)]
    found = candidates_of([SAMPLE], triples).proposals[0]
    assert found.claimed == ("assertion/s/a", "assertion/s/b")

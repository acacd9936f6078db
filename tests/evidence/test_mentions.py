"""Finding names: longest, whole words, case, offsets; quickly, whatever the text."""

import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.evidence.lexicon import entry, lexicon_of
from oncotriples.evidence.mentions import Finder

NAMES = (
    ("imatinib", "agent", "agent/imatinib"),
    ("imatinib mesylate", "agent", "agent/imatinib-mesylate"),
    ("actinomycin D", "agent", "agent/dactinomycin"),
    ("interferon (gamma)", "agent", "agent/interferon-gamma"),
    ("sarcoma", "tumor", "subtype/sarcoma"),
    ("alveolar soft-part sarcoma", "tumor", "subtype/asps"),
    ("ASPS", "tumor", "subtype/asps"),
    ("ALL", "tumor", "subtype/all"),
    ("Ewing's sarcoma", "tumor", "subtype/ewing"),
    ("solitary fibrous tumor", "tumor", "subtype/sft"),
    ("small cell lung cancer", "tumor", "subtype/sclc"),
    ("lung cancer", "tumor", "subtype/lung"),
    ("non-Hodgkin lymphoma", "tumor", "subtype/nhl"),
    ("Hodgkin lymphoma", "tumor", "subtype/hl"),
    ("KIT", "gene", "gene/KIT"),
    ("EWSR1", "gene", "gene/EWSR1"),
    ("ATF1", "gene", "gene/ATF1"),
    ("PD-L1", "gene", "gene/CD274"),
)
FINDER = Finder(lexicon_of([entry(*name) for name in NAMES]))


def found(text: str, finder: Finder = FINDER) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.target.partition("/")[2]) for mention in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("imatinib", [("imatinib", "imatinib")]),
        ("Imatinib mesylate, IMATINIB", [("Imatinib mesylate", "imatinib-mesylate"), ("IMATINIB", "imatinib")]),
        ("imatinib mesylates", [("imatinib", "imatinib")]),
        ("actinomycin d", [("actinomycin d", "dactinomycin")]),
        ("actinomycin Dx", []),
        ("(imatinib)/“imatinib”", [("imatinib", "imatinib"), ("imatinib", "imatinib")]),
        ("imatinib-resistant, anti-imatinib", [("imatinib", "imatinib"), ("imatinib", "imatinib")]),
        ("imatinibs 2imatinib imatinib_2 ximatinib", []),
        ("interferon (gamma) given", [("interferon (gamma)", "interferon-gamma")]),
        ("angiosarcoma, sarcomas, sarcomata", [("sarcomas", "sarcoma"), ("sarcomata", "sarcoma")]),
        ("Alveolar soft part sarcomas", [("Alveolar soft part sarcomas", "asps")]),
        ("alveolar soft\u2011part sarcoma", [("alveolar soft\u2011part sarcoma", "asps")]),
        ("alveolar soft sarcoma", [("sarcoma", "sarcoma")]),
        ("Ewing\u2019s sarcoma", [("Ewing\u2019s sarcoma", "ewing")]),
        ("solitary fibrous tumours", [("solitary fibrous tumours", "sft")]),
        ("ASPS and ASPSs, not asps", [("ASPS", "asps"), ("ASPSs", "asps")]),
        ("ALL of all", [("ALL", "all")]),
        ("KIT, kit, c-KIT, KITLG", [("KIT", "KIT"), ("KIT", "KIT")]),
        ("EWSR1::ATF1", [("EWSR1", "EWSR1"), ("ATF1", "ATF1")]),
        ("EWSR1-ATF1 EWSR1ATF1", [("EWSR1", "EWSR1"), ("ATF1", "ATF1")]),
        ("PD-L1 PD\u2013L1 PDL1", [("PD-L1", "CD274"), ("PD\u2013L1", "CD274")]),
        ("small-cell lung cancer", [("small-cell lung cancer", "sclc")]),
        ("Non\u2013small cell lung cancer", [("lung cancer", "lung")]),
        ("non-imatinib", []),
        ("non-Hodgkin lymphoma", [("non-Hodgkin lymphoma", "nhl")]),
        ("non Hodgkin lymphoma", [("non Hodgkin lymphoma", "nhl")]),
        ("canon-Hodgkin lymphoma", [("Hodgkin lymphoma", "hl")]),
    ],
)
def test_what_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("before", ["İ ", "İİİ: ", "ß and ŉ ", "\U0001d4b3 ", "e\u0301 ", "a\nb\n", "\ud800 ", "ΣΑΣ "])
def test_offsets_are_those_of_the_text(before: str) -> None:
    assert found(f"{before}imatinib") == [("imatinib", "imatinib")]


def test_one_name_of_several_things() -> None:
    names = [entry("KIT", "term", "term/CDR0000000001"), entry("KIT", "gene", "gene/KIT")]
    names.append(entry("kit", "tumor", "subtype/kit", case_sensitive=False))
    finder = Finder(lexicon_of(names))
    assert [mention.target for mention in finder.find("a KIT")] == ["subtype/kit", "gene/KIT", "term/CDR0000000001"]
    assert [mention.target for mention in finder.find("a kit")] == ["subtype/kit"]


def test_names_of_one_document_add_to_the_finder() -> None:
    own = [
        entry("imatinib", "agent", "term/CDR0000000001"),
        entry("imatinib", "term", "term/CDR0000000002"),
        entry("imatinib mesylate tablets", "agent", "term/CDR0000000003"),
    ]
    wider = FINDER.with_names(own)
    text = "imatinib, imatinib mesylate tablets, imatinib mesylate"
    assert found(text, wider) == [
        ("imatinib", "imatinib"),
        ("imatinib", "CDR0000000002"),
        ("imatinib mesylate tablets", "CDR0000000003"),
        ("imatinib mesylate", "imatinib-mesylate"),
    ]
    assert found("imatinib mesylate tablets") == [("imatinib mesylate", "imatinib-mesylate")], "it stays as it was"
    assert FINDER.with_names([]) is FINDER


def test_a_name_without_target_keeps_the_names_in_it_from_being_found() -> None:
    blocking = [
        entry("undifferentiated sarcoma", "tumor", ""),
        entry("liposomal imatinib", "agent", ""),
        entry("SAR", "tumor", ""),
    ]
    finder = Finder(lexicon_of([entry(*name) for name in NAMES], blocking))
    text = "Undifferentiated sarcomas; sarcoma, SAR-imatinib; pegylated liposomal imatinib"
    assert found(text, finder) == [("sarcoma", "sarcoma"), ("imatinib", "imatinib")]


def test_a_name_without_target_blocks_its_own_category_whatever_comes_later() -> None:
    finder = Finder(lexicon_of([entry("own name", "agent", "")]))
    later = [entry("own name", "agent", "term/CDR0000000001"), entry("own name", "term", "term/CDR0000000002")]
    assert found("own name", finder) == []
    assert found("own name", finder.with_names(later)) == [("own name", "CDR0000000002")]
    assert found("own name", Finder(lexicon_of(later[:1])).with_names([entry("own name", "agent", "")])) == [
        ("own name", "CDR0000000001")
    ]


def test_a_name_inside_another_that_no_lexicon_has() -> None:
    assert found("liposomal imatinib, nab-imatinib, imatinib") == [("imatinib", "imatinib")]
    assert found("Alveolar Soft-Part Sarcoma Study Group on COG-ASPS, KIT and ASPS") == [
        ("KIT", "KIT"),
        ("ASPS", "asps"),
    ]


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Finder(lexicon_of()).find("imatinib") == ()
    assert Finder().find("imatinib") == ()


def test_it_travels_between_processes() -> None:
    wider = FINDER.with_names([entry("own name", "term", "term/CDR0000000001")])
    copy: Finder = pickle.loads(pickle.dumps(wider))  # noqa: S301 - our own bytes
    assert copy.find("Own name of imatinib") == wider.find("Own name of imatinib") != ()


PIECES = st.sampled_from(
    [name for name, _, _ in NAMES] + ["-", " ", "non", "s", "İ", "\n", "(", "imat", "é", "tumours"]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_whatever_the_text(text: str) -> None:
    mentions = FINDER.find(text)
    assert mentions == FINDER.find(text)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert not text[mention.start - 1 : mention.start].isalnum() or mention.start == 0
        assert not text[mention.end : mention.end + 1].isalnum() or text[mention.end - 1] == ")"
        end = mention.end


def test_a_long_hostile_text_takes_no_time() -> None:
    names = [entry("a" + " a" * count, "tumor", "subtype/a") for count in range(1, 90)]
    finder = Finder(lexicon_of(names))
    start = time.process_time()
    assert len(finder.find("a " * 200_000)) > 1000
    assert len(finder.find("non " * 200_000 + "\ud800" * 1000)) == 0
    assert time.process_time() - start < 2

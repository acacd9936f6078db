"""How names are spelled: same length, further spellings, names that cannot be used."""

import sys

import pytest

from oncotriples.evidence.spelling import LONGEST, case_matters, folded, lowered, spellings, why_unusable


def test_every_character_keeps_its_length_in_lower_case_and_when_folded() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        assert len(lowered(character)) == 1, hex(code)
        assert len(folded(character)) == 1, hex(code)


@pytest.mark.parametrize("text", ["soft-part", "soft\u2010part", "soft\u2011part", "soft\u2013part", "soft part"])
def test_hyphens_are_spaces(text: str) -> None:
    assert folded(text) == "soft part"


def test_a_dash_of_a_sentence_is_no_hyphen() -> None:
    assert folded("tumor—imatinib") == "tumor—imatinib"


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert folded("a\ud800b\u2019s") == "a\ufffdb's"


@pytest.mark.parametrize(
    ("name", "category", "matters"),
    [
        ("GIST", "tumor", True),
        ("PEComa", "tumor", True),
        ("DFSP", "tumor", True),
        ("AT/RT", "tumor", True),
        ("chordoma", "tumor", False),
        ("Chordoma", "tumor", False),
        ("GLEEVEC", "agent", False),
        ("AZD2171", "agent", False),
        ("Ph+ AL", "tumor", False),
        ("kit", "gene", True),
        ("C9orf72", "gene", True),
    ],
)
def test_case_matters_to_genes_and_abbreviations(name: str, category: str, matters: bool) -> None:
    assert case_matters(name, category) is matters


@pytest.mark.parametrize(
    ("name", "category", "expected"),
    [
        ("chordoma", "tumor", {"chordomas", "chordomata"}),
        ("GIST", "tumor", {"GISTs"}),
        ("giant cell tumor", "tumor", {"giant cell tumour", "giant cell tumors", "giant cell tumours"}),
        ("giant cell tumours", "tumor", {"giant cell tumors", "giant cell tumour", "giant cell tumor"}),
        ("Tumour", "tumor", {"Tumor", "Tumors", "Tumours"}),
        ("TUMOR X", "agent", {"TUMOUR X"}),
        ("angiosarcomas", "tumor", {"angiosarcoma"}),
        ("breast cancers", "tumor", {"breast cancer"}),
        ("desmoid fibromatosis", "tumor", {"desmoid fibromatosises"}),
        ("malignancy of bone marrow biopsy", "term", {"malignancy of bone marrow biopsies"}),
        ("leukemia, acute", "tumor", set()),
        ("type 2", "tumor", set()),
        ("imatinib", "agent", set()),
        ("KIT", "gene", set()),
    ],
)
def test_further_spellings(name: str, category: str, expected: set[str]) -> None:
    assert set(spellings(name, category)) == expected


@pytest.mark.parametrize(
    ("name", "category", "reason"),
    [
        ("", "agent", "is shorter than 3 characters"),
        ("AB", "agent", "is shorter than 3 characters"),
        ("A", "gene", "is shorter than 2 characters"),
        ("AR", "gene", ""),
        ("716976", "agent", "has no letter"),
        ("x" * LONGEST, "agent", ""),
        ("x" * (LONGEST + 1), "agent", f"is longer than {LONGEST} characters"),
        ("Tumor", "tumor", "is a common word"),
        ("ALL", "tumor", ""),
    ],
)
def test_names_that_cannot_be_used(name: str, category: str, reason: str) -> None:
    assert why_unusable(name, category, case_sensitive=case_matters(name, category)) == reason

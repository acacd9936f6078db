"""Titles of one work and of two, printed in all the ways that tell them apart or do not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.evidence.titles import Agreement, agreement, words_of

LONG = "Ifosfamide and doxorubicin in soft tissue sarcomas of adults"

AGREEING = [
    (Agreement.SAME, LONG, LONG.upper()),
    (Agreement.SAME, LONG, f"[{LONG}]."),
    (Agreement.SAME, LONG, LONG.replace(" ", "\u00a0").replace("soft\u00a0tissue", "soft\u2010tissue")),
    (Agreement.SAME, "A naïve Størmer\u2013Müller test", "A naive Stormer-Muller test"),
    (Agreement.SAME, "TGF-beta in gammadelta T cells", "TGF-\u03b2 in \u03b3\u03b4 T-cells"),
    (Agreement.SAME, "Interferon alpha", "Interferon-\u0391"),
    (Agreement.SAME, "Tumors & their stroma", "Tumors and their stroma"),
    (Agreement.SAME, "Oncotype DX™ in wards", "Oncotype DX® in wards"),
    (Agreement.SAME, "CD34(+) cells", "CD34+ cells"),
    (Agreement.SAME, "In 10,000 women", "In 10 000 women"),
    (Agreement.SAME, "In 10,000 women", "In 10000 women"),
    (Agreement.SAME, "After (131)I-MIBG", "After 131I-MIBG"),
    (Agreement.SAME, "After ¹³¹I-MIBG", "After 131I-MIBG"),
    (Agreement.SAME, "IL-2 in wards", "IL2 in wards"),
    (Agreement.SAME, "Stage IIIB tumors", "Stage III B tumors"),
    (Agreement.SAME, "Саркома костей", "[саркома костей]"),
    (Agreement.SAME, "骨肉腫の治療", "骨肉腫の治療."),
    (Agreement.SPELLING, "Tumor behavior in leukemia", "Tumour behaviour in leukaemia"),
    (Agreement.SPELLING, "A randomized pediatric program", "A randomised paediatric programme"),
    (Agreement.SUBTITLE, LONG, f"{LONG}: a report of the Some Ward Study Group"),
    (Agreement.SUBTITLE, f"{LONG}. Some Ward Study Group", LONG),
    (Agreement.SUBTITLE, LONG, f"{LONG} [see comments]"),
    (Agreement.SUBTITLE, LONG, f"{LONG} [corrected]"),
    (Agreement.MISPRINT, LONG, LONG.replace("sarcomas", "sarcommas")),
    (Agreement.MISPRINT, LONG, LONG.replace("adults", "adluts").replace("sarcomas", "sarcoma")),
]

OTHERS = [
    ("", ""),
    (LONG, ""),
    ("...", "..."),
    ("Reply", "Reply"),
    ("Author's reply", "Author's reply."),
    ("Letter to the editor", "Letter to the Editor"),
    ("[Not Available]", "[Not Available]"),
    ("Phase I/II trial of one agent in soft tissue sarcomas", "Phase III trial of one agent in soft tissue sarcomas"),
    ("Phase I trial of one agent in soft tissue sarcomas", "Phase II trial of one agent in soft tissue sarcomas"),
    (f"{LONG}. I", f"{LONG}. II"),
    (LONG, f"{LONG}. II"),
    (LONG, f"{LONG}. 2"),
    (LONG, f"{LONG}: part two"),
    (LONG, f"{LONG}: Part B"),
    (f"{LONG}: first report", f"{LONG}: third report"),
    (f"{LONG}: part eight", f"{LONG}: part eighth"),
    (f"{LONG} 1/2", f"{LONG} 12"),
    (LONG, f"{LONG} and children"),
    (LONG, f"Erratum: {LONG}"),
    (LONG, f"{LONG}: erratum"),
    (LONG, f"Correction to: {LONG}"),
    (LONG, f"{LONG}: executive summary"),
    (LONG, LONG.replace("of adults", "of adolescents")),
    (LONG, LONG.replace("and", "without")),
    (f"Surgery with radiation: {LONG}", f"Surgery without radiation: {LONG}"),
    (f"{LONG} with resectable tumors", f"{LONG} with unresectable tumors"),
    ("Hodgkin lymphoma of children and adolescents", "Non-Hodgkin lymphoma of children and adolescents"),
    ("Hypercalcemia in the wards of one hospital", "Hypocalcemia in the wards of one hospital"),
    ("Intracellular iron in the wards of one hospital", "Intercellular iron in the wards of one hospital"),
    ("BRAF V600E mutations in the wards of one hospital", "BRAF V600K mutations in the wards of one hospital"),
    ("Carboplatin in the wards of one small hospital", "Cisplatin in the wards of one small hospital"),
    ("CD4+ cells", "CD4- cells"),
    ("Sarcomas", "Sarcoma"),
    ("Short title", "Short title: with a subtitle"),
    ("Саркома и COVID-19", "Лимфома и COVID-19"),
    ("骨肉腫の治療", "骨肉腫の診断"),
    ("हड्डी का कैंसर", "हड्डी के कैंसर"),
    (f"{'a b ' * 400}x", f"{'a b ' * 400}y"),
]


@pytest.mark.parametrize(("kind", "one", "other"), AGREEING)
def test_titles_of_one_work(kind: Agreement, one: str, other: str) -> None:
    assert agreement(one, other) is kind
    assert agreement(other, one) is kind


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_titles_of_two_works(one: str, other: str) -> None:
    assert agreement(one, other) is Agreement.NONE
    assert agreement(other, one) is Agreement.NONE


@given(st.text(), st.text())
def test_no_titles_break_the_comparison(one: str, other: str) -> None:
    assert agreement(one, other) is agreement(other, one)
    assert agreement(one, one) in (Agreement.SAME, Agreement.NONE)


@given(st.text())
def test_words_are_a_normal_form(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words).replace(" ", "\n")) == words


@pytest.mark.parametrize(
    "piece", ["a", "ab ", "I ", "1 ", ": ", "[", " - ", "1,000 ", "\u0301", "e\u0301", "ﷺ", "א ", "½"]
)
def test_long_titles_take_no_longer(piece: str) -> None:
    titles = [f"{LONG}{piece * 10_000}"[:10_000], f"{piece * 10_000}"[:10_000], f"{LONG}: {piece * 9_000}"]
    start = time.perf_counter()
    for one in titles:
        for other in (*titles, LONG, f"{one}x", f"x{one}", one[1:]):
            agreement(one, other)
    assert time.perf_counter() - start < 10, "far above what a slow machine needs: only an endless search takes that"

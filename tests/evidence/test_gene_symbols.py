"""Symbols that name one gene, and those that only look so."""

import pytest

from oncotriples.evidence.gene_symbols import is_told_in_plain_text, names_no_gene, names_one_gene


@pytest.mark.parametrize("symbol", ["KIT", "C9orf72", "CXorf38", "NKX2-1", "H19", "HLA-DPA1", "NF1", "SDHB", "NTRK1"])
def test_symbols_of_genes(symbol: str) -> None:
    assert names_one_gene(symbol)
    assert not names_no_gene(symbol)


@pytest.mark.parametrize("symbol", ["SDH", "NTRK", "SSX", "RAS", "HPC", "C19MC", "SF-36", "T315I", "V600E", "R132X"])
def test_families_variants_and_others_look_like_genes_and_are_none(symbol: str) -> None:
    assert names_no_gene(symbol)
    assert not names_one_gene(symbol)


@pytest.mark.parametrize("text", ["", "kit", "RecQL4", "HER2/neu", "a named gene", "KIT ", "ERβ", "-KIT", "KIT-", "1A"])
def test_what_has_not_the_form_of_a_symbol(text: str) -> None:
    assert not names_one_gene(text)
    assert not names_no_gene(text), "it is reported, not left out on purpose"


def test_symbols_that_abbreviate_a_disease_too_are_not_told_in_plain_text() -> None:
    assert [is_told_in_plain_text(symbol) for symbol in ("KIT", "NF1", "VHL", "BCR")] == [True, False, False, True]

"""Which symbols that documents print as genes name one gene, and which of them can be told in plain text.

Documents set families of genes, complexes and loci in italics like genes. To take them for genes would make a gene of
“RAS”, beside the three that are meant; so these are listed here, as what the pages of PDQ print in italics shows them.
A name of one's own lexicon comes before this list.
"""

import re

from oncotriples.iris import is_thing

__all__ = ["is_told_in_plain_text", "names_no_gene", "names_one_gene"]

# Families of genes, and complexes of which each part has a gene of its own.
_FAMILIES = """
AKT BRCA CCND CCNE CDK CEBP CREB DNAJB EBF FET FGFR GST HOX HOXA HOXB IDH IG IGHV IRF JAK MADH MAPK MEK NTRK PAX PDGFR
PI3K PLAGL POLD RAF RAS RP SDH SDHX SSX STAT TRBJ TRK WNT
"""
# Diseases and phenotypes, stretches of DNA that are no genes, parts of symbols, a questionnaire and a product.
_OTHERS = "AF2 AS1 AT BENC C19MC C3 CIMP HPC MINT1 MINT2 MINT31 SF-36"
# Genes whose symbols also abbreviate a disease or a kind of one, a regimen, a dose, a group of researchers …
_AMBIGUOUS = """
BHD CHOP FH MCC MEN1 MME NF1 NF2 NUT OCA2 OCA4 OCA5 PML POG PTC TYR VHL WAS XPA XPB XPC XPD XPE XPF XPG
"""
_NO_GENES = frozenset(f"{_FAMILIES} {_OTHERS}".split())
_ALSO_OTHERWISE = frozenset(_AMBIGUOUS.split())
# An amino acid, where it stands, and what stands there instead: V600E.
_VARIANT = re.compile("[ACDEFGHIKLMNPQRSTVWY][0-9]{2,4}[ACDEFGHIKLMNPQRSTVWYX]")


def names_one_gene(text: str) -> bool:
    """Whether a text is the symbol of a gene."""
    return is_thing(f"gene/{text}") and not names_no_gene(text)


def names_no_gene(text: str) -> bool:
    """Whether a text looks like the symbol of a gene, but is known to name a family, a variant or something else."""
    return text in _NO_GENES or bool(_VARIANT.fullmatch(text))


def is_told_in_plain_text(symbol: str) -> bool:
    """Whether the symbol means the gene wherever it is printed, not only in italics or as the text of a link."""
    return symbol not in _ALSO_OTHERWISE

"""Exact matches are one to one within a scheme."""

import pytest
from judging import findings_of

from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.quality.rules_mappings import scheme_of

OBO = PREFIXES["obo"]
EXACT = f"{PREFIXES['skos']}exactMatch"


def test_two_exact_matches_in_one_scheme() -> None:
    (finding,) = findings_of(
        "several-exact-matches",
        "<subtype/chordoma> skos:exactMatch obo:MONDO_0008978, obo:MONDO_0000001, obo:NCIT_C2947 .",
    )
    assert (finding.subject, finding.path, finding.value) == (
        f"{BASE}subtype/chordoma",
        EXACT,
        f"<{OBO}MONDO_0008978>",
    )
    assert finding.message == (
        "obo:MONDO_0000001 is an exact match in the same scheme. Keep one, and make the other skos:closeMatch."
    )


def test_one_identifier_for_two_things() -> None:
    (finding,) = findings_of(
        "shared-exact-match",
        "<agent/sunitinib> skos:exactMatch obo:CHEBI_1 .\n<agent/sunitinib-malate> skos:exactMatch obo:CHEBI_1 .\n",
    )
    assert (finding.subject, finding.value) == (f"{BASE}agent/sunitinib-malate", f"<{OBO}CHEBI_1>")
    assert finding.message == (
        "agent/sunitinib has this exact match too. Merge the two, or make one of them skos:closeMatch."
    )


def test_close_matches_may_be_several() -> None:
    text = "<agent/a> skos:closeMatch obo:CHEBI_1, obo:CHEBI_2 .\n<agent/b> skos:closeMatch obo:CHEBI_1 ."
    assert findings_of("several-exact-matches", text) + findings_of("shared-exact-match", text) == []


@pytest.mark.parametrize(
    ("iri", "scheme"),
    [
        (f"{OBO}MONDO_0008978", f"{OBO}MONDO_"),
        ("https://identifiers.org/drugbank:DB00619", "https://identifiers.org/drugbank:"),
        ("http://id.nlm.nih.gov/mesh/D002817", "http://id.nlm.nih.gov/mesh/"),
        (
            "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#C2947",
            "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#",
        ),
    ],
)
def test_scheme_of(iri: str, scheme: str) -> None:
    assert scheme_of(iri) == scheme

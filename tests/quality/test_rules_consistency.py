"""Each rule about contradictions, by one wrong block beside one that is in order."""

import pytest
from judging import findings_of

CASES = {
    "polarity-against-modality": (
        "<a> onct:modality <code/modality/unnecessary> ; onct:polarity <code/polarity/negative> .",
        "<a> onct:modality <code/modality/unnecessary> ; onct:polarity <code/polarity/positive> .",
        "Make the polarity negative",
    ),
    "pmid-against-address": (
        '<citation/pmid/123> fabio:hasPubMedId "123" . <citation/key/x> fabio:hasPubMedId "5" .',
        '<citation/pmid/123> fabio:hasPubMedId "124" .',
        "The address says 123.",
    ),
    "shared-identifier": (
        '<citation/key/a> prism:doi "10.1000/a" . <citation/key/b> prism:doi "10.1000/b" .',
        '<citation/key/a> prism:doi "10.1000/a" .\n<citation/key/b> prism:doi "10.1000/A" .',
        "citation/key/a has this identifier too",
    ),
    "exact-but-exclusive": (
        "<a> onct:valueKind <code/value-kind/upper-bound> ; onct:upperExclusive true .",
        "<a> onct:valueKind <code/value-kind/exact> ; onct:upperExclusive true .",
        "The value is called exact.",
    ),
    "part-of-an-anchor": (
        '<p> dcterms:isPartOf <e/row/1.1> ; onct:start 0 ; onct:end 1 ; onct:blockDigest "0" .',
        '<p> dcterms:isPartOf <e/section/1> ; onct:start 0 ; onct:end 1 ; onct:blockDigest "0" .',
        "The anchor lacks onct:block.",
    ),
    "blank-text": ('<a> skos:prefLabel "x"@en .', '<a> skos:prefLabel "  "@en .', "This text is blank."),
}


@pytest.mark.parametrize("rule", CASES)
def test_what_is_in_order_has_no_finding(rule: str) -> None:
    assert findings_of(rule, CASES[rule][0]) == []


@pytest.mark.parametrize("rule", CASES)
def test_a_contradiction_is_found_once_with_its_mend(rule: str) -> None:
    (finding,) = findings_of(rule, CASES[rule][1])
    assert CASES[rule][2] in finding.message
    assert finding.line is not None


@pytest.mark.parametrize(
    ("statements", "problem"),
    [
        ('<p> dcterms:isPartOf <e/row/1.1> ; onct:end 1 ; onct:blockDigest "0" .', "The anchor lacks onct:start."),
        ('<p> dcterms:isPartOf <e/row/1.1> ; onct:start 0 ; onct:blockDigest "0" .', "The anchor lacks onct:end."),
        ("<p> dcterms:isPartOf <e/row/1.1> ; onct:start 0 ; onct:end 1 .", "The anchor lacks onct:blockDigest."),
        (
            '<p> dcterms:isPartOf <e/row/1.1> ; onct:block 1 ; onct:start 0 ; onct:end 1 ; onct:blockDigest "0" .',
            "Only a passage of a section is in a block.",
        ),
    ],
)
def test_an_anchor_is_whole(statements: str, problem: str) -> None:
    (finding,) = findings_of("part-of-an-anchor", statements)
    assert problem in finding.message

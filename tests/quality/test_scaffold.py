"""The scaffold of a new assertion: next key, what is missing, and names that are not there."""

import pyoxigraph as ox
import pytest

from oncotriples.errors import InputError, UnknownNameError
from oncotriples.graph.assembling import Loaded
from oncotriples.quality.scaffold import KINDS, Claim, scaffold_assertion, scaffold_claims

SUMMARY = "child-soft-tissue-treatment"


def scaffold(loaded: Loaded, *values: tuple[str, str], kind: str = "activity", slug: str | None = None) -> str:
    return scaffold_assertion(loaded, SUMMARY, kind, "Example.", values, slug=slug)


def test_a_new_pair_gets_its_own_key(loaded: Loaded) -> None:
    text = scaffold(loaded, ("agent", "agent/crizotinib"), ("tumorSubtype", "subtype/chordoma"))
    assert f"<assertion/{SUMMARY}/crizotinib-chordoma>\n" in text


def test_a_taken_key_gets_the_next_number(loaded: Loaded) -> None:
    text = scaffold(loaded, ("agent", "agent/imatinib"), ("tumorSubtype", "subtype/chordoma"))
    assert f"<assertion/{SUMMARY}/imatinib-chordoma-2>\n" in text


def test_it_is_turtle_and_names_what_is_missing(loaded: Loaded) -> None:
    text = scaffold(loaded, ("agent", "agent/imatinib"))
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    assert len(triples) == 3
    assert "# still needs onct:tumorSubtype" in text
    assert "# still needs onct:statedIn" in text
    assert "still needs onct:agent" not in text
    assert "citesAsEvidence" not in text, "a warning is not demanded"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_scaffolded(loaded: Loaded, kind: str) -> None:
    assert f"a onct:{KINDS[kind]} ;" in scaffold(loaded, kind=kind, slug="new-one")


def test_values_take_the_type_of_their_property(loaded: Loaded) -> None:
    text = scaffold(
        loaded, ("timePoint", "5.0"), ("isEstimate", "true"), ("numerator", "1"), kind="outcome", slug="an-outcome"
    )
    assert "onct:timePoint 5.0 ;" in text
    assert "onct:isEstimate true ;" in text
    assert "onct:numerator 1 ;" in text
    assert 'onct:provided "if asked"@en' in scaffold(loaded, ("provided", "if asked"), kind="treatment", slug="t")


@pytest.mark.parametrize(
    ("values", "kind", "error", "says"),
    [
        ([("agnet", "agent/imatinib")], "activity", UnknownNameError, "did you mean agent"),
        ([("agent", "agent/imatinb")], "activity", UnknownNameError, "did you mean agent/imatinib"),
        ([("agent", "agent/ima tinib")], "activity", InputError, "is no IRI"),
        ([("timePoint", "")], "outcome", InputError, "a value is empty"),
        ([("upper", "abc")], "outcome", InputError, "is no xsd:decimal"),
        ([], "activty", UnknownNameError, "did you mean activity"),
    ],
)
def test_what_is_not_there_is_refused(
    loaded: Loaded, values: list[tuple[str, str]], kind: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        scaffold(loaded, *values, kind=kind)


def test_a_bad_slug_is_refused(loaded: Loaded) -> None:
    with pytest.raises(InputError, match="is not a slug"):
        scaffold(loaded, slug="../É x>")


def test_an_unknown_summary_is_refused(loaded: Loaded) -> None:
    with pytest.raises(UnknownNameError, match=f"did you mean {SUMMARY}"):
        scaffold_assertion(loaded, "child-soft-tisue-treatment", "activity", "Example.", [], slug="a")


def test_a_blank_label_is_refused(loaded: Loaded) -> None:
    with pytest.raises(InputError, match="the label is blank"):
        scaffold_assertion(loaded, SUMMARY, "activity", "  ", [], slug="a")


def test_several_claims_get_keys_of_their_own(loaded: Loaded) -> None:
    claim = Claim(SUMMARY, "activity", "", (("agent", "agent/imatinib"),), "imatinib-chordoma", ("TODO: read it",))
    taken = [f"https://w3id.org/oncotriples/assertion/{SUMMARY}/imatinib-chordoma-2"]
    text = scaffold_claims(loaded, [claim, claim], taken=taken)
    assert text.count("@base") == 1
    for key in ("imatinib-chordoma-3", "imatinib-chordoma-4"):
        assert f"# still needs onct:tumorSubtype\n<assertion/{SUMMARY}/{key}>\n" in text
    assert text.count("\n\n# TODO: read it\n# still needs skos:prefLabel\n# still needs onct:polarity\n") == 2, (
        "no label"
    )


def test_a_property_of_another_vocabulary_has_a_prefix(loaded: Loaded) -> None:
    assert "cito:citesAsEvidence <citation/pmid/20048174> ;" in scaffold(
        loaded, ("cito:citesAsEvidence", "citation/pmid/20048174"), slug="a"
    )
    with pytest.raises(UnknownNameError, match="there is no property “cito:citesAsEvidense”"):
        scaffold(loaded, ("cito:citesAsEvidense", "citation/pmid/20048174"), slug="a")


def test_a_label_may_hold_blank_lines(loaded: Loaded) -> None:
    text = scaffold_assertion(loaded, SUMMARY, "activity", "One.\n\nTwo.", [], slug="a")
    assert 'skos:prefLabel """One.\n\nTwo."""@en ;' in text

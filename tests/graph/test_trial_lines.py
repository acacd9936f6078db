"""What a registry says of invented trials, as lines of the graph; and that the graph takes them."""

import pyoxigraph as ox
import pytest
from support import ROOT

from oncotriples.documents.trial_entry import Intervention, Trial
from oncotriples.documents.trial_forms import PHASE_CODES, STATUS_CODES
from oncotriples.enrichment.trial_lock import TrialEntry
from oncotriples.errors import InputError, UnknownNameError
from oncotriples.graph.trial import TRIAL_RULES, trial_lines
from oncotriples.graph.trial_labels import Labels, labels_of
from oncotriples.namespaces import BASE, PREFIXES

HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
LABELS = Labels(
    {
        "agent/otherin": ("otherin", "PLC"),
        "agent/placebin": ("placebin", "Alpha-Placebin", "PLC"),
        "subtype/invented-sarcoma": ("invented sarcoma", "IS"),
    }
)
BARE = Trial("NCT99999001")


def said(trial: Trial, labels: Labels = LABELS) -> set[str]:
    """The triples of a trial, without its type, name and source."""
    entry = TrialEntry.of(trial, "0" * 64, "2026-11-23")
    lines = list(trial_lines([entry], labels))
    assert all(line.endswith(f" <{BASE}graph/enrichment> .") for line in lines)
    assert not any("\n" in line for line in lines)
    quads = [quad for line in lines for quad in ox.parse(line, format=ox.RdfFormat.N_QUADS)]
    assert len(quads) == len(set(quads)) == len(lines)
    found = {str(quad.triple) for quad in quads}
    always = turtle(
        """<trial/NCT99999001> a onct:ClinicalTrial ; skos:prefLabel "NCT99999001"@en ;
        prov:wasDerivedFrom <https://clinicaltrials.gov/study/NCT99999001> ; onct:checkedOn "2026-11-23"^^xsd:date ."""
    )
    assert always <= found
    return found - always


def turtle(text: str) -> set[str]:
    return {str(quad.triple) for quad in ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE)}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"title": "A “trial”"}, 'dcterms:title "A “trial”"@en'),
        ({"status": "ACTIVE_NOT_RECRUITING"}, "onct:trialStatus <code/trial-status/active-not-recruiting>"),
        ({"phases": ("PHASE1", "PHASE2")}, "onct:trialPhase <code/trial-phase/1>, <code/trial-phase/2>"),
        ({"phases": ("EARLY_PHASE1",)}, "onct:trialPhase <code/trial-phase/early-1>"),
        ({"phases": ("NA",)}, "onct:trialPhase <code/trial-phase/not-applicable>"),
        ({"minimum_age": "12 Months"}, 'onct:minimumAge "12 Months"'),
        ({"maximum_age": "30 Years"}, 'onct:maximumAge "30 Years"'),
        ({"start": "2026-01-31"}, 'onct:startDate "2026-01-31"^^xsd:date'),
        ({"start": "2026-01", "primary_completion": "2027"}, 'onct:startDate "2026-01"^^xsd:gYearMonth'),
        ({"completion": "2029"}, 'onct:completionDate "2029"^^xsd:gYear'),
        ({"enrollment": 40}, "onct:enrollment 40"),
        ({"countries": ("Balnibarbi", "Utopia"), "sites": 7}, 'onct:trialCountry "Balnibarbi", "Utopia"'),
        ({"conditions": ("A tumor", "A tumor")}, 'onct:trialCondition "A tumor"'),
        (
            {"conditions": ("Invented SARCOMA", "IS", "invented sarcomas")},
            """onct:trialCondition "Invented SARCOMA", "IS", "invented sarcomas" ;
            onct:studiesTumor <subtype/invented-sarcoma>""",
        ),
        (
            {"interventions": (Intervention("DRUG", "ALPHA-placebin"), Intervention("OTHER", "placebin tablets"))},
            'onct:trialIntervention "ALPHA-placebin", "placebin tablets" ; onct:studiesAgent <agent/placebin>',
        ),
        (
            {"interventions": (Intervention("DRUG", "Drug X", ("Otherin", "something")),)},
            'onct:trialIntervention "Drug X" ; onct:studiesAgent <agent/otherin>',
        ),
        # A name of two agents says of neither that it is studied; that of a tumor is none of an agent.
        ({"interventions": (Intervention(name="PLC"),)}, 'onct:trialIntervention "PLC"'),
        ({"interventions": (Intervention(name="invented sarcoma"),)}, 'onct:trialIntervention "invented sarcoma"'),
        ({"sex": "ALL", "sponsor": "Invented Hospital", "updated": "2026-10-01", "has_results": True}, ""),
    ],
)
def test_what_is_said_of_a_trial(fields: dict[str, object], expected: str) -> None:
    trial = Trial("NCT99999001", **fields)  # type: ignore[arg-type]  # each test names its fields
    assert said(trial) == (turtle(f"<trial/NCT99999001> {expected} .") if expected else set())


def test_an_earlier_number_is_replaced() -> None:
    assert said(Trial("NCT99999001", aliases=("NCT99999901",))) == turtle(
        """<trial/NCT99999001> dcterms:replaces <trial/NCT99999901> .
        <trial/NCT99999901> a onct:ClinicalTrial ; skos:prefLabel "NCT99999901"@en ."""
    )


def test_every_rule_says_what_it_says() -> None:
    for rule in TRIAL_RULES:
        assert rule.__doc__ is not None
        assert "`" in rule.__doc__


@pytest.mark.parametrize(("name", "codes"), [("trial-status", STATUS_CODES), ("trial-phase", PHASE_CODES)])
def test_every_code_of_the_registry_is_one_of_the_graph(name: str, codes: dict[str, str]) -> None:
    text = (ROOT / "ontology" / "codes" / f"{name}.ttl").read_text(encoding="utf-8")
    notations = {
        quad.object.value
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == f"{PREFIXES['skos']}notation"
    }
    assert notations == {*codes}


# The names of the graph


def test_labels_are_those_of_agents_and_subtypes() -> None:
    triples = [
        quad.triple
        for quad in ox.parse(
            HEAD
            + """<agent/b> a onct:Agent ; skos:hiddenLabel "z" ; skos:altLabel "Béta"@fr, "beta"@en, "BETA"@en ;
                skos:prefLabel " beta "@en .
            <agent/a> a onct:Agent . <subtype/c> a onct:TumorSubtype ; skos:prefLabel "c"@en ; skos:altLabel " " .
            <gene/KIT> a onct:Gene ; skos:prefLabel "KIT"@en . <https://example.org/a> a onct:Agent .
            <agent/d> skos:prefLabel "d" . <subtype/e> a onct:Agent ; skos:prefLabel "e" .""",
            format=ox.RdfFormat.TURTLE,
        )
    ]
    assert labels_of(triples) == Labels({"agent/a": (), "agent/b": ("beta", "Béta", "z"), "subtype/c": ("c",)})


@pytest.mark.parametrize(
    "name",
    ["placebin", "agent/placebin", f"{BASE}agent/placebin", f"<{BASE}agent/placebin>", " Alpha-placebin ", "PLACEBIN"],
)
def test_a_thing_by_its_names(name: str) -> None:
    assert LABELS.path("agent", name) == "agent/placebin"


def test_a_thing_by_a_name_that_it_has_not() -> None:
    with pytest.raises(UnknownNameError, match="there is no agent “placebine”") as raised:
        LABELS.path("agent", "placebine")
    assert "placebin" in raised.value.near
    with pytest.raises(UnknownNameError, match="there is no subtype “agent/placebin”"):
        LABELS.path("subtype", "agent/placebin")
    with pytest.raises(UnknownNameError, match="there is no subtype “no such tumor”"):
        LABELS.path("subtype", "no such tumor")
    with pytest.raises(InputError, match="a name of agent/otherin and of agent/placebin"):
        LABELS.path("agent", "plc")

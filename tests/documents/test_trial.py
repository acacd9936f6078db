"""One study of ClinicalTrials.gov: what is taken from it, and what is refused. All trials here are invented."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registry_service import Study

from oncotriples.documents.trial import UnfitStudy, read_trial
from oncotriples.documents.trial_entry import Intervention, Trial
from oncotriples.documents.trial_forms import CONTROL, is_nct_id, problem_of
from oncotriples.evidence.schemas import Schema

STUDY = Study(
    "NCT99999001",
    title="Placebin  for\nnobody",
    phases=("PHASE1", "PHASE2"),
    interventions=(("DRUG", "Placebin", ("PLC-1", "Alpha-Placebin")), ("RADIATION", "Light", ())),
    sites=(("Erewhon", "Utopia"), ("Laputa", "Balnibarbi"), ("Lagado", "Balnibarbi")),
    aliases=("NCT99999901",),
)


def test_what_is_taken() -> None:
    assert read_trial(STUDY.record()) == Trial(
        nct_id="NCT99999001",
        aliases=("NCT99999901",),
        title="Placebin for nobody",
        official_title="Placebin for nobody, in full",
        status="RECRUITING",
        study_type="INTERVENTIONAL",
        phases=("PHASE1", "PHASE2"),
        conditions=("Invented Sarcoma",),
        interventions=(
            Intervention("DRUG", "Placebin", ("Alpha-Placebin", "PLC-1")),
            Intervention("RADIATION", "Light"),
        ),
        minimum_age="12 Months",
        maximum_age="30 Years",
        age_groups=("CHILD", "ADULT"),
        sex="ALL",
        start="2026-01",
        completion="2029-12-31",
        enrollment=40,
        countries=("Balnibarbi", "Utopia"),
        sites=3,
        sponsor="Invented Hospital",
        updated="2026-10-01",
    )


def test_what_is_absent_is_left_out() -> None:
    trial = read_trial({"protocolSection": {"identificationModule": {"nctId": "NCT99999001"}}})
    assert trial == Trial("NCT99999001")
    assert Schema.of(Trial).bare(trial) == {"nct_id": "NCT99999001"}


def test_it_goes_into_a_lock_and_back() -> None:
    schema = Schema.of(Trial)
    assert schema.made(_listed(schema.bare(read_trial(STUDY.record())))) == read_trial(STUDY.record())


def _listed(value: Any) -> Any:
    """Tuples as the lists that JSON has for them."""
    if isinstance(value, dict):
        return {name: _listed(held) for name, held in value.items()}
    return [_listed(one) for one in value] if isinstance(value, tuple | list) else value


@pytest.mark.parametrize(
    "text",
    ["NCT9999900", "NCT999990011", "nct99999001", "NCT9999900\u0661", "CDR0000000001", "", "NCT99999001\n"],
)
def test_what_is_no_number(text: str) -> None:
    assert not is_nct_id(text)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("", [], r"the study: must be an object, not a list"),
        ("protocolSection", None, r"protocolSection: must be an object, not null"),
        ("protocolSection.identificationModule.nctId", 1, r"\.nctId: must be a text, not a number$"),
        ("protocolSection.identificationModule.nctId", "NCT1", r"\.nctId: 'NCT1' is no NCT number"),
        ("protocolSection.identificationModule.nctId", ..., r"identificationModule\.nctId: is missing"),
        ("protocolSection.identificationModule.nctIdAliases", ["x"], r"nctIdAliases\[0\]: 'x' is no NCT number"),
        ("protocolSection.identificationModule.briefTitle", "x" * 2001, r"briefTitle: has 2001 characters"),
        ("protocolSection.identificationModule.briefTitle", "\ud800", r"half of a surrogate pair"),
        ("protocolSection.statusModule.overallStatus", "Recruiting!", r"overallStatus: 'Recruiting!' is no code"),
        ("protocolSection.statusModule.overallStatus", "BRAND_NEW", r"overallStatus: BRAND_NEW is no status that is"),
        ("protocolSection.designModule.phases", ["PHASE2", "PHASE5"], r"phases\[1\]: PHASE5 is no phase that is known"),
        ("protocolSection.eligibilityModule.minimumAge", "twelve", r"minimumAge: 'twelve' is no age"),
        ("protocolSection.statusModule.startDateStruct", "2026", r"startDateStruct: must be an object, not a text"),
        ("protocolSection.statusModule.startDateStruct.date", "2026-13", r"date: '2026-13' is no date"),
        ("protocolSection.statusModule.startDateStruct.date", "2026-02-30", r"is no date"),
        ("protocolSection.statusModule.startDateStruct.date", "May 2026", r"is no date"),
        ("protocolSection.conditionsModule.conditions", "Sarcoma", r"conditions: must be a list, not a text"),
        ("protocolSection.conditionsModule.conditions", ["", 1.5], r"conditions\[1\]: .* not a number with a fraction"),
        ("protocolSection.conditionsModule.conditions", ["x"] * 20001, r"has 20001 items"),
        ("protocolSection.armsInterventionsModule.interventions", ["x"], r"interventions\[0\]: must be an object"),
        ("protocolSection.designModule.enrollmentInfo.count", True, r"must be a whole number, not true or false"),
        ("protocolSection.designModule.enrollmentInfo.count", -1, r"is no number of people"),
        ("protocolSection.designModule.enrollmentInfo.count", 10**12, r"is no number of people"),
        ("hasResults", "no", r"hasResults: must be true or false, not a text"),
    ],
)
def test_what_is_refused(path: str, value: object, problem: str) -> None:
    study: Any = {"": copy.deepcopy(STUDY.record())}
    held = study
    *steps, last = ["", *path.split(".")] if path else [""]
    for step in steps:
        held = held[step]
    if value is ...:
        del held[last]
    else:
        held[last] = value
    with pytest.raises(UnfitStudy, match=problem):
        read_trial(study[""])


def test_white_space_and_empty_texts_say_nothing() -> None:
    study = STUDY.record()
    study["protocolSection"]["conditionsModule"]["conditions"] = [" a\t b ", "", "\u2028", "a b"]
    study["protocolSection"]["somethingNew"] = {"x": [1]}
    assert read_trial(study).conditions == ("a b",)


def test_control_characters_are_dropped() -> None:
    study = STUDY.record()
    study["protocolSection"]["identificationModule"]["briefTitle"] = " A\x01B\x00 \ufffe \x1b[31mred\x85\x9f\x1fend"
    study["protocolSection"]["conditionsModule"]["conditions"] = ["\x00", "a\x7f b"]
    trial = read_trial(study)
    assert (trial.title, trial.conditions) == ("AB [31mred end", ("a b",))
    study["protocolSection"]["identificationModule"]["nctId"] = "NCT\x0099999001"
    with pytest.raises(UnfitStudy, match="is no NCT number"):
        read_trial(study)


def test_what_is_dropped_is_no_white_space() -> None:
    assert not any(CONTROL.match(chr(code)) for code in range(0x110000) if chr(code).isspace())


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, ""),
        ({"status": "WITHHELD", "phases": ("NA",), "start": "2026", "minimum_age": "1 Day"}, ""),
        ({"nct_id": "../evil"}, "“../evil” is no NCT number"),
        ({"aliases": ("x",)}, "“x” is no NCT number"),
        ({"aliases": ("NCT99999001",)}, "cannot be in the place of itself"),
        ({"status": "BRAND_NEW"}, "“BRAND_NEW” is no status of the registry"),
        ({"phases": ("PHASE1", "PHASE5")}, "“PHASE5” is no phase of the registry"),
        ({"start": "soon"}, "“soon” is no date"),
        ({"updated": "2026-02-30"}, "“2026-02-30” is no date"),
        ({"maximum_age": "N/A"}, "“N/A” is no age"),
        ({"enrollment": -1}, "-1 is no number of people"),
        ({"sponsor": "A\x00"}, "'A\\x00' holds a control character"),
        ({"interventions": (Intervention("DRUG", "A", ("B", "\ufffe")),)}, "'\\ufffe' holds a control character"),
    ],
)
def test_what_the_graph_cannot_hold(fields: dict[str, Any], problem: str) -> None:
    found = problem_of(Trial(**{"nct_id": "NCT99999001", **fields}))
    assert found.startswith(problem)
    assert bool(found) == bool(problem)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PLACES = [
    path
    for top, fields in STUDY.record()["protocolSection"].items()
    for path in ((top,), *((top, name) for name in fields))
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLACES), JSON)
def test_anything_is_read_or_refused(place: tuple[str, ...], value: object) -> None:
    study = copy.deepcopy(STUDY.record())
    held = study["protocolSection"]
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = value
    try:
        trial = read_trial(study)
    except UnfitStudy as error:
        problem, trial = str(error), None
    if trial is None:
        assert problem.startswith("protocolSection.")
    else:
        assert Schema.of(Trial).made(_listed(Schema.of(Trial).bare(trial))) == trial
        assert problem_of(trial) == ""

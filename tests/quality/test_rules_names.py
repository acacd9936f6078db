"""Each rule about names over the whole graph."""

import pytest
from judging import HEAD_LINES, findings_of, ontology, sample

from oncotriples.graph.dataset import Dataset
from oncotriples.namespaces import BASE, ONCT, PREFIXES
from oncotriples.quality.dataset_rules import rule_findings
from oncotriples.quality.locating import Locator
from oncotriples.quality.rules import INFERRED

CODES = "<code/modality/should> a onct:Modality .\n<code/modality/can> a onct:Modality .\n"


def test_dangling_iri_offers_the_nearest_of_its_kind() -> None:
    (finding,) = findings_of("dangling-iri", CODES + "<assertion/x/y>\n    onct:modality <code/modality/shuold> ;\n.\n")
    assert (finding.file, finding.line) == ("kg/sample.ttl", HEAD_LINES + 3)
    assert (finding.subject, finding.path) == (f"{BASE}assertion/x/y", f"{ONCT}modality")
    assert finding.value == f"<{BASE}code/modality/shuold>"
    assert finding.message == "Nothing describes code/modality/shuold. Did you mean code/modality/should?"


def test_dangling_iri_in_another_folder_is_found_there() -> None:
    (finding,) = findings_of("dangling-iri", CODES + "<assertion/x/y> onct:modality <code/modalities/should> .")
    assert finding.message.endswith("Did you mean code/modality/should?")


def test_dangling_iri_without_anything_near() -> None:
    (finding,) = findings_of("dangling-iri", "<assertion/x/y> onct:agent <zzzzzzzzzzzzzzzzz> .")
    assert finding.message == "Nothing describes zzzzzzzzzzzzzzzzz. Add its block, or correct the name."


def test_foreign_iris_and_classes_may_stand_undescribed() -> None:
    assert (
        findings_of("dangling-iri", "<agent/x> a onct:Agent, onct:Agnet ; rdfs:seeAlso <http://example.org/a> .") == []
    )


def test_a_shape_that_names_an_unknown_term_dangles() -> None:
    shapes = sample("onctsh:S a sh:NodeShape ; sh:property [ sh:path onct:agnet ] .")
    found = rule_findings(Dataset({}), ontology().triples, shapes.triples, Locator((shapes,)))
    assert [finding.message for finding in found] == ["Nothing describes onct:agnet. Did you mean onct:agent?"]


def test_inferred_statements_are_not_judged_twice() -> None:
    file = sample("<agent/a> onct:reportedActiveAgainst <subtype/nowhere> .")
    found = rule_findings(Dataset.of({INFERRED: file.triples}), ontology().triples, (), Locator((file,)))
    assert found == ()


def test_case_collision() -> None:
    (finding,) = findings_of("case-collision", "<agent/imatinib> a onct:Agent .\n<agent/Imatinib> a onct:Agent .\n")
    assert (finding.subject, finding.value) == (f"{BASE}agent/imatinib", f"<{BASE}agent/Imatinib>")
    assert finding.message == "agent/imatinib and agent/Imatinib differ only in case. Keep one spelling."


def test_case_tells_a_class_from_a_property_in_the_ontology_but_no_more() -> None:
    assert findings_of("case-collision", "onct:zeta a owl:Class .\nonct:Zeta a owl:Class .\n") == []
    (finding,) = findings_of("case-collision", "onct:timepoint a owl:DatatypeProperty .\n")
    assert finding.value == f"<{ONCT}timePoint>"


def test_same_label_for_two_subtypes() -> None:
    (finding,) = findings_of(
        "same-label",
        '<subtype/a>\n    a onct:TumorSubtype ;\n    skos:prefLabel "chordoma"@en ;\n.\n'
        '<subtype/b>\n    a onct:TumorSubtype ;\n    skos:prefLabel "Chordoma"@en ;\n.\n',
    )
    assert (finding.file, finding.line) == ("kg/sample.ttl", HEAD_LINES + 5)
    assert (finding.subject, finding.path) == (f"{BASE}subtype/b", f"{PREFIXES['skos']}prefLabel")
    assert finding.value == '"Chordoma"@en'
    assert finding.message == (
        "subtype/a has the same label and is a onct:TumorSubtype too. Merge the two, or label them apart."
    )


@pytest.mark.parametrize("kind", ["doco:Section", "doco:Table", "onct:TableRow"])
def test_parts_of_two_documents_may_be_called_alike(kind: str) -> None:
    text = "".join(f'<document/{name}/x/1> a {kind} ; skos:prefLabel "part 1"@en .\n' for name in "ab")
    assert findings_of("same-label", text) == []


def test_same_label_in_two_classes_schemes_or_languages_passes() -> None:
    text = (
        '<a> a onct:Agent ; skos:prefLabel "x"@en .\n<b> a onct:Treatment ; skos:prefLabel "x"@en .\n'
        '<c> a onct:Code, skos:Concept ; skos:inScheme <s1> ; skos:prefLabel "y"@en .\n'
        '<d> a onct:Code, skos:Concept ; skos:inScheme <s2> ; skos:prefLabel "y"@en .\n'
        '<e> a onct:Study ; skos:prefLabel "z"@en .\n<f> a onct:Study ; skos:prefLabel "z"@de .\n'
    )
    assert findings_of("same-label", text) == []

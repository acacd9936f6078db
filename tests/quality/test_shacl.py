"""From shapes and data to findings: every field of a result, and terms that keep their form."""

import logging

import pyoxigraph as ox
import pytest
from judging import HEAD_LINES, sample

from oncotriples.errors import InputError
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import SourceFile
from oncotriples.namespaces import BASE, ONCT, PREFIXES, SHAPES
from oncotriples.quality.findings import Finding, Severity
from oncotriples.quality.locating import Locator
from oncotriples.quality.shacl import shacl_findings

ONTOLOGY = "onct:Salt rdfs:subClassOf onct:Agent ."
COMPONENT = f"{PREFIXES['sh']}{{}}ConstraintComponent"


def judged(shapes: str, data: str) -> tuple[Finding, ...]:
    file = sample(data)
    dataset = Dataset.of({f"{BASE}graph/entities": file.triples})
    shape_triples = sample(shapes).triples
    return shacl_findings(dataset, sample(ONTOLOGY).triples, shape_triples, Locator((file,)))


def test_every_field_of_a_result() -> None:
    findings = judged(
        'onctsh:AgentShape sh:targetClass onct:Agent ; sh:property [ sh:path onct:cdrId ; sh:pattern "^CDR" ;'
        ' sh:severity sh:Warning ; sh:message "Write CDR first."@en ] .',
        '\n<agent/imatinib>\n    a onct:Salt ;\n    onct:cdrId "62789" ;\n.\n',
    )
    assert findings == (
        Finding(
            severity=Severity.WARNING,
            file="kg/sample.ttl",
            line=HEAD_LINES + 2,
            subject=f"{BASE}agent/imatinib",
            rule="AgentShape/onct:cdrId/Pattern",
            path=f"{ONCT}cdrId",
            value='"62789"',
            message="Write CDR first.",
            component=COMPONENT.format("Pattern"),
            shape=f"{SHAPES}AgentShape",
        ),
    )


def test_a_shape_of_a_node_has_neither_path_nor_value_text() -> None:
    (finding,) = judged(
        "onctsh:S sh:targetNode <x> ; sh:not [ sh:property [ sh:path onct:a ; sh:maxCount 0 ] ] ;"
        ' sh:message "No."@en .',
        "<x> onct:b <y> .",
    )
    assert (finding.rule, finding.path, finding.value) == ("S/Not", "", f"<{BASE}x>")
    assert (finding.severity, finding.message) == (Severity.VIOLATION, "No.")


def test_the_nearest_named_shape_above_a_nested_one() -> None:
    (finding,) = judged(
        "onctsh:S sh:targetNode <x> ; sh:property [ sh:path onct:a ; sh:property [ sh:path onct:b ; sh:minCount 1 ; "
        'sh:message "Add b."@en ] ] .',
        "<x> onct:a <y> .\n<y> onct:c <z> .",
    )
    assert (finding.shape, finding.rule) == (f"{SHAPES}S", "S/onct:b/MinCount")
    assert (finding.subject, finding.value) == (f"{BASE}y", "")


def test_a_longer_path() -> None:
    (finding,) = judged(
        "onctsh:S sh:targetNode <x> ; sh:property [ sh:path ( onct:a [ sh:inversePath onct:b ] ) ; sh:minCount 1 ] .",
        "<x> onct:a <y> .",
    )
    assert finding.path == f"(<{ONCT}a>/^<{ONCT}b>)"
    assert finding.rule == "S/(onct:a/^onct:b)/MinCount"


def test_the_same_result_of_two_shapes_is_two_findings() -> None:
    shape = "onctsh:{} sh:targetNode <x> ; sh:property [ sh:path onct:a ; sh:minCount 1 ] .\n"
    findings = judged(shape.format("S") + shape.format("T"), "<x> onct:b <y> .")
    assert [finding.rule for finding in findings] == ["S/onct:a/MinCount", "T/onct:a/MinCount"]


def test_nothing_wrong() -> None:
    assert (
        judged("onctsh:S sh:targetNode <x> ; sh:property [ sh:path onct:b ; sh:minCount 1 ] .", "<x> onct:b <y> .")
        == ()
    )


@pytest.mark.parametrize(
    "literal",
    [
        '"01"^^xsd:integer',
        '"1.10"^^xsd:decimal',
        '"1.0E0"^^xsd:double',
        '"+5"^^xsd:nonNegativeInteger',
        '"2014-01-01+00:00"^^xsd:date',
        '"19x"^^xsd:gYear',
        '"TRUE"^^xsd:boolean',
        '"x"',
        '"x"@en-GB',
        '"a\\nb\\"c"',
    ],
)
def test_a_literal_keeps_its_form_there_and_back(literal: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        (finding,) = judged(
            "onctsh:S sh:targetNode <x> ; sh:property [ sh:path onct:a ; sh:maxCount 0 ; sh:nodeKind sh:IRI ] .",
            f"<x> onct:a {literal} .",
        )[1:]
    (triple,) = sample(f"<x> onct:a {literal} .").triples
    assert finding.value == str(triple.object)
    assert caplog.records == []


def test_a_triple_term_is_refused() -> None:
    triple = sample("<x> onct:a <y> .").triples[0]
    file = SourceFile("kg/sample.ttl", (ox.Triple(triple.subject, triple.predicate, triple),))
    with pytest.raises(InputError, match="a triple stands in a term's place"):
        shacl_findings(Dataset.of({"": file.triples}), (), (), Locator((file,)))


@pytest.mark.parametrize("closed", ["sh:closed true ; sh:ignoredProperties ( rdf:type ) ;", ""])
def test_a_closed_shape_sees_properties_that_no_shape_names(closed: str) -> None:
    shapes = f"onctsh:S a sh:NodeShape ; {closed} sh:targetClass onct:Agent ."
    file = sample("<agent/x>\n    a onct:Agent ;\n    onct:saltOf <agent/y> ;\n.\n")
    dataset = Dataset.of({f"{BASE}graph/entities": file.triples})
    found = shacl_findings(dataset, (), sample(shapes).triples, Locator((file,)))
    assert [finding.path for finding in found] == ([f"{ONCT}saltOf"] if closed else [])

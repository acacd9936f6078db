"""Each rule about withdrawn things: what fires, and what does not."""

import pytest
from judging import HEAD_LINES, findings_of

from oncotriples.namespaces import BASE, ONCT, PREFIXES, XSD
from oncotriples.quality.findings import Severity
from oncotriples.quality.rules_withdrawn import WITHDRAWN_RULES

STUB = (
    '<agent/old> owl:deprecated true ; skos:prefLabel "old"@en ; dcterms:isReplacedBy <agent/new> ; '
    'skos:historyNote "withdrawn in data 0.4.0: merged"@en .\n'
)
POINTS, THERE = (rule.name for rule in WITHDRAWN_RULES)
CLAIM = f"<c> onct:agent <agent/old> .\n{STUB}"


def test_a_claim_that_points_to_a_withdrawn_agent_is_told_its_replacement() -> None:
    (finding,) = findings_of(POINTS, CLAIM)
    assert (finding.severity, finding.file, finding.line) == (Severity.VIOLATION, "kg/sample.ttl", HEAD_LINES + 1)
    assert (finding.subject, finding.path, finding.value) == (f"{BASE}c", f"{ONCT}agent", f"<{BASE}agent/old>")
    assert finding.message == "This points to agent/old, which was withdrawn. Point to its replacement, agent/new."


def test_without_a_replacement_the_statement_has_to_go() -> None:
    (finding,) = findings_of(POINTS, CLAIM.replace("dcterms:isReplacedBy <agent/new> ;", ""))
    assert finding.message == (
        "This points to agent/old, which was withdrawn. It has no replacement: remove the statement."
    )


@pytest.mark.parametrize(
    "text",
    [
        STUB,
        STUB + "<agent/new> dcterms:replaces <agent/old> .",
        STUB + "<agent/older> owl:deprecated true ; dcterms:isReplacedBy <agent/old> .",
        STUB + "<c> onct:agent <agent/new> .",
        CLAIM.replace("true", "false"),
        "<c> onct:agent <agent/old> .",
        CLAIM + "<agent/old> a onct:Agent .",
    ],
    ids=["stub", "replaces", "chain", "replacement", "not-deprecated", "no-stub", "still-there"],
)
def test_what_points_to_nothing_withdrawn(text: str) -> None:
    assert findings_of(POINTS, text) == []


def test_a_withdrawn_thing_that_is_still_described_is_found_once() -> None:
    (finding,) = findings_of(THERE, STUB + "<agent/old> a onct:Agent ; skos:altLabel 'older' .")
    assert (finding.severity, finding.subject) == (Severity.VIOLATION, f"{BASE}agent/old")
    assert (finding.path, finding.value) == (f"{PREFIXES['owl']}deprecated", f'"true"^^<{XSD}boolean>')
    assert finding.message == (
        "agent/old is listed as withdrawn, and still described: rdf:type onct:Agent. Remove its row from "
        "kg/withdrawn.tsv, or what describes it."
    )


@pytest.mark.parametrize("text", [STUB, "<agent/old> a onct:Agent .", CLAIM, STUB + "<agent/new> a onct:Agent ."])
def test_a_stub_alone_and_a_thing_alone_are_in_order(text: str) -> None:
    assert findings_of(THERE, text) == []


def test_neither_can_be_accepted() -> None:
    assert [(rule.scope, rule.acknowledgeable) for rule in WITHDRAWN_RULES] == [("dataset", False)] * 2

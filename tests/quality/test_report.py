"""Reports: the text as people read it, JSON, and SHACL's own form without blank nodes."""

import json
import os
import subprocess
import sys
from dataclasses import asdict

import pyoxigraph as ox

from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE, SHAPES
from oncotriples.quality.findings import Finding, Severity
from oncotriples.quality.report import counts_line, report_json, report_sarif, report_text, report_triples

SH = PREFIXES["sh"]
CITE = Finding(
    severity=Severity.WARNING,
    file="kg/evidence/x.ttl",
    line=12,
    subject=f"{BASE}assertion/x/a",
    rule="EvidenceAssertionShape/cito:citesAsEvidence/MinCount",
    path=f"{PREFIXES['cito']}citesAsEvidence",
    message="This claim cites nothing. Cite something.",
    component=f"{SH}MinCountConstraintComponent",
    shape=f"{SHAPES}EvidenceAssertionShape",
    accepted="The source gives no pointer.",
)
CITE_TOO = Finding(**{**asdict(CITE), "line": 40, "subject": f"{BASE}assertion/x/b", "accepted": ""})
DANGLING = Finding(
    severity=Severity.VIOLATION,
    file="kg/evidence/x.ttl",
    line=7,
    subject=f"{BASE}assertion/x/c",
    rule="dangling-iri",
    path=f"{ONCT}modality",
    value=f"<{BASE}code/modality/shuold>",
    message="Nothing describes code/modality/shuold. Did you mean code/modality/should?",
    component=f"{SHAPES}dangling-iri",
)
BLANK = Finding(
    severity=Severity.VIOLATION,
    file="kg/x.ttl",
    line=None,
    subject="",
    rule="blank-node",
    path=f"(<{ONCT}a>|<{ONCT}b>)",
    value='"x"@en',
    message="No.",
    component=f"{SHAPES}blank-node",
)
ALL = [CITE_TOO, BLANK, CITE, DANGLING]


def test_text() -> None:
    assert report_text(ALL) == (
        "Violation: blank-node (1)\n"
        "  No.\n"
        '    kg/x.ttl: (onct:a|onct:b) "x"@en\n'
        "\n"
        "Violation: dangling-iri (1)\n"
        "  Nothing describes code/modality/shuold. Did you mean code/modality/should?\n"
        "    kg/evidence/x.ttl:7: assertion/x/c onct:modality code/modality/shuold\n"
        "\n"
        "Warning: EvidenceAssertionShape/cito:citesAsEvidence/MinCount (2)\n"
        "  This claim cites nothing. Cite something.\n"
        "    kg/evidence/x.ttl:12: assertion/x/a cito:citesAsEvidence\n"
        "      Accepted: The source gives no pointer.\n"
        "    kg/evidence/x.ttl:40: assertion/x/b cito:citesAsEvidence\n"
        "\n"
        "2 violations, 2 warnings (1 accepted)\n"
    )


def test_counts_of_nothing_and_of_one() -> None:
    assert report_text([]) == "0 violations, 0 warnings\n"
    info = Finding(severity=Severity.INFO, file="a", line=None, subject="", rule="r", message="m")
    assert counts_line([DANGLING, info]) == "1 violation, 0 warnings, 1 remark"


def test_json() -> None:
    report = json.loads(report_json(ALL))
    assert report["conforms"] is False
    assert report["counts"] == {"Violation": 2, "Warning": 2, "Info": 0}
    assert report["accepted"] == 1
    assert report["rules"] == {
        "EvidenceAssertionShape/cito:citesAsEvidence/MinCount": 2,
        "blank-node": 1,
        "dangling-iri": 1,
    }
    assert [Finding(**{**found, "severity": Severity(found["severity"])}) for found in report["findings"]] == [
        BLANK,
        DANGLING,
        CITE,
        CITE_TOO,
    ]
    assert json.loads(report_json([]))["conforms"] is True


def statements(findings: list[Finding]) -> set[tuple[str, str]]:
    """Predicate and object of every statement about results and report, for the findings' own SHACL report."""
    return {(triple.predicate.value.removeprefix(SH), str(triple.object)) for triple in report_triples(findings)}


def test_sarif_tells_the_place_of_each_finding_also_of_one_subject() -> None:
    cited = Finding(**{**asdict(CITE), "file": "kg/b.ttl", "line": 9, "path": f"{ONCT}statedIn"})
    unplaced = Finding(**{**asdict(CITE), "file": "", "line": None, "path": f"{ONCT}label"})
    (run,) = json.loads(report_sarif([cited, unplaced, *ALL]))["runs"]
    places = sorted(
        (place["artifactLocation"]["uri"], place.get("region", {}).get("startLine", 0))
        for result in run["results"]
        if (place := result["locations"][0].get("physicalLocation"))
    )
    assert places == [
        ("kg/b.ttl", 9),
        ("kg/evidence/x.ttl", 7),
        ("kg/evidence/x.ttl", 12),
        ("kg/evidence/x.ttl", 40),
        ("kg/x.ttl", 0),
    ]
    assert [one["location"]["uri"] for one in run["artifacts"]] == ["kg/b.ttl", "kg/evidence/x.ttl", "kg/x.ttl"]
    assert run["properties"]["counts"] == {"Violation": 2, "Warning": 1, "Info": 3}
    # Nobody counted them.
    assert "triples" not in run["properties"]


def test_shacl_report_says_everything_of_a_finding() -> None:
    said = statements([CITE])
    finding_iri = next(value for predicate, value in said if predicate == "result")
    assert said == {
        (RDF_TYPE, f"<{SH}ValidationReport>"),
        ("conforms", str(ox.Literal(False))),
        ("result", finding_iri),
        (RDF_TYPE, f"<{SH}ValidationResult>"),
        ("focusNode", f"<{CITE.subject}>"),
        ("resultPath", f"<{CITE.path}>"),
        ("resultSeverity", f"<{SH}Warning>"),
        ("resultMessage", '"This claim cites nothing. Cite something."@en'),
        ("sourceConstraintComponent", f"<{CITE.component}>"),
        ("sourceShape", f"<{CITE.shape}>"),
        (f"{PREFIXES['rdfs']}comment", '"kg/evidence/x.ttl:12"'),
        (f"{PREFIXES['skos']}editorialNote", '"Accepted: The source gives no pointer."@en'),
    }
    assert finding_iri.startswith(f"<{BASE}finding/")
    assert ("value", f"<{BASE}code/modality/shuold>") in statements([DANGLING])


def test_conforms_is_true_only_without_results() -> None:
    assert statements([]) == {(RDF_TYPE, f"<{SH}ValidationReport>"), ("conforms", str(ox.Literal(True)))}


def test_no_blank_nodes_and_one_result_a_finding() -> None:
    triples = report_triples(ALL)
    assert not any(isinstance(term, ox.BlankNode) for triple in triples for term in triple)
    results = [triple.object for triple in triples if triple.predicate.value == f"{SH}result"]
    assert len(set(results)) == len(ALL)
    assert triples == report_triples(list(reversed(ALL)))


def test_a_second_reader_takes_it_for_a_report() -> None:
    from rdflib import SH as VOCABULARY
    from rdflib import Graph, Literal

    text = ox.serialize(report_triples(ALL), format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    graph = Graph().parse(data=text, format="nt")
    (report,) = graph.subjects(None, VOCABULARY.ValidationReport)
    conforms = graph.value(report, VOCABULARY.conforms)
    assert isinstance(conforms, Literal)
    assert conforms.toPython() is False
    for result in graph.objects(report, VOCABULARY.result):
        for required in (VOCABULARY.focusNode, VOCABULARY.resultSeverity, VOCABULARY.sourceConstraintComponent):
            assert len(set(graph.objects(result, required))) == 1


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "from oncotriples.sources import find_sources\n"
        "from oncotriples.graph.assembling import load_sources\n"
        "from oncotriples.quality.report import report_json, report_sarif, report_text, report_triples\n"
        "from oncotriples.quality.validating import validate\n"
        "found = validate(load_sources(find_sources()))\n"
        "print(report_text(found), report_json(found), *report_triples(found), sep='\\n')\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert b"finding/" in outputs.pop()

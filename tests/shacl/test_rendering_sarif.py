"""Reports as SARIF 2.1.0: what the format requires, and what code hosts make of it."""

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from reporting import EX, SH, many, report, result

from oncotriples.shacl.results import Report
from oncotriples.shacl.sarif import as_sarif


def run_of(found: Report, data: Sequence[str] = ("data.ttl",), **options: Any) -> dict[str, Any]:
    log = json.loads(as_sarif(found, data=data, version="1.2.3", **options))
    assert log.keys() == {"$schema", "version", "runs"}
    assert (log["$schema"], log["version"]) == ("https://json.schemastore.org/sarif-2.1.0.json", "2.1.0")
    (run,) = log["runs"]
    check(run)
    return dict(run)


def check(run: dict[str, Any]) -> None:
    """What SARIF's schema asks for and JSON cannot say by itself: unique rules, indexes that fit, texts."""
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert all(rule[name]["text"] for name in ("shortDescription", "fullDescription", "help"))
    for found in run["results"]:
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["level"] in ("none", "note", "warning", "error")
        assert found["message"]["text"]
        assert all(isinstance(text, str) for text in found["partialFingerprints"].values())
        (location,) = found["locations"]
        assert location.keys() <= {"physicalLocation", "logicalLocations"}
        assert location["logicalLocations"][0]["fullyQualifiedName"]
    for artifact in run["artifacts"]:
        # RFC 3986: no space, no letter beyond ASCII, no colon in the first segment of a relative reference.
        assert re.fullmatch(r"(?:file:///)?[A-Za-z0-9._~%/-]+", artifact["location"]["uri"])


def test_an_empty_report() -> None:
    run = run_of(report())
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("oncotriples", "1.2.3")
    assert (driver["informationUri"], driver["rules"]) == ("https://w3id.org/oncotriples/", [])
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert run["properties"] == {"conforms": True, "counts": {}, "engine": "auto", "triples": 1234}


def test_a_result() -> None:
    run = run_of(report(result(value='"1"', messages=('"No {name}"@en',))))
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "ex:PersonShape ex:name MinCount"
    assert rule["shortDescription"] == {"text": "MinCount of ex:name, as ex:PersonShape demands."}
    assert rule["help"]["text"].splitlines() == [
        f"Shape: <{EX}PersonShape>",
        f"Path: <{EX}name>",
        f"Constraint component: <{SH}MinCountConstraintComponent>",
    ]
    (found,) = run["results"]
    assert found["message"] == {"text": 'No {{name}}\nex:alice "1"'}
    assert found["locations"] == [
        {
            "logicalLocations": [{"fullyQualifiedName": f"<{EX}alice>"}],
            "physicalLocation": {"artifactLocation": {"uri": "data.ttl"}},
        }
    ]


def test_rules_are_kinds_and_results_point_at_them() -> None:
    closed = result(path="", component=f"{SH}ClosedConstraintComponent", shape=f"<{EX}A>", messages=())
    run = run_of(report(result(), result(f"<{EX}bob>"), closed, result(path=f"^<{EX}p>")))
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["ex:A Closed", "ex:PersonShape ^ex:p MinCount", "ex:PersonShape ex:name MinCount"]
    assert sorted(found["ruleIndex"] for found in run["results"]) == [0, 1, 2, 2]
    assert [found["message"]["text"] for found in run["results"] if not found["ruleIndex"]] == [
        "Closed is not met.\nex:alice"
    ]


@pytest.mark.parametrize(
    ("severity", "level"),
    [(f"{SH}Violation", "error"), (f"{SH}Warning", "warning"), (f"{SH}Info", "note"), (f"{EX}Blocker", "error")],
)
def test_levels(severity: str, level: str) -> None:
    (found,) = run_of(report(result(severity=severity)))["results"]
    assert found["level"] == level


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("./data/a b:ü#.ttl", "data/a%20b%3A%C3%BC%23.ttl"),
        ("x:y.ttl", "x%3Ay.ttl"),
        ("/data/a b.ttl", "file:///data/a%20b.ttl"),
    ],
)
def test_paths_are_uris(path: str, uri: str) -> None:
    run = run_of(report(result()), [path])
    assert run["artifacts"] == [{"location": {"uri": uri}, "roles": ["analysisTarget"]}]
    assert run["results"][0]["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": uri}}


def test_lines_are_told_where_they_are_known() -> None:
    known = {f"<{EX}alice>": ("b c.ttl", 7)}
    run = run_of(
        report(result(), result("_:b0")), ["a.ttl", "b c.ttl", "a.ttl"], place_of=lambda one: known.get(one.focus)
    )
    alice, blank = (found["locations"][0] for found in run["results"])
    assert alice["physicalLocation"] == {"artifactLocation": {"uri": "b%20c.ttl"}, "region": {"startLine": 7}}
    assert blank == {"logicalLocations": [{"fullyQualifiedName": "_:b0"}]}
    assert len(run["artifacts"]) == 2


def test_the_limit_is_told_and_keeps_rules_and_counts() -> None:
    rare = result(severity=f"{SH}Info", path="")
    run = run_of(report(rare, *many(10_000), notes=("One {1}.",)), max_findings=2)
    assert len(run["results"]) == 2
    assert len(run["tool"]["driver"]["rules"]) == 2
    assert run["properties"]["counts"] == {"Violation": 10_000, "Info": 1}
    assert run["properties"]["conforms"] is False
    told = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert told == ["One {{1}}.", "9,999 more results are left out here."]


def fingerprint(found: Report) -> str:
    (only,) = run_of(found)["results"]
    (value,) = only["partialFingerprints"].values()
    return str(value)


def test_fingerprints_tell_results_apart_but_not_runs() -> None:
    first = report(result(constraint="_:c1"))
    # Another run: other labels of blank shapes and constraints, other prefixes.
    again = Report((result(shape="_:s7", constraint="_:c9"),), "auto", shapes={"_:s7": f"{EX}PersonShape"})
    assert fingerprint(first) == fingerprint(again)
    others = [
        result(value='"1"'),
        result(f"<{EX}bob>"),
        result(path=""),
        result(messages=()),
        result(constraint="<u:c>"),
    ]
    assert len({fingerprint(report(other)) for other in (result(), *others)}) == 6


def test_the_same_report_gives_the_same_bytes() -> None:
    found = report(*many(20), result(path=""))
    assert as_sarif(found, data=["a"], version="1") == as_sarif(found, data=["a"], version="1")
    assert as_sarif(found, data=["a"], version="1").endswith("}\n")

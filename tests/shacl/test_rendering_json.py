"""Reports as JSON."""

import json

from reporting import EX, SH, many, report, result

from oncotriples.shacl.rendering import as_json


def test_an_empty_report() -> None:
    text = as_json(report(notes=("Nothing was fetched.",)))
    assert text.startswith('{\n  "conforms": true,\n  "engine": "auto",')
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "conforms": True,
        "engine": "auto",
        "notes": ["Nothing was fetched."],
        "triples": 1234,
        "counts": {"Violation": 0, "Warning": 0, "Info": 0},
        "results": [],
        "left_out": 0,
    }


def test_every_part_of_a_result() -> None:
    messages = ('"Kein \\"é\\"\\nName"@de', '"No name"')
    whole = result(value='"1"@en', messages=messages, constraint="_:c1")
    assert json.loads(as_json(report(whole)))["results"] == [
        {
            "focus": f"<{EX}alice>",
            "path": f"{EX}name",
            "value": '"1"@en',
            "component": f"{SH}MinCountConstraintComponent",
            "severity": f"{SH}Violation",
            "messages": [{"text": 'Kein "é"\nName', "language": "de"}, {"text": "No name"}],
            "shape": "_:s1",
            "constraint": "_:c1",
            "named_shape": f"<{EX}PersonShape>",
        }
    ]


def test_parts_that_are_not_there() -> None:
    (bare,) = json.loads(as_json(report(result("_:b0", path="", shape=f"<{EX}S>"))))["results"]
    assert (bare["focus"], bare["path"], bare["value"]) == ("_:b0", "", "")
    assert not bare.keys() & {"constraint", "named_shape"}


def test_the_limit_keeps_the_gravest_and_all_counts() -> None:
    warning = result(f"<{EX}a>", severity=f"{SH}Warning")
    odd = result(f"<{EX}a>", severity=f"{EX}Blocker")
    document = json.loads(as_json(report(warning, odd, *many(10_000)), max_findings=2))
    assert [found["focus"] for found in document["results"]] == [f"<{EX}n00000>", f"<{EX}n00001>"]
    assert document["left_out"] == 10_000
    assert document["counts"] == {"Violation": 10_000, "Warning": 1, "Info": 0, f"{EX}Blocker": 1}
    assert document["conforms"] is False
    nothing = json.loads(as_json(report(warning), max_findings=0))
    assert (nothing["conforms"], nothing["results"], nothing["left_out"]) == (False, [], 1)


def test_letters_are_written_as_they_are() -> None:
    assert '"value": "\\"é\\""' in as_json(report(result(value='"é"')))

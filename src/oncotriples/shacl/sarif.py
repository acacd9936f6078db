"""Validation reports in SARIF 2.1.0, which code hosts and editors show beside the files."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import PurePath
from urllib.parse import quote

from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.shacl.results import Report, Result
from oncotriples.shacl.wording import Shortener, by_gravity, kind, message_lines, named_shape, place

__all__ = ["as_sarif"]

_SH = PREFIXES["sh"]
_LEVELS = {f"{_SH}Violation": "error", f"{_SH}Warning": "warning", f"{_SH}Info": "note"}
# The version at the end is SARIF's way to say that a later way to count would differ.
_FINGERPRINT = "oncotriples/v1"


def as_sarif(
    report: Report,
    *,
    data: Sequence[str],
    version: str,
    max_findings: int | None = None,
    place_of: Callable[[Result], tuple[str, int] | None] = lambda result: None,
) -> str:
    """The report as a SARIF log with one run; ends with a line feed.

    ``data`` are the paths of the data's files as the user gave them, ``version`` is that of the package. ``place_of``
    tells the file (a path too) of a result and the line, from 1, or 0 where only the file is known; None where not even
    that is, unless there is only one file. At most ``max_findings`` (0 or more) results are in the log, gravest first;
    rules and counts are of all.
    """
    short = Shortener(report.prefixes)
    firsts = {" ".join(filter(None, kind(report, result, short))): result for result in reversed(report.results)}
    indexes = {rule: index for index, rule in enumerate(sorted(firsts))}
    # Line 0 is none.
    only = (data[0], 0) if len(data) == 1 else None
    results = []
    for result in by_gravity(report)[:max_findings]:
        rule = " ".join(filter(None, kind(report, result, short)))
        location = _location(result, place_of(result) or only)
        results.append(_result(report, result, short) | {"ruleId": rule, "ruleIndex": indexes[rule]} | location)
    left = len(report.results) - len(results)
    notes = [*report.notes, *([f"{left:,} more results are left out here."] if left else [])]
    driver = {
        "name": "oncotriples",
        "version": version,
        "informationUri": BASE,
        "rules": [_rule(rule, report, firsts[rule], short) for rule in indexes],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [{"level": "note", "message": _message(note)} for note in notes],
            }
        ],
        "artifacts": [{"location": {"uri": _uri(path)}, "roles": ["analysisTarget"]} for path in dict.fromkeys(data)],
        "results": results,
        "properties": {
            "conforms": report.conforms,
            "counts": {severity.removeprefix(_SH): count for severity, count in report.severities.items()},
            "engine": report.engine,
            # A report of other checks counts none.
            **({"triples": report.triples} if report.triples else {}),
        },
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: str, report: Report, example: Result, short: Shortener) -> dict[str, object]:
    shape, path, component = kind(report, example, short)
    demand = f"{component} of {path}" if path else component
    whole = {
        "Shape": named_shape(report, example),
        "Path": example.path if not example.path or "<" in example.path else f"<{example.path}>",
        "Constraint component": f"<{example.component}>",
    }
    described = _message("\n".join(f"{name}: {text}" for name, text in whole.items() if text))
    # GitHub wants all three.
    return {
        "id": rule,
        "shortDescription": _message(f"{demand}, as {shape} demands." if shape else f"{demand}."),
        "fullDescription": described,
        "help": described,
    }


def _result(report: Report, result: Result, short: Shortener) -> dict[str, object]:
    said = "\n".join(message_lines(result.messages)) or f"{kind(report, result, short)[-1]} is not met."
    return {
        "level": _LEVELS.get(result.severity, "error"),
        "message": _message(f"{said}\n{place(result, short)}"),
        "partialFingerprints": {_FINGERPRINT: _fingerprint(report, result)},
    }


def _location(result: Result, known: tuple[str, int] | None) -> dict[str, object]:
    location: dict[str, object] = {"logicalLocations": [{"fullyQualifiedName": result.focus}]}
    if known:
        path, line = known
        physical: dict[str, object] = {"artifactLocation": {"uri": _uri(path)}}
        location["physicalLocation"] = physical | ({"region": {"startLine": line}} if line else {})
    return {"locations": [location]}


def _message(text: str) -> dict[str, str]:
    """A SARIF message, in which single braces would be places for arguments."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _uri(path: str) -> str:
    """A path as a URI: relative, unless the user gave an absolute one."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())


def _fingerprint(report: Report, result: Result) -> str:
    """A hash that stays the same from run to run; so not of labels of blank shapes and constraints."""
    constraint = "" if result.constraint.startswith("_:") else result.constraint
    parts = result._replace(shape=named_shape(report, result), constraint=constraint)
    return sha256(json.dumps(parts).encode()).hexdigest()

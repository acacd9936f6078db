"""Findings as text for people, JSON for programs, and a SHACL validation report for whoever loads the release."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from itertools import groupby

import pyoxigraph as ox

from oncotriples import __version__
from oncotriples.graph.dataset import sorted_triples
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, PREFIXES, RDF_TYPE, compact
from oncotriples.quality.findings import (
    Finding,
    Severity,
    count_by_rule,
    count_by_severity,
    sort_findings,
)
from oncotriples.shacl.path_text import compact_path, path_triples
from oncotriples.shacl.results import Report, Result
from oncotriples.shacl.sarif import as_sarif

__all__ = ["counts_line", "report_json", "report_sarif", "report_text", "report_triples"]

_SH, _RDFS, _SKOS = PREFIXES["sh"], PREFIXES["rdfs"], PREFIXES["skos"]
_FINDING = f"{BASE}finding/"
_WORDS = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "remark"}


def counts_line(findings: Sequence[Finding]) -> str:
    """``1 violation, 9 warnings (8 accepted)``: what was found, in one line."""
    counts = count_by_severity(findings)
    parts = []
    for severity, word in _WORDS.items():
        accepted = sum(1 for finding in findings if finding.severity is severity and finding.accepted)
        if counts[severity] or severity is not Severity.INFO:
            plural = "" if counts[severity] == 1 else "s"
            parts.append(f"{counts[severity]} {word}{plural}" + (f" ({accepted} accepted)" if accepted else ""))
    return ", ".join(parts)


def report_text(findings: Sequence[Finding]) -> str:
    """The findings for people: gravest first, by rule, each message once; the counts last; ends with a line feed."""
    lines: list[str] = []
    ordered = sort_findings(findings)
    for (severity, rule), group in groupby(ordered, key=lambda finding: (finding.severity, finding.rule)):
        members: dict[str, list[Finding]] = {}
        for finding in group:
            members.setdefault(finding.message, []).append(finding)
        lines.append(f"{_WORDS[severity].capitalize()}: {rule} ({sum(map(len, members.values()))})")
        for message, alike in members.items():
            lines.append(f"  {message}")
            for finding in alike:
                lines.append(f"    {finding.place}: {_statement(finding)}")
                lines += [f"      Accepted: {finding.accepted}"] if finding.accepted else []
        lines.append("")
    return "\n".join([*lines, counts_line(ordered), ""])


def _statement(finding: Finding) -> str:
    """Subject, path and value as a person would write them."""
    value = compact(finding.value[1:-1]) if finding.value.startswith("<") else finding.value
    shown = (compact(finding.subject), compact_path(finding.path), value)
    return " ".join(part for part in shown if part)


def report_json(findings: Sequence[Finding]) -> str:
    """The findings and their counts as a JSON object; ``conforms`` as in the SHACL report."""
    ordered = sort_findings(findings)
    report = {
        "conforms": not ordered,
        "counts": {str(severity): count for severity, count in count_by_severity(ordered).items()},
        "accepted": sum(1 for finding in ordered if finding.accepted),
        "rules": count_by_rule(ordered),
        "findings": [asdict(finding) for finding in ordered],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def report_sarif(findings: Sequence[Finding]) -> str:
    """The findings in SARIF 2.1.0, each at its file and line; accepted ones are notes."""
    ordered = sort_findings(findings)
    places = {_as_result(finding): (finding.file, finding.line or 0) for finding in reversed(ordered) if finding.file}
    report = Report(results=tuple(sorted(map(_as_result, ordered))), engine="auto", prefixes=PREFIXES)
    files = sorted({file for file, _ in places.values()})
    return as_sarif(report, data=files, version=__version__, place_of=places.get)


def _as_result(finding: Finding) -> Result:
    accepted = f" Accepted: {finding.accepted}" if finding.accepted else ""
    return Result(
        focus=_focus(finding),
        path=finding.path,
        value=finding.value,
        component=finding.component,
        severity=_SH + (Severity.INFO if finding.accepted else finding.severity),
        messages=(str(ox.Literal(finding.message + accepted, language="en")),),
        shape=f"<{finding.shape}>" if finding.shape else "",
    )


def _focus(finding: Finding) -> str:
    return f"<{finding.subject}>" if finding.subject else str(ox.Literal(finding.place))


def report_triples(findings: Sequence[Finding]) -> tuple[Triple, ...]:
    """The findings as a W3C SHACL validation report without blank nodes, sorted.

    ``sh:conforms`` means what W3C says: false as soon as there is any result, a warning too. A finding of a dataset
    rule has the rule as its constraint component (``onctsh:dangling-iri``).
    """
    results = {_name(_key(finding)): finding for finding in sort_findings(findings)}
    report = _name("\n".join(results))
    triples = [
        _triple(report, RDF_TYPE, ox.NamedNode(f"{_SH}ValidationReport")),
        _triple(report, f"{_SH}conforms", ox.Literal(not results)),
    ]
    for name, finding in results.items():
        triples.append(_triple(report, f"{_SH}result", ox.NamedNode(name)))
        triples += _result(name, finding)
    return sorted_triples(triples)


def _result(name: str, finding: Finding) -> list[Triple]:
    """One finding as a sh:ValidationResult; its place is a comment, the reason for accepting it a note."""
    focus = ox.NamedNode(finding.subject) if finding.subject else ox.Literal(finding.place)
    triples = [
        _triple(name, RDF_TYPE, ox.NamedNode(f"{_SH}ValidationResult")),
        _triple(name, f"{_SH}focusNode", focus),
        _triple(name, f"{_SH}resultSeverity", ox.NamedNode(f"{_SH}{finding.severity}")),
        _triple(name, f"{_SH}sourceConstraintComponent", ox.NamedNode(finding.component)),
        _triple(name, f"{_SH}resultMessage", ox.Literal(finding.message, language="en")),
        _triple(name, f"{_RDFS}comment", ox.Literal(finding.place)),
    ]
    if finding.path:
        node, path = path_triples(finding.path, _name)
        triples += [*path, _triple(name, f"{_SH}resultPath", node)]
    if finding.value:
        triples.append(_triple(name, f"{_SH}value", _term(finding.value)))
    if finding.shape:
        triples.append(_triple(name, f"{_SH}sourceShape", ox.NamedNode(finding.shape)))
    if finding.accepted:
        triples.append(
            _triple(name, f"{_SKOS}editorialNote", ox.Literal(f"Accepted: {finding.accepted}", language="en"))
        )
    return triples


def _triple(subject: str, predicate: str, object_: ox.NamedNode | ox.Literal) -> Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), object_)


def _term(text: str) -> ox.NamedNode | ox.Literal:
    """A term from its N-Triples text."""
    (quad,) = ox.parse(f"<x:s> <x:p> {text} .", format=ox.RdfFormat.N_TRIPLES)
    term = quad.object
    if not isinstance(term, ox.NamedNode | ox.Literal):
        raise TypeError(f"{text} is neither an IRI nor a literal")
    return term


def _key(finding: Finding) -> str:
    return json.dumps(asdict(finding), ensure_ascii=False, sort_keys=True)


def _name(content: str) -> str:
    """An IRI made of what it names, in place of a blank node."""
    return _FINDING + sha256(content.encode()).hexdigest()[:16]

"""Validation results of every engine in one form, and how two sets of them differ.

Engines write a report in RDF, ours JSON. A source shape that is a blank node has no name that two engines share, so it
counts as ``_:``: path, component and message, which are compared too, leave little doubt which one it is.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from benchmarks.shacl_faults import SH, Planted

__all__ = ["FIELDS", "Row", "differing_fields", "planted_difference", "read_json", "read_report"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NIL = ox.NamedNode(f"{_RDF}nil")
_REPEATED = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
# What a report says of each of its nodes, by the local names of properties.
Nodes = Mapping[Term, Mapping[str, Sequence[Term]]]


class Row(NamedTuple):
    """One validation result: IRIs without brackets, other terms as N-Triples text, what is absent empty."""

    focus: str
    path: str
    value: str
    component: str
    severity: str
    messages: tuple[str, ...]
    shape: str


FIELDS = Row._fields


def read_json(file: Path) -> Sequence[Row]:
    """What ``oncotriples validate --format json`` prints."""
    return [
        Row(
            found["focus"].strip("<>"),
            found["path"],
            found["value"],
            found["component"],
            found["severity"],
            tuple(sorted(str(ox.Literal(one["text"], language=one.get("language"))) for one in found["messages"])),
            "_:" if found["shape"].startswith("_:") else found["shape"].strip("<>"),
        )
        for found in json.loads(file.read_text(encoding="utf-8"))["results"]
    ]


def read_report(file: Path, syntax: ox.RdfFormat) -> Sequence[Row]:
    """The results of a report in RDF."""
    nodes: dict[Term, dict[str, list[Term]]] = {}
    for quad in ox.parse(path=file, format=syntax):
        name = quad.predicate.value.removeprefix(SH).removeprefix(_RDF)
        nodes.setdefault(quad.subject, {}).setdefault(name, []).append(quad.object)
    # A result that only another one's sh:detail names is not a result of the report.
    results = (result for parts in nodes.values() for result in parts.get("result", ()))
    return [_row(nodes[result], nodes) for result in results]


def _row(parts: Mapping[str, Sequence[Term]], nodes: Nodes) -> Row:
    path = parts.get("resultPath", [None])[0]
    return Row(
        _iri(parts["focusNode"][0]),
        _path(path, nodes) if isinstance(path, ox.BlankNode) else _iri(path),
        "".join(map(str, parts.get("value", ()))),
        _iri(parts["sourceConstraintComponent"][0]),
        _iri(parts["resultSeverity"][0]),
        tuple(sorted(map(str, parts.get("resultMessage", ())))),
        _iri(parts.get("sourceShape", [None])[0]),
    )


def _path(path: Term, nodes: Nodes) -> str:
    """A path as in SPARQL. Ours is not asked how it writes them: it is what is judged here."""
    if isinstance(path, ox.NamedNode):
        return str(path)
    parts = nodes[path]
    if "inversePath" in parts:
        return f"^{_path(parts['inversePath'][0], nodes)}"
    for name, sign in _REPEATED.items():
        if name in parts:
            return _path(parts[name][0], nodes) + sign
    sign, cell = ("|", parts["alternativePath"][0]) if "alternativePath" in parts else ("/", path)
    steps = []
    while cell != _NIL:
        steps.append(_path(nodes[cell]["first"][0], nodes))
        cell = nodes[cell]["rest"][0]
    return f"({sign.join(steps)})"


def _iri(term: Term | None) -> str:
    match term:
        case None:
            return ""
        case ox.NamedNode():
            return term.value
        case ox.BlankNode():
            return "_:"
    return str(term)


def planted_difference(rows: Iterable[Row], planted: Iterable[Planted]) -> str:
    """``equal``, or how many planted results are missing and how many results nobody planted."""
    found, expected = Counter(Planted(*row[:5]) for row in rows), Counter(planted)
    if found == expected:
        return "equal"
    missing, extra = (expected - found).total(), (found - expected).total()
    less_found, less_expected = (
        Counter(_without_value(one) for one in these.elements()) for these in (found, expected)
    )
    if less_found == less_expected:
        return f"equal but for {missing} values"
    return " / ".join(f"{word} {count}" for word, count in (("missing", missing), ("extra", extra)) if count)


def _without_value(planted: Planted) -> Planted:
    return planted._replace(value="")


def differing_fields(rows: Sequence[Row], others: Sequence[Row]) -> Sequence[str]:
    """The fields in which two sets of results differ: all seven equal give none.

    Where one set has results that the other has not, that is one difference; the fields are compared of the rest.
    """
    differing: list[str] = []
    keys = [Counter((row.focus, row.path, row.component) for row in these) for these in (rows, others)]
    if keys[0] != keys[1]:
        missing, extra = (keys[1] - keys[0]).total(), (keys[0] - keys[1]).total()
        differing.append(f"{missing} missing, {extra} extra")
    both = keys[0] & keys[1]
    for name in ("value", "severity", "messages", "shape"):
        mine, theirs = (
            Counter(
                (row.focus, row.path, row.component, getattr(row, name))
                for row in these
                if (row.focus, row.path, row.component) in both
            )
            for these in (rows, others)
        )
        if mine != theirs:
            differing.append(f"{name} ({(mine - theirs).total()})")
    return differing

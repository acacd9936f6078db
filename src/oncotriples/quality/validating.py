"""Validate the whole graph, or one file against the rest of it."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from oncotriples import iris
from oncotriples.graph.assembling import Loaded, assemble, read_source
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import SourceFile
from oncotriples.graph.rules import infer
from oncotriples.quality.dataset_rules import rule_findings
from oncotriples.quality.findings import Finding, sort_findings
from oncotriples.quality.gaps import accept, read_gaps
from oncotriples.quality.locating import Locator
from oncotriples.quality.rules import INFERRED
from oncotriples.quality.shacl import shacl_findings

__all__ = ["validate", "validate_file"]

# Where a file from elsewhere is put, so that rules take it for curated facts.
_GUEST = iris.graph("curated/file-under-validation")


def validate(loaded: Loaded) -> tuple[Finding, ...]:
    """Everything that is wrong with the graph, sorted; what kg/known-gaps.tsv accepts is marked as accepted.

    Raises SourceSyntaxError for a known-gaps.tsv that is not in its format.
    """
    return _findings(loaded, _locator(loaded))


def validate_file(path: Path, loaded: Loaded) -> tuple[Finding, ...]:
    """What is wrong with one file, seen beside the rest of the graph, sorted.

    A file of the sources takes its own place; any other is added to the graph. Reported are the findings in the file,
    about its subjects or about links to them, and those that arise only through the file. Raises as ``validate`` and
    ``read_source`` do.
    """
    name = loaded.sources.name(path)
    file = read_source(path, name)
    rest = tuple(other for other in loaded.files if other.name != name)
    if len(rest) < len(loaded.files):
        without, beside = _with_files(loaded, rest), _with_files(loaded, (*rest, file))
    else:
        without, beside = loaded, _with_guest(loaded, file)
    before = {replace(finding, line=None) for finding in _findings(without, _locator(without))}
    subjects = {str(triple.subject) for triple in file.triples if isinstance(triple.subject, ox.NamedNode)}
    return tuple(
        finding
        for finding in _findings(beside, _locator(beside).preferring([file]))
        if finding.file == name
        or not subjects.isdisjoint((f"<{finding.subject}>", finding.value))
        or replace(finding, line=None) not in before
    )


def _findings(loaded: Loaded, locate: Locator) -> tuple[Finding, ...]:
    """The findings of the shapes and of the dataset rules about the whole graph."""
    gaps = read_gaps(loaded.sources.kg / "known-gaps.tsv", "kg/known-gaps.tsv")
    graph = (loaded.dataset, loaded.ontology, loaded.shapes)
    return sort_findings(accept((*shacl_findings(*graph, locate), *rule_findings(*graph, locate)), gaps))


def _locator(loaded: Loaded) -> Locator:
    """Places in every file; ontology and shapes, of which only the triples are at hand, without lines."""
    beside = (SourceFile("ontology/oncotriples.ttl", loaded.ontology), SourceFile("ontology/shapes", loaded.shapes))
    if not loaded.compiled:
        return Locator((*loaded.files, *beside))
    from oncotriples.quality.locating_compiled import CompiledLocator

    return Locator((*loaded.files, *beside), beyond=CompiledLocator(loaded.compiled))


def _with_files(loaded: Loaded, files: tuple[SourceFile, ...]) -> Loaded:
    return assemble(loaded.sources, files, loaded.ontology, loaded.shapes, loaded.rules, loaded.compiled)


def _with_guest(loaded: Loaded, file: SourceFile) -> Loaded:
    """The graph and a file that is none of its sources, with what follows from both."""
    stated = {name: triples for name, triples in loaded.dataset.graphs.items() if name != INFERRED}
    dataset = Dataset.of({**stated, _GUEST: file.triples})
    inferred = infer(dataset, loaded.ontology, loaded.rules)
    return replace(loaded, dataset=dataset.with_graphs({INFERRED: inferred}), files=(*loaded.files, file))

"""The build, from the sources to the folder that is published: read, validate, write, describe, put in place."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from oncotriples.errors import InputError
from oncotriples.graph.assembling import Loaded, ingested_paths, load_sources, record_paths
from oncotriples.graph.reading import Triple
from oncotriples.graph.turtle import write_turtle
from oncotriples.heap import collecting_seldom
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.quality.findings import Finding, count_by_severity, has_violations
from oncotriples.quality.report import counts_line, report_text, report_triples
from oncotriples.quality.validating import validate
from oncotriples.questions.catalogue import catalogue
from oncotriples.questions.saved import load_queries
from oncotriples.release.describe import description
from oncotriples.release.folders import MANIFEST, check_target
from oncotriples.release.jsonld import read_context
from oncotriples.release.lookup import Lookup
from oncotriples.release.manifest import FileEntry, entries, manifest, pinned_versions
from oncotriples.release.nodes import Former
from oncotriples.release.serialise import n_quads, serialise
from oncotriples.release.swap import replace_folder
from oncotriples.release.tables import assertions_csv
from oncotriples.release.version import Release, current_release
from oncotriples.sources import Sources

__all__ = ["BuildResult", "Report", "build", "content_files", "release_files", "with_description"]

Report = Callable[[str], None]
"""Told of each step as it begins."""


@dataclass(frozen=True)
class BuildResult:
    """What a build made, or, where there are violations, what kept it from making anything (``files`` is empty)."""

    release: Release
    out: Path
    triples: int
    files: tuple[FileEntry, ...]
    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether the graph is free of violations, so that the files were written."""
        return not has_violations(self.findings)

    @property
    def exit_code(self) -> int:
        """0, or 1 where the data does not conform."""
        return 0 if self.conforms else 1

    def text(self) -> str:
        """The result for people; ends with a line feed."""
        if not self.conforms:
            return f"{report_text(self.findings)}Nothing was written.\n"
        size = sum(entry.size for entry in self.files)
        return (
            f"{self.out}: {len(self.files)} files, {size / 1e6:.1f} MB, {self.triples:,} triples, "
            f"data {self.release.version} of {self.release.issued}\n"
            f"{counts_line(self.findings)}: see {self.out / 'validation.txt'}\n"
        )

    def json(self) -> str:
        """The result for programs: a JSON object; ends with a line feed."""
        result = {
            "conforms": self.conforms,
            "out": str(self.out),
            "version": self.release.version,
            "issued": self.release.issued.isoformat(),
            "triples": self.triples,
            "findings": {severity.value: count for severity, count in count_by_severity(self.findings).items()},
            "files": {entry.name: {"bytes": entry.size, "sha256": entry.sha256} for entry in self.files},
        }
        return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def build(sources: Sources, out: Path, *, more: Sequence[Path] = (), report: Report = lambda step: None) -> BuildResult:
    """Make the release in the folder ``out``, which is replaced as a whole; where data do not conform, nothing is made.

    ``more`` are folders that ``ingest`` wrote, beside kg/records/. Raises InputError (sources that do not parse, a
    folder that is not ours), MachineError (the disk).
    """
    check_target(out)
    release = current_release()
    with collecting_seldom():
        report("Reading kg/ and ontology/")
        loaded = load_sources(sources, (*record_paths(sources), *ingested_paths(more)))
        triples = len(loaded.dataset.union)
        report(f"Validating {triples:,} triples")
        findings = validate(loaded)
        if has_violations(findings):
            return BuildResult(release, out, triples, (), findings)
        report("Serialising and describing")
        files = release_files(loaded, findings, release)
        report(f"Writing {len(files)} files")
        replace_folder(out, files)
        return BuildResult(release, out, triples, entries(files), findings)


def release_files(loaded: Loaded, findings: Sequence[Finding], release: Release) -> dict[str, bytes]:
    """Every file of a build: name → content. The description lists the others, the manifest lists all but itself."""
    lookup = Lookup(loaded.dataset.union)
    files = content_files(loaded, findings, lookup)
    data_hash = sha256(files["oncotriples.nq"]).hexdigest()
    return with_description(loaded, findings, release, lookup, files, data_hash=data_hash)


def content_files(loaded: Loaded, findings: Sequence[Finding], lookup: Lookup) -> dict[str, bytes]:
    """The graph in each syntax and what belongs to it, without the description and the manifest: name → content."""
    sources, dataset = loaded.sources, loaded.dataset
    files = {
        "ontology.ttl": _as_it_is(sources, sources.ontology / "oncotriples.ttl"),
        "codes.ttl": _turtle(loaded.codes),
        "shapes.ttl": _turtle(loaded.shapes),
        "context.jsonld": _as_it_is(sources, sources.ontology / "context.jsonld"),
        "assertions.csv": assertions_csv(lookup),
        "validation.ttl": _turtle(report_triples(findings)),
        "validation.txt": report_text(findings).encode(),
        "queries.ttl": _turtle(catalogue(load_queries(sources.queries).values())),
    }
    if loaded.candidates.graphs:
        files["candidates.nq"] = n_quads(loaded.candidates)
    syntaxes = serialise(dataset, read_context(sources.ontology / "context.jsonld"))
    return files | {f"oncotriples.{suffix}": content for suffix, content in syntaxes.items()}


def with_description(
    loaded: Loaded,
    findings: Sequence[Finding],
    release: Release,
    lookup: Lookup,
    files: Mapping[str, bytes],
    *,
    data_hash: str,
    former: Former | None = None,
) -> dict[str, bytes]:
    """The files with void.ttl and the manifest; ``data_hash`` is the SHA-256 of oncotriples.nq, unpacked.

    ``former`` is the release before this one, where one is known.
    """
    dataset = loaded.dataset
    listed = entries(files)
    description_ = description(release, dataset, lookup, listed, former=former).encode()
    listed = (*listed, *entries({"void.ttl": description_}))
    told = manifest(release, dataset, listed, findings, pinned_versions(), data_hash=data_hash)
    return {**files, "void.ttl": description_, MANIFEST: told}


def _turtle(triples: Sequence[Triple]) -> bytes:
    return write_turtle(triples, prefixes=PREFIXES, base=BASE).encode()


def _as_it_is(sources: Sources, path: Path) -> bytes:
    """A source that is published as it was written; line ends are LF on every system."""
    try:
        return path.read_text(encoding="utf-8").encode()
    except FileNotFoundError:
        raise InputError(f"{sources.name(path)}: no such file", mend="put it back from the repository") from None

"""The release, from the sources to a folder under its version that others can fetch, check and cite.

A release is made once: the folder of a version that is there already is replaced by the same bytes or not at all.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import deflate

from oncotriples.errors import InputError
from oncotriples.graph.assembling import Loaded, ingested_paths, load_sources, record_paths
from oncotriples.graph.dataset import Dataset
from oncotriples.heap import collecting_seldom
from oncotriples.namespaces import BASE
from oncotriples.pipeline import Report, content_files, with_description
from oncotriples.quality.findings import Finding, has_violations
from oncotriples.quality.report import counts_line, report_text
from oncotriples.quality.validating import validate
from oncotriples.questions.saved import load_queries
from oncotriples.release.folders import SUMS, check_target
from oncotriples.release.lookup import Lookup
from oncotriples.release.opened import sums_text
from oncotriples.release.serialise import n_quads
from oncotriples.release.swap import replace_folder
from oncotriples.release.version import Release, current_release
from oncotriples.sources import Sources

__all__ = ["ReleaseResult", "dump_name", "packed", "publish"]

# libdeflate's best level below its slow ones; the library comes with the package, so that every machine makes the same
# bytes, which the zlib of a Python does not promise.
_LEVEL = 9


@dataclass(frozen=True)
class ReleaseResult:
    """What was released, or, where there are violations, what kept it from being made (``files`` is empty)."""

    release: Release
    folder: Path
    triples: int
    files: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether the graph is free of violations, so that the release was made."""
        return not has_violations(self.findings)

    @property
    def exit_code(self) -> int:
        """0, or 1 where the data does not conform."""
        return 0 if self.conforms else 1

    def text(self) -> str:
        """The result for people; ends with a line feed."""
        if not self.conforms:
            return f"{report_text(self.findings)}Nothing was written.\n"
        size = sum(size for _, size in self.files)
        return (
            f"{self.folder}: {len(self.files)} files, {size / 1e6:.1f} MB, {self.triples:,} triples, "
            f"data {self.release.version} of {self.release.issued}\n"
            f"{counts_line(self.findings)}: see {self.folder / 'validation.txt'}\n"
        )

    def json(self) -> str:
        """The result for programs: a JSON object; ends with a line feed."""
        result = {
            "conforms": self.conforms,
            "folder": str(self.folder),
            "version": self.release.version,
            "issued": self.release.issued.isoformat(),
            "triples": self.triples,
            "files": dict(self.files),
        }
        return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def publish(
    sources: Sources,
    out: Path,
    *,
    more: Sequence[Path] = (),
    replace: bool = False,
    report: Report = lambda step: None,
) -> ReleaseResult:
    """Make the release in ``out/<version>``; where data do not conform, nothing is made.

    ``more`` are folders that ``ingest`` wrote, beside kg/records/. Raises InputError for sources that do not parse, and
    for a version that is there already with other content, unless that may be replaced; MachineError for the disk.
    """
    release = current_release()
    folder = out / release.version
    check_target(folder)
    with collecting_seldom():
        report("Reading kg/ and ontology/")
        loaded = load_sources(sources, (*record_paths(sources), *ingested_paths(more)))
        triples = len(loaded.dataset.union)
        report(f"Validating {triples:,} triples")
        findings = validate(loaded)
        if has_violations(findings):
            return ReleaseResult(release, folder, triples, (), findings)
        report("Serialising, packing and describing")
        files = _files(loaded, findings, release)
        _refuse_another(folder, files[SUMS], replace=replace)
        report(f"Writing {len(files)} files")
        replace_folder(folder, files)
    sizes = tuple((name, len(files[name])) for name in sorted(files))
    return ReleaseResult(release, folder, triples, sizes, findings)


def dump_name(graph: str) -> str:
    """The file of a named graph: ``graphs/document.gist-treatment.2024-12-13.nq.gz``."""
    return f"graphs/{graph.removeprefix(f'{BASE}graph/').replace('/', '.')}.nq.gz"


def packed(content: bytes) -> bytes:
    """The content as gzip: no name, no time, the same bytes on every machine."""
    return deflate.gzip_compress(content, _LEVEL)


def _files(loaded: Loaded, findings: Sequence[Finding], release: Release) -> dict[str, bytes]:
    """Every file of a release: name → content."""
    lookup = Lookup(loaded.dataset.union)
    content = content_files(loaded, findings, lookup)
    files = {name: data for name, data in content.items() if not _is_dump(name)}
    files |= {f"{name}.gz": packed(data) for name, data in content.items() if _is_dump(name)}
    files |= {
        dump_name(name): packed(n_quads(Dataset({name: triples}))) for name, triples in loaded.dataset.graphs.items()
    }
    files |= {
        f"queries/{query.theme}/{query.name}.rq": (loaded.sources.root / query.path).read_bytes()
        for query in load_queries(loaded.sources.queries).values()
    }
    data_hash = sha256(content["oncotriples.nq"]).hexdigest()
    files = with_description(loaded, findings, release, lookup, files, data_hash=data_hash)
    return {**files, SUMS: sums_text({name: sha256(data).hexdigest() for name, data in files.items()}).encode()}


def _is_dump(name: str) -> bool:
    return name.startswith("oncotriples.") or name == "candidates.nq"


def _refuse_another(folder: Path, sums: bytes, *, replace: bool) -> None:
    """Others may have fetched and cited what is there under this version."""
    there = folder / SUMS
    if not replace and there.is_file() and there.read_bytes() != sums:
        raise InputError(
            f"{folder}: this version is released already, with other content",
            mend="give the data a new version (release/version.py, CHANGELOG.md), or --replace one that nobody has",
        )

"""The release, from the sources to a folder under its version that others can fetch, check and cite.

A release is made once: the folder of a version that is there already is replaced by the same bytes or not at all.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import deflate

from oncotriples.changes.comparing import compare, unexplained
from oncotriples.changes.model import Changes
from oncotriples.changes.opening import open_snapshot
from oncotriples.changes.rendering import render_all
from oncotriples.changes.snapshot import snapshot_of
from oncotriples.changes.withdrawing import withdrawn_rows
from oncotriples.errors import InputError
from oncotriples.graph.assembling import Loaded, ingested_paths, load_sources, record_paths
from oncotriples.graph.dataset import Dataset
from oncotriples.heap import collecting_seldom
from oncotriples.pipeline import Report, content_files, with_description
from oncotriples.quality.findings import Finding, has_violations
from oncotriples.quality.report import counts_line, report_text
from oncotriples.quality.validating import validate
from oncotriples.questions.saved import load_queries
from oncotriples.release.attribution import credited_edition, notice_text
from oncotriples.release.distributions import graph_file
from oncotriples.release.folders import SUMS, check_target
from oncotriples.release.lookup import Lookup
from oncotriples.release.nodes import Former
from oncotriples.release.opened import OpenedRelease, open_release, release_versions, sums_text, version_key
from oncotriples.release.serialise import n_quads
from oncotriples.release.swap import replace_folder
from oncotriples.release.version import Release, current_release
from oncotriples.sources import Sources

__all__ = ["ReleaseResult", "packed", "publish"]

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
    changes: Changes | None = None

    @property
    def conforms(self) -> bool:
        """Whether the graph is free of violations, and says of everything withdrawn why: so the release was made."""
        return not has_violations(self.findings) and not self._unexplained

    @property
    def _unexplained(self) -> bool:
        return self.changes is not None and bool(unexplained(self.changes))

    @property
    def exit_code(self) -> int:
        """0, or 1 where the data does not conform."""
        return 0 if self.conforms else 1

    def text(self) -> str:
        """The result for people; ends with a line feed."""
        if self.changes is not None and self._unexplained:
            return (
                f"What {self.changes.old.called} had is no more, and kg/withdrawn.tsv does not say why. Rows to "
                f"complete and to append there:\n\n{withdrawn_rows(self.changes)}\nNothing was written.\n"
            )
        if not self.conforms:
            return f"{report_text(self.findings)}Nothing was written.\n"
        former = (
            f"{len(self.changes.changes):,} changes since {self.changes.old.called}"
            if self.changes
            else ("No former release is at hand, so no changes are told")
        )
        size = sum(size for _, size in self.files)
        return (
            f"{self.folder}: {len(self.files)} files, {size / 1e6:.1f} MB, {self.triples:,} triples, "
            f"data {self.release.version} of {self.release.issued}\n"
            f"{former}\n"
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
            "former": self.changes.old.called if self.changes else None,
            "changes": len(self.changes.changes) if self.changes else None,
            "files": dict(self.files),
        }
        return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def publish(
    sources: Sources,
    out: Path,
    *,
    more: Sequence[Path] = (),
    former: Path | None = None,
    replace: bool = False,
    report: Report = lambda step: None,
) -> ReleaseResult:
    """Make the release in ``out/<version>``; where data do not conform, nothing is made.

    ``more`` are folders that ``ingest`` wrote, beside kg/records/; ``former`` is the release before this one, where it
    is not the newest one of a lower version in ``out``. Raises InputError for sources that do not parse, a former
    release that is none, and a version that is there already with other content, unless that may be replaced;
    MachineError for the disk.
    """
    release = current_release()
    folder = out / release.version
    check_target(folder)
    opened = _former(former, out, release)
    with collecting_seldom():
        report("Reading kg/ and ontology/")
        loaded = load_sources(sources, (*record_paths(sources), *ingested_paths(more)))
        triples = len(loaded.dataset.union)
        report(f"Validating {triples:,} triples")
        findings = validate(loaded)
        if has_violations(findings):
            return ReleaseResult(release, folder, triples, (), findings)
        changes = None
        if opened:
            report(f"Comparing with {opened.version}")
            changes = _changes(opened, loaded, release)
            if unexplained(changes):
                return ReleaseResult(release, folder, triples, (), findings, changes)
        report("Serialising, packing and describing")
        files = _files(loaded, findings, release, opened, changes)
        _refuse_another(folder, files[SUMS], replace=replace)
        report(f"Writing {len(files)} files")
        replace_folder(folder, files)
    sizes = tuple((name, len(files[name])) for name in sorted(files))
    return ReleaseResult(release, folder, triples, sizes, findings, changes)


def packed(content: bytes) -> bytes:
    """The content as gzip: no name, no time, the same bytes on every machine."""
    return bytes(deflate.gzip_compress(content, _LEVEL))


def _former(given: Path | None, out: Path, release: Release) -> OpenedRelease | None:
    """The release before this one: the given one, else the newest one of a lower version in the same folder."""
    if given is not None:
        opened = open_release(given)
        if version_key(opened.version) >= version_key(release.version):
            raise InputError(
                f"{given}: holds data {opened.version}, which is not before {release.version}",
                mend="name the release before this one with --former",
            )
        return opened
    lower = [version for version in release_versions(out) if version_key(version) < version_key(release.version)]
    return open_release(out / lower[-1]) if lower else None


def _changes(opened: OpenedRelease, loaded: Loaded, release: Release) -> Changes:
    now = snapshot_of(loaded.dataset.quads(), name=f"data {release.version}", release=release)
    return compare(open_snapshot(opened.folder), now)


def _files(
    loaded: Loaded,
    findings: Sequence[Finding],
    release: Release,
    former: OpenedRelease | None,
    changes: Changes | None,
) -> dict[str, bytes]:
    """Every file of a release: name → content."""
    lookup = Lookup(loaded.dataset.union)
    content = content_files(loaded, findings, lookup)
    files = {name: data for name, data in content.items() if not _is_dump(name)}
    files |= {f"{name}.gz": packed(data) for name, data in content.items() if _is_dump(name)}
    files |= {
        graph_file(name): packed(n_quads(Dataset({name: triples}))) for name, triples in loaded.dataset.graphs.items()
    }
    files |= {
        f"queries/{query.theme}/{query.name}.rq": (loaded.sources.root / query.path).read_bytes()
        for query in load_queries(loaded.sources.queries).values()
    }
    files |= render_all(changes) if changes else {}
    files["NOTICE.txt"] = _notice(lookup, release).encode()
    data_hash = sha256(content["oncotriples.nq"]).hexdigest()
    before = Former(former.version, frozenset(former.sums)) if former else None
    files = with_description(loaded, findings, release, lookup, files, data_hash=data_hash, former=before)
    return {**files, SUMS: sums_text({name: sha256(data).hexdigest() for name, data in files.items()}).encode()}


def _notice(lookup: Lookup, release: Release) -> str:
    """Whom to credit and on which terms, for whoever has only the files."""
    editions = [credited_edition(lookup, iri) for iri in lookup.instances("onct:SummaryEdition")]
    mappings = lookup.instances("sssom:MappingSet")
    return notice_text(release, editions, [text for one in mappings for text in lookup.values(one, "rdfs:comment")])


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

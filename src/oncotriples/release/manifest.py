"""manifest.json: what a release holds, in numbers and checksums.

It names every other file with its size and SHA-256, counts the triples of each graph and the findings, gives one hash
for the data whatever its form (RDFC-1.0), and the versions that the release is made and tested with: those that the
project pins, not those that happen to be installed.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files as package_files
from pathlib import Path

from oncotriples.errors import InputError
from oncotriples.graph.dataset import Dataset
from oncotriples.quality.findings import Finding, count_by_rule, count_by_severity
from oncotriples.release.folders import GENERATOR
from oncotriples.release.version import LICENSE, Release

__all__ = ["FileEntry", "entries", "manifest", "pinned_versions"]

# What reads, judges or writes the data; tools of the developers' are none of a reader's business.
_INVOLVED = ("pyoxigraph", "pyshacl", "pyyaml", "rdflib")


@dataclass(frozen=True)
class FileEntry:
    """A file of the release: size in bytes, checksum as 64 lower-case hexadecimal digits."""

    name: str
    size: int
    sha256: str


def entries(files: Mapping[str, bytes]) -> tuple[FileEntry, ...]:
    """Each file's entry, in the order of their names."""
    return tuple(FileEntry(name, len(files[name]), sha256(files[name]).hexdigest()) for name in sorted(files))


def pinned_versions() -> dict[str, str]:
    """Package → version, from constraints.txt, which travels in the package and stands at the top of a checkout."""
    package = Path(str(package_files("oncotriples")))
    for path in (package / "data" / "constraints.txt", package.parents[1] / "constraints.txt"):
        if path.is_file():
            pins = re.findall(r"^([\w.-]+)==(\S+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
            versions = {name.lower(): version for name, version in pins}
            return {name: versions[name] for name in _INVOLVED}
    raise InputError("constraints.txt is not in the package", mend="install oncotriples anew")


def manifest(
    release: Release,
    dataset: Dataset,
    described: Iterable[FileEntry],
    findings: Iterable[Finding],
    pinned: Mapping[str, str],
    *,
    data_hash: str,
) -> bytes:
    """The text of manifest.json: UTF-8, two spaces a level, keys in the order in which a person reads them.

    ``described`` are all other files, ``data_hash`` is the SHA-256 of oncotriples.nq: published data has no blank
    nodes, so its sorted N-Quads are what RDFC-1.0 makes of it, and their checksum is the hash of the data in any form.
    """
    found = tuple(findings)
    listed = {entry.name: {"bytes": entry.size, "sha256": entry.sha256} for entry in described}
    content = {
        "generator": GENERATOR,
        "dataset": release.iri,
        "version": release.version,
        "issued": release.issued.isoformat(),
        "license": LICENSE,
        "triples": {
            "total": len(dataset.union),
            "graphs": {name: len(triples) for name, triples in dataset.graphs.items()},
        },
        "rdfc10_sha256": data_hash,
        "findings": {
            **{severity.value: count for severity, count in count_by_severity(found).items()},
            "accepted": sum(bool(finding.accepted) for finding in found),
            "rules": count_by_rule(found),
        },
        "pinned": dict(pinned),
        "files": listed,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()

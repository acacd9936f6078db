"""A release as others find it: opened, and checked against its own checksums before anything is made of it."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, cast

import pyoxigraph as ox

from oncotriples.dates import is_day
from oncotriples.errors import InputError, MachineError, OncotriplesError
from oncotriples.graph.reading import file_errors, syntax_error
from oncotriples.release.folders import GENERATOR, MANIFEST, SUMS, holds_build

__all__ = ["DUMP", "OpenedRelease", "newest_release", "open_release", "release_versions", "sums_text", "version_key"]

DUMP = "oncotriples.nq.gz"
"""The whole dataset of a release."""

_VERSION = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}")
_SUM = re.compile(r"([0-9a-f]{64})  (\S.*)")
_LARGEST = 16 << 20  # of a list of checksums or a manifest
_MEND = "name a folder that `oncotriples release` wrote"


@dataclass(frozen=True)
class OpenedRelease:
    """A release folder: its version, the day of issue (``2026-11-23``), its size, and name → SHA-256.

    ``triples`` are the distinct ones, ``graphs`` the number of triples of each named graph by its IRI.
    """

    folder: Path
    version: str
    issued: str
    triples: int
    graphs: Mapping[str, int]
    sums: Mapping[str, str]

    def quads(self) -> Iterator[ox.Quad]:
        """The whole dataset, quad by quad, never held as a whole.

        Raises SourceSyntaxError where it does not parse, InputError where it has more quads than the manifest says.
        """
        name, left = (self.folder / DUMP).as_posix(), sum(self.graphs.values())
        try:
            with file_errors(name), gzip.open(self.folder / DUMP) as file:
                for quad in ox.parse(input=cast(IO[bytes], file), format=ox.RdfFormat.N_QUADS):
                    left -= 1
                    if left < 0:
                        raise InputError(f"{name}: holds more quads than {MANIFEST} says", mend=_MEND)
                    yield quad
        except SyntaxError as error:
            raise syntax_error(name, error) from None

    def read(self, name: str) -> bytes:
        """A file of the release, unpacked where its name ends in ``.gz``. Raises InputError where it has none such."""
        if name not in self.sums:
            raise InputError(f"{self.folder}: this release has no {name}", mend="make it anew")
        try:
            content = (self.folder / name).read_bytes()
        except OSError as error:
            raise _unreadable(self.folder / name, error) from error
        return gzip.decompress(content) if name.endswith(".gz") else content


def open_release(path: Path) -> OpenedRelease:
    """The release in a folder, or the newest of those in it, with every checksum found right.

    Raises InputError for a folder that is no release, and for one with a file that is missing or another than it was;
    MachineError where it cannot be read.
    """
    folder = path if (path / SUMS).is_file() else newest_release(path)
    if folder is None:
        known = " It is a build; a release is made from the same sources." if holds_build(path) else ""
        problem = "is no release" if path.is_dir() else "there is no such folder"
        raise InputError(f"{path}: {problem}.{known}", mend=_MEND)
    try:
        sums = _read_sums(folder)
        for name, expected in sums.items():
            _check(folder, name, expected)
        return _opened(folder, sums)
    except OSError as error:
        raise _unreadable(folder, error) from error


def newest_release(folder: Path) -> Path | None:
    """The release of the highest version among those in a folder."""
    versions = release_versions(folder)
    return folder / versions[-1] if versions else None


def release_versions(folder: Path) -> list[str]:
    """The versions that have a release in a folder, each in a folder of that name; the oldest first."""
    if not folder.is_dir():
        return []
    names = [path.parent.name for path in folder.glob(f"*/{SUMS}") if _VERSION.fullmatch(path.parent.name)]
    return sorted(names, key=version_key)


def version_key(version: str) -> tuple[int, ...]:
    """By which versions are ordered: 0.10.0 is after 0.9.0."""
    return tuple(map(int, version.split(".")))


def sums_text(sums: Mapping[str, str]) -> str:
    """Name → SHA-256 as ``sha256sum --check`` reads it."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))


def _read_sums(folder: Path) -> dict[str, str]:
    text = _limited(folder / SUMS).decode("utf-8", errors="replace")
    sums: dict[str, str] = {}
    for number, line in enumerate(text.split("\n")[:-1], start=1):
        found = _SUM.fullmatch(line)
        if not found or not _stays_inside(found[2]):
            raise InputError(
                f"{folder / SUMS}:{number}: “{line[:120]!a}” is no checksum of a file of this folder", mend=_MEND
            )
        sums[found[2]] = found[1]
    missing = [name for name in (MANIFEST, DUMP) if name not in sums]
    if missing:
        raise InputError(f"{folder / SUMS}: does not list {', '.join(missing)}", mend=_MEND)
    return sums


def _stays_inside(name: str) -> bool:
    """Whether a name is that of a file below the folder, whatever the system makes of backslashes and drives."""
    return all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", part) for part in name.split("/"))


def _check(folder: Path, name: str, expected: str) -> None:
    try:
        with (folder / name).open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise InputError(f"{folder / name}: is missing", mend="copy the release anew, whole") from None
    if found != expected:
        raise InputError(
            f"{folder / name}: its SHA-256 is {found}, but {SUMS} has {expected}",
            mend="copy the release anew, or make it anew",
        )


def _opened(folder: Path, sums: dict[str, str]) -> OpenedRelease:
    try:
        manifest: dict[str, Any] = json.loads(_limited(folder / MANIFEST))
        if manifest["generator"] != GENERATOR or not _VERSION.fullmatch(manifest["version"]):
            raise ValueError("of another generator")
        version, issued = manifest["version"], manifest["issued"]
        triples, graphs = manifest["triples"]["total"], dict(manifest["triples"]["graphs"])
        if not (all(isinstance(size, int) for size in (triples, *graphs.values())) and is_day(issued)):
            raise ValueError("without date or size")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"{folder / MANIFEST}: is no manifest of a release: {error!r}", mend=_MEND) from None
    return OpenedRelease(folder, version, issued, triples, MappingProxyType(graphs), MappingProxyType(sums))


def _limited(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise InputError(f"{path}: is larger than {_LARGEST >> 20} MB", mend=_MEND)
    return content


def _unreadable(path: Path, error: OSError) -> OncotriplesError:
    return MachineError(f"{path}: cannot be read: {error.strerror}", mend="check the disk and the permissions")

"""The two graphs of a comparison: releases, builds, or files of statements."""

import json
from datetime import date
from pathlib import Path

from oncotriples.changes.comparing import compare
from oncotriples.changes.model import Changes
from oncotriples.changes.snapshot import Snapshot, snapshot_of
from oncotriples.errors import InputError
from oncotriples.graph.reading import read_quads
from oncotriples.graph.withdrawn import is_version
from oncotriples.heap import collecting_seldom
from oncotriples.release.folders import MANIFEST, SUMS, holds_build
from oncotriples.release.opened import open_release, release_versions
from oncotriples.release.version import Release

__all__ = ["compare_releases", "open_snapshot"]

_QUADS = "oncotriples.nq"


def compare_releases(old: Path, new: Path) -> Changes:
    """What changed from one graph to another, each named as ``open_snapshot`` reads it, and with its errors.

    Raises InputError where they have nothing in common.
    """
    with collecting_seldom():
        return compare(open_snapshot(old), open_snapshot(new))


def open_snapshot(path: Path) -> Snapshot:
    """The snapshot of a folder that ``release`` or ``build`` wrote, or of a file of quads or triples.

    Raises InputError for a path that is neither, SourceSyntaxError for what does not parse, MachineError for what
    cannot be read.
    """
    name = path.as_posix()
    if not path.exists():
        raise InputError(f"{name}: no such release, build or file", mend=_near(path))
    if not path.is_dir():
        return snapshot_of(read_quads(path), name=name)
    if (path / _QUADS).is_file() and not (path / SUMS).is_file():
        return snapshot_of(read_quads(path / _QUADS), name=name, release=_release_of(path))
    release = open_release(path)
    about = Release(release.version, date.fromisoformat(release.issued))
    return snapshot_of(release.quads(), name=name, release=about)


def _release_of(build: Path) -> Release:
    """The release that a build's manifest names."""
    try:
        if holds_build(build):
            manifest = json.loads((build / MANIFEST).read_bytes())
            version, issued = manifest["version"], manifest["issued"]
            if isinstance(version, str) and is_version(version):
                return Release(version, date.fromisoformat(issued))
    except (KeyError, TypeError, ValueError):
        pass
    raise InputError(
        f"{build.as_posix()}: has {_QUADS} but no {MANIFEST} of a build beside it",
        mend=f"build it anew, or name the file itself: {(build / _QUADS).as_posix()}",
    )


def _near(path: Path) -> str:
    """How to mend a path that leads nowhere, with the releases beside it."""
    versions = release_versions(path.parent)
    known = f"there are {', '.join(versions)} in {path.parent.as_posix()}; " if versions else ""
    return f"{known}name a folder that `oncotriples release` or `oncotriples build` wrote, or a file of a graph"

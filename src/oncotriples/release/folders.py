"""Which folders are ours, so that they may be replaced, and what goes along when they are.

A folder is known by its manifest, which names every other file that we wrote there. Releases are folders of ours
inside another: a build that replaces ``dist/`` takes ``dist/0.4.0/`` along.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oncotriples.errors import InputError, MachineError

# fmt: off
__all__ = [
    "DROPPINGS", "GENERATOR", "MANIFEST", "SUMS", "carry", "check_target", "explained", "holds_build", "kept_folders",
]
# fmt: on

MANIFEST = "manifest.json"
"""The file by which a folder is known to be ours: it names every other file that the build wrote."""

SUMS = "SHA256SUMS"
"""The checksums of a release, its manifest's among them, which that one therefore cannot name."""

GENERATOR = "oncotriples"
"""What such a manifest says under “generator”."""

DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers drop into any folder that somebody looks at."""

_LARGEST_MANIFEST = 64 << 20  # a foreign file of that name may have any size
# What a file system answers that has no hard links, or not between these two places.
_CANNOT_LINK = frozenset({errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


def check_target(out: Path) -> Path:
    """The resolved path of the folder ``out``, after making sure that a build may replace it.

    It may where nothing is there, an empty folder, or a folder with nothing but what an earlier build wrote, and
    releases. Raises InputError for any other folder, MachineError where the path cannot be a folder.
    """
    with explained(out):
        target = out.resolve()
        if Path.cwd().is_relative_to(target):
            raise InputError(f"{out}: the working folder itself cannot be replaced", mend="name a folder inside it")
        foreign = sorted(_foreign(target))
    if foreign:
        raise InputError(
            f"{out}: holds what no build wrote: {', '.join(foreign[:3])}{' …' if len(foreign) > 3 else ''}",
            mend="name an empty or new folder with --out, or move these files away",
        )
    return target


def holds_build(folder: Path) -> bool:
    """Whether a build of ours wrote this folder, as its manifest says; not where that cannot be read."""
    try:
        return (folder / MANIFEST).stat().st_size <= _LARGEST_MANIFEST and bool(_names_of_build(folder))
    except (OSError, RecursionError):
        return False


def kept_folders(folder: Path) -> list[str]:
    """The names of the folders of ours inside a folder, links not followed; none where it is not there."""
    try:
        inside = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        return []
    return [name for name in inside if holds_build(folder / name)]


def carry(folder: Path, new: Path) -> None:
    """Put the folders of ours inside ``folder`` into ``new`` too, by hard links where the file system has them."""
    for name in kept_folders(folder):
        shutil.copytree(folder / name, new / name, symlinks=True, copy_function=_link)


@contextmanager
def explained(out: Path, note: str = "") -> Iterator[None]:
    """Turn an OSError into words; ``note`` is what else the reader should know."""
    try:
        yield
    except OSError as error:
        mend = {
            errno.ENOTDIR: "a part of the path is a file: name a folder with --out",
            errno.EEXIST: "a part of the path is a file: name a folder with --out",
            errno.EACCES: "name a folder that you may write to with --out",
            errno.EPERM: "name a folder that you may write to with --out",
            errno.EROFS: "name a folder that you may write to with --out",
            errno.ENOSPC: "make space on the disk, or name a folder on another one with --out",
            errno.EDQUOT: "make space in your quota, or name a folder on another disk with --out",
            errno.EFBIG: "raise the limit on the size of files (ulimit -f)",
            errno.EBUSY: "name a folder below the mounted one with --out",
            errno.EXDEV: "name a folder below the mounted one with --out",
        }.get(error.errno or 0, "mend the cause and build again")
        raise MachineError(f"{out}: cannot be written: {error.strerror}.{note}", mend=mend) from error


def _foreign(target: Path) -> Iterator[str]:
    """What stands in a folder and no build wrote; a folder that is none of ours counts as one thing."""
    names = _names_of_build(target)
    folders = {parent.as_posix() for name in names for parent in Path(name).parents}
    kept = set(kept_folders(target))
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            held = list(os.scandir(target / below))
        except FileNotFoundError:
            continue
        for entry in held:
            name = f"{below}{entry.name}"
            if entry.name in DROPPINGS or name in names or name in kept:
                continue
            if name in folders and entry.is_dir(follow_symlinks=False):
                waiting.append(f"{name}/")
            else:
                yield name


def _names_of_build(folder: Path) -> set[str]:
    """The files that a manifest of ours in this folder names, and itself; none where there is no such manifest."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if manifest["generator"] == GENERATOR:
            return {MANIFEST, SUMS, *manifest["files"]}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        pass
    return set()


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _CANNOT_LINK:
            raise
        shutil.copy2(source, target)

"""The site that stands in a folder: whether it is ours to replace, and what its pages were made from."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from oncotriples.errors import InputError
from oncotriples.release.folders import DROPPINGS, GENERATOR, MANIFEST, explained
from oncotriples.site.paths import SUFFIXES

__all__ = ["PAGES", "PARTS", "check_site", "former_pages"]

PAGES = "pages.tsv"
"""In a site: the path of each page of a thing, and the digest of what it was made from."""

PARTS = ".parts.json"
"""The ending of the file beside the page of an edition that tells where its parts stand."""

_LARGEST = 64 << 20  # of a manifest


def check_site(out: Path) -> Path:
    """The resolved path of the folder ``out``, after making sure that a site may take its place.

    It may where nothing is there, an empty folder, or a folder with nothing but a site that we wrote. Raises InputError
    for any other, MachineError where the path cannot be a folder.
    """
    with explained(out):
        target = out.resolve()
        if Path.cwd().is_relative_to(target):
            raise InputError(f"{out}: the working folder itself cannot be replaced", mend="name a folder inside it")
        foreign = sorted(_foreign(target)) if target.exists() else []
    if foreign:
        raise InputError(
            f"{out}: holds what no site of ours has: {', '.join(foreign[:3])}{' …' if len(foreign) > 3 else ''}",
            mend="name an empty or new folder with --out, or move these files away",
        )
    return target


def former_pages(site: Path) -> Iterator[tuple[str, str]]:
    """The path and the digest of each page of a thing."""
    with (site / PAGES).open(encoding="utf-8", errors="replace") as file:
        for line in file:
            path, _, digest = line.rstrip("\n").partition("\t")
            yield path, digest


def _foreign(target: Path) -> Iterator[str]:
    named = _named(target)
    paths = {path for path, _ in former_pages(target)} if PAGES in named and (target / PAGES).is_file() else set()
    for folder, folders, files in os.walk(target):
        below = Path(folder).relative_to(target).as_posix()
        for name in files:
            path = name if below == "." else f"{below}/{name}"
            if (
                path not in named
                and name not in DROPPINGS
                and not any(
                    path.endswith(suffix) and path.removesuffix(suffix) in paths for suffix in (*SUFFIXES, PARTS)
                )
            ):
                yield path
        for name in folders:
            if (Path(folder) / name).is_symlink():
                yield f"{below}/{name}"


def _named(target: Path) -> set[str]:
    """The files that the manifest of a site names, and itself; none where there is no such manifest."""
    try:
        if (target / MANIFEST).stat().st_size <= _LARGEST:
            told = json.loads((target / MANIFEST).read_bytes())
            if told["generator"] == GENERATOR and told["site"]:
                return {MANIFEST, *told["files"]}
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return set()

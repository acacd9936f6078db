"""The pages of a site at which the identifiers of a data set lead, as harvesters read them: typed links and JSON-LD."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from oncotriples.errors import InputError
from oncotriples.fair.reading import limited
from oncotriples.namespaces import BASE
from oncotriples.release.folders import GENERATOR, MANIFEST

__all__ = ["Link", "Page", "Site", "open_site"]

_MEND = "name the folder that `oncotriples site` wrote from this release"
_LARGEST_MANIFEST = 64 << 20  # it names every file of a site
_PATH = re.compile(r"(?:[A-Za-z0-9.][A-Za-z0-9._-]{0,199}/)*[A-Za-z0-9.][A-Za-z0-9._-]{0,199}")
_LONGEST_PATH = 1000


@dataclass(frozen=True)
class Link:
    """A ``<link>`` in the head of a page; ``href`` is the whole address."""

    rel: str
    type: str
    href: str


@dataclass(frozen=True)
class Page:
    """A page: its path below the root, its typed links, and what it says of data sets to search engines.

    ``problem`` says why nothing was found in it, where it could not be read.
    """

    path: str
    links: tuple[Link, ...] = ()
    datasets: tuple[Mapping[str, Any], ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Site:
    """A site: its folder, and its pages at which the identifiers lead."""

    folder: Path
    pages: tuple[Page, ...]

    def file(self, address: str) -> Path | None:
        """The file of the site that stands for an address of ours; None where there is none such."""
        path = address.partition("#")[0].removeprefix(BASE)
        if path == address or len(path) > _LONGEST_PATH or not _PATH.fullmatch(path) or ".." in path.split("/"):
            return None
        file = self.folder / path
        return file if file.is_file() else None


def open_site(folder: Path, version: str) -> Site:
    """The site of a data version in a folder.

    Raises InputError for a folder that is no site, or that of another version; MachineError where it cannot be read.
    """
    try:
        told = json.loads(limited(folder / MANIFEST, largest=_LARGEST_MANIFEST))
        made_from = told["site"] if told["generator"] == GENERATOR else ""
    except (InputError, ValueError, KeyError, TypeError, RecursionError):
        made_from = ""
    if not isinstance(made_from, str) or not made_from:
        raise InputError(f"{folder}: is no site of ours", mend=_MEND)
    if made_from != version:
        raise InputError(f"{folder}: is the site of data {made_from[:20]!a}, not {version}", mend=_MEND)
    return Site(folder, tuple(_read(folder, path) for path in ("index.html", f"dataset/{version}.html")))


def _read(folder: Path, path: str) -> Page:
    # Nothing is fetched, and the parser's own limits stay on.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(limited(folder / path), parser)
    except InputError as error:
        return Page(path, problem=error.message)
    except etree.XMLSyntaxError as error:
        return Page(path, problem=f"{path}: is no HTML: {error.msg}")
    if tree is None:
        return Page(path, problem=f"{path}: is no HTML")
    links = tuple(
        Link(str(link.get("rel", "")), str(link.get("type", "")), _absolute(path, str(link.get("href", ""))))
        for link in tree.iterfind("./head/link")
    )
    blocks = (script.text or "" for script in tree.iterfind(".//script[@type='application/ld+json']"))
    return Page(path, links, tuple(block for text in blocks for block in _datasets(text)))


def _absolute(path: str, href: str) -> str:
    try:
        return urljoin(f"{BASE}{path}", href) if href else ""
    except ValueError:
        return ""


def _datasets(text: str) -> Iterator[Mapping[str, Any]]:
    """The objects of type Dataset at the top of a block, or in its ``@graph``; none where it is no JSON."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return
    for top in held if isinstance(held, list) else [held]:
        if not isinstance(top, dict):
            continue
        graph = top.get("@graph")
        for block in graph if isinstance(graph, list) else [top]:
            if isinstance(block, dict) and "Dataset" in (block.get("@type"), *_listed(block.get("@type"))):
                yield {"@context": top.get("@context"), **block}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []

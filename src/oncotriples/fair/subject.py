"""What is judged: a release, what it says of itself, what is seen of its data, and its site where one is at hand."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.fair.pages import Site, open_site
from oncotriples.fair.reading import limited, turtle_quads
from oncotriples.fair.seen import Seen, look_over
from oncotriples.namespaces import ONCT
from oncotriples.release.folders import MANIFEST
from oncotriples.release.lookup import Lookup
from oncotriples.release.nodes import DATASET
from oncotriples.release.opened import OpenedRelease, open_release

__all__ = ["DESCRIPTION", "Subject", "open_subject"]

DESCRIPTION = "void.ttl"
"""The metadata of a release."""

_ONTOLOGY = "ontology.ttl"


@dataclass(frozen=True)
class Subject:
    """A release as its checks see it.

    ``description`` is what void.ttl says and ``said`` what it uses, ``data`` what the dump uses; ``manifest`` is
    manifest.json.
    """

    release: OpenedRelease
    description: Lookup
    said: Seen
    data: Seen
    manifest: Mapping[str, Any]
    site: Site | None = None

    @property
    def root(self) -> str:
        """The identifier of the data set in this version: ``https://w3id.org/oncotriples/dataset/0.3.0``."""
        return f"{DATASET}/{self.release.version}"

    def values(self, name: str) -> tuple[str, ...]:
        """What the description says of the data set, by a prefixed name."""
        return self.description.values(self.root, name)

    def unsaid(self, names: Iterable[str]) -> list[str]:
        """What the description does not say of the data set, of what it is to say: as faults, by prefixed names."""
        return [f"{DESCRIPTION}: has no {name} of <{self.root}>" for name in names if not any(self.values(name))]

    def undescribed(self) -> list[str]:
        """A fault where the description tells of no file at all, so that nothing passes for want of anything wrong."""
        return [] if self.distributions else [f"{DESCRIPTION}: has no dcat:Distribution"]

    def addresses(self, *names: str) -> list[tuple[str, str]]:
        """The addresses of the files that are described, each with the prefixed name by which it is told."""
        said = self.description
        return [(name, address) for node in self.distributions for name in names for address in said.values(node, name)]

    @cached_property
    def distributions(self) -> tuple[str, ...]:
        """The nodes of the files that are described, in IRI order."""
        return self.description.instances("dcat:Distribution")


def open_subject(release: Path, site: Path | None = None) -> Subject:
    """Read a release, or the newest of those in a folder, and its site.

    What of it cannot be read is for the checks to say. Raises InputError for a folder that is no release, or one with
    a file that is another than its checksum says, and for one that is not its site; MachineError.
    """
    opened = open_release(release)
    pages = open_site(site, opened.version) if site else None
    declared = _declared(opened)
    described: list[ox.Quad] = []

    def description() -> Seen:
        described.extend(turtle_quads(opened.folder / DESCRIPTION))
        return look_over(described, declared=declared)

    return Subject(
        opened,
        said=_seen(description),
        data=_seen(lambda: look_over(opened.quads(), graphs=opened.graphs, declared=declared)),
        description=Lookup(quad.triple for quad in described),
        manifest=json.loads(limited(opened.folder / MANIFEST)),
        site=pages,
    )


def _seen(look: Callable[[], Seen]) -> Seen:
    """What was seen; nothing but the problem where that cannot be read."""
    try:
        return look()
    except InputError as error:
        return Seen(problem=error.message)


def _declared(release: OpenedRelease) -> frozenset[str]:
    """The terms of ours that the release's ontology declares; none where that cannot be read."""
    try:
        subjects = {quad.subject for quad in turtle_quads(release.folder / _ONTOLOGY)}
    except InputError:
        return frozenset()
    iris = (node.value for node in subjects if isinstance(node, ox.NamedNode))
    return frozenset(iri for iri in iris if iri.startswith(ONCT))

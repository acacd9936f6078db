"""The files of releases as the site offers them, the pages that name them, and what crawlers and clients look for."""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from oncotriples.namespaces import BASE
from oncotriples.release.media_types import GZIP, is_packed, media_type_of
from oncotriples.release.opened import OpenedRelease
from oncotriples.site.sources import SiteSources

__all__ = ["ReleasedFile", "copy_files", "download_files", "released_files", "served_type"]

_WHAT = (
    ("oncotriples.nq.gz", "the whole data set with its named graphs"),
    ("oncotriples.trig.gz", "the same as TriG"),
    ("oncotriples.", "the union of the graphs"),
    ("graphs/", "one named graph"),
    ("queries/", "a saved question"),
    ("queries.ttl", "the saved questions as RDF"),
    ("assertions.csv", "one row a claim, for a spreadsheet"),
    ("candidates", "what a program proposes and nobody accepted"),
    ("ontology.ttl", "classes and properties"),
    ("codes.ttl", "closed lists and levels of evidence"),
    ("shapes.ttl", "SHACL shapes"),
    ("context.jsonld", "JSON-LD context"),
    ("void.ttl", "description: VoID, DCAT, HCLS"),
    ("validation", "validation report"),
    ("changes.", "changes since the former release"),
    ("manifest.json", "sizes, checksums, versions"),
    ("NOTICE.txt", "sources, terms, citation"),
    ("SHA256SUMS", "checksums"),
)


@dataclass(frozen=True)
class ReleasedFile:
    """A file of a release: its name, what it is, its size in bytes, its SHA-256."""

    name: str
    what: str
    size: int
    sha256: str


def released_files(release: OpenedRelease) -> list[ReleasedFile]:
    """The files of a release, those that people look for first before the others."""
    order = [start for start, _ in _WHAT]

    def rank(name: str) -> int:
        return next((place for place, start in enumerate(order) if name.startswith(start)), len(order))

    return [
        ReleasedFile(
            name,
            next((what for start, what in _WHAT if name.startswith(start)), ""),
            (release.folder / name).stat().st_size,
            digest,
        )
        for name, digest in sorted(release.sums.items(), key=lambda item: (rank(item[0]), item[0]))
    ]


def copy_files(releases: Sequence[OpenedRelease], out: Path) -> Iterator[str]:
    """Copy the files of releases to ``dataset/<version>/`` below a folder; gives their paths. Raises OSError."""
    for release in releases:
        for name in (*release.sums, "SHA256SUMS"):
            path = f"dataset/{release.version}/{name}"
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(release.folder / name, out / path)
            yield path


def download_files(sources: SiteSources, releases: Sequence[OpenedRelease]) -> Iterator[tuple[str, bytes]]:
    """The page of downloads, the description where clients look for it, and the link set of the data set."""
    told = [
        {
            "version": release.version,
            "issued": release.issued,
            "triples": release.triples,
            "graphs": release.graphs,
            "files": released_files(release),
        }
        for release in releases
    ]
    yield from sources.page("downloads.html", "downloads", title="Downloads", releases=told).items()
    yield ".well-known/void", sources.release.read("void.ttl")
    yield "linkset.json", _linkset(sources.release)


def served_type(name: str) -> str:
    """The media type of a file as it is fetched: one that is packed is gzip."""
    return GZIP if is_packed(name) else media_type_of(name).name


def _linkset(release: OpenedRelease) -> bytes:
    """RFC 9264: the data set, its files and its terms, for clients that follow Signposting."""
    folder = f"{BASE}dataset/{release.version}"
    content = {
        "linkset": [
            {
                "anchor": f"{BASE}dataset",
                "cite-as": [{"href": folder}],
                "type": [{"href": "https://schema.org/Dataset"}],
                "license": [{"href": "https://creativecommons.org/publicdomain/zero/1.0/"}],
                "item": [{"href": f"{folder}/{name}", "type": served_type(name)} for name in sorted(release.sums)],
                "describedby": [{"href": f"{folder}/void.ttl", "type": "text/turtle"}],
            }
        ]
    }
    return f"{json.dumps(content, indent=2)}\n".encode()

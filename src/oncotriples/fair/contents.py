"""R1: what the data are: their kind, and of each file its size, type and content, as they truly are."""

from collections.abc import Iterator
from typing import Any

from oncotriples.fair.model import Check, Judgement, judged
from oncotriples.fair.subject import DESCRIPTION, Subject
from oncotriples.namespaces import compact
from oncotriples.release.folders import MANIFEST
from oncotriples.release.lookup import term
from oncotriples.release.media_types import media_type_iri, media_type_of
from oncotriples.release.opened import DUMP

__all__ = ["CONTENTS"]

_KINDS = ("dcat:Dataset", "dctypes:Dataset")
_PARTITIONS = ("void:classPartition", "void:propertyPartition")


def _typed(subject: Subject) -> Judgement:
    found = [kind for kind in _KINDS if term(kind) in subject.values("rdf:type")]
    faults = [] if found else [f"{DESCRIPTION}: <{subject.root}> is none of {', '.join(_KINDS)}"]
    return judged(f"{DESCRIPTION}: <{subject.root}> a {', '.join(found)}", faults)


def _measured(subject: Subject) -> Judgement:
    names = ("dcat:mediaType", "dcat:byteSize")
    faults = subject.undescribed() + [
        f"{DESCRIPTION}: {compact(node)} has no {name}"
        for node in subject.distributions
        for name in names
        if not subject.description.value(node, name)
    ]
    return judged(f"{DESCRIPTION}: {' and '.join(names)} of {len(subject.distributions)} files", faults)


def _true_to_files(subject: Subject) -> Judgement:
    faults = [*subject.undescribed(), *_misdescribed(subject), *_mislisted(subject)]
    return judged(f"{DESCRIPTION}, {MANIFEST}: sizes, types and SHA-256 are those of the files", faults)


def _counted(subject: Subject) -> Judgement:
    node = f"{subject.root}#{DUMP}"
    faults = [
        *(
            f"{DESCRIPTION}: has no {name} of the graph"
            for name in _PARTITIONS
            if not subject.description.value(node, name)
        ),
        *_miscounted(subject, node),
    ]
    found = f"{DESCRIPTION}: {', '.join(_PARTITIONS)}, and void:triples as {subject.data.triples} triples in {DUMP}"
    return judged(found, faults)


def _misdescribed(subject: Subject) -> Iterator[str]:
    said = subject.description
    for node in subject.distributions:
        name = said.value(node, "dcat:downloadURL").removeprefix(f"{subject.root}/")
        if name not in subject.release.sums:
            continue
        checksum = said.value(said.value(node, "spdx:checksum"), "spdx:checksumValue")
        size, sha256 = _true(subject, name)
        for property_, told, true in (
            ("dcat:byteSize", said.value(node, "dcat:byteSize"), str(size)),
            ("dcat:mediaType", said.value(node, "dcat:mediaType"), media_type_iri(media_type_of(name).name)),
            ("spdx:checksumValue", checksum, sha256),
        ):
            if told and told != true:
                yield f"{DESCRIPTION}: {property_} of {name} is {told}, not {true}"


def _mislisted(subject: Subject) -> Iterator[str]:
    """What the manifest lists wrongly. Only files of SHA256SUMS, whose names were tested, are looked at."""
    listed: Any = subject.manifest.get("files")
    entries = listed if isinstance(listed, dict) else {}
    for name, told in sorted(entries.items()):
        if name not in subject.release.sums:
            yield f"{MANIFEST}: {name!r} is no file of this release"
        elif told != dict(zip(("bytes", "sha256"), _true(subject, name), strict=True)):
            yield f"{MANIFEST}: size or SHA-256 of {name} is not that of the file"
    for name in sorted(subject.release.sums.keys() - entries.keys() - {MANIFEST}):
        yield f"{MANIFEST}: does not list {name}"


def _miscounted(subject: Subject, node: str) -> Iterator[str]:
    """Counts in metadata that are not those of the data; those of the manifest are in the opened release."""
    release, data = subject.release, subject.data
    wanted = [(node, release.triples, data.triples)]
    wanted += [(graph, release.graphs[graph], data.graphs.get(graph, 0)) for graph in sorted(release.graphs)]
    for counted, listed, true in wanted:
        told = subject.description.value(counted, "void:triples")
        if told != str(true):
            yield f"{DESCRIPTION}: void:triples of {compact(counted)} is {told or 'not said'}, not {true}"
        if listed != true:
            yield f"{MANIFEST}: has {listed} triples of {compact(counted)}, not {true}"
    if data.strays:
        yield f"{MANIFEST}: does not list the graph of {data.strays} statements"


def _true(subject: Subject, name: str) -> tuple[int, str]:
    """Size and SHA-256 of a file of the release, which was opened by its checksums."""
    return (subject.release.folder / name).stat().st_size, subject.release.sums[name]


CONTENTS = (
    Check(
        "R1-01",
        ("F-UJI FsF-R1-01M-1", "F-UJI 0.5 FsF-R1-01MD-1a"),
        "Do the metadata say that this is a data set?",
        f"say it of the data set: a {' or '.join(_KINDS)}",
        _typed,
    ),
    Check(
        "R1-02",
        ("F-UJI FsF-R1-01M-2", "F-UJI 0.5 FsF-R1-01MD-2a", "F-UJI 0.5 FsF-F3-01M-1"),
        "Do the metadata tell size and type of each file?",
        "give each dcat:Distribution dcat:mediaType and dcat:byteSize",
        _measured,
    ),
    Check(
        "R1-03",
        ("F-UJI 0.5 FsF-R1-01MD-3",),
        "Are sizes, types and checksums in the metadata those of the files?",
        "make the release anew; change no file of it by hand",
        _true_to_files,
    ),
    Check(
        "R1-04",
        ("F-UJI FsF-R1-01M-3", "F-UJI 0.5 FsF-R1-01MD-2b", "F-UJI 0.5 FsF-R1-01MD-4"),
        "Do the metadata tell which kinds of things and properties the data have, and how many triples, truly?",
        "make the release anew; change no file of it by hand",
        _counted,
        reads=(DESCRIPTION, DUMP),
    ),
)
"""Checks of what the metadata tell of the data."""

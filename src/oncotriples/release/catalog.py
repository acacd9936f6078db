"""The files of a release as DCAT distributions, each with its address, media type, size and checksum."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from oncotriples.graph.reading import Triple
from oncotriples.release.lookup import term
from oncotriples.release.manifest import FileEntry
from oncotriples.release.nodes import Described, a, english, link, says, typed
from oncotriples.release.version import LICENSE

__all__ = ["companions", "distributions"]

_MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "csv": "text/csv",
        "jsonld": "application/ld+json",
        "nq": "application/n-quads",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
        "trig": "application/trig",
        "ttl": "text/turtle",
        "txt": "text/plain",
    }
)
# The files beside the graph itself: fragment, title, and the names of the files.
_COMPANIONS = (
    ("model", "Ontology, codes, shapes and JSON-LD context of oncotriples", "ontology codes shapes context"),
    ("validation", "Validation report of oncotriples", "validation"),
    ("questions", "Saved questions to oncotriples", "queries"),
)
_GRAPH_FILES = frozenset({"oncotriples", "assertions"})


def distributions(held: Described) -> Iterator[Triple]:
    """The forms in which the graph can be had, with size and checksum."""
    for entry in held.files:
        stem, _, suffix = entry.name.partition(".")
        if stem in _GRAPH_FILES:
            yield from _distribution(held, held.root, entry)
            if suffix != "csv":
                yield from says(held.root, [("void:dataDump", link(f"{held.root}/{entry.name}"))])


def companions(held: Described) -> Iterator[Triple]:
    """What a release has beside the graph, each a dataset in the same catalog."""
    catalog = held.part("release")
    yield from says(
        catalog,
        [
            a("dcat:Catalog"),
            ("dcterms:title", english(f"Files of oncotriples {held.release.version}")),
            ("dcterms:license", link(LICENSE)),
            ("dcat:dataset", link(held.root)),
        ],
    )
    for fragment, title, stems in _COMPANIONS:
        dataset = held.part(fragment)
        yield from says(catalog, [("dcat:dataset", link(dataset))])
        yield from says(
            dataset, [a("dcat:Dataset"), ("dcterms:title", english(title)), ("dcterms:license", link(LICENSE))]
        )
        for entry in held.files:
            if entry.name.partition(".")[0] in stems.split():
                yield from _distribution(held, dataset, entry)


def _distribution(held: Described, dataset: str, entry: FileEntry) -> Iterator[Triple]:
    node, checksum = held.part(entry.name), held.part(f"{entry.name}-sha256")
    media_type = _MEDIA_TYPES[entry.name.rpartition(".")[2]]
    yield from says(dataset, [("dcat:distribution", link(node))])
    yield from says(
        node,
        [
            a("dcat:Distribution"),
            ("dcterms:title", english(entry.name)),
            ("dcterms:license", link(LICENSE)),
            ("dcat:accessURL", link(held.root)),
            ("dcat:downloadURL", link(f"{held.root}/{entry.name}")),
            ("dcat:mediaType", link(f"https://www.iana.org/assignments/media-types/{media_type}")),
            ("dcat:byteSize", typed(entry.size, "nonNegativeInteger")),
            ("spdx:checksum", link(checksum)),
        ],
    )
    yield from says(
        checksum,
        [
            a("spdx:Checksum"),
            ("spdx:algorithm", link(term("spdx:checksumAlgorithm_sha256"))),
            ("spdx:checksumValue", typed(entry.sha256, "hexBinary")),
        ],
    )

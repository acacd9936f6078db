"""The files of a release as DCAT distributions, each with its address, media type, size and checksum.

Those of the dataset itself have all that the HCLS profile asks of a distribution: title, description, version, maker
and source of their own, so that each can be found and cited apart from the others.
"""

from collections.abc import Iterator

from oncotriples.errors import InputError
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, ONTOLOGY
from oncotriples.release.attribution import credited_edition, edition_credit
from oncotriples.release.hcls import about_version
from oncotriples.release.lookup import term
from oncotriples.release.manifest import FileEntry
from oncotriples.release.media_types import GZIP, is_packed, media_type_iri, media_type_of
from oncotriples.release.nodes import GRAPH_FORMS, Described, a, english, link, says, typed
from oncotriples.release.version import LICENSE

__all__ = ["distribution", "distributions", "graph_file", "is_of_dataset"]

_TABLE = "assertions.csv"
_GRAPHS = "graphs/"
_FILE_OF_GRAPH = ".nq.gz"


def is_of_dataset(file: str) -> bool:
    """Whether a file is a form of the graph or of a part of it, by its name."""
    return file.startswith((GRAPH_FORMS, _GRAPHS, _TABLE))


def graph_file(graph: str) -> str:
    """The name of the file of a named graph, given by its IRI: ``graphs/document.<summary>.<edition>.nq.gz``."""
    return _GRAPHS + graph.removeprefix(f"{BASE}graph/").replace("/", ".") + _FILE_OF_GRAPH


def distributions(held: Described) -> Iterator[Triple]:
    """The forms in which the graph can be had, whole or by named graph, and the table of its claims.

    Raises InputError for a kind of file that no release has, and for the file of a graph that is not in the dataset.
    """
    graphs = {graph_file(graph): graph for graph in held.dataset.graphs}
    for entry in held.files:
        if not is_of_dataset(entry.name):
            continue
        yield from distribution(held, held.root, entry)
        node, address = held.part(entry.name), f"{held.root}/{entry.name}"
        yield from about_version(held, node)
        if media_type_of(entry.name).is_rdf:
            yield from says(node, [("dcterms:conformsTo", link(ONTOLOGY))])
        if entry.name in graphs:
            yield from says(graphs[entry.name], [("void:dataDump", link(address))])
            yield from _of_graph(held, entry, graphs[entry.name])
        elif entry.name.startswith(_GRAPHS):
            raise InputError(f"{entry.name}: the dataset has no such named graph", mend="make the release anew")
        else:
            yield from _of_whole(held, entry)
        if earlier := held.former_part(entry.name):
            yield from says(node, [("pav:previousVersion", link(earlier))])


def _of_whole(held: Described, entry: FileEntry) -> Iterator[Triple]:
    """A form of the whole graph, or the table of its claims."""
    media_type, node = media_type_of(entry.name), held.part(entry.name)
    what = "The whole graph" if media_type.is_rdf else f"All {len(held.claims)} claims of the graph, one a row,"
    yield from says(
        node,
        [
            ("dcterms:description", english(f"{what} as {_form(entry)}.")),
            *(("dcterms:source", link(edition)) for edition in held.editions),
        ],
    )
    if media_type.is_rdf:
        yield from says(node, [a("void:Dataset"), ("void:dataDump", link(f"{held.root}/{entry.name}"))])


def _of_graph(held: Described, entry: FileEntry, graph: str) -> Iterator[Triple]:
    """One named graph; what was compiled from one edition has only that as its source."""
    document = graph.removeprefix(f"{BASE}graph/")
    edition = f"{BASE}{document}"
    sources = (edition,) if edition in held.editions else held.editions
    yield from says(
        held.part(entry.name),
        [
            ("dcterms:description", english(f"The named graph {document}, a part of the whole, as {_form(entry)}.")),
            *(("dcterms:source", link(source)) for source in sources),
        ],
    )
    if edition in held.editions:
        credit = edition_credit(credited_edition(held.lookup, edition))
        yield from says(held.part(entry.name), [("dcterms:rights", english(credit))])


def distribution(held: Described, dataset: str, entry: FileEntry) -> Iterator[Triple]:
    """A file as a distribution of a dataset. Raises InputError for a kind of file that no release has."""
    node, checksum = held.part(entry.name), held.part(f"{entry.name}-sha256")
    media_type = media_type_of(entry.name)
    yield from says(dataset, [("dcat:distribution", link(node))])
    yield from says(
        node,
        [
            a("dcat:Distribution"),
            ("dcterms:title", english(entry.name)),
            ("dcterms:license", link(LICENSE)),
            ("dcterms:format", link(media_type_iri(media_type.name))),
            # There is no other way to get the file; portals want both, and F-UJI measures what the first leads to.
            ("dcat:accessURL", link(f"{held.root}/{entry.name}")),
            ("dcat:downloadURL", link(f"{held.root}/{entry.name}")),
            ("dcat:mediaType", link(media_type_iri(media_type.name))),
            *([("dcat:compressFormat", link(media_type_iri(GZIP)))] if is_packed(entry.name) else ()),
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


def _form(entry: FileEntry) -> str:
    packed = ", packed with gzip" if is_packed(entry.name) else ""
    return f"{media_type_of(entry.name).label}{packed}"

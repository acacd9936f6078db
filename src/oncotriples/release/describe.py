"""void.ttl: the release described as linked data, with VoID, the HCLS profile, DCAT 3 and PROV-O.

Every number, name and date is computed from the dataset and its files. All nodes have IRIs: the dataset of whatever
version is ``dataset``, that of this version ``dataset/<version>``, its files and their parts are fragments of it, a
named graph is the subset that bears its own IRI.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from oncotriples.graph.dataset import Dataset, sorted_triples
from oncotriples.graph.reading import Triple
from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.release.catalog import catalog, companions
from oncotriples.release.distributions import distributions
from oncotriples.release.hcls import PROFILE, provenance, summary_level, version_level
from oncotriples.release.lookup import Lookup
from oncotriples.release.manifest import FileEntry
from oncotriples.release.nodes import CONTRIBUTORS, DATASET, Described, Former, a, english, link, says
from oncotriples.release.statistics import class_links, links, sizes, subsets
from oncotriples.release.version import Release

__all__ = ["describe", "description"]


def describe(
    release: Release, dataset: Dataset, lookup: Lookup, files: Iterable[FileEntry], *, former: Former | None = None
) -> tuple[Triple, ...]:
    """The description of a release, sorted.

    ``lookup`` holds the union of the dataset's graphs; ``files`` are those to be listed with size and checksum;
    ``former`` is the release before, where one is known. Raises InputError for a file of a kind that no release has.
    """
    held = Described(release, dataset, lookup, tuple(files), former)
    levels = (summary_level, version_level, provenance, distributions)
    statistics = (sizes, class_links, subsets, links)
    parts = (_itself, *levels, *statistics, catalog, companions)
    return sorted_triples(triple for part in parts for triple in part(held))


def description(
    release: Release, dataset: Dataset, lookup: Lookup, files: Iterable[FileEntry], *, former: Former | None = None
) -> str:
    """The same as Turtle, the dataset first; its fragments have the prefix ``release:``, those of all ``dataset:``."""
    return write_turtle(
        describe(release, dataset, lookup, files, former=former),
        prefixes={**PREFIXES, "dataset": f"{DATASET}#", "release": f"{release.iri}#"},
        base=BASE,
        subject_order=(ox.NamedNode(release.iri),),
    )


def _itself(held: Described) -> Iterator[Triple]:
    """The description: what it is about, and the profile that it keeps."""
    yield from says(
        f"{held.root}/void.ttl",
        [
            a("void:DatasetDescription"),
            ("dcterms:title", english(f"Description of oncotriples {held.release.version}")),
            ("dcterms:creator", link(CONTRIBUTORS)),
            ("dcterms:conformsTo", link(PROFILE)),
            ("foaf:primaryTopic", link(held.root)),
            ("foaf:topic", link(held.graph)),
        ],
    )

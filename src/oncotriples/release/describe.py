"""void.ttl: the release described as linked data, with VoID, DCAT 3 and PROV-O.

Every number, name and date is computed from the dataset and its files. All nodes have IRIs: the dataset is
``dataset/<version>``, its parts are fragments of it, a named graph is the subset that bears its own IRI.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from oncotriples.graph.dataset import Dataset, sorted_triples
from oncotriples.graph.reading import Triple
from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, ONTOLOGY, PREFIXES
from oncotriples.release.catalog import companions, distributions
from oncotriples.release.lookup import Lookup, as_of
from oncotriples.release.manifest import FileEntry
from oncotriples.release.nodes import Described, a, english, link, says, typed
from oncotriples.release.statistics import links, sizes, subsets
from oncotriples.release.version import LICENSE, Release

__all__ = ["describe", "description"]


def describe(release: Release, dataset: Dataset, lookup: Lookup, files: Iterable[FileEntry]) -> tuple[Triple, ...]:
    """The description of a release, sorted.

    ``lookup`` holds the union of the dataset's graphs; ``files`` are those to be listed with size and checksum.
    """
    held = Described(release, dataset, lookup, tuple(files))
    parts = (_dataset, sizes, subsets, links, distributions, companions, _provenance)
    return sorted_triples(triple for part in parts for triple in part(held))


def description(release: Release, dataset: Dataset, lookup: Lookup, files: Iterable[FileEntry]) -> str:
    """The same as Turtle, the dataset first; its fragments have the prefix ``release:``."""
    return write_turtle(
        describe(release, dataset, lookup, files),
        prefixes={**PREFIXES, "release": f"{release.iri}#"},
        base=BASE,
        subject_order=(ox.NamedNode(release.iri),),
    )


def _dataset(held: Described) -> Iterator[Triple]:
    """The dataset as a catalogue lists it: what it is, of when, by whom, on which terms."""
    lookup = held.lookup
    editions = lookup.instances("onct:SummaryEdition")
    claims = len(lookup.instances("onct:EvidenceAssertion"))
    extracts = "; ".join(
        f"{lookup.label(lookup.value(edition, 'dcterms:isVersionOf'))} (as of: {as_of(lookup, edition)})"
        for edition in editions
    )
    yield from says(
        held.root,
        [
            a("dcat:Dataset"),
            a("void:Dataset"),
            a("prov:Entity"),
            ("dcterms:title", english(f"oncotriples {held.release.version}")),
            (
                "dcterms:description",
                english(f"{claims} claims and what they rest on, as linked data: an extract from {extracts}."),
            ),
            (
                "skos:scopeNote",
                english(
                    "An extract in our own words; neither a PDQ® summary nor a substitute for one. The National Cancer "
                    "Institute has not reviewed it and does not endorse it. Not medical advice."
                ),
            ),
            ("dcterms:license", link(LICENSE)),
            ("dcterms:issued", typed(held.release.issued.isoformat(), "date")),
            ("dcterms:creator", link(held.part("contributors"))),
            ("dcterms:publisher", link(held.part("contributors"))),
            ("dcterms:conformsTo", link(ONTOLOGY)),
            ("dcterms:language", link("http://id.loc.gov/vocabulary/iso639-1/en")),
            ("dcat:version", ox.Literal(held.release.version)),
            ("dcat:isVersionOf", link(f"{BASE}dataset")),
            ("dcat:landingPage", link(BASE)),
            *(("dcterms:source", link(edition)) for edition in editions),
        ],
    )
    yield from says(
        f"{held.root}/void.ttl",
        [
            a("void:DatasetDescription"),
            ("dcterms:title", english(f"Description of oncotriples {held.release.version}")),
            ("dcterms:subject", link(held.root)),
        ],
    )


def _provenance(held: Described) -> Iterator[Triple]:
    """From which editions the dataset was made, by what, on whose account."""
    build, software, people = held.part("build"), held.part("software"), held.part("contributors")
    editions = held.lookup.instances("onct:SummaryEdition")
    yield from says(
        held.root,
        [
            *(("prov:wasDerivedFrom", link(edition)) for edition in editions),
            ("prov:wasGeneratedBy", link(build)),
            ("prov:wasAttributedTo", link(people)),
        ],
    )
    yield from says(
        build,
        [
            a("prov:Activity"),
            ("rdfs:label", english(f"build of oncotriples {held.release.version}")),
            *(("prov:used", link(edition)) for edition in editions),
            ("prov:wasAssociatedWith", link(software)),
        ],
    )
    yield from says(
        software,
        [
            a("prov:SoftwareAgent"),
            ("rdfs:label", english("oncotriples, the publisher")),
            ("prov:actedOnBehalfOf", link(people)),
        ],
    )
    yield from says(people, [a("prov:Agent"), ("rdfs:label", english("oncotriples contributors"))])

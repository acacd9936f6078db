"""The dataset at the levels of the HCLS profile: whatever its version, and as of one version.

“Dataset Descriptions: HCLS Community Profile”, W3C Interest Group Note of 14 May 2015, tells apart a dataset as such
(the summary level, which has no date, no files and no numbers), its versions (which have dates, makers and sources),
and their distributions (which alone have sizes and statistics). So ``dataset/<version>`` is no void:Dataset.
"""

from collections.abc import Iterator

import pyoxigraph as ox

from oncotriples import __version__
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, ONTOLOGY
from oncotriples.release.attribution import credited_edition, dataset_credit
from oncotriples.release.nodes import CONTRIBUTORS, DATASET, Described, a, english, link, says, typed
from oncotriples.release.version import LICENSE

__all__ = ["PROFILE", "about_version", "provenance", "summary_level", "version_level"]

PROFILE = "https://www.w3.org/TR/hcls-dataset/"

# The profile wants the name of a language in Lexvo, the other catalogs that of the Library of Congress.
_ENGLISH = ("http://lexvo.org/id/iso639-3/eng", "http://id.loc.gov/vocabulary/iso639-1/en")


def summary_level(held: Described) -> Iterator[Triple]:
    """The dataset as such, and which versions of it this release knows: itself and the one before."""
    former = (held.former.root,) if held.former else ()
    yield from says(
        DATASET,
        [
            a("dctypes:Dataset"),
            a("dcat:Dataset"),
            ("dcterms:title", english("oncotriples")),
            (
                "dcterms:description",
                english(
                    "Which agents and treatments are used against which tumor subtypes, with which outcome, at which "
                    "level of evidence, and which article says so: claims from NCI's PDQ® cancer information "
                    "summaries, extracts in our own words, as linked data. Each version says as of when."
                ),
            ),
            ("dcterms:publisher", link(CONTRIBUTORS)),
            ("dcterms:license", link(LICENSE)),
            ("foaf:page", link(BASE)),
            *(("dcat:hasVersion", link(version)) for version in (held.root, *former)),
        ],
    )
    yield from says(
        CONTRIBUTORS,
        [
            a("foaf:Agent"),
            a("prov:Agent"),
            ("rdfs:label", english("oncotriples contributors")),
            ("foaf:name", ox.Literal("oncotriples contributors")),
        ],
    )


def version_level(held: Described) -> Iterator[Triple]:
    """The dataset of this version: what it is, of when, about what, from what, and on which terms."""
    credit = dataset_credit(credited_edition(held.lookup, edition) for edition in held.editions)
    about = f"{len(held.claims)} claims and what they rest on, as linked data. {credit}".strip()
    yield from about_version(held, held.root)
    yield from says(
        held.root,
        [
            a("dcat:Dataset"),
            a("prov:Entity"),
            ("dcterms:identifier", ox.Literal(held.root)),
            ("dcterms:title", english(f"oncotriples {held.release.version}")),
            ("dcterms:description", english(about)),
            *([("dcterms:rights", english(credit))] if credit else ()),
            ("dcterms:license", link(LICENSE)),
            ("dcterms:conformsTo", link(ONTOLOGY)),
            ("dcat:version", ox.Literal(held.release.version)),
            ("dcat:isVersionOf", link(DATASET)),
            ("dcterms:isVersionOf", link(DATASET)),
            ("dcat:landingPage", link(BASE)),
            *(("dcterms:source", link(edition)) for edition in held.editions),
        ],
    )
    if held.former:
        former = link(held.former.root)
        yield from says(held.root, [("dcat:previousVersion", former), ("pav:previousVersion", former)])
    yield from _topics(held)
    yield from _period(held)


def about_version(held: Described, node: str) -> Iterator[Triple]:
    """What the dataset of this version and each of its files have in common."""
    yield from says(
        node,
        [
            a("dctypes:Dataset"),
            ("dcterms:creator", link(CONTRIBUTORS)),
            ("dcterms:publisher", link(CONTRIBUTORS)),
            ("dcterms:issued", typed(held.release.issued.isoformat(), "date")),
            *(("dcterms:language", link(language)) for language in _ENGLISH),
            ("foaf:page", link(f"{held.root}.html")),
            ("pav:version", ox.Literal(held.release.version)),
            ("pav:createdWith", link(held.part("software"))),
        ],
    )


def provenance(held: Described) -> Iterator[Triple]:
    """From which editions this version was made, by what, on whose account."""
    build, software = held.part("build"), held.part("software")
    yield from says(
        held.root,
        [
            *(("prov:wasDerivedFrom", link(edition)) for edition in held.editions),
            ("prov:wasGeneratedBy", link(build)),
            ("prov:wasAttributedTo", link(CONTRIBUTORS)),
        ],
    )
    yield from says(
        build,
        [
            a("prov:Activity"),
            ("rdfs:label", english(f"build of oncotriples {held.release.version}")),
            *(("prov:used", link(edition)) for edition in held.editions),
            ("prov:wasAssociatedWith", link(software)),
        ],
    )
    yield from says(
        software,
        [
            a("prov:SoftwareAgent"),
            ("rdfs:label", english("oncotriples, the publisher")),
            ("pav:version", ox.Literal(__version__)),
            ("prov:actedOnBehalfOf", link(CONTRIBUTORS)),
        ],
    )


def _topics(held: Described) -> Iterator[Triple]:
    """The tumor subtypes and agents that the claims are about."""
    subtypes, agents = (_objects(held, name) for name in ("onct:tumorSubtype", "onct:agent"))
    labels = sorted({held.lookup.label(iri) for iri in (*subtypes, *agents)} - {""})
    yield from says(
        held.root,
        [
            *(("dcat:theme", link(subtype)) for subtype in subtypes),
            *(("dcat:keyword", ox.Literal(label)) for label in labels),
        ],
    )


def _objects(held: Described, name: str) -> list[str]:
    return sorted({iri for claim in held.claims for iri in held.lookup.values(claim, name)})


def _period(held: Described) -> Iterator[Triple]:
    """From when the editions are: from the first of their dates (of an undated one, its earliest year) to the last."""
    dates = [held.lookup.value(edition, "onct:editionDate") for edition in held.editions]
    years = [held.lookup.value(edition, "onct:notBefore") for edition in held.editions]
    start, end = min(filter(None, (*dates, *years)), default=""), max(dates, default="")
    if start and end:
        node = held.part("period")
        yield from says(held.root, [("dcterms:temporal", link(node))])
        yield from says(
            node,
            [
                a("dcterms:PeriodOfTime"),
                ("dcat:startDate", typed(start, "date" if "-" in start else "gYear")),
                ("dcat:endDate", typed(end, "date")),
            ],
        )

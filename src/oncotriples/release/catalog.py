"""The DCAT catalog: the dataset, its versions, and what a version has beside the graph, each a dataset of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from oncotriples.errors import InputError
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE
from oncotriples.release.distributions import distribution, is_of_dataset
from oncotriples.release.nodes import CATALOG, CONTRIBUTORS, DATASET, Described, a, english, link, says, typed
from oncotriples.release.version import LICENSE

__all__ = ["catalog", "companions"]


@dataclass(frozen=True)
class _Companion:
    """A dataset beside the graph: fragment, title, description, and how the names of its files begin."""

    fragment: str
    title: str
    description: str
    stems: tuple[str, ...]


_COMPANIONS = (
    _Companion(
        "model",
        "Ontology, codes, shapes and JSON-LD context of oncotriples",
        "The classes and properties of the graph in OWL, its closed lists in SKOS, the SHACL shapes that judge it, and "
        "the names that its JSON-LD uses.",
        ("ontology", "codes", "shapes", "context"),
    ),
    _Companion(
        "validation",
        "Validation report of oncotriples",
        "What the shapes and rules found in the graph, as text and as a SHACL validation report.",
        ("validation",),
    ),
    _Companion(
        "questions",
        "Saved questions to oncotriples",
        "SPARQL queries with what they ask in words, one a file, and all of them described in RDF.",
        ("queries",),
    ),
    _Companion(
        "candidates",
        "Candidates for claims of oncotriples",
        "What a program proposes for people to review. Nobody has accepted it: it is no part of the graph.",
        ("candidates",),
    ),
    _Companion(
        "changes",
        "Changes of oncotriples since the version before",
        "Claims, agents, tumors and articles that were added, changed or withdrawn.",
        ("changes",),
    ),
    _Companion(
        "notice",
        "Notice of oncotriples",
        "Whom to credit for the data, on which terms they can be had, and how to cite them.",
        ("NOTICE",),
    ),
)


def catalog(held: Described) -> Iterator[Triple]:
    """The catalog, with the datasets of this release and the version before."""
    former = (held.former.root,) if held.former else ()
    yield from says(
        CATALOG,
        [
            a("dcat:Catalog"),
            ("dcterms:title", english("Catalog of oncotriples")),
            (
                "dcterms:description",
                english("The versions of the knowledge graph oncotriples, and the files that each has beside it."),
            ),
            ("dcterms:publisher", link(CONTRIBUTORS)),
            ("dcterms:license", link(LICENSE)),
            ("foaf:homepage", link(BASE)),
            *(("dcat:dataset", link(dataset)) for dataset in (DATASET, held.root, *former)),
        ],
    )


def companions(held: Described) -> Iterator[Triple]:
    """What a release has beside the graph. Raises InputError for a file that belongs to nothing that is known here."""
    for entry in held.files:
        if is_of_dataset(entry.name):
            continue
        stem = entry.name.partition("/")[0].partition(".")[0]
        companion = next((one for one in _COMPANIONS if stem in one.stems), None)
        if companion is None:
            raise InputError(
                f"{entry.name}: the catalog of a release has no place for it",
                mend="say in release/catalog.py what such files are",
            )
        dataset = held.part(companion.fragment)
        yield from says(CATALOG, [("dcat:dataset", link(dataset))])
        yield from says(
            dataset,
            [
                a("dcat:Dataset"),
                ("dcterms:title", english(f"{companion.title} {held.release.version}")),
                ("dcterms:description", english(companion.description)),
                ("dcterms:publisher", link(CONTRIBUTORS)),
                ("dcterms:license", link(LICENSE)),
                ("dcterms:issued", typed(held.release.issued.isoformat(), "date")),
            ],
        )
        yield from distribution(held, dataset, entry)

"""The sizes of a release in VoID: the whole, its named graphs, classes, properties, and links to other vocabularies."""

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, PREFIXES, compact
from oncotriples.release.nodes import Described, a, english, link, number, says
from oncotriples.release.partitions import class_partitions, linksets, property_partitions, totals

__all__ = ["links", "sizes", "subsets"]

# One resource of each of these classes serves as an example.
_EXAMPLES = ("onct:EvidenceAssertion", "onct:Agent", "onct:TumorSubtype", "fabio:JournalArticle", "onct:SummaryEdition")


def sizes(held: Described) -> Iterator[Triple]:
    """The dataset in numbers, its vocabularies, and examples to look at."""
    triples = held.dataset.union
    classes, properties = class_partitions(triples), property_partitions(triples)
    used = [*(part.iri for part in classes), *(part.iri for part in properties)]
    vocabularies = sorted({space for space in PREFIXES.values() if any(iri.startswith(space) for iri in used)})
    firsts = [next(iter(held.lookup.instances(name)), None) for name in _EXAMPLES]
    yield from says(
        held.root,
        [
            ("void:uriSpace", ox.Literal(BASE)),
            *(("void:vocabulary", link(space)) for space in vocabularies),
            *(("void:exampleResource", link(first)) for first in firsts if first),
            *_totals(triples),
            ("void:classes", number(len(classes))),
            ("void:properties", number(len(properties))),
        ],
    )
    for by_class in classes:
        node = held.part(f"class-{compact(by_class.iri)}")
        yield from says(held.root, [("void:classPartition", link(node))])
        yield from says(
            node,
            [
                a("void:Dataset"),
                ("void:class", link(by_class.iri)),
                ("void:entities", number(by_class.entities)),
                ("void:triples", number(by_class.triples)),
            ],
        )
    for by_property in properties:
        node = held.part(f"property-{compact(by_property.iri)}")
        yield from says(held.root, [("void:propertyPartition", link(node))])
        yield from says(
            node,
            [
                a("void:Dataset"),
                ("void:property", link(by_property.iri)),
                ("void:triples", number(by_property.triples)),
                ("void:distinctSubjects", number(by_property.distinct_subjects)),
                ("void:distinctObjects", number(by_property.distinct_objects)),
            ],
        )


def subsets(held: Described) -> Iterator[Triple]:
    """Each named graph, a dataset of its own inside the whole."""
    for name, triples in held.dataset.graphs.items():
        yield from says(held.root, [("void:subset", link(name))])
        title = english(f"Named graph {compact(name)}")
        yield from says(name, [a("void:Dataset"), ("dcterms:title", title), *_totals(triples)])


def _totals(triples: Collection[Triple]) -> list[tuple[str, ox.Literal]]:
    counted = totals(triples)
    return [
        ("void:triples", number(counted.triples)),
        ("void:entities", number(counted.entities)),
        ("void:distinctSubjects", number(counted.distinct_subjects)),
        ("void:distinctObjects", number(counted.distinct_objects)),
    ]


def links(held: Described) -> Iterator[Triple]:
    """The mappings: a linkset for each vocabulary and relation."""
    for group in linksets(held.dataset.union):
        node = held.part(f"links-{group.vocabulary.rpartition('/')[2]}-{compact(group.relation)}")
        yield from says(held.root, [("void:subset", link(node))])
        yield from says(group.vocabulary, [a("void:Dataset")])
        yield from says(
            node,
            [
                a("void:Linkset"),
                ("void:subjectsTarget", link(held.root)),
                ("void:objectsTarget", link(group.vocabulary)),
                ("void:linkPredicate", link(group.relation)),
                ("void:triples", number(group.triples)),
            ],
        )

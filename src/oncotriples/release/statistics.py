"""The sizes of a release in VoID: the whole, its named graphs, classes, properties, and links to other vocabularies."""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, PREFIXES, compact
from oncotriples.release.nodes import Described, a, english, link, number, says
from oncotriples.release.partitions import Counts, count, linksets

__all__ = ["links", "sizes", "subsets"]

# One resource of each of these classes serves as an example.
_EXAMPLES = ("onct:EvidenceAssertion", "onct:Agent", "onct:TumorSubtype", "fabio:JournalArticle", "onct:SummaryEdition")


def sizes(held: Described) -> Iterator[Triple]:
    """The dataset in numbers, its vocabularies, and examples to look at."""
    counts = count(held.dataset.union)
    used = [*(part.iri for part in counts.classes), *(part.iri for part in counts.properties)]
    vocabularies = sorted({space for space in PREFIXES.values() if any(iri.startswith(space) for iri in used)})
    firsts = [next(iter(held.lookup.instances(name)), None) for name in _EXAMPLES]
    yield from says(
        held.root,
        [
            ("void:uriSpace", ox.Literal(BASE)),
            *(("void:vocabulary", link(space)) for space in vocabularies),
            *(("void:exampleResource", link(first)) for first in firsts if first),
        ],
    )
    yield from _counted(held, held.root, counts)


def subsets(held: Described) -> Iterator[Triple]:
    """Each named graph, a dataset of its own inside the whole."""
    for name, triples in held.dataset.graphs.items():
        counts = count(triples)
        yield from says(held.root, [("void:subset", link(name))])
        yield from says(
            name,
            [
                a("void:Dataset"),
                ("dcterms:title", english(f"Named graph {compact(name)}")),
                ("void:triples", number(counts.triples)),
                ("void:entities", number(counts.entities)),
                ("void:distinctSubjects", number(counts.distinct_subjects)),
                ("void:distinctObjects", number(counts.distinct_objects)),
            ],
        )


def _counted(held: Described, root: str, counts: Counts) -> Iterator[Triple]:
    yield from says(
        root,
        [
            ("void:triples", number(counts.triples)),
            ("void:entities", number(counts.entities)),
            ("void:distinctSubjects", number(counts.distinct_subjects)),
            ("void:distinctObjects", number(counts.distinct_objects)),
            ("void:classes", number(len(counts.classes))),
            ("void:properties", number(len(counts.properties))),
        ],
    )
    for by_class in counts.classes:
        node = held.part(f"class-{compact(by_class.iri)}")
        yield from says(root, [("void:classPartition", link(node))])
        yield from says(
            node,
            [
                a("void:Dataset"),
                ("void:class", link(by_class.iri)),
                ("void:entities", number(by_class.entities)),
                ("void:triples", number(by_class.triples)),
            ],
        )
    for by_property in counts.properties:
        node = held.part(f"property-{compact(by_property.iri)}")
        yield from says(root, [("void:propertyPartition", link(node))])
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


def links(held: Described) -> Iterator[Triple]:
    """The mappings: a linkset for each vocabulary and relation."""
    for group in linksets(held.dataset.union):
        target = held.part(f"vocabulary-{re.sub('^https?://', '', group.target)}")
        node = f"{target}-{group.relation.rpartition('#')[2]}"
        yield from says(held.root, [("void:subset", link(node))])
        yield from says(target, [a("void:Dataset"), ("void:uriSpace", ox.Literal(group.target))])
        yield from says(
            node,
            [
                a("void:Linkset"),
                ("void:subjectsTarget", link(held.root)),
                ("void:objectsTarget", link(target)),
                ("void:linkPredicate", link(group.relation)),
                ("void:triples", number(group.triples)),
            ],
        )

"""The sizes of a release in VoID: the whole, its named graphs, classes, properties, and links to other vocabularies.

They are said of the graph as N-Quads, the distribution that is loaded; the other forms have its totals. Partitions of
partitions are those of SIB's void-generator, which editors complete from: a class, the properties of its instances, and
for each the classes and datatypes of its values.
"""

from collections.abc import Iterator

import pyoxigraph as ox

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, PREFIXES, compact
from oncotriples.release.class_links import ClassProperty, class_properties
from oncotriples.release.lookup import term
from oncotriples.release.nodes import GRAPH_FORMS, Described, a, english, link, number, says
from oncotriples.release.partitions import Totals, class_partitions, linksets, property_partitions, totals

__all__ = ["class_links", "links", "sizes", "subsets"]

# One resource of each of these classes serves as an example.
_EXAMPLES = ("onct:EvidenceAssertion", "onct:Agent", "onct:TumorSubtype", "fabio:JournalArticle", "onct:SummaryEdition")


def sizes(held: Described) -> Iterator[Triple]:
    """The graph in numbers, its vocabularies, and examples to look at."""
    triples = held.dataset.union
    counted = totals(triples)
    classes, properties = class_partitions(triples), property_partitions(triples)
    used = [*(part.iri for part in classes), *(part.iri for part in properties)]
    vocabularies = sorted({space for space in PREFIXES.values() if any(iri.startswith(space) for iri in used)})
    examples = [iri for name in _EXAMPLES for iri in held.lookup.instances(name)[:1]]
    forms = {held.part(entry.name) for entry in held.files if entry.name.startswith(GRAPH_FORMS)}
    for form in sorted({held.graph, *forms}):
        yield from says(form, [*_totals(counted), ("void:properties", number(len(properties)))])
    yield from says(
        held.graph,
        [
            a("void:Dataset"),
            ("void:uriSpace", ox.Literal(BASE)),
            *(("void:vocabulary", link(space)) for space in vocabularies),
            *(("void:exampleResource", link(example)) for example in examples),
            *(("idot:exampleIdentifier", ox.Literal(example.removeprefix(BASE))) for example in examples),
            ("void:classes", number(len(classes))),
        ],
    )
    kinds = (
        ("classes", "rdfs:Class", len(classes)),
        ("literals", "rdfs:Literal", counted.distinct_literals),
        ("graphs", "sd:Graph", len(held.dataset.graphs)),
    )
    for fragment, kind, size in kinds:  # the form that the HCLS profile gives these three numbers
        yield from _class_partition(held, fragment, term(kind), [("void:entities", size)])
    for by_class in classes:
        counts = [("void:entities", by_class.entities), ("void:triples", by_class.triples)]
        yield from _class_partition(held, f"class-{compact(by_class.iri)}", by_class.iri, counts)
    for by_property in properties:
        node = held.part(f"property-{compact(by_property.iri)}")
        yield from says(held.graph, [("void:propertyPartition", link(node))])
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


def class_links(held: Described) -> Iterator[Triple]:
    """The partition of each class by property, and of each property there by class or datatype of its values."""
    for part in class_properties(held.dataset.union):
        whole = held.part(f"class-{compact(part.subject_class)}")
        yield from _class_property(held, whole, f"{compact(part.subject_class)}.{compact(part.property)}", part)


def _class_property(held: Described, whole: str, name: str, part: ClassProperty) -> Iterator[Triple]:
    node = held.part(name)
    yield from says(whole, [("void:propertyPartition", link(node))])
    yield from says(
        node,
        [
            a("void:Dataset"),
            ("void:property", link(part.property)),
            ("void:triples", number(part.triples)),
            ("void:distinctSubjects", number(part.distinct_subjects)),
            ("void:distinctObjects", number(part.distinct_objects)),
        ],
    )
    kinds = (
        ("void:classPartition", "void:class", part.classes),
        ("void-ext:datatypePartition", "void-ext:datatype", part.datatypes),
    )
    for partition, kind, sizes_ in kinds:
        for iri, size in sizes_:
            below = held.part(f"{name}.{compact(iri)}")
            yield from says(node, [(partition, link(below))])
            yield from says(below, [a("void:Dataset"), (kind, link(iri)), ("void:triples", number(size))])


def _class_partition(held: Described, name: str, cls: str, counts: list[tuple[str, int]]) -> Iterator[Triple]:
    node = held.part(name)
    instances = dict(counts)["void:entities"]
    yield from says(held.graph, [("void:classPartition", link(node))])
    yield from says(
        node,
        [
            a("void:Dataset"),
            ("void:class", link(cls)),
            *((name, number(count)) for name, count in counts),
            ("void:distinctSubjects", number(instances)),
        ],
    )


def subsets(held: Described) -> Iterator[Triple]:
    """Each named graph, a dataset of its own inside the whole."""
    for name, triples in held.dataset.graphs.items():
        yield from says(held.graph, [("void:subset", link(name))])
        title = english(f"Named graph {compact(name)}")
        yield from says(name, [a("void:Dataset"), ("dcterms:title", title), *_totals(totals(triples))])


def _totals(counted: Totals) -> list[tuple[str, ox.Literal]]:
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
        yield from says(held.graph, [("void:subset", link(node))])
        yield from says(group.vocabulary, [a("void:Dataset")])
        yield from says(
            node,
            [
                a("void:Linkset"),
                ("void:subjectsTarget", link(held.graph)),
                ("void:objectsTarget", link(group.vocabulary)),
                ("void:linkPredicate", link(group.relation)),
                ("void:triples", number(group.triples)),
            ],
        )

"""The diagram of the classes, with the counts that the description of the release gives."""

from collections.abc import Iterator

from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.render.class_boxes import ClassBox, ClassLink
from oncotriples.render.class_diagram import class_diagram
from oncotriples.render.figure import Figure
from oncotriples.site.sources import SiteSources
from oncotriples.site.terms import text_of

__all__ = ["class_figure"]

_COLUMNS = (
    ("the claim", "onct:EvidenceAssertion"),
    ("what it is about", "onct:Agent onct:Treatment onct:TumorSubtype onct:ClinicalSituation onct:Study"),
    ("how strong", "onct:LevelOfEvidence onct:Standing"),
    ("where it stands", "onct:Passage onct:TableRow doco:Section onct:SummaryEdition onct:EvidenceSummary"),
    ("what it rests on", "c4o:InTextReferencePointer biro:BibliographicReference fabio:JournalArticle"),
)
# Those by which a reader finds the way; the others are on the page of the ontology.
_PROPERTIES = """
    onct:agent onct:treatment onct:tumorSubtype onct:situation onct:study onct:levelOfEvidence onct:weakestStanding
    onct:statedIn onct:supportedBy cito:citesAsEvidence onct:involvesAgent onct:disease onct:mentions onct:standing
    dcterms:isPartOf dcterms:isVersionOf c4o:denotes c4o:hasContext biro:references
"""


def class_figure(sources: SiteSources) -> Figure | None:
    """The diagram of a release; None where its description has no partitions."""
    column_of = {name: number for number, (_, names) in enumerate(_COLUMNS) for name in names.split()}
    known = {_iri(name): name for name in column_of}
    properties = {_iri(name): name for name in _PROPERTIES.split()}
    places = {name: place for place, name in enumerate((*column_of, *properties.values()))}

    def order(link: ClassLink) -> tuple[int, int, int]:
        return places[link.source], places[link.name], places[link.target]

    boxes: dict[str, ClassBox] = {}
    links: list[ClassLink] = []
    for node in _partitions(sources):
        source = known.get(_value(sources, node, "class"))
        if source:
            count = int(_number(sources, node, "entities"))
            boxes[source] = ClassBox(source, column_of[source], count, sources.vocabulary.anchor(_iri(source)))
            for part in _values(sources, node, "propertyPartition"):
                name = properties.get(_value(sources, part, "property"))
                for below in _values(sources, part, "classPartition") if name else ():
                    target = known.get(_value(sources, below, "class"))
                    if name and target:
                        links.append(ClassLink(source, name, target, int(_number(sources, below, "triples"))))
    if not boxes:
        return None
    return class_diagram(
        [caption for caption, _ in _COLUMNS],
        [boxes[name] for name in column_of if name in boxes],
        sorted((link for link in links if link.target in boxes), key=order),
        title="The classes and the properties between them",
        description="Claims, what they are about, how strong they are, where they stand and what they rest on.",
        prefix="classes",
    )


def _partitions(sources: SiteSources) -> Iterator[str]:
    """The partitions by class of the whole data set; they have partitions by property, those inside them have none."""
    held = f"{BASE}dataset/{sources.release.version}#"
    for iri, term in sources.index.values(f"{PREFIXES['void']}classPartition"):
        if iri.startswith(held) and next(_values(sources, term[1:-1], "propertyPartition"), None):
            yield term[1:-1]


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _values(sources: SiteSources, iri: str, name: str) -> Iterator[str]:
    return (term for predicate, term in _said(sources, iri) if predicate == f"{PREFIXES['void']}{name}")


def _said(sources: SiteSources, iri: str) -> list[tuple[str, str]]:
    return [(predicate, term[1:-1] if term.startswith("<") else term) for predicate, term in sources.index.said(iri)]


def _value(sources: SiteSources, iri: str, name: str) -> str:
    return next(_values(sources, iri, name), "")


def _number(sources: SiteSources, iri: str, name: str) -> str:
    return text_of(_value(sources, iri, name)) if _value(sources, iri, name) else "0"

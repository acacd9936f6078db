"""What facts are headed by, and in which order they stand."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from oncotriples.release.lookup import term
from oncotriples.site.words import Fact

__all__ = ["heading", "in_order"]

# By the IRI of a property, where its label does not say it best or the ontology does not declare it.
_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        term(name): heading
        for name, heading in (
            ("skos:altLabel", "Also called"),
            ("rdfs:subClassOf", "Subclass of"),
            ("rdfs:subPropertyOf", "Subproperty of"),
            ("owl:equivalentClass", "Same as"),
            ("owl:disjointWith", "Disjoint with"),
            ("owl:inverseOf", "Inverse of"),
            ("rdfs:domain", "Domain"),
            ("rdfs:range", "Range"),
            ("skos:closeMatch", "Close to"),
            ("rdfs:seeAlso", "See also"),
            ("dcterms:source", "Source"),
            ("dcterms:description", "Description"),
            ("owl:versionInfo", "Version"),
            ("owl:versionIRI", "Name of this version"),
            ("dcterms:created", "Created"),
            ("dcterms:creator", "Made by"),
            ("dcterms:license", "License"),
            ("vann:preferredNamespacePrefix", "Prefix"),
            ("vann:preferredNamespaceUri", "Namespace"),
        )
    }
)
_FIRST = (
    "Also called",
    "Subclass of",
    "Superclass of",
    "Subproperty of",
    "Superproperty of",
    "Same as",
    "Disjoint with",
    "Inverse of",
    "Character",
    "Domain",
    "Range",
    "Properties",
    "Value of",
    "Close to",
)
_LAST = ("See also", "Source")


def heading(predicate: str, label: str) -> str:
    """What the values of a property stand under: its label or short name, unless it has a heading of its own here."""
    return _HEADINGS.get(predicate) or (label if ":" in label else label[:1].upper() + label[1:])


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts of a term: what places it among the others first, its sources last; one fact for each heading."""
    held: dict[str, Fact] = {}
    for fact in facts:
        known = held.get(fact.label)
        held[fact.label] = Fact(fact.label, known.values + fact.values) if known else fact
    return tuple(sorted(held.values(), key=_rank))


def _rank(fact: Fact) -> int:
    if fact.label in _FIRST:
        return _FIRST.index(fact.label)
    return len(_FIRST) + (_LAST.index(fact.label) + 1 if fact.label in _LAST else 0)

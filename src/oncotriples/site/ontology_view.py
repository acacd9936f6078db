"""An ontology as its page shows it: plain values, already chosen, named and put in order."""

from dataclasses import dataclass

from oncotriples.render.views import Link
from oncotriples.site.words import Fact

__all__ = ["Branch", "Group", "OntologyView", "TermView", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class TermView:
    """A class or property. ``name`` is its short name, ``anchor`` its place on the page, ``kind`` what it is.

    ``address`` is its IRI, which leads away where another vocabulary defines the term.
    """

    anchor: str
    label: str
    name: str
    address: Link
    kind: str
    definition: str
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Terms of one kind, by their labels."""

    anchor: str
    heading: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms of another vocabulary that the ontology declares: its prefix, where it is, the terms by their labels."""

    prefix: str
    link: Link
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A class in the tree, with the classes below it."""

    link: Link
    branches: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class OntologyView:
    """The whole page.

    ``disjoint`` are sets of classes of which nothing is of two; ``axioms`` are statements that are told as Turtle.
    """

    title: str
    definition: str
    facts: tuple[Fact, ...]
    tree: tuple[Branch, ...]
    groups: tuple[Group, ...]
    disjoint: tuple[tuple[Link, ...], ...]
    axioms: tuple[str, ...]
    vocabularies: tuple[Vocabulary, ...]

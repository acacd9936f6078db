"""The shapes of a release as their page shows them: plain values, already chosen, named and put in order."""

from dataclasses import dataclass

from oncotriples.render.views import Note
from oncotriples.site.ontology_view import TermView
from oncotriples.site.words import Clause, Fact, Words

__all__ = ["ConstraintView", "ShapeView", "ShapesView"]


@dataclass(frozen=True, slots=True)
class ConstraintView:
    """What a shape asks of one property, or of the thing itself where ``path`` is empty, and how to mend it."""

    name: str
    path: Words
    clauses: tuple[Clause, ...]
    descriptions: tuple[str, ...]
    messages: tuple[str, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ShapeView:
    """A node shape: what it judges, and all that it asks."""

    anchor: str
    label: str
    name: str
    facts: tuple[Fact, ...]
    constraints: tuple[ConstraintView, ...]


@dataclass(frozen=True, slots=True)
class ShapesView:
    """The whole page. ``terms`` are what else the namespace of the shapes holds."""

    title: str
    definition: str
    facts: tuple[Fact, ...]
    shapes: tuple[ShapeView, ...]
    terms: tuple[TermView, ...]

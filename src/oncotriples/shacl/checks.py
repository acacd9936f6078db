"""What a compiled constraint is: a check that says, for all focus nodes of a shape at once, which of them it hits."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from oncotriples.namespaces import PREFIXES
from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.paths import Path, Values
from oncotriples.shacl.results import Result

if TYPE_CHECKING:
    from oncotriples.shacl.pyshacl_side import PyshaclSide

__all__ = ["SH", "Check", "FocusCheck", "Hit", "Run", "Shape", "Targets", "ValueCheck"]

SH = PREFIXES["sh"]


class Hit(NamedTuple):
    """A check hits a focus node: with a value, or without one (""); ``path`` only where it is not the shape's.

    ``made`` is the result itself, where another engine made it.
    """

    check: "Check"
    focus: str
    value: str = ""
    path: str = ""
    made: Result | None = None


@dataclass(frozen=True)
class Targets:
    """What makes nodes the focus nodes of a shape: nodes, classes, and properties; all are terms."""

    nodes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    subjects_of: tuple[str, ...] = ()
    objects_of: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)

    def nodes_in(self, index: TripleIndex) -> Set[str]:
        """The focus nodes in some data."""
        if len(self.classes) == 1 and not (self.nodes or self.subjects_of or self.objects_of):
            return index.instances(self.classes[0])
        return frozenset().union(
            self.nodes,
            *(index.instances(class_) for class_ in self.classes),
            *(index.table(predicate) for predicate in self.subjects_of),
            *(index.inverse(predicate) for predicate in self.objects_of),
        )


@dataclass(eq=False)
class Shape:
    """A shape of a shapes graph: ``node`` is its term, ``messages`` are literals, ``severity`` is an IRI."""

    node: str
    path: Path | None
    severity: str
    messages: tuple[str, ...]
    deactivated: bool
    targets: Targets
    checks: list["Check"] = field(default_factory=list)


class Run(Protocol):
    """A validation in progress, as checks see it."""

    index: TripleIndex
    pyshacl: "PyshaclSide"

    def nonconforming(self, shape: Shape, nodes: Set[str]) -> Set[str]:
        """Those of the nodes that do not conform to a shape."""
        ...

    def hits(self, shape: Shape, nodes: Set[str]) -> Iterator[Hit]:
        """What a shape finds about the nodes."""
        ...


class Check(ABC):
    """A constraint of a shape. ``component`` is the IRI of its constraint component."""

    component: str

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    @abstractmethod
    def hits(self, run: Run, values: Values) -> Iterator[Hit]:
        """What the check finds about the nodes."""

    @abstractmethod
    def failing(self, run: Run, values: Values) -> Iterable[str]:
        """The nodes about which it finds something."""

    def needs(self) -> Iterable[Shape]:
        """The shapes that it refers to."""
        return ()


class ValueCheck(Check):
    """A constraint that each value keeps or breaks, whoever has it."""

    @abstractmethod
    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that break it."""

    def hits(self, run: Run, values: Values) -> Iterator[Hit]:
        """A hit for each node and bad value."""
        for focus, value in values.pairs(self.bad(run, values.distinct)):
            yield Hit(self, focus, value)

    def failing(self, run: Run, values: Values) -> Iterable[str]:
        """The nodes that have a bad value."""
        return [focus for focus, _ in values.pairs(self.bad(run, values.distinct))]


class FocusCheck(Check):
    """A constraint on all values of a node together."""

    @abstractmethod
    def found(self, run: Run, values: Values) -> Iterable[tuple[str, str]]:
        """Focus node and value ("" for none) of each hit."""

    def hits(self, run: Run, values: Values) -> Iterator[Hit]:
        """A hit for each finding."""
        for focus, value in self.found(run, values):
            yield Hit(self, focus, value)

    def failing(self, run: Run, values: Values) -> Iterable[str]:
        """The nodes about which there is a finding."""
        return [focus for focus, _ in self.found(run, values)]

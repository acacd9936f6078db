"""What a dataset rule is: one function over one view of the graph, which yields problems."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pyoxigraph as ox

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, SHAPES, compact
from oncotriples.quality.findings import Finding, Severity
from oncotriples.quality.locating import Locator

__all__ = ["INFERRED", "Index", "Problem", "Rule", "Term", "View", "run_rules", "shown"]

INFERRED = f"{BASE}graph/inferred"

Term = ox.NamedNode | ox.BlankNode | ox.Literal | Triple
Statement = tuple[Term, str, Term]


@dataclass(frozen=True)
class Problem:
    """What a rule found: subject and path as IRIs, value in N-Triples text, and a message that says how to mend."""

    subject: str
    path: str
    value: str
    message: str


@dataclass(frozen=True)
class Index:
    """Triples by subject and by predicate."""

    triples: tuple[Triple, ...]

    @cached_property
    def statements(self) -> Sequence[Statement]:
        """Subject, predicate as an IRI, and object of each triple: taken apart once, for that is what takes long."""
        return [(triple.subject, triple.predicate.value, triple.object) for triple in self.triples]

    @cached_property
    def _pairs(self) -> dict[str, list[tuple[ox.NamedNode, Term]]]:
        held: dict[str, list[tuple[ox.NamedNode, Term]]] = {}
        for subject, predicate, value in self.statements:
            if isinstance(subject, ox.NamedNode):
                held.setdefault(predicate, []).append((subject, value))
        return held

    @cached_property
    def _objects(self) -> dict[str, dict[str, list[Term]]]:
        return {}

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The IRIs that are the subject of a triple."""
        return frozenset(subject.value for pairs in self._pairs.values() for subject, _ in pairs)

    def objects(self, subject: object, predicate: str) -> Sequence[Term]:
        """The objects of a property of an IRI, in order."""
        held = self._objects.get(predicate)
        if held is None:
            held = self._objects[predicate] = {}
            for one, value in self.pairs(predicate):
                held.setdefault(one.value, []).append(value)
        return held.get(subject.value, ()) if isinstance(subject, ox.NamedNode) else ()

    def pairs(self, predicate: str) -> Sequence[tuple[ox.NamedNode, Term]]:
        """The subjects (IRIs only) and objects of a property, in order."""
        return self._pairs.get(predicate, ())


@dataclass(frozen=True)
class View:
    """The graph as the rules see it: the stated triples without those inferred, beside them ontology and shapes.

    What is inferred follows from what is stated, so a problem there would only be told twice.
    """

    stated: Index
    ontology: Index
    shapes: Index

    @classmethod
    def of(cls, dataset: Dataset, ontology: Sequence[Triple], shapes: Sequence[Triple] = ()) -> "View":
        """The view of a dataset, its ontology and its shapes."""
        stated = Dataset({name: triples for name, triples in dataset.graphs.items() if name != INFERRED})
        return cls(Index(stated.union), Index(tuple(ontology)), Index(tuple(shapes)))

    @cached_property
    def known(self) -> frozenset[str]:
        """Every IRI about which something is stated."""
        return self.stated.subjects | self.ontology.subjects | self.shapes.subjects


@dataclass(frozen=True)
class Rule:
    """A rule: its name, whether one document is enough to judge it, and the function, whose docstring is the rule.

    What an ``acknowledgeable`` rule finds may stand in kg/known-gaps.tsv even where it is a violation.
    """

    name: str
    scope: Literal["document", "dataset"]
    check: Callable[[View], Iterator[Problem]]
    severity: Severity = Severity.VIOLATION
    acknowledgeable: bool = False


def run_rules(rules: Sequence[Rule], view: View, locate: Locator) -> Iterator[Finding]:
    """The findings of the rules, rule by rule."""
    for rule in rules:
        for problem in rule.check(view):
            file, line = locate(problem.subject, problem.path, problem.value)
            yield Finding(
                severity=rule.severity,
                file=file,
                line=line,
                subject=problem.subject,
                rule=rule.name,
                path=problem.path,
                value=problem.value,
                message=problem.message,
                component=SHAPES + rule.name,
                acknowledgeable=rule.acknowledgeable,
            )


def shown(term: Term) -> str:
    """A term as messages print it: a shortened IRI, or a literal in N-Triples text."""
    return compact(term.value) if isinstance(term, ox.NamedNode) else str(term)

"""Constraints on all values of a node together: how many, which languages, and how they compare with other values.

The clauses are those of https://www.w3.org/TR/shacl/#core-components.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Set

from oncotriples.shacl.checks import SH, FocusCheck, Hit, Run, Shape, ValueCheck
from oncotriples.shacl.comparing import ordered
from oncotriples.shacl.index import Table
from oncotriples.shacl.paths import Values
from oncotriples.shacl.terms import language_of

__all__ = [
    "ClosedCheck",
    "CountCheck",
    "DisjointCheck",
    "EqualsCheck",
    "HasValueCheck",
    "OrderCheck",
    "PairCheck",
    "UniqueLanguageCheck",
]


class CountCheck(FocusCheck):
    """sh:minCount and sh:maxCount (4.2): how many values there are."""

    def __init__(self, shape: Shape, component: str, *, least: int = 0, most: int | None = None) -> None:
        super().__init__(shape)
        self.component = component
        self._least = least
        self._most = most

    def found(self, run: Run, values: Values) -> Iterable[tuple[str, str]]:
        """The nodes with too few values or too many."""
        if self._least:
            return [(node, "") for node in values.with_fewer(self._least)]
        return [] if self._most is None else [(node, "") for node in values.with_more(self._most)]


class UniqueLanguageCheck(FocusCheck):
    """sh:uniqueLang (4.4.5): no two values have the same language tag."""

    component = f"{SH}UniqueLangConstraintComponent"

    def found(self, run: Run, values: Values) -> Iterator[tuple[str, str]]:
        """A node for each language that it has twice."""
        for node in values.with_more(1):
            languages = Counter(language_of(term).lower() for term in values.of(node))
            for language, count in languages.items():
                if language and count > 1:
                    yield node, ""


class HasValueCheck(FocusCheck):
    """sh:hasValue (4.8.2): one of the values is a given term."""

    component = f"{SH}HasValueConstraintComponent"

    def __init__(self, shape: Shape, term: str) -> None:
        super().__init__(shape)
        self._term = term

    def found(self, run: Run, values: Values) -> Iterable[tuple[str, str]]:
        """The nodes without it."""
        return [(node, "") for node in values.nodes if self._term not in values.of(node)]


class PairCheck(FocusCheck):
    """A constraint on the values and those of another property of the same node."""

    def __init__(self, shape: Shape, predicate: str) -> None:
        super().__init__(shape)
        self._predicate = predicate

    def _others(self, run: Run, node: str) -> Collection[str]:
        return run.index.objects(node, self._predicate)


class EqualsCheck(PairCheck):
    """sh:equals (4.5.1): the values are those of another property."""

    component = f"{SH}EqualsConstraintComponent"

    def found(self, run: Run, values: Values) -> Iterator[tuple[str, str]]:
        """Each value that only one of the two has."""
        for node in values.nodes:
            for term in set(values.of(node)) ^ set(self._others(run, node)):
                yield node, term


class DisjointCheck(PairCheck):
    """sh:disjoint (4.5.2): no value is one of another property."""

    component = f"{SH}DisjointConstraintComponent"

    def found(self, run: Run, values: Values) -> Iterator[tuple[str, str]]:
        """Each value that both have."""
        table = run.index.table(self._predicate)
        for node in values.nodes:
            if node in table:
                for term in set(values.of(node)).intersection(self._others(run, node)):
                    yield node, term


class OrderCheck(PairCheck):
    """sh:lessThan and sh:lessThanOrEquals (4.5.3, 4.5.4): each value is before each value of another property."""

    def __init__(self, shape: Shape, component: str, predicate: str, allowed: Collection[int]) -> None:
        super().__init__(shape, predicate)
        self.component = component
        self._allowed = allowed

    def found(self, run: Run, values: Values) -> Iterator[tuple[str, str]]:
        """A value for each of the other values that it is not before; there may be several."""
        table = run.index.table(self._predicate)
        for node in values.nodes:
            if node in table:
                others = self._others(run, node)
                for term in values.of(node):
                    for other in others:
                        if not self._is_before(term, other):
                            yield node, term

    def _is_before(self, term: str, other: str) -> bool:
        one, two = ordered(term), ordered(other)
        return one is not None and two is not None and one.compare(two) in self._allowed


class ClosedCheck(ValueCheck):
    """sh:closed (4.8.1): a value has no other properties than some."""

    component = f"{SH}ClosedConstraintComponent"

    def __init__(self, shape: Shape, allowed: Collection[str]) -> None:
        super().__init__(shape)
        self._allowed = frozenset(allowed)

    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms with other properties."""
        found: set[str] = set()
        for table in self._others(run):
            found |= terms & table.keys()
        return found

    def hits(self, run: Run, values: Values) -> Iterator[Hit]:
        """A hit for each triple with another property: with that as its path, and its object as the value."""
        for focus, node in values.pairs(self.bad(run, values.distinct)):
            for predicate, value in run.index.about(node):
                if predicate not in self._allowed:
                    yield Hit(self, focus, value, predicate[1:-1])

    def _others(self, run: Run) -> Iterator[Table]:
        for predicate, table in run.index.tables.items():
            if predicate not in self._allowed:
                yield table

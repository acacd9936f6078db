"""Constraints that ask whether values conform to other shapes: sh:node, sh:property, logic, and qualified counts.

The clauses are those of https://www.w3.org/TR/shacl/#core-components.
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from oncotriples.shacl.checks import SH, FocusCheck, Hit, Run, Shape, ValueCheck
from oncotriples.shacl.paths import Itself, Values

__all__ = ["AndCheck", "NodeCheck", "NotCheck", "OrCheck", "PropertyCheck", "QualifiedCheck", "ShapeCheck", "XoneCheck"]


class ShapeCheck(ValueCheck):
    """A constraint that refers to shapes."""

    def __init__(self, shape: Shape, others: Sequence[Shape]) -> None:
        super().__init__(shape)
        self.others = tuple(others)

    def needs(self) -> Iterable[Shape]:
        """The shapes that it refers to."""
        return self.others

    @abstractmethod
    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that break it."""


class PropertyCheck(ShapeCheck):
    """sh:property (4.7.2): what a property shape finds about the values."""

    component = f"{SH}PropertyConstraintComponent"

    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that do not conform."""
        return run.nonconforming(self.others[0], terms)

    def hits(self, run: Run, values: Values) -> Iterator[Hit]:
        """The hits of the property shape, once for each node that has the value they are about."""
        bad = self.bad(run, values.distinct)
        if isinstance(values, Itself):
            yield from run.hits(self.others[0], bad)
            return
        found: dict[str, list[Hit]] = {}
        for _, value in values.pairs(bad):
            if value not in found:
                found[value] = list(run.hits(self.others[0], {value}))
            yield from found[value]


class NodeCheck(ShapeCheck):
    """sh:node (4.7.1): a value conforms to a shape."""

    component = f"{SH}NodeConstraintComponent"

    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that do not."""
        return run.nonconforming(self.others[0], terms)


class NotCheck(ShapeCheck):
    """sh:not (4.6.1): a value does not conform to a shape."""

    component = f"{SH}NotConstraintComponent"

    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that conform."""
        return terms - run.nonconforming(self.others[0], terms)


class AndCheck(ShapeCheck):
    """sh:and (4.6.2): a value conforms to all of some shapes."""

    component = f"{SH}AndConstraintComponent"

    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that do not conform to one."""
        return frozenset().union(*(run.nonconforming(other, terms) for other in self.others))


class OrCheck(ShapeCheck):
    """sh:or (4.6.3): a value conforms to one of some shapes at least."""

    component = f"{SH}OrConstraintComponent"

    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that conform to none."""
        for other in self.others:
            if not terms:
                break
            terms = run.nonconforming(other, terms)
        return terms


class XoneCheck(ShapeCheck):
    """sh:xone (4.6.4): a value conforms to exactly one of some shapes; a shape that is listed twice counts twice."""

    component = f"{SH}XoneConstraintComponent"

    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that conform to none or to several."""
        failed: Counter[str] = Counter()
        for other in self.others:
            failed.update(run.nonconforming(other, terms))
        return {term for term in terms if failed[term] != len(self.others) - 1}


class QualifiedCheck(FocusCheck):
    """sh:qualifiedValueShape (4.7.3): how many of the values conform to a shape, and to none of its siblings."""

    def __init__(
        self,
        shape: Shape,
        component: str,
        other: Shape,
        siblings: Sequence[Shape],
        *,
        least: int = 0,
        most: int | None = None,
    ) -> None:
        super().__init__(shape)
        self.component = component
        self._other = other
        self._siblings = tuple(siblings)
        self._least = least
        self._most = most

    def needs(self) -> Iterable[Shape]:
        """The shape and its siblings."""
        return (self._other, *self._siblings)

    def found(self, run: Run, values: Values) -> Iterator[tuple[str, str]]:
        """The nodes with too few such values or too many."""
        counted = values.distinct - run.nonconforming(self._other, values.distinct)
        for sibling in self._siblings:
            counted &= run.nonconforming(sibling, counted)
        for node in values.nodes:
            count = sum(value in counted for value in values.of(node))
            if count < self._least or (self._most is not None and count > self._most):
                yield node, ""

"""Constraints that are not compiled: pyshacl judges them, on the same index."""

from collections.abc import Iterable, Iterator, Set

from oncotriples.shacl.checks import SH, Check, Hit, Run, Shape
from oncotriples.shacl.paths import Values
from oncotriples.shacl.results import Result
from oncotriples.shacl.suspects import suspects

__all__ = ["ForeignCheck", "SparqlCheck"]


class ForeignCheck(Check):
    """A constraint component that a shapes graph declares."""

    def __init__(self, shape: Shape, component: str) -> None:
        super().__init__(shape)
        self.component = component

    def hits(self, run: Run, values: Values) -> Iterator[Hit]:
        """What pyshacl finds; it may name another focus node than the one that it was asked about."""
        for result in self._results(run, values, self._asked(run, values)):
            yield Hit(self, result.focus, result.value, result.path, result)

    def failing(self, run: Run, values: Values) -> Iterable[str]:
        """The nodes about which pyshacl finds something; so each is asked about by itself."""
        return [node for node in self._asked(run, values) if any(True for _ in self._results(run, values, {node}))]

    def _asked(self, run: Run, values: Values) -> Set[str]:
        """The nodes that pyshacl is asked about."""
        return values.nodes

    def _results(self, run: Run, values: Values, nodes: Set[str]) -> Iterator[Result]:
        return run.pyshacl.constraint(self.shape.node, self.component, {node: values.of(node) for node in nodes})


class SparqlCheck(ForeignCheck):
    """sh:sparql (5.1): a query that gives a row for each violation. pyshacl is asked about nodes that may have one."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape, f"{SH}SPARQLConstraintComponent")

    def _asked(self, run: Run, values: Values) -> Set[str]:
        if not values.nodes:
            return values.nodes
        return suspects(run.index, run.pyshacl.queries(self.shape.node, self.component), values.nodes)

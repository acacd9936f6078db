"""Constraints that are not compiled: pyshacl judges them, on the same index."""

from collections.abc import Iterable, Iterator, Set

from oncotriples.shacl.checks import Check, Hit, Run, Shape
from oncotriples.shacl.paths import Values
from oncotriples.shacl.results import Result

__all__ = ["ForeignCheck"]


class ForeignCheck(Check):
    """A constraint component of somebody else's: sh:sparql, or one that the shapes graph declares."""

    def __init__(self, shape: Shape, component: str) -> None:
        super().__init__(shape)
        self.component = component

    def hits(self, run: Run, values: Values) -> Iterator[Hit]:
        """What pyshacl finds. A SPARQL query may name another focus node than the one that it was asked about."""
        for result in self._results(run, values):
            yield Hit(self, result.focus, result.value, result.path, result)

    def failing(self, run: Run, values: Values) -> Iterable[str]:
        """The nodes about which pyshacl finds something; each is asked about by itself."""
        return [node for node in values.nodes if any(self._results(run, values, {node}))]

    def _results(self, run: Run, values: Values, nodes: Set[str] | None = None) -> Iterator[Result]:
        asked = {node: values.of(node) for node in (values.nodes if nodes is None else nodes)}
        return run.pyshacl.constraint(self.shape.node, self.component, asked)

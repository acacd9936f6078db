"""A validation: every shape with targets over all its focus nodes."""

from collections.abc import Callable, Iterator, Set

from oncotriples.errors import ShapeError
from oncotriples.shacl.checks import Hit, Shape
from oncotriples.shacl.compiling import Compiled
from oncotriples.shacl.naming import shape_errors, shape_name
from oncotriples.shacl.paths import values_of
from oncotriples.shacl.pyshacl_side import PyshaclSide
from oncotriples.shacl.reading import Loaded
from oncotriples.shacl.results import Result

__all__ = ["Engine"]


class Engine:
    """Compiled shapes over an index; what a shape says of a node is found out once."""

    def __init__(self, data: Loaded, shapes: Loaded, compiled: Compiled) -> None:
        self.index = data.index
        self.pyshacl = PyshaclSide(data, shapes)
        self._compiled = compiled
        self._shapes = shapes.index
        self._judged: dict[Shape, tuple[set[str], set[str]]] = {}

    def results(self, progress: Callable[[str], None]) -> Iterator[Result]:
        """The results of all shapes, shape by shape; ``progress`` hears of each."""
        for number, shape in enumerate(self._compiled.targeted, start=1):
            progress(f"Shape {number} of {len(self._compiled.targeted)}")
            nodes = shape.targets.nodes_in(self.index)
            if shape in self._compiled.recursive:
                with shape_errors(self._shapes, shape.node):
                    yield from self.pyshacl.shape(shape.node, nodes)
                continue
            try:
                yield from map(self._result, self.hits(shape, nodes))
            except RecursionError:
                name = shape_name(self._shapes, shape.node)
                raise ShapeError(
                    f"{name}: the data leads too deep through shapes that refer to one another",
                    mend="let fewer shapes refer to one another",
                ) from None

    def hits(self, shape: Shape, nodes: Set[str]) -> Iterator[Hit]:
        """What a shape finds about the nodes."""
        if shape.deactivated or not nodes:
            return
        values = values_of(shape.path, self.index, nodes)
        with shape_errors(self._shapes, shape.node):
            for check in shape.checks:
                yield from check.hits(self, values)

    def nonconforming(self, shape: Shape, nodes: Set[str]) -> Set[str]:
        """Those of the nodes that do not conform to a shape."""
        if shape.deactivated or not nodes:
            return frozenset()
        known, bad = self._judged.setdefault(shape, (set(), set()))
        if new := nodes - known:
            values = values_of(shape.path, self.index, new)
            with shape_errors(self._shapes, shape.node):
                for check in shape.checks:
                    bad.update(check.failing(self, values))
            known |= new
        return nodes & bad if bad else frozenset()

    def _result(self, hit: Hit) -> Result:
        if hit.made:
            return hit.made
        shape, component = hit.check.shape, hit.check.component
        path = hit.path or (shape.path.text if shape.path else "")
        return Result(
            focus=hit.focus,
            path=path,
            value=hit.value,
            component=component,
            severity=shape.severity,
            messages=shape.messages or self.pyshacl.messages(shape.node, component, hit.focus, hit.value),
            shape=shape.node,
        )

"""What pyshacl does for a validation: its words for results, and the constraints that are not compiled.

It sees the same index as the compiled checks, through ``oncotriples.shacl.view``, and judges with its own code: this
module calls what pyshacl 0.40 calls itself (``Shape.validate``, ``ConstraintComponent.evaluate``).
"""

import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from typing import Any

from oncotriples.errors import InputError, OncotriplesError, ShapeError
from oncotriples.shacl.checks import SH
from oncotriples.shacl.naming import shape_errors
from oncotriples.shacl.paths import read_path
from oncotriples.shacl.reading import Loaded
from oncotriples.shacl.results import Result

__all__ = ["PyshaclSide"]

_SET_VALUED = ("in_vals", "has_value_set", "property_compare_set", "value_shapes")
# pyshacl has one class for these two, which names neither.
_QUALIFIED = (f"{SH}QualifiedMinCountConstraintComponent", f"{SH}QualifiedMaxCountConstraintComponent")
_RESULT = {
    f"{SH}focusNode": "focus",
    f"{SH}value": "value",
    f"{SH}sourceConstraintComponent": "component",
    f"{SH}resultSeverity": "severity",
    f"{SH}sourceShape": "shape",
    f"{SH}sourceConstraint": "constraint",
    f"{SH}resultPath": "path",
}


class PyshaclSide:
    """pyshacl over data and shapes; made on first use, since pyshacl and rdflib take long to import."""

    def __init__(self, data: Loaded, shapes: Loaded) -> None:
        self._data = data
        self._shapes = shapes
        self._components: dict[tuple[str, str], Any] = {}

    def messages(self, shape: str, component: str, focus: str, value: str) -> tuple[str, ...]:
        """What pyshacl says of a result whose shape has no message of its own, as literals; sorted."""
        from oncotriples.shacl.view import node_of, term_of

        made = self._component(shape, component)
        # What pyshacl says of a blank node depends on what it said before: it remembers texts that it cut short.
        self._remembered.clear()
        with _failures():
            told = made.make_generic_messages(self._graph, node_of(focus), node_of(value) if value else None)
        return tuple(sorted({term_of(message) for message in told}))

    def constraint(self, shape: str, component: str, nodes: Mapping[str, Collection[str]]) -> Iterator[Result]:
        """What a constraint component finds about focus nodes and their values.

        One that the shapes declare is asked about one value at a time: pyshacl lets messages about earlier values stay
        in results about later ones. A value for which an ASK query says no is that of the result (6.3), also where
        pyshacl leaves it out.
        """
        from pyshacl.constraints.sparql.sparql_based_constraint_components import AskConstraintValidator

        from oncotriples.shacl.view import node_of

        made = self._component(shape, component)
        with _failures():
            asked = {node_of(node): {node_of(value): value for value in sorted(nodes[node])} for node in sorted(nodes)}
        if not hasattr(made, "constraint"):
            yield from self._evaluated(made, {node: set(values) for node, values in asked.items()})
            return
        says_no = isinstance(made.validator, AskConstraintValidator)
        for node, values in asked.items():
            for value, term in values.items():
                for result in self._evaluated(made, {node: {value}}):
                    yield result._replace(value=term) if says_no else result

    def _evaluated(self, made: Any, asked: Mapping[Any, Collection[Any]]) -> Iterator[Result]:
        return self._judged(lambda: made.evaluate(self._executor, self._graph, asked, [made])[1])

    def queries(self, shape: str, component: str) -> list[str]:
        """The SPARQL constraints of a shape, with their prefixes and without a binding of ``$this``."""
        from rdflib import URIRef

        made = self._component(shape, component)
        with _failures():
            active = (one for one in made.sparql_constraints if not one.deactivated)
            return [one.apply_prefixes(one.pre_bind_variables(URIRef("urn:focus"))[1]) for one in active]

    def shape(self, shape: str, nodes: Iterable[str]) -> Iterator[Result]:
        """What a whole shape finds about focus nodes."""
        from oncotriples.shacl.view import node_of

        found = self._shape(shape)
        with _failures():
            asked = [node_of(node) for node in nodes]
        for result in self._judged(
            lambda: found.validate(self._executor, self._graph, focus=asked)[1] if asked else []
        ):
            yield self._reworded(result)

    def everything(self) -> Iterator[Result]:
        """What all shapes find about the nodes that they target."""
        from oncotriples.shacl.view import term_of

        self._remembered.clear()
        for shape in self._shapes_graph.shapes:
            with shape_errors(self._shapes.index, term_of(shape.node)):
                for result in self._judged(lambda shape=shape: shape.validate(self._executor, self._graph)[1]):
                    yield self._reworded(result)

    def _reworded(self, result: Result) -> Result:
        """A result of a whole shape in words that list sets in one order: pyshacl made its components itself there."""
        if result.component not in _core() or self._shapes.index.one(result.shape, f"<{SH}message>"):
            return result
        return result._replace(messages=self.messages(result.shape, result.component, result.focus, result.value))

    def _judged(self, judge: Any) -> Iterator[Result]:
        with _failures():
            told = judge()
        for _, node, triples in told:
            # A result of sh:node carries those of the shape behind it as details.
            yield self._result([(str(predicate), value) for subject, predicate, value in triples if subject == node])

    def _result(self, statements: Sequence[tuple[str, Any]]) -> Result:
        from oncotriples.shacl.view import term_of

        fields: dict[str, str] = {}
        messages: list[str] = []
        for predicate, told in statements:
            node = told[1] if isinstance(told, tuple) else told
            if predicate == f"{SH}resultMessage":
                messages.append(term_of(node))
            elif predicate in _RESULT:
                fields[_RESULT[predicate]] = term_of(node)
        path = fields.get("path", "")
        return Result(
            focus=fields["focus"],
            path=read_path(self._shapes.index, path).text if path else "",
            value=fields.get("value", ""),
            component=fields["component"][1:-1],
            severity=fields["severity"][1:-1],
            messages=tuple(sorted(set(messages))),
            shape=fields["shape"],
            constraint=fields.get("constraint", ""),
        )

    def _component(self, shape: str, component: str) -> Any:
        key = shape, component
        if key not in self._components:
            from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint

            from oncotriples.shacl.view import term_of

            with _failures():
                holder = self._shape(shape)
                if component in _core():
                    made = _core()[component](holder)
                elif component == str(SPARQLBasedConstraint.shacl_constraint_component):
                    made = SPARQLBasedConstraint(holder)
                else:
                    (custom,) = (one for one in holder.find_custom_constraints() if str(one.node) == component)
                    made = custom.make_validator_for_shape(holder)
            for name in _SET_VALUED:
                # Sets of rdflib terms come in another order in every process, and so would the messages.
                if isinstance(values := getattr(made, name, None), set):
                    setattr(made, name, sorted(values, key=term_of))
            self._components[key] = made
        return self._components[key]

    def _shape(self, shape: str) -> Any:
        """Pyshacl's shape of a node, also where only a parameter makes it one, which pyshacl does not see."""
        from pyshacl.shape import Shape

        from oncotriples.shacl.view import node_of

        node = node_of(shape)
        try:
            return self._shapes_graph.lookup_shape_from_node(node)
        except KeyError:
            path = self._shapes.index.one(shape, f"<{SH}path>")
            made: Any = Shape
            return made(self._shapes_graph, node, p=bool(path), path=node_of(path) if path else None)

    @cached_property
    def _graph(self) -> Any:
        from oncotriples.shacl.view import graph_of

        return graph_of(self._data.index, self._data.prefixes)

    @cached_property
    def _remembered(self) -> dict[object, str]:
        from pyshacl.rdfutil import stringify

        cache: dict[object, str] = stringify.stringify_blank_node.dict_cache
        return cache

    @cached_property
    def _executor(self) -> Any:
        from pyshacl.pytypes import SHACLExecutor

        return SHACLExecutor()

    @cached_property
    def _shapes_graph(self) -> Any:
        from pyshacl import monkey
        from pyshacl.constraints.sparql.sparql_based_constraint_components import SPARQLConstraintComponentValidator
        from pyshacl.shapes_graph import ShapesGraph
        from rdflib import Graph

        from oncotriples.shacl.view import graph_of, quiet_rdflib

        patches: Any = monkey
        patches.apply_patches()
        # Validators are known there by the address of a graph in memory, which a later graph may have too.
        SPARQLConstraintComponentValidator.validator_cache.clear()
        graph = Graph(bind_namespaces="core")
        patches.rdflib_bool_patch()
        try:
            with quiet_rdflib():
                for triple in graph_of(self._shapes.index, {}):
                    graph.add(triple)
        finally:
            patches.rdflib_bool_unpatch()
        for prefix, namespace in self._shapes.prefixes.items():
            graph.bind(prefix, namespace, replace=True)
        try:
            with _failures():
                made = ShapesGraph(graph)
                _ = made.shapes
        except InputError as error:
            # Whichever shape asked first has no part in it.
            raise ShapeError(f"the shapes graph: {error.message}", mend=error.mend) from error
        return made


@cache
def _core() -> Mapping[str, Any]:
    """The constraint components of SHACL Core, as pyshacl has them, by IRI."""
    from pyshacl.constraints import ALL_CONSTRAINT_COMPONENTS
    from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint

    classes = {str(one.shacl_constraint_component): one for one in ALL_CONSTRAINT_COMPONENTS}
    del classes[str(SPARQLBasedConstraint.shacl_constraint_component)]
    return classes | dict.fromkeys(_QUALIFIED, classes.pop(str(NotImplemented)))


@contextmanager
def _failures() -> Iterator[None]:
    """What pyshacl raises about shapes, as an error of ours."""
    import re

    from pyshacl.errors import ReportableRuntimeError

    from oncotriples.shacl.view import QueryError, quiet_rdflib

    try:
        with quiet_rdflib(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (ReportableRuntimeError, NotImplementedError) as error:
        raise InputError(f"pyshacl: {error}", mend="mend the shapes") from error
    except QueryError as error:
        raise InputError(f"a SPARQL query of the shapes cannot be read: {error}", mend="mend sh:select") from error
    except re.error as error:
        raise InputError(f"pyshacl: the pattern {error.pattern!r} does not compile: {error}", mend="mend it") from error
    except (OncotriplesError, MemoryError):
        raise
    except Exception as error:  # pyshacl and rdflib let through what they did not think of: NaN beside a decimal …
        if "requiring a dataset" in str(error):
            raise InputError("a query has GRAPH, but named graphs count as one", mend="leave GRAPH out") from error
        raise InputError(
            f"pyshacl cannot judge this: {type(error).__name__}: {error}", mend="see what is odd about data or shapes"
        ) from error

"""A shapes graph compiled: its shapes, each with the checks that its constraints become."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from oncotriples.errors import InputError, ShapeError
from oncotriples.namespaces import PREFIXES
from oncotriples.shacl.checks import SH, Check, Shape, Targets
from oncotriples.shacl.components import MAKERS, PROPERTY_ONLY, is_true, sh
from oncotriples.shacl.foreign_checks import ForeignCheck, SparqlCheck
from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.naming import shape_errors, shape_name
from oncotriples.shacl.paths import read_path
from oncotriples.shacl.terms import TYPE, is_iri, is_literal

__all__ = ["Compiled", "compile_shapes"]

_RDFS, _OWL = PREFIXES["rdfs"], PREFIXES["owl"]
# A class in OWL is one in RDFS too, whether the shapes say so or not; pyshacl sees it likewise.
_CLASSES = (f"<{_RDFS}Class>", f"<{_OWL}Class>")
_TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
# Parameters of SHACL's Advanced Features, which pyshacl applies only where asked, and this engine never.
_ADVANCED = ("target", "rule", "expression", "js")


@dataclass(frozen=True)
class Compiled:
    """The shapes with targets; those of them that refer to themselves, by way of others perhaps, are ``recursive``.

    What a recursive shape means is left open by SHACL (3.4.3). ``foreign`` are the components that are not compiled.
    ``notes`` say what is not applied, and what pyshacl does.
    """

    targeted: tuple[Shape, ...]
    recursive: frozenset[Shape]
    foreign: frozenset[str]
    notes: tuple[str, ...]


def compile_shapes(shapes: TripleIndex) -> Compiled:
    """Compile every shape of a shapes graph. Raises InputError where one cannot be."""
    compiler = _Compiler(shapes)
    targeted = tuple(shape for node in compiler.declared() if (shape := compiler.shape(node)).targets)
    compiler.finish()
    recursive = frozenset(shape for shape in targeted if _is_recursive(shape))
    untargeted = () if targeted else ("no shape has a target, so nothing was judged",)
    notes = (*untargeted, *compiler.notes(), *_recursion_notes(shapes, recursive))
    return Compiled(targeted, recursive, frozenset(compiler.foreign), notes)


class _Compiler:
    """Makes each shape once, and its checks when all are known, so that shapes may refer to each other however far."""

    def __init__(self, index: TripleIndex) -> None:
        self.index = index
        self._made: dict[str, Shape] = {}
        self.foreign: dict[str, list[str]] = {}
        self._waiting: list[Shape] = []

    def declared(self) -> Iterable[str]:
        """The nodes that are shapes because of their type, a target or a parameter."""
        nodes: dict[str, None] = {}
        for name in ("NodeShape", "PropertyShape"):
            nodes.update(dict.fromkeys(self.index.subjects(TYPE, sh(name))))
        for name in (*_TARGETS, *MAKERS):
            nodes.update(dict.fromkeys(self.index.table(sh(name))))
        return nodes

    def shape(self, node: str) -> Shape:
        """The shape of a node."""
        if node not in self._made:
            with shape_errors(self.index, node):
                self._made[node] = self._bare(node)
            self._waiting.append(self._made[node])
        return self._made[node]

    def finish(self) -> None:
        """Make the checks of all shapes, and of those that these refer to."""
        while self._waiting:
            shape = self._waiting.pop()
            if not shape.deactivated:
                with shape_errors(self.index, shape.node):
                    shape.checks.extend(self._checks(shape))

    def notes(self) -> Iterator[str]:
        """What is not applied, and which components pyshacl judges."""
        for component, shapes in self.foreign.items():
            several = f"{len(shapes)} shapes" if len(shapes) > 1 else shape_name(self.index, shapes[0])
            yield f"{several}: pyshacl judged {component.removeprefix(SH)}, which is not compiled"
        for name in _ADVANCED:
            if self.index.table(sh(name)):
                yield f"sh:{name} was not applied: it belongs to SHACL's Advanced Features"

    def _bare(self, node: str) -> Shape:
        index = self.index
        paths = list(index.objects(node, sh("path")))
        if len(paths) > 1:
            raise InputError(f"has {len(paths)} values of sh:path", mend="leave one")
        classes = list(index.objects(node, sh("targetClass")))
        if node in self._classes and is_iri(node):
            classes.append(node)
        return Shape(
            node=node,
            path=read_path(index, paths[0]) if paths else None,
            severity=index.one(node, sh("severity"))[1:-1] or f"{SH}Violation",
            messages=tuple(sorted(filter(is_literal, index.objects(node, sh("message"))))),
            deactivated=any(map(is_true, index.objects(node, sh("deactivated")))),
            targets=Targets(
                nodes=tuple(index.objects(node, sh("targetNode"))),
                classes=tuple(dict.fromkeys(classes)),
                subjects_of=tuple(index.objects(node, sh("targetSubjectsOf"))),
                objects_of=tuple(index.objects(node, sh("targetObjectsOf"))),
            ),
        )

    @cached_property
    def _classes(self) -> frozenset[str]:
        return frozenset().union(*map(self.index.instances, _CLASSES))

    def _checks(self, shape: Shape) -> Iterator[Check]:
        for name, make in MAKERS.items():
            for value in self.index.objects(shape.node, sh(name)):
                if name in PROPERTY_ONLY and shape.path is None:
                    raise InputError(f"has sh:{name} and no sh:path", mend="give it to a property shape")
                yield from make(self, shape, value)
        if self.index.objects(shape.node, sh("sparql")):
            yield self._foreign_check(SparqlCheck(shape))
        for component, parameters in self._declared_components.items():
            if all(self.index.objects(shape.node, parameter) for parameter in parameters):
                yield self._foreign_check(ForeignCheck(shape, component))

    def _foreign_check(self, check: Check) -> Check:
        self.foreign.setdefault(check.component, []).append(check.shape.node)
        return check

    @cached_property
    def _declared_components(self) -> dict[str, list[str]]:
        """Constraint components that the shapes graph declares, and the properties that are their parameters."""
        index = self.index
        declared: dict[str, list[str]] = {}
        for node in sorted(index.instances(sh("ConstraintComponent"))):
            if not node.startswith(f"<{SH}"):
                parameters = index.objects(node, sh("parameter"))
                needed = [one for one in parameters if not any(map(is_true, index.objects(one, sh("optional"))))]
                if not needed:
                    raise ShapeError(f"component {node} has no parameter that is needed", mend="give it one")
                declared[node[1:-1]] = [index.one(one, sh("path")) for one in needed]
        return declared


def _is_recursive(shape: Shape) -> bool:
    """Whether a shape refers to itself, or to one that does."""
    entered: set[Shape] = set()
    left: set[Shape] = set()
    stack: list[tuple[Shape, bool]] = [(shape, False)]
    while stack:
        one, done = stack.pop()
        if done:
            left.add(one)
        elif one not in left:
            if one in entered:
                return True
            entered.add(one)
            stack.append((one, True))
            stack += [(other, False) for check in one.checks for other in check.needs() if other not in left]
    return False


def _recursion_notes(shapes: TripleIndex, recursive: Iterable[Shape]) -> Iterator[str]:
    for node in sorted(shape.node for shape in recursive):
        yield f"{shape_name(shapes, node)} is recursive, which SHACL leaves open: pyshacl judged it"

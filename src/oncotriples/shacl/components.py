"""What becomes of each parameter of a shape: the checks of the constraint components of SHACL Core."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

from oncotriples.errors import InputError
from oncotriples.namespaces import XSD
from oncotriples.shacl.checks import SH, Check, Shape
from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.node_checks import (
    ClosedCheck,
    CountCheck,
    DisjointCheck,
    EqualsCheck,
    HasValueCheck,
    OrderCheck,
    UniqueLanguageCheck,
)
from oncotriples.shacl.paths import Predicate
from oncotriples.shacl.patterns import compile_pattern
from oncotriples.shacl.shape_checks import (
    AndCheck,
    NodeCheck,
    NotCheck,
    OrCheck,
    PropertyCheck,
    QualifiedCheck,
    XoneCheck,
)
from oncotriples.shacl.terms import is_literal, string_of
from oncotriples.shacl.value_checks import (
    ClassCheck,
    DatatypeCheck,
    InCheck,
    LanguageCheck,
    LengthCheck,
    NodeKindCheck,
    PatternCheck,
    RangeCheck,
)

__all__ = ["MAKERS", "PROPERTY_ONLY", "Shapes", "is_true", "sh"]

_BEFORE, _WITH, _BEHIND = -1, 0, 1


class Shapes(Protocol):
    """The shapes graph and the shapes made of it."""

    index: TripleIndex

    def shape(self, node: str) -> Shape:
        """The shape of a node."""
        ...


Maker = Callable[[Shapes, Shape, str], Iterable[Check]]
"""Makes the checks of a shape for one value of a parameter."""


def sh(name: str) -> str:
    """The term of a name of SHACL's."""
    return f"<{SH}{name}>"


def is_true(term: str) -> bool:
    """Whether a term is the literal that SHACL means by true; ``1`` is another term."""
    return term == f'"true"^^<{XSD}boolean>'


def _component(name: str) -> str:
    return f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"


def _number(shape: Shape, name: str, value: str) -> int:
    try:
        number = int(string_of(value))
    except ValueError:
        number = -1
    if number < 0 or not is_literal(value):
        raise InputError(f"sh:{name} is {value}", mend="write an integer that is not negative")
    return number


def _simple(make: Callable[[Shape, str], Check]) -> Maker:
    return lambda shapes, shape, value: [make(shape, value)]


def _of_shape(make: Callable[[Shape, list[Shape]], Check]) -> Maker:
    return lambda shapes, shape, value: [make(shape, [shapes.shape(value)])]


def _of_shapes(name: str, make: Callable[[Shape, list[Shape]], Check]) -> Maker:
    def made(shapes: Shapes, shape: Shape, value: str) -> list[Check]:
        members = [shapes.shape(member) for member in shapes.index.items(value)]
        if not members:
            raise InputError(f"sh:{name} is no list of shapes", mend="write ( shape shape … )")
        return [make(shape, members)]

    return made


def _range(name: str, allowed: tuple[int, ...]) -> Maker:
    return _simple(lambda shape, value: RangeCheck(shape, _component(name), value, allowed))


def _order(name: str, allowed: tuple[int, ...]) -> Maker:
    return _simple(lambda shape, value: OrderCheck(shape, _component(name), value, allowed))


def _most(name: str, make: Callable[..., Check]) -> Maker:
    return _simple(lambda shape, value: make(shape, _component(name), most=_number(shape, name, value)))


def _least(name: str, make: Callable[..., Check]) -> Maker:
    return _simple(lambda shape, value: make(shape, _component(name), least=_number(shape, name, value)))


def _languages(shapes: Shapes, shape: Shape, value: str) -> list[Check]:
    return [LanguageCheck(shape, [string_of(member) for member in shapes.index.items(value)])]


def _pattern(shapes: Shapes, shape: Shape, value: str) -> list[Check]:
    flags = shapes.index.one(shape.node, sh("flags"))
    return [PatternCheck(shape, compile_pattern(string_of(value), string_of(flags) if flags else ""))]


def _in(shapes: Shapes, shape: Shape, value: str) -> list[Check]:
    return [InCheck(shape, shapes.index.items(value))]


def _unique_language(shapes: Shapes, shape: Shape, value: str) -> list[Check]:
    return [UniqueLanguageCheck(shape)] if is_true(value) else []


def _closed(shapes: Shapes, shape: Shape, value: str) -> list[Check]:
    if not is_true(value):
        return []
    paths = (shapes.shape(one).path for one in shapes.index.objects(shape.node, sh("property")))
    allowed = [path.term for path in paths if isinstance(path, Predicate)]
    for ignored in shapes.index.objects(shape.node, sh("ignoredProperties")):
        allowed += shapes.index.items(ignored)
    return [ClosedCheck(shape, allowed)]


def _qualified(shapes: Shapes, shape: Shape, value: str) -> Iterator[Check]:
    siblings = _siblings(shapes, shape, value)
    for name, bound in (("qualifiedMinCount", "least"), ("qualifiedMaxCount", "most")):
        if count := shapes.index.one(shape.node, sh(name)):
            limit = {bound: _number(shape, name, count)}
            yield QualifiedCheck(shape, _component(name), shapes.shape(value), siblings, **limit)


def _siblings(shapes: Shapes, shape: Shape, value: str) -> list[Shape]:
    """The other qualified value shapes of the shapes that this property shape belongs to, where it wants them apart."""
    index = shapes.index
    if not any(map(is_true, index.objects(shape.node, sh("qualifiedValueShapesDisjoint")))):
        return []
    found: dict[str, None] = {}
    for parent in index.subjects(sh("property"), shape.node):
        for property_ in index.objects(parent, sh("property")):
            found.update(dict.fromkeys(index.objects(property_, sh("qualifiedValueShape"))))
    return [shapes.shape(node) for node in found if node != value]


MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "class": _simple(ClassCheck),
        "datatype": _simple(lambda shape, value: DatatypeCheck(shape, string_of(value))),
        "nodeKind": _simple(lambda shape, value: NodeKindCheck(shape, string_of(value))),
        "minCount": _least("minCount", CountCheck),
        "maxCount": _most("maxCount", CountCheck),
        "minExclusive": _range("minExclusive", (_BEHIND,)),
        "minInclusive": _range("minInclusive", (_BEHIND, _WITH)),
        "maxExclusive": _range("maxExclusive", (_BEFORE,)),
        "maxInclusive": _range("maxInclusive", (_BEFORE, _WITH)),
        "minLength": _least("minLength", LengthCheck),
        "maxLength": _most("maxLength", LengthCheck),
        "pattern": _pattern,
        "languageIn": _languages,
        "uniqueLang": _unique_language,
        "equals": _simple(EqualsCheck),
        "disjoint": _simple(DisjointCheck),
        "lessThan": _order("lessThan", (_BEFORE,)),
        "lessThanOrEquals": _order("lessThanOrEquals", (_BEFORE, _WITH)),
        "not": _of_shape(NotCheck),
        "and": _of_shapes("and", AndCheck),
        "or": _of_shapes("or", OrCheck),
        "xone": _of_shapes("xone", XoneCheck),
        "node": _of_shape(NodeCheck),
        "property": _of_shape(PropertyCheck),
        "qualifiedValueShape": _qualified,
        "closed": _closed,
        "hasValue": _simple(HasValueCheck),
        "in": _in,
    }
)
"""For each parameter that makes a constraint, what makes its checks."""

PROPERTY_ONLY = ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals")
"""Parameters of property shapes only."""

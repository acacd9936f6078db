"""Each valid example conforms, each invalid one fires exactly what its head says, and no component is idle."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node
from shaping import (
    INVALID,
    SHAPE_FILES,
    VALID,
    Fired,
    component_name,
    components,
    constraints,
    fired_on,
    qname,
    shapes,
    subclass_axioms,
    written_path,
)

THING, OTHER_THING = URIRef("https://example.org/1"), URIRef("https://example.org/2")
SPOILS: dict[str, tuple[Node, ...]] = {
    "class": (THING,),
    "datatype": (THING,),
    "in": (THING,),
    "languageIn": (Literal("Beispiel", lang="de"),),
    "maxCount": (THING, OTHER_THING),
    "minExclusive": (Literal(-1),),
    "minInclusive": (Literal(-1),),
    "nodeKind": (BNode(),),
    "or": (THING,),
    "pattern": (Literal(""),),
}
"""Values that trip a component, whatever the property."""


@cache
def held() -> frozenset[Fired]:
    """All that can fire."""
    return frozenset(
        Fired(qname(shape), component_name(name), written_path(block), qname(shapes().value(block, SH.severity)))
        for shape, block in constraints()
        for name in components(block)
    )


def foretold(path: Path) -> set[Fired]:
    """What an invalid example's head says that it fires: ``# fires: shape component path``."""
    said = re.findall(r"^# fires: (\S+) (\S+)(?: (\S+))?$", path.read_text(encoding="utf-8"), re.MULTILINE)
    found = {fired for fired in held() if (fired.shape, fired.component, fired.path) in said}
    assert len(found) == len(said), "each of them can fire"
    return found


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_example_conforms(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert not fired_on(Graph().parse(path))


def test_every_shape_file_has_a_valid_example() -> None:
    assert VALID
    assert [path.name for path in VALID] == [path.name for path in SHAPE_FILES]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid_example_fires_what_it_says(path: Path) -> None:
    why, fires = path.read_text(encoding="utf-8").splitlines()[:2]
    assert re.fullmatch(r"# [^#].*\.", why), "the first line says why"
    assert fires.startswith("# fires: "), "the second line says what fires"
    assert fired_on(Graph().parse(path)) == foretold(path)


def test_every_constraint_has_an_invalid_example() -> None:
    shown = {(fired.shape, fired.path, fired.severity) for path in INVALID for fired in foretold(path)}
    assert {(fired.shape, fired.path, fired.severity) for fired in held()} == shown


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_every_component_fires_on_a_spoiled_example(path: Path) -> None:
    """The invalid examples show each block; here each of its components is tripped."""
    targets = set(Graph().parse(path.parents[2] / "shapes" / path.name).objects(None, SH.targetClass))
    idle = []
    for shape, block in constraints():
        prop, target = shapes().value(block, SH.path), shapes().value(shape, SH.targetClass)
        if target is None or target not in targets or not isinstance(prop, URIRef):
            continue
        names = components(block)
        spoiled = [names & set(SPOILS), names & {"minCount"}]
        for tripped in filter(None, spoiled):
            found = fired_on(_spoiled(path, target, prop, tripped))
            fired = {one.component for one in found if (one.shape, one.path) == (qname(shape), qname(prop))}
            idle += [f"{shape} {prop} {name}" for name in tripped if component_name(name) not in fired]
    assert not idle


def _spoiled(path: Path, target: Node, prop: URIRef, tripped: Iterable[str]) -> Graph:
    """The example, a focus node of which breaks components: it lacks the property, or has values that trip them."""
    data = Graph().parse(path)
    kinds = {target, *(below for below, _, above in subclass_axioms() if above == target)}
    focus = min((thing for thing, kind in data.subject_objects(RDF.type) if kind in kinds), key=str)
    if "minCount" in tripped:
        data.remove((focus, prop, None))
    for value in (value for name in tripped for value in SPOILS.get(name, ())):
        data.add((focus, prop, value))
    return data

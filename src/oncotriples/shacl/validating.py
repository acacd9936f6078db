"""Validate any data with any shapes, and check that the shapes themselves are well-formed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from textwrap import shorten
from typing import Literal, get_args

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.heap import collecting_seldom
from oncotriples.namespaces import PREFIXES
from oncotriples.shacl.compiling import compile_shapes
from oncotriples.shacl.engine import Engine
from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.naming import nearest
from oncotriples.shacl.pyshacl_side import PyshaclSide
from oncotriples.shacl.reading import SHAPE_LABEL, Loaded, Source, load
from oncotriples.shacl.results import Report, Result
from oncotriples.shacl.terms import is_iri, parts_of

__all__ = ["ENGINES", "EngineName", "validate", "validate_loaded"]

EngineName = Literal["auto", "compiled", "pyshacl", "topbraid"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)

# Of the problems of a shapes graph, so many are told.
_TOLD = 5
# Whole blocks of a shape are part of some.
_WIDTH = 300


def validate(
    data: Source | Sequence[Source],
    shapes: Source | Sequence[Source],
    *,
    engine: EngineName = "auto",
    check_shapes: bool = True,
    progress: Callable[[str], None] = lambda step: None,
) -> Report:
    """Validate data with shapes.

    Both may be the path of a file in any RDF syntax (``.gz`` too), an rdflib Graph, pyoxigraph triples or quads, or a
    list of these. ``auto`` compiles shapes and leaves to pyshacl what cannot be compiled; ``compiled`` refuses such
    shapes; ``pyshacl`` and ``topbraid`` do everything with that engine. Shapes that are not well-formed are refused
    unless ``check_shapes`` is False. ``progress`` hears what is being done.

    Raises InputError where the shapes are not well-formed or an engine is not there, SourceSyntaxError where a file
    is not, MachineError where one cannot be read.
    """
    if engine not in ENGINES:
        raise InputError(f"there is no engine “{engine}”", mend=f"use one of {', '.join(ENGINES)}")
    with collecting_seldom():
        progress("Shapes")
        loaded_shapes = load(_several(shapes), blank=SHAPE_LABEL)
        progress("Data")
        loaded = load(_several(data))
        return validate_loaded(loaded, loaded_shapes, engine=engine, check_shapes=check_shapes, progress=progress)


def validate_loaded(
    data: Loaded,
    shapes: Loaded,
    *,
    engine: EngineName = "auto",
    check_shapes: bool = True,
    progress: Callable[[str], None] = lambda step: None,
) -> Report:
    """Validate data that is loaded already. Raises as ``validate`` does."""
    if check_shapes:
        _check_shapes(shapes)
    notes = list(_unread_imports(shapes))
    if engine == "topbraid":
        from oncotriples.shacl.topbraid import topbraid_results

        progress("TopBraid")
        results = topbraid_results(data, shapes)
    elif engine == "pyshacl":
        progress("pyshacl")
        results = PyshaclSide(data, shapes).everything()
    else:
        compiled = compile_shapes(shapes.index)
        if engine == "compiled" and (compiled.foreign or compiled.recursive):
            told = "; ".join(compiled.notes)
            raise InputError(f"not all of the shapes can be compiled: {told}", mend="use the engine “auto”")
        notes += compiled.notes
        results = Engine(data, shapes, compiled).results(progress)
    found = tuple(sorted(results))
    return Report(
        results=found,
        engine=engine,
        notes=tuple(notes),
        triples=len(data.index),
        shapes=_named(shapes.index, {result.shape for result in found}),
        prefixes={**data.prefixes, **shapes.prefixes},
    )


def _several(sources: Source | Sequence[Source]) -> Iterable[Source]:
    """A list of sources; one of triples or quads is a source itself."""
    if isinstance(sources, list | tuple) and not (sources and isinstance(sources[0], ox.Triple | ox.Quad)):
        return sources
    return [sources]  # type: ignore[list-item]  # a Source


def _unread_imports(shapes: Loaded) -> Iterator[str]:
    imports = {value for _, value in shapes.index.pairs(f"<{PREFIXES['owl']}imports>")}
    for imported in sorted(imports - shapes.imported):
        yield f"the shapes import {imported} (owl:imports), which was not read"


def _named(shapes: TripleIndex, nodes: Iterable[str]) -> dict[str, str]:
    """For each blank shape the nearest shape above it that has a name."""
    return {node: name for node in sorted(nodes) if not is_iri(node) and (name := nearest(shapes, node))}


def _check_shapes(shapes: Loaded) -> None:
    """Raises InputError where a shapes graph breaks a rule of SHACL-SHACL (appendix C of the specification)."""
    rules = _shacl_shacl()
    found = sorted(set(Engine(shapes, rules, compile_shapes(rules.index)).results(lambda step: None)))
    if found:
        told = [_problem(result, shapes.index) for result in found[:_TOLD]]
        more = [f"and {len(found) - _TOLD} more"] if len(found) > _TOLD else []
        raise InputError(
            "the shapes are not well-formed SHACL:\n  " + "\n  ".join([*told, *more]),
            mend="see https://www.w3.org/TR/shacl/#syntax-rules",
        )


def _problem(result: Result, shapes: TripleIndex) -> str:
    name = result.focus if is_iri(result.focus) else f"<{nearest(shapes, result.focus)}>, a part of it"
    told = " ".join(parts_of(message).text for message in result.messages)
    stated = " ".join(part for part in (name, result.path and f"<{result.path}>", result.value) if part)
    return f"{shorten(stated, _WIDTH)}: {shorten(told, _WIDTH)}"


@lru_cache(maxsize=1)
def _shacl_shacl() -> Loaded:
    """The shapes of shapes, as pyshacl ships them."""
    import pickle

    from rdflib import Graph

    data = files("pyshacl").joinpath("assets", "shacl-shacl.pickle").read_bytes()
    store, identifier = pickle.loads(data)  # noqa: S301  # part of an installed package, as its code is
    return load([Graph(store=store, identifier=identifier)])

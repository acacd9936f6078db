"""How a shape is named to people: by its IRI, or as a part of the nearest shape that has one."""

from collections.abc import Iterator
from contextlib import contextmanager

from oncotriples.errors import InputError, ShapeError
from oncotriples.namespaces import PREFIXES
from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.paths import read_path
from oncotriples.shacl.terms import is_iri

__all__ = ["nearest", "shape_errors", "shape_name"]

_PATH = f"<{PREFIXES['sh']}path>"


def nearest(shapes: TripleIndex, node: str) -> str:
    """The IRI, without brackets, of a node or of the nearest one above it in a shapes graph; empty if none has one."""
    seen: set[str] = set()
    edge = [node]
    while edge:
        names = sorted(term for term in edge if is_iri(term))
        if names:
            return names[0][1:-1]
        seen.update(edge)
        above = [one for term in edge for predicate in shapes.tables for one in shapes.subjects(predicate, term)]
        edge = [one for one in above if one not in seen]
    return ""


def shape_name(shapes: TripleIndex, node: str) -> str:
    """``shape <iri>``; of a blank one ``shape <iri>, a part with sh:path <iri>``, or its label if all are blank."""
    if is_iri(node) or not (above := nearest(shapes, node)):
        return f"shape {node}"
    try:
        path = read_path(shapes, shapes.one(node, _PATH)).text
    except InputError:
        return f"shape <{above}>, a part of it"
    return f"shape <{above}>, a part with sh:path {path if '<' in path else f'<{path}>'}"


@contextmanager
def shape_errors(shapes: TripleIndex, node: str) -> Iterator[None]:
    """Errors about a shape as a ShapeError that names it, unless they name one already."""
    try:
        yield
    except ShapeError:
        raise
    except InputError as error:
        raise ShapeError(f"{shape_name(shapes, node)}: {error.message}", mend=error.mend) from error

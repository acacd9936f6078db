"""Where in the files of the data a focus node is spoken of: for reports that are shown beside the files."""

import re
from collections.abc import Iterable
from pathlib import Path

from oncotriples.graph.reading import ending_of, file_errors, opened, subject_lines
from oncotriples.shacl.terms import is_iri

__all__ = ["places"]

_BY_LINE = (".nt", ".nq")
_TURTLE = (".ttl", ".trig")
_IRI = re.compile(r"[^\s<>\"]+")


def places(paths: Iterable[Path], nodes: Iterable[str]) -> dict[str, tuple[str, int]]:
    """The first file that speaks of each node (a term), and the line from 1, or 0 where only the file is known.

    Of a node in Turtle it is the line where its block begins, if that begins in column 1; of one in N-Triples and
    N-Quads its first line. In other syntaxes it is told whether the file has the IRI at all. Blank nodes have no place.
    """
    wanted = {node for node in nodes if is_iri(node)}
    found: dict[str, tuple[str, int]] = {}
    for path in paths:
        with file_errors(path.as_posix()):
            lines = _lines(path, wanted - found.keys())
        found.update((node, (path.as_posix(), line)) for node, line in lines.items())
    return found


def _lines(path: Path, wanted: set[str]) -> dict[str, int]:
    """The line of each wanted node that a file speaks of. Raises OSError."""
    ending = ending_of(path)
    with opened(path) as file:
        if ending in _BY_LINE:
            return _first_lines(file, {node.encode(): node for node in wanted})
        text = file.read().decode("utf-8", "replace")
    if ending in _TURTLE:
        blocks = subject_lines(text)
        return {node: blocks[node[1:-1]] for node in wanted if node[1:-1] in blocks}
    named = set(_IRI.findall(text))
    return {node: 0 for node in wanted if node[1:-1] in named}


def _first_lines(lines: Iterable[bytes], wanted: dict[bytes, str]) -> dict[str, int]:
    """The first line of each wanted node; large files are read no further than they must be."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not wanted:
            break
        if node := wanted.pop(line.split(None, 1)[0] if line.strip() else b"", None):
            found[node] = number
    return found

"""Where in the files of the data a focus node is spoken of: for reports that are shown beside the files."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

from oncotriples.graph.reading import file_errors, subject_lines
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
            text = gzip.decompress(path.read_bytes()) if path.suffix.lower() == ".gz" else path.read_bytes()
        lines = _lines(text.decode("utf-8", "replace"), path, wanted - found.keys())
        found.update((node, (path.as_posix(), line)) for node, line in lines.items())
    return found


def _lines(text: str, path: Path, wanted: set[str]) -> dict[str, int]:
    endings = [ending.lower() for ending in path.suffixes[-2:]]
    if any(ending in _BY_LINE for ending in endings):
        found: dict[str, int] = {}
        for number, line in enumerate(text.split("\n"), start=1):
            subject = line.lstrip().split(" ", 1)[0].split("\t", 1)[0]
            if subject in wanted:
                found.setdefault(subject, number)
        return found
    if any(ending in _TURTLE for ending in endings):
        blocks = subject_lines(text)
        return {node: blocks[node[1:-1]] for node in wanted if node[1:-1] in blocks}
    named = set(_IRI.findall(text))
    return {node: 0 for node in wanted if node[1:-1] in named}

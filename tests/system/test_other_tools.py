"""Readers that are not ours find in each file of a build as many statements as we wrote."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support import missing, needs_program

from oncotriples.graph.reading import read_quads

pytestmark = pytest.mark.system

_NODE = Path(__file__).parent / "node"

# The graph in each format, and the files beside it.
_GRAPH = ("oncotriples.jsonld", "oncotriples.nt", "oncotriples.rdf", "oncotriples.ttl")
_QUADS = ("oncotriples.nq", "oncotriples.trig")
_OTHERS = ("codes.ttl", "ontology.ttl", "queries.ttl", "shapes.ttl", "validation.ttl", "void.ttl")


def _written(built: Path, name: str) -> int:
    """How many statements we wrote: the lines of the N-Triples or N-Quads file; elsewhere what our own parser finds."""
    if name in _GRAPH + _QUADS:
        lines = (built / ("oncotriples.nq" if name in _QUADS else "oncotriples.nt")).read_bytes().splitlines()
        return len(lines)
    return len(set(read_quads(built / name)))


def _pyoxigraph(file: Path) -> int:
    return len(set(read_quads(file)))


def _rdflib(file: Path) -> int:
    import rdflib
    from rdflib.util import guess_format

    with file.open("rb") as stream:
        if file.name in _QUADS:
            dataset = rdflib.Dataset()
            dataset.parse(stream, format=guess_format(file.name))
            return sum(1 for _ in dataset.quads())
        return len(rdflib.Graph().parse(stream, format=guess_format(file.name)))


def _rapper(file: Path) -> int:
    formats = {".nq": "nquads", ".nt": "ntriples", ".rdf": "rdfxml", ".trig": "trig", ".ttl": "turtle"}
    command = [needs_program("rapper"), "--count", "--input", formats[file.suffix], str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found = re.search(r"Parsing returned (\d+) triples?", done.stderr)
    assert found is not None, done.stderr
    assert "Warning" not in done.stderr, done.stderr
    return int(found[1])


def _n3js(file: Path) -> int:
    if not (_NODE / "node_modules" / "n3").is_dir():
        missing("N3.js", "npm ci --prefix tests/system/node")
    command = [needs_program("node"), str(_NODE / "count.js"), str(file)]
    return int(subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout)


def _pyld(file: Path) -> int:
    from pyld import jsonld

    dataset = jsonld.to_rdf(json.loads(file.read_text(encoding="utf-8")))
    return sum(len(triples) for triples in dataset.values())


# Each reader, and the formats that it reads.
_READERS: dict[Callable[[Path], int], set[str]] = {
    _n3js: {".nq", ".nt", ".trig", ".ttl"},
    _pyld: {".jsonld"},
    _pyoxigraph: {".jsonld", ".nq", ".nt", ".rdf", ".trig", ".ttl"},
    _rapper: {".nq", ".nt", ".rdf", ".trig", ".ttl"},
    _rdflib: {".jsonld", ".nq", ".nt", ".rdf", ".trig", ".ttl"},
}


@pytest.mark.parametrize(
    ("reader", "name"),
    [
        pytest.param(reader, name, id=f"{reader.__name__.strip('_')}-{name}")
        for reader, suffixes in _READERS.items()
        for name in _GRAPH + _QUADS + _OTHERS
        if Path(name).suffix in suffixes
    ],
)
# rdflib 7.6's own parsers use classes that it calls deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")
def test_each_reader_counts_what_was_written(reader: Callable[[Path], int], name: str, built: Path) -> None:
    assert reader(built / name) == _written(built, name) > 0

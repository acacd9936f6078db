"""The data of a site as readers find it: the three forms beside each page, and all that they say together."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.term import Node

from oncotriples.namespaces import BASE

__all__ = ["FORMATS", "graph_of", "lost", "pages_with_data", "triples_by_rdflib"]

FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".jsonld": ox.RdfFormat.JSON_LD, ".nt": ox.RdfFormat.N_TRIPLES}
"""The forms beside a page, by their endings."""

_NAMES = {".ttl": "turtle", ".jsonld": "json-ld", ".nt": "nt"}


def pages_with_data(site: Path) -> list[str]:
    """The paths, without endings, of whatever has N-Triples beside it."""
    return sorted(path.with_suffix("").relative_to(site).as_posix() for path in site.rglob("*.nt"))


def graph_of(file: Path) -> frozenset[ox.Triple]:
    """The triples of a file; blank nodes have the same names in equal graphs."""
    triples = {quad.triple for quad in ox.parse(path=file, format=FORMATS[file.suffix])}
    if not any(isinstance(term, ox.BlankNode) for triple in triples for term in (triple.subject, triple.object)):
        return frozenset(triples)
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(quad.triple for quad in dataset)


def triples_by_rdflib(file: Path) -> set[tuple[Node, Node, Node]]:
    """The triples of a file as rdflib reads it."""
    with file.open("rb") as stream:
        return set(rdflib.Graph().parse(stream, format=_NAMES[file.suffix]))


def lost(site: Path, quads: Iterable[ox.Quad]) -> list[str]:
    """The triples about things of ours that no page has beside it, sorted."""
    about_ours = {f"{quad.triple} ." for quad in quads if str(quad.subject).startswith(f"<{BASE}")}
    return sorted(about_ours.difference(_lines(site)))


def _lines(site: Path) -> Iterator[str]:
    for path in pages_with_data(site):
        yield from (site / f"{path}.nt").read_text(encoding="utf-8").split("\n")

"""A small release with questions of its own, and what the pages of a site are made from."""

import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox
from support import ROOT

from oncotriples.graph.reading import Triple, read_turtle
from oncotriples.questions.catalogue import catalogue
from oncotriples.questions.saved import load_queries
from oncotriples.release.jsonld import read_context
from oncotriples.release.opened import DUMP, OpenedRelease
from oncotriples.render.html import Frame
from oncotriples.site.index import Index, build_index
from oncotriples.site.reading import Reader
from oncotriples.site.sources import SiteSources
from oncotriples.site.vocabulary import Vocabulary

__all__ = ["quads_of", "question", "small_release", "sources_of"]

_PREFIXES = "PREFIX ex: <http://example.org/>\n"
_ONTOLOGY = ROOT / "ontology" / "oncotriples.ttl"


def question(text: str, *, columns: str = "{}", params: str = "{}", summary: str = "What is there") -> str:
    """The file of a question."""
    return (
        f"#+ summary: {summary}\n#+ description: Which things are there? They are told of by name.\n"
        f"#+ params: {params}\n#+ columns: {columns}\n#+ tags: [evidence, search]\n\n{_PREFIXES}\n{text}\n"
    )


def small_release(
    folder: Path,
    quads: str,
    questions: Mapping[str, str],
    *,
    version: str = "7.7.7",
    issued: str = "2031-05-06",
) -> OpenedRelease:
    """A release of these quads, and of these questions by their names: all of one theme."""
    (folder / "queries" / "evidence").mkdir(parents=True)
    (folder / DUMP).write_bytes(gzip.compress(quads.encode(), mtime=0))
    for name, text in questions.items():
        (folder / "queries" / "evidence" / f"{name}.rq").write_text(text, encoding="utf-8")
    sums = {DUMP: "0" * 64, **{f"queries/evidence/{name}.rq": "0" * 64 for name in questions}}
    size = quads.count("\n")
    return OpenedRelease(
        folder, version, issued, size, MappingProxyType({"http://example.org/g": size}), MappingProxyType(sums)
    )


def sources_of(
    release: OpenedRelease, index: Path, *, playground: bool = True, triples: Iterable[Triple] | None = None
) -> SiteSources:
    """What a site of the release is made from. ``triples`` take the place of the release's questions as RDF."""
    vocabulary = Vocabulary(read_turtle(_ONTOLOGY, _ONTOLOGY.name).triples)
    described = catalogue(load_queries(release.folder / "queries").values()) if triples is None else triples
    build_index(index, [*(quad.triple for quad in release.quads()), *described], vocabulary)
    opened = Index(index)
    return SiteSources(
        release,
        opened,
        vocabulary,
        Reader(opened, vocabulary),
        read_context(ROOT / "ontology" / "context.jsonld"),
        Frame("Extracts from NCI's PDQ® summaries."),
        playground,
    )


def quads_of(text: str) -> str:
    """Statements in Turtle as N-Quads of one graph, sorted."""
    graph = ox.NamedNode("http://example.org/g")
    parsed = ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri="https://w3id.org/oncotriples/")
    return "".join(sorted(f"{quad.triple} {graph} .\n" for quad in parsed))

"""Small releases for the tests of the pages of reference, that of this checkout, and what such pages hold."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import cast

import pyoxigraph as ox
from lxml import html
from support import ROOT

from oncotriples.graph.nesting import canonical
from oncotriples.graph.reading import Triple, read_turtle
from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.release.jsonld import read_context
from oncotriples.release.opened import OpenedRelease
from oncotriples.render.html import Frame
from oncotriples.site.index import Index, build_index
from oncotriples.site.reading import Reader
from oncotriples.site.sources import SiteSources
from oncotriples.site.vocabulary import Vocabulary

__all__ = ["Page", "graph_of", "own_sources", "triples_of", "written_sources"]

HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items()) + f"@base <{BASE}> .\n"
_CONTEXT = {"@context": {"@base": BASE, "onct": PREFIXES["onct"], "skos": PREFIXES["skos"], "xsd": PREFIXES["xsd"]}}


def written_sources(
    folder: Path,
    *,
    ontology: str = "",
    shapes: str = "",
    codes: str = "",
    void: str = "",
    graph: str = "",
    terms: Mapping[str, object] | None = None,
) -> SiteSources:
    """A release of Turtle without the lines of prefixes; its dataset holds ``codes`` and ``graph``."""
    context = {"@context": {**_CONTEXT["@context"], **(terms or {})}}
    files = {"ontology.ttl": ontology, "shapes.ttl": shapes, "codes.ttl": codes, "void.ttl": void}
    texts = {name: (HEAD + text).encode() for name, text in files.items()}
    return _sources(folder, {**texts, "context.jsonld": json.dumps(context).encode()}, triples_of(codes + graph))


@lru_cache(maxsize=1)
def own_sources(folder: Path) -> SiteSources:
    """Ontology, shapes and codes of this checkout, as a release has them, and a claim."""
    held: dict[str, list[Triple]] = {"ontology.ttl": [], "shapes.ttl": [], "codes.ttl": []}
    for name, pattern in (("ontology.ttl", "*.ttl"), ("shapes.ttl", "shapes/*.ttl"), ("codes.ttl", "codes/*.ttl")):
        for path in sorted((ROOT / "ontology").glob(pattern)):
            held[name] += read_turtle(path, path.name).triples
    files = {name: write_turtle(triples, prefixes=PREFIXES, base=BASE).encode() for name, triples in held.items()}
    files["context.jsonld"] = (ROOT / "ontology/context.jsonld").read_bytes()
    files["void.ttl"] = HEAD.encode()
    claim = "<assertion/a/b> a onct:OutcomeAssertion ; onct:levelOfEvidence <level/treatment-legacy/3iiiA> ."
    return _sources(folder, files, [*held["codes.ttl"], *triples_of(claim)])


def _sources(folder: Path, files: dict[str, bytes], dataset: list[Triple]) -> SiteSources:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    vocabulary = Vocabulary(read_turtle(folder / "ontology.ttl", "ontology.ttl").triples)
    (folder / "index.db").unlink(missing_ok=True)
    build_index(folder / "index.db", dataset, vocabulary)
    index = Index(folder / "index.db")
    return SiteSources(
        release=OpenedRelease(folder, "1.2.3", "2026-01-02", len(dataset), {}, dict.fromkeys(files, "")),
        index=index,
        vocabulary=vocabulary,
        reader=Reader(index, vocabulary),
        context=read_context(folder / "context.jsonld"),
        frame=Frame("An extract."),
        has_playground=False,
    )


def triples_of(turtle: str) -> list[Triple]:
    """The triples of Turtle without the lines of prefixes."""
    return [quad.triple for quad in ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)]


def graph_of(content: bytes, form: ox.RdfFormat) -> ox.Dataset:
    """A graph in a form that is told by its canonical labels."""
    return canonical(ox.parse(content, format=form, base_iri=BASE))


class Page:
    """A page as a reader finds it, asked by XPath; texts are told with single spaces."""

    def __init__(self, content: bytes) -> None:
        self._root = html.document_fromstring(content.decode())

    def elements(self, path: str, *, anchor: str = "") -> list[html.HtmlElement]:
        """The elements at a path, in which ``$anchor`` may stand."""
        return cast(list[html.HtmlElement], self._root.xpath(path, anchor=anchor))

    def strings(self, path: str, *, anchor: str = "", heading: str = "") -> list[str]:
        """The attributes at a path."""
        return [str(one) for one in cast(list[str], self._root.xpath(path, anchor=anchor, heading=heading))]

    def texts(self, path: str, *, anchor: str = "") -> list[str]:
        """What the elements at a path say."""
        return [_text(one) for one in self.elements(path, anchor=anchor)]

    def ids(self) -> list[str]:
        """Every anchor."""
        return self.strings("//@id")

    def links(self) -> list[str]:
        """Where its links lead."""
        return self.strings("//a/@href")

    def text(self, anchor: str) -> str:
        """What stands at an anchor."""
        (said,) = self.texts("//*[@id=$anchor]", anchor=anchor)
        return said

    def facts(self, anchor: str = "") -> dict[str, list[str]]:
        """Heading → values of the facts at an anchor, or of those at the head of the page."""
        rows = self.elements("//*[@id=$anchor]/dl/div" if anchor else "//article/dl/div", anchor=anchor)
        return {_text(row.find("dt")): [_text(one) for one in row.findall("dd")] for row in rows}

    def targets(self, anchor: str, heading: str) -> list[str]:
        """Where the links of a fact lead."""
        return self.strings("//*[@id=$anchor]/dl/div[dt=$heading]/dd//a/@href", anchor=anchor, heading=heading)


def _text(element: html.HtmlElement) -> str:
    return " ".join("".join(map(str, element.itertext())).split())

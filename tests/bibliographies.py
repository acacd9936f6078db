"""Small graphs of works for the tests of bibliographies."""

import pyoxigraph as ox

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.questions.engines import OxigraphEngine
from oncotriples.release.bibliography import Entry, entry
from oncotriples.release.lookup import Lookup, term

__all__ = ["ARTICLE", "article", "engine", "graph", "lookup", "made", "one"]

ARTICLE = f"{BASE}citation/pmid/1"
_HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def graph(turtle: str) -> tuple[Triple, ...]:
    """The triples of Turtle without its prefixes."""
    return tuple(quad.triple for quad in ox.parse(_HEAD + turtle, format=ox.RdfFormat.TURTLE))


def lookup(turtle: str) -> Lookup:
    """The same as a lookup."""
    return Lookup(graph(turtle))


def engine(turtle: str) -> OxigraphEngine:
    """The same as an engine."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in graph(turtle))
    return OxigraphEngine(store)


def article(more: str = "", *, of: str = "") -> str:
    """An article, <citation/pmid/1>, with further statements about it, and others behind it."""
    return f'<citation/pmid/1> a fabio:JournalArticle ; skos:prefLabel "Example 2020"@en ; {more} . {of}'


def one(turtle: str, path: str = "citation/pmid/1") -> Entry:
    """The entry of one work."""
    return entry(lookup(turtle), BASE + path)


def made(**said: str) -> Entry:
    """The entry of an article with properties whose values may be any text: ``dcterms_title="…"``."""
    subject = ox.NamedNode(ARTICLE)
    kind = Triple(subject, ox.NamedNode(term("rdf:type")), ox.NamedNode(term("fabio:JournalArticle")))
    triples = [
        Triple(subject, ox.NamedNode(term(name.replace("_", ":"))), ox.Literal(text)) for name, text in said.items()
    ]
    return entry(Lookup([kind, *triples]), ARTICLE)

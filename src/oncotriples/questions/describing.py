"""One resource described: everything that the graph says of it, and everything that points to it."""

from dataclasses import dataclass

import pyoxigraph as ox

from oncotriples.errors import UnknownNameError
from oncotriples.graph.reading import Triple
from oncotriples.graph.turtle import write_turtle
from oncotriples.iris import expand
from oncotriples.namespaces import BASE, PREFIXES, RDF_TYPE, compact
from oncotriples.questions.answers import Term, printable
from oncotriples.questions.engines import Engine
from oncotriples.questions.params import with_values

__all__ = ["Description", "Link", "as_text", "as_turtle", "describe"]

_PREFIX = f"PREFIX skos: <{PREFIXES['skos']}>\n"
_OUTGOING = (
    _PREFIX
    + """SELECT DISTINCT ?predicate ?other ?label WHERE {
  ?thing ?predicate ?other .
  OPTIONAL { ?other skos:prefLabel ?label }
}"""
)
_INCOMING = (
    _PREFIX
    + """SELECT DISTINCT ?predicate ?other ?label WHERE {
  ?other ?predicate ?thing .
  OPTIONAL { ?other skos:prefLabel ?label }
}"""
)
_KNOWN = _PREFIX + "SELECT DISTINCT ?thing WHERE { ?thing skos:prefLabel ?label } LIMIT 50000"
# What a resource is and is called comes first, then the rest in the order of the short names.
_FIRST = (RDF_TYPE, *(PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "notation", "definition")))


@dataclass(frozen=True)
class Link:
    """A statement about the resource, seen from it: predicate, the other end, and its label if it has one."""

    predicate: str
    other: Term
    label: str | None


@dataclass(frozen=True)
class Description:
    """A resource, what is said of it and what points to it; both in reading order."""

    iri: str
    outgoing: tuple[Link, ...]
    incoming: tuple[Link, ...]


def describe(name: str, engine: Engine) -> Description:
    """Everything about a resource, named ``agent/imatinib`` or by its whole IRI.

    Raises InputError where the name is no IRI, UnknownNameError where the graph does not know it.
    """
    iri = expand(name)
    thing = {"thing": ox.NamedNode(iri)}
    outgoing = _links(engine, with_values(_OUTGOING, thing))
    incoming = _links(engine, with_values(_INCOMING, thing))
    if not outgoing and not incoming:
        known = [compact(row[0].value) for row in engine.select(_KNOWN).rows if isinstance(row[0], ox.NamedNode)]
        raise UnknownNameError(
            "resource", compact(iri), known, mend="oncotriples query class-usage shows what there is"
        )
    return Description(iri, outgoing, incoming)


def as_text(description: Description) -> str:
    """The description for people: short names, and labels beside them."""
    names = [link.label or _cell(link.other) for link in description.outgoing if link.predicate == _FIRST[1]]
    lines = [f"{names[0]}  <{description.iri}>" if names else f"<{description.iri}>"]
    for title, links in (("", description.outgoing), ("Pointed to by", description.incoming)):
        if links:
            lines += ["", title] if title else [""]
            size = max(len(compact(link.predicate)) for link in links)
            previous = ""
            for link in links:
                shown = compact(link.predicate) if link.predicate != previous else ""
                label = f"  {printable(link.label)}" if link.label else ""
                lines.append(f"  {shown:<{size}}  {_cell(link.other)}{label}")
                previous = link.predicate
    return "\n".join(lines) + "\n"


def as_turtle(description: Description) -> str:
    """The same statements as Turtle."""
    thing = ox.NamedNode(description.iri)
    out = [Triple(thing, ox.NamedNode(link.predicate), link.other) for link in description.outgoing]
    back = [
        Triple(link.other, ox.NamedNode(link.predicate), thing)
        for link in description.incoming
        if not isinstance(link.other, ox.Literal)
    ]
    return write_turtle([*out, *back], prefixes=PREFIXES, base=BASE, subject_order=(thing,))


def _links(engine: Engine, sparql: str) -> tuple[Link, ...]:
    labels: dict[tuple[str, Term], list[str]] = {}
    for predicate, other, label in engine.select(sparql).rows:
        if isinstance(predicate, ox.NamedNode) and other is not None:
            found = labels.setdefault((predicate.value, other), [])
            found += [label.value] if isinstance(label, ox.Literal) else []
    links = [Link(predicate, other, min(found, default=None)) for (predicate, other), found in labels.items()]
    return tuple(sorted(links, key=_reading_order))


def _reading_order(link: Link) -> tuple[int, str, str]:
    rank = _FIRST.index(link.predicate) if link.predicate in _FIRST else len(_FIRST)
    return rank, compact(link.predicate), str(link.other)


def _cell(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return printable(compact(term.value))
    return printable(term.value if isinstance(term, ox.Literal) else str(term))

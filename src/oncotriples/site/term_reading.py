"""From an ontology to what its page says of one class or property."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from oncotriples.namespaces import BASE, RDF_TYPE, compact
from oncotriples.release.jsonld import Context
from oncotriples.release.lookup import term
from oncotriples.render.views import Link
from oncotriples.shacl.terms import bracketed, is_blank, is_iri, is_literal, parts_of
from oncotriples.site.graph_file import GraphFile
from oncotriples.site.headings import heading, in_order
from oncotriples.site.ontology_view import TermView
from oncotriples.site.usage import Usage
from oncotriples.site.words import Code, Fact, Words, counted, joined

__all__ = ["TermReader"]

_KINDS = (
    ("owl:Class", "class"),
    ("owl:ObjectProperty", "property that links things"),
    ("owl:DatatypeProperty", "property that holds a value"),
    ("owl:AnnotationProperty", "annotation"),
)
_CHARACTERS = (
    ("owl:FunctionalProperty", "one value at most"),
    ("owl:InverseFunctionalProperty", "one subject at most for each value"),
    ("owl:TransitiveProperty", "leads on from value to value"),
    ("owl:SymmetricProperty", "holds both ways"),
    ("owl:AsymmetricProperty", "never holds both ways"),
    ("owl:ReflexiveProperty", "leads from each thing to itself"),
    ("owl:IrreflexiveProperty", "never leads from a thing to itself"),
)
# Told elsewhere on the page.
_APART = frozenset(
    (
        RDF_TYPE,
        *map(term, ("rdfs:label", "dcterms:title", "skos:definition", "skos:example", "skos:scopeNote")),
        term("rdfs:isDefinedBy"),
    )
)
# Names of things that have no page.
_NAMES = frozenset((term("owl:versionIRI"),))


class TermReader:
    """Reads the terms of one graph; ``link`` names a thing and leads to where it is told of."""

    def __init__(
        self,
        graph: GraphFile,
        link: Callable[[str], Link],
        *,
        context: Context,
        usage: Usage,
        judges: Mapping[str, tuple[Link, ...]],
    ) -> None:
        self._graph = graph
        self._link = link
        self._context = context
        self._usage = usage
        self._judges = judges
        self._subclasses = _inverted(graph, "rdfs:subClassOf")
        self._subproperties = _inverted(graph, "rdfs:subPropertyOf")
        self._inverses = _inverted(graph, "owl:inverseOf")
        self._disjoint = _inverted(graph, "owl:disjointWith")
        self._in_domain = _inverted(graph, "rdfs:domain")
        self._in_range = _inverted(graph, "rdfs:range")

    def view(self, iri: str, anchor: str, *more: Fact) -> TermView:
        """What is said of a term; ``more`` facts stand before how it is used."""
        node = bracketed(iri)
        return TermView(
            anchor=anchor,
            label=self.label(iri),
            name=compact(iri),
            address=Link(iri, iri if iri.startswith(("http:", "https:")) and not iri.startswith(BASE) else ""),
            kind=self.kind(iri),
            definition=self._graph.text(node, "skos:definition"),
            examples=self._graph.texts(node, "skos:example"),
            notes=self._graph.texts(node, "skos:scopeNote"),
            facts=(*in_order((*self.said(iri), *self._seen_from(iri), *more)), *self._used(iri)),
        )

    def label(self, iri: str) -> str:
        """What a term is called, or its short name."""
        return self._graph.text(bracketed(iri), "rdfs:label") or compact(iri)

    def kind(self, iri: str) -> str:
        """What kind of term it is: ``class``; an empty text for one of which that is not said."""
        types = self._graph.iris(bracketed(iri), "rdf:type")
        return next((kind for name, kind in _KINDS if term(name) in types), "")

    def said(self, iri: str) -> tuple[Fact, ...]:
        """What the graph itself says of a term, prose apart: a fact for each property."""
        types = self._graph.iris(bracketed(iri), "rdf:type")
        characters = tuple((words,) for name, words in _CHARACTERS if term(name) in types)
        facts = [Fact("Character", characters)] if characters else []
        for predicate, values in self._graph.said(bracketed(iri)):
            if predicate not in _APART:
                label = heading(predicate, self._link(predicate).label)
                facts.append(Fact(label, tuple(self._words(value, predicate) for value in values)))
        return tuple(facts)

    def use(self, iri: str) -> str:
        """How often a term is used: ``22 things``, ``1 statement``."""
        is_class = self.kind(iri) == "class"
        size = (self._usage.things if is_class else self._usage.statements).get(iri, 0)
        return counted(size, "thing" if is_class else "statement") if size else "not used"

    def short(self, iri: str) -> Words:
        """What a term is called in JSON-LD and what its values are there; nothing where the context has no name."""
        held = self._context.terms.get(iri)
        if held is None:
            return ()
        datatype = compact(held.datatype) if held.datatype and not held.is_link else ""
        language = f"text in “{held.language}”" if held.language else ""
        told = ("a link" if held.is_link else "", datatype, language, "always a list" if held.is_set else "")
        return (Code(held.name), *(f", {words}" for words in told if words))

    def _seen_from(self, iri: str) -> Iterator[Fact]:
        """What the graph says of other terms about this one."""
        for label, subjects in (
            ("Superclass of", self._subclasses),
            ("Superproperty of", self._subproperties),
            ("Inverse of", self._inverses),
            ("Disjoint with", self._disjoint),
            ("Properties", self._in_domain),
            ("Value of", self._in_range),
        ):
            if iri in subjects:
                links = sorted(map(self._link, subjects[iri]), key=lambda link: (link.label.casefold(), link.href))
                yield Fact(label, (joined(((link,) for link in links), ", "),))

    def _used(self, iri: str) -> Iterator[Fact]:
        """How it is used in this release, and what the other files of the release have for it."""
        yield Fact("In this release", ((self.use(iri),),))
        # A shape judges what is below its class, too.
        judging = {link for one in self._graph.above(iri) for link in self._judges.get(one, ())}
        if judging:
            links = sorted(judging, key=lambda link: link.label)
            yield Fact("Judged by", (joined(((link,) for link in links), ", "),))
        if short := self.short(iri):
            yield Fact("In JSON-LD", (short,))

    def _words(self, value: str, predicate: str) -> Words:
        """A value: a link, a text, a class that is made of others."""
        if is_iri(value):
            return (Code(value[1:-1]) if predicate in _NAMES else self._link(value[1:-1]),)
        if is_literal(value):
            return (parts_of(value).text,)
        for name, separator in (("owl:unionOf", " or "), ("owl:intersectionOf", " and ")):
            members = _members(self._graph, value, name)
            if members:
                return joined(((self._link(member),) for member in members), separator)
        return (Code(self._graph.turtle(value)),)


def _inverted(graph: GraphFile, name: str) -> Mapping[str, frozenset[str]]:
    """What has a class or property as the value of a property, or in a union that is one: IRI → IRIs."""
    found: dict[str, set[str]] = {}
    for subject, value in graph.index.pairs(bracketed(term(name))):
        members = [value[1:-1]] if is_iri(value) else _members(graph, value, "owl:unionOf")
        for member in members if is_iri(subject) else ():
            found.setdefault(member, set()).add(subject[1:-1])
    return MappingProxyType({iri: frozenset(held) for iri, held in found.items()})


def _members(graph: GraphFile, node: str, name: str) -> list[str]:
    """The members of a class that is made of named classes alone, else none."""
    members = graph.index.items(graph.value(node, name)) if is_blank(node) else []
    return [member[1:-1] for member in members] if all(map(is_iri, members)) else []

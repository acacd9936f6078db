"""Compact JSON-LD for web developers, written directly against ontology/context.jsonld.

A generic compaction takes seconds; this writer knows what it needs of the context and no more. The context stands in
the output, so nothing is ever fetched. Things that a reader wants to see named are repeated with type and label where
they are referred to: those triples are in the graph anyway, so the RDF is the same.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.graph.nesting import Object, Structure, structure_of
from oncotriples.graph.reading import Triple
from oncotriples.graph.terms import Names, unwritable
from oncotriples.namespaces import PREFIXES, RDF_TYPE, XSD

__all__ = ["EMBEDDED", "Context", "read_context", "write_jsonld"]

# fmt: off
EMBEDDED = frozenset((
    "agent", "subtype", "activityKind", "developmentStatus", "group", "comparator", "treatment", "situation",
    "modality", "role", "alternativeTo", "endpoint", "direction", "timeUnit", "valueKind", "unit", "prognosis",
    "study", "polarity", "maturity", "citesAsEvidence", "levelOfEvidence", "component", "optionalComponent",
    "constituentTreatment", "formOf", "saltOf", "agentClass", "disease", "stage", "metastasisSite",
    "multiplicity", "ageGroup", "studyDesign", "reportedIn", "trial", "studyDesignCategory", "endPointCategory",
    "markedLevel", "searchFacet", "broader", "standing", "noticeKind", "weakestStanding", "trialStatus", "trialPhase",
    "studiesAgent", "studiesTumor",
))
# fmt: on
"""The terms whose values are shown with type and label."""

_LABEL = f"{PREFIXES['skos']}prefLabel"
_STRING = f"{XSD}string"
# Numbers and truth values that are the same text in JSON and in RDF, and that no JSON reader rounds.
_NATIVE = {f"{XSD}integer": re.compile(r"0|-?[1-9][0-9]{0,14}"), f"{XSD}boolean": re.compile(r"true|false")}


@dataclass(frozen=True)
class _Term:
    name: str
    is_link: bool = False
    datatype: str = ""
    language: str = ""
    is_set: bool = False


@dataclass(frozen=True)
class Context:
    """A JSON-LD context: ``text`` as authored, ``names`` for shortening IRIs, ``terms`` by the IRI they stand for.

    ``ranks``: the place of each class in the context, which has the special classes before the general ones.
    """

    text: str
    names: Names
    terms: Mapping[str, _Term]
    ranks: Mapping[str, int]
    entries: Mapping[str, Any]

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Each entry as a line of the context."""
        encode = json.JSONEncoder(ensure_ascii=False).encode
        return {name: f"    {encode(name)}: {encode(value)}" for name, value in self.entries.items()}

    def only(self, used: Iterable[str]) -> str:
        """The context as text with its keywords and those of its terms and prefixes that are used."""
        wanted = {"id", "type", *used}
        # A term's own address and type are shortened by prefixes, which it needs.
        wanted |= {prefix for name in wanted for prefix in _prefixes_of(self.entries.get(name))}
        kept = ",\n".join(text for name, text in self.texts.items() if name.startswith("@") or name in wanted)
        return f'{{\n  "@context": {{\n{kept}\n  }}\n}}\n'


def read_context(path: Path) -> Context:
    """Read a context of the form that ontology/context.jsonld has: a class is a string, a property an object.

    Raises InputError where it is none.
    """
    text = path.read_text(encoding="utf-8")
    try:
        entries: dict[str, Any] = json.loads(text)["@context"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path.name}: no JSON-LD context: {error!r}", mend="see ontology/context.jsonld") from None
    base = entries.get("@base")
    simple = {name: value for name, value in entries.items() if isinstance(value, str) and name != "@base"}
    prefixes = {name: value for name, value in simple.items() if value.endswith(("/", "#"))}

    def expanded(name: str) -> str:
        prefix, _, local = name.partition(":")
        return prefixes[prefix] + local if prefix in prefixes else name

    classes = {name: expanded(value) for name, value in simple.items() if name[0].isupper()}
    terms = {iri: _Term(name) for name, iri in classes.items()}
    for name, value in entries.items():
        if isinstance(value, dict):
            type_ = value.get("@type", "")
            terms[expanded(value["@id"])] = _Term(
                name,
                is_link=type_ == "@id",
                datatype=expanded(type_),
                language=value.get("@language", ""),
                is_set=value.get("@container") == "@set",
            )
    ranks = {iri: rank for rank, iri in enumerate(classes.values())}
    return Context(text, Names(prefixes, base), terms, ranks, entries)


def _prefixes_of(entry: Any) -> Iterator[str]:
    """The prefixes by which an entry of a context writes its addresses; keywords and whole ones have none."""
    for address in (entry.get("@id"), entry.get("@type")) if isinstance(entry, dict) else (entry,):
        if address and not address.startswith("@") and not address.endswith(("/", "#")):
            yield address.partition(":")[0]


def write_jsonld(triples: Iterable[Triple], context: Context, *, short: bool = False) -> str:
    """The triples as one compact JSON-LD document: a node a subject, a line a property, ``context`` included.

    ``short`` leaves out the terms of the context that the document does not use. Raises InputError for blank nodes
    (published data has none) and for triple terms.
    """
    structure = structure_of(triples)
    writer = _Writer(structure, context)
    nodes = ",\n".join(writer.node(subject) for subject in structure.subjects())
    body = (context.only(writer.used) if short else context.text).rstrip().removesuffix("}").rstrip()
    return f'{body},\n  "@graph": [\n{nodes}\n  ]\n}}\n'


class _Writer:
    def __init__(self, structure: Structure, context: Context) -> None:
        self._structure = structure
        self._context = context
        self._encode = json.JSONEncoder(ensure_ascii=False).encode
        self.used: set[str] = set()
        self._ids: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._embeddings: dict[Object, dict[str, Any]] = {}

    def node(self, subject: Object) -> str:
        """One node object, indented, a property a line."""
        lines = [f'      "id": {self._encode(self._id(subject))}']
        for predicate, objects in self._structure.properties[_named(subject)]:
            name, value = self._type(objects) if predicate == RDF_TYPE else self._property(predicate, objects)
            lines.append(f"      {self._encode(name)}: {self._encode(value)}")
        return "    {\n" + ",\n".join(lines) + "\n    }"

    def _id(self, node: Object) -> str:
        """An IRI in a place where JSON-LD resolves it against the base."""
        iri = _named(node).value
        known = self._ids.get(iri)
        if known is None:
            name = self._context.names.prefixed(iri)
            relative = self._context.names.relative(iri)
            known = self._ids[iri] = ":".join(name) if name else relative or iri
            if name:
                self.used.add(name[0])
        return known

    def _name(self, iri: str) -> str:
        """An IRI in a place where JSON-LD takes terms: a property or a class."""
        known = self._names.get(iri)
        if known is None:
            term = self._context.terms.get(iri)
            name = self._context.names.prefixed(iri)
            known = self._names[iri] = term.name if term else ":".join(name) if name else iri
            self.used.update((term.name,) if term else name[:1] if name else ())
        return known

    def _type(self, classes: list[Object]) -> tuple[str, Any]:
        names = [self._name(iri) for iri in self._special_first(classes)]
        return "type", names[0] if len(names) == 1 else names

    def _special_first(self, classes: Iterable[Object]) -> list[str]:
        ranks = self._context.ranks
        iris = (_named(class_).value for class_ in classes)
        return sorted(iris, key=lambda iri: (ranks.get(iri, len(ranks)), iri))

    def _property(self, predicate: str, objects: list[Object]) -> tuple[str, Any]:
        name = self._name(predicate)
        term = self._context.terms.get(predicate) or _Term(name)
        values = [self._value(object_, term) for object_ in objects]
        return name, values if term.is_set or len(values) > 1 else values[0]

    def _value(self, object_: Object, term: _Term) -> Any:
        if isinstance(object_, ox.Literal):
            return self._literal(object_, term)
        if term.name in EMBEDDED:
            return self._embedded(object_)
        return self._id(object_) if term.is_link else {"id": self._id(object_)}

    def _embedded(self, node: Object) -> dict[str, Any]:
        known = self._embeddings.get(node)
        if known is None:
            properties = dict(self._structure.properties.get(_named(node), ()))
            known = self._embeddings[node] = {"id": self._id(node)}
            if RDF_TYPE in properties:
                known["type"] = self._name(self._special_first(properties[RDF_TYPE])[0])
            if _LABEL in properties:
                name, value = self._property(_LABEL, properties[_LABEL])
                known[name] = value
        return known

    def _literal(self, literal: ox.Literal, term: _Term) -> Any:
        text, datatype = literal.value, literal.datatype.value
        if literal.direction:
            raise InputError(f"{literal}: JSON-LD cannot hold a base direction", mend="use a language tag alone")
        if literal.language:
            if literal.language == term.language:
                return text
            return {"@value": text, "@language": literal.language}
        if datatype == _STRING:
            return {"@value": text} if term.datatype or term.language or term.is_link else text
        native = _NATIVE.get(datatype)
        if native and term.datatype in ("", datatype) and native.fullmatch(text):
            return json.loads(text)
        if datatype == term.datatype:
            return text
        return {"@value": text, "@type": self._name(datatype)}


def _named(node: Object) -> ox.NamedNode:
    if isinstance(node, ox.NamedNode):
        return node
    if isinstance(node, ox.BlankNode):
        raise InputError("a blank node cannot be published as JSON-LD", mend="give the thing an IRI")
    raise unwritable(node) if isinstance(node, ox.Triple) else InputError(f"{node} is no class", mend="name an IRI")

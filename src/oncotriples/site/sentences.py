"""What a shape demands, in sentences that somebody understands who has never seen SHACL.

The constraints that our shapes use have words here; whatever else a shape says of itself is told as Turtle.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from oncotriples.namespaces import PREFIXES, RDF_TYPE, XSD, compact
from oncotriples.release.lookup import term
from oncotriples.render.views import Link
from oncotriples.shacl.path_text import compact_path, fold_path
from oncotriples.shacl.paths import read_path
from oncotriples.shacl.terms import is_blank, is_iri, string_of
from oncotriples.site.graph_file import GraphFile
from oncotriples.site.judges import shape_link
from oncotriples.site.words import Clause, Code, Words, joined, plain

__all__ = ["Sentences"]

_SH = PREFIXES["sh"]
# Said of all values together; the value of the parameter follows.
_OF_ALL = (
    ("hasValue", "one value is "),
    ("equals", "the values are those of "),
    ("disjoint", "no value is also one of those of "),
    ("lessThanOrEquals", "no value is above that of "),
)
# Said of each value.
_OF_EACH = (
    ("class", "is of class "),
    ("datatype", "is "),
    ("nodeKind", "is "),
    ("minInclusive", "is at least "),
    ("minExclusive", "is above "),
    ("maxInclusive", "is at most "),
    ("pattern", "has the form "),
)
_LISTS = (("in", "is one of "), ("languageIn", "is tagged "))
_DATATYPES: Mapping[str, str] = MappingProxyType(
    {
        XSD + name: words
        for name, words in (
            ("string", "text without a language"),
            ("boolean", "true or false"),
            ("integer", "a whole number"),
            ("decimal", "a decimal number"),
            ("date", "a date"),
            ("gYearMonth", "a month of a year"),
            ("gYear", "a year"),
        )
    }
)
_NODE_KINDS: Mapping[str, str] = MappingProxyType(
    {"IRI": "an address (IRI), not text", "Literal": "text or a number, not an address"}
)
_SIGNS: Mapping[str, str] = MappingProxyType(
    {"*": "any number of times", "+": "once or more", "?": "once or not at all"}
)
_WORDED = frozenset(
    _SH + name
    for name in (
        *("minCount", "maxCount", "or", "not", "property"),
        *(name for name, _ in (*_OF_ALL, *_OF_EACH, *_LISTS)),
    )
)
# What a shape is called, what it judges and how, which is told beside its constraints.
_BESIDE = frozenset(
    (
        RDF_TYPE,
        *map(term, ("rdfs:label", "rdfs:isDefinedBy", "onctsh:scope")),
        *(_SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")),
        *(_SH + name for name in ("path", "name", "description", "order", "severity", "message", "deactivated")),
    )
)


class Sentences:
    """Words for the shapes of one graph; ``link`` names a thing and leads to where it is told of."""

    def __init__(self, graph: GraphFile, link: Callable[[str], Link]) -> None:
        self._graph = graph
        self._link = link

    def path(self, node: str) -> Words:
        """A property path by the labels of its properties, and as SHACL's short text. Raises InputError for none."""
        text = read_path(self._graph.index, node).text
        return (*self._labels(text), " ", Code(compact_path(text)))

    def demands(self, node: str) -> tuple[Clause, ...]:
        """The constraints of a shape, each a sentence; not those of the property shapes that a named shape has.

        Raises InputError for a property path that is none.
        """
        return tuple(self._clauses(node))

    def _clauses(self, node: str) -> Iterator[Clause]:
        """The constraints of a shape."""
        each = "each value " if self._graph.value(node, "sh:path") else ""
        for words in self._of_all(node):
            yield Clause(words)
        for words in self._of_each(node):
            yield Clause((each, *words) if each else words)
        for head in self._graph.values(node, "sh:or"):
            nodes = self._graph.index.items(head)
            members = tuple(self._nested(member) for member in nodes)
            has_properties = any(self._graph.value(member, "sh:property") for member in nodes)
            if each and members and not has_properties and all(member.is_plain for member in members):
                yield Clause((each, *joined((member.words for member in members), " or ")))
            else:
                yield Clause((f"{each}meets at least one of these:",), members)
        for value in self._graph.values(node, "sh:not"):
            yield Clause((f"{each}does not meet this:",), (self._nested(value),))
        if each or is_blank(node):
            yield from sorted(map(self._nested, self._graph.values(node, "sh:property")), key=_order)
        wordless = [iri for iri, _ in self._graph.said(node) if iri not in _WORDED | _BESIDE]
        if wordless:
            yield Clause(("and, in Turtle:",), turtle=self._graph.turtle(node, *wordless))

    def _nested(self, node: str) -> Clause:
        """A shape inside another: one sentence, with others below it where it has several constraints."""
        if is_iri(node):
            return Clause(("conforms to ", shape_link(node[1:-1])))
        clauses = tuple(self._clauses(node))
        if path := self._graph.value(node, "sh:path"):
            labels = self._labels(read_path(self._graph.index, path).text)
            if all(clause.is_plain for clause in clauses):
                return Clause((*labels, ": ", *joined((clause.words for clause in clauses), "; ")))
            return Clause((*labels, ":"), clauses)
        return clauses[0] if len(clauses) == 1 else Clause(("meets all of these:",), clauses)

    def _labels(self, path: str) -> Words:
        return fold_path(path, lambda iri: (self._link(iri),), _combined)

    def _of_all(self, node: str) -> Iterator[Words]:
        """What is demanded of all values together."""
        if amount := _amount(self._graph.text(node, "sh:minCount"), self._graph.text(node, "sh:maxCount")):
            yield (amount,)
        for name, words in _OF_ALL:
            for value in self._graph.values(node, f"sh:{name}"):
                yield (words, *self._value(value))

    def _of_each(self, node: str) -> Iterator[Words]:
        """What is demanded of each value, as what follows its name."""
        for name, words in _OF_EACH:
            for value in self._graph.values(node, f"sh:{name}"):
                yield (words, *self._parameter(name, value))
        for name, words in _LISTS:
            for head in self._graph.values(node, f"sh:{name}"):
                members = self._graph.index.items(head)
                tags = ((Code(f"@{string_of(member)}"),) for member in members)
                told = tags if name == "languageIn" else map(self._value, members)
                yield (words, *joined(told, " or " if name == "languageIn" else ", "))

    def _parameter(self, name: str, value: str) -> Words:
        text = string_of(value)
        if name == "datatype":
            return (_DATATYPES[text], f" ({compact(text)})") if text in _DATATYPES else (Code(compact(text)),)
        if name == "nodeKind":
            return (_NODE_KINDS.get(text.removeprefix(_SH), compact(text)),)
        return (Code(text),) if name == "pattern" else self._value(value)

    def _value(self, value: str) -> Words:
        return (self._link(value[1:-1]),) if is_iri(value) else (Code(string_of(value)),)


def _order(clause: Clause) -> str:
    return plain(clause.words)


def _amount(least: str, most: str) -> str:
    """How many values there are: ``exactly 1 value``; an empty text where any number will do."""
    if least and least == most:
        return f"exactly {_values(least)}"
    told = (f"at least {_values(least)}" if least not in ("", "0") else "", most and f"at most {_values(most)}")
    return "no value" if most == "0" else ", ".join(filter(None, told))


def _values(number: str) -> str:
    return f"{number} value" if number == "1" else f"{number} values"


def _combined(sign: str, parts: Sequence[Words]) -> Words:
    """A path made of others."""
    inner = [part if len(part) == 1 else ("(", *part, ")") for part in parts]
    if sign == "^":
        return ("what has it as ", *inner[0])
    if sign in _SIGNS:
        return (*inner[0], f" {_SIGNS[sign]}")
    return joined(inner, " or " if sign == "|" else ", then ")

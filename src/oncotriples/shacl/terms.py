"""Terms as text: an IRI, blank node or literal in canonical N-Triples, ``<iri>``, ``_:label``, ``"1"^^<datatype>``.

One text is one term, so sets and dictionaries of texts are sets of terms, each literal in the form in which it was
written; a term is taken apart only where a constraint asks what is in it.
"""

import re
from typing import NamedTuple

from oncotriples.namespaces import PREFIXES, RDF_TYPE, XSD

__all__ = [
    "NIL",
    "TYPE",
    "LiteralParts",
    "bracketed",
    "is_blank",
    "is_iri",
    "is_literal",
    "language_of",
    "parts_of",
    "string_of",
]

_RDF = PREFIXES["rdf"]
TYPE = f"<{RDF_TYPE}>"
NIL = f"<{_RDF}nil>"

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class LiteralParts(NamedTuple):
    """A literal's text, the IRI of its datatype and its language tag, empty where it has none."""

    text: str
    datatype: str
    language: str


def is_iri(term: str) -> bool:
    """Whether a term is an IRI."""
    return term[0] == "<"


def is_blank(term: str) -> bool:
    """Whether a term is a blank node."""
    return term[0] == "_"


def is_literal(term: str) -> bool:
    """Whether a term is a literal."""
    return term[0] == '"'


def bracketed(iri: str) -> str:
    """The term of an IRI."""
    return f"<{iri}>"


def parts_of(literal: str) -> LiteralParts:
    """Take a literal apart."""
    if literal[-1] == '"':
        return LiteralParts(_unescaped(literal[1:-1]), f"{XSD}string", "")
    end = literal.rindex('"')
    text = _unescaped(literal[1:end])
    if literal[end + 1] == "@":
        return LiteralParts(text, f"{_RDF}langString", literal[end + 2 :])
    return LiteralParts(text, literal[end + 4 : -1], "")


def string_of(term: str) -> str:
    """What SPARQL's ``str`` gives: the text of an IRI or literal; nothing for a blank node."""
    if term[0] == "<":
        return term[1:-1]
    return _unescaped(term[1 : term.rindex('"')]) if term[0] == '"' else ""


def language_of(term: str) -> str:
    """What SPARQL's ``lang`` gives: a literal's language tag; nothing for another term."""
    return term[term.rindex('"') + 2 :] if term[0] == '"' and term[-1] not in '">' else ""


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(found[3], found[3])

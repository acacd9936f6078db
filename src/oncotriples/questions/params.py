r"""Bind the values that an asker gives: typed, escaped, as one VALUES block at the head of the outermost group.

A value never becomes part of the query's own text. SPARQL reads ``\uXXXX`` before anything else, even behind an
escaped backslash, so a backslash that a ``u`` follows needs care: see ``_string``.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

import pyoxigraph as ox

from oncotriples.errors import InputError, ParameterError
from oncotriples.iris import expand
from oncotriples.namespaces import XSD
from oncotriples.questions.lexing import Query
from oncotriples.questions.saved import Parameter, SavedQuery

__all__ = ["bind", "term_of", "with_values"]

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{1,18})?|\.[0-9]{1,18})")
_EXPECTED = {
    "iri": ("an IRI, short or whole", "agent/imatinib"),
    "text": ("text without broken characters", "sarcoma"),
    "integer": ("a whole number of at most 18 digits", "3"),
    "decimal": ("a decimal number such as 12.5", "12.5"),
}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

Term = ox.NamedNode | ox.Literal


def bind(query: SavedQuery, given: Mapping[str, str]) -> str:
    """The query with the given values, and the defaults for the others, bound.

    Raises ParameterError for a parameter that the query does not have, that has no value, or whose value is not of
    its type.
    """
    for name in given:
        if name not in query.params:
            raise ParameterError(
                f"query “{query.name}” has no parameter “{name}”",
                mend=f"it takes {', '.join(query.params)}" if query.params else "it takes none",
            )
    values: dict[str, Term] = {}
    for parameter in query.params.values():
        text = given.get(parameter.name, parameter.default)
        if text is None:
            raise ParameterError(
                f"query “{query.name}” needs a value for “{parameter.name}”: {_EXPECTED[parameter.type][0]}",
                mend=f"--param {parameter.name}={_example(parameter)}",
            )
        values[parameter.variable] = term_of(parameter, text)
    return with_values(query.text, values)


def with_values(sparql: str, values: Mapping[str, Term]) -> str:
    """The query with a VALUES block of one row, variable name → term, at the head of its outermost WHERE group."""
    if not values:
        return sparql
    names = " ".join(f"?{name}" for name in values)
    terms = " ".join(_written(term) for term in values.values())
    where = Query(sparql).where
    return f"{sparql[:where]} VALUES ({names}) {{ ({terms}) }}{sparql[where:]}"


def term_of(parameter: Parameter, text: str) -> Term:
    """The RDF term that a text means as a value of this parameter. Raises ParameterError naming type and example."""
    try:
        text.encode("utf-8")
        if parameter.type == "iri":
            return ox.NamedNode(expand(text))
        if parameter.type == "integer" and _INTEGER.fullmatch(text):
            return ox.Literal(str(int(text)), datatype=ox.NamedNode(f"{XSD}integer"))
        if parameter.type == "decimal" and _DECIMAL.fullmatch(text):
            return ox.Literal(f"{Decimal(text):f}", datatype=ox.NamedNode(f"{XSD}decimal"))
        if parameter.type == "text" and "\x00" not in text:
            return ox.Literal(text)
    except (InputError, ValueError):  # no IRI, or a lone surrogate: the same message serves
        pass
    shown = text.encode("unicode_escape").decode("ascii")[:80]
    raise ParameterError(
        f"parameter “{parameter.name}” must be {_EXPECTED[parameter.type][0]}, not “{shown}”",
        mend=f"--param {parameter.name}={_example(parameter)}",
    )


def _example(parameter: Parameter) -> str:
    return parameter.example or parameter.default or _EXPECTED[parameter.type][1]


def _written(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<{term.value}>"
    written = _string(term.value)
    return written if term.datatype.value == f"{XSD}string" else f"{written}^^<{term.datatype.value}>"


def _string(text: str) -> str:
    r"""A string as SPARQL writes it, which every engine reads back as ``text``.

    An engine that reads code point escapes first would take ``\\u0022`` for ``\`` and a quotation mark. So a ``u``
    behind a backslash is itself written as an escape, in the long form, because rdflib also takes eight digits
    behind ``\u``.
    """
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return '"' + re.sub(r"(?<=\\)[uU]", lambda letter: f"\\U{ord(letter[0]):08X}", escaped) + '"'

"""N-Quads text, line by line: the same bytes that pyoxigraph's serializer writes, and several times faster.

Quads are made as text because literals then keep the form in which they were written, and because nothing has to be
loaded to make them.
"""

import re

from oncotriples.errors import InputError
from oncotriples.namespaces import BASE, PREFIXES, XSD

__all__ = ["absolute", "iri", "literal", "named", "quad"]

# What N-Quads forbids inside <…>, and halves of surrogate pairs, which no encoding can write.
_ILLEGAL_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\ud800-\udfff]")
# Beside quotes and backslashes: control characters and the two non-characters that pyoxigraph escapes.
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]')
_NAMED_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_STRING = f"{XSD}string"


def iri(path: str) -> str:
    """An IRI of ours from its path below the base: ``trial/NCT00942877``. Raises InputError if no IRI can hold it."""
    return absolute(BASE + path)


def absolute(address: str) -> str:
    """A whole IRI. Raises InputError for one with a space or another character that an IRI cannot hold."""
    if _ILLEGAL_IN_IRI.search(address):
        raise InputError(f"“{address!a}” is no IRI", mend="percent-encode spaces, quotes, braces and backslashes")
    return f"<{address}>"


def named(name: str) -> str:
    """The IRI of a prefixed name: ``dcterms:title``. The prefix is one of those of the project."""
    prefix, _, local = name.partition(":")
    return absolute(PREFIXES[prefix] + local)


def literal(text: str, *, language: str = "", datatype: str = "") -> str:
    """A literal: a plain string, one in a language (in lower case), or one of a datatype (a whole IRI)."""
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(_escape, text)
    if language:
        return f'"{text}"@{language}'
    if datatype and datatype != _STRING:
        return f'"{text}"^^<{datatype}>'
    return f'"{text}"'


def quad(subject: str, predicate: str, object_: str, graph: str) -> str:
    """One line, with its line break; each part is already the text of a term."""
    return f"{subject} {predicate} {object_} {graph} .\n"


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        raise InputError(f"half a surrogate pair, {character!a}, stands in a text", mend="write the text in UTF-8")
    return _NAMED_ESCAPES.get(character) or f"\\u{ord(character):04X}"

"""One RDF term as Turtle text: prefixed names, base-relative IRIs, shorthand numbers, escaped strings.

Where a short form might be read differently by any reader, the long form is written.
"""

import re
from collections.abc import Mapping

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.namespaces import RDF_TYPE, XSD

__all__ = ["Names", "TermWriter", "unwritable"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_NIL = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")

# A part of PN_LOCAL that needs no escape in Turtle, TriG or SPARQL.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# Path segments that begin with neither “.” nor anything a resolver treats specially; so they resolve back.
_RELATIVE = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
# Forms that every reader keeps as they are (some rewrite “+5”, “-0”, “007” and all doubles): only these are shorthand.
_SHORTHAND: Mapping[str, re.Pattern[str]] = {
    f"{XSD}integer": re.compile(r"0|-?[1-9][0-9]*"),
    f"{XSD}decimal": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    f"{XSD}boolean": re.compile(r"true|false"),
}
# Beside quotes and backslashes: control characters, and what editors and str.splitlines take for a line's end.
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_SPECIAL_IN_LONG = re.compile('"(?="")|"\\Z|[\\\\\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_NAMED_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _escape(found: re.Match[str]) -> str:
    return _NAMED_ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _quoted(text: str) -> str:
    if "\n" in text:
        return f'"""{_SPECIAL_IN_LONG.sub(_escape, text)}"""'
    return f'"{_SPECIAL.sub(_escape, text)}"'


def unwritable(term: ox.BlankNode | ox.Triple) -> InputError:
    """The error for a term that has no text of its own: a triple term."""
    return InputError(
        f"{term} cannot be written: triple terms (RDF 1.2) are not used here",
        mend="describe the statement with a resource of its own",
    )


class Names:
    """Short names of IRIs, where they are safe."""

    def __init__(self, prefixes: Mapping[str, str], base: str | None) -> None:
        """Take prefix → namespace, and the base IRI: below it IRIs are relative if it ends in “/”, else only itself."""
        self.prefixes = prefixes
        self.base = base
        # Of two prefixes for one namespace the first in alphabetical order is used.
        self._of = {prefixes[prefix]: prefix for prefix in sorted(prefixes, reverse=True)}
        self._unusual = [space for space in sorted(self._of, key=len, reverse=True) if space[-1:] not in "#/"]

    def prefixed(self, iri: str) -> tuple[str, str] | None:
        """Prefix and local name, if the local name needs no escape in any syntax."""
        space = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
        if space not in self._of:
            space = next((odd for odd in self._unusual if iri.startswith(odd)), "")
        if space and _LOCAL.fullmatch(iri, len(space)):
            return self._of[space], iri[len(space) :]
        return None

    def relative(self, iri: str) -> str | None:
        """The reference that every reader resolves back to the IRI; empty for the base itself."""
        if self.base and iri.startswith(self.base):
            rest = iri[len(self.base) :]
            if not rest or (self.base.endswith("/") and _RELATIVE.fullmatch(rest)):
                return rest
        return None


class TermWriter:
    """Renders IRIs and literals, once each, and remembers which prefixes (and whether the base) were used."""

    def __init__(self, prefixes: Mapping[str, str], base: str | None) -> None:
        """Take prefixes and base as ``Names`` does."""
        self._names = Names(prefixes, base)
        self._used: set[str] = set()
        self._base_used = False
        self._texts: dict[Term, str] = {_NIL: "()"}
        self._predicates: dict[str, str] = {RDF_TYPE: "a"}

    def text(self, term: Term) -> str:
        """An IRI or a literal as Turtle. Raises InputError for triple terms (RDF 1.2), which few readers know."""
        known = self._texts.get(term)
        if known is None:
            known = self._texts[term] = self._render(term)
        return known

    def predicate(self, iri: str) -> str:
        """A predicate as Turtle: ``a`` for rdf:type."""
        known = self._predicates.get(iri)
        if known is None:
            known = self._predicates[iri] = self._iri(iri)
        return known

    def keep(self, prefix: str) -> None:
        """Declare a prefix, if it is known, whether or not a term needs it."""
        if prefix in self._names.prefixes:
            self._used.add(prefix)

    def prolog(self) -> str:
        """The ``@base`` and ``@prefix`` lines that the terms rendered so far need."""
        lines = [f"@base <{self._names.base}> .\n"] if self._base_used else []
        lines += (f"@prefix {prefix}: <{self._names.prefixes[prefix]}> .\n" for prefix in sorted(self._used))
        return "".join(lines)

    def _render(self, term: Term) -> str:
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        if isinstance(term, ox.Literal):
            return self._literal(term)
        raise unwritable(term)

    def _iri(self, iri: str) -> str:
        if name := self._names.prefixed(iri):
            self._used.add(name[0])
            return f"{name[0]}:{name[1]}"
        rest = self._names.relative(iri)
        if rest is None:
            return f"<{iri}>"
        self._base_used = True
        return f"<{rest}>"

    def _literal(self, literal: ox.Literal) -> str:
        if literal.language:
            direction = f"--{literal.direction}" if literal.direction else ""
            return f"{_quoted(literal.value)}@{literal.language}{direction}"
        datatype = literal.datatype.value
        if datatype == f"{XSD}string":
            return _quoted(literal.value)
        shorthand = _SHORTHAND.get(datatype)
        if shorthand and shorthand.fullmatch(literal.value):
            return literal.value
        return f"{_quoted(literal.value)}^^{self.text(literal.datatype)}"

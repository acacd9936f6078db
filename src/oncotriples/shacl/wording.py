"""The words of a report for people: short names of IRIs, one line for each term, what a message says, the order."""

import re
from collections.abc import Iterator, Mapping, Sequence

from oncotriples.graph.terms import Names
from oncotriples.namespaces import PREFIXES, XSD
from oncotriples.shacl.results import Report, Result
from oncotriples.shacl.terms import bracketed, is_iri, is_literal, parts_of

__all__ = ["Shortener", "by_gravity", "kind", "message_lines", "named_shape", "place"]

_SH = PREFIXES["sh"]
_COMPONENT = "ConstraintComponent"
_PREFIX = re.compile(r"(?:[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)?")
# What ends a line, commands a terminal or turns the direction of what follows; N-Triples allows most of it as it is.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


class Shortener:
    """Writes terms with prefixes, each on one line; what it writes is Turtle, too. ``used`` holds the prefixes met."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Take prefix → namespace; ``sh`` is always SHACL's, and prefixes that Turtle does not allow are ignored."""
        fit = {prefix: namespace for prefix, namespace in prefixes.items() if _PREFIX.fullmatch(prefix)}
        self.prefixes = {"xsd": XSD, **fit, "sh": _SH}
        self.used: set[str] = set()
        self._names = Names(self.prefixes, None)
        self._known: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        """``skos:Concept`` where a prefix leaves a plain name, else the IRI in angle brackets."""
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = self._shortened(iri)
        return known

    def term(self, text: str) -> str:
        """A term from its N-Triples text."""
        if is_iri(text):
            return self.iri(text[1:-1])
        if not is_literal(text):
            return text
        # Neither a datatype nor a language has a quotation mark in it.
        end = text.rindex('"') + 1
        suffix = f"^^{self.iri(text[end + 3 : -1])}" if text.startswith("^^<", end) else text[end:]
        return _printable(text[:end]) + suffix

    def path(self, text: str) -> str:
        """A path, as ``Result.path`` has it."""
        return re.sub(r"<([^>]*)>", lambda found: self.iri(found[1]), text) if "<" in text else self.iri(text)

    def _shortened(self, iri: str) -> str:
        if name := self._names.prefixed(iri):
            self.used.add(name[0])
            return ":".join(name)
        return f"<{_printable(iri)}>"


def _printable(text: str) -> str:
    """The text with escapes for what does not print: control characters, ends of lines, marks of direction."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04X}", text)


def by_gravity(report: Report) -> Sequence[Result]:
    """The results, gravest first, otherwise in the report's order."""
    rank = {severity: number for number, severity in enumerate(report.severities)}
    return sorted(report.results, key=lambda result: rank[result.severity])


def named_shape(report: Report, result: Result) -> str:
    """The result's shape in N-Triples text: the nearest shape with an IRI; a blank one only if that is unknown."""
    name = report.shapes.get(result.shape)
    return bracketed(name) if name else result.shape


def kind(report: Report, result: Result, short: Shortener) -> tuple[str, str, str]:
    """Shape, path and component, which tell what was demanded: ``ex:PersonShape``, ``ex:name``, ``MinCount``."""
    own = result.component.startswith(_SH) and result.component.endswith(_COMPONENT)
    component = result.component[len(_SH) : -len(_COMPONENT)] if own else short.iri(result.component)
    shape = short.term(named_shape(report, result)) if result.shape else ""
    return shape, short.path(result.path) if result.path else "", component


def message_lines(literals: Sequence[str]) -> Iterator[str]:
    """The lines of messages, each of which prints; languages are told where there are several messages."""
    for literal in literals:
        text, _, language = parts_of(literal)
        first, *others = [_printable(line.rstrip()) for line in text.splitlines()] or [""]
        yield f"{first} ({language})" if language and len(literals) > 1 else first
        yield from others


def place(result: Result, short: Shortener) -> str:
    """Focus node and value on one line; of a node's own constraint the value is the node, which is said once."""
    focus = short.term(result.focus)
    return focus if result.value in ("", result.focus) else f"{focus} {short.term(result.value)}"

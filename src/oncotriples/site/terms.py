"""N-Triples text of terms and what it says."""

import pyoxigraph as ox

__all__ = ["parsed", "statement", "text_of"]


def statement(subject: str, predicate: str, term: str) -> str:
    """One line of N-Triples: two IRIs without brackets, and an object that is already text."""
    return f"<{subject}> <{predicate}> {term} .\n"


def parsed(lines: str) -> list[ox.Triple]:
    """The triples of lines that were written from a release that did parse."""
    return [quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)]


def text_of(term: str) -> str:
    """What a literal says, or the address of an IRI."""
    if term.startswith("<"):
        return term[1:-1]
    value = parsed(statement("x:s", "x:p", term))[0].object
    return value.value if isinstance(value, ox.Literal) else str(value)

"""The text of a query in pieces, each with what it is, so that a page can set them apart."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from oncotriples.questions.lexing import tokens

__all__ = ["Piece", "pieces"]

_KINDS = {"iri": "iri", "string": "string", "variable": "variable", "word": "keyword"}
_COMMENT = re.compile(r"(#[^\n\r]*)")


class Piece(NamedTuple):
    """Some text, and whether it is an iri, string, variable, keyword or comment; else ``kind`` is empty."""

    kind: str
    text: str


def pieces(sparql: str) -> tuple[Piece, ...]:
    """The pieces of a query. Put together they are its text, whatever that is."""
    return tuple(_merged(_pieces(sparql)))


def _pieces(sparql: str) -> Iterator[Piece]:
    end = 0
    for token in tokens(sparql):
        yield from _between(sparql[end : token.start])
        yield Piece(_KINDS.get(token.kind, ""), token.text)
        end = token.end
    yield from _between(sparql[end:])


def _between(text: str) -> Iterator[Piece]:
    """Between tokens there is white space, and comments."""
    for position, part in enumerate(_COMMENT.split(text)):
        if part:
            yield Piece("comment" if position % 2 else "", part)


def _merged(found: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbors that are nothing in particular as one."""
    plain = ""
    for piece in found:
        if piece.kind:
            if plain:
                yield Piece("", plain)
            yield piece
            plain = ""
        else:
            plain += piece.text
    if plain:
        yield Piece("", plain)

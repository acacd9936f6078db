"""Sentences with links in them, as the pages about ontology, shapes and codes say them. No RDF, no HTML."""

from collections.abc import Iterable
from dataclasses import dataclass

from oncotriples.render.views import Link

__all__ = ["Clause", "Code", "Fact", "Piece", "Words", "counted", "joined", "plain"]


@dataclass(frozen=True, slots=True)
class Code:
    """Text as machines read it: a short name, a pattern, a number."""

    text: str


Piece = str | Link | Code
Words = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What is said of a thing under one heading; each value is a sentence."""

    label: str
    values: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence, the sentences below it where it needs some, and Turtle for what has no words."""

    words: Words
    parts: tuple["Clause", ...] = ()
    turtle: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is told by its words alone."""
        return not (self.parts or self.turtle)


def joined(words: Iterable[Words], separator: str) -> Words:
    """Several sentences as one, with a separator between them."""
    pieces: list[Piece] = []
    for one in words:
        pieces += (separator, *one) if pieces else one
    return tuple(pieces)


def plain(words: Words) -> str:
    """A sentence without links."""
    return "".join(one if isinstance(one, str) else one.label if isinstance(one, Link) else one.text for one in words)


def counted(number: int, word: str) -> str:
    """A number with its noun: ``1 value``, ``1,200 values``."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")

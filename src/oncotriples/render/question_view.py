"""A saved question and its answer as a page shows them: plain values, already chosen and put in order."""

from dataclasses import dataclass

from markupsafe import Markup

from oncotriples.render.sparql import Piece
from oncotriples.render.views import Link, Text

__all__ = ["AnswerTable", "Column", "Field", "File", "QuestionView"]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter as a field of a form. ``value`` is its default, or its example where it has none.

    ``expected`` says what it must be, ``example`` is one such value, and ``options`` are addresses of things that fit,
    each with its name. ``shown`` is the value as the page names it.
    """

    name: str
    type: str
    value: str
    has_default: bool
    expected: str
    example: str
    options: tuple[tuple[str, str], ...]
    shown: Link | Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: its name in the query, the same in words, and its type there."""

    name: str
    label: str
    type: str

    @property
    def is_number(self) -> bool:
        """Whether its values are amounts, to be lined up at the right."""
        return self.type in ("integer", "decimal")


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The rows that a page shows, of ``total``, of which the files have ``kept``. A cell holds any number of values.

    ``part_of`` is what all parts in it are parts of, such as an edition, or an empty text.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Link | Text, ...], ...], ...]
    total: int
    kept: int
    part_of: str


@dataclass(frozen=True, slots=True)
class File:
    """A file beside a page: its name, media type, and what people call it."""

    name: str
    type: str
    label: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """Everything that the page of a question shows beside what all pages of things do.

    ``before``, ``values`` and ``after`` are the text of the query, the second with the values of the fields. ``table``
    is None where there is no answer, or it is a ``verdict``. ``chart`` is an SVG, or empty.
    """

    name: str
    theme: str
    tags: tuple[str, ...]
    fields: tuple[Field, ...]
    command: str
    before: tuple[Piece, ...]
    values: str
    after: tuple[Piece, ...]
    playground: str
    table: AnswerTable | None
    verdict: bool | None
    chart: Markup
    files: tuple[File, ...]

"""SPARQL text as tokens: enough of the grammar to know where a query's parts are, without parsing it whole.

What stands inside a string, an IRI or a comment is never mistaken for the query's own structure. Everything that
reads or changes query text does so through these tokens.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from oncotriples.errors import InputError

__all__ = ["Query", "Token", "mentions_keyword", "tokens"]

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"\"\"(?:[^\\"]|\\.|\"{1,2}(?!\"))*\"\"\"
              |'''(?:[^\\']|\\.|'{1,2}(?!'))*'''
              |\"(?:[^"\\\n\r]|\\.)*\"
              |'(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>[\w.-]*:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<mark>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True)
class Token:
    """A piece of a query: its kind (iri, string, variable, tag, name, word, mark), its text, where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the token."""
        return self.start + len(self.text)


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a query; comments and white space are left out."""
    for match in _TOKEN.finditer(sparql):
        if match.lastgroup and match.lastgroup != "comment":
            yield Token(match.lastgroup, match.group(), match.start())


def mentions_keyword(sparql: str, keyword: str) -> bool:
    r"""Whether the query uses a keyword outside strings, IRIs, names and comments.

    SPARQL lets any letter be written as ``\u0053``. Engines differ in when they read that, so the text is looked at
    both as it stands and with the escapes read: what either reading shows counts.
    """
    readings = {sparql, _CODE_POINT.sub(_code_point, sparql)}
    return any(
        token.kind == "word" and token.text.upper() == keyword for reading in readings for token in tokens(reading)
    )


def _code_point(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else match[0]


@dataclass(frozen=True)
class Query:
    """A query and the places of its parts. Offsets count characters of ``text``."""

    text: str

    @cached_property
    def _tokens(self) -> tuple[Token, ...]:
        return tuple(tokens(self.text))

    @cached_property
    def _form_at(self) -> int:
        for index, token in enumerate(self._tokens):
            if token.kind == "word" and token.text.upper() in _FORMS:
                return index
        raise InputError(
            "the query has none of SELECT, ASK, CONSTRUCT", mend="write one of them after the PREFIX lines"
        )

    @property
    def form(self) -> str:
        """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``."""
        return self._tokens[self._form_at].text.upper()

    @cached_property
    def _group_at(self) -> int:
        """The index of the ``{`` that opens the outermost group of the WHERE clause."""
        depth = 0
        groups = 0
        wanted = 1 if self.form != "CONSTRUCT" else 2
        for index in range(self._form_at + 1, len(self._tokens)):
            text = self._tokens[index].text
            if text == "{":
                groups += depth == 0
                if groups == wanted:
                    return index
            depth += (text in "({") - (text in ")}") if self._tokens[index].kind == "mark" else 0
        raise InputError(
            "the query has no WHERE group", mend="write WHERE { … }; CONSTRUCT WHERE { … } must be written in full"
        )

    @property
    def where(self) -> int:
        """The offset just behind the ``{`` that opens the outermost WHERE group."""
        first = self._tokens[self._group_at + 1 : self._group_at + 2]
        if first and first[0].text.upper() == "SELECT":
            raise InputError(
                "the outermost group is itself a subselect, so no values can be bound in it",
                mend="put the subselect into braces of its own: WHERE { { SELECT … } }",
            )
        return self._tokens[self._group_at].end

    @property
    def projected(self) -> tuple[str, ...]:
        """The names of the columns of a SELECT, in order; ``("*",)`` where it names none."""
        names: list[str] = []
        depth = 0
        renamed = False
        for token in self._tokens[self._form_at + 1 : self._group_at]:
            if token.kind == "mark":
                depth += (token.text == "(") - (token.text == ")")
                if token.text == "*" and depth == 0:
                    return ("*",)
            elif token.kind == "word" and token.text.upper() in ("FROM", "WHERE") and depth == 0:
                break
            elif token.kind == "variable" and (depth == 0 or renamed):
                names.append(token.text[1:])
            renamed = token.kind == "word" and token.text.upper() == "AS" and depth == 1
        return tuple(names)

    @cached_property
    def outer_variables(self) -> frozenset[str]:
        """The names of the variables that the WHERE clause uses outside subselects, where bound values reach."""
        found: set[str] = set()
        opened: list[bool] = []
        inner = self._tokens[self._group_at :]
        for index, token in enumerate(inner):
            if token.kind == "mark" and token.text == "{":
                follower = inner[index + 1].text.upper() if index + 1 < len(inner) else ""
                opened.append(follower == "SELECT" or (bool(opened) and opened[-1]))
            elif token.kind == "mark" and token.text == "}" and opened:
                opened.pop()
            elif token.kind == "variable" and opened and not opened[-1]:
                found.add(token.text[1:])
        return frozenset(found)

"""A hand-written Turtle file taken apart into its statements and the comments that stand before them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from oncotriples.errors import InputError

__all__ = ["Gap", "Statement", "take_apart"]

# The tokens of Turtle, as far as needed to find where a statement ends and what is a comment.
_TOKEN = re.compile(
    r'''
      (?P<comment>\#[^\n]*)
    | (?P<space>\s+)
    | (?P<string>"""(?:"{0,2}(?:[^"\\]|\\.))*""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\'
               | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    | (?P<iri><[^<>\s]*>)
    | (?P<open>[\[(])
    | (?P<close>[\])])
    | (?P<word>@?(?:\\.|[^\s\#<>"'\[\](){};,\\.@^]|\.(?=[^\s\#<>"'\[\](){};,@^]))+)
    | (?P<stop>\.)
    | (?P<other>.)
    ''',
    re.VERBOSE | re.DOTALL,
)
_MEND = "move it above the block"


@dataclass
class Gap:
    """The comment lines between two statements, by paragraph; ``attached``: no blank line follows the last one."""

    paragraphs: list[str] = field(default_factory=list)
    attached: bool = False


@dataclass(frozen=True)
class Statement:
    """One statement or directive: its text with the full stop, its first token, and the gap before it."""

    text: str
    first: str
    gap: Gap

    @property
    def is_directive(self) -> bool:
        """Whether it declares a prefix or the base."""
        return self.first.lower() in ("@prefix", "@base", "prefix", "base")


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    line: int


def take_apart(text: str, name: str) -> tuple[list[Statement], Gap]:
    """The statements of a well-formed Turtle text, and the comments at its foot.

    Raises InputError with ``name`` and the line for a comment inside a statement or behind one on the same line.
    """
    statements: list[Statement] = []
    gap: list[_Token] = []
    held: list[_Token] = []
    depth = 0
    for token in _tokens(text):
        if not held and token.kind in ("space", "comment"):
            if token.kind == "comment" and statements and not any("\n" in earlier.text for earlier in gap):
                raise _misplaced(name, token)
            gap.append(token)
            continue
        if token.kind == "comment":
            raise _misplaced(name, token)
        held.append(token)
        depth += (token.kind == "open") - (token.kind == "close")
        # The SPARQL spellings of directives have no full stop.
        bare_directive = token.kind == "iri" and held[0].text.lower() in ("prefix", "base")
        if bare_directive or (token.kind == "stop" and depth == 0):
            statements.append(Statement("".join(part.text for part in held), held[0].text, _gap(gap)))
            gap, held = [], []
    return statements, _gap(gap)


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        yield _Token(found.lastgroup or "other", found[0], line)
        line += found[0].count("\n")


def _gap(tokens: list[_Token]) -> Gap:
    gap = Gap()
    for token in tokens:
        if token.kind == "space":
            gap.attached = gap.attached and token.text.count("\n") < 2
        elif gap.attached:
            gap.paragraphs[-1] += f"{token.text.rstrip()}\n"
        else:
            gap.paragraphs.append(f"{token.text.rstrip()}\n")
            gap.attached = True
    return gap


def _misplaced(name: str, token: _Token) -> InputError:
    return InputError(f"{name}:{token.line}: a comment inside a block: {token.text.strip()}", mend=_MEND)

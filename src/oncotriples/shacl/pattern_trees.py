"""What Python's own parser makes of a regular expression: how many steps it may take, and the same for Oxigraph.

Python tries one way through a text after the other, so that some expressions take longer than anybody waits. Oxigraph,
by the ``regex`` library of Rust, follows all ways at once, but knows no look-around and no back-references.
"""

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from re import _parser  # type: ignore[attr-defined]  # there in every Python that the project runs on; no stubs
from typing import Any

__all__ = ["NotShared", "Tree", "parse"]

# The parser's nodes have no types: a pair of a code, whose text is its name, and what belongs to it.
_Nodes = Sequence[tuple[object, Any]]
_ENDLESS = int(_parser.MAXREPEAT)
# More than anybody waits for, and small enough to be multiplied.
_MANY = 1e18
_SIGNS = {"LITERAL", "NOT_LITERAL", "ANY", "IN"}
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_LETTERS_AND_NUMBERS = r"\p{L}\p{N}_"
_WHITE = r"\s\x{1c}-\x{1f}"
_SETS = {
    "CATEGORY_DIGIT": r"\p{Nd}",
    "CATEGORY_NOT_DIGIT": r"\P{Nd}",
    "CATEGORY_SPACE": _WHITE,
    "CATEGORY_NOT_SPACE": f"[^{_WHITE}]",
    "CATEGORY_WORD": _LETTERS_AND_NUMBERS,
    "CATEGORY_NOT_WORD": f"[^{_LETTERS_AND_NUMBERS}]",
}


class NotShared(Exception):  # noqa: N818 - no caller ends because of it
    """The expression has something that Rust does not know, or reads otherwise."""


@dataclass(frozen=True)
class Tree:
    """A parsed expression and the flags that hold at its top, its own inline ones among them."""

    nodes: _Nodes
    flags: int

    def steps(self, length: int) -> float:
        """A bound of the steps that Python takes to search a text of that length; no more than 1e18 or so."""
        starts = 1 if self._is_anchored else length + 1
        return length + starts * _ways_and_steps(self.nodes, length)[1]

    @cached_property
    def _is_anchored(self) -> bool:
        if not self.nodes:
            return True
        code, value = self.nodes[0]
        first = str(value) if str(code) == "AT" else ""
        return first == "AT_BEGINNING_STRING" or (first == "AT_BEGINNING" and not self.flags & re.MULTILINE)

    @cached_property
    def size(self) -> float:
        """How many signs the expression has with its counted repetitions written out."""
        return _size(self.nodes)

    @cached_property
    def wide_sets(self) -> int:
        """How many sets reach beyond Latin-1: Python takes a few milliseconds to compile one."""
        return sum(_is_wide(item) for item in _every_set(self.nodes))

    def for_rust(self) -> str:
        """The same expression for Rust, every sign of it written so that both read it alike."""
        if self.flags & (re.ASCII | re.LOCALE):
            raise NotShared
        text = _rust(self.nodes, self.flags)
        return f"(?i:{text})" if self.flags & re.IGNORECASE else text


def parse(pattern: str, flags: int) -> Tree:
    """The tree of an expression. Raises what ``re.compile`` raises, except where only look-behind is at fault."""
    with warnings.catch_warnings():
        # Of what a coming Python will read otherwise: this one decides.
        warnings.simplefilter("ignore")
        parsed = _parser.parse(pattern, flags)
    return Tree(parsed, parsed.state.flags)


def _inside(name: str, value: Any) -> list[tuple[_Nodes, int, int]]:
    """The sequences in a node, each with flags that it adds and drops."""
    if name == "SUBPATTERN":
        return [(value[3], value[1], value[2])]
    if name == "BRANCH":
        return [(part, 0, 0) for part in value[1]]
    if name in _REPEATS:
        return [(value[2], 0, 0)]
    if name == "ATOMIC_GROUP":
        return [(value, 0, 0)]
    if name in {"ASSERT", "ASSERT_NOT"}:
        return [(value[1], 0, 0)]
    if name == "GROUPREF_EXISTS":
        return [(part, 0, 0) for part in value[1:] if part is not None]
    return []


def _ways_and_steps(nodes: _Nodes, length: int) -> tuple[float, float]:
    """In how many ways a sequence may go on from one place in the text, and how many steps it takes to try them all."""
    ways, steps = 1.0, 1.0
    for code, value in nodes:
        name = str(code)
        if name in _REPEATS:
            own_ways, own_steps = _repeat(value, length)
        elif name == "GROUPREF":
            own_ways, own_steps = 1.0, float(length + 1)
        else:
            parts = [_ways_and_steps(part, length) for part, _, _ in _inside(name, value)]
            own_ways = sum(part[0] for part in parts) or 1.0
            own_steps = 1.0 + sum(part[1] for part in parts)
        if name in {"ASSERT", "ASSERT_NOT", "ATOMIC_GROUP", "POSSESSIVE_REPEAT"}:
            own_ways = 1.0
        steps = min(steps + ways * own_steps, _MANY)
        ways = min(ways * own_ways, _MANY)
    return ways, steps


def _repeat(value: Any, length: int) -> tuple[float, float]:
    least, most, item = value
    ways, steps = _ways_and_steps(item, length)
    shortest = item.getwidth()[0]
    # Python ends a repetition at the first round that takes no sign, but not before the least number of rounds.
    rounds = min(most, length // shortest if shortest else least + length + 1)
    if ways == 1:
        return max(rounds - least + 1.0, 1.0), min(1.0 + rounds * steps, _MANY)
    # Each round goes on in every way: the sum of a geometric series, for which sixty rounds are too many already.
    all_ways, tries, power = 0.0, 1.0, 1.0
    for number in range(rounds + 1):
        if power >= _MANY:
            return _MANY, _MANY
        all_ways += power if number >= least else 0.0
        tries += power * steps
        power *= ways
    return max(all_ways, 1.0), min(tries, _MANY)


def _size(nodes: _Nodes) -> float:
    total = 1.0
    for code, value in nodes:
        name = str(code)
        size = 1.0 + sum(_size(part) for part, _, _ in _inside(name, value))
        if name == "IN":
            size = float(len(value))
        elif name in _REPEATS:
            size *= value[0] + 1 if value[1] == _ENDLESS else value[1]
        total += size
    return min(total, _MANY)


def _every_set(nodes: _Nodes) -> Iterable[_Nodes]:
    for code, value in nodes:
        if str(code) == "IN":
            yield value
        for part, _, _ in _inside(str(code), value):
            yield from _every_set(part)


def _is_wide(items: _Nodes) -> bool:
    return any(
        (str(code) == "RANGE" and value[1] > 0xFF) or (str(code) == "LITERAL" and value > 0xFF) for code, value in items
    )


def _rust(nodes: _Nodes, flags: int) -> str:
    pieces = []
    place = 0
    while place < len(nodes):
        code, value = nodes[place]
        if str(code) == "ASSERT_NOT":
            # What is left of a look-ahead is the subtraction of one set from another.
            pieces.append(_set(nodes[place : place + 2], flags))
            place += 1
        else:
            pieces.append(_rust_node(str(code), value, flags))
        place += 1
    return "".join(pieces)


def _rust_node(name: str, value: Any, flags: int) -> str:
    if name in _SIGNS:
        return _sign(name, value, flags)
    if name == "AT":
        return _position(str(value), flags)
    if name == "BRANCH":
        return "(?:" + "|".join(_rust(part, flags) for part in value[1]) + ")"
    if name == "SUBPATTERN":
        _, added, dropped, part = value
        inner = (flags | added) & ~dropped
        if inner & (re.ASCII | re.LOCALE):
            raise NotShared
        changed = (inner ^ flags) & re.IGNORECASE
        sign = ("i" if inner & re.IGNORECASE else "-i") if changed else ""
        return f"(?{sign}:{_rust(part, inner)})"
    if name in {"MAX_REPEAT", "MIN_REPEAT"}:
        least, most, part = value
        return f"(?:{_rust(part, flags)}){{{least},{'' if most == _ENDLESS else most}}}"
    raise NotShared


def _position(name: str, flags: int) -> str:
    if name == "AT_BEGINNING":
        return "(?m:^)" if flags & re.MULTILINE else r"\A"
    if name == "AT_END" and flags & re.MULTILINE:
        return "(?m:$)"
    if name in {"AT_BEGINNING_STRING", "AT_END_STRING"}:
        return r"\A" if name == "AT_BEGINNING_STRING" else r"\z"
    raise NotShared


def _set(nodes: _Nodes, flags: int) -> str:
    """One sign, which a negative look-ahead may stand before, as a class."""
    if len(nodes) == 1 and str(nodes[0][0]) in _SIGNS:
        return _sign(str(nodes[0][0]), nodes[0][1], flags)
    if len(nodes) == 2 and str(nodes[0][0]) == "ASSERT_NOT" and nodes[0][1][0] == 1:
        return f"[{_set(nodes[1:], flags)}--{_set(nodes[0][1][1], flags)}]"
    raise NotShared


def _sign(name: str, value: Any, flags: int) -> str:
    if name == "LITERAL":
        return f"[{_character(value)}]"
    if name == "NOT_LITERAL":
        return f"[^{_character(value)}]"
    if name == "ANY":
        return r"[\x{0}-\x{10FFFF}]" if flags & re.DOTALL else r"[^\n]"
    items = []
    negation = ""
    for code, item in value:
        if str(code) == "NEGATE":
            negation = "^"
        elif str(code) == "CATEGORY":
            items.append(_SETS[str(item)])
        else:
            ends = item if str(code) == "RANGE" else (item,)
            items.append("-".join(map(_character, ends)))
    return f"[{negation}{''.join(items)}]"


def _character(number: int) -> str:
    return f"\\x{{{number:x}}}"

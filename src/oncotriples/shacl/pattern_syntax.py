r"""Regular expressions as SPARQL's REGEX reads them, in the words of Python's ``re``.

SPARQL takes them from XPath, and XPath from XML Schema. Python knows most of that language under the same signs; this
module rewrites what it does not know (categories, name characters, subtraction of classes, flags x and q) and what it
reads otherwise (``$``). What only Python knows (look-around, named groups, ``\b``) stays as it is: shapes that were
written for pyshacl use it.
"""

import re
import unicodedata
from functools import lru_cache

from oncotriples.shacl.lexical import NAME_CHARACTERS, NAME_STARTS

__all__ = ["UnknownCategoryError", "to_python"]

_CATEGORIES = frozenset(
    {"L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe"}
    | {"Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn"}
)
_ESCAPE = re.compile(r"\\(?:[pP]\{(?P<category>[^}]*)\}|.)", re.DOTALL)
_NAMES = {"i": NAME_STARTS, "c": NAME_CHARACTERS}
_SPACES = "\t\n\r "
# Python's own way to switch on flag m, which changes what "$" stands for.
_INLINE_M = re.compile(r"\(\?[aiLsux]*m")
# Subtractions in one another: each is read again as part of those around it.
_DEEPEST = 50


class UnknownCategoryError(ValueError):
    r"""What stands in ``\p{…}`` is no general category of Unicode."""


def to_python(pattern: str, flags: str) -> str:
    """``pattern`` for ``re.search``, which must be given flags i, m and s; x and q are dealt with here."""
    if "q" in flags:
        return re.escape(pattern)
    if "x" in flags:
        pattern = _without_spaces(pattern)
    end = "$" if "m" in flags or _INLINE_M.search(pattern) else r"\Z"
    pieces, place = [], 0
    while place < len(pattern):
        sign, after = pattern[place], place + 1
        if sign == "[":
            after, subtracted = _read_class(pattern, place)
            pieces.append(_class(pattern, place, after, subtracted))
        elif escape := _ESCAPE.match(pattern, place):
            after = escape.end()
            pieces.append(_escape(escape, within=False))
        else:
            pieces.append(end if sign == "$" else sign)
        place = after
    return "".join(pieces)


def _without_spaces(pattern: str) -> str:
    """As flag x says: white space goes, but not within classes, and also behind a backslash."""
    pieces, place = [], 0
    while place < len(pattern):
        after = place + 1
        if pattern[place] == "\\":
            while pattern[after : after + 1] and pattern[after] in _SPACES:
                after += 1
            pieces.append("\\" + pattern[after : after + 1])
            after += 1
        elif pattern[place] == "[":
            after, _ = _read_class(pattern, place)
            pieces.append(pattern[place:after])
        elif pattern[place] not in _SPACES:
            pieces.append(pattern[place])
        place = after
    return "".join(pieces)


def _read_class(pattern: str, start: int) -> tuple[int, int]:
    """Where the class ends that begins at ``start``, and where in it the class begins that is subtracted, or 0.

    XPath has a subtraction only before the closing bracket; elsewhere ``-[`` is what Python takes it for. A class that
    does not end takes the whole rest: Python says what is wrong.
    """
    place = first = start + 1 + pattern.startswith("^", start + 1)
    depth, subtracted = 1, 0
    while place < len(pattern):
        # Python's classes may begin with a closing bracket, those of XPath not.
        if pattern[place] == "]" and (place > first or depth > 1):
            if place > first and pattern.startswith("]" * depth, place):
                return place + depth, subtracted
            return place + 1, 0
        if escape := _ESCAPE.match(pattern, place):
            place = escape.end()
        elif place > first and pattern.startswith("-[", place):
            subtracted = subtracted or place + 1
            depth += 1
            if depth > _DEEPEST:
                raise RecursionError
            place = first = place + 2 + pattern.startswith("^", place + 2)
        else:
            place += 1
    return len(pattern), 0


def _class(pattern: str, start: int, end: int, subtracted: int) -> str:
    """A class as Python writes it; one with a subtraction becomes a class after a negative look-ahead."""
    if subtracted:
        taken = _class(pattern, subtracted, *_read_class(pattern, subtracted))
        return f"(?:(?!{taken}){_escaped(pattern[start : subtracted - 1])}])"
    return _escaped(pattern[start:end])


def _escaped(text: str) -> str:
    """A part of a class with its escapes as Python writes them."""
    return _ESCAPE.sub(lambda escape: _escape(escape, within=True), text)


def _escape(escape: re.Match[str], *, within: bool) -> str:
    """An escape as Python writes it, ``within`` a class or not."""
    kind = escape[0][1:2]
    if escape["category"] is not None:
        members = _members(escape["category"], kind == "P")
        # Flag i changes letters, not what is of a category.
        return members if within else f"(?-i:[{members}])"
    if kind.lower() in _NAMES:
        names = _NAMES[kind.lower()]
        if within:
            return names if kind.islower() else _others(names)
        return f"[{'^' * kind.isupper()}{names}]"
    return escape[0]


@lru_cache(maxsize=128)
def _members(category: str, complement: bool) -> str:
    """The characters (not) of a general category, as the inside of a class."""
    if category not in _CATEGORIES:
        raise UnknownCategoryError(category)
    wanted = category if len(category) == 2 else category + "[a-z]"
    unit = f"(?:(?!{wanted}|Cs)[A-Z][a-z])+" if complement else f"(?:{wanted})+"
    return "".join(_range(found.start() // 2, found.end() // 2 - 1) for found in re.finditer(unit, _all_categories()))


@lru_cache(maxsize=1)
def _all_categories() -> str:
    """Of each code point, the two letters of its general category."""
    return "".join(map(unicodedata.category, map(chr, range(0x110000))))


@lru_cache(maxsize=2)
def _others(members: str) -> str:
    """The inside of the class of all that is not in a class."""
    every = "".join(map(chr, range(0x110000)))
    return "".join(
        _range(found.start(), found.end() - 1) for found in re.finditer(rf"[^{members}\uD800-\uDFFF]+", every)
    )


def _range(first: int, last: int) -> str:
    return f"{re.escape(chr(first))}-{re.escape(chr(last))}"

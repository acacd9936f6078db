"""Where the sentences of a normalised text begin and end: rules and short lists, no model and no locale.

A sentence ends at a stop (with the quotes and brackets that close behind it) before a space, or before an apparatus
mark that left no space, when the next one can begin there and the word before the stop is no abbreviation. A library
was not taken: those that are kept split text without the places of the marks, and are a hundred times slower.
"""

import re
from collections.abc import Collection

__all__ = ["sentences"]

# Brackets, and runs of stops with what closes behind them; “;” closes too where marks stood between: “seen.[1]; [2]”.
_EVENT = re.compile(r"""[()]|[.!?…]+[)\]}"'”\u2019»;]*""")
_OPENERS = "([{“\u2018\"'«¿¡"
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
# One letter, or letters each with its stop: “J”, “U.S”, “M.D”.
_LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Longer than any abbreviation or caption; bounds the look back.
_LOOK_BACK = 40
# A bracket that has not closed after so many characters keeps no sentence together.
_LONGEST_BRACKET = 600
# What stands behind a stop inside of a sentence.
_CONTINUING = ",;:)]}/%&*\u2013—-=+"

_NEVER_LAST = _words(
    "vs v e.g eg i.e ie cf viz ca approx dr drs mr mrs ms prof st fig figs eq eqs ref refs dept var subsp ssp resp "
    "incl excl esp ave mt ft rev gen col sgt"
)
_BEFORE_NUMBER = _words(
    "no nos vol p pp ch chap sec sect art suppl ed eds jan feb mar apr jun jul aug sep sept oct nov dec v n"
)
_SELDOM_LAST = _words("al etc inc ltd co corp jr sr bros assn univ ph.d phd oz")
# Words that begin a sentence and hardly stand behind an abbreviation inside of one.
_STARTERS = _words(
    "a about above according additional additionally after all also although among an and another approximately as at "
    "based because before between both but by children compared current despite during each early factors few finally "
    "findings first five following for four from further furthermore given he her his however i if in information "
    "initially it its less long many median more moreover most nevertheless no not notably of older on one only or "
    "other others our outcomes overall patients people prognosis recent refer regardless results risk second see "
    "several she similarly since six some standard studies such survival ten that the their them then there therefore "
    "these they third this those three through thus to treatment two under until unlike using we what when where "
    "whereas whether which while who with within women men without years you younger"
)
# “hepatitis B.” and “arm A.” end in a single letter, which here is no initial.
_LETTERED = _words(
    "vitamin vitamins hepatitis group groups arm arms cohort stage stages level levels grade grades class type types "
    "phase factor table figure box appendix part category section pugh protein strain serotype subtype regimen or "
    "and score clade influenza coenzyme immunoglobulin complement"
)
_CAPTIONS = frozenset({"table", "figure", "box", "panel", "exhibit"})


def sentences(text: str, marks: Collection[int] = ()) -> tuple[tuple[int, int], ...]:
    """The (start, end) of each sentence, without the spaces around it; in order, none empty.

    ``marks`` are the offsets of the marks without text (a set, where there are many). One that stands between two
    sentences stands at the end of the first.
    """
    found: list[tuple[int, int]] = []
    start = depth = opened = 0
    for event in _EVENT.finditer(text):
        first, end = event.span()
        if text[first] == "(":
            if first > start:
                opened = opened if depth else first
                depth += 1
            continue
        depth = max(depth - text.count(")", first, end), 0)
        if end == len(text) or text[first] == ")":
            continue
        glued = text[end] != " "
        marked = any(place in marks for place in range(first + 1, end + 1))
        if (glued or ";" in event[0]) and not marked:
            continue
        following = end + (not glued)
        if depth and first - opened < _LONGEST_BRACKET and text.find(")", end, opened + _LONGEST_BRACKET) >= 0:
            continue
        opening = _opening(text, following)
        if _can_begin(opening, glued) and _can_end(text, start, first, opening, marked):
            found.append((start, end))
            start, depth = following, 0
    if start < len(text):
        found.append((start, len(text)))
    return tuple(found)


def _opening(text: str, place: int) -> str:
    """The beginning of what follows a stop: up to a word with its opening quotes and brackets."""
    return text[place : place + _LOOK_BACK].partition(" ")[0]


def _can_begin(opening: str, glued: bool) -> bool:
    """Whether a sentence can begin so: in upper case, with a number or a sign, or with a name such as “mTOR”."""
    bare = opening.lstrip(_OPENERS)
    if not bare or bare[0] in _CONTINUING:
        return False
    if bare[0].isupper():
        return True
    if glued or bare != opening:
        return False
    if bare[0].islower():
        return not bare[0].isascii() or any(sign.isupper() or sign.isdigit() for sign in bare)
    return True


def _can_end(text: str, start: int, first: int, opening: str, marked: bool) -> bool:
    """Whether the stop at ``first`` ends the sentence that begins at ``start``; ``opening`` can begin another."""
    if text[first] in "?!":
        return True
    space = max(text.rfind(" ", max(start, first - _LOOK_BACK), first) + 1, start)
    before = text[space:first].lstrip(_OPENERS)
    number = opening[0].isdigit()
    if not before:
        return not number
    word = before.lower()
    if word in _NEVER_LAST or (number and word in _BEFORE_NUMBER):
        return False
    if space == start and (before.isdigit() or len(before) == 1):
        return False
    if space - start < _LOOK_BACK and text[start : max(space - 1, start)].lower() in _CAPTIONS:
        return False
    letters = _LETTERS.fullmatch(before) is not None
    if not letters and word not in _SELDOM_LAST:
        return True
    if marked or _is_starter(opening):
        return True
    if len(before) > 1 or _LETTERS.fullmatch(opening.removesuffix(".")):
        return False
    return _word_before(text, start, space) in _LETTERED


def _is_starter(opening: str) -> bool:
    """Whether the word is one that begins sentences, and no initial (“A.”)."""
    bare = opening.lstrip(_OPENERS)
    word = _WORD.match(bare)
    return word is not None and word[0].lower() in _STARTERS and bare[word.end() : word.end() + 1] != "."


def _word_before(text: str, start: int, space: int) -> str:
    """The word before the one at ``space``, in lower case; behind its hyphen where it has one (“Child-Pugh”)."""
    begin = text.rfind(" ", max(start, space - 1 - _LOOK_BACK), max(space - 1, start)) + 1
    return text[max(begin, start) : max(space - 1, start)].lstrip(_OPENERS).lower().rpartition("-")[2]

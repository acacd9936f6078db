"""Whether two printed titles are one: compared in a normal form, with few and narrow exceptions.

The normal form has letters and digits alone: no case, accents, punctuation, markup, nor the brackets of a translation;
Greek letters are spelled out, “10,000” is 10000, and “phase I/II” is not “phase III”. Two titles that are not the same
are still one where

- they differ in British and American spelling;
- one has a subtitle, or the name of a group, that the other lacks: it begins after a stop, and holds neither a numeral
  (“2”, “II”, “second”) nor a word for another work (“erratum”, “part”);
- each of at most two words differs in one letter, or in two that changed places: not the first, and not in words that
  are short or numerals, so that “unresectable”, “without”, “V600K” and “third” stay what they are.

The last two are for titles of thirty letters or more. A title that many works share (“Reply”, “[Not Available]”) is one
with none. The work is linear in the length of the titles.
"""

import re
import unicodedata
from enum import StrEnum

__all__ = ["Agreement", "agreement", "words_of"]


# GREEK SMALL LETTER ALPHA → alpha, as PDQ prints it where PubMed has the letter; letters that Unicode does not take
# apart; signs that are read as words.
_SPELLED = str.maketrans(
    {chr(code): unicodedata.name(chr(code)).rpartition(" ")[2].lower() for code in range(0x3B1, 0x3CA)}
    | dict(zip("øłđð\u0131", "olddi", strict=True))
    | {"æ": "ae", "œ": "oe", "þ": "th", "&": " and ", "+": " plus ", "±": " plus ", "™": "", "℠": ""}
)
_ACCENT = re.compile("[\u0300-\u036f]")
_THOUSANDS = re.compile(r"(?<=[0-9])[ ,](?=[0-9]{3}(?![0-9]))")
_WORD = re.compile(r"[a-z0-9]+")
_STOP = re.compile(r"[.:;?!(\[\u2013\u2014]| - ")
_NUMBER_WORDS = """
    one two three four five six seven eight nine ten first second third fourth fifth sixth seventh eighth ninth tenth
"""
_NUMBERS = frozenset(_NUMBER_WORDS.split())
_BRITISH = re.compile(r"ae|oe|our|is(?=[ei])|ys(?=[ei])|ph|tre(?=s?$)|ll|mme$")
_AMERICAN = {"ae": "e", "oe": "e", "our": "or", "is": "iz", "ys": "yz", "ph": "f", "tre": "ter", "ll": "l", "mme": "m"}
# What titles are made of that do not say what their work is about.
_WORDS_OF_NOTHING = """
    a abstract and author authors available book comment commentary comments correction corrections discussion editor
    editorial erratum foreword from in introduction invited letter letters news not note of on preface re reply response
    review s the to
"""
_OF_NOTHING = frozenset(_WORDS_OF_NOTHING.split())
# In a subtitle they tell of another work.
_WORDS_OF_OTHERS = """
    addendum comment commentary correction corrections corrigendum errata erratum executive part reply retracted
    retraction withdrawal withdrawn
"""
_OF_OTHERS = frozenset(_WORDS_OF_OTHERS.split())
# So many letters has a title at least that agrees though it is not the same, and so many a word of it.
_LONG = 30
_LONG_WORD = 5
_MISPRINTS = 2


class Agreement(StrEnum):
    """How two titles agree; ``NONE`` is false."""

    NONE = ""
    SAME = "same"
    SPELLING = "spelling"
    SUBTITLE = "subtitle"
    MISPRINT = "misprint"


def agreement(one: str, other: str) -> Agreement:
    """How a printed title agrees with another."""
    first, second = words_of(one), words_of(other)
    if _OF_NOTHING.issuperset(first) or _OF_NOTHING.issuperset(second):
        return Agreement.NONE
    left, right = _joined(first), _joined(second)
    if left == right:
        return Agreement.SAME
    is_long = min(len(left), len(right)) >= _LONG
    if is_long and (
        (left.startswith(right) and _has_subtitle(one, second))
        or (right.startswith(left) and _has_subtitle(other, first))
    ):
        return Agreement.SUBTITLE
    if _joined([_american(word) for word in first]) == _joined([_american(word) for word in second]):
        return Agreement.SPELLING
    return Agreement.MISPRINT if is_long and _misprinted(first, second) else Agreement.NONE


def words_of(text: str) -> list[str]:
    """Letters and digits of any script, in lower case and without accents, Greek letters by their names."""
    text = text.casefold()
    if not text.isascii():
        # Once more: what is taken apart may be a capital.
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text.translate(_SPELLED)).casefold())
    text = _THOUSANDS.sub("", text.translate(_SPELLED))
    if text.isascii():
        return _WORD.findall(text)
    # Marks are letters in most scripts.
    return "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in text).split()


def _joined(words: list[str]) -> str:
    """Words as if none were parted, but for neighbours that would make another numeral: “I/II” is not “III”."""
    parts = []
    former = ""
    for word in words:
        if (former[-1:].isdigit() and word[0].isdigit()) or (former and _is_roman(former) and _is_roman(word)):
            parts.append(" ")
        parts.append(word)
        former = word
    return "".join(parts)


def _is_roman(word: str) -> bool:
    return not word.strip("ivx")


def _is_numeral(word: str) -> bool:
    return word in _NUMBERS or not word.isalpha() or _is_roman(word)


def _has_subtitle(title: str, words: list[str]) -> bool:
    """Whether the title goes on behind these words and a stop, and says nothing there that tells of another work."""
    pieces = _STOP.split(title)
    head: list[str] = []
    left = sum(map(len, words))
    for at, piece in enumerate(pieces, 1):
        found = words_of(piece)
        head += found
        left -= sum(map(len, found))
        if left <= 0:
            rest = words_of(" ".join(pieces[at:]))
            return _joined(head) == _joined(words) and not any(map(_is_numeral, rest)) and _OF_OTHERS.isdisjoint(rest)
    return False


def _american(word: str) -> str:
    return _BRITISH.sub(lambda found: _AMERICAN[found[0]], word)


def _misprinted(words: list[str], others: list[str]) -> bool:
    if len(words) != len(others):
        return False
    pairs = [(one, other) for one, other in zip(words, others, strict=True) if one != other]
    pairs = [pair for pair in pairs if _american(pair[0]) != _american(pair[1])]
    return len(pairs) <= _MISPRINTS and all(_is_misprint(*pair) for pair in pairs)


def _is_misprint(one: str, other: str) -> bool:
    """Whether words differ in one letter that is not the first: another, one more, or two that changed places."""
    if min(len(one), len(other)) < _LONG_WORD or _is_numeral(one) or _is_numeral(other):
        return False
    at = next((at for at, (mine, yours) in enumerate(zip(one, other, strict=False)) if mine != yours), len(one))
    if at == 0:
        return False
    one, other = one[at:], other[at:]
    swapped = one[:2] == other[1::-1] and len(one) > 1 and one[2:] == other[2:]
    return swapped or one[1:] in (other, other[1:]) or one == other[1:]

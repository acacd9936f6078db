"""Finds the names of a lexicon in a text, all at once, by an Aho-Corasick automaton.

The longest name wins, and the first of two that overlap. Names are found as whole words: not next to a letter, digit
or underscore. A hyphen ends a word (“imatinib-resistant” and “EWSR1::ATF1” name what they seem to name), but “non-”
belongs to the word behind it: “non-small cell lung cancer” is lung cancer and no small cell lung cancer.

Boundaries are put into the text before the search, as line breaks (a normalised text has none), and so are part of what
is looked for: the automaton itself then gives the longest whole-word match, and never half of a word that would have to
be thrown away again and could hide a name inside it.

A name without a target is found like any other and gives no mention; nor does a name that is only part of what stands
around it (evidence/surroundings.py).
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from oncotriples.evidence.lexicon import CATEGORIES, Lexicon, LexiconEntry, lexicon_of
from oncotriples.evidence.records import Mention
from oncotriples.evidence.spelling import folded, lowered
from oncotriples.evidence.surroundings import belongs_to_another_name

__all__ = ["Finder"]

_BOUNDARY = "\n"
_TOKEN = re.compile(r"[Nn][Oo][Nn] \w+|\w+|\W+")

Owners = tuple[LexiconEntry, ...]


class _Hit(NamedTuple):
    """Where a name stands in the text with boundaries. Hits sort as they are taken: leftmost, longest, first layer."""

    start: int
    shortness: int
    layer: int
    owners: Owners


class _Automaton:
    """The spellings of one kind, and what each of them names."""

    __slots__ = ("_owners", "_search")

    def __init__(self, spelled: Iterable[tuple[str, Owners]]) -> None:
        patterns = [(_with_boundaries(spelling)[1:-1], owners) for spelling, owners in spelled]
        self._owners = [owners for _, owners in patterns]
        self._search = AhoCorasick(
            [pattern for pattern, _ in patterns],
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
            store_patterns=False,
        )

    def hits(self, text: str, layer: int) -> list[_Hit]:
        """The hits of a text with boundaries."""
        owners = self._owners
        found = self._search.find_matches_as_indexes(text)
        return [_Hit(start, start - end, layer, owners[number]) for number, start, end in found]


class _Layer:
    """The automata of one lexicon: spellings in which case matters, and those in which it does not."""

    __slots__ = ("cased", "uncased")

    def __init__(self, lexicon: Lexicon) -> None:
        spelled = sorted(lexicon.spelled().items(), key=lambda item: item[0])
        self.cased = _Automaton((spelling, owners) for (spelling, sensitive), owners in spelled if sensitive)
        self.uncased = _Automaton((spelling, owners) for (spelling, sensitive), owners in spelled if not sensitive)


class Finder:
    """Looks for the names of a lexicon. Made once a process: 50,000 names take under a second.

    A finder can be pickled; it is then made anew from its lexicons.
    """

    __slots__ = ("_layers", "lexicons")

    def __init__(self, *lexicons: Lexicon) -> None:
        """Where two lexicons have the same name in one category, the earlier one says what it names."""
        self.lexicons = lexicons
        self._layers = tuple(_Layer(lexicon) for lexicon in lexicons)

    def __reduce__(self) -> tuple[type["Finder"], tuple[Lexicon, ...]]:
        return Finder, self.lexicons

    def with_names(self, entries: Iterable[LexiconEntry]) -> "Finder":
        """A finder that knows names of one document besides; what is there already is not made again."""
        own = lexicon_of(entries)
        if not own.entries:
            return self
        wider = Finder()
        wider.lexicons = (*self.lexicons, own)
        wider._layers = (*self._layers, _Layer(own))
        return wider

    def find(self, text: str) -> tuple[Mention, ...]:
        """The mentions in a text, in reading order, with offsets in it."""
        cased = _with_boundaries(folded(text))
        uncased = lowered(cased)
        hits: list[_Hit] = []
        for number, layer in enumerate(self._layers):
            hits += layer.cased.hits(cased, number)
            hits += layer.uncased.hits(uncased, number)
        hits.sort()
        places: list[tuple[int, int, dict[str, str]]] = []
        # The last hit taken, and where in the text it ends; at first the space that was put before the text.
        start, end, offset = 0, 1, 0
        for hit in hits:
            if hit.start >= end:
                first = offset + hit.start - end - cased.count(_BOUNDARY, end, hit.start)
                start, end = hit.start, hit.start - hit.shortness
                offset = first + end - start - cased.count(_BOUNDARY, start, end)
                places.append((first, offset, {owner.category: owner.target for owner in hit.owners}))
            elif (hit.start, hit.shortness) == (start, start - end):
                named = places[-1][2]
                for owner in hit.owners:
                    named.setdefault(owner.category, owner.target)
        return tuple(
            Mention(category, named[category], first, end)
            for first, end, named in places
            for category in CATEGORIES
            if named.get(category) and not belongs_to_another_name(category, text, first, end)
        )


def _with_boundaries(text: str) -> str:
    """The folded text with a space at either end and a line break at either end of each word."""
    return _BOUNDARY.join(_TOKEN.findall(f" {text.replace(_BOUNDARY, ' ')} "))

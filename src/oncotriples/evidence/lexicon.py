"""The lexicon: names of agents, tumors, genes, trials and terms, and what each of them names.

Names are normalised like the text in which they are looked for. A name has one target in a category: where two sources
disagree, the earlier source wins, and what lost is listed with the reason, like every name that cannot be used.

A name without a target names nothing that we know, and is there to be found: the longest name wins, so
“undifferentiated soft tissue sarcoma” without a target keeps its last words from being taken for another tumor.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from oncotriples.documents.normalising import normalised
from oncotriples.evidence.spelling import case_matters, folded, lowered, spellings, why_unusable

__all__ = ["CATEGORIES", "Lexicon", "LexiconEntry", "Refusal", "entry", "lexicon_of"]

CATEGORIES = ("agent", "tumor", "gene", "trial", "term")
"""What a name can be a name of, in the order in which mentions of one place stand."""


@dataclass(frozen=True, slots=True, order=True)
class LexiconEntry:
    """A name of a thing: its category, and the path of the thing's IRI below the base (``agent/imatinib``), or ""."""

    name: str
    category: str
    target: str
    case_sensitive: bool

    @property
    def key(self) -> str:
        """What two spellings of one name share: hyphens as spaces and, where case does not matter, lower case."""
        return folded(self.name) if self.case_sensitive else lowered(folded(self.name))


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """An entry that the lexicon does not use, and why."""

    entry: LexiconEntry
    reason: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sorted entries, at most one target for a name in a category, and the entries that were refused."""

    entries: tuple[LexiconEntry, ...] = ()
    refused: tuple[Refusal, ...] = ()

    def spelled(self) -> dict[tuple[str, bool], tuple[LexiconEntry, ...]]:
        """Every spelling that is looked for, with whether case matters, and the entries that it names.

        Names come before the spellings derived from other names: “sarcomas” as a name of its own is that alone.
        """
        found: dict[tuple[str, bool], dict[str, LexiconEntry]] = {}
        for held in self.entries:
            found.setdefault((held.key, held.case_sensitive), {}).setdefault(held.category, held)
        for held in self.entries:
            for spelling in spellings(held.name, held.category):
                other = LexiconEntry(spelling, held.category, held.target, held.case_sensitive)
                found.setdefault((other.key, other.case_sensitive), {}).setdefault(held.category, held)
        rank = CATEGORIES.index
        return {
            key: tuple(sorted(owners.values(), key=lambda owner: rank(owner.category))) for key, owners in found.items()
        }


def entry(name: str, category: str, target: str, *, case_sensitive: bool | None = None) -> LexiconEntry:
    """An entry with its name normalised; without ``case_sensitive`` the rule for its category and form decides."""
    plain = normalised(name)
    return LexiconEntry(
        plain, category, target, case_matters(plain, category) if case_sensitive is None else case_sensitive
    )


def lexicon_of(*sources: Iterable[LexiconEntry]) -> Lexicon:
    """The lexicon of several sources, the most trusted first. The order inside a source does not matter."""
    held: dict[tuple[str, bool, str], LexiconEntry] = {}
    refused: set[Refusal] = set()
    for source in sources:
        for candidate in sorted(set(source)):
            if reason := why_unusable(candidate.name, candidate.category, case_sensitive=candidate.case_sensitive):
                refused.add(Refusal(candidate, reason))
                continue
            first = held.setdefault((candidate.key, candidate.case_sensitive, candidate.category), candidate)
            if first.target != candidate.target:
                refused.add(Refusal(candidate, f"is already a name of {first.target or 'nothing'}"))
    return Lexicon(tuple(sorted(held.values())), tuple(sorted(refused)))

"""The head of a citation: who wrote it. ::

    authors  ::= member ("," member)* [","  "et al."] ["," ("ed." | "eds.")] [";" group] ":"
    member   ::= person | group
    person   ::= particle* family+ initials [suffix]          van der Ham F · de Castro CG Jr · Jenkins JJ 3rd
    group    ::= capitalised words, one of them a word for a body of people      Some Cancer Study Group

An entry without authors begins with its title, and that may hold a colon too. A title is told from a group by its
spelling: the words of a group are capitalised, and what follows its colon does not begin with a small letter.
"""

from dataclasses import dataclass

__all__ = ["NO_AUTHORS", "Authors", "read_authors", "split_authors"]

_PARTICLES_OF_NAMES = """
    al ap da dal dalla das de del dell della den der des di do dos du e el een het in la las le lo los of op san st 't
    ten ter te tot v van vande vander von vom y zu zum zur
"""
_PARTICLES = frozenset(_PARTICLES_OF_NAMES.split())
_SUFFIXES = frozenset(["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "2nd", "3rd", "4th", "5th", "6th"])
# Which end the name of a group more often than that of a person with two family names.
_COUNTRIES = frozenset(["EU", "UK", "US", "USA"])
_WORDS_OF_GROUPS = """
    academy administration agency alliance association authority authors board bureau center centers centre centres
    coalition collaboration collaborative collaborators college commission committee committees company conference
    congress consortium convention cooperative corporation council court department division federation force forum
    foundation group groups hospital inc initiative institute institutes institution investigators laboratories league
    llc ltd ministry network office organisation organization panel party pharmaceuticals program programme project
    registry research researchers service services societies society subcommittee taskforce team trialists trialists'
    union university workgroup workshop
"""
_OF_GROUPS = frozenset(_WORDS_OF_GROUPS.split())
# Words with which a document's name begins or ends, not the name of those who wrote it.
_WORDS_OF_DOCUMENTS = """
    act classification criteria facts guide guideline guidelines handbook opinion recommendations report statement
    study system trial update website
"""
_OF_DOCUMENTS = frozenset(_WORDS_OF_DOCUMENTS.split())
_SMALL_WORDS_OF_NAMES = "a an and as at behalf by de der des du e for from in la of on or the to und with y"
_SMALL = frozenset(_SMALL_WORDS_OF_NAMES.split())
_ELECTRONIC_ADDRESS = "Electronic address: "
# Longer heads are titles; the bound also keeps the work on hostile strings small.
_LONGEST_HEAD = 600


@dataclass(frozen=True, slots=True)
class Authors:
    """Authors as printed, without the closing colon and “eds.”; ``first`` is a family name or the first group."""

    printed: str = ""
    first: str = ""
    collective: bool = False
    et_al: bool = False
    editors: bool = False


NO_AUTHORS = Authors()


def split_authors(text: str) -> tuple[Authors, str]:
    """The authors at the head of an entry and what follows them; ``NO_AUTHORS`` and the whole text if it has none."""
    colon = text.find(": ", 0, _LONGEST_HEAD)
    if colon > 0 and text.startswith(_ELECTRONIC_ADDRESS, colon + 2 - len(_ELECTRONIC_ADDRESS)):
        colon = text.find(": ", colon + 2, _LONGEST_HEAD)
    if colon <= 0:
        return NO_AUTHORS, text
    rest = text[colon + 2 :]
    authors = _read(text[:colon].rstrip(" :"), rest)
    return (authors, rest) if authors else (NO_AUTHORS, text)


def read_authors(printed: str) -> Authors:
    """The authors of a list as an entry prints it before its colon; ``NO_AUTHORS`` for what is none."""
    return split_authors(f"{printed}: X")[0]  # any title that begins with a capital


def _read(head: str, rest: str) -> Authors | None:
    body = _without(head, (", eds.", ", ed.", ", eds", ", ed", " (eds.)", " (ed.)"))
    editors = body != head
    names = _without(body, (", et al.", ", et al", " et al."))
    et_al = names != body
    named, _, group = names.partition(";")
    members = named.split(", ")
    families = [_family_name(member) for member in members]
    if any(families) and (et_al or group or editors or families[0]) and members[-1].lower() not in _OF_GROUPS:
        return Authors(body, families[0] or members[0].strip(" ."), not families[0], et_al, editors)
    if et_al or editors or _names_a_group(names, rest):
        return Authors(body.rstrip("."), names.split(_ELECTRONIC_ADDRESS)[0].strip(" ."), True, et_al, editors)
    return None


def _names_a_group(names: str, rest: str) -> bool:
    """Whether the head is a group, perhaps with a second sentence: an address, a subgroup, the words behind a name."""
    before, stop, last = names.rpartition(". ")
    if stop and _is_place(last):
        return False
    return _is_group(names, rest) or (bool(stop) and _is_group(before.partition(". ")[0], rest))


def _is_place(text: str) -> bool:
    """Whether a text is a town with its state, which stands before a publisher: “Atlanta, Ga”."""
    town, comma, state = text.partition(", ")
    return bool(comma) and len(town) <= 25 and len(state) <= 12 and state[:1].isupper()


def _without(text: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if text.endswith(ending):
            return text[: -len(ending)]
    return text


def _family_name(member: str) -> str:
    """The family name in ``van der Ham F`` or ``Jenkins JJ 3rd``, with its particles; "" for what is no person."""
    words = member.split()
    while len(words) > 2 and words[-1] in _SUFFIXES:
        words.pop()
    if not 2 <= len(words) <= 6 or not _is_initials(words[-1]) or (len(words) > 2 and words[-1] in _COUNTRIES):
        return ""
    words.pop()
    for word in words:
        if word.islower() and word not in _PARTICLES:
            return ""
    return " ".join(words)


def _is_initials(word: str) -> bool:
    letters = word.replace("-", "").replace(".", "")
    if not letters.isalpha() or not letters[0].isupper():
        return False
    return len(letters) <= 3 or (len(letters) <= 4 and letters.isupper())


def _is_group(name: str, rest: str) -> bool:
    """Whether a head that names no person is a body of people, and not the first half of a title with a colon."""
    if rest[:1].islower():
        return False
    words = name.replace(",", " ").replace("(", " ").replace(")", " ").split()
    lowered = [word.lower().rstrip(".") for word in words]
    if not words or lowered[0] in _OF_DOCUMENTS or lowered[-1] in _OF_DOCUMENTS or _OF_GROUPS.isdisjoint(lowered):
        return False
    return all(word in _SMALL or not printed[0].islower() for word, printed in zip(lowered, words, strict=True))

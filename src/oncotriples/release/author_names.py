"""Names of authors as reference lists and PubMed give them, read into the parts that bibliographies are made of.

Lists print ``van der Graaf WT, Putnam JB Jr, et al.``; records have every name, parted by semicolons. What is no person
is a group and keeps its name whole.
"""

import re
from dataclasses import dataclass

from oncotriples.evidence.citation_authors import read_authors

__all__ = ["NOBODY", "Name", "Names", "read_printed", "read_recorded"]

_ET_AL = re.compile(r"(?:^|[,;]?\s+)et al\.?,?$")


@dataclass(frozen=True)
class Name:
    """A person by the parts of the name, or, with ``literal`` alone, a group.

    ``given`` are initials with full stops: ``W. T.``; ``particle`` is what small words the family name begins with.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def whole_family(self) -> str:
        """The family name with its particle, or the group."""
        return self.literal or " ".join(filter(None, (self.particle, self.family)))


@dataclass(frozen=True)
class Names:
    """Authors or editors in their order; ``et_al``: there are more whom nobody names."""

    members: tuple[Name, ...] = ()
    et_al: bool = False

    def __bool__(self) -> bool:
        return bool(self.members)


NOBODY = Names()


def read_printed(text: str) -> Names:
    """The names of a list as printed: ``Edmonson JH, Ryan LM, Blum RH, et al.``"""
    named, et_al = _without_et_al(text)
    persons, _, group = named.partition(";")
    members = [*_members(persons), *_recorded(group)]
    return Names(tuple(members), et_al and bool(members))


def read_recorded(text: str) -> Names:
    """The names of a record: ``Example AB; Sample C; Example Study Group``."""
    named, et_al = _without_et_al(text)
    members = tuple(_recorded(named))
    return Names(members, et_al and bool(members))


def _without_et_al(text: str) -> tuple[str, bool]:
    named = _ET_AL.sub("", text.strip())
    return named, named != text.strip()


def _recorded(text: str) -> list[Name]:
    return [_name(part) for part in _parts(text, ";")]


def _parts(text: str, separator: str) -> list[str]:
    parts = (part.strip() for part in text.split(separator))
    return [part for part in parts if any(character.isalnum() for character in part)]


def _members(text: str) -> list[Name]:
    """The names of a list with commas. A group may have commas too: its last part then begins with “and”."""
    parts = _parts(text, ",")
    names = [_name(part) for part in parts]
    if all(name.literal for name in names):
        return [Name(literal=", ".join(parts))] if parts else []
    found: list[Name] = []
    run = 0  # how many groups stand at the end of ``found``
    for name in names:
        if run and name.literal.startswith("and "):
            found[-run:] = [Name(literal=", ".join(group.literal for group in (*found[-run:], name)))]
            run = 1
        else:
            found.append(name)
            run = run + 1 if name.literal else 0
    return found


def _name(text: str) -> Name:
    """One name. A group may end in its abbreviation, which looks like initials: without it, it still is a group."""
    family = _family(text)
    if not family or _is_group(family):
        return Name(literal=text)
    initials, *suffix = text[len(family) :].split()
    words = family.split()
    small = 0
    while small < len(words) - 1 and words[small].islower():
        small += 1
    return Name(
        family=" ".join(words[small:]),
        given=_with_stops(initials),
        particle=" ".join(words[:small]),
        suffix=" ".join(suffix),
    )


def _family(text: str) -> str:
    """The family name with which the name of a person begins; "" for what is no person."""
    if ": " in text:
        return ""
    authors = read_authors(text)
    return authors.first if not authors.collective and text.startswith(f"{authors.first} ") else ""


def _is_group(text: str) -> bool:
    return " " in text and read_authors(text).collective


def _with_stops(initials: str) -> str:
    """Initials as most formats want them: ``WT`` → ``W. T.``, ``J-M`` → ``J.-M.``, ``IuA`` → ``Iu. A.``"""
    parts = []
    for part in initials.replace(".", "").split("-"):
        letters: list[str] = []
        for letter in part:
            if letter.isupper() or not letters:
                letters.append(letter)
            else:
                letters[-1] += letter
        parts.append(" ".join(f"{one}." for one in letters))
    return "-".join(filter(None, parts))

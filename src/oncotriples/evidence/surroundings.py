"""Names inside the name of something else, told by what stands next to them.

- A tumor in the name of an organization or registry (“European Sarcoma Study Group”), or as the part of a label behind
  the abbreviation of one (“COG-STS”), is not what a passage is about.
- “Liposomal doxorubicin” and “nab-paclitaxel” are agents of their own, with doses, uses and side effects that differ
  from those of the agent inside. There are more of them than any lexicon has, and what a study of one found must not be
  proposed as evidence for the other. Where the lexicon has such a name, that longer name is found, and not this one.
"""

import re
from collections.abc import Callable, Mapping

__all__ = ["belongs_to_another_name"]

_ORGANIZATION = re.compile(
    r"(?: [A-Z][A-Za-z]*){0,2} (?:Alliance|Association|Center|Collaboration|Committee|Consortium|Foundation|Group"
    r"|Institute|Network|Registry|Society)\b(?! (?:[IVX]+|[0-9]+)\b)"  # “Group III” is one of patients
)
_ABBREVIATION = re.compile("[A-Za-z]*[A-Z]{2}[A-Za-z]*")
_OWNER = re.compile(r"(?<!\w)[A-Z]{2,}-\Z")
_FORMULATION = re.compile(
    r"(?<!\w)(?:albumin[ -]bound|liposomal|liposome[ -]encapsulated|nab|nanoparticle)[ -]\Z", re.IGNORECASE
)
_HYPHENS = str.maketrans("\u2010\u2011\u2013", "---")
# No more characters than these before a name can matter.
_REACH = 24


def belongs_to_another_name(category: str, text: str, start: int, end: int) -> bool:
    """Whether the name at ``text[start:end]``, of this category of the lexicon, is only part of another name."""
    rule = _RULES.get(category)
    return rule is not None and rule(text, start, end)


def _of_organization(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    if _ABBREVIATION.fullmatch(name) and _OWNER.search(_before(text, start)):
        return True
    return bool(_ORGANIZATION.match(text, end)) and name[name.rfind(" ") + 1].isupper()


def _of_formulation(text: str, start: int, end: int) -> bool:
    return bool(_FORMULATION.search(_before(text, start)))


def _before(text: str, start: int) -> str:
    return text[max(0, start - _REACH) : start].translate(_HYPHENS)


_RULES: Mapping[str, Callable[[str, int, int], bool]] = {"agent": _of_formulation, "tumor": _of_organization}

"""How names are spelled: what counts as the same, which further spellings a name has, which names cannot be used.

- Hyphens (``-``, U+2010, U+2011, en dash) are spaces, the typographic apostrophe is the plain one: “soft-part sarcoma”
  is “soft part sarcoma”. All of this keeps the length of a text, so that offsets stay those of the text itself.
- Case matters to genes, and to abbreviations: one word of at most six characters with at least two capitals (GIST,
  DFSP, PEComa). It does not matter to other names.
- “tumor” is also “tumour”, and the other way round. Names of tumors and terms have plurals (…s, …es, …ies, …oma and
  …omata), plurals of tumors a singular (…tumors, …omas, …cancers, …neoplasms).
"""

import re

__all__ = ["LONGEST", "case_matters", "folded", "lowered", "spellings", "why_unusable"]

LONGEST = 200
"""The longest name in characters."""

_SHORTEST = 3
_SHORTEST_GENE = 2
_ABBREVIATION = 6

# Too general to say which agent or tumor is meant, or everyday words; names in which case matters are no such words.
_COMMON_WORDS = """
a acid adult age agent agents all also and any arm as at back be best blood body bone brain but by can cancer
cancers care cell cells child children clinical control course data day days death did disease diseases disorder do
dose drug drugs early effect event for four from general grade group groups had has have her high his history in
into is it its late lesion lesions less level life low malignancy malignancies man mass may men month more most
neoplasm neoplasms no not number of on one or other our out outcome own patient patients per placebo rate response
result risk set sex she significant site six some stage status study symptom symptoms test than that the their then
these they this three time tissue to treatment trial trials tumor tumors tumour tumours two type use was we were who
with woman women year years
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_HYPHENS = ("-", "\u2010", "\u2011", "\u2013")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_TUMOR = re.compile(r"\btumor", re.IGNORECASE)
_TUMOUR = re.compile(r"\btumour", re.IGNORECASE)
_PLURAL_OF_TUMOR = re.compile(r"(?:tumou?r|cancer|neoplasm|oma)s", re.IGNORECASE)


def folded(text: str) -> str:
    """The text with hyphens as spaces and plain apostrophes, as long as before.

    Half a surrogate pair, which no automaton takes, becomes a replacement character.
    """
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, " ")
    text = text.replace("\u2019", "'")
    return text if text.isascii() else _HALF_PAIR.sub("\ufffd", text)


def lowered(text: str) -> str:
    """The text in lower case, as long as before: “İ” is the one letter whose lower case is two characters."""
    return text.replace("\u0130", "i").lower()


def case_matters(name: str, category: str) -> bool:
    """Whether a name is a gene's or looks like an abbreviation."""
    return category == "gene" or (
        len(name) <= _ABBREVIATION and " " not in name and sum(letter.isupper() for letter in name) > 1
    )


def why_unusable(name: str, category: str, *, case_sensitive: bool) -> str:
    """Why a name cannot be looked for, or “”."""
    shortest = _SHORTEST_GENE if category == "gene" else _SHORTEST
    if len(name) < shortest:
        return f"is shorter than {shortest} characters"
    if len(name) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if not any(letter.isalpha() for letter in name):
        return "has no letter"
    if not case_sensitive and lowered(name) in _COMMON:
        return "is a common word"
    return ""


def spellings(name: str, category: str) -> tuple[str, ...]:
    """The further spellings of a name, without the name itself."""
    found = dict.fromkeys((name, _TUMOR.sub(_british, name), _TUMOUR.sub(_american, name)))
    if category in ("tumor", "term") and name[-1:].isalpha() and "," not in name:
        for one in tuple(found):
            if category == "tumor" and _PLURAL_OF_TUMOR.search(one, len(one) - len("neoplasms")):
                found[one[:-1]] = None
            else:
                found.update(dict.fromkeys(_plurals(one)))
    found.pop(name)
    return tuple(found)


def _british(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}{'U' if found[0].isupper() else 'u'}{found[0][-1]}"


def _american(found: re.Match[str]) -> str:
    return found[0][:-2] + found[0][-1]


def _plurals(name: str) -> tuple[str, ...]:
    if re.search(r"(?:s|x|z|ch|sh)\Z", name):
        return (f"{name}es",)
    if re.search(r"[^aeiou]y\Z", name):
        return (f"{name[:-1]}ies",)
    if name.endswith("oma"):
        return f"{name}s", f"{name}ta"
    return (f"{name}s",)

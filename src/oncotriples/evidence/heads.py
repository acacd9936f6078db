"""What the head of a table's column means: that agents stand below it, or tumors.

The last word says it (“Specific Agent”, “Sarcoma Subtype”, “Type of Thyroid Cancer”), without what stands in brackets
and without a footnote's letter (“Treatmenta”). “Options” and “name” pass it on to the word before, “type” to a word for
a tumor before it. Words that turn the meaning (“Prior Treatment”, “Risk of Cancer”) take it away.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["AGENT", "TUMOR", "column_meaning"]

AGENT = "agent"
TUMOR = "tumor"

_AGENTS = frozenset({"agent", "chemotherapy", "compound", "drug", "medication", "regimen", "therapy", "treatment"})
_TUMORS = frozenset(
    {"cancer", "carcinoma", "diagnosis", "disease", "histology", "leukemia", "leukaemia", "lymphoma", "malignancy"}
    | {"neoplasm", "sarcoma", "subtype", "tumor", "tumour"}
)
# “Cancer type” and “histologic type” are types of tumors, “study type” is none.
_TYPED = _TUMORS | {"histologic", "histological", "pathologic", "pathological"}
_CARRIERS = frozenset({"name", "option"})
_TURNING_WORDS = """
after age before concurrent duration during extent incidence no number outcome patient predisposing previous prior
progressive rate related risk secondary stage study
"""
_TURNING = frozenset(_TURNING_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]")


def _plural(word: str) -> str:
    for ending, plural in (("osis", "oses"), ("y", "ies")):
        if word.endswith(ending):
            return word.removesuffix(ending) + plural
    return f"{word}s"


def _forms() -> dict[str, str]:
    """Each form of a word that matters → the word: its plural, and either with the letter of a footnote."""
    meaning = _AGENTS | _TYPED | _CARRIERS | {"type"}
    forms = {form: word for word in meaning | _TURNING for form in (word, _plural(word))}
    return {
        f"{form}{letter}": word for form, word in forms.items() if word in meaning for letter in "abcdefghi"
    } | forms


_FORMS: Mapping[str, str] = MappingProxyType(_forms())


def column_meaning(head: str) -> str:
    """``AGENT``, ``TUMOR``, or "" where the head of a column means neither."""
    words = [_FORMS.get(word, word) for word in _WORD.findall(_BRACKETS.sub(" ", head.lower()))]
    if not words or not _TURNING.isdisjoint(words):
        return ""
    while len(words) > 1 and words[-1] in _CARRIERS:
        words.pop()
    last = words[-1]
    if last in _AGENTS:
        return AGENT
    if last in _TUMORS or (last == "type" and not _TYPED.isdisjoint(words)):
        return TUMOR
    return ""

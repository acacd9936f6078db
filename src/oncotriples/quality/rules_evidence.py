"""Rules about the way from a claim to its evidence: pointers, reference entries, articles, printed grades."""

from collections.abc import Iterator

import pyoxigraph as ox

from oncotriples.namespaces import ONCT, PREFIXES
from oncotriples.quality.rules import Index, Problem, Rule, Term, View, shown

__all__ = ["EVIDENCE_RULES"]

_CITES = f"{PREFIXES['cito']}citesAsEvidence"
_DENOTES = f"{PREFIXES['c4o']}denotes"
_HAS_CONTEXT = f"{PREFIXES['c4o']}hasContext"
_REFERENCES = f"{PREFIXES['biro']}references"
_IS_PART_OF = f"{PREFIXES['dcterms']}isPartOf"
_STATED_IN, _SUPPORTED_BY, _IN_GROUP = f"{ONCT}statedIn", f"{ONCT}supportedBy", f"{ONCT}inGroup"
_LEVEL, _LEVEL_MARK, _MARKED_LEVEL, _GRADES = (
    f"{ONCT}{name}" for name in ("levelOfEvidence", "levelMark", "markedLevel", "grades")
)


def _follow(stated: Index, start: Term, *path: str) -> set[Term]:
    """The nodes at the end of a path of properties."""
    reached = {start}
    for predicate in path:
        reached = {target for node in reached for target in stated.objects(node, predicate)}
    return reached


def _claims(stated: Index, *predicates: str) -> list[ox.NamedNode]:
    """The subjects that have one of the properties, in order."""
    found = {subject for predicate in predicates for subject, _ in stated.pairs(predicate)}
    return sorted(found, key=str)


def _cited_without_pointer(view: View) -> Iterator[Problem]:
    """A claim cites an article only where one of its pointers leads to that article."""
    for claim in _claims(view.stated, _CITES):
        reached = _follow(view.stated, claim, _SUPPORTED_BY, _DENOTES, _REFERENCES)
        for article in view.stated.objects(claim, _CITES):
            if article not in reached:
                message = (
                    f"No pointer of this claim leads to {shown(article)}. "
                    "Add the pointer as onct:supportedBy, or delete the citation."
                )
                yield Problem(claim.value, _CITES, str(article), message)


def _pointer_without_citation(view: View) -> Iterator[Problem]:
    """A claim cites every article to which its pointers lead."""
    for claim in _claims(view.stated, _SUPPORTED_BY):
        cited = set(view.stated.objects(claim, _CITES))
        for pointer in view.stated.objects(claim, _SUPPORTED_BY):
            for article in sorted(_follow(view.stated, pointer, _DENOTES, _REFERENCES) - cited, key=str):
                message = (
                    f"This pointer leads to {shown(article)}, which the claim does not cite. "
                    "Add it as cito:citesAsEvidence, or delete the pointer."
                )
                yield Problem(claim.value, _SUPPORTED_BY, str(pointer), message)


def _pointer_elsewhere(view: View) -> Iterator[Problem]:
    """A claim's pointers stand where the claim is stated: in that passage, or in a cell of that row."""
    for claim in _claims(view.stated, _SUPPORTED_BY):
        places = _follow(view.stated, claim, _STATED_IN)
        for pointer in view.stated.objects(claim, _SUPPORTED_BY):
            contexts = _follow(view.stated, pointer, _HAS_CONTEXT)
            rows = {row for context in contexts for row in view.stated.objects(context, _IS_PART_OF)}
            if not places & (contexts | rows):
                message = (
                    "This pointer does not stand where the claim is stated. "
                    "Choose a pointer of that passage or row, or correct onct:statedIn."
                )
                yield Problem(claim.value, _SUPPORTED_BY, str(pointer), message)


def _level_without_mark(view: View) -> Iterator[Problem]:
    """A claim's level of evidence is the level of its printed grade, and where a grade is given, so is the level."""
    for claim in _claims(view.stated, _LEVEL, _LEVEL_MARK):
        stated = set(view.stated.objects(claim, _LEVEL))
        marked = _follow(view.stated, claim, _LEVEL_MARK, _MARKED_LEVEL)
        for unmarked in sorted(stated - marked, key=str):
            yield Problem(
                claim.value,
                _LEVEL,
                str(unmarked),
                "No grade of this claim has this level. Correct it, or name the printed grade as onct:levelMark.",
            )
        for unstated in sorted(marked - stated, key=str):
            yield Problem(
                claim.value,
                _LEVEL_MARK,
                str(unstated),
                "The claim does not state the level of its printed grade. Add this level as onct:levelOfEvidence.",
            )


def _mark_elsewhere(view: View) -> Iterator[Problem]:
    """A claim's printed grade grades a group of pointers that holds one of the claim's own."""
    for claim in _claims(view.stated, _LEVEL_MARK):
        groups = _follow(view.stated, claim, _SUPPORTED_BY, _IN_GROUP)
        for mark in view.stated.objects(claim, _LEVEL_MARK):
            if not groups & _follow(view.stated, mark, _GRADES):
                yield Problem(
                    claim.value,
                    _LEVEL_MARK,
                    str(mark),
                    "This grade stands behind other pointers than the claim's. "
                    "Choose the grade of the claim's own pointers, or correct onct:grades.",
                )


EVIDENCE_RULES = (
    Rule("cited-without-pointer", "document", _cited_without_pointer),
    Rule("pointer-without-citation", "document", _pointer_without_citation),
    Rule("pointer-elsewhere", "document", _pointer_elsewhere),
    Rule("level-without-mark", "document", _level_without_mark),
    Rule("mark-elsewhere", "document", _mark_elsewhere),
)
"""The rules about claims and their evidence."""

"""Rules about the way from a claim to its evidence: where its pointers stand, and what its printed grade grades.

That a claim cites exactly the articles to which its pointers lead is said by onctsh:EvidenceAssertionShape.
"""

from collections.abc import Iterator

import pyoxigraph as ox

from oncotriples.namespaces import ONCT, PREFIXES
from oncotriples.quality.rules import Index, Problem, Rule, Term, View

__all__ = ["EVIDENCE_RULES"]

_HAS_CONTEXT = f"{PREFIXES['c4o']}hasContext"
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
        if surplus := stated - marked:
            message = "No grade of this claim has this level. Correct it, or name the printed grade as onct:levelMark."
            yield from (Problem(claim.value, _LEVEL, str(level), message) for level in surplus)
        else:
            message = "The claim does not state the level of its printed grade. Add this level as onct:levelOfEvidence."
            yield from (Problem(claim.value, _LEVEL_MARK, str(level), message) for level in marked - stated)


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
    Rule("pointer-elsewhere", "document", _pointer_elsewhere),
    Rule("level-without-mark", "document", _level_without_mark),
    Rule("mark-elsewhere", "document", _mark_elsewhere),
)
"""The rules about claims and their evidence."""

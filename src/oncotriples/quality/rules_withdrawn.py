"""Rules about what was withdrawn: its stub stands alone, and nothing points to it."""

from collections.abc import Iterator

from oncotriples.namespaces import PREFIXES, XSD, compact
from oncotriples.quality.locating import iri_of
from oncotriples.quality.rules import Problem, Rule, View, shown

__all__ = ["WITHDRAWN_RULES"]

_DEPRECATED = f"{PREFIXES['owl']}deprecated"
_TRUE = f'"true"^^<{XSD}boolean>'
_REPLACED = f"{PREFIXES['dcterms']}isReplacedBy"
# What kg/withdrawn.tsv says of a thing.
_OF_STUBS = frozenset({_DEPRECATED, _REPLACED, *(f"{PREFIXES['skos']}{name}" for name in ("prefLabel", "historyNote"))})
# What may be said of something that is no longer there: that another stands in its place.
_MAY_POINT = frozenset({_REPLACED, f"{PREFIXES['dcterms']}replaces"})


def _points_to_withdrawn(view: View) -> Iterator[Problem]:
    """Nothing points to a withdrawn thing, but what tells of its replacement."""
    # What is still there was listed by mistake, which the other rule says.
    gone = _stubs(view) - _described(view).keys()
    for subject, path, target in view.stated.statements if gone else ():
        if iri_of(target) in gone and path not in _MAY_POINT:
            replaced = " or ".join(compact(iri_of(value)) for value in view.stated.objects(target, _REPLACED))
            mend = (
                f"Point to its replacement, {replaced}." if replaced else "It has no replacement: remove the statement."
            )
            message = f"This points to {compact(iri_of(target))}, which was withdrawn. {mend}"
            yield Problem(iri_of(subject), path, str(target), message)


def _withdrawn_but_there(view: View) -> Iterator[Problem]:
    """Of a withdrawn thing the graph says nothing but that it was withdrawn."""
    for thing, said in sorted(_described(view).items()):
        message = (
            f"{compact(thing)} is listed as withdrawn, and still described: {said}. Remove its row from "
            "kg/withdrawn.tsv, or what describes it."
        )
        yield Problem(thing, _DEPRECATED, _TRUE, message)


def _described(view: View) -> dict[str, str]:
    """The stubs of which more is said: IRI → the first such statement, as messages print it."""
    stubs = _stubs(view)
    found: dict[str, str] = {}
    for subject, path, value in view.stated.statements if stubs else ():
        if iri_of(subject) in stubs and path not in _OF_STUBS:
            found.setdefault(iri_of(subject), f"{compact(path)} {shown(value)}")
    return found


def _stubs(view: View) -> frozenset[str]:
    return frozenset(subject.value for subject, value in view.stated.pairs(_DEPRECATED) if str(value) == _TRUE)


WITHDRAWN_RULES = (
    Rule("points-to-withdrawn", "dataset", _points_to_withdrawn),
    Rule("withdrawn-but-there", "dataset", _withdrawn_but_there),
)
"""The rules about withdrawn things."""

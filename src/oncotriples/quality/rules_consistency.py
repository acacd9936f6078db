"""Rules about statements of one thing that contradict each other, or that say nothing."""

from collections.abc import Iterator

import pyoxigraph as ox

from oncotriples.namespaces import BASE, ONCT, PREFIXES, compact
from oncotriples.quality.rules import Problem, Rule, View

__all__ = ["CONSISTENCY_RULES"]

_MODALITY, _POLARITY, _VALUE_KIND = (f"{ONCT}{name}" for name in ("modality", "polarity", "valueKind"))
_PMID, _DOI = f"{PREFIXES['fabio']}hasPubMedId", f"{PREFIXES['prism']}doi"
_RECORDS = f"{BASE}record/"
_BY_PMID = f"{BASE}citation/pmid/"
_ANCHOR = tuple(f"{ONCT}{name}" for name in ("start", "end", "blockDigest"))
_BLOCK, _PART_OF = f"{ONCT}block", f"{PREFIXES['dcterms']}isPartOf"
_TEXTS = tuple(f"{PREFIXES['skos']}{name}" for name in ("prefLabel", "altLabel", "definition"))
_POLARITY_OF = {"should": "positive", "can": "positive", "unnecessary": "negative", "should-not": "negative"}


def _polarity_against_modality(view: View) -> Iterator[Problem]:
    """What should or can be done is stated with positive polarity, what is unnecessary or should not be, negative."""
    for statement, modality in view.stated.pairs(_MODALITY):
        expected = _POLARITY_OF.get(_code(modality))
        for polarity in view.stated.objects(statement, _POLARITY):
            if expected and _code(polarity) != expected:
                message = (
                    f"The modality is {compact(_iri(modality))}. Make the polarity {expected}, or correct the modality."
                )
                yield Problem(statement.value, _POLARITY, str(polarity), message)


def _pmid_against_address(view: View) -> Iterator[Problem]:
    """An article whose address has a PMID bears that PMID."""
    for article, pmid in view.stated.pairs(_PMID):
        if article.value.startswith(_BY_PMID) and article.value != _BY_PMID + getattr(pmid, "value", ""):
            message = (
                f"The address says {article.value.removeprefix(_BY_PMID)}. Look the article up and correct one of them."
            )
            yield Problem(article.value, _PMID, str(pmid), message)


def _shared_identifier(view: View) -> Iterator[Problem]:
    """A PMID or DOI belongs to one article; records of articles and notices repeat it."""
    for predicate in (_PMID, _DOI):
        first: dict[str, str] = {}
        named = (pair for pair in view.stated.pairs(predicate) if not pair[0].value.startswith(_RECORDS))
        for article, identifier in sorted(named, key=lambda pair: pair[0].value):
            kept = first.setdefault(str(identifier).casefold(), article.value)
            if kept != article.value:
                message = f"{compact(kept)} has this identifier too. Merge the two, or correct one of them."
                yield Problem(article.value, predicate, str(identifier), message)


def _exact_but_exclusive(view: View) -> Iterator[Problem]:
    """An exact value excludes neither of its ends."""
    for outcome, kind in view.stated.pairs(_VALUE_KIND):
        for predicate in (f"{ONCT}lowerExclusive", f"{ONCT}upperExclusive"):
            for flag in view.stated.objects(outcome, predicate):
                if _code(kind) == "exact" and getattr(flag, "value", "") in ("true", "1"):
                    message = "The value is called exact. Make it a bound, or leave the exclusion out."
                    yield Problem(outcome.value, predicate, str(flag), message)


def _blank_text(view: View) -> Iterator[Problem]:
    """A label or definition says something."""
    for predicate in _TEXTS:
        for subject, text in view.stated.pairs(predicate):
            if isinstance(text, ox.Literal) and not text.value.strip():
                yield Problem(subject.value, predicate, str(text), "This text is blank. Write it, or leave it out.")


def _part_of_an_anchor(view: View) -> Iterator[Problem]:
    """A passage is anchored by start, end and digest together, and by the number of its block if it is in a section."""
    anchored = {subject for predicate in (*_ANCHOR, _BLOCK) for subject, _ in view.stated.pairs(predicate)}
    for passage in sorted(anchored, key=lambda subject: subject.value):
        place = "".join(_iri(whole) for whole in view.stated.objects(passage, _PART_OF))
        needed = {_BLOCK, *_ANCHOR} if "/section/" in place else set(_ANCHOR)
        for predicate in sorted(predicate for predicate in needed if not view.stated.objects(passage, predicate)):
            message = f"The anchor lacks {compact(predicate)}. Add it, or remove the rest of the anchor."
            yield Problem(passage.value, predicate, "", message)
        if _BLOCK not in needed and view.stated.objects(passage, _BLOCK):
            message = "Only a passage of a section is in a block. Remove onct:block from a cell, caption or note."
            yield Problem(passage.value, _BLOCK, "", message)


def _iri(term: object) -> str:
    return str(getattr(term, "value", ""))


def _code(term: object) -> str:
    return _iri(term).rsplit("/", 1)[-1]


CONSISTENCY_RULES = (
    Rule("polarity-against-modality", "document", _polarity_against_modality),
    Rule("pmid-against-address", "document", _pmid_against_address),
    Rule("shared-identifier", "dataset", _shared_identifier),
    Rule("exact-but-exclusive", "document", _exact_but_exclusive),
    Rule("blank-text", "document", _blank_text),
    Rule("part-of-an-anchor", "document", _part_of_an_anchor),
)
"""The rules about contradictions, blanks and halves."""

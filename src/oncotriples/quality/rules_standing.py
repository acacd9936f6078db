"""Rules about the articles that claims rest on: whether these still stand, and whether their PMIDs are their own."""

from collections.abc import Iterator

import pyoxigraph as ox

from oncotriples import iris
from oncotriples.evidence.standings import OTHER_NOTICE, RETRACTED_TYPE, Standing
from oncotriples.namespaces import ONCT, PREFIXES
from oncotriples.quality.findings import Severity
from oncotriples.quality.rules import Problem, Rule, View

__all__ = ["STANDING_RULES"]

_CITES = f"{PREFIXES['cito']}citesAsEvidence"
_REFERENCES = f"{PREFIXES['biro']}references"
_STANDING = f"{ONCT}standing"
_DIFFERS = f"{ONCT}differsFromRecordIn"
_RECORD, _TYPE, _NOTICE_KIND = f"{ONCT}articleRecord", f"{ONCT}publicationType", f"{ONCT}noticeKind"
_PMID = f"{PREFIXES['fabio']}hasPubMedId"
_OTHER = ox.NamedNode(iris.code("notice-kind", OTHER_NOTICE))
_RETRACTED_TYPE = ox.NamedNode(iris.heading(RETRACTED_TYPE))
_NOT_INDEXED, _RETRACTED, _CONCERN, _CORRECTED = (
    ox.NamedNode(iris.code("standing", standing))
    for standing in (Standing.NOT_INDEXED, Standing.RETRACTED, Standing.CONCERN, Standing.CORRECTED)
)


def _standings(view: View) -> Iterator[tuple[ox.NamedNode, list[tuple[ox.NamedNode, object]]]]:
    """Each claim with the articles that it cites, and their standings."""
    claims: dict[ox.NamedNode, list[tuple[ox.NamedNode, object]]] = {}
    for claim, article in view.stated.pairs(_CITES):
        if isinstance(article, ox.NamedNode):
            held = view.stated.objects(article, _STANDING)
            claims.setdefault(claim, []).append((article, held[0] if held else None))
    yield from sorted(claims.items(), key=lambda item: item[0].value)


def _rests_on_retracted(view: View) -> Iterator[Problem]:
    """A claim rests on at least one article that was not retracted."""
    for claim, articles in _standings(view):
        if all(standing == _RETRACTED for _, standing in articles):
            message = (
                "Every article that this claim cites was retracted. Ask whether the source still makes the claim, and "
                "withdraw it if not; else list it in kg/known-gaps.tsv with the reason."
            )
            yield Problem(claim.value, _CITES, str(articles[0][0]), message)


def _cites_retracted(view: View) -> Iterator[Problem]:
    """No article that a claim cites beside others, or a reference list names, was retracted."""
    claimed: dict[ox.NamedNode, int] = {}
    for _, articles in _standings(view):
        for article, standing in articles:
            if standing == _RETRACTED:
                claimed[article] = claimed.get(article, 0) + 1
    listed: dict[ox.NamedNode, int] = {}
    for _, work in view.stated.pairs(_REFERENCES):
        if isinstance(work, ox.NamedNode):
            listed[work] = listed.get(work, 0) + 1
    for article, standing in sorted(view.stated.pairs(_STANDING), key=lambda pair: pair[0].value):
        if standing == _RETRACTED and (article in claimed or article in listed):
            message = (
                f"This article was retracted. Claims that cite it: {claimed.get(article, 0)}; entries of reference "
                f"lists: {listed.get(article, 0)}. Read its notice, and what rests on it; if that is known, list it in "
                "kg/known-gaps.tsv with the reason."
            )
            yield Problem(article.value, _STANDING, str(standing), message)


def _under_concern(view: View) -> Iterator[Problem]:
    """No article that a claim cites is under an expression of concern."""
    yield from _cited_with(
        view,
        _CONCERN,
        "The journal published a concern about an article that this claim cites. Read the notice; if the claim stays "
        "as it is, list it in kg/known-gaps.tsv with the reason.",
    )


def _corrected(view: View) -> Iterator[Problem]:
    """A claim that cites a corrected article is worth comparing with the correction."""
    yield from _cited_with(
        view, _CORRECTED, "An article that this claim cites was corrected. Compare the claim with the correction."
    )


def _cited_with(view: View, wanted: ox.NamedNode, message: str) -> Iterator[Problem]:
    for claim, articles in _standings(view):
        for article, standing in articles:
            if standing == wanted:
                yield Problem(claim.value, _CITES, str(article), message)


def _pmid_doubtful(view: View) -> Iterator[Problem]:
    """An article as printed agrees with the record of its PMID in title, first author, year, volume and first page."""
    for article, part in view.stated.pairs(_DIFFERS):
        records = view.stated.objects(article, _RECORD)
        is_back = any(_RETRACTED_TYPE in view.stated.objects(record, _TYPE) for record in records)
        retracted = ", and is that of a retracted article" if is_back else ""
        message = (
            f"PubMed's record of this PMID has another value{retracted}. "
            "See both side by side with `oncotriples literature resolve`; correct the PMID, or list the article in "
            "kg/known-gaps.tsv with the reason."
        )
        yield Problem(article.value, _DIFFERS, str(part), message)


def _pmid_unknown(view: View) -> Iterator[Problem]:
    """PubMed has a record of every PMID that it was asked for."""
    for article, standing in view.stated.pairs(_STANDING):
        if standing == _NOT_INDEXED:
            for pmid in view.stated.objects(article, _PMID):
                message = (
                    "PubMed has no record of this PMID. See what `oncotriples literature resolve` finds for the work, "
                    "and correct the PMID; if the record was deleted, list the article in kg/known-gaps.tsv with the "
                    "reason."
                )
                yield Problem(article.value, _PMID, str(pmid), message)


def _unknown_notice(view: View) -> Iterator[Problem]:
    """Every notice about an article is of a kind that is known here."""
    for notice, kind in view.stated.pairs(_NOTICE_KIND):
        if kind == _OTHER:
            message = (
                "PubMed links the article to this in a way that is not known here. Read it; if it says nothing against "
                "the article, list it in kg/known-gaps.tsv with the reason."
            )
            yield Problem(notice.value, _NOTICE_KIND, str(kind), message)


STANDING_RULES = (
    Rule("rests-on-retracted", "dataset", _rests_on_retracted, acknowledgeable=True),
    Rule("cites-retracted", "dataset", _cites_retracted, Severity.WARNING),
    Rule("article-under-concern", "dataset", _under_concern, Severity.WARNING),
    Rule("pmid-doubtful", "dataset", _pmid_doubtful, Severity.WARNING),
    Rule("pmid-unknown", "dataset", _pmid_unknown, Severity.WARNING),
    Rule("unknown-notice", "dataset", _unknown_notice, Severity.WARNING),
    Rule("article-corrected", "dataset", _corrected, Severity.INFO),
)
"""The rules about the standing of articles."""

"""Whether an article still stands, by the record that PubMed has of it."""

from collections.abc import Mapping
from enum import StrEnum

from oncotriples.documents.article_entry import CorrectionLink, PubMedArticle

__all__ = ["AGAINST", "NOTICES", "OTHER_NOTICE", "RETRACTED_TYPE", "Standing", "notices_of", "standing_by"]

RETRACTED_TYPE = "D016441"
"""“Retracted Publication” among the publication types of MeSH."""


class Standing(StrEnum):
    """Whether an article still stands, as far as PubMed says; the values are the codes of code/standing/."""

    NOT_CHECKED = "not-checked"
    NOT_INDEXED = "not-indexed"
    STANDING = "standing"
    CORRECTED = "corrected"
    CONCERN = "expression-of-concern"
    RETRACTED = "retracted"


AGAINST = (Standing.RETRACTED, Standing.CONCERN, Standing.CORRECTED)
"""What speaks against an article, the gravest first."""

NOTICES: Mapping[str, tuple[str, Standing]] = {
    "RetractionIn": ("retraction", Standing.RETRACTED),
    "RetractedandRepublishedIn": ("retraction-and-republication", Standing.RETRACTED),
    "ExpressionOfConcernIn": ("expression-of-concern", Standing.CONCERN),
    "PartialRetractionIn": ("partial-retraction", Standing.CORRECTED),
    "CorrectedandRepublishedIn": ("correction-and-republication", Standing.CORRECTED),
    "ErratumIn": ("erratum", Standing.CORRECTED),
    "UpdateIn": ("update", Standing.STANDING),
}
"""PubMed's links to what was published about an article: the code of code/notice-kind/, and what follows from it."""

_HARMLESS_KINDS = """
    AssociatedDataset AssociatedPublication Cites CommentIn CommentOn CorrectedandRepublishedFrom ErratumFor
    ExpressionOfConcernFor OriginalReportIn PartialRetractionOf ReprintIn ReprintOf RepublishedFrom RepublishedIn
    RetractedandRepublishedFrom RetractionOf SummaryForPatientsIn UpdateOf
"""
_HARMLESS = frozenset(_HARMLESS_KINDS.split())

OTHER_NOTICE = "other"
"""The code of a link of a kind that is not known here: a finding, and never taken for harmless."""


def notices_of(article: PubMedArticle) -> tuple[CorrectionLink, ...]:
    """The links of a record that say something about whether the article stands, or that nobody here knows."""
    return tuple(link for link in article.corrections if link.kind not in _HARMLESS)


def standing_by(article: PubMedArticle) -> Standing:
    """The standing of an article by its record: what weighs more counts, a retraction most."""
    found = [NOTICES[link.kind][1] for link in notices_of(article) if link.kind in NOTICES]
    if any(kind.id == RETRACTED_TYPE for kind in article.types):
        found.append(Standing.RETRACTED)
    return max(found, key=list(Standing).index, default=Standing.STANDING)

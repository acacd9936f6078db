"""What PubMed might say of the curated articles: each standing at least once. All of it is invented."""

from pathlib import Path

from oncotriples.documents.article_entry import Author, CorrectionLink, Journal, PubMedArticle, Tag
from oncotriples.enrichment.literature_lock import NAME, Absence, ArticleEntry, LiteratureLock, Resolution
from oncotriples.enrichment.provenance import Source
from oncotriples.graph.reading import read_turtle
from oncotriples.graph.works import works_in

__all__ = ["KEY", "plant_standings"]

KEY = "citation/key/stacchiotti-2012-ann-oncol-23-3171"
"""The article that is printed without a PMID."""

_DAY = "2026-01-31"
_PUBMED = Source("PubMed", ("https://pubmed.ncbi.nlm.nih.gov/",), _DAY)
_OTHER = PubMedArticle(
    "20194851",
    title="Sunshine and invented sarcoma",
    authors=(Author("Rutkowski", initials="P"), Author("Example", initials="AB")),
    journal=Journal(nlm="J Ex"),
    published="2010-04",
    volume="28",
    pages="1-5",
    doi="10.9999/ex.2010.1",
)


def plant_standings(kg: Path) -> None:
    """Write a lock of the literature into a copy of kg/."""
    lock = LiteratureLock()
    works = works_in(read_turtle(kg / "literature.ttl", "kg/literature.ttl").triples)
    titles = {work.pmid: work.title for work in works}

    def put(pmid: str, *links: CorrectionLink, types: tuple[Tag, ...] = (), title: str = "", day: str = _DAY) -> None:
        article = PubMedArticle(pmid, title=title or titles[pmid], types=types, corrections=links)
        lock.put(ArticleEntry(article, _PUBMED, day))

    # The only article behind its claim.
    put("22331945", CorrectionLink("RetractionIn", "J Ex. 2020 May 1;38(1):10", "90009999"))
    # One of two behind a claim, with two notices and a comment; the other one stands.
    put(
        "19188185",
        CorrectionLink("ErratumIn", "J Ex. 2014 Mar;2(1):3"),
        CorrectionLink("CommentIn", "J Ex. 2014 Apr;2(2):4"),
        CorrectionLink("PartialRetractionIn", "J Ex. 2012;1(1):2"),
    )
    put("21242589", day="2024-06-30")
    # A notice that has no date.
    put("23630200", CorrectionLink("ExpressionOfConcernIn", "J Ex, ahead of print"))
    # Retracted without a notice, behind three claims.
    put("7490246", types=(Tag("D016441", "Retracted Publication"),), day="2025-01-01")
    # A newer version says nothing against the article; its claim has a level.
    put("23583130", CorrectionLink("UpdateIn", "J Ex. 2021;5(1):6"))
    # A reference that is printed without a PMID has one.
    lock.references[KEY] = Resolution("90000015", "curator", _DAY)
    put("90000015", CorrectionLink("RetractedandRepublishedIn", "J Ex. 2019 Dec;9(9):9", "90000016"), title=titles[""])
    # PubMed has no such record.
    lock.miss("20048174", Absence(_PUBMED, "2023-02-01"))
    # The record is another article's.
    lock.put(ArticleEntry(_OTHER, _PUBMED, _DAY))
    # A record that does not come from PubMed.
    lock.put(ArticleEntry(PubMedArticle("20979472"), Source("a printed copy")))
    lock.write(kg / NAME)

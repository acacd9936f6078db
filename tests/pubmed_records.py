"""Articles that tests invent, written as PubMed's XML: for the service on this machine and for files of PubMed."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

__all__ = ["Author", "Fixture", "Heading", "Journal", "Link", "article_set", "as_xml", "pubmed_file"]

_DTD = "dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd"
_OF_ANSWERS = f'PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://{_DTD}"'
_OF_FILES = f'SYSTEM "http://{_DTD}"'


@dataclass(frozen=True, slots=True)
class Author:
    """A person, or a group if ``collective`` is given."""

    family: str = ""
    fore: str = ""
    initials: str = ""
    suffix: str = ""
    collective: str = ""
    orcid: str = ""
    valid: bool = True
    equal: bool = False


@dataclass(frozen=True, slots=True)
class Journal:
    title: str = "Journal of invented oncology"
    iso: str = "J. Invent. Oncol."
    ta: str = "J Invent Oncol"
    nlm_id: str = "9900001"
    issn: str = "9999-0006"
    issn_type: str = "Electronic"
    linking: str = "9999-0014"


@dataclass(frozen=True, slots=True)
class Heading:
    """A MeSH heading; ``qualifiers`` are pairs of identifier and name."""

    ui: str
    name: str
    major: bool = False
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An element CommentsCorrections."""

    type: str
    source: str = "J Invent Oncol. 2013 Jan;31(1):10"
    pmid: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fixture:
    """An article, or a chapter of ``book``. ``title`` is XML, with inline markup; dates are ISO 8601.

    ``pages`` are as in MedlinePgn (“914-23”). ``types`` are pairs of identifier and name, ``chemicals`` triples of
    registry number, identifier and name, ``references`` the PMIDs of cited articles.
    """

    pmid: str
    title: str = "Examplinib in invented carcinoma: a trial that never was."
    authors: tuple[Author, ...] = (Author("Example", "Alice B", "AB"), Author("Sample", "Carl", "C"))
    journal: Journal = Journal()
    year: str = "2012"
    month: str = "Mar"
    day: str = ""
    season: str = ""
    medline_date: str = ""
    volume: str = "30"
    issue: str = "9"
    pages: str = "914-23"
    doi: str = ""
    wrong_doi: str = ""
    pii: str = ""
    pmcid: str = ""
    types: tuple[tuple[str, str], ...] = (("D016428", "Journal Article"),)
    mesh: tuple[Heading, ...] = ()
    chemicals: tuple[tuple[str, str, str], ...] = ()
    trials: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    references: tuple[str, ...] = ()
    revised: str = "2020-01-31"
    article_date: str = ""
    abstract: str = ""
    vernacular: str = ""
    language: str = "eng"
    status: str = "MEDLINE"
    version: str = "1"
    complete: bool = True
    book: str = ""


def _tag(name: str, content: str, **attributes: str) -> str:
    """An element around XML; nothing where there is no content."""
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{name}{given}>{content}</{name}>" if content else ""


def _text(name: str, content: str, **attributes: str) -> str:
    return _tag(name, escape(content), **attributes)


def _date(name: str, iso: str, **attributes: str) -> str:
    parts = zip(("Year", "Month", "Day"), iso.split("-"), strict=False)
    return _tag(name, "".join(_text(part, value) for part, value in parts if value), **attributes)


def _yes(value: bool) -> str:
    return "Y" if value else "N"


def _author(author: Author) -> str:
    parts = {"LastName": author.family, "ForeName": author.fore, "Initials": author.initials, "Suffix": author.suffix}
    name = "".join(_text(key, value) for key, value in parts.items())
    whole = (_text("CollectiveName", author.collective) or name) + _text("Identifier", author.orcid, Source="ORCID")
    return _tag("Author", whole, ValidYN=_yes(author.valid), EqualContrib="Y" if author.equal else "")


def _authors(article: Fixture, **attributes: str) -> str:
    listed = "".join(map(_author, article.authors))
    return _tag("AuthorList", listed, CompleteYN=_yes(article.complete), **attributes)


def _pub_date(article: Fixture) -> str:
    if article.medline_date:
        return _tag("PubDate", _text("MedlineDate", article.medline_date))
    within = _text("Season", article.season) or _text("Month", article.month) + _text("Day", article.day)
    return _tag("PubDate", _text("Year", article.year) + within)


def _pagination(pages: str) -> str:
    first, _, last = pages.partition(";")[0].partition("-")
    end = first[: max(0, len(first) - len(last))] + last if last else ""
    return _tag("Pagination", _text("StartPage", first) + _text("EndPage", end) + _text("MedlinePgn", pages))


def _heading(heading: Heading) -> str:
    descriptor = _text("DescriptorName", heading.name, UI=heading.ui, MajorTopicYN=_yes(heading.major))
    qualifiers = (_text("QualifierName", name, UI=ui, MajorTopicYN="N") for ui, name in heading.qualifiers)
    return _tag("MeshHeading", descriptor + "".join(qualifiers))


def _bank(number: str) -> str:
    name = {"NCT": "ClinicalTrials.gov", "ISR": "ISRCTN"}.get(number[:3], "EudraCT")
    return _tag("DataBank", _text("DataBankName", name) + _tag("AccessionNumberList", _text("AccessionNumber", number)))


def _link(link: Link) -> str:
    children = _text("RefSource", link.source) + _text("PMID", link.pmid, Version="1") + _text("Note", link.note)
    return _tag("CommentsCorrections", children, RefType=link.type)


def _ids(article: Fixture) -> str:
    ids = {"pubmed": article.pmid, "doi": article.doi, "pmc": article.pmcid, "pii": article.pii}
    return _tag("ArticleIdList", "".join(_text("ArticleId", value, IdType=kind) for kind, value in ids.items()))


def _types(article: Fixture) -> str:
    return "".join(_text("PublicationType", name, UI=ui) for ui, name in article.types)


def _article(article: Fixture) -> str:
    journal = article.journal
    issue = _text("Volume", article.volume) + _text("Issue", article.issue) + _pub_date(article)
    places = (("doi", article.doi, "Y"), ("doi", article.wrong_doi, "N"), ("pii", article.pii, "Y"))
    parts = (
        _tag(
            "Journal",
            _text("ISSN", journal.issn, IssnType=journal.issn_type)
            + _tag("JournalIssue", issue, CitedMedium="Internet")
            + _text("Title", journal.title)
            + _text("ISOAbbreviation", journal.iso),
        ),
        f"<ArticleTitle>{article.title}</ArticleTitle>",
        _pagination(article.pages),
        *(_text("ELocationID", value, EIdType=kind, ValidYN=valid) for kind, value, valid in places),
        _tag("Abstract", _text("AbstractText", article.abstract)),
        _authors(article),
        _text("Language", article.language),
        _tag("DataBankList", "".join(map(_bank, article.trials)), CompleteYN="Y"),
        _tag("PublicationTypeList", _types(article)),
        _text("VernacularTitle", article.vernacular),
        _date("ArticleDate", article.article_date, DateType="Electronic"),
    )
    return _tag("Article", "".join(parts), PubModel="Print-Electronic" if article.article_date else "Print")


def as_xml(article: Fixture) -> str:
    """The element PubmedArticle or PubmedBookArticle, its children in the order of the DTD."""
    pmid = _text("PMID", article.pmid, Version=article.version)
    if article.book:
        return _book(article, pmid)
    journal = article.journal
    info = _text("MedlineTA", journal.ta) + _text("NlmUniqueID", journal.nlm_id) + _text("ISSNLinking", journal.linking)
    chemicals = (
        _tag("Chemical", _text("RegistryNumber", number) + _text("NameOfSubstance", name, UI=ui))
        for number, ui, name in article.chemicals
    )
    parts = (
        pmid,
        _date("DateRevised", article.revised),
        _article(article),
        _tag("MedlineJournalInfo", _text("Country", "Nowhere") + info),
        _tag("ChemicalList", "".join(chemicals)),
        _tag("CommentsCorrectionsList", "".join(map(_link, article.links))),
        _tag("MeshHeadingList", "".join(map(_heading, article.mesh))),
    )
    cited = (
        _tag("Reference", _text("Citation", "A.") + _tag("ArticleIdList", _text("ArticleId", one, IdType="pubmed")))
        for one in article.references
    )
    citation = _tag("MedlineCitation", "".join(parts), Status=article.status, Owner="NLM")
    data = _text("PublicationStatus", "ppublish") + _ids(article) + _tag("ReferenceList", "".join(cited))
    return _tag("PubmedArticle", citation + _tag("PubmedData", data))


def _book(article: Fixture, pmid: str) -> str:
    publisher = _tag("Publisher", _text("PublisherName", "Nobody"))
    parts = (
        pmid,
        _ids(article),
        _tag("Book", publisher + _text("BookTitle", article.book) + _pub_date(article)),
        _tag("ArticleTitle", article.title),
        _text("Language", article.language),
        _authors(article, Type="authors"),
        _types(article),
        _tag("Abstract", _text("AbstractText", article.abstract)),
        _date("DateRevised", article.revised),
    )
    data = _tag("PubmedBookData", _text("PublicationStatus", "ppublish") + _ids(article))
    return _tag("PubmedBookArticle", _tag("BookDocument", "".join(parts)) + data)


def article_set(articles: Iterable[Fixture], deletions: Iterable[str] = (), *, file: bool = False) -> bytes:
    """A whole document, as efetch answers it or as in a baseline or update file."""
    declared = '<?xml version="1.0" encoding="utf-8"?>' if file else '<?xml version="1.0" ?>'
    doctype = f"<!DOCTYPE PubmedArticleSet {_OF_FILES if file else _OF_ANSWERS}>"
    deleted = _tag("DeleteCitation", "".join(_text("PMID", pmid, Version="1") for pmid in deletions))
    records = "\n".join([*map(as_xml, articles), deleted])
    return f"{declared}\n{doctype}\n<PubmedArticleSet>{records}</PubmedArticleSet>\n".encode()


def pubmed_file(fixtures: Iterable[Fixture], deletions: Iterable[str] = ()) -> bytes:
    """The bytes of a baseline or update file; the same for the same articles."""
    return gzip.compress(article_set(fixtures, deletions, file=True), mtime=0)

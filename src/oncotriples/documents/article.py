"""The reader of one PubMed record: XML of PubMedArticle's document type to a typed record.

Only what stands at its own place is taken: the identifiers of the article, not those of its references; its own PMID,
not those of its corrections. What the record marks as wrong (ValidYN="N") is left out.
"""

import re
from collections.abc import Iterator

from lxml import etree

from oncotriples.documents.article_entry import Journal, PubMedArticle
from oncotriples.documents.article_lists import (
    authors_in,
    corrections_in,
    headings_in,
    registrations_in,
    substances_in,
    tag_in,
)
from oncotriples.documents.article_set import Piece
from oncotriples.documents.article_values import (
    date_in,
    pages_in,
    pmid_in,
    published_in,
    text_in,
    texts_in,
    title_in,
)
from oncotriples.documents.xml import line_of, refuse

__all__ = ["identity", "read_article", "read_deletions"]

_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_PMCID = re.compile(r"PMC[0-9]+")
_VERSION = re.compile(r"[0-9]{1,3}")

Element = etree._Element


def read_article(piece: Piece, name: str) -> PubMedArticle:
    """The record of a piece that is a PubmedArticle or a PubmedBookArticle.

    Raises UnreadableDocument where it is no well-formed XML or has no PMID; ``name`` is that of the set.
    """
    found: dict[str, object] = {}
    for child in _parsed(piece, name):
        match child.tag:
            case "MedlineCitation":
                _citation(child, found)
            case "PubmedData":
                _data(child, found)
            case "BookDocument":
                _book(child, found)
    if not found.get("pmid"):
        refuse("no-pmid", piece.line, name, "the record has no PMID of one to eight digits: get it again")
    return PubMedArticle(**found)  # type: ignore[arg-type]  # each reader below gives the type of its field


def read_deletions(piece: Piece, name: str) -> Iterator[str]:
    """The PMIDs that a DeleteCitation takes back. Raises UnreadableDocument, also for one that is no PMID."""
    for element in _parsed(piece, name).iter("PMID"):
        pmid = pmid_in(element)
        if not pmid:
            line = piece.line + line_of(element) - 1
            refuse("no-pmid", line, text_in(element)[:80], "what is taken back is no PMID of one to eight digits")
        yield pmid


def identity(piece: Piece, name: str) -> tuple[int, int]:
    """PMID and version of a record, as ``read_article`` finds them: told by its first bytes where these suffice.

    Raises UnreadableDocument as ``read_article`` does.
    """
    if found := piece.identity():
        return found
    article = read_article(piece, name)
    return int(article.pmid), int(article.version or 1)


_FORMULAS = b'<set xmlns:mml="http://www.w3.org/1998/Math/MathML">%b</set>'
# No entities but the five of XML: a piece has no document type. Texts may have ten million characters.
_PARSER = etree.XMLParser(
    encoding="utf-8", load_dtd=False, no_network=True, resolve_entities=False, remove_pis=True, collect_ids=False
)


def _parsed(piece: Piece, name: str) -> Element:
    try:
        return etree.fromstring(piece.raw, _PARSER)
    except etree.XMLSyntaxError as error:
        found = error
    if b"<mml:" in piece.raw:
        # The document type, which is not read, declares this prefix for formulas.
        try:
            return etree.fromstring(_FORMULAS % piece.raw, _PARSER)[0]
        except etree.XMLSyntaxError as error:
            found = error
    line = piece.line + (found.lineno or 1) - 1
    said = (found.msg or "").partition(", line ")[0]
    refuse("malformed-xml", line, name, f"a record is no well-formed XML ({said}): get the set again")


def _citation(citation: Element, found: dict[str, object]) -> None:
    journal: dict[str, str] = {}
    for child in citation:
        match child.tag:
            case "PMID":
                _identified(child, found)
            case "DateRevised":
                found["revised"] = date_in(child)
            case "Article":
                _article(child, found, journal)
            case "MedlineJournalInfo":
                texts = texts_in(child)
                for name, tag in (("nlm", "MedlineTA"), ("nlm_id", "NlmUniqueID"), ("issn_linking", "ISSNLinking")):
                    journal[name] = texts.get(tag, "")
            case "ChemicalList":
                found["substances"] = substances_in(child)
            case "CommentsCorrectionsList":
                found["corrections"] = corrections_in(child)
            case "MeshHeadingList":
                found["headings"] = headings_in(child)
    found["journal"] = Journal(**journal)


def _identified(element: Element, found: dict[str, object]) -> None:
    """The first PMID is the record's own."""
    if "pmid" not in found:
        found["pmid"] = pmid_in(element)
        version = element.get("Version", "")
        if _VERSION.fullmatch(version) and int(version) > 1:
            found["version"] = str(int(version))


def _article(article: Element, found: dict[str, object], journal: dict[str, str]) -> None:
    languages: list[str] = []
    for child in article:
        match child.tag:
            case "Journal":
                _journal(child, found, journal)
            case "ArticleTitle":
                found["title"] = title_in(child)
            case "VernacularTitle":
                found["vernacular"] = title_in(child)
            case "Pagination":
                found["pages"] = pages_in(child)
            case "ELocationID" if child.get("ValidYN", "Y") == "Y":
                _identify(child.get("EIdType", ""), text_in(child), found)
            case "AuthorList":
                found["authors"] = authors_in(child)
                found["authors_complete"] = child.get("CompleteYN", "Y") != "N"
            case "Language":
                languages.append(text_in(child))
            case "DataBankList":
                found["registrations"] = registrations_in(child)
            case "PublicationTypeList":
                found["types"] = tuple([tag_in(kind) for kind in child])
            case "ArticleDate":
                found["electronic"] = date_in(child)
    found["languages"] = tuple(languages)


def _data(data: Element, found: dict[str, object]) -> None:
    for child in data:
        if child.tag == "ArticleIdList":
            _identifiers(child, found)


def _book(book: Element, found: dict[str, object]) -> None:
    """A chapter or book, which has neither journal nor volume."""
    identifier = book.find("PMID")
    if identifier is not None:
        _identified(identifier, found)
    title = title_in(book.find("ArticleTitle"))
    container = title_in(book.find("Book/BookTitle"))
    found["title"] = title or container
    found["part_of"] = container if title else ""
    found["pages"] = pages_in(book.find("Pagination"))
    found["languages"] = tuple([text_in(language) for language in book.findall("Language")])
    found["types"] = tuple([tag_in(kind) for kind in book.findall("PublicationType")])
    found["published"] = published_in(book.find("Book/PubDate"))
    found["revised"] = date_in(book.find("DateRevised"))
    for authors in (*book.findall("AuthorList"), *book.findall("Book/AuthorList")):
        if authors.get("Type", "authors") == "authors" and "authors" not in found:
            found["authors"] = authors_in(authors)
            found["authors_complete"] = authors.get("CompleteYN", "Y") != "N"
    _data(book, found)


def _journal(element: Element, found: dict[str, object], journal: dict[str, str]) -> None:
    for child in element:
        match child.tag:
            case "ISSN":
                journal["eissn" if child.get("IssnType") == "Electronic" else "issn"] = text_in(child)
            case "Title":
                journal["title"] = text_in(child)
            case "ISOAbbreviation":
                journal["iso"] = text_in(child)
            case "JournalIssue":
                for part in child:
                    match part.tag:
                        case "Volume":
                            found["volume"] = text_in(part)
                        case "Issue":
                            found["issue"] = text_in(part)
                        case "PubDate":
                            found["published"] = published_in(part)


def _identifiers(element: Element, found: dict[str, object]) -> None:
    for identifier in element:
        _identify(identifier.get("IdType", ""), text_in(identifier), found)


def _identify(kind: str, value: str, found: dict[str, object]) -> None:
    """An identifier of the article; the list at the end of the record counts more than the place in the journal."""
    match kind:
        case "doi" if _DOI.fullmatch(value):
            found["doi"] = value
        case "pmc" if _PMCID.fullmatch(value):
            found["pmcid"] = value
        case "pii" if value:
            found["pii"] = value

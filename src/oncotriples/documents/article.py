"""The reader of one PubMed record: XML of PubMedArticle's document type to a typed record.

Only what stands at its own place is taken: the identifiers of the article, not those of its references; its own PMID,
not those of its corrections. What the record marks as wrong (ValidYN="N") is left out.
"""

import re
from collections.abc import Iterator

from lxml import etree

from oncotriples.documents.article_entry import (
    Author,
    CorrectionLink,
    Heading,
    Journal,
    PubMedArticle,
    Substance,
    Tag,
)
from oncotriples.documents.article_set import Piece
from oncotriples.documents.article_values import (
    date_in,
    orcid,
    pages_in,
    pmid_in,
    published_in,
    text_in,
    title_in,
)
from oncotriples.documents.xml import refuse

__all__ = ["read_article", "read_deletions"]

# Registries of trials as PubMed names them; other data banks hold sequences and data.
# fmt: off
_REGISTRIES = frozenset({
    "ANZCTR", "CRiS", "ChiCTR", "ClinicalTrials.gov", "CTRI", "DRKS", "EudraCT", "IRCT", "ISRCTN", "JMACCT", "JapicCTI",
    "jRCT", "KCT", "NTR", "PACTR", "REBEC", "REPEC", "RPCEC", "ReBec", "SLCTR", "TCTR", "UMIN-CTR", "UMIN",
})
# fmt: on
_LEFT_OUT = frozenset({"Cites", "AssociatedDataset", "AssociatedPublication"})
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")

Element = etree._Element


def read_article(piece: Piece, name: str) -> PubMedArticle:
    """The record of a piece that is a PubmedArticle or a PubmedBookArticle.

    Raises UnreadableDocument where it is no well-formed XML or has no PMID; ``name`` is that of the set.
    """
    root = _parsed(piece, name)
    found: dict[str, object] = {}
    if piece.tag == "PubmedArticle":
        _citation(root, found)
        data = root.find("PubmedData/ArticleIdList")
    else:
        _book(root, found)
        data = root.find("BookDocument/ArticleIdList")
    if data is not None:
        _identifiers(data, found)
    if not found.get("pmid"):
        refuse("no-pmid", piece.line, name, "the record has no PMID of one to eight digits: get it again")
    return PubMedArticle(**found)  # type: ignore[arg-type]  # each reader below gives the type of its field


def read_deletions(piece: Piece, name: str) -> tuple[str, ...]:
    """The PMIDs that a DeleteCitation takes back."""
    return tuple(pmid for element in _parsed(piece, name).iter("PMID") if (pmid := pmid_in(element)))


def _parsed(piece: Piece, name: str) -> Element:
    parser = etree.XMLParser(encoding="utf-8", load_dtd=False, no_network=True, resolve_entities=False, remove_pis=True)
    try:
        return etree.fromstring(piece.raw, parser)
    except etree.XMLSyntaxError as error:
        line = piece.line + (error.lineno or 1) - 1
        refuse("malformed-xml", line, name, f"a record is no well-formed XML ({error.msg}): get the set again")


def _citation(root: Element, found: dict[str, object]) -> None:
    citation = root.find("MedlineCitation")
    if citation is None:
        return
    journal: dict[str, str] = {}
    for child in citation:
        match child.tag:
            case "PMID":
                found["pmid"] = pmid_in(child)
                version = child.get("Version", "")
                if version != "1" and re.fullmatch("[0-9]{1,3}", version):
                    found["version"] = version
            case "DateRevised":
                found["revised"] = date_in(child)
            case "Article":
                _article(child, found, journal)
            case "MedlineJournalInfo":
                names = {"MedlineTA": "nlm", "NlmUniqueID": "nlm_id", "ISSNLinking": "issn_linking"}
                journal.update((names[part.tag], text_in(part)) for part in child if part.tag in names)
            case "ChemicalList":
                found["substances"] = tuple(_substances(child))
            case "CommentsCorrectionsList":
                found["corrections"] = tuple(_corrections(child))
            case "MeshHeadingList":
                found["headings"] = tuple(_headings(child))
    found["journal"] = Journal(**journal)


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
                _authors(child, found)
            case "Language":
                languages.append(text_in(child))
            case "DataBankList":
                found["registrations"] = tuple(_registrations(child))
            case "PublicationTypeList":
                found["types"] = tuple(Tag(kind.get("UI", ""), text_in(kind)) for kind in child)
            case "ArticleDate":
                found["electronic"] = date_in(child)
    found["languages"] = tuple(languages)


def _book(root: Element, found: dict[str, object]) -> None:
    """A chapter or book, which has neither journal nor volume."""
    book = root.find("BookDocument")
    if book is None:
        return
    found["pmid"] = pmid_in(book.find("PMID"))
    title = title_in(book.find("ArticleTitle"))
    container = title_in(book.find("Book/BookTitle"))
    found["title"] = title or container
    found["part_of"] = container if title else ""
    found["pages"] = pages_in(book.find("Pagination"))
    found["languages"] = tuple(text_in(language) for language in book.findall("Language"))
    found["types"] = tuple(Tag(kind.get("UI", ""), text_in(kind)) for kind in book.findall("PublicationType"))
    found["published"] = published_in(book.find("Book/PubDate"))
    found["revised"] = date_in(book.find("DateRevised"))
    for authors in (*book.findall("AuthorList"), *book.findall("Book/AuthorList")):
        if authors.get("Type", "authors") == "authors" and "authors" not in found:
            _authors(authors, found)


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


def _authors(element: Element, found: dict[str, object]) -> None:
    found["authors"] = tuple(_author(author) for author in element if author.get("ValidYN", "Y") == "Y")
    if element.get("CompleteYN", "Y") == "N":
        found["authors_complete"] = False


def _author(element: Element) -> Author:
    parts: dict[str, str] = {}
    for child in element:
        match child.tag:
            case "LastName":
                parts["family"] = text_in(child)
            case "ForeName":
                parts["given"] = text_in(child)
            case "Initials":
                parts["initials"] = text_in(child)
            case "Suffix":
                parts["suffix"] = text_in(child)
            case "CollectiveName":
                parts["collective"] = text_in(child)
            case "Identifier" if child.get("Source") == "ORCID":
                parts["orcid"] = orcid(text_in(child))
    return Author(**parts)


def _registrations(element: Element) -> Iterator[str]:
    for bank in element:
        if text_in(bank.find("DataBankName")) in _REGISTRIES:
            yield from (number for held in bank.iter("AccessionNumber") if (number := text_in(held)))


def _substances(element: Element) -> Iterator[Substance]:
    for chemical in element:
        name = chemical.find("NameOfSubstance")
        number = text_in(chemical.find("RegistryNumber"))
        if name is not None:
            yield Substance(name.get("UI", ""), text_in(name), "" if number == "0" else number)


def _headings(element: Element) -> Iterator[Heading]:
    for heading in element:
        descriptor = heading.find("DescriptorName")
        if descriptor is None:
            continue
        qualifiers = heading.findall("QualifierName")
        major = any(part.get("MajorTopicYN") == "Y" for part in (descriptor, *qualifiers))
        tags = tuple(Tag(part.get("UI", ""), text_in(part)) for part in qualifiers)
        yield Heading(descriptor.get("UI", ""), text_in(descriptor), major, tags)


def _corrections(element: Element) -> Iterator[CorrectionLink]:
    for link in element:
        kind = link.get("RefType", "")
        if kind not in _LEFT_OUT:
            source, note = text_in(link.find("RefSource")), text_in(link.find("Note"))
            yield CorrectionLink(kind, source, pmid_in(link.find("PMID")), note)


def _identifiers(element: Element, found: dict[str, object]) -> None:
    for identifier in element:
        _identify(identifier.get("IdType", ""), text_in(identifier), found)


def _identify(kind: str, value: str, found: dict[str, object]) -> None:
    """An identifier of the article; the list at the end of the record counts more than the place in the journal."""
    if kind == "doi" and _DOI.fullmatch(value):
        found["doi"] = value
    elif kind == "pmc" and re.fullmatch(r"PMC[0-9]+", value):
        found["pmcid"] = value
    elif kind == "pii" and value:
        found["pii"] = value

"""Drug information summaries, as PDQ publishes them in XML.

Their text for patients is left out on purpose: it says what the drug is approved for, without sources.
"""

from lxml import etree

from oncotriples.documents.entries import Drug
from oncotriples.documents.problems import Problem
from oncotriples.documents.xml import XmlDocument
from oncotriples.documents.xml_values import UnknownElements, checked_id, plain_text, read_date
from oncotriples.quality.findings import Severity

__all__ = ["read_drug"]

_TEXTS = frozenset({"DrugInfoAudience", "DrugInfoTitle", "DrugInfoType", "FDAApproved"})
_LINKS = frozenset({"GlossaryLink", "TerminologyLink"})
_DATES = frozenset({"DateFirstPublished", "DateLastModified"})
_LEFT_OUT = frozenset({"DrugInfoDescription", "DrugInfoDisclaimer", "Section"})


def read_drug(data: bytes, name: str) -> tuple[Drug | None, tuple[Problem, ...]]:
    """The drug in a document, and what was wrong with it; None where it has no identifier or no name.

    Raises UnreadableDocument for what is no well-formed XML with the root DrugInformationSummary, and beyond the limits
    of documents/xml.py.
    """
    document = XmlDocument(data, name, "DrugInformationSummary", "Section")
    problems: list[Problem] = []
    unknown = UnknownElements()
    fields: dict[str, str] = {}
    brands: list[str] = []
    for child in document.children():
        for element in child if child.tag == "DrugInfoMetaData" else (child,):
            if element.tag == "USBrandNames":
                brands.extend(filter(None, map(plain_text, element.iter("USBrandName"))))
            elif not _read_field(element, fields, problems):
                unknown.see(element)
    cdr_id, title = checked_id(document.root, "id", problems), fields.get("DrugInfoTitle", "")
    if not title:
        message = "a DrugInfoTitle was expected, so the drug is left out: give it its name"
        problems.append(Problem(Severity.VIOLATION, "no-name", 0, name, message))
    noted = (*document.problems, *problems, *unknown.problems("not read"))
    if not (cdr_id and title):
        return None, noted
    drug = Drug(
        cdr_id=cdr_id,
        name=title,
        digest=document.digest,
        url=fields.get("DrugInfoURL", ""),
        kind=fields.get("DrugInfoType", ""),
        audience=fields.get("DrugInfoAudience", ""),
        approved=fields.get("FDAApproved", ""),
        term=fields.get("TerminologyLink", ""),
        glossary=fields.get("GlossaryLink", ""),
        brands=tuple(brands),
        updated=fields.get("DateLastModified", ""),
        first_published=fields.get("DateFirstPublished", ""),
    )
    return drug, noted


def _read_field(element: etree._Element, fields: dict[str, str], problems: list[Problem]) -> bool:
    """Read what has one value into the field of its name; whether the element is known."""
    tag = str(element.tag)
    if tag in _TEXTS:
        fields[tag] = plain_text(element)
    elif tag in _LINKS:
        fields[tag] = checked_id(element, "ref", problems)
    elif tag in _DATES:
        fields[tag] = read_date(element, problems)
    elif tag == "DrugInfoURL":
        fields[tag] = element.get("xref", "").strip()
    else:
        return tag in _LEFT_OUT
    return True

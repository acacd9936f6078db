"""Lists in a PubMed record: authors, headings, substances, trial numbers, corrections, each from its own element."""

from lxml import etree

from oncotriples.documents.article_entry import Author, CorrectionLink, Heading, Substance, Tag
from oncotriples.documents.article_values import orcid, pmid_in, text_in

__all__ = ["authors_in", "corrections_in", "headings_in", "registrations_in", "substances_in", "tag_in"]

# Registries of trials as PubMed names them; other data banks hold sequences and data.
# fmt: off
_REGISTRIES = frozenset({
    "ANZCTR", "CRiS", "ChiCTR", "ClinicalTrials.gov", "CTRI", "DRKS", "EudraCT", "IRCT", "ISRCTN", "JMACCT", "JapicCTI",
    "jRCT", "KCT", "NTR", "PACTR", "REBEC", "REPEC", "RPCEC", "ReBec", "SLCTR", "TCTR", "UMIN-CTR", "UMIN",
})
# fmt: on
_LEFT_OUT = frozenset({"Cites", "AssociatedDataset", "AssociatedPublication"})

Element = etree._Element


def authors_in(element: Element) -> tuple[Author, ...]:
    """The authors in order, without names that a correction replaced (ValidYN="N")."""
    read = [_author(author) for author in element if author.get("ValidYN", "Y") == "Y"]
    return tuple([author for author in read if author is not None])


def _author(element: Element) -> Author | None:
    family = given = initials = suffix = collective = identifier = ""
    for child in element:
        tag = child.tag
        if tag == "LastName":
            family = text_in(child)
        elif tag == "ForeName":
            given = text_in(child)
        elif tag == "Initials":
            initials = text_in(child)
        elif tag == "Suffix":
            suffix = text_in(child)
        elif tag == "CollectiveName":
            collective = text_in(child)
        elif tag == "Identifier" and child.get("Source") == "ORCID":
            identifier = orcid(text_in(child))
    return Author(family, given, initials, suffix, collective, identifier) if family or collective or given else None


def registrations_in(element: Element) -> tuple[str, ...]:
    """The numbers that registries of trials gave, not those of other data banks."""
    banks = [bank for bank in element if text_in(bank.find("DataBankName")) in _REGISTRIES]
    numbers = (text_in(held) for bank in banks for held in bank.iter("AccessionNumber"))
    return tuple(filter(None, numbers))


def substances_in(element: Element) -> tuple[Substance, ...]:
    """The chemicals, with a registry number where it says one."""
    found: list[Substance] = []
    for chemical in element:
        number, named = "", None
        for child in chemical:
            if child.tag == "RegistryNumber":
                number = text_in(child)
            elif child.tag == "NameOfSubstance":
                named = child
        if named is not None:
            found.append(Substance(named.get("UI", ""), text_in(named), "" if number == "0" else number))
    return tuple(found)


def headings_in(element: Element) -> tuple[Heading, ...]:
    """The MeSH headings; one is a main point where it or a qualifier of it is."""
    found: list[Heading] = []
    for heading in element:
        major, descriptor = False, None
        qualifiers: list[Tag] = []
        for part in heading:
            if part.get("MajorTopicYN") == "Y":
                major = True
            if part.tag == "QualifierName":
                qualifiers.append(tag_in(part))
            elif part.tag == "DescriptorName":
                descriptor = tag_in(part)
        if descriptor is not None:
            found.append(Heading(descriptor.id, descriptor.name, major, tuple(qualifiers)))
    return tuple(found)


def tag_in(element: Element) -> Tag:
    """A name with its identifier."""
    return Tag(element.get("UI", ""), text_in(element))


def corrections_in(element: Element) -> tuple[CorrectionLink, ...]:
    """The links to corrections and the like, not those to what is cited and to data."""
    return tuple(
        [
            CorrectionLink(
                link.get("RefType", ""),
                text_in(link.find("RefSource")),
                pmid_in(link.find("PMID")),
                text_in(link.find("Note")),
            )
            for link in element
            if link.get("RefType") not in _LEFT_OUT
        ]
    )

"""What a link of a PDQ page leads to, read from its address alone."""

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ADDRESS_LIMIT", "SITE", "Link", "LinkKind", "absolute", "link_to", "path_of"]

SITE = "https://www.cancer.gov"

ADDRESS_LIMIT = 4000
"""The most characters of an address that is looked into; a longer one is a link to the web, whatever it says."""

POINTER = re.compile(r"(?:[^#]*)#(?:cit/)?section_(\d{1,18})\.(\d{1,18})$")
DEFINITION = re.compile(r"(?i)/popdefinition(?:\.aspx)?\?(.*)")
DEFINITION_ID = re.compile(r"(?i)(?:^|&)id=(?:CDR0*)?(\d{1,10})(?:&|$)")
TRIAL = re.compile(r"(?i)(?:clinicaltrials|/clinical-trials/).*?\b(NCT\d{8})(?!\d)")
PUBMED = re.compile(
    r"(?i)^(?:https?:)?//(?:www\.)?(?:"
    r"ncbi\.nlm\.nih\.gov/(?:entrez/query\.fcgi\?(?:[^#]*&)?list_uids=|(?:m/)?pubmed/(?:\?term=)?)"
    r"|pubmed\.ncbi\.nlm\.nih\.gov/(?:\?term=)?|pubmed\.gov/)0*(\d{1,9})(?!\d)"
)
SUMMARY = re.compile(
    r"^/(?:.+-pdq(?:/.*)?|(?:types|tipos|about-cancer|espanol)/.+/(?:hp|pro|patient|paciente)/.+"
    r"|publications/pdq/(?:levels-evidence|information-summaries/[^/]+)/[^/]+|.*cancertopics/pdq/.+)$"
)
OURS = re.compile(r"(?i)^(?:https?:)?//(?:www\.)?cancer\.gov(?=[/?#]|$)")
MEDIA = re.compile(r"(?i)^(?:https?:)?//nci-media\.cancer\.gov/|^/images/cdr/|\.(?:jpe?g|png|gif|svg|mp3|mp4)(?:\?|$)")


class LinkKind(StrEnum):
    """What a link leads to; the value is the name under which it is counted."""

    POINTER = "pointer-links"
    LEVEL = "level-links"
    TERM = "term-links"
    TRIAL = "trial-links"
    SUMMARY = "summary-links"
    OWN = "own-links"
    PUBMED = "pubmed-links"
    MEDIA = "media"
    WEB = "web-links"


@dataclass(frozen=True, slots=True)
class Link:
    """A link: ``target`` is what a mark of this kind has there, of other links the address; ``section`` a fragment."""

    kind: LinkKind
    target: str
    section: str = ""


def absolute(address: str) -> str:
    """The address with the site that a page leaves out."""
    return SITE + address if address.startswith("/") and not address.startswith("//") else address


def path_of(address: str) -> str:
    """The path of an address on cancer.gov, without query and fragment; "" for any other address."""
    ours = OURS.match(address)
    if ours is not None:
        address = address[ours.end() :]
    elif not address.startswith("/") or address.startswith("//"):
        return ""
    return address.partition("#")[0].partition("?")[0].rstrip("/")


def link_to(address: str, own_path: str) -> Link:
    """What ``address`` leads to from the page whose path is ``own_path`` ("" where the page does not say its own)."""
    if len(address) > ADDRESS_LIMIT:
        return Link(LinkKind.WEB, absolute(address))
    pointer = POINTER.match(address)
    if pointer is not None and path_of(address) in ("", own_path):
        return Link(LinkKind.POINTER, f"{int(pointer[1])}.{int(pointer[2])}")
    if address.startswith("#"):
        return Link(LinkKind.OWN, address)
    definition = DEFINITION.search(address)
    if definition is not None:
        return _definition(address, definition[1])
    trial = TRIAL.search(address)
    if trial is not None:
        return Link(LinkKind.TRIAL, trial[1].upper())
    pubmed = PUBMED.match(address)
    if pubmed is not None:
        return Link(LinkKind.PUBMED, pubmed[1])
    if MEDIA.search(address):
        return Link(LinkKind.MEDIA, absolute(address))
    path = path_of(address)
    if path and path == own_path:
        return Link(LinkKind.OWN, address)
    if path and SUMMARY.match(path):
        return Link(LinkKind.SUMMARY, SITE + path, address.partition("#")[2])
    return Link(LinkKind.WEB, absolute(address))


def _definition(address: str, query: str) -> Link:
    """A pop-up: a level of evidence has neither dictionary nor patients as its audience, a term has one of them."""
    number = DEFINITION_ID.search(query)
    if number is None:
        return Link(LinkKind.WEB, absolute(address))
    lower = query.lower()
    level = "dictionary=" not in lower and "version=patient" not in lower
    return Link(LinkKind.LEVEL if level else LinkKind.TERM, f"CDR{int(number[1]):010d}")

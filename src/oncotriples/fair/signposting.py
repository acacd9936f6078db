"""Typed links in the head of pages, by which a machine that has a page finds the metadata and the data."""

from collections.abc import Iterator

from oncotriples.fair.identifiers import is_persistent
from oncotriples.fair.model import Check, Judgement, judged
from oncotriples.fair.pages import Page, Site
from oncotriples.fair.subject import Subject
from oncotriples.release.media_types import MEDIA_TYPES

__all__ = ["SIGNPOSTING"]

_RDF = frozenset(known.name for known in MEDIA_TYPES.values() if known.is_rdf)
# The relations of level 1 of the FAIR Signposting profile but “author”, which wants the identifier of a person.
_WANTED = ("cite-as", "describedby", "item", "license", "type")
_TO_FILES = frozenset(("describedby", "item", "linkset"))


def _signposted(_subject: Subject, site: Site) -> Judgement:
    faults = [fault for page in site.pages for fault in _faults_of(page)]
    return judged(f"{', '.join(page.path for page in site.pages)}: {', '.join(_WANTED)}", faults)


def _followed(_subject: Subject, site: Site) -> Judgement:
    links = [(page, link) for page in site.pages for link in page.links if _TO_FILES & set(link.rel.split())]
    astray = [(page, link) for page, link in links if site.file(link.href) is None]
    faults = [f"{page.path}: the {link.rel} {link.href!r} is no file of the site" for page, link in astray]
    return judged(f"{len(links)} links to metadata and data lead to files of the site", faults)


def _faults_of(page: Page) -> Iterator[str]:
    if page.problem:
        yield page.problem
        return
    # F-UJI compares the attribute as a whole: “alternate describedby” is neither of the two to it.
    relations = {link.rel for link in page.links}
    yield from (f"{page.path}: no link has “{rel}” alone as its rel" for rel in _WANTED if rel not in relations)
    for link in page.links:
        if link.rel == "cite-as" and not is_persistent(link.href):
            yield f"{page.path}: cite-as {link.href!r} is of no scheme that lasts"
    types = {link.type for link in page.links if link.rel == "describedby"}
    if types and not types & _RDF:
        yield f"{page.path}: describedby leads to no RDF, but to {', '.join(sorted(types))}"


SIGNPOSTING = (
    Check(
        "F3-02",
        ("F-UJI FsF-F3-01M-2",),
        "Do the typed links of the pages lead to files of metadata and data that are there?",
        "make the site anew from this release",
        judge_pages=_followed,
    ),
    Check(
        "F4-02",
        ("F-UJI 0.5 FsF-F2-01M-1c", "F-UJI 0.5 FsF-F2-01M-1d", "F-UJI FsF-I1-01M-2"),
        "Do typed links lead from the pages to identifier, metadata, data, license and kind?",
        f"put a link element for each of {', '.join(_WANTED)} into the head of the page, with that word alone as its "
        "rel; describedby with a type of RDF",
        judge_pages=_signposted,
    ),
)
"""Checks of the links in the heads of pages."""

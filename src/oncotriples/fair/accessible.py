"""A: metadata and data are got by their addresses over protocols that all have, and stay when things are withdrawn."""

from hashlib import file_digest

from oncotriples.errors import MachineError
from oncotriples.fair.identifiers import protocol_of
from oncotriples.fair.model import Check, Judgement, judged, not_judged
from oncotriples.fair.pages import Site
from oncotriples.fair.subject import DESCRIPTION, Subject
from oncotriples.release.folders import SUMS
from oncotriples.release.opened import DUMP
from oncotriples.site.paths import SUFFIXES

__all__ = ["ACCESSIBLE"]

_RIGHTS = ("dcterms:accessRights", "dcterms:rights")  # the license alone is another matter to F-UJI
_PAGES = ("dcat:landingPage", "foaf:page")
_FILES = ("dcat:accessURL", "dcat:downloadURL", "void:dataDump")
_PROTOCOLS = ("ftp", "http", "https", "sftp")
_SAFE = ("https", "sftp")


def _rights(subject: Subject) -> Judgement:
    found = [name for name in _RIGHTS if any(subject.values(name))]
    faults = [] if found else [f"{DESCRIPTION}: says nothing of rights in <{subject.root}>"]
    return judged(f"{DESCRIPTION}: {', '.join(found)} of <{subject.root}>", faults)


def _in_site(subject: Subject, site: Site) -> Judgement:
    faults = [
        f"the site has no file for <{subject.root}{suffix}>"
        for suffix in SUFFIXES
        if site.file(subject.root + suffix) is None
    ]
    for name, expected in sorted(subject.release.sums.items()):
        file = site.file(f"{subject.root}/{name}")
        if file is None:
            faults.append(f"the site has no file for <{subject.root}/{name}>")
            continue
        try:
            with file.open("rb") as held:
                if file_digest(held, "sha256").hexdigest() != expected:
                    faults.append(f"the site has another {name} than {SUMS} tells")
        except OSError as error:
            raise MachineError(f"{file}: cannot be read: {error.strerror}") from error
    return judged(f"the page of <{subject.root}>, its data, and {len(subject.release.sums)} files, unchanged", faults)


def _protocol(subject: Subject) -> Judgement:
    faults = subject.undescribed() + [
        f"{DESCRIPTION}: {name} <{address}> is of no protocol that all have"
        for name, address in _addresses(subject)
        if protocol_of(address) not in _PROTOCOLS
    ]
    return judged(f"{DESCRIPTION}: all addresses of pages and files begin with one of {', '.join(_PROTOCOLS)}", faults)


def _authentication(subject: Subject) -> Judgement:
    faults = subject.undescribed() + [
        f"{DESCRIPTION}: {name} <{address}> is not safe for whoever must say who they are"
        for name, address in _addresses(subject)
        if protocol_of(address) in _PROTOCOLS and protocol_of(address) not in _SAFE
    ]
    return judged(f"{DESCRIPTION}: addresses of pages and files are of {', '.join(_SAFE)}", faults)


def _kept(subject: Subject) -> Judgement:
    data = subject.data
    if not data.withdrawn:
        return not_judged("nothing was withdrawn from the data up to this version")
    faults = [f"graph/withdrawn: {thing} lacks its label, or the note why it went" for thing in data.incomplete]
    return judged(f"graph/withdrawn: {data.withdrawn} stubs with label and reason", faults)


def _addresses(subject: Subject) -> list[tuple[str, str]]:
    pages = [(name, address) for name in _PAGES for address in subject.values(name)]
    return pages + subject.addresses(*_FILES)


ACCESSIBLE = (
    Check(
        "A1-01",
        ("F-UJI FsF-A1-01M-1", "FAIR-Checker A1.2"),
        "Do the metadata say who has rights to the data, beside naming a license?",
        f"say it of the data set: {' or '.join(_RIGHTS)}",
        _rights,
    ),
    Check(
        "A1-03",
        ("F-UJI FsF-A1-02MD-1", "F-UJI FsF-A1-02MD-2", "FAIR-Checker F1A"),
        "Do the addresses of metadata and data answer?",
        "follow them from another machine, `curl -L -o`: the last answer must be 200, and the file that of SHA256SUMS",
    ),
    Check(
        "A1-04",
        ("F-UJI FsF-A1-02MD-1", "F-UJI FsF-A1-02MD-2"),
        "Does the site have what the addresses of metadata and data lead to, unchanged?",
        "make the site anew from this release",
        judge_pages=_in_site,
    ),
    Check(
        "A1.1-01",
        (
            *("F-UJI FsF-A1.1-01MD-1", "F-UJI FsF-A1.1-01MD-2", "F-UJI 0.5 FsF-A1-02M-1", "F-UJI 0.5 FsF-A1-03D-1"),
            "FAIR-Checker A1.1",
        ),
        "Are metadata and data got over an open protocol that all have?",
        "give pages and files addresses that begin with https",
        _protocol,
    ),
    Check(
        "A1.2-01",
        ("F-UJI FsF-A1.2-01MD-1", "F-UJI FsF-A1.2-01MD-2"),
        "Does the protocol have a safe way for people to say who they are, should they ever have to?",
        "give pages and files addresses that begin with https",
        _authentication,
    ),
    Check(
        "A2-01",
        ("F-UJI 0.5 FsF-A2-01M-1",),
        "Do withdrawn things keep an answer at their addresses?",
        "write a row for each into kg/withdrawn.tsv: `oncotriples diff OLD NEW --withdrawn` proposes them",
        _kept,
        reads=(DUMP,),
    ),
)
"""Checks of access to metadata and data."""

"""F: the data set and its files have identifiers that last, and metadata by which people and machines find them."""

from collections import Counter

from oncotriples.fair.identifiers import is_persistent
from oncotriples.fair.model import Check, Judgement, judged
from oncotriples.fair.seen import host_of
from oncotriples.fair.subject import DESCRIPTION, Subject
from oncotriples.namespaces import compact
from oncotriples.release.folders import MANIFEST, SUMS
from oncotriples.release.opened import DUMP

__all__ = ["FINDABLE"]

_CITATION = ("dcterms:title", "dcterms:creator", "dcterms:publisher", "dcterms:issued")
_DOWNLOAD, _ACCESS = "dcat:downloadURL", "dcat:accessURL"
_SUMMARY = ("dcterms:description", "dcat:keyword")
# What tells of the files of a release cannot be among the files that it tells of.
_UNTOLD = (DESCRIPTION, MANIFEST, SUMS)


def _unique(subject: Subject) -> Judgement:
    told = subject.manifest.get("dataset")
    topics = subject.description.values(f"{subject.root}/{DESCRIPTION}", "foaf:primaryTopic")
    faults = [f"{MANIFEST}: dataset is {told!r}, not <{subject.root}>"] if told != subject.root else []
    if topics != (subject.root,):
        faults.append(f"{DESCRIPTION}: foaf:primaryTopic is {', '.join(topics) or 'not said'}, not <{subject.root}>")
    addresses = Counter(address for _, address in subject.addresses(_DOWNLOAD))
    faults += [
        f"{DESCRIPTION}: {number} files have one {_DOWNLOAD}, <{address}>"
        for address, number in sorted(addresses.items())
        if number > 1
    ]
    return judged(f"{DESCRIPTION}: <{subject.root}> and {len(addresses)} addresses of files, each its own", faults)


def _without_blank_nodes(subject: Subject) -> Judgement:
    seen = ((DESCRIPTION, subject.said.blank_nodes), (DUMP, subject.data.blank_nodes))
    faults = [f"{file}: {number} statements with blank nodes" for file, number in seen if number]
    return judged(f"{DESCRIPTION}, {DUMP}: no blank node", faults)


def _persistent(subject: Subject) -> Judgement:
    identifiers = [*subject.distributions, *(address for _, address in subject.addresses(_DOWNLOAD))]
    faults = subject.undescribed() + [
        f"{DESCRIPTION}: <{identifier}> is of no scheme that lasts"
        for identifier in identifiers
        if not is_persistent(identifier)
    ]
    hosts = ", ".join(sorted({host_of(identifier) for identifier in (subject.root, *identifiers)}))
    return judged(f"{DESCRIPTION}: <{subject.root}> and those of {len(subject.distributions)} files at {hosts}", faults)


def _citable(subject: Subject) -> Judgement:
    faults = subject.unsaid(_CITATION)
    identifiers = subject.values("dcterms:identifier")
    if subject.root not in identifiers:
        faults.append(f"{DESCRIPTION}: dcterms:identifier is {', '.join(identifiers) or 'not said'}")
    return judged(f"{DESCRIPTION}: dcterms:identifier, {', '.join(_CITATION)}", faults)


def _summarized(subject: Subject) -> Judgement:
    found = f"{DESCRIPTION}: dcterms:description, {len(subject.values('dcat:keyword'))} of dcat:keyword"
    return judged(found, subject.unsaid(_SUMMARY))


def _leads_to_data(subject: Subject) -> Judgement:
    told = subject.addresses(_DOWNLOAD, _ACCESS)
    files = {f"{subject.root}/{file}" for file in subject.release.sums}
    described = {address for name, address in told if name == _DOWNLOAD}
    untold = sorted(files - described - {f"{subject.root}/{file}" for file in _UNTOLD})
    faults = [
        *(f"{DESCRIPTION}: no {_DOWNLOAD} is <{address}>" for address in untold),
        *(f"{DESCRIPTION}: {name} <{address}> is no file" for name, address in told if address not in files),
    ]
    return judged(f"{DESCRIPTION}: {_DOWNLOAD} and {_ACCESS} of {len(described)} files", faults)


def _cataloged(subject: Subject) -> Judgement:
    catalogs = [
        catalog
        for catalog in subject.description.instances("dcat:Catalog")
        if subject.root in subject.description.values(catalog, "dcat:dataset")
    ]
    found = ", ".join(map(compact, catalogs))
    faults = [] if catalogs else [f"{DESCRIPTION}: no dcat:Catalog has <{subject.root}> as dcat:dataset"]
    return judged(f"{DESCRIPTION}: {found} dcat:dataset <{subject.root}>", faults)


FINDABLE = (
    Check(
        "F1-01",
        ("F-UJI FsF-F1-01MD-1", "F-UJI FsF-F1-01MD-2", "F-UJI 0.5 FsF-F1-01D-1"),
        "Do the data set and each of its files have one identifier that nothing else has?",
        "name the data set by its address wherever it is told of, and give each file an address of its own",
        _unique,
    ),
    Check(
        "F1-02",
        ("FAIR-Checker F1A",),
        "Has everything in metadata and data a name, so that nothing is a blank node?",
        "give what is a blank node an IRI",
        _without_blank_nodes,
        reads=(DESCRIPTION, DUMP),
    ),
    Check(
        "F1-03",
        ("F-UJI FsF-F1-02MD-1", "F-UJI FsF-F1-02MD-4", "F-UJI 0.5 FsF-F1-02D-1", "FAIR-Checker F1B"),
        "Are the identifiers of the data set and its files of a scheme that lasts?",
        "use addresses at w3id.org, or at another host that promises to last",
        _persistent,
    ),
    Check(
        "F1-04",
        ("F-UJI FsF-F1-02MD-2", "F-UJI FsF-F1-02MD-5", "F-UJI 0.5 FsF-F1-02D-2", "FAIR-Checker F1A"),
        "Is the identifier registered, so that its keeper redirects it?",
        "ask for its head, `curl -I`: w3id.org must answer 303 with the address of the page",
    ),
    Check(
        "F2-01",
        ("F-UJI FsF-F2-01M-2",),
        "Do the metadata have what a citation needs: identifier, title, creator, publisher and date?",
        "say it of the data set: dcterms:identifier (its IRI), " + ", ".join(_CITATION),
        _citable,
    ),
    Check(
        "F2-02",
        ("F-UJI FsF-F2-01M-3",),
        "Do the metadata have a summary and keywords?",
        f"say it of the data set: {', '.join(_SUMMARY)}",
        _summarized,
    ),
    Check(
        "F3-01",
        ("F-UJI FsF-F3-01M-2",),
        "Do the metadata lead to every file of the data, and nowhere else?",
        "give each file a dcat:Distribution whose dcat:downloadURL and dcat:accessURL, which F-UJI reads first, "
        "are the file's address",
        _leads_to_data,
    ),
    Check(
        "F4-03",
        ("F-UJI FsF-F4-01M-1",),
        "Is the data set in a catalog that portals can take over?",
        "list it in a dcat:Catalog by dcat:dataset",
        _cataloged,
    ),
    Check(
        "F4-04",
        ("F-UJI 0.5 FsF-F4-01M-2",),
        "Is the data set registered where people search for data?",
        "search for its title at Google Dataset Search, re3data and FAIRsharing, and register it there",
    ),
)
"""Checks of what the release says of itself; those of its pages are in ``embedded`` and ``signposting``."""

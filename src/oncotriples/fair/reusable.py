"""R1.1 to R1.3: on which terms the data may be used, where they come from, by which standards, in which formats."""

import re

from oncotriples.fair.licenses import license_id
from oncotriples.fair.model import Check, Judgement, judged
from oncotriples.fair.subject import DESCRIPTION, Subject
from oncotriples.namespaces import compact
from oncotriples.release.folders import MANIFEST
from oncotriples.release.hcls import PROFILE
from oncotriples.release.media_types import MEDIA_TYPES, media_type_iri

__all__ = ["REUSABLE"]

_DUBLIN_CORE = ("dcterms:creator", "dcterms:publisher", "dcterms:issued", "dcterms:isVersionOf", "dcterms:source")
_PROVENANCE = ("prov:wasDerivedFrom", "prov:wasGeneratedBy", "prov:wasAttributedTo", "pav:version", "pav:createdWith")
_STANDARDS = ("dcat", "void")
_OPEN = frozenset(media_type_iri(known.name) for known in MEDIA_TYPES.values())
# What F-UJI takes for an open format that lasts, though its lists do not have it.
_TEXT = re.compile(r"/text/|[/+](?:json|text|xml)$")


def _licensed(subject: Subject) -> Judgement:
    nodes = (subject.root, *subject.distributions)
    unlicensed = [node for node in nodes if not subject.description.value(node, "dcterms:license")]
    faults = subject.undescribed() + [f"{DESCRIPTION}: {compact(node)} has no dcterms:license" for node in unlicensed]
    return judged(f"{DESCRIPTION}: dcterms:license of the data set and {len(nodes) - 1} files", faults)


def _known_license(subject: Subject) -> Judgement:
    said, nodes = subject.description, (subject.root, *subject.distributions)
    told = {(DESCRIPTION, license_) for node in nodes for license_ in said.values(node, "dcterms:license")}
    told.add((MANIFEST, str(subject.manifest.get("license"))))
    unknown = [(file, license_) for file, license_ in sorted(told) if not license_id(license_)]
    faults = subject.undescribed() + [f"{file}: {license_} is no license of SPDX" for file, license_ in unknown]
    return judged(f"{', '.join(sorted({license_id(license_) for _, license_ in told}))} at SPDX", faults)


def _traced(subject: Subject) -> Judgement:
    return judged(f"{DESCRIPTION}: {', '.join(_DUBLIN_CORE)}", subject.unsaid(_DUBLIN_CORE))


def _traced_formally(subject: Subject) -> Judgement:
    return judged(f"{DESCRIPTION}: {', '.join(_PROVENANCE)}", subject.unsaid(_PROVENANCE))


def _by_standard(subject: Subject) -> Judgement:
    faults = [f"{DESCRIPTION}: uses no {name}" for name in _STANDARDS if name not in subject.said.vocabularies]
    kept = subject.description.values(f"{subject.root}/{DESCRIPTION}", "dcterms:conformsTo")
    if PROFILE not in kept:
        faults.append(f"{DESCRIPTION}: does not say that it conforms to <{PROFILE}>")
    return judged(f"{DESCRIPTION}: {', '.join(_STANDARDS)}, dcterms:conformsTo <{PROFILE}>", faults)


def _lasting(subject: Subject) -> Judgement:
    types = sorted(
        {kind for node in subject.distributions for kind in subject.description.values(node, "dcat:mediaType")}
    )
    faults = [f"{DESCRIPTION}: {kind} is not known as an open format" for kind in types if kind not in _OPEN]
    if not any(map(_TEXT.search, types)):
        faults.append(f"{DESCRIPTION}: none of the files is text, XML or JSON")
    return judged(f"{DESCRIPTION}: {len(types)} formats, all open and of text", faults)


REUSABLE = (
    Check(
        "R1.1-01",
        ("F-UJI FsF-R1.1-01M-1", "FAIR-Checker R1.1"),
        "Do the metadata name the license of the data set and of each file?",
        "give the data set and each dcat:Distribution dcterms:license",
        _licensed,
    ),
    Check(
        "R1.1-02",
        ("F-UJI 0.5 FsF-R1.1-01M-2",),
        "Is it a license that machines know?",
        "name the license by the address that SPDX has for it; a new one belongs in fair/licenses.py",
        _known_license,
    ),
    Check(
        "R1.2-01",
        ("F-UJI FsF-R1.2-01M-1",),
        "Do the metadata tell in Dublin Core who made the data, when and from what?",
        f"say it of the data set: {', '.join(_DUBLIN_CORE)}",
        _traced,
    ),
    Check(
        "R1.2-02",
        ("F-UJI FsF-R1.2-01M-2", "FAIR-Checker R1.2"),
        "Do they tell it in PROV and PAV?",
        f"say it of the data set: {', '.join(_PROVENANCE)}",
        _traced_formally,
    ),
    Check(
        "R1.3-01",
        ("F-UJI FsF-R1.3-01M-1", "F-UJI FsF-R1.3-01M-3", "FAIR-Checker R1.3"),
        "Do the metadata keep a standard of the community: DCAT, VoID, and the profile of the life sciences?",
        f"describe the data set in DCAT and VoID, and say of {DESCRIPTION}: dcterms:conformsTo <{PROFILE}>",
        _by_standard,
    ),
    Check(
        "R1.3-02",
        ("F-UJI FsF-R1.3-02D-1",),
        "Are the files in open formats that last?",
        "offer the data as text: RDF in a syntax of W3C, CSV, JSON",
        _lasting,
    ),
)
"""Checks of license, origin, standards and formats; those of the pages are in ``embedded``."""

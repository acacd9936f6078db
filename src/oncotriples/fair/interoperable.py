"""I: metadata and data are in a language of knowledge, in vocabularies that others know, and linked to other things."""

from collections.abc import Iterator

from oncotriples.fair.identifiers import is_persistent
from oncotriples.fair.model import Check, Judgement, judged
from oncotriples.fair.seen import Seen
from oncotriples.fair.subject import DESCRIPTION, Subject
from oncotriples.release.opened import DUMP

__all__ = ["INTEROPERABLE"]

_RELATIONS = (
    *("dcterms:source", "dcterms:isVersionOf", "dcterms:conformsTo", "dcat:isVersionOf", "dcat:previousVersion"),
    "prov:wasDerivedFrom",
)
# To F-UJI these are every description's own, so that they tell nothing.
_COMMON = frozenset(("owl", "rdf", "rdfs", "xsd"))
_LEAST_HOSTS = 4


def _formal(subject: Subject) -> Judgement:
    return judged(f"{DESCRIPTION}: {subject.said.triples} triples of Turtle", _problem(subject.said))


def _formal_data(subject: Subject) -> Judgement:
    return judged(
        f"{DUMP}: {subject.data.triples} triples in {len(subject.data.graphs)} graphs", _problem(subject.data)
    )


def _known_terms(subject: Subject) -> Judgement:
    return _vocabularies(DESCRIPTION, subject.said)


def _known_terms_in_data(subject: Subject) -> Judgement:
    return _vocabularies(DUMP, subject.data)


def _related(subject: Subject) -> Judgement:
    named = {name: [iri for iri in subject.values(name) if is_persistent(iri)] for name in _RELATIONS}
    found = [f"{name} ({len(iris)})" for name, iris in named.items() if iris]
    faults = [] if found else [f"{DESCRIPTION}: none of {', '.join(_RELATIONS)} leads to an identifier that lasts"]
    return judged(f"{DESCRIPTION}: {', '.join(found)}", faults)


def _linked(subject: Subject) -> Judgement:
    hosts = sorted(subject.said.hosts)
    faults = [] if len(hosts) >= _LEAST_HOSTS else [f"{DESCRIPTION}: links to {', '.join(hosts) or 'no host'} only"]
    return judged(f"{DESCRIPTION}: {len(hosts)} hosts, {', '.join(hosts[:_LEAST_HOSTS])} among them", faults)


def _problem(seen: Seen) -> list[str]:
    return [seen.problem] if seen.problem else []


def _vocabularies(place: str, seen: Seen) -> Judgement:
    known = sorted(seen.vocabularies - _COMMON)
    return judged(f"{place}: classes and properties of {', '.join(known)}", _faults(place, seen, known))


def _faults(place: str, seen: Seen, known: list[str]) -> Iterator[str]:
    if not known:
        yield f"{place}: uses no vocabulary of others"
    yield from (f"{place}: <{term}> is of no known vocabulary, nor declared in ontology.ttl" for term in seen.foreign)


INTEROPERABLE = (
    Check(
        "I1-01",
        ("F-UJI FsF-I1-01M-2", "FAIR-Checker I1"),
        "Are the metadata RDF that parses?",
        "make the release anew: it writes void.ttl",
        _formal,
        reads=(),
    ),
    Check(
        "I1-02",
        ("F-UJI 0.5 FsF-I1-01M-2",),
        "Are the data RDF that parses, to the last line?",
        "make the release anew",
        _formal_data,
        reads=(),
    ),
    Check(
        "I2-01",
        ("F-UJI FsF-I2-01M-2", "F-UJI 0.5 FsF-I2-01M-1", "FAIR-Checker F2B", "FAIR-Checker I2"),
        "Are all classes and properties of the metadata of vocabularies that are known?",
        "use a term of a vocabulary of namespaces.py, or declare one of ours in the ontology",
        _known_terms,
    ),
    Check(
        "I2-02",
        ("FAIR-Checker F2B", "FAIR-Checker I2"),
        "Are all classes and properties of the data of vocabularies that are known, or declared with the data?",
        "use a term of a vocabulary of namespaces.py, or declare one of ours in the ontology",
        _known_terms_in_data,
        reads=(DUMP,),
    ),
    Check(
        "I3-01",
        ("F-UJI FsF-I3-01M-1", "F-UJI FsF-I3-01M-2"),
        "Do the metadata say how the data set relates to others, by identifiers that last?",
        f"say it of the data set: {', '.join(_RELATIONS)}",
        _related,
    ),
    Check(
        "I3-02",
        ("FAIR-Checker I3",),
        "Do the metadata link to things at four hosts or more?",
        "name sources, license, languages and media types by their IRIs",
        _linked,
    ),
)
"""Checks of languages, vocabularies and links; those of the pages are in ``embedded``."""

"""What the site knows of kinds of things beside the ontology: where they are listed, and what schema.org calls them."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from urllib.parse import quote

import pyoxigraph as ox

from oncotriples.namespaces import PREFIXES
from oncotriples.render.views import Link
from oncotriples.site.vocabulary import Vocabulary

__all__ = ["LISTS", "elsewhere", "identifiers_of", "list_of", "schema_type"]

LISTS: Mapping[str, str] = MappingProxyType(
    {
        "agent": "Agents",
        "subtype": "Tumor subtypes",
        "treatment": "Treatments",
        "situation": "Clinical situations",
        "assertion": "Claims",
        "study": "Studies",
        "patient-group": "Patient groups",
        "document": "Summaries",
        "citation": "Literature",
        "journal": "Journals",
        "trial": "Clinical trials",
        "gene": "Genes",
        "term": "Terms",
        "drug": "Drug summaries",
        "level": "Levels of evidence",
        "code": "Codes",
        "scheme": "Schemes",
        "mapping-set": "Mappings",
        "organization": "Organizations",
        "record": "Records of databases",
        "query": "Questions",
        "dataset": "Releases",
        "graph": "Named graphs",
    }
)
"""The first part of a path, and the heading of the list of what lies below it."""

_SCHEMA_TYPES = (
    ("Agent", "Drug"),
    ("TumorSubtype", "MedicalCondition"),
    ("EvidenceAssertion", "Claim"),
    ("ClinicalTrial", "MedicalTrial"),
    ("Study", "MedicalStudy"),
    ("Procedure", "TherapeuticProcedure"),
    ("Treatment", "MedicalTherapy"),
    ("LevelOfEvidence", "MedicalCode"),
)
_FOREIGN_TYPES = MappingProxyType(
    {
        PREFIXES["fabio"] + "JournalArticle": "ScholarlyArticle",
        PREFIXES["fabio"] + "Journal": "Periodical",
    }
)
_ELSEWHERE = (
    (PREFIXES["fabio"] + "hasPubMedId", re.compile("[1-9][0-9]{0,7}"), "PubMed", "https://pubmed.ncbi.nlm.nih.gov/%s/"),
    (PREFIXES["prism"] + "doi", re.compile(r"10\.[0-9.]+/\S+"), "DOI", "https://doi.org/%s"),
    (
        PREFIXES["fabio"] + "hasPubMedCentralId",
        re.compile("PMC[1-9][0-9]*"),
        "PubMed Central",
        "https://pmc.ncbi.nlm.nih.gov/articles/%s/",
    ),
)
_NCT = re.compile("NCT[0-9]{8}")
_IDENTIFIERS = (
    (PREFIXES["fabio"] + "hasPubMedId", "PMID:"),
    (PREFIXES["prism"] + "doi", "doi:"),
    (PREFIXES["fabio"] + "hasPubMedCentralId", ""),
    (PREFIXES["onct"] + "cdrId", ""),
)


def elsewhere(path: str, values: Mapping[str, Iterable[ox.NamedNode | ox.Literal]]) -> tuple[Link, ...]:
    """Where others tell of a thing, by its identifiers: PubMed, the publisher by the DOI, the registry of a trial."""
    links = [
        Link(name, address % quote(term.value, safe="/:;()._-"))
        for predicate, pattern, name, address in _ELSEWHERE
        for term in values.get(predicate, ())
        if pattern.fullmatch(term.value)
    ]
    number = path.removeprefix("trial/")
    if number != path and _NCT.fullmatch(number):
        links.append(Link("ClinicalTrials.gov", f"https://clinicaltrials.gov/study/{number}"))
    return tuple(links)


def list_of(path: str) -> tuple[str, str] | None:
    """Heading and address of the list in which a page stands: ``("Agents", "agent/index.html")``."""
    first = path.partition("/")[0]
    return (LISTS.get(first, first), f"{first}/index.html") if "/" in path else None


def schema_type(vocabulary: Vocabulary, kind: str) -> str:
    """What schema.org calls a class: ``Drug``; an empty text where it has nothing that holds."""
    ours = (name for class_, name in _SCHEMA_TYPES if vocabulary.is_a(kind, class_))
    return next(ours, _FOREIGN_TYPES.get(kind, ""))


def identifiers_of(values: Mapping[str, Iterable[ox.NamedNode | ox.Literal]]) -> tuple[str, ...]:
    """The identifiers of a thing, each with what tells whose it is: ``PMID:22331945``."""
    return tuple(prefix + term.value for name, prefix in _IDENTIFIERS for term in values.get(name, ()))

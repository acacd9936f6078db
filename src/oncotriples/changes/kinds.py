"""The kinds of things that people look up, and what of each is compared.

Parts of documents (sections, passages, pointers …) are no such things: of them the edition is compared.
"""

from collections.abc import Collection
from dataclasses import dataclass

from oncotriples.namespaces import BASE
from oncotriples.release.lookup import term

__all__ = ["DERIVED", "KINDS", "Kind", "is_looked_up", "kind_of"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: what one and several are called, and its classes as prefixed names, the narrowest first.

    ``compared`` are the properties that are compared, as prefixed names; without any it is whatever is stated, apart
    from what follows from other statements. ``listed`` says whether the changelog gives the names of a few.
    """

    name: str
    plural: str
    classes: tuple[str, ...]
    compared: tuple[str, ...] = ()
    listed: bool = True


_NAMES = ("skos:prefLabel", "skos:altLabel")

KINDS = (
    Kind(
        "claim",
        "claims",
        (
            "onct:ActivityAssertion",
            "onct:TreatmentStatement",
            "onct:OutcomeAssertion",
            "onct:ComparativeAssertion",
            "onct:PrognosisAssertion",
            "onct:EvidenceAssertion",
        ),
        listed=False,
    ),
    Kind("agent", "agents", ("onct:Agent", "onct:AgentClass")),
    Kind("subtype", "tumor subtypes", ("onct:TumorSubtype",)),
    Kind(
        "treatment",
        "treatments",
        (
            "onct:Regimen",
            "onct:SystemicTherapy",
            "onct:Procedure",
            "onct:RadiationTherapy",
            "onct:MultimodalTreatment",
            "onct:Treatment",
        ),
    ),
    Kind("situation", "clinical situations", ("onct:ClinicalSituation",)),
    Kind("study", "studies", ("onct:Study",)),
    Kind("patient group", "patient groups", ("onct:PatientGroup",)),
    Kind("level", "levels of evidence", ("onct:LevelOfEvidence",)),
    Kind(
        "article",
        "articles",
        (
            "fabio:JournalArticle",
            "onct:MeetingAbstract",
            "fabio:BookChapter",
            "fabio:Book",
            "fabio:ReportDocument",
            "fabio:WebPage",
        ),
        (
            *("skos:prefLabel", "dcterms:title", "fabio:hasPublicationYear", "fabio:hasPubMedId"),
            *("fabio:hasPubMedCentralId", "prism:doi", "onct:standing"),
        ),
        listed=False,
    ),
    Kind("summary", "summaries", ("onct:EvidenceSummary", "onct:DrugSummary"), _NAMES),
    Kind(
        "edition",
        "editions",
        ("onct:SummaryEdition",),
        (
            "skos:prefLabel",
            "dcterms:title",
            "dcterms:isVersionOf",
            "onct:editionDate",
            "onct:notBefore",
            "onct:supersededBy",
        ),
    ),
    Kind("trial", "clinical trials", ("onct:ClinicalTrial",), (*_NAMES, "onct:trialStatus", "onct:trialPhase")),
    Kind("gene", "genes", ("onct:Gene",), _NAMES),
    Kind("term", "terms", ("onct:Term",), _NAMES),
    Kind("journal", "journals", ("fabio:Journal",), _NAMES, listed=False),
    Kind("organization", "organizations", ("prov:Agent",), _NAMES),
    # The last, for agents and others are concepts too.
    Kind(
        "code",
        "codes",
        (
            *("onct:Code", "onct:StudyDesignCategory", "onct:EndPointCategory"),
            *("skos:Concept", "skos:ConceptScheme"),
        ),
    ),
)
"""Every kind, in the order in which changes are told. A thing of several is of the first."""

DERIVED = frozenset(
    term(name)
    for name in (
        *("rdfs:label", "skos:broaderTransitive", "onct:atLeastAsStrongAs", "onct:coCitedWith", "onct:involvesAgent"),
        *("onct:hasReportedActiveAgent", "onct:reportedActiveAgainst", "onct:reportedTreatment"),
    )
)
"""Properties that only rules state: a change there follows from another one, which is told."""

_BY_CLASS = {term(cls): (kind, rank) for kind in KINDS for rank, cls in enumerate(kind.classes)}
_ORDER = {kind.name: rank for rank, kind in enumerate(KINDS)}


def kind_of(classes: Collection[str]) -> tuple[Kind, str] | None:
    """The kind of a thing of these classes, and the narrowest of them, as IRIs; None where nobody looks it up."""
    found = [(_ORDER[held[0].name], held[1], cls) for cls in classes if (held := _BY_CLASS.get(cls))]
    if not found:
        return None
    rank, _, narrowest = min(found)
    return KINDS[rank], narrowest


def is_looked_up(iri: str) -> bool:
    """Whether an IRI is ours and none of a part of a document or of a database's record."""
    if not iri.startswith(BASE) or "#" in iri:
        return False
    path = iri[len(BASE) :].split("/", 4)
    return not (path[0] in ("mapping", "record", "candidate") or (path[0] == "document" and len(path) > 3))

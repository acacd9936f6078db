"""The order in which predicates stand in every Turtle file of the project.

What a thing is and is called comes first, then what it is part of, then what it says, then its grounds, then notes.
Predicates that are not listed stand in IRI order between what a thing says and its notes.
"""

from collections.abc import Mapping
from types import MappingProxyType

from oncotriples.namespaces import PREFIXES

__all__ = ["PREDICATE_ORDER", "predicate_key"]

_NAMES = """
    rdf:type skos:prefLabel rdfs:label skos:altLabel skos:notation onct:authorsAsPrinted dcterms:title
    skos:definition skos:example skos:scopeNote dcterms:description owl:versionIRI owl:versionInfo
    rdfs:subClassOf rdfs:subPropertyOf owl:equivalentClass owl:disjointWith owl:onProperty
    skos:inScheme skos:topConceptOf skos:broader skos:narrower skos:related rdfs:domain rdfs:range owl:inverseOf
    skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch
"""

_SAYINGS = """
    sh:targetClass sh:targetNode sh:targetSubjectsOf sh:targetObjectsOf sh:path sh:name sh:description sh:order
    onct:agent onct:tumorSubtype onct:activityKind onct:developmentStatus
    onct:group onct:comparator onct:treatment onct:situation onct:modality onct:role onct:alternativeTo onct:provided
    onct:endpoint onct:direction onct:timePoint onct:timeUnit onct:valueKind
    onct:lower onct:lowerExclusive onct:upper onct:upperExclusive onct:numerator onct:denominator onct:unit
    onct:isEstimate onct:prognosis onct:study onct:polarity onct:maturity
    onct:component onct:optionalComponent onct:constituentTreatment onct:formOf onct:saltOf onct:agentClass
    onct:disease onct:stage onct:metastasisSite onct:multiplicity onct:ageGroup
    onct:studyDesign onct:reportedIn onct:trial
    onct:studyDesignCategory onct:endPointCategory onct:nextWeaker onct:cdrId
    onct:nciThesaurusCode onct:codeName onct:semanticType onct:brandName onct:approvedByFda
    dcterms:isVersionOf onct:editionDate onct:notBefore onct:readFrom onct:supersededBy
    onct:audience onct:summaryType onct:compiledFrom onct:documentDigest onct:patientVersionOf onct:translationOf
    onct:ordinal onct:printedLabel dcterms:bibliographicCitation onct:searchFacet dcterms:isPartOf
    onct:block onct:start onct:end onct:blockDigest onct:mentions
    onct:inGroup c4o:denotes c4o:hasContext onct:grades onct:markedLevel onct:printedText biro:references
    fabio:hasNLMJournalTitleAbbreviation fabio:hasPublicationYear prism:volume prism:issueIdentifier prism:pageRange
    fabio:hasPubMedId prism:doi fabio:hasPubMedCentralId onct:recordOrigin
    onct:standing onct:checkedOn onct:notice onct:noticeKind onct:reportsTrial onct:articleRecord dcterms:replaces
    onct:trialStatus onct:trialPhase onct:studiesAgent onct:studiesTumor
    onct:statedIn onct:foundIn onct:pointerGroup onct:qualifiedBy onct:supportedBy cito:citesAsEvidence
    onct:levelOfEvidence onct:levelMark onct:weakestStanding
"""

_LAST = """
    sh:severity sh:message
    skos:historyNote skos:changeNote skos:editorialNote dcterms:source rdfs:comment rdfs:seeAlso rdfs:isDefinedBy
"""


def _expanded(names: str) -> tuple[str, ...]:
    pairs = (name.split(":") for name in names.split())
    return tuple(PREFIXES[prefix] + local for prefix, local in pairs)


PREDICATE_ORDER: tuple[str, ...] = _expanded(_NAMES + _SAYINGS)
"""The predicates that stand first, as IRIs."""

_FINAL = _expanded(_LAST)
_OTHER = len(PREDICATE_ORDER)
_RANKS: Mapping[str, int] = MappingProxyType(
    {iri: rank for rank, iri in enumerate(PREDICATE_ORDER)}
    | {iri: rank for rank, iri in enumerate(_FINAL, start=_OTHER + 1)}
)


def predicate_key(iri: str) -> str:
    """The text by which predicates are sorted: the rank in three digits, then the IRI."""
    return f"{_RANKS.get(iri, _OTHER):03}{iri}"

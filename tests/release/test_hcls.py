"""The description keeps the HCLS profile: what each level must, should and must not have.

The table is that of section 5 of “Dataset Descriptions: HCLS Community Profile”, W3C Interest Group Note of
14 May 2015, <https://www.w3.org/TR/hcls-dataset/>, without its MAYs; the queries are those of its section 6.6.
"""

from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from described import FORMER, RELEASE, released, rows, store_of

from oncotriples.graph.assembling import Loaded
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, ONCT, RDF_TYPE, XSD
from oncotriples.release.lookup import term

# Property (or one of several), kind of its value, and what the summary, version and distribution levels want.
_PROFILE = """
a dctypes:Dataset                                              -        MUST     MUST     SHOULD
a void:Dataset|a dcat:Distribution                             -        MUST-NOT MUST-NOT MUST
dcterms:title                                                  text     MUST     MUST     MUST
dcterms:description                                            text     MUST     MUST     MUST
dcterms:created                                                literal  MUST-NOT SHOULD   SHOULD
pav:createdOn|pav:authoredOn|pav:curatedOn                     literal  MUST-NOT MAY      MAY
dcterms:creator                                                IRI      MUST-NOT MUST     MUST
dcterms:contributor|pav:createdBy|pav:authoredBy|pav:curatedBy IRI      MUST-NOT MAY      MAY
dcterms:publisher                                              IRI      MUST     MUST     MUST
dcterms:issued                                                 literal  MUST-NOT SHOULD   SHOULD
foaf:page                                                      IRI      SHOULD   SHOULD   SHOULD
schema:logo                                                    IRI      SHOULD   SHOULD   SHOULD
dcat:keyword                                                   string   MAY      MAY      MAY
dcterms:license                                                IRI      MAY      SHOULD   MUST
dcterms:rights                                                 text     MAY      MAY      MAY
dcterms:language                                               IRI      MUST-NOT SHOULD   SHOULD
dcat:theme                                                     IRI      MAY      MAY      MAY
void:vocabulary                                                IRI      MUST-NOT MUST-NOT SHOULD
dcterms:conformsTo                                             IRI      MUST-NOT MAY      SHOULD
dcterms:hasPart                                                IRI      MAY      MAY      MUST-NOT
idot:identifierPattern                                         string   MUST-NOT MUST-NOT MAY
void:uriRegexPattern                                           string   MUST-NOT MUST-NOT MAY
idot:accessPattern                                             IRI      MUST-NOT MUST-NOT MAY
idot:exampleIdentifier                                         string   MUST-NOT MUST-NOT SHOULD
void:exampleResource                                           IRI      MUST-NOT MUST-NOT SHOULD
pav:version                                                    string   MUST-NOT MUST     SHOULD
dcterms:isVersionOf                                            IRI      MUST-NOT MUST     MUST-NOT
pav:previousVersion                                            IRI      MUST-NOT SHOULD   SHOULD
pav:hasCurrentVersion                                          IRI      MAY      MUST-NOT MUST-NOT
dcterms:source|pav:retrievedFrom|prov:wasDerivedFrom           IRI      MUST-NOT SHOULD   SHOULD
pav:createdWith                                                IRI      MUST-NOT SHOULD   SHOULD
dcterms:accrualPeriodicity                                     IRI      SHOULD   MUST-NOT MUST-NOT
dcat:distribution                                              IRI      MUST-NOT SHOULD   MUST-NOT
dcterms:format                                                 IRI      MUST-NOT MUST-NOT MUST
dcat:downloadURL                                               IRI      MUST-NOT MUST-NOT SHOULD
dcat:byteSize                                                  number   MUST-NOT MUST-NOT SHOULD
void:dataDump                                                  IRI      MUST-NOT MUST-NOT SHOULD
void:sparqlEndpoint                                            IRI      SHOULD   MUST-NOT MUST-NOT
dcat:landingPage                                               IRI      MUST-NOT MAY      MAY
void:subset                                                    IRI      MUST-NOT MUST-NOT SHOULD
void:triples                                                   number   MUST-NOT MUST-NOT SHOULD
void:entities                                                  number   MUST-NOT MUST-NOT SHOULD
void:distinctSubjects                                          number   MUST-NOT MUST-NOT SHOULD
void:properties                                                number   MUST-NOT MUST-NOT SHOULD
void:distinctObjects                                           number   MUST-NOT MUST-NOT SHOULD
void:classPartition                                            IRI      MUST-NOT MUST-NOT SHOULD
void:propertyPartition                                         IRI      MUST-NOT MUST-NOT MAY
"""
# What the profile recommends and nobody knows: nothing is invented.
_UNKNOWN = {
    "dcterms:created": "the data grew over years; the day of issue is known",
    "schema:logo": "there is none",
    "dcterms:accrualPeriodicity": "no period is promised",
    "void:sparqlEndpoint": "the site needs no server",
}
_LEVELS = ("summary", "version", "distribution")
_RULES = [tuple(line.rsplit(maxsplit=4)) for line in _PROFILE.strip().splitlines()]
_GRAPH = f"{RELEASE.iri}#oncotriples.nq.gz"


@pytest.fixture(scope="module")
def triples(loaded: Loaded) -> tuple[Triple, ...]:
    return released(loaded.dataset)


def _nodes(triples: Iterable[Triple], level: str) -> list[str]:
    if level == "distribution":
        said = (triple for triple in triples if triple.subject.value == RELEASE.iri)  # type: ignore[union-attr]
        return [str(t.object.value) for t in said if t.predicate.value == term("dcat:distribution")]  # type: ignore[union-attr]
    return [f"{BASE}dataset" if level == "summary" else RELEASE.iri]


def _fits(value: object, kind: str) -> bool:
    if isinstance(value, ox.Literal):
        name = value.datatype.value.removeprefix(XSD)
        return {
            "text": value.language == "en",
            "string": name == "string",
            "number": name in ("integer", "nonNegativeInteger"),
            "literal": name in ("date", "dateTime", "gYear", "gYearMonth"),
        }.get(kind, False)
    return kind == "IRI" and isinstance(value, ox.NamedNode)


def _breaches(triples: Iterable[Triple], *, recommended: bool = True) -> set[tuple[str, str, str]]:
    """Level, property and what is wrong; recommendations count for the distribution that has the statistics."""
    held = tuple(triples)
    found: dict[tuple[str, str], list[object]] = {}
    for subject, predicate, value in held:
        name = predicate.value
        if name == RDF_TYPE:
            found.setdefault((subject.value, f"a {value.value}"), []).append(value)
        else:
            found.setdefault((subject.value, name), []).append(value)
    breaches = set()
    for alternatives, kind, *wanted in _RULES:
        keys = [f"a {term(name[2:])}" if name.startswith("a ") else term(name) for name in alternatives.split("|")]
        for level, rule in zip(_LEVELS, wanted, strict=True):
            for node in _nodes(held, level):
                values = [value for key in keys for value in found.get((node, key), ())]
                known = recommended and alternatives not in _UNKNOWN and (level != "distribution" or node == _GRAPH)
                if not values and (rule == "MUST" or (rule == "SHOULD" and known)):
                    breaches.add((level, alternatives, f"{rule} be there"))
                if values and rule == "MUST-NOT":
                    breaches.add((level, alternatives, "MUST NOT be there"))
                if kind != "-" and not all(_fits(value, kind) for value in values):
                    breaches.add((level, alternatives, f"is no {kind}"))
    return breaches


def test_the_three_levels_have_what_they_must_and_should(triples: tuple[Triple, ...]) -> None:
    assert _breaches(triples) == set()
    assert len(_nodes(triples, "distribution")) > 10


def test_what_nobody_knows_is_not_invented(triples: tuple[Triple, ...]) -> None:
    used = {triple.predicate.value for triple in triples}
    assert {name for name in _UNKNOWN if term(name) in used} == set()


@pytest.mark.parametrize(
    ("subject", "name", "breach"),
    [
        (RELEASE.iri, "void:triples", ("version", "void:triples", "MUST NOT be there")),
        (f"{BASE}dataset", "pav:version", ("summary", "pav:version", "MUST NOT be there")),
        (_GRAPH, "dcterms:isVersionOf", ("distribution", "dcterms:isVersionOf", "MUST NOT be there")),
        (_GRAPH, "dcterms:title", ("distribution", "dcterms:title", "is no text")),
    ],
)
def test_the_check_finds_what_breaks_the_profile(
    triples: tuple[Triple, ...], subject: str, name: str, breach: tuple[str, str, str]
) -> None:
    more = Triple(ox.NamedNode(subject), ox.NamedNode(term(name)), ox.Literal(1))
    assert breach in _breaches([*triples, more])


@pytest.mark.parametrize("name", ["dcterms:license", "dcterms:format", "void:dataDump", "pav:previousVersion"])
def test_the_check_finds_what_is_missing(triples: tuple[Triple, ...], name: str) -> None:
    breaches = _breaches(triple for triple in triples if triple.predicate.value != term(name))
    assert ("distribution", name) in {breach[:2] for breach in breaches}


def test_a_first_release_has_no_version_before_it(loaded: Loaded) -> None:
    first = released(loaded.dataset, None)
    assert {breach[1] for breach in _breaches(first)} == {"pav:previousVersion"}
    assert _breaches(first, recommended=False) == set()
    assert not [triple for triple in first if "1.2.2" in str(triple)]


def test_a_release_names_the_one_before_it_and_its_files(triples: tuple[Triple, ...]) -> None:
    store = store_of(triples)
    assert rows(store, "SELECT ?a ?b { ?a pav:previousVersion ?b }") == [
        (RELEASE.iri, FORMER.root),
        *((f"{RELEASE.iri}#{name}", f"{FORMER.root}#{name}") for name in sorted(FORMER.files)),
    ]
    assert rows(store, "SELECT ?v { ?dataset dcat:hasVersion ?v }") == [(FORMER.root,), (RELEASE.iri,)]
    assert rows(store, "SELECT ?b { ?a dcat:previousVersion ?b }") == [(FORMER.root,)]


_QUERIES = {
    "void:triples": "SELECT (COUNT(*) AS ?no) { ?s ?p ?o }",
    "void:entities": "SELECT (COUNT(DISTINCT ?s) AS ?no) { ?s a [] }",
    "void:distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?no) { ?s ?p ?o }",
    "void:properties": "SELECT (COUNT(DISTINCT ?p) AS ?no) { ?s ?p ?o }",
    "rdfs:Class": "SELECT (COUNT(DISTINCT ?o) AS ?no) { ?s a ?o }",
    "rdfs:Literal": "SELECT (COUNT(DISTINCT ?o) AS ?no) { ?s ?p ?o FILTER(isLiteral(?o)) }",
    "sd:Graph": "SELECT (COUNT(DISTINCT ?g) AS ?no) { GRAPH ?g { ?s ?p ?o } }",
}


@pytest.mark.parametrize("name", _QUERIES)
def test_the_numbers_are_those_of_the_profile_s_queries(name: str, triples: tuple[Triple, ...], loaded: Loaded) -> None:
    counted = _counted(loaded.dataset, _QUERIES[name])
    partition = f"void:classPartition [ void:class {name} ; void:distinctSubjects ?no ; void:entities ?no ]"
    told = partition if name.startswith(("rdfs:", "sd:")) else f"{name} ?no"
    assert rows(store_of(triples), f"SELECT ?no {{ <{_GRAPH}> {told} }}") == [(str(counted),)]


def test_objects_are_counted_as_void_has_it_literals_and_all(triples: tuple[Triple, ...], loaded: Loaded) -> None:
    (told,) = rows(store_of(triples), f"SELECT ?no {{ <{_GRAPH}> void:distinctObjects ?no }}")
    things = _counted(loaded.dataset, "SELECT (COUNT(DISTINCT ?o) AS ?no) { ?s ?p ?o FILTER(!isLiteral(?o)) }")
    assert int(told[0]) == things + _counted(loaded.dataset, _QUERIES["rdfs:Literal"])


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        (
            "SELECT ?c ?n { ?graph void:classPartition [ void:class ?c ; void:entities ?n ; void:triples ?t ] }",
            "SELECT ?class (COUNT(DISTINCT ?s) AS ?count) { ?s a ?class } GROUP BY ?class",
        ),
        (
            "SELECT ?p ?n { ?graph void:propertyPartition [ void:property ?p ; void:triples ?n ] }",
            "SELECT ?p (COUNT(?p) AS ?count) { ?s ?p ?o } GROUP BY ?p",
        ),
        (
            "SELECT ?p ?n { ?graph void:propertyPartition [ void:property ?p ; void:distinctObjects ?n ] }",
            "SELECT ?p (COUNT(DISTINCT ?o) AS ?count) { ?s ?p ?o } GROUP BY ?p",
        ),
    ],
    ids=["classes", "properties", "objects of properties"],
)
def test_the_partitions_are_those_of_the_profile_s_queries(
    told: str, counted: str, triples: tuple[Triple, ...], loaded: Loaded
) -> None:
    assert rows(store_of(triples), told.replace("?graph", f"<{_GRAPH}>")) == rows(_union(loaded.dataset), counted)


def _union(dataset: Dataset) -> ox.Store:
    return store_of(dataset.union)


def _counted(dataset: Dataset, query: str) -> int:
    store = store_of((), dataset) if "GRAPH" in query else _union(dataset)
    ((number,),) = rows(store, query)
    return int(number)


def test_the_files_of_one_edition_have_only_that_as_their_source(triples: tuple[Triple, ...]) -> None:
    edition = f"{BASE}document/child-soft-tissue-treatment/undated-e3c5bd3b"
    file = f"{RELEASE.iri}#graphs-document.child-soft-tissue-treatment.undated-e3c5bd3b.nq.gz"
    store = store_of(triples)
    assert rows(store, f"SELECT ?s {{ <{file}> dcterms:source ?s }}") == [(edition,)]
    ((credit,),) = rows(store, f"SELECT ?r {{ <{file}> dcterms:rights ?r }}")
    assert "as of: undated, not before 2013" in credit


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        ({"a": "2024-05-01", "b": "2025-01-31"}, [("2024-05-01", "2025-01-31")]),
        ({"a": "2013", "b": "2025-01-31"}, [("2013", "2025-01-31")]),
        ({"a": "2013"}, []),
        ({}, []),
    ],
    ids=["dated", "one undated", "nothing dated", "nothing"],
)
def test_a_version_covers_the_time_of_its_editions(dates: dict[str, str], period: list[tuple[str, str]]) -> None:
    stated = []
    for name, day in dates.items():
        edition = ox.NamedNode(f"{BASE}document/s/{name}")
        dated = "editionDate" if "-" in day else "notBefore"
        stated.append(Triple(edition, ox.NamedNode(RDF_TYPE), ox.NamedNode(f"{ONCT}SummaryEdition")))
        stated.append(Triple(edition, ox.NamedNode(f"{ONCT}{dated}"), ox.Literal(day)))
    store = store_of(released(Dataset.of({f"{BASE}graph/g": stated})))
    query = "SELECT ?a ?b { ?d dcterms:temporal [ a dcterms:PeriodOfTime ; dcat:startDate ?a ; dcat:endDate ?b ] }"
    assert rows(store, query) == period


def test_a_version_is_about_what_its_claims_are_about(triples: tuple[Triple, ...], loaded: Loaded) -> None:
    store = store_of(triples, loaded.dataset)
    claims = "GRAPH ?g { ?c a onct:EvidenceAssertion } GRAPH ?h"
    themes = rows(store, f"SELECT ?t {{ <{RELEASE.iri}> dcat:theme ?t }}")
    assert themes == rows(store, f"SELECT DISTINCT ?t {{ {claims} {{ ?c onct:tumorSubtype ?t }} }}")
    concepts = rows(store, f"SELECT DISTINCT ?t {{ <{RELEASE.iri}> dcat:theme ?t GRAPH ?g {{ ?t a skos:Concept }} }}")
    assert themes == concepts
    keywords = {label for (label,) in rows(store, f"SELECT ?k {{ <{RELEASE.iri}> dcat:keyword ?k }}")}
    assert {"imatinib", "chordoma"} <= keywords

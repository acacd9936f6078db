"""void.ttl: its numbers are those that a SPARQL engine counts, its terms exist, its checksums are true."""

import csv
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
from described import RELEASE, released, rows, store_of
from rdflib import DCAT, DCMITYPE, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, VOID
from rdflib.namespace import DefinedNamespaceMeta

from oncotriples.graph.assembling import Loaded
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple, read_turtle
from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE
from oncotriples.release.describe import describe, description
from oncotriples.release.lookup import Lookup
from oncotriples.release.version import current_release

_GRAPH = f"<{RELEASE.iri}#oncotriples.nq.gz>"
_ROOT = f"<{RELEASE.iri}>"
# Of vocabularies that rdflib lacks, the terms in use; each was seen in a copy of its vocabulary.
_MORE = {
    "dcat": {"hasVersion", "isVersionOf", "previousVersion", "version"},  # new in DCAT 3; rdflib has DCAT 2
    "idot": {"exampleIdentifier"},
    "pav": {"createdWith", "previousVersion", "version"},
    "spdx": {"Checksum", "algorithm", "checksum", "checksumAlgorithm_sha256", "checksumValue"},
    "void-ext": {"datatype", "datatypePartition"},
}


@pytest.fixture(scope="module")
def store(loaded: Loaded) -> ox.Store:
    """The description, and beside it in named graphs what it describes."""
    return store_of(released(loaded.dataset), loaded.dataset)


def _same(store: ox.Store, told: str, counted: str) -> None:
    found = rows(store, told)
    assert found
    assert found == rows(store, counted)


def test_the_whole_is_counted(store: ox.Store) -> None:
    told = """SELECT ?t ?s ?o ?e { %s void:triples ?t ; void:distinctSubjects ?s ; void:distinctObjects ?o ;
        void:entities ?e }"""
    counted = """SELECT (COUNT(*) AS ?t) (COUNT(DISTINCT ?a) AS ?s) (COUNT(DISTINCT ?b) AS ?o)
        (COUNT(DISTINCT IF(?p = rdf:type, ?a, ?unbound)) AS ?e)
        { SELECT DISTINCT ?a ?p ?b { GRAPH ?g { ?a ?p ?b } } }"""
    _same(store, told % _GRAPH, counted)
    others = rows(store, "SELECT DISTINCT ?t { ?d a void:Dataset ; dcat:mediaType ?m ; void:triples ?t }")
    assert others == rows(store, f"SELECT ?t {{ {_GRAPH} void:triples ?t }}")


def test_each_class_is_counted(store: ox.Store) -> None:
    _same(
        store,
        f"SELECT ?c ?n {{ {_GRAPH} void:classPartition [ void:class ?c ; void:entities ?n ; void:triples ?t ] }}",
        "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?c } } GROUP BY ?c",
    )


def test_each_property_is_counted(store: ox.Store) -> None:
    _same(
        store,
        f"""SELECT ?p ?t ?s ?o {{ {_GRAPH} void:propertyPartition [ void:property ?p ; void:triples ?t ;
            void:distinctSubjects ?s ; void:distinctObjects ?o ] }}""",
        """SELECT ?p (COUNT(*) AS ?t) (COUNT(DISTINCT ?a) AS ?s) (COUNT(DISTINCT ?b) AS ?o)
            { SELECT DISTINCT ?a ?p ?b { GRAPH ?g { ?a ?p ?b } } } GROUP BY ?p""",
    )


def test_the_triples_of_a_class_are_those_of_its_instances(store: ox.Store) -> None:
    _same(
        store,
        f"SELECT ?t {{ {_GRAPH} void:classPartition [ void:class onct:ActivityAssertion ; void:triples ?t ] }}",
        """SELECT (COUNT(*) AS ?t) { SELECT DISTINCT ?a ?p ?b
            { GRAPH ?g { ?a a onct:ActivityAssertion } GRAPH ?h { ?a ?p ?b } } }""",
    )


def test_each_named_graph_is_a_subset(store: ox.Store) -> None:
    _same(
        store,
        f"SELECT ?g ?t {{ {_GRAPH} void:subset ?g . ?g void:triples ?t FILTER NOT EXISTS {{ ?g a void:Linkset }} }}",
        "SELECT ?g (COUNT(*) AS ?t) { GRAPH ?g { ?a ?p ?b } } GROUP BY ?g",
    )


def test_each_mapping_is_in_one_linkset(store: ox.Store, loaded: Loaded) -> None:
    lines = (loaded.sources.kg / "mappings.sssom.tsv").read_text(encoding="utf-8").splitlines()
    mappings = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    linksets = rows(
        store,
        f"SELECT ?s ?n {{ {_GRAPH} void:subset ?s . ?s a void:Linkset ; void:linkPredicate ?p ; void:triples ?n }}",
    )
    assert len(linksets) == len({(mapping["object_source"], mapping["predicate_id"]) for mapping in mappings})
    assert sum(int(count) for _, count in linksets) == len(mappings)


def test_an_example_is_in_the_graph(store: ox.Store) -> None:
    examples = rows(store, f"SELECT DISTINCT ?e {{ {_GRAPH} void:exampleResource ?e . GRAPH ?g {{ ?e ?p ?o }} }}")
    assert len(examples) == len(rows(store, f"SELECT ?e {{ {_GRAPH} void:exampleResource ?e }}")) >= 5


def test_the_source_is_named_with_its_date_and_no_claim_on_its_name(store: ox.Store) -> None:
    [(title, text, credit)] = rows(
        store, f"SELECT ?a ?b ?c {{ {_ROOT} dcterms:title ?a ; dcterms:description ?b ; dcterms:rights ?c }}"
    )
    assert "PDQ" not in title
    assert text == f"22 claims and what they rest on, as linked data. {credit}"
    assert credit.startswith(
        "From NCI's PDQ® summary “Childhood Soft Tissue Sarcoma Treatment (PDQ®): Treatment - Health"
    )
    assert "(as of: undated, not before 2013), an extract in our own words." in credit
    assert "does not endorse" in credit
    assert credit.endswith("Not medical advice.")


def test_the_edition_is_what_it_was_made_from(store: ox.Store) -> None:
    edition = f"{BASE}document/child-soft-tissue-treatment/undated-e3c5bd3b"
    assert rows(store, f"SELECT ?e {{ {_ROOT} prov:wasDerivedFrom ?e }}") == [(edition,)]
    assert rows(store, f"SELECT ?e {{ {_ROOT} prov:wasGeneratedBy/prov:used ?e }}") == [(edition,)]


def test_a_dated_edition_is_told_by_its_date() -> None:
    edition = ox.NamedNode(f"{BASE}document/a/2025-03-04")
    triples = [
        Triple(edition, ox.NamedNode(RDF_TYPE), ox.NamedNode(f"{ONCT}SummaryEdition")),
        Triple(edition, ox.NamedNode(f"{ONCT}editionDate"), ox.Literal("2025-03-04")),
        Triple(edition, ox.NamedNode(str(DCTERMS.title)), ox.Literal("A (PDQ®)")),
    ]
    text = description(RELEASE, Dataset.of({f"{BASE}graph/g": triples}), Lookup(triples), ())
    assert "“A (PDQ®)” (as of: 2025-03-04), an extract" in text


def test_a_graph_without_editions_and_files_is_described_too() -> None:
    triples = describe(RELEASE, Dataset.of({}), Lookup(()), ())
    assert rows(store_of(triples), "SELECT ?s { ?s dcterms:rights|dcterms:source|dcterms:temporal ?o }") == []
    assert rows(store_of(triples), "SELECT ?s { ?s void:triples 0 }") == [(f"{RELEASE.iri}#oncotriples.nq",)]


def test_who_reads_the_description_finds_the_dataset_and_its_statistics(store: ox.Store) -> None:
    found = rows(store, "SELECT ?a ?b { ?d a void:DatasetDescription ; foaf:primaryTopic ?a ; foaf:topic ?b }")
    assert found == [(RELEASE.iri, _GRAPH.strip("<>"))]


def test_there_are_no_blank_nodes_and_no_unknown_terms(built: Path) -> None:
    described = read_turtle(built / "void.ttl", "void.ttl").triples
    namespaces: dict[str, DefinedNamespaceMeta] = {
        str(space): space for space in (DCAT, DCMITYPE, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, VOID)
    }
    more = {PREFIXES[prefix]: names for prefix, names in _MORE.items()}
    unknown = set()
    for triple in described:
        assert not isinstance(triple.subject, ox.BlankNode)
        assert not isinstance(triple.object, ox.BlankNode)
        classes = [triple.object] if triple.predicate.value == RDF_TYPE else []
        for term in (triple.predicate, *classes):
            assert isinstance(term, ox.NamedNode)
            cut = max(term.value.rfind("#"), term.value.rfind("/")) + 1
            space, name = term.value[:cut], term.value[cut:]
            known = (space in namespaces and name in namespaces[space]) or name in more.get(space, ())
            if not known:
                unknown.add(term.value)
    assert unknown == set()


def test_every_file_is_listed_with_its_size_and_checksum(built: Path) -> None:
    store = store_of(read_turtle(built / "void.ttl", "void.ttl").triples)
    told = rows(
        store,
        """SELECT ?url ?size ?sum { ?dataset dcat:distribution ?d . ?d dcat:downloadURL ?url ; dcat:byteSize ?size ;
            spdx:checksum [ spdx:checksumValue ?sum ] }""",
    )
    files = {path.name: path.read_bytes() for path in built.iterdir()}
    # A description cannot hold its own checksum, nor that of the manifest, which holds the description's.
    listed = sorted(files.keys() - {"manifest.json", "void.ttl"})
    root = current_release({}).iri
    assert told == [(f"{root}/{name}", str(len(files[name])), sha256(files[name]).hexdigest()) for name in listed]

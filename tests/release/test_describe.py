"""void.ttl: its numbers are those that a SPARQL engine counts, its terms exist, its checksums are true."""

import csv
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCAT, DCTERMS, PROV, RDF, RDFS, SKOS, VOID
from rdflib.namespace import DefinedNamespaceMeta

from oncotriples.graph.assembling import Loaded
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple, read_turtle
from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE
from oncotriples.release.describe import describe, description
from oncotriples.release.lookup import Lookup
from oncotriples.release.version import Release, current_release

_RELEASE = Release("1.2.3", date(2026, 1, 2))
# DCAT 3 takes its checksums from SPDX.
_SPDX = {"Checksum", "algorithm", "checksum", "checksumAlgorithm_sha256", "checksumValue"}
# New in DCAT 3; rdflib has DCAT 2.
_DCAT_3 = {"isVersionOf", "version"}


@pytest.fixture(scope="module")
def store(loaded: Loaded) -> ox.Store:
    """The description, and beside it in named graphs what it describes."""
    held = _store(describe(_RELEASE, loaded.dataset, Lookup(loaded.dataset.union), ()))
    held.bulk_extend(loaded.dataset.quads())
    return held


def _store(triples: Iterable[Triple]) -> ox.Store:
    held = ox.Store()
    held.extend(ox.Quad(*triple) for triple in triples)
    return held


def _rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    prefixes = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
    solutions = store.query(prefixes + query)
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted(tuple(term.value for term in row) for row in solutions)


def _same(store: ox.Store, told: str, counted: str) -> None:
    rows = _rows(store, told)
    assert rows
    assert rows == _rows(store, counted)


_ROOT = f"<{_RELEASE.iri}>"


def test_the_whole_is_counted(store: ox.Store) -> None:
    told = """SELECT ?t ?s ?o ?e { %s void:triples ?t ; void:distinctSubjects ?s ; void:distinctObjects ?o ;
        void:entities ?e }"""
    counted = """SELECT (COUNT(*) AS ?t) (COUNT(DISTINCT ?a) AS ?s) (COUNT(DISTINCT ?b) AS ?o)
        (COUNT(DISTINCT IF(STRSTARTS(STR(?a), "%s"), ?a, ?unbound)) AS ?e)
        { SELECT DISTINCT ?a ?p ?b { GRAPH ?g { ?a ?p ?b } } }"""
    _same(store, told % _ROOT, counted % BASE)


def test_each_class_is_counted(store: ox.Store) -> None:
    _same(
        store,
        f"SELECT ?c ?n {{ {_ROOT} void:classPartition [ void:class ?c ; void:entities ?n ] }}",
        "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?c } } GROUP BY ?c",
    )


def test_each_property_is_counted(store: ox.Store) -> None:
    _same(
        store,
        f"""SELECT ?p ?t ?s ?o {{ {_ROOT} void:propertyPartition [ void:property ?p ; void:triples ?t ;
            void:distinctSubjects ?s ; void:distinctObjects ?o ] }}""",
        """SELECT ?p (COUNT(*) AS ?t) (COUNT(DISTINCT ?a) AS ?s) (COUNT(DISTINCT ?b) AS ?o)
            { SELECT DISTINCT ?a ?p ?b { GRAPH ?g { ?a ?p ?b } } } GROUP BY ?p""",
    )


def test_the_triples_of_a_class_are_those_of_its_instances(store: ox.Store) -> None:
    _same(
        store,
        f"SELECT ?t {{ {_ROOT} void:classPartition [ void:class onct:ActivityAssertion ; void:triples ?t ] }}",
        """SELECT (COUNT(*) AS ?t) { SELECT DISTINCT ?a ?p ?b
            { GRAPH ?g { ?a a onct:ActivityAssertion } GRAPH ?h { ?a ?p ?b } } }""",
    )


def test_each_named_graph_is_a_subset(store: ox.Store) -> None:
    _same(
        store,
        f"SELECT ?g ?t {{ {_ROOT} void:subset ?g . ?g void:triples ?t FILTER NOT EXISTS {{ ?g a void:Linkset }} }}",
        "SELECT ?g (COUNT(*) AS ?t) { GRAPH ?g { ?a ?p ?b } } GROUP BY ?g",
    )


def test_each_mapping_is_in_one_linkset(store: ox.Store, loaded: Loaded) -> None:
    lines = (loaded.sources.kg / "mappings.sssom.tsv").read_text(encoding="utf-8").splitlines()
    mappings = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    rows = _rows(
        store,
        f"SELECT ?s ?n {{ {_ROOT} void:subset ?s . ?s a void:Linkset ; void:linkPredicate ?p ; void:triples ?n }}",
    )
    assert len(rows) == len({(mapping["object_source"], mapping["predicate_id"]) for mapping in mappings})
    assert sum(int(count) for _, count in rows) == len(mappings)


def test_an_example_is_in_the_graph(store: ox.Store) -> None:
    examples = _rows(store, f"SELECT DISTINCT ?e {{ {_ROOT} void:exampleResource ?e . GRAPH ?g {{ ?e ?p ?o }} }}")
    assert len(examples) == len(_rows(store, f"SELECT ?e {{ {_ROOT} void:exampleResource ?e }}")) >= 5


def test_the_source_is_named_with_its_date_and_no_claim_on_its_name(store: ox.Store) -> None:
    [(title, text, note)] = _rows(
        store, f"SELECT * {{ {_ROOT} dcterms:title ?a ; dcterms:description ?b ; skos:scopeNote ?c }} ORDER BY ?a"
    )
    assert "PDQ" not in title
    assert text.startswith("22 claims")
    assert "an extract from NCI's PDQ® summary" in text
    assert "as of: undated, not before 2013" in text
    assert "does not endorse" in note
    assert note.endswith("Not medical advice.")


def test_the_edition_is_what_it_was_made_from(store: ox.Store) -> None:
    edition = f"{BASE}document/child-soft-tissue-treatment/undated-e3c5bd3b"
    assert _rows(store, f"SELECT ?e {{ {_ROOT} prov:wasDerivedFrom ?e }}") == [(edition,)]
    assert _rows(store, f"SELECT ?e {{ {_ROOT} prov:wasGeneratedBy/prov:used ?e }}") == [(edition,)]


def test_a_dated_edition_is_told_by_its_date() -> None:
    edition, summary = ox.NamedNode(f"{BASE}document/a/2025-03-04"), ox.NamedNode(f"{BASE}document/a")
    triples = [
        Triple(edition, ox.NamedNode(RDF_TYPE), ox.NamedNode(f"{ONCT}SummaryEdition")),
        Triple(edition, ox.NamedNode(f"{ONCT}editionDate"), ox.Literal("2025-03-04")),
        Triple(edition, ox.NamedNode(str(DCTERMS.isVersionOf)), summary),
        Triple(summary, ox.NamedNode(str(SKOS.prefLabel)), ox.Literal("NCI's PDQ® summary on a")),
    ]
    text = description(_RELEASE, Dataset.of({f"{BASE}graph/g": triples}), Lookup(triples), ())
    assert "an extract from NCI's PDQ® summary on a (as of: 2025-03-04)." in text


def test_there_are_no_blank_nodes_and_no_unknown_terms(built: Path) -> None:
    described = read_turtle(built / "void.ttl", "void.ttl").triples
    namespaces: dict[str, DefinedNamespaceMeta] = {
        str(space): space for space in (DCAT, DCTERMS, PROV, RDF, RDFS, SKOS, VOID)
    }
    more = {PREFIXES["spdx"]: _SPDX, PREFIXES["dcat"]: _DCAT_3}
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
    store = _store(read_turtle(built / "void.ttl", "void.ttl").triples)
    told = _rows(
        store,
        """SELECT ?url ?size ?sum { ?dataset dcat:distribution ?d . ?d dcat:downloadURL ?url ; dcat:byteSize ?size ;
            spdx:checksum [ spdx:checksumValue ?sum ] }""",
    )
    files = {path.name: path.read_bytes() for path in built.iterdir()}
    # A description cannot hold its own checksum, nor that of the manifest, which holds the description's.
    listed = sorted(files.keys() - {"manifest.json", "void.ttl"})
    root = current_release({}).iri
    assert told == [(f"{root}/{name}", str(len(files[name])), sha256(files[name]).hexdigest()) for name in listed]

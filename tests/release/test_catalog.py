"""The catalog keeps DCAT 3, and what portals ask beyond it; every file has its place there."""

from hashlib import sha256

import pyoxigraph as ox
import pytest
from described import FORMER, RELEASE, released, rows, store_of

from oncotriples.errors import InputError
from oncotriples.graph.assembling import Loaded
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE
from oncotriples.release.describe import describe
from oncotriples.release.distributions import graph_file
from oncotriples.release.lookup import Lookup
from oncotriples.release.manifest import entries

# Class, property, least and greatest number of values: what DCAT-AP 3 wants of a catalog that it takes over.
_PORTALS = """
dcat:Catalog      dcterms:title       1 9
dcat:Catalog      dcterms:description 1 9
dcat:Catalog      dcterms:publisher   1 1
dcat:Catalog      dcterms:license     0 1
dcat:Catalog      dcat:dataset        1 9
dcat:Catalog      foaf:homepage       0 1
dcat:Dataset      dcterms:title       1 9
dcat:Dataset      dcterms:description 1 9
dcat:Dataset      dcterms:publisher   1 1
dcat:Dataset      dcterms:issued      0 1
dcat:Dataset      dcat:version        0 1
dcat:Distribution dcat:accessURL      1 1
dcat:Distribution dcat:downloadURL    1 1
dcat:Distribution dcterms:format      1 1
dcat:Distribution dcat:mediaType      1 1
dcat:Distribution dcat:compressFormat 0 1
dcat:Distribution dcat:byteSize       1 1
dcat:Distribution spdx:checksum       1 1
dcat:Distribution dcterms:license     1 1
dcat:Distribution dcterms:rights      0 1
dcat:Distribution dcterms:issued      0 1
spdx:Checksum     spdx:algorithm      1 1
spdx:Checksum     spdx:checksumValue  1 1
foaf:Agent        foaf:name           1 1
"""


@pytest.fixture(scope="module")
def triples(loaded: Loaded) -> tuple[Triple, ...]:
    return released(loaded.dataset)


@pytest.mark.parametrize("line", _PORTALS.strip().splitlines())
def test_a_portal_finds_what_it_asks_for(line: str, triples: tuple[Triple, ...]) -> None:
    cls, name, least, most = line.split()
    counts = rows(
        store_of(triples), f"SELECT ?n (COUNT(?v) AS ?c) {{ ?n a {cls} OPTIONAL {{ ?n {name} ?v }} }} GROUP BY ?n"
    )
    assert counts
    assert [row for row in counts if not int(least) <= int(row[1]) <= int(most)] == []


def test_the_catalog_has_the_dataset_its_versions_and_what_stands_beside(triples: tuple[Triple, ...]) -> None:
    datasets = rows(store_of(triples), "SELECT ?d { ?c a dcat:Catalog ; dcat:dataset ?d }")
    beside = ("candidates", "changes", "model", "notice", "questions", "validation")
    assert datasets == sorted(
        (iri,)
        for iri in (f"{BASE}dataset", FORMER.root, RELEASE.iri, *(f"{RELEASE.iri}#{fragment}" for fragment in beside))
    )


def test_each_file_is_a_distribution_of_one_dataset(triples: tuple[Triple, ...], loaded: Loaded) -> None:
    told = rows(
        store_of(triples),
        """SELECT ?dataset ?url ?size ?sum { ?dataset dcat:distribution [ dcat:downloadURL ?url ; dcat:byteSize ?size ;
            spdx:checksum [ spdx:checksumValue ?sum ] ] }""",
    )
    places = {url.removeprefix(f"{RELEASE.iri}/"): dataset.removeprefix(RELEASE.iri) for dataset, url, *_ in told}
    assert len(told) == len(places)
    own = {name for name, dataset in places.items() if dataset == ""}
    assert own == {
        *("assertions.csv", "oncotriples.jsonld.gz", "oncotriples.nq.gz", "oncotriples.ttl.gz"),
        *map(graph_file, loaded.dataset.graphs),
    }
    assert {name: dataset for name, dataset in places.items() if dataset and "changes" not in name} == {
        "candidates.nq.gz": "#candidates",
        "codes.ttl": "#model",
        "context.jsonld": "#model",
        "NOTICE.txt": "#notice",
        "ontology.ttl": "#model",
        "queries.ttl": "#questions",
        "queries/evidence/all-assertions.rq": "#questions",
        "shapes.ttl": "#model",
        "validation.ttl": "#validation",
        "validation.txt": "#validation",
    }
    for _, url, size, checksum in told:
        content = url.removeprefix(f"{RELEASE.iri}/").encode()
        assert (int(size), checksum) == (len(content), sha256(content).hexdigest())


def test_a_packed_file_has_the_media_type_of_what_is_in_it(triples: tuple[Triple, ...]) -> None:
    types = "https://www.iana.org/assignments/media-types/"
    store = store_of(triples)
    graph = f"<{RELEASE.iri}#oncotriples.nq.gz>"
    assert rows(store, f"SELECT ?m ?c {{ {graph} dcat:mediaType ?m ; dcat:compressFormat ?c }}") == [
        (f"{types}application/n-quads", f"{types}application/gzip")
    ]
    packed = {file for (file,) in rows(store, "SELECT ?d { ?d dcat:compressFormat ?c }")}
    assert {file.endswith(".gz") for file in packed} == {True}


def test_the_file_of_a_named_graph_is_its_dump() -> None:
    graph = f"{BASE}graph/document/gist-treatment/2024-12-13"
    assert graph_file(graph) == "graphs/document.gist-treatment.2024-12-13.nq.gz"
    said = Triple(ox.NamedNode(BASE), ox.NamedNode(f"{BASE}p"), ox.NamedNode(BASE))
    store = store_of(released(Dataset.of({graph: [said]})))
    assert rows(store, f"SELECT ?d {{ <{graph}> void:dataDump ?d }}") == [
        (f"{RELEASE.iri}/graphs/document.gist-treatment.2024-12-13.nq.gz",)
    ]


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("poster.ttl", r"^poster\.ttl: the catalog of a release has no place for it"),
        ("oncotriples.exe", r"^oncotriples\.exe: a release has no files of this kind"),
        ("graphs/no-such.nq.gz", r"^graphs/no-such\.nq\.gz: the dataset has no such named graph"),
        ("model.txt", r"^model\.txt: the catalog of a release has no place for it"),
    ],
)
def test_a_file_that_nobody_knows_is_refused(file: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        describe(RELEASE, Dataset.of({}), Lookup(()), entries({file: b""}))

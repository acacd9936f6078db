"""Records as part of the graph: each document in its own graphs, one literature, nothing recorded twice."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from oncotriples import iris
from oncotriples.errors import InputError, SourceSyntaxError
from oncotriples.evidence.jsonl import dump_records
from oncotriples.evidence.records import Candidate, Document, Group, Passage, Pointer, Record, Reference, Section
from oncotriples.graph.mapped import Mapped
from oncotriples.graph.reading import Triple
from oncotriples.graph.records import LITERATURE, RecordFile, known_works, map_records, read_records
from oncotriples.namespaces import BASE, PREFIXES

ENTRY = "Aster B, Clover D: Glimmer cells in adults. J Invented Oncol 7 (2): 33-40, 1993."
REFERENCES = f"{PREFIXES['biro']}references"


def document(edition: str = "2025-01-31", *, entry: str = ENTRY, pmid: str = "") -> RecordFile:
    records: tuple[Record, ...] = (
        Document("glimmer-treatment", edition, "Glimmer Cell Tumor Treatment (PDQ®)", "markdown", "0" * 64),
        Section("1", "Options"),
        Passage("1-1.1", "1", 1, 0, 9, "1" * 64, groups=(Group(1, 9, (Pointer(1, "1-1"),)),)),
        Reference("1-1", 1, entry, pmid),
        Candidate("agent/imatinib", "subtype/chordoma", "1-1.1", (1,)),
    )
    return RecordFile(f"kg/records/glimmer-treatment.{edition}.jsonl", records)


def curated(text: str) -> dict[str, tuple[Triple, ...]]:
    prefixes = "".join(f"@prefix {name}: <{iri}> . " for name, iri in PREFIXES.items())
    quads = ox.parse(f"@base <{BASE}> . {prefixes} {text}", format=ox.RdfFormat.TURTLE)
    return {LITERATURE: tuple(quad.triple for quad in quads)}


def cited(mapped: Mapped) -> list[str]:
    return [
        str(triple.object)
        for triples in mapped.graphs.values()
        for triple in triples
        if triple.predicate.value == REFERENCES
    ]


def test_a_document_and_its_literature_go_into_graphs_of_their_own() -> None:
    one, literature = map_records([document()], {})
    assert sorted(one.graphs) == [
        f"{BASE}graph/candidates/glimmer-treatment",
        f"{BASE}graph/document/glimmer-treatment/2025-01-31",
    ]
    assert list(literature.graphs) == [LITERATURE]
    assert f"{BASE}document/glimmer-treatment/2025-01-31/passage/1-1.1" in one.subjects
    assert not any("/candidate/" in subject for subject in one.subjects)


def test_an_entry_without_pmid_is_joined_to_the_article_with_the_same_key() -> None:
    first, second, literature = map_records([document(pmid="90000001"), document("2025-02-28")], {})
    assert cited(first) == cited(second) == [f"<{BASE}citation/pmid/90000001>"]
    assert {subject for subject in literature.subjects if "/citation/" in subject} == {f"{BASE}citation/pmid/90000001"}


def test_what_people_recorded_is_not_recorded_again_and_their_key_counts() -> None:
    graphs = curated(
        f'<citation/pmid/90000001> a fabio:JournalArticle . <e/reference/1-1> dcterms:bibliographicCitation "{ENTRY}" ;'
        " biro:references <citation/pmid/90000001> . <journal/j-invented-oncol> a fabio:Journal ."
    )
    assert list(known_works(graphs).values()) == ["citation/pmid/90000001"]
    (one,) = map_records([document()], graphs)
    assert cited(one) == [f"<{BASE}citation/pmid/90000001>"]


def test_of_two_files_of_one_edition_the_later_one_counts() -> None:
    first, *rest = document(pmid="90000001").records
    other = RecordFile("elsewhere.jsonl", (replace(first, digest="f" * 64), *rest))  # type: ignore[arg-type]
    one, *_ = found = map_records([document(), other], {})
    assert found == map_records([other], {})
    assert (one.name, cited(one)) == ("elsewhere.jsonl", [f"<{BASE}citation/pmid/90000001>"])


def test_what_people_named_gets_no_second_name() -> None:
    edition = ox.NamedNode(iris.edition("glimmer-treatment", "2025-01-31"))
    label = ox.NamedNode(f"{PREFIXES['skos']}prefLabel")
    curated = {"urn:x": (ox.Triple(edition, label, ox.Literal("Ours", language="en")),)}
    without, named = (
        {
            triple
            for mapped in map_records([document()], graphs)
            for triples in mapped.graphs.values()
            for triple in triples
        }
        for graphs in (curated, {})
    )
    assert {triple.subject for triple in named - without} == {edition}
    assert {triple.predicate for triple in named - without} == {label}


def test_records_are_read_back_and_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(dump_records(document().records), encoding="utf-8")
    assert read_records(path, "x.jsonl").records == document().records
    path.write_text('{"type":"section","key":"1","title":"Options"}\n{"type":"sectoin"}\n', encoding="utf-8")
    with pytest.raises(SourceSyntaxError, match=r"x\.jsonl:2"):
        read_records(path, "x.jsonl")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="is not UTF-8"):
        read_records(path, "x.jsonl")

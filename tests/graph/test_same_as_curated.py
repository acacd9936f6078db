"""The section that was curated by hand, compiled from its text page: the same quads, and its table as candidates."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest
from support import needs_shared

from oncotriples import iris
from oncotriples.documents.read import RawDocument
from oncotriples.evidence.lexicon import lexicon_of
from oncotriples.evidence.mentions import Finder
from oncotriples.graph.level_codes import level_index
from oncotriples.graph.lexicon_terms import lexicon_entries
from oncotriples.graph.mapped import Mapped
from oncotriples.graph.records import RecordFile, map_records
from oncotriples.ingestion.processing import Tools, process
from oncotriples.namespaces import PREFIXES

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

SUMMARY = iris.summary("child-soft-tissue-treatment")
EDITION = iris.edition("child-soft-tissue-treatment", "undated-e3c5bd3b")
GRAPH = iris.graph("document/child-soft-tissue-treatment/undated-e3c5bd3b")
CANDIDATES = iris.graph("candidates/child-soft-tissue-treatment")

Triples = set[tuple[str, str, str]]

CURATED_ONLY = {
    # What the summary and the edition are called in the graph, and what a curator found out about them elsewhere.
    ("summary", "skos:prefLabel"),
    ("summary", "dcterms:title"),
    ("summary", "dcat:landingPage"),
    ("edition", "skos:prefLabel"),
    ("edition", "skos:scopeNote"),
    # Who reproduced the page, and on which terms: it says so below its text, which is left out.
    ("edition", "onct:readFrom"),
    ("reproduction", "rdf:type"),
    ("reproduction", "skos:prefLabel"),
    ("reproduction", "skos:scopeNote"),
    ("reproduction", "dcterms:publisher"),
    ("reproduction", "dcterms:rights"),
    ("reproduction", "prov:wasAttributedTo"),
    ("reproduction", "prov:wasDerivedFrom"),
    # What a curator read out of the table, and thinks of it.
    ("row", "skos:prefLabel"),
    ("table", "skos:editorialNote"),
    # What a sentence advises, which is a matter of judgement.
    ("trial-search", "rdf:type"),
    ("trial-search", "skos:prefLabel"),
    ("trial-search", "skos:definition"),
    ("trial-search", "onct:situation"),
    ("trial-search", "onct:searchFacet"),
    ("trial-search", "dcterms:isPartOf"),
    ("trial-search", "dcterms:publisher"),
}
COMPILED_ONLY = {
    # These depend on the lexicon, which grows.
    ("passage", "onct:mentions"),
}


@pytest.fixture(scope="module")
def compiled(loaded: "Loaded") -> tuple[Mapped, ...]:
    """What a build would make of the text page, if its records stood in kg/records/."""
    triples = [triple for file in loaded.files for triple in file.triples]
    title = f"{PREFIXES['dcterms']}title"
    titles = {
        str(getattr(triple.object, "value", "")): "child-soft-tissue-treatment"
        for triple in triples
        if getattr(triple.subject, "value", "") == SUMMARY and triple.predicate.value == title
    }
    tools = Tools(level_index(loaded.codes), Finder(lexicon_of(lexicon_entries(triples))), titles)
    page = needs_shared() / "documents/childhood-sts-metastatic.txt"
    processed = process(RawDocument(page.name, page), tools)
    assert processed.problems == ()
    return map_records([RecordFile(page.name, processed.records)], loaded.dataset.graphs)


def plain(triples: Iterable[object]) -> Triples:
    return {
        (triple.subject.value, triple.predicate.value, str(triple.object))  # type: ignore[attr-defined]
        for triple in triples
    }


def kinds(triples: Triples) -> set[tuple[str, str]]:
    """What the subjects of triples are, by their places in the edition, and the predicates that they have."""
    prefixes = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))
    found = set()
    for subject, predicate, _ in triples:
        kind = {SUMMARY: "summary", EDITION: "edition"}.get(subject) or subject.removeprefix(f"{EDITION}/").split("/")[
            0
        ]
        prefix, namespace = next((prefix, space) for prefix, space in prefixes if predicate.startswith(space))
        found.add((kind, f"{prefix}:{predicate.removeprefix(namespace)}"))
    return found


def test_the_text_page_gives_the_quads_that_were_curated(loaded: "Loaded", compiled: tuple[Mapped, ...]) -> None:
    curated = plain(loaded.dataset.graphs[GRAPH])
    ours = plain(compiled[0].graphs[GRAPH])
    assert kinds(curated - ours) == CURATED_ONLY
    assert kinds(ours - curated) == COMPILED_ONLY
    assert len(curated & ours) > 490


def test_it_says_nothing_elsewhere(compiled: tuple[Mapped, ...]) -> None:
    assert set(compiled[0].graphs) == {GRAPH, CANDIDATES}


def test_works_that_were_recorded_by_hand_get_no_second_record(compiled: tuple[Mapped, ...]) -> None:
    assert compiled[1:] == ()


def test_the_rows_of_the_table_are_candidates(loaded: "Loaded", compiled: tuple[Mapped, ...]) -> None:
    onct = PREFIXES["onct"]
    proposed = _pairs(plain(compiled[0].graphs[CANDIDATES]), f"{onct}foundIn")
    assertions = loaded.dataset.graphs[iris.graph("curated/child-soft-tissue-treatment")]
    curated = _pairs(plain(assertions), f"{onct}statedIn")
    assert len(curated) == 8
    assert proposed == curated


def _pairs(triples: Triples, place: str) -> set[tuple[str, str, str]]:
    """The agent, the tumor subtype and the place of whatever has all three."""
    onct = PREFIXES["onct"]
    values: dict[str, dict[str, str]] = {}
    for subject, predicate, value in triples:
        values.setdefault(subject, {})[predicate] = value
    wanted = (f"{onct}agent", f"{onct}tumorSubtype", place)
    return {
        (held[wanted[0]], held[wanted[1]], held[wanted[2]])
        for held in values.values()
        if all(predicate in held for predicate in wanted)
    }

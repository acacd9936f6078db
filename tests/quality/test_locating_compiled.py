"""Findings about what was compiled from documents: told at the record's line."""

from dataclasses import replace
from pathlib import Path

import pytest
from support import ROOT, curated_sources

from oncotriples.evidence.jsonl import dump_records
from oncotriples.evidence.records import Document, Group, LevelMark, Passage, Pointer, Record, Reference, Section
from oncotriples.graph.assembling import Loaded, load_sources, record_paths
from oncotriples.quality.findings import Finding
from oncotriples.quality.locating_compiled import CompiledLocator
from oncotriples.quality.validating import validate
from oncotriples.sources import Sources

EDITION = "https://w3id.org/oncotriples/document/glimmer-treatment/2025-01-31"
CLAIM = """@base <https://w3id.org/oncotriples/> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix onct: <https://w3id.org/oncotriples/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<assertion/glimmer-treatment/imatinib-chordoma>
    a onct:ActivityAssertion ;
    skos:prefLabel "Imatinib has activity against chordoma, an invented summary says."@en ;
    onct:agent <agent/imatinib> ;
    onct:tumorSubtype <subtype/chordoma> ;
    onct:polarity <code/polarity/positive> ;
    onct:statedIn <EDITION/passage/1-1.1> ;
    onct:supportedBy <EDITION/pointer/1> ;
    cito:citesAsEvidence <citation/pmid/90000001> ;
.
"""
GOOD: tuple[Record, ...] = (
    Document("glimmer-treatment", "2025-01-31", "Glimmer Cell Tumor Treatment (PDQ®)", "markdown", "0" * 64),
    Section("1", "Options"),
    Passage("1-1.1", "1", 1, 0, 9, "1" * 64, marks=(LevelMark(1, 9, "treatment/C1", "C1"),)),
    Reference("1-1", 1, "Aster B: Glimmer cells. J Invented Oncol 7 (2): 33-40, 1993.", "90000001"),
)


def loaded_with(folder: Path, *documents: tuple[Record, ...]) -> Loaded:
    paths = []
    for number, records in enumerate(documents):
        paths.append(folder / f"{number}.jsonl")
        paths[-1].write_text(dump_records(records), encoding="utf-8")
    return load_sources(Sources(ROOT), paths)


def bad() -> tuple[Record, ...]:
    """A level that no scale has, a digest that is none, and a passage that ends before it starts."""
    mark = LevelMark(1, 9, "treatment/Z9", "Z9")
    return (*GOOD[:2], Passage("1-1.1", "1", 1, 7, 3, "no digest", marks=(mark,)), GOOD[3])


def told(findings: tuple[Finding, ...]) -> set[tuple[str, str, str]]:
    return {(finding.rule, finding.subject, finding.value) for finding in findings}


def test_what_is_in_order_has_no_finding(tmp_path: Path) -> None:
    assert told(validate(loaded_with(tmp_path, GOOD))) == told(validate(load_sources(Sources(ROOT))))


def test_findings_stand_at_the_records_line(tmp_path: Path) -> None:
    first = replace(GOOD[0], summary="marble-treatment")  # type: ignore[arg-type]
    loaded = loaded_with(tmp_path, bad(), (first, *GOOD[1:]))
    found = [finding for finding in validate(loaded) if finding.subject.startswith(EDITION)]
    assert {finding.rule.split("/", 1)[0] for finding in found} >= {"PassageShape", "LevelMarkShape"}
    assert {(Path(finding.file).name, finding.line) for finding in found} == {("0.jsonl", 3)}


def test_the_whole_graph_is_validated(tmp_path: Path) -> None:
    whole = validate(loaded_with(tmp_path, bad()))
    alone = validate(load_sources(Sources(ROOT)))
    more = told(whole) - told(alone)
    assert told(alone) <= told(whole)
    assert {subject for _, subject, _ in more} == {f"{EDITION}/passage/1-1.1", f"{EDITION}/mark/1"}
    assert all(finding.line == 3 for finding in whole if finding.subject.startswith(EDITION))


@pytest.mark.parametrize(
    ("path", "line"),
    [("", 1), ("/section/1", 2), ("/passage/1-1.1", 3), ("/mark/1", 3), ("/reference/1-1", 4), ("/mark/2", None)],
)
def test_a_subject_is_found_at_its_record(tmp_path: Path, path: str, line: int | None) -> None:
    loaded = loaded_with(tmp_path, GOOD)
    locate = CompiledLocator(loaded.compiled)
    assert locate(EDITION + path) == (loaded.compiled[0].name, line)
    assert locate("https://w3id.org/oncotriples/citation/pmid/90000001") == ("literature of the records", None)
    assert locate("https://w3id.org/oncotriples/agent/imatinib") == ("", None)


def test_a_claim_may_rest_on_a_compiled_document(tmp_path: Path) -> None:
    """Pointer, entry and article of the claim are compiled; the path between them is judged all the same."""
    pointer = Group(1, 9, (Pointer(1, "1-1"),))
    passage = Passage("1-1.1", "1", 1, 0, 9, "1" * 64, groups=(pointer,))
    records = (GOOD[0], GOOD[1], passage, GOOD[3])
    root = curated_sources(tmp_path / "sources")
    (root / "kg" / "records").mkdir()
    (root / "kg" / "records" / "glimmer.jsonl").write_text(dump_records(records), encoding="utf-8")
    claim = root / "kg" / "evidence" / "glimmer-treatment.ttl"
    statement = CLAIM.replace("EDITION", EDITION)
    claim.write_text(statement, encoding="utf-8")
    sources = Sources(root)
    assert [f for f in validate(load_sources(sources, record_paths(sources))) if not f.accepted] == []
    claim.write_text(statement.replace("pmid/90000001", "pmid/22331945"), encoding="utf-8")
    found = [f for f in validate(load_sources(sources, record_paths(sources))) if not f.accepted]
    assert any("exactly the articles" in f.message for f in found)

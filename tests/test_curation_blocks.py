"""Chosen candidates as frames of claims: right, appended, and not valid until a person has filled them in."""

from pathlib import Path

import pytest
from support import curated_sources

from oncotriples.curation import Proposal, candidates_of
from oncotriples.curation_blocks import claims_of, with_claims, write_claims
from oncotriples.errors import InputError, MachineError, UnknownNameError
from oncotriples.evidence.records import Candidate, Document, Group, LevelMark, Passage, Pointer, Record, Reference
from oncotriples.graph.assembling import Loaded, load_sources
from oncotriples.quality.findings import Severity
from oncotriples.quality.validating import validate_file
from oncotriples.sources import Sources

SUMMARY, EDITION = "child-soft-tissue-treatment", "undated-e3c5bd3b"
PLACE = f"document/{SUMMARY}/{EDITION}"
EVIDENCE = f"kg/evidence/{SUMMARY}.ttl"
RECORDS: tuple[Record, ...] = (
    Document(SUMMARY, EDITION, "A sample", "text", "0" * 64),
    Passage(
        "1.1-1.3", "1.1", 3, 0, 9, "0" * 64,
        (Group(3, 9, (Pointer(10, "1-9"),)),), (LevelMark(1, 9, "treatment-legacy/3iiiA", "3iiiA", 3),),
    ),
    Passage(
        "1-2.1", "1", 2, 0, 9, "0" * 64, (Group(1, 9, (Pointer(1, "1-1"), Pointer(2, "1-2"))),),
        (LevelMark(1, 9, "treatment-legacy/3iiiA", "3iiiA", 1), LevelMark(2, 9, "treatment/C1", "C1", 1)),
    ),
    Reference("1-9", 9, "One", "23583130"),
    Candidate("agent/imatinib", "subtype/synovial-sarcoma", "1.1-1.3", (3,)),
    Candidate("agent/imatinib", "subtype/chordoma", "row-1.7"),
    Candidate("agent/sirolimus", "subtype/synovial-sarcoma", "1-2.1", (1,)),
    Candidate("term/CDR0000000001", "subtype/chordoma", "row-1.7"),
    Candidate("agent/imatinib", "term/CDR0000000002", "row-1.7"),
    Candidate("agent/imatinib", "subtype/chordoma", "row-1.99"),
)  # fmt: skip


@pytest.fixture(scope="module")
def found(loaded: Loaded) -> tuple[Proposal, ...]:
    return candidates_of([RECORDS], loaded.dataset.union).proposals


@pytest.fixture
def copied(tmp_path: Path) -> Sources:
    """The sources in a folder where they may be written to."""
    return Sources(curated_sources(tmp_path))


def test_a_frame_says_what_is_known(loaded: Loaded, found: tuple[Proposal, ...]) -> None:
    text = with_claims(loaded, found[:1], "", "new.ttl")
    assert text == (
        "@base <https://w3id.org/oncotriples/> .\n"
        "@prefix cito: <http://purl.org/spar/cito/> .\n"
        "@prefix onct: <https://w3id.org/oncotriples/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "\n"
        "# TODO: read the source, then say in a label what it claims, no stronger; keep only its own pointers\n"
        "# still needs skos:prefLabel\n"
        "# still needs onct:polarity\n"
        f"<assertion/{SUMMARY}/imatinib-synovial-sarcoma>\n"
        "    a onct:ActivityAssertion ;\n"
        "    onct:agent <agent/imatinib> ;\n"
        "    onct:tumorSubtype <subtype/synovial-sarcoma> ;\n"
        f"    onct:statedIn <{PLACE}/passage/1.1-1.3> ;\n"
        f"    onct:supportedBy <{PLACE}/pointer/10> ;\n"
        "    cito:citesAsEvidence <citation/pmid/23583130> ;\n"
        "    onct:levelOfEvidence <level/treatment-legacy/3iiiA> ;\n"
        f"    onct:levelMark <{PLACE}/mark/1> ;\n"
        ".\n"
    )


def test_several_levels_are_left_to_the_curator(loaded: Loaded, found: tuple[Proposal, ...]) -> None:
    (claim,) = claims_of(found[2:3], loaded.dataset.union)
    assert claim.notes[1:] == (
        "TODO: several levels are printed here, take the claim's own: "
        "treatment-legacy/3iiiA (mark/1), treatment/C1 (mark/2)",
    )
    assert {name for name, _ in claim.values}.isdisjoint({"levelOfEvidence", "levelMark"})


def test_frames_stand_at_the_end_and_do_not_validate_until_filled_in(
    copied: Sources, found: tuple[Proposal, ...]
) -> None:
    path = copied.root / EVIDENCE
    before = path.read_text(encoding="utf-8")
    write_claims(load_sources(copied), found[:2], path)
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before + "\n# TODO")
    assert f"<assertion/{SUMMARY}/imatinib-chordoma-2>\n" in after, "the graph has that key already"
    assert f"# TODO: of this pair there is assertion/{SUMMARY}/imatinib-chordoma: keep this only if" in after
    findings = [one for one in validate_file(path, load_sources(copied)) if one.severity is Severity.VIOLATION]
    assert {(one.subject.rsplit("/", 1)[1], one.rule) for one in findings} == {
        (slug, f"EvidenceAssertionShape/{lacking}/MinCount")
        for slug in ("imatinib-synovial-sarcoma", "imatinib-chordoma-2")
        for lacking in ("skos:prefLabel", "onct:polarity")
    }
    empty = "    a onct:ActivityAssertion ;\n    onct:agent"
    for number in (1, 2):
        said = f'skos:prefLabel "Example {number}."@en ;\n    onct:polarity <code/polarity/neutral> ;\n    onct:agent'
        after = after.replace(empty, f"    a onct:ActivityAssertion ;\n    {said}", 1)
    path.write_text(after, encoding="utf-8")
    assert not [one for one in validate_file(path, load_sources(copied)) if one.severity is Severity.VIOLATION]


def test_keys_of_the_file_are_not_taken_again(loaded: Loaded, found: tuple[Proposal, ...], tmp_path: Path) -> None:
    path = tmp_path / f"{SUMMARY}.ttl"
    for _ in range(2):
        write_claims(loaded, [found[0], found[0]], path)
    text = path.read_text(encoding="utf-8")
    for key in ("sarcoma", "sarcoma-2", "sarcoma-3", "sarcoma-4"):
        assert text.count(f"<assertion/{SUMMARY}/imatinib-synovial-{key}>\n") == 1
    assert text.count("@base") == 1
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("number", "error", "says"),
    [
        (
            3,
            InputError,
            "candidate 4: term/CDR0000000001 is no agent of the graph\n  Mend: describe it in kg/agents.ttl",
        ),
        (
            4,
            InputError,
            "candidate 5: term/CDR0000000002 is no subtype of the graph\n  Mend: describe it in kg/subtypes.ttl",
        ),
        (5, UnknownNameError, f"there is no thing “{PLACE}/row/1.99”"),
    ],
)
def test_what_the_graph_does_not_have_is_refused(
    loaded: Loaded, found: tuple[Proposal, ...], tmp_path: Path, number: int, error: type[Exception], says: str
) -> None:
    path = tmp_path / f"{SUMMARY}.ttl"
    with pytest.raises(error, match=says):
        write_claims(loaded, found[number : number + 1], path)
    assert not path.exists()


def test_the_file_of_another_summary_is_refused(loaded: Loaded, found: tuple[Proposal, ...], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"other.ttl: the file of summary other cannot hold claims of {SUMMARY}"):
        write_claims(loaded, found[:1], tmp_path / "other.ttl")


def test_a_file_that_is_not_utf_8_is_left_alone(loaded: Loaded, found: tuple[Proposal, ...], tmp_path: Path) -> None:
    path = tmp_path / f"{SUMMARY}.ttl"
    path.write_bytes(b"# caf\xe9\n")
    with pytest.raises(InputError, match="byte 5 is not UTF-8"):
        write_claims(loaded, found[:1], path)
    assert path.read_bytes() == b"# caf\xe9\n"


def test_a_folder_that_is_not_there(loaded: Loaded, found: tuple[Proposal, ...], tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot be written"):
        write_claims(loaded, found[:1], tmp_path / "none" / f"{SUMMARY}.ttl")

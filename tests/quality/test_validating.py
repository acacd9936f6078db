"""The real graph, one bad file beside it, and one bad file in it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from judging import ROOT
from support import curated_sources

from oncotriples.errors import SourceSyntaxError
from oncotriples.graph.assembling import load_sources
from oncotriples.namespaces import BASE, ONCT, PREFIXES, XSD
from oncotriples.quality.findings import Finding, Severity, has_violations
from oncotriples.quality.validating import validate, validate_file
from oncotriples.sources import Sources

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

BAD = ROOT / "tests/data/quality/bad-statements.ttl"
EVIDENCE = "kg/evidence/child-soft-tissue-treatment.ttl"
FABIO, CITO, SKOS = PREFIXES["fabio"], PREFIXES["cito"], PREFIXES["skos"]


def line_of(path: Path, subject: str) -> int:
    """The line of a subject's block."""
    return path.read_text(encoding="utf-8").splitlines().index(f"<{subject}>") + 1


@pytest.fixture(scope="module")
def found(loaded: "Loaded") -> tuple[Finding, ...]:
    """What is wrong with the bad file, seen beside the real graph."""
    return validate_file(BAD, loaded)


CASES = [
    ("agent/misspelled-property", "undeclared-property", f"{ONCT}activeAgianst", f"<{BASE}subtype/chordoma>",
     "The ontology has no property onct:activeAgianst. Did you mean onct:reportedActiveAgainst?"),
    ("citation/key/prefixed-pmid", "JournalArticleShape/fabio:hasPubMedId/Pattern", f"{FABIO}hasPubMedId",
     '"PMID:123"', "Write at most one fabio:hasPubMedId: one to eight digits"),
    ("citation/key/zeros-before-pmid", "JournalArticleShape/fabio:hasPubMedId/Pattern", f"{FABIO}hasPubMedId",
     '"00123"', "Write at most one fabio:hasPubMedId: one to eight digits"),
    ("citation/key/year-with-a-letter", "ill-typed-literal", f"{FABIO}hasPublicationYear", f'"19x"^^<{XSD}gYear>',
     "“19x” is no xsd:gYear. Write it as 2014."),
    ("assertion/bad/bounds", "OutcomeAssertionShape/onct:lower/LessThanOrEquals", f"{ONCT}lower",
     f'"58.0"^^<{XSD}decimal>', "Write at most one onct:lower"),
    ("assertion/bad/code-of-another-list", "TreatmentStatementShape/onct:modality/Class", f"{ONCT}modality",
     f"<{BASE}code/role/standard>", "Take at most one onct:modality from ontology/codes/modality.ttl"),
    ("assertion/bad/code-in-no-list", "TreatmentStatementShape/onct:modality/Class", f"{ONCT}modality",
     f"<{BASE}code/modality/shuold>", "Take at most one onct:modality from ontology/codes/modality.ttl"),
    ("assertion/bad/code-in-no-list", "dangling-iri", f"{ONCT}modality", f"<{BASE}code/modality/shuold>",
     "Nothing describes code/modality/shuold. Did you mean code/modality/should?"),
    ("assertion/bad/dangling", "dangling-iri", f"{ONCT}agent", f"<{BASE}agent/imatinb>",
     "Nothing describes agent/imatinb. Did you mean agent/imatinib?"),
    ("assertion/bad/text-for-a-thing", "wrong-kind-of-value", f"{ONCT}agent", '"imatinib"',
     "The value of onct:agent must be a thing: write its IRI, such as <agent/…>."),
    ("subtype/chordoma-again", "same-label", f"{SKOS}prefLabel", '"chordoma"@en',
     "subtype/chordoma has the same label and is a onct:TumorSubtype too."),
    ("assertion/bad/cited-without-pointer",
     "EvidenceAssertionShape/(onct:supportedBy/c4o:denotes/biro:references)/Equals",
     f"(<{ONCT}supportedBy>/<{PREFIXES['c4o']}denotes>/<{PREFIXES['biro']}references>)",
     f"<{BASE}citation/pmid/20979472>", "Cite by cito:citesAsEvidence exactly the articles"),
    ("assertion/bad/level", "level-without-mark", f"{ONCT}levelOfEvidence", f"<{BASE}level/treatment/C1>",
     "No grade of this claim has this level."),
    ("assertion/bad/blank-node", "blank-node", f"{ONCT}study", "", "The graph has no blank nodes."),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "rule", "path", "value", "message"), CASES)
def test_one_mistake_a_block(
    found: tuple[Finding, ...], loaded: "Loaded", subject: str, rule: str, path: str, value: str, message: str
) -> None:
    matching = [finding for finding in found if (finding.subject, finding.rule) == (BASE + subject, rule)]
    (finding,) = matching
    assert finding.severity is Severity.VIOLATION
    assert (finding.file, finding.line) == (loaded.sources.name(BAD), line_of(BAD, subject))
    assert (finding.path, finding.value) == (path, value)
    assert finding.message.startswith(message)


def test_every_block_of_the_bad_file_is_tried_here() -> None:
    blocks = {line.strip("<>") for line in BAD.read_text(encoding="utf-8").splitlines() if line.startswith("<")}
    assert blocks == {subject for subject, *_ in CASES}


def test_of_other_files_only_what_the_bad_file_causes(found: tuple[Finding, ...], loaded: "Loaded") -> None:
    elsewhere = [finding for finding in found if finding.file != loaded.sources.name(BAD)]
    assert elsewhere == []


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        (
            "<agent/x>\n    skos:prefLabel 'x' .\n",
            2,
            5,
            "the prefix skos: has not been declared\n  Mend: declare it at the head of the file: @prefix skos: <…> .",
        ),
        ("<agent/x>\n    a <b> ;\n    <c> <d> <e> .\n", 3, 13, ""),
    ],
)
def test_syntax_error(tmp_path: Path, loaded: "Loaded", text: str, line: int, column: int, message: str) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceSyntaxError) as caught:
        validate_file(path, loaded)
    assert (caught.value.path, caught.value.line, caught.value.column) == (path.as_posix(), line, column)
    assert str(caught.value).casefold().startswith(f"{path.as_posix()}:{line}:{column}: {message}".casefold())


@pytest.fixture
def copied(tmp_path: Path) -> Sources:
    """The sources in a folder where they may be spoiled."""
    return Sources(curated_sources(tmp_path))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_file_of_the_sources_takes_its_own_place(copied: Sources) -> None:
    path = copied.root / EVIDENCE
    spoil(path, "onct:prognosis <code/prognosis/poor>", "onct:prognosis <code/prognosis/pour>")
    findings = validate_file(path, load_sources(copied))
    violations = {finding.rule: finding for finding in findings if finding.severity is Severity.VIOLATION}
    assert sorted(violations) == ["PrognosisAssertionShape/onct:prognosis/Class", "dangling-iri"]
    subject = "assertion/child-soft-tissue-treatment/prognosis-of-metastatic-disease"
    assert violations["dangling-iri"].place == f"{EVIDENCE}:{line_of(path, subject)}"
    warnings = [finding for finding in findings if finding.severity is Severity.WARNING]
    assert len(warnings) == 8
    assert all(warning.accepted and warning.file == EVIDENCE for warning in warnings)


def test_a_file_that_spoils_another_is_told_so(copied: Sources) -> None:
    path = copied.kg / "documents/child-soft-tissue-treatment.ttl"
    pointer = "document/child-soft-tissue-treatment/undated-e3c5bd3b/pointer/10"
    block = path.read_text(encoding="utf-8").split(f"\n<{pointer}>\n")[1].split("\n.\n")[0]
    spoil(path, block, block.replace("passage/1.1-1.3>", "passage/1.1-1.1>"))
    findings = [finding for finding in validate_file(path, load_sources(copied)) if finding.rule == "pointer-elsewhere"]
    assert [(finding.file, finding.value) for finding in findings] == [(EVIDENCE, f"<{BASE}{pointer}>")]


def test_the_list_of_known_gaps_must_stay_true(copied: Sources) -> None:
    gaps = copied.kg / "known-gaps.tsv"
    gaps.write_text(gaps.read_text(encoding="utf-8") + "no-such-rule\tagent/imatinib\tfor the test\n", encoding="utf-8")
    (stale,) = [finding for finding in validate(load_sources(copied)) if finding.rule == "stale-gap"]
    last = len(gaps.read_text(encoding="utf-8").splitlines())
    assert (stale.place, stale.subject) == (f"kg/known-gaps.tsv:{last}", f"{BASE}agent/imatinib")


def test_the_real_graph_has_no_violations_and_every_warning_has_its_reason(loaded: "Loaded") -> None:
    findings = validate(loaded)
    assert not has_violations(findings)
    assert all(finding.accepted and finding.line for finding in findings)
    uncited = "EvidenceAssertionShape/cito:citesAsEvidence/MinCount"
    assert sum(1 for finding in findings if finding.rule == uncited) == 8
    assert sum(1 for finding in findings if finding.rule == "JournalArticlePubMedShape/Or") == 1

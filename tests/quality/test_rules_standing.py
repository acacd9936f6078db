"""Each rule about the standing of articles: what fires, what does not, and what the list of known gaps may accept."""

from pathlib import Path

import pytest
from judging import HEAD_LINES, findings_of
from sample_standings import KEY, plant_standings
from support import curated_sources

from oncotriples.graph.assembling import load_sources
from oncotriples.namespaces import BASE, ONCT, PREFIXES
from oncotriples.quality.findings import Finding, Severity, has_violations
from oncotriples.quality.rules_standing import STANDING_RULES
from oncotriples.quality.validating import validate
from oncotriples.sources import find_sources

CITES = f"{PREFIXES['cito']}citesAsEvidence"
ARTICLES = "".join(
    f"\n<{name}> onct:standing <code/standing/{standing}> ."
    for name, standing in {
        "gone": "retracted",
        "gone-too": "retracted",
        "doubted": "expression-of-concern",
        "mended": "corrected",
        "good": "standing",
        "new": "not-checked",
        "unknown": "not-indexed",
    }.items()
)
CLAIM = "assertion/child-soft-tissue-treatment"


def told(rule: str, text: str) -> list[tuple[str, str, str]]:
    """The subject, path and value of each finding."""
    return [
        (one.subject.removeprefix(BASE), one.path, one.value.replace(BASE, ""))
        for one in findings_of(rule, text + ARTICLES)
    ]


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("rests-on-retracted", "<c> cito:citesAsEvidence <gone> .", [("c", CITES, "<gone>")]),
        ("rests-on-retracted", "<c> cito:citesAsEvidence <gone>, <gone-too> .", [("c", CITES, "<gone-too>")]),
        (
            "rests-on-retracted",
            "<c> cito:citesAsEvidence <gone> . <a> cito:citesAsEvidence <gone-too> .",
            [("a", CITES, "<gone-too>"), ("c", CITES, "<gone>")],
        ),
        *(
            ("rests-on-retracted", f"<c> cito:citesAsEvidence <gone>, <{beside}> .", [])
            for beside in ("good", "new", "unknown", "mended", "doubted", "book")
        ),
        ("rests-on-retracted", "<c> onct:statedIn <p> .", []),
        ("rests-on-retracted", "<e> biro:references <gone> .", []),
        (
            "cites-retracted",
            "<c> cito:citesAsEvidence <gone>, <good> . <e> biro:references <gone-too> .",
            [
                ("gone", f"{ONCT}standing", "<code/standing/retracted>"),
                ("gone-too", f"{ONCT}standing", "<code/standing/retracted>"),
            ],
        ),
        ("cites-retracted", "<c> cito:citesAsEvidence <doubted>, <mended>, <good>, <new>, <unknown>, <book> .", []),
        ("cites-retracted", "<e> biro:references <good>, <mended> .", []),
        (
            "article-under-concern",
            "<c> cito:citesAsEvidence <doubted>, <good> . <a> cito:citesAsEvidence <doubted> .",
            [("a", CITES, "<doubted>"), ("c", CITES, "<doubted>")],
        ),
        ("article-under-concern", "<c> cito:citesAsEvidence <gone>, <mended> . <e> biro:references <doubted> .", []),
        ("article-corrected", "<c> cito:citesAsEvidence <mended>, <gone> .", [("c", CITES, "<mended>")]),
        ("article-corrected", "<c> cito:citesAsEvidence <doubted> . <e> biro:references <mended> .", []),
        (
            "pmid-doubtful",
            '<new> onct:differsFromRecordIn "title", "year" .',
            [("new", f"{ONCT}differsFromRecordIn", f'"{part}"') for part in ("title", "year")],
        ),
        ("pmid-doubtful", "<new> onct:articleRecord <record/pmid/1> .", []),
        (
            "pmid-unknown",
            '<unknown> fabio:hasPubMedId "7" . <good> fabio:hasPubMedId "8" .',
            [("unknown", f"{PREFIXES['fabio']}hasPubMedId", '"7"')],
        ),
        ("pmid-unknown", "<c> cito:citesAsEvidence <unknown> .", []),
        (
            "unknown-notice",
            "<n> onct:noticeKind <code/notice-kind/other> . <m> onct:noticeKind <code/notice-kind/erratum> .",
            [("n", f"{ONCT}noticeKind", "<code/notice-kind/other>")],
        ),
    ],
)
def test_what_each_rule_finds(rule: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(rule, text) == expected


def test_every_rule_is_tried_here() -> None:
    severities = {rule.name: rule.severity for rule in STANDING_RULES}
    assert severities == {
        "rests-on-retracted": Severity.VIOLATION,
        "cites-retracted": Severity.WARNING,
        "article-under-concern": Severity.WARNING,
        "pmid-doubtful": Severity.WARNING,
        "pmid-unknown": Severity.WARNING,
        "unknown-notice": Severity.WARNING,
        "article-corrected": Severity.INFO,
    }
    assert [rule.name for rule in STANDING_RULES if rule.acknowledgeable] == ["rests-on-retracted"]


def test_a_finding_says_where_and_how_to_mend() -> None:
    (finding,) = findings_of("rests-on-retracted", "<c> cito:citesAsEvidence <gone> ." + ARTICLES)
    assert (finding.file, finding.line, finding.acknowledgeable) == ("kg/sample.ttl", HEAD_LINES + 1, True)
    assert finding.message == (
        "Every article that this claim cites was retracted. Ask whether the source still makes the claim, and "
        "withdraw it if not; else list it in kg/known-gaps.tsv with the reason."
    )
    text = (
        "<c> cito:citesAsEvidence <gone>, <good> . <e> biro:references <gone> . <f> biro:references <gone> ." + ARTICLES
    )
    (finding,) = findings_of("cites-retracted", text)
    assert finding.message.startswith(
        "This article was retracted. Claims that cite it: 1; entries of reference lists: 2. Read its notice"
    )


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what people wrote in which articles have standings."""
    folder = curated_sources(tmp_path_factory.mktemp("standings"))
    plant_standings(folder / "kg")
    return folder


def judged(folder: Path, gaps: str) -> dict[str, list[Finding]]:
    """The findings of the rules here by rule, and those about the gaps."""
    path = folder / "kg/known-gaps.tsv"
    kept = path.read_text(encoding="utf-8")
    # The one article without a PMID has one now.
    head = "".join(line for line in kept.splitlines(keepends=True) if KEY not in line)
    path.write_text(head + gaps, encoding="utf-8")
    try:
        findings = validate(load_sources(find_sources(folder)))
    finally:
        path.write_text(kept, encoding="utf-8")
    names = {rule.name for rule in STANDING_RULES} | {"stale-gap", "gap-accepts-violation"}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule in names:
            found.setdefault(finding.rule, []).append(finding)
    assert [one for one in findings if one.severity is Severity.VIOLATION and one.rule not in names] == []
    return found


RETRACTED = (
    "formal-segmentectomy-unnecessary",
    "imatinib-chordoma",
    "lobectomy-unnecessary",
    "mediastinal-lymph-node-dissection-unnecessary",
    "sunitinib-solitary-fibrous-tumor",
)


def test_claims_on_retracted_work_are_violations_until_they_are_listed(planted: Path) -> None:
    found = judged(planted, "")
    assert sorted(one.subject for one in found["rests-on-retracted"]) == [f"{BASE}{CLAIM}/{name}" for name in RETRACTED]
    assert all(one.severity is Severity.VIOLATION and one.line for one in found["rests-on-retracted"])
    assert {one.subject.removeprefix(BASE) for one in found["cites-retracted"]} == {
        "citation/pmid/7490246", "citation/pmid/22331945", KEY
    }  # fmt: skip
    assert [one.subject for one in found["article-under-concern"]] == [
        f"{BASE}{CLAIM}/cediranib-alveolar-soft-part-sarcoma"
    ]
    assert [one.subject for one in found["article-corrected"]] == [
        f"{BASE}{CLAIM}/sunitinib-alveolar-soft-part-sarcoma"
    ]
    assert {one.value for one in found["pmid-doubtful"]} == {'"title"', '"first page"'}
    assert "stale-gap" not in found


def test_a_listed_claim_is_an_accepted_warning_and_the_graph_conforms(planted: Path) -> None:
    rows = [f"rests-on-retracted\t{CLAIM}/{name}\tThe source still says so." for name in RETRACTED]
    found = judged(planted, "\n".join([*rows, "pmid-doubtful\tcitation/pmid/20194851\tKnown.\n"]))
    assert not any(has_violations(findings) for findings in found.values())
    assert {one.severity for one in found["rests-on-retracted"]} == {Severity.WARNING}
    assert {one.accepted for one in found["rests-on-retracted"]} == {"The source still says so."}
    assert {one.accepted for one in found["pmid-doubtful"]} == {"Known."}
    assert found.keys().isdisjoint({"stale-gap", "gap-accepts-violation"})


def test_a_listed_claim_that_rests_on_nothing_retracted_is_told(planted: Path) -> None:
    (stale,) = judged(planted, f"rests-on-retracted\t{CLAIM}/four-year-survival\tOnce.\n")["stale-gap"]
    assert stale.subject == f"{BASE}{CLAIM}/four-year-survival"

import pytest
from support import ROOT, needs_shared

from oncotriples.documents.drug import read_drug
from oncotriples.documents.entries import Drug
from oncotriples.documents.problems import UnreadableDocument

SAMPLE = ROOT / "tests" / "data" / "documents" / "drug" / "everything.xml"


def test_a_drug() -> None:
    drug, problems = read_drug(SAMPLE.read_bytes(), SAMPLE.name)
    assert drug == Drug(
        cdr_id="CDR0000900200",
        name="Waxumab",
        digest=drug.digest if drug else "",
        url="https://www.cancer.gov/about-cancer/treatment/drugs/waxumab",
        kind="Brief",
        audience="Patients",
        approved="Yes",
        term="CDR0000900201",
        glossary="CDR0000900202",
        brands=("Shinova", "Glossira"),
        first_published="2016-10-05",
    )
    assert [(problem.rule, problem.line, problem.value, problem.message) for problem in problems] == [
        (
            "bad-date",
            17,
            "2020-02-30",
            "a date such as 2025-05-12 was expected in DateLastModified; it was left out: correct it",
        ),
        ("unknown-element", 11, "Colour", "1 of this name; not read: add a rule for it, or correct its name"),
    ]


@pytest.mark.parametrize(
    ("document", "rule", "is_read"),
    [
        ("<DrugInformationSummary><DrugInfoTitle>W</DrugInfoTitle></DrugInformationSummary>", "bad-id", False),
        ('<DrugInformationSummary id="CDR0000900200"/>', "no-name", False),
        (
            '<DrugInformationSummary id="CDR0000900200"><DrugInfoTitle>W</DrugInfoTitle><DrugInfoMetaData>'
            '<TerminologyLink ref="wax"/></DrugInfoMetaData></DrugInformationSummary>',
            "bad-id",
            True,
        ),
    ],
)
def test_a_drug_with_a_fault(document: str, rule: str, is_read: bool) -> None:
    drug, problems = read_drug(document.encode(), "drug.xml")
    assert [problem.rule for problem in problems] == [rule]
    assert (drug is not None) is is_read


def test_a_truncated_drug_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_drug(SAMPLE.read_bytes()[:400], "drug.xml")
    assert caught.value.problem.rule == "truncated-document"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DrugInfoSummary487488.xml", ("CDR0000487488", "CDR0000037862", "CDR0000044893", "Yes", ("Gleevec",))),
        ("DrugInfoSummary495323.xml", ("CDR0000495323", "CDR0000038690", "CDR0000507600", "Yes", ("Abraxane",))),
    ],
)
def test_the_real_drugs(name: str, expected: tuple[str, str, str, str, tuple[str, ...]]) -> None:
    drug, problems = read_drug((needs_shared() / "documents" / "pdq-xml" / name).read_bytes(), name)
    assert drug is not None
    assert (drug.cdr_id, drug.term, drug.glossary, drug.approved, drug.brands) == expected
    assert problems == ()

import pytest
from support import ROOT, needs_shared

from oncotriples.documents.entries import Term, TermName
from oncotriples.documents.problems import UnreadableDocument
from oncotriples.documents.term import read_term

SAMPLE = ROOT / "tests" / "data" / "documents" / "term" / "everything.xml"


def test_a_term() -> None:
    term, problems = read_term(SAMPLE.read_bytes(), SAMPLE.name)
    assert term == Term(
        cdr_id="CDR0000900100",
        name="marble tumor",
        digest=term.digest if term else "",
        nci_thesaurus="C900100",
        names=(TermName("tumor of marble", "Synonym"), TermName("MT-1", "Abbreviation")),
        semantic_types=(("CDR0000900600", "Stone disease"),),
        parents=(("CDR0000900102", "stone tumor"),),
        updated="2006-08-01",
        first_published="2001-01-31",
    )
    assert [(problem.rule, problem.line, problem.value, problem.message) for problem in problems] == [
        (
            "unknown-relation",
            9,
            "FOUND IN",
            "the relation ISA was expected, so this parent is left out: correct ParentType",
        ),
        ("unknown-element", 12, "Weight", "1 of this name; not read: add a rule for it, or correct its name"),
    ]


@pytest.mark.parametrize(
    ("document", "rule", "is_read"),
    [
        ("<Term><PreferredName>wax</PreferredName></Term>", "bad-id", False),
        ('<Term id="37"><PreferredName>wax</PreferredName></Term>', "bad-id", True),
        ('<Term id="CDR0000900100"/>', "no-name", False),
        (
            '<Term id="CDR0000900100" NCIThesaurusConceptID="wax"><PreferredName>wax</PreferredName></Term>',
            "bad-id",
            True,
        ),
        ('<Term id="CDR0000900100"><PreferredName>wax</PreferredName><OtherName/></Term>', "no-name", True),
        (
            '<Term id="CDR0000900100"><PreferredName>wax</PreferredName><DateLastModified>soon</DateLastModified>'
            "</Term>",
            "bad-date",
            True,
        ),
    ],
)
def test_a_term_with_a_fault(document: str, rule: str, is_read: bool) -> None:
    term, problems = read_term(document.encode(), "term.xml")
    assert [problem.rule for problem in problems] == [rule]
    assert (term is not None) is is_read


def test_another_kind_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_term(b"<GlossaryTerm/>", "term.xml")
    assert (caught.value.problem.rule, caught.value.problem.value) == ("other-kind", "GlossaryTerm")


@pytest.mark.parametrize(
    ("name", "expected", "names"),
    [
        ("Terminology.xml", ("CDR0000037779", "C2237", "", 0), 7),
        ("TerminologyDefinition43236.xml", ("CDR0000043236", "C1365", "2006-08-01", 0), 7),
        ("TerminologyMenuChild39069.xml", ("CDR0000039069", "", "2004-12-21", 1), 11),
    ],
)
def test_the_real_terms(name: str, expected: tuple[str, str, str, int], names: int) -> None:
    term, problems = read_term((needs_shared() / "documents" / "pdq-xml" / name).read_bytes(), name)
    assert term is not None
    assert (term.cdr_id, term.nci_thesaurus, term.updated, len(term.parents)) == expected
    assert len(term.names) == names
    assert problems == ()

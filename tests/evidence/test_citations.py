"""Citation strings: every production of the grammar, hostile strings, and all entries of the real documents.

The samples are invented; only their structure is that of real lists.
"""

import re
import time
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import needs_shared

from oncotriples.evidence.brackets import is_balanced
from oncotriples.evidence.citations import Citation, CitationKind, parse_citation

ARTICLES = [
    pytest.param(
        "Ames BC, Doe J: Results of one agent. Lessons for another. Hematol Oncol Clin North Am 9 (4): 765-85, 1995.",
        {
            "kind": CitationKind.ARTICLE,
            "authors": "Ames BC, Doe J",
            "first_author": "Ames",
            "title": "Results of one agent. Lessons for another",
            "journal": "Hematol Oncol Clin North Am",
            "volume": "9",
            "issue": "4",
            "pages": "765-85",
            "first_page": "765",
            "year": "1995",
        },
        id="two-sentences-in-title",
    ),
    pytest.param(
        "Guidelines for a small ward: a view. American Academy of Wards. Pediatrics 99 (1): 139-41, 1997.",
        {
            "authors": "",
            "first_author": "",
            "title": "Guidelines for a small ward: a view. American Academy of Wards",
            "journal": "Pediatrics",
        },
        id="no-author-and-a-colon",
    ),
    pytest.param(
        "van der Ham F, de Castro CG Jr, Jenkins JJ 3rd, et al.: Does it help? Mod Pathol 20 (11): 1191-9, 2007.",
        {
            "authors": "van der Ham F, de Castro CG Jr, Jenkins JJ 3rd, et al.",
            "first_author": "van der Ham",
            "et_al": True,
            "title": "Does it help?",
            "journal": "Mod Pathol",
        },
        id="particles-suffixes-question",
    ),
    pytest.param(
        "deWood RW, Li X: Extracts. Urology 63 (2): 259-63, 2004.",
        {"first_author": "deWood", "collective": False},
        id="name-with-a-small-first-letter",
    ),
    pytest.param(
        "Wills II, Ruiz Garcia V: Small steps. Lung 3 (1): 1-2, 2001.",
        {"first_author": "Wills", "authors": "Wills II, Ruiz Garcia V"},
        id="initials-that-look-like-a-number",
    ),
    pytest.param(
        "Screening Task Force of the North: Screening again. Ann Intern Med 3: 5-9, 1999.",
        {"first_author": "Screening Task Force of the North", "collective": True, "title": "Screening again"},
        id="group",
    ),
    pytest.param(
        "Statement of the Society of Wards: genetic tests at home. J Clin Oncol 14 (5): 1-2, 1996.",
        {"authors": "", "title": "Statement of the Society of Wards: genetic tests at home"},
        id="title-that-begins-like-a-group",
    ),
    pytest.param(
        "Ames BC, Doe J; Some Ward Study Group: All wards. Am J Med 12 (3 Suppl 1): S1-8, 2001 Nov-Dec.",
        {
            "authors": "Ames BC, Doe J; Some Ward Study Group",
            "first_author": "Ames",
            "issue": "3 Suppl 1",
            "pages": "S1-8",
            "first_page": "S1",
            "months": "Nov-Dec",
        },
        id="persons-and-group",
    ),
    pytest.param(
        "Cell Atlas Network. Electronic address: x@example.org: A map of cells. Cell 5 (1): 3-9, 2020.",
        {"authors": "Cell Atlas Network. Electronic address: x@example.org", "first_author": "Cell Atlas Network"},
        id="electronic-address",
    ),
    pytest.param(
        "Doe J: A study. J Urol 174 (6): 2338-42; discussion 2342, 2005.",
        {"pages": "2338-42; discussion 2342", "first_page": "2338"},
        id="discussion",
    ),
    pytest.param(
        "Doe J: A study. PLoS One 7 (2): e30358, 2012.",
        {"article_number": "e30358", "first_page": "e30358"},
        id="e-number",
    ),
    pytest.param(
        "Doe J: A study. Cochrane Database Syst Rev (2): CD002139, 2000.",
        {"journal": "Cochrane Database Syst Rev", "volume": "", "issue": "2", "article_number": "CD002139"},
        id="issue-without-volume",
    ),
    pytest.param(
        "Doe J: A study. Sci Rep 5: 938412, 2015.",
        {"volume": "5", "issue": "", "article_number": "938412"},
        id="no-issue",
    ),
    pytest.param(
        "Doe J: A study. Adv Exp Med Biol 136 Pt B: 971-81, 1981.",
        {"journal": "Adv Exp Med Biol", "volume": "136", "issue": "Pt B"},
        id="part-without-brackets",
    ),
    pytest.param(
        "Doe J: A study. Cancer Res 35 (11 Pt 2): 3308-16, 1975.",
        {"volume": "35", "issue": "11 Pt 2"},
        id="part-in-brackets",
    ),
    pytest.param(
        "Doe J: A study. Cancer 34 (3): suppl:819-23, 1974.",
        {"volume": "34", "issue": "3 suppl", "pages": "819-23"},
        id="supplement-after-the-colon",
    ),
    pytest.param(
        "Doe J: A study. Int J Cancer Suppl 12: 58-64, 1999.",
        {"journal": "Int J Cancer Suppl", "volume": "12"},
        id="supplement-in-the-journal",
    ),
    pytest.param(
        "Doe J: A study. Neurol Med Chir (Tokyo) 43 (Suppl): i-vii, 1-111, 2003.",
        {"journal": "Neurol Med Chir (Tokyo)", "issue": "Suppl", "pages": "i-vii, 1-111", "first_page": "i"},
        id="town-and-roman-pages",
    ),
    pytest.param(
        "Doe J: A study. J Bone Joint Surg Am 84-A (1): 49-57, 2002.",
        {"journal": "J Bone Joint Surg Am", "volume": "84-A"},
        id="volume-with-a-letter",
    ),
    pytest.param(
        "Doe J: A study. Gut : 1-6, 2020. [Epub ahead of print]",
        {"journal": "Gut", "volume": "", "pages": "1-6", "access": "[Epub ahead of print]"},
        id="ahead-of-print",
    ),
    pytest.param(
        "Doe J: A study. Fitoterapia 64 (3), 219-28, 1993.",
        {"volume": "64", "issue": "3", "pages": "219-28"},
        id="comma-for-the-colon",
    ),
    pytest.param(
        "Doe J: A study. Cancer Rep 3 (1): 2017.",
        {"volume": "3", "pages": "", "year": "2017"},
        id="no-pages",
    ),
    pytest.param(
        "Doe J: A study. Int J Psychiatry Med 7 (1): 1-15, 1976-77.",
        {"year": "1976", "months": ""},
        id="two-years",
    ),
    pytest.param(
        "Doe J: A study [Letter]. Onkologe 4: 1180, 1998. Also available online. Last accessed May 13, 2025.",
        {
            "title": "A study",
            "form": "Letter",
            "access": "Also available online. Last accessed May 13, 2025.",
        },
        id="letter-online",
    ),
    pytest.param(
        "Doe J: A study. [published erratum appears in Gut 9 (3): 1, 1991] Gut 8 (1): 5-9, 1990.",
        {"title": "A study", "journal": "Gut", "form": "published erratum appears in Gut 9 (3): 1, 1991"},
        id="erratum",
    ),
    pytest.param(
        "Doe J: [A study from abroad. Results]. Med Klin 2 (3): 5-9, 1980.",
        {"title": "[A study from abroad. Results]", "form": ""},
        id="translated-title",
    ),
    pytest.param(
        "Doe J: A study of old drugs (review) Int J Mol Med 1 (4): 747-53, 1998.",
        {"title": "A study of old drugs (review)", "journal": "Int J Mol Med", "problems": ()},
        id="no-stop-but-a-bracket",
    ),
    pytest.param(
        "Doe J, Roe P: A study … of some! J Clin Oncol 3 (1): 1-2, 1990.",
        {"title": "A study … of some!", "journal": "J Clin Oncol"},
        id="other-stops",
    ),
]

UNREAD = [
    (
        "Doe J, Ward Group: Phase III Study of Wards, WARD-9714, Clinical trial, Closed.",
        "neither journal nor publisher",
    ),
    ("Also available online. Last accessed July 11, 2024.", "nothing is cited"),
    ("", "nothing is cited"),
    ("Doe J: Wards in old times J Wards 92 (4): 29-31, 2000.", "nothing stands between title and journal"),
    ("x" * 4001, "longer than any citation"),
]


def test_a_meeting_may_name_its_place_and_date_in_a_bracket_before_the_pages() -> None:
    citation = parse_citation(
        "Doe J, et al.: Wards, 1976-1979. [Abstract] Trends in Wards (Held in Ghent, Belgium, Sep. 1-2, 1983) pp 21-30."
    )
    assert (citation.kind, citation.title, citation.form) == (CitationKind.ABSTRACT, "Wards, 1976-1979", "Abstract")
    assert citation.container == "Trends in Wards (Held in Ghent, Belgium, Sep. 1-2, 1983)"
    assert (citation.year, citation.pages, citation.first_page) == ("1983", "21-30", "21")
    assert citation.problems == ()


def test_pages_with_half_a_bracket_are_not_given_out() -> None:
    citation = parse_citation("Doe J: Wards. [Abstract] Trends in Wards (Held in Ghent, Sep. 1-2, 1983) and more.")
    assert (citation.pages, citation.first_page, citation.article_number) == ("", "", "")
    assert citation.problems == ("no year", "no pages, but '1-2, 1983) and more'")


@given(st.lists(st.sampled_from(["Doe J: A. Gut 1 ", "(", ")", "[", "]", "1999", " 2", ":", ", ", "pp "])).map("".join))
def test_no_place_in_a_journal_holds_half_a_bracket_or_a_date_in_one(text: str) -> None:
    citation = parse_citation(text)
    for part in (citation.volume, citation.issue, citation.pages):
        assert is_balanced(part)
        assert "1999)" not in part


@pytest.mark.parametrize(("text", "expected"), ARTICLES)
def test_each_part_is_read_as_printed(text: str, expected: dict[str, object]) -> None:
    citation = parse_citation(text)
    assert {name: getattr(citation, name) for name in expected} == expected
    assert citation.text == text
    assert not citation.problems


@pytest.mark.parametrize(("text", "problem"), UNREAD)
def test_what_does_not_parse_keeps_its_string_and_says_why(text: str, problem: str) -> None:
    citation = parse_citation(text)
    assert citation.text == text
    assert citation.problems == (problem,)
    assert not citation.is_located


PIECES = (
    "Doe J|, |et al.|: |. |? |[Abstract]|In: |eds.|(|)|(3 Suppl)|12|e1|-|, 1999|pp 1-2|Available online|"
    "Last accessed|;|]|[|Pt B|…|\u2028|Gut|é| "
)


@example("0)\u2028. 1500")
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES.split("|"))).map("".join)))
def test_no_string_breaks_the_parser(text: str) -> None:
    citation = parse_citation(text)
    assert citation.text == text
    assert citation.kind is CitationKind.OTHER or citation.title or citation.problems or citation.journal


@pytest.mark.parametrize(
    "piece",
    ["(", ")", ": ", ", ", ". ", "[", "]", "1-", "A-1", ", 1999", " In: ", "Pt ", "i", "Doe J, ", "; ", "a.b-1"],
)
def test_hostile_strings_take_no_longer(piece: str) -> None:
    texts = [piece * (4000 // len(piece)), f"Doe J: A study. Gut 3 (1): {piece * 900}, 1999."[:4000]]
    start = time.perf_counter()
    for text in texts:
        parse_citation(text)
    assert time.perf_counter() - start < 5, "far above what a slow machine needs: only an endless search takes that"


def printed_entries() -> Iterator[tuple[str, str]]:
    """PMID and text of the entries of all pages and summaries, read without our readers; PMID "" where none stands."""
    folder = needs_shared() / "documents"
    link = re.compile(r'\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((\S*?)(?:\s+"[^"]*")?\)')
    for path in sorted(folder.glob("pdq-pages/*.md")):
        for part in re.split(r"^#+ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if part.startswith("References\n"):
                for entry in re.split(r"^\d{1,3}\. ", part, flags=re.MULTILINE)[1:]:
                    pmid = re.search(r"list_uids=(\d+)", entry)
                    text = link.sub(lambda found: "" if "PUBMED" in found[1] else found[1], entry)
                    yield pmid[1] if pmid else "", " ".join(re.sub(r"\\(?=[^\w\s])", "", text).split())
    for path in sorted(folder.glob("pdq-xml/CDR*.xml")):
        data = path.read_bytes()
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
        for attributes, inner in re.findall(r"<Citation\b([^>]*)>(.*?)</Citation>", text, re.DOTALL):
            pmid = re.search(r'PMID="(\d+)"', attributes)
            plain = re.sub(r"<[^>]*>", "", inner).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
            yield pmid[1] if pmid else "", " ".join(plain.split())


def test_entries_of_the_real_documents_are_understood() -> None:
    citations: list[tuple[str, Citation]] = [(pmid, parse_citation(text)) for pmid, text in printed_entries()]
    # One line more begins with a number and a full stop: a year, at which a citation was broken.
    assert len(citations) == 28_860 + 1_092
    with_pmid = [(pmid, citation) for pmid, citation in citations if pmid]
    assert sum(1 for _, citation in with_pmid if citation.is_located) >= 0.998 * len(with_pmid)
    assert sum(1 for _, citation in citations if citation.problems) <= 40

    # The parts of one article are the same in every document that prints it.
    printed = defaultdict(set)
    for pmid, citation in with_pmid:
        printed[pmid].add((citation.journal, citation.volume, citation.year))
    assert [pmid for pmid, forms in printed.items() if len(forms) > 1] == []

    # A wrong split between title and journal shows as a journal that only one entry prints and that is long.
    journals = {citation.journal for _, citation in citations}
    assert [journal for journal in journals if len(journal) > 70 or ". " in journal] == []

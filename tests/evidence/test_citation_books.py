"""Citations that stand in no journal, and abstracts. The samples are invented; only their structure is real."""

import pytest

from oncotriples.evidence.citations import CitationKind, parse_citation

WORKS = [
    pytest.param(
        "Doe J: A trial. [Abstract] J Clin Oncol 33 (Suppl 15): A-9501, 2015.",
        {
            "kind": CitationKind.ABSTRACT,
            "form": "Abstract",
            "journal": "J Clin Oncol",
            "article_number": "A-9501",
            "first_page": "A-9501",
        },
        id="abstract",
    ),
    pytest.param(
        "Doe J: A trial. [Abstract] Blood 138 (Suppl 1); A-380, 12, 2021.",
        {"kind": CitationKind.ABSTRACT, "issue": "Suppl 1", "pages": "A-380, 12"},
        id="abstract-after-a-semicolon",
    ),
    pytest.param(
        "Doe J: A trial. [Abstract] 29th Symposium of Wards, December 14-17, 2006, Aville, Texas. A-52, 2006.",
        {
            "kind": CitationKind.ABSTRACT,
            "container": "29th Symposium of Wards, December 14-17, 2006, Aville, Texas",
            "article_number": "A-52",
            "year": "2006",
        },
        id="abstract-of-a-meeting",
    ),
    pytest.param(
        "Doe J, Roe P: A chapter. In: Poe A, Moe B, et al., eds.: Cancer: A Book. 9th ed. Big House, 2011, pp 33-77.",
        {
            "kind": CitationKind.CHAPTER,
            "authors": "Doe J, Roe P",
            "title": "A chapter",
            "editors": "Poe A, Moe B, et al.",
            "container": "Cancer: A Book",
            "edition": "9th ed",
            "publisher": "Big House",
            "year": "2011",
            "pages": "33-77",
        },
        id="chapter",
    ),
    pytest.param(
        "Small Parts. In: Poe A, ed.: Staging Manual. 8th ed. Springer; 2017, 749\u201355.",
        {
            "kind": CitationKind.CHAPTER,
            "authors": "",
            "title": "Small Parts",
            "pages": "749\u201355",
            "first_page": "749",
        },
        id="chapter-without-authors",
    ),
    pytest.param(
        "Doe J: A Book of Wards. 2nd ed. Aville, Ga: J. B. House, Inc., 1987.",
        {
            "kind": CitationKind.BOOK,
            "title": "A Book of Wards",
            "edition": "2nd ed",
            "place": "Aville, Ga",
            "publisher": "J. B. House, Inc.",
            "year": "1987",
        },
        id="book",
    ),
    pytest.param(
        "Poe A, Moe B, eds.: Tumours. IARC Press; 2020. Classification of Tumours, vol. 3.",
        {
            "kind": CitationKind.BOOK,
            "authors": "",
            "editors": "Poe A, Moe B",
            "first_author": "Poe",
            "remark": "Classification of Tumours, vol. 3",
        },
        id="edited-book",
    ),
    pytest.param(
        "Poe A: Reference Intakes for Vitamin D. Academies Press, 2011.",
        {"title": "Reference Intakes for Vitamin D", "publisher": "Academies Press"},
        id="title-that-ends-with-an-initial",
    ),
    pytest.param(
        "Doe J: Old wards. In: Poe A, ed.: General Wards. 3rd ed. Big House, 1987, Chapter 7, pp 74-78.",
        {"kind": CitationKind.CHAPTER, "publisher": "Big House", "year": "1987", "pages": "Chapter 7, 74-78"},
        id="chapter-of-a-chapter",
    ),
    pytest.param(
        "Institute of Wards: Ward Report. Institute of Wards, 1996. NIH Pub. No. 96-4104.",
        {"kind": CitationKind.REPORT, "remark": "NIH Pub. No. 96-4104", "year": "1996"},
        id="report",
    ),
    pytest.param(
        "National Ward Institute: Ward Facts: Beds. Bethesda, Md: National Ward Institute. Available online. "
        "Last accessed February 25, 2025.",
        {
            "kind": CitationKind.WEB,
            "authors": "National Ward Institute",
            "title": "Ward Facts: Beds",
            "place": "Bethesda, Md",
            "year": "",
            "problems": (),
        },
        id="web-page",
    ),
    pytest.param(
        "WARDIX (wardinib): Prescribing Information. Ward House, 2022. Available online. Last accessed May 1, 2025.",
        {"kind": CitationKind.WEB, "authors": "", "title": "WARDIX (wardinib): Prescribing Information"},
        id="label-of-a-drug",
    ),
    pytest.param(
        "Ward Website. Aville, Ga: Ward Society, 2024. Available online. Last accessed May 1, 2025.",
        {"kind": CitationKind.WEB, "authors": "", "title": "Ward Website", "publisher": "Ward Society"},
        id="place-that-looks-like-an-author",
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORKS)
def test_each_part_is_read_as_printed(text: str, expected: dict[str, object]) -> None:
    citation = parse_citation(text)
    assert {name: getattr(citation, name) for name in expected} == expected
    assert citation.text == text
    assert not citation.problems

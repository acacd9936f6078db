"""Which entries cite one article, which printed form describes it, and what disagrees."""

import pytest

from oncotriples.evidence.articles import Article, PrintedEntry, article_key, compose_articles, normal_pmid
from oncotriples.evidence.citation_keys import citation_key
from oncotriples.evidence.citations import parse_citation
from oncotriples.evidence.records import Reference
from oncotriples.quality.findings import Severity

WARDS = "Doe J, Roe P: Old wards. J Ward Med 9 (4): 765-85, 1995."
MISPRINT = "Doe J, Roe P: Old warts. J Ward Med 9 (4): 765-85, 1995."
BEDS = "Poe A: Beds. J Ward Med 2 (1): A-17, 2001."


def entry(text: str, pmid: str = "", document: str = "ward", edition: str = "2025-01-01") -> PrintedEntry:
    return PrintedEntry(document, edition, Reference("1-1", 1, text, pmid))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "Stacker S, Negri T, et al.: A drug in it. Ann Oncol 23 (12): 3171-9, 2012.",
            "stacker-2012-ann-oncol-23-3171",
        ),
        ("Ærø Ö, van der Łuk F: Wards. J Ward (Tokyo) 3 (Suppl 1): S5-8, 2001.", "aero-2001-j-ward-tokyo-3-s5"),
        ("O'Hara B: A. Wards 1: 2, 2003.", "o-hara-2003-wards-1-2"),
        ("O\u2019Hara B: A. Wards 1: 2, 2003.", "o-hara-2003-wards-1-2"),
        ("One small ward for all old men. Wards 1: 2, 2003.", "one-small-ward-for-all-2003-wards-1-2"),
        ("Doe J: Early. J Ward : , 2017.", "doe-2017-j-ward-early"),
        ("Doe J: Part. In: Poe A, ed.: Whole Book. House, 2011, pp 1-2.", "doe-2011-whole-book-part"),
        ("Doe J: Whole Book. 2nd ed. House, 2011.", "doe-2011-whole-book-2nd-ed"),
        ("Ward Society: Facts. Aville, Ga: Ward Society. Available online.", "ward-society-facts"),
        ("Doe J: 病棟. Wards 1: , 2003.", "doe-2003-wards-xf3076dd"),
        ("Phase III study of wards, WARD-9714, Clinical trial, Closed.", ""),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert citation_key(parse_citation(text)) == key


def test_a_long_title_is_cut_between_words_and_told_apart_by_a_digest() -> None:
    words = " ".join(f"word{number}" for number in range(40))
    one, other = (citation_key(parse_citation(f"Doe J: {words} {end}. House, 2011.")) for end in ("left", "right"))
    assert one != other
    assert one.rpartition("-x")[0] == other.rpartition("-x")[0]
    assert one.rpartition("-x")[0].startswith("doe-2011-word0-word1")
    assert len(one) < 130


@pytest.mark.parametrize(
    ("printed", "pmid"),
    [
        ("7490240", "7490240"),
        ("0010675377", "10675377"),
        ("", ""),
        ("x12", ""),
        ("123456789", ""),
        ("٣", ""),
        ("000", ""),
    ],
)
def test_pmids(printed: str, pmid: str) -> None:
    assert normal_pmid(printed) == pmid


def test_entries_with_one_pmid_are_one_article() -> None:
    composed = compose_articles([entry(WARDS, "7"), entry(MISPRINT, "7"), entry(WARDS, "7", "other")])
    assert composed.articles == (Article("citation/pmid/7", "7", parse_citation(WARDS)),)
    assert composed.articles[0].citation.title == "Old wards"
    assert composed.article_of(Reference("3-3", 3, "anything", "7")) == "citation/pmid/7"
    assert composed.problems == ()


def test_the_fullest_form_describes_the_article_then_the_commonest_the_newest_the_first() -> None:
    bare = "Doe J, Roe P: Old wards. J Ward Med : , 1995."
    fullest = compose_articles([entry(bare, "7"), entry(bare, "7"), entry(MISPRINT, "7")])
    assert [article.citation.text for article in fullest.articles] == [MISPRINT]
    newest = compose_articles([entry(MISPRINT, "7", edition="2024-01-01"), entry(WARDS, "7", edition="2023-01-01")])
    assert [article.citation.text for article in newest.articles] == [MISPRINT]
    first = compose_articles([entry(MISPRINT, "7"), entry(WARDS, "7")])
    assert [article.citation.text for article in first.articles] == [WARDS]


def test_an_entry_without_pmid_cites_the_article_that_has_its_key() -> None:
    composed = compose_articles([entry(WARDS, "7"), entry(MISPRINT), entry(BEDS)])
    assert [article.path for article in composed.articles] == [
        "citation/key/poe-2001-j-ward-med-2-a-17",
        "citation/pmid/7",
    ]
    assert composed.article_of(Reference("1-2", 2, MISPRINT)) == "citation/pmid/7"
    assert composed.article_of(Reference("1-3", 3, BEDS)) == "citation/key/poe-2001-j-ward-med-2-a-17"
    assert composed.article_of(Reference("1-4", 4, "never seen")) == ""


def test_a_key_that_two_pmids_share_joins_to_neither() -> None:
    composed = compose_articles([entry(WARDS, "7"), entry(MISPRINT, "8"), entry(WARDS)])
    assert composed.article_of(Reference("1-1", 1, WARDS)) == "citation/key/doe-1995-j-ward-med-9-765"


def test_articles_of_the_graph_are_known_by_their_key() -> None:
    key = article_key(BEDS)
    assert key == "poe-2001-j-ward-med-2-a-17"
    composed = compose_articles([entry(BEDS)], known={key: "citation/pmid/99"})
    assert composed.articles == ()
    assert composed.article_of(Reference("1-1", 1, BEDS)) == "citation/pmid/99"


def test_an_incomplete_key_joins_nothing() -> None:
    early = "Doe J: Early wards. J Ward : , 2017."
    assert article_key(early) == ""
    composed = compose_articles([entry(early, "7"), entry(early)])
    assert composed.article_of(Reference("1-1", 1, early)) == "citation/key/doe-2017-j-ward-early-wards"


def test_other_titles_under_one_key_are_other_articles() -> None:
    other = "Poe A: Windows and their effect on wards. J Ward Med 2 (1): A-17, 2001."
    misprint = "Poe A: Windows and their effect on warts. J Ward Med 2 (1): A-17, 2001."
    composed = compose_articles([entry(BEDS), entry(other), entry(misprint)])
    paths = [article.path for article in composed.articles]
    assert len(paths) == 2
    assert all(path.startswith("citation/key/poe-2001-j-ward-med-2-a-17-x") for path in paths)
    assert composed.keyed[other] == composed.keyed[misprint] != composed.keyed[BEDS]
    assert [(problem.severity, problem.rule) for problem in composed.problems] == [
        (Severity.INFO, "articles-share-key")
    ]


def test_parts_that_differ_under_one_pmid_are_a_warning() -> None:
    other = WARDS.replace("9 (4)", "10 (4)")
    composed = compose_articles([entry(WARDS, "7", "b"), entry(WARDS, "7", "a"), entry(other, "7", "c")])
    (problem,) = composed.problems
    assert (problem.severity, problem.rule, problem.value) == (
        Severity.WARNING,
        "article-printed-differently",
        "citation/pmid/7",
    )
    assert problem.message == "volume is printed as 10 in 1, as c; 9 in 2, as a"


def test_what_does_not_parse_cites_no_article_unless_it_has_a_pmid() -> None:
    text = "Phase III study of wards, WARD-9714, Clinical trial, Closed."
    composed = compose_articles([entry(text, "7"), entry(text)])
    assert [article.path for article in composed.articles] == ["citation/pmid/7"]
    assert composed.article_of(Reference("1-1", 1, text)) == ""
    assert {(problem.rule, problem.value) for problem in composed.problems} == {("unparsed-citation", text)}
    assert [problem.message for problem in composed.problems] == [
        "neither journal nor publisher; the article has only what could be read. First in ward",
        "neither journal nor publisher; the entry cites no article. First in ward",
    ]


def test_a_title_that_runs_into_its_journal_is_neither() -> None:
    text = "Doe J: Wards under way J Ward Med 9 (4): 299-301, 2000."
    composed = compose_articles([entry(text, "7")])
    (article,) = composed.articles
    assert (article.citation.title, article.citation.journal) == ("", "")
    assert [problem.rule for problem in composed.problems] == ["unparsed-citation"]


@pytest.mark.parametrize(
    ("printed", "message"),
    [("007", "read as 7"), ("PMID 7", "no PMID: write one to eight digits; read as an entry without PMID")],
)
def test_an_odd_pmid_is_a_warning(printed: str, message: str) -> None:
    composed = compose_articles([entry(WARDS, printed)])
    assert [(problem.rule, problem.value, problem.message) for problem in composed.problems] == [
        ("odd-pmid", printed, message)
    ]


def test_the_order_of_reading_does_not_matter() -> None:
    entries = [
        entry(text, pmid, document, edition)
        for text in (WARDS, MISPRINT, BEDS, BEDS.replace("Beds", "Windows and their effect on wards"), "Nothing.")
        for pmid in ("", "7")
        for document, edition in (("a", "2024-01-01"), ("b", "2025-01-01"))
    ]
    assert compose_articles(entries) == compose_articles(reversed(entries))

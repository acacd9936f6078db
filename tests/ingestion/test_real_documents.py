"""Every document at hand: what is printed in it, counted by plain code, beside what was compiled from it."""

import re
from collections import Counter
from functools import cache

import pytest
from benchmarks.counts import THINGS, Compared, compared, plain_tools, printed_in, rows
from support import needs_shared

from oncotriples.evidence.records import Passage, Reference
from oncotriples.quality.findings import Severity

PAGES = "pdq-pages/"
EXTRA = "pdq-xml/CDR0000062872-unusual-cancers-childhood.xml"


@cache
def documents() -> tuple[Compared, ...]:
    return tuple(compared([needs_shared() / "documents"], plain_tools()))


def pages() -> list[Compared]:
    return [document for document in documents() if document.name.startswith(PAGES)]


def test_all_documents_are_of_a_kind_that_is_read() -> None:
    kinds = Counter(document.processed.kind for document in documents())
    # The twelfth XML document is a glossary term.
    assert kinds == {"page": 201, "summary": 6, "drug": 2, "term": 3}


@pytest.mark.parametrize("thing", THINGS)
def test_of_each_document_as_much_is_accounted_for_as_is_printed(thing: str) -> None:
    differing = {document.name: document.parts(thing) for document in documents() if thing in document.unaccounted}
    assert differing == {}


def test_entries_and_pointers_that_are_mapped_have_records() -> None:
    for document in documents():
        for thing in ("entries", "pointers"):
            assert (document.name, document.parts(thing)["mapped otherwise"]) == (document.name, 0)


def test_levels_without_a_record_are_words_of_a_sentence() -> None:
    for document in documents():
        in_prose = sum(account.mapped for account in document.processed.accounts if account.thing == "levels-in-prose")
        assert (document.name, document.parts("levels")["mapped otherwise"]) == (document.name, in_prose)


def test_nothing_that_a_reader_counted_is_unaccounted_for() -> None:
    left_over = [
        (document.name, problem.value)
        for document in documents()
        for problem in document.processed.problems
        if problem.rule == "unaccounted"
    ]
    assert left_over == []


def test_no_document_is_broken() -> None:
    assert [document.name for document in documents() if not document.processed.records] == []
    violations = [
        (document.name, problem.rule)
        for document in documents()
        for problem in document.processed.problems
        if problem.severity is Severity.VIOLATION
    ]
    assert violations == []


def test_the_totals_of_the_pages() -> None:
    total = Counter[str]()
    links = 0
    for document in pages():
        total.update(document.recorded)
        links += document.printed.links
    assert len(pages()) == 200
    assert (total["entries"], links, total["pointers"]) == (28_860, 37_407, 43_253)
    assert (total["PubMed links"], total["levels"]) == (27_215, 3_142)


def test_one_line_that_looks_like_an_entry_is_the_end_of_another() -> None:
    # Whoever counts numbered lines, or asks Markdown, finds 28,861 entries.
    broken = {document.name: document.printed.broken for document in pages() if document.printed.broken}
    assert broken == {f"{PAGES}types-head-and-neck-hp-child-esthesioneuroblastoma-treatment-pdq.md": ("2024.",)}
    (page,) = (document for document in pages() if document.printed.broken)
    entries = [record for record in page.processed.records if isinstance(record, Reference)]
    numbers = [
        entry.number
        for entry in entries
        if " 2024. [Also available" in entry.citation or "2024. Also available" in entry.citation
    ]
    assert numbers == [9]


def test_the_distinct_articles_of_the_pages() -> None:
    folder = needs_shared() / "documents"
    linked = {
        number
        for page in pages()
        for number in re.findall(r"&list_uids=(\d+)&", (folder / page.name).read_text("utf-8"))
    }
    # One of these numbers stands there with zeros before it; four articles are linked by addresses of other forms.
    assert len(linked) == 21_727
    recorded = frozenset[str]().union(*(page.pmids for page in pages()))
    others = {"20301519", "21542545", "25121310", "33351435"}
    assert recorded == {number.lstrip("0") for number in linked} | others
    for page in pages():
        assert page.pmids <= page.printed.pmids


def test_the_trials_of_the_pages() -> None:
    folder = needs_shared() / "documents"
    printed: set[str] = set()
    mentioned: set[str] = set()
    for page in pages():
        printed.update(re.findall(r"NCT\d{8}(?!\d)", (folder / page.name).read_text("utf-8")))
        passages = (record for record in page.processed.records if isinstance(record, Passage))
        trials = (it.target for passage in passages for it in passage.mentions if it.category == "trial")
        mentioned.update(target.removeprefix("trial/") for target in trials)
    assert len(printed) == 789
    # It stands in the title of an entry and nowhere else.
    assert printed - mentioned == {"NCT00061893"}
    assert mentioned <= printed


def test_a_summary_in_xml() -> None:
    (document,) = (document for document in documents() if document.name == EXTRA)
    assert document.recorded == {"entries": 472, "PubMed links": 455, "pointers": 619, "levels": 21}


def test_the_table_has_a_row_for_each_document_and_a_total() -> None:
    table = list(rows(documents()))
    assert [row[0] for row in table] == [*(document.name for document in documents()), "total"]
    assert ("CDR0000062872", "472", "455", "454", "619", "619", "21") in [
        (row[0].rpartition("/")[2][:13], *row[1:]) for row in table
    ]


def test_the_counter_of_markdown_by_itself() -> None:
    text = """## One
1. no entry
Seen [[1](#cit/section_1.1)-[3](#cit/section_1.3),[5](#cit/section_1.5)]
[[Level of evidence: II]](/Common/PopUps/popDefinition.aspx?id=1&version=HealthProfessional&language=English)
[word](/Common/PopUps/popDefinition.aspx?id=2&version=healthprofessional&language=English&dictionary=Cancer.gov)
### References
1. Doe J: Title. J Made Up 1: 1, 2001. [PUBMED](http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?list_uids=0012&x)
2. Roe R: Title. J Made Up 1: 2,
2024.
2024. Available.
"""
    printed = printed_in("made-up.md", text.encode())
    assert printed.counts == {"entries": 2, "PubMed links": 1, "pointers": 4, "levels": 1}
    assert (printed.pmids, printed.links, printed.broken) == (frozenset({"12"}), 3, ("2024.",))


def test_the_counter_of_plain_text_by_itself() -> None:
    text = "Seen.[1,3-5][Level of evidence: II]\n1. no entry, as nothing stands before it\n  1. Doe J: Title.\n"
    printed = printed_in("made-up.txt", text.encode())
    assert printed.counts == {"entries": 1, "PubMed links": 0, "pointers": 4, "levels": 1}
    assert printed.links == 3

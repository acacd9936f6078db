"""A PubMed record as it is read: every field, odd forms of each, and what is left out on purpose."""

import pytest
from benchmarks.literature_data import articles
from benchmarks.literature_xml import as_xml as benchmark_xml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pubmed_records import Author, Fixture, Heading, Journal, Link, as_xml

from oncotriples.documents import article_entry as entry
from oncotriples.documents.article import identity, read_article
from oncotriples.documents.article_entry import CorrectionLink, PubMedArticle, Substance, Tag
from oncotriples.documents.article_set import Piece
from oncotriples.documents.article_values import date_in, orcid, pages_in, published_in, text_in, title_in
from oncotriples.documents.problems import Problem, UnreadableDocument


def _read(xml: str, tag: str = "PubmedArticle") -> PubMedArticle:
    return read_article(Piece(tag, xml.encode(), 1, 0), "sample.xml")


def _with(citation: str = "", article: str = "", data: str = "") -> PubMedArticle:
    """A record of these elements and a PMID."""
    return _read(
        f"<PubmedArticle><MedlineCitation><PMID>1</PMID><Article>{article}</Article>{citation}</MedlineCitation>"
        f"<PubmedData>{data}</PubmedData></PubmedArticle>"
    )


def _refused(xml: str) -> Problem:
    with pytest.raises(UnreadableDocument) as caught:
        _read(xml)
    return caught.value.problem


def test_every_field_is_read_from_its_own_place() -> None:
    fixture = Fixture(
        "90000001",
        title="Effect of <i>agentol</i> on T<sub>reg</sub> cells: 1 &lt; 2.",
        authors=(
            Author("Putnam", "Alice B", "AB", "Jr", orcid="https://orcid.org/0000-0002-1825-0097"),
            Author("Putnan", "Alice B", "AB", valid=False),
            Author(collective="Invented Study Group"),
        ),
        journal=Journal(issn_type="Print"),
        day="3",
        doi="10.9999/ex.1",
        wrong_doi="10.9999/wrong",
        pii="S1",
        pmcid="PMC7",
        types=(("D016428", "Journal Article"), ("D016441", "Retracted Publication")),
        mesh=(
            Heading("D001943", "Breast Neoplasms", qualifiers=(("Q000188", "drug therapy"), ("Q000401", "mortality"))),
            Heading("D006801", "Humans", major=True),
        ),
        chemicals=(("0", "D000970", "Antineoplastic Agents"), ("EC 2.7.10.1", "C000001", "kinase")),
        trials=("NCT00000001", "ISRCTN00000001", "2004-000001-01"),
        links=(
            Link("RetractionIn", pmid="90000007", note="Invented"),
            Link("ErratumIn"),
            Link("Cites", pmid="90000008"),
        ),
        references=("90000009", "NOT_FOUND;INVALID_JOURNAL"),
        article_date="2012-02-29",
        abstract="Not taken over.",
        vernacular="Wirkung.",
        language="ger",
        version="3",
        complete=False,
    )
    assert _read(as_xml(fixture)) == PubMedArticle(
        pmid="90000001",
        version="3",
        title="Effect of agentol on Treg cells: 1 < 2",
        vernacular="Wirkung",
        authors=(
            entry.Author("Putnam", "Alice B", "AB", "Jr", "", "0000-0002-1825-0097"),
            entry.Author(collective="Invented Study Group"),
        ),
        authors_complete=False,
        journal=entry.Journal(
            title="Journal of invented oncology",
            iso="J. Invent. Oncol.",
            nlm="J Invent Oncol",
            nlm_id="9900001",
            issn="9999-0006",
            issn_linking="9999-0014",
        ),
        published="2012-03-03",
        electronic="2012-02-29",
        volume="30",
        issue="9",
        pages="914-23",
        doi="10.9999/ex.1",
        pmcid="PMC7",
        pii="S1",
        languages=("ger",),
        types=(Tag("D016428", "Journal Article"), Tag("D016441", "Retracted Publication")),
        headings=(
            entry.Heading(
                "D001943",
                "Breast Neoplasms",
                False,
                (Tag("Q000188", "drug therapy"), Tag("Q000401", "mortality")),
            ),
            entry.Heading("D006801", "Humans", True),
        ),
        substances=(
            Substance("D000970", "Antineoplastic Agents"),
            Substance("C000001", "kinase", "EC 2.7.10.1"),
        ),
        registrations=("NCT00000001", "ISRCTN00000001", "2004-000001-01"),
        corrections=(
            CorrectionLink("RetractionIn", "J Invent Oncol. 2013 Jan;31(1):10", "90000007", "Invented"),
            CorrectionLink("ErratumIn", "J Invent Oncol. 2013 Jan;31(1):10"),
        ),
        revised="2020-01-31",
    )


def test_a_chapter_has_a_book_and_neither_journal_nor_volume() -> None:
    fixture = Fixture("90000002", title="A chapter.", book="A book.", doi="10.9999/b", pages="")
    found = _read(as_xml(fixture), "PubmedBookArticle")
    assert (found.title, found.part_of, found.doi, found.published) == ("A chapter", "A book", "10.9999/b", "2012-03")
    assert found.journal == entry.Journal()
    assert [author.name for author in found.authors] == ["Example AB", "Sample C"]
    book = _read(as_xml(Fixture("90000003", title="", book="A book.")), "PubmedBookArticle")
    assert (book.title, book.part_of) == ("A book", "")


def test_editors_are_no_authors() -> None:
    named = "<Author><LastName>{}</LastName></Author>"
    lists = "".join(f'<AuthorList Type="{kind}">{named.format(kind)}</AuthorList>' for kind in ("editors", "authors"))
    found = _read(
        f"<PubmedBookArticle><BookDocument><PMID>1</PMID><Book><BookTitle>B</BookTitle>{lists}</Book></BookDocument>"
        "</PubmedBookArticle>",
        "PubmedBookArticle",
    )
    assert [author.family for author in found.authors] == ["authors"]


def test_a_bare_record_says_nothing_but_its_number() -> None:
    assert _read("<PubmedArticle><MedlineCitation><PMID> 0042 </PMID></MedlineCitation></PubmedArticle>") == (
        PubMedArticle("42")
    )


def test_its_own_number_is_the_first_and_at_its_place() -> None:
    link = '<CommentsCorrectionsList><CommentsCorrections RefType="ErratumIn"><PMID>2</PMID></CommentsCorrections>'
    link += "</CommentsCorrectionsList>"
    assert _with(citation=f"{link}<PMID Version='9'>3</PMID>").pmid == "1"
    assert _with(citation=f"{link}<PMID Version='9'>3</PMID>").version == ""
    for xml in (
        f"<PubmedArticle><MedlineCitation>{link}</MedlineCitation></PubmedArticle>",
        "<PubmedArticle><MedlineCitation/><PMID>1</PMID></PubmedArticle>",
        "<PubmedArticle><PubmedData><ArticleIdList><ArticleId>1</ArticleId></ArticleIdList></PubmedData></PubmedArticle>",
        "<PubmedArticle><MedlineCitation><PMID>1 2</PMID></MedlineCitation></PubmedArticle>",
    ):
        assert _refused(xml).rule == "no-pmid"
        assert Piece("PubmedArticle", xml.encode(), 1, 0).identity() is None


@pytest.mark.parametrize(
    ("start", "plain"),
    [
        ('<MedlineCitation Status="MEDLINE" Owner="NLM">\n <PMID Version="2">0017</PMID>', True),
        ("<MedlineCitation><PMID >\n17 </PMID >", True),
        ("<MedlineCitation a='>'><PMID Version='2'>17</PMID>", False),
        ("<MedlineCitation><?a b?><PMID>17</PMID>", False),
        ("<MedlineCitation><PMID>1&#55;</PMID>", False),
        ("<MedlineCitation><PMID>000000000017</PMID>", True),
        ("<MedlineCitation><DateRevised/><PMID Version='2'>17</PMID>", False),
        ("<MedlineCitation><PMID Version='000'>17</PMID>", False),
    ],
)
def test_a_number_is_told_by_the_first_bytes_or_by_the_parser(start: str, plain: bool) -> None:
    piece = Piece("PubmedArticle", f"<PubmedArticle>{start}</MedlineCitation></PubmedArticle>".encode(), 1, 0)
    article = read_article(piece, "sample.xml")
    assert (piece.identity() is not None) is plain
    assert identity(piece, "sample.xml") == (17, int(article.version or 1))
    assert article.version == ("2" if "2" in start else "")


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<Year>2021</Year><Month>10</Month><Day>21</Day>", "2021-10-21"),
        ("<Year>2021</Year><Month>3</Month><Day>4</Day>", "2021-03-04"),
        ("<Year>2021</Year><Month>Mar</Month><Day>04</Day>", "2021-03-04"),
        ("<Year> 2021 </Year><Month>SEPT</Month>", "2021-09"),
        ("<Year>2021</Year><Month>march</Month>", "2021-03"),
        ("<Year>2021</Year><Month>13</Month><Day>1</Day>", "2021"),
        ("<Year>2021</Year><Month>0</Month>", "2021"),
        ("<Year>2021</Year><Month>Jan-Feb</Month>", "2021"),
        ("<Year>2021</Year><Month>\u0663</Month>", "2021"),
        ("<Year>2021</Year><Month>Feb</Month><Day>29</Day>", "2021-02"),
        ("<Year>2020</Year><Month>Feb</Month><Day>29</Day>", "2020-02-29"),
        ("<Year>2020</Year><Month>Feb</Month><Day>0031</Day>", "2020-02"),
        ("<Year>2020</Year><Month>Feb</Month><Day>\u0663</Day>", "2020-02"),
        ("<Year>2020</Year><Day>3</Day>", "2020"),
        ("<Year>0000</Year>", ""),
        ("<Year>20</Year>", ""),
        ("<Year>\u0662\u0660\u0662\u0661</Year>", ""),
        ("<Month>Mar</Month>", ""),
        ("", ""),
        ("<Year>2020</Year><Month>" + "9" * 5000 + "</Month>", "2020"),
    ],
)
def test_dates_are_days_of_the_calendar_or_less_exact(xml: str, expected: str) -> None:
    assert date_in(etree.fromstring(f"<D>{xml}</D>")) == expected
    assert published_in(etree.fromstring(f"<D>{xml}</D>")) == expected


@given(st.tuples(*[st.text(st.characters(exclude_categories=["C"]), max_size=12)] * 3))
def test_whatever_stands_there_is_no_other_date(parts: tuple[str, str, str]) -> None:
    element = etree.Element("D")
    for tag, text in zip(("Year", "Month", "Day"), parts, strict=True):
        etree.SubElement(element, tag).text = text
    found = date_in(element)
    assert found == "" or found[:4] == parts[0].strip()
    assert len(found) in (0, 4, 7, 10)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998 Dec-1999 Jan"),
        ("<Year>1998</Year><Season>Spring</Season>", "1998 Spring"),
        ("<Season>Spring</Season>", "Spring"),
    ],
)
def test_words_stand_for_a_date(xml: str, expected: str) -> None:
    assert published_in(etree.fromstring(f"<PubDate>{xml}</PubDate>")) == expected


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<StartPage>914</StartPage><EndPage>923</EndPage><MedlinePgn>914-23</MedlinePgn>", "914-23"),
        ("<MedlinePgn>335-8; discussion 339</MedlinePgn>", "335-8; discussion 339"),
        ("<StartPage>914</StartPage><EndPage>923</EndPage><MedlinePgn/>", "914-923"),
        ("<StartPage>e12</StartPage><EndPage>e12</EndPage>", "e12"),
        ("<StartPage>e12</StartPage>", "e12"),
        ("<EndPage>9</EndPage>", "9"),
        ("", ""),
    ],
)
def test_pages(xml: str, expected: str) -> None:
    assert pages_in(etree.fromstring(f"<Pagination>{xml}</Pagination>")) == expected


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("A title.", "A title"),
        ("To be continued...", "To be continued..."),
        ("[Not Available].", "[Not Available]"),
        ("A\n   title\u00a0with \u2009spaces .", "A title with spaces "),
        ("<i>S.</i> <b>aureus</b>", "S. aureus"),
        ("1<sup>st</sup><sub/> of <i>a <b>b</b></i> c.", "1st of a b c"),
        ("<?a b?>What?", "What?"),
        (".", ""),
        ("", ""),
        ("&amp;&#xe4;&lt;", "&ä<"),
    ],
)
def test_titles(xml: str, expected: str) -> None:
    assert _with(article=f"<ArticleTitle>{xml}</ArticleTitle>").title == expected
    assert title_in(None) == text_in(None) == ""


@pytest.mark.parametrize("declared", [' xmlns:mml="http://www.w3.org/1998/Math/MathML"', ""])
def test_a_formula_is_its_text_whether_its_prefix_is_declared_or_not(declared: str) -> None:
    formula = f"<mml:math{declared}><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>1</mml:mn></mml:math>"
    assert _with(article=f"<ArticleTitle>If {formula} holds.</ArticleTitle>").title == "If x=1 holds"
    assert _refused(f"<PubmedArticle>\n{formula}</PubmedArticl>").line == 2
    assert _refused(f"<PubmedArticle>{formula}\n\n<x:y/></PubmedArticle>").line == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("0000000218250097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("http://www.orcid.org/0000-0002-1825-0097/", "0000-0002-1825-0097"),
        ("orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("0000-0002-1825-0098", ""),
        ("0000-0002-1825-009", ""),
        ("\u0660\u0660\u0660\u0660-0002-1825-0097", ""),
        ("", ""),
    ],
)
def test_an_orcid_has_its_check_digit(text: str, expected: str) -> None:
    assert orcid(text) == expected


def test_identifiers_of_others_and_odd_ones_are_not_taken() -> None:
    foreign = "<ReferenceList><Reference><ArticleIdList><ArticleId IdType='doi'>10.9999/other</ArticleId>"
    foreign += "<ArticleId IdType='pmc'>PMC9</ArticleId></ArticleIdList></Reference></ReferenceList>"
    odd = "<ArticleId IdType='doi'>https://doi.org/10.9999/x</ArticleId><ArticleId IdType='pmc'>9</ArticleId>"
    found = _with(
        data=f"<ArticleIdList>{odd}<ArticleId/><ArticleId IdType='mid'>N1</ArticleId></ArticleIdList>{foreign}"
    )
    assert found == PubMedArticle("1")
    placed = "<ELocationID EIdType='doi'>10.9999/{}</ELocationID>"
    listed = "<ArticleIdList><ArticleId IdType='doi'>10.9999/list</ArticleId></ArticleIdList>"
    assert _with(article=placed.format("place")).doi == "10.9999/place"
    assert _with(article=placed.format("place"), data=listed + foreign).doi == "10.9999/list"


def test_authors_without_a_name_and_identifiers_of_places_are_left_out() -> None:
    place = (
        "<AffiliationInfo><Affiliation>Nowhere</Affiliation><Identifier Source='ROR'>1</Identifier></AffiliationInfo>"
    )
    authors = (
        f"<Author><LastName>Example</LastName>{place}</Author><Author>{place}</Author><Author/>"
        "<Author><ForeName>Only</ForeName><Identifier Source='ISNI'>0000000218250097</Identifier></Author>"
        "<Author><CollectiveName>Group of <i>many</i></CollectiveName></Author>"
    )
    assert _with(article=f"<AuthorList>{authors}</AuthorList>").authors == (
        entry.Author("Example"),
        entry.Author(given="Only"),
        entry.Author(collective="Group of many"),
    )


def test_ten_thousand_authors_are_read_in_order() -> None:
    names = [f"N{number}" for number in range(10_000)]
    listed = "".join(f"<Author ValidYN='Y'><LastName>{name}</LastName></Author>" for name in names)
    found = _with(article=f"<AuthorList>{listed}</AuthorList>")
    assert [author.family for author in found.authors] == names


def test_only_numbers_of_trials_are_registrations() -> None:
    banks = "".join(
        f"<DataBank><DataBankName>{name}</DataBankName><AccessionNumberList><AccessionNumber>{number}</AccessionNumber>"
        "<AccessionNumber/></AccessionNumberList></DataBank>"
        for name, number in (("GENBANK", "AF1"), ("ClinicalTrials.gov", "NCT1"), ("DRKS", "DRKS1"))
    )
    assert _with(article=f"<DataBankList>{banks}<DataBank/></DataBankList>").registrations == ("NCT1", "DRKS1")


def test_a_long_heading_is_read_too() -> None:
    long = "x" * 300
    kinds = f"<PublicationType UI='D1'>{long}</PublicationType><PublicationType>a <i>b</i></PublicationType>"
    found = _with(article=f"<PublicationTypeList>{kinds}</PublicationTypeList>")
    assert found.types == (Tag("D1", long), Tag("", "a b"))


def test_what_the_benchmark_generates_is_what_is_read() -> None:
    for invented in articles(200, 1):
        assert _read(benchmark_xml(invented)) == invented.article
    first, again, other = (next(articles(1, number)) for number in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize(
    "xml",
    [
        "<PubmedArticle>&who;</PubmedArticle>",
        "<PubmedArticle><a></b></PubmedArticle>",
        "<PubmedArticle>\x01</PubmedArticle>",
    ],
)
def test_what_is_no_xml_is_refused(xml: str) -> None:
    problem = _refused(xml)
    assert (problem.rule, problem.line) == ("malformed-xml", 1)
    assert problem.message.endswith("): get the set again")
    assert ", line" not in problem.message

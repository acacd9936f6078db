"""RIS, read back by rispy."""

import pytest
import rispy
from bibliographies import article, made, one
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.graph.assembling import Loaded
from oncotriples.release.author_names import Names
from oncotriples.release.bibliography import entries, works
from oncotriples.release.lookup import Lookup
from oncotriples.release.ris import page_span, ris


def test_an_article() -> None:
    entry = one(
        article(
            """onct:authorsAsPrinted "van der Graaf WT, Putnam JB Jr, Some Study Group, et al." ; prism:volume "9" ;
            dcterms:title "About <40% & “β”"@en ; dcterms:isPartOf <journal/j> ; prism:issueIdentifier "4 Pt 1" ;
            prism:pageRange "98-105; discussion 105-6" ; fabio:hasPubMedId "1" ; onct:articleRecord <record/pmid/1> ;
            fabio:hasPubMedCentralId "PMC1" ; prism:doi "10.99999/x" ; onct:standing <code/standing/corrected> ;
            onct:checkedOn "2026-11-23"^^xsd:date""",
            of="""<journal/j> fabio:hasNLMJournalTitleAbbreviation "J Ex" . <record/pmid/1>
            onct:publishedOn "2020-05"^^xsd:gYearMonth ; prism:issn "1234-5678" .""",
        )
    )
    assert ris([entry]).split("\r\n") == [
        "TY  - JOUR",
        "ID  - pmid1",
        "AU  - van der Graaf, W. T.",
        "AU  - Putnam, J. B., Jr",
        "AU  - Some Study Group",
        "AU  - et al.",
        "TI  - About <40% & “β”",
        "T2  - J Ex",
        "J2  - J Ex",
        "PY  - 2020",
        "DA  - 2020/05//",
        "VL  - 9",
        "IS  - 4 Pt 1",
        "SP  - 98",
        "EP  - 105",
        "SN  - 1234-5678",
        "DO  - 10.99999/x",
        "AN  - 1",
        "DB  - PubMed",
        "C2  - PMC1",
        "UR  - https://pubmed.ncbi.nlm.nih.gov/1/",
        "N1  - Corrected (PubMed, checked 2026-11-23)",
        "N1  - Pages as printed: 98-105; discussion 105-6",
        "ER  - ",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("kind", "type_", "editor"),
    [
        ("fabio:BookChapter", "CHAP", "A2"),
        ("fabio:Book", "BOOK", "ED"),
        ("fabio:ReportDocument", "RPRT", "ED"),
        ("fabio:ReportDocument, onct:MeetingAbstract", "CPAPER", "A2"),
        ("fabio:WebPage", "ELEC", "ED"),
    ],
)
def test_books(kind: str, type_: str, editor: str) -> None:
    printed = "Fletcher CDM, Bridge JA, et al., eds.: Tumours. 4th ed. Lyon: IARC Press, 2013."
    lines = ris([one(f'<x> a {kind} ; dcterms:bibliographicCitation "{printed}" .', "x")]).split("\r\n")
    assert lines[0] == f"TY  - {type_}"
    assert [line for line in lines if line.startswith(editor)] == [
        f"{editor}  - Fletcher, C. D. M.",
        f"{editor}  - Bridge, J. A.",
        f"{editor}  - et al.",
    ]
    assert {"ET  - 4", "PB  - IARC Press", "CY  - Lyon", "PY  - 2013", f"N1  - As printed: {printed}"} < set(lines)
    assert ("N1  - Abstract of a meeting" in lines) == ("Abstract" in kind)


@pytest.mark.parametrize(
    ("pages", "span"),
    [
        ("765-85", ("765", "785")),
        ("1208-16", ("1208", "1216")),
        ("671-80", ("671", "680")),
        ("2382-2393", ("2382", "2393")),
        ("98-105", ("98", "105")),
        ("523\u20139", ("523", "529")),
        ("763", ("763", "")),
        ("e018", ("e018", "")),
        ("e418-26", ("e418", "e426")),
        ("e1-e3", ("e1", "e3")),
        ("S90-103", ("S90", "S103")),
        ("S421-S424", ("S421", "S424")),
        ("x280-6", ("x280", "x286")),
        ("ii35-8", ("ii35", "ii38")),
        ("265.e1-8", ("265.e1", "265.e8")),
        ("762-769.e1", ("762", "769.e1")),
        ("72.e1-72.e7", ("72.e1", "72.e7")),
        ("20-e29", ("20", "e29")),
        ("iii-iv, 1-187", ("iii", "iv")),
        ("98-105; discussion 105-6", ("98", "105")),
        ("283-304, 456; quiz 532", ("283", "304")),
        ("A-9501", ("A-9501", "")),
        ("A-PD.024, 434", ("A-PD.024", "")),
        ("JCO2018782516", ("JCO2018782516", "")),
        ("CD001419", ("CD001419", "")),
        ("Section 29", ("Section 29", "")),
        ("795-801.e1-7", ("795-801.e1-7", "")),
        ("105-6", ("105", "106")),
        ("98-5", ("98", "5")),
        ("", ("", "")),
    ],
)
def test_pages(pages: str, span: tuple[str, str]) -> None:
    assert page_span(pages) == span


def test_standing_is_told_of_every_article() -> None:
    said = 'onct:standing <code/standing/standing> ; onct:checkedOn "2026-11-23"^^xsd:date'
    assert "N1  - Standing (PubMed, checked 2026-11-23)\r\n" in ris([one(article(said))])
    assert "N1  - Standing not checked\r\n" in ris([one(article())])


def test_a_group_has_no_comma() -> None:
    entry = made(onct_authorsAsPrinted="Surveillance, Epidemiology, and End Results (SEER) Program")
    assert "AU  - Surveillance Epidemiology and End Results (SEER) Program\r\n" in ris([entry])


def test_every_work_of_the_graph_is_read_back(whole: Loaded) -> None:
    found = Lookup(whole.dataset.union)
    written = entries(found, works(found))
    back = rispy.loads(ris(written), newline="\r\n")
    assert [told["id"] for told in back] == [entry.key for entry in written]
    for entry, told in zip(written, back, strict=True):
        assert told["title"] == entry.title
        assert len(told.get("authors", ())) == _count(entry.authors)
        assert told.get("secondary_title", "") == (entry.journal or entry.container)
        assert told.get("accession_number", "") == entry.pmid
        assert told.get("start_page", "") == page_span(entry.pages)[0]
        assert told.get("end_page", "") == page_span(entry.pages)[1]
        assert told.get("year", "") == entry.year


TAGS = st.sampled_from(
    ["ER  - ", "\r\nER  - \r\n", "\nTY  - BOOK\n", "TY  - ", "\x85AU  - X", "\u2028ER  - ", "\x0bER  - "]
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.lists(ANY | TAGS, max_size=4).map("".join))
def test_no_text_leaves_its_field(text: str) -> None:
    entry = made(
        dcterms_title=f"x{text}x",
        onct_authorsAsPrinted=text,
        prism_volume=text,
        prism_pageRange=text,
        prism_doi=text,
        fabio_hasPubMedId=text,
        dcterms_bibliographicCitation=f"Some Body, ed.: {text}. In: {text}. {text}: {text}, 2001.",
    )
    written = ris([entry, made(dcterms_title="next")])
    for newline, whole in (("\r\n", written), ("\n", "\n".join(written.splitlines()))):
        first, second = rispy.loads(whole, newline=newline)
        assert first["title"] == entry.title
        assert first.get("volume", "") == entry.volume
        assert len(first.get("authors", ())) == _count(entry.authors)
        assert second["title"] == "next"


def _count(names: Names) -> int:
    return len(names.members) + names.et_al

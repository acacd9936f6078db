r"""BibTeX, read back by pybtex (grammar, names) and decoded by pylatexenc, whose other half encodes it."""

import re

import pytest
from bibliographies import article, made, one
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, Person, parse_string
from pylatexenc.latex2text import LatexNodes2Text

from oncotriples.graph.assembling import Loaded
from oncotriples.release.author_names import Name, Names
from oncotriples.release.bibliography import Entry, entries, works
from oncotriples.release.bibtex import bibtex
from oncotriples.release.lookup import Lookup

# What the decoder does not know, as what it knows.
_UNKNOWN = {
    r"{\textless}": "<",
    r"{\textgreater}": ">",
    r"{\textbraceleft}": r"\{",
    r"{\textbraceright}": r"\}",
    r"{\textasciicircum}": "^",
    r"{$^8$}": "⁸",
}
_DECODER = LatexNodes2Text(math_mode="text", strict_latex_spaces=True)


def read(text: str) -> BibliographyData:
    """What a reader makes of the text; it counts every brace, as BibTeX does."""
    return parse_string(text, "bibtex")


def plain(latex: str) -> str:
    for command, character in _UNKNOWN.items():
        latex = latex.replace(command, character)
    return str(_DECODER.latex_to_text(latex))


def names(persons: list[Person]) -> Names:
    """Names as a reader takes them apart."""
    found, et_al = [], False
    for person in persons:
        given = " ".join((*person.first_names, *person.middle_names))
        if (person.last_names, given) == (["others"], ""):
            et_al = True
        elif not given:
            found.append(Name(literal=plain(" ".join((*person.prelast_names, *person.last_names)))))
        else:
            parts = (person.last_names, [given], person.prelast_names, person.lineage_names)
            found.append(Name(*(plain(" ".join(part)) for part in parts)))
    return Names(tuple(found), et_al)


def fields(entry: Entry) -> dict[str, str]:
    (read_back,) = read(bibtex([entry])).entries.values()
    return {name.lower(): value for name, value in read_back.fields.items()}


def test_an_article() -> None:
    said = """onct:authorsAsPrinted "van der Graaf WT, Putnam JB Jr, Élan É, Some Study Group, et al." ;
        dcterms:title "Über 50% of DNA & RNA_x {#1} in Ewing's ~ β^2 \\\\ a"@en ; dcterms:isPartOf <journal/j> ;
        fabio:hasPubMedId "1" ; fabio:hasPubMedCentralId "PMC1" ; onct:articleRecord <record/pmid/1> ;
        prism:volume "9" ; prism:issueIdentifier "4 Pt 1" ; prism:pageRange "765-85" ;
        onct:standing <code/standing/retracted> ; onct:checkedOn "2026-11-23"^^xsd:date"""
    of = """<journal/j> fabio:hasNLMJournalTitleAbbreviation "J Ex & Co" . <record/pmid/1>
        onct:publishedOn "2020-05-17"^^xsd:date ; prism:doi "10.99999/a_b(c)%3C{d}" ."""
    assert bibtex([one(article(said, of=of))]) == (
        r"""@article{pmid1,
  author = {van der Graaf, W. T. and Putnam, Jr, J. B. and {\'E}lan, {\'E}. and {Some Study Group} and others},
  title = {{\"U}ber 50{\%} of {DNA} {\&} {RNA{\_}x} {\textbraceleft}{\#}1{\textbraceright} in {Ewing's} """
        r"""{\textasciitilde} {$\beta$}{\textasciicircum}2 {\textbackslash} a},
  journal = {J Ex {\&} Co},
  year = {2020},
  month = may,
  volume = {9},
  number = {4 Pt 1},
  pages = {765--85},
  doi = {10.99999/a_b(c)%3C%7Bd%7D},
  pmid = {1},
  pmcid = {PMC1},
  standing = {Retracted (PubMed, checked 2026-11-23)},
  note = {Retracted (PubMed, checked 2026-11-23)},
}
"""
    )


def test_a_chapter() -> None:
    printed = (
        "Casali PG, et al.: Stromal tumor. In: DeVita VT Jr, Lawrence TS, eds.: Principles & Practice. 11th ed. "
        "Milwaukee, Wi: Williams and Wilkins, 2019, pp 895-906."
    )
    assert bibtex(
        [
            one(
                f'<citation/key/a-b> a fabio:BookChapter; dcterms:bibliographicCitation "{printed}" .',
                "citation/key/a-b",
            )
        ]
    ) == (
        r"""@incollection{a-b,
  author = {Casali, P. G. and others},
  title = {Stromal tumor},
  booktitle = {Principles {\&} Practice},
  editor = {DeVita, Jr, V. T. and Lawrence, T. S.},
  edition = {11th},
  publisher = {{Williams and Wilkins}},
  address = {{Milwaukee, Wi}},
  year = {2019},
  pages = {895--906},
  annote = {Casali PG, et al.: Stromal tumor. In: DeVita VT Jr, Lawrence TS, eds.: Principles {\&} Practice. """
        r"""11th ed. Milwaukee, Wi: Williams and Wilkins, 2019, pp 895-906.},
}
"""
    )


@pytest.mark.parametrize(
    ("kind", "type_", "publisher"),
    [
        ("fabio:Book", "book", "publisher"),
        ("fabio:ReportDocument", "techreport", "institution"),
        ("fabio:ReportDocument, onct:MeetingAbstract", "inproceedings", "publisher"),
        ("fabio:WebPage", "misc", "howpublished"),
        ("fabio:JournalArticle", "misc", "howpublished"),
    ],
)
def test_types(kind: str, type_: str, publisher: str) -> None:
    entry = one(f'<x> a {kind} ; dcterms:bibliographicCitation "Weiss SW: Tumors. 4th ed. Mosby, 2001." .', "x")
    assert bibtex([entry]).startswith(f"@{type_}{{")
    assert fields(entry)[publisher] == "Mosby"
    assert ("titleaddon" in fields(entry)) == ("Abstract" in kind)


@pytest.mark.parametrize(
    ("pages", "written"),
    [
        ("765-85", "765--85"),
        ("523\u20139", "523--9"),
        ("S1-8", "S1--8"),
        ("e30358", "e30358"),
        ("A-9501", "A-9501"),
        ("98-105; discussion 105-6", "98-105; discussion 105-6"),
        ("795-801.e1-7", "795-801.e1-7"),
    ],
)
def test_pages(pages: str, written: str) -> None:
    assert fields(made(prism_pageRange=pages))["pages"] == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Results of therapy", "Results of therapy"),
        (
            "“Results” of DNA repair in St. Jude",
            "{\\textquotedblleft}Results{\\textquotedblright} of {DNA} repair in {St. Jude}",
        ),
        ("DNA repair", "{DNA} repair"),
        ("mTOR repair", "{mTOR} repair"),
        ("McCune repair", "{McCune} repair"),
        ("5-FU after relapse: A study", "{5-FU} after relapse: {A} study"),
        ("a -- b --- c", "a -{}- b -{}-{}- c"),
        ("東 and <5 > 4", "東 and {\\textless}5 {\\textgreater} 4"),
    ],
)
def test_titles_keep_their_capitals(title: str, written: str) -> None:
    assert f"  title = {{{written}}},\n" in bibtex([made(dcterms_title=title)])


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Terwisscha van Scheltinga CEJ", "{Terwisscha van Scheltinga}, C. E. J."),
        ("de la Torre-García JM", "de la Torre-Garc{\\'i}a, J. M."),
        ("Dei Tos AP", "Dei Tos, A. P."),
        ("Children and Adults Group", "{Children and Adults Group}"),
    ],
)
def test_names(name: str, written: str) -> None:
    entry = made(onct_authorsAsPrinted=name)
    assert f"  author = {{{written}}},\n" in bibtex([entry])


def test_an_article_that_stands_has_no_note() -> None:
    told = fields(one(article('onct:standing <code/standing/standing> ; onct:checkedOn "2026-11-23"^^xsd:date')))
    assert told["standing"] == "Standing (PubMed, checked 2026-11-23)"
    assert "note" not in told


def test_an_address_only_where_there_is_no_doi() -> None:
    assert fields(made(fabio_hasPubMedId="1"))["url"] == "https://pubmed.ncbi.nlm.nih.gov/1/"
    assert "url" not in fields(made(fabio_hasPubMedId="1", prism_doi="10.99999/x"))


def test_every_work_of_the_graph_is_read_back(whole: Loaded) -> None:
    found = Lookup(whole.dataset.union)
    written = entries(found, works(found))
    back = read(bibtex(written)).entries
    assert list(back) == [entry.key for entry in written]
    for entry in written:
        told = back[entry.key]
        assert plain(told.fields["title"]) == entry.title
        assert names(told.persons.get("author", [])) == entry.authors
        assert names(told.persons.get("editor", [])) == entry.editors
        assert plain(told.fields.get("journal", "")) == entry.journal
        assert plain(told.fields.get("booktitle", "")) == entry.container
        assert told.fields.get("year", "") == entry.year
        assert told.fields.get("pages", "").replace("--", "-") == entry.pages.replace("\u2013", "-")


SPECIAL = st.text(st.sampled_from("aB1 éßí{}\\%#$&_^~\"'`?!<>@=,-\u2013"), max_size=40)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(SPECIAL)
def test_special_characters_come_back(text: str) -> None:
    entry = made(dcterms_title=f"x{text}x", prism_volume=text)
    told = fields(entry)
    assert plain(told["title"]) == entry.title
    assert plain(told.get("volume", "")) == entry.volume


@given(ANY | SPECIAL)
def test_no_text_leaves_its_field(text: str) -> None:
    said = {
        "dcterms_title": f"x {text} x",
        "onct_authorsAsPrinted": text,
        "prism_volume": text,
        "prism_pageRange": text,
        "prism_doi": text,
        "fabio_hasPubMedId": text,
        "fabio_hasPubMedCentralId": text,
        "dcterms_bibliographicCitation": f"Some Body, ed.: {text}. In: {text}. {text}: {text}, 2001.",
    }
    entry = made(**said)
    one_entry = bibtex([entry])
    lines = one_entry.split("\n")
    assert all(re.match("@|  [a-z]+ = |}$|$", line) for line in lines)
    assert len(lines) == len(one_entry.splitlines()) + 1
    back = read(f"{one_entry}\n{bibtex([made(dcterms_title='next')]).replace('pmid1', 'next')}").entries
    assert list(back) == ["pmid1", "next"]
    assert len(back["pmid1"].persons.get("author", [])) == len(entry.authors.members) + entry.authors.et_al


@given(ANY | SPECIAL, ANY | SPECIAL)
def test_names_stay_apart(one_name: str, other: str) -> None:
    entry = made(onct_authorsAsPrinted=f"{one_name} AB, {other} C, et al.")
    (back,) = read(bibtex([entry])).entries.values()
    assert len(back.persons["author"]) == len(entry.authors.members) + 1

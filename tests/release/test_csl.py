"""CSL-JSON: every item is what the schema of CSL 1.0.2 allows, and says all that is known."""

import json
import re
from typing import Any

import pytest
from bibliographies import article, lookup, made, one
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.graph.assembling import Loaded
from oncotriples.namespaces import BASE
from oncotriples.release.bibliography import entries, works
from oncotriples.release.csl import csl_item, csl_json
from oncotriples.release.lookup import Lookup

# What csl-data.json says of the variables that are used here; it allows none that it does not name.
TEXTS = {
    *("id", "type", "title", "container-title", "container-title-short", "edition", "publisher", "publisher-place"),
    *("volume", "issue", "page", "ISSN", "DOI", "PMID", "PMCID", "URL", "genre", "annote", "note"),
}
TYPES = {"article-journal", "chapter", "book", "report", "webpage", "paper-conference"}
NAME_PARTS = {"family", "given", "non-dropping-particle", "suffix", "literal"}


def conforms(item: dict[str, Any]) -> bool:
    """Whether an item is one by the schema, and by what it leaves open: no part is empty, names have a name."""
    rest = {name: value for name, value in item.items() if name not in TEXTS}
    assert all(isinstance(value, str) and value for name, value in item.items() if name in TEXTS), item
    assert item["type"] in TYPES
    assert set(rest) <= {"author", "editor", "issued", "custom"}
    for name in (*rest.get("author", ()), *rest.get("editor", ())):
        assert set(name) <= NAME_PARTS
        assert all(isinstance(part, str) and part for part in name.values())
        assert ("literal" in name) != ("family" in name)
    if "issued" in rest:
        ((*parts,),) = rest["issued"]["date-parts"]
        assert set(rest["issued"]) == {"date-parts"}
        assert 1 <= len(parts) <= 3
        assert all(type(part) is int for part in parts)
    assert all(isinstance(value, str) and value for value in rest["custom"].values())
    assert rest["custom"]["iri"]
    return True


def test_an_article() -> None:
    entry = one(
        article(
            """onct:authorsAsPrinted "van der Graaf WT, Putnam JB Jr, Some Study Group, et al." ; prism:volume "9" ;
            dcterms:title "About <40% & “β”"@en ; dcterms:isPartOf <journal/j> ; prism:issueIdentifier "4 Pt 1" ;
            fabio:hasPublicationYear "1995"^^xsd:gYear ; prism:pageRange "765-85" ; fabio:hasPubMedId "1" ;
            fabio:hasPubMedCentralId "PMC1" ; prism:doi "10.99999/x"; onct:standing <code/standing/retracted> ;
            onct:checkedOn "2026-11-23"^^xsd:date ; onct:notice <record/pmid/1/notice/1>""",
            of="""<journal/j> fabio:hasNLMJournalTitleAbbreviation "J Ex" . <record/pmid/1/notice/1>
            onct:noticeKind <code/notice-kind/retraction> ; dcterms:bibliographicCitation "J Ex. 2020;1:2" .""",
        )
    )
    assert csl_item(entry) == {
        "id": "pmid1",
        "type": "article-journal",
        "title": "About <40% & “β”",
        "author": [
            {"family": "Graaf", "given": "W. T.", "non-dropping-particle": "van der"},
            {"family": "Putnam", "given": "J. B.", "suffix": "Jr"},
            {"literal": "Some Study Group"},
            {"literal": "others"},
        ],
        "container-title": "J Ex",
        "container-title-short": "J Ex",
        "issued": {"date-parts": [[1995]]},
        "volume": "9",
        "issue": "4 Pt 1",
        "page": "765-85",
        "DOI": "10.99999/x",
        "PMID": "1",
        "PMCID": "PMC1",
        "URL": "https://pubmed.ncbi.nlm.nih.gov/1/",
        "note": "Retracted (PubMed, checked 2026-11-23): retraction in J Ex. 2020;1:2",
        "custom": {
            "iri": f"{BASE}citation/pmid/1",
            "standing": "retracted",
            "standing-checked": "2026-11-23",
            "notices": "retraction in J Ex. 2020;1:2",
        },
    }


def test_an_article_that_stands_has_no_note() -> None:
    said = 'onct:standing <code/standing/standing> ; onct:checkedOn "2026-11-23"^^xsd:date'
    item = csl_item(one(article(said)))
    assert "note" not in item
    assert item["custom"] == {
        "iri": f"{BASE}citation/pmid/1",
        "standing": "standing",
        "standing-checked": "2026-11-23",
    }


def test_silence_is_no_standing() -> None:
    assert csl_item(one(article()))["note"] == "Standing not checked"


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("fabio:JournalArticle", "article-journal"),
        ("fabio:JournalArticle, onct:MeetingAbstract", "article-journal"),
        ("fabio:ReportDocument, onct:MeetingAbstract", "paper-conference"),
        ("fabio:ReportDocument", "report"),
        ("fabio:BookChapter", "chapter"),
        ("fabio:Book", "book"),
        ("fabio:WebPage", "webpage"),
    ],
)
def test_types(kind: str, type_: str) -> None:
    journal = "; dcterms:isPartOf <journal/j>" if "Journal" in kind else ""
    item = csl_item(one(f'<x> a {kind} {journal} . <journal/j> skos:prefLabel "J"@en .', "x"))
    assert item["type"] == type_
    assert item.get("genre") == ("Abstract" if "Abstract" in kind else None)


@pytest.mark.parametrize(("printed", "edition"), [("11th ed.", "11"), ("4th rev. ed.", "4th rev. ed")])
def test_editions(printed: str, edition: str) -> None:
    text = f"Weiss SW: Tumors. {printed} Mosby, 2001."
    item = csl_item(one(f'<x> a fabio:Book ; dcterms:bibliographicCitation "{text}" .', "x"))
    assert item["edition"] == edition
    assert item["annote"] == text


def test_every_work_of_the_graph(whole: Loaded) -> None:
    found = Lookup(whole.dataset.union)
    items = json.loads(csl_json(entries(found, works(found))))
    assert all(conforms(item) for item in items)
    assert len({item["id"] for item in items}) == len(items) == len(works(found))


def test_the_same_bytes_whatever_the_order_of_the_triples(whole: Loaded) -> None:
    one_way = Lookup(whole.dataset.union)
    other = Lookup(reversed(whole.dataset.union))
    assert csl_json(entries(one_way, works(one_way))) == csl_json(entries(other, works(other)))


def test_nothing() -> None:
    assert csl_json([]) == "[]\n"
    assert works(lookup("<a> a <b> .")) == ()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text(text: str) -> None:
    entry = made(
        dcterms_title=text,
        onct_authorsAsPrinted=text,
        prism_pageRange=text,
        fabio_hasPublicationYear=text,
        prism_doi=text,
    )
    (item,) = json.loads(csl_json([entry]))
    assert conforms({"title": "-", **item})
    assert re.sub(r"[\W_]", "", item.get("page", "")) == re.sub(r"[\W_]", "", text)

"""What is proposed in the place of a withdrawn thing, and when nothing is."""

import pytest
from two_graphs import changes_of, only

from oncotriples.namespaces import compact

ARTICLE = "<citation/key/x> a fabio:JournalArticle ; skos:prefLabel 'x'"
TITLED = "dcterms:title 'On a tumor.' ; fabio:hasPublicationYear '2001'^^xsd:gYear"


def proposed(old: str, new: str, thing: str) -> tuple[str, str]:
    """The replacement of the withdrawn thing, and the reason."""
    change = only(changes_of(old, new), thing)
    return compact(change.now[0].iri) if change.now else "", change.reason


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "fabio:hasPubMedId '7' ; prism:doi '10.1/a'",
            "<citation/pmid/7> a fabio:Book ; fabio:hasPubMedId '7' . "
            "<citation/pmid/8> a fabio:Book ; prism:doi '10.1/a' .",
            ("citation/pmid/7", "its replacement has the same PMID, 7"),
        ),
        (
            "prism:doi '10.1/ABC'",
            "<citation/pmid/7> a fabio:JournalArticle ; prism:doi '10.1/abc' .",
            ("citation/pmid/7", "its replacement has the same DOI, 10.1/ABC"),
        ),
        (
            TITLED,
            f"<citation/pmid/7> a fabio:JournalArticle ; {TITLED.replace('On a tumor.', 'ON A  TUMOR')} .",
            ("citation/pmid/7", "its replacement has the same title and year"),
        ),
        (TITLED, f"<citation/pmid/7> a fabio:JournalArticle ; {TITLED.replace('2001', '2002')} .", ("", "")),
        (
            "dcterms:title 'Reply'",
            "<citation/pmid/7> a fabio:JournalArticle ; dcterms:title 'Reply' .",
            ("", ""),
        ),
        (
            "prism:doi '10.1/a'",
            "<citation/pmid/7> a fabio:Book ; prism:doi '10.1/a' . "
            "<citation/pmid/8> a fabio:Book ; prism:doi '10.1/a' .",
            ("", ""),
        ),
        ("dcterms:identifier '1'", "<citation/pmid/7> a fabio:Book ; skos:prefLabel 'x' .", ("", "")),
    ],
    ids=["pmid-first", "doi", "title", "other-year", "no-year", "two-bearers", "label-alone"],
)
def test_an_article_is_known_by_its_identifiers_else_its_title_and_year(
    old: str, new: str, expected: tuple[str, str]
) -> None:
    assert proposed(f"{ARTICLE} ; {old} .", new, "citation/key/x") == expected


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (
            "<document/s/2025-02-01> a onct:SummaryEdition ; dcterms:isVersionOf <document/s> ; "
            "onct:editionDate '2025-02-01'^^xsd:date . "
            "<document/s/2025-03-01> a onct:SummaryEdition ; dcterms:isVersionOf <document/s> ; "
            "onct:editionDate '2025-03-01'^^xsd:date . "
            "<document/s/undated-0a> a onct:SummaryEdition ; dcterms:isVersionOf <document/s> ; "
            "onct:notBefore '2013'^^xsd:gYear . "
            "<document/t/2026-01-01> a onct:SummaryEdition ; dcterms:isVersionOf <document/t> ; "
            "onct:editionDate '2026-01-01'^^xsd:date .",
            ("document/s/2025-03-01", "its replacement is the newest edition of the summary"),
        ),
        ("<document/t/1> a onct:SummaryEdition ; dcterms:isVersionOf <document/t> ; skos:prefLabel 'e' .", ("", "")),
    ],
)
def test_an_edition_is_replaced_by_the_newest_of_its_summary(new: str, expected: tuple[str, str]) -> None:
    old = "<document/s/2024-01-01> a onct:SummaryEdition ; dcterms:isVersionOf <document/s> ; skos:prefLabel 'e' ."
    assert proposed(old, new, "document/s/2024-01-01") == expected


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (
            "<agent/y> a onct:AgentClass ; skos:prefLabel 'Gleévec'@en .",
            ("agent/y", "its replacement has the same name, Gleevec"),
        ),
        (
            "<agent/y> a onct:Agent ; skos:prefLabel 'y' ; skos:altLabel 'gleevec'@en .",
            ("agent/y", "its replacement has the same name, Gleevec"),
        ),
        ("<treatment/y> a onct:Treatment ; skos:prefLabel 'Gleevec'@en .", ("", "")),
        ("<agent/y> a onct:Agent ; skos:prefLabel 'Gleevec 2'@en .", ("", "")),
        (
            "<agent/y> a onct:Agent ; skos:altLabel 'Gleevec' . <agent/z> a onct:Agent ; skos:prefLabel 'gleevec' .",
            ("", ""),
        ),
    ],
    ids=["label", "alternative-label", "other-kind", "other-name", "two-bearers"],
)
def test_any_other_thing_is_known_by_its_name_among_its_kind(new: str, expected: tuple[str, str]) -> None:
    assert proposed("<agent/x> a onct:Agent ; skos:prefLabel 'Gleevec'@en .", new, "agent/x") == expected

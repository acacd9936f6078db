"""Credits: the same words in the program and in the data, and none that claim the name PDQ for an extract."""

from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from oncotriples.graph.assembling import Loaded
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.graph.rules import infer, read_rules
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.release.attribution import (
    CreditedEdition,
    credited_edition,
    dataset_credit,
    edition_credit,
    notice_text,
)
from oncotriples.release.lookup import Lookup, term
from oncotriples.release.tables import assertions_csv
from oncotriples.release.version import Release

_CURRENT = CreditedEdition("Chordoma (PDQ®)", "2025-03-04", is_current=True)
_FORMER = CreditedEdition("Old (PDQ®)", "undated, not before 2013", is_current=False)
_HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())


def _graph(text: str) -> Dataset:
    triples = (quad.triple for quad in ox.parse(_HEAD + text, format=ox.RdfFormat.TURTLE))
    return Dataset.of({f"{BASE}graph/document/s": triples})


def _inferred(stated: Dataset, *names: str) -> tuple[Triple, ...]:
    rules = read_rules(ROOT / "ontology" / "rules")
    return infer(stated, (), {name: rules[name] for name in names})


def _credits(triples: tuple[Triple, ...]) -> dict[str, str]:
    rights = [triple for triple in triples if triple.predicate.value == term("dcterms:rights")]
    assert {getattr(triple.object, "language", "") for triple in rights} <= {"en"}
    return {str(t.subject.value).removeprefix(BASE): str(t.object.value) for t in rights}  # type: ignore[union-attr]


def test_a_credit_names_the_summary_its_date_and_that_it_is_an_extract() -> None:
    assert edition_credit(_CURRENT) == (
        "From NCI's PDQ® summary “Chordoma (PDQ®)” (as of: 2025-03-04), an extract in our own words. The National "
        "Cancer Institute has not reviewed it and does not endorse it. Not medical advice."
    )


def test_an_edition_that_a_later_one_supersedes_says_so() -> None:
    assert "“Old (PDQ®)” (as of: undated, not before 2013; superseded by a later edition), an" in edition_credit(
        _FORMER
    )


def test_several_editions_are_credited_together_in_their_order() -> None:
    assert dataset_credit([_FORMER, _CURRENT]).startswith(
        "From NCI's PDQ® summaries “Old (PDQ®)” (as of: undated, not before 2013; superseded by a later edition); "
        "“Chordoma (PDQ®)” (as of: 2025-03-04): extracts in our own words. The National Cancer Institute has not "
    )


def test_one_edition_is_credited_alike_alone_and_as_a_dataset() -> None:
    assert dataset_credit([_CURRENT]) == edition_credit(_CURRENT)
    assert dataset_credit([]) == ""


def test_every_edition_of_the_graph_has_its_credit_in_the_data(whole: Loaded) -> None:
    lookup = Lookup(whole.dataset.union)
    editions = lookup.instances("onct:SummaryEdition")
    assert len(editions) > 10
    for edition in editions:
        assert lookup.values(edition, "dcterms:rights") == (edition_credit(credited_edition(lookup, edition)),)
    superseded = [edition for edition in editions if not credited_edition(lookup, edition).is_current]
    assert [edition.rpartition("/")[2] for edition in superseded] == ["undated-e3c5bd3b"]


_EDITIONS = st.lists(
    st.tuples(
        st.sampled_from(["onct:editionDate", "onct:notBefore", ""]),
        st.sampled_from(["2013", "2014", "2024-05-01", "2024-05-02"]),
        st.sampled_from(["Sarcoma", "Say “yes” & <b>", "한 العربية", ""]),
    ),
    max_size=4,
)


@given(_EDITIONS, st.booleans())
def test_the_rule_and_the_program_use_the_same_words(editions: list[tuple[str, str, str]], stated: bool) -> None:
    text = ""
    for number, (dated, day, title) in enumerate(editions):
        text += f"<document/s/{number}> a onct:SummaryEdition ; dcterms:isVersionOf <document/s> ; "
        text += f'skos:prefLabel "Label {number}"@en .\n'
        if dated:
            kind = "date" if dated == "onct:editionDate" else "gYear"
            text += f'<document/s/{number}> {dated} "{day if kind == "date" else day[:4]}"^^xsd:{kind} .\n'
        if title:
            text += f'<document/s/{number}> dcterms:title "{title}"@es .\n'
    if stated and editions:
        text += "<document/s/0> onct:supersededBy <document/s/elsewhere> .\n"
    graph = _graph(text)
    triples = _inferred(graph, "edition-credit", "superseded-by")
    lookup = Lookup((*graph.union, *triples))
    assert _credits(triples) == {
        edition.removeprefix(BASE): edition_credit(credited_edition(lookup, edition))
        for edition in lookup.instances("onct:SummaryEdition")
    }


def test_an_edition_of_another_summary_supersedes_nothing() -> None:
    triples = _inferred(
        _graph(
            """<document/s/1> a onct:SummaryEdition ; dcterms:isVersionOf <document/s> ; dcterms:title "S" ;
                onct:editionDate "2024-01-01"^^xsd:date .
            <document/t/1> a onct:SummaryEdition ; dcterms:isVersionOf <document/t> ; dcterms:title "T" ;
                onct:editionDate "2025-01-01"^^xsd:date ."""
        ),
        "edition-credit",
    )
    assert {name: "superseded" in credit for name, credit in _credits(triples).items()} == {
        "document/s/1": False,
        "document/t/1": False,
    }


def test_each_row_of_the_table_of_claims_has_the_credit_of_its_edition(loaded: Loaded) -> None:
    lookup = Lookup(loaded.dataset.union)
    (edition,) = lookup.instances("onct:SummaryEdition")
    table = assertions_csv(lookup).decode()
    assert table.count(edition_credit(credited_edition(lookup, edition))) == 22


@pytest.fixture
def notice() -> str:
    return notice_text(Release("1.2.3", date(2026, 1, 2)), [_FORMER, _CURRENT], ["Labels of Sample are its owner's."])


def test_a_notice_says_whom_to_credit_on_which_terms_and_how_to_cite(notice: str) -> None:
    assert notice.startswith(
        "oncotriples 1.2.3, issued 2026-01-02\nhttps://w3id.org/oncotriples/dataset/1.2.3\n\nATTRIBUTION\n\n"
    )
    assert (
        "\n  - “Old (PDQ®)” (as of: undated, not before 2013; superseded by a later edition)\n"
        "  - “Chordoma (PDQ®)” (as of: 2025-03-04)\n\n"
    ) in notice
    words = " ".join(notice.split())
    for sentence in (
        "neither a PDQ® summary nor a substitute for one",
        "It has not reviewed this release and does not endorse it.",
        "PDQ is a registered trademark",
        "Not medical advice.",
        "CC0 1.0: https://creativecommons.org/publicdomain/zero/1.0/",
        "Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0",
        "Labels of Sample are its owner's.",
        "oncotriples contributors (2026). oncotriples 1.2.3 [data set]. https://w3id.org/oncotriples/dataset/1.2.3",
    ):
        assert sentence in words
    assert notice.endswith("data.\n")
    assert max(map(len, notice.splitlines())) <= 100


def test_a_notice_of_a_release_without_editions_names_none() -> None:
    text = notice_text(Release("1.2.3", date(2026, 1, 2)), [], [])
    assert "were made from" not in text
    assert "\n\n\n" not in text

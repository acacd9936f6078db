"""assertions.csv: one row a claim, nothing of a claim left out, readable by any CSV reader."""

import csv
import io

import pyoxigraph as ox
import pytest

from oncotriples.graph.assembling import Loaded
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE
from oncotriples.release.lookup import Lookup
from oncotriples.release.tables import COLUMNS, assertions_csv

_CLAIMS = f"{BASE}assertion/child-soft-tissue-treatment/"
# Told by columns in another form (the class, the place), or left to the graph (what lies below a claim's reference).
_TOLD_OTHERWISE = {RDF_TYPE, f"{ONCT}statedIn", f"{ONCT}qualifiedBy", f"{ONCT}supportedBy", f"{ONCT}levelMark"}


@pytest.fixture(scope="module")
def rows(loaded: Loaded) -> dict[str, dict[str, str]]:
    text = assertions_csv(Lookup(loaded.dataset.union)).decode()
    return {row["assertion"]: row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)}


def test_every_claim_has_a_row(loaded: Loaded, rows: dict[str, dict[str, str]]) -> None:
    curated = loaded.dataset.graphs[f"{BASE}graph/curated/child-soft-tissue-treatment"]
    assert list(rows) == sorted({triple.subject.value for triple in curated if not isinstance(triple.subject, Triple)})
    assert len(rows) == 22


def test_every_value_of_a_claim_is_in_its_row(loaded: Loaded, rows: dict[str, dict[str, str]]) -> None:
    lookup = Lookup(loaded.dataset.union)
    missing = []
    for subject, predicate, value in loaded.dataset.graphs[f"{BASE}graph/curated/child-soft-tissue-treatment"]:
        if predicate.value in _TOLD_OTHERWISE:
            continue
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(value, ox.NamedNode | ox.Literal)
        forms = {value.value, lookup.label(value.value), lookup.value(value.value, "skos:notation")} - {""}
        cells = {part for cell in rows[subject.value].values() for part in (cell, *cell.split(" | "), *cell.split(" "))}
        if not forms & cells:
            missing.append((subject.value, predicate.value, value.value))
    assert missing == []


def test_a_row_of_the_table_of_agents(rows: dict[str, dict[str, str]]) -> None:
    row = rows[f"{_CLAIMS}sunitinib-alveolar-soft-part-sarcoma"]
    assert {name: row[name] for name in ("kind", "agent_label", "subtype_label", "pmid", "table", "row", "as_of")} == {
        "kind": "ActivityAssertion",
        "agent_label": "sunitinib",
        "subtype_label": "alveolar soft part sarcoma",
        "pmid": "19188185 21242589",
        "table": "Table 9",
        "row": "1",
        "as_of": "undated, not before 2013",
    }
    assert row["agent"] == f"{BASE}agent/sunitinib"
    assert row["edition"] == f"{BASE}document/child-soft-tissue-treatment/undated-e3c5bd3b"
    assert row["level"] == row["treatment"] == ""


def test_a_claim_without_citation_has_no_standing(rows: dict[str, dict[str, str]]) -> None:
    assert {row["standing"] for row in rows.values() if row["article"]} == {"not checked"}
    assert {row["standing"] for row in rows.values() if not row["article"]} == {""}
    assert {row["standing_checked_on"] for row in rows.values()} == {""}


@pytest.mark.parametrize(
    ("checks", "day"),
    [
        ({"a": "2026-01-31", "b": "2025-06-01"}, "2025-06-01"),
        ({"a": "2026-01-31", "b": ""}, ""),
        ({"a": "2026-01-31", "book": None}, "2026-01-31"),
        ({"book": None}, ""),
        ({}, ""),
    ],
    ids=["all", "not all", "a book beside", "a book alone", "nothing"],
)
def test_the_day_is_the_oldest_unless_an_article_was_never_looked_up(checks: dict[str, str | None], day: str) -> None:
    claim, corrected = f"{_CLAIMS}a", f"{BASE}code/standing/corrected"
    triples = [
        _triple(claim, RDF_TYPE, ox.NamedNode(f"{ONCT}EvidenceAssertion")),
        _triple(claim, f"{ONCT}weakestStanding", ox.NamedNode(corrected)),
        _triple(corrected, f"{PREFIXES['skos']}prefLabel", ox.Literal("corrected", language="en")),
    ]
    for name, checked in checks.items():
        triples.append(_triple(claim, f"{PREFIXES['cito']}citesAsEvidence", ox.NamedNode(BASE + name)))
        if checked is not None:
            triples.append(_triple(BASE + name, f"{ONCT}standing", ox.NamedNode(corrected)))
        if checked:
            triples.append(_triple(BASE + name, f"{ONCT}checkedOn", ox.Literal(checked)))
    (row,) = csv.DictReader(io.StringIO(assertions_csv(Lookup(triples)).decode(), newline=""))
    assert (row["standing"], row["standing_checked_on"]) == ("corrected", day)


def _triple(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> Triple:
    return Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)


def test_an_article_without_pmid_is_there_by_its_key(rows: dict[str, dict[str, str]]) -> None:
    row = rows[f"{_CLAIMS}sunitinib-solitary-fibrous-tumor"]
    assert row["pmid"] == ""
    assert row["article"].startswith(f"{BASE}citation/key/")


def test_a_graded_comparison(rows: dict[str, dict[str, str]]) -> None:
    row = rows[f"{_CLAIMS}survival-after-complete-resection-in-synovial-sarcoma"]
    assert (row["kind"], row["level"], row["direction"]) == ("ComparativeAssertion", "3iiiA", "better")
    assert row["section"] == "Pulmonary Metastases"
    assert row["table"] == row["row"] == ""


def test_a_range_keeps_the_form_of_its_numbers(rows: dict[str, dict[str, str]]) -> None:
    row = rows[f"{_CLAIMS}five-year-survival-after-thoracotomy-in-adults"]
    assert (row["lower"], row["upper"], row["unit"]) == ("10.0", "58.0", "percent")
    assert (row["time_point"], row["time_unit"], row["value_kind"]) == ("5.0", "year", "range across studies")


def test_several_situations_are_told_in_one_cell(rows: dict[str, dict[str, str]]) -> None:
    row = rows[f"{_CLAIMS}further-surgery-for-pulmonary-metastases"]
    assert len(row["situation"].split(" ")) == len(row["situation_label"].split(" | ")) == 2


def test_the_file_is_rfc_4180() -> None:
    label = 'says "yes, or\nno"'
    claim = ox.NamedNode(f"{_CLAIMS}a")
    triples = [
        Triple(claim, ox.NamedNode(RDF_TYPE), ox.NamedNode(f"{ONCT}EvidenceAssertion")),
        Triple(claim, ox.NamedNode(f"{PREFIXES['skos']}prefLabel"), ox.Literal(label, language="en")),
    ]
    text = assertions_csv(Lookup(triples))
    header, _, rest = text.partition(b"\r\n")
    assert header.decode().split(",") == list(COLUMNS)
    assert rest == b'%s,,"says ""yes, or\nno"""%s\r\n' % (claim.value.encode(), b"," * (len(COLUMNS) - 3))

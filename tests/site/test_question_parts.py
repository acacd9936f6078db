"""What the page of a question is put together from: its table, its chart, its fields."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from asked_release import quads_of, question, small_release, sources_of

from oncotriples.errors import ParameterError
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, PREFIXES, RDF_TYPE, XSD
from oncotriples.questions.answers import Answer, Term
from oncotriples.questions.params import term_of
from oncotriples.questions.saved import Parameter, SavedQuery
from oncotriples.render.question_view import AnswerTable, Column
from oncotriples.render.views import Link, Text
from oncotriples.site.question_chart import chart_of
from oncotriples.site.question_fields import EXPECTED, OPTIONS, Fields
from oncotriples.site.question_table import table_of
from oncotriples.site.sources import SiteSources

ONCT = PREFIXES["onct"]
EDITION = "document/one/2025-01-02"
DATA = quads_of(f"""
    @prefix onct: <{ONCT}> . @prefix skos: <{PREFIXES["skos"]}> . @prefix xsd: <{XSD}> .
    @prefix dcterms: <http://purl.org/dc/terms/> .
    <document/one> a onct:EvidenceSummary ; skos:prefLabel "One"@en .
    <{EDITION}> a onct:SummaryEdition ; dcterms:isVersionOf <document/one> ; skos:prefLabel "One, of January"@en ;
        onct:editionDate "2025-01-02"^^xsd:date ; onct:supersededBy <document/one/2025-02-03> .
    <{EDITION}/passage/1-1.1> a onct:Passage ; dcterms:isPartOf <{EDITION}> .
    <{EDITION}/passage/1-1.2> a onct:Passage ; dcterms:isPartOf <{EDITION}> .
    <document/one/2025-02-03> a onct:SummaryEdition ; dcterms:isVersionOf <document/one> ;
        skos:prefLabel "One, of February"@en ; onct:editionDate "2025-02-03"^^xsd:date .
    <document/one/2025-02-03/passage/1-1.1> a onct:Passage ; dcterms:isPartOf <document/one/2025-02-03> .
    <assertion/one/a> a onct:ActivityAssertion ; skos:prefLabel "It works."@en ;
        onct:statedIn <{EDITION}/passage/1-1.1> ; onct:weakestStanding <code/standing/standing> .
    <code/standing/standing> skos:prefLabel "standing"@en .
""")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> SiteSources:
    folder = tmp_path_factory.mktemp("parts")
    return sources_of(small_release(folder / "release", DATA, {}), folder / "index.db")


def thing(path: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + path)


def asked(columns: dict[str, str], *params: Parameter) -> SavedQuery:
    named = {parameter.name: parameter for parameter in params}
    return SavedQuery("asked", "evidence", "Asked", "What?", named, columns, ("x",), question("ASK {}"), "asked.rq")


def shown(sources: SiteSources, columns: dict[str, str], *rows: tuple[Term | None, ...]) -> AnswerTable:
    return table_of(asked(columns), Answer(tuple(columns), rows), len(rows), sources.reader)


# --- Tables ---


def test_columns_are_named_in_words(sources: SiteSources) -> None:
    columns = dict.fromkeys(("asOf", "pmids", "atLeastAsStrongAs", "recordDoi", "_", "cdrId", "x2"), "text")
    names = [column.label for column in shown(sources, columns).columns]
    assert names == ["as of", "PMIDs", "at least as strong as", "record DOI", "_", "CDR id", "x2"]


def test_text_that_differs_from_the_names_in_one_row_stays(sources: SiteSources) -> None:
    columns = {"claim": "iri", "kind": "iri", "label": "text"}
    kind = ox.NamedNode(f"{ONCT}ActivityAssertion")
    same = (thing("assertion/one/a"), kind, ox.Literal("It works.", language="en"))
    other = (thing("assertion/one/a"), kind, ox.Literal("It works!"))
    assert [column.name for column in shown(sources, columns, same, same).columns] == ["claim", "kind"]
    assert [column.name for column in shown(sources, columns, same, other).columns] == ["claim", "kind", "label"]
    assert [column.name for column in shown(sources, columns).columns] == ["claim", "kind", "label"]


def test_cells_show_values_by_the_type_of_their_column(sources: SiteSources) -> None:
    columns = {"a": "boolean", "b": "list", "c": "integer", "d": "text", "e": "text", "f": "iri"}
    row = (
        ox.Literal("false", datatype=ox.NamedNode(f"{XSD}boolean")),
        ox.Literal(f"12 {BASE}assertion/one/a"),
        ox.Literal(5),
        ox.Literal("Knochen", language="de"),
        None,
        ox.BlankNode("b1"),
    )
    table = shown(sources, columns, row)
    a, b, c, d, e, f = table.rows[0]
    assert a == (Text("no"),)
    assert [value.label if isinstance(value, Link) else value.text for value in b] == ["12", "It works."]
    assert (c, d, e, f) == ((Text("5"),), (Text("Knochen", "de"),), (), (Text("_:b1"),))
    assert [column.is_number for column in table.columns] == [False, False, True, False, False, False]


def notes(table: AnswerTable) -> list[str]:
    return [note.text for cell in table.rows[0] for value in cell if isinstance(value, Link) for note in value.notes]


def test_notes_are_left_out_where_columns_tell_them_but_cautions_stay(sources: SiteSources) -> None:
    claim, date, standing = thing("assertion/one/a"), ox.Literal("2025-01-02"), ox.Literal("standing")
    assert notes(shown(sources, {"claim": "iri"}, (claim,))) == ["as of 2025-01-02", "superseded edition", "stands"]
    # Without a column of dates the date stays.
    both = {"claim": "iri", "standing": "text"}
    assert notes(shown(sources, both, (claim, standing))) == ["as of 2025-01-02", "superseded edition", "stands"]
    all_three = {"claim": "iri", "standing": "text", "asOf": "text"}
    assert notes(shown(sources, all_three, (claim, standing, date))) == ["superseded edition"]


def test_the_edition_of_parts_is_told_once_where_it_is_the_same(sources: SiteSources) -> None:
    one, two = (thing(f"{EDITION}/passage/1-1.{number}") for number in (1, 2))
    table = shown(sources, {"place": "iri"}, (one,), (two,))
    assert table.part_of == "One, of January (superseded edition)"
    assert [value.detail for row in table.rows for value in row[0] if isinstance(value, Link)] == ["", ""]
    other = thing("document/one/2025-02-03/passage/1-1.1")
    table = shown(sources, {"place": "iri"}, (one,), (other,))
    assert table.part_of == ""
    assert [value.detail for row in table.rows for value in row[0] if isinstance(value, Link)] == [
        "One, of January (superseded edition)",
        "One, of February",
    ]


# --- Charts ---


def table(
    *rows: tuple[str, str], types: tuple[str, str] = ("text", "integer"), total: int | None = None
) -> AnswerTable:
    columns = tuple(Column(name, name, type_) for name, type_ in zip(("what", "count"), types, strict=True))
    cells = tuple(((Text(name),) if name else (), (Text(count),) if count else ()) for name, count in rows)
    return AnswerTable(columns, cells, len(rows) if total is None else total, len(rows), "")


THREE = (("a", "1"), ("b", "2"), ("c", "2"))


@pytest.mark.parametrize("types", [("text", "integer"), ("iri", "integer"), ("year", "integer")])
def test_a_few_rows_with_names_and_numbers_suit_a_chart(types: tuple[str, str]) -> None:
    svg = chart_of(table(*THREE, types=types), title="<T>", path="query/asked")
    assert "&lt;T&gt;" in svg
    assert [f"{name}, count: {count}" in svg for name, count in THREE] == [True] * 3


@pytest.mark.parametrize(
    "unfit",
    [
        pytest.param(table(*THREE[:2]), id="two rows"),
        pytest.param(table(*((f"r{n}", str(n)) for n in range(61))), id="61 rows"),
        pytest.param(table(*THREE, total=4), id="rows that are not shown"),
        pytest.param(table(("a", "1"), ("a", "2"), ("c", "3")), id="two rows of one name"),
        pytest.param(table(("a", "1"), ("", "2"), ("c", "3")), id="a row without a name"),
        pytest.param(table(("a", "1"), ("b", "1"), ("c", "1")), id="the same number everywhere"),
        pytest.param(table(("a", "1"), ("b", ""), ("c", "3")), id="a number that is missing"),
        pytest.param(table(("a", "1"), ("b", "-2"), ("c", "3")), id="a negative number"),
        pytest.param(table(("a", "1"), ("b", "9" * 16), ("c", "3")), id="a number beyond any bar"),
        pytest.param(table(*THREE, types=("text", "decimal")), id="no whole numbers"),
        pytest.param(table(*THREE, types=("integer", "integer")), id="a first column of numbers"),
        pytest.param(AnswerTable((), (), 0, 0, ""), id="nothing"),
    ],
)
def test_other_answers_have_no_chart(unfit: AnswerTable) -> None:
    assert chart_of(unfit, title="T", path="query/asked") == ""


def test_bars_lead_to_the_pages_of_their_things() -> None:
    links = [Link("a", "agent/a.html"), Link("b", "https://example.org/b"), Link("c")]
    columns = (Column("what", "what", "iri"), Column("count", "count", "integer"))
    rows = tuple(((link,), (Text(str(count)),)) for count, link in enumerate(links))
    svg = chart_of(AnswerTable(columns, rows, 3, 3, ""), title="T", path="query/asked")
    assert 'href="../agent/a.html"' in svg
    assert 'href="https://example.org/b"' in svg
    assert svg.count("<a ") == 2


# --- Fields ---


@pytest.mark.parametrize(("type_", "wrong"), [("iri", "a b"), ("text", "\x00"), ("integer", "x"), ("decimal", "x")])
def test_a_field_says_what_a_value_must_be_as_the_command_line_does(type_: str, wrong: str) -> None:
    with pytest.raises(ParameterError) as raised:
        term_of(Parameter("p", type_, default="1"), wrong)
    assert f"must be {EXPECTED[type_]}, not" in raised.value.message


def sections(count: int, *, of: str) -> list[Triple]:
    found = []
    for number in range(count):
        section = thing(f"{of}/section/{number + 1}")
        found.append(Triple(section, ox.NamedNode(RDF_TYPE), ox.NamedNode(f"{PREFIXES['doco']}Section")))
        found.append(Triple(section, ox.NamedNode(f"{PREFIXES['skos']}prefLabel"), ox.Literal(f"section {number:04}")))
    return found


def options(folder: Path, triples: list[Triple], default: str) -> list[str]:
    found = sources_of(small_release(folder / "release", "", {}), folder / "index.db", triples=triples)
    query = asked({}, Parameter("place", "iri", default=default))
    (field,) = Fields(found.index, found.vocabulary, found.reader).of(query)
    return [address for address, _ in field.options]


def test_of_too_many_things_the_nearest_are_offered(tmp_path: Path) -> None:
    triples = sections(3, of="document/near/2025-01-01") + sections(OPTIONS, of="document/far/2025-01-01")
    found = options(tmp_path, triples, "document/near/2025-01-01/section/2")
    assert found == [f"document/near/2025-01-01/section/{number}" for number in (1, 2, 3)]


def test_things_further_off_are_offered_where_they_are_few(tmp_path: Path) -> None:
    triples = sections(2, of="document/near/2025-01-01") + sections(2, of="document/far/2025-01-01")
    assert len(options(tmp_path, triples, "document/near/2025-01-01/section/2")) == 4


def test_no_more_than_so_many_are_offered_however_near(tmp_path: Path) -> None:
    triples = sections(OPTIONS + 5, of="document/near/2025-01-01")
    assert len(options(tmp_path, triples, "document/near/2025-01-01/section/2")) == OPTIONS


def test_a_thing_that_is_not_in_the_release_offers_nothing(tmp_path: Path) -> None:
    assert options(tmp_path, sections(2, of="document/near/2025-01-01"), "agent/unknown") == []

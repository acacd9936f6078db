"""Answers written as table, CSV, TSV and JSON, and numbers that all engines agree on."""

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.errors import InputError
from oncotriples.namespaces import BASE, XSD
from oncotriples.questions.answers import Answer, canonical, render, sorted_lists


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


ANSWER = Answer.of(
    ("thing", "label", "value"),
    [
        (ox.NamedNode(f"{BASE}agent/imatinib"), ox.Literal("a, “b”\n\tc", language="EN"), typed("01.50", "decimal")),
        (ox.BlankNode("b0"), ox.Literal('say "x"'), None),
    ],
)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (typed("1.10", "decimal"), typed("1.1", "decimal")),
        (typed("10.0", "decimal"), typed("10", "decimal")),
        (typed("-0.0", "decimal"), typed("0", "decimal")),
        (typed("100", "decimal"), typed("100", "decimal")),
        (typed(".5", "decimal"), typed("0.5", "decimal")),
        (typed("-05.", "decimal"), typed("-5", "decimal")),
        (typed("1E999999999", "decimal"), typed("1E999999999", "decimal")),
        (typed("1_0", "int"), typed("1_0", "int")),
        (typed("+007", "nonNegativeInteger"), typed("7", "integer")),
        (typed("1", "boolean"), typed("true", "boolean")),
        (typed("abc", "integer"), typed("abc", "integer")),
        (typed("abc", "decimal"), typed("abc", "decimal")),
        (typed("2013", "gYear"), typed("2013", "gYear")),
        (ox.Literal("x", language="en-GB"), ox.Literal("x", language="en-gb")),
        (ox.Literal("1.10"), ox.Literal("1.10")),
        (None, None),
    ],
)
def test_terms_have_one_form(term: ox.Literal | None, expected: ox.Literal | None) -> None:
    assert canonical(term) == expected


def test_csv_is_that_of_the_w3c() -> None:
    assert render(ANSWER, "csv") == (
        "thing,label,value\r\n"
        f'{BASE}agent/imatinib,"a, “b”\n\tc",1.5\r\n'
        '_:b0,"say ""x""",\r\n'
    )  # fmt: skip


def test_tsv_is_that_of_the_w3c() -> None:
    assert render(ANSWER, "tsv") == (
        "?thing\t?label\t?value\n"
        f'<{BASE}agent/imatinib>\t"a, “b”\\n\\tc"@en\t"1.5"^^<{XSD}decimal>\n'
        '_:b0\t"say \\"x\\""\t\n'
    )  # fmt: skip


def test_json_is_that_of_the_w3c() -> None:
    assert json.loads(render(ANSWER, "json")) == {
        "head": {"vars": ["thing", "label", "value"]},
        "results": {
            "bindings": [
                {
                    "thing": {"type": "uri", "value": f"{BASE}agent/imatinib"},
                    "label": {"type": "literal", "value": "a, “b”\n\tc", "xml:lang": "en"},
                    "value": {"type": "literal", "value": "1.5", "datatype": f"{XSD}decimal"},
                },
                {"thing": {"type": "bnode", "value": "b0"}, "label": {"type": "literal", "value": 'say "x"'}},
            ]
        },
    }


@given(
    rows=st.lists(
        st.lists(
            st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
            min_size=2,
            max_size=2,
        )
    )
)
def test_every_format_for_machines_gives_the_values_back(rows: list[list[str]]) -> None:
    answer = Answer.of(("a", "b"), [[ox.Literal(cell) for cell in row] for row in rows])
    assert list(csv.reader(io.StringIO(render(answer, "csv"), newline="")))[1:] == rows
    for fmt, kind in (("json", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)):
        parsed = ox.parse_query_results(render(answer, fmt).encode(), format=kind)
        assert isinstance(parsed, ox.QuerySolutions)
        assert Answer.of_results(parsed) == answer


def test_an_ask_has_a_verdict_in_every_format() -> None:
    yes = Answer((), (), True)
    assert json.loads(render(yes, "json")) == {"head": {}, "boolean": True}
    assert render(yes, "csv") == "answer\r\ntrue\r\n"
    assert "true" in render(yes, "table")


def test_another_format_is_refused() -> None:
    with pytest.raises(InputError, match="“ttl”") as raised:
        render(ANSWER, "ttl")
    assert raised.value.mend == "use one of table, csv, tsv, json"


def test_a_table_shows_short_names_and_no_control_characters() -> None:
    answer = Answer.of(("thing",), [(ox.NamedNode(f"{BASE}agent/imatinib"),), (ox.Literal("a\x1b[2J\u202eb\n"),)])
    assert render(answer, "table") == (
        "thing\n"
        "─────────────────\n"
        "agent/imatinib\n"
        "a\\x1b[2J\\u202eb\\n\n"
        "\n"
        "2 rows\n"
    )  # fmt: skip


def test_a_table_is_wrapped_to_the_terminal_between_words() -> None:
    answer = Answer.of(("name", "sentence"), [(ox.Literal("agents-by-subtype"), ox.Literal("one two three four five"))])
    assert render(answer, "table", width=32) == (
        "name               sentence\n"
        "─────────────────  ─────────────\n"
        "agents-by-subtype  one two three\n"
        "                   four five\n"
        "\n"
        "1 row\n"
    )  # fmt: skip


@given(words=st.lists(st.text(alphabet="ab 漢e\u0301", max_size=60), min_size=3, max_size=3), width=st.integers(45, 90))
def test_a_wrapped_table_fits_and_loses_nothing(words: list[str], width: int) -> None:
    text = render(Answer.of(("a", "b", "c"), [[ox.Literal(word) for word in words]]), "table", width=width)
    lines = text.splitlines()[:-2]
    assert all(len(line) + line.count("漢") - line.count("\u0301") <= width for line in lines)
    for character in "b漢":
        assert "".join(lines[2:]).count(character) == "".join(words).count(character)


def test_a_table_without_rows_says_so() -> None:
    assert render(Answer.of(("a", "b"), []), "table") == "a  b\n─  ─\n\n0 rows\n"


def test_lists_are_distinct_and_in_order() -> None:
    answer = Answer.of(
        ("pmids", "labels", "text"),
        [
            (ox.Literal("10398180  9473754 10398180"), ox.Literal("b c; a; ; b c"), ox.Literal("b a")),
            (None, ox.Literal(""), None),
        ],
    )
    assert sorted_lists(answer, {"pmids": "list", "labels": "labels", "text": "text"}).rows == (
        (ox.Literal("9473754 10398180"), ox.Literal("a; b c"), ox.Literal("b a")),
        (ox.Literal(""), ox.Literal(""), None),
    )

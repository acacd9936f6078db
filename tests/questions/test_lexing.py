"""Where a query's parts are, whatever stands in its strings, IRIs and comments."""

import pytest

from oncotriples.errors import InputError
from oncotriples.questions.lexing import Query, mentions_keyword, tokens


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT ?a WHERE { ?a ?b ?c }", " ?a ?b ?c }"),
        ("SELECT ?a { ?a ?b ?c }", " ?a ?b ?c }"),
        ("# WHERE { comment\nSELECT ?a WHERE {x", "x"),
        ("PREFIX where: <http://x/#SELECT>\nSELECT ?a WHERE {x", "x"),
        ("SELECT (\"{\" AS ?a) ('}{' AS ?b) WHERE {x", "x"),
        ('SELECT ("""a " { b""" AS ?a) WHERE {x', "x"),
        ("SELECT (EXISTS { ?x ?y ?z } AS ?a) WHERE {x", "x"),
        ("SELECT ?a FROM <http://x/WHERE> WHERE {x", "x"),
        ("ASK {x", "x"),
        ("CONSTRUCT { ?a ?b ?c } WHERE {x", "x"),
    ],
)
def test_the_outermost_group_starts_behind_its_brace(sparql: str, expected: str) -> None:
    assert sparql[Query(sparql).where :] == expected


@pytest.mark.parametrize(
    ("sparql", "problem"),
    [
        ("PREFIX a: <http://x/>", "none of SELECT"),
        ("SELECT ?a WHERE", "no WHERE group"),
        ("CONSTRUCT WHERE { ?a ?b ?c }", "no WHERE group"),
        ("SELECT ?a WHERE { SELECT ?a { ?a ?b ?c } }", "itself a subselect"),
    ],
)
def test_a_query_without_a_group_for_values_is_refused(sparql: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        _ = Query(sparql).where


@pytest.mark.parametrize(
    ("sparql", "columns"),
    [
        ("SELECT ?a $b WHERE {}", ("a", "b")),
        ("SELECT DISTINCT ?a (COUNT(DISTINCT ?x) AS ?n) {}", ("a", "n")),
        ("SELECT (EXISTS { ?x ?y ?z } AS ?a) ?b FROM <http://x/> {}", ("a", "b")),
        ('SELECT (CONCAT("AS ?no", STR(?x)) AS ?a) {}', ("a",)),
        ("SELECT * WHERE { ?a ?b ?c }", ("*",)),
        ("SELECT (?x * 2 AS ?a) WHERE {}", ("a",)),
    ],
)
def test_the_columns_are_what_the_select_names(sparql: str, columns: tuple[str, ...]) -> None:
    assert Query(sparql).projected == columns


def test_variables_of_subselects_are_out_of_reach() -> None:
    query = Query("SELECT ?a { ?a ?b ?_x_iri { SELECT ?c { ?c ?d ?_y_iri { ?e ?f ?g } } } OPTIONAL { ?h ?i ?_z_iri } }")
    assert query.outer_variables == {"a", "b", "h", "i", "_x_iri", "_z_iri"}


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://x/> {} }",
        "SELECT * { service<http://x/>{} }",
        "SELECT * { Service SILENT ?x {} }",
        r"SELECT * { \u0053ERVICE <http://x/> {} }",
        r"SELECT * { ?a ?b '\u0027 SERVICE <http://x/> {} #' }",
        'SELECT * { ?a ?b "\\u0022" . SERVICE <http://x/> {} # "\n }',
        "SELECT * { FILTER(?a<?b) SERVICE <http://x/> {} FILTER(?c>?d) }",
        "SELECT * { ?a ex:b ex:c\\'. SERVICE <http://x/> {} ?d ex:e 'f' }",
    ],
)
def test_a_keyword_is_found_however_it_is_written(sparql: str) -> None:
    assert mentions_keyword(sparql, "SERVICE")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { ?service a <http://x/SERVICE> }",
        "SELECT * { ?a service:b 'SERVICE' } # SERVICE",
        'SELECT * { ?a ex:SERVICE """\n" SERVICE <x> { }""" }',
        "SELECT * { ?a ex:b 'x'@service }",
        "SELECT * { ?a ?b _:SERVICE }",
    ],
)
def test_a_word_that_is_no_keyword_is_not_found(sparql: str) -> None:
    assert not mentions_keyword(sparql, "SERVICE")


def test_tokens_keep_their_places() -> None:
    sparql = "ASK { ?a <b> 'c' } # end"
    assert [sparql[token.start : token.end] for token in tokens(sparql)] == ["ASK", "{", "?a", "<b>", "'c'", "}"]

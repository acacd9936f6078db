"""Values given by an asker: typed, escaped, and never more than a value."""

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import Dataset

from oncotriples.errors import ParameterError
from oncotriples.namespaces import XSD
from oncotriples.questions.engines import Engine, OxigraphEngine
from oncotriples.questions.lexing import Query, tokens
from oncotriples.questions.params import bind, term_of, with_values
from oncotriples.questions.rdflib_engine import RdflibEngine
from oncotriples.questions.saved import Parameter, SavedQuery

TEXT = "SELECT ?_word_text (STR(?_thing_iri) AS ?iri) WHERE { BIND(1 AS ?one) }"
ECHO = "SELECT (?value AS ?out) WHERE { BIND(1 AS ?one) }"

# What an attacker, or a reader of escapes, would try.
hostile = st.text(alphabet=st.sampled_from(list("\\uU0027\"'{}<>#?@^. \n\r\tDEaé\U0001d538\u2028")), max_size=24)
anything = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=24)


def query_of(*params: Parameter, text: str = TEXT) -> SavedQuery:
    return SavedQuery("echo", "evidence", "Echo", "Echo?", {p.name: p for p in params}, {}, ("x",), text, "echo.rq")


THING = Parameter("thing", "iri", default="agent/imatinib")
WORD = Parameter("word", "text", example="sarcoma")


@pytest.fixture(scope="module", params=["oxigraph", "rdflib"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return OxigraphEngine(ox.Store()) if request.param == "oxigraph" else RdflibEngine(Dataset(default_union=True))


@given(text=hostile | anything)
@example(text="\\u0022")
@example(text="\\\\u0022")
@example(text="\\U00000022 } SERVICE <http://x/> {")
@example(text='") } DROP ALL #')
@example(text="'''\"\"\"")
@example(text="\\")
def test_any_text_comes_back_as_that_literal(engine: Engine, text: str) -> None:
    sparql = with_values(ECHO, {"value": term_of(WORD, text)})
    assert engine.select(sparql).rows == ((ox.Literal(text),),)


@given(text=hostile | anything)
def test_no_text_changes_the_structure_of_the_query(text: str) -> None:
    plain = with_values(ECHO, {"value": ox.Literal("x")})
    bound = with_values(ECHO, {"value": term_of(WORD, text)})
    assert [token.kind for token in tokens(bound)] == [token.kind for token in tokens(plain)]
    assert [t.text for t in tokens(bound) if t.kind != "string"] == [
        t.text for t in tokens(plain) if t.kind != "string"
    ]


@given(text=hostile)
def test_an_iri_comes_back_as_that_iri_or_is_refused(engine: Engine, text: str) -> None:
    try:
        term = term_of(THING, text)
    except ParameterError:
        return
    assert engine.select(with_values(ECHO, {"value": term})).rows == ((term,),)


@pytest.mark.parametrize(
    ("type_", "text", "lexical"),
    [
        ("integer", "3", "3"),
        ("integer", "-007", "-7"),
        ("integer", "999999999999999999", "999999999999999999"),
        ("decimal", "12.5", "12.5"),
        ("decimal", "+.50", "0.50"),
        ("decimal", "3", "3"),
    ],
)
def test_numbers_become_typed_literals(type_: str, text: str, lexical: str) -> None:
    expected = ox.Literal(lexical, datatype=ox.NamedNode(f"{XSD}{type_}"))
    assert term_of(Parameter("n", type_, default="1"), text) == expected


def test_short_and_whole_iris_are_expanded() -> None:
    expected = ox.NamedNode("https://w3id.org/oncotriples/agent/imatinib")
    for text in ("agent/imatinib", "<https://w3id.org/oncotriples/agent/imatinib>", expected.value):
        assert term_of(THING, text) == expected


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        (THING, "agent/a b"),
        (THING, ""),
        (THING, "http://x/> } #"),
        (THING, "http://x/\ud800"),
        (THING, "http://[x"),
        (Parameter("n", "integer", example="4"), "4.0"),
        (Parameter("n", "integer", example="4"), "four"),
        (Parameter("n", "integer", example="4"), "1" * 19),
        (Parameter("n", "integer", example="4"), "٤"),
        (Parameter("n", "decimal", example="0.5"), "1e3"),
        (Parameter("n", "decimal", example="0.5"), "NaN"),
        (Parameter("n", "decimal", example="0.5"), "1 "),
        (WORD, "a\ud800"),
        (WORD, "a\x00b"),
    ],
)
def test_an_ill_typed_value_is_refused_with_its_type_and_an_example(parameter: Parameter, text: str) -> None:
    with pytest.raises(ParameterError, match=f"“{parameter.name}” must be an? |must be text") as raised:
        term_of(parameter, text)
    assert f"--param {parameter.name}={parameter.example or parameter.default}" in raised.value.mend
    raised.value.message.encode("utf-8")


def test_missing_and_unknown_parameters_are_refused() -> None:
    with pytest.raises(ParameterError, match="needs a value for “word”: text") as raised:
        bind(query_of(THING, WORD), {})
    assert raised.value.mend == "--param word=sarcoma"
    with pytest.raises(ParameterError, match="has no parameter “subtpye”") as raised:
        bind(query_of(THING, WORD), {"word": "x", "subtpye": "y"})
    assert raised.value.mend == "it takes thing, word"
    with pytest.raises(ParameterError) as raised:
        bind(query_of(), {"a": "b"})
    assert raised.value.mend == "it takes none"


def test_defaults_and_given_values_are_bound_in_one_block() -> None:
    bound = bind(query_of(THING, WORD), {"word": 'a "b"'})
    block = ' VALUES (?_thing_iri ?_word_text) { (<https://w3id.org/oncotriples/agent/imatinib> "a \\"b\\"") }'
    assert bound == TEXT.replace("{ BIND", f"{{{block} BIND")


def test_values_go_to_the_outermost_group_of_each_form() -> None:
    for sparql in ("ASK { ?a ?b ?c }", "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }", "SELECT ?a { ?a ?b ?c }"):
        bound = with_values(sparql, {"a": ox.NamedNode("http://x/a")})
        assert bound.count("VALUES") == 1
        assert bound[Query(sparql).where :].startswith(" VALUES (?a) { (<http://x/a>) } ?a ?b ?c }")

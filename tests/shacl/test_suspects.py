"""SPARQL constraints over many nodes: Oxigraph names the suspects, and pyshacl finds among them what it finds alone."""

import random
import warnings
from itertools import product

import pytest

from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.reading import SHAPE_LABEL, Loaded, load
from oncotriples.shacl.suspects import suspects
from oncotriples.shacl.validating import validate_loaded
from oncotriples.shacl.view import graph_of, quiet_rdflib, term_of

HEAD = "PREFIX ex: <http://example.org/>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
EX = "http://example.org/"
NODES = 300

# Where $this is matched wherever something is asked of it: Oxigraph is asked.
TOGETHER = [
    "SELECT $this ?value WHERE { $this ex:date ?value . FILTER (?value > '2015-06-01'^^xsd:date) }",
    "SELECT $this WHERE { $this ex:cites ?one . FILTER NOT EXISTS { ?one ex:date ?date } }",
    "SELECT $this WHERE { $this ex:kind ?kind . FILTER NOT EXISTS { $this ex:cites ?one . ?one ex:kind ?kind } }",
    "SELECT $this ?value WHERE { $this ex:kind 'b' OPTIONAL { $this ex:cites ?value } FILTER (!bound(?value)) }",
    "SELECT $this ?value WHERE { { $this ex:kind 'a' } UNION { $this ex:kind ?value ; ex:cites ?cited } }",
    "SELECT DISTINCT $this { $this ^ex:cites/ex:date ?d . FILTER (STRSTARTS(STR($this), 'http') && true = true) }",
    "SELECT $this WHERE { $this ex:kind '''b''' }",
    "SELECT $this WHERE { $this ex:kind ?filter ; ex:cites/^ex:exists? ?one . FILTER (?filter != 'c') }",
    "SELECT $this WHERE { $this ex:cites ?one FILTER (!isBlank(?one)) FILTER (LANG('(') = '' || ?one != $this) }",
]
# Where it is not, or where that is hard to tell: every node is a suspect.
APART = [
    "SELECT $this (?date AS ?value) WHERE { $this ex:cites/ex:date ?date ; ex:date ?own . FILTER (?date > ?own) }",
    "SELECT DISTINCT $this WHERE { $this ex:kind ?kind . BIND (?kind < 3 AS ?low) FILTER (BOUND(?low)) }",
    "SELECT $this WHERE { $this ex:kind ?kind . FILTER (REGEX(?kind, '^(?!b)')) }",
    "SELECT $this WHERE { $this ex:kind ?kind . OPTIONAL { $this ex:date ?d FILTER (?d > 7) } FILTER (!BOUND(?d)) }",
    "SELECT $this WHERE { $this ex:kind ?kind . FILTER NOT EXISTS { $this ex:date ?d FILTER (?d > ?kind) } }",
    "SELECT $this WHERE { $this ex:kind ?kind . FILTER (?kind) }",
    "SELECT $this WHERE { $this ex:kind ?kind . FILTER (?kind NOT IN ('a', 2)) }",
    "SELECT $this WHERE { $this ex:kind ?kind . FILTER (STRLEN(?kind) + 1 = 2) }",
    "SELECT $this WHERE { { FILTER (STRENDS(STR($this), '7')) } $this ex:kind ?kind }",
    "SELECT $this ?value WHERE { $this ?path ?value . FILTER (isLiteral(?value) && ?value = 'b') }",
    "SELECT $this WHERE { { $this ex:kind ?k FILTER (?k = 'a') } UNION { $this ex:date ?d FILTER (?d != $this) } }",
    "SELECT $this WHERE { { SELECT $this (COUNT(*) AS ?n) { $this ex:cites ?one } GROUP BY $this } FILTER (?n > 1) }",
    "SELECT $this ?value WHERE { $this ex:kind ?value } LIMIT 1",
    "SELECT $this WHERE { $this !(ex:kind|ex:date) ?one }",
    "SELECT $this WHERE { $this ex:kind ?kind . FILTER ($currentShape != $this) }",
    # Of a literal in the query itself the store would be asked something else.
    *(
        f"SELECT $this WHERE {{ $this ex:date ?date . {test} }}"
        for test in (
            "FILTER (?date < '2030-01-01T00:00:00Z'^^xsd:dateTime)",
            "FILTER (?date = '2015-06-02+02:00'^^xsd:date)",
            "FILTER (!sameTerm(?date, '1'^^xsd:int))",
            "FILTER (!sameTerm(?date, '01'^^xsd:integer))",
            "FILTER NOT EXISTS { $this ex:date '1'^^xsd:int }",
            "FILTER (DATATYPE('1'^^xsd:int) != DATATYPE(?date))",
            "FILTER (STR('01'^^xsd:integer) != STR(?date))",
            "FILTER (STRLEN(STR('01'^^xsd:integer)) = 2)",
            "FILTER (LANG('y'@EN) != LANG(?date))",
        )
    ),
    r"SELECT $this WHERE { $this ex:kind ?kind . \u0046ILTER (?kind != 1) }",
]


def data(*, date: str = "date") -> Loaded:
    """Nodes with kinds, dates and citations, by chance but the same each time."""
    chance = random.Random(7)  # noqa: S311  # no secret
    lines = []
    for number in range(NODES):
        node = f"<{EX}n{number}>"
        lines.append(f'{node} <{EX}kind> "{chance.choice("abc")}"')
        if chance.random() < 0.8:
            day = f"201{chance.randrange(10)}-06-0{chance.randrange(1, 9)}" if date == "date" else "07"
            lines.append(f'{node} <{EX}date> "{day}"^^<http://www.w3.org/2001/XMLSchema#{date}>')
        for _ in range(chance.randrange(3)):
            lines.append(f"{node} <{EX}cites> <{EX}n{chance.randrange(NODES)}>")
    index = load([]).index
    index.add_lines(f"{line} ." for line in lines)
    index.finish()
    return Loaded(index, {})


def shapes(select: str) -> Loaded:
    sh = "http://www.w3.org/ns/shacl#"
    text = select.replace("\n", " ")
    lines = [
        f"<{EX}S> <{sh}targetSubjectsOf> <{EX}kind>",
        f"<{EX}S> <{sh}sparql> _:{SHAPE_LABEL}0",
        f'_:{SHAPE_LABEL}0 <{sh}select> "{(HEAD + text).replace(chr(10), " ")}"',
    ]
    index = load([]).index
    index.add_lines(f"{line} ." for line in lines)
    index.finish()
    return Loaded(index, {})


@pytest.mark.parametrize("select", TOGETHER)
def test_few_are_suspects_and_the_results_are_those_of_pyshacl(select: str) -> None:
    loaded = data()
    nodes = frozenset(loaded.index.table(f"<{EX}kind>"))
    assert 0 < len(suspects(loaded.index, [HEAD + select], nodes)) < NODES
    ours = validate_loaded(loaded, shapes(select), check_shapes=False)
    assert ours.results
    assert ours.results == validate_loaded(loaded, shapes(select), engine="pyshacl", check_shapes=False).results


@pytest.mark.parametrize("select", APART)
def test_where_that_cannot_be_told_every_node_is_a_suspect(select: str) -> None:
    loaded = data()
    nodes = frozenset(loaded.index.table(f"<{EX}kind>"))
    assert suspects(loaded.index, [HEAD + select], nodes) == nodes


def test_a_store_that_would_rewrite_a_literal_is_not_asked() -> None:
    select = "SELECT $this WHERE { $this ex:date ?date . FILTER (DATATYPE(?date) = xsd:int) }"
    loaded = data(date="int")
    nodes = frozenset(loaded.index.table(f"<{EX}kind>"))
    assert suspects(loaded.index, [HEAD + select], nodes) == nodes


def test_times_with_a_zone_are_not_asked_about() -> None:
    select = "SELECT $this WHERE { $this ex:date ?date . FILTER (?date > '2015-06-01'^^xsd:date) }"
    loaded = data()
    loaded.index.add_lines([f'<{EX}n0> <{EX}date> "2015-06-01Z"^^<http://www.w3.org/2001/XMLSchema#date> .'])
    nodes = frozenset(loaded.index.table(f"<{EX}kind>"))
    assert suspects(loaded.index, [HEAD + select], nodes) == nodes


def test_literals_and_blank_nodes_as_focus_nodes() -> None:
    loaded = data()
    loaded.index.add_lines(f'_:x{number} <{EX}kind> "a" .' for number in range(5))
    nodes = frozenset(loaded.index.table(f"<{EX}kind>")) | {'"literal"'}
    found = suspects(loaded.index, [HEAD + "SELECT $this WHERE { $this ex:kind 'b' }"], nodes)
    # Nothing is known of them, so they are suspects.
    assert {*(f"_:x{number}" for number in range(5)), '"literal"'} <= found < nodes


def test_few_nodes_are_not_worth_a_store() -> None:
    loaded = data()
    assert suspects(loaded.index, [HEAD + "SELECT $this WHERE { $this ex:none 1 }"], {f"<{EX}n1>"}) == {f"<{EX}n1>"}


LITERALS = [
    *('"a"', '"b"', '"a"@en', '"b"@de', '"1"', '"2015"', "<http://example.org/a>", "_:b"),
    *(
        f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'
        for text, datatype in [
            *(("1", "integer"), ("2", "integer"), ("99999999999999999999", "integer"), ("abc", "integer")),
            *(("1.5", "decimal"), ("1.25", "double"), ("true", "boolean"), ("2015-01-01", "date")),
            *(("2016-01-01", "date"), ("2015-02-30", "date"), ("2015-01-01T00:00:00", "dateTime")),
            *(("2016-01-01T00:00:00", "dateTime"), ("2015", "gYear"), ("P1D", "duration"), ("x", "anyURI")),
        ]
    ),
]
EXPRESSIONS = [
    *("?l < ?r", "?l <= ?r", "?l > ?r", "?l >= ?r", "?l = ?r", "?l != ?r", "!(?l < ?r)", "!(?l = ?r)", "!(?l != ?r)"),
    *("?l < ?r || ?l = 'a'", "!(?l < ?r) && bound(?l)", "!(?l < ?r || ?l = 1)", "!(?l < ?r && ?l = 1)"),
    *("sameTerm(?l, ?r)", "!sameTerm(?l, ?r)", "isIRI(?l)", "!isLiteral(?l)", "isBlank(?l)", "LANG(?l) = 'en'"),
    *("LANG(?l) != 'en'", "LANGMATCHES(LANG(?l), '*')", "DATATYPE(?l) = DATATYPE(?r)", "DATATYPE(?l) != xsd:integer"),
    *("STR(?l) = STR(?r)", "STRLEN(STR(?l)) > 5", "STRSTARTS(STR(?l), 'http')", "!STRENDS(STR(?l), '1')"),
    *("CONTAINS(STR(?l), 'b')", "?l > 99999999999999999999", "?l < 9223372036854775808", "?l = true"),
    # Of literals in the query itself.
    *("?l < '2020-01-01T00:00:00Z'^^xsd:dateTime", "?l = '2015-01-01+02:00'^^xsd:date", "!sameTerm(?l, '1'^^xsd:int)"),
    *("sameTerm(?l, '01'^^xsd:integer)", "DATATYPE(?l) != DATATYPE('1'^^xsd:int)", "STR(?l) != STR('01'^^xsd:integer)"),
    *("LANG(?l) != LANG('y'@EN)", "?l < 1.5e0", "?l >= 01", "STR(?l) != STR(01.50)", "?l = 1.5", "?l = +1"),
]


@pytest.fixture(scope="module")
def pairs() -> TripleIndex:
    """Every two terms of the list, at a node of their own."""
    index = load([]).index
    for number, (left, right) in enumerate(product(LITERALS, LITERALS)):
        index.add_lines([f"<{EX}n{number}> <{EX}l> {left} .", f"<{EX}n{number}> <{EX}r> {right} ."])
    index.finish()
    return index


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_whatever_rdflib_finds_is_suspect(expression: str, pairs: TripleIndex) -> None:
    select = f"{HEAD} SELECT $this WHERE {{ $this ex:l ?l ; ex:r ?r . FILTER ({expression}) }}"
    nodes = frozenset(pairs.table(f"<{EX}l>"))
    found = suspects(pairs, [select], nodes)
    with quiet_rdflib(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = {term_of(row[0]) for row in graph_of(pairs, {}).query(select)}  # type: ignore[index]  # of a SELECT
    named = {node: (pairs.one(node, f"<{EX}l>"), pairs.one(node, f"<{EX}r>")) for node in theirs - found}
    assert named == {}

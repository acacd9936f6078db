"""The Turtle writer: what it writes, and that every reader gets the same triples back."""

import random
import re
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import to_isomorphic

from oncotriples.errors import InputError
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.turtle import write_trig, write_turtle
from oncotriples.namespaces import BASE, PREFIXES

EX = "http://example.org/"
HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items()) + f"@base <{BASE}> .\n"


def parsed(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]


def written(turtle: str) -> str:
    """The house style of a fragment, without its prolog."""
    text = write_turtle(parsed(HEAD + turtle), prefixes=PREFIXES, base=BASE)
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("@")).lstrip("\n")


def canonical(triples: Iterable[ox.Triple]) -> list[str]:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


CASES = {
    "house order of predicates": (
        """<agent/x> rdfs:isDefinedBy <o> ; skos:altLabel "b"@en, "a"@en ; a onct:Agent ; <z> 1 ;
            skos:prefLabel "x"@en ; <y> 2 .""",
        """<agent/x>
    a onct:Agent ;
    skos:prefLabel "x"@en ;
    skos:altLabel "a"@en, "b"@en ;
    <y> 2 ;
    <z> 1 ;
    rdfs:isDefinedBy <o> ;
.
""",
    ),
    "nested node, by its content": (
        """onctsh:S sh:property [ sh:path onct:b ; sh:minCount 1 ; sh:message "m" ] ,
            [ sh:path onct:a ; sh:severity sh:Warning ; sh:class onct:C ] .""",
        """onctsh:S
    sh:property [
        sh:path onct:a ;
        sh:class onct:C ;
        sh:severity sh:Warning ;
    ], [
        sh:path onct:b ;
        sh:minCount 1 ;
        sh:message "m" ;
    ] ;
.
""",
    ),
    "small nested node": ("<s> <p> [ sh:inversePath <q> ] , [] .", "<s>\n    <p> [], [ sh:inversePath <q> ] ;\n.\n"),
    "list": ('<s> <p> ( <a> "b" ( ) [ <q> 1.50 ] ) .', '<s>\n    <p> ( <a> "b" () [ <q> 1.50 ] ) ;\n.\n'),
    "subject without a name": (
        "[] a owl:AllDisjointClasses ; owl:members ( onct:A onct:B ) .",
        "[]\n    a owl:AllDisjointClasses ;\n    owl:members ( onct:A onct:B ) ;\n.\n",
    ),
    "node that is referenced twice": (
        "<s> <p> _:x . <t> <p> _:x . _:x <p> 1 .",
        "<s>\n    <p> _:c14n0 ;\n.\n\n<t>\n    <p> _:c14n0 ;\n.\n\n_:c14n0\n    <p> 1 ;\n.\n",
    ),
    "cycle": (
        "_:x <p> _:y . _:y <p> _:x .",
        "_:c14n0\n    <p> _:c14n1 ;\n.\n\n_:c14n1\n    <p> _:c14n0 ;\n.\n",
    ),
    "numbers in shorthand only as they are": (
        '<s> <p> 1, 1.50, true, -2 , 1e3 , 007 , +5 , -0 , "1"^^xsd:boolean , "5."^^xsd:decimal .',
        "<s>\n    <p>\n        "
        '"+5"^^xsd:integer,\n        "-0"^^xsd:integer,\n        -2,\n        "007"^^xsd:integer,\n'
        '        "1"^^xsd:boolean,\n'
        '        1,\n        1.50,\n        "1e3"^^xsd:double,\n        "5."^^xsd:decimal,\n        true ;\n.\n',
    ),
    "names that would need an escape": (
        f"<s> <p> <{PREFIXES['onct']}a.> , <{PREFIXES['dcterms']}a/b> , skos:a.b , <{PREFIXES['skos']}-x> .",
        f"<s>\n    <p>\n        <{PREFIXES['dcterms']}a/b>,\n        <{PREFIXES['skos']}-x>,\n"
        f"        skos:a.b,\n        <{PREFIXES['onct']}a.> ;\n.\n",
    ),
    "relative only where it resolves back": (
        f"<s> <p> <a:b> , <{BASE}c:d/e> , <{BASE}/f> , <{BASE}> , <{BASE}g//h> , <{BASE}i?j> , <{BASE}k/3iiiA> .",
        f"<s>\n    <p>\n        <a:b>,\n        <{BASE}/f>,\n        <>,\n        <{BASE}c:d/e>,\n        "
        f"<{BASE}g//h>,\n        <{BASE}i?j>,\n        <k/3iiiA> ;\n.\n",
    ),
    "strings": (
        r'<s> <p> "a\"b\\c\td" ; <q> "two\nlines\"\"\"\"" ; <r> "\u2028" .',
        '<s>\n    <p> "a\\"b\\\\c\\td" ;\n    <q> """two\nlines\\"\\""\\"""" ;\n    <r> "\\u2028" ;\n.\n',
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_house_style(case: str) -> None:
    given_, expected = CASES[case]
    assert written(given_) == expected
    assert canonical(parsed(HEAD + expected)) == canonical(parsed(HEAD + given_))


def test_long_objects_stand_one_to_a_line() -> None:
    names = [f"agent/{'x' * 20}{number}" for number in range(5)]
    text = written(f"<s> <p> {', '.join(f'<{name}>' for name in names)} .")
    assert text == "<s>\n    <p>\n" + ",\n".join(f"        <{name}>" for name in names) + " ;\n.\n"


def test_a_line_of_several_objects_is_at_most_110_columns() -> None:
    for width in range(90, 110):
        lines = written(f'<s> <p> "a", "{"b" * width}" .').splitlines()
        assert all(len(line) <= 110 for line in lines if '"a", ' in line)
    assert any(len(line) == 110 for w in range(90, 110) for line in written(f'<s> <p> "a", "{"b" * w}" .').splitlines())


def test_prolog_has_only_what_is_used() -> None:
    text = write_turtle(parsed(f"<{EX}s> a <{PREFIXES['skos']}Concept> ."), prefixes=PREFIXES, base=BASE)
    assert text == f"@prefix skos: <{PREFIXES['skos']}> .\n\n<{EX}s>\n    a skos:Concept ;\n.\n"
    assert write_turtle([], prefixes=PREFIXES, base=BASE) == ""


def test_subject_order_is_kept() -> None:
    triples = parsed(f"<{EX}a> a <{EX}C> . <{EX}b> a <{EX}C> . <{EX}c> a <{EX}C> .")
    order = [ox.NamedNode(f"{EX}{name}") for name in ("c", "absent", "a")]
    text = write_turtle(triples, prefixes={"ex": EX}, base=None, subject_order=order)
    assert [line for line in text.splitlines() if line.startswith("ex:")] == ["ex:c", "ex:a", "ex:b"]


def test_triple_terms_are_refused() -> None:
    with pytest.raises(InputError, match=r"triple terms .* are not used here"):
        write_turtle(parsed(f"<{EX}a> <{EX}b> <<( <{EX}c> <{EX}d> <{EX}e> )>> ."), prefixes={}, base=None)


def test_below_a_base_that_is_no_folder_only_itself_is_relative() -> None:
    text = f"@base <{EX}a> .\n\n<>\n    <{EX}p> <{EX}a/b>, <{EX}b> ;\n.\n"
    assert write_turtle(parsed(text), prefixes={}, base=f"{EX}a") == text


@pytest.mark.parametrize("opening", ["[ <p> ", "( ", "( <a> [ <p> "])
def test_deep_nesting_is_cut(opening: str) -> None:
    depth = 60
    closing = {"[": " ]", "(": " )"}
    tail = "".join(closing[sign] for sign in reversed([sign for sign in opening * depth if sign in closing]))
    turtle = f"{HEAD}<s> <p> {opening * depth} 1 {tail} ."
    again = write_turtle(parsed(turtle), prefixes=PREFIXES, base=BASE)
    assert canonical(parsed(again)) == canonical(parsed(turtle))


def test_a_long_list_needs_no_recursion() -> None:
    turtle = f"{HEAD}<s> <p> ( {' '.join(map(str, range(5000)))} ) ."
    assert canonical(parsed(write_turtle(parsed(turtle), prefixes=PREFIXES, base=BASE))) == canonical(parsed(turtle))


IRIS = st.sampled_from(
    [f"{EX}{name}" for name in ("a", "b", "a/b", "é", "a.b", "a.", "-a", "", "a?b", "a/../b", "a%20b", "0")]
    + [
        f"{BASE}{name}"
        for name in ("", "agent/x", "x:y", "./x", "a/../b", "ontology#Agent", "ontology#a/b", "ontology#")
    ]
    + [PREFIXES["rdf"] + name for name in ("type", "first", "rest", "nil")]
    + [f"urn:x:{name}" for name in ("a", "a:b")]
).map(ox.NamedNode)
NODES = st.integers(0, 7).map(lambda number: ox.BlankNode(f"n{number}"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.text('"\\\n\r\t a', max_size=8)
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "en-us", "pt-br"])),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + name)),
        st.sampled_from(["1", "01", "+1", "-0", "1.0", "1.", ".5", "-1.50", "1E3", "true", "false", "x", "", "2013"]),
        st.sampled_from(["integer", "decimal", "double", "boolean", "gYear", "anyURI"]),
    ),
)
GRAPHS = st.lists(st.builds(ox.Triple, IRIS | NODES, IRIS, IRIS | NODES | LITERALS), max_size=25)


@settings(max_examples=300, deadline=None)
@given(GRAPHS, st.randoms(use_true_random=False))
def test_round_trip(triples: list[ox.Triple], shuffler: random.Random) -> None:
    prefixes = {**PREFIXES, "ex": EX, "u": "urn:x:"}
    text = write_turtle(triples, prefixes=prefixes, base=BASE)
    assert canonical(parsed(text)) == canonical(triples)

    labels = list(range(8))
    shuffler.shuffle(labels)

    nt = "".join(f"{triple} .\n" for triple in triples)
    others = parsed(re.sub(r"_:n([0-7])", lambda found: f"_:m{labels[int(found[1])]}", nt))
    shuffler.shuffle(others)
    assert write_turtle(others, prefixes=prefixes, base=BASE) == text


@settings(max_examples=100, deadline=None)
@given(GRAPHS)
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_rdflib_reads_the_same(triples: list[ox.Triple]) -> None:
    text = write_turtle(triples, prefixes={**PREFIXES, "ex": EX}, base=BASE)
    nt = "".join(f"{triple} .\n" for triple in triples)
    ours = rdflib.Graph().parse(data=text, format="turtle")
    theirs = rdflib.Graph().parse(data=nt, format="turtle")
    assert to_isomorphic(ours) == to_isomorphic(theirs)


def test_trig_keeps_nodes_that_graphs_share() -> None:
    trig = f"""{HEAD}<graph/a> {{ <s> <p> [ <q> _:shared ] . }} <graph/b> {{ _:shared <p> 1 . <t> <p> [ <q> "x" ] }}"""
    quads = list(ox.parse(trig, format=ox.RdfFormat.TRIG))
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(quad.triple)
    text = write_trig(Dataset.of(graphs), prefixes=PREFIXES, base=BASE)
    assert text == (
        f"@base <{BASE}> .\n\n<graph/a> {{\n    <s>\n        <p> [ <q> _:c14n0 ] ;\n    .\n}}\n\n"
        '<graph/b> {\n    <t>\n        <p> [ <q> "x" ] ;\n    .\n\n    _:c14n0\n        <p> 1 ;\n    .\n}\n'
    )

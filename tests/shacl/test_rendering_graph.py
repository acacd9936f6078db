"""Reports as RDF: what two parsers read in the Turtle, and that it is what W3C asks for."""

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from reporting import EX, many, report, result

from oncotriples.namespaces import PREFIXES
from oncotriples.shacl.paths import read_path
from oncotriples.shacl.reading import load
from oncotriples.shacl.report_graph import report_turtle
from oncotriples.shacl.results import Report
from oncotriples.shacl.view import term_of


def graph_of(found: Report) -> Graph:
    """What rdflib reads; pyoxigraph must read as many triples, and SHACL's counts of properties must hold."""
    turtle = report_turtle(found)
    graph = Graph().parse(data=turtle, format="turtle")
    assert len(graph) == len(list(ox.parse(turtle, format=ox.RdfFormat.TURTLE)))
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert list(graph.objects(node, SH.conforms)) == [Literal(found.conforms)]
    assert len(set(graph.objects(node, SH.result))) == len(found.results)
    for one in graph.objects(node, SH.result):
        assert graph.value(one, RDF.type) == SH.ValidationResult
        for needed in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(list(graph.objects(one, needed))) == 1
        for allowed in (SH.resultPath, SH.value, SH.sourceShape, SH.sourceConstraint):
            assert len(list(graph.objects(one, allowed))) <= 1
    return graph


def test_an_empty_report() -> None:
    assert report_turtle(report()) == (
        f"@prefix sh: <{PREFIXES['sh']}> .\n\n[]\n    a sh:ValidationReport ;\n    sh:conforms true ;\n.\n"
    )
    graph_of(report())


def test_the_bytes() -> None:
    whole = result("_:b0", value=f'"1"^^<{EX}t>', messages=('"Kein Name"@de', '"No name"'), constraint=f"<{EX}c>")
    assert report_turtle(report(whole)) == (
        f"@prefix ex: <{EX}> .\n"
        f"@prefix sh: <{PREFIXES['sh']}> .\n"
        "\n"
        "[]\n"
        "    a sh:ValidationReport ;\n"
        "    sh:conforms false ;\n"
        "    sh:result\n"
        "        _:r1 ;\n"
        ".\n"
        "\n"
        "_:r1\n"
        "    a sh:ValidationResult ;\n"
        "    sh:focusNode _:b0 ;\n"
        "    sh:resultPath ex:name ;\n"
        '    sh:value "1"^^ex:t ;\n'
        "    sh:resultSeverity sh:Violation ;\n"
        "    sh:sourceConstraintComponent sh:MinCountConstraintComponent ;\n"
        "    sh:sourceShape _:s1 ;\n"
        "    sh:sourceConstraint ex:c ;\n"
        '    sh:resultMessage "Kein Name"@de, "No name" ;\n'
        ".\n"
    )


@pytest.mark.parametrize(
    "path",
    [
        "urn:p",
        f"^<{EX}a>",
        f"(<{EX}a>/<{EX}b>/<urn:c>)",
        f"(<{EX}a>/(<{EX}b>|(<{EX}c>/^<{EX}d>))*)",
        f"<{EX}a>?",
        f"(<{EX}a>/<{EX}b>)+",
    ],
)
def test_paths_are_structures(path: str) -> None:
    graph = graph_of(report(result(path=path), result(f"<{EX}bob>", path=path)))
    nodes = list(graph.objects(None, SH.resultPath))
    index = load([graph]).index
    assert [read_path(index, node).text for _, node in index.pairs(term_of(SH.resultPath))] == [path, path]
    assert len(set(nodes)) == (1 if path == "urn:p" else 2)


def test_an_inverse_that_is_repeated_is_not_a_repetition_that_is_inverse() -> None:
    graph = graph_of(report(result(path=f"(^<{EX}a>)+")))
    assert list(graph.objects(None, SH.resultPath / SH.oneOrMorePath / SH.inversePath)) == [URIRef(f"{EX}a")]


def test_sequences_are_lists() -> None:
    graph = graph_of(report(result(path=f"(<{EX}a>/<{EX}b>)")))
    (node,) = graph.objects(None, SH.resultPath)
    assert list(Collection(graph, node)) == [URIRef(f"{EX}a"), URIRef(f"{EX}b")]


def test_labels_of_the_data_are_kept_and_never_ours() -> None:
    found = report(result("_:r1", value="_:rr1", shape="_:r2"), result("_:b"), result(f"<{EX}x>", value="_:r1"))
    turtle = report_turtle(found)
    assert "sh:focusNode _:r1 ;" in turtle
    assert "sh:value _:rr1 ;" in turtle
    graph = graph_of(found)
    results = set(graph.subjects(RDF.type, SH.ValidationResult))
    assert len(results) == 3
    assert not results & {*graph.objects(None, SH.focusNode), *graph.objects(None, SH.value)}
    (same,) = set(graph.objects(None, SH.value)) & set(graph.objects(None, SH.focusNode))
    assert isinstance(same, BNode)


def test_weird_literals_come_back() -> None:
    value = '"a\\n\\"b\\\\\u2028\u0085\x1b\\u0007é\\U0001F600\n"'
    graph = graph_of(report(result(value=value, messages=('"_:r1 <x> ^^<y>"@en-GB',))))
    assert list(graph.objects(None, SH.value)) == [Literal('a\n"b\\\u2028\u0085\x1b\x07é\U0001f600\n')]
    assert list(graph.objects(None, SH.resultMessage)) == [Literal("_:r1 <x> ^^<y>", lang="en-GB")]
    assert "_:r1\n    a sh:ValidationResult" in report_turtle(report(result(messages=('"_:r1"',))))


@pytest.mark.parametrize(
    "prefixes",
    [{"sh": EX}, {"shacl": PREFIXES["sh"]}, {"a b": EX}, {"": EX}, {"ex": f"{EX}al"}, {}],
)
def test_any_prefixes_leave_it_the_same(prefixes: dict[str, str]) -> None:
    odd = [result(), result(f"<{EX}a.b.>"), result(f"<{EX}a/b>"), result(f"<{EX}>"), result(f"<{EX}1-_a>")]
    graph = graph_of(report(*odd, prefixes=prefixes))
    names = {str(node).removeprefix(EX) for node in graph.objects(None, SH.focusNode)}
    assert names == {"alice", "a.b.", "a/b", "", "1-_a"}


def test_what_a_result_does_not_have_is_not_said() -> None:
    graph = graph_of(report(result(path="", messages=(), shape="")))
    (node,) = graph.subjects(RDF.type, SH.ValidationResult)
    told = {RDF.type, SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent}
    assert set(graph.predicates(node)) == told


def test_unknown_severities_are_written_as_they_are() -> None:
    graph = graph_of(report(result(severity=f"{EX}Blocker")))
    assert list(graph.objects(None, SH.resultSeverity)) == [URIRef(f"{EX}Blocker")]


def test_ten_thousand_results_are_numbered_by_their_place() -> None:
    turtle = report_turtle(report(*many(10_000)))
    assert "_:r10000\n    a sh:ValidationResult ;\n    sh:focusNode ex:n09999 ;" in turtle
    assert len(list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))) == 2 + 8 * 10_000

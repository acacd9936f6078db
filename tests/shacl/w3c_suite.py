"""The W3C's test suite for SHACL: its tests, what they expect, and what an engine makes of them."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pyshacl
from equality import Triples, as_graph, quiet, results_of
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import SH as SHACL
from rdflib.term import Node

from oncotriples.errors import InputError
from oncotriples.shacl.results import Result
from oncotriples.shacl.terms import is_blank
from oncotriples.shacl.validating import validate

__all__ = ["SuiteTest", "compared", "judged", "of_ours", "of_pyshacl", "read_suite"]

_MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_SHT = Namespace("http://www.w3.org/ns/shacl-test#")


@dataclass(frozen=True)
class SuiteTest:
    """A test by its place in the suite; ``expected`` is None where the processor must refuse the shapes."""

    name: str
    data: Path
    shapes: Path
    expected: Counter[Result] | None

    def triples(self) -> tuple[Triples, Triples]:
        """Data and shapes, the blank nodes with the labels that they have in what is expected."""
        return _read(self.data), _read(self.shapes)


def read_suite(folder: Path) -> list[SuiteTest]:
    """All tests of the suite whose manifest is in a folder, in its order."""
    return list(_tests(folder / "manifest.ttl", folder))


def judged(test: SuiteTest, engine: Callable[[SuiteTest], Counter[Result]]) -> str:
    """What an engine makes of a test: "passed", or else what is wrong."""
    try:
        found = engine(test)
    except (InputError, ReportableRuntimeError, NotImplementedError) as error:
        return "passed" if test.expected is None else f"refused: {str(error).splitlines()[0]}"
    if test.expected is None:
        return "not refused"
    if compared(found, test.expected) == compared(test.expected, test.expected):
        return "passed"
    return f"{found.total()} results, not those that are expected"


def of_ours(test: SuiteTest) -> Counter[Result]:
    """What ``validate`` finds in the test's files."""
    return Counter(validate(test.data, test.shapes, check_shapes=False).results)


def of_pyshacl(test: SuiteTest) -> Counter[Result]:
    """What ``pyshacl.validate`` finds in the test's files."""
    with quiet():
        _, report, text = pyshacl.validate(str(test.data), shacl_graph=str(test.shapes))
    if not isinstance(report, Graph):
        raise ReportableRuntimeError(text)
    (top,) = report.subjects(RDF.type, SHACL.ValidationReport)
    return results_of(report, top)


def compared(results: Counter[Result], expected: Counter[Result], *, labels: bool = False) -> Counter[Result]:
    """What of some results is compared: messages only where some are expected, one blank node like another.

    With ``labels`` blank nodes are told apart: they must come from ``SuiteTest.triples``.
    """
    told = any(result.messages for result in expected)
    found: Counter[Result] = Counter()
    for result, times in results.items():
        terms = [result.focus, result.value, result.shape]
        focus, value, shape = (
            term if labels or not is_blank(term) else "_:" for term in (term or "-" for term in terms)
        )
        messages = result.messages if told else ()
        found[result._replace(focus=focus, value=value, shape=shape, messages=messages, constraint="")] += times
    return found


def _tests(manifest: Path, root: Path) -> Iterator[SuiteTest]:
    graph = as_graph(_read(manifest))
    for included in graph.objects(None, _MF.include):
        yield from _tests(_path(included), root)
    for test in graph.subjects(RDF.type, _SHT.Validate):
        action = graph.value(test, _MF.action, any=False)
        result = graph.value(test, _MF.result, any=False)
        assert result is not None
        yield SuiteTest(
            manifest.relative_to(root).with_suffix("").as_posix(),
            _path(graph.value(action, _SHT.dataGraph, any=False)),
            _path(graph.value(action, _SHT.shapesGraph, any=False)),
            None if result == _SHT.Failure else results_of(graph, result),
        )


def _path(node: Node | None) -> Path:
    assert isinstance(node, URIRef)
    return Path(unquote(urlsplit(node).path))


@lru_cache
def _read(path: Path) -> Triples:
    return [
        ox.Triple(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(path=path.as_posix(), base_iri=path.as_uri(), format=ox.RdfFormat.TURTLE)
    ]

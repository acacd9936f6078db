"""N-Quads text is what pyoxigraph reads and would have written itself."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.errors import InputError
from oncotriples.graph.nquads import absolute, iri, literal, named, quad
from oncotriples.namespaces import XSD

NASTY = (
    "",
    "plain",
    'quote " and backslash \\',
    "\\u0041 stays",
    "line\nbreak\r\ttab\b\f",
    "controls \x00\x01\x0b\x1f\x7f\x80\x85\x9f",
    "separators \u2028\u2029\ufeff",
    "non-characters \ufffe\uffff\U0001fffe",
    "é ß 漢字 \U0001f9ec",
    '"@en . # no comment',
)


def written_by_pyoxigraph(term: ox.Literal | ox.NamedNode) -> str:
    node = ox.NamedNode("https://example.org/x")
    data = ox.serialize([ox.Quad(node, node, term, node)], format=ox.RdfFormat.N_QUADS)
    assert isinstance(data, bytes)
    return data.decode()


def line_of(term: str) -> str:
    node = absolute("https://example.org/x")
    return quad(node, node, term, node)


@pytest.mark.parametrize("text", NASTY)
def test_literals_are_escaped_as_pyoxigraph_escapes_them(text: str) -> None:
    year = f"{XSD}gYear"
    assert line_of(literal(text)) == written_by_pyoxigraph(ox.Literal(text))
    assert line_of(literal(text, language="en")) == written_by_pyoxigraph(ox.Literal(text, language="en"))
    typed = ox.Literal(text, datatype=ox.NamedNode(year))
    assert line_of(literal(text, datatype=year)) == written_by_pyoxigraph(typed)


@given(st.text())
def test_every_text_comes_back_as_it_was(text: str) -> None:
    line = line_of(literal(text))
    assert line == written_by_pyoxigraph(ox.Literal(text))
    (back,) = ox.parse(line.encode(), format=ox.RdfFormat.N_QUADS)
    assert isinstance(back.object, ox.Literal)
    assert back.object.value == text


def test_the_datatype_of_a_plain_string_is_not_written() -> None:
    assert literal("x", datatype=f"{XSD}string") == '"x"'


def test_iris() -> None:
    assert iri("citation/pmid/22331945") == "<https://w3id.org/oncotriples/citation/pmid/22331945>"
    assert named("dcterms:title") == "<http://purl.org/dc/terms/title>"
    assert line_of(absolute("https://example.org/é?a=%20")) == written_by_pyoxigraph(
        ox.NamedNode("https://example.org/é?a=%20")
    )


@pytest.mark.parametrize("path", ["a b", "a>b", 'a"b', "a\\b", "a\nb", "a{b", "a\ud800b"])
def test_what_no_iri_can_hold_is_refused(path: str) -> None:
    with pytest.raises(InputError, match="is no IRI"):
        iri(path)


def test_half_a_surrogate_pair_is_refused_in_a_text() -> None:
    with pytest.raises(InputError, match="half a surrogate pair"):
        literal("broken \ud83e text")

"""One resource described, as text and as Turtle."""

from collections.abc import Mapping

import pyoxigraph as ox
import pytest
from both_engines import both_engines

from oncotriples.errors import InputError, UnknownNameError
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.questions.describing import as_text, as_turtle, describe
from oncotriples.questions.engines import Engine

# rdflib uses deprecated parts of itself whenever a Dataset is queried.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")

TRIG = f"""\
@base <{BASE}> .
@prefix onct: <{PREFIXES["onct"]}> .
@prefix skos: <{PREFIXES["skos"]}> .
<graph/entities> {{
  <agent/imatinib> a onct:Agent ; skos:prefLabel "imatinib"@en ; skos:exactMatch <http://x/CHEBI_1> .
  <agent/imatinib-mesylate> a onct:Agent ; skos:prefLabel "imatinib mesylate"@en ; onct:saltOf <agent/imatinib> .
}}
<graph/again> {{ <agent/imatinib> a onct:Agent ; skos:editorialNote "odd \\u001b[2J note"@en . }}
"""


@pytest.fixture(scope="module")
def engines() -> Mapping[str, Engine]:
    return both_engines(ox.parse(TRIG, format=ox.RdfFormat.TRIG))


@pytest.mark.parametrize("name", ["oxigraph", "rdflib"])
def test_text_has_labels_beside_iris_and_no_control_characters(engines: Mapping[str, Engine], name: str) -> None:
    assert as_text(describe("agent/imatinib", engines[name])) == (
        "imatinib  <https://w3id.org/oncotriples/agent/imatinib>\n"
        "\n"
        "  rdf:type            onct:Agent\n"
        "  skos:prefLabel      imatinib\n"
        "  skos:editorialNote  odd \\x1b[2J note\n"
        "  skos:exactMatch     http://x/CHEBI_1\n"
        "\n"
        "Pointed to by\n"
        "  onct:saltOf  agent/imatinib-mesylate  imatinib mesylate\n"
    )


def test_turtle_has_the_same_statements_the_resource_first(engines: Mapping[str, Engine]) -> None:
    text = as_turtle(describe("agent/imatinib", engines["oxigraph"]))
    triples = set(ox.parse(text, format=ox.RdfFormat.TURTLE))
    assert len(triples) == 5
    assert text.index("<agent/imatinib>\n") < text.index("<agent/imatinib-mesylate>\n")


def test_what_is_only_pointed_to_is_described_too(engines: Mapping[str, Engine]) -> None:
    description = describe("http://x/CHEBI_1", engines["oxigraph"])
    assert not description.outgoing
    assert as_text(description) == (
        "<http://x/CHEBI_1>\n\nPointed to by\n  skos:exactMatch  agent/imatinib  imatinib\n"
    )


def test_an_unknown_resource_is_answered_with_near_names(engines: Mapping[str, Engine]) -> None:
    with pytest.raises(UnknownNameError, match="there is no resource “agent/imatinb”") as raised:
        describe("agent/imatinb", engines["oxigraph"])
    assert raised.value.near[0] == "agent/imatinib"
    with pytest.raises(InputError, match="is no IRI"):
        describe("agent/> } #", engines["oxigraph"])

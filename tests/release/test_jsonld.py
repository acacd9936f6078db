"""The compact JSON-LD: how it reads, that it is the graph, and that its context is the ontology's."""

import json
from pathlib import Path
from typing import Any, NoReturn

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from oncotriples.errors import InputError
from oncotriples.graph.assembling import load_sources
from oncotriples.graph.reading import read_turtle
from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE, XSD
from oncotriples.release.jsonld import EMBEDDED, Context, read_context, write_jsonld
from oncotriples.sources import find_sources

SOURCES = find_sources(Path(__file__).parents[2])
PATH = SOURCES.ontology / "context.jsonld"
HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
OWL, RDFS = PREFIXES["owl"], PREFIXES["rdfs"]


@pytest.fixture(scope="module")
def context() -> Context:
    return read_context(PATH)


@pytest.fixture(scope="module")
def entries() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))["@context"]
    return found


@pytest.fixture(scope="module")
def whole() -> tuple[ox.Triple, ...]:
    return load_sources(SOURCES).dataset.union


def parsed(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)]


def nodes(turtle: str, context: Context) -> dict[str, Any]:
    document = json.loads(write_jsonld(parsed(turtle), context))
    return {node["id"]: node for node in document["@graph"]}


def refuse(url: str, options: object) -> NoReturn:
    raise AssertionError(f"something was to be loaded: {url}")


def by_pyld(text: str) -> set[str]:
    lines: str = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads", "documentLoader": refuse})
    return set(lines.splitlines())


def test_an_assertion_reads_well(context: Context) -> None:
    found = nodes(
        """<assertion/s/sunitinib> a onct:EvidenceAssertion, onct:ActivityAssertion ;
            skos:prefLabel "Sunitinib acts."@en ; onct:agent <agent/sunitinib> ; onct:tumorSubtype <subtype/x> ;
            cito:citesAsEvidence <citation/pmid/1> ; onct:levelOfEvidence <level/treatment-legacy/3iiiA> ;
            onct:statedIn <document/d/e/row/1.1> .
        <agent/sunitinib> a onct:Agent ; skos:prefLabel "sunitinib"@en ; skos:definition "A drug."@en .
        <citation/pmid/1> a fabio:JournalArticle ; fabio:hasPubMedId "1" ; fabio:hasPublicationYear "1995"^^xsd:gYear .
        <level/treatment-legacy/3iiiA> a skos:Concept, onct:LevelOfEvidence ; skos:prefLabel "3iiiA"@en .""",
        context,
    )
    assert found["assertion/s/sunitinib"] == {
        "id": "assertion/s/sunitinib",
        "type": ["ActivityAssertion", "EvidenceAssertion"],
        "label": "Sunitinib acts.",
        "agent": {"id": "agent/sunitinib", "type": "Agent", "label": "sunitinib"},
        "subtype": {"id": "subtype/x"},
        "citesAsEvidence": [{"id": "citation/pmid/1", "type": "JournalArticle"}],
        "levelOfEvidence": {"id": "level/treatment-legacy/3iiiA", "type": "LevelOfEvidence", "label": "3iiiA"},
        "statedIn": "document/d/e/row/1.1",
    }
    assert list(found["assertion/s/sunitinib"])[:3] == ["id", "type", "label"]
    assert found["citation/pmid/1"] == {"id": "citation/pmid/1", "type": "JournalArticle", "year": "1995", "pmid": "1"}


VALUES = {
    "onct:lower 1.50": ("lower", "1.50"),
    "onct:ordinal 3": ("ordinal", 3),
    'onct:ordinal "03"^^xsd:integer': ("ordinal", "03"),
    "onct:ordinal 12345678901234567890": ("ordinal", "12345678901234567890"),
    "onct:ordinal 3.0": ("ordinal", {"@value": "3.0", "@type": "xsd:decimal"}),
    'onct:ordinal "3"': ("ordinal", {"@value": "3"}),
    "onct:isEstimate true": ("isEstimate", True),
    'onct:isEstimate "1"^^xsd:boolean': ("isEstimate", "1"),
    'onct:editionDate "2025-12-30"^^xsd:date': ("editionDate", "2025-12-30"),
    'skos:altLabel "b"@en-gb, "a"@en, "c"': ("altLabel", ["a", {"@value": "b", "@language": "en-gb"}, {"@value": "c"}]),
    "skos:broader <x>": ("broader", [{"id": "x"}]),
    "skos:exactMatch obo:CHEBI_1": ("exactMatch", ["obo:CHEBI_1"]),
    'onct:statedIn "text"': ("statedIn", {"@value": "text"}),
    "onct:cdrId <x>": ("cdrId", {"id": "x"}),
    "onct:unit unit:YR": ("unit", {"id": "qudtunit:YR"}),
    "skos:mappingRelation <x>": ("skos:mappingRelation", {"id": "x"}),
    "<http://example.org/p> 1": ("http://example.org/p", 1),
    "<http://example.org/p> 1.0E3": ("http://example.org/p", {"@value": "1.0E3", "@type": "xsd:double"}),
    "<http://example.org/p> <x:y>": ("http://example.org/p", {"id": "x:y"}),
    "a <http://example.org/C>": ("type", "http://example.org/C"),
    "a biolink:Drug": ("type", "biolink:Drug"),
}


@pytest.mark.parametrize("turtle", VALUES)
def test_value(turtle: str, context: Context) -> None:
    triples = parsed(f"<s> {turtle} .")
    text = write_jsonld(triples, context)
    (node,) = json.loads(text)["@graph"]
    name, value = VALUES[turtle]
    assert node == {"id": "s", name: value}
    assert by_pyld(text) == {f"{triple} ." for triple in triples}


def test_it_is_the_graph(whole: tuple[ox.Triple, ...], context: Context) -> None:
    text = write_jsonld(whole, context)
    assert by_pyld(text) == {f"{triple} ." for triple in whole}
    assert {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)} == set(whole)


IRIS = st.sampled_from(
    [f"{BASE}{name}" for name in ("agent/a", "level/x/3iiiA", "a:b", "a/../b", "a?b", "", "ontology", "b.c")]
    + [
        f"{ONCT}{name}"
        for name in ("Agent", "agent", "treatment", "unit", "lower", "isEstimate", "ordinal", "provided")
    ]
    + [f"{PREFIXES['skos']}{name}" for name in ("prefLabel", "altLabel", "notation", "broader", "Concept", "a/b")]
    + [f"{PREFIXES['rdf']}{name}" for name in ("nil", "first", "rest", "value")]
    + ["http://example.org/", "http://example.org/é", "urn:x:y", f"{PREFIXES['unit']}YR", f"{XSD}string"]
).map(ox.NamedNode)
LITERALS = st.one_of(
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(XSD + name)),
        st.sampled_from(["1", "01", "-0", "0", "1.0", "1E3", "true", "1" * 20, "x", "", 'q"\\\n', "1995"]),
        st.sampled_from(["string", "integer", "decimal", "double", "boolean", "gYear", "date"]),
    ),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), st.text(max_size=5), st.sampled_from(["en", "de"])),
)
GRAPHS = st.lists(
    st.one_of(
        st.builds(ox.Triple, IRIS, IRIS, IRIS | LITERALS),
        st.builds(lambda s, o: ox.Triple(s, ox.NamedNode(RDF_TYPE), o), IRIS, IRIS),
    ),
    max_size=20,
)


@settings(max_examples=200, deadline=None)
@given(GRAPHS)
def test_any_graph_of_iris_survives(context: Context, triples: list[ox.Triple]) -> None:
    text = write_jsonld(triples, context)
    assert {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)} == set(triples)


def test_blank_nodes_are_refused(context: Context) -> None:
    for turtle in ("<s> <p> [] .", "[] <p> <o> .", "<s> onct:agent [ <p> 1 ] ."):
        with pytest.raises(InputError, match="blank node"):
            write_jsonld(parsed(turtle), context)


def test_a_base_direction_is_refused(context: Context) -> None:
    with pytest.raises(InputError, match="base direction"):
        write_jsonld(parsed('<s> <p> "x"@en--ltr .'), context)


def test_a_file_that_is_no_context_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "context.jsonld"
    for text in ("{", "[]", '{"context": {}}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="no JSON-LD context"):
            read_context(path)


# The context against the ontology and the other vocabularies


@pytest.fixture(scope="module")
def ontology() -> dict[str, dict[str, set[str]]]:
    """Subject → predicate → values, of our own terms."""
    found: dict[str, dict[str, set[str]]] = {}
    for triple in read_turtle(SOURCES.ontology / "oncotriples.ttl", "ontology/oncotriples.ttl").triples:
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(ONCT):
            values = found.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, set())
            values.add(getattr(triple.object, "value", ""))
    return found


def terms_of(entries: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The terms for our namespace: IRI → definition."""
    found = {}
    for name, value in entries.items():
        definition = value if isinstance(value, dict) else {"@id": str(value)}
        if definition["@id"].startswith("onct:"):
            found[ONCT + definition["@id"].removeprefix("onct:")] = {"name": name, **definition}
    return found


def test_terms_are_those_of_the_ontology(entries: dict[str, Any], ontology: dict[str, dict[str, set[str]]]) -> None:
    assert terms_of(entries).keys() == ontology.keys()


def test_terms_are_named_as_in_the_ontology(entries: dict[str, Any]) -> None:
    renamed = {
        iri.removeprefix(ONCT): term["name"] for iri, term in terms_of(entries).items() if ONCT + term["name"] != iri
    }
    assert renamed == {"tumorSubtype": "subtype"}


def test_coercions_are_those_of_the_ontology(entries: dict[str, Any], ontology: dict[str, dict[str, set[str]]]) -> None:
    for iri, term in terms_of(entries).items():
        types = ontology[iri][RDF_TYPE]
        ranges = ontology[iri].get(f"{RDFS}range", set())
        if f"{OWL}Class" in types:
            assert term == {"name": term["name"], "@id": f"onct:{term['name']}"}
            continue
        if f"{OWL}ObjectProperty" in types:
            assert term["@type"] == "@id", iri
        elif f"{XSD}string" in ranges:
            assert "@type" not in term, iri
            assert "@language" not in term, iri
        elif "@language" in term:
            assert f"{PREFIXES['rdf']}langString" in ranges or not ranges, iri
        elif "@type" not in term:
            assert not ranges, f"{iri}: a property without a range has literals of several datatypes"
        else:
            assert {XSD + term["@type"].removeprefix("xsd:")} == ranges, iri
        assert f"{OWL}FunctionalProperty" not in types or "@container" not in term, iri


def test_special_classes_come_before_general_ones(context: Context, ontology: dict[str, dict[str, set[str]]]) -> None:
    for iri, properties in ontology.items():
        for general in properties.get(f"{RDFS}subClassOf", set()) & context.ranks.keys():
            assert context.ranks[iri] < context.ranks[general], iri


def test_prefixes_are_those_of_the_project(entries: dict[str, Any]) -> None:
    """Only QUDT's units have another prefix: “unit” is a property of ours."""
    prefixes = {name: value for name, value in entries.items() if isinstance(value, str) and value[-1] in "/#"}
    assert prefixes.pop("@base") == BASE
    assert prefixes == {("qudtunit" if name == "unit" else name): space for name, space in PREFIXES.items()}


def test_embedded_terms_are_links(entries: dict[str, Any]) -> None:
    assert [name for name in sorted(EMBEDDED) if entries[name].get("@type") != "@id"] == []

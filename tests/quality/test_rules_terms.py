"""Each rule about one statement: what it finds, where, and what it lets pass."""

import pytest
from judging import HEAD_LINES, findings_of

from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE, XSD
from oncotriples.quality.findings import Severity

IMATINIB = f"{BASE}agent/imatinib"


def test_typo_in_a_property_offers_the_nearest() -> None:
    (finding,) = findings_of(
        "undeclared-property",
        "\n<agent/imatinib>\n    a onct:Agent ;\n    onct:activeAgianst <subtype/chordoma> ;\n.\n",
    )
    assert finding.severity is Severity.VIOLATION
    assert (finding.file, finding.line) == ("kg/sample.ttl", HEAD_LINES + 2)
    assert (finding.subject, finding.path) == (IMATINIB, f"{ONCT}activeAgianst")
    assert finding.value == f"<{BASE}subtype/chordoma>"
    assert finding.message == (
        "The ontology has no property onct:activeAgianst. Did you mean onct:reportedActiveAgainst?"
    )


def test_foreign_property_must_be_declared_too() -> None:
    (finding,) = findings_of("undeclared-property", '<agent/imatinib> skos:preflabel "imatinib"@en .')
    assert finding.message == "The ontology has no property skos:preflabel. Did you mean skos:prefLabel?"
    (finding,) = findings_of("undeclared-property", '<agent/imatinib> <http://example.org/zzz> "x" .')
    assert finding.message.endswith("Declare it in ontology/oncotriples.ttl, or use another.")


def test_properties_that_owl_has_without_declaration_pass() -> None:
    text = '<agent/imatinib> a onct:Agent ; rdfs:label "x"@en ; rdfs:seeAlso <agent/imatinib> ; owl:deprecated true .'
    assert findings_of("undeclared-property", text) == []


@pytest.mark.parametrize(
    ("kind", "hint"), [("onct:Agnet", "onct:Agent"), ("fabio:JournalArtikle", "fabio:JournalArticle")]
)
def test_undeclared_class(kind: str, hint: str) -> None:
    (finding,) = findings_of("undeclared-class", f"<agent/imatinib> a {kind} .")
    prefix, _, local = kind.partition(":")
    assert (finding.subject, finding.path) == (IMATINIB, RDF_TYPE)
    assert finding.value == f"<{PREFIXES[prefix]}{local}>"
    assert finding.message == f"The ontology has no class {kind}. Did you mean {hint}?"


def test_wrong_kind_of_value() -> None:
    (finding,) = findings_of("wrong-kind-of-value", '<agent/imatinib-mesylate> onct:saltOf "imatinib" .')
    assert (finding.path, finding.value) == (f"{ONCT}saltOf", '"imatinib"')
    assert finding.message == "The value of onct:saltOf must be a thing: write its IRI, such as <agent/…>."
    (finding,) = findings_of("wrong-kind-of-value", "<citation/pmid/1> fabio:hasPubMedId <citation/pmid/1> .")
    assert finding.message == "The value of fabio:hasPubMedId must be a literal: write it in quotation marks."


@pytest.mark.parametrize(
    ("literal", "value", "message"),
    [
        ('"19x"^^xsd:gYear', f'"19x"^^<{XSD}gYear>', "“19x” is no xsd:gYear. Write it as 2014."),
        (
            '"2013-02-29"^^xsd:date',
            f'"2013-02-29"^^<{XSD}date>',
            "“2013-02-29” is no xsd:date. Write it as 2014-03-31.",
        ),
        ('"ten"^^xsd:decimal', f'"ten"^^<{XSD}decimal>', "“ten” is no xsd:decimal. Write it as 12.5."),
    ],
)
def test_ill_typed_literal(literal: str, value: str, message: str) -> None:
    (finding,) = findings_of("ill-typed-literal", f"<citation/pmid/1> fabio:hasPublicationYear {literal} .")
    assert (finding.file, finding.line) == ("kg/sample.ttl", HEAD_LINES + 1)
    assert (finding.subject, finding.value, finding.message) == (f"{BASE}citation/pmid/1", value, message)


def test_text_and_well_formed_literals_pass() -> None:
    text = '<x> onct:lower 1.0, 1, true, "a", "b"@en, "2014"^^xsd:gYear, "2014-01-31"^^xsd:date .'
    assert findings_of("ill-typed-literal", text) + findings_of("unknown-datatype", text) == []


def test_unknown_datatype() -> None:
    (finding,) = findings_of("unknown-datatype", '<x> fabio:hasPublicationYear "2014"^^xsd:gyear .')
    assert finding.message == "The graph has no literals of datatype xsd:gyear. Did you mean xsd:gYear?"
    (finding,) = findings_of("unknown-datatype", "<x> onct:lower 1e0 .")
    assert finding.value == f'"1e0"^^<{XSD}double>'


def test_blank_nodes_are_named_by_what_stands_beside_them() -> None:
    (finding,) = findings_of("blank-node", '<agent/imatinib>\n    onct:agentClass [ rdfs:label "x"@en ] ;\n.\n')
    assert (finding.subject, finding.path, finding.value) == (IMATINIB, f"{ONCT}agentClass", "")
    assert (finding.file, finding.line) == ("kg/sample.ttl", HEAD_LINES + 1)
    (finding,) = findings_of("blank-node", "[] a onct:Agent .")
    assert (finding.file, finding.subject, finding.value) == ("kg/sample.ttl", "", f"<{ONCT}Agent>")
    assert finding.message == "The graph has no blank nodes. Give this thing an IRI and a block of its own."

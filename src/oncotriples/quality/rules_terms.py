"""Rules about the words of a statement: its property, its class, the kind of its value, the form of its literal."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

import pyoxigraph as ox

from oncotriples.namespaces import PREFIXES, RDF_TYPE, XSD, compact
from oncotriples.quality.lexical import CHECKED, is_well_formed
from oncotriples.quality.locating import iri_of
from oncotriples.quality.rules import Index, Problem, Rule, View

__all__ = ["TERM_RULES", "did_you_mean"]

_OWL, _RDF, _RDFS = PREFIXES["owl"], PREFIXES["rdf"], PREFIXES["rdfs"]
_TEXT = frozenset({f"{XSD}string", f"{_RDF}langString"})
# OWL 2 has these without declaration; annotated axioms are how SSSOM writes mappings.
_BUILT_IN_PROPERTIES = frozenset(
    {RDF_TYPE}
    | {f"{_RDFS}{name}" for name in ("comment", "isDefinedBy", "label", "seeAlso")}
    | {f"{_OWL}{name}" for name in ("deprecated", "priorVersion", "versionInfo")}
    | {f"{_OWL}annotated{part}" for part in ("Source", "Property", "Target")}
)
_BUILT_IN_CLASSES = frozenset({f"{_OWL}Axiom"})
_PROPERTY_KINDS = tuple(f"{_OWL}{kind}" for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """“ Did you mean …?” with the nearest of the known names, or nothing where none is near."""
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""


def _declared(ontology: Index, *kinds: str) -> frozenset[str]:
    """The IRIs that the ontology declares as one of the kinds."""
    return frozenset(
        subject.value
        for subject, kind in ontology.pairs(RDF_TYPE)
        if isinstance(kind, ox.NamedNode) and kind.value in kinds
    )


def _undeclared_property(view: View) -> Iterator[Problem]:
    """Every property in use is declared in ontology/oncotriples.ttl, ours and foreign ones alike."""
    declared = _declared(view.ontology, *_PROPERTY_KINDS) | _BUILT_IN_PROPERTIES
    names = [compact(iri) for iri in declared]
    for subject, path, value in view.stated.statements:
        if path not in declared and isinstance(subject, ox.NamedNode):
            hint = did_you_mean(compact(path), names) or " Declare it in ontology/oncotriples.ttl, or use another."
            message = f"The ontology has no property {compact(path)}.{hint}"
            yield Problem(subject.value, path, str(value), message)


def _undeclared_class(view: View) -> Iterator[Problem]:
    """Every class in use is declared in ontology/oncotriples.ttl, ours and foreign ones alike."""
    declared = _declared(view.ontology, f"{_OWL}Class") | _BUILT_IN_CLASSES
    names = [compact(iri) for iri in declared]
    for subject, kind in view.stated.pairs(RDF_TYPE):
        if isinstance(kind, ox.NamedNode) and kind.value not in declared:
            name = compact(kind.value)
            hint = did_you_mean(name, names) or " Declare it in ontology/oncotriples.ttl, or use another."
            yield Problem(subject.value, RDF_TYPE, str(kind), f"The ontology has no class {name}.{hint}")


def _wrong_kind_of_value(view: View) -> Iterator[Problem]:
    """The value of an object property is a thing, that of a datatype property a literal."""
    for kind, wants_literal, wanted in (
        ("ObjectProperty", False, "a thing: write its IRI, such as <agent/…>"),
        ("DatatypeProperty", True, "a literal: write it in quotation marks"),
    ):
        for path in sorted(_declared(view.ontology, f"{_OWL}{kind}")):
            for subject, value in view.stated.pairs(path):
                if isinstance(value, ox.Literal) is not wants_literal:
                    yield Problem(subject.value, path, str(value), f"The value of {compact(path)} must be {wanted}.")


def _ill_typed_literal(view: View) -> Iterator[Problem]:
    """A literal's text is a lexical form of its datatype, as XML Schema defines it."""
    for path, subject, literal in _typed_literals(view):
        if is_well_formed(literal.value, literal.datatype.value) is False:
            name = compact(literal.datatype.value)
            message = f"“{literal.value}” is no {name}. Write it as {_EXAMPLES[literal.datatype.value]}."
            yield Problem(subject, path, str(literal), message)


def _unknown_datatype(view: View) -> Iterator[Problem]:
    """A literal has one of the datatypes whose form is checked, or is text."""
    names = [compact(iri) for iri in (*CHECKED, f"{XSD}string")]
    for path, subject, literal in _typed_literals(view):
        if literal.datatype.value not in CHECKED:
            name = compact(literal.datatype.value)
            hint = did_you_mean(name, names) or f" Use one of {', '.join(sorted(names))}."
            yield Problem(subject, path, str(literal), f"The graph has no literals of datatype {name}.{hint}")


def _typed_literals(view: View) -> Iterator[tuple[str, str, ox.Literal]]:
    """Path, subject and literal of each statement whose literal is not text."""
    for subject, path, literal in view.stated.statements:
        if isinstance(literal, ox.Literal) and literal.datatype.value not in _TEXT:
            yield path, iri_of(subject), literal


def _blank_node(view: View) -> Iterator[Problem]:
    """The graph has no blank nodes: whatever it speaks of has an IRI, so that others can speak of it too."""
    mend = "The graph has no blank nodes. Give this thing an IRI and a block of its own."
    blank = ox.BlankNode
    concerned = [one for one in view.stated.statements if isinstance(one[0], blank) or isinstance(one[2], blank)]
    referred = {value for _, _, value in concerned if isinstance(value, blank)}
    for subject, path, value in concerned:
        # A finding names what stands beside the blank node, since its label says nothing.
        if isinstance(value, blank) and isinstance(subject, ox.NamedNode):
            yield Problem(subject.value, path, "", mend)
        elif isinstance(subject, blank) and subject not in referred:
            yield Problem("", path, "" if isinstance(value, blank) else str(value), mend)


_EXAMPLES = {
    f"{XSD}integer": "12",
    f"{XSD}nonNegativeInteger": "12",
    f"{XSD}positiveInteger": "12",
    f"{XSD}decimal": "12.5",
    f"{XSD}boolean": "true or false",
    f"{XSD}date": "2014-03-31",
    f"{XSD}gYearMonth": "2014-03",
    f"{XSD}gYear": "2014",
    f"{XSD}dateTime": "2014-03-31T12:00:00Z",
    f"{XSD}anyURI": "https://…, without spaces",
}

TERM_RULES = (
    Rule("undeclared-property", "document", _undeclared_property),
    Rule("undeclared-class", "document", _undeclared_class),
    Rule("wrong-kind-of-value", "document", _wrong_kind_of_value),
    Rule("ill-typed-literal", "document", _ill_typed_literal),
    Rule("unknown-datatype", "document", _unknown_datatype),
    Rule("blank-node", "document", _blank_node),
)
"""The rules that look at one statement at a time."""

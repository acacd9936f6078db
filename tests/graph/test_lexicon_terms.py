"""The graph's own names in the lexicon."""

import pyoxigraph as ox

from oncotriples.evidence.lexicon import LexiconEntry, lexicon_of
from oncotriples.graph.assembling import Loaded
from oncotriples.graph.lexicon_terms import lexicon_entries

TURTLE = """
@base <https://w3id.org/oncotriples/> .
@prefix onct: <https://w3id.org/oncotriples/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<agent/examplinib> skos:prefLabel "examplinib"@en ; skos:altLabel "EX-1", "Inventol"@de ; skos:hiddenLabel "exmplinib" ;
    skos:definition "no name" ; a onct:Agent, skos:Concept .
<subtype/mock-tumor> a onct:TumorSubtype ; skos:prefLabel "mock tumor"@en ; skos:altLabel <agent/examplinib> .
<treatment/rest> a onct:Treatment ; skos:prefLabel "rest"@en .
<https://example.org/agent> a onct:Agent ; skos:prefLabel "foreign"@en .
[] a onct:Agent ; skos:prefLabel "nameless"@en .
"""


def test_labels_of_agents_and_subtypes() -> None:
    triples = [quad.triple for quad in ox.parse(TURTLE, format=ox.RdfFormat.TURTLE)]
    assert lexicon_entries(triples) == (
        LexiconEntry("EX-1", "agent", "agent/examplinib", True),
        LexiconEntry("Inventol", "agent", "agent/examplinib", False),
        LexiconEntry("examplinib", "agent", "agent/examplinib", False),
        LexiconEntry("exmplinib", "agent", "agent/examplinib", False),
        LexiconEntry("mock tumor", "tumor", "subtype/mock-tumor", False),
    )


def test_every_name_of_the_graph_can_be_used(loaded: Loaded) -> None:
    lexicon = lexicon_of(lexicon_entries(loaded.dataset.union))
    assert lexicon.refused == ()
    assert {"agent/imatinib", "subtype/chordoma"} <= {held.target for held in lexicon.entries}

import random

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_sources import graph_of, triples_of

from oncotriples.errors import InputError
from oncotriples.graph.reading import Triple
from oncotriples.site.blank_labels import labelled_lines

PROPERTIES = ("rdfs:label", "skos:note", "sh:not")
TERMS = st.recursive(
    st.sampled_from(['"a"@en', '"b"', "onct:Agent", "()", "[]"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda held: f"( {' '.join(held)} )"),
        st.lists(st.tuples(st.sampled_from(PROPERTIES), inner), min_size=1, max_size=3).map(
            lambda held: f"[ {' ; '.join(map(' '.join, held))} ]"
        ),
    ),
    max_leaves=8,
)


def shuffled(triples: list[Triple], seed: int) -> list[Triple]:
    """The same triples in another order, with other labels of blank nodes."""
    chance = random.Random(seed)  # noqa: S311  no secret
    blanks = {term for triple in triples for term in (triple.subject, triple.object) if isinstance(term, ox.BlankNode)}
    others = {term: ox.BlankNode(f"x{chance.getrandbits(60):x}") for term in sorted(blanks, key=str)}

    def other(term: ox.NamedNode | ox.BlankNode | ox.Literal | Triple) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        assert not isinstance(term, Triple)
        return others[term] if isinstance(term, ox.BlankNode) else term

    renamed = []
    for triple in chance.sample(triples, len(triples)):
        subject = other(triple.subject)
        assert not isinstance(subject, ox.Literal)
        renamed.append(Triple(subject, triple.predicate, other(triple.object)))
    return renamed


@given(terms=st.lists(TERMS, min_size=1, max_size=3), seed=st.integers())
def test_equal_graphs_have_equal_lines_whatever_their_order_and_labels(terms: list[str], seed: int) -> None:
    triples = triples_of(f"onct:Agent skos:note {', '.join(terms)} . [] skos:note {terms[0]} .")
    lines = labelled_lines(triples, "x.ttl")
    assert lines == labelled_lines(shuffled(triples, seed), "x.ttl")
    written = "".join(f"{triple} .\n" for triple in triples)
    forms = [graph_of(text.encode(), ox.RdfFormat.N_TRIPLES) for text in (written, "".join(lines))]
    assert forms[0] == forms[1]


def test_labels_count_the_nodes_as_turtle_writes_them() -> None:
    lines = labelled_lines(triples_of('onct:Agent skos:note ( "a" [ skos:note "b" ] ) . [] skos:note "c" .'), "x.ttl")
    assert [line.split(" ")[0] for line in lines if '"' in line] == ["_:b0", "_:b2", "_:b3"]


@pytest.mark.parametrize(
    "turtle",
    [
        "onct:a skos:note _:x . onct:b skos:note _:x .",
        "_:x skos:note _:y . _:y skos:note _:x .",
        f"onct:a skos:note {'[ skos:note ' * 41}[]{' ]' * 41} .",
    ],
    ids=["shared", "circle", "deep"],
)
def test_a_blank_node_that_does_not_hang_in_a_tree_is_refused(turtle: str) -> None:
    with pytest.raises(InputError, match=r"^x\.ttl: a blank node is the object of two statements"):
        labelled_lines(triples_of(turtle), "x.ttl")


def test_a_triple_term_is_refused() -> None:
    with pytest.raises(InputError, match="triple terms"):
        labelled_lines(triples_of("onct:a skos:note <<( onct:b skos:note 1 )>> ."), "x.ttl")

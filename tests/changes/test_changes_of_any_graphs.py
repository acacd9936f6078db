"""What holds of the comparison of any two graphs: hypothesis makes many."""

import random

from hypothesis import given
from hypothesis import strategies as st
from two_graphs import NEW, OLD, SHARED, changes_of, held, quads_of

from oncotriples.changes.comparing import compare
from oncotriples.changes.model import Changes, Group
from oncotriples.changes.snapshot import snapshot_of
from oncotriples.namespaces import BASE

_THINGS = [f"<{BASE}{path}>" for path in ("agent/a", "agent/b", "assertion/s/c", "citation/pmid/1", "document/s/1")]
_CLASSES = ["onct:Agent", "onct:EvidenceAssertion", "fabio:JournalArticle", "onct:SummaryEdition"]
_PATHS = [
    "skos:prefLabel",
    "skos:altLabel",
    "onct:levelOfEvidence",
    "cito:citesAsEvidence",
    "onct:standing",
    "onct:zeta",
]
_VALUES = [*_THINGS, '"x"@en', '"x"@de', '"x"', "1", "01", '"<b>"@en']
statements = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(_THINGS), st.just("a"), st.sampled_from(_CLASSES)),
        st.tuples(st.sampled_from(_THINGS), st.sampled_from(_PATHS), st.sampled_from(_VALUES)),
        st.tuples(st.sampled_from(_THINGS), st.just("owl:deprecated"), st.just("true")),
    ).map(lambda words: " ".join(words) + " .\n"),
    max_size=12,
).map("".join)


@given(statements)
def test_a_graph_does_not_differ_from_itself(turtle: str) -> None:
    changes = compare(held(turtle), held(turtle))
    assert (changes.changes, changes.graphs) == ((), ())


@given(statements, statements, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_of_statements_matters(old: str, new: str, chance: random.Random) -> None:
    quads = list(dict.fromkeys(quads_of(SHARED + new)))
    chance.shuffle(quads)
    shuffled = snapshot_of(quads, name="new", release=NEW)
    before = held(old, name="old", release=OLD)
    straight = snapshot_of(sorted(quads, key=str), name="new", release=NEW)
    assert compare(before, shuffled) == compare(before, straight)
    assert (
        compare(before, snapshot_of([*quads, *quads], name="new", release=NEW)).changes
        == compare(before, straight).changes
    )


_BACK = {
    Group.ADDED: Group.WITHDRAWN,
    Group.WITHDRAWN: Group.ADDED,
    Group.APPEARED: Group.VANISHED,
    Group.VANISHED: Group.APPEARED,
}


Bare = tuple[Group, str, str, frozenset[object], frozenset[object]]


def _bare(changes: Changes) -> set[Bare]:
    """The changes without labels, proposals and stubs, which belong to one direction."""
    found: set[Bare] = set()
    for change in changes.changes:
        values = ((), ()) if change.group is Group.WITHDRAWN else (change.was, change.now)
        was, now = (frozenset(value.term for value in side) for side in values)
        if change.kind != "stub":
            found.add((change.group, change.thing.iri, change.path, was, now))
    return found


@given(statements, statements)
def test_the_way_back_undoes_the_way_there(old: str, new: str) -> None:
    there, back = _bare(changes_of(old, new)), _bare(changes_of(new, old))
    assert {(_BACK.get(group, group), iri, path, now, was) for group, iri, path, was, now in there} == back

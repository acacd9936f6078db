"""The index of triples against a plain set of triples, of which hypothesis makes many."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from oncotriples.shacl.index import SUBCLASS, TripleIndex
from oncotriples.shacl.terms import NIL, TYPE

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NODES = ["<s1>", "<s2>", "_:b", "<c1>", "<c2>", "<c3>"]
_VALUES = [*_NODES, '"a b"', '"a . b"@en', *(f'"{number}"^^<int>' for number in range(20))]
_PREDICATES = ["<p>", "<q>", TYPE, SUBCLASS]
_Triple = tuple[str, str, str]
_triples = st.lists(st.tuples(*map(st.sampled_from, (_NODES, _PREDICATES, _VALUES))), max_size=60)


def _index(triples: list[_Triple], parts: int = 1) -> TripleIndex:
    index = TripleIndex()
    for part in range(parts):
        index.add_lines(f"{' '.join(triple)} ." for triple in triples[part::parts])
    index.finish()
    return index


@given(_triples, st.integers(1, 3))
def test_it_holds_each_triple_once(triples: list[_Triple], parts: int) -> None:
    index = _index(triples, parts)
    assert len(index) == len(set(triples))
    for predicate in [*_PREDICATES, "<absent>"]:
        assert Counter(index.pairs(predicate)) == Counter({(s, o) for s, p, o in triples if p == predicate})
        assert index.several.get(predicate, set()) == {
            subject for subject, table in index.tables.get(predicate, {}).items() if not isinstance(table, str)
        }


@given(_triples)
def test_it_answers_from_both_ends(triples: list[_Triple]) -> None:
    index = _index(triples)
    for predicate in _PREDICATES:
        for term in _VALUES:
            objects, subjects = index.objects(term, predicate), index.subjects(predicate, term)
            assert Counter(objects) == Counter({o for s, p, o in triples if (s, p) == (term, predicate)})
            assert Counter(subjects) == Counter({s for s, p, o in triples if (p, o) == (predicate, term)})
            assert index.one(term, predicate) == next(iter(objects), "")
    for node in _NODES:
        assert Counter(index.about(node)) == Counter({(p, o) for s, p, o in triples if s == node})


@given(_triples)
def test_values_stand_in_the_order_in_which_they_came(triples: list[_Triple]) -> None:
    index = _index(triples)
    for node in _NODES:
        assert list(index.objects(node, "<p>")) == list(
            dict.fromkeys(o for s, p, o in triples if (s, p) == (node, "<p>"))
        )


@given(_triples)
def test_instances_are_those_of_the_classes_below(triples: list[_Triple]) -> None:
    index = _index(triples)
    for class_ in ["<c1>", "<c2>", "<c3>", "<absent>"]:
        below = {class_}
        while further := {s for s, p, o in triples if p == SUBCLASS and o in below} - below:
            below |= further
        assert index.instances(class_) == {s for s, p, o in triples if p == TYPE and o in below}


def test_a_subject_between_others_is_found_again() -> None:
    index = _index([("<s1>", "<p>", "<a>"), ("<s2>", "<p>", "<b>"), ("<s1>", "<p>", "<c>"), ("<s1>", "<p>", "<a>")])
    assert list(index.objects("<s1>", "<p>")) == ["<a>", "<c>"]
    assert index.several["<p>"] == {"<s1>"}
    assert len(index) == 3


def test_lists() -> None:
    first, rest = f"<{_RDF}first>", f"<{_RDF}rest>"
    index = _index(
        [
            *(("_:1", first, '"a"'), ("_:1", rest, "_:2"), ("_:2", first, "<b>"), ("_:2", rest, NIL)),
            *(("_:round", first, "<c>"), ("_:round", rest, "_:round"), ("_:torn", first, "<d>")),
        ]
    )
    assert index.items("_:1") == ['"a"', "<b>"]
    assert index.items(NIL) == []
    assert index.items("_:round") == ["<c>"]
    assert index.items("_:torn") == ["<d>"]
    assert index.items("<nothing>") == []

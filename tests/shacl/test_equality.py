"""Our results are pyshacl's, in all seven fields, for graphs that hypothesis makes."""

from collections import Counter

import pytest
from equality import SH, our_results, pyshacl_results, read
from equality_graphs import KINDS_OF_CONSTRAINTS, cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

_LONG = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
# Of each kind of constraints a component that finds something in the graphs that are made.
_FINDS = {
    **{"class": "Class", "datatype": "Datatype", "kind": "NodeKind", "length": "MaxLength", "pattern": "Pattern"},
    **{"language": "LanguageIn", "pair": "Equals", "value": "HasValue", "in": "In", "closed": "Closed"},
    **{"count": "MinCount", "unique": "UniqueLang", "order": "LessThan", "not": "Not", "list": "And", "node": "Node"},
    **{"property": "", "range": "MaxInclusive", "qualified": "QualifiedMinCount", "siblings": "QualifiedMinCount"},
}


@pytest.mark.parametrize("kind", KINDS_OF_CONSTRAINTS)
def test_we_have_the_results_of_pyshacl(kind: str) -> None:
    seen: Counter[str] = Counter()

    @settings(_LONG, max_examples=15)
    @given(cases(kind))
    def check(case: tuple[str, str]) -> None:
        data, shapes = map(read, case)
        ours = our_results(data, shapes, check_shapes=True)
        assert ours == pyshacl_results(data, shapes)
        seen.update(result.component for result in ours.elements())

    check()
    # The graphs are worth something: constraints of the kind find something.
    assert seen[f"{SH}{_FINDS[kind]}ConstraintComponent"] or not _FINDS[kind]


@settings(_LONG, max_examples=40)
@given(st.sampled_from(KINDS_OF_CONSTRAINTS).flatmap(cases))
def test_the_engine_pyshacl_is_pyshacl(case: tuple[str, str]) -> None:
    data, shapes = map(read, case)
    assert our_results(data, shapes, engine="pyshacl") == pyshacl_results(data, shapes)

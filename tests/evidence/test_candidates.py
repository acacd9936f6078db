"""Candidates of passages and of rows."""

import pytest

from oncotriples.evidence.candidates import MOST_PAIRS, Grid, propose
from oncotriples.evidence.records import Candidate, Group, Mention, Passage, Pointer
from oncotriples.quality.findings import Severity

DIGEST = "0" * 64


def passage(key: str, *targets: str, groups: tuple[int, ...] = ()) -> Passage:
    """A passage that mentions agents (``a/…``), tumors (``t/…``) and genes (``g/…``)."""
    categories = {"a": "agent", "t": "tumor", "g": "gene"}
    mentions = tuple(Mention(categories[target[0]], target, n * 10, n * 10 + 5) for n, target in enumerate(targets))
    pointers = tuple(Group(number, 0, (Pointer(number, f"1-{number}"),)) for number in groups)
    return Passage(key, "1", 1, 0, 99, DIGEST, pointers, mentions=mentions)


@pytest.mark.parametrize(
    ("targets", "groups", "expected"),
    [
        (("a/one", "t/one"), (1,), [("a/one", "t/one", (1,))]),
        (("t/one", "a/one", "t/one"), (2, 3), [("a/one", "t/one", (2, 3))]),
        (("a/one", "a/two", "t/one", "g/one"), (1,), [("a/one", "t/one", (1,)), ("a/two", "t/one", (1,))]),
        (("a/one", "t/one"), (), []),
        (("a/one", "g/one"), (1,), []),
        (("t/one",), (1,), []),
    ],
)
def test_a_passage_with_pointers(targets: tuple[str, ...], groups: tuple[int, ...], expected: list[object]) -> None:
    found, problems = propose([passage("1-2.1", *targets, groups=groups)], [])
    assert problems == ()
    assert [(each.agent, each.tumor, each.groups) for each in found] == expected
    assert {each.passage for each in found} <= {"1-2.1"}


def grid(*rows: tuple[Passage | None, ...], heads: tuple[tuple[str, ...], ...] = (("Agent",), ("Tumor",))) -> Grid:
    return Grid(4, heads, rows)


def test_rows_with_and_without_pointers() -> None:
    rows = (
        (passage("table-4.1.1", "a/one", groups=(7,)), passage("table-4.1.2", "t/one", groups=(8,))),
        (passage("table-4.2.1", "a/two"), passage("table-4.2.2", "t/two")),
        (passage("table-4.3.1", "a/two"), passage("table-4.3.2")),
        (None, passage("table-4.4.2", "t/two")),
    )
    found, problems = propose([cell for row in rows for cell in row if cell], [grid(*rows)])
    assert problems == ()
    assert found == (Candidate("a/one", "t/one", "row-4.1", (7, 8)), Candidate("a/two", "t/two", "row-4.2"))


@pytest.mark.parametrize(
    "heads",
    [
        (("Sarcoma Subtype",), ("Specific Agent",)),
        (
            ("Treatment of sarcoma by histology", "Histology"),
            ("Treatment of sarcoma by histology", "Treatment Options"),
        ),
        (("Histology", ""), ("Treatment", "2020")),
    ],
)
def test_heads_in_several_rows_and_columns_in_either_order(heads: tuple[tuple[str, ...], ...]) -> None:
    row = (passage("table-4.1.1", "t/one", "a/other"), passage("table-4.1.2", "a/one", "t/other"))
    assert propose([], [grid(row, heads=heads)])[0] == (Candidate("a/one", "t/one", "row-4.1"),)


@pytest.mark.parametrize("heads", [(("Agent",), ("Stage",)), (("Study",), ("Tumor",)), ((), ())])
def test_other_tables_have_no_rows_that_say_so(heads: tuple[tuple[str, ...], ...]) -> None:
    assert propose([], [grid((passage("table-4.1.1", "a/one"), passage("table-4.1.2", "t/one")), heads=heads)]) == (
        (),
        (),
    )


def test_a_cell_that_spans_rows_counts_in_each() -> None:
    spanning = passage("table-4.1.1", "a/one", "a/two", groups=(3,))
    rows = ((spanning, passage("table-4.1.2", "t/one")), (spanning, passage("table-4.2.2", "t/two")))
    found, _ = propose([], [grid(*rows)])
    assert [(each.agent, each.tumor, each.passage, each.groups) for each in found] == [
        ("a/one", "t/one", "row-4.1", (3,)),
        ("a/two", "t/one", "row-4.1", (3,)),
        ("a/one", "t/two", "row-4.2", (3,)),
        ("a/two", "t/two", "row-4.2", (3,)),
    ]


def test_a_cell_does_not_repeat_what_its_row_gives() -> None:
    agents = passage("table-4.1.1", "a/one", "t/one", "t/two", groups=(3,))
    row = (agents, passage("table-4.1.2", "t/one"))
    assert propose([agents], [grid(row)])[0] == (
        Candidate("a/one", "t/two", "table-4.1.1", (3,)),
        Candidate("a/one", "t/one", "row-4.1", (3,)),
    )


def test_an_enumeration_proposes_nothing_and_says_so() -> None:
    agents = [f"a/{number}" for number in range(MOST_PAIRS + 1)]
    assert len(propose([passage("1-1.1", *agents[1:], "t/one", groups=(1,))], [])[0]) == MOST_PAIRS
    found, (problem,) = propose([passage("1-1.1", *agents, "t/one", groups=(1,))], [])
    assert found == ()
    assert (problem.severity, problem.rule, problem.value) == (Severity.WARNING, "too-many-pairs", "1-1.1")
    assert problem.message == (
        "201 agents and 1 tumors stand together here, more than 200 pairs: no candidate is proposed. Read the passage, "
        "and state in kg/evidence/ what it claims."
    )

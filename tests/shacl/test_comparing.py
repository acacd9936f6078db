"""The order of literals: Oxigraph's SPARQL has the same one, and what it does not know stands here by itself."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.namespaces import XSD
from oncotriples.shacl.comparing import Ordered, ordered


def _literal(text: str, datatype: str) -> str:
    return str(ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{datatype}")))


def _compare(one: str, two: str) -> int | None:
    first, second = ordered(one), ordered(two)
    return first.compare(second) if first and second else None


def _by_sparql(one: str, two: str) -> int | None:
    query = f"SELECT (({one} < {two}) AS ?before) (({one} = {two}) AS ?same) (({one} > {two}) AS ?behind) {{}}"
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    (row,) = found
    before, same, behind = (str(getattr(row[name], "value", "")) == "true" for name in ("before", "same", "behind"))
    return -1 if before else 1 if behind else 0 if same else None


_zones = st.sampled_from(["", "", "Z", "+00:00", "+14:00", "-14:00", "-05:30", "+01:00"])
_years = st.sampled_from(["2020", "2019", "1900", "0001", "0000", "-0004", "12020"])
_days = st.sampled_from(["01-01", "02-28", "03-01", "12-31", "06-15"])
_hours = st.sampled_from(["00:00:00", "12:00:00", "23:59:59.5", "14:00:00", "24:00:00"])
_numbers = st.one_of(
    st.integers(-300, 300).map(lambda number: _literal(str(number), "integer")),
    st.decimals(-10, 10, places=2).map(lambda number: _literal(str(number), "decimal")),
    st.sampled_from(["1.0E0", "-1e2", "INF", "-INF", "0.5", "+2"]).map(lambda text: _literal(text, "double")),
    st.sampled_from(["1", "-0.5", "INF"]).map(lambda text: _literal(text, "float")),
    st.sampled_from([_literal("1", "long"), _literal("01", "byte"), _literal("1", "nonNegativeInteger")]),
)
_dates = st.one_of(
    st.builds(lambda year, day, zone: _literal(f"{year}-{day}{zone}", "date"), _years, _days, _zones),
    st.builds(
        lambda year, day, hour, zone: _literal(f"{year}-{day}T{hour}{zone}", "dateTime"), _years, _days, _hours, _zones
    ),
    st.builds(lambda hour, zone: _literal(f"{hour}{zone}", "time"), _hours, _zones),
    st.builds(lambda year, zone: _literal(f"{year}{zone}", "gYear"), _years, _zones),
    st.builds(lambda year, day, zone: _literal(f"{year}-{day[:2]}{zone}", "gYearMonth"), _years, _days, _zones),
)
_durations = st.builds(
    lambda sign, months, days: f"{sign}P{months}{days}" if months + days else "PT0S",
    st.sampled_from(["", "-"]),
    st.sampled_from(["", "1Y", "12M", "1M", "2M", "1Y1M"]),
    st.sampled_from(["", "1D", "27D", "28D", "30D", "31D", "32D", "365D", "366D", "T24H", "T0.5S", "1DT1M"]),
).map(lambda text: _literal(text, "duration"))
_strings = st.sampled_from(['""', '"a"', '"b"', '"ab"', '"A"', '"é"', '"\U0001f600"', '"\uffee"'])
_others = st.sampled_from(['"a"@en', _literal("x", "integer"), _literal("1", "boolean")])


@given(st.one_of(*(st.tuples(kind, kind) for kind in (_numbers, _dates, _durations, _strings))))
def test_literals_stand_as_in_sparql(pair: tuple[str, str]) -> None:
    one, two = pair
    assert _compare(one, two) == _by_sparql(one, two)
    other_way = _compare(two, one)
    assert other_way == (None if (found := _compare(one, two)) is None else -found)


@given(*[st.one_of(_numbers, _dates, _durations, _strings, _others)] * 2)
def test_what_is_of_two_kinds_is_in_no_order(one: str, two: str) -> None:
    first, second = ordered(one), ordered(two)
    if first is None or second is None or first.kind != second.kind:
        assert _by_sparql(one, two) is None or one == two or _ill_typed(one) or _ill_typed(two)
        assert _compare(one, two) is None


def _ill_typed(term: str) -> bool:
    return term == _literal("x", "integer")


def test_what_has_no_place() -> None:
    without = [
        "<a>",
        "_:b",
        '"a"@en',
        _literal("x", "integer"),
        _literal("2020-02-30", "date"),
        _literal("300", "byte"),
    ]
    assert [ordered(term) for term in [*without, _literal("a", "token"), _literal("--05", "gMonth")]] == [None] * 8


def test_booleans() -> None:
    false, true, one = (_literal(text, "boolean") for text in ("false", "true", "1"))
    assert [_compare(false, true), _compare(true, false), _compare(true, one)] == [-1, 1, 0]
    assert _compare(one, _literal("1", "integer")) is None


def test_not_a_number_is_in_no_order() -> None:
    nan = _literal("NaN", "double")
    assert [_compare(nan, other) for other in (nan, _literal("1", "decimal"), _literal("INF", "float"))] == [None] * 3


@pytest.mark.parametrize(
    ("plain", "zoned", "expected"),
    [
        ("2020-01-01T12:00:00", "2020-01-01T12:00:00Z", None),
        ("2020-01-01T12:00:00", "2020-01-02T02:00:00Z", None),
        ("2020-01-01T12:00:00", "2020-01-02T02:00:01Z", -1),
        ("2020-01-01T12:00:00", "2019-12-31T21:59:59Z", 1),
    ],
)
def test_a_time_zone_makes_no_more_than_fourteen_hours(plain: str, zoned: str, expected: int | None) -> None:
    assert _compare(_literal(plain, "dateTime"), _literal(zoned, "dateTime")) == expected


def test_numbers_of_any_length() -> None:
    large, larger = "9" * 5_000, "1" + "0" * 5_000
    assert _compare(_literal(large, "integer"), _literal(larger, "integer")) == -1
    assert _compare(_literal(f"0.{large}", "decimal"), _literal("1", "decimal")) == -1
    # Years and durations that long are in no order; nothing breaks.
    assert ordered(_literal(f"{large}-01-01", "date")) is None
    assert ordered(_literal(f"P{large}Y", "duration")) is None


def test_a_place_is_of_a_kind() -> None:
    assert ordered(_literal("P1Y", "yearMonthDuration")) == Ordered("duration", 0, months=12)
    assert ordered('"a"') == Ordered("string", "a")

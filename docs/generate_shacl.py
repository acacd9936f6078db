"""Writes docs/reference/shacl.md: what of SHACL is supported, where pyshacl differs, and the W3C's suite test by test.

``python docs/generate_shacl.py`` needs the suite in ../shared, and what the tests need. Without the suite ``page``
takes over what the page has of it.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / "src"), str(_ROOT / "tests" / "shacl")]

from edge_cases import DEVIATIONS, Deviation  # noqa: E402
from w3c_suite import judged, of_ours, of_pyshacl, read_suite  # noqa: E402

__all__ = ["COMPONENTS", "main", "page"]

_PAGE = _ROOT / "docs" / "reference" / "shacl.md"
_SUITE = _ROOT.parent / "shared" / "suites" / "w3c-shacl" / "tests"
_SUITE_HEADING = "## The W3C's test suite\n"
COMPONENTS = {
    "4.1 value types": ("class", "datatype", "nodeKind"),
    "4.2 cardinality": ("minCount", "maxCount"),
    "4.3 ranges": ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive"),
    "4.4 strings": ("minLength", "maxLength", "pattern", "languageIn", "uniqueLang"),
    "4.5 pairs of properties": ("equals", "disjoint", "lessThan", "lessThanOrEquals"),
    "4.6 logic": ("not", "and", "or", "xone"),
    "4.7 shapes": ("node", "property", "qualifiedValueShape"),
    "4.8 others": ("closed", "hasValue", "in"),
}
"""By section of the specification, the parameters that make constraints."""
_BESIDE = {
    "pattern": ("flags",),
    "qualifiedValueShape": ("qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint"),
    "closed": ("ignoredProperties",),
}
_HEAD = """\
<!-- Written by docs/generate_shacl.py; change the source, then run it. -->

# SHACL

`oncotriples validate --shapes` follows the [SHACL recommendation of 2017](https://www.w3.org/TR/shacl/); how to use it
is in [how-to/validate.md](../how-to/validate.md). Numbers of clauses are those of the recommendation.

## What is compiled

All of SHACL Core: every kind of target (2.1.3), every property path (2.3.1), severities, messages and deactivated
shapes (2.1.4 to 2.1.6), and these constraint components:

"""
_BETWEEN = """
## What is left to pyshacl

- The words of a result whose shape has no `sh:message`.
- `sh:sparql` (5) and the constraint components that a shapes graph declares (6). `$shapesGraph`, which 5.3.1 leaves to
  the processor, is refused, and so is `GRAPH`: named graphs count as one. Of many focus nodes pyshacl is asked about
  those for which a query may have a row, where Oxigraph can tell that for all together: plain patterns, comparisons,
  tests of terms and simple functions of strings. Queries have no bound of time.
- Shapes that refer to themselves, whose meaning 3.4.3 leaves open.

A report has a note where pyshacl judged. SHACL's Advanced Features (`sh:target`, `sh:rule`, `sh:expression`, `sh:js`)
are not applied, which a note says too. Shapes that are not well-formed by the shapes of appendix C are refused, unless
`--unchecked-shapes` is given.

## Where pyshacl differs

Elsewhere the results are those of pyshacl 0.40.1 in all seven fields: focus node, path, value, component, severity,
messages and shape. `tests/shacl/test_equality.py` compares them on graphs made at random. Here we follow the
specification, and `tests/shacl/test_edge_cases.py` has each case. What 4.1.2 asks of the datatypes that SPARQL supports
we ask of all that RDF 1.1 names. Where SPARQL has no order for a kind of values, that of XML Schema counts. Letters in
`sh:flags` that SPARQL does not know are refused. A date and a dateTime are two kinds too, so `sh:lessThan` between them
is a result here. Language tags are in lower case, as pyoxigraph reads them and RDF 1.1 allows; pyshacl shows them as
they were written, and a query that looks at their case finds something else. A value for which an ASK validator says no
is the `sh:value` of its result on property shapes too (6.3), where pyshacl gives none.

Three things of pyshacl's words depend on what it wrote before, on the order of a Python set, or on how data is divided.
Here they depend on the result alone: blank nodes more than five deep in one another are cut off where pyshacl cuts the
first; a constraint component that the shapes declare has the messages of its own value, not those of earlier ones too;
members of a set are sorted. And a blank focus node is worded by all that is said of it, in whatever graph.

"""
_SUITE_HEAD = f"""
{_SUITE_HEADING}
A test is passed where the report has the results that the suite expects, with focus node, path, value, component,
severity and shape, and with messages where it expects some; or where shapes are refused that must be. pyshacl is
`pyshacl.validate(path, shacl_graph=path)`. rdflib, which reads the files for it, rewrites literals: that costs it two
tests. The manifests name 120 tests of `sht:Validate`; a count of `sh:conforms` alone says less.

"""


def page(suite: Path | None) -> str:
    """The page, with what the engines make of the suite in a folder, or else with what it says of that already."""
    components = (
        (section, ", ".join(f"`sh:{name}`" for parameter in names for name in (parameter, *_BESIDE.get(parameter, ()))))
        for section, names in COMPONENTS.items()
    )
    differences = (
        (deviation.clause, deviation.case, _told(deviation.pyshacl), _told(deviation.ours))
        for deviation in sorted(DEVIATIONS, key=_place)
    )
    rewritten = ("4.8.3", "a literal that rdflib rewrites as it reads, `01` as `1`, and a list of terms", "none", "In")
    head = (
        _HEAD
        + _table(("section", "parameters"), components)
        + _BETWEEN
        + _table(("clause", "case", "pyshacl's results", "ours"), [*differences, rewritten])
    )
    if suite is None:
        return head + "\n" + _SUITE_HEADING + _PAGE.read_text(encoding="utf-8").partition(_SUITE_HEADING)[2]
    return head + _SUITE_HEAD + _table(("test", "ours", "pyshacl"), _outcomes(suite))


def _outcomes(suite: Path) -> list[tuple[str, str, str]]:
    tests = read_suite(suite)
    rows = [(test.name, judged(test, of_ours), judged(test, of_pyshacl)) for test in tests]
    ours, theirs = (sum(row[column] == "passed" for row in rows) for column in (1, 2))
    total = ("**all**", f"**{ours} of {len(rows)} passed**", f"**{theirs} of {len(rows)} passed**")
    return [*((f"`{name}`", *outcomes) for name, *outcomes in sorted(rows)), total]  # type: ignore[list-item]


def _place(deviation: Deviation) -> tuple[int, ...]:
    return tuple(map(int, deviation.clause.split(".")))


def _told(results: Sequence[str] | str) -> str:
    if isinstance(results, str):
        return f"an error (`{results}`)"
    return ", ".join(results) or "none"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def main() -> int:
    """Write the page."""
    if not _SUITE.is_dir():
        print(f"{_SUITE} is missing")
        return 1
    _PAGE.write_text(page(_SUITE), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

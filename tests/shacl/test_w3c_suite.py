"""The W3C's test suite for SHACL, where ../shared has it: each report is the one that the suite expects."""

import importlib.util
from functools import lru_cache

import pytest
from equality import our_results
from support import ROOT, needs_shared
from w3c_suite import SuiteTest, compared, judged, of_ours, read_suite

from oncotriples.errors import InputError
from oncotriples.shacl.components import MAKERS

_FOLDER = ROOT.parent / "shared" / "suites" / "w3c-shacl" / "tests"
_COUNT = 120
REFUSED = {
    "sparql/pre-binding/shapesGraph-001": "SHACL 5.3.1 leaves $shapesGraph to the processor; pyshacl has none",
}
# pyshacl does not look for prefixes where sh:prefixes leads on by owl:imports (5.2.1): it takes those of the file.
_PREFIXES_OF_THE_FILE = {"sparql/node/prefixes-001"}


@lru_cache(maxsize=1)
def _suite() -> dict[str, SuiteTest]:
    return {test.name: test for test in read_suite(_FOLDER)} if _FOLDER.is_dir() else {}


def _names() -> list[str]:
    """The tests that there are; without ../shared one that says so."""
    return list(_suite()) or ["the suite"]


@pytest.fixture
def suite() -> dict[str, SuiteTest]:
    needs_shared()
    if not _FOLDER.is_dir():
        pytest.skip("the W3C's suite (../shared/suites/w3c-shacl) is not here; it is optional")
    return _suite()


def test_the_suite_is_read_whole(suite: dict[str, SuiteTest]) -> None:
    assert len(suite) == _COUNT
    assert suite.keys() >= REFUSED.keys() | _PREFIXES_OF_THE_FILE
    assert sum(test.expected is None for test in suite.values()) == 7
    assert sum(test.expected.total() for test in suite.values() if test.expected) > 200


@pytest.mark.parametrize("name", _names())
def test_the_report_is_the_expected_one(name: str, suite: dict[str, SuiteTest]) -> None:
    test = suite[name]
    if name in REFUSED:
        with pytest.raises(InputError, match=r"\$shapesGraph"):
            of_ours(test)
        return
    assert judged(test, of_ours) == "passed"
    if test.expected is not None and name not in _PREFIXES_OF_THE_FILE:
        found = compared(our_results(*test.triples()), test.expected, labels=True)
        assert found == compared(test.expected, test.expected, labels=True)


def test_the_reference_page_says_what_the_engines_make_of_the_suite() -> None:
    """Without the suite what the page has of it stays; the rest of it must be fresh all the same."""
    spec = importlib.util.spec_from_file_location("generate_shacl", ROOT / "docs" / "generate_shacl.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = (ROOT / "docs" / "reference" / "shacl.md").read_text(encoding="utf-8")
    assert module.page(_FOLDER if _FOLDER.is_dir() else None) == text, "run: python docs/generate_shacl.py"
    assert f"**{_COUNT - len(REFUSED)} of {_COUNT} passed**" in text
    assert {name for names in module.COMPONENTS.values() for name in names} == set(MAKERS)

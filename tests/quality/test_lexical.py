"""Lexical forms at the edges of each datatype."""

import pytest

from oncotriples.namespaces import XSD
from oncotriples.quality.lexical import CHECKED, is_well_formed

GOOD = {
    "integer": ["0", "-0", "+12", "007", "99999999999999999999"],
    "nonNegativeInteger": ["0", "-0", "+5", "12"],
    "positiveInteger": ["1", "+1", "010"],
    "decimal": ["1", "1.", ".5", "-0.50", "+1.10"],
    "boolean": ["true", "false", "1", "0"],
    "date": ["2014-03-31", "2012-02-29", "2000-02-29", "-0001-01-01", "2014-03-31Z", "2014-03-31+14:00", "12014-03-31"],
    "gYearMonth": ["2014-03", "-0044-12", "12014-01", "2014-03Z", "2014-03-05:00"],
    "gYear": ["2014", "-0044", "0000", "12014", "2014Z", "2014-05:00"],
    "dateTime": [
        "2014-03-31T12:00:00",
        "2014-03-31T24:00:00Z",
        "2014-03-31T23:59:59.123-13:59",
        "-0001-01-01T00:00:00",
    ],
    "anyURI": ["https://example.org/a?b=c#d", "urn:x:y", "mailto:a@example.org", "https://example.org/ä"],
}
BAD = {
    "integer": ["", " 1", "1 ", "1.0", "1e0", "+", "--1", "\u0661"],
    "nonNegativeInteger": ["-1", "", "1.5"],
    "positiveInteger": ["0", "000", "-1"],
    "decimal": [".", "1,5", "1e3", "INF", "", "1.2.3"],
    "boolean": ["True", "yes", "", "TRUE"],
    "date": [
        "2020-13-45",
        "2013-02-29",
        "1900-02-29",
        "2014-3-31",
        "14-03-31",
        "2014-04-31",
        "2014-00-01",
        "2014-03-31T00",
    ],
    "gYearMonth": ["2014", "2014-3", "2014-13", "2014-00", "14-03", "2014-03-31", "03-2014"],
    "gYear": ["19x", "14", "02014", "2014-03", "+2014", "2014+15:00"],
    "dateTime": [
        "2014-03-31",
        "2014-02-30T12:00:00",
        "2014-03-31T25:00:00",
        "2014-03-31 12:00:00",
        "2014-03-31ZT12:00:00",
    ],
    "anyURI": ["example.org", "https://example.org/a b", "<https://example.org>", ""],
}


@pytest.mark.parametrize(("datatype", "text"), [(datatype, text) for datatype, texts in GOOD.items() for text in texts])
def test_well_formed(datatype: str, text: str) -> None:
    assert is_well_formed(text, XSD + datatype) is True


@pytest.mark.parametrize(("datatype", "text"), [(datatype, text) for datatype, texts in BAD.items() for text in texts])
def test_ill_formed(datatype: str, text: str) -> None:
    assert is_well_formed(text, XSD + datatype) is False


def test_every_datatype_is_tried_here() -> None:
    assert {XSD + datatype for datatype in GOOD} == {XSD + datatype for datatype in BAD} == set(CHECKED)
    assert is_well_formed("x", f"{XSD}string") is None

"""Lexical forms of every datatype, at the edges of each grammar."""

import re
from calendar import monthrange

import pytest

from oncotriples.namespaces import PREFIXES, XSD
from oncotriples.shacl.lexical import CHECKED, is_well_formed

LONG = "9" * 5000
_DATE_TIMES = ["2014-03-31T24:00:00Z", "-0001-01-01T00:00:00+14:00", "12014-12-31T23:59:59.999-14:00"]
_NO_DATE_TIMES = [
    "2014-03-31",
    "2014-02-29T12:00:00Z",
    "2014-03-31T24:00:01Z",
    "2014-03-31T25:00:00Z",
    "2014-03-31T12:60:00Z",
    "2014-03-31T12:00:60Z",
    "2014-03-31T12:00Z",
    "2014-03-31T12:00:00.Z",
    "2014-03-31 12:00:00Z",
    "2014-03-31ZT12:00:00Z",
    "2014-03-31T12:00:00+14:01",
]
_NUMBERS = ["0", "-0", "+0", "007", "+1", "99", "0" * 5000 + "1"]
_NO_NUMBERS = ["", "+", "--1", "1.0", "1e0", " 1", "1 ", "1\n", "\u0661", "1_000", "0x1"]
_FLOATS = ["1", "1.", ".5", "-1.5E-3", "+1e5", "INF", "-INF", "+INF", "NaN", "1e999"]
_NO_FLOATS = ["", ".", "1e", "e5", "1e1.5", "inf", "Infinity", "nan", "+NaN", "-NaN", "1f", " 1", "1,5", "1_0.0"]

GOOD = {
    "string": ["", " a\tb\n ", "\x01\ufffd\U0001f600"],
    "normalizedString": ["", "  a  b "],
    "token": ["", "a", "a b", "\u00a0a"],
    "language": ["en", "de-CH-1996", "x-klingon", "abcdefgh-12345678"],
    "Name": ["a", ":a", "_1", "a.b-c:d", "\u00e4", "\U00010000"],
    "NCName": ["a", "_1", "a.b-c", "\u00e4\u00b7"],
    "NMTOKEN": ["a", "1", "-", ".5", ":", "\u0300"],
    "boolean": ["true", "false", "1", "0"],
    "decimal": ["1", "1.", ".5", "-0.50", "+1.10", "00.00", LONG],
    "integer": [*_NUMBERS, LONG, "-" + LONG],
    "nonNegativeInteger": [*_NUMBERS, LONG],
    "positiveInteger": ["1", "+1", "010", LONG],
    "nonPositiveInteger": ["0", "-0", "+0", "-1", "-" + LONG],
    "negativeInteger": ["-1", "-010", "-" + LONG],
    "long": [*_NUMBERS, "9223372036854775807", "-9223372036854775808"],
    "int": [*_NUMBERS, "2147483647", "-2147483648"],
    "short": [*_NUMBERS, "32767", "-32768"],
    "byte": [*_NUMBERS, "127", "-128"],
    "unsignedLong": [*_NUMBERS, "18446744073709551615"],
    "unsignedInt": [*_NUMBERS, "4294967295"],
    "unsignedShort": [*_NUMBERS, "65535"],
    "unsignedByte": [*_NUMBERS, "255"],
    "float": _FLOATS,
    "double": _FLOATS,
    "duration": ["P1Y", "-P1Y2M3DT4H5M6.7S", "PT0S", "P0Y", "P1M", "PT1M", "P1YT1S", "P13M", "PT1.50S"],
    "yearMonthDuration": ["P1Y", "P1M", "-P1Y13M"],
    "dayTimeDuration": ["P1D", "PT1H", "-P1DT25H61M61.1S"],
    "dateTime": [*_DATE_TIMES, "2014-03-31T12:00:00", "2014-03-31T24:00:00.00"],
    "dateTimeStamp": _DATE_TIMES,
    "date": ["2012-02-29", "2000-02-29", "0000-02-29", "-0004-02-29", "12012-02-29", "2014-12-31-13:59", "-0001-01-01"],
    "time": ["00:00:00", "23:59:59.5", "24:00:00", "24:00:00.0Z", "12:00:00+14:00"],
    "gYear": ["2014", "0000", "-0001", "-0000", "12014", "2014Z", "2014-05:00", LONG],
    "gYearMonth": ["2014-03", "-0044-12Z", "12014-01+14:00"],
    "gMonth": ["--01", "--12Z"],
    "gMonthDay": ["--02-29", "--12-31", "--04-30-14:00"],
    "gDay": ["---01", "---31Z"],
    "hexBinary": ["", "0f", "0F", "deadBEEF"],
    "base64Binary": ["", "TWFu", "TQ==", "TWE=", "T W F u", "TWFu TWFu", "T Q = ="],
}
BAD = {
    "string": ["\x00", "a\ufffe", "\uffff", "\ud800"],
    "normalizedString": ["a\tb", "a\n", "\r", "\x00"],
    "token": [" a", "a ", "a  b", "a\tb", "a\n", " ", "\n", "\x00"],
    "language": ["", "de_CH", "abcdefghi", "en-", "1a", "en ", "*"],
    "Name": ["", "1a", "-a", "a b", "a\n", "\u00d7"],
    "NCName": ["", "a:b", ":a", "1a", "a b", "a\n"],
    "NMTOKEN": ["", "a b", "a/b", "a\n"],
    "boolean": ["True", "TRUE", "yes", "", " true", "01"],
    "decimal": ["", ".", "+", "1,5", "1e5", "INF", "NaN", "1.2.3", " 1", "1\n", "\u0661"],
    "integer": _NO_NUMBERS,
    "nonNegativeInteger": [*_NO_NUMBERS, "-1", "-01"],
    "positiveInteger": [*_NO_NUMBERS, "0", "000", "-1", "+0", "-0"],
    "nonPositiveInteger": [*_NO_NUMBERS, "1", "+1"],
    "negativeInteger": [*_NO_NUMBERS, "0", "-0", "-00", "1"],
    "long": [*_NO_NUMBERS, "9223372036854775808", "-9223372036854775809", LONG],
    "int": [*_NO_NUMBERS, "2147483648", "-2147483649"],
    "short": [*_NO_NUMBERS, "32768", "-32769"],
    "byte": [*_NO_NUMBERS, "128", "-129", "300", "1a"],
    "unsignedLong": [*_NO_NUMBERS, "18446744073709551616", "-1", LONG],
    "unsignedInt": [*_NO_NUMBERS, "4294967296", "-1"],
    "unsignedShort": [*_NO_NUMBERS, "65536", "-1"],
    "unsignedByte": [*_NO_NUMBERS, "256", "-1"],
    "float": _NO_FLOATS,
    "double": _NO_FLOATS,
    "duration": [
        "",
        "P",
        "PT",
        "P1YT",
        "1Y",
        "P1",
        "P1S",
        "P1M1Y",
        "P1H",
        "PT1D",
        "PT1.S",
        "PT.5S",
        "+P1Y",
        "P-1Y",
        "P1W",
    ],
    "yearMonthDuration": ["P", "P1D", "P1Y1D", "PT1M", "P1YT1M"],
    "dayTimeDuration": ["P", "PT", "P1Y", "P1M", "P1M1D", "P1DT"],
    "dateTime": _NO_DATE_TIMES,
    "dateTimeStamp": [*_NO_DATE_TIMES, "2014-03-31T12:00:00"],
    "date": [
        "",
        "2013-02-29",
        "1900-02-29",
        "-0001-02-29",
        "0000-02-30",
        "2014-04-31",
        "2014-13-01",
        "2014-00-01",
        "2014-01-00",
        "2014-01-32",
        "2014-3-31",
        "14-03-31",
        "02014-03-31",
        "+2014-03-31",
        "2014-03-31T00:00:00",
        "2014-03-31z",
        "2014-03-31+14:01",
        "2014-03-31+1:00",
        "2014-03-31 ",
        "20140331",
        "2014-W01-1",
    ],
    "time": [
        "24:00:01",
        "24:01:00",
        "12:00",
        "12:60:00",
        "12:00:60",
        "1:00:00",
        "12:00:00.",
        "12:00:00+15:00",
        "T12:00:00",
    ],
    "gYear": ["19x", "14", "02014", "2014-03", "+2014", "2014+15:00", "--2014", "2014 "],
    "gYearMonth": ["2014", "2014-13", "2014-00", "2014-3", "2014-03-01"],
    "gMonth": ["01", "--1", "--13", "--00", "--01--"],
    "gMonthDay": ["--02-30", "--04-31", "--13-01", "02-29", "--2-29", "--01-00", "--01-32"],
    "gDay": ["01", "---1", "---32", "---00", "--01"],
    "hexBinary": ["0", "0g", "0f ", "0x0f"],
    "base64Binary": [
        "TWF",
        "TR==",
        "TWF=",
        "T===",
        "TWFu ",
        " TWFu",
        "TW  Fu",
        "TWFu\nTWFu",
        "TQ==TWFu",
        "TW-_",
        " ",
        "====",
        "=",
    ],
}


@pytest.mark.parametrize("datatype", GOOD)
def test_well_formed(datatype: str) -> None:
    assert not [text for text in GOOD[datatype] if is_well_formed(text, XSD + datatype) is not True]


@pytest.mark.parametrize("datatype", BAD)
def test_ill_formed(datatype: str) -> None:
    assert not [text for text in BAD[datatype] if is_well_formed(text, XSD + datatype) is not False]


def test_every_datatype_is_tried_here() -> None:
    assert {XSD + datatype for datatype in GOOD} == {XSD + datatype for datatype in BAD} == set(CHECKED)


@pytest.mark.parametrize("datatype", [f"{XSD}anyURI", f"{PREFIXES['rdf']}langString", "https://example.org/own"])
def test_what_is_not_checked(datatype: str) -> None:
    assert is_well_formed("any text", datatype) is None


def test_every_day_of_four_centuries() -> None:
    for year in range(1600, 2001):
        for month in range(1, 13):
            last = monthrange(year, month)[1]
            for day in (28, 29, 30, 31):
                assert is_well_formed(f"{year}-{month:02}-{day}", f"{XSD}date") is (day <= last)


def test_a_derived_integer_is_an_integer() -> None:
    texts = [text for texts in (*GOOD.values(), *BAD.values()) for text in texts]
    ranged = re.compile(r"(?:non)?(?:positive|negative)Integer|(?:unsigned)?(?:long|int|short|byte)", re.IGNORECASE)
    for datatype in (XSD + name for name in GOOD if ranged.fullmatch(name)):
        assert not [t for t in texts if is_well_formed(t, datatype) and not is_well_formed(t, f"{XSD}integer")]

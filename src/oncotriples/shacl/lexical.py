r"""Is a literal's text a lexical form of its datatype? The grammars of XML Schema 1.1 part 2, for what RDF 1.1 uses.

RDF has no whitespace facet: with a space before it, ``1`` is no xsd:integer, although an XML document may write it so.
XSD leaves open which XML gives its characters and names; here it is XML 1.1, whose names are also those of XML 1.0,
fifth edition. xsd:anyURI is not checked, since its grammar allows any text; rdf:langString has no grammar.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from oncotriples.namespaces import XSD

__all__ = ["CHECKED", "NAME_CHARACTERS", "NAME_STARTS", "is_well_formed"]

NAME_STARTS = (
    r":A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
r"""What an XML name may begin with (``\i`` of XML Schema), as the inside of a class of Python's regular expressions."""
NAME_CHARACTERS = NAME_STARTS + r"\-.0-9\u00B7\u0300-\u036F\u203F-\u2040"
r"""What an XML name may consist of (``\c`` of XML Schema), likewise."""

_NO_CHARACTER = re.compile(r"[\x00\uD800-\uDFFF\uFFFE\uFFFF]")
_SPACING = re.compile(r"[\t\n\r]|^ |  | \Z")
_DECIMAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FLOAT = rf"{_DECIMAL}(?:[Ee][+-]?[0-9]+)?|[+-]?INF|NaN"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_DATE = rf"(?P<year>{_YEAR})-(?P<month>{_MONTH})-(?P<day>{_DAY})"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_DAYS = {"02": 29, "04": 30, "06": 30, "09": 30, "11": 30}
# A letter P or T never stands last, and of the parts at least one is there.
_MONTHS_PART = r"(?:[0-9]+Y)?(?:[0-9]+M)?"
_SECONDS_PART = r"(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
# Of the last group, the bits that no byte takes must be zero.
_BASE64 = re.compile(r"[A-Za-z0-9+/]*(?:[AEIMQUYcgkosw048]=|[AQgw]==)?")
_HEX = re.compile(r"[0-9A-Fa-f]*")
_NAME = re.compile(rf"[{NAME_STARTS}][{NAME_CHARACTERS}]*")
_INTEGER = re.compile(r"[+-]?[0-9]+")

_Check = Callable[[str], bool]


def _matches(pattern: str) -> _Check:
    fullmatch = re.compile(pattern).fullmatch
    return lambda text: fullmatch(text) is not None


def _is_text(text: str) -> bool:
    return _NO_CHARACTER.search(text) is None


def _is_line(text: str) -> bool:
    return _is_text(text) and not ("\n" in text or "\t" in text or "\r" in text)


def _is_token(text: str) -> bool:
    return _is_text(text) and _SPACING.search(text) is None


def _is_name_without_colon(text: str) -> bool:
    return ":" not in text and _NAME.fullmatch(text) is not None


def _is_hex(text: str) -> bool:
    return len(text) % 2 == 0 and _HEX.fullmatch(text) is not None


def _is_base64(text: str) -> bool:
    # One space is allowed between any two characters.
    if " " in text and (text[0] == " " or text[-1] == " " or "  " in text):
        return False
    bare = text.replace(" ", "")
    return len(bare) % 4 == 0 and _BASE64.fullmatch(bare) is not None


def _between(low: int, high: int) -> _Check:
    """Whole numbers of a range; both limits have at most 20 digits."""
    fullmatch = _INTEGER.fullmatch

    def check(text: str) -> bool:
        if fullmatch(text) is None:
            return False
        # Python reads no number of more than 4,300 digits, nor does it drop zeros first.
        digits = text.lstrip("+-").lstrip("0") or "0"
        return len(digits) <= 20 and low <= (-int(digits) if text[0] == "-" else int(digits)) <= high

    return check


def _dated(pattern: str) -> _Check:
    """What has a day of a month: the pattern names month and day, and the year where there is one."""
    fullmatch = re.compile(pattern).fullmatch

    def check(text: str) -> bool:
        found = fullmatch(text)
        if found is None:
            return False
        parts = found.groupdict()
        if parts["day"] < "29":
            return True
        if parts["month"] == "02" and "year" in parts:
            # The calendar repeats every 400 years, so four digits tell; XSD 1.1 has a year 0, which is a leap year.
            year = int(parts["year"][-4:])
            return parts["day"] == "29" and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return int(parts["day"]) <= _DAYS.get(parts["month"], 31)

    return check


CHECKED: Mapping[str, _Check] = MappingProxyType(
    {
        f"{XSD}{name}": check
        for name, check in {
            "string": _is_text,
            "normalizedString": _is_line,
            "token": _is_token,
            "language": _matches(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"),
            "Name": _matches(_NAME.pattern),
            "NCName": _is_name_without_colon,
            "NMTOKEN": _matches(rf"[{NAME_CHARACTERS}]+"),
            "boolean": _matches(r"true|false|1|0"),
            "decimal": _matches(_DECIMAL),
            "integer": _matches(_INTEGER.pattern),
            "nonNegativeInteger": _matches(r"\+?[0-9]+|-0+"),
            "positiveInteger": _matches(r"\+?0*[1-9][0-9]*"),
            "nonPositiveInteger": _matches(r"-[0-9]+|\+?0+"),
            "negativeInteger": _matches(r"-0*[1-9][0-9]*"),
            "long": _between(-(2**63), 2**63 - 1),
            "int": _between(-(2**31), 2**31 - 1),
            "short": _between(-(2**15), 2**15 - 1),
            "byte": _between(-(2**7), 2**7 - 1),
            "unsignedLong": _between(0, 2**64 - 1),
            "unsignedInt": _between(0, 2**32 - 1),
            "unsignedShort": _between(0, 2**16 - 1),
            "unsignedByte": _between(0, 2**8 - 1),
            "float": _matches(_FLOAT),
            "double": _matches(_FLOAT),
            "duration": _matches(rf"-?P(?=[0-9T]){_MONTHS_PART}{_SECONDS_PART}"),
            "yearMonthDuration": _matches(rf"-?P(?=[0-9]){_MONTHS_PART}"),
            "dayTimeDuration": _matches(rf"-?P(?=[0-9T]){_SECONDS_PART}"),
            "dateTime": _dated(rf"{_DATE}T{_TIME}{_ZONE}?"),
            "dateTimeStamp": _dated(rf"{_DATE}T{_TIME}{_ZONE}"),
            "date": _dated(rf"{_DATE}{_ZONE}?"),
            "time": _matches(rf"{_TIME}{_ZONE}?"),
            "gYear": _matches(rf"{_YEAR}{_ZONE}?"),
            "gYearMonth": _matches(rf"{_YEAR}-{_MONTH}{_ZONE}?"),
            "gMonth": _matches(rf"--{_MONTH}{_ZONE}?"),
            "gMonthDay": _dated(rf"--(?P<month>{_MONTH})-(?P<day>{_DAY}){_ZONE}?"),
            "gDay": _matches(rf"---{_DAY}{_ZONE}?"),
            "hexBinary": _is_hex,
            "base64Binary": _is_base64,
        }.items()
    }
)
"""Each datatype whose grammar excludes some text: its IRI → whether a text is one of its lexical forms."""


def is_well_formed(text: str, datatype: str) -> bool | None:
    """Whether ``text`` is a lexical form of ``datatype`` (an IRI); None for a datatype that is not checked."""
    check = CHECKED.get(datatype)
    return check(text) if check else None

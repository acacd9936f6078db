"""Is a literal's text a form of its datatype? Checked on the terms themselves.

SHACL engines leave part of this out: pyshacl passes ``"19x"^^xsd:gYear``. The grammars are those of XML Schema 1.1
part 2; xsd:anyURI, for which that grammar allows any text, must be an absolute IRI here.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from types import MappingProxyType

from oncotriples.namespaces import XSD

__all__ = ["CHECKED", "is_well_formed"]

_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_DATE = re.compile(rf"({_YEAR})-(0[1-9]|1[0-2])-([0-9]{{2}}){_ZONE}")
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_DATE_TIME = re.compile(rf"([^T]+)T{_TIME}{_ZONE}")


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    return found is not None and 1 <= int(found[3]) <= _days(int(found[1]), int(found[2]))


def _is_date_time(text: str) -> bool:
    found = _DATE_TIME.fullmatch(text)
    # The zone stands behind the time only, so the date part must be bare.
    return found is not None and found[1][-3:-2] == "-" and _is_date(found[1])


def _days(year: int, month: int) -> int:
    # The calendar repeats every 400 years; Python's knows no year below 1.
    return monthrange(year % 400 + 400, month)[1]


CHECKED: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        f"{XSD}integer": _matches(r"[+-]?[0-9]+"),
        f"{XSD}nonNegativeInteger": _matches(r"\+?[0-9]+|-0+"),
        f"{XSD}positiveInteger": _matches(r"\+?0*[1-9][0-9]*"),
        f"{XSD}decimal": _matches(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
        f"{XSD}boolean": _matches(r"true|false|1|0"),
        f"{XSD}date": _is_date,
        f"{XSD}gYear": _matches(_YEAR + _ZONE),
        f"{XSD}dateTime": _is_date_time,
        f"{XSD}anyURI": _matches(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*"),
    }
)
"""Each datatype that the graph uses besides text: its IRI → whether a text is one of its lexical forms."""


def is_well_formed(text: str, datatype: str) -> bool | None:
    """Whether ``text`` is a lexical form of ``datatype`` (an IRI); None for a datatype that is not checked."""
    check = CHECKED.get(datatype)
    return check(text) if check else None

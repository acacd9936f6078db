"""The order of literals, as SPARQL's ``<`` and ``<=`` have it: numbers, strings, booleans, dates, times, durations.

What SPARQL leaves to the machine it runs on, the time zone of a date without one, is no order here: such a date and
one with a time zone can be compared only where they are so far apart that no time zone makes a difference. Durations
have the order of XML Schema: a month is longer than 27 days and shorter than 32.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from oncotriples.namespaces import XSD
from oncotriples.shacl.lexical import is_well_formed
from oncotriples.shacl.terms import is_literal, parts_of

__all__ = ["Ordered", "ordered"]

_INTEGERS = frozenset(
    f"{XSD}{name}"
    for name in (
        *("integer", "long", "int", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_FLOATS = (f"{XSD}float", f"{XSD}double")
_DATE = re.compile(r"(-?\d+)(?:-(\d\d))?(?:-(\d\d))?(?:T|(?=Z|[+-]\d\d:|$))(?:(\d\d):(\d\d):(\d\d(?:\.\d+)?))?(.*)")
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d(?:\.\d+)?)(.*)")
_DURATION = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_DATED = {f"{XSD}{name}": name for name in ("date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth")}
_DURATIONS = (f"{XSD}duration", f"{XSD}dayTimeDuration", f"{XSD}yearMonthDuration")
_MINUTES_A_DAY = 24 * 60
# No time zone is further from another than this from UTC.
_FURTHEST = 14 * 60 * 60
# Months to which XML Schema adds durations to compare them: year and month.
_STARTS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
# Of dates and durations; Python reads no number of more than 4,300 digits.
_LONGEST = 4_000


class Ordered(NamedTuple):
    """A value in the order of its kind; values of two kinds cannot be compared.

    Of a date the value is its seconds, and ``zoned`` whether it has a time zone; a duration has ``months`` besides.
    """

    kind: str
    value: Decimal | float | str
    zoned: bool = False
    months: int = 0

    def compare(self, other: "Ordered") -> int | None:
        """-1, 0 or 1 as this comes before, with or behind another; None if neither."""
        if self.kind != other.kind:
            return None
        one, two = self.value, other.value
        if isinstance(one, str) or isinstance(two, str):
            return (str(one) > str(two)) - (str(one) < str(two))
        if isinstance(one, float) or isinstance(two, float):
            one, two = float(one), float(two)
            if one != one or two != two:  # NaN
                return None
        if self.months != other.months:
            found = {_sign(_after(start, self) - _after(start, other)) for start in _STARTS}
            return found.pop() if len(found) == 1 else None
        if self.zoned != other.zoned and abs(Decimal(one) - Decimal(two)) <= _FURTHEST:
            return None
        return (one > two) - (one < two)


def _after(start: tuple[int, int], duration: Ordered) -> Decimal:
    """Seconds until a duration after the start of a month is over."""
    months = start[0] * 12 + start[1] - 1 + duration.months
    return _days(months // 12, months % 12 + 1, 1) * _MINUTES_A_DAY * 60 + Decimal(duration.value)


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


@lru_cache(maxsize=100_000)
def ordered(term: str) -> Ordered | None:
    """The place of a term in an order; None for what has none: IRIs, blank nodes, ill-typed and other literals."""
    if not is_literal(term):
        return None
    text, datatype, language = parts_of(term)
    if language:
        return None
    if datatype == f"{XSD}string":
        return Ordered("string", text)
    if not is_well_formed(text, datatype):
        return None
    if datatype in _INTEGERS or datatype == f"{XSD}decimal":
        return Ordered("number", Decimal(text))
    if datatype in _FLOATS:
        return Ordered("number", float(text.replace("INF", "inf")))
    if datatype == f"{XSD}boolean":
        return Ordered("boolean", Decimal(text in ("true", "1")))
    if len(text) > _LONGEST:
        return None
    if datatype in _DATED:
        kind = _DATED[datatype].removesuffix("Stamp")
        return _dated(kind, text)
    if datatype == f"{XSD}time" and (found := _TIME.fullmatch(text)):
        # 24:00:00 is the start of the same day, as of all others.
        return _zoned("time", _seconds(found[1], found[2], found[3]) % (_MINUTES_A_DAY * 60), found[4])
    if datatype in _DURATIONS and (found := _DURATION.fullmatch(text)):
        return _duration(found)
    return None


def _dated(kind: str, text: str) -> Ordered | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    days = _days(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    within = _seconds(found[4], found[5], found[6]) if found[4] else Decimal(0)
    return _zoned(kind, days * _MINUTES_A_DAY * 60 + within, found[7])


def _zoned(kind: str, seconds: Decimal, zone: str) -> Ordered:
    if not zone:
        return Ordered(kind, seconds)
    offset = 0
    if zone != "Z":
        offset = (int(zone[1:3]) * 60 + int(zone[4:6])) * (-1 if zone[0] == "-" else 1)
    return Ordered(kind, seconds - offset * 60, zoned=True)


def _seconds(hours: str, minutes: str, seconds: str) -> Decimal:
    return Decimal(int(hours) * 3600 + int(minutes) * 60) + Decimal(seconds)


def _days(year: int, month: int, day: int) -> Decimal:
    """Days since the first of March of the year 0, in the calendar of XML Schema, without its limits."""
    year -= month < 3
    months = (month + 9) % 12
    return Decimal(365 * year + year // 4 - year // 100 + year // 400 + (153 * months + 2) // 5 + day - 1)


def _duration(found: re.Match[str]) -> Ordered:
    sign = -1 if found[1] else 1
    months = int(found[2] or 0) * 12 + int(found[3] or 0)
    seconds = int(found[4] or 0) * _MINUTES_A_DAY * 60 + _seconds(found[5] or "0", found[6] or "0", found[7] or "0")
    return Ordered("duration", sign * seconds, months=sign * months)

"""The reader of one study of ClinicalTrials.gov, as its API gives it in JSON.

Nothing in an answer is trusted: what is taken must be of its type, of its form and of a length that a registry could
mean, or the study is refused whole, with the place. Fields that are not taken are not looked at.
"""

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from oncotriples.dates import is_date
from oncotriples.documents.trial_entry import Intervention, Trial
from oncotriples.documents.trial_forms import CONTROL, PHASES, STATUSES, is_age, is_nct_id

__all__ = ["UnfitStudy", "read_trial"]

Value = TypeVar("Value")

_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
# The registry itself allows 600 characters of a title, and trials with more than 5,000 sites are not known.
_LONGEST, _MOST, _MOST_PEOPLE = 2000, 20_000, 10**12


class UnfitStudy(ValueError):  # noqa: N818  what was read, not what is wrong with the program
    """A study is not what the registry documents; the message begins with the place in its JSON."""


def read_trial(study: object) -> Trial:
    """The trial in a study of the API. Raises UnfitStudy."""
    top = _Place("", study)
    protocol = top.at("protocolSection")
    identity = protocol.at("identificationModule")
    number = identity.of("nctId", _nct_id, "")
    if not number:
        raise UnfitStudy(f"{identity.path}.nctId: is missing")
    status, design = protocol.at("statusModule"), protocol.at("designModule")
    eligibility = protocol.at("eligibilityModule")
    sites = list(protocol.at("contactsLocationsModule").each("locations"))
    return Trial(
        nct_id=number,
        aliases=tuple(sorted({*identity.all("nctIdAliases", _nct_id)} - {number})),
        title=identity.of("briefTitle", _text, ""),
        official_title=identity.of("officialTitle", _text, ""),
        status=status.of("overallStatus", _status, ""),
        study_type=design.of("studyType", _code, ""),
        phases=design.all("phases", _phase),
        conditions=protocol.at("conditionsModule").all("conditions", _text),
        interventions=tuple(map(_intervention, protocol.at("armsInterventionsModule").each("interventions"))),
        minimum_age=eligibility.of("minimumAge", _age, ""),
        maximum_age=eligibility.of("maximumAge", _age, ""),
        age_groups=eligibility.all("stdAges", _code),
        sex=eligibility.of("sex", _code, ""),
        start=status.at("startDateStruct").of("date", _date, ""),
        primary_completion=status.at("primaryCompletionDateStruct").of("date", _date, ""),
        completion=status.at("completionDateStruct").of("date", _date, ""),
        enrollment=design.at("enrollmentInfo").of("count", _count, 0),
        countries=tuple(sorted({site.of("country", _text, "") for site in sites} - {""})),
        sites=len(sites),
        sponsor=protocol.at("sponsorCollaboratorsModule").at("leadSponsor").of("name", _text, ""),
        has_results=top.of("hasResults", _truth, False),
        updated=status.at("lastUpdatePostDateStruct").of("date", _date, ""),
    )


def _intervention(place: "_Place") -> Intervention:
    return Intervention(
        place.of("type", _code, ""), place.of("name", _text, ""), tuple(sorted({*place.all("otherNames", _text)}))
    )


class _Place:
    """An object in the study's JSON, and the path that leads to it. What is absent is an empty object."""

    __slots__ = ("_fields", "path")

    def __init__(self, path: str, value: object) -> None:
        if type(value) is not dict:
            raise UnfitStudy(f"{path or 'the study'}: must be an object, not {_kind(value)}")
        self._fields = value
        self.path = path

    def at(self, name: str) -> "_Place":
        """The object in a field."""
        return _Place(self._below(name), self._fields.get(name, {}))

    def of(self, name: str, read: Callable[[object], Value], default: Value) -> Value:
        """The value of a field."""
        return _read(self._below(name), self._fields[name], read) if name in self._fields else default

    def all(self, name: str, read: Callable[[object], Value]) -> tuple[Value, ...]:
        """The values of a list, each once, in their order; empty texts say nothing."""
        path = self._below(name)
        values = (_read(f"{path}[{i}]", item, read) for i, item in enumerate(self._list(name)))
        return tuple(value for value in dict.fromkeys(values) if value)

    def each(self, name: str) -> Iterator["_Place"]:
        """The objects of a list."""
        return (_Place(f"{self._below(name)}[{i}]", item) for i, item in enumerate(self._list(name)))

    def _list(self, name: str) -> list[object]:
        items = self._fields.get(name, [])
        if type(items) is not list:
            raise UnfitStudy(f"{self._below(name)}: must be a list, not {_kind(items)}")
        if len(items) > _MOST:
            raise UnfitStudy(f"{self._below(name)}: has {len(items)} items, {_MOST} are the most")
        return items

    def _below(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def _read(path: str, value: object, read: Callable[[object], Value]) -> Value:
    try:
        return read(value)
    except UnfitStudy as error:
        raise UnfitStudy(f"{path}: {error}") from None


def _kind(value: object) -> str:
    """What a JSON value is, for a message."""
    names: dict[type, str] = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number"}
    return names.get(type(value), "null" if value is None else "a number with a fraction")


def _text(value: object) -> str:
    """A text without control characters, its white space made plain."""
    text = _plain(value)
    return " ".join(CONTROL.sub("", text).split()) if CONTROL.search(text) else text


def _plain(value: object) -> str:
    """A text, its white space made plain."""
    if type(value) is not str:
        raise UnfitStudy(f"must be a text, not {_kind(value)}")
    if len(value) > _LONGEST:
        raise UnfitStudy(f"has {len(value)} characters, {_LONGEST} are the most")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise UnfitStudy("holds half of a surrogate pair")
    return " ".join(value.split())


def _nct_id(value: object) -> str:
    text = _plain(value)
    if not is_nct_id(text):
        raise UnfitStudy(f"{text[:40]!a} is no NCT number")
    return text


def _code(value: object) -> str:
    text = _plain(value)
    if len(text) > 50 or not _CODE.fullmatch(text):
        raise UnfitStudy(f"{text[:40]!a} is no code")
    return text


def _status(value: object) -> str:
    code = _code(value)
    if code not in STATUSES:
        raise UnfitStudy(f"{code} is no status that is known here")
    return code


def _phase(value: object) -> str:
    code = _code(value)
    if code not in PHASES:
        raise UnfitStudy(f"{code} is no phase that is known here")
    return code


def _age(value: object) -> str:
    text = _plain(value)
    if text and not is_age(text):
        raise UnfitStudy(f"{text[:40]!a} is no age")
    return text


def _date(value: object) -> str:
    text = _plain(value)
    if not is_date(text):
        raise UnfitStudy(f"{text[:40]!a} is no date")
    return text


def _count(value: object) -> int:
    if type(value) is not int:
        raise UnfitStudy(f"must be a whole number, not {_kind(value)}")
    if not 0 <= value < _MOST_PEOPLE:
        raise UnfitStudy("is no number of people")
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise UnfitStudy(f"must be true or false, not {_kind(value)}")
    return value

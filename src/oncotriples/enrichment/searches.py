"""A search for trials, and the requests that ask it of ClinicalTrials.gov.

The service takes questions in its address alone, so that long lists of names are asked for in several parts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

from oncotriples.documents.trial_entry import Trial
from oncotriples.documents.trial_forms import PHASE_CODES, STATUS_CODES
from oncotriples.errors import InputError

__all__ = ["AGES", "BATCH", "PAGE", "Search", "numbered", "parts"]

PAGE = 100
"""Trials on a page."""

BATCH = 50
"""Trials that are asked for by their numbers at once."""

AGES: Mapping[str, str] = {"child": "CHILD", "adult": "ADULT", "older-adult": "OLDER_ADULT"}
"""Age group as people write it → the registry's code."""

# Beyond 1,500 characters the question would go by POST, which the registry does not take; a page token needs room too.
_LONGEST = 1300
# fmt: off
_FIELDS = (
    "NCTId", "NCTIdAlias", "BriefTitle", "OfficialTitle", "OverallStatus", "StartDate", "PrimaryCompletionDate",
    "CompletionDate", "LastUpdatePostDate", "LeadSponsorName", "Condition", "StudyType", "Phase", "EnrollmentCount",
    "InterventionType", "InterventionName", "InterventionOtherName", "MinimumAge", "MaximumAge", "Sex", "StdAge",
    "LocationCountry", "HasResults",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Search:
    """Criteria that a trial has to meet all; of the names, statuses, phases and ages of one criterion any will do.

    ``conditions`` and ``interventions`` are names of one tumor and of one agent. Statuses, phases and ages are keys of
    STATUS_CODES, PHASE_CODES and AGES. ``limit`` is the number of trials that are wanted, 0 for all.
    """

    conditions: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    location: str = ""
    statuses: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    limit: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is no criterion."""
        return not any((self.conditions, self.interventions, self.location, self.statuses, self.phases, self.ages))

    def misfit(self, trial: Trial) -> str:
        """Why a trial cannot be an answer, or nothing; names and places only the registry can judge."""
        if self.statuses and trial.status not in {STATUS_CODES[status] for status in self.statuses}:
            return f"its status is {trial.status or 'not told'}"
        if self.phases and not {PHASE_CODES[phase] for phase in self.phases} & {*trial.phases}:
            return f"its phase is {' '.join(trial.phases) or 'not told'}"
        if self.ages and not {AGES[age] for age in self.ages} & {*trial.age_groups}:
            return f"its age groups are {' '.join(trial.age_groups) or 'not told'}"
        return ""


def parts(search: Search) -> tuple[dict[str, str], ...]:
    """The parameters of the first request of each part of a search; together the parts find what the search means.

    Raises InputError for a search that has no criterion, or one that fits into no request.
    """
    if search.is_empty:
        raise InputError("the search has no criterion", mend="say which trials: a tumor, an agent, a place, a status …")
    common = _common(search)
    room = _LONGEST - len(urlencode(common)) - len("&query.cond=&query.intr=")
    if room < 0:
        raise InputError("the search is too long to ask for", mend="give fewer or shorter criteria")
    both = bool(search.conditions) and bool(search.interventions)
    conditions = list(_groups(search.conditions, room // 2 if both else room))
    interventions = list(_groups(search.interventions, room // 2 if both else room))
    return tuple(
        {
            **({"query.cond": " OR ".join(condition)} if condition else {}),
            **({"query.intr": " OR ".join(intervention)} if intervention else {}),
            **common,
        }
        for condition in conditions or [()]
        for intervention in interventions or [()]
    )


def numbered(numbers: Sequence[str]) -> dict[str, str]:
    """The parameters by which at most BATCH trials are asked for by their numbers."""
    return {"filter.ids": ",".join(numbers), "fields": ",".join(_FIELDS), "pageSize": str(PAGE)}


def _common(search: Search) -> dict[str, str]:
    """The parameters that all parts share. Without an order, pages could repeat and leave out trials."""
    found: dict[str, str] = {}
    if search.location:
        # A phrase is looked for in one field, and “Boston, Massachusetts” stands in two.
        found["query.locn"] = " AND ".join(_phrase(part) for part in search.location.split(",") if part.strip())
        if not found["query.locn"]:
            raise InputError(f"“{search.location}” is no place", mend="name a city, a state or a country")
    if search.statuses:
        found["filter.overallStatus"] = ",".join(STATUS_CODES[status] for status in search.statuses)
    advanced = [_any_of("Phase", [PHASE_CODES[one] for one in search.phases])] if search.phases else []
    advanced += [_any_of("StdAge", [AGES[one] for one in search.ages])] if search.ages else []
    if advanced:
        found["filter.advanced"] = " AND ".join(advanced)
    size = min(PAGE, search.limit) if search.limit else PAGE
    return {**found, "fields": ",".join(_FIELDS), "sort": "LastUpdatePostDate:desc", "pageSize": str(size)}


def _any_of(area: str, codes: Sequence[str]) -> str:
    return f"AREA[{area}]({' OR '.join(codes)})" if len(codes) > 1 else f"AREA[{area}]{codes[0]}"


def _phrase(name: str) -> str:
    """A name in quotation marks; none can stand inside, for the service has no escape for them."""
    if not any(map(str.isalnum, name)):
        raise InputError(f"“{name}” has no letter and no digit", mend="give a name")
    return f'"{" ".join(name.replace(chr(34), " ").replace(chr(92), " ").split())}"'


def _groups(names: Sequence[str], room: int) -> Iterator[tuple[str, ...]]:
    """The names as phrases, in groups that take at most ``room`` characters of an address."""
    group: list[str] = []
    size = 0
    for phrase in dict.fromkeys(map(_phrase, names)):
        length = len(quote_plus(f"{phrase} OR "))
        if length > room:
            raise InputError(f"{phrase} is too long to ask for", mend="give fewer or shorter criteria")
        if size + length > room:
            yield tuple(group)
            group, size = [], 0
        group.append(phrase)
        size += length
    if group:
        yield tuple(group)

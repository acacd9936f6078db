"""The codes of ClinicalTrials.gov, the forms of its values, and whether the graph can hold a trial."""

import re
from collections.abc import Iterator, Mapping

from oncotriples.dates import is_date
from oncotriples.documents.trial_entry import Trial

# fmt: off
__all__ = [
    "CONTROL", "PHASES", "PHASE_CODES", "STATUSES", "STATUS_CODES", "is_age", "is_nct_id", "problem_of",
]
# fmt: on

STATUSES: Mapping[str, str] = {
    code: code.lower().replace("_", "-")
    for code in (
        "ACTIVE_NOT_RECRUITING", "APPROVED_FOR_MARKETING", "AVAILABLE", "COMPLETED", "ENROLLING_BY_INVITATION",
        "NO_LONGER_AVAILABLE", "NOT_YET_RECRUITING", "RECRUITING", "SUSPENDED", "TEMPORARILY_NOT_AVAILABLE",
        "TERMINATED", "UNKNOWN", "WITHDRAWN", "WITHHELD",
    )
}  # fmt: skip
"""The registry's code of a trial's status → as people write it, and as it stands in code/trial-status/."""

PHASES: Mapping[str, str] = {
    "EARLY_PHASE1": "early-1", "PHASE1": "1", "PHASE2": "2", "PHASE3": "3", "PHASE4": "4", "NA": "not-applicable",
}  # fmt: skip
"""The registry's code of a trial's phase → as people write it, and as it stands in code/trial-phase/."""

STATUS_CODES: Mapping[str, str] = {written: code for code, written in STATUSES.items()}
"""Status of a trial as people write it → the registry's code."""

PHASE_CODES: Mapping[str, str] = {written: code for code, written in PHASES.items()}
"""Phase of a trial as people write it → the registry's code."""

CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What no text needs, and RDF/XML cannot hold; white space is not among it."""

_NCT_ID = re.compile(r"NCT[0-9]{8}")
_AGE = re.compile(r"[0-9]+ (?:Year|Month|Week|Day|Hour|Minute)s?")


def is_nct_id(text: str) -> bool:
    """Whether a text is a number of ClinicalTrials.gov: ``NCT`` and eight digits."""
    return bool(_NCT_ID.fullmatch(text))


def is_age(text: str) -> bool:
    """Whether a text is an age: ``12 Months``."""
    return bool(_AGE.fullmatch(text))


def problem_of(trial: Trial) -> str:
    """Why the graph cannot hold a trial, or nothing."""
    for number in (trial.nct_id, *trial.aliases):
        if not is_nct_id(number):
            return f"“{number}” is no NCT number"
    if trial.nct_id in trial.aliases:
        return "cannot be in the place of itself"
    if trial.status and trial.status not in STATUSES:
        return f"“{trial.status}” is no status of the registry"
    for phase in trial.phases:
        if phase not in PHASES:
            return f"“{phase}” is no phase of the registry"
    for day in (trial.start, trial.primary_completion, trial.completion, trial.updated):
        if day and not is_date(day):
            return f"“{day}” is no date such as 2026-11-23, 2026-11 or 2026"
    for age in (trial.minimum_age, trial.maximum_age):
        if age and not is_age(age):
            return f"“{age}” is no age such as 12 Months"
    if trial.enrollment < 0:
        return f"{trial.enrollment} is no number of people"
    spoiled = next((text for text in _texts(trial) if CONTROL.search(text)), "")
    return f"{spoiled[:40]!a} holds a control character" if spoiled else ""


def _texts(trial: Trial) -> Iterator[str]:
    yield from (trial.title, trial.official_title, trial.study_type, trial.sex, trial.sponsor)
    yield from (*trial.conditions, *trial.age_groups, *trial.countries)
    for one in trial.interventions:
        yield from (one.type, one.name, *one.other_names)

"""Searching for trials by what the graph knows, and keeping those that documents mention, and others, up to date."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oncotriples import iris
from oncotriples.documents.trial_entry import Trial
from oncotriples.documents.trial_forms import PHASES, STATUSES, is_nct_id
from oncotriples.enrichment.registry import Batch, Registry
from oncotriples.enrichment.searches import AGES, Search
from oncotriples.enrichment.trial_lock import LOCK_NAME, Absence, TrialEntry, TrialLock
from oncotriples.errors import InputError, RemoteError
from oncotriples.evidence.schemas import Schema
from oncotriples.namespaces import BASE, ONCT, RDF_TYPE

if TYPE_CHECKING:
    from oncotriples.graph.dataset import Dataset
    from oncotriples.graph.trial_labels import Labels

__all__ = ["FORMATS", "Outcome", "due", "listing", "mentioned", "refreshed", "search_for", "searched"]

FORMATS = ("table", "json")

Save = Callable[[Sequence[TrialEntry], Mapping[str, Absence]], None]
"""Keeps what has come of a request at once, so that nothing is lost with the next one."""

_TRIAL = f"{ONCT}ClinicalTrial"
_ENRICHMENT = iris.graph("enrichment")
# So many known trials that are lost, and more than half, mean that the registry is out of order.
_MANY = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """Trials in their order, numbers that the registry does not know, and why the rest, if any, is missing."""

    entries: tuple[TrialEntry, ...]
    absent: tuple[str, ...] = ()
    failure: RemoteError | None = None


def search_for(labels: "Labels", search: Search, *, subtype: str = "", agent: str = "") -> Search:
    """A search that is for a tumor subtype and an agent of the graph too, by all the names that the graph has for them.

    Only the thing itself is looked for, not what is narrower: ``soft tissue sarcoma`` finds what the registry counts
    among them. Raises UnknownNameError.
    """
    conditions = labels.names[labels.path("subtype", subtype)] if subtype else search.conditions
    interventions = labels.names[labels.path("agent", agent)] if agent else search.interventions
    return Search(
        tuple(conditions),
        tuple(interventions),
        search.location,
        _known(search.statuses, STATUSES, "status"),
        _known(search.phases, PHASES, "phase"),
        _known(search.ages, AGES, "age group"),
        search.limit,
    )


def _known(given: Iterable[str], known: Iterable[str], what: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(given))
    if strange := sorted({*found} - {*known}):
        raise InputError(f"“{strange[0]}” is no {what} of the registry", mend=f"use {', '.join(known)}")
    return found


def mentioned(dataset: "Dataset") -> tuple[str, ...]:
    """The numbers of the trials that documents mention, sorted; not those that only the registry told of."""
    subjects = {
        str(getattr(triple.subject, "value", ""))
        for name, triples in dataset.graphs.items()
        if name != _ENRICHMENT
        for triple in triples
        if triple.predicate.value == RDF_TYPE and getattr(triple.object, "value", "") == _TRIAL
    }
    return tuple(sorted(filter(is_nct_id, (subject.removeprefix(f"{BASE}trial/") for subject in subjects))))


def searched(registry: Registry, search: Search, *, today: str, save: Save) -> Outcome:
    """What a search finds; each page is saved as it comes."""
    found: list[TrialEntry] = []
    failure = None
    try:
        for page in registry.search(search):
            entries = [TrialEntry.of(one.trial, one.digest, today, registry.name) for one in page]
            save(entries, {})
            found += entries
    except RemoteError as error:
        failure = error
    return Outcome(tuple(found), failure=failure)


def due(lock: TrialLock, numbers: Iterable[str], *, today: str, older_than: int) -> tuple[str, ...]:
    """The numbers that were not asked for within so many days: those never asked for first, then the oldest."""
    days = lock.checked()
    return tuple(
        sorted(
            (number for number in dict.fromkeys(numbers) if _age(days.get(number, ""), today) >= older_than),
            key=lambda number: (days.get(number, ""), number),
        )
    )


def _age(day: str, today: str) -> float:
    """Days since a day; without end for a day that is none, so that it is asked again."""
    try:
        return max(0, (date.fromisoformat(today) - date.fromisoformat(day)).days)
    except ValueError:
        return float("inf")


def refreshed(
    registry: Registry, lock: TrialLock, numbers: Sequence[str], *, today: str, older_than: int, save: Save
) -> Outcome:
    """Trials by their numbers: those that were not asked for within so many days anew, the others as the lock has them.

    Each batch is saved as it comes, so that a run after one that failed goes on from there. Where most of the trials
    that the lock has are said to be unknown, the registry is not believed: that is a failure, and changes nothing.
    """
    failure = None
    losses = _Losses(lock.known())

    def keep(batch: Batch) -> None:
        nonlocal lock
        losses.check(batch)
        entries = [TrialEntry.of(one.trial, one.digest, today, registry.name) for one in batch.found]
        absent = {number: Absence(today) for number in batch.absent}
        save(entries, absent)
        lock = lock.with_entries(entries, absent)

    try:
        registry.fetch(due(lock, numbers, today=today, older_than=older_than), keep)
    except RemoteError as error:
        failure = error
    known = lock.known()
    held = {entry.trial.nct_id: entry for number in numbers if (entry := known.get(number))}
    return Outcome(tuple(held.values()), tuple(number for number in numbers if number in lock.absent), failure)


class _Losses:
    """Watches how many known trials are said to be unknown: an index that is empty answers so without trouble."""

    def __init__(self, known: Mapping[str, TrialEntry]) -> None:
        self._known = known
        self._lost: set[str] = set()
        self._met: set[str] = set()
        self._doubted: set[str] = set()

    def check(self, batch: Batch) -> None:
        """Raise RemoteError where too many are lost in a batch, or in the run so far, or what was doubted already."""
        met = self._ours(number for one in batch.found for number in (one.trial.nct_id, *one.trial.aliases))
        lost = self._ours(batch.absent) - met
        self._met |= met
        self._lost = (self._lost | lost) - self._met
        if lost and (_too_many(lost, met) or _too_many(self._lost, self._met) or lost & self._doubted):
            self._doubted |= lost
            raise RemoteError(
                f"{len(self._doubted)} trials that were known are said to be unknown, which is not believed",
                mend=f"run the command again later; what the registry has really given up, take out of kg/{LOCK_NAME}",
            )

    def _ours(self, numbers: Iterable[str]) -> set[str]:
        return {self._known[number].trial.nct_id for number in numbers if number in self._known}


def _too_many(lost: set[str], met: set[str]) -> bool:
    return len(lost) >= _MANY and len(lost) > len(met)


def listing(outcome: Outcome, fmt: str, *, width: int | None = None) -> str:
    """The trials as text, in one of FORMATS; ended by a line break."""
    if fmt == "json":
        return _json(outcome)
    import pyoxigraph as ox

    from oncotriples.questions.answers import Answer, render

    columns = ("trial", "status", "phase", "ages", "title", "interventions", "updated")
    rows = [[ox.Literal(cell) for cell in _row(entry.trial)] for entry in outcome.entries]
    return render(Answer.of(columns, rows), "table", width=width)


def _row(trial: Trial) -> tuple[str, ...]:
    ages = f"{trial.minimum_age or '…'} to {trial.maximum_age or '…'}"
    return (
        trial.nct_id,
        _written(trial.status, STATUSES),
        " ".join(_written(phase, PHASES) for phase in trial.phases),
        ages if trial.minimum_age or trial.maximum_age else "",
        trial.title,
        "; ".join(intervention.name for intervention in trial.interventions),
        trial.updated,
    )


def _written(code: str, codes: Mapping[str, str]) -> str:
    return next((text for text, known in codes.items() if known == code), code)


def _json(outcome: Outcome) -> str:
    schema = Schema.of(Trial)
    trials = [
        {**schema.bare(entry.trial), "address": entry.source.addresses[0], "checked": entry.source.date}
        for entry in outcome.entries
    ]
    whole = {"trials": trials, "absent": list(outcome.absent), "complete": outcome.failure is None}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"

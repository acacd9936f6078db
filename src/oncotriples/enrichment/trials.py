"""Searching for trials by what the graph knows, and keeping those that documents mention, and others, up to date."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from oncotriples import iris
from oncotriples.documents.trial_entry import Trial
from oncotriples.documents.trial_forms import PHASE_CODES, PHASES, STATUS_CODES, STATUSES, is_nct_id
from oncotriples.enrichment.days import is_due
from oncotriples.enrichment.losses import Losses
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
# So many known trials that an answer lacks, and more than half of it, mean that the registry is out of order.
_MANY = 3
_ENRICHMENT = iris.graph("enrichment")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Trials in their order, numbers that the registry does not know, and why the rest, if any, is missing."""

    entries: tuple[TrialEntry, ...]
    absent: tuple[str, ...] = ()
    failure: RemoteError | None = None


def search_for(labels: "Labels", search: Search, *, subtype: str = "", agent: str = "") -> Search:
    """``search`` for a tumor subtype and an agent of the graph too, by all the names that the graph has for them.

    Only the thing itself is looked for, not what is narrower: ``soft tissue sarcoma`` finds what the registry counts
    among them. Raises UnknownNameError, and InputError for a criterion that is none.
    """
    return replace(
        search,
        conditions=tuple(labels.names[labels.path("subtype", subtype)]) if subtype else (),
        interventions=tuple(labels.names[labels.path("agent", agent)]) if agent else (),
        statuses=_known(search.statuses, STATUS_CODES, "status"),
        phases=_known(search.phases, PHASE_CODES, "phase"),
        ages=_known(search.ages, AGES, "age group"),
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


def searched(registry: Registry, search: Search, *, today: date, save: Save) -> Outcome:
    """What a search finds; each page is saved as it comes."""
    found: list[TrialEntry] = []
    failure = None
    try:
        for page in registry.search(search):
            entries = [TrialEntry.of(one.trial, one.digest, today.isoformat(), registry.name) for one in page]
            save(entries, {})
            found += entries
    except RemoteError as error:
        failure = error
    return Outcome(tuple(found), failure=failure)


def due(lock: TrialLock, numbers: Iterable[str], *, today: date, older_than: int) -> tuple[str, ...]:
    """The numbers that were not asked for within so many days: those never asked for first, then the oldest."""
    days = lock.checked()
    found = (number for number in dict.fromkeys(numbers) if is_due(days.get(number, ""), today, older_than))
    return tuple(sorted(found, key=lambda number: (days.get(number, ""), number)))


def refreshed(
    registry: Registry, lock: TrialLock, numbers: Sequence[str], *, today: date, older_than: int, save: Save
) -> Outcome:
    """Trials by their numbers: those that were not asked for within so many days anew, the others as the lock has them.

    Each batch is saved as it comes, so that a run after one that failed goes on from there. Where most of the trials
    that the lock has are said to be unknown, the registry is not believed: that is a failure, and changes nothing.
    """
    failure = None
    before = {number: entry.trial.nct_id for number, entry in lock.known().items()}
    losses = Losses(before.values(), at_once=_MANY)

    def keep(batch: Batch) -> None:
        nonlocal lock
        found = {before.get(number, number) for one in batch.found for number in one.trial.numbers}
        absent = {before.get(number, number) for number in batch.absent if number not in lock.absent} - found
        if losses.are_doubtful(found, absent):
            raise RemoteError(
                "trials that were known are said to be unknown, which is not believed",
                mend=f"run the command again later; what the registry has really given up, take out of kg/{LOCK_NAME}",
            )
        entries = [TrialEntry.of(one.trial, one.digest, today.isoformat(), registry.name) for one in batch.found]
        gone = {number: Absence(today.isoformat()) for number in batch.absent}
        save(entries, gone)
        lock = lock.with_entries(entries, gone)

    try:
        registry.fetch(due(lock, numbers, today=today, older_than=older_than), keep)
    except RemoteError as error:
        failure = error
    known = lock.known()
    held = {entry.trial.nct_id: entry for number in numbers if (entry := known.get(number))}
    return Outcome(tuple(held.values()), tuple(number for number in numbers if number in lock.absent), failure)


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
        STATUSES.get(trial.status, trial.status),
        " ".join(PHASES[phase] for phase in trial.phases),
        ages if trial.minimum_age or trial.maximum_age else "",
        trial.title,
        "; ".join(intervention.name for intervention in trial.interventions),
        trial.updated,
    )


def _json(outcome: Outcome) -> str:
    schema = Schema.of(Trial)
    trials = [
        {**schema.bare(entry.trial), "address": entry.source.addresses[0], "checked": entry.source.date}
        for entry in outcome.entries
    ]
    whole = {"trials": trials, "absent": list(outcome.absent), "complete": outcome.failure is None}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"

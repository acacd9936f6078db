"""What ClinicalTrials.gov said of trials, kept in kg/trials.lock.json, and which numbers it does not know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from oncotriples.dates import is_day
from oncotriples.documents.trial_entry import Trial
from oncotriples.documents.trial_forms import is_nct_id, problem_of
from oncotriples.enrichment.lockfile import read_lock, write_lock
from oncotriples.enrichment.provenance import Source

__all__ = ["LOCK_NAME", "Absence", "TrialEntry", "TrialLock", "read_trial_lock", "write_trial_lock"]

LOCK_NAME = "trials.lock.json"
"""The file's name below kg/."""


@dataclass(frozen=True, slots=True)
class TrialEntry:
    """A trial, and where and when it was read."""

    trial: Trial
    source: Source

    @classmethod
    def of(cls, trial: Trial, digest: str, day: str, name: str = "ClinicalTrials.gov") -> "TrialEntry":
        """The entry of a trial read on a day; ``digest`` is the SHA-256 of what was answered, ``name`` says by whom."""
        address = f"https://clinicaltrials.gov/study/{trial.nct_id}"
        return cls(trial, Source(name, (address,), day, digest))


@dataclass(frozen=True, slots=True)
class Absence:
    """A number that the registry does not know, though it was asked for alone, and the day of that."""

    checked: str


_CLASSES: Mapping[str, type] = {"trials": TrialEntry, "absent": Absence}


@dataclass(frozen=True, slots=True)
class TrialLock:
    """The entries of the lock by NCT number."""

    trials: Mapping[str, TrialEntry] = field(default_factory=dict)
    absent: Mapping[str, Absence] = field(default_factory=dict)

    def with_entries(self, entries: Iterable[TrialEntry], absent: Mapping[str, Absence] | None = None) -> "TrialLock":
        """The lock with newer entries; what is found is no longer absent, nor the other way round.

        A trial that another one stands for goes, unless it was read later than that.
        """
        found = {entry.trial.nct_id: entry for entry in entries}
        gone = dict(absent or {})
        trials = {number: entry for number, entry in self.trials.items() if number not in gone} | found
        for number in sorted(trials):
            if entry := trials.get(number):
                for alias in entry.trial.aliases:
                    if alias in trials and trials[alias].source.date <= entry.source.date:
                        del trials[alias]
        known = found.keys() | {alias for entry in found.values() for alias in entry.trial.aliases}
        kept = {number: absence for number, absence in self.absent.items() if number not in known}
        return TrialLock(trials, {**kept, **gone})

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of the entries, found or not."""
        return frozenset((*self.trials, *self.absent))

    def known(self) -> dict[str, TrialEntry]:
        """The trials by all their numbers: an earlier one leads to the trial that now stands for it."""
        return {**self.trials, **{alias: entry for entry in self.trials.values() for alias in entry.trial.aliases}}

    def checked(self) -> dict[str, str]:
        """The day on which each number was last asked for, earlier numbers of a trial included."""
        days = {number: absence.checked for number, absence in self.absent.items()}
        return days | {number: entry.source.date for number, entry in self.known().items()}


def _problem(section: str, key: str, entry: TrialEntry | Absence) -> str:
    """What is wrong with the key, codes, dates or texts of an entry, or ""."""
    if not is_nct_id(key):
        return "is no NCT number"
    day = entry.checked if isinstance(entry, Absence) else entry.source.date
    if not is_day(day):
        return f"“{day}” is no date such as 2026-11-23"
    if isinstance(entry, Absence):
        return ""
    if key != entry.trial.nct_id:
        return f"is about another trial, “{entry.trial.nct_id}”"
    return problem_of(entry.trial)


def read_trial_lock(path: Path, name: str) -> TrialLock:
    """The lock in a file, by that name in messages; empty where there is no such file. Raises SourceSyntaxError."""
    return TrialLock(**read_lock(path, name, _CLASSES, _problem))


def write_trial_lock(path: Path, lock: TrialLock) -> None:
    """Write the lock in one step, unless there is nothing to hold and no file. Raises MachineError."""
    if lock.trials or lock.absent or path.exists():
        write_lock(path, {"trials": lock.trials, "absent": lock.absent})

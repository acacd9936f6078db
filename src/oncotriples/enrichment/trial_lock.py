"""What ClinicalTrials.gov said of trials, kept in kg/trials.lock.json, and which numbers it does not know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from oncotriples.documents.trial_entry import Trial
from oncotriples.enrichment.lockfile import read_lock, write_lock
from oncotriples.enrichment.provenance import Source

__all__ = ["LOCK_NAME", "REGISTRY", "Absence", "TrialEntry", "TrialLock", "read_trial_lock", "write_trial_lock"]

LOCK_NAME = "trials.lock.json"
"""The file's name below kg/."""

REGISTRY = "ClinicalTrials.gov"
"""The registry, as sources name it."""


@dataclass(frozen=True, slots=True)
class TrialEntry:
    """A trial, and where and when it was read."""

    trial: Trial
    source: Source

    @classmethod
    def of(cls, trial: Trial, digest: str, date: str) -> "TrialEntry":
        """The entry of a trial read on a day; ``digest`` is the SHA-256 of what the registry answered about it."""
        address = f"https://clinicaltrials.gov/study/{trial.nct_id}"
        return cls(trial, Source(REGISTRY, (address,), date, digest))


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
        """The lock with newer entries; what is found is no longer absent, nor the other way round."""
        found = {entry.trial.nct_id: entry for entry in entries}
        gone = dict(absent or {})
        trials = {number: entry for number, entry in self.trials.items() if number not in gone}
        known = found.keys() | {alias for entry in found.values() for alias in entry.trial.aliases}
        kept = {number: absence for number, absence in self.absent.items() if number not in known}
        return TrialLock({**trials, **found}, {**kept, **gone})

    def checked(self) -> dict[str, str]:
        """The day on which each number was last asked for, earlier numbers of a trial included."""
        days = {number: absence.checked for number, absence in self.absent.items()}
        for number, entry in self.trials.items():
            for known in (*entry.trial.aliases, number):
                days[known] = entry.source.date
        return days

    def entry(self, number: str) -> TrialEntry | None:
        """The entry of a trial by its number or an earlier one."""
        if number in self.trials:
            return self.trials[number]
        return next((entry for entry in self.trials.values() if number in entry.trial.aliases), None)


def read_trial_lock(path: Path, name: str = f"kg/{LOCK_NAME}") -> TrialLock:
    """The lock in a file; an empty one where there is no such file. Errors are those of ``read_lock``."""
    found = read_lock(path, name, _CLASSES)
    return TrialLock(found["trials"], found["absent"])


def write_trial_lock(path: Path, lock: TrialLock) -> None:
    """Write the lock in one step, unless there is nothing to hold and no file. Raises MachineError."""
    if lock.trials or lock.absent or path.exists():
        write_lock(path, {"trials": lock.trials, "absent": lock.absent})

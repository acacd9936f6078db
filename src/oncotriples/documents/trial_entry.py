"""What a registry says about a clinical trial: plain values, without their reader."""

from dataclasses import dataclass

__all__ = ["Intervention", "Trial"]


@dataclass(frozen=True, slots=True)
class Intervention:
    """What a trial studies the effect of: the registry's type (``DRUG``), its name, and the names it has besides."""

    type: str = ""
    name: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """The record of one trial; "", (), 0 and False for what it does not say.

    Codes are the registry's own (``ACTIVE_NOT_RECRUITING``, ``PHASE2``, ``CHILD``), ages are as printed (``12 Years``),
    dates as far as they are known (``2026-11``). ``aliases`` are numbers that the trial had before. ``enrollment`` is
    the number of participants, planned or actual; ``sites`` counts the places in ``countries``.
    """

    nct_id: str
    aliases: tuple[str, ...] = ()
    title: str = ""
    official_title: str = ""
    status: str = ""
    study_type: str = ""
    phases: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    minimum_age: str = ""
    maximum_age: str = ""
    age_groups: tuple[str, ...] = ()
    sex: str = ""
    start: str = ""
    primary_completion: str = ""
    completion: str = ""
    enrollment: int = 0
    countries: tuple[str, ...] = ()
    sites: int = 0
    sponsor: str = ""
    has_results: bool = False
    updated: str = ""

    @property
    def numbers(self) -> frozenset[str]:
        """The number of the trial, and those that it had before."""
        return frozenset((self.nct_id, *self.aliases))

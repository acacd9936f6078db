"""From what a registry says of a trial to lines of ``graph/enrichment`` in N-Quads. One function a rule.

That a trial studies an agent or a tumor says nothing of whether the agent acts against it.
"""

from collections.abc import Callable, Iterable, Iterator

from oncotriples import iris
from oncotriples.documents.trial_forms import PHASES, STATUSES
from oncotriples.enrichment.trial_lock import TrialEntry
from oncotriples.graph.literals import INTEGER, IS_A, LABEL, dated, english, line_end, typed, web_link
from oncotriples.graph.nquads import literal, named
from oncotriples.graph.trial_labels import Labels

# fmt: off
__all__ = [
    "TRIAL_RULES", "trial_ages", "trial_conditions", "trial_countries", "trial_dates", "trial_earlier_numbers",
    "trial_enrollment", "trial_interventions", "trial_itself", "trial_lines", "trial_phases", "trial_source",
    "trial_status",
]
# fmt: on

_TRIAL, _TITLE, _REPLACES = named("onct:ClinicalTrial"), named("dcterms:title"), named("dcterms:replaces")
_STATUS, _PHASE, _CONDITION, _INTERVENTION, _AGENT, _TUMOR, _MINIMUM_AGE, _MAXIMUM_AGE, _START, _COMPLETION = (
    named(f"onct:{name}")
    for name in (
        "trialStatus", "trialPhase", "trialCondition", "trialIntervention", "studiesAgent", "studiesTumor",
        "minimumAge", "maximumAge", "startDate", "completionDate",
    )
)  # fmt: skip
_ENROLLMENT, _COUNTRY, _CHECKED = named("onct:enrollment"), named("onct:trialCountry"), named("onct:checkedOn")
_DERIVED = named("prov:wasDerivedFrom")
_GRAPH = line_end("enrichment")


def trial_itself(entry: TrialEntry, labels: Labels) -> Iterator[str]:
    """A trial (`onct:ClinicalTrial`) is called by its number (`skos:prefLabel`), as documents name it, and has the
    short title that its registry lists (`dcterms:title`).
    """
    subject = _subject(entry)
    yield f"{subject} {IS_A} {_TRIAL}{_GRAPH}"
    yield f"{subject} {LABEL} {english(entry.trial.nct_id)}{_GRAPH}"
    if entry.trial.title:
        yield f"{subject} {_TITLE} {english(entry.trial.title)}{_GRAPH}"


def trial_earlier_numbers(entry: TrialEntry, labels: Labels) -> Iterator[str]:
    """A trial is listed in the place of one whose number the registry has given up (`dcterms:replaces`)."""
    for number in entry.trial.aliases:
        earlier = f"<{iris.trial(number)}>"
        yield f"{earlier} {IS_A} {_TRIAL}{_GRAPH}"
        yield f"{earlier} {LABEL} {english(number)}{_GRAPH}"
        yield f"{_subject(entry)} {_REPLACES} {earlier}{_GRAPH}"


def trial_status(entry: TrialEntry, labels: Labels) -> Iterator[str]:
    """A trial has the status that its registry lists (`onct:trialStatus`)."""
    if entry.trial.status:
        yield f"{_subject(entry)} {_STATUS} <{iris.code('trial-status', STATUSES[entry.trial.status])}>{_GRAPH}"


def trial_phases(entry: TrialEntry, labels: Labels) -> Iterator[str]:
    """A trial has a phase (`onct:trialPhase`), or two where it covers both."""
    for phase in dict.fromkeys(entry.trial.phases):
        yield f"{_subject(entry)} {_PHASE} <{iris.code('trial-phase', PHASES[phase])}>{_GRAPH}"


def trial_conditions(entry: TrialEntry, labels: Labels) -> Iterator[str]:
    """A trial studies conditions, named as its registry names them (`onct:trialCondition`); where a name is one of a
    tumor subtype of the graph, letter by letter but for their case, it studies that (`onct:studiesTumor`).
    """
    yield from _named(entry, _CONDITION, entry.trial.conditions)
    yield from _studied(entry, _TUMOR, (labels.called("subtype", name) for name in entry.trial.conditions))


def trial_interventions(entry: TrialEntry, labels: Labels) -> Iterator[str]:
    """A trial studies interventions, named as its registry names them (`onct:trialIntervention`); where the name of
    one, or another name that the registry has for it, is one of an agent of the graph, it studies that
    (`onct:studiesAgent`).
    """
    interventions = entry.trial.interventions
    yield from _named(entry, _INTERVENTION, (one.name for one in interventions))
    names = (name for one in interventions for name in (one.name, *one.other_names))
    yield from _studied(entry, _AGENT, (labels.called("agent", name) for name in names))


def trial_ages(entry: TrialEntry, labels: Labels) -> Iterator[str]:
    """A trial admits people from an age (`onct:minimumAge`) to an age (`onct:maximumAge`), as its registry prints it;
    what is absent is no limit.
    """
    for predicate, age in ((_MINIMUM_AGE, entry.trial.minimum_age), (_MAXIMUM_AGE, entry.trial.maximum_age)):
        if age:
            yield f"{_subject(entry)} {predicate} {literal(age)}{_GRAPH}"


def trial_dates(entry: TrialEntry, labels: Labels) -> Iterator[str]:
    """A trial starts (`onct:startDate`) and is completed (`onct:completionDate`), or is expected to be, on a day, in a
    month or in a year, as far as its registry says.
    """
    for predicate, day in ((_START, entry.trial.start), (_COMPLETION, entry.trial.completion)):
        if day:
            yield f"{_subject(entry)} {predicate} {dated(day)}{_GRAPH}"


def trial_enrollment(entry: TrialEntry, labels: Labels) -> Iterator[str]:
    """A trial has, or plans for, a number of participants (`onct:enrollment`)."""
    if entry.trial.enrollment:
        yield f'{_subject(entry)} {_ENROLLMENT} "{entry.trial.enrollment}"{INTEGER}{_GRAPH}'


def trial_countries(entry: TrialEntry, labels: Labels) -> Iterator[str]:
    """A trial has sites in countries, named as its registry names them (`onct:trialCountry`)."""
    yield from _named(entry, _COUNTRY, entry.trial.countries)


def trial_source(entry: TrialEntry, labels: Labels) -> Iterator[str]:
    """What is said of a trial comes from its page in the registry (`prov:wasDerivedFrom`), which was asked on a day
    (`onct:checkedOn`).
    """
    for address in entry.source.addresses:
        yield from web_link(_subject(entry), _DERIVED, address, _GRAPH)
    if entry.source.date:
        yield f"{_subject(entry)} {_CHECKED} {typed(entry.source.date, 'date')}{_GRAPH}"


Rule = Callable[[TrialEntry, Labels], Iterable[str]]

TRIAL_RULES: tuple[Rule, ...] = (
    trial_itself,
    trial_earlier_numbers,
    trial_status,
    trial_phases,
    trial_conditions,
    trial_interventions,
    trial_ages,
    trial_dates,
    trial_enrollment,
    trial_countries,
    trial_source,
)
"""What is said of a trial."""


def trial_lines(entries: Iterable[TrialEntry], labels: Labels) -> Iterator[str]:
    """The lines of trials; ``labels`` are the names of agents and tumor subtypes of the graph."""
    for entry in entries:
        for rule in TRIAL_RULES:
            yield from rule(entry, labels)


def _subject(entry: TrialEntry) -> str:
    return f"<{iris.trial(entry.trial.nct_id)}>"


def _named(entry: TrialEntry, predicate: str, names: Iterable[str]) -> Iterator[str]:
    for name in dict.fromkeys(names):
        if name:
            yield f"{_subject(entry)} {predicate} {literal(name)}{_GRAPH}"


def _studied(entry: TrialEntry, predicate: str, paths: Iterable[str]) -> Iterator[str]:
    for path in dict.fromkeys(paths):
        if path:
            yield f"{_subject(entry)} {predicate} <{iris.thing(path)}>{_GRAPH}"

"""Searching by what the graph knows, refreshing what documents mention, and what is kept on the way."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from registry_service import RegistryService, Study
from services import Trouble

from oncotriples.documents.trial_entry import Trial
from oncotriples.enrichment.registry import Registry
from oncotriples.enrichment.searches import BATCH, Search
from oncotriples.enrichment.trial_lock import Absence, TrialEntry, TrialLock, read_trial_lock, write_trial_lock
from oncotriples.enrichment.trials import Outcome, due, listing, mentioned, refreshed, search_for, searched
from oncotriples.errors import InputError, SourceSyntaxError, UnknownNameError
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.trial_labels import Labels
from oncotriples.namespaces import BASE, ONCT, RDF_TYPE
from oncotriples.services import Manners

QUICK = Manners(per_second=10_000, attempts=3, pause=0.001, longest_pause=1.5, timeout=0.4)
DAY = date(2026, 11, 23)
TODAY = DAY.isoformat()
NUMBERS = [f"NCT99{number:06}" for number in range(2 * BATCH + 20)]
LABELS = Labels({"agent/placebin": ("placebin", "PLC-1"), "subtype/invented-sarcoma": ("invented sarcoma", "IS")})


class Kept:
    """A lock file as the command keeps it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.writings = 0

    @property
    def lock(self) -> TrialLock:
        return read_trial_lock(self.path, "kg/trials.lock.json")

    def save(self, entries: Sequence[TrialEntry], absent: Mapping[str, Absence]) -> None:
        write_trial_lock(self.path, self.lock.with_entries(entries, absent))
        self.writings += 1


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "trials.lock.json")


@pytest.fixture
def service() -> Iterator[RegistryService]:
    with RegistryService([Study(number, title=f"Trial {number}") for number in NUMBERS]) as running:
        yield running


@pytest.fixture
def registry(service: RegistryService) -> Iterator[Registry]:
    found = Registry(service.base, QUICK)
    yield found
    found.close()


def entry(number: str, day: str = TODAY, **fields: object) -> TrialEntry:
    return TrialEntry.of(Trial(number, **fields), "0" * 64, day)  # type: ignore[arg-type]  # each test names its fields


def refresh(registry: Registry, kept: Kept, *, today: date = DAY, numbers: Sequence[str] = NUMBERS) -> Outcome:
    return refreshed(registry, kept.lock, numbers, today=today, older_than=7, save=kept.save)


# What to ask for


def test_a_search_has_all_names_of_the_graph() -> None:
    given = Search(location="Utopia", statuses=("recruiting", "recruiting"), phases=("2",), ages=("child",), limit=3)
    assert search_for(LABELS, given, subtype="IS", agent="agent/placebin") == Search(
        ("invented sarcoma", "IS"), ("placebin", "PLC-1"), "Utopia", ("recruiting",), ("2",), ("child",), 3
    )
    assert search_for(LABELS, given, agent="placebin").conditions == ()


@pytest.mark.parametrize(
    ("search", "problem"),
    [
        (Search(statuses=("open",)), "“open” is no status of the registry"),
        (Search(phases=("5",)), "“5” is no phase of the registry"),
        (Search(ages=("CHILD",)), "“CHILD” is no age group of the registry"),
    ],
)
def test_codes_are_those_of_the_registry(search: Search, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as raised:
        search_for(LABELS, search)
    assert raised.value.mend.startswith("use ")


def test_a_search_is_for_things_of_the_graph() -> None:
    with pytest.raises(UnknownNameError, match="there is no subtype “invented-sarkoma”") as raised:
        search_for(LABELS, Search(), subtype="invented-sarkoma")
    assert raised.value.near[0] in ("invented-sarcoma", "invented sarcoma")


def test_documents_mention_trials_the_registry_does_not() -> None:
    def trials(*names: str) -> list[ox.Triple]:
        kind = ox.NamedNode(f"{ONCT}ClinicalTrial")
        return [ox.Triple(ox.NamedNode(f"{BASE}trial/{name}"), ox.NamedNode(RDF_TYPE), kind) for name in names]

    dataset = Dataset.of(
        {
            f"{BASE}graph/document/a/2026-01-01": trials("NCT99999002", "CDR0000000001"),
            f"{BASE}graph/document/b/2026-01-01": trials("NCT99999002", "NCT99999001"),
            f"{BASE}graph/enrichment": trials("NCT99999003"),
        }
    )
    assert mentioned(dataset) == ("NCT99999001", "NCT99999002")


def test_the_longest_unchecked_come_first() -> None:
    days = {"NCT99000001": "2026-11-17", "NCT99000002": "2026-11-16", "NCT99000003": "2026-01-01"}
    lock = TrialLock({number: entry(number, day) for number, day in days.items()}, {"NCT99000004": Absence(TODAY)})
    numbers = ["NCT99000004", "NCT99000005", *days, "NCT99000005"]
    assert due(lock, numbers, today=DAY, older_than=7) == ("NCT99000005", "NCT99000003", "NCT99000002")
    assert due(lock, numbers, today=DAY, older_than=0) == (
        "NCT99000005", "NCT99000003", "NCT99000002", "NCT99000001", "NCT99000004",
    )  # fmt: skip
    # A day to come is none on which anybody asked.
    assert len(due(lock, numbers, today=date(2026, 11, 1), older_than=7)) == 5


# Searching


def test_what_a_search_finds_is_kept_as_it_comes(service: RegistryService, registry: Registry, kept: Kept) -> None:
    service.page_size = 30
    outcome = searched(registry, Search(conditions=("sarcoma",)), today=DAY, save=kept.save)
    assert outcome.failure is None
    assert sorted(one.trial.nct_id for one in outcome.entries) == NUMBERS
    assert kept.writings == 4
    assert kept.lock == TrialLock({one.trial.nct_id: one for one in outcome.entries})


def test_a_search_that_fails_loses_nothing(service: RegistryService, registry: Registry, kept: Kept) -> None:
    service.page_size = 30
    service.paging = "same-token"
    outcome = searched(registry, Search(conditions=("sarcoma",)), today=DAY, save=kept.save)
    assert "do not come to an end" in str(outcome.failure)
    assert [one.trial.nct_id for one in outcome.entries] == NUMBERS[:60]
    assert [*kept.lock.trials] == NUMBERS[:60]


# Refreshing


def test_a_refresh_asks_only_for_what_is_due(service: RegistryService, registry: Registry, kept: Kept) -> None:
    kept.save([entry(NUMBERS[0], "2026-11-20", title="As it was")], {NUMBERS[1]: Absence("2026-11-20")})
    outcome = refresh(registry, kept, numbers=NUMBERS[:3])
    assert service.asked("filter.ids") == [NUMBERS[2]]
    assert [(one.trial.nct_id, one.trial.title) for one in outcome.entries] == [
        (NUMBERS[0], "As it was"),
        (NUMBERS[2], f"Trial {NUMBERS[2]}"),
    ]
    assert (outcome.absent, outcome.failure) == ((NUMBERS[1],), None)
    later = refresh(registry, kept, numbers=NUMBERS[:3], today=date(2026, 11, 28))
    assert [one.trial.title for one in later.entries] == [f"Trial {NUMBERS[place]}" for place in (0, 1, 2)]
    assert (later.absent, kept.lock.absent) == ((), {})


@pytest.mark.parametrize("trouble", [Trouble.CLOSED, Trouble.HTML, Trouble.TRUNCATED_GZIP, Trouble.SERVER_ERROR])
def test_a_run_goes_on_where_the_last_one_failed(
    service: RegistryService, registry: Registry, kept: Kept, trouble: Trouble
) -> None:
    del service.studies[NUMBERS[7]]
    first = service.answer
    seen: list[int] = []

    def break_down(request: object, own: object) -> object:
        seen.append(1)
        if len(seen) == 3:  # the first batch, and one number of it alone
            service.always(trouble)
        return first(request, own)  # type: ignore[arg-type]  # it hands on what it was given

    service.answer = break_down  # type: ignore[method-assign, assignment]  # a service that breaks on the way
    outcome = refresh(registry, kept)
    assert outcome.failure is not None
    held = {*kept.lock.trials}
    assert len(held) >= BATCH - 1
    assert {*kept.lock.absent} == {NUMBERS[7]}
    assert {one.trial.nct_id for one in outcome.entries} == held
    assert f"{len(NUMBERS) - 1 - len(held)} of {len(NUMBERS)} trials are missing" in outcome.failure.message
    before = len(service.requests)
    service.behave()
    outcome = refresh(registry, kept)
    assert (outcome.failure, outcome.absent) == (None, (NUMBERS[7],))
    asked = {number for ids in service.asked("filter.ids")[before:] for number in ids.split(",")}
    assert asked == {*NUMBERS} - held - {NUMBERS[7]}
    assert [*kept.lock.trials] == [number for number in NUMBERS if number != NUMBERS[7]]


def test_the_same_answers_give_the_same_file(registry: Registry, kept: Kept) -> None:
    refresh(registry, kept)
    text = kept.path.read_bytes()
    assert refresh(registry, kept).failure is None
    kept.path.unlink()
    refresh(registry, kept, numbers=NUMBERS[::-1])
    assert kept.path.read_bytes() == text


def test_a_trial_under_a_new_number(service: RegistryService, registry: Registry, kept: Kept) -> None:
    service.studies["NCT99999999"] = Study("NCT99999999", aliases=("NCT99999901",))
    outcome = refresh(registry, kept, numbers=["NCT99999901"])
    assert [one.trial.nct_id for one in outcome.entries] == ["NCT99999999"]
    assert outcome.entries[0].trial.aliases == ("NCT99999901",)
    assert due(kept.lock, ["NCT99999901", "NCT99999999"], today=DAY, older_than=1) == ()


def test_a_trial_that_another_replaced(service: RegistryService, registry: Registry, kept: Kept) -> None:
    old, new = NUMBERS[0], "NCT99999999"
    refresh(registry, kept, numbers=NUMBERS[:3])
    del service.studies[old]
    service.studies[new] = Study(new, status="COMPLETED", aliases=(old,))
    outcome = refresh(registry, kept, numbers=NUMBERS[:3], today=date(2026, 12, 1))
    assert [one.trial.nct_id for one in outcome.entries] == [new, *NUMBERS[1:3]]
    assert (outcome.absent, outcome.failure) == ((), None)
    assert [*kept.lock.trials] == [*NUMBERS[1:3], new]


@pytest.mark.parametrize("count", [3, 7, 2 * BATCH, 2 * BATCH + 2])
def test_a_registry_that_lost_everything_is_not_believed(
    service: RegistryService, registry: Registry, kept: Kept, count: int
) -> None:
    refresh(registry, kept, numbers=NUMBERS[:count])
    before = kept.lock
    service.studies.clear()
    outcome = refresh(registry, kept, numbers=NUMBERS[:count], today=date(2026, 12, 1))
    assert outcome.failure is not None
    assert "trials that were known are said to be unknown, which is not believed" in outcome.failure.message
    assert "take out of kg/trials.lock.json" in outcome.failure.mend
    assert (kept.lock, outcome.absent) == (before, ())


def test_an_index_that_empties_on_the_way(service: RegistryService, registry: Registry, kept: Kept) -> None:
    numbers = NUMBERS[: BATCH + 4]
    refresh(registry, kept, numbers=numbers)
    for number in numbers[-4:]:
        del service.studies[number]
    outcome = refresh(registry, kept, numbers=numbers, today=date(2026, 12, 1))
    assert (outcome.failure is None, kept.lock.absent) == (False, {})
    days = [one.source.date for one in kept.lock.trials.values()]
    assert days == ["2026-12-01"] * BATCH + [TODAY] * 4


def test_a_few_trials_can_be_lost(service: RegistryService, registry: Registry, kept: Kept) -> None:
    refresh(registry, kept, numbers=NUMBERS[:8])
    for number in NUMBERS[:4]:
        del service.studies[number]
    outcome = refresh(registry, kept, numbers=[*NUMBERS[:8], "NCT99999901"], today=date(2026, 12, 1))
    assert (outcome.failure, outcome.absent) == (None, (*NUMBERS[:4], "NCT99999901"))
    assert [*kept.lock.trials] == NUMBERS[4:8]
    # Numbers that never were any are believed, however many; and so is the loss of two.
    outcome = refresh(registry, kept, numbers=[f"NCT97{number:06}" for number in range(70)])
    assert (outcome.failure, len(outcome.absent)) == (None, 70)
    service.studies.clear()
    assert refresh(registry, kept, numbers=NUMBERS[4:6], today=date(2026, 12, 9)).failure is None


def test_what_the_graph_cannot_hold_is_left_out(service: RegistryService, registry: Registry, kept: Kept) -> None:
    service.studies[NUMBERS[1]] = Study(NUMBERS[1], status="BRAND_NEW")
    service.studies[NUMBERS[2]] = Study(NUMBERS[2], phases=("PHASE5",))
    outcome = refresh(registry, kept, numbers=NUMBERS[:4])
    assert [*kept.lock.trials] == [NUMBERS[0], NUMBERS[3]]
    assert outcome.failure is not None
    assert "2 of 4 trials are missing" in outcome.failure.message
    outcome = searched(registry, Search(conditions=("sarcoma",)), today=DAY, save=kept.save)
    assert "BRAND_NEW is no status that is known here" in str(outcome.failure)


# The lock


def test_the_lock_says_where_it_is_from(registry: Registry, kept: Kept) -> None:
    refresh(registry, kept, numbers=NUMBERS[:1])
    (found,) = kept.lock.trials.values()
    assert found.source.name == registry.name != "ClinicalTrials.gov"
    assert entry(NUMBERS[0]).source.name == "ClinicalTrials.gov"
    assert found.source.addresses == (f"https://clinicaltrials.gov/study/{NUMBERS[0]}",)
    assert (found.source.date, len(found.source.digest)) == (TODAY, 64)
    kept.path.write_text(kept.path.read_text(encoding="utf-8").replace("RECRUITING", "COMPLETED"), encoding="utf-8")
    with pytest.raises(SourceSyntaxError, match=rf"kg/trials.lock.json:3: .*{NUMBERS[0]}.* edited by hand"):
        _ = kept.lock


def test_an_empty_lock_is_no_file(kept: Kept) -> None:
    assert kept.lock == TrialLock()
    write_trial_lock(kept.path, TrialLock())
    assert not kept.path.exists()


def test_a_lock_has_each_number_once() -> None:
    lock = TrialLock({"NCT99000001": entry("NCT99000001")}, {"NCT99000002": Absence(TODAY)})
    found = lock.with_entries([entry("NCT99000003", aliases=("NCT99000002",))])
    assert ([*found.trials], [*found.absent]) == (["NCT99000001", "NCT99000003"], [])
    assert found.known()["NCT99000002"] == found.trials["NCT99000003"]
    assert found.numbers == {"NCT99000001", "NCT99000003"}
    gone = found.with_entries([], {"NCT99000001": Absence(TODAY)})
    assert ([*gone.trials], [*gone.absent]) == (["NCT99000003"], ["NCT99000001"])


def test_a_trial_goes_once_another_stands_for_it() -> None:
    old, new = entry("NCT99000001", "2026-11-01"), entry("NCT99000005", aliases=("NCT99000001",))
    lock = TrialLock({"NCT99000001": old}).with_entries([new])
    assert lock.trials == {"NCT99000005": new}
    assert TrialLock().with_entries([entry("NCT99000001"), new]).trials == {"NCT99000005": new}
    # What was read later than that is kept until the other is read again, but is not what its number leads to.
    later = lock.with_entries([entry("NCT99000001", "2026-11-24")])
    assert [*later.trials] == ["NCT99000005", "NCT99000001"]
    assert later.known()["NCT99000001"] == new
    # Two that stand for each other do not both go.
    other = entry("NCT99000001", aliases=("NCT99000005",))
    assert [*TrialLock().with_entries([new, other]).trials] == ["NCT99000001"]


@pytest.mark.parametrize(
    ("lock", "problem"),
    [
        (
            TrialLock({"NCT99000002": entry("NCT99000001")}),
            'entry "NCT99000002": is about another trial, “NCT99000001”',
        ),
        (TrialLock({"x": entry("x")}), 'entry "x": is no NCT number'),
        (TrialLock({"NCT99000001": entry("NCT99000001", status="NEW")}), "“NEW” is no status of the registry"),
        (TrialLock({"NCT99000001": entry("NCT99000001", start="soon")}), "“soon” is no date"),
        (TrialLock({"NCT99000001": entry("NCT99000001", "yesterday")}), "“yesterday” is no date such as 2026-11-23"),
        (
            TrialLock({}, {"NCT99000001": Absence("20261123")}),
            'trials.lock.json:5: entry "NCT99000001": “20261123” is no date',
        ),
        (TrialLock({}, {"trial": Absence(TODAY)}), 'entry "trial": is no NCT number'),
    ],
)
def test_a_lock_that_the_graph_cannot_hold_is_refused(kept: Kept, lock: TrialLock, problem: str) -> None:
    write_trial_lock(kept.path, lock)
    with pytest.raises(SourceSyntaxError, match=problem) as raised:
        _ = kept.lock
    assert raised.value.mend


# The listing


def test_a_listing_for_people() -> None:
    outcome = Outcome(
        (
            TrialEntry.of(Trial("NCT99000001", title="A\u202e trial", status="NEW_CODE"), "", TODAY),
            entry("NCT99000002", status="RECRUITING", phases=("PHASE1", "PHASE2"), minimum_age="12 Months"),
        )
    )
    lines = listing(outcome, "table").splitlines()
    assert lines[0].split() == ["trial", "status", "phase", "ages", "title", "interventions", "updated"]
    assert lines[2].split() == ["NCT99000001", "NEW_CODE", "A\\u202e", "trial"]
    assert lines[3].split() == ["NCT99000002", "recruiting", "1", "2", "12", "Months", "to", "…"]
    assert listing(Outcome(()), "table").endswith("0 rows\n")


def test_a_listing_for_programs() -> None:
    found = json.loads(listing(Outcome((entry("NCT99000001", enrollment=40),), ("NCT99000002",)), "json"))
    assert found == {
        "trials": [
            {
                "nct_id": "NCT99000001",
                "enrollment": 40,
                "address": "https://clinicaltrials.gov/study/NCT99000001",
                "checked": TODAY,
            }
        ],
        "absent": ["NCT99000002"],
        "complete": True,
    }

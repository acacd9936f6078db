"""The client of ClinicalTrials.gov against a service on this machine that pages, counts, and misbehaves on order."""

import re
from collections.abc import Iterator

import pytest
from registry_service import NOBODY, RegistryService, Study
from services import LocalService, Reply, Request, Trouble

from oncotriples.enrichment.registry import (
    BASE_URL,
    MANNERS,
    Batch,
    Found,
    Registry,
    requests_for,
    requests_for_numbers,
)
from oncotriples.enrichment.searches import BATCH, Search
from oncotriples.errors import InputError, RemoteError
from oncotriples.services import Manners

QUICK = Manners(per_second=10_000, pause=0.001, longest_pause=1.5, timeout=0.4)
# In the order in which searches give them.
STUDIES = [Study(f"NCT9999900{n}", title=f"Trial {n}", updated=f"2026-09-{30 - n}") for n in range(1, 8)]
NUMBERS = [study.nct_id for study in STUDIES]
SARCOMA = Search(conditions=("invented sarcoma",), statuses=("recruiting",))
OF_THE_WAY = [
    Trouble.TOO_MANY, Trouble.SERVER_ERROR, Trouble.UNAVAILABLE, Trouble.HANG, Trouble.DRIP, Trouble.RESET,
    Trouble.CLOSED, Trouble.TRUNCATED, Trouble.TRUNCATED_GZIP, Trouble.HTML, Trouble.EMPTY, Trouble.MALFORMED,
]  # fmt: skip


@pytest.fixture
def service() -> Iterator[RegistryService]:
    with RegistryService(STUDIES) as running:
        running.page_size = 3
        yield running


def registry_at(service: LocalService, manners: Manners = QUICK) -> Registry:
    return Registry(f"{service.url}api/v2", manners)


def found_by(service: LocalService, search: Search = SARCOMA) -> tuple[list[str], RemoteError | None]:
    """The numbers that a search gives, in its order, and its failure."""
    found: list[str] = []
    registry = registry_at(service)
    try:
        for page in registry.search(search):
            found += [one.trial.nct_id for one in page]
    except RemoteError as error:
        return found, error
    finally:
        registry.close()
    return found, None


def fetched(service: LocalService, numbers: list[str]) -> tuple[list[str], list[str], RemoteError | None]:
    """Numbers found and numbers unknown, in the order in which they were kept, and the failure."""
    batches: list[Batch] = []
    registry = registry_at(service)
    failure = None
    try:
        registry.fetch(numbers, batches.append)
    except RemoteError as error:
        failure = error
    finally:
        registry.close()
    return (
        [one.trial.nct_id for batch in batches for one in batch.found],
        [number for batch in batches for number in batch.absent],
        failure,
    )


# Searching


def test_all_pages_are_read_with_the_same_question(service: RegistryService) -> None:
    assert found_by(service) == (NUMBERS, None)
    assert service.asked("pageToken") == ["", "Zo0000", "Zo0001"]
    assert service.asked("countTotal") == ["true", "", ""]
    changing = {"pageToken", "countTotal"}
    (question,) = {
        tuple(sorted((name, *values) for name, values in request.params.items() if name not in changing))
        for request in service.requests
    }
    assert ("query.cond", '"invented sarcoma"') in question
    assert ("filter.overallStatus", "RECRUITING") in question
    assert {request.headers["accept"] for request in service.requests} == {"application/json"}
    assert all(request.headers["user-agent"].startswith("oncotriples/") for request in service.requests)


def test_a_token_under_the_last_full_page_is_not_followed(service: RegistryService) -> None:
    del service.studies[NUMBERS[-1]]
    assert found_by(service) == (NUMBERS[:-1], None)
    assert len(service.requests) == 2


def test_criteria_narrow(service: RegistryService) -> None:
    service.studies = {
        study.nct_id: study
        for study in (
            Study(NUMBERS[0], interventions=(("DRUG", "Otherin", ("Placebin-X",)),), updated="2026-09-09"),
            Study(NUMBERS[1], phases=("PHASE1", "PHASE2"), age_groups=("CHILD",), updated="2026-09-08"),
            Study(NUMBERS[2], phases=("EARLY_PHASE1",), sites=(("Lagado", "Balnibarbi"),), updated="2026-09-07"),
            Study(NUMBERS[3], status="COMPLETED", phases=("NA",), age_groups=("OLDER_ADULT",), updated="2026-09-06"),
        )
    }
    for search, places in (
        (Search(interventions=("placebin-x",)), [0]),
        (Search(interventions=("nothing", "Otherin")), [0]),
        (Search(conditions=("sarcoma",), interventions=("Placebin",)), [0, 1, 2, 3]),
        (Search(phases=("1", "early-1")), [1, 2]),
        (Search(phases=("not-applicable",)), [3]),
        (Search(ages=("child",)), [0, 1, 2]),
        (Search(ages=("child", "older-adult"), phases=("2", "not-applicable")), [0, 1, 3]),
        (Search(location="Lagado, Balnibarbi"), [2]),
        (Search(statuses=("completed", "withdrawn")), [3]),
        (Search(conditions=("unheard-of",)), []),
    ):
        assert found_by(service, search) == ([NUMBERS[place] for place in places], None), search


def test_no_more_than_wanted(service: RegistryService) -> None:
    assert found_by(service, Search(conditions=("sarcoma",), limit=4)) == (NUMBERS[:4], None)
    assert service.asked("pageSize") == ["4", "4"]
    assert found_by(service, Search(conditions=("sarcoma",), limit=40)) == (NUMBERS, None)


def test_many_names_are_asked_for_in_parts_by_short_addresses(service: RegistryService) -> None:
    service.page_size = 1000
    names = tuple(f"invented tumor “no. {number}” of many" for number in range(40))
    others = tuple(f'invented "drug" \\{number}' for number in range(40))
    service.studies[NUMBERS[0]] = Study(NUMBERS[0], title="invented tumor “no. 0” of many and “no. 39” of many")
    service.studies[NUMBERS[1]] = Study(NUMBERS[1], title=names[39].upper())
    assert found_by(service, Search(conditions=names)) == (NUMBERS[:2], None)
    parts = len(service.requests)
    assert parts > 1
    assert found_by(service, Search(conditions=names, interventions=others)) == ([], None)
    assert all(request.method == "GET" for request in service.requests)
    asked = "".join(service.asked("query.cond")[:parts])
    assert [asked.count(f'"{name}"') for name in names] == [1] * 40
    # Quotation marks end a phrase, so that none can stand in it.
    assert '"invented drug 7"' in "".join(service.asked("query.intr"))


@pytest.mark.parametrize(
    "search",
    [
        Search(conditions=("x" * 2000,)),
        Search(location="y" * 2000),
        Search(conditions=("x",), location=" , ,"),
        Search(location='"'),
        Search(location="Norway, \\"),
        Search(("?",)),
    ],
)
def test_what_fits_into_no_request_is_told(search: Search, service: RegistryService) -> None:
    with pytest.raises(InputError, match=r"too long|is no place|has no letter and no digit"):
        found_by(service, search)
    assert not service.requests


def test_a_search_needs_a_criterion_and_an_end(service: RegistryService) -> None:
    with pytest.raises(InputError, match="no criterion"):
        found_by(service, Search(limit=5))
    service.counted = 10_001
    with pytest.raises(InputError, match="finds 10001 trials") as raised:
        found_by(service)
    assert "--limit" in raised.value.mend
    assert found_by(service, Search(conditions=("sarcoma",), limit=2)) == (NUMBERS[:2], None)


# Searching where things go wrong


@pytest.mark.parametrize("page", [0, 1, 2])
@pytest.mark.parametrize("trouble", [*OF_THE_WAY, Trouble.ERROR, Trouble.MISSING, Trouble.WRONG, Trouble.TWICE])
def test_one_trouble_costs_and_doubles_no_trial(service: RegistryService, trouble: Trouble, page: int) -> None:
    registry = registry_at(service)
    pages = registry.search(SARCOMA)
    found: list[Found] = []
    for number in range(4):
        if number == page:
            service.misbehave(trouble)
        found += next(pages, ())
    found += [one for rest in pages for one in rest]
    registry.close()
    assert sorted(one.trial.nct_id for one in found) == NUMBERS


def test_a_service_says_when_to_ask_again(service: RegistryService) -> None:
    service.misbehave(Trouble.TOO_MANY, retry_after="1")
    assert found_by(service) == (NUMBERS, None)
    first, second, *_ = service.requests
    assert second.time - first.time >= 0.99
    service.misbehave(Trouble.UNAVAILABLE, retry_after="3600")
    found, failure = found_by(service)
    assert (found, failure is not None and "3600 s" in failure.mend) == ([], True)


@pytest.mark.parametrize("trouble", [*OF_THE_WAY, Trouble.ERROR, Trouble.REDIRECT])
def test_what_was_read_before_a_service_fails_is_given(service: RegistryService, trouble: Trouble) -> None:
    registry = registry_at(service, Manners(per_second=10_000, pause=0.001, timeout=0.15, attempts=2))
    pages = registry.search(SARCOMA)
    found = [one.trial.nct_id for one in next(pages)]
    service.always(trouble, retry_after="0")
    with pytest.raises(RemoteError, match="/api/v2/studies: ") as raised:
        list(pages)
    registry.close()
    assert found == NUMBERS[:3]
    assert raised.value.exit_code == 3
    assert raised.value.mend
    service.behave()
    assert found_by(service) == (NUMBERS, None)


def test_a_registry_has_a_name() -> None:
    for base, name in (
        (BASE_URL, "ClinicalTrials.gov"),
        (BASE_URL.removesuffix("/"), "ClinicalTrials.gov"),
        ("https://me:secret@mirror.example:8443/v2", "https://mirror.example:8443/v2/"),
    ):
        assert Registry(base).name == name


def test_a_refused_question_is_not_asked_again(service: RegistryService) -> None:
    service.studies.clear()
    registry = Registry(f"{service.url}api/v3", QUICK)
    with pytest.raises(RemoteError, match="/api/v3/studies: HTTP 404"):
        list(registry.search(SARCOMA))
    registry.close()
    assert len(service.requests) == 1


def test_missing_trials_are_counted(service: RegistryService) -> None:
    service.always(Trouble.MISSING)
    found, failure = found_by(service)
    assert found == [NUMBERS[place] for place in (0, 1, 3, 4)]
    assert "3 of the 7 trials that it counts are missing" in str(failure)


def test_a_strange_trial_is_none(service: RegistryService) -> None:
    service.always(Trouble.WRONG)
    found, failure = found_by(service)
    assert found == [NUMBERS[place] for place in (1, 2, 4, 5)]
    assert f"refused: {NOBODY} was answered, but its status is WITHHELD" in str(failure)


def test_trials_that_stand_there_twice_are_one(service: RegistryService) -> None:
    service.always(Trouble.TWICE)
    assert found_by(service) == (NUMBERS, None)


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({"protocolSection": {"identificationModule": {"nctId": 5}}}, r"nctId: must be a text"),
        ("no object", r"the study: must be an object, not a text"),
        (Study(NUMBERS[0], status="COMPLETED").record(), r"its status is COMPLETED"),
        (Study(NUMBERS[0], title="Another").record(), r"NCT99999001 stands there twice, and not the same"),
    ],
)
def test_a_record_that_is_none_costs_no_other(service: RegistryService, record: object, problem: str) -> None:
    service.spoiled[NUMBERS[1]] = record
    found, failure = found_by(service)
    assert found == [number for number in NUMBERS if number != NUMBERS[1]]
    assert "1 of the 7 trials" in str(failure)
    assert re.search(problem, str(failure))


@pytest.mark.parametrize(
    ("paging", "trouble", "given", "problem"),
    [
        ("", Trouble.ENDLESS, NUMBERS[:3], "3 of 10 trials after 4 pages, and nothing new"),
        ("empty", None, NUMBERS, "7 of 9 trials after 6 pages, and nothing new"),
        ("same-token", None, NUMBERS[:6], "6 of 9 trials after 2 pages, and a page token again"),
    ],
)
def test_pages_without_end_come_to_one(
    service: RegistryService, paging: str, trouble: Trouble | None, given: list[str], problem: str
) -> None:
    service.paging = paging
    if trouble:
        service.always(trouble)
    else:
        service.counted = 9
    found, failure = found_by(service)
    assert found == given
    assert f"the pages do not come to an end: {problem}" in str(failure)
    assert len(service.requests) < 10


def test_no_more_pages_than_trials_are_counted(service: RegistryService) -> None:
    service.paging = "more"
    found, failure = found_by(service, Search(conditions=("sarcoma",)))
    assert (len(found), failure, len(service.requests)) == (9, None, 3)


class Answering(LocalService):
    """Answers every request with one body."""

    body = b""

    def answer(self, request: Request, trouble: Trouble | None) -> Reply:
        return Reply(200, "application/json", self.body)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"[" * 100_000, "application/json that is no JSON"),
        (b'{"studies": [], "totalCount": ' + b"9" * 5000 + b"}", "application/json that is no JSON"),
        (b"\xff\xfe", "that is no JSON"),
        (b"[]", "no page of studies"),
        (b'{"studies": {}}', "no page of studies"),
        (b'{"studies": []}', "no count of studies"),
        (b'{"studies": [], "totalCount": true}', "no count of studies"),
        (b'{"studies": [], "totalCount": -1}', "0 studies, and a count of -1"),
        (b'{"studies": [' + b"{}," * 1000 + b'{}], "totalCount": 2000}', "too many on a page"),
        (b'{"studies": [], "totalCount": 1, "nextPageToken": 7}', "a page token that cannot be used"),
        (b'{"studies": [], "totalCount": 1, "nextPageToken": "' + b"x" * 500 + b'"}', "a page token that cannot"),
        (b'{"studies": [], "totalCount": 1, "nextPageToken": "\\ud800"}', "page token"),
        (b" " * 3000, "more than 2000 bytes"),
    ],
)
def test_answers_that_are_none(body: bytes, problem: str) -> None:
    with Answering() as service:
        service.body = body
        registry = registry_at(service, Manners(per_second=10_000, pause=0.001, attempts=2, max_bytes=200_000))
        if "bytes" in problem:
            registry = registry_at(service, Manners(per_second=10_000, pause=0.001, attempts=2, max_bytes=2000))
        with pytest.raises(RemoteError, match=problem):
            list(registry.search(SARCOMA))
        registry.close()


# By number


def test_trials_by_their_numbers(service: RegistryService) -> None:
    service.studies |= {f"NCT98{number:06}": Study(f"NCT98{number:06}") for number in range(BATCH)}
    service.page_size = 1000
    numbers = [*service.studies, NUMBERS[0]]
    found, absent, failure = fetched(service, numbers)
    assert (sorted(found), absent, failure) == (sorted(service.studies), [], None)
    assert [len(ids.split(",")) for ids in service.asked("filter.ids")] == [BATCH, 7]
    assert all(request.method == "GET" for request in service.requests)
    assert {request.one("countTotal") for request in service.requests} == {"true"}


def test_a_number_is_unknown_once_it_was_asked_for_alone(service: RegistryService) -> None:
    gone = ["NCT99999801", "NCT99999802"]
    found, absent, failure = fetched(service, [*NUMBERS[:2], *gone])
    assert (found, absent, failure) == (NUMBERS[:2], gone, None)
    assert service.asked("filter.ids")[1:] == gone


def test_an_earlier_number_leads_to_its_trial(service: RegistryService) -> None:
    service.studies[NUMBERS[0]] = Study(NUMBERS[0], aliases=("NCT99999901",))
    assert fetched(service, ["NCT99999901", NUMBERS[1]]) == (NUMBERS[:2], [], None)
    assert len(service.requests) == 1


@pytest.mark.parametrize("trouble", [*OF_THE_WAY, Trouble.ERROR, Trouble.MISSING, Trouble.WRONG, Trouble.TWICE])
def test_one_trouble_costs_no_number(service: RegistryService, trouble: Trouble) -> None:
    service.misbehave(trouble)
    found, absent, failure = fetched(service, NUMBERS)
    assert (sorted(found), absent, failure) == (NUMBERS, [], None)


def test_what_a_broken_service_withholds_is_missing_and_not_unknown(service: RegistryService) -> None:
    service.always(Trouble.WRONG)
    found, absent, failure = fetched(service, NUMBERS[:1])
    assert (found, absent) == ([], [])
    assert "1 of 1 trials are missing: NCT99999001: " in str(failure)
    assert f"{NOBODY} was answered, but nobody asked for it" in str(failure)
    service.behave()
    service.always(Trouble.MISSING)
    found, absent, failure = fetched(service, NUMBERS[:1])
    assert (found, absent, failure is not None) == ([], [], True)


def test_one_number_that_cannot_be_answered_costs_no_other(service: RegistryService) -> None:
    service.studies |= {f"NCT98{number:06}": Study(f"NCT98{number:06}") for number in range(2 * BATCH)}
    service.page_size = 1000
    service.spoiled[NUMBERS[3]] = {"protocolSection": 1}
    found, absent, failure = fetched(service, list(service.studies))
    assert {*service.studies} - {*found} == {NUMBERS[3]}
    assert (len(found), absent) == (len(service.studies) - 1, [])
    assert f"1 of {len(service.studies)} trials are missing: {NUMBERS[3]}: " in str(failure)


def test_a_service_that_is_down_is_left_in_peace(service: RegistryService) -> None:
    service.always(Trouble.CLOSED)
    numbers = [f"NCT98{number:06}" for number in range(4 * BATCH)]
    found, absent, failure = fetched(service, numbers)
    assert (found, absent, len(service.requests)) == ([], [], 2 * QUICK.attempts)
    assert "200 of 200 trials are missing: NCT98000000, " in str(failure)


def test_only_numbers_are_asked_for(service: RegistryService) -> None:
    with pytest.raises(InputError, match="“NCT1,x” is no NCT number"):
        fetched(service, [NUMBERS[0], "NCT1,x"])
    assert not service.requests


# Saying what would be asked


def test_requests_are_those_that_are_sent(service: RegistryService) -> None:
    base = f"{service.url}api/v2"
    search = Search(conditions=("invented sarcoma",), location="Erewhon, Utopia", ages=("child",), phases=("2",))
    assert found_by(service, search) == (NUMBERS, None)
    (address,) = requests_for(search, base)
    assert address.startswith(f"{base}/studies?query.cond=%22invented+sarcoma%22&query.locn=%22Erewhon%22+AND+%22Utop")
    fetched(service, NUMBERS)
    (by_number,) = requests_for_numbers(NUMBERS, f"{base}/")
    assert by_number.startswith(f"{base}/studies?filter.ids=NCT99999001%2CNCT")
    assert requests_for(search)[0].startswith(f"{BASE_URL}studies?")
    assert requests_for_numbers(()) == ()


def test_the_registry_is_asked_no_more_than_fifty_times_a_minute() -> None:
    assert MANNERS.per_second * 60 <= 50

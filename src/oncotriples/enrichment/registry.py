"""ClinicalTrials.gov, asked through version 2 of its API: searches page by page, and trials by their numbers.

Answers are not trusted. A page that is no page, or that holds a record which is none or which nobody asked for, is
asked for again, and at last taken without that record. Paging ends once all trials are there that the first page
counts, and fails where it brings nothing new or more than that; what was read until then has been given away already.
"""

import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlencode

from oncotriples.documents.trial import UnfitStudy, read_trial
from oncotriples.documents.trial_entry import Trial
from oncotriples.documents.trial_forms import is_nct_id
from oncotriples.enrichment.batches import in_batches, some_of
from oncotriples.enrichment.searches import BATCH, Search, numbered, parts
from oncotriples.errors import InputError, RemoteError
from oncotriples.http import Fetched, shown_address
from oncotriples.services import ForeignAnswer, Manners, Service, Unusable

__all__ = ["BASE_URL", "MANNERS", "VARIABLE", "Batch", "Found", "Registry", "requests_for", "requests_for_numbers"]

BASE_URL = "https://clinicaltrials.gov/api/v2/"
VARIABLE = "ONCOTRIPLES_REGISTRY_URL"
"""The environment variable that holds another base address."""

MANNERS = Manners(per_second=50 / 60, max_bytes=32 * 1024 * 1024)
"""Fifty requests a minute: the registry states no rate, its robots.txt asks for a second between two requests."""

_NAME, _PATH = "ClinicalTrials.gov", "studies"
_JSON = "application/json"
# The most studies that the registry puts on a page.
_FULLEST = 1000
# Trials that one search may find: more is no search, and two minutes of requests.
_MOST = 10_000
# Characters of a page token: the address has to stay shorter than what services turn to POST for.
_LONGEST_TOKEN = 180
# Pages in a row that may bring nothing new: the registry says that a page may be empty.
_IDLE = 3
# Attempts at a page before it is taken without the records that cannot be read.
_PATIENCE = 3
_LATER = "run the command again later"


@dataclass(frozen=True, slots=True)
class Found:
    """A trial, and the SHA-256 of what the registry answered about it."""

    trial: Trial
    digest: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Of some of the numbers that were asked for: trials found, and numbers that the registry does not know."""

    found: tuple[Found, ...]
    absent: tuple[str, ...] = ()


def requests_for(search: Search, base: str = BASE_URL) -> tuple[str, ...]:
    """The addresses of the first page of each part of a search."""
    return tuple(_address(base, {**params, "countTotal": "true"}) for params in parts(search))


def requests_for_numbers(numbers: Sequence[str], base: str = BASE_URL) -> tuple[str, ...]:
    """The addresses by which trials are asked for by their numbers."""
    starts = range(0, len(numbers), BATCH)
    return tuple(_address(base, {**numbered(numbers[at : at + BATCH]), "countTotal": "true"}) for at in starts)


def _address(base: str, params: Mapping[str, str]) -> str:
    return f"{shown_address(base).removesuffix('/')}/{_PATH}?{urlencode(params)}"


class Registry:
    """ClinicalTrials.gov at a base address. ``told`` hears of progress, and of pauses before another attempt."""

    def __init__(
        self, base: str = BASE_URL, manners: Manners = MANNERS, *, told: Callable[[str], None] = lambda line: None
    ) -> None:
        self._service = Service(base, manners, told=told)
        self._told = told
        self._refused: dict[str, None] = {}

    @property
    def name(self) -> str:
        """Who answers, for the provenance of trials: ClinicalTrials.gov, or the address of another server."""
        return self._service.called(BASE_URL, _NAME)

    def close(self) -> None:
        """Close the connections that were kept."""
        self._service.close()

    def search(self, search: Search) -> Iterator[tuple[Found, ...]]:
        """The trials that a search finds, each once, page by page, the last updated first.

        Raises RemoteError, behind the trials that came, where some are missing; InputError where they are too many.
        """
        seen: set[str] = set()
        for params in parts(search):
            for page in self._pages(params, search.misfit, search.limit):
                fresh = tuple(found for found in page if found.trial.nct_id not in seen)
                fresh = fresh[: search.limit - len(seen)] if search.limit else fresh
                seen.update(found.trial.nct_id for found in fresh)
                if fresh:
                    yield fresh
                if search.limit and len(seen) >= search.limit:
                    return

    def fetch(self, numbers: Iterable[str], keep: Callable[[Batch], None]) -> None:
        """Ask for trials by their numbers, and give each part of the answer to ``keep`` as soon as it is there.

        A number counts as unknown once an answer to it alone, without trouble, has no trial. Where ``keep`` raises
        RemoteError, that part counts as not answered. Raises RemoteError at the end, naming what is missing.
        """
        wanted = tuple(dict.fromkeys(numbers))
        if unfit := [number for number in wanted if not is_nct_id(number)]:
            raise InputError(f"“{unfit[0]}” is no NCT number", mend="write NCT and eight digits")
        settled: set[str] = set()

        def work(batch: Sequence[str]) -> None:
            found: list[Found] = []
            absent: list[str] = []
            try:
                self._batch([number for number in batch if number not in settled], found, absent)
            finally:
                keep(Batch(tuple(found), tuple(absent)))
                settled.update(absent, *(one.trial.numbers for one in found))

        undone = in_batches(wanted, BATCH, work, told=lambda line: self._told(f"Fetching trials: {line}"))
        if undone.error and (missing := [number for number in undone.items if number not in settled]):
            message = f"{len(missing)} of {len(wanted)} trials are missing: {some_of(missing)}: {undone.error.message}"
            raise RemoteError(message, mend=undone.error.mend)

    def _batch(self, batch: Sequence[str], found: list[Found], absent: list[str]) -> None:
        """Ask for a batch, and once more for each number alone that has no answer."""
        self._numbered(batch, found)
        answered = {number for one in found for number in one.trial.numbers}
        for number in batch:
            if number not in answered:
                before = len(found)
                self._numbered((number,), found)
                if len(found) == before:
                    absent.append(number)

    def _numbered(self, batch: Sequence[str], found: list[Found]) -> None:
        asked = frozenset(batch)

        def misfit(trial: Trial) -> str:
            return "" if asked & trial.numbers else "nobody asked for it"

        for page in self._pages(numbered(batch), misfit) if batch else ():
            found.extend(page)

    def _pages(
        self, params: dict[str, str], misfit: Callable[[Trial], str], limit: int = 0
    ) -> Iterator[tuple[Found, ...]]:
        """The trials on all pages, each once. Where trials are missing at the end, the pages are read once more."""
        seen: set[str] = set()
        self._refused.clear()
        total = 0
        for _ in range(2):
            total = yield from self._run(params, misfit, seen, limit)
            if len(seen) >= (min(total, limit) if limit else total):
                return
        why = f"; refused: {'; '.join(list(self._refused)[:3])}" if self._refused else ""
        raise RemoteError(
            f"{self._shown}: {total - len(seen)} of the {total} trials that it counts are missing{why}",
            mend=_LATER,
        )

    def _run(
        self, params: dict[str, str], misfit: Callable[[Trial], str], seen: set[str], limit: int
    ) -> Generator[tuple[Found, ...], None, int]:
        """One way through the pages; gives those trials that are not ``seen``, and returns how many there are."""
        tokens: set[str] = set()
        here: set[str] = set()
        token, total, idle = "", 0, 0
        while True:
            more = {"pageToken": token} if token else {"countTotal": "true"}
            reader = _Reader(misfit, counted=not token, refused=self._refused)
            page = self._service.ask(_PATH, {**params, **more}, reader, accept=_JSON)
            if not token:
                total = page.total
                if total > _MOST and not limit:
                    raise InputError(f"the search finds {total} trials", mend=f"narrow it, or give --limit {_MOST}")
            numbers = {found.trial.nct_id for found in page.found}
            idle = 0 if numbers - here else idle + 1
            here |= numbers
            if fresh := tuple(found for found in page.found if found.trial.nct_id not in seen):
                seen |= numbers
                yield fresh
            # A token stands under each page that is full, also where nothing is behind it.
            if not page.token or len(here) >= (min(total, limit) if limit else total):
                return total
            if page.token in tokens or idle >= _IDLE:
                raise RemoteError(
                    f"{self._shown}: the pages do not come to an end: {len(here)} of {total} trials after "
                    f"{len(tokens) + 1} pages, and {'a page token again' if page.token in tokens else 'nothing new'}",
                    mend=_LATER,
                )
            tokens.add(page.token)
            token = page.token

    @property
    def _shown(self) -> str:
        return f"{self._service.base}{_PATH}"


@dataclass(frozen=True, slots=True)
class _Page:
    found: tuple[Found, ...]
    token: str
    total: int


@dataclass(slots=True)
class _Reader:
    """Reads one page, as often as it is asked for; ``refused`` are the reasons of the records that were left out."""

    misfit: Callable[[Trial], str]
    counted: bool
    refused: dict[str, None]
    attempts: int = field(default=0, init=False)

    def __call__(self, fetched: Fetched) -> _Page:
        self.attempts += 1
        where = shown_address(fetched.url)
        try:
            data = json.loads(fetched.body)
        except (ValueError, RecursionError):
            kind = fetched.media_type.partition(";")[0] or "an answer without a type"
            raise ForeignAnswer(f"{where}: {kind} that is no JSON", mend="check the address") from None
        studies = data.get("studies") if isinstance(data, dict) else None
        if not isinstance(data, dict) or not isinstance(studies, list):
            raise ForeignAnswer(f"{where}: no page of studies", mend="check the address")
        token, total = data.get("nextPageToken", ""), data.get("totalCount") if self.counted else 0
        if not isinstance(token, str) or not token.isascii() or len(quote_plus(token)) > _LONGEST_TOKEN:
            raise Unusable(f"{where}: a page token that cannot be used", mend=_LATER)
        if type(total) is not int or len(studies) > _FULLEST:
            raise Unusable(f"{where}: no count of studies, or too many on a page", mend=_LATER)
        found: dict[str, Found] = {}
        for study in studies:
            try:
                self._read(study, found)
            except UnfitStudy as problem:
                if self.attempts < _PATIENCE:
                    raise Unusable(f"{where}: {problem}", mend=_LATER) from None
                self.refused[str(problem)] = None
        if self.counted and len(found) > total:
            raise Unusable(f"{where}: {len(found)} studies, and a count of {total}", mend=_LATER)
        return _Page(tuple(found.values()), token, total)

    def _read(self, study: object, found: dict[str, Found]) -> None:
        trial = read_trial(study)
        if why := self.misfit(trial):
            raise UnfitStudy(f"{trial.nct_id} was answered, but {why}")
        if trial.nct_id in found and found[trial.nct_id].trial != trial:
            raise UnfitStudy(f"{trial.nct_id} stands there twice, and not the same")
        canonical = json.dumps(study, separators=(",", ":"), sort_keys=True)
        found.setdefault(trial.nct_id, Found(trial, hashlib.sha256(canonical.encode()).hexdigest()))

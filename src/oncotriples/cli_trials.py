"""The command ``trials``: search ClinicalTrials.gov by what the graph knows, or refresh known trials."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from oncotriples.cli_documents import add_folders
from oncotriples.cli_options import number
from oncotriples.errors import InputError

if TYPE_CHECKING:
    from oncotriples.enrichment.registry import Registry
    from oncotriples.enrichment.trial_lock import Absence, TrialEntry, TrialLock
    from oncotriples.enrichment.trials import Outcome
    from oncotriples.graph.assembling import Loaded

__all__ = ["add_trials_command"]

Run = Callable[[argparse.Namespace], int]
_WEEK = 7


def add_trials_command(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    """Add the command by ``command(name, run, help)``."""
    trials = command("trials", _trials, "search ClinicalTrials.gov by the names of the graph (uses the network)")
    trials.add_argument("--subtype", metavar="S", help="for a tumor subtype of the graph, by all its names: chordoma")
    trials.add_argument("--agent", metavar="A", help="for an agent of the graph, by all its names: imatinib")
    trials.add_argument(
        "--location", metavar="L", default="", help='with a site there: Norway, "Boston, Massachusetts"'
    )
    for name, example in (("status", "recruiting"), ("phase", "2 or early-1"), ("age", "child, adult or older-adult")):
        help_ = f"of this {name}, such as {example}; may be given again, then any will do"
        trials.add_argument(f"--{name}", action="append", default=[], help=help_)
    trials.add_argument(
        "--mentioned",
        action="store_true",
        help="the trials that documents mention and those kept already in kg/trials.lock.json; no search",
    )
    add_folders(trials)
    trials.add_argument(
        "--older-than",
        type=number(0, 99999),
        metavar="DAYS",
        help=f"with --mentioned: ask only for those that were not asked for in that time (default: {_WEEK})",
    )
    limit = number(1, 999_999)
    trials.add_argument("--limit", type=limit, metavar="N", help="list no more trials than that (default: all)")
    trials.add_argument("--format", choices=("table", "json"), default="table")
    trials.add_argument("--write", action="store_true", help="put the trials into kg/trials.lock.json")
    trials.add_argument(
        "--registry",
        metavar="URL",
        help="base address of the API (default: $ONCOTRIPLES_REGISTRY_URL, else the public)",
    )
    trials.add_argument("--dry-run", action="store_true", help="say what would be asked, and ask nothing")
    trials.add_argument("--quiet", action="store_true", help="tell no progress")


def _trials(options: argparse.Namespace) -> int:
    from oncotriples.enrichment.lockfile import exclusively
    from oncotriples.enrichment.registry import BASE_URL, MANNERS, VARIABLE, Registry
    from oncotriples.enrichment.trial_lock import LOCK_NAME
    from oncotriples.enrichment.trials import listing
    from oncotriples.graph.assembling import ingested_paths, load_sources, record_paths
    from oncotriples.http import shown_address
    from oncotriples.progress import reporter
    from oncotriples.questions.answers import terminal_width
    from oncotriples.services import base_address
    from oncotriples.sources import find_sources

    _check(options)
    base = base_address(options.registry, VARIABLE, BASE_URL)
    sources = find_sources(options.root)
    path = sources.kg / LOCK_NAME
    alone = exclusively(path) if options.write and not options.dry_run else nullcontext()
    with reporter(quiet=options.quiet) as progress, alone:
        progress("Reading the graph")
        records = (*record_paths(sources), *ingested_paths(options.more)) if options.mentioned else ()
        loaded = load_sources(sources, records)
        keeper = _Keeper(path, sources.name(path), writes=options.write)
        run = _Refresh(loaded, keeper, options) if options.mentioned else _Search(loaded, keeper, options)
        if options.dry_run:
            print("\n".join(run.requests(base)) or "nothing to ask for")
            return 0
        progress(f"Asking {shown_address(base)}")
        registry = Registry(base, MANNERS, told=progress)
        try:
            outcome = run.outcome(registry)
        finally:
            registry.close()
    width = terminal_width() if sys.stdout.isatty() else None
    sys.stdout.buffer.write(listing(outcome, options.format, width=width).encode("utf-8"))
    sys.stdout.flush()
    _tell(outcome, keeper, quiet=options.quiet)
    return 0


def _check(options: argparse.Namespace) -> None:
    criteria = (options.subtype, options.agent, options.location, *options.status, *options.phase, *options.age)
    if options.mentioned and (any(criteria) or options.limit is not None):
        raise InputError("--mentioned and a search exclude each other", mend="leave the criteria and --limit out")
    if not options.mentioned and not any(criteria):
        raise InputError(
            "there is no criterion",
            mend="give --subtype, --agent, --location, --status, --phase or --age, or --mentioned",
        )
    if options.older_than is not None and not options.mentioned:
        raise InputError("--older-than needs --mentioned", mend="a search always asks the registry")
    if options.more and not options.mentioned:
        raise InputError("--with needs --mentioned", mend="a search needs no documents")


def _tell(outcome: "Outcome", keeper: "_Keeper", *, quiet: bool) -> None:
    """What the listing does not say; the failure last, by raising it."""
    if outcome.absent:
        print(f"oncotriples: unknown to the registry: {', '.join(outcome.absent)}", file=sys.stderr)
    if keeper.written and not quiet:
        print(f"{keeper.name}: {keeper.written} trials written", file=sys.stderr)
    if outcome.failure:
        if keeper.writes:
            outcome.failure.mend = f"{outcome.failure.mend}; what was read is in {keeper.name}"
        raise outcome.failure


class _Keeper:
    """The lock, and what is put into it: at once, so that the next request can fail."""

    def __init__(self, path: Path, name: str, *, writes: bool) -> None:
        from oncotriples.enrichment.trial_lock import read_trial_lock

        self._path = path
        self.name = name
        self.writes = writes
        self.lock: TrialLock = read_trial_lock(path, name)
        self.written = 0

    def save(self, entries: "Sequence[TrialEntry]", absent: "Mapping[str, Absence]") -> None:
        """Put entries into the lock, where that is wanted."""
        from oncotriples.enrichment.trial_lock import write_trial_lock

        if self.writes and (entries or absent):
            self.lock = self.lock.with_entries(entries, absent)
            write_trial_lock(self._path, self.lock)
            self.written += len(entries)


class _Search:
    """A search: its requests, and its outcome."""

    def __init__(self, loaded: "Loaded", keeper: _Keeper, options: argparse.Namespace) -> None:
        from oncotriples.enrichment.searches import Search
        from oncotriples.enrichment.trials import search_for
        from oncotriples.graph.trial_labels import labels_of

        self._keeper = keeper
        given = Search(
            location=options.location,
            statuses=tuple(options.status),
            phases=tuple(options.phase),
            ages=tuple(options.age),
            limit=options.limit or 0,
        )
        labels = labels_of(loaded.dataset.union)
        self._search = search_for(labels, given, subtype=options.subtype or "", agent=options.agent or "")

    def requests(self, base: str) -> tuple[str, ...]:
        """The addresses of the first pages; how many more there are, only the answers tell."""
        from oncotriples.enrichment.registry import requests_for

        return requests_for(self._search, base)

    def outcome(self, registry: "Registry") -> "Outcome":
        """Ask, and keep what comes."""
        from oncotriples.enrichment.days import today
        from oncotriples.enrichment.trials import searched

        return searched(registry, self._search, today=today(), save=self._keeper.save)


class _Refresh:
    """The trials that documents mention or the lock holds: the requests for those that are due, the outcome for all."""

    def __init__(self, loaded: "Loaded", keeper: _Keeper, options: argparse.Namespace) -> None:
        from oncotriples.enrichment.trials import mentioned

        self._keeper = keeper
        self._numbers = tuple(sorted({*mentioned(loaded.dataset), *keeper.lock.numbers}))
        self._older_than = _WEEK if options.older_than is None else options.older_than

    def requests(self, base: str) -> tuple[str, ...]:
        """The addresses by which the trials that are due are asked for."""
        from oncotriples.enrichment.days import today
        from oncotriples.enrichment.registry import requests_for_numbers
        from oncotriples.enrichment.trials import due

        numbers = due(self._keeper.lock, self._numbers, today=today(), older_than=self._older_than)
        return requests_for_numbers(numbers, base)

    def outcome(self, registry: "Registry") -> "Outcome":
        """Ask, and keep what comes."""
        from oncotriples.enrichment.days import today
        from oncotriples.enrichment.trials import refreshed

        return refreshed(
            registry,
            self._keeper.lock,
            self._numbers,
            today=today(),
            older_than=self._older_than,
            save=self._keeper.save,
        )

"""The commands ``literature resolve``, ``refresh``, ``verify`` and ``load``: what PubMed says of the articles."""

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oncotriples.cli_documents import add_folders
from oncotriples.cli_options import number
from oncotriples.errors import InputError, RemoteError

if TYPE_CHECKING:
    from oncotriples.enrichment.literature_lock import LiteratureLock
    from oncotriples.enrichment.pubmed import PubMed
    from oncotriples.evidence.matching import Work
    from oncotriples.progress import Progress, Result

__all__ = ["add_literature_commands"]

Run = Callable[[argparse.Namespace], int]
_URL, _KEY, _EMAIL = "ONCOTRIPLES_EUTILS_URL", "NCBI_API_KEY", "NCBI_EMAIL"
# A run that failed yesterday goes on today; next month everything is asked for again.
_WEEK = 7
_QUARTER = 90


def add_literature_commands(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    """Add the commands by ``command(name, run, help)``."""
    what = "resolve references to PubMed, refresh its records, and see whether articles still stand"
    literature = command("literature", _refresh, what)
    steps = literature.add_subparsers(title="steps", metavar="STEP", required=True)

    def step(name: str, run: Run, help_: str) -> argparse.ArgumentParser:
        added = steps.add_parser(
            name, help=help_, description=help_[0].upper() + help_[1:] + ".", epilog=literature.epilog
        )
        added.set_defaults(run=run)
        return added

    resolve = step("resolve", _resolve, "find PMIDs of references without one, and check those that are printed")
    resolve.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="WORK=PMID",
        help="take this PMID for citation/key/…, because you compared them; nothing else is looked up",
    )
    refresh = step("refresh", _refresh, "fetch the records of the graph's articles anew into kg/literature.lock.json")
    refresh.add_argument("--pmid", action="append", default=[], metavar="N", help="only this article; may be repeated")
    verify = step("verify", _verify, "compare the records in the lock with PubMed; change nothing")
    for added, days in ((resolve, _QUARTER), (refresh, _WEEK)):
        added.add_argument(
            "--older-than",
            type=number(0, 99999),
            default=days,
            metavar="DAYS",
            help=f"leave alone what was looked up in that time (default: {days}; 0 for all)",
        )
    count = number(1, 1000)
    for added in (resolve, refresh, verify):
        added.add_argument("--email", help=f"your address, which NCBI asks for (default: ${_EMAIL})")
        added.add_argument("--api-key", help=f"ten requests a second instead of three (default: ${_KEY})")
        added.add_argument("--eutils", metavar="URL", help=f"base address (default: ${_URL}, else NCBI's)")
        added.add_argument("--attempts", type=count, default=5, metavar="N", help="of each request (default: 5)")
        added.add_argument("--timeout", type=count, default=30, metavar="S", help="seconds a request (default: 30)")
        added.add_argument("--dry-run", action="store_true", help="say what would be asked, and ask nothing")

    load = step("load", _load, "read PubMed's baseline and update files, offline")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE", help="pubmed26n0001.xml.gz …")
    load.add_argument("--all", action="store_true", help="all records, into --out, not only those that the graph cites")
    load.add_argument("--out", type=Path, metavar="FILE", help="with --all: a .jsonl.gz or .nq.gz to write")
    load.add_argument("--jobs", type=count, metavar="N", help="with --all: processes (default: one a processor)")
    for added in (resolve, refresh, verify, load):
        add_folders(added)
    for added in (resolve, refresh, verify, load):
        added.add_argument("--quiet", action="store_true", help="say nothing but errors")
        added.add_argument("--json", action="store_true", help="say what came of it as one JSON object")


@dataclass
class _Room:
    """What every step works with: the works of the graph, the lock and its file."""

    works: "tuple[Work, ...]"
    lock: "LiteratureLock"
    path: Path

    def save(self) -> None:
        self.lock.write(self.path)


@contextmanager
def _room(options: argparse.Namespace, told: Callable[[str], None], *, writes: bool = True) -> Iterator[_Room]:
    """The room of a step. One that writes keeps other runs out, from reading the lock to the last writing."""
    from oncotriples.enrichment.literature_lock import NAME
    from oncotriples.enrichment.lockfile import exclusively
    from oncotriples.graph.assembling import ingested_paths, load_sources, record_paths
    from oncotriples.graph.enrichment import read_literature_lock
    from oncotriples.graph.works import works_of
    from oncotriples.sources import find_sources

    sources = find_sources(options.root)
    path = sources.kg / NAME
    with exclusively(path) if writes and not getattr(options, "dry_run", False) else nullcontext():
        told("Reading the graph")
        paths = (*record_paths(sources), *ingested_paths(options.more))
        works = works_of(load_sources(sources, paths).dataset)
        yield _Room(works, read_literature_lock(sources), path)


@contextmanager
def _asking(options: argparse.Namespace, told: Callable[[str], None]) -> "Iterator[PubMed]":
    """PubMed as the options say; what they lack is told before anything is read."""
    from oncotriples.enrichment.pubmed import BASE_URL, PubMed, per_second
    from oncotriples.services import Manners, Service, base_address

    base = base_address(options.eutils, _URL, BASE_URL)
    email = options.email or os.environ.get(_EMAIL, "")
    if "@" not in email and not options.dry_run:
        raise InputError(
            "NCBI asks for the e-mail address of whoever sends requests",
            mend=f"give --email you@example.org, or set {_EMAIL}",
        )
    key = options.api_key or os.environ.get(_KEY, "")
    common = {"tool": "oncotriples", "email": email} | ({"api_key": key} if key else {})
    manners = Manners(per_second(key), attempts=options.attempts, timeout=float(options.timeout))
    with closing(PubMed(Service(base, manners, common, told=told))) as pubmed:
        yield pubmed


def _resolve(options: argparse.Namespace) -> int:
    from oncotriples.enrichment.days import today
    from oncotriples.enrichment.doubts import ResolvedReport
    from oncotriples.enrichment.lockfile import Saver
    from oncotriples.enrichment.resolving import resolve, to_check, to_resolve
    from oncotriples.progress import reporter

    with (
        reporter(quiet=options.quiet, as_json=options.json) as progress,
        _asking(options, progress) as pubmed,
        _room(options, progress) as room,
    ):
        chosen = [_chosen(text, room.works) for text in options.accept]
        if chosen and options.dry_run:
            print(f"efetch: {len(chosen)} {'records' if len(chosen) > 1 else 'record'}, to compare with the work")
            return 0
        if chosen:
            return _accept(chosen, room, pubmed, progress)
        if options.dry_run:
            due = to_resolve(room.works, room.lock, today(), options.older_than)
            print(f"ecitmatch, then esearch where it finds nothing: {len(due)} references without PMID")
            print(f"efetch: {len(to_check(room.works, room.lock))} records of printed PMIDs, to compare them")
            return 0
        saver = Saver(room.save)
        result = resolve(room.lock, room.works, pubmed, today(), saver, days=options.older_than, told=progress)
        return _told(progress, ResolvedReport(result), result.error)


def _chosen(text: str, works: "Sequence[Work]") -> "tuple[Work, str]":
    from oncotriples.errors import UnknownNameError
    from oncotriples.iris import expand
    from oncotriples.namespaces import BASE

    name, equals, pmid = text.rpartition("=")
    if not equals:
        raise InputError(f"“{text}” names no PMID", mend="write --accept citation/key/…=12345678")
    unprinted = {work.path: work for work in works if not work.pmid}
    path = expand(name).removeprefix(BASE)
    if path not in unprinted:
        raise UnknownNameError(
            "work without PMID", path, unprinted, mend="see `oncotriples query articles-without-pmid`"
        )
    return unprinted[path], _pmid(pmid)


def _accept(chosen: "list[tuple[Work, str]]", room: _Room, pubmed: "PubMed", progress: "Progress") -> int:
    from oncotriples.enrichment.days import today
    from oncotriples.enrichment.doubts import Accepted
    from oncotriples.enrichment.resolving import accept

    compared = []
    try:
        for work, pmid in chosen:
            progress(f"Fetching PMID {pmid}")
            twin = next((other.path for other in room.works if other.pmid == pmid), "")
            comparison = accept(room.lock, work, pmid, pubmed, today())
            room.save()
            compared.append((comparison, twin))
    finally:  # also what was accepted before another was not
        if compared:
            progress.result(Accepted(tuple(compared)))
    return 0


def _refresh(options: argparse.Namespace) -> int:
    from oncotriples.enrichment.days import today
    from oncotriples.enrichment.lockfile import Saver
    from oncotriples.enrichment.pubmed import BATCH
    from oncotriples.enrichment.refreshing import pmids_of, refresh, stale
    from oncotriples.progress import reporter

    only = tuple(_pmid(text) for text in options.pmid)
    with (
        reporter(quiet=options.quiet, as_json=options.json) as progress,
        _asking(options, progress) as pubmed,
        _room(options, progress) as room,
    ):
        if stray := sorted(set(only) - set(pmids_of(room.works, room.lock))):
            raise InputError(f"no work of the graph has PMID {stray[0]}", mend="give the PMID of an article it cites")
        wanted = only or stale(pmids_of(room.works, room.lock), room.lock, today(), options.older_than)
        if options.dry_run:
            print(f"efetch: records: {len(wanted)}, requests of at most {BATCH} each: {-(-len(wanted) // BATCH)}")
            return 0
        result = refresh(room.lock, wanted, pubmed, today(), Saver(room.save), told=progress)
        return _told(progress, result, result.error)


def _verify(options: argparse.Namespace) -> int:
    from oncotriples.enrichment.verifying import verify_lock
    from oncotriples.progress import reporter

    with (
        reporter(quiet=options.quiet, as_json=options.json) as progress,
        _asking(options, progress) as pubmed,
        _room(options, progress, writes=False) as room,
    ):
        if options.dry_run:
            fetched = sum(bool(entry.checked) for entry in room.lock.articles.values()) + len(room.lock.absent)
            print(f"efetch: {fetched} records, to compare them")
            return 0
        result = verify_lock(room.lock, room.works, pubmed, told=progress)
        return _told(progress, result, result.error) or (0 if result.conforms else 1)


def _load(options: argparse.Namespace) -> int:
    from oncotriples.enrichment.days import today
    from oncotriples.enrichment.loading import load_cited
    from oncotriples.enrichment.refreshing import pmids_of
    from oncotriples.progress import reporter

    if options.all != bool(options.out):
        raise InputError("--all and --out belong together", mend="give both, or neither for what the graph cites")
    with reporter(quiet=options.quiet, as_json=options.json) as progress:
        if options.all:
            from oncotriples.enrichment.loading_out import write_all

            progress.result(write_all(options.files, options.out, jobs=options.jobs))
            return 0
        with _room(options, progress) as room:
            progress(f"Reading {len(options.files)} {'files' if len(options.files) > 1 else 'file'}")
            result = load_cited(options.files, pmids_of(room.works, room.lock), room.lock, today())
            room.save()
        progress.result(result)
    return 0


def _told(progress: "Progress", result: "Result", error: RemoteError | None) -> int:
    """Tell a result; where a service failed, what is missing is part of it."""
    progress.result(result)
    return RemoteError.exit_code if error else 0


def _pmid(text: str) -> str:
    from oncotriples.evidence.articles import normal_pmid

    if text.strip().upper().startswith("PMC"):
        raise InputError(f"“{text}” is a PMC identifier, which is no PMID", mend="look up the PMID of that article")
    pmid = normal_pmid(text)
    if not pmid:
        raise InputError(f"“{text}” is no PMID", mend="write one to eight digits")
    return pmid

"""Records fetched into the lock: with troubles the same as without, and a run that ends early is gone on with."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from inventing import PATIENT, QUICK, TODAY, UTILITIES, Mortal, Sprinkled, asked, invented, pubmed_at
from pubmed_service import Link, PubMedService

from oncotriples.documents.article_entry import PubMedArticle
from oncotriples.enrichment import lockfile, refreshing
from oncotriples.enrichment.batches import in_batches
from oncotriples.enrichment.literature_lock import Absence, ArticleEntry, LiteratureLock, Resolution, standing_of
from oncotriples.enrichment.lockfile import Saver
from oncotriples.enrichment.provenance import Source
from oncotriples.enrichment.refreshing import Refreshed, pmids_of, refresh, stale
from oncotriples.enrichment.verifying import verify_lock
from oncotriples.errors import RemoteError
from oncotriples.evidence.matching import Work
from oncotriples.evidence.standings import Standing
from oncotriples.http import InterruptedAnswer, StatusError
from oncotriples.services import ForeignAnswer, Unusable

ARTICLES = invented(430)
PMIDS = [article.pmid for article in ARTICLES]
DAY = TODAY.isoformat()
GONE = ["1", "22", "99999999"]
SOURCE = Source("PubMed")
RETRACTION = Link("RetractionIn", "J Invent Oncol. 2020;1(1):1", "90009999")
# fmt: off
SCRIPT = """
import signal, sys
from datetime import date
from pathlib import Path
from oncotriples.enrichment import refreshing
from oncotriples.enrichment.literature_lock import LiteratureLock
from oncotriples.enrichment.lockfile import Saver
from oncotriples.enrichment.pubmed import PubMed
from oncotriples.services import Manners, Service

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs start without it
base, path, *pmids = sys.argv[1:]
refreshing.BATCH = 5
lock = LiteratureLock()
saver = Saver(lambda: lock.write(Path(path)))
refreshing.refresh(lock, pmids, PubMed(Service(base, Manners(1000))), date(2026, 11, 23), saver)
"""
# fmt: on


def _saver(lock: LiteratureLock, path: Path) -> Saver:
    return Saver(lambda: lock.write(path))


def _run(service: PubMedService, path: Path, pmids: Sequence[str], manners: Any = QUICK) -> Refreshed:
    """Go on with the lock that is on disk."""
    lock = LiteratureLock.read(path, "it")
    with pubmed_at(service, manners) as pubmed:
        return refresh(lock, pmids, pubmed, TODAY, _saver(lock, path))


def test_what_is_stale_was_not_looked_up_lately() -> None:
    lock = LiteratureLock()
    for pmid, day in (("1", "2026-11-23"), ("2", "2026-11-22"), ("3", "2026-11-16"), ("4", "")):
        lock.put(ArticleEntry(PubMedArticle(pmid), SOURCE, day))
    lock.miss("5", Absence(SOURCE, "2026-11-23"))
    lock.miss("6", Absence(SOURCE, "2000-01-01"))
    pmids = ["7", "6", "5", "4", "3", "2", "1"]
    for days, expected in ((7, "7643"), (8, "764"), (2, "7643"), (1, "76432"), (0, "7654321"), (10**9, "74")):
        assert "".join(stale(pmids, lock, TODAY, days)) == expected
    assert stale(["7"], lock, date.min, 1) == ("7",)


def test_the_numbers_of_works_are_those_printed_and_found() -> None:
    lock = LiteratureLock(references={"citation/key/a": Resolution("9"), "citation/key/b": Resolution()})
    works = [Work("citation/pmid/10", "10"), Work("citation/key/a"), Work("citation/key/b"), Work("citation/key/c")]
    assert pmids_of([*works, Work("citation/pmid/9", "9"), Work("citation/pmid/100", "100")], lock) == (
        "9",
        "10",
        "100",
    )


@pytest.mark.parametrize("seed", range(4))
def test_with_troubles_a_run_is_the_same_as_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(refreshing, "BATCH", 30)
    wanted = [*PMIDS, *GONE]
    random.Random(seed).shuffle(wanted)  # noqa: S311  no secret
    with PubMedService(ARTICLES) as service:
        plain = _run(service, tmp_path / "plain.json", wanted)
    with Sprinkled(ARTICLES, seed) as troubled:
        result = _run(troubled, tmp_path / "troubled.json", wanted, PATIENT)
    assert result == plain
    assert (plain.asked, plain.records, plain.absent, plain.missing, plain.error) == (433, 430, 3, (), None)
    lock, other = (LiteratureLock.read(tmp_path / name, "it") for name in ("troubled.json", "plain.json"))
    # Each says which server answered.
    assert {pmid: replace(entry.source, name="") for pmid, entry in lock.articles.items()} == {
        pmid: replace(entry.source, name="") for pmid, entry in other.articles.items()
    }
    assert [(entry.article, entry.checked) for entry in lock.articles.values()] == [
        (other.articles[pmid].article, other.articles[pmid].checked) for pmid in lock.articles
    ]
    assert (sorted(lock.articles), sorted(lock.absent)) == (sorted(PMIDS), sorted(GONE))
    assert len(troubled.troubles) > 8
    assert {entry.checked for entry in lock.articles.values()} == {TODAY.isoformat()}
    assert lock.articles[PMIDS[0]].source.addresses == (f"https://pubmed.ncbi.nlm.nih.gov/{PMIDS[0]}/",)


def test_a_run_that_ends_early_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refreshing, "BATCH", 30)
    path = tmp_path / "it.json"
    with Mortal(ARTICLES, lives=5) as service:
        result = _run(service, path, PMIDS)
        kept = LiteratureLock.read(path, "it")
        assert sorted(kept.articles) == PMIDS[:150]
        assert list(result.missing) == PMIDS[150:]
        assert (result.conforms, result.records, result.changes) == (False, 150, ())
        assert "280 articles are missing: " in result.text()
        assert f"{PMIDS[159]} …" in result.text()
        assert "the next run goes on with these" in result.text()
        # Three batches and three smaller ones at four attempts each, then the service is left in peace.
        assert len(service.requests) == 5 + 6 * QUICK.attempts
        service.lives = 1000
        before = len(asked(service))
        second = _run(service, path, stale(PMIDS, kept, TODAY, 7))
        again = [pmid for batch in asked(service)[before:] for pmid in batch]
        assert (again, second.conforms, second.records) == (PMIDS[150:], True, 280)
    assert sorted(LiteratureLock.read(path, "it").articles) == PMIDS
    data = json.loads(result.json())
    assert (data["missing"], data["records"], "HTTP 500" in data["error"]) == (PMIDS[150:], 150, True)


@pytest.mark.parametrize("wanted", [PMIDS, PMIDS[:150]], ids=["of three batches", "of one batch"])
def test_one_record_that_always_fails_costs_few_others(tmp_path: Path, wanted: list[str]) -> None:
    path = tmp_path / "it.json"
    with Mortal(ARTICLES, poison=frozenset({PMIDS[105]})) as service:
        result = _run(service, path, wanted)
    assert PMIDS[105] in result.missing
    assert len(result.missing) <= 20
    kept = LiteratureLock.read(path, "it").articles
    assert sorted([*kept, *result.missing]) == wanted
    assert result.records == len(kept)


SILENT = InterruptedAnswer("no answer", mend="try later")
BUSY = StatusError("HTTP 503", 503, "", mend="try later")
BROKEN = StatusError("HTTP 500", 500, "", mend="try later")
HTML = ForeignAnswer("a page", mend="try later")
UNREADABLE = Unusable("a bad record", mend="try later")
LARGE = RemoteError("too many bytes", mend="ask for less")


@pytest.mark.parametrize(
    ("items", "size", "bad", "error", "missing", "calls"),
    [
        (0, 10, (), SILENT, [], 0),
        (25, 10, (), SILENT, [], 3),
        (25, 10, (12,), SILENT, [12], 3 + 10),
        (25, 10, (12,), BROKEN, [12], 3 + 10),
        (9, 10, (4,), SILENT, [4], 1 + 9),
        (1, 10, (0,), SILENT, [0], 1),
        # A service that is down is asked for nothing more.
        (25, 10, range(25), SILENT, list(range(25)), 2),
        (25, 10, range(25), BUSY, list(range(25)), 2),
        (25, 10, range(25), BROKEN, list(range(25)), 3),
        (25, 10, range(25), HTML, list(range(25)), 3),
        # One whose records cannot be read, or are too many, is asked for less, up to a bound.
        (25, 10, range(25), LARGE, list(range(25)), 3 + 20),
        (25, 10, range(25), UNREADABLE, list(range(25)), 3 + 20),
        (250, 100, range(250), UNREADABLE, list(range(250)), 3 + 3 + 20),
        # What comes after two failures in a row is tried in small parts, if something was answered before.
        (50, 10, (3, 13), SILENT, list(range(50)), 2),
        (50, 10, (13, 23), SILENT, [13, 23], 3 + 40),
        (50, 10, (13, 14, 15), SILENT, [13, 14, *range(15, 20)], 5 + 5),
        # Bad neighbours cost no other where the service goes on answering.
        (50, 10, (3, 13), UNREADABLE, [3, 13], 5 + 20),
        (50, 10, (3, 13, 23, 43), UNREADABLE, [3, 13, 23, 43], 3 + 50),
        (50, 10, (13, 14, 15, 16), UNREADABLE, [13, 14, 15, 16], 5 + 10),
        (50, 10, (13, 14, 15, 16), BROKEN, [13, 14, 15, 16], 5 + 10),
    ],
)
def test_batches_that_fail_are_tried_in_parts(
    items: int, size: int, bad: Sequence[int], error: RemoteError, missing: list[int], calls: int
) -> None:
    done: list[int] = []
    batches: list[Sequence[int]] = []

    def work(batch: Sequence[int]) -> None:
        batches.append(batch)
        if {*bad} & {*batch}:
            raise error
        done.extend(batch)

    lines: list[str] = []
    undone = in_batches(range(items), size, work, told=lines.append)
    assert sorted([*done, *undone.items]) == list(range(items))
    assert undone.error is (error if undone.items else None)
    assert len(lines) == len(batches)
    assert (list(undone.items), len(batches)) == (missing, calls)


def test_bad_records_in_the_first_batches_cost_no_other(tmp_path: Path) -> None:
    bad = frozenset({PMIDS[3], PMIDS[33], PMIDS[63], PMIDS[93]})
    with Mortal(ARTICLES) as service:
        service.articles.update({pmid: replace(service.articles[pmid], title="<b>cut") for pmid in bad})
        result = _run(service, tmp_path / "it.json", PMIDS)
    assert set(result.missing) == bad
    assert result.records == len(PMIDS) - len(bad)


@pytest.mark.parametrize(("trouble", "asked_for"), [("html", 3), ("wrong", 3 + 3 + 3 + 20)])
def test_a_service_that_is_ill_ends_a_run_in_bounded_time(tmp_path: Path, trouble: str, asked_for: int) -> None:
    """A page about maintenance, or records of others: no article becomes one that PubMed does not have."""
    path = tmp_path / "it.json"
    with PubMedService(ARTICLES) as service:
        service.always(trouble)
        result = _run(service, path, PMIDS)
        assert len(service.requests) == asked_for * QUICK.attempts
    assert (result.conforms, result.absent, LiteratureLock.read(path, "it").absent) == (False, 0, {})
    assert result.changes == ()


def test_an_outage_that_leaves_everything_out_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "it.json"
    with PubMedService(ARTICLES) as service:
        _run(service, path, PMIDS)
        before = path.read_bytes()
        everything = dict(service.articles)
        service.articles.clear()
        result = _run(service, path, PMIDS)
        assert (result.records, result.absent, result.conforms) == (0, 0, False)
        assert "that is not believed" in result.text()
        assert path.read_bytes() == before
        # One by one records may be deleted; a retraction outlives that.
        service.articles.update(everything)
        _planted(service, PMIDS[0], Link("RetractionIn", "J Ex. 2020;1:2", "", ""))
        _run(service, path, PMIDS[:1])
        del service.articles[PMIDS[0]]
        assert _run(service, path, PMIDS[:2]).absent == 1
    assert standing_of(LiteratureLock.read(path, "it"), "", PMIDS[0])[0] is Standing.RETRACTED


def test_new_records_do_not_hide_an_outage(tmp_path: Path) -> None:
    """Of 200 records half are known; the service leaves out most of both halves."""
    path = tmp_path / "it.json"
    known, new = ARTICLES[:200:2], ARTICLES[1:200:2]
    with PubMedService(ARTICLES) as service:
        _run(service, path, [one.pmid for one in known])
        for one in (*known[40:], *new[40:]):
            del service.articles[one.pmid]
        # What is found on the way is kept, told, and not missing.
        _planted(service, known[0].pmid, RETRACTION)
        result = _run(service, path, PMIDS[:200])
    lock = LiteratureLock.read(path, "it")
    assert {one.pmid for one in known} <= lock.articles.keys()
    assert not lock.absent.keys() & {one.pmid for one in known}
    assert "that is not believed" in result.text()
    assert [(change.pmid, change.after) for change in result.changes] == [(known[0].pmid, Standing.RETRACTED)]
    assert not {*result.missing} & {one.pmid for one in (*known[:40], *new[:40])}
    assert {one.pmid for one in known[40:]} <= {*result.missing}


def test_what_is_known_to_be_absent_is_no_outage(tmp_path: Path) -> None:
    path = tmp_path / "it.json"
    gone = [str(99_000_000 + number) for number in range(12)]
    with PubMedService(ARTICLES[:20]) as service:
        for number in gone:
            assert _run(service, path, [number]).absent == 1
        result = _run(service, path, gone)
        assert (result.absent, result.conforms) == (12, True)
        _run(service, path, PMIDS[:20])
        with pubmed_at(service) as pubmed:
            verified = verify_lock(LiteratureLock.read(path, "it"), (), pubmed)
    assert (verified.equal, verified.conforms) == (32, True)


def test_made_up_numbers_at_the_end_of_a_long_list_are_named(tmp_path: Path) -> None:
    path = tmp_path / "it.json"
    with PubMedService(ARTICLES) as service:
        _run(service, path, PMIDS[:200])
        lock = LiteratureLock.read(path, "it")
        made_up = [str(99_000_000 + number) for number in range(3)]
        entry = lock.articles[PMIDS[0]]
        for number in made_up:
            lock.put(replace(entry, article=replace(entry.article, pmid=number)))
        # Revised again on the day on which it was fetched; edited; edited and given a day of revision to come.
        for place, revised in ((5, DAY), (6, "2001-01-01"), (7, "2999-01-01")):
            former = lock.articles[PMIDS[place]]
            lock.put(replace(former, article=replace(former.article, revised=revised, title="Once")))
        service.articles[PMIDS[5]] = replace(service.articles[PMIDS[5]], revised=DAY)
        with pubmed_at(service) as pubmed:
            verified = verify_lock(lock, (), pubmed)
    assert (verified.gone, verified.revised, verified.different) == (made_up, [PMIDS[5]], PMIDS[6:8])
    assert f"PMID {made_up[0]}: PubMed has no such record" in verified.text()


def test_a_day_to_come_is_none_on_which_anybody_looked(tmp_path: Path) -> None:
    with PubMedService(ARTICLES[:1]) as service:
        _run(service, tmp_path / "it.json", PMIDS[:1])
    lock = LiteratureLock.read(tmp_path / "it.json", "it")
    lock.put(replace(lock.articles[PMIDS[0]], checked="2999-01-01"))
    assert stale(PMIDS[:1], lock, TODAY, 7) == (PMIDS[0],)
    assert stale(PMIDS[:1], lock, TODAY, 0) == (PMIDS[0],)


def _planted(service: PubMedService, pmid: str, *links: Link) -> None:
    service.articles[pmid] = replace(service.articles[pmid], links=links)


def test_each_change_of_standing_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "it.json"
    with PubMedService(ARTICLES[:8]) as service:
        _planted(service, PMIDS[7], Link("ErratumIn", "J. 2001"))
        first = _run(service, path, PMIDS[:8])
        # That an article which nobody had looked up stands is no news; that it does not, is.
        assert [(change.pmid, change.before, change.after) for change in first.changes] == [
            (PMIDS[7], "not-checked", "corrected")
        ]
        _planted(service, PMIDS[0], Link("CommentIn"), RETRACTION)
        _planted(service, PMIDS[1], Link("ErratumIn", "J. 2002"))
        _planted(service, PMIDS[2], Link("ExpressionOfConcernIn", "J. 2003", "5"), Link("ErratumIn", "J. 2004"))
        service.articles[PMIDS[3]] = replace(ARTICLES[3], types=(("D016441", "Retracted Publication"),))
        _planted(service, PMIDS[4], Link("UpdateIn"), Link("CommentIn"))
        del service.articles[PMIDS[5]]
        _planted(service, PMIDS[7])
        second = _run(service, path, PMIDS[:8])
        assert [(change.pmid, change.before, change.after, change.notices) for change in second.changes] == [
            (PMIDS[0], "standing", "retracted", ("RetractionIn: J Invent Oncol. 2020;1(1):1 PMID 90009999",)),
            (PMIDS[1], "standing", "corrected", ("ErratumIn: J. 2002",)),
            (PMIDS[2], "standing", "expression-of-concern", second.changes[2].notices),
            (PMIDS[3], "standing", "retracted", ()),
            (PMIDS[5], "standing", "not-indexed", ()),
            (PMIDS[7], "corrected", "standing", ()),
        ]
        assert second.changes[2].notices == ("ExpressionOfConcernIn: J. 2003 PMID 5", "ErratumIn: J. 2004")
        assert f"  PMID {PMIDS[0]}: standing → retracted\n    RetractionIn: J Invent" in second.text()
        assert json.loads(second.json())["changes"][1] == {
            "pmid": PMIDS[1],
            "before": "standing",
            "after": "corrected",
            "notices": ["ErratumIn: J. 2002"],
        }
        written = path.read_bytes()
        assert _run(service, path, PMIDS[:8]).changes == ()
    assert path.read_bytes() == written


def test_what_is_missing_has_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "it.json"
    with Mortal(ARTICLES[:3]) as service:
        _run(service, path, PMIDS[:3])
        _planted(service, PMIDS[0], RETRACTION)
        service.lives = 0
        written = path.read_bytes()
        failed = _run(service, path, PMIDS[:3])
        assert (failed.changes, failed.missing, path.read_bytes()) == ((), tuple(PMIDS[:3]), written)
        service.lives = 9
        assert [change.after for change in _run(service, path, PMIDS[:3]).changes] == ["retracted"]


def test_the_lock_is_written_now_and_then_and_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    saver = Saver(lambda: written.append(1))
    saver.finish()
    assert written == []
    saver.changed()
    saver.finish()
    saver.finish()
    assert written == [1]
    monkeypatch.setattr(lockfile, "_BETWEEN", 0)
    for _ in range(3):
        saver.changed()
    saver.finish()
    assert len(written) == 4


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_a_run_that_is_interrupted_keeps_what_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    monkeypatch.setattr(refreshing, "BATCH", 10)
    path = tmp_path / "it.json"
    lock = LiteratureLock()

    def told(line: str) -> None:
        if line == "Fetching records: 40 of 430":
            raise error

    with PubMedService(ARTICLES) as service, pubmed_at(service) as pubmed:
        with pytest.raises(error):
            refresh(lock, PMIDS, pubmed, TODAY, _saver(lock, path), told=told)
        assert len(service.requests) == 3
    assert sorted(LiteratureLock.read(path, "it").articles) == PMIDS[:30]


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_signal_in_the_midst_of_an_answer_keeps_what_came(tmp_path: Path) -> None:
    path = tmp_path / "it.json"
    with PubMedService(ARTICLES) as service:
        command = [sys.executable, "-c", SCRIPT, service.url + UTILITIES, str(path), *PMIDS[:20]]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        service.misbehave("twice", "twice", "hang")
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as running:
            _until(lambda: len(service.requests) == 3)
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=60)
    assert b"KeyboardInterrupt" in said
    assert running.returncode != 0
    assert sorted(LiteratureLock.read(path, "it").articles) == PMIDS[:10]

"""PubMed's files: the last word counts, in whatever order they are named, whoever reads them, and nothing is lost."""

import gzip
import json
import multiprocessing
import os
import tracemalloc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pubmed_records import Fixture, Link, article_set, pubmed_file

from oncotriples.documents import article_set as sets
from oncotriples.documents.article_entry import PubMedArticle
from oncotriples.enrichment import loading
from oncotriples.enrichment.literature_lock import Absence, ArticleEntry, LiteratureLock, standing_of
from oncotriples.enrichment.loading import Loaded, json_line, load_all, load_cited
from oncotriples.enrichment.provenance import Source
from oncotriples.enrichment.pubmed_files import in_sequence
from oncotriples.errors import InputError, OncotriplesError
from oncotriples.evidence.standings import Standing

FIRST, SECOND, THIRD = (f"pubmed26n000{number}.xml.gz" for number in (1, 2, 3))
ONE, TWO, GONE = "90000001", "90000002", "90000009"
# After whatever day the files here tell, but for one.
TODAY = date(9999, 12, 30)


def _fixture(pmid: str, revised: str = "2026-01-01", title: str = "A.", **fields: str) -> Fixture:
    return Fixture(pmid, title=title, revised=revised, **fields)  # type: ignore[arg-type]  # only texts are given


def _write(folder: Path, files: Mapping[str, tuple[Iterable[Fixture], Iterable[str]]]) -> list[Path]:
    for name, (fixtures, deletions) in files.items():
        packed = name.endswith(".gz")
        content = pubmed_file(fixtures, deletions) if packed else article_set(fixtures, deletions, file=True)
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _all(paths: Sequence[Path], jobs: int = 1) -> tuple[list[str], Loaded]:
    accounts: list[Loaded] = []
    lines = list(load_all(paths, json_line, jobs=jobs, done=accounts.append))
    (account,) = accounts
    return lines, account


def _cited(paths: Sequence[Path], *pmids: str, lock: LiteratureLock | None = None) -> tuple[LiteratureLock, Loaded]:
    lock = lock or LiteratureLock()
    return lock, load_cited(paths, pmids, lock, TODAY)


def _titles(lock: LiteratureLock) -> dict[str, str]:
    return {pmid: entry.article.title for pmid, entry in lock.articles.items()}


def _checked(lock: LiteratureLock) -> dict[str, str]:
    seen = {pmid: entry.checked for pmid, entry in lock.articles.items()}
    return seen | {pmid: absence.checked for pmid, absence in lock.absent.items()}


def _titles_of_all(paths: Sequence[Path]) -> dict[str, str]:
    """Titles of all records by PMID, in the order of the lines."""
    articles = [json.loads(line)["article"] for line in _all(paths)[0]]
    assert len({article["pmid"] for article in articles}) == len(articles)
    return {article["pmid"]: article["title"] for article in articles}


def test_a_later_file_has_the_last_word_in_whatever_order_they_are_named(tmp_path: Path) -> None:
    paths = _write(
        tmp_path,
        {
            SECOND: ([_fixture(ONE, title="New."), _fixture("90000003")], []),
            THIRD: ([_fixture(TWO, "2026-01-03", title="Newest.")], []),
            FIRST: ([_fixture(ONE, title="Old."), _fixture(TWO, title="Old.")], []),
        },
    )
    for order in (paths, paths[::-1], sorted(paths)):
        lock, account = _cited(order, ONE, TWO, GONE)
        assert _titles(lock) == {ONE: "New", TWO: "Newest"}
        assert (account.records, account.taken, account.deleted, account.not_there) == (5, 2, 0, (GONE,))
        assert _titles_of_all(order) == {TWO: "Newest", ONE: "New", "90000003": "A"}
    assert _all(paths)[1] == Loaded(3, 5, 3, 0, (), "2026-01-03")


def test_all_records_come_newest_file_first_and_in_its_order(tmp_path: Path) -> None:
    paths = _write(
        tmp_path,
        {
            FIRST: ([_fixture("9"), _fixture("3"), _fixture("7")], []),
            SECOND: ([_fixture("5"), _fixture("3"), _fixture("4")], []),
        },
    )
    assert list(_titles_of_all(paths)) == ["5", "3", "4", "9", "7"]


def test_what_a_file_deletes_is_gone_until_a_later_one_has_it_again(tmp_path: Path) -> None:
    paths = _write(
        tmp_path,
        {
            FIRST: ([_fixture(ONE), _fixture(TWO), _fixture("90000003")], []),
            SECOND: ([_fixture("90000003", "2026-01-02")], [ONE, TWO, "90000003", "90000004"]),
            THIRD: ([_fixture(ONE, "2026-01-03", title="Again.")], []),
        },
    )
    lock, account = _cited(paths, ONE, TWO, "90000003", "90000004")
    assert _titles(lock) == {ONE: "Again"}
    assert lock.absent == {
        pmid: Absence(Source(SECOND, date="2026-01-02"), "2026-01-03") for pmid in (TWO, "90000003", "90000004")
    }
    assert (account.taken, account.deleted, account.not_there) == (1, 3, ())
    assert _titles_of_all(paths) == {ONE: "Again"}
    assert _all(paths)[1].deleted == 3


def test_what_spoke_against_a_record_outlives_it_within_one_run(tmp_path: Path) -> None:
    retracted = replace(_fixture(ONE), links=(Link("RetractionIn", "J Ex. 2020;1:2"),))
    paths = _write(
        tmp_path,
        {
            FIRST: ([retracted, _fixture(TWO)], []),
            SECOND: ([_fixture("9")], []),
            THIRD: ([_fixture("9", "2026-01-04")], [ONE, TWO]),
        },
    )
    once, _ = _cited(paths, ONE, TWO)
    assert standing_of(once, "", ONE)[0] is Standing.RETRACTED
    assert standing_of(once, "", TWO)[0] is Standing.NOT_INDEXED
    assert sorted(once.absent) == [ONE, TWO]
    step_by_step = LiteratureLock()
    for path in paths:
        _cited([path], ONE, TWO, lock=step_by_step)
    assert standing_of(step_by_step, "", ONE)[0] is Standing.RETRACTED


@pytest.mark.parametrize(
    ("was", "links", "standing"),
    [
        ("retracted", (), Standing.RETRACTED),
        ("corrected", (Link("RetractionIn", "J Ex. 2020;1:2"),), Standing.RETRACTED),
        ("", (), Standing.NOT_INDEXED),
    ],
)
def test_the_gravest_of_what_spoke_against_a_deleted_record_stays(
    tmp_path: Path, was: str, links: tuple[Link, ...], standing: Standing
) -> None:
    former = replace(_fixture(ONE), links=links)
    paths = _write(tmp_path, {FIRST: ([former], []), SECOND: ([_fixture("9", "2026-01-04")], [ONE])})
    lock = LiteratureLock(absent={ONE: Absence(Source("PubMed"), "2025-01-01", was)})
    _cited(paths, ONE, lock=lock)
    assert standing_of(lock, "", ONE)[0] is standing


def test_a_copied_record_outlives_a_record_that_is_deleted(tmp_path: Path) -> None:
    """It was never PubMed's, so that PubMed cannot take it back."""
    paths = _write(tmp_path, {FIRST: ([_fixture(ONE)], []), SECOND: ([_fixture("9", "2026-01-04")], [ONE])})
    copied = ArticleEntry(PubMedArticle(ONE, title="Copied"), Source("a page"))
    lock = LiteratureLock(articles={ONE: copied})
    _cited(paths, ONE, lock=lock)
    assert (lock.articles, list(lock.absent)) == ({ONE: copied}, [ONE])


def test_a_deletion_in_the_middle_counts_for_the_whole_file(tmp_path: Path) -> None:
    data = article_set([_fixture(ONE), _fixture(TWO)], [ONE])
    deletion = data[data.index(b"<DeleteCitation>") : data.index(b"</PubmedArticleSet>")]
    path = tmp_path / "pubmed26n0001.xml"
    path.write_bytes(data.replace(deletion, b"").replace(b"<PubmedArticle>", deletion + b"<PubmedArticle>", 1))
    assert _titles_of_all([path]) == {TWO: "A"}
    assert _titles(_cited([path], ONE, TWO)[0]) == {TWO: "A"}


def test_the_newest_version_in_a_file_counts_and_the_last_of_equals(tmp_path: Path) -> None:
    versions = [
        _fixture(ONE, title="One, early."),
        _fixture(ONE, title="Three.", version="3"),
        _fixture(ONE, title="Two.", version="2"),
        _fixture(TWO, title="First."),
        _fixture(TWO, title="Second."),
    ]
    paths = _write(tmp_path, {FIRST: (versions, [])})
    lock, account = _cited(paths, ONE, TWO)
    assert _titles(lock) == _titles_of_all(paths) == {ONE: "Three", TWO: "Second"}
    assert (account.records, account.taken) == (5, 2)


def test_a_series_without_a_gap_is_as_of_its_last_file(tmp_path: Path) -> None:
    days = {FIRST: "2026-01-01", SECOND: "2026-01-02", THIRD: "2026-01-03"}
    files = {
        name: ([_fixture(str(place), day)], [str(place + 10)]) for place, (name, day) in enumerate(days.items(), 1)
    }
    paths = _write(tmp_path, files)
    pmids = ("1", "2", "3", "11", "12", "13")
    lock, account = _cited(paths, *pmids)
    assert _checked(lock) == dict.fromkeys(pmids, "2026-01-03")
    assert account.as_of == "2026-01-03"
    assert lock.articles["1"].source.date == "2026-01-01"
    # With the second one missing nobody knows what it says.
    lock, account = _cited([paths[0], paths[2]], *pmids)
    assert _checked(lock) == {"1": "2026-01-01", "11": "2026-01-01", "3": "2026-01-03", "13": "2026-01-03"}
    assert (account.as_of, account.not_there) == ("2026-01-03", ("2", "12"))


@pytest.mark.parametrize(
    ("names", "ordered", "gapless"),
    [
        (["pubmed26n0002.xml.gz", "pubmed26n0001.xml"], [1, 0], True),
        (["pubmed26n0007.xml.gz"], [0], True),
        (["pubmed26n10000.xml.gz", "pubmed26n9999.xml.gz"], [1, 0], True),
        (["pubmed26n0001.xml.gz", "pubmed26n0003.xml.gz"], [0, 1], False),
        (["pubmed26n0001.xml.gz", "pubmed25n0002.xml.gz"], [1, 0], False),
        (["pubmed26n0001.xml.gz", "mine.xml"], [1, 0], False),
        (["mine.xml"], [0], False),
    ],
)
def test_files_have_an_order(names: list[str], ordered: list[int], gapless: bool) -> None:
    paths = [Path("folder", name) for name in names]
    assert in_sequence(paths) == (tuple(paths[place] for place in ordered), gapless)


def test_which_of_two_files_is_the_later_one_must_be_told_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    for second in (tmp_path / "other" / FIRST, tmp_path / FIRST, tmp_path / "pubmed26n0001.xml"):
        with pytest.raises(InputError, match=r"two files have this name\n  Mend: name each file once"):
            in_sequence([tmp_path / FIRST, second])
    with pytest.raises(InputError, match="no file to load"):
        in_sequence([])


def test_the_day_of_a_file_is_that_of_its_newest_change(tmp_path: Path) -> None:
    days = ["2026-01-02", "2026-01-30", "2026-13-45", "9999-99-99", "2026-01-03", ""]
    paths = _write(tmp_path, {FIRST: ([_fixture(str(number), day) for number, day in enumerate(days, 1)], [])})
    lock, account = _cited(paths, "1")
    assert (_checked(lock), account.as_of) == ({"1": "2026-01-30"}, "2026-01-30")
    assert json.loads(_all(paths)[0][0])["checked"] == "2026-01-30"


def test_a_deletion_of_an_unknown_day_is_not_recorded(tmp_path: Path) -> None:
    paths = _write(tmp_path, {FIRST: ([], [ONE]), SECOND: ([_fixture(TWO)], [])})
    with pytest.raises(InputError, match=f"{FIRST}: no record says on which day PMID {ONE} was deleted"):
        _cited(paths[:1], ONE)
    # Nor is it passed over where a lock has the record.
    lock = _cited([*_write(tmp_path, {THIRD: ([_fixture(ONE)], [])})], ONE)[0]
    with pytest.raises(InputError, match="no record says on which day"):
        _cited(paths[:1], ONE, lock=lock)
    assert _checked(_cited(paths, ONE)[0]) == {ONE: "2026-01-01"}
    assert _cited(paths[:1], TWO)[1] == Loaded(1, 0, 0, 0, (TWO,), "")


def test_what_the_lock_knows_of_a_later_day_stays(tmp_path: Path) -> None:
    paths = _write(tmp_path, {FIRST: ([_fixture(ONE), _fixture(TWO)], [GONE])})
    service = Source("efetch")

    def known(day: str) -> LiteratureLock:
        entries = {pmid: ArticleEntry(PubMedArticle(pmid, title="Known"), service, day) for pmid in (ONE, GONE)}
        return LiteratureLock(entries, {TWO: Absence(service, day or "2020-01-01")})

    lock, account = _cited(paths, ONE, TWO, GONE, lock=known("2026-01-02"))
    assert lock == known("2026-01-02")
    assert (account.taken, account.deleted, account.not_there) == (0, 0, ())
    for day in ("2026-01-01", "2025-12-31", ""):
        lock, account = _cited(paths, ONE, TWO, GONE, lock=known(day))
        assert (_titles(lock), set(lock.absent)) == ({ONE: "A", TWO: "A"} | ({} if day else {GONE: "Known"}), {GONE})
        assert (account.taken, account.deleted) == (2, 1)


def test_an_older_record_of_the_same_day_takes_nobody_s_place(tmp_path: Path) -> None:
    first = _write(tmp_path, {FIRST: ([_fixture(ONE, "2026-01-05", "New."), _fixture(TWO, "2026-01-10")], ())})
    lock, _ = _cited(first, ONE)
    second = _write(tmp_path, {SECOND: ([_fixture(ONE, "2015-01-05", "Old."), _fixture(TWO, "2026-01-10")], ())})
    assert _cited(second, ONE, lock=lock)[1].taken == 0
    assert _titles(lock) == {ONE: "New"}


def test_no_file_is_as_of_a_day_to_come(tmp_path: Path) -> None:
    paths = _write(tmp_path, {FIRST: ([_fixture(ONE, "2998-01-01")], ())})
    lock = LiteratureLock()
    assert load_cited(paths, [ONE], lock, date(2026, 11, 23)).as_of == "2026-11-23"
    assert lock.articles[ONE].checked == "2026-11-23"
    # What a lock has of a day to come is worth nothing.
    lock.put(replace(lock.articles[ONE], checked="2999-01-01"))
    assert load_cited(paths, [ONE], lock, date(2026, 11, 23)).taken == 1


def test_records_keep_the_digest_of_their_own_bytes(tmp_path: Path) -> None:
    one, two = _fixture(ONE), _fixture(TWO)
    digests = []
    for number, fixtures in enumerate(([one, two], [two, one]), 1):
        paths = _write(tmp_path, {f"pubmed26n000{number}.xml.gz": (fixtures, [])})
        digests.append({pmid: entry.source.digest for pmid, entry in _cited(paths, ONE, TWO)[0].articles.items()})
    assert digests[0] == digests[1]
    assert len(set(digests[0].values())) == 2


WHOLE = pubmed_file([_fixture(str(number)) for number in range(1, 30)], [GONE])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (WHOLE[:-20], r"truncated-gzip\n  Mend: the file ends before its end: get it again"),
        (
            WHOLE[:300] + b"\0\0\0\0" + WHOLE[304:],
            r"damaged-gzip\n  Mend: the file does not unpack \(.*\): get it again",
        ),
        (gzip.compress(gzip.decompress(WHOLE)[:-30]), r":\d+: truncated-document"),
        (gzip.compress(b"<html/>"), r":1: other-kind: <html/>\n  Mend: a root element <PubmedArticleSet> was expected"),
        (b"", r":1: other-kind"),
        (gzip.compress(gzip.decompress(WHOLE).replace(b">12</PMID>", b">\n0</PMID>")), r":14: no-pmid"),
        (gzip.compress(gzip.decompress(WHOLE).replace(b"90000009", b"9000x")), r":32: no-pmid: 9000x"),
    ],
    ids=["truncated", "damaged", "cut", "foreign", "empty", "no pmid", "no pmid to delete"],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_file_ends_the_run_and_the_lock_is_as_it_was(data: bytes, said: str, jobs: int, tmp_path: Path) -> None:
    paths = _write(tmp_path, {FIRST: ([_fixture(ONE)], []), THIRD: ([_fixture(TWO)], [])})
    bad = tmp_path / SECOND
    bad.write_bytes(data)
    lock = LiteratureLock()
    with pytest.raises(InputError, match=f"^{bad}{said if said[0] == ':' else ': ' + said}"):
        load_cited([*paths, bad], [ONE, TWO], lock, TODAY)
    assert lock == LiteratureLock()
    with pytest.raises(InputError, match=f"^{bad}{said if said[0] == ':' else ': ' + said}"):
        _all([*paths, bad], jobs)
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_record_ends_the_run_with_its_line(jobs: int, tmp_path: Path) -> None:
    path = tmp_path / FIRST
    path.write_bytes(
        gzip.compress(
            gzip.decompress(WHOLE).replace(b'<PMID Version="1">12</PMID>', b'<PMID Version="1">12</PMID>&who;')
        )
    )
    with pytest.raises(InputError, match=f"^{path}:14: malformed-xml\n  Mend: a record is no well-formed XML"):
        _all([path], jobs)
    assert not multiprocessing.active_children()
    with pytest.raises(InputError, match=f"^{path}:14: malformed-xml"):
        _cited([path], "12")
    # Whoever does not want it, does not look at it.
    assert _cited([path], "13")[1].taken == 1


def test_files_that_are_not_there_or_cannot_be_read(tmp_path: Path) -> None:
    for load in (_all, _cited):
        with pytest.raises(InputError, match=f"{FIRST}: no such file\n  Mend: check the path"):
            load([tmp_path / FIRST])
        with pytest.raises(InputError, match=f"{tmp_path}: a folder, and no file\n  Mend: name its files"):
            load([tmp_path])


def _many(count: int, file: int) -> Iterator[Fixture]:
    for number in range(count):
        yield _fixture(str(file * 100 + number), title=f"Grüße {number} of {file}.", abstract="Words. " * 20)


def _series(folder: Path) -> list[Path]:
    """Five files that share half of their records with the next one, and delete some of the one before."""
    return _write(
        folder,
        {
            f"pubmed26n000{file}.xml.gz": (
                [*_many(150, file), *(_fixture(str(file * 100 + 100), f"2026-02-0{file}") for _ in range(2))],
                [str(file * 100 - 90 + number) for number in range(5)],
            )
            for file in range(1, 6)
        },
    )


def test_processes_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_BATCH", 20_000)
    paths = _series(tmp_path)
    lines, account = _all(paths, 1)
    assert _all(paths, 2) == _all(paths[::-1], 3) == (lines, account)
    assert len(lines) == account.taken == len({json.loads(line)["article"]["pmid"] for line in lines})
    assert not any("\n" in line for line in lines)


def test_all_is_what_is_taken_when_everything_is_cited(tmp_path: Path) -> None:
    paths = _series(tmp_path)
    for chosen in (paths, [*paths[:2], *paths[3:]]):
        lines, account = _all(chosen)
        lock, cited = _cited(chosen, *map(str, range(1, 800)))
        assert sorted(lines) == sorted(map(json_line, lock.articles.values()))
        assert (account.records, account.taken, account.deleted, account.as_of) == (
            cited.records,
            cited.taken,
            cited.deleted,
            cited.as_of,
        )


STEPS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(1, 6), st.integers(1, 2)), max_size=4), st.lists(st.integers(1, 6), max_size=2)
    ),
    min_size=1,
    max_size=4,
)


@settings(deadline=None, max_examples=40)
@given(STEPS)
def test_any_history_ends_as_if_it_were_told_step_by_step(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[list[tuple[int, int]], list[int]]]
) -> None:
    folder = tmp_path_factory.mktemp("history")
    expected: dict[str, str] = {}
    gone: set[str] = set()
    files: dict[str, tuple[Iterable[Fixture], Iterable[str]]] = {}
    for place, (told, deleted) in enumerate(steps):
        day = (date(2026, 1, 1) + timedelta(place)).isoformat()
        # One record without a deletion, so that every file has a day.
        fixtures = [Fixture("99", revised=day)]
        here: dict[str, tuple[int, str]] = {}
        for number, (pmid, version) in enumerate(told):
            title = f"{place} {number}"
            fixtures.append(_fixture(str(pmid), day, f"{title}.", version=str(version)))
            if version >= here.get(str(pmid), (0, ""))[0]:
                here[str(pmid)] = version, title
        expected |= {pmid: title for pmid, (_, title) in here.items()}
        gone -= here.keys()
        for taken_back in map(str, deleted):
            expected.pop(taken_back, None)
            gone.add(taken_back)
        files[f"pubmed26n{place + 1:04}.xml"] = (fixtures, map(str, deleted))
    paths = _write(folder, files)
    lock, account = _cited(paths, *map(str, range(1, 7)))
    assert _titles(lock) == expected
    assert set(lock.absent) == gone
    assert set(account.not_there) == set(map(str, range(1, 7))) - expected.keys() - gone
    batches = loading._batches(paths[::-1], loading._Count(), gapless=True, ahead=False)
    found = [line for batch in batches for line in loading._Parser(json_line)(batch)]
    titles = {one["pmid"]: one["title"] for one in (json.loads(line)["article"] for line in found)}
    assert len(titles) == len(found)
    assert {pmid: title for pmid, title in titles.items() if pmid != "99"} == expected


@pytest.mark.parametrize("jobs", [1, 2])
def test_who_stops_early_ends_the_processes_and_closes_the_files(jobs: int, tmp_path: Path) -> None:
    lines = load_all(_series(tmp_path), json_line, jobs=jobs, done=lambda _: pytest.fail("it did not come to its end"))
    next(lines)
    assert len(multiprocessing.active_children()) >= 1
    lines.close()  # type: ignore[attr-defined]  # it is a generator
    assert not multiprocessing.active_children()
    opened = {os.readlink(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd") if _is_open(number)}
    assert not [path for path in opened if path.startswith(str(tmp_path))]


def _is_open(number: str) -> bool:
    return os.path.lexists(f"/proc/self/fd/{number}")


def _die(entry: ArticleEntry) -> str:
    os._exit(9 if entry.article.pmid == "150" else 0)


def test_a_process_that_dies_is_told_with_its_lines(tmp_path: Path) -> None:
    paths = _series(tmp_path)[:1]
    with pytest.raises(
        InputError, match=r"pubmed26n0001.xml.gz:3: a process ended while it read the records of lines 3 to \d+"
    ):
        list(load_all(paths, _die, jobs=1, done=lambda _: None))
    assert not multiprocessing.active_children()


def _count_only(_: ArticleEntry) -> str:
    return "1"


def test_memory_does_not_grow_with_files_or_records(tmp_path: Path) -> None:
    """What is held at once is counted: the pieces in hand, and what Python's memory has at most."""
    data = pubmed_file(_many(100, 1))
    record = next(iter(sets.pieces(data, "sample.xml"))).raw
    peaks = []
    for files, records in ((1, 1000), (4, 1000), (1, 4000)):
        folder = tmp_path / f"{files}-{records}"
        folder.mkdir()
        paths = [folder / f"pubmed26n{number:04}.xml.gz" for number in range(1, files + 1)]
        for place, path in enumerate(paths):
            numbers = range(10_000_000 + place * 10_000, 10_000_000 + place * 10_000 + records)
            made = b"".join(record.replace(b">100</PMID>", f">{number}</PMID>".encode()) for number in numbers)
            path.write_bytes(gzip.compress(b"<PubmedArticleSet>" + made + b"</PubmedArticleSet>", 1))
        tracemalloc.start()
        try:
            total = sum(map(int, load_all(paths, _count_only, jobs=1, done=lambda _: None)))
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
        assert total == files * records
    assert max(peaks) < min(peaks) + 4_000_000
    # One bit for each PMID there can be, and a few blocks and batches.
    assert max(peaks) < 100_000_000 // 8 + 12_000_000


def test_large_records_make_small_batches(tmp_path: Path) -> None:
    fixtures = [_fixture(str(number), abstract="x" * loading._BATCH) for number in range(1, 5)]
    paths = _write(tmp_path, {FIRST: (fixtures, [])})
    batches = list(loading._batches(paths, loading._Count(), gapless=True, ahead=False))
    assert [len(batch.pieces) for batch in batches] == [1, 1, 1, 1]


def test_deletions_of_one_file_have_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = _write(tmp_path, {FIRST: ([_fixture(ONE)], ["1", "2", "2", "3"])})
    monkeypatch.setattr(loading, "MAX_RECORDS", 3)
    assert _all(paths)[1].deleted == 3
    monkeypatch.setattr(loading, "MAX_RECORDS", 2)
    with pytest.raises(InputError, match="too-large"):
        _all(paths)


def test_the_highest_number_there_can_be_is_one_too(tmp_path: Path) -> None:
    paths = _write(tmp_path, {FIRST: ([_fixture("99999999"), _fixture("00000001")], []), SECOND: ([_fixture("1")], [])})
    assert list(_titles_of_all(paths)) == ["1", "99999999"]


def test_the_account_is_told_to_people_and_programs() -> None:
    account = Loaded(2, 30_000, 12, 3, (ONE, TWO), "2026-01-01")
    assert account.text() == (
        "2 files as of 2026-01-01, 30,000 records: 12 taken over, 3 taken back; 2 cited articles are in none of them\n"
    )
    assert replace(account, not_there=(), as_of="").text() == (
        "2 files as of an unknown day, 30,000 records: 12 taken over, 3 taken back\n"
    )
    assert json.loads(account.json()) == {
        "files": 2,
        "records": 30_000,
        "taken": 12,
        "deleted": 3,
        "notThere": [ONE, TWO],
        "asOf": "2026-01-01",
    }
    assert account.conforms
    assert issubclass(InputError, OncotriplesError)

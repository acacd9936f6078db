"""References and their PMIDs: what is written into the lock agrees in five parts, and all else is left to people."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inventing import PATIENT, QUICK, TODAY, Mortal, Sprinkled, asked, invented, pubmed_at, unnumbered, work_of
from pubmed_service import Author, Fixture, PubMedService
from services import Reply, Request

from oncotriples.documents.article_entry import CorrectionLink, PubMedArticle
from oncotriples.enrichment import resolving
from oncotriples.enrichment.literature_lock import Absence, ArticleEntry, LiteratureLock, Resolution, standing_of
from oncotriples.enrichment.lockfile import Saver
from oncotriples.enrichment.provenance import Source
from oncotriples.enrichment.resolving import Resolved, accept, resolve, to_check, to_resolve
from oncotriples.errors import InputError
from oncotriples.evidence.matching import Work, compare
from oncotriples.evidence.standings import Standing
from oncotriples.services import Manners

ARTICLES = invented(40)
DAY = TODAY.isoformat()
NUMBERS = {work_of(article).path: article.pmid for article in ARTICLES}


@pytest.fixture
def service() -> Iterator[PubMedService]:
    with PubMedService(ARTICLES) as running:
        yield running


def _run(
    service: PubMedService,
    works: Sequence[Work],
    lock: LiteratureLock | None = None,
    *,
    path: Path | None = None,
    days: int = 30,
    manners: Manners = QUICK,
) -> Resolved:
    lock = LiteratureLock() if lock is None else lock
    saver = Saver(lambda: lock.write(path) if path else None)
    with pubmed_at(service, manners) as pubmed:
        return resolve(lock, works, pubmed, TODAY, saver, days=days)


def _found(result: Resolved) -> list[tuple[str, str]]:
    return [(pmid, by) for _, pmid, by in result.found]


def test_works_are_found_by_the_matcher_or_by_the_search(service: PubMedService) -> None:
    lock = LiteratureLock()
    one, other = work_of(ARTICLES[0]), work_of(ARTICLES[1], journal="Unheard of")
    misspelt = work_of(ARTICLES[2], title=ARTICLES[2].title.replace("Invented", "Invnted"))
    result = _run(service, [one, other, misspelt], lock)
    assert _found(result) == [
        (ARTICLES[0].pmid, "ecitmatch"),
        (ARTICLES[1].pmid, "esearch"),
        (ARTICLES[2].pmid, "ecitmatch"),
    ]
    assert (result.doubts, result.not_found, result.missing, result.error) == ([], [], [], None)
    assert lock.references[other.path] == Resolution(ARTICLES[1].pmid, "esearch", DAY)
    assert {pmid: entry.checked for pmid, entry in lock.articles.items()} == {one.pmid: DAY for one in ARTICLES[:3]}
    # Who was found by the matcher is not searched for, and no record comes twice.
    assert len(asked(service, "esearch")) == 1
    fetched = [pmid for batch in asked(service) for pmid in batch]
    assert sorted(fetched) == [one.pmid for one in ARTICLES[:3]]


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Invented else entirely"},
        {"authors": "Nobody X", "first_author": "Nobody"},
        {"year": "1980"},
        {"volume": "999"},
        {"pages": "9999"},
    ],
    ids=lambda changed: str(*list(changed)[-1:]),
)
def test_one_part_that_differs_makes_a_doubt(service: PubMedService, changed: dict[str, str]) -> None:
    lock = LiteratureLock()
    work = work_of(ARTICLES[0], **changed)
    result = _run(service, [work], lock)
    (doubt,) = result.doubts
    assert (doubt.work, doubt.own) == (work, None)
    assert ARTICLES[0].pmid in [other.article.pmid for other in doubt.others]
    assert not any(other.accepted for other in doubt.others)
    candidates = tuple(other.article.pmid for other in doubt.others)
    assert lock.references == {work.path: Resolution(checked=DAY, candidates=candidates)}
    assert lock.articles == {}
    # It is not said to be absent from PubMed: nobody knows yet.
    assert standing_of(lock, work.path, "") == (Standing.NOT_CHECKED, "")


def test_what_nobody_knows_is_not_found(service: PubMedService) -> None:
    lock = LiteratureLock()
    nowhere = Work("citation/key/nowhere", "", "Qqq zzz", "Nobody X", "Nobody", "J Invent Mesh", "1901", "1", "", "1")
    book = replace(nowhere, path="citation/key/book", journal="")
    result = _run(service, [nowhere, book], lock)
    assert (result.not_found, result.found, result.doubts) == ([nowhere], [], [])
    # A book is not looked for: PubMed has next to none.
    assert list(lock.references) == [nowhere.path]


def test_of_several_candidates_the_one_that_agrees_counts(service: PubMedService) -> None:
    article = ARTICLES[0]
    page = {
        "11": replace(article, pmid="11", title="Poster of something else 1."),
        "12": article,
        "13": replace(article, pmid="13", title="Poster of something else 3."),
    }
    service.articles = {pmid: replace(one, pmid=pmid) for pmid, one in page.items()}
    assert _found(_run(service, [work_of(article)])) == [("12", "ecitmatch")]
    # Four are too many for the matcher; the search has the title.
    service.articles["14"] = replace(article, pmid="14", title="Poster of something else 4.")
    assert _found(_run(service, [work_of(article)])) == [("12", "esearch")]
    # Which of two equal records is meant, only a person can say.
    service.articles["14"] = replace(article, pmid="14")
    lock = LiteratureLock()
    (doubt,) = _run(service, [work_of(article)], lock).doubts
    assert [(other.article.pmid, other.accepted) for other in doubt.others][:2] == [("12", True), ("14", True)]
    assert lock.articles == {}


def test_lines_that_the_matcher_leaves_out_are_asked_for_until_they_come(service: PubMedService) -> None:
    service.misbehave("malformed", "missing", "missing", "missing", path="ecitmatch.cgi")
    result = _run(service, unnumbered(ARTICLES[:6]))
    assert _found(result) == [(article.pmid, "ecitmatch") for article in ARTICLES[:6]]
    # Cut text has some of the lines; then one of two is left out, and then the only one, which leaves no text at all.
    assert [len(lines) for lines in asked(service, "ecitmatch")] == [6, 2, 1, 1, 1]
    assert asked(service, "esearch") == []
    service.misbehave("missing", "wrong", path="ecitmatch.cgi")
    result = _run(service, unnumbered(ARTICLES[:2]))
    # Another number than that of the work is found out, and the search helps.
    assert _found(result) == [(ARTICLES[0].pmid, "ecitmatch"), (ARTICLES[1].pmid, "esearch")]


def test_printed_pmids_are_compared_with_their_records(service: PubMedService) -> None:
    right, other, beside, unknown = (work_of(article, pmid=article.pmid) for article in ARTICLES[:4])
    other = replace(other, pmid=ARTICLES[9].pmid)
    next_door = str(int(beside.pmid) + 1)
    service.articles[next_door] = replace(ARTICLES[10], pmid=next_door)
    beside, unknown = replace(beside, pmid=next_door), replace(unknown, pmid="88888888")
    lock = LiteratureLock()
    result = _run(service, [right, other, beside, unknown], lock)
    assert (result.agreeing, result.found, result.not_found) == (1, [], [])
    assert [doubt.work for doubt in result.doubts] == [other, beside, unknown]
    for doubt, article in zip(result.doubts, ARTICLES[1:4], strict=True):
        best = doubt.others[0]
        assert (best.article.pmid, best.accepted) == (article.pmid, True)
        assert doubt.work.pmid not in [one.article.pmid for one in doubt.others]
    assert [doubt.own.article.pmid if doubt.own else "" for doubt in result.doubts] == [
        other.pmid,
        next_door,
        "",
    ]
    # Suggestions are no facts: the lock has the records of the printed numbers, and that one has none.
    assert sorted(lock.articles) == sorted([right.pmid, other.pmid, next_door])
    assert list(lock.absent) == ["88888888"]
    assert lock.references == {}


def test_what_is_known_is_not_asked_again(service: PubMedService) -> None:
    lock = LiteratureLock()
    doubtful = work_of(ARTICLES[5], year="1980")
    nowhere = Work("citation/key/nowhere", "", "Qqq zzz", "Nobody X", "Nobody", "Unheard of", "1901", "1", "", "1")
    printed = [work_of(article, pmid=article.pmid) for article in ARTICLES[20:30]]
    works = [*unnumbered(ARTICLES[:5]), doubtful, nowhere, *printed]
    first = _run(service, works, lock)
    assert (len(first.found), len(first.doubts), len(first.not_found), first.agreeing) == (5, 1, 1, 10)
    # What is doubtful is told again until somebody decides, and nothing else is asked.
    second = _run(service, works, lock)
    assert (second.found, second.not_found, second.agreeing) == ([], [], 10)
    assert [doubt.work for doubt in second.doubts] == [doubtful]
    # After some days those without an answer are looked for again, and no other.
    third = _run(service, works, lock, days=0)
    assert (len(third.found), len(third.doubts), len(third.not_found)) == (0, 1, 1)
    assert [len(lines) for lines in asked(service, "ecitmatch")] == [7, 1, 2]
    assert len(to_resolve(works, LiteratureLock(), TODAY, 10**9)) == 7


def test_titles_that_the_search_refuses_cost_no_other_work() -> None:
    """One in each of the first batches: the refusal is the title's, not the service's."""

    class Refusing(PubMedService):
        def take(self, request: Request) -> tuple[Any, Reply]:
            if "esearch" in request.path and any(word in request.one("term") for word in ("qqq", "Qqq")):
                self.misbehave("error")
            return super().take(request)

    articles = invented(200, seed=3)
    works = [
        replace(work, title="Qqq agentol", path=f"citation/key/bad-{place}", pages="", first_author="Nobody")
        if place % 50 == 0
        else work
        for place, work in enumerate(unnumbered(articles))
    ]
    with Refusing(articles) as service:
        result = _run(service, works)
    assert len(result.found) == 196
    assert sorted(result.missing) == [f"citation/key/bad-{place}" for place in (0, 100, 150, 50)]


def test_a_number_that_pubmed_does_not_have_is_asked_for_once() -> None:
    lock = LiteratureLock()
    work = work_of(ARTICLES[0], pmid="7")
    lock.put(ArticleEntry(PubMedArticle("7"), Source("someone else")))
    assert to_check([work, work], lock) == ("7",)
    lock.miss("7", Absence(Source("PubMed"), DAY))
    assert list(lock.articles) == ["7"]
    assert to_check([work], lock) == ()


def test_a_person_may_decide(service: PubMedService) -> None:
    lock = LiteratureLock()
    work = work_of(ARTICLES[0], year="1980", volume="7")
    with pubmed_at(service) as pubmed:
        for number, problem in (
            ("PMC123", "“PMC123” is no PMID"),
            ("1234567890", "is no PMID"),
            ("", "is no PMID"),
            ("88888888", "PubMed has no record of PMID 88888888"),
        ):
            with pytest.raises(InputError, match=problem) as raised:
                accept(lock, work, number, pubmed, TODAY)
            assert raised.value.mend
        printed = work_of(ARTICLES[0], pmid="5")
        with pytest.raises(InputError, match="citation/pmid/5 is printed with PMID 5"):
            accept(lock, printed, ARTICLES[0].pmid, pubmed, TODAY)
        assert lock == LiteratureLock()
        comparison = accept(lock, work, f"0{ARTICLES[0].pmid}", pubmed, TODAY)
    assert comparison.differing == ("year", "volume")
    assert lock.references == {work.path: Resolution(ARTICLES[0].pmid, "curator", DAY)}
    before = len(service.requests)
    assert _run(service, [work], lock, days=0) == Resolved()
    assert len(service.requests) == before


@pytest.mark.parametrize("by", ["ecitmatch", "curator"])
def test_a_retraction_outlives_the_record_and_another_run(service: PubMedService, by: str) -> None:
    """PubMed may delete a record that it had marked as retracted, and match the reference with nothing, or another."""
    lock = LiteratureLock()
    work = work_of(ARTICLES[0])
    _run(service, [work], lock)
    pmid = ARTICLES[0].pmid
    link = CorrectionLink("RetractionIn", "J Ex. 2020;1:2")
    entry = lock.articles[pmid]
    lock.put(replace(entry, article=replace(entry.article, corrections=(link,))))
    lock.references[work.path] = replace(lock.references[work.path], by=by)
    lock.miss(pmid, Absence(Source("PubMed"), DAY))
    del service.articles[pmid]
    before = len(service.requests)
    assert _run(service, [work], lock, days=0) == Resolved()
    assert len(service.requests) == before
    assert lock.pmid_of(work.path) == pmid
    assert standing_of(lock, work.path, "")[0] is Standing.RETRACTED


def test_what_spoke_against_a_deleted_record_yields_to_its_successor_alone(service: PubMedService) -> None:
    """A corrected record is deleted as a duplicate: the other is found, whatever it says; where none is, it stays."""
    work = work_of(ARTICLES[0])
    absence = Absence(Source("PubMed"), DAY, "corrected")
    lock = LiteratureLock(absent={"7": absence}, references={work.path: Resolution("7", "ecitmatch", "2026-01-01")})
    assert _found(_run(service, [work], lock)) == [(ARTICLES[0].pmid, "ecitmatch")]
    assert standing_of(lock, work.path, "")[0] is Standing.STANDING
    del service.articles[ARTICLES[0].pmid]
    lock = LiteratureLock(absent={"7": absence}, references={work.path: Resolution("7", "ecitmatch", "2026-01-01")})
    assert len(_run(service, [work], lock).not_found) == 1
    assert lock.references == {work.path: Resolution("7", "ecitmatch", DAY)}
    assert standing_of(lock, work.path, "")[0] is Standing.CORRECTED
    before = len(service.requests)
    assert _run(service, [work], lock) == Resolved()
    assert len(service.requests) == before


def test_a_record_that_was_taken_back_is_looked_for_again(service: PubMedService) -> None:
    lock = LiteratureLock()
    work = work_of(ARTICLES[0])
    lock.references[work.path] = Resolution("7", "esearch", DAY)
    lock.miss("7", Absence(Source("PubMed"), DAY))
    assert _found(_run(service, [work], lock)) == [(ARTICLES[0].pmid, "ecitmatch")]


def test_a_run_that_ends_early_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "MATCHED_AT_ONCE", 10)
    path = tmp_path / "it.json"
    works = unnumbered(ARTICLES)
    with Mortal(ARTICLES, lives=4) as service:
        first = _run(service, works, LiteratureLock.read(path, "it"), path=path)
        lock = LiteratureLock.read(path, "it")
        assert [pmid for pmid, _ in _found(first)] == [article.pmid for article in ARTICLES[:20]]
        assert first.missing == [work.path for work in works[20:]]
        assert first.error is not None
        assert {key: one.pmid for key, one in lock.references.items()} == dict(list(NUMBERS.items())[:20])
        service.lives = 1000
        before = len(asked(service, "ecitmatch"))
        second = _run(service, works, lock, path=path)
        assert [len(lines) for lines in asked(service, "ecitmatch")[before:]] == [10, 10]
        assert [pmid for pmid, _ in _found(second)] == [article.pmid for article in ARTICLES[20:]]
    assert {key: one.pmid for key, one in LiteratureLock.read(path, "it").references.items()} == NUMBERS


def test_numbers_that_cannot_be_checked_are_missing() -> None:
    works = [work_of(article, pmid=article.pmid) for article in ARTICLES[:3]]
    with Mortal(ARTICLES, lives=0) as service:
        result = _run(service, works)
    assert (result.missing, result.doubts, result.agreeing) == ([work.path for work in works], [], 0)
    assert result.error is not None


def _distorted(articles: Sequence[Fixture], chance: random.Random) -> list[Work]:
    """Works of articles, some printed with other parts, with wrong numbers, or with the right one."""
    works = []
    for article in articles:
        other = chance.choice(articles)
        change = chance.choice(
            [
                {},
                {},
                {"title": other.title},
                {"year": str(int(article.year) + chance.choice([-1, 1]))},
                {"volume": other.volume, "pages": other.pages},
                {"journal": chance.choice([other.journal.ta, "Unheard of"])},
                {"authors": "Else E", "first_author": "Else"},
                {"pages": ""},
            ]
        )
        works.append(work_of(article, pmid=chance.choice(["", "", article.pmid, other.pmid]), **change))
    return works


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**9))
def test_what_is_written_agrees_and_belongs_to_the_work(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  no secret
    articles = invented(12, seed)
    # Some share one page of a supplement.
    for place in range(chance.randint(0, 3)):
        like = articles[place]
        articles[-1 - place] = replace(
            articles[-1 - place], journal=like.journal, year=like.year, volume=like.volume, pages=like.pages
        )
    works = _distorted(articles, chance)
    lock = LiteratureLock()
    with PubMedService(articles) as service:
        result = _run(service, works, lock)
        assert result.error is None
        written = {path: one.pmid for path, one in lock.references.items() if one.pmid}
        for work, article in zip(works, articles, strict=True):
            if number := written.get(work.path):
                assert compare(work, lock.articles[number].article).accepted
                assert number == article.pmid
            elif not work.pmid and work == work_of(article):
                pytest.fail(f"{work} was not found")
        listed = [*(work for work, *_ in result.found), *(one.work for one in result.doubts), *result.not_found]
        assert len(listed) + result.agreeing == len(works)
        assert all(work in listed for work in works if not work.pmid)
        for work in works:
            if work.pmid:
                against = compare(work, lock.articles[work.pmid].article).contradicting
                assert bool(against) == (work in [one.work for one in result.doubts])


@pytest.mark.parametrize("seed", range(3))
def test_with_troubles_the_result_is_the_same_as_without(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(resolving, "MATCHED_AT_ONCE", 10)
    articles = [*ARTICLES[:30], replace(ARTICLES[31], authors=(Author(collective="Invented Study Group"),))]
    works = _distorted(articles, random.Random(seed))  # noqa: S311  no secret
    locks = LiteratureLock(), LiteratureLock()
    with PubMedService(articles) as service:
        plain = _run(service, works, locks[0])
    with Sprinkled(articles, seed) as troubled:
        result = _run(troubled, works, locks[1], manners=PATIENT)
    assert len(troubled.troubles) > 10
    assert result.error is None
    # Where the matcher named another article, the search has found the right one.
    assert [(work, pmid) for work, pmid, _ in result.found] == [(work, pmid) for work, pmid, _ in plain.found]
    assert [doubt.work for doubt in result.doubts] == [doubt.work for doubt in plain.doubts]
    assert (result.not_found, result.agreeing) == (plain.not_found, plain.agreeing)
    kept = [{pmid: entry.article for pmid, entry in lock.articles.items()} for lock in locks]
    assert kept[0] == kept[1]
    assert locks[0].absent == locks[1].absent

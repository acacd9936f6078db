"""What the lock says of an article: whether it stands, and since when that is known."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from oncotriples.documents.article_entry import CorrectionLink, PubMedArticle, Tag
from oncotriples.enrichment.literature_lock import Absence, ArticleEntry, LiteratureLock, Resolution, standing_of
from oncotriples.enrichment.lockfile import dump_lock
from oncotriples.enrichment.provenance import Source
from oncotriples.errors import SourceSyntaxError
from oncotriples.evidence.standings import NOTICES, Standing, notices_of

PATH = "citation/key/example-2012-j-invent-oncol-30-914"
DAY = "2026-11-23"
SOURCE = Source("PubMed", (), DAY)
RETRACTED = Tag("D016441", "Retracted Publication")
EXPECTED = {
    "RetractionIn": Standing.RETRACTED,
    "RetractedandRepublishedIn": Standing.RETRACTED,
    "ExpressionOfConcernIn": Standing.CONCERN,
    "PartialRetractionIn": Standing.CORRECTED,
    "CorrectedandRepublishedIn": Standing.CORRECTED,
    "ErratumIn": Standing.CORRECTED,
    "UpdateIn": Standing.STANDING,
}
# Said of a notice or a comment, or by one: nothing against the article that bears it.
SILENT = ("CommentIn", "CommentOn", "RetractionOf", "ErratumFor", "ExpressionOfConcernFor", "UpdateOf", "ReprintIn")


def _entry(*kinds: str, pmid: str = "1", types: tuple[Tag, ...] = (), checked: str = DAY) -> ArticleEntry:
    links = tuple(CorrectionLink(kind, "J. 2013") for kind in kinds)
    return ArticleEntry(PubMedArticle(pmid, corrections=links, types=types), SOURCE, checked)


def _standing(entry: ArticleEntry) -> tuple[Standing, str]:
    lock = LiteratureLock()
    lock.put(entry)
    return standing_of(lock, "", "1")


def test_each_notice_says_what_it_says() -> None:
    assert {kind: standing for kind, (_, standing) in NOTICES.items()} == EXPECTED
    for kind, standing in EXPECTED.items():
        assert _standing(_entry(kind)) == (standing, DAY)
        assert _standing(_entry("CommentIn", kind)) == (standing, DAY)
    for kind in SILENT:
        assert _standing(_entry(kind)) == (Standing.STANDING, DAY)
        assert notices_of(_entry(kind).article) == ()
    assert _standing(_entry()) == (Standing.STANDING, DAY)


def test_what_weighs_more_counts_in_any_order() -> None:
    order = list(Standing)
    for kinds in permutations([*EXPECTED, "CommentIn"], 2):
        heaviest = max((EXPECTED.get(kind, Standing.STANDING) for kind in kinds), key=order.index)
        assert _standing(_entry(*kinds)) == (heaviest, DAY)
    assert order[2:] == ["standing", "corrected", "expression-of-concern", "retracted"]


def test_the_publication_type_alone_retracts() -> None:
    other = Tag("D016440", "Retraction Notice"), Tag("D016428", "Journal Article")
    assert _standing(_entry(types=(*other, RETRACTED))) == (Standing.RETRACTED, DAY)
    assert _standing(_entry("ErratumIn", "UpdateIn", types=(RETRACTED,))) == (Standing.RETRACTED, DAY)
    # A notice of retraction is itself not retracted.
    assert _standing(_entry("RetractionOf", types=other)) == (Standing.STANDING, DAY)


def test_what_was_never_looked_up_is_not_known() -> None:
    lock = LiteratureLock()
    assert standing_of(lock, PATH, "1") == standing_of(lock, PATH, "") == (Standing.NOT_CHECKED, "")
    # Facts of a record that nobody saw in PubMed say nothing about today.
    lock.put(_entry("RetractionIn", types=(RETRACTED,), checked=""))
    assert standing_of(lock, PATH, "1") == (Standing.NOT_CHECKED, "")
    lock.references[PATH] = Resolution()
    assert standing_of(lock, PATH, "") == (Standing.NOT_CHECKED, "")


def test_what_pubmed_does_not_have_is_not_indexed() -> None:
    lock = LiteratureLock(absent={"1": Absence(SOURCE, "2026-01-02")})
    assert standing_of(lock, PATH, "1") == (Standing.NOT_INDEXED, "2026-01-02")
    lock.references[PATH] = Resolution(checked="2026-02-03")
    assert standing_of(lock, PATH, "") == (Standing.NOT_INDEXED, "2026-02-03")
    # The PMID that is printed counts, not what was searched for the reference.
    assert standing_of(lock, PATH, "2") == (Standing.NOT_CHECKED, "")
    lock.references[PATH] = Resolution("1", "ecitmatch", "2026-02-03")
    assert standing_of(lock, PATH, "") == (Standing.NOT_INDEXED, "2026-01-02")


def test_a_reference_stands_as_the_article_that_was_found_for_it() -> None:
    lock = LiteratureLock(references={PATH: Resolution("1", "esearch", "2026-02-03")})
    assert standing_of(lock, PATH, "") == (Standing.NOT_CHECKED, "")
    lock.put(_entry("ErratumIn"))
    assert (lock.pmid_of(PATH), standing_of(lock, PATH, "")) == ("1", (Standing.CORRECTED, DAY))
    assert (lock.pmid_of("citation/key/other"), standing_of(lock, "citation/key/other", "")[0]) == ("", "not-checked")


def test_a_record_and_its_absence_take_each_others_place() -> None:
    lock = LiteratureLock()
    lock.put(_entry())
    lock.miss("1", Absence(SOURCE, DAY))
    assert (lock.articles, list(lock.absent)) == ({}, ["1"])
    lock.put(_entry("ErratumIn"))
    assert (list(lock.articles), lock.absent) == (["1"], {})
    # What others than PubMed said about an article stays.
    lock.put(_entry(checked=""))
    lock.miss("1", Absence(SOURCE, DAY))
    assert (list(lock.articles), list(lock.absent)) == (["1"], ["1"])
    assert standing_of(lock, "", "1") == (Standing.NOT_INDEXED, DAY)
    lock.miss("2", Absence(SOURCE, DAY))
    assert list(lock.absent) == ["1", "2"]


def test_a_lock_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "literature.lock.json"
    assert LiteratureLock.read(path, "kg/it") == LiteratureLock()
    lock = LiteratureLock(references={PATH: Resolution("1", "curator", DAY, note="as the journal says")})
    lock.put(_entry("RetractionIn"))
    lock.put(_entry(pmid="87654321", checked=""))
    lock.miss("22", Absence(SOURCE, DAY))
    lock.write(path)
    assert LiteratureLock.read(path, "kg/it") == lock
    first = path.read_bytes()
    LiteratureLock.read(path, "kg/it").write(path)
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("section", "key", "entry", "problem"),
    [
        ("articles", "2", _entry(), "is about another PMID, “1”"),
        *(
            ("articles", key, _entry(pmid=key), "is no PMID of one to eight digits")
            for key in ("", "0", "01", "123456789", "PMC123", "1 ", "1\n", "١٢")
        ),
        ("absent", "PMC1", Absence(SOURCE, DAY), "is no PMID of one to eight digits"),
        *(
            ("references", key, Resolution(), "is no reference without PMID, such as citation/key/…")
            for key in ("citation/pmid/1", "citation/key/", "citation/key/A", "citation/key/a--b", f"{PATH}\n", "x")
        ),
        ("references", PATH, Resolution("PMC1"), "“PMC1” is no PMID of one to eight digits"),
        ("references", PATH, Resolution("0"), "“0” is no PMID of one to eight digits"),
        *(
            ("articles", "1", _entry(checked=day), f"“{day}” is no date such as 2026-11-23")
            for day in ("2026-02-30", "2026-2-3", "20261123", "2026-W01-1", "23.11.2026", "2026-11-23T00:00", " ")
        ),
        ("absent", "1", Absence(SOURCE, "today"), "“today” is no date such as 2026-11-23"),
        ("absent", "1", Absence(SOURCE, ""), "has no date on which PubMed was asked"),
        ("references", PATH, Resolution(checked="2026"), "“2026” is no date such as 2026-11-23"),
    ],
)
def test_wrong_keys_and_dates_are_refused(tmp_path: Path, section: str, key: str, entry: object, problem: str) -> None:
    path = tmp_path / "literature.lock.json"
    path.write_text(dump_lock({section: {key: entry}}), encoding="utf-8")
    with pytest.raises(SourceSyntaxError) as raised:
        LiteratureLock.read(path, "kg/literature.lock.json")
    # In the line of the entry.
    assert raised.value.message == f"kg/literature.lock.json:{raised.value.line}: entry {json.dumps(key)}: {problem}"
    assert raised.value.line == 3
    assert raised.value.mend

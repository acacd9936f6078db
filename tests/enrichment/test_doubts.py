"""What came of resolving, in words: a doubtful work beside the records that it may be, and what to do."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from inventing import QUICK, TODAY, invented, pubmed_at, work_of
from pubmed_service import Fixture, Journal, PubMedService

from oncotriples.enrichment.doubts import ResolvedReport
from oncotriples.enrichment.literature_lock import LiteratureLock
from oncotriples.enrichment.lockfile import Saver
from oncotriples.enrichment.resolving import Resolved, resolve
from oncotriples.errors import RemoteError
from oncotriples.evidence.matching import Work

PRINTED = Fixture("90000001", pmcid="PMC3456789", title="Agentol &amp; benefit in T<sub>reg</sub> cells.")
OTHERS = invented(4, start=91_000_000)
WRONG = "is the PMC identifier"
ACCEPT = "    if it is this one: oncotriples literature resolve --accept"
NOWHERE = Work("citation/key/nowhere", "", "Qqq " * 20, "Nobody X", "Nobody", "Unheard of", "1901", "1", "", "1")


@pytest.fixture
def service() -> Iterator[PubMedService]:
    with PubMedService([PRINTED, *OTHERS]) as running:
        yield running


def _work(**changed: str) -> Work:
    return work_of(replace(PRINTED, title="Agentol & benefit in Treg cells"), **changed)


def _report(service: PubMedService, works: Sequence[Work]) -> ResolvedReport:
    lock = LiteratureLock()
    with pubmed_at(service, QUICK) as pubmed:
        return ResolvedReport(resolve(lock, works, pubmed, TODAY, Saver(lambda: None), days=30))


def test_a_doubtful_work_stands_beside_the_record_with_the_command_to_accept_it(service: PubMedService) -> None:
    work = _work(year="2010", volume="3")
    report = _report(service, [work])
    assert report.conforms
    assert report.text().split("\n") == [
        f"doubtful: {work.path}: no record agrees in every part",
        "  perhaps PMID 90000001: differs in year, volume",
        f"    {'':<13}{'as printed':<50}  in PubMed",
        f"    {'title':<13}{'Agentol & benefit in Treg cells':<50}  Agentol & benefit in Treg cells",
        f"    {'first author':<13}{'Example':<50}  Example AB",
        f"  ≠ {'year':<13}{'2010':<50}  2012-03",
        f"  ≠ {'volume':<13}{'3':<50}  30",
        f"    {'first page':<13}{'914':<50}  914",
        f"    {'journal':<13}{'J Invent Oncol':<50}  J Invent Oncol",
        f"{ACCEPT} {work.path}=90000001",
        "0 found, 1 doubtful, 0 not found; 0 printed PMIDs lead to the article that is cited",
        "",
    ]


def test_a_wrong_number_stands_beside_its_record_and_the_right_one(service: PubMedService) -> None:
    for number in (OTHERS[0].pmid, "90000002"):
        service.articles["90000002"] = replace(OTHERS[1], pmid="90000002")
        work = _work(pmid=number)
        text = _report(service, [work]).text()
        first, *_ = text.split("\n")
        assert first.startswith(f"doubtful: citation/pmid/{number}: PMID {number} differs in title, first author, ")
        assert "\n  PMID 90000001 agrees in every part:\n" in text
        assert text.count("  in PubMed\n") == 2
        # What is printed is mended where it is printed.
        assert "--accept" not in text
        assert WRONG not in text


@pytest.mark.parametrize("known", [False, True])
def test_a_pmc_identifier_is_no_pmid(service: PubMedService, known: bool) -> None:
    # The number may be that of another article too: well-formed, and wrong.
    if known:
        service.articles["3456789"] = replace(OTHERS[2], pmid="3456789")
    text = _report(service, [_work(pmid="3456789")]).text()
    begin = "PMID 3456789 differs in " if known else "PubMed has no record of PMID 3456789\n"
    assert text.startswith(f"doubtful: citation/pmid/3456789: {begin}")
    assert "  PMID 90000001 agrees in every part:\n" in text
    assert f"  3456789 {WRONG} of PMID 90000001: a PMC identifier is no PMID.\n" in text


def test_a_number_that_pubmed_does_not_have_is_told(service: PubMedService) -> None:
    text = _report(service, [_work(pmid="77777777"), replace(NOWHERE, path="citation/pmid/66666666", pmid="66666666")])
    assert "doubtful: citation/pmid/77777777: PubMed has no record of PMID 77777777\n" in text.text()
    assert "doubtful: citation/pmid/66666666: PubMed has no record of PMID 66666666\n" in text.text()
    records = [doubt["record"] for doubt in json.loads(text.json())["doubts"]]
    assert records == [None, None]


def test_several_records_that_agree_are_for_a_person_to_tell_apart(service: PubMedService) -> None:
    service.articles["90000007"] = replace(PRINTED, pmid="90000007")
    work = _work()
    text = _report(service, [work]).text()
    assert text.startswith(f"doubtful: {work.path}: several records agree in every part\n  PMID 90000001 agrees in")
    assert "no record agrees" not in text
    assert [f"{ACCEPT} {work.path}={pmid}" in text for pmid in ("90000001", "90000007")] == [True, True]


def test_the_nearest_record_stands_first_and_each_once(service: PubMedService) -> None:
    service.articles = {
        "11": replace(PRINTED, pmid="11", year="1999", volume="4"),
        "9": replace(PRINTED, pmid="9", year="1999", volume="4"),
        "12": replace(PRINTED, pmid="12", year="1999"),
    }
    text = _report(service, [_work()]).text()
    lines = [line for line in text.split("\n") if line.startswith("  perhaps")]
    assert lines == [
        "  perhaps PMID 12: differs in year",
        "  perhaps PMID 9: differs in year, volume",
        "  perhaps PMID 11: differs in year, volume",
    ]


def test_long_texts_are_cut_and_missing_ones_are_blank(service: PubMedService) -> None:
    long = "Agentol " + "benefit " * 20
    service.articles = {"1": Fixture("1", title=f"{long}.", authors=(), volume="", journal=Journal(ta="", iso="J"))}
    text = _report(service, [work_of(service.articles["1"], journal="J", volume="5"), NOWHERE]).text()
    lines = text.split("\n")
    assert all(len(line) <= 120 and line == line.rstrip() for line in lines[1:9])
    assert sum(line.count("…") for line in lines[1:9]) == 2
    assert f"not found: {NOWHERE.path}: {'Qqq ' * 12}Q…" in lines
    assert "0 found, 1 doubtful, 1 not found; 0 printed" in text


def test_a_difference_far_back_in_a_long_title_is_seen(service: PubMedService) -> None:
    long = "Agentol and benefit and cohort and dosage and effects and frequency in the {} phase of growth"
    service.articles = {"1": replace(PRINTED, pmid="1", title=long.format("second"))}
    lines = _report(service, [_work(title=long.format("third"))]).text().split("\n")
    (title,) = (line for line in lines if line.startswith("  ≠ title"))
    assert "and frequency in the third phase" in title
    assert "and frequency in the second phase" in title
    assert len(title) <= 120
    # Also where one goes on behind the other.
    service.articles = {"1": replace(PRINTED, pmid="1", title=f"{long.format('third')} II")}
    (title,) = (
        line for line in _report(service, [_work(title=long.format("third"))]).text().split("\n") if "≠" in line
    )
    assert title.endswith("growth II")


def test_what_agrees_in_nothing_is_no_candidate(service: PubMedService) -> None:
    service.articles = {"1": replace(OTHERS[1], pmid="1", title="Agentol &amp; benefit in mice.", year="1990")}
    work = _work()
    report = _report(service, [work])
    assert f"not found: {work.path}" in report.text()
    assert "perhaps" not in report.text()


def test_programs_get_all_of_it(service: PubMedService) -> None:
    right, doubtful = work_of(OTHERS[3], pmid=OTHERS[3].pmid), _work(year="2010")
    report = _report(service, [right, doubtful, work_of(OTHERS[0]), NOWHERE])
    data = json.loads(report.json())
    assert report.json().endswith("}\n")
    (doubt,) = data.pop("doubts")
    assert data == {
        "found": [{"work": work_of(OTHERS[0]).path, "pmid": OTHERS[0].pmid, "by": "ecitmatch"}],
        "agreeing": 1,
        "changes": [],
        "notFound": [NOWHERE.path],
        "missing": [],
        "error": "",
        "mend": "",
    }
    assert (doubt["work"], doubt["pmid"], doubt["record"]) == (doubtful.path, "", None)
    (other,) = doubt["others"]
    assert (other["pmid"], other["accepted"]) == ("90000001", False)
    assert other["parts"]["year"] == {"printed": "2010", "recorded": "2012-03", "agrees": False}
    assert list(other["parts"]) == ["title", "first author", "year", "volume", "first page"]


def test_what_is_missing_is_told_with_the_reason(service: PubMedService) -> None:
    service.always("server-error")
    report = _report(service, [_work(), NOWHERE, work_of(OTHERS[0], pmid="7")])
    assert not report.conforms
    *_, said, reason, mend, end = report.text().split("\n")
    assert said == f"3 works are missing: {_work().path}, {NOWHERE.path}, citation/pmid/7"
    assert reason.startswith(f"  {service.url}entrez/eutils/efetch.fcgi: HTTP 500: ")
    assert (mend, end) == ("  Mend: ask the service's keeper; the next run goes on with these", "")
    data = json.loads(report.json())
    assert (data["missing"], data["found"], data["doubts"], data["notFound"]) == (
        [_work().path, NOWHERE.path, "citation/pmid/7"],
        [],
        [],
        [],
    )
    assert "HTTP 500" in data["error"]
    assert data["mend"] == "ask the service's keeper"
    assert not ResolvedReport(Resolved(error=RemoteError("x"), missing=["a"])).conforms

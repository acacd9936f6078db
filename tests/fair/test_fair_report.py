"""What came of the checks, for people and for programs."""

import json
import re
from pathlib import Path

import pytest
from fair_release import RELEASE, ROOT_IRI, change_manifest, small_release, small_site

from oncotriples.fair.judging import CHECKS, judge_release
from oncotriples.fair.report import FairReport


@pytest.fixture
def report(tmp_path: Path) -> FairReport:
    """Of a release with one fault, without a site."""
    release = small_release(tmp_path)
    change_manifest(release, lambda told: told.update(license="for friends"))
    return judge_release(release)


def test_the_text_tells_each_check_with_evidence_source_and_mend(report: FairReport) -> None:
    text = report.text()
    assert text.startswith(f"<{ROOT_IRI}>\n\nFindable\n\n      pass  F1-01   Do the data set and each of its files")
    assert (
        "      fail  R1.1-02 Is it a license that machines know?\n"
        "                    manifest.json: for friends is no license of SPDX\n"
        "                    As F-UJI 0.5 FsF-R1.1-01M-2\n"
        "                    Mend: name the license by the address that SPDX has for it;"
    ) in text
    assert (
        "not judged  F1-04   Is the identifier registered, so that its keeper redirects it?\n"
        "                    only the network can tell\n"
    ) in text
    assert "To judge it: ask for its head, `curl -I`" in text
    assert text.endswith("\n\n26 passed, 1 failed, 14 not judged offline (--site has more of them judged)\n")


def test_the_text_has_the_principles_in_their_order(report: FairReport) -> None:
    headings = re.findall(r"^([A-Z]\w+)$", report.text(), flags=re.MULTILINE)
    assert headings == ["Findable", "Accessible", "Interoperable", "Reusable"]


def test_json_has_the_same(report: FairReport) -> None:
    told = json.loads(report.json())
    checks = {one["id"]: one for one in told.pop("checks")}
    assert told == {
        "dataset": ROOT_IRI,
        "version": RELEASE.version,
        "conforms": False,
        "passed": 26,
        "failed": 1,
        "notJudged": 14,
    }
    assert list(checks) == [check.id for check in CHECKS]
    assert checks["R1.1-02"] == {
        "id": "R1.1-02",
        "principle": "R1.1",
        "follows": ["F-UJI 0.5 FsF-R1.1-01M-2"],
        "question": "Is it a license that machines know?",
        "result": "fail",
        "evidence": "manifest.json: for friends is no license of SPDX",
        "mend": next(check.mend for check in CHECKS if check.id == "R1.1-02"),
    }
    assert {one["result"] for one in checks.values()} == {"pass", "fail", "not judged"}
    assert all(
        bool(one["mend"]) is (one["result"] == "fail") for one in checks.values() if one["result"] != "not judged"
    )


def test_two_runs_tell_the_same(tmp_path: Path) -> None:
    release = small_release(tmp_path / "release")
    site = small_site(tmp_path / "site", release)
    assert judge_release(release, site).text() == judge_release(release, site).text()
    assert judge_release(release, site).json() == judge_release(release, site).json()


def test_the_newest_release_of_a_folder_is_judged(tmp_path: Path) -> None:
    small_release(tmp_path / "1.2.3")
    assert judge_release(tmp_path) == judge_release(tmp_path / "1.2.3")


def test_each_check_has_an_id_of_its_own_and_names_whom_it_follows() -> None:
    ids = [check.id for check in CHECKS]
    assert len(ids) == len(set(ids))
    for check in CHECKS:
        assert re.fullmatch(r"[FAIR][1-4](\.[1-3])?-0[1-9]", check.id)
        assert check.question.endswith("?")
        assert check.mend
        for test in check.follows:
            assert re.fullmatch(
                r"F-UJI (0\.5 )?FsF-[FAIR][1-4](\.[123])?-\d\d(M|D|MD)-\d[a-d]?|FAIR-Checker [FAIR]\d(\.\d|[AB])?", test
            )
        assert check.follows


def test_a_check_is_put_to_the_release_or_to_its_pages_not_to_both() -> None:
    assert [check.id for check in CHECKS if check.judge and check.judge_pages] == []
    assert [check.id for check in CHECKS if not (check.judge or check.judge_pages)] == ["F1-04", "F4-04", "A1-03"]


def test_each_principle_is_asked_after() -> None:
    assert {check.principle for check in CHECKS} == {
        *("F1", "F2", "F3", "F4", "A1", "A1.1", "A1.2", "A2", "I1", "I2", "I3", "R1", "R1.1", "R1.2", "R1.3")
    }

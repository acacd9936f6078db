"""Whatever a page says, it is judged; wherever its links lead, it is not out of the site."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from fair_release import ROOT_IRI, small_release, small_site
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oncotriples.fair.judging import judge
from oncotriples.fair.model import Verdict
from oncotriples.fair.pages import Site, open_site
from oncotriples.fair.subject import Subject, open_subject
from oncotriples.namespaces import BASE

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda held: st.lists(held, max_size=3) | st.dictionaries(st.sampled_from(["@id", "@type", "name", "url"]), held),
    max_leaves=8,
)
FIELDS = ("@context", "@id", "name", "creator", "identifier", "license", "distribution", "isBasedOn", "contentSize")


@pytest.fixture(scope="module")
def subject(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    folder = tmp_path_factory.mktemp("any")
    release = small_release(folder / "release")
    return open_subject(release, small_site(folder / "site", release))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FIELDS), JSON), JSON)
def test_a_data_set_that_says_anything_is_judged(subject: Subject, block: dict[str, object], value: object) -> None:
    site = subject.site
    assert site is not None
    said = {**block, "@type": ["Dataset", value], "distribution": [{"contentUrl": f"{ROOT_IRI}/NOTICE.txt"}, value]}
    text = json.dumps(said).replace("<", "\\u003c")
    page = site.folder / "index.html"
    page.write_text(f'<html><head><script type="application/ld+json">{text}</script></head></html>', encoding="utf-8")
    report = judge(replace(subject, site=open_site(site.folder, "1.2.3")))
    verdicts = {one.check.id: one.verdict for one in report.outcomes}
    assert verdicts["F2-03"] is Verdict.FAILED, "it has no date"
    assert verdicts["R1-05"] is Verdict.FAILED, "it has no size"
    assert report.text().encode()
    assert json.loads(report.json())


@given(
    st.lists(st.sampled_from(["..", ".", "", "site", "x", "index.html", "%2e%2e", "\\", "é", "x" * 300]), max_size=8)
)
def test_no_address_leads_out_of_the_site(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    folder = tmp_path_factory.getbasetemp() / "links"
    (folder / "site/x").mkdir(parents=True, exist_ok=True)
    for name in ("x", "index.html"):
        (folder / name).write_text("secret", encoding="utf-8")
    (folder / "site/index.html").write_text("page", encoding="utf-8")
    found = Site(folder / "site", ()).file(BASE + "/".join(parts))
    assert found is None or (found.is_relative_to(folder / "site") and found.read_text(encoding="utf-8") == "page")


def test_an_address_of_a_file_leads_to_it(subject: Subject) -> None:
    assert isinstance(subject.site, Site)
    expected = Path("dataset/1.2.3/NOTICE.txt")
    assert subject.site.file(f"{BASE}{expected.as_posix()}#top") == subject.site.folder / expected
    assert subject.site.file(f"https://example.org/{expected.as_posix()}") is None

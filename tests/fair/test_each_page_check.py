"""Each check of pages can fail: one thing is broken of a site that passes all, and that check fails and no other."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fair_release import PAGE, change_page, small_release, small_site

from oncotriples.fair.judging import CHECKS, judge_release
from oncotriples.fair.model import Verdict
from oncotriples.namespaces import BASE, PREFIXES

Break = Callable[[Path], object]


def on_page(page: str, texts: dict[str, str]) -> Break:
    """With other texts in a page: old → new."""

    def change(site: Path) -> None:
        for old, new in texts.items():
            change_page(site, page, old, new)

    return change


def home(old: str, new: str) -> Break:
    """With another text in the home page."""
    return on_page("index.html", {old: new})


def another_notice(site: Path) -> None:
    (site / "dataset/1.2.3/NOTICE.txt").write_text("Nobody.\n", encoding="utf-8")


def without_triples(site: Path) -> None:
    (site / "dataset/1.2.3.nt").unlink()


BREAKS: dict[str, tuple[Break, str]] = {
    "F2-03": (home('"description": "What it is"', '"description": " "'), "index.html: has no description"),
    "F3-02": (
        home('href="dataset/1.2.3.ttl"', 'href="../x.ttl"'),
        "index.html: the describedby 'https://w3id.org/x.ttl' is no file of the site",
    ),
    "F4-01": (
        on_page(PAGE, {'"@type": "Dataset"': '"@type": "WebPage"'}),
        f"{PAGE}: has no JSON-LD of a Dataset whose @id is that of the data set",
    ),
    "F4-02": (
        on_page(PAGE, {'rel="describedby"': 'rel="alternate describedby"'}),
        f"{PAGE}: no link has “describedby” alone as its rel",
    ),
    "A1-02": (home('"isAccessibleForFree": true, ', ""), "index.html: isAccessibleForFree is None"),
    "A1-04": (another_notice, "the site has another NOTICE.txt than SHA256SUMS tells"),
    "I2-03": (home('"description"', '"naem": "oncotriples", "description"'), "index.html: “naem” is no term of"),
    "I3-03": (
        on_page(
            "index.html",
            {"https://www.cancer.gov/x": f"{BASE}x", "https://doi.org/10.5281/zenodo.1": f"{BASE}y"},
        ),
        "index.html: links to creativecommons.org, schema.org, w3id.org only",
    ),
    "R1-05": (
        home('"contentSize": "7"', '"contentSize": "7 B"'),
        "index.html: assertions.csv: contentSize is '7 B', not '7'",
    ),
    "R1.1-03": (
        home('"license": "https://creativecommons.org/publicdomain/zero/1.0/"', '"license": "for friends"'),
        "index.html: license is for friends",
    ),
    "R1.2-03": (
        home(PREFIXES["prov"] + "wasDerivedFrom", PREFIXES["prov"] + "wasInformedBy"),
        "index.html: says nothing of its origin in PROV, PAV or Dublin Core",
    ),
}
# More ways to break what those find.
MORE = (
    ("F2-03", home('"creator": {"@type": "Organization", "name": "oncotriples contributors"}, ', ""), "has no creator"),
    ("F4-01", on_page(PAGE, {'{"@context"': '{{"@context"'}), "has no JSON-LD of a Dataset"),
    ("F4-01", home(f'"@id": "{BASE}dataset/1.2.3"', '"@id": "https://example.org/"'), "whose @id is that of the data"),
    (
        "F4-02",
        home('type="text/turtle"', 'type="text/html"'),
        "index.html: describedby leads to no RDF, but to text/html",
    ),
    ("F4-02", home(f'href="{BASE}dataset/1.2.3"', 'href="https://example.org/x"'), "is of no scheme that lasts"),
    ("F4-02", home('rel="license"', 'rel="licence"'), "index.html: no link has “license” alone as its rel"),
    ("A1-04", without_triples, f"the site has no file for <{BASE}dataset/1.2.3.nt>"),
    ("I2-03", home('"@context": "https://schema.org"', '"@context": "https://example.org"'), "its @context is"),
    (
        "R1-05",
        home('"encodingFormat": "text/csv"', '"encodingFormat": "CSV"'),
        "encodingFormat is 'CSV', not 'text/csv'",
    ),
    ("R1-05", home('assertions.csv", "enc', 'other.csv", "enc'), "other.csv' is no file of this release"),
    ("R1-05", home('"distribution"', '"hasPart"'), "index.html: has no distribution"),
)


def made(folder: Path) -> tuple[Path, Path]:
    release = small_release(folder / "release")
    return release, small_site(folder / "site", release)


def test_a_release_and_its_site_can_pass_every_check(tmp_path: Path) -> None:
    report = judge_release(*made(tmp_path))
    assert [one.check.id for one in report.outcomes if one.verdict is not Verdict.PASSED] == ["F1-04", "F4-04", "A1-03"]
    assert report.summary() == "38 passed, 0 failed, 3 not judged offline"
    assert report.exit_code == 0


@pytest.mark.parametrize(("check", "break_", "told"), [*((id_, *one) for id_, one in BREAKS.items()), *MORE])
def test_the_check_alone_finds_what_is_broken(check: str, break_: Break, told: str, tmp_path: Path) -> None:
    release, site = made(tmp_path)
    break_(site)
    report = judge_release(release, site)
    (found,) = (one for one in report.outcomes if one.verdict is Verdict.FAILED)
    assert found.check.id == check
    assert told in found.evidence
    assert found.mend == found.check.mend
    assert report.exit_code == 1


def test_every_check_of_pages_is_broken_here() -> None:
    assert {check.id for check in CHECKS if check.judge_pages} == set(BREAKS)


def test_without_a_site_pages_are_not_judged_and_that_is_no_fault(tmp_path: Path) -> None:
    report = judge_release(small_release(tmp_path))
    of_pages = [one for one in report.outcomes if one.check.judge_pages]
    assert {(one.verdict, one.evidence, one.mend) for one in of_pages} == {
        (Verdict.NOT_JUDGED, "no site is at hand", "name its folder with --site")
    }
    assert report.summary() == "27 passed, 0 failed, 14 not judged offline (--site has more of them judged)"
    assert report.exit_code == 0


def test_a_page_that_is_not_there_fails_once_for_what_it_says_and_once_for_where_it_leads(tmp_path: Path) -> None:
    release, site = made(tmp_path)
    (site / "index.html").unlink()
    found = [one for one in judge_release(release, site).outcomes if one.verdict is Verdict.FAILED]
    assert [one.check.id for one in found] == ["F4-01", "F4-02"]
    assert all(one.evidence.endswith("index.html: no such file") for one in found)


def test_where_no_page_describes_the_data_set_the_rest_is_not_judged(tmp_path: Path) -> None:
    release, site = made(tmp_path)
    for page in ("index.html", PAGE):
        change_page(site, page, "application/ld+json", "text/plain")
    outcomes = {one.check.id: one for one in judge_release(release, site).outcomes}
    assert outcomes["F4-01"].verdict is Verdict.FAILED
    assert outcomes["F2-03"].evidence == "no page has JSON-LD of a Dataset: see F4-01"


@pytest.mark.parametrize("wrap", ["[{}]", '{{"@context": "https://schema.org", "@graph": [{}]}}'])
def test_a_data_set_in_a_list_or_a_graph_is_found_too(wrap: str, tmp_path: Path) -> None:
    release, site = made(tmp_path)
    text = (site / "index.html").read_text(encoding="utf-8")
    head, _, rest = text.partition('ld+json">')
    block, _, tail = rest.partition("</script>")
    (site / "index.html").write_text(f'{head}ld+json">{wrap.format(block)}</script>{tail}', encoding="utf-8")
    assert judge_release(release, site).conforms

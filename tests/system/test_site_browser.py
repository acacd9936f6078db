"""The ways that people take through the site, in a real browser: from a cell to PubMed, from a passage to its place."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from site_browser import Visits

# The browser is looked for first, so that no site is made where there is none.
pytestmark = [pytest.mark.system, pytest.mark.usefixtures("chromium")]

_BYTES = 200_000


def test_a_cell_of_the_matrix_leads_to_the_claim_the_article_and_pubmed(visits: Visits) -> None:
    page = visits("index.html")
    page.get_by_role("link", name="1 claim, imatinib and chordoma").click()
    page.wait_for_url("**/assertion/child-soft-tissue-treatment/imatinib-chordoma.html")
    head = page.locator(".kind").inner_text()
    assert "activity assertion" in head
    assert re.search(r"not before 2013|as of \d{4}-\d\d-\d\d", head)
    assert "standing not checked" in head
    assert page.locator("footer .credit", has_text="From NCI's PDQ® summary").count() == 1
    page.get_by_role("link", name="Stacchiotti 2012, J Clin Oncol 30 (9): 914-20").click()
    page.wait_for_url("**/citation/pmid/22331945.html")
    away = page.get_by_role("link", name="PubMed (another site)", exact=True)
    assert away.get_attribute("href") == "https://pubmed.ncbi.nlm.nih.gov/22331945/"
    assert away.get_attribute("rel") == "noopener"
    back = page.locator(".backs").get_by_role("link", name="Imatinib, under clinical evaluation")
    assert back.first.get_attribute("href") == "../../assertion/child-soft-tissue-treatment/imatinib-chordoma.html"


def test_a_cell_without_claim_leads_to_the_passages_that_print_a_level(visits: Visits) -> None:
    page = visits("index.html")
    page.get_by_role("link", name="passages, doxorubicin and soft tissue sarcoma").click()
    page.wait_for_url("**/matrix.html#*")
    part = page.locator(".part:target")
    assert part.get_by_role("heading").inner_text() == "doxorubicin and soft tissue sarcoma"
    part.get_by_role("link", name="passage").first.click()
    page.wait_for_url("**/section/*.html#passage/*")
    assert page.locator(":target").is_visible()


def test_the_address_of_a_part_of_an_edition_leads_to_its_place(site: Path, visits: Visits) -> None:
    listed = next(iter(sorted(site.glob("document/*/*.parts.json"))))
    edition = listed.relative_to(site).as_posix().removesuffix(".parts.json")
    parts = json.loads(listed.read_bytes())
    for kind in ("passage", "pointer", "mark", "reference"):
        anchor, path = next((anchor, path) for anchor, path in parts.items() if anchor.startswith(f"{kind}/"))
        page = visits(f"{edition}.html#{anchor}")
        page.wait_for_url(f"**/{path}.html#{anchor}")
        assert page.locator(":target").get_attribute("id") == anchor
    page = visits(f"{edition}.html")
    page.evaluate("anchor => { location.hash = anchor }", anchor)
    page.wait_for_url(f"**/{path}.html#{anchor}")
    page = visits(f"{edition}.html#passage/none")
    page.wait_for_load_state("networkidle")
    assert page.url.endswith(f"{edition}.html#passage/none")


def test_the_home_page_is_light(visits: Visits) -> None:
    sizes: Counter[str] = Counter()
    page = visits("gaps.html")
    page.on("response", lambda response: sizes.update({response.url: len(response.body()) if response.ok else 0}))
    page.goto(f"{visits.address}index.html", wait_until="networkidle")
    assert page.get_by_role("table").is_visible()
    assert visits.address + "index.html" in sizes
    assert visits.address + "assets/site.css" in sizes
    assert sum(sizes.values()) < _BYTES, sizes


@pytest.mark.parametrize("path", ["index.html", "agent/imatinib.html", "query/agents-by-subtype.html", "figures.html"])
def test_everything_is_there_without_scripts(path: str, visits: Visits) -> None:
    def text(**options: bool) -> str:
        page = visits(path, **options)
        page.locator("noscript").evaluate_all("all => all.forEach(one => one.remove())")
        return page.locator("main").inner_text()

    assert text(java_script_enabled=False) == text()


def test_a_page_that_is_not_there_leads_on(visits: Visits) -> None:
    page = visits("404.html")
    page.get_by_role("main").get_by_role("link", name="browse by kind").click()
    page.wait_for_url("**/browse.html")

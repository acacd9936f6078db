"""A spoiled release in a real browser: on no page does anything run that was planted, and names are shown as text."""

from pathlib import Path

import pytest
from hostile_release import HOSTILE, write_hostile_release
from site_browser import PHONE, Visits

from oncotriples.release.opened import open_release
from oncotriples.site.building import build_site

pytestmark = [pytest.mark.system, pytest.mark.usefixtures("chromium")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The spoiled site, which the visits of this module go to."""
    folder = tmp_path_factory.mktemp("hostile")
    build_site([open_release(write_hostile_release(folder))], folder / "site", jobs=1)
    return folder / "site"


def test_nothing_that_was_planted_runs_on_any_page(site: Path, visits: Visits) -> None:
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    page = visits("404.html", **PHONE)
    ran, wide = [], []
    for path in paths:
        page.goto(visits.address + path)
        if page.evaluate("window.hacked") is not None:
            ran.append(path)
        if page.evaluate("document.scrollingElement.scrollWidth") > PHONE["viewport"]["width"]:
            wide.append(path)
    assert len(paths) > 150
    assert ran == []
    assert wide == []


def test_links_of_a_spoiled_thing_lead_to_the_web_or_nowhere(visits: Visits) -> None:
    page = visits("agent/element.html")
    schemes = page.locator("a").evaluate_all("links => [...new Set(links.map(link => link.protocol))]")
    assert set(schemes) <= {"http:", "https:"}
    page.get_by_text("javascript:window.hacked=1", exact=True).first.click()
    assert page.url.endswith("/agent/element.html")
    page.locator("a.away").first.hover()
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("name", HOSTILE)
def test_the_search_shows_a_spoiled_name_as_text_and_leads_to_its_page(name: str, visits: Visits) -> None:
    page = visits("index.html")
    page.get_by_role("combobox", name="Search agents").press_sequentially(name)
    option = page.get_by_role("option").filter(has_text="therapeutic agent")
    assert option.locator("bdi").evaluate("name => [name.textContent, name.children.length]") == [HOSTILE[name], 0]
    option.click()
    page.wait_for_url(f"**/agent/{name}.html")
    assert page.evaluate("window.hacked") is None
    found = visits(f"search.html?q={name}")
    found.locator("#results a").first.wait_for()
    assert found.locator("#results script, #results img, #results svg").count() == 0
    assert found.evaluate("window.hacked") is None


def test_a_question_with_a_spoiled_name_shows_its_values_as_text(visits: Visits) -> None:
    page = visits("query/ending.html")
    assert page.get_by_label("words").input_value() == HOSTILE["ending"]
    page.get_by_label("words").fill(HOSTILE["attribute"])
    page.get_by_text("The question in SPARQL", exact=True).click()
    assert "onerror='window.hacked=1'" in page.locator("#values").inner_text()
    assert page.locator("main img").count() == 0
    assert page.evaluate("window.hacked") is None

"""The pages for everybody: by keyboard alone, on a phone, in dark and light, on paper, and as axe judges them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from site_browser import PHONE, Visits
from site_kinds import pages_by_kind
from support import missing

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.system, pytest.mark.usefixtures("chromium")]

_HERE = Path(__file__).parent
_AXE = _HERE / "node" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_JUDGE = """rules => axe.run(document, { runOnly: rules, resultTypes: ["violations"] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary])))"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    if not _AXE.is_file():
        missing("axe-core", "npm ci --ignore-scripts --prefix tests/system/node")
    return _AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "options", [{"color_scheme": "light"}, {"color_scheme": "dark", **PHONE}], ids=["light", "dark and on a phone"]
)
def test_axe_finds_nothing_on_any_kind_of_page(options: dict[str, Any], axe: str, visits: Visits, site: Path) -> None:
    page = visits("404.html", bypass_csp=True, **options)  # axe puts styles into the page, which its policy forbids
    found = {}
    for path in pages_by_kind(site).values():
        _go(page, visits, path)
        page.evaluate(axe)
        found[path] = page.evaluate(_JUDGE, _RULES)
    assert {path: violations for path, violations in found.items() if violations} == {}


def test_no_kind_of_page_is_wider_than_a_phone(visits: Visits, site: Path) -> None:
    page = visits("404.html", **PHONE)
    widths = {}
    for path in pages_by_kind(site).values():
        _go(page, visits, path)
        widths[path] = page.evaluate("document.scrollingElement.scrollWidth")
    wide = {path: width for path, width in widths.items() if width > PHONE["viewport"]["width"]}
    assert wide == {}


@pytest.mark.parametrize(
    "path", ["index.html", "query/evidence-for-a-pair.html", "figures.html", "citation/pmid/22331945.html"]
)
def test_the_tab_key_reaches_everything_in_its_order_and_one_sees_where_it_is(path: str, visits: Visits) -> None:
    page = visits(path)
    page.wait_for_load_state("networkidle")
    page.evaluate((_HERE / "keyboard.js").read_text(encoding="utf-8"))
    total = page.evaluate("keyboard.number()")
    reached, unseen = [], []
    for _ in range(total):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("keyboard.place()"))
        if not page.evaluate("keyboard.isSeen()"):
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
    assert reached == list(range(total))
    assert unseen == []


def test_the_first_key_leads_past_the_head_of_the_page(visits: Visits) -> None:
    page = visits("agent/imatinib.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    box = skip.bounding_box()
    assert box
    assert box["width"] > 100, "it is seen while it has the focus"
    page.keyboard.press("Enter")
    page.wait_for_url("**/imatinib.html#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_cell_of_the_matrix_is_followed_by_keyboard(visits: Visits) -> None:
    page = visits("index.html")
    page.get_by_role("link", name="1 claim, imatinib and chordoma").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/imatinib-chordoma.html")


def test_every_figure_has_a_name_and_stands_as_a_table_too(visits: Visits) -> None:
    page = visits("figures.html")
    figures = page.locator("svg.figure-svg")
    assert figures.count() >= 3
    unnamed = figures.evaluate_all(
        """all => all.filter(svg => !(svg.getAttribute("aria-labelledby") ?? "").split(" ")
            .every(id => document.getElementById(id)?.textContent.trim())).map(svg => svg.id)"""
    )
    assert unnamed == []
    assert page.get_by_text("The same as a table").count() == page.locator("figure").count() == figures.count()


@pytest.mark.parametrize("path", ["index.html", "agent/imatinib.html", "query/agents-by-subtype.html", "figures.html"])
def test_paper_has_the_content_and_not_the_navigation(path: str, visits: Visits) -> None:
    page = visits(path, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator(".top nav").is_hidden()
    assert page.locator(".search").is_hidden()
    assert page.locator("h1").is_visible()
    assert page.get_by_text("Not medical advice").first.is_visible()
    ink, paper = page.evaluate("(style => [style.color, style.backgroundColor])(getComputedStyle(document.body))")
    assert (ink, paper) == ("rgb(22, 25, 29)", "rgb(255, 255, 255)")
    assert page.pdf(format="A4").startswith(b"%PDF-")


def _go(page: "Page", visits: Visits, path: str) -> None:
    """Open a page and wait until nothing moves on it."""
    page.goto(visits.address + path)
    if path == "playground.html" and page.locator("#playground").count():
        page.wait_for_selector("#playground[data-state=ready]")

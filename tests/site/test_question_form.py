"""The form of a question in a real browser: text, command and link follow what is typed, and mistakes are told."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from asked_release import question, small_release, sources_of
from support import missing, needs_program

from oncotriples.questions.params import bind
from oncotriples.questions.saved import find_query
from oncotriples.site.question_pages import question_files

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.system

PARAMS = '{minimum: {type: integer, default: 2}, words: {type: text, example: "<b>it\'s</b>"}}'
QUESTION = question(
    "SELECT ?n WHERE { ?s ex:count ?n FILTER(?n > ?_minimum_integer && STR(?n) != ?_words_text) }",
    columns="{n: integer}",
    params=PARAMS,
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one question, and the release behind it."""
    folder = tmp_path_factory.mktemp("form")
    release = small_release(folder / "release", "", {"asked": QUESTION})
    made = dict(question_files(sources_of(release, folder / "index.db"), folder))
    assets = Path(str(files("oncotriples"))) / "site" / "assets"
    made |= {f"assets/{path.name}": path.read_bytes() for path in assets.iterdir()}
    for name, content in made.items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator["Page"]:
    """The question's page. Nothing goes wrong on it, and it asks nobody else for anything."""
    chromium = needs_program("chromium")
    if find_spec("playwright") is None:
        missing("the Python package playwright", "pip install playwright; .ci/run does so")
    from playwright.sync_api import sync_playwright

    trouble: list[str] = []
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder / "site"))) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        with playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser:
            page = browser.new_page(viewport={"width": 360, "height": 700})
            page.on("console", lambda message: trouble.append(message.text))
            page.on("pageerror", lambda error: trouble.append(str(error)))
            page.on("request", lambda asked: None if asked.url.startswith(address) else trouble.append(asked.url))
            page.goto(f"{address}query/asked.html")
            yield page
        server.shutdown()
    assert trouble == []


def bound(folder: Path, **values: str) -> str:
    return bind(find_query(folder / "release" / "queries", "asked"), values)


def linked(page: "Page") -> str:
    address = page.locator("#run").get_attribute("href") or ""
    return unquote(address.partition("playground.html#query=")[2])


def test_the_page_fits_a_phone(page: "Page") -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_text_command_and_link_follow_what_is_typed(page: "Page", folder: Path) -> None:
    words = "</pre> \\u0022 'x'"
    page.get_by_label("minimum").fill("+07")
    page.get_by_label("words").fill(words)
    text = bound(folder, minimum="7", words=words)
    assert page.locator("pre.sparql code").text_content() == text
    assert linked(page) == text
    expected = """oncotriples query asked --param minimum=+07 --param 'words=</pre> \\u0022 '"'"'x'"'"''"""
    assert page.locator("#command").text_content() == expected


def test_a_value_that_does_not_fit_is_told_beside_its_field(page: "Page", folder: Path) -> None:
    page.get_by_label("words").fill("x")
    page.get_by_label("minimum").fill("7")
    page.get_by_label("minimum").fill("seven")
    alert = page.get_by_role("alert").filter(has_text="must")
    assert alert.text_content() == "minimum must be a whole number of at most 18 digits, such as 2."
    assert page.get_by_label("minimum").get_attribute("aria-invalid") == "true"
    assert page.get_by_label("words").get_attribute("aria-invalid") == "false"
    assert page.locator("#run").get_attribute("href") is None
    assert page.locator("#run").get_attribute("aria-disabled") == "true"
    assert page.locator("pre.sparql code").text_content() == bound(folder, minimum="7", words="x"), (
        "the last that fitted"
    )
    page.get_by_label("minimum").fill("8")
    assert alert.count() == 0
    assert linked(page) == bound(folder, minimum="8", words="x")
    assert page.locator("#run").get_attribute("aria-disabled") is None


def test_enter_runs_the_question_in_the_playground(page: "Page", folder: Path) -> None:
    page.get_by_label("minimum").fill("nine")
    page.get_by_label("minimum").press("Enter")
    assert page.url.endswith("/query/asked.html")
    page.get_by_label("minimum").fill("9")
    page.get_by_label("words").fill("x")
    page.route(
        "**/playground.html*", lambda route: route.fulfill(body="<title>There</title>", content_type="text/html")
    )
    page.get_by_label("minimum").press("Enter")
    page.wait_for_url("**/playground.html*")
    assert unquote(page.url).endswith(f"#query={bound(folder, minimum='9', words='x')}")

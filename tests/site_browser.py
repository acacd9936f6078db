"""A real browser on the pages of a site, and everything that goes wrong while somebody looks at them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from support import missing, needs_program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

__all__ = ["PHONE", "Visits", "launched", "program"]

PHONE: Mapping[str, Any] = {"viewport": {"width": 360, "height": 740}}
"""The options of a visit by a narrow phone."""

_MILLISECONDS = 15_000
# What a page had begun to fetch when the visitor left it, and what became a file instead of a page.
_LEFT = "net::ERR_ABORTED"


def program() -> str:
    """The path of the browser, once what drives it is there too; else a skip."""
    chromium = needs_program("chromium")
    if find_spec("playwright") is None:
        missing("the Python package playwright", "pip install '.[browser]'")
    return chromium


@contextmanager
def launched(chromium: str) -> Iterator["Browser"]:
    """The browser, running."""
    from playwright.sync_api import sync_playwright

    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser,
    ):
        yield browser


@dataclass
class Visits:
    """Visits to the site at an address, each by somebody new.

    ``trouble`` is what went wrong: complaints in the console, errors of scripts, requests that failed, answers that are
    errors, requests to anybody else.
    """

    browser: "Browser"
    address: str
    trouble: list[str] = field(default_factory=list)
    _contexts: list["BrowserContext"] = field(default_factory=list)

    def __call__(self, path: str, **options: Any) -> "Page":
        """A page of the site in a fresh profile. ``options`` are those of Playwright's ``new_context``."""
        context = self.browser.new_context(**options)
        self._contexts.append(context)
        context.set_default_timeout(_MILLISECONDS)
        context.on("console", lambda message: self.trouble.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda error: self.trouble.append(str(error.error)))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", lambda got: self.trouble.append(f"{got.status} {got.url}") if got.status > 399 else None)
        page = context.new_page()
        page.goto(self.address + path)
        return page

    def close(self) -> None:
        """End all visits."""
        for context in self._contexts:
            context.close()

    def _asked(self, request: "Request") -> None:
        if not request.url.startswith((self.address, "blob:", "data:")):
            self.trouble.append(f"asked another: {request.url}")

    def _failed(self, request: "Request") -> None:
        if request.failure != _LEFT:
            self.trouble.append(f"failed: {request.url}: {request.failure}")

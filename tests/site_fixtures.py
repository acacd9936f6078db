"""The release and the site of this checkout, made once for all workers of a run, and a browser that watches itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from once import made_once
from site_browser import Visits, launched, program
from site_server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of this checkout. Only read it."""
    from oncotriples.publishing import publish
    from oncotriples.release.opened import newest_release
    from oncotriples.sources import find_sources

    release = newest_release(made_once(tmp_path_factory, "released", lambda out: publish(find_sources(), out)))
    assert release is not None
    return release


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, released: Path) -> Path:
    """The folder of the site of that release. Only read it."""
    from oncotriples.release.opened import open_release
    from oncotriples.site.building import build_site
    from oncotriples.workers import available_processors

    return made_once(
        tmp_path_factory, "site", lambda out: build_site([open_release(released)], out, jobs=available_processors())
    )


# Of the whole run, so that it comes before the site is made for nothing.
@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's chromium."""
    return program()


# Of a module, not of the run: Playwright runs once at a time in a process, and other modules start it for themselves.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator["Browser"]:
    """It, running."""
    with launched(chromium) as browser:
        yield browser


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with serving(site) as address:
        yield address


@pytest.fixture
def visits(browser: "Browser", address: str) -> Iterator[Visits]:
    """Opens pages of the site. In the end nothing has gone wrong on any of them, and nobody else was asked."""
    visits = Visits(browser, address)
    yield visits
    visits.close()
    assert visits.trouble == []

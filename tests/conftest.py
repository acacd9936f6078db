"""The real graph, read once a worker, and one build of it for the whole run, with and without records."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from support import ROOT, curated_sources

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

pytest_plugins = ["site_fixtures"]

# A change is judged by the same examples on every machine; --hypothesis-profile=default searches for new ones.
settings.register_profile("same-everywhere", derandomize=True, deadline=None)  # no test is judged by its time
settings.load_profile("same-everywhere")


@pytest.fixture(scope="session")
def loaded() -> "Loaded":
    """What people wrote in this checkout, with what the rules infer. Never change it."""
    from oncotriples.graph.assembling import load_sources
    from oncotriples.sources import find_sources

    return load_sources(find_sources())


@pytest.fixture(scope="session")
def whole() -> "Loaded":
    """The same with kg/records/: the graph that ``oncotriples query`` asks. Never change it."""
    from oncotriples.graph.assembling import load_sources, record_paths
    from oncotriples.sources import find_sources

    sources = find_sources()
    return load_sources(sources, record_paths(sources))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of what people wrote, made by whichever worker comes first. Only read it."""
    shared = _shared(tmp_path_factory)
    return _built(shared / "dist", lambda: curated_sources(shared / "curated"))


@pytest.fixture(scope="session")
def built_whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of this checkout, with kg/records/. Only read it."""
    return _built(_shared(tmp_path_factory) / "dist-whole", lambda: ROOT)


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each worker of pytest-xdist has a folder of its own below the run's; without workers there is only the run's."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


def _built(out: Path, sources: Callable[[], Path]) -> Path:
    from oncotriples.pipeline import build
    from oncotriples.sources import find_sources

    with out.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            result = build(find_sources(sources()), out)
            assert result.conforms, result.text()
    return out

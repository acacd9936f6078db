"""The real graph, read once a worker, and one build of it for the whole run."""

import fcntl
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded


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
    """The folder of one build, made by whichever worker comes first. Only read it."""
    from oncotriples.pipeline import build
    from oncotriples.sources import find_sources

    # Each worker of pytest-xdist has a folder of its own below the run's; without workers there is only the run's.
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    dist = shared / "dist"
    with (shared / "dist.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not dist.exists():
            result = build(find_sources(), dist)
            assert result.conforms, result.text()
    return dist

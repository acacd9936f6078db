"""Something costly that all workers of a run of tests share: made by whichever comes first."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

__all__ = ["made_once"]


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The path ``name`` in a folder of the run, after ``make`` wrote it, in this process or another. Only read it."""
    out = _shared(factory) / name
    with out.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            making = out.with_name(f"{name}.making")
            make(making)
            making.rename(out)
    return out


def _shared(factory: pytest.TempPathFactory) -> Path:
    """Each worker of pytest-xdist has a folder of its own below the run's; without workers there is only the run's."""
    folder = factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

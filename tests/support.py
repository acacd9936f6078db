"""What tests of several folders share: the checkout's root, and skips that a full run turns into failures."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

__all__ = ["ROOT", "curated_sources", "missing", "needs_module", "needs_program", "needs_shared"]

ROOT = Path(__file__).resolve().parents[1]


def curated_sources(folder: Path) -> Path:
    """A copy of the source folders with what people wrote, without kg/records/: the same checks in a tenth of the time.

    A test may spoil it.
    """
    for name in ("kg", "ontology", "queries"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("records"))
    return folder


def missing(what: str, mend: str) -> NoReturn:
    """Skip the test because ``what`` is absent; under ONCOTRIPLES_REQUIRE=all it fails instead."""
    if os.environ.get("ONCOTRIPLES_REQUIRE") == "all":
        pytest.fail(f"{what} is required here but missing: {mend}", pytrace=False)
    pytest.skip(f"{what} is missing: {mend}")


def needs_program(name: str) -> str:
    """The path of a program."""
    path = shutil.which(name)
    if path is None:
        missing(f"the program {name}", "install it; .ci/run does so")
    return path


def needs_module(name: str) -> Path:
    """The folder of an installed Python package, which is not imported."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        missing(f"the Python package {name}", "pip install '.[judges]'")
    return Path(spec.submodule_search_locations[0])


def needs_shared() -> Path:
    """The optional folder of source documents beside the checkout. Its absence is a skip in every run."""
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        pytest.skip("the source documents (../shared) are not here; they are optional")
    return shared

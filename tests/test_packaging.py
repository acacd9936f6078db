"""What the repository promises as a whole: commands, versions, licences, modules, and what travels in the wheel."""

import ast
import hashlib
import importlib
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import ROOT, missing

import oncotriples
from oncotriples.graph.reading import read_turtle
from oncotriples.namespaces import ONTOLOGY
from oncotriples.release.version import DATA_DATE, DATA_VERSION

BUILD = (
    "python3 -m venv .venv && .venv/bin/pip install --quiet --constraint constraints.txt . && .venv/bin/python build.py"
)
TEST = (
    "python3 -m venv .venv && .venv/bin/pip install --quiet --constraint constraints.txt '.[test]'"
    " && .venv/bin/python -m pytest --numprocesses auto"
)

_SOURCE = ROOT / "src" / "oncotriples"
MODULES = sorted(_SOURCE.rglob("*.py"))

# What a checkout holds, without what tools leave there. Not asked of git: a source distribution has no history.
_OWN = (
    *(".ci", ".github", "benchmarks", "docs", "hosting", "kg", "ontology", "playground", "queries", "src", "tests"),
    *(".gitignore", "CHANGELOG.md", "CITATION.cff", "README.md", "build.py", "constraints.txt", "hatch_build.py"),
    "pyproject.toml",
)
_LEFTOVERS = {"node_modules", "__pycache__", ".mypy_cache"}
_BUNDLE = _SOURCE / "site" / "playground"  # made by Node.js when the package is built

# Written in pieces, so that this file does not hold what it looks for.
_REGISTRIES = re.compile(r"\b(py" r"pi\.org|files\.python" r"hosted\.org|registry\.npm" r"js\.org|deb\.debian\.org)\b")
_MACHINE_PATHS = re.compile(r"(?<![\w./-])(?:/(?:home|root|Users|opt|work|tmp)/|[A-Z]:\\\\)\w")


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _own_files() -> Iterator[Path]:
    for name in _OWN:
        top = ROOT / name
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and not _LEFTOVERS & set(path.relative_to(ROOT).parts) and _BUNDLE not in path.parents:
                yield path


def _module_name(path: Path) -> str:
    parts = path.relative_to(_SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("command", [BUILD, TEST], ids=["build", "test"])
@pytest.mark.parametrize("place", ["README.md", ".ci/run"])
def test_the_two_commands_stand_on_a_line_of_their_own(command: str, place: str) -> None:
    lines = (ROOT / place).read_text(encoding="utf-8").splitlines()
    assert command in [line.strip() for line in lines]


def _newest(part: str) -> tuple[str, str]:
    """Version and date of the newest entry about data, ontology or code in CHANGELOG.md."""
    date = ""
    for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            date = line.removeprefix("## ")
        elif line.startswith(f"### {part} "):
            return line.removeprefix(f"### {part} "), date
    raise AssertionError(f"CHANGELOG.md: no heading “### {part} 0.0.0” below a date")


def test_versions_of_the_code_agree() -> None:
    version, date = _newest("Code")
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (citation["version"], str(citation["date-released"])) == (version, date)
    assert _project()["project"]["version"] == version
    assert oncotriples.__version__ == version


def test_versions_of_the_data_agree() -> None:
    assert (DATA_VERSION, DATA_DATE.isoformat()) == _newest("Data")


def test_versions_of_the_ontology_agree() -> None:
    version, _ = _newest("Ontology")
    stated = {
        triple.predicate.value.partition("#")[2]: str(triple.object)
        for triple in read_turtle(ROOT / "ontology" / "oncotriples.ttl", "ontology/oncotriples.ttl").triples
        if str(triple.subject) == f"<{ONTOLOGY}>"
    }
    assert (stated["versionInfo"], stated["versionIRI"]) == (f'"{version}"', f"<{ONTOLOGY}/{version}>")


@pytest.mark.parametrize(
    ("name", "sha256"),
    [
        # The texts as the Apache Software Foundation and Creative Commons publish them.
        ("LICENSE", "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"),
        ("LICENSE-DATA", "a2010f343487d3f7618affe54f789f5487602331c0a8d03f49e9a7c547cf0499"),
    ],
)
def test_licences_are_unaltered(name: str, sha256: str) -> None:
    assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == sha256


def test_constraints_pin_every_direct_requirement() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert pins == sorted(pins, key=str.lower)
    names = {_normal(name): version for name, version in (pin.split("==") for pin in pins)}
    project = _project()["project"]
    wanted = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    assert {_normal(re.split(r"[<>=~!\[ ]", requirement)[0]) for requirement in wanted} <= set(names)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in _own_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if _REGISTRIES.search(line) or _MACHINE_PATHS.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=_module_name)
def test_all_is_true(path: Path) -> None:
    """Every name in ``__all__`` exists, and every public function and class of the module is in it."""
    module = importlib.import_module(_module_name(path))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }
    # The module that runs the package, and packages that only group modules, offer nothing.
    stated = getattr(module, "__all__", []) if path.name in {"__init__.py", "__main__.py"} else module.__all__
    assert [name for name in stated if not hasattr(module, name)] == []
    assert len(stated) == len(set(stated))
    assert public <= set(stated)


@pytest.mark.parametrize("path", MODULES, ids=_module_name)
def test_a_module_stays_below_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


@pytest.mark.system
def test_the_wheel_holds_the_graph() -> None:
    """Run where the package is installed from a wheel, as .ci/run does: its data are this checkout's, byte by byte."""
    package = Path(str(files("oncotriples"))).resolve()
    if package == _SOURCE:
        missing("the installed package", "pip install . (here it is imported from src/)")
    for folder in ("kg", "ontology", "queries"):
        inside, here = (
            {path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}
            for top in (package / "data" / folder, ROOT / folder)
        )
        assert inside == here
    assert (package / "data" / "constraints.txt").read_bytes() == (ROOT / "constraints.txt").read_bytes()
    assert (package / "py.typed").is_file()

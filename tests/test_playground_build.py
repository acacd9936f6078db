"""hatch_build.py: a wheel holds the playground's bundle, or the build says why it has none."""

import hashlib
import json
import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest
from support import ROOT, missing

BUNDLE = "src/oncotriples/site/playground"

_PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "oncotriples"
version = "1"

[tool.hatch.build.targets.wheel]
packages = ["src/oncotriples"]

[tool.hatch.build.targets.wheel.hooks.custom]
"""

_NO_NODE = "This build has no playground, because Node.js and npm, which build it, are not on the PATH."


def _write(root: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the hook, sources of a playground and a bundle of them; no program is on the PATH."""
    if find_spec("hatchling") is None:
        missing("the Python package hatchling", "pip install '.[test]'")
    root = tmp_path / "project"
    sources = {"package-lock.json": "{}\n", "src/playground.js": "// source\n"}
    manifest = {
        "files": {"playground.js": {"sha256": _digest("bundled\n")}},
        "sources": {name: _digest(content) for name, content in sources.items()},
    }
    _write(root / "playground", sources)
    _write(root / BUNDLE, {"playground.js": "bundled\n", "manifest.json": json.dumps(manifest)})
    _write(
        root,
        {
            ".gitignore": f"/{BUNDLE}/\n",
            "hatch_build.py": (ROOT / "hatch_build.py").read_text(encoding="utf-8"),
            "pyproject.toml": _PYPROJECT,
            "src/oncotriples/__init__.py": "",
        },
    )
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.delenv("ONCOTRIPLES_PLAYGROUND", raising=False)
    return root


def _built(root: Path) -> set[str]:
    """The names of the bundle's files in the wheel of a project."""
    from hatchling.builders.wheel import WheelBuilder

    (wheel,) = WheelBuilder(str(root)).build(directory=str(root / "dist"), versions=["standard"])
    with ZipFile(wheel) as opened:
        names = opened.namelist()
    assert "oncotriples/__init__.py" in names
    prefix = "oncotriples/site/playground/"
    return {name.removeprefix(prefix) for name in names if name.startswith(prefix)}


def _said(capfd: pytest.CaptureFixture[str]) -> str:
    out, err = capfd.readouterr()
    return out + err


def test_a_bundle_that_is_up_to_date_travels_in_the_wheel(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert _built(project) == {"playground.js", "manifest.json"}
    assert "playground, because" not in _said(capfd)


def _changed_source(root: Path) -> None:
    _write(root, {"playground/src/playground.js": "// changed\n"})


def _missing_source(root: Path) -> None:
    (root / "playground/src/playground.js").unlink()


def _damaged_file(root: Path) -> None:
    _write(root, {f"{BUNDLE}/playground.js": "bund"})


def _manifest(content: str) -> Callable[[Path], None]:
    return lambda root: _write(root, {f"{BUNDLE}/manifest.json": content})


@pytest.mark.parametrize(
    "spoil",
    [_changed_source, _missing_source, _damaged_file, _manifest("{"), _manifest("[]"), _manifest('{"sources": []}')],
    ids=["changed source", "missing source", "damaged file", "no JSON", "a list", "sources are a list"],
)
def test_a_bundle_that_is_not_of_these_sources_stays_behind(
    spoil: Callable[[Path], None], project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    spoil(project)
    assert _built(project) == set()
    assert _NO_NODE in _said(capfd)


def test_a_bundle_that_is_required_but_cannot_be_built_ends_the_build(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    _changed_source(project)
    monkeypatch.setenv("ONCOTRIPLES_PLAYGROUND", "require")
    with pytest.raises(SystemExit):
        _built(project)
    assert _NO_NODE in _said(capfd)


def test_a_required_bundle_that_is_up_to_date_is_taken(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONCOTRIPLES_PLAYGROUND", "require")
    assert _built(project) == {"playground.js", "manifest.json"}


def test_a_playground_that_is_not_wanted_is_left_out_without_a_word(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONCOTRIPLES_PLAYGROUND", "skip")
    assert _built(project) == set()
    assert "playground, because" not in _said(capfd)


def test_a_wish_that_means_nothing_is_refused(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONCOTRIPLES_PLAYGROUND", "yes")
    with pytest.raises(SystemExit):
        _built(project)
    assert "ONCOTRIPLES_PLAYGROUND is “yes”: set it to require or skip, or leave it out" in _said(capfd)


def test_a_build_without_the_sources_of_the_playground_says_so(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (project / "playground/package-lock.json").unlink()
    assert _built(project) == set()
    assert "because its sources, playground/, are not here." in _said(capfd)


@pytest.mark.skipif(os.name != "posix", reason="the programs are shell scripts")
def test_a_program_that_fails_is_named_with_its_last_words(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _changed_source(project)
    for name in ("node", "npm"):
        program = Path(os.environ["PATH"]) / name
        program.write_text("#!/bin/sh\necho 'npm error network is down' >&2\nexit 7\n", encoding="utf-8")
        program.chmod(0o755)
    assert _built(project) == set()
    assert "because “npm ci” failed: npm error network is down." in _said(capfd)
    assert sorted(path.name for path in (project / "playground").iterdir()) == ["package-lock.json", "src"]

"""playground/: its bundle is the same from every build, names no machine, says whose work it holds, and travels."""

import json
import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from playground_site import build, copied_sources, install
from support import ROOT, missing, needs_program

pytestmark = pytest.mark.system

_FILES = {
    "licenses.txt", "manifest.json", "oxigraph_bg.wasm", "playground.css", "playground.js", "sw.js", "worker.js",
}  # fmt: skip

# WCAG 2: text needs 4.5 to 1.
_AA = 4.5


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sources = copied_sources(tmp_path_factory.mktemp("first"))
    install(sources)
    return sources


@pytest.fixture(scope="module")
def bundle(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(sources, tmp_path_factory.mktemp("bundle") / "playground")


def test_a_second_build_elsewhere_gives_the_same_bytes(bundle: Path, tmp_path: Path) -> None:
    again = copied_sources(tmp_path / "a second folder")
    install(again)
    second = build(again, tmp_path / "out" / "playground")
    first, other = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in (bundle, second))
    assert first.keys() == _FILES
    assert first == other


def test_a_build_takes_the_place_of_the_one_before(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "playground"
    out.mkdir()
    (out / "old.js").write_text("old", encoding="utf-8")
    assert {path.name for path in build(sources, out).iterdir()} == _FILES
    assert [path.name for path in tmp_path.iterdir()] == ["playground"]


def test_the_lock_file_names_no_registry() -> None:
    lock = (ROOT / "playground" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    packages = json.loads(lock)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_the_bundle_names_no_folder_of_this_machine(sources: Path, bundle: Path) -> None:
    for path in bundle.iterdir():
        content = path.read_bytes()
        for folder in (ROOT, sources, bundle, Path.home() / ".npm"):
            assert str(folder).encode() not in content, path.name
        if path.suffix != ".wasm":  # that one names its makers' folders
            assert re.search(rb"(?:registry\.|sourceMappingURL|/home/|/tmp/)", content) is None, path.name


def test_the_bundle_evaluates_no_text(bundle: Path) -> None:
    for name in ("playground.js", "sw.js", "worker.js"):
        code = (bundle / name).read_text(encoding="utf-8")
        assert re.search(r"\beval\(|new Function\(|innerHTML\s*=|document\.write", code) is None, name


def test_every_package_in_the_bundle_has_its_license_in_it(bundle: Path) -> None:
    text = (bundle / "licenses.txt").read_text(encoding="utf-8")
    packages = json.loads((ROOT / "playground" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    carried = {name: package for name, package in packages.items() if name and not package.get("dev")}
    assert "node_modules/oxigraph" in carried
    for name, package in carried.items():
        title = f"{name.removeprefix('node_modules/')} {package['version']} ({package['license']})\n\n"
        _, _, after = text.partition(title)
        assert "Permission is hereby granted, free of charge" in after.partition("\n----")[0], name


def test_a_package_under_another_license_ends_the_build(tmp_path: Path) -> None:
    sources = copied_sources(tmp_path)
    install(sources)
    described = sources / "node_modules" / "crelt" / "package.json"
    described.write_text(described.read_text(encoding="utf-8").replace('"MIT"', '"SSPL-1.0"'), encoding="utf-8")
    command = [needs_program("node"), "build.mjs", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=sources, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "crelt is under “SSPL-1.0”: if that will do, allow it in licenses.mjs" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_tests_that_need_no_browser_pass(sources: Path) -> None:
    command = [needs_program("npm"), "test", "--loglevel=error"]
    done = subprocess.run(command, cwd=sources, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"^# pass (\d+)$", done.stdout, re.MULTILINE)[0]) > 50


def test_a_wheel_gets_the_bundle(bundle: Path, tmp_path: Path) -> None:
    try:
        from hatchling.builders.wheel import WheelBuilder
    except ImportError:
        missing("the Python package hatchling", "pip install '.[test]'")
    copied_sources(tmp_path)
    (tmp_path / "src" / "oncotriples").mkdir(parents=True)
    (tmp_path / "src" / "oncotriples" / "__init__.py").touch()
    (tmp_path / ".gitignore").write_text("/src/oncotriples/site/playground/\n", encoding="utf-8")
    (tmp_path / "hatch_build.py").write_bytes((ROOT / "hatch_build.py").read_bytes())
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "oncotriples"\nversion = "1"\n[tool.hatch.build.targets.wheel]\n'
        'packages = ["src/oncotriples"]\n[tool.hatch.build.targets.wheel.hooks.custom]\n',
        encoding="utf-8",
    )
    (wheel,) = WheelBuilder(str(tmp_path)).build(directory=str(tmp_path / "dist"), versions=["standard"])
    with ZipFile(wheel) as opened:
        held = {Path(name).name: opened.read(name) for name in opened.namelist() if "/site/playground/" in name}
    assert held == {path.name: path.read_bytes() for path in bundle.iterdir()}


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_colors_of_words_can_be_read_on_either_paper_also_where_they_are_selected() -> None:
    css = (ROOT / "playground" / "src" / "playground.css").read_text(encoding="utf-8")
    schemes = css.split("prefers-color-scheme: dark")
    for scheme, paper in zip(schemes, ("#ffffff", "#16181b"), strict=True):
        colors = dict(re.findall(r"--pg-(\w+): (#[0-9a-f]{6});", scheme))
        assert len(colors) == 7
        behind = colors.pop("selection")
        for name, color in colors.items():
            assert _contrast(color, paper) >= _AA, name
            assert _contrast(color, behind) >= _AA, name

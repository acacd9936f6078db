"""Time reading PubMed's files: gzip and lxml alone, pubmed_parser, and ours; memory for four times as many articles.

``python benchmarks/literature.py [ROUNDS]``. The files are made up by ``literature_data.py`` and kept in .peers/;
pubmed_parser is no dependency of the project and gets an environment of its own there. Each run is a cold process from
its start to its end; the runs of a round follow one another, so that a slow minute of the machine slows all of them.
The tables show medians. Before anything is timed, what ours reads is compared with what was generated.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

# Run as a file, Python sees this folder, not the package that it is.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.literature_data import COUNT
from benchmarks.literature_xml import write_file

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
KEPT = ROOT / ".peers"
ENVIRONMENT = KEPT / "pubmed_parser"
# The same lxml as ours.
PACKAGES = {"pubmed_parser": "0.5.1", "lxml": "6.1.3"}
COPIES = 4
PATIENCE, MEGABYTES = 600, 4_000
PEER = "pubmed_parser"

Run = Mapping[str, float]

# What is run on one file, and on all of them; the names are those of the table.
ON_ONE = {
    "gzip alone": "gzip",
    "lxml, iterparse alone": "lxml",
    PEER: "",
    f"{PEER}, lines of JSON": "--lines",
    "ours, records": "records",
    "ours, all as lines of JSON, 1 job": "all-1",
    "ours, all as lines of JSON, 2 jobs": "all-2",
    "ours, 2,000 cited": "cited",
}
ON_ALL = {name: what for name, what in ON_ONE.items() if name.startswith("ours")}


def files() -> Sequence[Path]:
    """The files, made when they are asked for the first time or made in another way."""
    sources = (HERE / name for name in ("literature_data.py", "literature_xml.py"))
    folder = KEPT / f"literature-{hashlib.sha256(b''.join(path.read_bytes() for path in sources)).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"pubmed26n{number:04}.xml.gz" for number in range(1, COPIES + 1)]
    for number, path in enumerate(paths, 1):
        if not path.exists():
            print(f"making {path.name}", file=sys.stderr)
            beside = path.with_suffix(".part")
            write_file(beside, COUNT, number)
            beside.rename(path)
    return paths


def prepare_peer() -> None:
    """An environment with pubmed_parser, unless it is there."""
    ready = ENVIRONMENT / "-".join(PACKAGES.values())
    if not ready.exists():
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True, stdout=sys.stderr)
        wanted = [f"{name}=={version}" for name, version in PACKAGES.items()]
        subprocess.run([ENVIRONMENT / "bin" / "pip", "install", "--quiet", *wanted], check=True, stdout=sys.stderr)
        ready.touch()


def run(name: str, paths: Sequence[Path], folder: Path) -> Run:
    """One cold process: its seconds, its processor's seconds, and the most memory of it and those it started."""
    output, errors = folder / "output", folder / "errors"
    command: list[str | Path] = [sys.executable, "-m", "benchmarks.timed_literature", ON_ONE[name], *paths]
    if name.startswith(PEER):
        command = [ENVIRONMENT / "bin" / "python", HERE / "peers" / "run_pubmed_parser.py", *paths]
        command += [ON_ONE[name]] if ON_ONE[name] else []
    watch = (sys.executable, "-I", "-S", HERE / "measured.py", str(PATIENCE), str(MEGABYTES), output, errors)
    done = subprocess.run(
        [*watch, *command], cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, text=True, check=True
    )
    result = json.loads(done.stdout)
    if result["ended"] or result["code"]:
        sys.exit(f"{name}: {result['ended']} {errors.read_text(encoding='utf-8', errors='replace')[-2000:]}")
    print(f"{name}, {len(paths)}: {result['seconds']:.2f} s, {result['peak'] / 1e6:.0f} MB", file=sys.stderr)
    return {key: result[key] for key in ("seconds", "cpu", "peak")}


def fields(path: Path) -> str:
    """What ours gives, which is what was generated. Ends the program where it is not."""
    command: list[str | Path] = [sys.executable, "-m", "benchmarks.timed_literature", "check", path]
    done = subprocess.run(command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    print(json.dumps(found, indent=1), file=sys.stderr)
    return f"{COUNT:,} articles as generated: {found['values']:,} values of {len(found['fields'])} fields"


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def medians(runs: Sequence[Run]) -> Run:
    """The median of each figure."""
    return {key: median(one[key] for one in runs) for key in runs[0]}


def table(one: Mapping[str, Run], every: Mapping[str, Run]) -> Sequence[str]:
    """The lines of the two tables."""
    lines = [f"| what | seconds | articles/s | times {PEER} | CPU seconds | peak MB | with {COPIES} times as many |"]
    lines.append("|---" * 7 + "|")
    peer = one[PEER]["seconds"]
    for name, result in one.items():
        seconds = result["seconds"]
        more = f"{every[name]['seconds']:.2f} s, {every[name]['peak'] / 1e6:.0f} MB" if name in every else ""
        cells = (f"{seconds:.2f}", f"{COUNT / seconds:,.0f}", f"{peer / seconds:.2f}", f"{result['cpu']:.2f}")
        lines.append(f"| {name} | {' | '.join(cells)} | {result['peak'] / 1e6:.0f} | {more} |")
    first, second = "ours, all as lines of JSON, 1 job", "ours, all as lines of JSON, 2 jobs"
    lines_of_peer = one[f"{PEER}, lines of JSON"]["seconds"]
    ratios = [
        (f"{PEER} / ours, records", peer / one["ours, records"]["seconds"], "≥ 2"),
        (f"{PEER} / ours, lines of JSON, 1 job", lines_of_peer / one[first]["seconds"], "≥ 2"),
        (f"{PEER} / ours, lines of JSON, 2 jobs", lines_of_peer / one[second]["seconds"], ""),
        ("lines of JSON, 1 job / 2 jobs", one[first]["seconds"] / one[second]["seconds"], "near 2"),
        (f"the same, {COPIES} times as many", every[first]["seconds"] / every[second]["seconds"], "near 2"),
        *(
            (f"memory of {COPIES} times as many / once, {name[6:]}", every[name]["peak"] / one[name]["peak"], "near 1")
            for name in ON_ALL
        ),
    ]
    lines += ["", "| ratio | | goal |", "|---|---|---|"]
    lines += [f"| {name} | {value:.2f} | {goal} |" for name, value, goal in ratios]
    return lines


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    paths = files()
    prepare_peer()
    print(fields(paths[0]), end="\n\n", flush=True)
    one: dict[str, list[Run]] = {name: [] for name in ON_ONE}
    every: dict[str, list[Run]] = {name: [] for name in ON_ALL}
    with TemporaryDirectory() as temporary:
        for _ in range(rounds):
            for name, runs in one.items():
                runs.append(run(name, paths[:1], Path(temporary)))
            for name, runs in every.items():
                runs.append(run(name, paths, Path(temporary)))
    print("\n".join(table(*({name: medians(runs) for name, runs in kind.items()} for kind in (one, every)))))


if __name__ == "__main__":
    main()

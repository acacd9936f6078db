"""Time whole cold processes: our build against the plain script, the help text, and a query of the built graph.

``python benchmarks/build.py [ROUNDS]``. The runs of a round follow one another, so that a slow minute of the machine
slows all of them; the table shows medians and, against the plain script, ratios of medians. The curated graph is built
in every round, the whole graph, with what kg/records/ holds, in every third.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OURS = ("-m", "oncotriples")


def seconds(*arguments: str) -> tuple[float, str]:
    """How long a fresh Python process takes, and what it prints."""
    # Python files are compiled already, as in an installed package; so each process is cold but not new.
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return time.perf_counter() - start, done.stdout


def measure(folder: Path, rounds: int) -> Mapping[str, float]:
    """Medians of each kind of run, in seconds."""
    curated, built, whole = folder / "curated", folder / "built", folder / "whole"
    for name in ("kg", "ontology", "queries"):
        shutil.copytree(ROOT / name, curated / name, ignore=shutil.ignore_patterns("records"))
    root = ("--root", str(curated))
    seconds(*OURS, *root, "build", "--quiet", "--out", str(built))
    seconds(*OURS, "build", "--quiet", "--out", str(whole))
    plain, plain_whole = (_plain_call(made) for made in (built, whole))
    times: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        times.setdefault(name, []).append(value)

    for number in range(rounds + 1):
        note("ours", seconds(*OURS, *root, "build", "--quiet", "--out", str(folder / "ours"))[0])
        total, spent = seconds(str(HERE / "timed_build.py"), str(curated), str(folder / "timed"))
        note("ours, SHACL", float(spent))
        note("ours, the rest", total - float(spent))
        total, spent = seconds(*plain, str(folder / "plain"))
        note("plain", total)
        note("plain, SHACL", float(spent))
        note("plain, the rest", total - float(spent))
        note("help", seconds(*OURS, "--help")[0])
        for name, made in (("query", built), ("query, whole", whole)):
            graph = str(made / "oncotriples.nq")
            note(name, seconds(*OURS, "query", "agents-by-subtype", "--format", "csv", "--graph", graph)[0])
        if number == 0:
            times.clear()  # the first round warms the disk cache
        if number % 3 == 1:
            note("ours, whole", seconds(*OURS, "build", "--quiet", "--out", str(folder / "ours"))[0])
            note("plain, whole", seconds(*plain_whole, str(folder / "plain"))[0])
    return {name: median(values) for name, values in times.items()}


def _plain_call(built: Path) -> list[str]:
    files = ("oncotriples.trig", "shapes.ttl", "ontology.ttl", "context.jsonld")
    return [str(HERE / "plain_build.py"), *(str(built / name) for name in files)]


def table(times: Mapping[str, float]) -> Sequence[str]:
    """The lines of the table, each with its goal."""
    rows = [
        ("build of the curated graph, all", times["ours"], times["plain"], 1.0),
        ("the same, all but SHACL", times["ours, the rest"], times["plain, the rest"], 0.5),
        ("the same, SHACL", times["ours, SHACL"], times["plain, SHACL"], None),
        ("build of the whole graph, all", times["ours, whole"], times["plain, whole"], 1.0),
    ]
    lines = ["| what | oncotriples | plain script | ratio | goal |", "|---|---|---|---|---|"]
    for name, ours, plain, goal in rows:
        shown = "" if goal is None else f"≤ {goal:.1f}"
        lines.append(f"| {name} | {ours:.2f} s | {plain:.2f} s | {ours / plain:.2f} | {shown} |")
    lines.append(f"| oncotriples --help | {times['help']:.2f} s | | | ≤ 0.2 s |")
    lines.append(f"| oncotriples query of the curated graph, built | {times['query']:.2f} s | | | ≤ 0.4 s |")
    lines.append(f"| oncotriples query of the whole graph, built | {times['query, whole']:.2f} s | | | |")
    return lines


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with TemporaryDirectory() as folder:
        print("\n".join(table(measure(Path(folder), rounds))))


if __name__ == "__main__":
    main()

"""Time whole cold processes: our build against the plain script, the help text, and a query of the built graph.

``python benchmarks/build.py [ROUNDS]``. The runs of a round follow one another, so that a slow minute of the machine
slows all of them; the table shows medians and, against the plain script, ratios of medians.
"""

import os
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
    built = folder / "built"
    seconds(*OURS, "build", "--quiet", "--out", str(built))
    plain = [str(HERE / "plain_build.py")]
    plain += [str(built / name) for name in ("oncotriples.trig", "shapes.ttl", "ontology.ttl", "context.jsonld")]
    times: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        times.setdefault(name, []).append(value)

    for number in range(rounds + 1):
        note("ours", seconds(*OURS, "build", "--quiet", "--out", str(folder / "ours"))[0])
        total, spent = seconds(str(HERE / "timed_build.py"), str(folder / "timed"))
        note("ours, pyshacl", float(spent))
        note("ours, the rest", total - float(spent))
        total, spent = seconds(*plain, str(folder / "plain"))
        note("plain", total)
        note("plain, pyshacl", float(spent))
        note("plain, the rest", total - float(spent))
        note("help", seconds(*OURS, "--help")[0])
        graph = str(built / "oncotriples.nq")
        note("query", seconds(*OURS, "query", "agents-by-subtype", "--format", "csv", "--graph", graph)[0])
        if number == 0:
            times.clear()  # the first round warms the disk cache
    return {name: median(values) for name, values in times.items()}


def table(times: Mapping[str, float]) -> Sequence[str]:
    """The lines of the table, each with its goal."""
    rows = [
        ("build, all", times["ours"], times["plain"], 1.0),
        ("build, all but pyshacl", times["ours, the rest"], times["plain, the rest"], 0.5),
        ("build, pyshacl", times["ours, pyshacl"], times["plain, pyshacl"], None),
    ]
    lines = ["| what | oncotriples | plain script | ratio | goal |", "|---|---|---|---|---|"]
    for name, ours, plain, goal in rows:
        shown = "" if goal is None else f"≤ {goal:.1f}"
        lines.append(f"| {name} | {ours:.2f} s | {plain:.2f} s | {ours / plain:.2f} | {shown} |")
    lines.append(f"| oncotriples --help | {times['help']:.2f} s | | | ≤ 0.2 s |")
    lines.append(f"| oncotriples query of the built graph | {times['query']:.2f} s | | | ≤ 0.4 s |")
    return lines


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with TemporaryDirectory() as folder:
        print("\n".join(table(measure(Path(folder), rounds))))


if __name__ == "__main__":
    main()

"""Time ingesting: against the parsers alone, against rdflib, in one process and in two; and its memory.

``python benchmarks/ingest.py PATH [ROUNDS]``: PATH holds the folders ``pdq-pages`` and ``pdq-xml``. Each run is a fresh
process (``timed_ingest.py``); the runs of a round follow one another, so that a slow minute of the machine slows all of
them. The tables show medians and ratios of medians.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
COPIES = 4

Result = Mapping[str, float]


def run(what: str, *arguments: object) -> Result:
    """What one run took."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "benchmarks.timed_ingest", what, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    result: Result = json.loads(done.stdout)
    return result


def whole(folder: Path, out: Path, jobs: int) -> Result:
    """A set ingested into a new folder."""
    rmtree(out, ignore_errors=True)
    return run("whole", folder, out, jobs)


def copies(pages: Path, folder: Path) -> None:
    """Every page so many times, each time as another summary that cites other articles."""
    for page in sorted(pages.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        for number in range(1, COPIES + 1):
            other = re.sub(r"(?m)^(url: \S+?)(-pdq)?$", rf"\1-{number}\2", text)
            other = re.sub(r"list_uids=(\d{1,7})(?=&)", rf"list_uids={number}\1", other)
            (folder / f"{page.stem}-{number}.md").write_text(other, encoding="utf-8")


def measure(documents: Path, folder: Path, rounds: int) -> Mapping[str, Result]:
    """Medians of each kind of run."""
    pages, xml = documents / "pdq-pages", documents / "pdq-xml"
    once, twice = folder / "once", folder / "twice"
    (folder / "copies").mkdir()
    copies(pages, folder / "copies")
    whole(pages, once, 1)
    print(f"the same quads by rdflib: {run('same', once)['documents']} documents", file=sys.stderr)
    runs: dict[str, list[Result]] = {}
    for _ in range(rounds):
        for name, source in (("pages", pages), ("XML", xml)):
            for what in ("floor", "read", "compile"):
                runs.setdefault(f"{name}, {what}", []).append(run(what, source))
        runs.setdefault("pages, whole", []).append(whole(pages, once, 1))
        runs.setdefault("pages, whole, 2 jobs", []).append(whole(pages, twice, 2))
        runs.setdefault("XML, whole", []).append(whole(xml, folder / "xml", 1))
        runs.setdefault("copies, whole", []).append(whole(folder / "copies", folder / "many", 1))
        runs.setdefault("map", []).append(run("map", once))
        runs.setdefault("rdflib", []).append(run("rdflib", once))
    return {
        name: {field: median(result[field] for result in results) for field in results[0]}
        for name, results in runs.items()
    }


def table(results: Mapping[str, Result]) -> Sequence[str]:
    """The lines of the two tables."""
    lines = ["| what | seconds | documents/s | MB/s | quads/s | CPU of the run | peak memory |"]
    lines.append("|---" * 7 + "|")
    for name, result in results.items():
        seconds = result["seconds"]
        cells = [f"{seconds:.3f}", f"{result['documents'] / seconds:,.0f}"]
        cells.append(f"{result['bytes'] / seconds / 1e6:.1f}" if "bytes" in result else "")
        cells.append(f"{result['quads'] / seconds:,.0f}" if "quads" in result else "")
        cells += [f"{result['cpu']:.1f} s", f"{result['peak'] / 1e6:.0f} MB"]
        lines.append(f"| {' | '.join((name, *cells))} |")
    seconds_of = {name: result["seconds"] for name, result in results.items()}
    peak, more = (results[name]["peak"] for name in ("pages, whole", "copies, whole"))
    ratios = [
        ("XML, read / floor", seconds_of["XML, read"] / seconds_of["XML, floor"], "≤ 5"),
        ("XML, compile / floor", seconds_of["XML, compile"] / seconds_of["XML, floor"], ""),
        ("pages, read / floor", seconds_of["pages, read"] / seconds_of["pages, floor"], ""),
        ("pages, compile / floor", seconds_of["pages, compile"] / seconds_of["pages, floor"], ""),
        ("rdflib / map", seconds_of["rdflib"] / seconds_of["map"], "≥ 10"),
        ("pages, whole with one job / two", seconds_of["pages, whole"] / seconds_of["pages, whole, 2 jobs"], "near 2"),
        ("pages, whole with two jobs, seconds", seconds_of["pages, whole, 2 jobs"], "≤ 15"),
        (
            f"memory of {COPIES} times the pages / once",
            more / peak,
            "near 1",
        ),
        (f"memory of {COPIES} times the pages, MB", more / 1e6, "< 300"),
    ]
    lines += ["", "| ratio | | goal |", "|---|---|---|"]
    lines += [f"| {name} | {value:.2f} | {goal} |" for name, value, goal in ratios]
    return lines


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with TemporaryDirectory() as folder:
        print("\n".join(table(measure(Path(sys.argv[1]).resolve(), Path(folder), rounds))))


if __name__ == "__main__":
    main()

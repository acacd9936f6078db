"""Time validating with SHACL: ours against pyshacl, pyrudof, TopBraid and rdf-validate-shacl; compare their results.

``python benchmarks/validate.py [--sizes 20k,170k,1.5M] [--rounds 3] [--engines …] [--limit 120] [--core] [--all]``.
Each run is a cold process from its start to its end: it parses, validates and writes its report. The runs of a round
follow one another, so that a slow minute of the machine slows all of them; the tables show medians. Marks: (1) one run
only, as always when it takes longer than a minute; (x) not run, reckoned from the largest size that was.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

# Run as a file, Python sees this folder, not the package that it is.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.shacl_data import SIZES, generate
from benchmarks.shacl_faults import SH, Planted
from benchmarks.shacl_peers import ENGINES, MEGABYTES, OURS, REFERENCE, Engine, Run, UnavailableError, run
from benchmarks.shacl_reports import FIELDS, Row, differing_fields, planted_difference

# Runs that take longer are not repeated, seconds.
SLOW = 60.0
# What ours may take, and every engine with --all.
PATIENCE = 3_600.0
# At this many triples pyshacl takes minutes.
LARGE = 1_000_000
# Results and planted results.
_Result = TypeVar("_Result", Row, Planted)
SPARQL = f"{SH}SPARQLConstraintComponent"


@dataclass
class Measured:
    """The runs of an engine at one size, and how their results compare."""

    runs: list[Run] = field(default_factory=list)
    # Of the last run that came to its end.
    rows: Sequence[Row] | None = None
    # Seconds that were reckoned instead of measured.
    reckoned: float = 0.0

    @property
    def ended(self) -> str:
        """How a run ended that gave no results."""
        return next((one.ended for one in self.runs if one.ended), "")

    @property
    def seconds(self) -> float:
        """The median of the runs; 0 where there is none to tell."""
        return self.reckoned or (median(one.seconds for one in self.runs) if self.runs and not self.ended else 0.0)

    @property
    def mark(self) -> str:
        """What the reader must know of the seconds."""
        return " (x)" if self.reckoned else " (1)" if len(self.runs) == 1 else ""


@dataclass(frozen=True)
class Size:
    """All engines at one size."""

    name: str
    triples: int
    planted: Sequence[Planted]
    measured: Mapping[Engine, Measured]


def measure(name: str, engines: Sequence[Engine], options: argparse.Namespace, before: Sequence[Size]) -> Size:
    """Make the data of a size, and run every engine that did not run out at a smaller one."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        planted = generate(folder, SIZES[name])
        if options.core:
            planted = _core(planted)
        with (folder / "data.nt").open("rb") as file:
            triples = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
        measured = {engine: Measured() for engine in engines}
        if triples > LARGE and REFERENCE in engines and not options.all:
            measured[REFERENCE].reckoned = _reckoned(REFERENCE, triples, before)
        waiting = [engine for engine in engines if not measured[engine].reckoned and not _ran_out(engine, before)]
        for _ in range(options.rounds):
            for engine in tuple(waiting):
                limit = PATIENCE if options.all or engine is OURS else options.limit
                report = folder / f"{engine.name}.report"
                one = run(engine, folder, report, limit, core=options.core)
                print(f"{name} {engine.name}: {one.ended or f'{one.seconds:.2f} s'}", file=sys.stderr)
                measured[engine].runs.append(one)
                if one.ended or one.seconds > SLOW:
                    waiting.remove(engine)
        for engine, found in measured.items():
            if found.runs and not found.ended:
                try:
                    found.rows = engine.read(folder / f"{engine.name}.report")
                except (KeyError, SyntaxError, ValueError) as error:
                    print(f"{name} {engine.name}: its report cannot be read: {error!r}", file=sys.stderr)
    return Size(name, triples, planted, measured)


def _reckoned(engine: Engine, triples: int, before: Sequence[Size]) -> float:
    """As long as at the largest size that ran, for each triple."""
    for size in reversed(before):
        if size.measured[engine].runs and size.measured[engine].seconds:
            return size.measured[engine].seconds / size.triples * triples
    return 0.0


def _ran_out(engine: Engine, before: Sequence[Size]) -> bool:
    return any(size.measured[engine].ended for size in before)


def table(size: Size, limit: float) -> Sequence[str]:
    """The lines of one size's table."""
    ours, reference = size.measured.get(OURS), size.measured.get(REFERENCE)
    lines = [f"{size.name}: {size.triples:,} triples, {len(size.planted):,} planted results", ""]
    heads = ("engine", "seconds", "times ours", "CPU seconds", "peak MB", "planted results", "as pyshacl, seven fields")
    lines += [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for engine, found in size.measured.items():
        cells = [f"{engine.name}, Core only" if engine.core else engine.name]
        cells.append(_seconds(found, limit))
        known = found.seconds and ours is not None and ours.seconds
        cells.append(f"{found.seconds / ours.seconds:.1f}{found.mark}" if known and ours is not None else "")
        cells.append(f"{median(one.cpu for one in found.runs):.2f}" if found.seconds and found.runs else "")
        cells.append(f"{max(one.peak for one in found.runs) / 1e6:,.0f}" if found.runs else "")
        cells += ["", ""]
        if found.rows is not None:
            cells[-2] = planted_difference(found.rows, _core(size.planted) if engine.core else size.planted)
            if engine is not REFERENCE and reference is not None and reference.rows is not None:
                cells[-1] = _fields(found.rows, _core(reference.rows) if engine.core else reference.rows)
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _seconds(found: Measured, limit: float) -> str:
    if found.ended == "out of time":
        return f"out of time (> {limit:,.0f} s)"
    if found.ended == "out of memory":
        return f"out of memory (> {MEGABYTES:,} MB)"
    return found.ended or (f"{found.seconds:.2f}{found.mark}" if found.seconds else "not tried")


def _core(results: Sequence[_Result]) -> Sequence[_Result]:
    """The results that shapes without SPARQL lead to."""
    return [one for one in results if one.component != SPARQL]


def _fields(rows: Sequence[Row], reference: Sequence[Row]) -> str:
    differing = differing_fields(rows, reference)
    return f"all {len(FIELDS)}" if not differing else f"not {', '.join(differing)}"


def growth(sizes: Sequence[Size], engines: Sequence[Engine]) -> Sequence[str]:
    """Seconds for a million triples at each size: the same at every size where time grows as data does."""
    lines = [f"| seconds per million triples | {' | '.join(size.name for size in sizes)} |"]
    lines.append("|---" * (len(sizes) + 1) + "|")
    for engine in engines:
        cells = []
        for size in sizes:
            found = size.measured[engine]
            cells.append(f"{found.seconds / size.triples * 1e6:.1f}{found.mark}" if found.seconds else "")
        lines.append(f"| {engine.name} | {' | '.join(cells)} |")
    return lines


def _available(names: str) -> Sequence[Engine]:
    """The engines asked for that can run here; every other is named on standard error."""
    known = {engine.name: engine for engine in ENGINES}
    ready = []
    for name in names.split(","):
        if name not in known:
            sys.exit(f"there is no engine “{name}”: choose of {', '.join(known)}")
        try:
            known[name].prepare()
        except UnavailableError as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
        else:
            ready.append(known[name])
    return ready


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="20k,170k,1.5M", help=f"of {','.join(SIZES)}, small to large")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engines", default=",".join(engine.name for engine in ENGINES))
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for one run of an engine that is not ours")
    parser.add_argument("--core", action="store_true", help="shapes without SPARQL for every engine")
    parser.add_argument("--all", action="store_true", help=f"pyshacl at every size; {PATIENCE:,.0f} s for every run")
    parser.add_argument("--json", type=Path, help="write the single runs to a file")
    options = parser.parse_args()
    engines = _available(options.engines)
    sizes: list[Size] = []
    for name in options.sizes.split(","):
        sizes.append(measure(name, engines, options, sizes))
        print("\n".join(table(sizes[-1], PATIENCE if options.all else options.limit)), end="\n\n", flush=True)
    print("\n".join(growth(sizes, engines)))
    if options.json:
        options.json.write_text(json.dumps(_runs(sizes), indent=1) + "\n", encoding="utf-8")


def _runs(sizes: Sequence[Size]) -> object:
    return {
        size.name: {engine.name: [vars(one) for one in found.runs] for engine, found in size.measured.items()}
        for size in sizes
    }


if __name__ == "__main__":
    main()

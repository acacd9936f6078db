"""Shapes as SPARQL over Oxigraph, or as set operations over an index? The measurement behind docs/decisions/0003.

``python benchmarks/sparql_or_sets.py [SIZE] [ROUNDS]``. Both load the same data of ``shacl_data`` and look for the same
violations of six constraints, the queries written by hand and asked by two threads; each way in a process of its own.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

# Run as a file, Python sees this folder, not the package that it is.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.shacl_data import SIZES, generate

EV = "https://example.org/evidence/terms#"
CLAIM = f"?focus a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* <{EV}Claim> ."
# Constraint in Turtle, and the body of a query for focus nodes that break it.
CONSTRAINTS = {
    "minCount": ("sh:path ev:tumor ; sh:minCount 1", f"FILTER NOT EXISTS {{ ?focus <{EV}tumor> ?value }}"),
    "maxCount": (
        "sh:path ev:tumor ; sh:maxCount 1",
        f"?focus <{EV}tumor> ?one , ?two . FILTER (!sameTerm(?one, ?two))",
    ),
    "class": (
        "sh:path ev:tumor ; sh:class ev:Tumor",
        f"?focus <{EV}tumor> ?value . FILTER NOT EXISTS "
        f"{{ ?value a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* <{EV}Tumor> }}",
    ),
    "in": (
        'sh:path ev:level ; sh:in ( "A" "B" "C" "D" )',
        f'?focus <{EV}level> ?value . FILTER (?value NOT IN ("A", "B", "C", "D"))',
    ),
    "maxLength": (
        "sh:path ev:statement ; sh:maxLength 200",
        f"?focus <{EV}statement> ?value . FILTER (STRLEN(STR(?value)) > 200)",
    ),
    "sequence": (
        'sh:path ( ev:edition ev:language ) ; sh:hasValue "en"',
        f'FILTER NOT EXISTS {{ ?focus <{EV}edition>/<{EV}language> "en" }}',
    ),
}


def by_queries(data: Path, shapes: Path) -> tuple[Callable[[], object], Callable[[], Iterable[str]]]:
    """Loading into a store, and asking it."""
    import pyoxigraph as ox

    store = ox.Store()

    def ask(body: str) -> list[str]:
        rows = store.query(f"SELECT DISTINCT ?focus WHERE {{ {CLAIM} {body} }}")
        return [str(row[0]) for row in rows]  # type: ignore[union-attr]  # a SELECT gives rows

    def judge() -> Iterable[str]:
        with ThreadPoolExecutor(2) as threads:
            return [focus for found in threads.map(ask, (body for _, body in CONSTRAINTS.values())) for focus in found]

    return lambda: store.bulk_load(path=data, format=ox.RdfFormat.N_TRIPLES), judge


def by_sets(data: Path, shapes: Path) -> tuple[Callable[[], object], Callable[[], Iterable[str]]]:
    """Loading into an index, and validating it with compiled shapes."""
    from oncotriples.shacl.reading import Loaded, load
    from oncotriples.shacl.validating import validate_loaded

    held: list[Loaded] = []

    def judge() -> Iterable[str]:
        found = validate_loaded(held[0], load([shapes]), check_shapes=False).results
        return [focus for focus, _ in {(result.focus, result.component) for result in found}]

    return lambda: held.append(load([data])), judge


def run(way: str, folder: Path) -> None:
    """Load and judge one way; print seconds, megabytes and what was found as JSON."""
    load, judge = (by_sets if way == "sets" else by_queries)(folder / "data.nt", folder / "six.ttl")
    start = time.perf_counter()
    load()
    loaded = time.perf_counter()
    found = sorted(judge())
    judged = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps([loaded - start, judged - loaded, peak, found]))


def main() -> None:
    """Compare both ways in interleaved rounds."""
    if len(sys.argv) > 3:
        run(sys.argv[1], Path(sys.argv[2]))
        return
    size, rounds = (sys.argv[1:] + ["1.5M", "3"][len(sys.argv) - 1 :])[:2]
    with TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, SIZES[size])
        properties = " , ".join(f"[ {turtle} ]" for turtle, _ in CONSTRAINTS.values())
        head = f"@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ev: <{EV}> ."
        shape = f"ev:S a sh:NodeShape ; sh:targetClass ev:Claim ; sh:property {properties} ."
        (folder / "six.ttl").write_text(f"{head}\n{shape}\n", encoding="utf-8")
        told: dict[str, list[list[float]]] = {"queries": [], "sets": []}
        findings = {}
        for _ in range(int(rounds)):
            for way, rows in told.items():
                done = subprocess.run([sys.executable, __file__, way, name, "."], stdout=subprocess.PIPE, check=True)
                *numbers, findings[way] = json.loads(done.stdout)
                rows.append(numbers)
    assert findings["queries"] == findings["sets"]
    print("| way | load s | judge s | peak MB |\n|---|---|---|---|")
    for way, rows in told.items():
        load, judge, peak = (median(column) for column in zip(*rows, strict=True))
        print(f"| {way} | {load:.2f} | {judge:.2f} | {peak:.0f} |")
    print(f"\n{len(findings['sets'])} findings of both.")


if __name__ == "__main__":
    main()

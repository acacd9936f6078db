"""What benchmarks/validate.py measures with: the graph is the same every time, and pyshacl finds what was planted."""

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from benchmarks.shacl_data import EVERY, SIZES, generate, statements
from benchmarks.shacl_faults import FAULTS, SH, Planted
from benchmarks.shacl_peers import PEERS
from benchmarks.shacl_reports import Row, differing_fields, planted_difference, read_json, read_report

from oncotriples.shacl.rendering import as_json
from oncotriples.shacl.results import Report, Result

FILES = {"data.nt", "shapes.ttl", "shapes-core.ttl", "planted.json"}


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        generate(tmp_path / name, 60)
    assert {path.name for path in (tmp_path / "first").iterdir()} == FILES
    # Blank nodes of shapes-core.ttl get new names each time.
    for name in FILES - {"shapes-core.ttl"}:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


def test_a_size_has_about_the_triples_of_its_name() -> None:
    planted: list[Planted] = []
    triples = "".join(statements(SIZES["20k"], EVERY, planted)).splitlines()
    assert len(triples) == len(set(triples)) == pytest.approx(20_000, rel=0.02)
    # Every kind of fault is there at the smallest size.
    assert len(planted) > SIZES["20k"] // EVERY >= len(FAULTS)


def test_pyshacl_finds_exactly_what_was_planted(tmp_path: Path) -> None:
    planted = generate(tmp_path, 60, every=1)
    assert json.loads((tmp_path / "planted.json").read_text()) == [list(one) for one in planted]
    rows = _pyshacl(tmp_path)
    assert planted_difference(rows, planted) == "equal"
    assert planted_difference(rows[1:], planted) == "missing 1"
    assert differing_fields(rows, rows) == []
    others = [row._replace(value="", messages=()) for row in rows]
    assert [text.partition(" ")[0] for text in differing_fields(rows, others)] == ["value", "messages"]


def _pyshacl(folder: Path) -> list[Row]:
    files = (PEERS / "run_pyshacl.py", folder / "shapes.ttl", folder / "data.nt")
    command: list[str | Path] = [sys.executable, *files]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    assert done.returncode == 1
    report = folder / "report.nt"
    report.write_bytes(done.stdout)
    return list(read_report(report, ox.RdfFormat.N_TRIPLES))


def test_our_report_is_read_like_the_others(tmp_path: Path) -> None:
    messages = ('"one"@en', '"two"')
    row = Row("https://e/a", "https://e/p", '"x"', f"{SH}InConstraintComponent", f"{SH}Warning", messages, "_:")
    result = Result(f"<{row.focus}>", row.path, row.value, row.component, row.severity, messages, "_:b0")
    file = tmp_path / "report.json"
    file.write_text(as_json(Report((result,), engine="auto")), encoding="utf-8")
    assert read_json(file) == [row]

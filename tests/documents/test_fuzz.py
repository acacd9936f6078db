"""Damaged documents: records or findings, never anything else, and never later than a limit.

``ONCOTRIPLES_FUZZ=50 python -m pytest tests/documents/test_fuzz.py`` runs 50 rounds over every document. A failure
names the document and the seed; ``mutations.mutated`` makes the same bytes of them again.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzzing import Watched
from mutations import mutated
from support import ROOT, needs_shared

SAMPLES = sorted(
    path for path in (ROOT / "tests/data/documents").rglob("*") if path.suffix in (".md", ".txt", ".html", ".xml")
)
ROUNDS = int(os.environ.get("ONCOTRIPLES_FUZZ", "0"))
# Without rounds: what a run of all tests has time for.
ROUNDS_OF_SAMPLES = 12
REAL_DOCUMENTS = 60
LONGEST = 60_000


@pytest.fixture(scope="module")
def watched() -> Iterator[Watched]:
    process = Watched()
    yield process
    process.end()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name + "-" + path.name)
def test_a_sample_is_read_without_findings_that_we_cause(watched: Watched, path: Path) -> None:
    outcome, wrong = watched.check(path)
    assert wrong == ""
    assert outcome != "finding"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name + "-" + path.name)
def test_damaged_samples(watched: Watched, path: Path) -> None:
    for number in range(ROUNDS or ROUNDS_OF_SAMPLES):
        seed = f"{path.name}/{number}"
        assert (seed, watched.check(path, seed)[1]) == (seed, "")


def test_damaged_real_documents(watched: Watched) -> None:
    folder = needs_shared() / "documents"
    paths = sorted(
        path for path in folder.rglob("*") if path.suffix in (".md", ".txt", ".xml") and path.name != "README.md"
    )
    if not ROUNDS:
        paths = [*(path for path in paths if path.suffix != ".md"), *paths[:: len(paths) // REAL_DOCUMENTS]]
    outcomes = Counter[str]()
    for number in range(ROUNDS or 1):
        for path in paths:
            seed = f"{path.name}/{number}"
            outcome, wrong = watched.check(path, seed, longest=1 << 20 if ROUNDS else LONGEST)
            assert (seed, wrong) == (seed, "")
            outcomes[outcome] += 1
    # Damage that always ends in a finding would test nothing behind the readers.
    assert outcomes["page"] > 10
    assert outcomes["finding"] > 0


def test_the_same_seed_does_the_same_damage() -> None:
    data = SAMPLES[0].read_bytes()
    assert mutated(data, "a") == mutated(data, "a")
    assert len({mutated(data, str(seed)) for seed in range(40)}) > 30

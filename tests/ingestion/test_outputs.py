"""Files are whole, the same everywhere, and lines are sorted however many there are."""

import gzip
import random
from hashlib import sha256
from pathlib import Path

import pytest

from oncotriples.ingestion import outputs
from oncotriples.ingestion.outputs import Written, sorted_lines, write_gzip, write_plain


@pytest.mark.parametrize("count", [0, 1, 7, 30_000])
def test_packed_lines_come_back(count: int, tmp_path: Path) -> None:
    lines = [f"<s{number}> <p> “{'é' * (number % 90)}” ." for number in range(count)]
    content = "".join(f"{line}\n" for line in lines).encode()
    written = write_gzip(tmp_path / "part", iter(lines), "name.nq.gz")
    assert gzip.decompress((tmp_path / "part").read_bytes()) == content
    assert written == Written("name.nq.gz", len(content), sha256(content).hexdigest(), count)


def test_the_entry_of_a_plain_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    written = write_plain(tmp_path / "part", b"one\ntwo\n", "name.tsv")
    assert (tmp_path / "part").read_bytes() == b"one\ntwo\n"
    assert written == Written("name.tsv", 8, sha256(b"one\ntwo\n").hexdigest(), 2)


@pytest.mark.parametrize("run", [1, 3, 10, 1000])
def test_lines_are_sorted_and_distinct_whether_they_fit_or_not(
    run: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outputs, "_RUN", run)
    chosen = random.Random(7)  # noqa: S311 - no secret
    lines = [f"{chosen.randrange(40)} \u2028 é {'x' * chosen.randrange(3)}" for _ in range(100)]
    assert list(sorted_lines(iter(lines), tmp_path)) == sorted(set(lines))
    assert list(tmp_path.iterdir()) == []


def test_no_lines_are_no_lines(tmp_path: Path) -> None:
    assert list(sorted_lines((), tmp_path)) == []

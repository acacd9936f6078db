"""Files are there whole or not at all, and what is no plain file is not replaced by one."""

import gzip
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from oncotriples.errors import MachineError
from oncotriples.files import replace_file, replacing
from oncotriples.ingestion.outputs import write_gzip

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other links and pipes, and no modes")


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "it.txt"
    replace_file(path, "once\n")

    def fail() -> None:
        with replacing(path) as beside:
            beside.write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert [one.name for one in tmp_path.iterdir()] == ["it.txt"]
    assert path.read_bytes() == b"once\n"
    for unfit in (tmp_path, tmp_path / "no-folder" / "it.txt", path / "it.txt"):
        with pytest.raises(MachineError, match="cannot be written: "):
            replace_file(unfit, "twice\n")
    assert [one.name for one in tmp_path.iterdir()] == ["it.txt"]


@POSIX
def test_the_mode_of_a_file_stays_and_a_new_one_is_for_all_to_read(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("", encoding="utf-8")
    old.chmod(0o640)
    for path, mode in ((old, 0o640), (new, 0o644)):
        replace_file(path, "it\n")
        assert (path.read_text(encoding="utf-8"), stat.S_IMODE(path.stat().st_mode)) == ("it\n", mode)


@POSIX
def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "there" / "it")
    for text in ("new\n", "newer\n"):
        replace_file(link, text)
        assert link.is_symlink()
        assert (tmp_path / "there" / "it").read_text(encoding="utf-8") == text


@POSIX
def test_links_in_a_circle_lead_to_no_trouble(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    replace_file(one, "it\n")
    assert one.read_text(encoding="utf-8") == "it\n"


@POSIX
def test_a_packed_file_goes_through_a_pipe_too(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(pipe.read_bytes)
        with replacing(pipe) as there:
            write_gzip(there, ["one", "two"], "it")
        assert gzip.decompress(reading.result(timeout=60)) == b"one\ntwo\n"


@POSIX
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """So is a device: /dev/null must not become a file that fills up."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(pipe.read_bytes)
        replace_file(pipe, "it\n")
        assert reading.result(timeout=60) == b"it\n"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]

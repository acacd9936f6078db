"""A reader sees the old set, the new set or nothing; what is not ours stays; the machine's failures are told."""

import errno
import itertools
import json
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from oncotriples.errors import InputError, MachineError
from oncotriples.release import swap
from oncotriples.release.folders import GENERATOR, MANIFEST, check_target, holds_build
from oncotriples.release.swap import replace_folder, replacing_folder, write_durably

# Replaces a folder by two sets in turn, for ever, in children that are made and waited for one by one.
_WRITER = """
import itertools, json, os, sys
from hashlib import sha256
from pathlib import Path
from oncotriples.release.swap import replace_folder

def made(name, size, number):
    files = {f"{part}.nt": f"{name} {part}\\n".encode() * size for part in range(12)}
    sums = {file: {"sha256": sha256(content).hexdigest()} for file, content in files.items()}
    manifest = {"generator": "oncotriples", "set": name, "made": [os.getpid(), number], "files": sums}
    return files | {"manifest.json": json.dumps(manifest).encode()}

for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        for number in itertools.count():
            replace_folder(Path(sys.argv[1]), made("one", 2000, number))
            replace_folder(Path(sys.argv[1]), made("other", 9000, number))
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


def _set(name: str, *more: str) -> dict[str, bytes]:
    files = {file: f"{name} {file}".encode() for file in ("a.nt", "b.nt", *more)}
    named = {"generator": GENERATOR, "set": name, "files": {file: {} for file in files}}
    return {**files, MANIFEST: json.dumps(named).encode()}


def _held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _read_whole(folder: Path) -> str | None:
    """The name of the set that a reader finds, every checksum compared; None where there is no folder.

    Where the set was exchanged while it was being read, it is read again, as a careful reader would.
    """
    while folder.exists():
        text = _read(folder / MANIFEST)
        if text is None:
            continue  # exchanged, and the earlier one deleted, between two steps of finding the file
        manifest = json.loads(text)
        contents = {name: _read(folder / name) or b"" for name in manifest["files"]}
        wrong = [name for name in contents if sha256(contents[name]).hexdigest() != manifest["files"][name]["sha256"]]
        if _read(folder / MANIFEST) == text:
            assert not wrong, f"half a set: {wrong}"
            return str(manifest["set"])
    return None


@contextmanager
def _reading(folder: Path, seen: Counter[str | None]) -> Iterator[None]:
    """Read the folder in a thread as often as possible until the block ends; what goes wrong there fails the test."""
    done = threading.Event()
    problems: list[BaseException] = []

    def read() -> None:
        try:
            while not done.is_set():
                found = _read_whole(folder)
                assert found or set(seen) <= {None}, "the folder was gone for a while"
                seen[found] += 1
        except BaseException as problem:
            problems.append(problem)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
    assert not problems, problems


@pytest.mark.skipif(sys.platform != "linux", reason="folders are exchanged in one step on Linux and macOS only")
def test_a_reader_never_sees_half_a_set_whenever_the_writer_is_killed(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    moments = random.Random(20)  # noqa: S311 - moments, not secrets
    seen: Counter[str | None] = Counter()
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(out)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        with _reading(out, seen):
            for kills in itertools.count(1):
                writer.stdin.write("go\n")
                writer.stdin.flush()
                child = int(writer.stdout.readline())
                time.sleep(moments.uniform(0.001, 0.12) * (1 + kills // 20))  # longer where the machine is slow
                os.kill(child, signal.SIGKILL)
                assert writer.stdout.readline() == "gone\n"
                if kills >= 20 and seen["one"] and seen["other"]:
                    break
                assert kills < 200, f"both sets should have been seen by now: {seen}"
        writer.stdin.close()
    replace_folder(out, _set("last"))
    assert _held(out) == _set("last")
    assert list(tmp_path.iterdir()) == [out], "leftovers of killed builds are removed"


def test_a_set_replaces_the_earlier_one_whole(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "dist"
    replace_folder(out, _set("one", "gone.nt"))
    replace_folder(out, _set("other"))
    assert _held(out) == _set("other")
    assert list(out.parent.iterdir()) == [out]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    out.mkdir()
    replace_folder(out, _set("one"))
    assert _held(out) == _set("one")


def test_a_link_to_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "dist").symlink_to("real", target_is_directory=True)
    replace_folder(tmp_path / "dist", _set("one"))
    assert (tmp_path / "dist").is_symlink()
    assert _held(tmp_path / "real") == _set("one")


@pytest.mark.parametrize("folder_is_ours", [True, False])
def test_what_no_build_wrote_is_not_deleted(tmp_path: Path, folder_is_ours: bool) -> None:
    out = tmp_path / "dist"
    if folder_is_ours:
        replace_folder(out, _set("one"))
    else:
        out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    before = _held(out)
    with pytest.raises(InputError, match=r"holds what no build wrote: thesis\.txt") as caught:
        replace_folder(out, _set("other"))
    assert "--out" in caught.value.mend
    assert _held(out) == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_manifest_of_another_program_does_not_make_a_folder_ours(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"files": {"a.nt": {}}}')
    with pytest.raises(InputError, match=r"holds what no build wrote: manifest\.json"):
        check_target(tmp_path)


def test_a_folder_is_known_to_be_ours_by_its_manifest(tmp_path: Path) -> None:
    assert not holds_build(tmp_path)
    replace_folder(tmp_path / "dist", _set("one"))
    assert holds_build(tmp_path / "dist")
    manifests = {"other": '{"generator": "other", "files": {}}', "no-json": "{", "deep": "[" * 200_000, "text": '"x"'}
    for name, text in manifests.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / MANIFEST).write_text(text)
        assert not holds_build(tmp_path / name), name
    (tmp_path / "folder" / MANIFEST).mkdir(parents=True)
    assert not holds_build(tmp_path / "folder")
    with (tmp_path / "other" / MANIFEST).open("r+b") as file:
        file.truncate(1 << 40)  # takes no space, and could not be read
    assert not holds_build(tmp_path / "other")


def test_what_a_file_manager_drops_does_not_count(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    replace_folder(out, _set("one"))
    (out / ".DS_Store").touch()
    replace_folder(out, _set("other"))
    assert _held(out) == _set("other")


def test_the_working_folder_is_not_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for out in (Path(), Path("..")):
        with pytest.raises(InputError, match="the working folder itself"):
            replace_folder(out, _set("one"))


@pytest.mark.parametrize("below", ["file", "file/dist", "file/deep/dist"])
def test_a_path_through_a_file_is_told(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(MachineError, match="Not a directory") as caught:
        replace_folder(tmp_path / below, _set("one"))
    assert caught.value.exit_code == 4
    assert "a part of the path is a file" in caught.value.mend
    assert (tmp_path / "file").read_text() == "a file"


def test_a_file_beyond_the_limit_is_told_and_the_earlier_set_stays(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    replace_folder(out, _set("one"))
    script = """
import sys
from pathlib import Path
from oncotriples.errors import MachineError
from oncotriples.release.swap import replace_folder
try:
    replace_folder(Path(sys.argv[1]), {"small.nt": b"x", "large.nt": b"x" * 100_000})
except MachineError as error:
    print(error)
    sys.exit(error.exit_code)
"""
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, str(out)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (4, "")
    assert f"{out}: cannot be written: File too large. What was there before is unchanged." in done.stdout
    assert "ulimit -f" in done.stdout
    assert _held(out) == _set("one")
    assert list(tmp_path.iterdir()) == [out]


# --- Where two folders cannot be exchanged in one step ---


def test_without_an_exchange_the_earlier_folder_goes_aside(tmp_path: Path) -> None:
    new, target, aside = tmp_path / "new", tmp_path / "dist", tmp_path / "old"
    for folder in (new, target):
        folder.mkdir()
        (folder / "name").write_text(folder.name)

    def cannot(one: Path, other: Path) -> None:
        raise OSError(errno.EINVAL, "this file system cannot")

    swap._swap(new, target, aside, cannot)
    assert (target / "name").read_text() == "new"
    assert (aside / "name").read_text() == "dist"


def _leftover(target: Path, mark: bytes = swap._MARK_TEXT) -> Path:
    stage = target.parent / f"{swap._prefix(target)}abc"
    stage.mkdir()
    (stage / swap._MARK).write_bytes(mark)
    return stage


def test_a_build_killed_between_the_two_renames_is_mended(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    replace_folder(out, _set("one"))
    out.rename(_leftover(out) / "old")
    swap._clean(out)
    assert _held(out) == _set("one")
    assert list(tmp_path.iterdir()) == [out]


def test_only_what_is_provably_a_leftover_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    stage = _leftover(out, b"a folder of somebody's")
    (tmp_path / ".dist.other").mkdir()
    replace_folder(out, _set("one"))
    assert sorted(tmp_path.iterdir()) == sorted([out, stage, tmp_path / ".dist.other"])


def test_a_living_build_is_no_leftover(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    with swap._staging(out) as stage:
        replace_folder(out, _set("one"))
        assert stage.is_dir()
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_that_is_filled_file_by_file_appears_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    replace_folder(out, _set("one"))
    with replacing_folder(out) as new:
        for name, content in _set("other").items():
            write_durably(new / name, content)
            assert _held(out) == _set("one")
    assert _held(out) == _set("other")


def _fill(out: Path, name: str, *writes: bytes) -> None:
    with replacing_folder(out) as new:
        for content in writes:
            write_durably(new / name, content)
        raise ZeroDivisionError


def test_what_fails_while_it_is_filled_leaves_the_earlier_folder(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    replace_folder(out, _set("one"))
    with pytest.raises(ZeroDivisionError):
        _fill(out, "a.nt", b"half")
    with pytest.raises(MachineError, match="cannot be written: File exists"):
        _fill(out, "a.nt", b"one", b"again")
    assert _held(out) == _set("one")
    assert os.listdir(tmp_path) == ["dist"]

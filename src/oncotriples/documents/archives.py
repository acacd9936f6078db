"""The members of a .zip or .tar.gz, one at a time, within stated limits and without trust in what the archive says.

The limits bound time and memory whatever an archive holds: sizes are those of the bytes that really come out.
"""

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import GzipFile
from io import SEEK_SET
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, BinaryIO

from oncotriples.documents.problems import Problem
from oncotriples.quality.findings import Severity

__all__ = ["ARCHIVE_LIMIT", "DIRECTORY_LIMIT", "MEMBER_LIMIT", "RATIO_LIMIT", "Member", "archive_suffix", "members"]

MEMBER_LIMIT = 32 << 20
"""Bytes of one member. The largest summary has 2 MB; what is larger can be given as a file of its own."""

ARCHIVE_LIMIT = 4 << 30
"""Bytes of all members of an archive together."""

RATIO_LIMIT = 200
"""How many times larger than the archive all members together may be (one whole member is always allowed)."""

DIRECTORY_LIMIT = 8 << 20
"""Bytes of a zip's list of members: some 75,000 of them. It bounds the memory that the list takes."""

_READ = (".zip", ".tar.gz", ".tgz")
_NESTED = (*_READ, ".tar", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar")
_NESTED_MAGIC = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c")
# One read of a tar. Headers are read whole, so this bounds what a lying one takes; members are read in such pieces.
_AT_ONCE = 256 << 10
_BROKEN = (tarfile.TarError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class Member:
    """A member's name and bytes, or what is wrong with it. A problem of the archive itself has no name."""

    name: str
    data: bytes = b""
    problem: Problem | None = None


class _TooLargeError(Exception):
    """An archive or a part of it goes beyond a limit."""


def archive_suffix(name: str) -> str:
    """The suffix by which an archive is known that can be read: ``.zip``, ``.tar.gz`` or ``.tgz``; else ""."""
    return next((suffix for suffix in _READ if name.lower().endswith(suffix)), "")


def members(path: Path) -> Iterator[Member]:
    """The files in an archive: of a zip in the order of their names, of a tar as they come."""
    try:
        budget = min(ARCHIVE_LIMIT, RATIO_LIMIT * path.stat().st_size + MEMBER_LIMIT)
        with path.open("rb") as file:
            yield from (_zip if archive_suffix(path.name) == ".zip" else _tar)(file, budget)
    except _TooLargeError as error:
        yield Member("", problem=_problem("too-large", "", f"{error}; the rest of the archive was not read"))
    except (*_BROKEN, RecursionError, NotImplementedError) as error:
        message = "the archive is broken here, and the rest of it was not read: get it again, or unpack what is left"
        yield Member("", problem=_problem("broken-archive", str(error), message))


# --- zip ---


def _zip(file: BinaryIO, budget: int) -> Iterator[Member]:
    with zipfile.ZipFile(_Bounded(file, DIRECTORY_LIMIT)) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.is_dir():
                continue
            problem = _refusal(info.filename) or _zip_refusal(info)
            if problem:
                yield Member(info.filename, problem=problem)
                continue
            member = _zip_member(archive, info, budget)
            budget -= len(member.data) if member.problem is None else MEMBER_LIMIT
            yield member


def _zip_refusal(info: zipfile.ZipInfo) -> Problem | None:
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return _problem("unsafe-member", info.filename, "a link or device in an archive: put the file itself there")
    if info.flag_bits & 1:
        return _problem("unreadable-member", info.filename, "an encrypted member: unpack the archive, give the files")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # the others expand without bounds
        return _problem("unreadable-member", info.filename, "packed in a rare way: pack the archive again with deflate")
    return None


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: int) -> Member:
    try:
        with archive.open(info) as stream:
            return _read_member(info.filename, stream, budget)
    except (*_BROKEN, NotImplementedError) as error:
        message = "the member is broken: get the archive again, or give the file itself"
        return Member(info.filename, problem=_problem("unreadable-member", str(error), message))


# --- tar ---


def _tar(file: BinaryIO, budget: int) -> Iterator[Member]:
    with GzipFile(fileobj=file) as unpacked:
        bounded = _Bounded(unpacked, _AT_ONCE, budget)
        # The type stubs ask for all that a file can; tarfile reads, seeks and tells.
        with tarfile.open(fileobj=bounded, mode="r:") as archive:  # type: ignore[call-overload]
            while (info := archive.next()) is not None:
                archive.members.clear()  # tarfile keeps every header that it saw
                if info.isdir():
                    continue
                yield _tar_member(archive, info)
            # tarfile ends without a word at a header that it does not understand.
            bounded.seek(archive.offset)
            if bounded.read(tarfile.BLOCKSIZE).strip(b"\0"):
                raise tarfile.ReadError(f"no header of a member at byte {archive.offset:,}")


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Member:
    problem = _refusal(info.name)
    if problem is None and not info.isreg():
        problem = _problem("unsafe-member", info.name, "a link or device in an archive: put the file itself there")
    stream = None if problem else archive.extractfile(info)
    if stream is None:
        return Member(info.name, problem=problem)
    with stream:
        return _read_member(info.name, stream)


# --- both ---


def _read_member(name: str, stream: IO[bytes], budget: int = ARCHIVE_LIMIT) -> Member:
    """A member of at most ``MEMBER_LIMIT`` bytes. Raises _TooLargeError where more than ``budget`` bytes come out."""
    pieces, length = [], 0
    while piece := stream.read(_AT_ONCE):
        pieces.append(piece)
        length += len(piece)
        if length > budget:
            raise _TooLargeError(_beyond())
        if length > MEMBER_LIMIT:
            message = f"more than {MEMBER_LIMIT >> 20} MB in one member: unpack the archive and give the file itself"
            return Member(name, problem=_problem("too-large", name, message))
    data = b"".join(pieces)
    if data.startswith(_NESTED_MAGIC):
        return Member(name, problem=_nested(name))
    return Member(name, data)


def _refusal(name: str) -> Problem | None:
    """Why a member of this name is not read, if it is not."""
    windows = PureWindowsPath(name)  # it takes both kinds of slashes, drives and UNC paths apart
    if windows.anchor or ".." in windows.parts or not windows.name or "\0" in name:
        return _problem("unsafe-member", name, "a path that leads out of the archive: pack it with relative paths")
    if PurePosixPath(name).name.lower().endswith(_NESTED):
        return _nested(name)
    return None


def _nested(name: str) -> Problem:
    return _problem("nested-archive", name, "an archive in an archive is not opened: unpack the outer one")


def _beyond() -> str:
    return (
        f"the members together are more than {ARCHIVE_LIMIT >> 30} GB or {RATIO_LIMIT} times the archive: "
        "unpack what you trust and give the files"
    )


def _problem(rule: str, value: str, message: str) -> Problem:
    return Problem(Severity.VIOLATION, rule, 0, value, message)


class _Bounded:
    """A stream that refuses to read very much at once, which archives ask for by lying, or to go beyond its budget."""

    def __init__(self, stream: BinaryIO | GzipFile, at_once: int, budget: int | None = None) -> None:
        self._stream = stream
        self._at_once = at_once
        self._budget = budget

    def read(self, size: int = -1) -> bytes:
        if size > self._at_once:
            raise _TooLargeError(f"the archive has a header or list of more than {self._at_once >> 10} kB")
        self._check(self.tell())
        return self._stream.read(self._at_once if size < 0 else size)

    def seek(self, place: int, whence: int = SEEK_SET) -> int:
        self._check(place if whence == SEEK_SET else 0)
        return self._stream.seek(place, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()

    def _check(self, place: int) -> None:
        if self._budget is not None and place > self._budget:
            raise _TooLargeError(_beyond())

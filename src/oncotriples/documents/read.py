"""From a path to the documents in it, one at a time: a file, a folder, a .zip or a .tar.gz.

Nothing is unpacked to the disk and nothing that an archive says of itself is trusted. A member that would leave its
folder, that is a link or a device, or that expands beyond measure is a problem, and the others are read. Files are only
named here: whoever reads them opens them, so that workers share that work.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from oncotriples.documents.archives import archive_suffix, members
from oncotriples.documents.problems import Problem, not_a_kind
from oncotriples.errors import InputError
from oncotriples.quality.findings import Severity

__all__ = ["LeaveOut", "RawDocument", "Refused", "read_paths"]

LeaveOut = Callable[[Path], bool]
"""Whether a folder is not entered, and not told of either."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document that nobody looked into. Its bytes are ``data``, or the content of the file ``path``.

    ``name`` is the path below the folder that was asked for, with forward slashes; members of an archive follow its
    name: ``archive.zip/folder/member.xml``.
    """

    name: str
    path: Path | None = None
    data: bytes = b""

    def size(self) -> int:
        """How many bytes it has. Raises OSError."""
        return len(self.data) if self.path is None else self.path.stat().st_size

    def open(self) -> BinaryIO:
        """Its bytes as a stream, to be closed. Raises OSError."""
        return BytesIO(self.data) if self.path is None else self.path.open("rb")


@dataclass(frozen=True, slots=True)
class Refused:
    """What stands in for a document that cannot be read, by its name."""

    name: str
    problem: Problem


def read_paths(paths: Iterable[Path], leave_out: LeaveOut = lambda folder: False) -> Iterator[RawDocument | Refused]:
    """The documents of all paths in turn, of a folder in the order of their names.

    Hidden files and folders, and what ``leave_out`` says of folders below the paths, are passed over. A name that was
    there before is refused: findings could not tell the two apart. Raises InputError before anything is read where a
    path is missing or neither a file nor a folder.
    """
    listed = [Path(path) for path in paths]
    for path in listed:
        _check(path)
    return _distinct(source for path in listed for source in _read_path(path, leave_out))


def _check(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{path}: {reason}", mend="give files, folders, .zip or .tar.gz archives that exist") from None
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise InputError(f"{path}: neither a file nor a folder", mend="save the document to a file first")


def _distinct(sources: Iterable[RawDocument | Refused]) -> Iterator[RawDocument | Refused]:
    seen: set[str] = set()
    for source in sources:
        if isinstance(source, RawDocument) and source.name in seen:
            message = "another document of this name was read before: give the folder above both, so that names differ"
            yield Refused(source.name, Problem(Severity.VIOLATION, "duplicate-name", 0, source.name, message))
        else:
            seen.add(source.name)
            yield source


def _read_path(path: Path, leave_out: LeaveOut) -> Iterator[RawDocument | Refused]:
    if path.is_dir():
        for name, file in sorted(_files(path, leave_out)):
            yield from _read_file(name, file)
    elif _hidden(path.name):
        yield Refused(_printable(path.name), not_a_kind("a hidden file"))
    else:
        yield from _read_file(_printable(path.name), path)


def _files(folder: Path, leave_out: LeaveOut) -> Iterator[tuple[str, Path]]:
    """Every file below a folder by its name in it, and links to folders, which are not entered."""
    for parent, folders, names in os.walk(folder, onerror=_give_up):
        told = [name for name in folders if not _hidden(name) and not leave_out(Path(parent, name))]
        entered = [name for name in told if not Path(parent, name).is_symlink()]
        for name in [*(name for name in names if not _hidden(name)), *(set(told) - set(entered))]:
            file = Path(parent, name)
            yield _printable(file.relative_to(folder).as_posix()), file
        folders[:] = entered


def _give_up(error: OSError) -> None:
    raise InputError(f"{error.filename}: {error.strerror}", mend="make the folder readable, or leave it out") from error


def _read_file(name: str, path: Path) -> Iterator[RawDocument | Refused]:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Refused(name, _unreadable(error.strerror or "cannot be read"))
        return
    if not stat.S_ISREG(mode):
        yield Refused(name, _unreadable("neither a file nor a folder, or a link to a folder"))
    elif archive_suffix(name):
        for member in members(path):
            whole = f"{name}/{_printable(member.name)}" if member.name else name
            if member.problem is not None and not _hidden(member.name):
                yield Refused(whole, member.problem)
            elif not _hidden(member.name):
                yield RawDocument(whole, data=member.data)
    else:
        yield RawDocument(name, path)


def _hidden(name: str) -> bool:
    """Whether a name is one that systems hide or leave behind (``.git``, ``__MACOSX``)."""
    parts = name.replace("\\", "/").split("/")
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts)


def _unreadable(reason: str) -> Problem:
    return Problem(Severity.VIOLATION, "unreadable-file", 0, "", f"{reason}: mend the file, or leave it out")


def _printable(name: str) -> str:
    """A file's name as text that can be written: bytes that are no UTF-8 are shown by their numbers."""
    return name.encode("utf-8", "backslashreplace").decode()

"""Write a folder of files so that a reader never sees half of it.

The set is made in a sibling of the target and exchanged with it by one rename; docs/decisions/0002-swapping-outputs.md
says why. A folder that no build of ours wrote is never touched, and releases inside the target stay.
"""

import ctypes
import errno
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from oncotriples.release.folders import GENERATOR, carry, check_target, explained, kept_folders

__all__ = ["replace_folder", "replacing_folder", "write_durably"]

Exchange = Callable[[Path, Path], None]

_MARK = "made-by-oncotriples"
_MARK_TEXT = b"A build of oncotriples was writing here. If none is running, this folder can be deleted.\n"
# What an OS or a file system answers where it cannot exchange two folders in one step.
_CANNOT_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
_OCCUPIED = frozenset({errno.ENOTEMPTY, errno.EEXIST})
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # Linux, <fcntl.h> and <linux/fs.h>
_RENAME_SWAP = 2  # macOS, <sys/stdio.h>


def replace_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Make ``out`` a folder of exactly these files (name → content); a reader sees the old set or the new one.

    ``files`` has to hold the manifest. Leftovers of builds that were killed are removed first. Raises InputError where
    ``out`` is not ours to replace, MachineError where the machine fails; the earlier folder is then as it was.
    """
    with replacing_folder(out) as new:
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            write_durably(new / name, content)


@contextmanager
def replacing_folder(out: Path, *, check: Callable[[Path], Path] = check_target) -> Iterator[Path]:
    """A new folder to fill, which takes the place of ``out`` when the context ends without an error.

    For sets that are too large to hold; it too has to hold the manifest in the end. ``check`` gives the resolved path
    of ``out``, or raises InputError where it is not ours to replace. Raises as ``replace_folder`` does.
    """
    target = check(out)
    with explained(out, " What was there before is unchanged."):
        target.parent.mkdir(parents=True, exist_ok=True)
        _clean(target)
        with _staging(target) as stage:
            new = stage / "new"
            new.mkdir()
            yield new
            carry(target, new)
            _sync(new)
            _swap(new, target, stage / "old", _exchanger())
            _keep_latecomers(target, new, stage / "old")
            _sync(target.parent)


def write_durably(path: Path, content: bytes) -> None:
    """Write a new file through to the disk. Raises OSError."""
    # Python ignores SIGXFSZ, so that a file beyond RLIMIT_FSIZE is an OSError here and not the end of the process.
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the names in a folder durable; Windows has no such call and needs none."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _swap(new: Path, target: Path, aside: Path, exchange: Exchange | None) -> None:
    """Put ``new`` where ``target`` is; the earlier folder, if any, ends at ``new`` or at ``aside``."""
    try:
        os.rename(new, target)  # nothing there, or an empty folder
        return
    except OSError as error:
        if error.errno not in _OCCUPIED:
            raise
    if exchange is not None:
        try:
            exchange(new, target)
            return
        except OSError as error:
            if error.errno not in _CANNOT_EXCHANGE:
                raise
    # Between these two renames there is no folder; a build killed here is mended by the next one (see _clean).
    os.rename(target, aside)
    try:
        os.rename(new, target)
    except OSError:
        os.rename(aside, target)
        raise


def _keep_latecomers(target: Path, *former: Path) -> None:
    """A release that came into the former folder after it was carried over is not lost with it."""
    for folder in former:
        for name in kept_folders(folder):
            if not (target / name).exists():
                os.rename(folder / name, target / name)


def _exchanger() -> Exchange | None:
    """The call of this OS that exchanges two paths in one step; Linux and macOS have one."""
    if sys.platform == "win32":
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def checked(result: int) -> None:
        if result != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))

    if sys.platform == "darwin":
        return lambda one, other: checked(libc.renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_SWAP))
    if hasattr(libc, "renameat2"):
        return lambda one, other: checked(
            libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
        )
    return None


# --- The folder beside the target, and what killed builds leave of it ---


def _prefix(target: Path) -> str:
    return f".{target.name}.{GENERATOR}-"


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """A folder of our own beside the target, removed in the end; its mark is locked while we live."""
    stage, lock = _make_stage(target)
    try:
        yield stage
    finally:
        os.close(lock)
        _remove(stage)


def _make_stage(target: Path) -> tuple[Path, int]:
    while True:
        stage = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
        try:
            lock = os.open(stage / _MARK, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        except FileNotFoundError:
            continue  # another build took the empty folder for a leftover
        if _lock(lock):
            os.write(lock, _MARK_TEXT)
            return stage, lock
        os.close(lock)


def _lock(descriptor: int) -> bool:
    """Lock an open file until it is closed or the process ends; false where another process holds it."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _clean(target: Path) -> None:
    """Remove what killed builds of this target left: folders of our name, with our mark, that no process holds.

    A build that was killed while no folder was in place left the earlier one in ``old``: that is put back. Windows
    cannot tell a leftover from a living build this way, so it keeps them.
    """
    if sys.platform == "win32":
        return
    for stage in sorted(target.parent.glob(f"{glob.escape(_prefix(target))}*")):
        try:
            mark = os.open(stage / _MARK, os.O_RDONLY)
        except OSError:
            with suppress(OSError):
                os.rmdir(stage)  # killed before it was marked; anything that is not empty stays
            continue
        try:
            if _lock(mark) and os.read(mark, len(_MARK_TEXT) + 1) in (_MARK_TEXT, b""):
                if (stage / "old").is_dir() and not target.exists():
                    os.rename(stage / "old", target)
                _remove(stage)
        finally:
            os.close(mark)


def _remove(stage: Path) -> None:
    """The mark goes last, so that a build killed in here leaves what the next one recognises."""
    for part in ("new", "old"):
        shutil.rmtree(stage / part, ignore_errors=True)
    with suppress(OSError):
        (stage / _MARK).unlink(missing_ok=True)
        stage.rmdir()

"""Files of an ingested set: records as lines of JSON, graphs as compressed N-Quads, always the same bytes.

The N-Quads are sorted and each line stands once. Their gzip header has no name, no time and no system. What follows it
is made by the zlib of this Python at a fixed level: another build of zlib may pack the same lines into other bytes, so
the manifest has the checksum of the lines themselves.
"""

import heapq
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from oncotriples.release.swap import write_durably

__all__ = ["Written", "sorted_lines", "write_gzip", "write_plain", "write_run"]

# Level 1: a third of the time of level 6, and these lines still shrink to a fifteenth.
_LEVEL = 1
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_PIECE = 1 << 20
# Lines that are sorted in memory at a time; what is more goes through files.
_RUN = 25_000


@dataclass(frozen=True, slots=True)
class Written:
    """A file as the manifest lists it: its name, and size in bytes and SHA-256 of its content before compression."""

    name: str
    size: int
    sha256: str
    lines: int


def write_plain(path: Path, content: bytes, name: str) -> Written:
    """Write a file, and give its entry under ``name``. Raises OSError."""
    write_durably(path, content)
    return Written(name, len(content), sha256(content).hexdigest(), content.count(b"\n"))


def write_gzip(path: Path, lines: Iterable[str], name: str) -> Written:
    """Write lines compressed, each with a line feed, and give the entry under ``name``. Raises OSError."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    digest, checksum, size, count = sha256(), 0, 0, 0
    with path.open("wb") as file:
        file.write(_HEADER)
        for piece, held in _pieces(lines):
            digest.update(piece)
            checksum = zlib.crc32(piece, checksum)
            size += len(piece)
            count += held
            file.write(packer.compress(piece))
        file.write(packer.flush())
        file.write(struct.pack("<II", checksum, size & 0xFFFFFFFF))
        file.flush()
        if path.is_file():  # and no pipe
            os.fsync(file.fileno())
    return Written(name, size, digest.hexdigest(), count)


def write_run(path: Path, lines: Iterable[str]) -> None:
    """Write the distinct lines in code-point order, for ``sorted_lines`` to merge. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in sorted(set(lines)))


def sorted_lines(lines: Iterable[str], folder: Path, runs: Iterable[Path] = ()) -> Iterator[str]:
    """The distinct lines in code-point order, however many: sorted runs are kept in files in ``folder`` and merged.

    ``runs`` are files of ``write_run`` to merge with them; they are removed like the others.
    """
    source = iter(lines)
    paths = list(runs)
    last = sorted(set(islice(source, _RUN)))
    while following := list(islice(source, _RUN)):
        paths.append(folder / f"run-{len(paths)}")
        write_run(paths[-1], last)
        last = sorted(set(following))
    with ExitStack() as stack:
        files = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in paths]
        former = ""
        for line in heapq.merge(*((line[:-1] for line in file) for file in files), last):
            if line != former:
                yield line
            former = line
    for path in paths:
        path.unlink()


def _pieces(lines: Iterable[str]) -> Iterator[tuple[bytes, int]]:
    """Lines as UTF-8 in pieces of about a megabyte, and how many lines each has."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line) + 1
        if size >= _PIECE:
            yield "\n".join([*held, ""]).encode(), len(held)
            held, size = [], 0
    if held:
        yield "\n".join([*held, ""]).encode(), len(held)

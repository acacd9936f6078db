"""Large files of lines are read as they are, while another process checks that they are canonical.

A line of canonical N-Triples or N-Quads needs no parser to be taken apart. Whether a file is of such lines only is told
by parsing it and writing it again: ``python -P -m oncotriples.shacl.canonical FILE`` exits with 0 if that gives the
same bytes. A process started like that, unlike those of multiprocessing, needs nothing of the program that calls it.
"""

import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from oncotriples.workers import available_processors

__all__ = ["NotCanonicalError", "is_worth_trying", "main", "raw_texts"]

_FORMATS = {".nt": ox.RdfFormat.N_TRIPLES, ".nq": ox.RdfFormat.N_QUADS}
# To start a process takes as long as to parse so many bytes.
_LARGE = 8 << 20
_AT_ONCE = 4 << 20
_BATCH = 20_000
# Lines that tell what the others will be like.
_SAMPLE = 100


class NotCanonicalError(Exception):
    """A file has to be parsed after all."""


def is_worth_trying(path: Path) -> bool:
    """Whether a file is large, of lines, and canonical where it begins, and there is a second processor."""
    try:
        large = path.suffix.lower() in _FORMATS and path.stat().st_size > _LARGE
        return large and available_processors() > 1 and _is_canonical(path, _SAMPLE)
    except OSError:
        return False


def raw_texts(path: Path) -> Iterator[bytes]:
    """The lines of a file, many at a time. Raises NotCanonicalError, at the end at the latest, if they are no such."""
    with _checking(path) as process:
        try:
            rest = b""
            with path.open("rb") as file:
                while piece := file.read(_AT_ONCE):
                    whole, line_feed, left = piece.rpartition(b"\n")
                    if line_feed:
                        yield rest + whole + line_feed
                    rest = left if line_feed else rest + piece
            if rest or process.wait() != 0:
                raise NotCanonicalError
        finally:
            process.kill()


def _checking(path: Path) -> "subprocess.Popen[bytes]":
    # -P: modules in the folder where somebody validates are nobody's code.
    call = (sys.executable, "-P", "-m", __name__, str(path))
    nothing = subprocess.DEVNULL
    try:
        return subprocess.Popen(call, stdin=nothing, stderr=nothing)  # noqa: S603  # Python and this module
    except OSError:
        raise NotCanonicalError from None


def _is_canonical(path: Path, lines: int | None = None) -> bool:
    """Whether a file, or its first lines, is what parsing and writing it gives."""
    statements = islice(ox.parse(path=path, format=_FORMATS[path.suffix.lower()]), lines)
    try:
        with path.open("rb") as file:
            while text := ox.serialize(islice(statements, _BATCH), format=_FORMATS[path.suffix.lower()]):
                # Triples in a term's place, as in RDF 1.2, are told of by whoever parses.
                if file.read(len(text)) != text or b" <<( " in text:
                    return False
            return lines is not None or not file.read(1)
    except SyntaxError:
        return False


def main() -> None:
    """Check the file that the command line names."""
    sys.exit(0 if _is_canonical(Path(sys.argv[1])) else 1)


if __name__ == "__main__":
    main()

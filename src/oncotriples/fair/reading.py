"""Files of a release or a site read within bounds: whoever judges them did not write them."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.graph.reading import file_errors, syntax_error
from oncotriples.namespaces import BASE

__all__ = ["limited", "turtle_quads"]

_LARGEST = 16 << 20
# A prefix may be long and used often, so that little text becomes many characters.
_MOST_CHARACTERS = 1 << 28


def limited(path: Path, *, largest: int = _LARGEST) -> bytes:
    """The content of a file. Raises InputError where there is none or it is larger than it may be, MachineError."""
    with file_errors(path.as_posix()), path.open("rb") as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        raise InputError(f"{path.as_posix()}: is larger than {largest >> 20} MB", mend="name a file that was made here")
    return content


def turtle_quads(path: Path) -> Iterator[ox.Quad]:
    """The statements of a Turtle file, one by one.

    Raises SourceSyntaxError where it does not parse, else as ``limited`` does; also where its IRIs and texts, written
    out, are longer than 256 million characters together.
    """
    left = _MOST_CHARACTERS
    try:
        for quad in ox.parse(limited(path), format=ox.RdfFormat.TURTLE, base_iri=BASE):
            left -= len(str(quad))
            if left < 0:
                raise InputError(f"{path.as_posix()}: is too large when its prefixes are written out")
            yield quad
    except SyntaxError as error:
        raise syntax_error(path.as_posix(), error) from None

"""Pages written by several processes: each opens the index for itself and writes the pages between two paths.

A page whose view and data are what they were when the former site was made is not made again: its files are linked from
there. What a page was made from is told by a digest, and so is the code that made it.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from oncotriples.errors import MachineError
from oncotriples.graph.reading import read_turtle
from oncotriples.release.jsonld import Context, read_context
from oncotriples.render.html import Frame
from oncotriples.render.resource import data_files, resource_page
from oncotriples.site.index import Index, Thing
from oncotriples.site.paths import SUFFIXES
from oncotriples.site.reading import Reader
from oncotriples.site.vocabulary import Vocabulary

__all__ = ["PageWriter", "Range", "Written", "ranges"]

_PAGES = 100  # pages of one piece of work
Range = tuple[str, str]
"""The paths of pages from the first one to before the second one."""


@dataclass(frozen=True, slots=True)
class Written:
    """A page, by its path without ending; the digest of what it was made from; whether it was made anew."""

    path: str
    digest: str
    is_new: bool


@dataclass(frozen=True)
class PageWriter:
    """Writes the pages of a range below ``out``; pickled once a process.

    ``former`` is the site that ``out`` will replace, with the digests of its pages in the index; ``code`` tells the
    code that makes pages from any other.
    """

    index: Path
    ontology: Path
    context: Path
    frame: Frame
    out: Path
    former: Path | None
    code: str

    def __call__(self, piece: Range) -> list[Written]:
        """Write the pages of a piece. Raises MachineError where the disk fails."""
        index, reader, context = _opened(self)
        try:
            return [self._write(index, reader, context, thing) for thing in index.pages(*piece)]
        except OSError as error:
            raise MachineError(
                f"{error.filename}: cannot be written: {error.strerror}", mend="make space, or name another folder"
            ) from error

    def died(self, piece: Range) -> list[Written]:
        """What is told where a process ended without an answer."""
        raise MachineError(
            f"the process that wrote the pages from {piece[0]} on was ended", mend="give it more memory, and try again"
        )

    def _write(self, index: Index, reader: Reader, context: Context, thing: Thing) -> Written:
        view, lines = reader.view(thing), reader.lines(thing)
        digest = sha256("\n".join((self.code, repr(view), *lines)).encode()).hexdigest()[:32]
        extra = reader.parts_file(thing)
        names = (*SUFFIXES, *extra)
        if self.former and index.former(thing.path) == digest and self._link(self.former, thing.path, names):
            return Written(thing.path, digest, is_new=False)
        files: Mapping[str, bytes] = {".html": resource_page(view, self.frame), **data_files(lines, context), **extra}
        for suffix, content in files.items():
            _write_file(self.out / f"{thing.path}{suffix}", content)
        return Written(thing.path, digest, is_new=True)

    def _link(self, former: Path, path: str, suffixes: tuple[str, ...]) -> bool:
        """Whether all files of a page could be linked from the former site."""
        done: list[Path] = []
        try:
            (self.out / path).parent.mkdir(parents=True, exist_ok=True)
            for suffix in suffixes:
                os.link(former / f"{path}{suffix}", self.out / f"{path}{suffix}")
                done.append(self.out / f"{path}{suffix}")
        except OSError:
            for made in done:
                made.unlink()
            return False
        return True


def ranges(index: Index) -> Iterator[Range]:
    """The pieces of work: the paths of all pages, cut after some hundred."""
    start = ""
    for number, thing in enumerate(index.pages()):
        if number % _PAGES == 0:
            if number:
                yield start, thing.path
            start = thing.path
    if start:
        yield start, "\U0010ffff"


@lru_cache(maxsize=1)
def _opened(writer: PageWriter) -> tuple[Index, Reader, Context]:
    """What a process needs, opened once."""
    vocabulary = Vocabulary(read_turtle(writer.ontology, "ontology.ttl").triples)
    index = Index(writer.index)
    return index, Reader(index, vocabulary), read_context(writer.context)


def _write_file(path: Path, content: bytes) -> None:
    """Write a new file, and its folder where that is not there yet. Many small files: each by the fewest calls."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        while content:
            content = content[os.write(descriptor, content) :]
    finally:
        os.close(descriptor)

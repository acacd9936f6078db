"""PubMed's baseline and update files, which NLM publishes as pubmed26n0001.xml.gz and so on: order, records, days."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from oncotriples.documents.article import identity, read_deletions
from oncotriples.documents.article_set import Piece, pieces
from oncotriples.documents.problems import UnreadableDocument
from oncotriples.errors import InputError, MachineError

__all__ = ["digest_of", "explained", "in_sequence", "newest", "told"]

_NAME = re.compile(r"(pubmed[0-9]{2}n)([0-9]{4,5})")
_REVISED = re.compile(
    rb"<DateRevised>\s*<Year>([0-9]{4})</Year>\s*<Month>([0-9]{2})</Month>\s*<Day>([0-9]{2})</Day>\s*</DateRevised>"
)


def in_sequence(paths: Iterable[Path]) -> tuple[tuple[Path, ...], bool]:
    """Files in the order of their names, and whether these are NLM's, one after the other without a gap.

    Raises InputError for no file, and for two of one name: which is the later one cannot be told.
    """
    ordered = sorted((_place(path), path) for path in paths)
    if not ordered:
        raise InputError("no file to load", mend="name PubMed files such as pubmed26n0001.xml.gz")
    places = [place for place, _ in ordered]
    for former, (place, path) in zip(places, ordered[1:], strict=False):
        if place == former:
            raise InputError(f"{path}: two files have this name", mend="name each file once")
    numbers = [number for _, number in places]
    gapless = len({series for series, _ in places}) == 1 and numbers == list(range(numbers[0], numbers[-1] + 1))
    return tuple(path for _, path in ordered), gapless and numbers[0] >= 0


def _place(path: Path) -> tuple[str, int]:
    """Series and number of a file, packed or not; a name that is not NLM's is a series of its own."""
    name = path.name.removesuffix(".gz").removesuffix(".xml")
    found = _NAME.fullmatch(name)
    return (found[1], int(found[2])) if found else (name, -1)


def told(path: Path) -> Iterator[tuple[Piece, int, int]]:
    """The records of a file with PMID and version, and the PMIDs that it deletes, with 0."""
    with explained(path), path.open("rb") as file:
        for piece in pieces(file, path.name):
            if piece.tag == "DeleteCitation":
                for pmid in read_deletions(piece, path.name):
                    yield piece, int(pmid), 0
            else:
                yield piece, *identity(piece, path.name)


def newest(day: str, piece: Piece) -> str:
    """The later one of a day and that on which a record was revised."""
    if found := _REVISED.search(piece.raw):
        revised = b"-".join(found.groups()).decode()
        if revised > day:
            with suppress(ValueError):  # no day of the calendar
                return date.fromisoformat(revised).isoformat()
    return day


def digest_of(piece: Piece) -> str:
    """The SHA-256 of a record as it stands in its file."""
    return hashlib.sha256(piece.raw).hexdigest()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """What is wrong with a file as an error that names file, line and value."""
    try:
        yield
    except UnreadableDocument as error:
        problem = error.problem
        place = f"{path}:{problem.line}" if problem.line else f"{path}"
        value = "" if problem.value in ("", path.name) else f": {problem.value}"
        raise InputError(f"{place}: {problem.rule}{value}", mend=problem.message) from None
    except FileNotFoundError:
        raise InputError(f"{path}: no such file", mend="check the path") from None
    except IsADirectoryError:
        raise InputError(f"{path}: a folder, and no file", mend="name its files, such as pubmed26n*.xml.gz") from None
    except OSError as error:
        raise MachineError(f"{path}: cannot be read: {error.strerror or error}") from error

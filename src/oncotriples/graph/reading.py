"""Read RDF files into terms that keep their lexical form, with the line on which each subject's block starts.

Parsing never opens a connection: pyoxigraph fetches neither JSON-LD contexts nor anything else.
"""

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from oncotriples.errors import InputError, MachineError, SourceSyntaxError
from oncotriples.graph.xml_checked import checked_xml
from oncotriples.namespaces import BASE

__all__ = [
    "FORMATS",
    "SourceFile",
    "Triple",
    "ending_of",
    "file_errors",
    "format_of",
    "opened",
    "read_quads",
    "read_turtle",
    "subject_lines",
    "syntax_error",
]

Triple = ox.Triple

FORMATS: Mapping[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}

_PREFIX = re.compile(r"^\s*@?prefix\s+([A-Za-z][\w.-]*)?:\s*<([^>]*)>", re.IGNORECASE)
_BASE_LINE = re.compile(r"^\s*@?base\s+<([^>]*)>", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:<([^>]*)>|([A-Za-z][\w.-]*)?:([\w.%/\\-]+))\s*(?:$|[^\s:])")


@dataclass(frozen=True)
class SourceFile:
    """One file as read: its name for messages, its triples, and the line of each subject's block (IRI → line)."""

    name: str
    triples: tuple[Triple, ...]
    lines: Mapping[str, int] = field(default_factory=dict)


def ending_of(path: Path) -> str:
    """A file's ending in lower case, that of compression apart: of ``a.NT.gz`` it is ``.nt``."""
    return Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def format_of(path: Path) -> ox.RdfFormat:
    """The RDF format that a file's name ends in, ``.gz`` apart. Raises InputError for any other ending."""
    ending = ending_of(path)
    if ending not in FORMATS:
        # Of what is no file that can be read, the ending is not what is wrong.
        with file_errors(path.as_posix()):
            path.open("rb").close()
        raise InputError(
            f"{path.as_posix()}: “{ending}” is no RDF format that is read here",
            mend=f"use one of {', '.join(FORMATS)}, each also with .gz",
        )
    return FORMATS[ending]


def opened(path: Path) -> IO[bytes]:
    """A file for reading, unpacked if its name ends in ``.gz``; RDF/XML that is no XML raises SyntaxError there."""
    return checked_xml(_unpacked(path)) if FORMATS.get(ending_of(path)) == ox.RdfFormat.RDF_XML else _unpacked(path)


def _unpacked(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


@contextmanager
def file_errors(name: str) -> Iterator[None]:
    """What the system says of a file that is read inside, as an error of ours; ``name`` is that of the file."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(f"{name}: no such file", mend="check the path") from None
    except IsADirectoryError:
        raise InputError(f"{name}: is a folder", mend="name the files in it") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceSyntaxError(name, 0, 0, f"is no whole gzip file: {error}", mend="get the file anew") from None
    except OSError as error:
        raise MachineError(f"{name}: cannot be read: {error.strerror or error}") from error


def read_quads(path: Path, *, name: str | None = None) -> Iterator[ox.Quad]:
    """Parse a file of any RDF format, quad by quad. Raises SourceSyntaxError with file, line and column."""
    shown = name or path.as_posix()
    format_ = format_of(path)
    try:
        with file_errors(shown), opened(path) as file:
            data = file.read()
        yield from ox.parse(data, format=format_, base_iri=BASE)
    except SyntaxError as error:
        raise syntax_error(shown, error) from None


def read_turtle(path: Path, name: str) -> SourceFile:
    """Read one Turtle file whole."""
    triples = tuple(quad.triple for quad in read_quads(path, name=name))
    return SourceFile(name, triples, subject_lines(path.read_text(encoding="utf-8")))


def subject_lines(text: str) -> dict[str, int]:
    """The line on which each subject's block starts, in a file of the house style (a subject stands in column 1)."""
    prefixes: dict[str, str] = {}
    base = BASE
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if declared := _PREFIX.match(line):
            prefixes[declared[1] or ""] = declared[2]
        elif declared := _BASE_LINE.match(line):
            base = declared[1]
        elif found := _SUBJECT.match(line):
            if found[1] is not None:
                iri = found[1] if ":" in found[1].split("/")[0] else base + found[1]
            else:
                iri = prefixes.get(found[2] or "", "") + found[3].replace("\\", "")
            lines.setdefault(iri, number)
    return lines


def syntax_error(name: str, error: SyntaxError) -> SourceSyntaxError:
    """An error of the parser as one of ours, with the name of the file and how to mend it."""
    problem = re.sub(r"^Parser error at [^:]*: ", "", str(error.msg))
    mend = ""
    if unknown := re.search(r"prefix (\S*:) has not been declared", problem):
        mend = f"declare it at the head of the file: @prefix {unknown[1]} <…> ."
    elif problem.startswith("the document ends"):
        mend = "a part of it is missing: get it anew"
    elif problem.startswith("Unexpected end"):
        mend = "the last statement is not finished: look for a missing “.”, “>” or quotation mark"
    return SourceSyntaxError(name, error.lineno or 0, error.offset or 0, problem, mend=mend)

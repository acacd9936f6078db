"""What was withdrawn from the data (kg/withdrawn.tsv) as deprecated stubs, in ``graph/withdrawn``.

The file is tab-separated with the header ``resource replaced_by withdrawn_in reason label``; lines that start with
``#`` are comments. Things are written as messages print them (``agent/imatinib``) or as whole IRIs; ``replaced_by`` may
be empty. ``withdrawn_in`` is the first data version without the thing, ``label`` what it was called. Stubs have no
class: what is withdrawn is no agent any more, and no claim. Whether the replacement is there, and the thing gone, can
only be said of the whole graph: see ``quality/rules_withdrawn.py``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from oncotriples import iris
from oncotriples.errors import InputError, MachineError, SourceSyntaxError
from oncotriples.graph.reading import SourceFile, Triple
from oncotriples.namespaces import BASE, PREFIXES, XSD, compact

__all__ = [
    "COLUMNS",
    "WITHDRAWN_FILE",
    "WITHDRAWN_GRAPH",
    "Withdrawal",
    "is_version",
    "parse_withdrawn",
    "read_note",
    "read_withdrawn",
    "stub",
]

WITHDRAWN_FILE = "withdrawn.tsv"
"""The file's name in kg/."""

WITHDRAWN_GRAPH = iris.graph("withdrawn")
"""The graph of the stubs."""

COLUMNS = ("resource", "replaced_by", "withdrawn_in", "reason", "label")
"""The columns of the file."""

# What iris.py mints, whatever the kind of thing.
_PATH = re.compile(r"[a-z-]+(?:/[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)+")
_VERSION = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}")
Refused = Callable[[str, str], SourceSyntaxError]

_DEPRECATED = ox.NamedNode(f"{PREFIXES['owl']}deprecated")
_LABEL = ox.NamedNode(f"{PREFIXES['skos']}prefLabel")
_NOTE = ox.NamedNode(f"{PREFIXES['skos']}historyNote")
_REPLACED = ox.NamedNode(f"{PREFIXES['dcterms']}isReplacedBy")
_LEAD = "withdrawn in data "
_TRUE = ox.Literal("true", datatype=ox.NamedNode(f"{XSD}boolean"))


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One row: the IRIs of a thing and of its replacement (or nothing), the data version, the reason, the label, and
    the line of the file.
    """

    resource: str
    replaced_by: str
    withdrawn_in: str
    reason: str
    label: str
    line: int


def is_version(text: str) -> bool:
    """Whether a text is a version of the data: ``0.4.0``."""
    return bool(_VERSION.fullmatch(text))


def read_withdrawn(path: Path, name: str) -> SourceFile:
    """The stubs of a file, each with the line of its row. Raises SourceSyntaxError for a bad row."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceSyntaxError(name, 0, 0, "is not UTF-8", mend="save the file as UTF-8") from error
    except OSError as error:
        raise MachineError(f"{name}: cannot be read: {error.strerror}") from error
    rows = parse_withdrawn(text, name)
    triples = tuple(triple for row in rows for triple in stub(row))
    return SourceFile(name, triples, {row.resource: row.line for row in rows})


def parse_withdrawn(text: str, name: str) -> tuple[Withdrawal, ...]:
    """The rows in the text of a file. Raises SourceSyntaxError with file and line for a bad or repeated row, and for
    things that replace each other in a circle.
    """
    rows: dict[str, Withdrawal] = {}
    header_seen = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not header_seen:
            _check_header(cells, name, number)
            header_seen = True
            continue
        row = _row(cells, name, number)
        if earlier := rows.get(row.resource):
            raise SourceSyntaxError(name, number, 0, f"repeats line {earlier.line}", mend="keep one row for a thing")
        rows[row.resource] = row
    _check_circles(rows, name)
    return tuple(rows.values())


def stub(row: Withdrawal) -> Iterator[Triple]:
    """What the graph keeps of a withdrawn thing: that it is deprecated, its label, its replacement, and why it went."""
    thing = ox.NamedNode(row.resource)
    yield Triple(thing, _DEPRECATED, _TRUE)
    yield Triple(thing, _LABEL, ox.Literal(row.label, language="en"))
    if row.replaced_by:
        yield Triple(thing, _REPLACED, ox.NamedNode(row.replaced_by))
    yield Triple(thing, _NOTE, ox.Literal(f"{_LEAD}{row.withdrawn_in}: {row.reason}", language="en"))


def read_note(note: str) -> tuple[str, str]:
    """The version and the reason in the history note of a stub; of any other text no version, and the text."""
    version, colon, reason = note.removeprefix(_LEAD).partition(": ")
    return (version, reason) if colon and note.startswith(_LEAD) and is_version(version) else ("", note)


def _check_header(cells: tuple[str, ...], name: str, number: int) -> None:
    if cells == COLUMNS:
        return
    unknown = [cell for cell in cells if cell not in COLUMNS]
    # Only a header that names a column of ours is one with a mistake.
    problem = f"there is no column “{unknown[0]}”" if unknown and len(unknown) < len(cells) else "the header is missing"
    raise SourceSyntaxError(name, number, 0, problem, mend=f"start with the columns {', '.join(COLUMNS)}")


def _row(cells: tuple[str, ...], name: str, number: int) -> Withdrawal:
    def refused(problem: str, mend: str) -> SourceSyntaxError:
        return SourceSyntaxError(name, number, 0, problem, mend=mend)

    # Editors cut the tabs at the end of a line; the last column is never empty, so that this is seen.
    if len(cells) != len(COLUMNS):
        raise refused(f"has {len(cells)} columns, not 5", f"separate {', '.join(COLUMNS)} by one tab each")
    for column, cell in zip(COLUMNS, cells, strict=True):
        if not cell and column != "replaced_by":
            raise refused(f"has no {column}", "fill in every column but replaced_by")
    resource, replaced_by, version, reason, label = cells
    row = Withdrawal(_ours(resource, refused), _ours(replaced_by, refused), version, reason, label, number)
    if row.replaced_by == row.resource:
        raise refused(f"{compact(row.resource)} is replaced by itself", "name another thing, or leave it empty")
    if not is_version(version):
        raise refused(f"“{version}” is no version of the data", "write three numbers, such as 0.4.0")
    return row


def _ours(text: str, refused: Refused) -> str:
    """The IRI of a thing of ours, or nothing for an empty cell."""
    if not text:
        return ""
    try:
        iri = ox.NamedNode(iris.expand(text)).value
    except InputError as error:
        raise refused(error.message, error.mend) from None
    except ValueError:
        raise refused(f"“{text}” is no IRI", "write it as agent/imatinib") from None
    if not _PATH.fullmatch(iri.removeprefix(BASE)):
        raise refused(f"“{text}” is no thing of this graph", f"write the part after {BASE}, such as agent/imatinib")
    return iri


def _check_circles(rows: Mapping[str, Withdrawal], name: str) -> None:
    done: set[str] = set()
    for start in rows:
        walked: list[str] = []
        there = start
        while there in rows and there not in done:
            done.add(there)
            walked.append(there)
            there = rows[there].replaced_by
        if there in walked:
            circle = " → ".join(compact(iri) for iri in (*walked[walked.index(there) :], there))
            raise SourceSyntaxError(
                name,
                rows[there].line,
                0,
                f"things replace each other in a circle: {circle}",
                mend="leave replaced_by empty where there is no replacement",
            )

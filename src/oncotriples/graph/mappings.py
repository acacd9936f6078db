"""Mappings to other vocabularies: an SSSOM table read into the triples of graph/mappings.

A row becomes its mapping triple, and a resource (``owl:Axiom``, as SSSOM writes mappings in RDF) that says why it was
made and where it was seen. That resource is named by subject, predicate and object, so that it stays the same when a
row moves or its comment changes. Only what SSSOM defines is read, and only what this project uses of it: a column, a
predicate or a justification that is not known here is an error, never passed over.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pyoxigraph as ox

from oncotriples.errors import InputError, MachineError, SourceSyntaxError
from oncotriples.graph.reading import SourceFile, Triple
from oncotriples.namespaces import BASE, PREFIXES, RDF_TYPE, XSD

__all__ = [
    "JUSTIFICATIONS",
    "PREDICATES",
    "Cell",
    "MappingRow",
    "MappingTable",
    "mapping_iri",
    "parse_sssom",
    "read_sssom",
]

_OWL, _SSSOM, _DCTERMS = PREFIXES["owl"], PREFIXES["sssom"], PREFIXES["dcterms"]
_COMMENT = f"{PREFIXES['rdfs']}comment"

# From the strongest to the weakest; a cross-reference says only that one database points at another.
PREDICATES: Mapping[str, str] = {
    "skos:exactMatch": f"{PREFIXES['skos']}exactMatch",
    "skos:closeMatch": f"{PREFIXES['skos']}closeMatch",
    "skos:broadMatch": f"{PREFIXES['skos']}broadMatch",
    "skos:narrowMatch": f"{PREFIXES['skos']}narrowMatch",
    "skos:relatedMatch": f"{PREFIXES['skos']}relatedMatch",
    "oboInOwl:hasDbXref": f"{PREFIXES['oboInOwl']}hasDbXref",
}

# Those that SSSOM's schema admits.
JUSTIFICATIONS = tuple(
    f"semapv:{name}"
    for name in (
        "BackgroundKnowledgeBasedMatching",
        "CompositeMatching",
        "InstanceBasedMatching",
        "LexicalMatching",
        "LexicalSimilarityThresholdMatching",
        "LogicalReasoning",
        "ManualMappingCuration",
        "MappingChaining",
        "MappingInversion",
        "MappingReview",
        "SemanticSimilarityThresholdMatching",
        "StructuralMatching",
        "UnspecifiedMatching",
    )
)

_REQUIRED = ("subject_id", "subject_label", "predicate_id", "object_id", "mapping_justification", "object_source")
# Column → property, in the order in which SSSOM lists the slots. The first three make the mapping triple itself.
_IRI_COLUMNS: Mapping[str, str] = {
    "subject_id": f"{_OWL}annotatedSource",
    "predicate_id": f"{_OWL}annotatedProperty",
    "object_id": f"{_OWL}annotatedTarget",
    "mapping_justification": f"{_SSSOM}mapping_justification",
    "object_source": f"{_SSSOM}object_source",
    "mapping_source": f"{_SSSOM}mapping_source",
}
_TEXT_COLUMNS: Mapping[str, str] = {
    "subject_label": f"{_SSSOM}subject_label",
    "object_label": f"{_SSSOM}object_label",
    "comment": _COMMENT,
}

# Key of the metadata → property; these hold text, the license an address, the date a date.
_SET_TEXTS: Mapping[str, str] = {
    "mapping_set_title": f"{_DCTERMS}title",
    "mapping_set_description": f"{_DCTERMS}description",
    "mapping_set_version": f"{_OWL}versionInfo",
    "comment": _COMMENT,
}
_SET_KEYS = ("curie_map", "mapping_set_id", "license", "publication_date", *_SET_TEXTS)


@dataclass(frozen=True)
class Cell:
    """The text of one cell and the column of the file, counted from 1, in which it starts."""

    text: str
    column: int


@dataclass(frozen=True)
class MappingRow:
    """One row as the file has it: its line, and its cells by the names of their columns."""

    line: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class MappingTable:
    """An SSSOM file as it stands: name for messages, metadata, prefixes (prefix → namespace), rows."""

    name: str
    metadata: Mapping[str, str]
    prefixes: Mapping[str, str]
    rows: tuple[MappingRow, ...]


def read_sssom(path: Path, name: str) -> SourceFile:
    """Read an SSSOM file whole. ``lines`` has the line of each mapping's row, by the IRI of the mapping.

    Raises SourceSyntaxError with file, line and column for whatever the file has wrong; InputError and MachineError
    where it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceSyntaxError(name, 0, 0, "is not UTF-8", mend="save it as UTF-8") from error
    except FileNotFoundError:
        raise InputError(f"{name}: no such file", mend="check the path") from None
    except OSError as error:
        raise MachineError(f"{name}: cannot be read: {error.strerror}") from error
    return _source_file(parse_sssom(text, name))


def mapping_iri(subject: str, predicate: str, object_: str) -> str:
    """The resource that speaks about one mapping: ``mapping/`` and 16 hex digits of the mapping's SHA-256."""
    digest = hashlib.sha256(f"{subject}|{predicate}|{object_}".encode()).hexdigest()
    return f"{BASE}mapping/{digest[:16]}"


def parse_sssom(text: str, name: str) -> MappingTable:
    """The metadata and the rows of an SSSOM file, nothing expanded yet. Raises SourceSyntaxError."""
    lines = text.removesuffix("\n").split("\n")
    head = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    metadata, prefixes = _metadata([line[1:] for line in lines[:head]], name)
    if head == len(lines):
        raise SourceSyntaxError(name, head, 0, "no table follows the metadata", mend="add the line of column names")
    columns = tuple(lines[head].split("\t"))
    _check_columns(columns, name, head + 1)
    rows = tuple(_row(line, number, columns, name) for number, line in enumerate(lines[head + 1 :], start=head + 2))
    return MappingTable(name, metadata, prefixes, rows)


def _metadata(lines: list[str], name: str) -> tuple[dict[str, str], dict[str, str]]:
    """The YAML of the lines that start with ``#``: its texts, and the prefixes under ``curie_map``."""
    import yaml

    try:
        # BaseLoader makes strings, lists and maps, nothing else: a version such as 1.10 stays as it is written.
        loaded = yaml.load("\n".join(lines), Loader=yaml.BaseLoader)  # noqa: S506 - safe, as said above
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 2) if mark else (0, 0)
        raise SourceSyntaxError(name, line, column, f"the metadata is no YAML: {error.problem}") from None
    metadata: dict[str, Any] = loaded if isinstance(loaded, dict) else {}
    for key in ("curie_map", "mapping_set_id", "license"):
        if not metadata.get(key):
            raise SourceSyntaxError(name, 1, 0, f"the metadata has no {key}", mend=f"add a line #{key}: …")
    for key, value in metadata.items():
        texts = value.values() if key == "curie_map" and isinstance(value, dict) else [value]
        if key not in _SET_KEYS or not all(isinstance(text, str) for text in texts):
            problem = f"“{key}” in the metadata is not read here, or not in this form"
            raise SourceSyntaxError(name, 1, 0, problem, mend=f"use {', '.join(_SET_KEYS)}, each with a text")
    return metadata, metadata.pop("curie_map")


def _check_columns(columns: tuple[str, ...], name: str, line: int) -> None:
    known = (*_IRI_COLUMNS, *_TEXT_COLUMNS)
    for missing in (column for column in _REQUIRED if column not in columns):
        raise SourceSyntaxError(name, line, 0, f"the column {missing} is missing", mend="add it, with a value a row")
    for place, column in enumerate(columns):
        if column not in known or column in columns[:place]:
            raise SourceSyntaxError(
                name, line, 0, f"the column “{column}” is unknown or there twice", mend=f"use {', '.join(known)}"
            )


def _row(line: str, number: int, columns: tuple[str, ...], name: str) -> MappingRow:
    texts = line.split("\t")
    if len(texts) != len(columns):
        raise SourceSyntaxError(
            name, number, 0, f"{len(texts)} cells instead of {len(columns)}", mend="separate cells by one tab each"
        )
    cells: dict[str, Cell] = {}
    place = 1
    for column, text in zip(columns, texts, strict=True):
        if column in _REQUIRED and not text.strip():
            raise SourceSyntaxError(name, number, place, f"{column} is empty", mend="fill it in, or take the row out")
        cells[column] = Cell(text, place)
        place += len(text) + 1
    return MappingRow(number, cells)


def _source_file(table: MappingTable) -> SourceFile:
    """What a table means: the triples of all rows and of the set, in file order."""
    set_ = _node(table.metadata["mapping_set_id"], table.name, 1, 1)
    triples = list(_set_triples(table, set_))
    lines: dict[str, int] = {}
    for row in table.rows:
        mapping, mapped = _mapping_triples(row, table)
        if mapping.value in lines:
            problem = f"the same mapping as in line {lines[mapping.value]}"
            raise SourceSyntaxError(table.name, row.line, 0, problem, mend="take one of them out")
        lines[mapping.value] = row.line
        triples += mapped
        triples.append(Triple(set_, ox.NamedNode(f"{_SSSOM}mappings"), mapping))
    return SourceFile(table.name, tuple(triples), {set_.value: 1, **lines})


def _set_triples(table: MappingTable, set_: ox.NamedNode) -> Iterator[Triple]:
    """The mapping set: what it is called, its version, date and license."""
    metadata = table.metadata
    yield Triple(set_, ox.NamedNode(RDF_TYPE), ox.NamedNode(f"{_SSSOM}MappingSet"))
    license_ = _node(metadata["license"], table.name, 1, 1)
    yield Triple(set_, ox.NamedNode(f"{_DCTERMS}license"), license_)
    if date := metadata.get("publication_date"):
        literal = ox.Literal(date, datatype=ox.NamedNode(f"{XSD}date"))
        yield Triple(set_, ox.NamedNode(f"{_DCTERMS}issued"), literal)
    for key, property_ in _SET_TEXTS.items():
        if text := metadata.get(key):
            yield Triple(set_, ox.NamedNode(property_), ox.Literal(text))
    if title := metadata.get("mapping_set_title"):
        yield Triple(set_, ox.NamedNode(f"{PREFIXES['skos']}prefLabel"), ox.Literal(title, language="en"))


def _mapping_triples(row: MappingRow, table: MappingTable) -> tuple[ox.NamedNode, list[Triple]]:
    """One row: the mapping triple, and the resource about it with every cell that is filled."""
    _check_values(row, table.name)
    nodes = {
        column: _expanded(cell, row.line, table)
        for column, cell in row.cells.items()
        if column in _IRI_COLUMNS and cell.text
    }
    subject, predicate, object_ = nodes["subject_id"], nodes["predicate_id"], nodes["object_id"]
    if not subject.value.startswith(BASE):
        _refuse(row, "subject_id", table.name, "is not a resource of this graph", f"map from an IRI below {BASE}")
    mapping = ox.NamedNode(mapping_iri(subject.value, predicate.value, object_.value))
    triples = [Triple(subject, predicate, object_)]
    triples.append(Triple(mapping, ox.NamedNode(RDF_TYPE), ox.NamedNode(f"{_OWL}Axiom")))
    triples += [Triple(mapping, ox.NamedNode(_IRI_COLUMNS[column]), node) for column, node in nodes.items()]
    for column, property_ in _TEXT_COLUMNS.items():
        cell = row.cells.get(column)
        if cell and cell.text:
            triples.append(Triple(mapping, ox.NamedNode(property_), ox.Literal(cell.text)))
    return mapping, triples


def _check_values(row: MappingRow, name: str) -> None:
    if row.cells["predicate_id"].text not in PREDICATES:
        _refuse(row, "predicate_id", name, "is no mapping predicate", f"use one of {', '.join(PREDICATES)}")
    if row.cells["mapping_justification"].text not in JUSTIFICATIONS:
        _refuse(row, "mapping_justification", name, "is no justification", f"use one of {', '.join(JUSTIFICATIONS)}")


def _refuse(row: MappingRow, column: str, name: str, problem: str, mend: str) -> NoReturn:
    cell = row.cells[column]
    raise SourceSyntaxError(name, row.line, cell.column, f"{column} “{cell.text}” {problem}", mend=mend)


def _expanded(cell: Cell, line: int, table: MappingTable) -> ox.NamedNode:
    """The IRI behind a prefix and a local name, such as ``NCIT:C2947``."""
    prefix, colon, local = cell.text.partition(":")
    if not colon or not local or prefix not in table.prefixes:
        problem = f"“{cell.text}” has no prefix that the metadata declares"
        raise SourceSyntaxError(
            table.name, line, cell.column, problem, mend=f"write prefix:name, and declare “{prefix}” under #curie_map:"
        )
    return _node(table.prefixes[prefix] + local, table.name, line, cell.column)


def _node(iri: str, name: str, line: int, column: int) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        problem = f"“{iri}” is no IRI"
        raise SourceSyntaxError(name, line, column, problem, mend="check the identifier and its prefix") from None

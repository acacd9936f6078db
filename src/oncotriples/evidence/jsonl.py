"""Records as text and back: one JSON object a line, its ``type`` first, then its fields in the order of their class.

What has its default value is left out, so that a line says only what is known. Reading is strict: these files are kept
under version control and edited by people, and a field that nobody reads would be a fact that silently goes missing.
"""

import json
from collections.abc import Iterable

from oncotriples.documents.entries import Drug, Term
from oncotriples.errors import SourceSyntaxError
from oncotriples.evidence.records import (
    Candidate,
    Document,
    Name,
    Passage,
    Record,
    Reference,
    Row,
    Section,
    TableRecord,
)
from oncotriples.evidence.schemas import Schema, UnfitError, distinct, named, shown

__all__ = ["dump_records", "load_records"]

_MEND = "write the record as `oncotriples ingest` writes it, or ingest the document again"


def dump_records(records: Iterable[Record]) -> str:
    """The lines of the records, in their order, each with a line break. The same records give the same text."""
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
    return "".join(
        f"{encode({'type': _NAMES[type(record)], **_SCHEMAS[type(record)].bare(record)})}\n" for record in records
    )


def load_records(text: str, name: str) -> tuple[Record, ...]:
    """The records of a text that ``dump_records`` wrote or a person edited; ``name`` is that of the file.

    Raises SourceSyntaxError, with file and line, for bad JSON, an unknown type or field, a missing or repeated field
    and a value of the wrong type.
    """
    decode = json.JSONDecoder(object_pairs_hook=distinct).decode
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    records = []
    for number, line in enumerate(lines, 1):
        try:
            records.append(_record(decode(line)))
        except json.JSONDecodeError as error:
            problem = f"this is no JSON object: {error.msg} at character {error.pos + 1}"
            raise SourceSyntaxError(name, number, 0, problem, mend=_MEND) from None
        except RecursionError:
            raise SourceSyntaxError(name, number, 0, "this JSON is nested too deeply", mend=_MEND) from None
        except ValueError as error:  # UnfitError, and numbers of thousands of digits
            raise SourceSyntaxError(name, number, 0, str(error), mend=_MEND) from None
    return tuple(records)


def _record(data: object) -> Record:
    if not isinstance(data, dict):
        raise UnfitError(f"a line must hold an object, not {named(data)}")
    if "type" not in data:
        raise UnfitError("the object has no “type”")
    type_ = data.pop("type")
    if not isinstance(type_, str) or type_ not in _TYPES:
        known = ", ".join(_TYPES)
        raise UnfitError(f"there is no type of record {shown(type_)}; there are {known}")
    record: Record = _SCHEMAS[_TYPES[type_]].made(data)
    return record


_TYPES: dict[str, type] = {
    "document": Document,
    "section": Section,
    "table": TableRecord,
    "row": Row,
    "passage": Passage,
    "reference": Reference,
    "name": Name,
    "candidate": Candidate,
    "term": Term,
    "drug": Drug,
}
_NAMES = {class_: name for name, class_ in _TYPES.items()}
_SCHEMAS = {class_: Schema.of(class_) for class_ in _TYPES.values()}

"""Records as text and back: one JSON object a line, its ``type`` first, then its fields in the order of their class.

What has its default value is left out, so that a line says only what is known. Reading is strict: these files are kept
under version control and edited by people, and a field that nobody reads would be a fact that silently goes missing.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from typing import Any, get_args, get_origin, get_type_hints

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

__all__ = ["dump_records", "load_records"]

_MEND = "write the record as `oncotriples ingest` writes it, or ingest the document again"


class _UnfitError(ValueError):
    """A value is not what its field holds."""


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
    decode = json.JSONDecoder(object_pairs_hook=_object).decode
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
        except ValueError as error:  # _UnfitError, and numbers of thousands of digits
            raise SourceSyntaxError(name, number, 0, str(error), mend=_MEND) from None
    return tuple(records)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _UnfitError(f"the field {_shown(twice)} stands there twice")
    return found


def _record(data: object) -> Record:
    if not isinstance(data, dict):
        raise _UnfitError(f"a line must hold an object, not {_named(data)}")
    if "type" not in data:
        raise _UnfitError("the object has no “type”")
    type_ = data.pop("type")
    if not isinstance(type_, str) or type_ not in _TYPES:
        known = ", ".join(_TYPES)
        raise _UnfitError(f"there is no type of record {_shown(type_)}; there are {known}")
    record: Record = _SCHEMAS[_TYPES[type_]].made(data)
    return record


class _Schema:
    """How the values of one class are written and read, worked out once from its fields."""

    __slots__ = ("_class", "_fields")

    def __init__(self, class_: type) -> None:
        hints = get_type_hints(class_)
        self._class = class_
        self._fields = tuple((field.name, field.default, *_converters(hints[field.name])) for field in fields(class_))

    def bare(self, value: object) -> dict[str, object]:
        """The fields of a value that differ from their defaults, ready for JSON."""
        found: dict[str, object] = {}
        for name, default, _, write in self._fields:
            held = getattr(value, name)
            if held != default:
                found[name] = write(held) if write else held
        return found

    def made(self, data: object) -> Any:
        """The value whose fields are those of a JSON object."""
        if not isinstance(data, dict):
            raise _UnfitError(f"must be an object, not {_named(data)}")
        values = []
        taken = 0
        for name, default, read, _ in self._fields:
            if name in data:
                taken += 1
                try:
                    values.append(read(data[name]))
                except _UnfitError as error:
                    raise _UnfitError(f"{name}: {error}") from None
            elif default is MISSING:
                raise _UnfitError(f"the field “{name}” is missing")
            else:
                values.append(default)
        if taken < len(data):
            known = [name for name, *_ in self._fields]
            stray = next(name for name in data if name not in known)
            raise _UnfitError(f"there is no field {_shown(stray)}; there are {', '.join(known)}")
        return self._class(*values)


_Read = Callable[[Any], Any]
_Write = Callable[[Any], Any] | None


def _converters(hint: Any) -> tuple[_Read, _Write]:
    """How a value of the type is read, and how it is written where JSON needs it in another form."""
    if hint in _PLAIN:
        return _PLAIN[hint], None
    arguments = get_args(hint)
    if get_origin(hint) is tuple and arguments[1:] == (Ellipsis,):
        read, write = _converters(arguments[0])
        return _reader_of_list(read), (lambda values: [write(value) for value in values]) if write else None
    if get_origin(hint) is tuple:
        return _reader_of_pair(len(arguments)), None
    schema = _SCHEMAS.setdefault(hint, _Schema(hint))
    return schema.made, schema.bare


def _text(value: object) -> str:
    if type(value) is not str:
        raise _UnfitError(f"must be a text, not {_named(value)}")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise _UnfitError("holds half of a surrogate pair") from None
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise _UnfitError(f"must be a whole number, not {_named(value)}")
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise _UnfitError(f"must be true or false, not {_named(value)}")
    return value


def _reader_of_list(read: _Read) -> _Read:
    def read_all(values: object) -> tuple[Any, ...]:
        if type(values) is not list:
            raise _UnfitError(f"must be a list, not {_named(values)}")
        return tuple([read(value) for value in values])

    return read_all


def _reader_of_pair(width: int) -> _Read:
    def read_pair(values: object) -> tuple[str, ...]:
        if type(values) is not list or len(values) != width:
            raise _UnfitError(f"must be a list of {width} texts, not {_shown(values)}")
        return tuple([_text(value) for value in values])

    return read_pair


def _named(value: object) -> str:
    """What a JSON value is, in the words of people who edit JSON."""
    names: dict[type, str] = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        type(None): "null",
    }
    return names.get(type(value), "a number")


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= 60 else f"{text[:57]}…"


_PLAIN: dict[type, _Read] = {str: _text, int: _number, bool: _truth}
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
_SCHEMAS: dict[type, _Schema] = {}
for _class in _TYPES.values():
    _SCHEMAS[_class] = _Schema(_class)

"""Frozen dataclasses as JSON objects and back, by their fields alone.

What has its default value is left out, so that an object says only what is known. Reading is strict: the files are kept
under version control and edited by people, and a field that nobody reads would be a fact that silently goes missing.
"""

import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

__all__ = ["Schema", "TwiceError", "UnfitError", "distinct", "named", "shown"]


class UnfitError(ValueError):
    """A value is not what its field holds."""


class TwiceError(UnfitError):
    """A member of a JSON object stands there twice; ``key`` is its name."""

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message)
        self.key = key


def distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of a JSON object (``object_pairs_hook``). Raises TwiceError for one that stands there twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise TwiceError(f"the field {shown(twice)} stands there twice", twice)
    return found


class Schema:
    """How the values of one class are written and read, worked out once from its fields."""

    __slots__ = ("_class", "_fields")
    _known: ClassVar[dict[type, "Schema"]] = {}

    def __init__(self, class_: type) -> None:
        hints = get_type_hints(class_)
        self._class = class_
        self._fields = tuple((field.name, field.default, *_converters(hints[field.name])) for field in fields(class_))

    @classmethod
    def of(cls, class_: type) -> "Schema":
        """The schema of a class, worked out when it is first asked for."""
        if class_ not in cls._known:
            cls._known[class_] = cls(class_)
        return cls._known[class_]

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
            raise UnfitError(f"must be an object, not {named(data)}")
        values = []
        taken = 0
        for name, default, read, _ in self._fields:
            if name in data:
                taken += 1
                try:
                    values.append(read(data[name]))
                except UnfitError as error:
                    raise UnfitError(f"{name}: {error}") from None
            elif default is MISSING:
                raise UnfitError(f"the field “{name}” is missing")
            else:
                values.append(default)
        if taken < len(data):
            known = [name for name, *_ in self._fields]
            stray = next(name for name in data if name not in known)
            raise UnfitError(f"there is no field {shown(stray)}; there are {', '.join(known)}")
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
    schema = Schema.of(hint)
    return schema.made, schema.bare


def _text(value: object) -> str:
    if type(value) is not str:
        raise UnfitError(f"must be a text, not {named(value)}")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise UnfitError("holds half of a surrogate pair") from None
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise UnfitError(f"must be a whole number, not {named(value)}")
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise UnfitError(f"must be true or false, not {named(value)}")
    return value


def _reader_of_list(read: _Read) -> _Read:
    def read_all(values: object) -> tuple[Any, ...]:
        if type(values) is not list:
            raise UnfitError(f"must be a list, not {named(values)}")
        return tuple([read(value) for value in values])

    return read_all


def _reader_of_pair(width: int) -> _Read:
    def read_pair(values: object) -> tuple[str, ...]:
        if type(values) is not list or len(values) != width:
            raise UnfitError(f"must be a list of {width} texts, not {shown(values)}")
        return tuple([_text(value) for value in values])

    return read_pair


def named(value: object) -> str:
    """What a JSON value is, in the words of people who edit JSON."""
    names: dict[type, str] = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        type(None): "null",
    }
    return names.get(type(value), "a number")


def shown(value: object) -> str:
    """A JSON value for a message, cut."""
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= 60 else f"{text[:57]}…"


_PLAIN: dict[type, _Read] = {str: _text, int: _number, bool: _truth}

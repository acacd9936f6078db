"""Lock files: what services answered, in kg/ under version control, so that builds never use the network.

A lock is a JSON object of sections; a section holds entries by their keys, sorted. Each entry has a line for each of
its fields and for each item of a list of objects, so that a change is read in a diff, and a SHA-256 of its key and
content: an entry that was edited or made up by hand is noticed when it is read.
"""

import errno
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from oncotriples.errors import InputError, MachineError, SourceSyntaxError
from oncotriples.evidence.schemas import Schema, TwiceError, UnfitError, distinct, named, shown
from oncotriples.files import replace_file

__all__ = ["Check", "Saver", "Sections", "dump_lock", "exclusively", "load_lock", "read_lock", "write_lock"]

Sections = Mapping[str, Mapping[str, object]]
"""Section → key → entry, a frozen dataclass."""

Check = Callable[[str, str, Any], str]
"""What is wrong with an entry, beyond its form, by its section, key and value; "" where nothing is."""

_DIGEST = "sha256"
# Seconds between two writings of a lock while answers come in.
_BETWEEN = 5.0
# What file systems answer that cannot hold a folder.
_NO_HOLD = frozenset({errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS})
_MEND = "take the file back from version control, or delete the entry and fetch it again"
_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(", ", ": ")).encode


def dump_lock(sections: Sections) -> str:
    """The text of a lock; ends with a line feed. The same entries give the same text."""
    blocks = (f" {_ENCODE(name)}: {{{''.join(_entries(name, entries))}\n }}" for name, entries in sections.items())
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def write_lock(path: Path, sections: Sections) -> None:
    """Write a lock in one step: who reads it has the old or the new one. Raises MachineError."""
    replace_file(path, dump_lock(sections))


class Saver:
    """Writes a lock now and then while it grows, and once at the end: also where the run is ended early."""

    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._changed = False
        self._last = time.monotonic()

    def changed(self) -> None:
        """The lock has changed."""
        self._changed = True
        if time.monotonic() - self._last > _BETWEEN:
            self.finish()

    def finish(self) -> None:
        """Write what has changed."""
        if self._changed:
            self._write()
            self._changed = False
            self._last = time.monotonic()


@contextmanager
def exclusively(path: Path) -> Iterator[None]:
    """Keep other runs from changing the lock files beside ``path``: each would write over what the others found.

    The hold is on the folder, and ends with the process whatever happens. Raises InputError where another run has it.
    Windows and some network folders have no such hold.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    try:
        descriptor = os.open(path.parent, os.O_RDONLY)
    except OSError as error:
        raise MachineError(f"{path.parent}: cannot be read: {error.strerror or error}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(f"{path.name}: another run is changing it", mend="wait until that run has ended") from None
        except OSError as error:
            if error.errno not in _NO_HOLD:
                raise MachineError(f"{path.parent}: cannot be held: {error.strerror or error}") from error
        yield
    finally:
        os.close(descriptor)


def read_lock(
    path: Path, name: str, classes: Mapping[str, type], check: Check = lambda section, key, entry: ""
) -> dict[str, dict[str, Any]]:
    """The entries of a file by section, each of the section's class; empty sections where there is no such file.

    ``name`` is that of the file in messages. Raises SourceSyntaxError for what is no lock, for an entry whose content
    is not that of its SHA-256, and for one with which ``check`` finds something wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {section: {} for section in classes}
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SourceSyntaxError(name, line, 0, "is not UTF-8", mend=_MEND) from None
    except OSError as error:
        raise MachineError(f"{name}: cannot be read: {error.strerror or error}") from error
    return load_lock(text, name, classes, check)


def load_lock(
    text: str, name: str, classes: Mapping[str, type], check: Check = lambda section, key, entry: ""
) -> dict[str, dict[str, Any]]:
    """The entries in the text of a lock; see ``read_lock``."""
    try:
        data = json.JSONDecoder(object_pairs_hook=distinct).decode(text)
    except json.JSONDecodeError as error:
        raise SourceSyntaxError(name, error.lineno, error.colno, f"is no JSON: {error.msg}", mend=_MEND) from None
    except RecursionError:
        raise SourceSyntaxError(name, 0, 0, "is nested too deeply", mend=_MEND) from None
    except TwiceError as error:
        raise SourceSyntaxError(name, _second_line(text, error.key), 0, str(error), mend=_MEND) from None
    except ValueError as error:  # numbers of thousands of digits
        raise SourceSyntaxError(name, 0, 0, str(error), mend=_MEND) from None
    found: dict[str, dict[str, Any]] = {}
    if not isinstance(data, dict):
        raise SourceSyntaxError(name, 1, 1, f"must be an object, not {named(data)}", mend=_MEND)
    if stray := sorted(data.keys() - classes.keys()):
        problem = f"there is no section {shown(stray[0])}; there are {', '.join(classes)}"
        raise SourceSyntaxError(name, _line(text, stray[0]), 0, problem, mend=_MEND)
    for section, class_ in classes.items():
        entries = data.get(section, {})
        if not isinstance(entries, dict):
            problem = f"section “{section}” must be an object, not {named(entries)}"
            raise SourceSyntaxError(name, _line(text, section), 0, problem, mend=_MEND)
        schema = Schema.of(class_)
        found[section] = {}
        for key, value in entries.items():
            try:
                found[section][key] = entry = _entry(section, key, value, schema)
                if wrong := check(section, key, entry):
                    raise UnfitError(wrong)
            except UnfitError as error:
                problem = f"entry {shown(key)}: {error}"
                raise SourceSyntaxError(name, _line(text, key, section), 0, problem, mend=_MEND) from None
    return found


def _entry(section: str, key: str, value: object, schema: Schema) -> Any:
    if not isinstance(value, dict):
        raise UnfitError(f"must be an object, not {named(value)}")
    if key != key.encode(errors="ignore").decode():
        raise UnfitError("its key holds half of a surrogate pair")
    digest = value.pop(_DIGEST, None)
    entry = schema.made(value)
    if digest is None:
        raise UnfitError("has no sha256")
    if digest != _digest(section, key, schema.bare(entry)):
        raise UnfitError("its sha256 is not that of its content: it was edited by hand")
    return entry


def _digest(section: str, key: str, bare: Mapping[str, object]) -> str:
    canonical = json.dumps([section, key, bare], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _entries(section: str, entries: Mapping[str, object]) -> Iterator[str]:
    comma = ""
    for key, entry in sorted(entries.items()):
        bare = Schema.of(type(entry)).bare(entry)
        bare[_DIGEST] = _digest(section, key, bare)
        yield f"{comma}\n  {_ENCODE(key)}: {_lines(bare, '   ')}"
        comma = ","


def _lines(value: Mapping[str, object], indent: str) -> str:
    """An object with a line for each field; objects in it likewise, and lists of objects with a line for each."""
    return "{\n" + ",\n".join(f"{indent}{_ENCODE(name)}: {_field(held, indent)}" for name, held in value.items()) + "}"


def _field(value: object, indent: str) -> str:
    if isinstance(value, dict):
        return _lines(value, f"{indent} ")
    if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"{indent} {_ENCODE(item)}" for item in value) + "]"
    return _ENCODE(value)


def _line(text: str, key: str, section: str = "") -> int:
    """The line on which a section, or an entry of one, begins; 0 where it cannot be told."""
    inside = next(_places(text, section), None) if section else None
    found = next(_places(text, key, inside.end() if inside else 0), None)
    return _number(text, found) if found else 0


def _second_line(text: str, key: str) -> int:
    """The line on which a key stands for the second time in one object that has a line for each; else 0."""
    for one, other in pairwise(_places(text, key)):
        outside = re.compile(rf"^ {{0,{len(one[1]) - 1}}}\S", re.MULTILINE) if one[1] else None
        between = text[one.end() : other.start()].partition("\n")[2]
        if one[1] == other[1] and not (outside and outside.search(between)):
            return _number(text, other)
    return 0


def _places(text: str, key: str, start: int = 0) -> Iterator[re.Match[str]]:
    return re.compile(rf"^([ \t]*){re.escape(_ENCODE(key))}\s*:", re.MULTILINE).finditer(text, start)


def _number(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1

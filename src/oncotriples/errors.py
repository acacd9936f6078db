"""Every exception of the package.

::

    OncotriplesError                 exit code
    ├── InputError                   2   the call or its input is wrong
    │   ├── SourceSyntaxError            a file does not parse; knows file, line, column
    │   ├── ShapeError                   a shape cannot be judged with; says which
    │   ├── UnknownNameError             no query, resource or code of that name; offers near ones
    │   └── ParameterError               a query's parameter is missing, unknown or ill-typed
    ├── RemoteError                  3   a remote service failed
    └── MachineError                 4   this machine failed: disk, permission

Problems of the *data* are no exceptions: they are collected as findings (``oncotriples.quality.findings``), and a
command that found violations ends with exit code 1.
"""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "InputError",
    "MachineError",
    "OncotriplesError",
    "ParameterError",
    "RemoteError",
    "ShapeError",
    "SourceSyntaxError",
    "UnknownNameError",
]


class OncotriplesError(Exception):
    """What went wrong, in words, and how to mend it."""

    exit_code = 2

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message}\n  Mend: {self.mend}" if self.mend else self.message


class InputError(OncotriplesError):
    """The call or its input is wrong."""


class SourceSyntaxError(InputError):
    """A file is not well-formed. ``line`` and ``column`` count from 1; 0 where the parser gives none."""

    def __init__(self, path: str, line: int, column: int, problem: str, *, mend: str = "") -> None:
        place = ":".join(str(part) for part in (path, line, column) if part)
        super().__init__(f"{place}: {problem}", mend=mend)
        self.path = path
        self.line = line
        self.column = column


class ShapeError(InputError):
    """A shape, which the message names, cannot be judged with, or not with this data."""


class UnknownNameError(InputError):
    """A name that nothing bears, with the names that come nearest."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, mend: str = "") -> None:
        near = get_close_matches(name, sorted(known), n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else mend
        super().__init__(f"there is no {kind} “{name}”", mend=hint)
        self.near = near


class ParameterError(InputError):
    """A parameter of a saved query is missing, unknown or not of its type."""


class RemoteError(OncotriplesError):
    """A remote service did not answer, or not usefully."""

    exit_code = 3


class MachineError(OncotriplesError):
    """The machine could not do it: no space, no permission, a file where a folder should be."""

    exit_code = 4

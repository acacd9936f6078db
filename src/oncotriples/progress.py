"""What a long command tells while it works, and its result at the end.

Steps go to standard error: one live line on a terminal, plain lines elsewhere (logs, CI). The result goes to standard
output, as text or as one JSON object; so ``oncotriples build --json > result.json`` holds nothing else.
"""

import sys
from types import TracebackType
from typing import Protocol, Self, TextIO

__all__ = ["Progress", "Result", "reporter"]

_CLEAR = "\r\x1b[K"


class Result(Protocol):
    """What a command made; both forms end with a line feed."""

    @property
    def conforms(self) -> bool:
        """Whether it went well."""
        ...

    def text(self) -> str:
        """For people."""
        ...

    def json(self) -> str:
        """For programs."""
        ...


class Progress:
    """Tells the steps of one command; a context, so that the live line is gone when the command ends or fails."""

    def __init__(self, out: TextIO, err: TextIO, *, quiet: bool, as_json: bool) -> None:
        self._out = out
        self._err = err
        self._quiet = quiet
        self._as_json = as_json
        self._live = err.isatty()

    def __call__(self, step: str) -> None:
        """Tell that a step begins."""
        if not (self._quiet or self._as_json):
            self._tell(f"{_CLEAR}{step} …" if self._live else f"{step}\n")

    def result(self, result: Result) -> None:
        """Tell what came of it. ``quiet`` keeps to what went wrong, on standard error."""
        self._clear()
        if self._as_json:
            self._out.write(result.json())
        elif not self._quiet:
            self._out.write(result.text())
        elif not result.conforms:
            self._tell(result.text())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._clear()

    def _clear(self) -> None:
        if self._live and not (self._quiet or self._as_json):
            self._tell(_CLEAR)

    def _tell(self, text: str) -> None:
        self._err.write(text)
        self._err.flush()


def reporter(*, quiet: bool = False, as_json: bool = False) -> Progress:
    """The progress of a command on this process's standard streams."""
    return Progress(sys.stdout, sys.stderr, quiet=quiet, as_json=as_json)

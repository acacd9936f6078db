"""What a long command tells while it works: one live line on a terminal, plain lines elsewhere, nothing when quiet.

Steps go to standard error, so that standard output holds the result alone.
"""

from types import TracebackType
from typing import Self, TextIO

__all__ = ["Progress"]

_CLEAR = "\r\x1b[K"


class Progress:
    """Tells the steps of one command; a context, so that the live line is gone when the command ends or fails."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet
        self._live = stream.isatty()

    def __call__(self, step: str) -> None:
        """Tell that a step begins."""
        if not self._quiet:
            self._stream.write(f"{_CLEAR}{step} …" if self._live else f"{step}\n")
            self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._live and not self._quiet:
            self._stream.write(_CLEAR)
            self._stream.flush()

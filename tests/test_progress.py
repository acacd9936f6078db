"""A live line on a terminal, plain lines elsewhere, and a result that is never mixed with them."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

import pytest

from oncotriples.progress import Progress


@dataclass(frozen=True)
class _Result:
    conforms: bool = True

    def text(self) -> str:
        return "done\n"

    def json(self) -> str:
        return "{}\n"


def _told(*, quiet: bool = False, as_json: bool = False, conforms: bool = True) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    with Progress(out, err, quiet=quiet, as_json=as_json) as report:
        report("Reading")
        report("Writing")
        report.result(_Result(conforms))
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    ("options", "out", "err"),
    [
        ({}, "done\n", "Reading\nWriting\n"),
        ({"quiet": True}, "", ""),
        ({"quiet": True, "conforms": False}, "", "done\n"),
        ({"as_json": True}, "{}\n", ""),
        ({"as_json": True, "quiet": True}, "{}\n", ""),
    ],
)
def test_what_is_told_where_there_is_no_terminal(options: dict[str, bool], out: str, err: str) -> None:
    assert _told(**options) == (out, err)


@contextmanager
def _terminal() -> Iterator[tuple[int, TextIO]]:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as stream:
        yield ours, stream
    os.close(ours)


def _shown(terminal: int, stream: TextIO) -> str:
    """All that the terminal was told: one read may give a part, so a mark tells where it ends."""
    stream.write("<END>")
    stream.flush()
    shown = b""
    while not shown.endswith(b"<END>"):
        shown += os.read(terminal, 1000)
    return shown.decode().removesuffix("<END>")


def test_a_terminal_has_one_live_line_that_is_gone_at_the_end() -> None:
    with _terminal() as (terminal, stream):
        with Progress(io.StringIO(), stream, quiet=False, as_json=False) as report:
            report("Reading")
            report("Writing")
        assert _shown(terminal, stream) == "\r\x1b[KReading …\r\x1b[KWriting …\r\x1b[K"


def test_a_failure_leaves_no_live_line() -> None:
    def fail(report: Progress) -> None:
        with report:
            report("Reading")
            raise RuntimeError

    with _terminal() as (terminal, stream):
        with pytest.raises(RuntimeError):
            fail(Progress(io.StringIO(), stream, quiet=False, as_json=False))
        assert _shown(terminal, stream) == "\r\x1b[KReading …\r\x1b[K"

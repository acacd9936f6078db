"""The command ``diff``: what changed from one release to another."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncotriples.changes.model import Changes

__all__ = ["add_diff_command"]

Run = Callable[[argparse.Namespace], int]
_FORMATS = ("markdown", "json", "ttl", "atom")


def add_diff_command(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    """Add the command by ``command(name, run, help)``."""
    diff = command("diff", _diff, "tell what changed from one release to another, claim by claim")
    what = "folder that `release` or `build` wrote, or a file of the graph"
    diff.add_argument("old", type=Path, metavar="OLD", help=f"the former release: a {what}")
    diff.add_argument("new", type=Path, metavar="NEW", help="the later one, in the same ways")
    form = diff.add_mutually_exclusive_group()
    form.add_argument("--format", choices=_FORMATS, default="markdown", help="(default: markdown)")
    form.add_argument("--changelog", action="store_true", help="propose an entry for CHANGELOG.md instead")
    form.add_argument("--withdrawn", action="store_true", help="propose rows for kg/withdrawn.tsv instead")
    diff.add_argument("--out", type=Path, metavar="FILE", help="file to write (default: standard output)")


def _diff(options: argparse.Namespace) -> int:
    from oncotriples.changes.opening import compare_releases
    from oncotriples.files import replace_file

    text = _writer(options)(compare_releases(options.old, options.new))
    if options.out is None:
        # The same bytes whatever the platform and its locale.
        sys.stdout.buffer.write(text.encode())
    else:
        replace_file(options.out, text)
    return 0


def _writer(options: argparse.Namespace) -> "Callable[[Changes], str]":
    if options.changelog:
        from oncotriples.changes.changelog import changelog_entry

        return changelog_entry
    if options.withdrawn:
        from oncotriples.changes.withdrawing import withdrawn_rows

        return withdrawn_rows
    from oncotriples.changes.rendering import FORMATS

    return FORMATS[options.format]

"""The release that changes lead to, without which nothing of theirs can be named or dated."""

from oncotriples.changes.model import Changes
from oncotriples.errors import InputError
from oncotriples.release.version import Release

__all__ = ["new_release"]


def new_release(changes: Changes) -> Release:
    """The new graph's release. Raises InputError where it has none, as a file by itself."""
    if changes.new.release is None:
        raise InputError(
            f"{changes.new.name}: has no version by which changes could be named",
            mend="name the folder of the release or build, or ask for Markdown or JSON",
        )
    return changes.new.release

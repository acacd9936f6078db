"""One file written so that a reader has the old or the new one, never half of either."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oncotriples.errors import MachineError

__all__ = ["replace_file", "replacing"]


def replace_file(path: Path, text: str) -> None:
    """Write a text in UTF-8 in one step; see ``replacing``."""
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """The path of a file to write, which takes the place of ``path`` at the end, with the mode of what was there.

    Where the block fails, ``path`` stays as it was. A link stays one, and a device or a pipe is written to as it is.
    Raises MachineError.
    """
    try:
        if path.exists() and not path.is_file():
            yield path
            return
        place = Path(os.path.realpath(path))  # which bears with links in a circle
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".oncotriples-")
        os.close(handle)
        try:
            yield Path(name)
            if place.exists():
                shutil.copymode(place, name)
            else:
                os.chmod(name, 0o644)  # a temporary file is for its owner alone
            os.replace(name, place)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise MachineError(
            f"{path.as_posix()}: cannot be written: {error.strerror or error}",
            mend="check the folder, free space and permissions",
        ) from error

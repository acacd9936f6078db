"""One file written so that a reader has the old or the new one, never half of either."""

import os
import shutil
import tempfile
from pathlib import Path

from oncotriples.errors import MachineError

__all__ = ["replace_file"]


def replace_file(path: Path, text: str) -> None:
    """Write a file beside ``path``, with the mode of what is there, and put it in its place. Raises MachineError."""
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".oncotriples-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            if path.exists():
                shutil.copymode(path, beside)
            else:
                os.chmod(beside, 0o644)  # a temporary file is for its owner alone
            os.replace(beside, path)
        except BaseException:
            os.unlink(beside)
            raise
    except OSError as error:
        raise MachineError(
            f"{path.as_posix()}: cannot be written: {error.strerror}", mend="check free space and permissions"
        ) from error

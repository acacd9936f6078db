"""Linked data for the evidence in NCI's PDQ cancer information summaries."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncotriples.shacl.results import Report as Report
    from oncotriples.shacl.results import Result as Result
    from oncotriples.shacl.validating import validate as validate

__all__ = ["Report", "Result", "__version__", "validate"]

__version__ = "0.5.0"


def __getattr__(name: str) -> object:
    # Imported on first use, so that the command line's help need not wait for it.
    if name == "validate":
        from oncotriples.shacl.validating import validate

        return validate
    if name in ("Report", "Result"):
        from oncotriples.shacl import results

        return getattr(results, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""What a reader found wrong with a document, or did not understand; whoever lists it adds the document's name."""

from dataclasses import dataclass

from oncotriples.quality.findings import Severity

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a document.

    ``rule`` is a name in lower case with hyphens (``unknown-level``), ``line`` counts from 1 (0 where the form has no
    lines), ``value`` is what stood there, ``message`` says what was expected and how to mend it. A violation means that
    something in the document could not be mapped; a warning that it was mapped with a doubt.
    """

    severity: Severity
    rule: str
    line: int
    value: str
    message: str

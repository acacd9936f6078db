"""What a reader found wrong with a document, or did not understand; whoever lists it adds the document's name."""

from dataclasses import dataclass

from oncotriples.quality.findings import Severity

__all__ = ["NOT_A_KIND", "Problem", "UnreadableDocument", "not_a_kind"]

NOT_A_KIND = "not-a-kind"
"""The rule of a file that is none of the kinds that are read: it is counted, and nothing is wrong with it."""


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


class UnreadableDocument(Exception):  # noqa: N818 - it says what the document is, and no caller ends because of it
    """A document that cannot be read at all. A batch lists its problem and goes on with the next document."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def not_a_kind(what: str) -> Problem:
    """What is listed of a file of another kind, by what it is: ``XML with the root GlossaryTerm``."""
    return Problem(Severity.INFO, NOT_A_KIND, 0, what, "not a kind that is read: it is counted and left out")

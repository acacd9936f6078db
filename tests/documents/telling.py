"""What the outline of a small sample tells beside that it has no date, as few samples have one."""

from oncotriples.documents.outline import Outline
from oncotriples.documents.problems import Problem

__all__ = ["told"]


def told(outline: Outline) -> tuple[Problem, ...]:
    """The problems of a page but the one that it does not say when it was updated."""
    return tuple(problem for problem in outline.problems if problem.rule != "no-update-date")

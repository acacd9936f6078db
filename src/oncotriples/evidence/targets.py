"""What links lead to: another summary, or a page on the web; what is neither has no record, which is told."""

from oncotriples import iris
from oncotriples.documents.problems import Problem
from oncotriples.evidence.naming import cdr_slug, summary_slug
from oncotriples.quality.findings import Severity

__all__ = ["summary_target", "why_no_address", "why_no_summary", "why_no_target"]

_SHOWN = 200


def summary_target(target: str) -> str:
    """A summary by its slug where the address tells it, else by its CDR identifier, else by the address as it is."""
    return summary_slug(target) or cdr_slug(target).upper() or target


def why_no_address(address: str) -> Problem | None:
    """What is wrong with the address of a page; None for one on the web."""
    return None if iris.address(address) else _problem("no-address", address, "a whole address, such as https://a.org/")


def why_no_summary(target: str) -> Problem | None:
    """What is wrong with a ``summary_target`` that has to be a summary; None for a slug or a CDR identifier."""
    return None if _is_summary(target) else _problem("no-summary", target, "the address or CDR identifier of a summary")


def why_no_target(target: str) -> Problem | None:
    """What is wrong with a ``summary_target``; None for a summary, and for a page that is not known as one."""
    return None if _is_summary(target) else why_no_address(target)


def _is_summary(target: str) -> bool:
    return iris.is_slug(target) or bool(cdr_slug(target))


def _problem(rule: str, value: str, expected: str) -> Problem:
    message = f"This link has no record: it was expected to be {expected}. Correct it, or take it away."
    return Problem(Severity.WARNING, rule, 0, value[:_SHOWN], message)

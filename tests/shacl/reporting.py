"""Reports for the tests of their renderings, made by hand."""

from collections.abc import Mapping

from oncotriples.namespaces import PREFIXES, XSD
from oncotriples.shacl.results import Report, Result

__all__ = ["EX", "SH", "many", "report", "result"]

SH = PREFIXES["sh"]
EX = "http://example.org/"


def result(
    focus: str = f"<{EX}alice>",
    *,
    path: str = f"{EX}name",
    value: str = "",
    component: str = f"{SH}MinCountConstraintComponent",
    severity: str = f"{SH}Violation",
    messages: tuple[str, ...] = ('"Less than 1 name"',),
    shape: str = "_:s1",
    constraint: str = "",
) -> Result:
    """A person without a name, unless something else is wanted."""
    return Result(focus, path, value, component, severity, messages, shape, constraint)


def report(
    *results: Result, notes: tuple[str, ...] = (), triples: int = 1234, prefixes: Mapping[str, str] | None = None
) -> Report:
    """A report on the results; the blank shape ``_:s1`` is below ex:PersonShape."""
    prefixes = {"ex": EX, "xsd": XSD} if prefixes is None else prefixes
    return Report(tuple(sorted(results)), "auto", notes, triples, {"_:s1": f"{EX}PersonShape"}, prefixes)


def many(count: int) -> list[Result]:
    """Findings of one kind, each about another node."""
    return [result(f"<{EX}n{number:05}>") for number in range(count)]

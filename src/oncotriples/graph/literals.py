"""Terms and literals that the rules of several graphs write."""

from collections.abc import Iterable

from oncotriples import iris
from oncotriples.graph.nquads import literal, named
from oncotriples.namespaces import RDF_TYPE, XSD

__all__ = ["INTEGER", "IS_A", "LABEL", "dated", "english", "line_end", "typed", "web_link"]

IS_A = f"<{RDF_TYPE}>"
INTEGER = f"^^<{XSD}integer>"
LABEL = named("skos:prefLabel")
# The length of a date says how much of it is known.
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def line_end(graph: str) -> str:
    """What closes each line of a graph."""
    return f" <{iris.graph(graph)}> ."


def english(text: str) -> str:
    """A text of ours, or a name, in English."""
    return literal(text, language="en")


def typed(text: str, datatype: str) -> str:
    """A literal of a datatype of XML Schema: ``date``."""
    return literal(text, datatype=XSD + datatype)


def dated(text: str) -> str:
    """The literal of a day, a month or a year; see ``dates.is_date``."""
    return typed(text, _DATES[len(text)])


def web_link(subject: str, predicate: str, address: str, end: str) -> Iterable[str]:
    """The line that links to a page on the web, if the address is one."""
    page = iris.address(address)
    return (f"{subject} {predicate} <{page}>{end}",) if page else ()

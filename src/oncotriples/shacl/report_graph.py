"""Validation reports as W3C says they are: a sh:ValidationReport, in Turtle."""

from collections.abc import Iterator, Mapping, Sequence

from oncotriples.shacl.path_text import PATH_PREDICATES, fold_path
from oncotriples.shacl.results import Report, Result
from oncotriples.shacl.terms import is_blank
from oncotriples.shacl.wording import Shortener

__all__ = ["report_turtle"]


def report_turtle(report: Report) -> str:
    """The report as a graph, the same bytes for the same report; ends with a line feed.

    Results are blank nodes labelled by their position (``_:r1``, or more letters if the data uses such labels); blank
    nodes of the data and the shapes keep their labels.
    """
    short = Shortener(report.prefixes)
    stem = _stem(report)
    names = [f"{stem}{number}" for number in range(1, len(report.results) + 1)]
    paths = {path: _path(path, short) for path in dict.fromkeys(result.path for result in report.results) if path}
    blocks = [_block("[]", _report_lines(report, names))]
    for name, result in zip(names, report.results, strict=True):
        blocks.append(_block(name, _result_lines(result, paths, short)))
    # Last, when it is known which prefixes were used.
    prefixes = (f"@prefix {name}: <{short.prefixes[name]}> .\n" for name in sorted(short.used | {"sh"}))
    return "\n".join(("".join(prefixes), *blocks))


def _block(subject: str, lines: Iterator[str]) -> str:
    return "".join((f"{subject}\n", *(f"    {line} ;\n" for line in lines), ".\n"))


def _report_lines(report: Report, names: Sequence[str]) -> Iterator[str]:
    yield "a sh:ValidationReport"
    yield f"sh:conforms {'true' if report.conforms else 'false'}"
    if names:
        yield "sh:result\n        " + ",\n        ".join(names)


def _result_lines(result: Result, paths: Mapping[str, str], short: Shortener) -> Iterator[str]:
    yield "a sh:ValidationResult"
    yield f"sh:focusNode {short.term(result.focus)}"
    if result.path:
        yield f"sh:resultPath {paths[result.path]}"
    if result.value:
        yield f"sh:value {short.term(result.value)}"
    yield f"sh:resultSeverity {short.iri(result.severity)}"
    yield f"sh:sourceConstraintComponent {short.iri(result.component)}"
    if result.shape:
        yield f"sh:sourceShape {short.term(result.shape)}"
    if result.constraint:
        yield f"sh:sourceConstraint {short.term(result.constraint)}"
    if result.messages:
        yield f"sh:resultMessage {', '.join(map(short.term, result.messages))}"


def _path(text: str, short: Shortener) -> str:
    """A path as nested nodes, which need no labels."""

    def combine(sign: str, parts: Sequence[str]) -> str:
        inner = f"( {' '.join(parts)} )" if sign in "/|" else parts[0]
        return f"[ sh:{PATH_PREDICATES[sign]} {inner} ]" if sign in PATH_PREDICATES else inner

    return fold_path(text, short.iri, combine)


def _stem(report: Report) -> str:
    """A beginning of labels that no blank node in the report has."""
    terms = (
        term for result in report.results for term in (result.focus, result.value, result.shape, result.constraint)
    )
    labels = {term for term in terms if term and is_blank(term)}
    stem = "_:r"
    while any(label.startswith(stem) for label in labels):
        stem += "r"
    return stem

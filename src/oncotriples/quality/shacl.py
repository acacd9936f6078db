"""SHACL over the graph: results become findings, with the place where the subject stands.

The data graph is the dataset's union and the ontology's subclass axioms; nothing is inferred. Terms are handed over so
that every literal keeps its lexical form.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

import pyoxigraph as ox

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import PREFIXES, compact
from oncotriples.quality.findings import Finding, Severity, sort_findings
from oncotriples.quality.locating import Locator
from oncotriples.shacl.path_text import compact_path
from oncotriples.shacl.reading import SHAPE_LABEL, load
from oncotriples.shacl.results import Report, Result
from oncotriples.shacl.terms import is_blank, is_iri, parts_of
from oncotriples.shacl.validating import validate_loaded

__all__ = ["shacl_findings"]

_SH = PREFIXES["sh"]
_SUBCLASS = ox.NamedNode(f"{PREFIXES['rdfs']}subClassOf")


def shacl_findings(
    dataset: Dataset, ontology: Sequence[Triple], shapes: Sequence[Triple], locate: Locator
) -> tuple[Finding, ...]:
    """Every validation result of the shapes as a finding, whatever its severity, sorted.

    A finding's rule is ``Shape/property/Component`` (``ActivityAssertionShape/cito:citesAsEvidence/MinCount``). A test
    holds the shapes to SHACL's own rules, so that they are not checked again each time.
    """
    axioms = (triple for triple in ontology if triple.predicate == _SUBCLASS)
    data = load([chain(dataset.union, axioms)])
    report = validate_loaded(data, load([shapes], blank=SHAPE_LABEL), check_shapes=False)
    return sort_findings(_findings(report, locate))


def _findings(report: Report, locate: Locator) -> Iterator[Finding]:
    for result in report.results:
        subject = result.focus[1:-1] if is_iri(result.focus) else ""
        # A blank node's label means nothing to a reader.
        value = "" if result.value and is_blank(result.value) else result.value
        file, line = locate(subject, result.path, value)
        shape = result.shape[1:-1] if is_iri(result.shape) else report.shapes.get(result.shape, "")
        yield Finding(
            severity=Severity(result.severity.removeprefix(_SH)),
            file=file,
            line=line,
            subject=subject,
            rule=_rule(shape, result),
            path=result.path,
            value=value,
            message=" ".join(parts_of(message).text for message in result.messages),
            component=result.component,
            shape=shape,
        )


def _rule(shape: str, result: Result) -> str:
    parts = (compact(shape).partition(":")[2], compact_path(result.path), result.component.removeprefix(_SH))
    return "/".join(part.removesuffix("ConstraintComponent") for part in parts if part)

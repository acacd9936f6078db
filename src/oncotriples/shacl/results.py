"""What a validation gives: results, as SHACL names their parts, and the report that holds them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from oncotriples.namespaces import PREFIXES

__all__ = ["Report", "Result"]

_SH = PREFIXES["sh"]


class Result(NamedTuple):
    """One validation result.

    ``focus``, ``value``, ``shape`` and ``constraint`` are terms in N-Triples text (``<iri>``, ``_:label``, ``"1"``
    with datatype or language), empty where the result has none. ``path`` is an IRI without brackets or a SPARQL
    property path (``^<p>``, ``(<p>/<q>)``), as ``oncotriples.shacl.path_text`` reads and writes it. ``component`` and
    ``severity`` are IRIs without brackets. ``messages`` are literals in N-Triples text, sorted. A blank ``shape`` has
    the label that it has in ``Report.shapes``.
    """

    focus: str
    path: str
    value: str
    component: str
    severity: str
    messages: tuple[str, ...]
    shape: str
    constraint: str = ""


@dataclass(frozen=True)
class Report:
    """The results of a validation, sorted, and what the reader must know of how they came about.

    ``engine`` is the engine that was asked for; ``notes`` say, a sentence each, what it left to another or left out.
    ``triples`` counts the data's distinct triples. ``shapes`` names each shape that is not an IRI by its nearest
    ancestor that is one (N-Triples text to IRI). ``prefixes`` are those of the shapes and the data, for texts.
    """

    results: tuple[Result, ...]
    engine: str
    notes: tuple[str, ...] = ()
    triples: int = 0
    shapes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    prefixes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def conforms(self) -> bool:
        """As sh:conforms: whether there is no result at all, whatever its severity."""
        return not self.results

    @property
    def has_violations(self) -> bool:
        """Whether there is a result that is neither a warning nor a remark; commands then end with exit code 1."""
        return any(result.severity not in (f"{_SH}Warning", f"{_SH}Info") for result in self.results)

    @cached_property
    def severities(self) -> Mapping[str, int]:
        """Results of each severity (an IRI), gravest first, those that are not SHACL's own last."""
        order = {f"{_SH}{name}": number for number, name in enumerate(("Violation", "Warning", "Info"))}
        counts = Counter(result.severity for result in self.results)
        return dict(sorted(counts.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))

"""SHACL document by document, in several processes: what was compiled is many times what people wrote.

A document's graph is judged together with what it leans on: the classes of the things in other graphs that it links to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain

import pyoxigraph as ox

from oncotriples.errors import MachineError
from oncotriples.evidence.records import Document, Passage, Reference, Row, Section, TableRecord
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.mapped import CANDIDATES, Mapped
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, RDF_TYPE
from oncotriples.quality.findings import Finding
from oncotriples.quality.locating import Locator, Place, iri_of
from oncotriples.quality.shacl import shacl_findings
from oncotriples.workers import available_processors, in_order

__all__ = ["CompiledLocator", "compiled_findings", "curated_findings"]

_TYPE = ox.NamedNode(RDF_TYPE)
# A claim, its pointer, the entry, the article: and the class of the article.
_LONGEST_PATH = 4
_N_TRIPLES = ox.RdfFormat.N_TRIPLES


def compiled_findings(
    compiled: Sequence[Mapped],
    whole: Dataset,
    ontology: Sequence[Triple],
    shapes: Sequence[Triple],
    *,
    jobs: int | None = None,
) -> tuple[Finding, ...]:
    """What SHACL finds in compiled data, unit by unit; ``whole`` is the graph around them.

    ``jobs`` processes share the units (default: as many as there are processors).
    """
    if not compiled:
        return ()
    count = min(jobs or available_processors(), len(compiled))
    judge = partial(_judge, _text(ontology), _text(shapes))
    results = in_order(list(_units(compiled, whole)), judge, _died, jobs=count)
    locate = CompiledLocator(tuple(compiled))
    return tuple(_placed(finding, locate) for finding in chain.from_iterable(results))


def curated_findings(
    written: Iterable[Triple], whole: Dataset, ontology: Sequence[Triple], shapes: Sequence[Triple], locate: Locator
) -> tuple[Finding, ...]:
    """What SHACL finds about the subjects of what people wrote, beside compiled data that it need not look at."""
    about = _by_subject(whole)
    subjects = dict.fromkeys(triple.subject.value for triple in written if isinstance(triple.subject, ox.NamedNode))
    own = [triple for subject in subjects for triple in about.get(subject, ())]
    return _judged(own, _reached(own, about), ontology, shapes, locate)


def _reached(own: Sequence[Triple], about: Mapping[str, Sequence[Triple]]) -> Iterator[Triple]:
    """What is said of that which triples link to, and so on, as far as the longest path of a shape goes."""
    seen = {triple.subject for triple in own}
    edge = own
    for _ in range(_LONGEST_PATH):
        linked = dict.fromkeys(triple.object for triple in edge if isinstance(triple.object, ox.NamedNode))
        outside = [term for term in linked if term not in seen]
        seen.update(outside)
        edge = [triple for term in outside for triple in about.get(term.value, ())]
        yield from edge


@dataclass(frozen=True)
class CompiledLocator:
    """Finds the file of records, and the line, that says something about a subject."""

    compiled: tuple[Mapped, ...]

    def __call__(self, subject: str) -> Place:
        """The place of a subject; ``("", None)`` where nothing compiled is about it."""
        if mapped := self._editions.get("/".join(subject.split("/")[:7])):
            return mapped.name, _line(mapped, subject)
        for mapped in self.compiled:
            if subject in mapped.subjects:
                return mapped.name, None
        return "", None

    @cached_property
    def _editions(self) -> dict[str, Mapped]:
        return {
            f"{BASE}document/{document.summary}/{document.edition}": mapped
            for mapped in self.compiled
            for document in mapped.records[:1]
            if isinstance(document, Document)
        }


def _line(mapped: Mapped, subject: str) -> int | None:
    """The line of the record that made a subject below an edition."""
    kind, _, key = "/".join(subject.split("/")[7:]).partition("/")
    for number, record in enumerate(mapped.records, start=1):
        if key in _keys(record, kind):
            return number
    return None if key else 1


def _keys(record: object, kind: str) -> Iterable[str]:
    match kind, record:
        case "section", Section():
            return (record.key,)
        case "passage", Passage():
            return (record.key,)
        case "reference", Reference():
            return (record.key,)
        case "table", TableRecord():
            return (str(record.number),)
        case "row", Row():
            return (f"{record.table}.{record.number}",)
        case "group", Passage():
            return [str(group.number) for group in record.groups]
        case "pointer", Passage():
            return [str(pointer.number) for group in record.groups for pointer in group.pointers]
        case "mark", Passage():
            return [str(mark.number) for mark in record.marks]
    return ()


_Unit = tuple[str, bytes, bytes]


def _units(compiled: Sequence[Mapped], whole: Dataset) -> Iterator[_Unit]:
    """Each unit's name, what the graph says of its subjects and its candidates, and the classes that they link to."""
    about = _by_subject(whole)
    for mapped in compiled:
        own = [triple for subject in mapped.subjects for triple in about.get(subject, ())]
        own += (triple for name, held in mapped.graphs.items() if name.startswith(CANDIDATES) for triple in held)
        yield mapped.name, _text(own), _text(_around(own, about))


def _by_subject(whole: Dataset) -> dict[str, list[Triple]]:
    about: dict[str, list[Triple]] = {}
    for triples in whole.graphs.values():
        for triple in triples:
            if isinstance(triple.subject, ox.NamedNode):
                about.setdefault(triple.subject.value, []).append(triple)
    return about


def _around(own: Sequence[Triple], about: Mapping[str, Sequence[Triple]]) -> Iterator[Triple]:
    """The classes of what triples link to and do not describe themselves."""
    subjects = {triple.subject for triple in own}
    linked = dict.fromkeys(triple.object for triple in own if isinstance(triple.object, ox.NamedNode))
    outside = (term for term in linked if term not in subjects)
    return (triple for term in outside for triple in about.get(term.value, ()) if triple.predicate == _TYPE)


def _judge(ontology: bytes, shapes: bytes, unit: _Unit) -> tuple[Finding, ...]:
    _, own, around = unit
    return _judged(_triples(own), _triples(around), _triples(ontology), _triples(shapes), Locator(()))


def _judged(
    own: Sequence[Triple],
    around: Iterable[Triple],
    ontology: Sequence[Triple],
    shapes: Sequence[Triple],
    locate: Locator,
) -> tuple[Finding, ...]:
    """What SHACL finds about the subjects of some triples, seen together with the classes around them."""
    subjects = {iri_of(triple.subject) for triple in own}
    found = shacl_findings(Dataset.of({"": (*own, *around)}), ontology, shapes, locate)
    return tuple(finding for finding in found if finding.subject in subjects)


def _died(unit: _Unit) -> tuple[Finding, ...]:
    raise MachineError(f"{unit[0]}: the process that validated it was ended", mend="free some memory and try again")


def _placed(finding: Finding, locate: CompiledLocator) -> Finding:
    file, line = locate(finding.subject)
    return replace(finding, file=file, line=line)


def _text(triples: Iterable[Triple]) -> bytes:
    return ox.serialize(triples, format=_N_TRIPLES) or b""


def _triples(text: bytes) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(text, format=_N_TRIPLES))

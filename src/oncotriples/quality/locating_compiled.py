"""Where compiled data comes from: the file of records, and the line, that says something about a subject."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from oncotriples.evidence.records import Document, Passage, Reference, Row, Section, TableRecord
from oncotriples.graph.mapped import Mapped
from oncotriples.namespaces import BASE
from oncotriples.quality.locating import Place

__all__ = ["CompiledLocator"]


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

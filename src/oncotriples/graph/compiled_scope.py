"""What the rules of one document share: its addresses, the ends of its lines, and the language of its titles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oncotriples import iris
from oncotriples.errors import InputError
from oncotriples.evidence.records import Document, Record, TableRecord
from oncotriples.graph.literals import line_end
from oncotriples.namespaces import BASE

__all__ = ["PUBLISHER", "Scope", "scope_of"]

PUBLISHER = f"<{BASE}organization/national-cancer-institute>"
# A text in another language has no tag, which the shapes report.
_LANGUAGES = {"": "en", "en": "en", "english": "en", "es": "es", "spanish": "es"}


@dataclass(frozen=True, slots=True)
class Scope:
    """One document: the addresses of its summary and edition, the ends of its lines, the language of its titles.

    ``end`` closes a line of the graph of the edition, ``candidates_end`` one of the graph of candidates; ``tables``
    has what each table is called, by number; ``works`` the path of the work behind an entry, by the entry's key.
    """

    summary: str
    edition: str
    end: str
    candidates_end: str
    language: str
    tables: Mapping[int, str]
    works: Mapping[str, str]


def scope_of(records: Iterable[Record], works: Mapping[str, str]) -> Scope:
    """The scope of a document's records. Raises InputError unless they hold exactly one Document."""
    documents: list[Document] = []
    tables: dict[int, str] = {}
    for record in records:
        if isinstance(record, Document):
            documents.append(record)
        elif isinstance(record, TableRecord):
            tables[record.number] = record.label or f"table {record.number}"
    if len(documents) != 1:
        raise InputError(
            f"the records hold {len(documents)} documents, one is expected",
            mend="map the records of one document at a time",
        )
    document = documents[0]
    return Scope(
        summary=iris.summary(document.summary),
        edition=iris.edition(document.summary, document.edition),
        end=line_end(f"document/{document.summary}/{document.edition}"),
        candidates_end=line_end(f"candidates/{document.summary}"),
        language=_LANGUAGES.get(document.language.lower(), ""),
        tables=tables,
        works=works,
    )

"""The entries of a set are read from its files of records, and only they."""

from pathlib import Path

from oncotriples.evidence.jsonl import dump_records
from oncotriples.evidence.records import Document, Reference, Section
from oncotriples.ingestion.literature import entries_in, works_by_pmid

DOCUMENT = Document("gout", "2025-05-12", "Gout", "markdown", "0" * 64)
REFERENCES = (
    Reference("1-1", 1, "Doe J: One. J Invent Oncol 1: 1-2, 1999.", "0090000001"),
    Reference("1-2", 2, 'Roe R: A book with ,"pmid":"90000002" in its title. Invented Press, 2001.'),
    Reference("1-3", 3, "Poe P: Odd. J Invent Oncol 1: 3-4, 1999.", "PMC7"),
)


def _file(folder: Path) -> Path:
    path = folder / "gout.jsonl"
    path.write_text(dump_records([DOCUMENT, Section("1", "reference"), *REFERENCES]), encoding="utf-8")
    return path


def test_all_entries_come_back_with_their_document(tmp_path: Path) -> None:
    found = list(entries_in(_file(tmp_path), DOCUMENT))
    assert [entry.reference for entry in found] == list(REFERENCES)
    assert {(entry.document, entry.edition) for entry in found} == {("gout", "2025-05-12")}


def test_entries_without_a_pmid_are_those_that_the_graph_of_the_document_does_not_link(tmp_path: Path) -> None:
    without = {entry.reference.key for entry in entries_in(_file(tmp_path), DOCUMENT, without_pmid=True)}
    assert works_by_pmid(REFERENCES) == {"1-1": "citation/pmid/90000001"}
    assert without == {"1-2", "1-3"}

"""A document is known by what stands in it; what is of no kind is counted, what cannot be read is told."""

import codecs
import os
from pathlib import Path

import pytest
from support import needs_shared

from oncotriples.documents import kinds
from oncotriples.documents.kinds import HEAD, KINDS, PAGE_LIMIT, Kind, kind_of, read_document
from oncotriples.documents.outline import Outline
from oncotriples.documents.problems import UnreadableDocument
from oncotriples.documents.read import RawDocument, read_paths
from oncotriples.documents.xml import MAX_BYTES


def _told(name: str, head: str | bytes) -> str:
    """The name of the kind, or what is said of a document of none."""
    found = kind_of(name, head.encode() if isinstance(head, str) else head)
    return found.name if isinstance(found, Kind) else f"{found.rule}: {found.value}"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("<Summary id='CDR1'>", "summary"),
        ("\n<Summary/>", "summary"),
        ('<?xml version="1.0"?>\n<!-- <Term> --><!DOCTYPE Summary SYSTEM "x">\n<Summary>', "summary"),
        ('<!DOCTYPE Summary [<!ENTITY a "<Term>"> <!-- > -->]><Summary>', "summary"),
        ("<Term id='CDR1'>", "term"),
        ("<DrugInformationSummary>", "drug"),
        ("<GlossaryTerm id='x'>", "not-a-kind: XML with the root GlossaryTerm"),
        ("<pdq:Summary>", "not-a-kind: XML with the root pdq:Summary"),
        ("<summary>", "not-a-kind: XML with the root summary"),
        ("<rss/>", "not-a-kind: XML with the root rss"),
        ("<!-- never closed <Summary>", "not-a-kind: XML without a root in its first 65,536 bytes"),
        ("<!DOCTYPE Summary [<!ENTITY", "not-a-kind: XML without a root in its first 65,536 bytes"),
    ],
)
def test_xml_is_known_by_its_root(head: str, told: str) -> None:
    assert _told("any.name", head) == told
    for codec in ("utf-16-le", "utf-16-be"):
        assert _told("any.name", head.encode(codec)) == told
    assert _told("any.name", codecs.BOM_UTF8 + head.encode()) == told


@pytest.mark.parametrize(
    ("name", "head", "told"),
    [
        ("a.html", "<!doctype html><html><head><title>Gout Treatment (PDQ®) - NCI</title>", "page"),
        ("a", "<html><body><h1 class='x'><span>Gout (PDQ®) for Patient Version</span></h1>", "page"),
        ("a.html", "<html><title>Weather</title><p>PDQ", "not-a-kind: an HTML page without PDQ in its title"),
        ("a.md", "---\ntitle: Gout Treatment (PDQ®) - NCI\n---\n", "page"),
        ("a.md", "Saved on Monday\n\n# Gout Treatment (PDQ®)\n", "page"),
        ("README.md", "# Documents\n\nPDQ® is a mark.\n", "not-a-kind: text (.md) without PDQ in a title"),
        ("a.txt", "\ufeff\n  Gout Treatment (PDQ®): Treatment - One Section\n\nText", "page"),
        ("Makefile", "all:\n", "not-a-kind: text (no suffix) without PDQ in a title"),
        ("x.2025-05-12.jsonl", '{"title": "X (PDQ®)"}', "not-a-kind: a file of the type .jsonl"),
        ("x.nq.gz", b"\x1f\x8b\x08\x00\xff", "not-a-kind: a file of the type .gz"),
        ("findings.tsv", "title: PDQ\t", "not-a-kind: a file of the type .tsv"),
        ("scan.PDF", b"%PDF-1.7\x00\xff", "not-a-kind: a file of the type .pdf"),
        ("empty.xml", " \n", "empty-document: "),
    ],
)
def test_pages_are_known_by_their_titles(name: str, head: str | bytes, told: str) -> None:
    assert _told(name, head) == told


@pytest.mark.parametrize(
    "head",
    ["<!---->" * 9000, "<!--" * 16000, "<?x" * 20000, "<!DOCTYPE[" * 6000, "# " * 30000, "\n#" * 30000, " " * HEAD],
    ids=lambda head: head[:9],
)
def test_long_runs_of_anything_are_looked_at_in_no_time(head: str) -> None:
    _told("a.md", head)
    _told("a.html", "<html>" + head + "<h1" * 10000)


def test_bytes_that_are_no_text_are_told() -> None:
    with pytest.raises(UnreadableDocument):
        kind_of("page.md", b"\x89PNG\r\n\x1a\n\x00\x00")


def test_no_two_kinds_share_a_name_or_a_root() -> None:
    assert len({kind.name for kind in KINDS}) == len({kind.root for kind in KINDS}) == len(KINDS)


def test_reading_never_raises_for_what_is_wrong_with_a_document(tmp_path: Path) -> None:
    gone = read_document(RawDocument("gone.xml", tmp_path / "gone.xml"))
    assert [(problem.rule, problem.message) for problem in gone.problems] == [
        ("unreadable-file", "No such file or directory: mend the file, or leave it out")
    ]
    binary = read_document(RawDocument("page.md", data=b"\x89PNG\r\n\x1a\n\x00\x00"))
    assert [problem.rule for problem in binary.problems] == ["wrong-encoding"]
    cut = read_document(RawDocument("cut.xml", data=b"<Summary id='CDR0000000001'><SummaryMetaData>"))
    assert (cut.kind, cut.content, [problem.rule for problem in cut.problems]) == (
        "summary",
        None,
        ["truncated-document"],
    )


@pytest.mark.parametrize(
    ("head", "limit", "kind"),
    [(b"# Gout (PDQ)\n", PAGE_LIMIT, "page"), (b"<Term>", PAGE_LIMIT, "term"), (b"<Summary>", MAX_BYTES, "summary")],
)
def test_what_is_too_large_is_refused_before_it_is_read(head: bytes, limit: int, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.write(head.ljust(HEAD))
        file.truncate(limit + 1)  # a hole: it takes no space
    reading = read_document(RawDocument("large", path))
    (problem,) = reading.problems
    assert (reading.kind, reading.content, problem.rule, problem.value) == (
        kind,
        None,
        "too-large",
        f"{limit + 1:,} bytes",
    )
    assert problem.message == f"a {kind} may have {limit >> 20} MB: split it, or leave it out"


def test_a_page_of_300_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with path.open("wb") as file:
        file.write(b"<html><title>Gout (PDQ)</title>".ljust(HEAD))
        file.truncate(300 << 20)
    (problem,) = read_document(RawDocument("page.html", path)).problems
    assert problem.message == "a page may have 8 MB: split it, or leave it out"


def test_a_large_summary_is_read_as_a_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No reader of summaries asks for all bytes at once."""
    asked: list[int] = []

    class Watched:
        def __init__(self, path: Path) -> None:
            self._file = path.open("rb")

        def __enter__(self) -> "Watched":
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def read(self, size: int = -1) -> bytes:
            asked.append(size)
            return self._file.read(size)

        def seek(self, place: int) -> int:
            return self._file.seek(place)

    path = tmp_path / "summary.xml"
    path.write_text(
        "<Summary id='CDR0000000001'>" + "<SummarySection><Para>Text.</Para></SummarySection>" * 5000 + "</Summary>",
        encoding="utf-8",
    )
    monkeypatch.setattr(RawDocument, "open", lambda document: Watched(path))
    reading = read_document(RawDocument("summary.xml", path))
    assert isinstance(reading.content, Outline)
    assert 0 < max(asked) <= kinds.HEAD
    assert min(asked) > 0


def test_every_document_beside_the_checkout_is_of_its_kind() -> None:
    documents = needs_shared() / "documents"
    told = {}
    for source in read_paths([documents]):
        assert isinstance(source, RawDocument)
        with source.open() as stream:
            told[source.name] = _told(source.name, stream.read(HEAD))
    expected = {"DrugInfo": "drug", "Termin": "term", "Glossa": "not-a-kind: XML with the root GlossaryTerm"}
    for name, kind in told.items():
        base = os.path.basename(name)
        if name.startswith("pdq-xml/"):
            assert kind == expected.get(base[:6] if not base.startswith("Drug") else "DrugInfo", "summary"), name
        else:
            assert kind == ("not-a-kind: text (.md) without PDQ in a title" if base == "README.md" else "page"), name
    assert sum(kind == "page" for kind in told.values()) == 201

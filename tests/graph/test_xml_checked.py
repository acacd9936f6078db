"""RDF/XML that ends in the middle is refused wherever it is read, whole documents are read as they are."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from oncotriples.errors import SourceSyntaxError
from oncotriples.graph.reading import read_quads
from oncotriples.questions.engines import open_graph
from oncotriples.shacl.reading import Document, load
from oncotriples.sources import find_sources

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TEXT = f"""<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY ex "http://example.org/">]>
<rdf:RDF xmlns:rdf="{RDF}" xmlns:ex="&ex;">
  <rdf:Description rdf:about="&ex;a"><ex:p xml:lang="en">é &amp; è</ex:p></rdf:Description>
  <rdf:Description rdf:about="&ex;b"><ex:p rdf:resource="&ex;a"/></rdf:Description>
</rdf:RDF>""".encode()
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10))

READERS: list[Callable[[Path], object]] = [
    lambda path: load([path]),
    lambda path: list(read_quads(path)),
    lambda path: open_graph(str(path), find_sources()),
    lambda path: load([Document("d.rdf", path.read_bytes(), ox.RdfFormat.RDF_XML, "http://example.org/")]),
]


def test_a_whole_document_is_read(tmp_path: Path) -> None:
    for name, content in [("d.rdf", TEXT + b"\n"), ("d.owl.gz", gzip.compress(TEXT))]:
        (tmp_path / name).write_bytes(content)
        assert len(list(read_quads(tmp_path / name))) == len(load([tmp_path / name]).index) == 2


@pytest.mark.parametrize("read", READERS)
def test_wherever_a_document_is_cut_it_is_refused(read: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "d.rdf"
    for length in range(0, len(TEXT), 7):
        path.write_bytes(TEXT[:length])
        with pytest.raises(SourceSyntaxError, match=r"d\.rdf:\d+:\d+: the document ends before its root element does"):
            read(path)


@pytest.mark.parametrize("read", READERS[:3])
def test_a_packed_document_too(read: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "d.rdf.gz"
    path.write_bytes(gzip.compress(TEXT.removesuffix(b"</rdf:RDF>")))
    with pytest.raises(SourceSyntaxError, match=r"d\.rdf\.gz:6:1: the document ends before its root element does"):
        read(path)


@pytest.mark.parametrize("read", READERS)
def test_entities_are_bounded(read: Callable[[Path], object], tmp_path: Path) -> None:
    text = b'<!DOCTYPE r [<!ENTITY l0 "%s">%s]><rdf:RDF xmlns:rdf="%s" xmlns:e="http://e/">' % (
        b"x" * 1000,
        LAUGHS,
        RDF.encode(),
    )
    path = tmp_path / "d.rdf"
    path.write_bytes(text + b'<rdf:Description rdf:about="http://e/a"><e:p>&l9;</e:p></rdf:Description></rdf:RDF>')
    with pytest.raises(SourceSyntaxError, match=r"d\.rdf"):
        read(path)

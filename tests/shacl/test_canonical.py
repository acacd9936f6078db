"""Files of canonical lines are read without a parser, and no others are."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from oncotriples.errors import InputError, SourceSyntaxError
from oncotriples.shacl import canonical
from oncotriples.shacl.reading import Document, load

LINES = "".join(f'<http://example.org/n{number}> <http://example.org/p> "é {number}"@en .\n' for number in range(500))
GRAPH = LINES.replace(" .\n", " <http://example.org/g> .\n")


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "_LARGE", 0)
    monkeypatch.setattr(canonical, "available_processors", lambda: 2)


@pytest.mark.parametrize(("name", "text"), [("d.nt", LINES), ("d.nq", GRAPH), ("b.nt", '_:x <http://a> "_:x" .\n')])
def test_canonical_lines_are_read_as_they_are(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert canonical.is_worth_trying(path)
    assert b"".join(canonical.raw_texts(path)).decode() == text
    index = load([path]).index
    assert len(index) == text.count("\n")
    if name != "b.nt":
        assert index.one("<http://example.org/n7>", "<http://example.org/p>") == '"é 7"@en'


@pytest.mark.parametrize(
    "last",
    [
        "<http://example.org/x>  <http://example.org/p> 'x' .\n",
        '<http://example.org/x> <http://example.org/p> "\\u00e9" .\n',
        "# a comment\n",
        "\n",
        '<http://example.org/x> <http://example.org/p> "no line end" .',
        '<http://example.org/x> <http://example.org/p> "x"^^<http://www.w3.org/2001/XMLSchema#string> .\n',
    ],
)
def test_where_a_later_line_is_not_canonical_the_file_is_parsed(last: str, tmp_path: Path) -> None:
    path = tmp_path / "d.nt"
    path.write_text(LINES + last, encoding="utf-8")
    assert canonical.is_worth_trying(path)
    with pytest.raises(canonical.NotCanonicalError):
        list(canonical.raw_texts(path))
    if "'" in last:
        with pytest.raises(SourceSyntaxError, match=r"d\.nt:501"):
            load([path])
        return
    index = load([path]).index
    assert len(index) == 500 + ("example" in last)
    # Text is parsed as it is.
    parsed = load([Document("d", path.read_bytes(), ox.RdfFormat.N_TRIPLES, "http://example.org/")]).index
    assert {predicate: sorted(index.pairs(predicate)) for predicate in index.tables} == {
        predicate: sorted(parsed.pairs(predicate)) for predicate in parsed.tables
    }


@pytest.mark.parametrize("as_iterator", [True, False])
def test_a_source_that_can_be_read_once_is_read_once(as_iterator: bool, tmp_path: Path) -> None:
    path = tmp_path / "d.nt"
    path.write_text(LINES + "# a comment\n", encoding="utf-8")
    more = [ox.Triple(ox.NamedNode("http://example.org/x"), ox.NamedNode("http://example.org/p"), ox.Literal("x"))]
    assert len(load([iter(more) if as_iterator else more, path]).index) == 501


def test_lines_that_need_a_parser_beside_another_source(tmp_path: Path) -> None:
    path, other = tmp_path / "d.nt", tmp_path / "e.nt"
    other.write_text(LINES, encoding="utf-8")
    path.write_text(LINES + ' _:b <http://example.org/p> "x" .\n', encoding="utf-8")
    assert len(load([path, other]).index) == 501
    path.write_text(LINES + "_:b <http://example.org/p> \n", encoding="utf-8")
    with pytest.raises(SourceSyntaxError, match=r"d\.nt:50[12]"):
        load([path, other])


def test_code_in_the_folder_where_somebody_validates_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "subprocess.py").write_text("open('it-ran', 'w')", encoding="utf-8")
    Path("d.nt").write_text(LINES, encoding="utf-8")
    assert b"".join(canonical.raw_texts(Path("d.nt"))).decode() == LINES
    assert not Path("it-ran").exists()


def test_where_no_process_can_be_started_the_file_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.nt"
    path.write_text(LINES, encoding="utf-8")
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python"))
    with pytest.raises(canonical.NotCanonicalError):
        list(canonical.raw_texts(path))
    assert len(load([path]).index) == 500


@pytest.mark.parametrize(
    "last", [b"\xff\xfe broken\n", b"nonsense\n", b"<http://a> <http://b> <<( <http://c> <http://d> <http://e> )>> .\n"]
)
def test_what_is_wrong_is_told_by_the_parser(last: bytes, tmp_path: Path) -> None:
    path = tmp_path / "d.nt"
    path.write_bytes(LINES.encode() + last)
    with pytest.raises(InputError):
        load([path])


def test_a_file_that_does_not_begin_so_is_not_tried(tmp_path: Path) -> None:
    path = tmp_path / "d.nt"
    path.write_text("# made by hand\n" + LINES, encoding="utf-8")
    assert not canonical.is_worth_trying(path)
    assert not canonical.is_worth_trying(tmp_path / "none.nt")
    assert not canonical.is_worth_trying(tmp_path / "d.ttl")
    assert len(load([path]).index) == 500

"""owl:imports of shapes, where a user asks for them: files beside the shapes, and a web server on this machine."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from oncotriples.errors import InputError, OncotriplesError, RemoteError
from oncotriples.namespaces import PREFIXES, RDF_TYPE
from oncotriples.shacl import imports
from oncotriples.shacl.imports import load_with_imports
from oncotriples.shacl.reading import Loaded, load
from oncotriples.shacl.validating import validate_loaded

OWL = PREFIXES["owl"]
SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix up: <urn:up:> .
[ sh:targetNode up:a ; sh:nodeKind sh:Literal ] .
"""


class Web(BaseHTTPRequestHandler):
    """Answers with what ``pages`` has for a path: status, headers, body."""

    pages: dict[str, tuple[int, dict[str, str], str]]
    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Accept"]))
        status, headers, body = self.pages.get(self.path, (404, {}, "not here"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def web() -> Iterator[tuple[str, type[Web]]]:
    class Fresh(Web):
        pages: dict[str, tuple[int, dict[str, str], str]] = {}  # noqa: RUF012  fresh for each test
        asked: list[tuple[str, str]] = []  # noqa: RUF012  fresh for each test

    with ThreadingHTTPServer(("127.0.0.1", 0), Fresh) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}", Fresh
        httpd.shutdown()
        thread.join()


def _turtle(*imported: str, of: str = "urn:shapes", more: str = "") -> str:
    return "".join(f"<{of}> <{OWL}imports> <{one}> .\n" for one in imported) + more


def _write(folder: Path, name: str, *imported: str, of: str = "urn:shapes", more: str = "") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_turtle(*imported, of=of, more=more), encoding="utf-8")
    return file


def _page(*imported: str, of: str = "urn:page", more: str = "") -> tuple[int, dict[str, str], str]:
    return 200, {"Content-Type": "text/turtle; charset=utf-8"}, _turtle(*imported, of=of, more=more)


def _values(loaded: Loaded, predicate: str = "urn:p") -> list[str]:
    return sorted(value for _, value in loaded.index.pairs(f"<{predicate}>"))


def _fails(error: type[OncotriplesError], problem: str, *files: Path) -> OncotriplesError:
    with pytest.raises(error, match=problem) as raised:
        load_with_imports(files)
    return raised.value


def test_files_are_read_once_however_they_import_each_other(tmp_path: Path) -> None:
    root = _write(tmp_path, "a.ttl", "b.ttl", "below/c.ttl#it", more='<urn:a> <urn:p> "a" .')
    _write(tmp_path, "b.ttl", "a.ttl", "below/../b.ttl", "link.ttl", more='<urn:b> <urn:p> "b", _:x . _:x <urn:q> 1 .')
    _write(tmp_path, "below/c.ttl", "../b.ttl", "d.nt.gz", more='<urn:c> <urn:p> "c", _:x . _:x <urn:q> 2 .')
    (tmp_path / "below" / "d.nt.gz").write_bytes(gzip.compress(b'<urn:d> <urn:p> "d" .\n'))
    (tmp_path / "link.ttl").symlink_to("b.ttl")
    loaded = load_with_imports([root, tmp_path / "b.ttl"], blank="shape.")
    # Blank nodes of two files stay two, and are named like those that are given.
    assert _values(loaded) == ['"a"', '"b"', '"c"', '"d"', "_:shape.0", "_:shape.1"]
    assert len(_values(loaded, "urn:q")) == 2
    assert loaded.imported == {value for _, value in loaded.index.pairs(f"<{OWL}imports>")}


def test_what_is_imported_counts_in_a_validation(tmp_path: Path) -> None:
    root = _write(tmp_path, "a.ttl", "b.ttl", "http://www.w3.org/ns/shacl#")
    _write(tmp_path, "b.ttl", more=SHAPE)
    shapes = load_with_imports([root], blank="shape.")
    data = load([[ox.Triple(*map(ox.NamedNode, ("urn:up:a", "urn:up:b", "urn:up:c")))]])
    report = validate_loaded(data, shapes)
    assert [(result.focus, result.shape) for result in report.results] == [("<urn:up:a>", "_:shape.0")]
    assert shapes.prefixes["up"] == "urn:up:"


def test_shapes_do_not_read_any_file_of_the_machine(tmp_path: Path) -> None:
    secret = _write(tmp_path, "secret.ttl")
    for number, imported in enumerate(("../secret.ttl", secret.as_uri(), "file:///etc/passwd", "below/out.ttl")):
        root = _write(tmp_path, f"shapes/{number}.ttl", imported)
        out = tmp_path / "shapes" / "below" / "out.ttl"
        if imported == "below/out.ttl":
            out.parent.mkdir()
            out.symlink_to(secret)
        found = _fails(InputError, "lies outside", root)
        assert found.message.startswith(f"{root.as_posix()} imports <file:///")
    # What is imported may not lead further than what imports it.
    _write(tmp_path, "shapes/deep/inner.ttl", "../../secret.ttl")
    _fails(InputError, r"inner\.ttl imports .* lies outside", _write(tmp_path, "shapes/a.ttl", "deep/inner.ttl"))
    _fails(InputError, "lies outside", _write(tmp_path, "shapes/a.ttl", "file://server/shapes/a.ttl"))


def test_a_graph_may_not_import_files(tmp_path: Path) -> None:
    file = _write(tmp_path, "a.ttl")
    triple = ox.Triple(ox.NamedNode("urn:x"), ox.NamedNode(f"{OWL}imports"), ox.NamedNode(file.as_uri()))
    with pytest.raises(InputError, match=r"a graph imports .* only shapes in a file may import a file"):
        load_with_imports([iter([triple])])


@pytest.mark.parametrize(
    ("imported", "problem"),
    [
        ("gone.ttl", r"gone\.ttl: no such file"),
        ("", r"other\.txt: “\.txt” is no RDF format"),
        ("wrong.ttl", r"wrong\.ttl:2"),
        ("below", "below: no such file"),
        ("urn:uuid:1", "neither a file nor on the web"),
        ("nul%00.ttl", "is no path"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named_with_its_importer(tmp_path: Path, imported: str, problem: str) -> None:
    _write(tmp_path, "wrong.ttl", more="\nno turtle")
    _write(tmp_path, "other.txt")
    (tmp_path / "below").mkdir()
    root = _write(tmp_path, "a.ttl", imported or "other.txt")
    _fails(InputError, rf"a\.ttl imports <.*>: .*{problem}", root)


def test_an_ontology_that_another_source_declares_is_there(tmp_path: Path, web: tuple[str, type[Web]]) -> None:
    url, handler = web
    typed = f"<{url}/b> <{RDF_TYPE}> <{OWL}Ontology> ; <{OWL}versionIRI> <{url}/b/1> ; <urn:p> 1 ."
    one = _write(tmp_path, "one.ttl", f"{url}/b", f"{url}/b/1#", f"{url}/one", of=f"{url}/one")
    loaded = load_with_imports([one, _write(tmp_path, "two.ttl", more=typed)])
    assert (handler.asked, len(loaded.imported)) == ([], 3)
    # Where a file itself says that what it imports is an ontology, the ontology is elsewhere.
    handler.pages = {"/b": _page(more=typed), "/b/1": _page()}
    load_with_imports([_write(tmp_path, "three.ttl", f"{url}/b", more=typed)])
    assert [path for path, _ in handler.asked] == ["/b"]


def test_the_web_is_asked_for_rdf_and_followed(tmp_path: Path, web: tuple[str, type[Web]]) -> None:
    url, handler = web
    handler.pages = {
        "/moved": (303, {"Location": "/dir/doc"}, ""),
        "/dir/doc": _page("next.ttl", f"{url}/moved", f"{url}/dir/doc", more="<> <urn:p> <x> ."),
        "/dir/next.ttl": (200, {"Content-Type": "text/plain"}, '@prefix n: <urn:n:> . <> <urn:p> "plain" .'),
        "/xml": (200, {"Content-Type": "application/rdf+xml"}, f'<r:RDF xmlns:r="{PREFIXES["rdf"]}"/>'),
    }
    root = _write(tmp_path, "a.ttl", f"{url}/moved#shapes", f"{url}/xml", "http://datashapes.org/dash")
    loaded = load_with_imports([root])
    assert sorted(path for path, _ in handler.asked) == ["/dir/doc", "/dir/next.ttl", "/moved", "/xml"]
    assert all(accept.startswith("text/turtle") for _, accept in handler.asked)
    # Relative IRIs are those of the address at which the document is.
    assert _values(loaded) == ['"plain"', f"<{url}/dir/x>"]
    assert loaded.prefixes["n"] == "urn:n:"
    # What is left out is no import that was read.
    assert "<http://datashapes.org/dash>" not in loaded.imported
    assert len(loaded.imported) == 5


def test_nothing_is_fetched_unless_asked(tmp_path: Path, web: tuple[str, type[Web]]) -> None:
    url, handler = web
    _write(tmp_path, "b.ttl", more='<urn:b> <urn:p> "b" .')
    root = _write(tmp_path, "a.ttl", f"{url}/doc", "b.ttl")
    loaded = load_with_imports([root], network=False)
    assert (handler.asked, _values(loaded)) == ([], ['"b"'])
    assert loaded.imported == {f"<{(tmp_path / 'b.ttl').as_uri()}>"}


@pytest.mark.parametrize(
    ("page", "error", "problem"),
    [
        ((404, {}, "not here"), RemoteError, "HTTP 404: not here"),
        ((302, {"Location": "file:///etc/passwd"}, ""), RemoteError, "redirects to file:///etc/passwd"),
        ((302, {"Location": "/doc"}, ""), RemoteError, "more than 5 redirects"),
        ((200, {"Content-Type": "text/html"}, "<html>"), RemoteError, "gives text/html, which is no RDF"),
        ((200, {}, ""), RemoteError, "gives no media type"),
        ((200, {"Content-Type": "text/n3"}, ""), RemoteError, "gives text/n3"),
        ((200, {"Content-Type": "text/turtle"}, "<urn:a> <urn:b> ."), InputError, r"/doc:1:\d+"),
        ((200, {"Content-Type": "text/turtle"}, "# long" * 500), RemoteError, "more than 2000 bytes"),
        (_page("file:///etc/passwd"), InputError, "only shapes in a file may import a file"),
        (_page("secret.ttl#", of="urn:x"), RemoteError, "/secret.ttl: HTTP 404"),
    ],
)
def test_what_the_web_gives_instead_is_told(
    tmp_path: Path,
    web: tuple[str, type[Web]],
    monkeypatch: pytest.MonkeyPatch,
    page: tuple[int, dict[str, str], str],
    error: type[OncotriplesError],
    problem: str,
) -> None:
    url, handler = web
    monkeypatch.setattr(imports, "MAX_BYTES", 2000)
    handler.pages = {"/doc": page}
    root = _write(tmp_path, "a.ttl", f"{url}/doc")
    found = _fails(error, problem, root)
    assert " imports <" in found.message
    assert "give the imported file" in found.mend or page[0] == 200


def test_there_is_an_end_to_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MAX_DOCUMENTS", 3)
    root = _write(tmp_path, "a.ttl", "b0.ttl")
    for number in range(3):
        _write(tmp_path, f"b{number}.ttl", *([f"b{number + 1}.ttl"] if number < 2 else []))
    assert len(load_with_imports([root]).imported) == 3
    _write(tmp_path, "b2.ttl", "b3.ttl")
    _write(tmp_path, "b3.ttl")
    _fails(InputError, "more than 3 documents are imported", root)
    monkeypatch.setattr(imports, "MAX_BYTES", 10)
    _fails(InputError, r"b0\.ttl: more than 10 bytes", root)

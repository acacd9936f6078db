"""hosting/nginx.conf serves the files of a site as what they are, and programs that look up an IRI find its data."""

import gzip
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hosting_servers import Server, running_nginx
from hosting_site import FILES, FORMS, LABEL, PACKED, write_site
from support import needs_program

from oncotriples.namespaces import BASE

pytestmark = pytest.mark.system

_DUMP = "/dataset/0.3.0/oncotriples.nq.gz"
_ALWAYS = {
    "access-control-allow-origin": "*",
    "content-security-policy": "frame-ancestors 'none'",
    "referrer-policy": "strict-origin-when-cross-origin",
    "server": "nginx",
    "x-content-type-options": "nosniff",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("secret\n", encoding="utf-8")
    (folder / "dataset" / "0.3.0" / ".part").write_text("secret\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def nginx(site: Path) -> Iterator[Server]:
    with running_nginx(site) as server:
        yield server


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        *((f"/{name}", type_) for name, type_ in FILES.items()),
        *((f"/agent/imatinib.{form}", type_) for form, type_ in FORMS.items()),
        ("/document/child-soft-tissue-treatment/2025-05-12/section/2.1.ttl", FORMS["ttl"]),
    ],
)
def test_a_file_is_served_as_what_it_is(nginx: Server, site: Path, path: str, type_: str) -> None:
    for accept in (None, "text/html", "image/png"):
        answer = nginx.get(path, accept)
        assert (answer.status, answer.headers["content-type"]) == (200, type_)
        assert answer.body == (site / path[1:]).read_bytes()
        assert "content-encoding" not in answer.headers
        assert {"etag", "last-modified"} <= answer.headers.keys()
    head = nginx.ask(path, method="HEAD")
    assert (head.status, head.headers["content-type"], head.body) == (200, type_, b"")
    assert head.headers["content-length"] == str(len(answer.body))


def test_a_packed_file_stays_packed_and_text_travels_packed(nginx: Server, site: Path) -> None:
    dump = nginx.ask(_DUMP, {"Accept-Encoding": "gzip"})
    assert dump.body == PACKED
    assert "content-encoding" not in dump.headers
    for path in ("/agent/imatinib.html", "/playground/oxigraph_bg.wasm", "/dataset/0.3.0/manifest.json"):
        packed = nginx.ask(path, {"Accept-Encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.headers["vary"] == "Accept-Encoding"
        assert gzip.decompress(packed.body) == (site / path[1:]).read_bytes()


def test_what_has_not_changed_is_not_sent_again_and_a_part_alone(nginx: Server) -> None:
    tag = nginx.get(_DUMP).headers["etag"]
    unchanged = nginx.ask(_DUMP, {"If-None-Match": tag})
    assert (unchanged.status, unchanged.body) == (304, b"")
    part = nginx.ask(_DUMP, {"Range": "bytes=2-4"})
    assert (part.status, part.body) == (206, PACKED[2:5])


@pytest.mark.parametrize(
    ("path", "status", "kept"),
    [
        (_DUMP, 200, "public, max-age=31536000, immutable"),
        ("/dataset/0.3.0/SHA256SUMS", 200, "public, max-age=31536000, immutable"),
        ("/dataset/0.3.0.html", 200, "public, max-age=600"),
        ("/dataset/0.3.0", 303, "public, max-age=600"),
        ("/dataset/0.3.0/", 303, "public, max-age=600"),
        ("/dataset/0.3.0/nonesuch", 404, None),
        ("/agent/imatinib", 303, "public, max-age=600"),
        ("/", 200, "public, max-age=600"),
        ("/sw.js", 200, "no-cache"),
    ],
)
def test_only_what_never_changes_is_kept_for_long(nginx: Server, path: str, status: int, kept: str | None) -> None:
    answer = nginx.get(path)
    assert (answer.status, answer.headers.get("cache-control")) == (status, kept)


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/agent/imatinib.ttl", None, 200),
        ("/agent/imatinib", None, 303),
        ("/agent", None, 302),
        ("/agent/nonesuch", None, 404),
        ("/agent/imatinib", "image/png", 406),
        ("/%00", None, 400),
    ],
)
def test_every_answer_has_the_headers_that_protect_and_open_it(
    nginx: Server, path: str, accept: str | None, status: int
) -> None:
    answer = nginx.get(path, accept)
    assert answer.status == status
    assert answer.headers.items() >= _ALWAYS.items()


@pytest.mark.parametrize(
    "path",
    [
        "/agent/nonesuch",
        "/agent/nonesuch.html",
        "/nonesuch",
        "/nonesuch/",
        "/assets",
        "/assets/",
        "/dataset/0.9.9",
        "/dataset/0.3.0/nonesuch.ttl",
        "/document/nonesuch/2025-05-12/passage/1.1-1.3",
        "/mapping/nonesuch",
        "/.git/config",
        "/.git/",
        "/dataset/0.3.0/.part",
        "/.well-known/nonesuch",
    ],
)
@pytest.mark.parametrize("accept", [None, "text/turtle", "image/png"])
def test_what_is_not_there_is_not_found(nginx: Server, path: str, accept: str | None) -> None:
    answer = nginx.get(path, accept)
    assert (answer.status, answer.headers["content-type"]) == (404, FORMS["html"])
    assert answer.body.startswith(b"404.html\n")


def test_a_page_without_data_is_a_page_only(nginx: Server) -> None:
    assert nginx.get("/playground").location == "/playground.html"
    assert nginx.get("/playground", "text/turtle").status == 406


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "NONESUCH"])
@pytest.mark.parametrize("path", ["/agent/imatinib", "/agent/imatinib.ttl", "/", "/nonesuch"])
def test_nothing_but_reading_is_allowed(nginx: Server, method: str, path: str) -> None:
    assert nginx.ask(path, method=method).status == 405


# rdflib 7.6's own parsers use classes that it calls deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")
@pytest.mark.parametrize("format_", [None, "turtle", "json-ld", "nt"])
def test_rdflib_reads_what_an_iri_leads_to(nginx: Server, format_: str | None) -> None:
    import rdflib

    graph = rdflib.Graph().parse(f"{nginx.url}/agent/imatinib", format=format_)
    told = (rdflib.URIRef(f"{BASE}agent/imatinib"), rdflib.URIRef(LABEL), rdflib.Literal("agent/imatinib"))
    assert set(graph) == {told}


@pytest.mark.parametrize("syntax", ["guess", "turtle", "ntriples"])
def test_rapper_reads_what_an_iri_leads_to(nginx: Server, syntax: str) -> None:
    command = [needs_program("rapper"), "--quiet", "--input", syntax, f"{nginx.url}/agent/imatinib"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == f'<{BASE}agent/imatinib> <{LABEL}> "agent/imatinib" .\n'

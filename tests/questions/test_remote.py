"""A SPARQL endpoint, played by a server on this machine, well-behaved and not."""

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from oncotriples.errors import RemoteError
from oncotriples.questions.engines import open_graph
from oncotriples.questions.remote import RemoteEngine
from oncotriples.sources import find_sources

ROWS = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'
TRIPLES = b'<http://x/b> <http://x/p> "b" .\n<http://x/a> <http://x/p> <http://x/c> .\n'
SELECT = "SELECT ?a WHERE { ?a ?b 'é & = +' }"

Play = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as the path's play says and notes what was asked."""

    asked: list[tuple[dict[str, str], dict[str, list[str]]]]
    plays: dict[str, Play]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append(({name.lower(): value for name, value in self.headers.items()}, parse_qs(body)))
        self.plays[self.path](self)

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


PLAYS: dict[str, Play] = {
    "/rows": lambda handler: handler.answer(ROWS),
    "/ask": lambda handler: handler.answer(b'{"head":{},"boolean":true}'),
    "/triples": lambda handler: handler.answer(TRIPLES),
    "/html": lambda handler: handler.answer(b"<html>sign in</html>"),
    "/bad-iri": lambda handler: handler.answer(ROWS.replace(b"literal", b"uri")),
    "/error": lambda handler: handler.answer(b"out of   memory", 500),
    "/moved": lambda handler: handler.answer(b"", 307, Location="/rows"),
    "/moved-for-good": lambda handler: handler.answer(b"", 301, Location="/moved"),
    "/elsewhere": lambda handler: handler.answer(b"", 302, Location="file:///etc/passwd"),
    "/loop": lambda handler: handler.answer(b"", 302, Location="/loop"),
    "/see-other": lambda handler: handler.answer(b"", 303, Location="/rows"),
    "/much": lambda handler: handler.answer(ROWS + b" " * 5000),
    "/drip": drip,
}


@pytest.fixture
def server() -> Iterator[tuple[str, type[Handler]]]:
    class Fresh(Handler):
        asked: list[tuple[dict[str, str], dict[str, list[str]]]] = []  # noqa: RUF012  fresh for each test
        plays = PLAYS

    with ThreadingHTTPServer(("127.0.0.1", 0), Fresh) as httpd:
        httpd.daemon_threads = True
        httpd.block_on_close = False
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}", Fresh
        httpd.shutdown()
        thread.join()


def test_a_question_is_one_post_in_our_name(server: tuple[str, type[Handler]]) -> None:
    url, handler = server
    assert open_graph(f"{url}/rows", find_sources()).select(SELECT).rows == ((ox.Literal("x"),),)
    ((headers, form),) = handler.asked
    assert form == {"query": [SELECT]}
    assert headers["user-agent"].startswith("oncotriples/")
    assert headers["user-agent"].endswith("(+https://w3id.org/oncotriples)")
    assert headers["accept"] == "application/sparql-results+json"
    assert headers["content-type"] == "application/x-www-form-urlencoded"


def test_verdicts_and_triples_are_read(server: tuple[str, type[Handler]]) -> None:
    url, _ = server
    assert RemoteEngine(f"{url}/ask").select("ASK {}").verdict is True
    triples = RemoteEngine(f"{url}/triples").construct("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }")
    assert [str(triple) for triple in triples] == [
        "<http://x/a> <http://x/p> <http://x/c>",
        '<http://x/b> <http://x/p> "b"',
    ]


@pytest.mark.parametrize("path", ["/moved", "/moved-for-good"])
def test_a_redirect_is_followed_as_post(server: tuple[str, type[Handler]], path: str) -> None:
    url, handler = server
    assert RemoteEngine(url + path).select(SELECT).rows == ((ox.Literal("x"),),)
    assert [form for _, form in handler.asked] == [{"query": [SELECT]}] * len(handler.asked)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/html", "the answer is no SPARQL JSON results"),
        ("/bad-iri", "the answer is no SPARQL JSON results"),
        ("/error", "HTTP 500: out of memory"),
        ("/elsewhere", "redirects to file:///etc/passwd, which is not followed"),
        ("/loop", "more than 5 redirects"),
        ("/see-other", "HTTP 303"),
        ("/much", "more than 2000 bytes"),
        ("/drip", "no whole answer in time"),
    ],
)
def test_a_service_that_fails_is_a_remote_error(server: tuple[str, type[Handler]], path: str, problem: str) -> None:
    url, _ = server
    with pytest.raises(RemoteError, match=problem) as raised:
        RemoteEngine(url + path, timeout=0.5, max_bytes=2000).select(SELECT)
    assert raised.value.exit_code == 3


def test_triples_that_are_none_are_a_remote_error(server: tuple[str, type[Handler]]) -> None:
    url, _ = server
    with pytest.raises(RemoteError, match="the answer is no N-Triples"):
        RemoteEngine(f"{url}/html").construct("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }")


def test_a_service_that_is_not_there_is_a_remote_error(server: tuple[str, type[Handler]]) -> None:
    url, _ = server
    port = int(url.rsplit(":", 1)[1])
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        free = httpd.server_port
    assert free != port
    with pytest.raises(RemoteError, match="refused"):
        RemoteEngine(f"http://127.0.0.1:{free}/", timeout=2).select(SELECT)


def test_an_error_may_be_freed_by_another_thread(server: tuple[str, type[Handler]]) -> None:
    """What pyoxigraph reads rows with must not be: it would be told as an exception that nobody can catch."""
    kept: list[BaseException] = []
    try:
        RemoteEngine(f"{server[0]}/bad-iri").select(SELECT)
    except RemoteError as error:
        kept.append(error)
    assert kept
    thread = threading.Thread(target=kept.clear)
    thread.start()
    thread.join()

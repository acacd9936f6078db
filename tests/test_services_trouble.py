"""What goes wrong on the way: answers that are none, broken connections, redirects, keys that nobody may see."""

import gzip
import json
import socket
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote_plus

import pytest
from services import LocalService, Reply, Request, Trouble

from oncotriples.errors import RemoteError
from oncotriples.http import Fetched, post_form, shown_address
from oncotriples.services import Manners, Service, Unusable

QUICK = Manners(per_second=1000, attempts=3, pause=0.01, timeout=0.4, max_bytes=1_000_000)
KEY = "0123456789abcdef0123456789abcdef0123"
WHOLE = b"the whole answer, from its beginning to its end"
# Troubles after which the connection must not be used again, and those that leave it whole.
BREAKING = ("closed", "reset", "truncated", "truncated-gzip", "hang", "drip", "server-error", "unavailable", "too-many")
HARMLESS = ("html", "empty", "malformed")


class Desk(LocalService):
    """Answers with what ``replies`` has for a path, else with the whole answer."""

    def __init__(self) -> None:
        super().__init__()
        self.replies: dict[str, Reply] = {}

    def answer(self, request: Request, trouble: Trouble | None) -> Reply:
        return self.replies.get(request.path, Reply(200, "text/plain", WHOLE))

    def send(self, path: str, body: bytes, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.replies[path] = Reply(status, "text/plain", body, named)

    def lead(self, path: str, location: str, status: int = 302) -> None:
        self.send(path, b"", status, Location=location)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk() as service:
        yield service


def _whole(got: Fetched) -> bytes:
    if got.body != WHOLE:
        raise Unusable(f"{got.url.partition('?')[0]}: {got.body.decode()[:200]}", mend="try later")
    return got.body


def _body(got: Fetched) -> bytes:
    return got.body


def _fails(desk: Desk, path: str = "it", manners: Manners = QUICK) -> RemoteError:
    service = Service(desk.url, manners)
    with pytest.raises(RemoteError) as raised:
        service.ask(path, {"api_key": KEY}, _body, accept="text/plain")
    service.close()
    assert KEY not in f"{raised.value} {raised.value!r}"
    return raised.value


@pytest.mark.parametrize("post", [False, True])
@pytest.mark.parametrize("trouble", [*BREAKING, *HARMLESS])
def test_one_trouble_costs_one_more_request(desk: Desk, trouble: str, post: bool) -> None:
    desk.misbehave(trouble, retry_after="0")
    lines: list[str] = []
    service = Service(desk.url, QUICK, told=lines.append)
    assert [service.ask("it", {"a": "b"}, _whole, accept="*/*", post=post) for _ in range(2)] == [WHOLE, WHOLE]
    service.close()
    assert [request.one("a") for request in desk.requests] == ["b"] * 3
    assert len(lines) == 1
    # What is left of a broken answer is not the beginning of the next; else a connection is kept.
    first, second, third = (request.port for request in desk.requests)
    assert (first == second) == (trouble in HARMLESS)
    assert second == third


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("closed", "closed connection without response"),
        ("reset", "reset by peer"),
        ("truncated", "IncompleteRead"),
        ("truncated-gzip", "the answer ends before its end"),
        ("hang", "no whole answer in time"),
        ("drip", "no whole answer in time"),
        ("html", "An error occurred"),
        ("server-error", "HTTP 500: <!DOCTYPE html>"),
        ("too-many", "HTTP 429: Too Many Requests"),
    ],
)
def test_trouble_without_end_is_told_in_time(desk: Desk, trouble: str, said: str) -> None:
    desk.always(trouble, retry_after="0")
    started = time.monotonic()
    service = Service(desk.url, replace(QUICK, attempts=2))
    with pytest.raises(RemoteError, match=said) as raised:
        service.ask("it", {}, _whole, accept="*/*")
    service.close()
    assert raised.value.message.startswith(f"{desk.url}it: ")
    assert len(desk.requests) == 2
    # Between two bytes the time-out may pass once more.
    assert time.monotonic() - started < 2 * 2 * QUICK.timeout + 10


def test_connections_are_kept_until_they_are_closed(desk: Desk) -> None:
    desk.send("/packed", gzip.compress(WHOLE), Content_Encoding="gzip")
    service = Service(desk.url, QUICK)
    for path in ("it", "packed", "other", "it"):
        assert service.ask(path, {}, _whole, accept="*/*") == WHOLE
    service.close()
    service.close()
    service.ask("it", {}, _whole, accept="*/*")
    service.close()
    *kept, anew = [request.port for request in desk.requests]
    assert len(set(kept)) == 1
    assert anew not in kept


def test_a_connection_that_the_service_closed_meanwhile_costs_nothing(desk: Desk) -> None:
    desk.send("/last", WHOLE, Connection="close")
    service = Service(desk.url, QUICK)
    assert [service.ask("last", {}, _whole, accept="*/*") for _ in range(3)] == [WHOLE] * 3
    service.close()
    assert service.requests == len(desk.requests) == 3


def test_packed_answers_are_unpacked_to_their_end(desk: Desk) -> None:
    much = bytes(range(256)) * 3000
    desk.send("/one", gzip.compress(much), Content_Encoding="GZip")
    desk.send("/several", gzip.compress(much[:9]) + gzip.compress(much[9:]), Content_Encoding="x-gzip")
    desk.send("/nothing", b"", Content_Encoding="gzip")
    desk.send("/identity", much, Content_Encoding="identity")
    service = Service(desk.url, QUICK)
    found = [service.ask(path, {}, _body, accept="*/*") for path in ("one", "several", "nothing", "identity")]
    service.close()
    assert found == [much, much, b"", much]
    assert len(desk.requests) == 4


@pytest.mark.parametrize(
    ("body", "packing", "said", "times"),
    [
        (zlib.compress(WHOLE), "deflate", "packed as “deflate”", 1),
        (WHOLE, "br", "packed as “br”", 1),
        (gzip.compress(b"\0" * 100_000_000), "gzip", "more than 1000000 bytes", 1),
        (b" " * 1_000_001, "identity", "more than 1000000 bytes", 1),
        (WHOLE, "gzip", "incorrect header", 3),
        (gzip.compress(WHOLE) + WHOLE, "gzip", "incorrect header", 3),
        (gzip.compress(WHOLE)[:-8] + bytes(8), "gzip", "incorrect data check", 3),
    ],
    ids=["deflate", "brotli", "bomb", "long", "unpacked", "more", "damaged"],
)
def test_what_does_not_unpack_is_refused(desk: Desk, body: bytes, packing: str, said: str, times: int) -> None:
    desk.send("/it", body, Content_Encoding=packing)
    assert said in _fails(desk, manners=replace(QUICK, timeout=5)).message
    assert len(desk.requests) == times


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(desk: Desk, status: int) -> None:
    desk.lead("/it", "/there?db=other", status)
    desk.lead("/there", f"{desk.url}at/last", status)
    service = Service(desk.url, QUICK)
    got = service.ask("it", {"db": "pubmed"}, lambda got: got, accept="*/*")
    assert (got.url, got.body) == (f"{desk.url}at/last", WHOLE)
    if status != 303:
        service.ask("it", {"db": "pubmed"}, _whole, accept="*/*", post=True)
        assert desk.requests[-1].params == {"db": ["pubmed"]}
        assert {request.method for request in desk.requests[3:]} == {"POST"}
    service.close()


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("/it", "more than 5 redirects"),
        ("", "more than 5 redirects"),
        ("file:///etc/passwd", "redirects to file:///etc/passwd, which is not followed"),
        ("ftp://service.example/", "which is not followed"),
        (f"gopher://service.example/?api_key={KEY}", "redirects to gopher://service.example/, which"),
        ("http://[::1", "redirects to what is no address"),
    ],
)
def test_redirects_that_lead_nowhere_are_told_once(desk: Desk, location: str, said: str) -> None:
    desk.lead("/it", location)
    assert said in _fails(desk).message
    assert len(desk.requests) == (6 if "redirects" in said and "more" in said else 1)


def test_what_comes_with_a_redirect_is_not_read(desk: Desk) -> None:
    desk.send("/it", b" " * 200, 302, Location="/there")
    desk.misbehave("drip", path="/it")
    service = Service(desk.url, replace(QUICK, timeout=60))
    started = time.monotonic()
    assert service.ask("it", {}, _whole, accept="*/*") == WHOLE
    service.close()
    # Read to its end, the body takes ten seconds.
    assert time.monotonic() - started < 8


def _refused(key: str, before: str = "") -> bytes:
    said = {"error": f"{before}API key invalid", "api-key": key, "type": "invalid", "status": "unknown"}
    return json.dumps(said, separators=(",", ":")).encode()


@pytest.mark.parametrize("post", [False, True])
@pytest.mark.parametrize("where", ["400", "400-cut", "429", "200", "redirect", "closed", "hang", "500"])
@pytest.mark.parametrize("key", [KEY, "a key/of+another=form"])
def test_the_key_is_in_no_message(desk: Desk, where: str, post: bool, key: str) -> None:
    desk.send("/400", _refused(key), 400)
    desk.send("/400-cut", _refused(key, "." * 240), 400)
    desk.send("/429", _refused(key), 429)
    desk.send("/200", _refused(key))
    desk.send("/500", f"{desk.url}it?api_key={quote_plus(key)}&api_key={key}".encode(), 500)
    desk.lead("/redirect", f"gopher://service.example/{quote_plus(key)}?api_key={key}")
    if where in ("closed", "hang"):
        desk.always(where)
    lines: list[str] = []
    manners = replace(QUICK, attempts=2, timeout=0.1 if where == "hang" else 5)
    service = Service(desk.url, manners, {"api_key": key}, told=lines.append)
    with pytest.raises(RemoteError) as raised:
        service.ask(where, {"id": "1"}, _whole, accept="*/*", post=post)
    service.close()
    assert desk.requests[0].one("api_key") == key
    said = " ".join([str(raised.value), repr(raised.value), raised.value.message, raised.value.mend, *lines])
    for part in (key[:20], "a+key%2F", "another"):
        assert part not in said
    assert where in said
    assert len(lines) == len(desk.requests) - 1


def test_nobody_answers_at_an_address_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        url = f"http://127.0.0.1:{there.getsockname()[1]}/"
    lines: list[str] = []
    service = Service(url, QUICK, {"api_key": KEY}, told=lines.append)
    with pytest.raises(RemoteError, match="Connection refused") as raised:
        service.ask("it", {}, _body, accept="*/*")
    service.close()
    assert raised.value.message.startswith(f"{url}it: ")
    assert KEY not in f"{raised.value!r} {raised.value} {lines}"
    assert len(lines) == QUICK.attempts - 1


def test_a_form_follows_to_no_other_host(desk: Desk) -> None:
    desk.lead("/it", f"{desk.url.replace('127.0.0.1', 'localhost')}there")
    with pytest.raises(RemoteError, match="redirects a form to another host, localhost"):
        post_form(f"{desk.url}it", {"api_key": KEY}, accept="*/*")
    assert [request.path for request in desk.requests] == ["/it"]


def test_a_password_in_an_address_is_in_no_message(desk: Desk) -> None:
    desk.send("/it", b"no", status=404)
    with pytest.raises(RemoteError) as caught:
        post_form(f"{desk.url.replace('//', '//somebody:secret@')}it", {}, accept="*/*")
    assert "secret" not in str(caught.value)
    assert "/it: HTTP 404" in str(caught.value)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://me:secret@it.example:8443/a/b?key=secret", "https://it.example:8443/a/b"),
        ("https://it.example/@me/b", "https://it.example/@me/b"),
        ("ftp://me:secret@it.example", "ftp://it.example"),
        ("http://me:secret@it.example/http://me@there/", "http://it.example/http://me@there/"),
        ("it.example", "it.example"),
        ("", ""),
    ],
)
def test_an_address_is_shown_without_what_is_nobody_s_business(address: str, shown: str) -> None:
    assert shown_address(address) == shown

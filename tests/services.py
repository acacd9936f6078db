"""A real web service on this machine that a test can tell how to misbehave: sockets and HTTP/1.1, nothing mocked.

A subclass says what a service answers; how an answer goes wrong on its way is the same for all and done here.
"""

import gzip
import math
import select
import socket
import struct
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs

__all__ = ["LocalService", "Reply", "Request", "Trouble"]

# A second, less what a network takes off the space between two requests.
_WINDOW = 0.95
_HTML = "text/html; charset=utf-8"
_PAGE = b"<!DOCTYPE html>\n<html><head><title>Error</title></head><body><h1>An error occurred</h1></body></html>\n"


class Trouble(StrEnum):
    """How a request can go wrong. Those from ``error`` on are the service's own, which a subclass plays."""

    TOO_MANY = "too-many"  # 429, with Retry-After
    SERVER_ERROR = "server-error"  # 500 with a page of HTML
    UNAVAILABLE = "unavailable"  # 503, with Retry-After
    HANG = "hang"  # the request is taken and nothing sent until the client goes or the service ends
    DRIP = "drip"  # the right answer, one byte every ``drip_pause`` seconds
    RESET = "reset"  # half of the answer, then TCP RST
    CLOSED = "closed"  # the connection is closed without an answer
    TRUNCATED = "truncated"  # half of the answer under the Content-Length of all of it
    TRUNCATED_GZIP = "truncated-gzip"  # Content-Encoding: gzip with half of the stream, its length right
    HTML = "html"  # 200 with a page of HTML about an error
    EMPTY = "empty"  # 200 and no byte
    MALFORMED = "malformed"  # 200 and two thirds of the answer, their length right
    REDIRECT = "redirect"  # 302 to the very same address
    ERROR = "error"  # 200 with the service's own way to tell an error
    MISSING = "missing"  # one record less than there are
    WRONG = "wrong"  # another record in the place of one that was asked for
    TWICE = "twice"  # one record two times
    ENDLESS = "endless"  # pages without an end


_OWN = frozenset({Trouble.ERROR, Trouble.MISSING, Trouble.WRONG, Trouble.TWICE, Trouble.ENDLESS})


@dataclass(frozen=True, slots=True)
class Request:
    """What came. ``path`` is as sent, percent-encoded; ``params`` are of the address and of a form in the body."""

    time: float
    method: str
    path: str
    params: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes = b""
    port: int = 0  # the client's: requests of one port came by one connection

    def one(self, name: str) -> str:
        """The first value of a parameter, or nothing."""
        return self.params.get(name, [""])[0]


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    media_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Mishap:
    trouble: Trouble
    path: str
    retry_after: str | None

    @property
    def headers(self) -> dict[str, str]:
        return {} if self.retry_after is None else {"Retry-After": self.retry_after}


class LocalService:
    """A service below ``url`` while the ``with`` block runs. ``limit`` is the requests a second of one caller, if any.

    An exception in ``answer`` is a fault of the test: it is raised at the end of the block.
    """

    drip_pause = 0.05

    def __init__(self, *, limit: int | None = None) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._requests: list[Request] = []
        self._queue: list[_Mishap] = []
        self._standing: list[_Mishap] = []
        self._admitted: dict[str, list[float]] = {}
        self.faults: list[Exception] = []
        self.stopping = threading.Event()
        self._server: _Server | None = None

    def answer(self, request: Request, trouble: Trouble | None) -> Reply:
        """What the service answers; ``trouble``, if any, is one of its own and asked for by the test.

        Raises NotImplementedError for a trouble, or a question, that this service does not play.
        """
        raise NotImplementedError

    def too_many(self, request: Request, count: int, limit: int) -> Reply:
        """The answer to the request that is one too many, without Retry-After."""
        return Reply(429, "text/plain; charset=utf-8", b"Too Many Requests\n")

    def caller(self, request: Request) -> str:
        """Whose requests are counted together."""
        return "127.0.0.1"

    @property
    def url(self) -> str:
        """The base address, with a slash at its end."""
        if self._server is None:
            raise RuntimeError("the service runs in a with block only")
        return f"http://127.0.0.1:{self._server.server_port}/"

    @property
    def requests(self) -> list[Request]:
        """All requests until now, in the order in which they came."""
        with self._lock:
            return list(self._requests)

    def misbehave(self, *names: str, path: str = "", retry_after: str | None = "1") -> None:
        """Queue troubles, one for each coming request, or for each whose path ends with ``path``.

        ``retry_after`` is the header's value where the trouble has one: seconds, an HTTP date, or None for no header.
        """
        with self._lock:
            self._queue += [_Mishap(Trouble(name), path, retry_after) for name in names]

    def always(self, name: str, path: str = "", *, retry_after: str | None = "1") -> None:
        """The same trouble for every request that has none queued, until ``behave``."""
        with self._lock:
            self._standing.append(_Mishap(Trouble(name), path, retry_after))

    def behave(self) -> None:
        """Forget all troubles."""
        with self._lock:
            self._queue.clear()
            self._standing.clear()

    def __enter__(self) -> Self:
        self._server = _Server(self)
        return self

    def __exit__(self, *exception: object) -> None:
        assert self._server is not None
        self.stopping.set()
        self._server.stop()
        if self.faults and exception[0] is None:
            raise self.faults[0]

    def take(self, request: Request) -> tuple[_Mishap | None, Reply]:
        """Record a request; the trouble to befall it, if any, and the answer."""
        with self._lock:
            self._requests.append(request)
            caller = self.caller(request)
            recent = [then for then in self._admitted.get(caller, []) if request.time - then < _WINDOW]
            if self._limit is not None and len(recent) >= self._limit:
                return None, self.too_many(request, len(recent) + 1, self._limit)
            self._admitted[caller] = [*recent, request.time]
            due = [one for one in (*self._queue, *self._standing) if request.path.endswith(one.path)]
            mishap = due[0] if due else None
            if mishap is not None and mishap in self._queue:
                self._queue.remove(mishap)
        if mishap is not None and mishap.trouble is Trouble.TOO_MANY:
            return mishap, replace(self.too_many(request, 4, 3), headers=mishap.headers)
        own = mishap.trouble if mishap is not None and mishap.trouble in _OWN else None
        return mishap, self.answer(request, own)


class _Server(ThreadingHTTPServer):
    """The listening socket and the connections, which all end with the service."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, service: LocalService) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.service = service
        self.connections: set[socket.socket] = set()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        for connection in list(self.connections):
            with suppress(OSError):  # where it has ended before
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet: a client that left in the midst of an answer is a part of many tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        form = body.decode() if self.headers.get_content_type() == "application/x-www-form-urlencoded" else ""
        params = parse_qs(f"{query}&{form}", keep_blank_values=True)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(time.monotonic(), self.command, path, params, headers, body, self.client_address[1])
        try:
            mishap, reply = self.server.service.take(request)
        except Exception as fault:
            self.server.service.faults.append(fault)
            mishap, reply = None, Reply(500, "text/plain", f"a fault of the test: {fault}\n".encode())
        self._spoil(mishap, reply)

    do_POST = do_GET  # noqa: N815  the name that http.server calls

    def _spoil(self, mishap: _Mishap | None, reply: Reply) -> None:
        """Send the answer, or what trouble makes of it."""
        half = reply.body[: len(reply.body) // 2]
        match mishap.trouble if mishap else None:
            case Trouble.SERVER_ERROR:
                self._send(Reply(500, _HTML, _PAGE))
            case Trouble.UNAVAILABLE if mishap:
                self._send(Reply(503, _HTML, _PAGE, mishap.headers))
            case Trouble.HANG:
                self._wait(math.inf)
            case Trouble.DRIP:
                self._send(reply, b"")
                for place in range(len(reply.body)):
                    self.wfile.write(reply.body[place : place + 1])
                    if self._wait(self.server.service.drip_pause):
                        break
            case Trouble.RESET:
                self._send(reply, half)
                self._wait(0.05)  # else the client may be reset before it has read a byte
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.rfile.close()
                self.connection.close()
                self.close_connection = True
            case Trouble.CLOSED | Trouble.TRUNCATED as how:
                if how is Trouble.TRUNCATED:
                    self._send(reply, half)
                self.close_connection = True
            case Trouble.TRUNCATED_GZIP:
                packed = gzip.compress(reply.body, mtime=0)
                self._send(Reply(200, reply.media_type, packed[: len(packed) // 2], {"Content-Encoding": "gzip"}))
            case Trouble.HTML:
                self._send(Reply(200, _HTML, _PAGE))
            case Trouble.EMPTY:
                self._send(replace(reply, body=b""))
            case Trouble.MALFORMED:
                self._send(replace(reply, body=reply.body[: len(reply.body) * 2 // 3]))
            case Trouble.REDIRECT:
                self._send(Reply(302, _HTML, _PAGE, {"Location": self.server.service.url + self.path[1:]}))
            case _:
                self._send(reply)

    def _send(self, reply: Reply, only: bytes | None = None) -> None:
        """Send the head, which promises the whole body, and the body or ``only`` a part of it."""
        length = len(reply.body) if only is None else max(len(reply.body), 1)
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.media_type, "Content-Length": str(length), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body if only is None else only)

    def _wait(self, seconds: float) -> bool:
        """Wait; true, at once, when the client or the service has gone, which closes the connection."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            readable, _, _ = select.select([self.connection], [], [], min(0.02, left))
            gone = bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)
            if gone or self.server.service.stopping.is_set():
                self.close_connection = True
                return True
            if readable:
                time.sleep(min(0.02, left))  # the client has already sent its next request
        return False

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""

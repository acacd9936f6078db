"""The only code of the package that opens a connection: with time-outs, a bound on what it reads, and our name."""

import time
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from oncotriples import __version__
from oncotriples.errors import RemoteError
from oncotriples.namespaces import BASE

if TYPE_CHECKING:
    from requests import Response, Session

__all__ = [
    "MAX_BYTES",
    "TIMEOUT",
    "Fetched",
    "InterruptedAnswer",
    "StatusError",
    "exchange",
    "get",
    "open_session",
    "post_form",
    "shown_address",
    "user_agent",
]

TIMEOUT = 30.0
MAX_BYTES = 100 * 1024 * 1024
_MAX_REDIRECTS = 5
_REDIRECTS = (301, 302, 307, 308)
# “See other”, as names of things give it, leads to a document by GET; a POST would not be the same question there.
_REDIRECTS_OF_GET = (*_REDIRECTS, 303)
_CHUNK = 64 * 1024


def user_agent() -> str:
    """How the package names itself to the services it asks."""
    return f"oncotriples/{__version__} (+{BASE.removesuffix('/')})"


class InterruptedAnswer(RemoteError):  # noqa: N818  what came of a question, not what is wrong with the program
    """No whole answer came: none in time, or the connection failed or ended. Asking again may help."""


class StatusError(RemoteError):
    """A service answered, with a status that is no success; ``retry_after`` is what it says of when to ask again."""

    def __init__(self, message: str, status: int, retry_after: str, *, mend: str) -> None:
        super().__init__(message, mend=mend)
        self.status = status
        self.retry_after = retry_after


class Fetched(NamedTuple):
    """A document of the web: the address at which it was, behind all redirects, and its media type, if it has one."""

    url: str
    media_type: str
    body: bytes


def get(url: str, *, accept: str, timeout: float = TIMEOUT, max_bytes: int = MAX_BYTES) -> Fetched:
    """Fetch a document, within the bounds of ``post_form`` and with the same errors."""
    return exchange(url, None, accept=accept, timeout=timeout, max_bytes=max_bytes)


def post_form(
    url: str, form: Mapping[str, str], *, accept: str, timeout: float = TIMEOUT, max_bytes: int = MAX_BYTES
) -> bytes:
    """Send a form, return the body of the answer.

    The whole exchange may take ``timeout`` seconds and give ``max_bytes`` bytes, counted after decompression. A
    redirect is followed, as POST, to the same host and scheme or from http to https; to no other. Raises RemoteError
    for whatever goes wrong.
    """
    return exchange(url, form, accept=accept, timeout=timeout, max_bytes=max_bytes).body


def exchange(
    url: str,
    form: Mapping[str, str] | None,
    *,
    accept: str,
    timeout: float = TIMEOUT,
    max_bytes: int = MAX_BYTES,
    session: "Session | None" = None,
    secrets: Sequence[str] = (),
) -> Fetched:
    """The answer to a form sent by POST or, without one, to a GET; ``session`` keeps its connections open.

    Bounds and errors are those of ``post_form``. What an address asks for, behind its “?”, is in no message: it may
    hold a key. Nor are ``secrets``, which some services repeat.
    """
    if session is None:
        with open_session() as one:
            return exchange(
                url, form, accept=accept, timeout=timeout, max_bytes=max_bytes, session=one, secrets=secrets
            )
    import requests
    from urllib3.exceptions import HTTPError, ReadTimeoutError

    deadline = time.monotonic() + timeout
    headers = {"User-Agent": user_agent(), "Accept": accept, "Accept-Encoding": "gzip"}
    method, data, redirects = ("GET", None, _REDIRECTS_OF_GET) if form is None else ("POST", dict(form), _REDIRECTS)
    for _ in range(_MAX_REDIRECTS + 1):
        try:
            with session.request(
                method, url, data=data, headers=headers, timeout=timeout, stream=True, allow_redirects=False
            ) as response:
                if response.status_code in redirects and "location" in response.headers:
                    url = _redirected(url, response.headers["location"], with_form=form is not None)
                    continue
                body = _body(url, response, deadline, max_bytes, secrets)
                return Fetched(response.url, response.headers.get("content-type", ""), body)
        except (requests.Timeout, ReadTimeoutError):
            raise _too_slow(url) from None
        except (requests.RequestException, HTTPError, zlib.error) as error:
            reason = _reason(error).replace(url, shown_address(url))
            raise InterruptedAnswer(
                f"{shown_address(url)}: {reason}", mend="check the address and that the service runs"
            ) from None
    mend = "give the address that it ends at"
    raise RemoteError(f"{shown_address(url)}: more than {_MAX_REDIRECTS} redirects", mend=mend)


def open_session() -> "Session":
    """A session that leaves redirects to ``exchange``: requests would first read what comes with one, without bound."""
    import requests

    class Straight(requests.Session):
        def get_redirect_target(self, resp: "Response") -> None:
            return None

    return Straight()


def _body(url: str, response: "Response", deadline: float, max_bytes: int, secrets: Sequence[str]) -> bytes:
    chunks: list[bytes] = []
    size = 0
    # Unpacked here, and not by urllib3, which takes a gzip stream that ends early for a whole one.
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("gzip", "x-gzip", "identity", ""):
        raise RemoteError(f"{shown_address(url)}: packed as “{packing}”", mend="serve it as it is, or as gzip")
    unpacker = zlib.decompressobj(31) if "gzip" in packing else None
    # read1 gives what has come, so that a service that drips is noticed too.
    while chunk := response.raw.read1(_CHUNK, decode_content=False):
        while chunk:
            piece = unpacker.decompress(chunk, _CHUNK) if unpacker else chunk
            chunk = unpacker.unconsumed_tail if unpacker else b""
            if unpacker and unpacker.eof and unpacker.unused_data:
                chunk, unpacker = unpacker.unused_data, zlib.decompressobj(31)  # a gzip stream may have several members
            size += len(piece)
            chunks.append(piece)
            if size > max_bytes:
                mend = "ask for less, for example with a LIMIT"
                raise RemoteError(f"{shown_address(url)}: more than {max_bytes} bytes", mend=mend)
        if time.monotonic() > deadline:
            raise _too_slow(url)
    if unpacker and not unpacker.eof and response.raw.tell():
        raise InterruptedAnswer(f"{shown_address(url)}: the answer ends before its end", mend="try again later")
    body = b"".join(chunks)
    if response.status_code != 200:
        # NCBI repeats the key, or the asker's address, to one who asks too often: that belongs into no message.
        said = "" if response.status_code == 429 else body[:3000].decode("utf-8", "replace")
        for secret in secrets:  # before the cut, which might leave a part of one
            said = said.replace(secret, "…")
        said = " ".join(said.split())[:300]
        raise StatusError(
            f"{shown_address(url)}: HTTP {response.status_code}: {said or response.reason}",
            response.status_code,
            response.headers.get("retry-after", ""),
            mend="ask the service's keeper",
        )
    return body


def _redirected(url: str, location: str, *, with_form: bool) -> str:
    try:
        target = urljoin(url, location)
        schemes = (urlsplit(url).scheme, urlsplit(target).scheme)
        hosts = (urlsplit(url).hostname, urlsplit(target).hostname)
    except ValueError:
        mend = "ask the service's keeper"
        raise RemoteError(f"{shown_address(url)}: redirects to what is no address", mend=mend) from None
    if schemes not in {("http", "http"), ("https", "https"), ("http", "https")}:
        raise RemoteError(
            f"{shown_address(url)}: redirects to {shown_address(target)}, which is not followed",
            mend="give an https address",
        )
    if with_form and hosts[0] != hosts[1]:
        mend = "give that address, if what is asked may go there"
        raise RemoteError(f"{shown_address(url)}: redirects a form to another host, {hosts[1]}", mend=mend)
    return target


def _too_slow(url: str) -> RemoteError:
    return InterruptedAnswer(f"{shown_address(url)}: no whole answer in time", mend="try again later, or ask for less")


def shown_address(url: str) -> str:
    """An address for a message: without what it asks for, and without a name and password."""
    scheme, mark, rest = url.partition("?")[0].partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}"


def _reason(error: Exception) -> str:
    """The innermost cause, which is the one that a person understands."""
    cause: BaseException = error
    while cause.__cause__ or cause.__context__:
        cause = cause.__cause__ or cause.__context__ or cause
    return str(cause) or type(error).__name__

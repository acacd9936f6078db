"""How services are asked: not too often, again only after a pause, and at addresses that people choose."""

import time
from collections.abc import Iterator
from email.utils import formatdate

import pytest
from services import LocalService, Reply, Request, Trouble

from oncotriples.errors import InputError, RemoteError
from oncotriples.http import Fetched
from oncotriples.services import Manners, Service, base_address

QUICK = Manners(per_second=1000, attempts=3, pause=0.01, longest_pause=5, timeout=2)


class Desk(LocalService):
    """Answers each path that is a number with that status, and any other with 200."""

    def answer(self, request: Request, trouble: Trouble | None) -> Reply:
        status = int(number) if (number := request.path.strip("/")).isdigit() else 200
        return Reply(status, "text/plain", b"said")


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk() as service:
        yield service


def _body(got: Fetched) -> bytes:
    return got.body


def _ask(service: Service, path: str = "it", *, post: bool = False, **params: str) -> bytes:
    try:
        return service.ask(path, params, _body, accept="text/plain", post=post)
    finally:
        service.close()


def _fails(service: Service, path: str = "it") -> RemoteError:
    with pytest.raises(RemoteError) as raised:
        _ask(service, path)
    assert raised.value.exit_code == 3
    return raised.value


@pytest.mark.parametrize("per_second", [10, 20])
def test_the_rate_is_kept(desk: Desk, per_second: int) -> None:
    service = Service(desk.url, Manners(per_second, pause=0.001))
    desk.misbehave("server-error", "closed", "too-many", path="again", retry_after="0")
    for number in range(round(1.2 * per_second)):
        # Asking again counts too, and a pause is no credit for a burst.
        service.ask("again" if number == 3 else "it", {}, _body, accept="text/plain")
        time.sleep(0.2 if number == 5 else 0)
    service.close()
    times = [request.time for request in desk.requests]
    assert len(times) == round(1.2 * per_second) + 3
    spans = [later - earlier for earlier, later in zip(times, times[per_second:], strict=False)]
    assert spans
    # The network takes something off the second between a request and the one after the next N.
    assert min(spans) > 0.6


@pytest.mark.parametrize("trouble", ["too-many", "unavailable"])
@pytest.mark.parametrize("dated", [False, True])
def test_retry_after_is_honoured(desk: Desk, trouble: str, dated: bool) -> None:
    # A date has no parts of a second.
    wish, least = (formatdate(time.time() + 1.6, usegmt=True), 0.3) if dated else ("1", 0.8)
    desk.misbehave(trouble, retry_after=wish)
    lines: list[str] = []
    assert _ask(Service(desk.url, QUICK, told=lines.append)) == b"said"
    first, second = desk.requests
    assert least < second.time - first.time
    (line,) = lines
    assert line.startswith(f"{desk.url}it: HTTP {429 if trouble == 'too-many' else 503}: ")
    assert "asking again in " in line


@pytest.mark.parametrize(
    "wish",
    [
        None,
        "",
        "0",
        "-30",
        "soon",
        "1e9",
        "٣٠",
        "Mon, 01 Jan 2024 00:00:00 GMT",
        "Mon, 01 Jan 2024 00:00:00",
        "Mon, 01 Jan 99999 00:00:00 GMT",
        "Mon, 01 Jan 2024 00:00:00 +99999999999999999999",
    ],
)
def test_a_wish_that_is_past_or_none_is_no_wish(desk: Desk, wish: str | None) -> None:
    desk.misbehave("too-many", retry_after=wish if wish is None or wish.isascii() else wish.encode().decode("latin-1"))
    assert _ask(Service(desk.url, QUICK)) == b"said"
    first, second = desk.requests
    assert second.time - first.time < 5


@pytest.mark.parametrize("wish", ["3600", "9" * 400, "date"])
def test_too_long_a_wish_ends_the_asking(desk: Desk, wish: str) -> None:
    desk.always("unavailable", retry_after=formatdate(time.time() + 3600, usegmt=True) if wish == "date" else wish)
    error = _fails(Service(desk.url, QUICK))
    assert len(desk.requests) == 1
    assert "HTTP 503" in error.message
    assert error.mend.startswith("the service asks for a pause of ")
    assert wish == "9" * 400 or any(f" {seconds} s:" in error.mend for seconds in (3598, 3599, 3600))


@pytest.mark.parametrize("attempts", [1, 4])
def test_attempts_are_bounded_and_each_pause_is_told(desk: Desk, attempts: int) -> None:
    desk.always("server-error")
    lines: list[str] = []
    service = Service(desk.url, Manners(1000, attempts=attempts, pause=0.01), told=lines.append)
    error = _fails(service)
    assert len(desk.requests) == service.requests == attempts
    assert error.message.startswith(f"{desk.url}it: HTTP 500: ")
    assert error.mend
    assert len(lines) == attempts - 1
    # The next question has all its attempts again.
    _fails(service)
    assert len(desk.requests) == 2 * attempts


def test_pauses_double_with_jitter_up_to_the_longest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("oncotriples.services.time.sleep", slept.append)
    desk.always("closed")
    lines: list[str] = []
    manners = Manners(1_000_000, attempts=9, pause=1, longest_pause=40)
    _fails(Service(desk.url, manners, told=lines.append))
    pauses = [pause for pause in slept if pause > 0.1]
    longest = [1, 2, 4, 8, 16, 32, 40, 40]
    shares = [pause / most for pause, most in zip(pauses, longest, strict=True)]
    assert all(0.5 <= share <= 1 for share in shares)
    assert len(set(shares)) == len(shares)
    assert [line.rpartition(" in ")[2] for line in lines] == [f"{pause:.1f} s" for pause in pauses]


def test_a_wish_shorter_than_the_pause_does_not_shorten_it(desk: Desk) -> None:
    desk.misbehave("too-many", retry_after="0")
    _ask(Service(desk.url, Manners(1000, pause=0.4)))
    first, second = desk.requests
    assert second.time - first.time > 0.19


@pytest.mark.parametrize("status", [204, 304, 400, 401, 403, 404, 410, 501])
def test_what_cannot_help_is_not_repeated(desk: Desk, status: int) -> None:
    error = _fails(Service(desk.url, QUICK), str(status))
    assert f"HTTP {status}: " in error.message
    assert len(desk.requests) == 1


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_repeated(desk: Desk, status: int) -> None:
    assert f"HTTP {status}: " in _fails(Service(desk.url, QUICK), str(status)).message
    assert len(desk.requests) == QUICK.attempts


def test_long_lists_go_by_post_and_nothing_of_them_is_lost(desk: Desk) -> None:
    numbers = ",".join(str(90_000_000 + place) for place in range(1000))
    service = Service(desk.url.rstrip("/"), QUICK, {"tool": "a tool", "email": "a+b@example.org"})
    _ask(service, id="1,2", term="é & = + % #")
    _ask(service, id=numbers)
    _ask(service, id="3", post=True)
    _ask(Service(desk.url, QUICK))
    short, long, wanted, bare = desk.requests
    common = {"tool": ["a tool"], "email": ["a+b@example.org"]}
    assert [request.method for request in desk.requests] == ["GET", "POST", "POST", "GET"]
    assert short.params == {**common, "id": ["1,2"], "term": ["é & = + % #"]}
    assert (long.params, wanted.params) == ({**common, "id": [numbers]}, {**common, "id": ["3"]})
    assert (bare.path, bare.params, bare.headers["accept"]) == ("/it", {}, "text/plain")
    assert long.headers["content-type"] == "application/x-www-form-urlencoded"
    assert {request.headers["user-agent"].split("/")[0] for request in desk.requests} == {"oncotriples"}


def test_a_post_is_repeated_whole(desk: Desk) -> None:
    desk.misbehave("server-error", "reset")
    _ask(Service(desk.url, QUICK), id="1" * 5000)
    assert [request.one("id") for request in desk.requests] == ["1" * 5000] * 3


DEFAULT = "https://service.example/api/"


def test_the_base_address_is_that_of_option_environment_or_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SERVICE_URL", raising=False)
    assert base_address(None, "SERVICE_URL", DEFAULT) == DEFAULT
    monkeypatch.setenv("SERVICE_URL", "")
    assert base_address("", "SERVICE_URL", DEFAULT) == DEFAULT
    monkeypatch.setenv("SERVICE_URL", "http://127.0.0.1:8080")
    assert base_address(None, "SERVICE_URL", DEFAULT) == "http://127.0.0.1:8080"
    assert base_address("http://[::1]:9/x", "SERVICE_URL", DEFAULT) == "http://[::1]:9/x"


@pytest.mark.parametrize(
    "text",
    [
        "service.example/api",
        "ftp://service.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "https:///api",
        "https://service.example/?db=x",
        "https://service.example/?",
        "https://service.example/#there",
        "https://service.example/#",
        "http://[::1",
        "http://service.example:port/",
        "http://service.example:99999/",
        "http://service.example:0/",
        "http://serv ice.example/",
        "http://service.example/\napi",
        " ",
    ],
)
def test_what_is_no_base_address_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SERVICE_URL", text)
    with pytest.raises(InputError, match="is no base address") as given:
        base_address(text, "SERVICE_URL", DEFAULT)
    assert (f"“{text}”" in given.value.message, given.value.mend) == (True, f"write one such as {DEFAULT}")
    with pytest.raises(InputError) as found:
        base_address(None, "SERVICE_URL", DEFAULT)
    assert f"“{text}” (SERVICE_URL)" in found.value.message
    for address in ("ftp://me:secret@it.example/", "https://me:sec/ret@it.example/", "https://me:se?cret@it.example/x"):
        with pytest.raises(InputError) as secret:
            base_address(address, "SERVICE_URL", DEFAULT)
        assert "“…@it.example/" in secret.value.message
        assert "me:se" not in f"{secret.value}{secret.value.mend}"

"""A service on the web, asked as its keepers wish: at most so many requests a second, and again only after a pause.

An answer counts once it could be read: what reads it raises ``Unusable`` for a page that only says it is well (HTML, a
message of an error, half a document), and the question is asked again like after HTTP 429 and 5xx, time-outs and
connections that end early. Pauses double, with jitter, up to ``longest_pause``; a Retry-After is honoured.
"""

import os
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote_plus, urlencode, urlsplit

from oncotriples.errors import InputError, RemoteError
from oncotriples.http import (
    MAX_BYTES,
    TIMEOUT,
    Fetched,
    InterruptedAnswer,
    StatusError,
    exchange,
    open_session,
    shown_address,
)

if TYPE_CHECKING:
    from requests import Session

__all__ = ["ForeignAnswer", "Manners", "Service", "Unusable", "base_address"]

Answer = TypeVar("Answer")

# What servers take in an address; longer questions go by POST.
_LONGEST_QUERY = 1500
# What some services repeat when they refuse it.
_SECRET = ("api_key",)
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class Unusable(InterruptedAnswer):
    """An answer that is none: another format, cut, an error in the place of data. Asking again may help."""


class ForeignAnswer(Unusable):
    """An answer of another kind than any that was asked for, such as a page about maintenance."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a service is asked: requests a second, attempts in all, and pauses and time-outs in seconds.

    A service that asks for a pause longer than ``longest_pause`` is not asked again.
    """

    per_second: float
    attempts: int = 5
    pause: float = 1.0
    longest_pause: float = 120.0
    timeout: float = TIMEOUT
    max_bytes: int = MAX_BYTES


class Service:
    """A service below a base address. ``common`` are parameters of every request. Not for use by several threads.

    ``told`` hears of each pause before another attempt.
    """

    def __init__(
        self,
        base: str,
        manners: Manners,
        common: Mapping[str, str] | None = None,
        *,
        told: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.base = base if base.endswith("/") else f"{base}/"
        self._manners = manners
        self._common = dict(common or {})
        self._told = told
        self._next = 0.0
        self._session: Session | None = None
        self.requests = 0

    def called(self, usual: str, name: str) -> str:
        """Who answers, for provenance: ``name`` at the ``usual`` base address, else the address of the server."""
        return name if self.base == usual else shown_address(self.base)

    def ask(
        self,
        path: str,
        params: Mapping[str, str],
        read: Callable[[Fetched], Answer],
        *,
        accept: str,
        post: bool = False,
    ) -> Answer:
        """What ``read`` makes of the answer. By POST where asked for, or where the address would be long.

        Raises RemoteError where no attempt gave a usable answer, or at once where another attempt cannot help.
        """
        query = {**self._common, **params}
        url = self.base + path
        long = post or len(urlencode(query)) > _LONGEST_QUERY
        address, form = (url, query) if long else (f"{url}?{urlencode(query)}" if query else url, None)
        keys = [key for key in map(query.get, _SECRET) if key]
        secrets = [*keys, *map(quote_plus, keys)]
        attempt = 0
        while True:
            self._wait()
            try:
                return read(self._exchanged(address, form, accept, secrets))
            except RemoteError as error:
                attempt += 1
                for secret in secrets:
                    error.message = error.message.replace(secret, "…")
                error.args = (error.message,)
                pause = self._pause(error, attempt)
                if pause is None:
                    raise
                self._told(f"{error.message}: asking again in {pause:.1f} s")
                time.sleep(pause)

    def _exchanged(self, address: str, form: Mapping[str, str] | None, accept: str, secrets: Sequence[str]) -> Fetched:
        if self._session is None:
            self._session = open_session()
        self.requests += 1
        manners = self._manners
        try:
            return exchange(
                address,
                form,
                accept=accept,
                timeout=manners.timeout,
                max_bytes=manners.max_bytes,
                session=self._session,
                secrets=secrets,
            )
        except RemoteError:
            # What is left of a broken answer must not be taken for the beginning of the next.
            self.close()
            raise

    def close(self) -> None:
        """Close the connections that were kept."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _wait(self) -> None:
        """Until the next request may go."""
        now = time.monotonic()
        if now < self._next:
            time.sleep(self._next - now)
        self._next = max(now, self._next) + 1 / self._manners.per_second

    def _pause(self, error: RemoteError, attempt: int) -> float | None:
        """Seconds until the next attempt; None where there is to be none."""
        manners = self._manners
        if attempt >= manners.attempts:
            return None
        wished = 0.0
        if not isinstance(error, InterruptedAnswer):
            if not isinstance(error, StatusError) or error.status not in _AGAIN:
                return None
            wished = _seconds(error.retry_after)
            if wished > manners.longest_pause:
                error.mend = f"the service asks for a pause of {wished:.0f} s: run the command again after that"
                return None
        grown = min(manners.pause * 2.0 ** (attempt - 1), manners.longest_pause)
        return max(wished, grown * random.uniform(0.5, 1.0))  # noqa: S311  jitter, no secret


def _seconds(retry_after: str) -> float:
    """A Retry-After in seconds: a number, or a date; 0 for what is neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def base_address(given: str | None, variable: str, default: str) -> str:
    """The base address of a service: the one given, else that of an environment variable, else the usual one.

    Raises InputError for what is no http or https address.
    """
    text = given or os.environ.get(variable) or default
    try:
        parts = urlsplit(text)
        # A port that is none is noticed where it is asked for.
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not text.isprintable() or any(mark in text for mark in "?# "):
        where = "" if given else f" ({variable})"
        shown = re.sub(r".*@", "…@", text, flags=re.DOTALL)  # what is before it may be a password
        raise InputError(f"“{shown}”{where} is no base address of a service", mend=f"write one such as {default}")
    return text

"""The version and date of the data release, the one place where they are written down.

They are those of the newest data entry of CHANGELOG.md, which a test compares. Outputs carry this date and never the
clock's, so that a build of the same sources gives the same bytes on any day.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from oncotriples.errors import InputError
from oncotriples.namespaces import BASE

__all__ = ["DATA_DATE", "DATA_VERSION", "LICENSE", "Release", "current_release"]

DATA_VERSION = "0.4.0"
DATA_DATE = date(2026, 11, 24)
LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True)
class Release:
    """One release of the data; ``issued`` is the date that its files carry."""

    version: str
    issued: date

    @property
    def iri(self) -> str:
        """``https://w3id.org/oncotriples/dataset/<version>``."""
        return f"{BASE}dataset/{self.version}"


def current_release(environ: Mapping[str, str] = os.environ) -> Release:
    """The release at hand, dated by ``SOURCE_DATE_EPOCH`` (seconds, in UTC) where it is set, else by DATA_DATE.

    Raises InputError where the variable is no such number.
    """
    text = environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return Release(DATA_VERSION, DATA_DATE)
    try:
        return Release(DATA_VERSION, datetime.fromtimestamp(int(text), UTC).date())
    except (ValueError, OverflowError, OSError):
        raise InputError(
            f"SOURCE_DATE_EPOCH is “{text}”", mend="give the seconds since 1970-01-01 in UTC, or unset it"
        ) from None

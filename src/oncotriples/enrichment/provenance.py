"""Where an entry of a lock file comes from."""

from dataclasses import dataclass

__all__ = ["Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """Who said it (``PubMed``), at which addresses, on which day (``2026-11-23``), and the SHA-256 of what was read.

    What was read is the record's own part of the answer, so that the digest stays the same until the record changes.
    """

    name: str
    addresses: tuple[str, ...] = ()
    date: str = ""
    digest: str = ""

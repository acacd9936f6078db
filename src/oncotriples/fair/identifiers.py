"""Which addresses are made to last."""

from urllib.parse import urlsplit

from oncotriples.fair.seen import host_of

__all__ = ["is_persistent", "protocol_of"]

# Their keepers promise that identifiers lead somewhere for good.
_HOSTS = ("doi.org", "hdl.handle.net", "identifiers.org", "n2t.net", "purl.org", "w3id.org")


def is_persistent(iri: str) -> bool:
    """Whether an identifier is of a scheme that is kept up for good: more than the name of its host."""
    return host_of(iri) in _HOSTS and bool(urlsplit(iri).path.strip("/"))


def protocol_of(iri: str) -> str:
    """By which protocol an address is reached: ``https``; empty for what is no address."""
    try:
        return urlsplit(iri).scheme
    except ValueError:
        return ""

"""What kinds of files a release holds: their media types, as a catalog and a web server tell them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from oncotriples.errors import InputError

__all__ = ["GZIP", "MEDIA_TYPES", "MediaType", "is_packed", "media_type_iri", "media_type_of"]

GZIP = "application/gzip"


@dataclass(frozen=True)
class MediaType:
    """A registered media type, and what people call it; ``is_rdf`` where a file of it is a set of triples."""

    name: str
    label: str
    is_rdf: bool = False


MEDIA_TYPES: Mapping[str, MediaType] = MappingProxyType(
    {
        "atom": MediaType("application/atom+xml", "Atom feed"),
        "csv": MediaType("text/csv", "CSV"),
        "json": MediaType("application/json", "JSON"),
        "jsonld": MediaType("application/ld+json", "JSON-LD", is_rdf=True),
        "md": MediaType("text/markdown", "Markdown"),
        "nq": MediaType("application/n-quads", "N-Quads", is_rdf=True),
        "nt": MediaType("application/n-triples", "N-Triples", is_rdf=True),
        "rdf": MediaType("application/rdf+xml", "RDF/XML", is_rdf=True),
        "rq": MediaType("application/sparql-query", "SPARQL"),
        "trig": MediaType("application/trig", "TriG", is_rdf=True),
        "ttl": MediaType("text/turtle", "Turtle", is_rdf=True),
        "txt": MediaType("text/plain", "plain text"),
    }
)
"""File ending → media type. Each is in the registry of IANA."""


def media_type_of(file: str) -> MediaType:
    """The media type of a file by its name; of a packed one that of its content: ``a.nq.gz`` is N-Quads.

    Raises InputError for an ending that no file of a release has.
    """
    ending = file.removesuffix(".gz").rpartition(".")[2]
    if ending not in MEDIA_TYPES:
        raise InputError(
            f"{file}: a release has no files of this kind", mend=f"use one of {', '.join(MEDIA_TYPES)}, or add it there"
        )
    return MEDIA_TYPES[ending]


def is_packed(file: str) -> bool:
    """Whether a file is packed with gzip, by its name."""
    return file.endswith(".gz")


def media_type_iri(name: str) -> str:
    """The entry of a media type in IANA's registry, as DCAT wants it."""
    return f"https://www.iana.org/assignments/media-types/{name}"

"""From the IRI of a thing to the files that tell of it, on any file system and whatever the IRI holds.

``https://w3id.org/oncotriples/agent/imatinib`` is told by ``agent/imatinib.html``, ``.ttl``, ``.jsonld`` and ``.nt``.
"""

import re

from oncotriples.errors import InputError
from oncotriples.namespaces import BASE

__all__ = ["DATA_SUFFIXES", "SUFFIXES", "page_path", "to_root"]

DATA_SUFFIXES = (".ttl", ".jsonld", ".nt")
"""The forms in which the data of a page stand beside it."""

SUFFIXES = (".html", *DATA_SUFFIXES)

_SEGMENT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
# Names that Windows keeps for devices, whatever ending they have.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
# Files of the site itself, by the first part of their path, and the lists of a folder.
_OURS = frozenset(("404", "assets", "index", "playground", "search", "sw"))
_LIST = re.compile(r"index(?:-[0-9]+)?", re.IGNORECASE)
_LONGEST = 200  # file systems take 255 bytes, with the ending


def page_path(iri: str) -> str:
    """The path of a thing's files below the site's root, without their endings: ``agent/imatinib``.

    Raises InputError where no file can have it: an IRI that is not ours, with “..”, with what a file system forbids.
    """
    path = iri.removeprefix(BASE)
    parts = path.split("/")
    if (
        path == iri
        or not all(_is_fit(part) for part in parts)
        or parts[0].lower() in _OURS
        or _LIST.fullmatch(parts[-1])
    ):
        raise InputError(
            f"<{iri[:300]}>: this thing cannot have a page of that name",
            mend=f"name it below {BASE} by letters, digits, “.”, “_” and “-”, unlike the files of the site itself",
        )
    return path


def to_root(path: str) -> str:
    """What leads from a page to the site's root: ``../`` from ``agent/imatinib``, nothing from ``index``."""
    return "../" * path.count("/")


def _is_fit(part: str) -> bool:
    return bool(_SEGMENT.fullmatch(part)) and len(part) <= _LONGEST and not _DEVICES.fullmatch(part)

"""The forms in which changes are written, one place for the command line and for releases."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from oncotriples.changes.as_json import as_json
from oncotriples.changes.atom import atom
from oncotriples.changes.markdown import markdown
from oncotriples.changes.model import Changes
from oncotriples.changes.rdf import turtle

__all__ = ["FORMATS", "render_all"]

FORMATS: Mapping[str, Callable[[Changes], str]] = MappingProxyType(
    {"markdown": markdown, "json": as_json, "ttl": turtle, "atom": atom}
)
"""Name of a format → what writes it."""

_ENDINGS: Mapping[str, str] = MappingProxyType({"markdown": "md"})


def render_all(changes: Changes) -> dict[str, bytes]:
    """The files of a release: ``changes.md``, ``changes.json``, ``changes.ttl``, ``changes.atom``.

    Raises InputError where the new graph names no release.
    """
    return {f"changes.{_ENDINGS.get(name, name)}": write(changes).encode() for name, write in FORMATS.items()}

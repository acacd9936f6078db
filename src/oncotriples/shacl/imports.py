"""Shapes with what they import (owl:imports), where a user asks for it: from files beside them, and from the web.

Shapes may come from anybody. A file that they import must lie in the folder of the file that a user named, or below
it; what is fetched is bounded in number, size and time.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pyoxigraph as ox

from oncotriples import http
from oncotriples.errors import InputError, RemoteError
from oncotriples.graph.reading import FORMATS
from oncotriples.namespaces import PREFIXES
from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.reading import Document, Loaded, Source, load
from oncotriples.shacl.terms import TYPE, is_iri

__all__ = ["MAX_BYTES", "MAX_DOCUMENTS", "load_with_imports"]

MAX_DOCUMENTS = 100
"""So many documents may be imported in all."""
MAX_BYTES = 50 << 20
"""So large may each be."""

_OWL = PREFIXES["owl"]
# Every engine knows SHACL's own vocabulary.
_KNOWN = ("http://www.w3.org/ns/shacl",)
# Every engine that knows DASH has it built in. As a shapes graph it would be checked and compiled like any other.
_LEFT_OUT = ("http://datashapes.org/dash", "https://datashapes.org/dash", "http://datashapes.org/dash.ttl")
_ACCEPT = "text/turtle, application/n-triples, application/rdf+xml, application/ld+json;q=0.9, application/trig;q=0.8"
# Media types that servers also send when they know no better: the address's ending tells more.
_VAGUE = ("text/plain", "application/xml", "text/xml", "application/json")
_GIVE = "give the imported file as shapes too, or leave its imports unread"


class _Importer(NamedTuple):
    """A shapes graph that is read already.

    ``number`` tells the sources apart; ``folder`` is where its files may be, if it may have any.
    """

    number: int
    name: str
    folder: Path | None
    graph: TripleIndex


def load_with_imports(sources: Iterable[Source], *, blank: str = "b", network: bool = True) -> Loaded:
    """All sources in one index, as ``load`` reads them, with what they import and what that imports.

    Each document is read once. An ontology that one of the sources declares is there already, wherever another says
    that it is. Without ``network`` imports by http stay unread; so does DASH. ``Loaded.imported`` has the others.

    Raises as ``load`` does; InputError where an import cannot or must not be read, RemoteError where it cannot be
    fetched.
    """
    given = [list(source) if isinstance(source, Iterator) else source for source in sources]
    search = _Search(given, network=network)
    search.run()
    loaded = load(search.sources, blank=blank)
    return Loaded(loaded.index, loaded.prefixes, frozenset(search.imported))


class _Search:
    """Follows imports: ``sources`` become all that is to be read, ``imported`` the imports that are thereby read."""

    def __init__(self, given: Iterable[Source], *, network: bool) -> None:
        self.sources: list[Source] = []
        self.imported: set[str] = set()
        self._network = network
        self._seen: set[str] = set()
        self._left: deque[_Importer] = deque()
        for source in given:
            if isinstance(source, str | Path):
                path = Path(source)
                self._seen.add(path.resolve().as_uri())
                self._add(source, path.as_posix(), path.resolve().parent)
            else:
                self._add(source, "a graph", None)
        self._ontologies = [_ontologies(importer.graph) for importer in self._left]

    def _add(self, source: Source, name: str, folder: Path | None) -> None:
        self._left.append(_Importer(len(self.sources), name, folder, load([source]).index))
        self.sources.append(source)

    def run(self) -> None:
        """Find everything that is imported."""
        given = len(self.sources)
        while self._left:
            importer = self._left.popleft()
            for ontology, imported in importer.graph.pairs(f"<{_OWL}imports>"):
                address = _address(imported)
                if not is_iri(imported) or address in _LEFT_OUT:
                    continue
                if ontology == imported or self._is_there(address, importer):
                    self.imported.add(imported)
                elif self._network or not address.startswith(("http:", "https:")):
                    if len(self.sources) - given == MAX_DOCUMENTS:
                        raise InputError(f"more than {MAX_DOCUMENTS} documents are imported", mend=_GIVE)
                    self._import(imported, address, importer)
                    self.imported.add(imported)

    def _is_there(self, address: str, importer: _Importer) -> bool:
        # Where a file itself says that what it imports is an ontology, that is no declaration of it.
        others = (declared for number, declared in enumerate(self._ontologies) if number != importer.number)
        return address in _KNOWN or address in self._seen or any(address in declared for declared in others)

    def _import(self, imported: str, address: str, importer: _Importer) -> None:
        shown = f"<{http.shown_address(imported[1:-1])}>"
        try:
            source = _file(address, importer) if address.startswith("file:") else _fetched(address)
            place = source.base if isinstance(source, Document) else source.as_uri()
            known = place != address and place in self._seen
            self._seen.update((address, place))
            if not known:
                name = http.shown_address(place) if isinstance(source, Document) else source.as_posix()
                self._add(source, name, None if isinstance(source, Document) else importer.folder)
        except InputError as error:
            raise InputError(f"{importer.name} imports {shown}: {error.message}", mend=error.mend) from error
        except RemoteError as error:
            raise RemoteError(f"{importer.name} imports {shown}: {error.message}", mend=_GIVE) from error


def _address(imported: str) -> str:
    """The document that an IRI, given as a term, is in."""
    return imported[1:-1].partition("#")[0]


def _ontologies(graph: TripleIndex) -> frozenset[str]:
    """The ontologies that a graph declares, and the versions that it has of them."""
    found = [*graph.subjects(TYPE, f"<{_OWL}Ontology>")]
    found += [version for ontology in found for version in graph.objects(ontology, f"<{_OWL}versionIRI>")]
    return frozenset(map(_address, found))


def _file(address: str, importer: _Importer) -> Path:
    if importer.folder is None:
        raise InputError("only shapes in a file may import a file", mend=_GIVE)
    try:
        parts = urlsplit(address)
        # The end of every link counts, not its name.
        path = Path(url2pathname(parts.path)).resolve()
    except (OSError, ValueError):
        raise InputError("is no path of a file", mend="correct it") from None
    if parts.netloc or not path.is_relative_to(importer.folder):
        raise InputError(f"lies outside {importer.folder.as_posix()}, where it may be read", mend=_GIVE)
    if not path.is_file():
        raise InputError(f"{path.as_posix()}: no such file", mend="correct it, or put the file there")
    if path.stat().st_size > MAX_BYTES:
        raise InputError(f"{path.as_posix()}: more than {MAX_BYTES} bytes", mend=_GIVE)
    return path


def _fetched(address: str) -> Document:
    if not address.startswith(("http:", "https:")):
        raise InputError("is neither a file nor on the web", mend=_GIVE)
    found = http.get(address, accept=_ACCEPT, max_bytes=MAX_BYTES)
    told = found.media_type.partition(";")[0].strip().lower()
    by_type = ox.RdfFormat.from_media_type(told)
    by_ending = FORMATS.get(PurePosixPath(urlsplit(found.url).path).suffix.lower())
    format_ = (by_ending or by_type) if told in _VAGUE else (by_type or by_ending)
    if format_ is None or format_ not in FORMATS.values():
        where = http.shown_address(found.url)
        raise RemoteError(f"{where} gives {told or 'no media type'}, which is no RDF that is read here", mend=_GIVE)
    return Document(http.shown_address(found.url), found.body, format_, found.url)

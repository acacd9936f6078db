"""Data of any kind into an index: files in every RDF syntax, graphs of rdflib, triples of pyoxigraph.

Everything goes through pyoxigraph's parsers and its serializer of N-Triples, so that one term has one text. Parsing
opens no connection and expands no entity; what stands in named graphs counts as one graph, as SHACL wants it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, Union

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.graph.reading import ending_of, file_errors, format_of, opened, syntax_error
from oncotriples.graph.xml_checked import checked_xml
from oncotriples.namespaces import XSD
from oncotriples.shacl.canonical import NotCanonicalError, is_worth_trying, raw_texts
from oncotriples.shacl.index import TripleIndex

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["SHAPE_LABEL", "Document", "Loaded", "Source", "load"]

Source: TypeAlias = Union[str, Path, "Document", "Graph", ox.Store, ox.Dataset, Iterable[ox.Triple | ox.Quad]]
"""What data or shapes may be given as; a text is the path of a file."""

_SOURCES = "give paths of files, an rdflib Graph, or pyoxigraph triples or quads"
SHAPE_LABEL = "shape."
"""How the labels of blank nodes of shapes begin, so that none is that of a node of the data."""

_BLANK = "b"
# A label that somebody gave to a node of the data, and that could be a shape's.
_LIKE_SHAPES = re.compile(rf"_:(?:node\.)*{re.escape(SHAPE_LABEL)}")
# Triples turned into text at a time.
_BATCH = 20_000
_DATASETS = (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG, ox.RdfFormat.JSON_LD)
# In these every blank node has a label that somebody wrote; elsewhere the parser makes labels up, by chance.
_LABELLED = (".nt", ".nq")
_NAMED_GRAPH = re.compile(rb' (?:<[^>"]*>|_:[^ "]+)$')


@dataclass(frozen=True)
class Document:
    """The text of a document that is no file here, its format, its base IRI, and its name for messages."""

    name: str
    text: bytes
    format: ox.RdfFormat
    base: str


@dataclass(frozen=True)
class Loaded:
    """An index and the prefixes that its sources declare; of two namespaces of one prefix the first counts.

    ``imported`` are the values of owl:imports, as terms, whose statements are in the index, or of which none is needed.
    """

    index: TripleIndex
    prefixes: Mapping[str, str]
    imported: frozenset[str] = frozenset()


def load(sources: Iterable[Source], *, blank: str = _BLANK) -> Loaded:
    """All sources in one index. Raises InputError, SourceSyntaxError and MachineError for what cannot be read.

    Blank nodes are named ``_:b0``, ``_:b1`` … in the order in which they come, with ``blank`` in place of the b. Those
    of one single file of N-Triples or N-Quads keep the labels that they have there, behind any other ``blank``; those
    that begin like ``SHAPE_LABEL`` do so behind ``node.``.
    """
    sources = list(sources)
    # What can be gone through once only cannot be read anew.
    if not any(isinstance(source, Iterator) for source in sources):
        with suppress(NotCanonicalError):
            return _load(sources, blank, raw=True)
    # Not below an except: the error would keep the first index in memory.
    return _load(sources, blank, raw=False)


def _load(sources: Sequence[Source], blank: str, *, raw: bool) -> Loaded:
    """All sources in one index; ``raw`` allows to read canonical lines without parsing them."""
    index, prefixes = TripleIndex(), dict[str, str]()
    only = sources[0] if len(sources) == 1 else None
    keeps_labels = isinstance(only, str | Path) and ending_of(Path(only)) in _LABELLED
    labels: dict[str, str] = {}
    for number, source in enumerate(sources):
        rename = _numbering(f"{number} ", f"_:{blank}", labels)
        renamed = b"_:"
        if keeps_labels and blank == _BLANK:
            rename, renamed = _unlike_shapes, SHAPE_LABEL.encode()
        elif keeps_labels:
            rename = _behind(blank)
        for text in _source_texts(source, prefixes, raw=raw):
            try:
                lines = text.decode().split("\n")
                lines.pop()
                index.add_lines(_relabelled(lines, rename) if renamed in text else lines)
            except ValueError:  # only raw lines may be anything
                raise NotCanonicalError from None
    index.finish()
    return Loaded(index, prefixes)


def _source_texts(source: Source, prefixes: dict[str, str], *, raw: bool) -> Iterator[bytes]:
    """A source's triples in canonical N-Triples, many whole lines at a time; adds its prefixes. Raises as ``load``."""
    if isinstance(source, Document):
        return _document_texts(source, prefixes)
    if not isinstance(source, str | Path):
        return _texts(_statements(source, prefixes), plain=False)
    path = Path(source)
    if raw and is_worth_trying(path):
        return _raw_texts(path)
    return _file_texts(path, prefixes)


def _raw_texts(path: Path) -> Iterator[bytes]:
    """Lines as they are in a file. Raises NotCanonicalError, at the end at the latest, if they need a parser."""
    plain = format_of(path) not in _DATASETS
    for text in raw_texts(path):
        yield text if plain else b"\n".join(map(_without_graph, text.split(b"\n")))


def _file_texts(path: Path, prefixes: dict[str, str]) -> Iterator[bytes]:
    name, format_ = path.as_posix(), format_of(path)
    with file_errors(name):
        try:
            with opened(path) as file:
                parser = ox.parse(file, format=format_, base_iri=path.resolve().as_uri())
                yield from _parsed(parser, format_, prefixes)
        except SyntaxError as error:
            raise syntax_error(name, error) from None


def _document_texts(document: Document, prefixes: dict[str, str]) -> Iterator[bytes]:
    try:
        text = BytesIO(document.text)
        file = checked_xml(text) if document.format == ox.RdfFormat.RDF_XML else text
        parser = ox.parse(file, format=document.format, base_iri=document.base)
        yield from _parsed(parser, document.format, prefixes)
    except SyntaxError as error:
        raise syntax_error(document.name, error) from None


def _parsed(parser: ox.QuadParser, format_: ox.RdfFormat, prefixes: dict[str, str]) -> Iterator[bytes]:
    """The text of what a parser gives; prefixes are noted on the way, for at its end RDF/XML's parser has none."""
    first = next(parser, None)
    _note(parser, prefixes)
    if first is not None:
        for text in _texts(chain([first], parser), plain=format_ not in _DATASETS):
            _note(parser, prefixes)
            yield text
    _note(parser, prefixes)


def _note(parser: ox.QuadParser, prefixes: dict[str, str]) -> None:
    for prefix, namespace in parser.prefixes.items():
        prefixes.setdefault(prefix, namespace)


def _texts(statements: Iterable[ox.Triple | ox.Quad], *, plain: bool) -> Iterator[bytes]:
    """Lines of N-Triples; ``plain`` statements are in no named graph."""
    format_ = ox.RdfFormat.N_TRIPLES if plain else ox.RdfFormat.N_QUADS
    rest = iter(statements)
    while text := ox.serialize(islice(rest, _BATCH), format=format_):  # type: ignore[arg-type]  # all of one kind
        if b" <<( " in text and re.search(rb"^\S+ \S+ <<\(", text, re.MULTILINE):
            raise InputError("a triple stands in a term's place, as in RDF 1.2", mend="SHACL 1.0 knows RDF 1.1 only")
        yield text if plain else b"\n".join(map(_without_graph, text.split(b"\n")))


def _without_graph(line: bytes) -> bytes:
    """A line of N-Quads without the name of its graph; neither a literal nor its datatype looks like one."""
    body = line[:-2]
    if body.count(b" ") > 2 and (found := _NAMED_GRAPH.search(body)):
        # The object stands before: nothing but the predicate's end could look so in a line of three terms.
        return body[: found.start()] + b" ."
    return line


def _unlike_shapes(term: str) -> str:
    return f"_:node.{term[2:]}" if _LIKE_SHAPES.match(term) else term


def _behind(start: str) -> Callable[[str], str]:
    return lambda term: f"_:{start}{term[2:]}"


def _numbering(source: str, start: str, labels: dict[str, str]) -> Callable[[str], str]:
    """Names blank nodes by the order in which they appear; those of different sources stay apart."""
    return lambda term: labels.setdefault(source + term, f"{start}{len(labels)}")


def _relabelled(lines: list[str], rename: Callable[[str], str]) -> Iterator[str]:
    """Lines with other labels of blank nodes."""
    for line in lines:
        if "_:" in line:
            subject, predicate, value = line.split(" ", 2)
            # Raw lines may be anything: a part may be empty.
            value = f"{rename(value[:-2])} ." if value.startswith("_") else value
            line = f"{rename(subject) if subject.startswith('_') else subject} {predicate} {value}"
        yield line


def _statements(source: object, prefixes: dict[str, str]) -> Iterator[ox.Triple | ox.Quad]:
    with suppress(ImportError):
        from rdflib import Graph

        if isinstance(source, Graph):
            for prefix, namespace in source.namespaces():
                prefixes.setdefault(prefix, str(namespace))
            return map(_triple, source)
    if isinstance(source, Iterable) and not isinstance(source, bytes):
        return map(_checked, source)
    raise InputError(f"a {type(source).__name__} is no data", mend=_SOURCES)


def _checked(statement: object) -> ox.Triple | ox.Quad:
    if isinstance(statement, ox.Triple | ox.Quad):
        return statement
    raise InputError(f"a {type(statement).__name__} is no triple", mend=_SOURCES)


def _triple(statement: Sequence["Node"]) -> ox.Triple:
    try:
        subject, predicate, value = map(_ox_term, statement[:3])
        return ox.Triple(subject, predicate, value)  # type: ignore[arg-type]  # a literal is refused there
    except (TypeError, ValueError) as error:
        shown = " ".join(map(repr, statement[:3]))
        raise InputError(f"no triple of RDF: {shown}: {error}", mend="rdflib takes what RDF does not allow") from error


def _ox_term(node: "Node") -> ox.NamedNode | ox.BlankNode | ox.Literal:
    from rdflib import BNode, Literal

    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or f"{XSD}string")))
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))

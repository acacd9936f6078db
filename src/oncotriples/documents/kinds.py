"""The kinds of documents that are read, one row each, and how a document shows which one it is.

A document is known by what stands in it: XML by its root, a page by a title that says PDQ. The name only helps where a
file has no content to go by. To add a kind: one module beside this one, and one row in ``KINDS``.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from oncotriples.documents.drug import read_drug
from oncotriples.documents.encoding import decoded_head
from oncotriples.documents.entries import Drug, Term
from oncotriples.documents.outline import Outline
from oncotriples.documents.page import read_page
from oncotriples.documents.problems import Problem, UnreadableDocument, not_a_kind
from oncotriples.documents.read import RawDocument
from oncotriples.documents.summary import read_summary
from oncotriples.documents.term import read_term
from oncotriples.documents.xml import MAX_BYTES
from oncotriples.quality.findings import Severity

__all__ = ["HEAD", "KINDS", "PAGE_LIMIT", "Content", "Kind", "Reading", "kind_of", "read_document"]

PAGE_LIMIT = 8 << 20
"""Bytes of a document that is read as a whole: a page, a term, a drug. The largest page at hand has 1.1 MB.

A page takes some 40 times its size while it is compiled, so that one of this size takes 300 MB.
"""

HEAD = 1 << 16
"""Bytes of a document by which its kind is told."""

Content = Outline | Term | Drug
"""What a document becomes."""

# Files of these types hold no document; inside of most one would only find bytes that are no text.
_NO_TEXT = (
    *(".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".mp3", ".mp4", ".png", ".svg", ".tif", ".tiff", ".webp"),
    *(".css", ".doc", ".docx", ".js", ".json", ".odt", ".pdf", ".ppt", ".pptx", ".woff", ".woff2", ".xls", ".xlsx"),
    # Data, our own records, tables and graphs among them; what archives hold is seen before a kind is asked for.
    *(".csv", ".gz", ".jsonl", ".nq", ".nt", ".trig", ".tsv", ".ttl"),
)
_BEFORE_ROOT = (("<?", "?>"), ("<!--", "-->"))
_TAG = re.compile(r"<([A-Za-z_][\w:.-]{0,99})")
_HTML = frozenset({"html", "head", "body", "main", "article", "div", "section", "title", "h1", "meta"})
_HTML_TITLE = re.compile(r"<(?:title|h1)\b", re.IGNORECASE)
_END_OF_TITLE = re.compile(r"</(?:title|h1)\b", re.IGNORECASE)
_TITLE_LINE = re.compile(r"^(?:title:|#{1,2} )", re.MULTILINE)
_TITLE_LENGTH = 500
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its XML root ("" for pages), the bytes that one may have, and how it is read.

    ``read`` gives None where the problems say why. Those of an outline are in the outline.
    """

    name: str
    root: str
    limit: int
    read: Callable[[BinaryIO, str], tuple[Content | None, tuple[Problem, ...]]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one document: the name of its kind ("" for none), its content if it has any, and what was found."""

    kind: str
    content: Content | None
    problems: tuple[Problem, ...]


def kind_of(name: str, head: bytes) -> Kind | Problem:
    """The kind of a document that begins with ``head`` (at least ``HEAD`` bytes, or all of it); else why there is none.

    Raises UnreadableDocument where its bytes are no text.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _NO_TEXT:
        return not_a_kind(f"a file of the type {suffix}")
    text = decoded_head(head)
    if not text.strip():
        return Problem(Severity.VIOLATION, "empty-document", 0, "", "the document is empty: get it again")
    root = _root(text)
    if root in _BY_ROOT:
        return _BY_ROOT[root]
    if root.lower() in _HTML:
        begun = (text[found.start() : found.start() + _TITLE_LENGTH] for found in _HTML_TITLE.finditer(text))
        titles = (_END_OF_TITLE.split(title, 1)[0] for title in begun)
        return _page_if(titles, "an HTML page without PDQ in its title")
    if root:
        return not_a_kind(f"XML with the root {root}")
    if text.lstrip().startswith("<"):
        return not_a_kind(f"XML without a root in its first {HEAD:,} bytes")
    starts = (_end_of_space(text, 0), *(found.start() for found in _TITLE_LINE.finditer(text)))
    titles = (text[start : start + _TITLE_LENGTH].partition("\n")[0] for start in starts)
    return _page_if(titles, f"text ({suffix or 'no suffix'}) without PDQ in a title")


def read_document(document: RawDocument) -> Reading:
    """One document read by the reader of its kind. Whatever is wrong with it is among the problems."""
    kind = ""
    try:
        with document.open() as stream:
            found = kind_of(document.name, stream.read(HEAD))
            if isinstance(found, Problem):
                return Reading(kind, None, (found,))
            kind = found.name
            if document.size() > found.limit:
                return Reading(kind, None, (_too_large(document.size(), found),))
            stream.seek(0)
            content, problems = found.read(stream, document.name)
            return Reading(kind, content, problems)
    except UnreadableDocument as error:
        return Reading(kind, None, (error.problem,))
    except OSError as error:
        message = f"{error.strerror or 'cannot be read'}: mend the file, or leave it out"
        return Reading(kind, None, (Problem(Severity.VIOLATION, "unreadable-file", 0, "", message),))


def _root(text: str) -> str:
    """The name of the first element of XML or HTML; "" where the text does not begin as either does."""
    at = _end_of_space(text, 0)
    while True:
        opening, closing = next((pair for pair in _BEFORE_ROOT if text.startswith(pair[0], at)), ("", ""))
        if opening:
            end = text.find(closing, at)
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            closing, end = ">", _end_of_document_type(text, at)
        else:
            tag = _TAG.match(text, at)
            return tag[1] if tag else ""
        if end < 0:
            return ""
        at = _end_of_space(text, end + len(closing))


def _end_of_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _end_of_document_type(text: str, at: int) -> int:
    """Where a document type ends; its own declarations stand in brackets."""
    end, bracket = text.find(">", at), text.find("[", at)
    if 0 <= bracket < end:
        close = text.find("]", bracket)
        return -1 if close < 0 else text.find(">", close)
    return end


def _page_if(titles: Iterable[str], otherwise: str) -> Kind | Problem:
    return _PAGE if any("PDQ" in title for title in titles) else not_a_kind(otherwise)


def _read_page(stream: BinaryIO, name: str) -> tuple[Outline, tuple[Problem, ...]]:
    return read_page(stream.read(), name), ()


def _read_summary(stream: BinaryIO, name: str) -> tuple[Outline, tuple[Problem, ...]]:
    return read_summary(stream, name), ()


def _read_term(stream: BinaryIO, name: str) -> tuple[Term | None, tuple[Problem, ...]]:
    return read_term(stream.read(), name)


def _read_drug(stream: BinaryIO, name: str) -> tuple[Drug | None, tuple[Problem, ...]]:
    return read_drug(stream.read(), name)


def _too_large(size: int, kind: Kind) -> Problem:
    message = f"a {kind.name} may have {kind.limit >> 20} MB: split it, or leave it out"
    return Problem(Severity.VIOLATION, "too-large", 0, f"{size:,} bytes", message)


_PAGE = Kind("page", "", PAGE_LIMIT, _read_page)

KINDS = (
    _PAGE,
    Kind("summary", "Summary", MAX_BYTES, _read_summary),
    Kind("term", "Term", PAGE_LIMIT, _read_term),
    Kind("drug", "DrugInformationSummary", PAGE_LIMIT, _read_drug),
)
"""Every kind that is read."""

_BY_ROOT = {kind.root: kind for kind in KINDS if kind.root}

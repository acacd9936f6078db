"""XML read safely, and large documents part by part.

A document type is refused before the parser sees it, so that there are no entities but the five of XML, nothing to
fetch and nothing to expand. The parser's own limits stay on: ten million characters in one text or attribute. Ours are
below: the length of a document and of what lies between two parts, and how deep elements may be nested in a part.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, NoReturn

from lxml import etree

from oncotriples.documents.problems import Problem, UnreadableDocument
from oncotriples.documents.xml_encoding import XmlText
from oncotriples.quality.findings import Severity

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_PART", "XmlDocument", "line_of", "refuse", "text_of", "too_deep"]

MAX_BYTES = 1 << 30
MAX_PART = 1 << 26
MAX_DEPTH = 64
_START_TAG = re.compile(r"<([^\s/>]+)")
_SKIPPED = (("<?", "?>"), ("<!--", "-->"))


def refuse(rule: str, line: int, value: str, message: str) -> NoReturn:
    """Raise UnreadableDocument: the document cannot be read at all."""
    raise UnreadableDocument(Problem(Severity.VIOLATION, rule, line, value, message))


def line_of(element: etree._Element) -> int:
    """The line on which the element begins. The parser counts 65,535; behind them it is a line somewhere before."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def text_of(element: etree._Element) -> str:
    """All text in an element, as it stands there."""
    if not len(element):
        return element.text or ""
    return etree.tostring(element, encoding="unicode", method="text", with_tail=False)


class XmlDocument:
    """A document whose root has a known name, read part by part.

    ``children`` gives the children of the root. ``digest`` and ``problems`` are complete when all have been taken.
    """

    def __init__(self, source: bytes | BinaryIO, name: str, root: str, part: str) -> None:
        self.name = name
        self._root: etree._Element | None = None
        self._kind = root
        self._part = part
        self._text = XmlText(BytesIO(source) if isinstance(source, bytes) else source, name, MAX_BYTES)
        self._problems: list[Problem] = []

    @property
    def root(self) -> etree._Element:
        """The root, for its attributes; there from the first child on, and at the end."""
        if self._root is None:
            raise RuntimeError("the root was asked for before its children")
        return self._root

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal digits."""
        return self._text.digest

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was read with a doubt: a wrong declaration, text between the children of the root."""
        return (*self._text.problems, *self._problems)

    def children(self) -> Iterator[etree._Element]:
        """Each child of the root, complete; it is emptied when the next one is asked for, so keep nothing of it."""
        parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=(self._kind, self._part),
            encoding="utf-8",
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        depth = waiting = 0
        done: etree._Element | None = None
        for data in self._checked():
            waiting += len(data)
            if waiting > MAX_PART:
                self._too_large(f"between two <{self._part}> of the root there may be {MAX_PART >> 20} MiB")
            try:
                parser.feed(data)
            except etree.XMLSyntaxError as error:
                self._explain(error, at_end=False)
            for event, element in parser.read_events():
                if not isinstance(element, etree._Element):
                    continue
                if self._root is None:
                    self._root = element
                elif element.tag != self._part:
                    continue
                elif event == "start":
                    depth += 1
                else:
                    depth -= 1
                    if not depth and element.getparent() is self._root:
                        yield from self._release(self._root, done, element)
                        done, waiting = element, 0
        try:
            top = parser.close()
        except etree.XMLSyntaxError as error:
            self._explain(error, at_end=True)
        if self._root is None:
            self._other_kind(top.tag, line_of(top))
        yield from self._release(self._root, done, None)

    def _checked(self) -> Iterator[bytes]:
        """The text as UTF-8, once what stands before the root has been looked at."""
        pieces = iter(self._text)
        head = next(pieces)
        self._check_head(head)
        yield head.encode()
        for piece in pieces:
            yield piece.encode()

    def _check_head(self, head: str) -> None:
        """No document type, and the root that was asked for."""
        at = 0
        while True:
            while head[at : at + 1].isspace():
                at += 1
            for opening, closing in _SKIPPED:
                if head.startswith(opening, at):
                    end = head.find(closing, at)
                    break
            else:
                break
            if end < 0:
                at = len(head)
                break
            at = end + len(closing)
        line = head.count("\n", 0, at) + 1
        if head[at : at + 9].upper() == "<!DOCTYPE":
            refuse(
                "document-type",
                line,
                head[at : at + 80].partition("\n")[0],
                "a document type may declare entities or name files to fetch, so none is read: remove the declaration",
            )
        tag = _START_TAG.match(head, at)
        if tag is None:
            refuse(
                "no-root",
                line,
                head[at : at + 40],
                f"a root element <{self._kind}> was expected here: check that the file is complete, and XML",
            )
        if tag[1] != self._kind:
            self._other_kind(tag[1], line)

    def _release(
        self, root: etree._Element, done: etree._Element | None, last: etree._Element | None
    ) -> Iterator[etree._Element]:
        """The children up to ``last`` (all where it is None). ``last`` stays: the parser may still add to its tail."""
        if done is not None:
            self._remove(root, done)
        elif root.text and not root.text.isspace():
            self._stray(root.text, root)
        while len(root):
            child = root[0]
            yield child
            if child is last:
                del child[:]
                return
            self._remove(root, child)

    def _remove(self, root: etree._Element, child: etree._Element) -> None:
        if child.tail and not child.tail.isspace():
            self._stray(child.tail, child)
        root.remove(child)

    def _stray(self, text: str, element: etree._Element) -> None:
        value = " ".join(text[:1000].split())[:80]
        message = f"text between the children of <{self._kind}> is not read: put it into a paragraph"
        self._problems.append(Problem(Severity.VIOLATION, "stray-text", line_of(element), value, message))

    def _explain(self, error: etree.XMLSyntaxError, *, at_end: bool) -> NoReturn:
        """What the parser found: the line and what to do."""
        line, said = error.lineno or 0, (error.msg or "").strip()
        if "depth" in said:
            too_deep(line, self.name)
        if "huge" in said.lower():
            self._too_large("a text or an attribute may have ten million characters", line)
        if at_end:
            refuse(
                "truncated-document",
                line,
                self.name,
                f"the document ends before its root does ({said}): get it again",
            )
        refuse(
            "malformed-xml",
            line,
            self.name,
            f"the document is no well-formed XML ({said}): get it again, or correct this line",
        )

    def _other_kind(self, tag: str, line: int) -> NoReturn:
        refuse(
            "other-kind",
            line,
            tag[:80],
            f"a root element <{self._kind}> was expected: this is a document of another kind, read it as that",
        )

    def _too_large(self, limit: str, line: int = 0) -> NoReturn:
        refuse("too-large", line, self.name, f"{limit}, this document has more: split it, or leave it out")


def too_deep(line: int, value: str) -> NoReturn:
    """Raise UnreadableDocument: elements are nested deeper than MAX_DEPTH."""
    refuse(
        "too-deep",
        line,
        value,
        f"elements are nested more than {MAX_DEPTH} deep, which no document needs: check how it was made",
    )

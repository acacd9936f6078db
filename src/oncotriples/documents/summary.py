"""Summaries, as PDQ publishes them in XML: one top-level section after the other, so that only one is in memory.

Read is the text of all sections, those for some devices only among them (counted as ``for-some-devices``). Left out on
purpose and counted: pictures and films with their captions, what sections say of themselves (``section-metadata``), the
description, short title and mobile address of the summary, and its standing text: ``<part>`` counts its blocks,
``<part>-<name>`` what stood in them.
"""

import re
from collections import Counter
from types import MappingProxyType
from typing import BinaryIO

from lxml import etree

from oncotriples.documents.outline import Block, Outline, Table
from oncotriples.documents.problems import Problem
from oncotriples.documents.standing import standing_part, update_in
from oncotriples.documents.summary_blocks import Piece, SectionReader
from oncotriples.documents.summary_inline import Notes
from oncotriples.documents.xml import XmlDocument, line_of, refuse
from oncotriples.documents.xml_values import checked_id, plain_text, read_date
from oncotriples.quality.findings import Severity

__all__ = ["MAX_CONTENT", "read_summary"]

MAX_CONTENT = 1 << 25
"""What a summary may hold, about in bytes: a character counts 1; a block, cell, entry, mark or problem 256 more.

The largest summary at hand has half a million. The limit keeps a batch small whatever one of its documents holds.
"""

_PART_COST = 256
# Standing text comes from templates, whose identifiers are words; those of sections are numbers.
_TEMPLATE = re.compile(r"_(?:AboutPDQ|AboutThis|ForMoreInfo|GetMore|QandA|ToLearnMore)(?:_|$)")
_TEMPLATE_TITLE = re.compile(r"(?i)(?:about pdq|more information|to learn more)\b")
_DATES = frozenset({"DateFirstPublished", "DateLastModified"})
_LINKED = frozenset({"PatientVersion", "PatientVersionOf", "TranslationOf"})
_TEXTS = frozenset({"SummaryAudience", "SummaryLanguage", "SummaryTitle", "SummaryType"})
# What the number of a part's blocks counts already.
_BLOCKS = frozenset({"headings", "items", "paragraphs", "reference-lists", "tables"})
_LEFT_OUT = {"AltTitle": "short-title", "MobileURL": "mobile-url", "SummaryDescription": "description"}


def read_summary(source: bytes | BinaryIO, name: str) -> Outline:
    """A summary from its bytes, or from a stream of them. ``name`` is the document's, for problems of it as a whole.

    Raises UnreadableDocument for what is no well-formed XML with the root Summary, for a document type, and beyond the
    limits of documents/xml.py, summary_tables.py and ``MAX_CONTENT``.
    """
    return _SummaryReader(name).read(XmlDocument(source, name, "Summary", "SummarySection"))


class _SummaryReader:
    """What is known of one summary while it is read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._notes = Notes()
        self._sections = SectionReader(self._notes)
        self._pieces: list[Piece] = []
        self._fields: dict[str, str] = {}
        self._topics: list[tuple[str, str]] = []
        self._left_out: Counter[str] = Counter()
        self._changed = ""
        self._content = 0

    def read(self, document: XmlDocument) -> Outline:
        """The whole summary."""
        for child in document.children():
            self._notes.own = document.root.get("id", "")
            if child.tag == "SummarySection":
                self._section(child)
            elif child.tag == "SummaryMetaData":
                for element in child:
                    self._metadata(element)
            else:
                self._metadata(child)
        checked_id(document.root, "id", self._notes.problems)
        done = "in a section their text was read as that of what is around them, elsewhere it was not"
        fields = self._fields
        return Outline(
            form="xml",
            digest=document.digest,
            title=fields.get("SummaryTitle", ""),
            blocks=tuple(self._pieces),
            url=fields.get("SummaryURL", ""),
            cdr_id=self._notes.own,
            audience=fields.get("SummaryAudience", ""),
            kind=fields.get("SummaryType", ""),
            language=fields.get("SummaryLanguage", ""),
            updated=fields.get("DateLastModified", "") or self._changed,
            first_published=fields.get("DateFirstPublished", ""),
            topics=tuple(self._topics),
            patient_version=fields.get("PatientVersion", ""),
            patient_version_of=fields.get("PatientVersionOf", ""),
            translation_of=fields.get("TranslationOf", ""),
            counted=MappingProxyType(dict(sorted(self._notes.counted.items()))),
            left_out=MappingProxyType(dict(sorted(self._left_out.items()))),
            problems=(
                *document.problems,
                *self._notes.problems,
                *self._whole(),
                *self._notes.unknown.problems(done),
            ),
        )

    def _section(self, element: etree._Element) -> None:
        """A top-level section, unless it is standing text."""
        before = Counter(self._notes.counted)
        pieces = self._sections.read(element)
        heading = pieces[0].text if isinstance(pieces[0], Block) else ""
        self._changed = self._changed or update_in(heading)
        part = standing_part(heading)
        if not part and (_TEMPLATE.match(element.get("id", "")) or _TEMPLATE_TITLE.match(heading)):
            part = "standing-text"
        if part:
            self._left_out[part] += len(pieces)
            for name, count in (self._notes.counted - before).items():
                if name not in _BLOCKS:
                    self._left_out[f"{part}-{name}"] += count
            return
        self._content += sum(map(_content, pieces))
        if self._content + _PART_COST * len(self._notes.problems) > MAX_CONTENT:
            message = (
                f"a summary may hold {MAX_CONTENT:,} characters, "
                f"as which a block, cell, entry, mark or problem counts {_PART_COST}: split it"
            )
            refuse("too-large", line_of(element), self._name, message)
        self._pieces.extend(pieces)

    def _metadata(self, element: etree._Element) -> None:
        """What the summary says of itself; what no rule knows is listed and not read."""
        tag = str(element.tag)
        if tag in _TEXTS:
            self._fields[tag] = plain_text(element)
        elif tag == "SummaryURL":
            self._fields[tag] = element.get("xref", "").strip()
        elif tag in _LINKED:
            self._fields[tag] = element.get("ref", "")
        elif tag in _DATES:
            self._fields[tag] = read_date(element, self._notes.problems)
        elif tag == "MainTopics":
            for term in element.iter("TermRef"):
                self._topics.append((term.get("ref", ""), plain_text(term)))
        elif tag in _LEFT_OUT:
            self._left_out[_LEFT_OUT[tag]] += 1
        else:
            for part in element.iter():
                self._notes.unknown.see(part)

    def _whole(self) -> list[Problem]:
        """What is wrong with the summary as a whole."""
        problems: list[Problem] = []
        updated = self._fields.get("DateLastModified", "")
        if not self._fields.get("SummaryTitle"):
            message = "a SummaryTitle was expected: give the summary its title"
            problems.append(Problem(Severity.VIOLATION, "no-title", 0, self._name, message))
        if updated and self._changed and updated != self._changed:
            message = f"the section on changes names {self._changed}; DateLastModified was taken: see which is right"
            problems.append(Problem(Severity.INFO, "dates-differ", 0, updated, message))
        return problems


def _content(piece: Piece) -> int:
    if isinstance(piece, Block):
        return len(piece.text) + _PART_COST * (1 + len(piece.marks))
    if isinstance(piece, Table):
        cells = {id(cell): cell for row in (*piece.head, *piece.body) for cell in row}
        return sum(len(cell.text) + _PART_COST * (1 + len(cell.marks)) for cell in cells.values())
    return sum(len(entry.text) + _PART_COST for entry in piece.entries)

"""Sections of a summary in XML: headings, paragraphs, items, tables and reference lists, in reading order."""

from collections.abc import Callable

from lxml import etree

from oncotriples.documents.normalising import TextFlow, normalised
from oncotriples.documents.outline import Block, BlockKind, Entry, Mark, References, Table
from oncotriples.documents.summary_inline import InlineReader, Notes
from oncotriples.documents.summary_tables import read_table
from oncotriples.documents.xml import MAX_DEPTH, line_of, text_of, too_deep
from oncotriples.documents.xml_values import is_entry_number
from oncotriples.quality.findings import Severity

__all__ = ["Piece", "SectionReader"]

Piece = Block | Table | References

_COUNTED = {BlockKind.ITEM: "items", BlockKind.PARAGRAPH: "paragraphs"}


class SectionReader:
    """Reads one top-level section after the other; what it finds besides blocks it leaves in ``notes``."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._counted = notes.counted
        self._inline = InlineReader(notes)
        self._pieces: list[Piece] = []
        self._numbers: set[int] = set()
        self._depth = 0
        # By the name of the element; each takes the depths of the section and of the list around it.
        self._rules: dict[str, Callable[[etree._Element, int, int], None]] = {
            "Answer": self._flow,
            "ItemizedList": self._list,
            "KeyPoint": self._subheading,
            "OrderedList": self._list,
            "Para": self._flow,
            "QandAEntry": self._children,
            "QandASet": self._children,
            "Question": self._subheading,
            "ReferenceSection": self._references,
            "SectMetaData": self._metadata,
            "SummarySection": self._section,
            "Table": self._table,
        }
        self._names = frozenset(self._rules)

    def read(self, section: etree._Element) -> list[Piece]:
        """The pieces of a top-level section, its heading first. Numbers of entries are unique in it."""
        self._pieces = []
        self._numbers = set()
        self._child(section, 0, 0)
        return self._pieces

    def _child(self, element: etree._Element, section: int, level: int) -> None:
        """A block by the rule for its name; a name without one gives a paragraph, and is listed."""
        self._enter(element)
        if element.get("IncludedDevices") or element.get("ExcludedDevices"):
            self._counted["for-some-devices"] += 1
        rule = self._rules.get(element.tag)
        if rule is not None:
            rule(element, section, level)
        elif element.tag == "MediaLink":
            self._inline.media(element)
        else:
            if element.tag != "Note":
                self._notes.unknown.see(element)
            self._flow(element, section, level)
        self._depth -= 1

    def _enter(self, element: etree._Element) -> None:
        if self._depth == MAX_DEPTH:
            too_deep(line_of(element), str(element.tag))
        self._depth += 1

    def _section(self, element: etree._Element, section: int, level: int) -> None:
        """A section has a title; in texts for patients a key point stands in its place; else its heading is empty."""
        title = next(element.iterchildren("Title"), None)
        if title is None:
            title = next(element.iterchildren("KeyPoint"), None)
        self._heading(element, section + 1, title)
        self._children(element, section + 1, level, title)

    def _children(self, element: etree._Element, section: int, level: int, title: etree._Element | None = None) -> None:
        """What stands in a section or a part of one, but for its title."""
        if element.text:
            self._stray(element.text, element)
        for child in element:
            if child is not title:
                self._child(child, section, level)
            if child.tail:
                self._stray(child.tail, child)

    def _stray(self, text: str, element: etree._Element) -> None:
        """Text between blocks is a paragraph, with a doubt."""
        if not text.isspace():
            text = normalised(text)
            self._counted["paragraphs"] += 1
            self._pieces.append(Block(BlockKind.PARAGRAPH, text, line=line_of(element)))
            message = "text stands between blocks; it was read as a paragraph: put it into one"
            self._notes.note(Severity.WARNING, "stray-text", element, text[:80], message)

    def _subheading(self, element: etree._Element, section: int, level: int) -> None:
        """A question, or a key point in a section that has a title: a heading, one deeper than that of its section."""
        self._heading(element, section + 1, element)

    def _heading(self, element: etree._Element, depth: int, title: etree._Element | None) -> None:
        text, marks = ("", ()) if title is None else self._inline.block(title)
        self._counted["headings"] += 1
        anchor = element.get("id", "")
        self._pieces.append(Block(BlockKind.HEADING, text, marks, depth, anchor, line_of(element)))

    def _flow(self, element: etree._Element, section: int, level: int, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """Text with links and with blocks in it: each run of text between blocks is one of its own.

        Of an item the first run, or the first paragraph where it begins with one, is the item.
        """
        children = list(element)
        if not children or self._names.isdisjoint([child.tag for child in children]):
            self._emit(kind, self._inline.block(element, children), element, level)
            return
        text, run = element.text, list[etree._Element]()
        for child in children:
            if child.tag not in self._rules:
                run.append(child)
                continue
            if self._run(kind, text, run, element, level):
                kind = BlockKind.PARAGRAPH
            if child.tag == "Para" and kind is BlockKind.ITEM:
                self._enter(child)
                self._flow(child, section, level, kind)
                self._depth -= 1
                kind = BlockKind.PARAGRAPH
            else:
                self._child(child, section, level)
            text, run = child.tail, []
        self._run(kind, text, run, element, level)

    def _run(
        self, kind: BlockKind, text: str | None, run: list[etree._Element], element: etree._Element, level: int
    ) -> bool:
        """A run of text and links; whether there was any."""
        builder = TextFlow()
        self._inline.mixed(builder, text, run)
        return self._emit(kind, builder.build(), element, level)

    def _emit(
        self, kind: BlockKind, content: tuple[str, tuple[Mark, ...]], element: etree._Element, level: int
    ) -> bool:
        text, marks = content
        if not text and not marks:
            return False
        self._counted[_COUNTED[kind]] += 1
        self._pieces.append(Block(kind, text, marks, level, element.get("id", ""), line_of(element)))
        return True

    def _list(self, element: etree._Element, section: int, level: int) -> None:
        """A list: its title is a paragraph before it."""
        if element.text:
            self._stray(element.text, element)
        for child in element:
            if child.tag == "ListItem":
                self._flow(child, section, level + 1, BlockKind.ITEM)
            elif child.tag == "ListTitle":
                self._flow(child, section, level)
            else:
                self._child(child, section, level + 1)
            if child.tail:
                self._stray(child.tail, child)

    def _table(self, element: etree._Element, section: int, level: int) -> None:
        self._counted["tables"] += 1
        self._pieces.append(read_table(element, self._inline, self._notes))

    def _metadata(self, element: etree._Element, section: int, level: int) -> None:
        """What a section says of itself is only counted."""
        self._counted["section-metadata"] += len(element)

    def _references(self, element: etree._Element, section: int, level: int) -> None:
        entries: list[Entry] = []
        for child in element:
            if child.tag == "Citation":
                entries.append(self._entry(child, entries))
            else:
                self._notes.unknown.see(child)
        self._counted["reference-lists"] += 1
        self._counted["references"] += len(entries)
        self._pieces.append(References(tuple(entries), line_of(element)))

    def _entry(self, element: etree._Element, before: list[Entry]) -> Entry:
        """An entry; one without a number gets the one that follows the last before it."""
        printed = element.get("idx", "")
        is_number = is_entry_number(printed)
        number = int(printed) if is_number else before[-1].number + 1 if before else 1
        text = normalised(text_of(element))
        if not is_number:
            message = f"a number was expected in idx; it was read as {number}: give the number that its pointers have"
            self._notes.note(Severity.VIOLATION, "bad-number", element, printed, message)
        if number in self._numbers:
            message = "an entry has a number of its own; pointers to this one are taken for the first: mend the number"
            self._notes.note(Severity.VIOLATION, "entry-number-twice", element, str(number), message)
        if not text:
            message = "an entry names an article; this one is empty: fill it in, or take it away"
            self._notes.note(Severity.VIOLATION, "entry-empty", element, str(number), message)
        self._numbers.add(number)
        links = tuple(child.get("xref", "") for child in element.iter("ExternalRef")) if len(element) else ()
        self._counted["web-links"] += len(links)
        return Entry(number, text, self._pmid(element), tuple(filter(None, links)), line_of(element))

    def _pmid(self, element: etree._Element) -> str:
        if element.get("MedlineID"):
            self._counted["medline-ids"] += 1
        if element.get("ProtocolID"):
            self._counted["protocol-ids"] += 1
        pmid = element.get("PMID", "").strip()
        if not pmid:
            return ""
        if pmid.isascii() and pmid.isdecimal() and len(pmid) < 10 and int(pmid):
            self._counted["pubmed-links"] += 1
            return pmid.lstrip("0")
        message = "up to nine digits were expected in PMID, so it is left out: correct it"
        self._notes.note(Severity.VIOLATION, "bad-pmid", element, pmid, message)
        return ""

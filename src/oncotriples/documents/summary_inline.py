"""What stands inside a paragraph, an item, a title or a cell of a summary in XML: text, links, pointers, levels."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from oncotriples.documents.normalising import TextFlow, normalised
from oncotriples.documents.outline import Mark, MarkKind
from oncotriples.documents.page_apparatus import LEVEL_ALONE, LEVEL_WORDS
from oncotriples.documents.page_inline import TRIAL
from oncotriples.documents.page_links import absolute
from oncotriples.documents.problems import Problem
from oncotriples.documents.xml import MAX_DEPTH, line_of, text_of, too_deep
from oncotriples.documents.xml_values import UnknownElements, is_entry_number
from oncotriples.quality.findings import Severity

__all__ = ["InlineReader", "Notes"]

# Elements whose text is read and whose look is not.
_PLAIN = frozenset({"Emphasis", "ForeignWord", "Note", "ScientificName", "Strong", "Subscript", "Superscript"})
# Blocks: inside a cell or a title they are a part of its text, and white space divides them from the rest.
_BLOCKS = frozenset({"ItemizedList", "ListItem", "ListTitle", "OrderedList", "Para"})
# A name of the module is found in half the time that a member of an enumeration takes.
_SUMMARY, _TRIAL = MarkKind.SUMMARY, MarkKind.TRIAL
# Links whose text is a mark: its kind, and the names under which the link is counted.
_LINKS = {
    "DrugRef": (MarkKind.DRUG, ("drug-links",)),
    "GeneName": (MarkKind.GENE, ("genes",)),
    "GlossaryTermRef": (MarkKind.TERM, ("term-links",)),
    "ProtocolRef": (_TRIAL, ("trial-links", "trials")),
    "SummaryRef": (_SUMMARY, ("summary-links", "summary-marks")),
}


@dataclass(slots=True)
class Notes:
    """What is counted and noted while the summary ``own`` is read."""

    own: str = ""
    counted: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    unknown: UnknownElements = field(default_factory=UnknownElements)

    def note(self, severity: Severity, rule: str, element: etree._Element, value: str, message: str) -> None:
        """Note a problem at the line of an element."""
        self.problems.append(Problem(severity, rule, line_of(element), value, message))


@dataclass(frozen=True, slots=True)
class _Bracket:
    """Levels that stand in one pair of brackets: the text before it, all that is printed in it, the text behind."""

    before: str
    levels: tuple[etree._Element, ...]
    printed: str
    after: str


class InlineReader:
    """Reads mixed content into a TextFlow and counts what it finds."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._counted = notes.counted

    def block(
        self, element: etree._Element, children: Sequence[etree._Element] | None = None, *, in_cell: bool = False
    ) -> tuple[str, tuple[Mark, ...]]:
        """All text of an element, whose ``children`` need not be given, and the marks on it."""
        inner = element if children is None else children
        if not len(inner):
            text = element.text or ""
            if "NCT" not in text:
                return normalised(text), ()
        builder = TextFlow()
        self.mixed(builder, element.text, inner, in_cell or (len(inner) == 1 and _is_level_alone(element)))
        return builder.build()

    def mixed(
        self,
        builder: TextFlow,
        text: str | None,
        children: Iterable[etree._Element],
        in_cell: bool = False,
        depth: int = 0,
    ) -> None:
        """Text and the elements behind it, each with the text behind it. Raises UnreadableDocument beyond MAX_DEPTH.

        ``in_cell`` says that a level is one without brackets too.
        """
        done: frozenset[etree._Element] = frozenset()
        for child in children:
            tag = child.tag
            if tag == "LOERef":
                if child not in done:
                    text, done = self._level(builder, text or "", child, in_cell)
                continue
            if text:
                if "NCT" in text:
                    self._add(builder, text)
                else:
                    builder.add(text)
            if tag == "Reference":
                self._pointer(builder, child)
            elif depth == MAX_DEPTH:
                too_deep(line_of(child), str(tag))
            elif tag in _LINKS:
                self._link(builder, child, *_LINKS[tag], in_cell, depth + 1)
            else:
                self._element(builder, child, str(tag), in_cell, depth + 1)
            text = child.tail
        if text:
            if "NCT" in text:
                self._add(builder, text)
            else:
                builder.add(text)

    def _element(self, builder: TextFlow, element: etree._Element, tag: str, in_cell: bool, depth: int) -> None:
        if tag == "MediaLink":
            self.media(element)
            return
        if tag in _BLOCKS:
            builder.add(" ")
        elif tag == "ExternalRef":
            self._counted["web-links"] += 1
        elif tag not in _PLAIN:
            self._notes.unknown.see(element)
        self.mixed(builder, element.text, element, in_cell, depth)
        if tag in _BLOCKS:
            builder.add(" ")

    def _link(
        self,
        builder: TextFlow,
        element: etree._Element,
        kind: MarkKind,
        names: tuple[str, ...],
        in_cell: bool,
        depth: int,
    ) -> None:
        """A link, or a name. Links inside the summary are no marks, as in pages."""
        target, section = element.get("href", ""), ""
        if kind is _SUMMARY:
            target, _, section = target.partition("#")
            if target == self._notes.own != "":
                self._counted["own-links"] += 1
                self.mixed(builder, element.text, element, in_cell, depth)
                return
            target = absolute(element.get("url", "")) or target
        text = text_of(element)
        if kind is _TRIAL:
            builder.link(kind, text, element.get("nct_id") or target)
        elif len(element) or "NCT" in text:
            begin = builder.here()
            self.mixed(builder, element.text, element, in_cell, depth)
            builder.span(kind, begin, target, label=normalised(text), section=section)
        else:
            builder.link(kind, text, target, section)
        for name in names:
            self._counted[name] += 1

    def media(self, element: etree._Element) -> None:
        """A picture or a film: only counted, and its caption left out."""
        self._counted["media"] += 1
        self._counted["captions"] += len(element.findall("Caption"))

    def _add(self, builder: TextFlow, text: str) -> None:
        """Text, in which the number of a registered trial is a mark."""
        if "NCT" not in text:
            builder.add(text)
            return
        done = 0
        for found in TRIAL.finditer(text):
            builder.add(text[done : found.start()])
            builder.link(_TRIAL, found[0], found[0])
            self._counted["trials"] += 1
            done = found.end()
        builder.add(text[done:])

    def _pointer(self, builder: TextFlow, element: etree._Element) -> None:
        self._counted["pointer-links"] += 1
        number = element.get("refidx", "")
        if is_entry_number(number):
            builder.pointer(number)
            self._counted["pointers"] += 1
        else:
            message = "the number of an entry was expected in refidx, so this pointer is left out: correct it"
            self._notes.note(Severity.VIOLATION, "bad-number", element, number, message)

    def _level(
        self, builder: TextFlow, before: str, element: etree._Element, in_cell: bool
    ) -> tuple[str, frozenset[etree._Element]]:
        """A link to a level, or all of a bracket: the text behind, and the links. In running text it keeps words."""
        bracket = _bracket(element, before)
        if bracket is not None:
            self._add(builder, bracket.before)
            for level in bracket.levels:
                builder.level(level.get("href", ""), _label(level), bracket.printed)
            self._counted["level-marks"] += len(bracket.levels)
            return bracket.after, frozenset(bracket.levels)
        after = element.tail or ""
        if before.rstrip().endswith("(") and after.lstrip().startswith(")"):
            before, after, apart = before.rstrip()[:-1], after.lstrip()[1:], True
        else:
            apart = in_cell or _is_behind_pointer(element, before)
        self._add(builder, before)
        label = _label(element)
        if apart:
            builder.level(element.get("href", ""), label, label)
        else:
            builder.link(MarkKind.LEVEL, text_of(element), element.get("href", ""))
        self._counted["level-marks" if apart else "levels-in-prose"] += 1
        return after, frozenset()


def _is_behind_pointer(element: etree._Element, before: str) -> bool:
    previous = element.getprevious()
    return previous is not None and previous.tag == "Reference" and not before.strip()


def _is_level_alone(element: etree._Element) -> bool:
    """Whether all that a block with one child says is a level: “Level of evidence: 5” below what it grades."""
    level = element[0]
    if level.tag != "LOERef" or (element.text or "").strip() or (level.tail or "").strip():
        return False
    return LEVEL_ALONE.fullmatch(_label(level)) is not None


def _bracket(first: etree._Element, before: str) -> _Bracket | None:
    """The bracket of levels that begins with this one; None where there is none, or one with running text."""
    opening = before.rfind("[")
    if opening < 0 or "]" in before[opening:]:
        return None
    levels = [first]
    words, inside = before[opening + 1 :], before[opening + 1 :]
    while True:
        last = levels[-1]
        inside += text_of(last)
        tail = last.tail or ""
        closing = tail.find("]")
        if closing >= 0 and "[" not in tail[:closing]:
            if len((words + tail[:closing]).split()) > LEVEL_WORDS:
                return None
            printed = normalised(inside + tail[:closing])
            return _Bracket(before[:opening], tuple(levels), printed, tail[closing + 1 :])
        following = last.getnext()
        if following is None or following.tag != "LOERef" or "[" in tail:
            return None
        inside += tail
        words += tail
        levels.append(following)


def _label(element: etree._Element) -> str:
    return normalised(text_of(element))

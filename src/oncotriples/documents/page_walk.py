"""The one walker of pages: an lxml tree, whatever form it came from, to the blocks of an outline."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from oncotriples.documents.level_columns import with_levels
from oncotriples.documents.outline import Block, BlockKind, MarkKind, References, Table, counted_as
from oncotriples.documents.page_elements import FURNITURE, HEADINGS, INLINE, SKIPPED
from oncotriples.documents.page_inline import Inline, Resolved
from oncotriples.documents.page_links import LinkKind, absolute, link_to
from oncotriples.documents.page_references import entry_of, references_of
from oncotriples.documents.page_tables import marks_of, rows_of, table_of
from oncotriples.documents.problems import Problem
from oncotriples.documents.standing import (
    bad_date,
    is_references,
    left_out_with,
    references_missing,
    standing_part,
    update_in,
)
from oncotriples.quality.findings import Severity

__all__ = ["DEPTH_LIMIT", "Walk", "walk"]

DEPTH_LIMIT = 150
"""How deep elements may lie in one another; what lies deeper is not read, and that is a problem."""

TOGGLES = ("patient version", "health professional version", "healthcare professional version")


@dataclass(slots=True)
class Walk:
    """What a walk found, and where it stands."""

    own_path: str
    line_of: Callable[[Element], int]
    blocks: list[Block | Table | References] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    titles: list[str] = field(default_factory=list)
    updated: str = ""
    patient_version: str = ""
    patient_version_of: str = ""
    part: str = ""
    inline: Inline = field(default_factory=Inline)
    kind: BlockKind = BlockKind.PARAGRAPH
    item_depth: int = 0
    anchor: str = ""
    line: int = 0
    flat: int = 0
    references_at: int = 0


def walk(root: Element, own_path: str, line_of: Callable[[Element], int]) -> Walk:
    """The blocks below ``root``. ``line_of`` says in which line of the document an element stands, 0 if unknown."""
    state = Walk(own_path, line_of)
    _children(state, root, 0)
    _flush(state)
    _expect_list(state)
    return state


def _children(state: Walk, element: Element, depth: int) -> None:
    if element.text:
        state.inline.add(element.text)
    for child in element:
        _element(state, child, depth + 1)
        if child.tail:
            state.inline.add(child.tail)


def _element(state: Walk, element: Element, depth: int) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in SKIPPED:
        return
    if depth > DEPTH_LIMIT:
        _too_deep(state, element)
    elif tag in INLINE:
        _inline(state, element, tag, depth)
    elif tag == "br":
        state.inline.add(" ")
    elif tag == "img":
        state.tally[LinkKind.MEDIA] += 1
    elif state.flat:
        state.inline.add(" ")
        _children(state, element, depth)
        state.inline.add(" ")
    else:
        _block(state, element, tag, depth)


def _inline(state: Walk, element: Element, tag: str, depth: int) -> None:
    """An element inside a line; one that holds blocks is over where the first of them begins."""
    inline, begin = state.inline, state.inline.here()
    _children(state, element, depth)
    if state.inline is not inline:
        return
    if tag in ("em", "i"):
        inline.emphasise(begin)
    address = element.get("href", "").strip() if tag == "a" else ""
    if tag == "nci-definition":
        dictionary = element.get("data-gloss-dictionary", "")
        address = f"/Common/PopUps/popDefinition.aspx?id={element.get('data-gloss-id', '')}&dictionary={dictionary}"
    if address:
        inline.link(begin, link_to(address, state.own_path))


def _block(state: Walk, element: Element, tag: str, depth: int) -> None:
    _flush(state)
    if tag in HEADINGS:
        _heading(state, element, HEADINGS[tag], depth)
    elif tag == "table":
        _table(state, element, depth)
    elif tag in ("ol", "ul"):
        _list(state, element, depth)
    elif tag in ("li", "dd", "dt"):
        _item(state, element, depth)
    elif tag == "p" or not _is_furniture(element):
        _paragraph(state, element, depth)
    _flush(state)


def _is_furniture(element: Element) -> bool:
    """What a page has around every article: tables of contents, dates, options."""
    return element.get("role") == "navigation" or not FURNITURE.isdisjoint(element.get("class", "").split())


def _paragraph(state: Walk, element: Element, depth: int) -> None:
    outer = state.anchor, state.line
    if state.kind is BlockKind.PARAGRAPH:
        state.anchor = element.get("id", "") if element.tag == "p" else ""
    state.line = state.line_of(element) or state.line
    _children(state, element, depth)
    _flush(state)
    state.anchor, state.line = outer


def _item(state: Walk, element: Element, depth: int) -> None:
    outer = state.kind, state.anchor, state.line
    state.kind, state.anchor, state.line = BlockKind.ITEM, element.get("id", ""), state.line_of(element)
    _children(state, element, depth)
    _flush(state)
    state.kind, state.anchor, state.line = outer


def _list(state: Walk, element: Element, depth: int) -> None:
    first = next((child for child in element if child.tag == "li"), None)
    if state.references_at or (first is not None and "section_" in first.get("id", "")):
        _references(state, element, depth)
        return
    outer = state.kind
    state.kind, state.item_depth = BlockKind.PARAGRAPH, state.item_depth + 1
    _children(state, element, depth)
    _flush(state)
    state.kind, state.item_depth = outer, state.item_depth - 1


def _references(state: Walk, element: Element, depth: int) -> None:
    line = state.references_at or state.line_of(element)
    state.references_at = 0
    entries = []
    for child in element:
        if child.tag == "li":
            entries.append(entry_of(child, _collected(state, child, depth + 1), state.line_of(child), state.tally))
    found = references_of(entries, numbered=element.tag == "ol", line=line, problems=state.problems)
    state.tally["reference-lists"] += 1
    state.tally["references"] += len(found.entries)
    _emit(state, found)


def _collected(state: Walk, element: Element, depth: int) -> Inline:
    """All that stands in an element as one line of text."""
    outer, state.inline = state.inline, Inline()
    state.flat += 1
    _children(state, element, depth)
    state.flat -= 1
    collected, state.inline = state.inline, outer
    return collected


def _table(state: Walk, element: Element, depth: int) -> None:
    _expect_list(state)

    stood = Counter[str]()

    def resolved(cell: Element, *, is_cell: bool = True) -> Resolved:
        inline = _collected(state, cell, depth + 1)
        found = inline.resolve(state.tally, state.problems, line=state.line_of(cell) or line, cell=is_cell)
        stood.update(counted_as(mark) for mark in found.marks)
        return found

    line = state.line_of(element)
    state.tally["tables"] += 1
    table = table_of(rows_of(element), resolved, line=line, problems=state.problems)
    # What stood in the cells of a table that is too large, which is a problem.
    state.left_out.update(stood - Counter(counted_as(mark) for mark in marks_of(table)))
    _emit(state, with_levels(table, state.tally))


def _heading(state: Walk, element: Element, level: int, depth: int) -> None:
    line = state.line_of(element)
    _expect_list(state)
    found = _collected(state, element, depth).resolve(state.tally, state.problems, line=line)
    if not level and found.text:
        state.titles.append(found.text)
        state.tally["titles"] += 1
        _without_record(state, found, "title", line)
    elif is_references(found.text):
        _without_record(state, found, "heading", line)
        state.references_at = line or 1
    elif found.text:
        if level == 1:
            state.part = standing_part(found.text)
            state.updated = state.updated or update_in(found.text)
            state.problems.extend(bad_date(found.text, line))
        state.tally["headings"] += 1
        anchor = element.get("id", "").removesuffix("_toc")
        _emit(state, Block(BlockKind.HEADING, found.text, found.marks, level, anchor, line))
    else:
        _without_record(state, found, "heading", line)
        message = "a heading without text opens no section; what follows was left in the one before: name it"
        state.problems.append(Problem(Severity.WARNING, "heading-without-text", line, "", message))


def _without_record(state: Walk, found: Resolved, where: str, line: int) -> None:
    """The marks of what is no block of the summary are left out; what readers would look for is told besides."""
    for mark in found.marks:
        state.left_out[counted_as(mark)] += 1
        if mark.kind in (MarkKind.POINTER, MarkKind.LEVEL, MarkKind.TRIAL):
            message = f"a {mark.kind} stands in a {where}, which is no passage, so it has no record: see the original"
            value = mark.printed or mark.label or mark.target
            state.problems.append(Problem(Severity.WARNING, f"mark-in-{where}", line, value, message))


def _expect_list(state: Walk) -> None:
    """A heading “References” that no list followed."""
    if state.references_at:
        state.problems.append(references_missing(state.references_at))
        state.references_at = 0


def _flush(state: Walk) -> None:
    """What was collected becomes a block, if it says anything."""
    inline = state.inline
    if not inline.here():
        return
    state.inline = Inline()
    if _is_toggle(state, inline):
        return
    found = inline.resolve(state.tally, state.problems, line=state.line)
    if not found.text and not found.marks:
        return
    depth = state.item_depth
    state.tally["items" if state.kind is BlockKind.ITEM else "paragraphs"] += 1
    _emit(state, Block(state.kind, found.text, found.marks, depth, state.anchor, state.line))
    if state.kind is BlockKind.ITEM:
        state.kind, state.anchor = BlockKind.PARAGRAPH, ""


def _is_toggle(state: Walk, inline: Inline) -> bool:
    """A link to the version for the other readers, alone in its block."""
    links = inline.links
    if len(links) != 1 or links[0].link.kind not in (LinkKind.SUMMARY, LinkKind.WEB):
        return False
    words = inline.raw.strip().lower().removeprefix("go to ").removeprefix("view the ")
    if words not in TOGGLES or links[0].end - links[0].start < len(words):
        return False
    target = absolute(links[0].link.target)
    state.tally[links[0].link.kind] += 1
    if words == TOGGLES[0]:
        state.patient_version = target
    else:
        state.patient_version_of = target
    return True


def _emit(state: Walk, block: Block | Table | References) -> None:
    """A block of the summary; one of standing text is only counted, with what it holds."""
    if not state.part:
        state.blocks.append(block)
        return
    state.left_out.update(left_out_with(block, state.part))


def _too_deep(state: Walk, element: Element) -> None:
    if not any(problem.rule == "nested-too-deep" for problem in state.problems):
        message = (
            f"elements lie at most {DEPTH_LIMIT} deep in one another; what lies deeper was not read: flatten the page"
        )
        state.problems.append(
            Problem(Severity.VIOLATION, "nested-too-deep", state.line_of(element), str(element.tag), message)
        )

"""An outline to records: who cites what, where, at which level, about what. A pure function of one document.

Records stand in reading order: the document, then each section with its passages, tables, rows and references; then the
names of what it links to, and the candidates last. Sections, passages, pointers and the rest are named by ordinals, so
that every form of a document gives the same names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from oncotriples.documents.outline import Block, BlockKind, MarkKind, Outline, References, Table, counted_as
from oncotriples.documents.problems import Problem
from oncotriples.evidence.activity import split_rows
from oncotriples.evidence.candidates import Grid, propose
from oncotriples.evidence.citations import parse_citation
from oncotriples.evidence.levels import LevelIndex, definition_page
from oncotriples.evidence.naming import edition_slug, summary_slug_of
from oncotriples.evidence.numbering import BEFORE_SECTIONS, Ledger, SectionCounter, entry_keys
from oncotriples.evidence.passages import PassageMaker, Place, Settings
from oncotriples.evidence.records import Document, Find, Passage, Record, Reference, Section
from oncotriples.evidence.tabulating import tabulate
from oncotriples.evidence.targets import summary_target, why_no_address, why_no_summary
from oncotriples.quality.findings import Severity

__all__ = ["Compiled", "compile_outline"]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The records of a document, and an account of it: how much was mapped, reported and left out on purpose.

    The three counts use one set of names; for each name, what the reader counted is the sum of the three. Names that
    only ``counted`` has (``groups``, ``passages`` …) count records that nothing in the document stands for.
    """

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    counted: Mapping[str, int]
    reported: Mapping[str, int]
    left_out: Mapping[str, int]


def compile_outline(
    outline: Outline,
    *,
    levels: LevelIndex,
    find: Find | None = None,
    with_text: bool = False,
    titles: Mapping[str, str] | None = None,
) -> Compiled:
    """The records of one document.

    ``find`` looks for names in a text; without it there are no mentions but those that links make, no candidates, and
    no one-column table is split. ``with_text`` fills the text of passages, for private use. ``titles`` gives the slugs
    of known summaries by title, for forms that have no address. The problems are those of compiling, not the reader's.
    """
    ledger = Ledger()
    summary = summary_slug_of(outline, titles)
    settings = Settings(summary, entry_keys(outline.blocks), levels, definition_page(outline), find, with_text)
    maker = PassageMaker(settings, ledger)
    compiler = _Compiler(maker, ledger, find)
    for block in outline.blocks:
        compiler.take(block)
    body = compiler.records
    names = maker.names()
    candidates = compiler.candidates()
    document = _document(outline, summary, body)
    if document.url:
        ledger.note(why_no_address(document.url), 0)
    for _, target in document.links:
        ledger.note(why_no_summary(target), 0)
    return Compiled(
        (document, *body, *names, *candidates),
        tuple(ledger.problems),
        *(
            MappingProxyType(dict(sorted((+counts).items())))
            for counts in (ledger.mapped, ledger.reported, ledger.left_out)
        ),
    )


class _Compiler:
    """Takes the blocks of one document in reading order."""

    def __init__(self, maker: PassageMaker, ledger: Ledger, find: Find | None) -> None:
        self.records: list[Record] = []
        self._maker = maker
        self._ledger = ledger
        self._find = find
        self._sections = SectionCounter()
        self._blocks = 0
        self._passages = 0
        self._grids: list[Grid] = []
        self._entries: set[str] = set()
        self._anchors: set[str] = set()

    def take(self, block: Block | Table | References) -> None:
        """Add the records of the next block."""
        if isinstance(block, Block) and block.kind is BlockKind.HEADING:
            self._heading(block)
            return
        if not self._ledger.mapped["sections"]:
            self._section(BEFORE_SECTIONS, "", "")
        if isinstance(block, Block):
            self._text(block)
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._references(block)

    def candidates(self) -> tuple[Record, ...]:
        """What the records propose; nothing where no lexicon was asked."""
        if self._find is None:
            return ()
        passages = (record for record in self.records if isinstance(record, Passage))
        found, problems = propose(passages, self._grids)
        for problem in problems:
            self._ledger.note(problem, 0)
        self._ledger.mapped["candidates"] += len(found)
        return found

    def _section(self, key: str, title: str, anchor: str) -> None:
        self._ledger.mapped["sections"] += 1
        self.records.append(Section(key, title, anchor))
        self._blocks = self._passages = 0

    def _heading(self, block: Block) -> None:
        """The section that a heading opens. A pointer, level or trial in it is reported: a heading is no passage."""
        self._ledger.mapped["headings"] += 1
        self._anchor(block.anchor, block.line)
        self._section(self._sections.enter(block.depth), block.text, block.anchor)
        for mark in block.marks:
            if mark.kind in (MarkKind.POINTER, MarkKind.LEVEL, MarkKind.TRIAL):
                message = (
                    f"A {mark.kind} in a heading has no record: a heading is no passage. Compare it with the source."
                )
                value = mark.printed or mark.label or mark.target
                name = counted_as(mark)
                self._ledger.report(name, Severity.WARNING, "mark-in-heading", block.line, value, message)
            else:
                self._maker.leave_out((mark,))

    def _text(self, block: Block) -> None:
        counted_as = f"{block.kind}s"
        if not block.text and not block.marks:
            self._ledger.left_out[counted_as] += 1
            return
        self._ledger.mapped[counted_as] += 1
        self._blocks += 1
        place = self._place(block.line)
        key = f"{place.section}-{self._blocks}"
        ordinal = self._passages + 1
        if block.kind is BlockKind.ITEM:
            found = [self._maker.whole(block.text, block.marks, place, f"{key}.1", ordinal)]
        else:
            found = self._maker.of_paragraph(block.text, block.marks, place, key, ordinal)
        self._passages += len(found)
        self.records += found

    def _anchor(self, anchor: str, line: int) -> None:
        """An identifier that two sections or tables bear leads to the first; both keep it as it stands there."""
        if anchor and anchor in self._anchors:
            message = "Another section or table has this identifier, to which links lead. Give each one of its own."
            self._ledger.note(Problem(Severity.WARNING, "duplicate-id", line, anchor, message), line)
        self._anchors.add(anchor)

    def _table(self, table: Table) -> None:
        self._anchor(table.anchor, table.line)
        if self._find is not None:
            table, problems = split_rows(table, self._find)
            for problem in problems:
                self._ledger.note(problem, table.line)
        records, grid = tabulate(table, self._place(table.line), self._maker, self._ledger)
        self.records += records
        self._grids.append(grid)

    def _references(self, block: References) -> None:
        """The entries of the open top-level section. Of two with one number the first stays."""
        self._ledger.mapped["reference-lists"] += 1
        top = self._sections.top
        for entry in block.entries:
            key = f"{top}-{entry.number}"
            if key in self._entries:
                message = f"The reference list of section {top} has an entry of this number already, which is kept."
                self._ledger.report("references", Severity.VIOLATION, "duplicate-entry", entry.line, key, message)
                self._ledger.reported["pubmed-links"] += bool(entry.pmid)
                continue
            self._entries.add(key)
            self._ledger.mapped["references"] += 1
            self._ledger.mapped["pubmed-links"] += bool(entry.pmid)
            wrong = {link: problem for link in entry.links if (problem := why_no_address(link))}
            for link in entry.links:
                self._ledger.note(wrong.get(link), entry.line)
            links = tuple(link for link in entry.links if link not in wrong)
            self.records.append(Reference(key, entry.number, entry.text, entry.pmid, links))

    def _place(self, line: int) -> Place:
        return Place(self._sections.key, self._sections.top, line)


def _document(outline: Outline, summary: str, body: list[Record]) -> Document:
    """The edition. An undated one is not before the newest article that it cites, and if it is text, an extract."""
    edition = edition_slug(outline)
    not_before = ""
    if edition.startswith("undated-"):
        cited = (record.citation for record in body if isinstance(record, Reference))
        not_before = max((parse_citation(citation).year for citation in cited), default="")
    links = {
        "patient-version": outline.patient_version,
        "patient-version-of": outline.patient_version_of,
        "translation-of": outline.translation_of,
    }
    return Document(
        summary=summary,
        edition=edition,
        title=outline.title,
        form=outline.form,
        digest=outline.digest,
        url=outline.url,
        cdr_id=outline.cdr_id,
        audience=outline.audience,
        kind=outline.kind,
        language=outline.language,
        updated=outline.updated,
        first_published=outline.first_published,
        reviewed=outline.reviewed,
        not_before=not_before,
        extract=outline.form == "text" and not outline.updated,
        topics=outline.topics,
        links=tuple((relation, summary_target(target)) for relation, target in links.items() if target),
    )

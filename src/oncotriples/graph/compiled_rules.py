"""What the records of sections, tables, passages, references and candidates say: one function a rule.

A rule takes a record and the scope of its document and gives lines of N-Quads; its docstring is the sentence that they
mean. Keys and numbers are checked once a record, where its address is made.
"""

from collections.abc import Iterable, Iterator

from oncotriples import iris
from oncotriples.evidence.records import Candidate, LevelMark, Passage, Reference, Row, Section, TableRecord
from oncotriples.graph.compiled_edition import linked_summary
from oncotriples.graph.compiled_scope import Scope
from oncotriples.graph.literals import INTEGER, IS_A, LABEL, english, web_link
from oncotriples.graph.nquads import absolute, literal, named
from oncotriples.namespaces import BASE

# fmt: off
__all__ = [
    "CANDIDATE_RULES", "PASSAGE_RULES", "REFERENCE_RULES", "ROW_RULES", "SECTION_RULES", "TABLE_RULES", "candidate",
    "candidate_groups", "passage", "passage_anchor", "passage_groups", "passage_links", "passage_marks",
    "passage_mentions", "passage_pointers", "reference", "reference_links", "reference_work", "row", "section",
    "section_title", "table", "table_title",
]
# fmt: on

_ORDINAL, _PART_OF, _TITLE = named("onct:ordinal"), named("dcterms:isPartOf"), named("dcterms:title")
_SECTION, _TABLE, _ROW, _PASSAGE = (
    named(name) for name in ("doco:Section", "doco:Table", "onct:TableRow", "onct:Passage")
)
_PRINTED_LABEL = named("onct:printedLabel")
_BLOCK, _START, _END, _BLOCK_DIGEST = (named(f"onct:{name}") for name in ("block", "start", "end", "blockDigest"))
_MENTIONS, _REFERS_TO, _SEE_ALSO = named("onct:mentions"), named("dcterms:references"), named("rdfs:seeAlso")
_GROUP, _POINTER, _MARK = named("onct:PointerGroup"), named("c4o:InTextReferencePointer"), named("onct:LevelMark")
_IN_GROUP, _DENOTES, _HAS_CONTEXT = named("onct:inGroup"), named("c4o:denotes"), named("c4o:hasContext")
_GRADES, _MARKED_LEVEL, _PRINTED_TEXT = (named(f"onct:{name}") for name in ("grades", "markedLevel", "printedText"))
_REFERENCE, _CITATION = named("biro:BibliographicReference"), named("dcterms:bibliographicCitation")
_REFERENCES = named("biro:references")
_CANDIDATE, _AGENT, _TUMOR = (named(f"onct:{name}") for name in ("CandidateAssertion", "agent", "tumorSubtype"))
_FOUND_IN, _POINTER_GROUP = named("onct:foundIn"), named("onct:pointerGroup")


def section(record: Section, scope: Scope) -> Iterator[str]:
    """A section (`doco:Section`) is part of the one above it or of the edition, and counted there (`onct:ordinal`)."""
    subject = f"<{iris.section(scope.edition, record.key)}>"
    above, _, ordinal = record.key.rpartition(".")
    whole = iris.section(scope.edition, above) if above else scope.edition
    yield f"{subject} {IS_A} {_SECTION}{scope.end}"
    yield f'{subject} {_ORDINAL} "{ordinal}"{INTEGER}{scope.end}'
    yield f"{subject} {_PART_OF} <{whole}>{scope.end}"


def section_title(record: Section, scope: Scope) -> Iterator[str]:
    """A section has its heading as title (`dcterms:title`), and is called by its number and that (`skos:prefLabel`)."""
    subject = f"<{iris.section(scope.edition, record.key)}>"
    if record.title:
        yield f"{subject} {_TITLE} {literal(record.title, language=scope.language)}{scope.end}"
    yield f"{subject} {LABEL} {english(_called(f'section {record.key}', record.title))}{scope.end}"


def table(record: TableRecord, scope: Scope) -> Iterator[str]:
    """A table (`doco:Table`) is part of the section in which it stands, and counted through the document
    (`onct:ordinal`).
    """
    subject = f"<{iris.table(scope.edition, record.number)}>"
    yield f"{subject} {IS_A} {_TABLE}{scope.end}"
    yield f'{subject} {_ORDINAL} "{record.number}"{INTEGER}{scope.end}'
    yield f"{subject} {_PART_OF} <{iris.section(scope.edition, record.section)}>{scope.end}"


def table_title(record: TableRecord, scope: Scope) -> Iterator[str]:
    """A table has its caption as title (`dcterms:title`), the label before it as printed (`onct:printedLabel`), and is
    called by both.
    """
    subject = f"<{iris.table(scope.edition, record.number)}>"
    if record.title:
        yield f"{subject} {_TITLE} {literal(record.title, language=scope.language)}{scope.end}"
    if record.label:
        yield f"{subject} {_PRINTED_LABEL} {literal(record.label)}{scope.end}"
    yield f"{subject} {LABEL} {english(_called(scope.tables[record.number], record.title))}{scope.end}"


def row(record: Row, scope: Scope) -> Iterator[str]:
    """A row (`onct:TableRow`) is part of its table, counted there, and called by both (`skos:prefLabel`)."""
    subject = f"<{iris.row(scope.edition, f'{record.table}.{record.number}')}>"
    shown = scope.tables.get(record.table, f"table {record.table}")
    yield f"{subject} {IS_A} {_ROW}{scope.end}"
    yield f'{subject} {_ORDINAL} "{record.number}"{INTEGER}{scope.end}'
    yield f"{subject} {_PART_OF} <{iris.table(scope.edition, record.table)}>{scope.end}"
    yield f"{subject} {LABEL} {english(f'row {record.number} of {shown}')}{scope.end}"


def passage(record: Passage, scope: Scope) -> Iterable[str]:
    """A passage (`onct:Passage`) is part of a section, of a row (a cell) or of a table (caption, head, note), and
    counted there.
    """
    subject = f"<{iris.passage(scope.edition, record.key)}>"
    if record.key.startswith("table-"):
        table_number, dash, _ = record.key[6:].partition("-")
        whole = f"table/{table_number}" if dash else f"row/{record.key[6:].rpartition('.')[0]}"
    else:
        whole = f"section/{record.section}"
    end = scope.end
    return (
        f"{subject} {IS_A} {_PASSAGE}{end}",
        f'{subject} {_ORDINAL} "{record.ordinal}"{INTEGER}{end}',
        f"{subject} {_PART_OF} <{scope.edition}/{whole}>{end}",
    )


def passage_anchor(record: Passage, scope: Scope) -> Iterable[str]:
    """A passage is a span of characters (`onct:start`, `onct:end`) of the text of a block, known by its digest
    (`onct:blockDigest`) and, in a section, its number (`onct:block`).
    """
    subject, end = f"<{scope.edition}/passage/{record.key}>", scope.end
    anchor = (
        f'{subject} {_START} "{record.start}"{INTEGER}{end}',
        f'{subject} {_END} "{record.end}"{INTEGER}{end}',
        f'{subject} {_BLOCK_DIGEST} "{record.digest}"{end}',
    )
    if record.key.startswith("table-"):
        return anchor
    block = record.key.rpartition("-")[2].partition(".")[0]
    return (f'{subject} {_BLOCK} "{block}"{INTEGER}{end}', *anchor)


def passage_mentions(record: Passage, scope: Scope) -> Iterable[str]:
    """A passage names agents, tumor subtypes, genes, trials, terms and levels (`onct:mentions`), which is no claim."""
    if not record.mentions:
        return ()
    subject = f"<{scope.edition}/passage/{record.key}>"
    named_here = dict.fromkeys(mention.target for mention in record.mentions)
    return [f"{subject} {_MENTIONS} <{BASE}{target}>{scope.end}" for target in named_here]


def passage_links(record: Passage, scope: Scope) -> Iterator[str]:
    """A passage sends its readers to other summaries (`dcterms:references`), or to a page that is not known as one
    (`rdfs:seeAlso`).
    """
    for target in dict.fromkeys(link.target for link in record.links):
        subject = f"<{scope.edition}/passage/{record.key}>"
        if summary := linked_summary(target):
            yield f"{subject} {_REFERS_TO} <{summary}>{scope.end}"
        else:
            yield from web_link(subject, _SEE_ALSO, target, scope.end)


def passage_groups(record: Passage, scope: Scope) -> Iterator[str]:
    """Pointers that stand together are a group (`onct:PointerGroup`), part of its passage and counted through the
    document.
    """
    for group in record.groups:
        subject = f"<{iris.group(scope.edition, group.number)}>"
        yield f"{subject} {IS_A} {_GROUP}{scope.end}"
        yield f'{subject} {_ORDINAL} "{group.number}"{INTEGER}{scope.end}'
        yield f"{subject} {_PART_OF} <{scope.edition}/passage/{record.key}>{scope.end}"


def passage_pointers(record: Passage, scope: Scope) -> Iterator[str]:
    """A pointer (`c4o:InTextReferencePointer`) stands in a passage (`c4o:hasContext`) and a group (`onct:inGroup`), and
    points at one entry of a reference list (`c4o:denotes`).
    """
    edition, end = scope.edition, scope.end
    for group in record.groups:
        for pointer in group.pointers:
            subject = f"<{iris.pointer(edition, pointer.number)}>"
            yield f"{subject} {IS_A} {_POINTER}{end}"
            yield f'{subject} {_ORDINAL} "{pointer.number}"{INTEGER}{end}'
            yield f"{subject} {_IN_GROUP} <{edition}/group/{group.number}>{end}"
            yield f"{subject} {_DENOTES} <{iris.reference(edition, pointer.reference)}>{end}"
            yield f"{subject} {_HAS_CONTEXT} <{edition}/passage/{record.key}>{end}"


def passage_marks(record: Passage, scope: Scope) -> Iterator[str]:
    """A printed grade (`onct:LevelMark`) stands in a passage, prints a level (`onct:printedText`, `onct:markedLevel`)
    and grades the group before it (`onct:grades`); in a cell without pointers, the only group of
    its rows, if that stands before it.
    """
    for mark in record.marks:
        subject = f"<{iris.mark(scope.edition, mark.number)}>"
        yield f"{subject} {IS_A} {_MARK}{scope.end}"
        yield f'{subject} {_ORDINAL} "{mark.number}"{INTEGER}{scope.end}'
        yield f"{subject} {_PART_OF} <{scope.edition}/passage/{record.key}>{scope.end}"
        yield f"{subject} {_MARKED_LEVEL} <{_level(mark)}>{scope.end}"
        yield f"{subject} {_PRINTED_TEXT} {literal(mark.printed)}{scope.end}"
        if mark.grades:
            yield f"{subject} {_GRADES} <{iris.group(scope.edition, mark.grades)}>{scope.end}"


def reference(record: Reference, scope: Scope) -> Iterator[str]:
    """An entry (`biro:BibliographicReference`) is part of the section whose list it stands in, has the number printed
    there (`onct:ordinal`), and is kept as printed (`dcterms:bibliographicCitation`).
    """
    subject = f"<{iris.reference(scope.edition, record.key)}>"
    top = record.key.partition("-")[0]
    yield f"{subject} {IS_A} {_REFERENCE}{scope.end}"
    yield f'{subject} {_ORDINAL} "{record.number}"{INTEGER}{scope.end}'
    yield f"{subject} {_PART_OF} <{scope.edition}/section/{top}>{scope.end}"
    yield f"{subject} {_CITATION} {literal(record.citation)}{scope.end}"


def reference_work(record: Reference, scope: Scope) -> Iterator[str]:
    """An entry describes a work (`biro:references`), where it could be told which.

    In files of `ingest` this of entries without a PMID stands with the literature, which is composed from all entries.
    """
    if path := scope.works.get(record.key):
        yield f"<{scope.edition}/reference/{record.key}> {_REFERENCES} <{iris.article(path)}>{scope.end}"


def reference_links(record: Reference, scope: Scope) -> Iterator[str]:
    """An entry gives addresses at which its work can be read (`rdfs:seeAlso`)."""
    for address in dict.fromkeys(record.links):
        yield from web_link(f"<{scope.edition}/reference/{record.key}>", _SEE_ALSO, address, scope.end)


def candidate(record: Candidate, scope: Scope) -> Iterator[str]:
    """An agent (`onct:agent`) and a tumor (`onct:tumorSubtype`) that stand together in a passage with pointers, or in a
    row that says so (`onct:foundIn`), are a candidate (`onct:CandidateAssertion`) for a curator, never a claim.
    """
    subject, end = _candidate(record, scope), scope.candidates_end
    yield f"{subject} {IS_A} {_CANDIDATE}{end}"
    yield f"{subject} {_AGENT} <{BASE}{record.agent}>{end}"
    yield f"{subject} {_TUMOR} <{BASE}{record.tumor}>{end}"
    yield f"{subject} {_FOUND_IN} <{iris.place(scope.edition, record.passage)}>{end}"


def candidate_groups(record: Candidate, scope: Scope) -> Iterator[str]:
    """The groups of pointers in that place may support the candidate (`onct:pointerGroup`)."""
    for number in record.groups:
        group = iris.group(scope.edition, number)
        yield f"{_candidate(record, scope)} {_POINTER_GROUP} <{group}>{scope.candidates_end}"


def _called(name: str, title: str) -> str:
    return f"{name}, {title}" if title else name


def _level(mark: LevelMark) -> str:
    scale, _, code = mark.level.partition("/")
    return iris.level(scale, code)


def _candidate(record: Candidate, scope: Scope) -> str:
    return absolute(iris.candidate(scope.edition, record.agent, record.tumor, record.passage))


SECTION_RULES = (section, section_title)
TABLE_RULES = (table, table_title)
ROW_RULES = (row,)
PASSAGE_RULES = (
    passage,
    passage_anchor,
    passage_mentions,
    passage_links,
    passage_groups,
    passage_pointers,
    passage_marks,
)
REFERENCE_RULES = (reference, reference_work, reference_links)
CANDIDATE_RULES = (candidate, candidate_groups)

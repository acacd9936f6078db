"""Two invented summaries as records: one in two editions, one undated. What each question says of them can be counted.

The glimmer summary of 2024 differs from that of 2020: work A is gone, D is new, and B and C are graded anew. C is the
abstract of a meeting; the text points at C alone in a row of the table, at B and C together below it.
"""

from oncotriples.evidence.records import (
    Document,
    Group,
    LevelMark,
    Mention,
    Passage,
    Pointer,
    Record,
    Reference,
    Row,
    Section,
    TableRecord,
)
from oncotriples.graph.assembling import Loaded, assemble
from oncotriples.graph.records import RecordFile, map_records

__all__ = ["with_sample_editions"]

_A = ("Aster B: Glimmer cells at rest. J Invent Oncol 1 (1): 1-9, 2015.", "90000001")
_B = ("Briar C: Glimmer cells at work. J Invent Oncol 4 (2): 10-9, 2018.", "90000002")
_C = ("Clover D: Glimmer cells abroad. [Abstract] J Invent Oncol 5 (Suppl 1): A-7, 2019.", "")
_D = ("Daisy E: Glimmer cells at night. J Invent Oncol 9 (3): 20-9, 2023.", "90000003")


def with_sample_editions(loaded: Loaded) -> Loaded:
    """The graph with the two summaries in it."""
    files = [
        RecordFile("glimmer.2020", _earlier()),
        RecordFile("glimmer.2024", _later()),
        RecordFile("ember", _ember()),
    ]
    compiled = map_records(files, loaded.dataset.graphs)
    return assemble(loaded.sources, loaded.files, loaded.ontology, loaded.shapes, loaded.rules, compiled)


def _earlier() -> tuple[Record, ...]:
    return (
        _document("glimmer-treatment", "2020-01-15"),
        Section("1", "Overview"),
        _passage("1-1.1", _group(1, 1, "1-1")),
        Section("2", "Options"),
        _passage("2-1.1", _group(2, 2, "2-1"), mark=LevelMark(1, 9, "treatment/C1", "Level of evidence C1", 2)),
        Section("2.1", "Drugs"),
        _passage("2.1-1.1", _group(3, 3, "2-2")),
        _entry("1-1", _A),
        _entry("2-1", _B),
        _entry("2-2", _C),
    )


def _later() -> tuple[Record, ...]:
    return (
        _document("glimmer-treatment", "2024-06-01"),
        Section("1", "Overview"),
        _passage("1-1.1"),
        Section("2", "Options"),
        _passage(
            "2-1.1",
            _group(1, 1, "2-1", "2-3"),
            mark=LevelMark(1, 9, "treatment/A3", "Level of evidence A3", 1),
            mentions=("agent/imatinib", "subtype/chordoma"),
        ),
        Section("2.1", "Drugs"),
        TableRecord(1, "2.1", "Table 1", "Drugs"),
        Row(1, 1),
        _passage(
            "table-1.1.1",
            _group(2, 3, "2-2"),
            mark=LevelMark(2, 9, "treatment/C3", "C3", 2),
            mentions=("agent/sunitinib", "subtype/chordoma"),
        ),
        _passage("2.1-1.1", _group(3, 4, "2-2", "2-1")),
        Section("3", "Trials"),
        _passage("3-1.1", mentions=("trial/NCT90000001",)),
        _entry("2-1", _B),
        _entry("2-2", _C),
        _entry("2-3", _D),
    )


def _ember() -> tuple[Record, ...]:
    return (
        _document("ember-treatment", "undated-0badcafe", not_before="2019"),
        Section("1", "Options"),
        _passage(
            "1-1.1",
            _group(1, 1, "1-1"),
            mark=LevelMark(1, 9, "treatment-legacy/3iiiA", "Level of evidence: 3iiiA", 1),
            mentions=("subtype/chordoma",),
        ),
        _entry("1-1", _B),
    )


def _document(summary: str, edition: str, not_before: str = "") -> Document:
    title = f"{summary.partition('-')[0].title()} Cell Tumor Treatment"
    return Document(summary, edition, title, "markdown", "0" * 64, not_before=not_before)


def _passage(
    key: str, group: Group | None = None, *, mark: LevelMark | None = None, mentions: tuple[str, ...] = ()
) -> Passage:
    named = tuple(Mention(target.partition("/")[0], target, at, at + 1) for at, target in enumerate(mentions))
    section = "2.1" if key.startswith("table") else key.partition("-")[0]
    groups, marks = (group,) if group else (), (mark,) if mark else ()
    return Passage(key, section, 1, 0, 9, "1" * 64, groups=groups, marks=marks, mentions=named)


def _group(number: int, first: int, *entries: str) -> Group:
    return Group(number, 9, tuple(Pointer(first + index, entry) for index, entry in enumerate(entries)))


def _entry(key: str, work: tuple[str, str]) -> Reference:
    return Reference(key, int(key.partition("-")[2]), *work)

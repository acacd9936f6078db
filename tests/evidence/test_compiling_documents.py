from collections import Counter
from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox
from outlining import (
    key_of,
    passages,
)
from support import ROOT, needs_shared

from oncotriples.documents.outline import Outline
from oncotriples.documents.page import read_page
from oncotriples.evidence.compiling import Compiled, compile_outline
from oncotriples.evidence.levels import LevelIndex
from oncotriples.evidence.lexicon import lexicon_of
from oncotriples.evidence.mentions import Finder
from oncotriples.evidence.records import Candidate, Document, Passage, Record, Reference, Row, Section, TableRecord
from oncotriples.graph.level_codes import level_index
from oncotriples.graph.lexicon_terms import lexicon_entries
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE

COUNTED = ("genes", "level-marks", "pointers", "references", "summary-marks", "tables", "term-links", "trials")


@cache
def of_the_project() -> tuple[LevelIndex, Finder]:
    """The levels and the lexicon of the project itself."""
    files = [*(ROOT / "ontology/codes").glob("*.ttl"), *(ROOT / "kg").glob("*.ttl")]
    triples = [triple for file in sorted(files) for triple in triples_of(file.read_bytes())]
    return level_index(triples), Finder(lexicon_of(lexicon_entries(triples)))


def triples_of(data: bytes) -> list[Triple]:
    return [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=BASE)]


def structure(triples: Iterable[Triple]) -> set[tuple[str, ...]]:
    """The structure of the curated document: what stands where, what points at what, what is graded."""
    below = f"{BASE}document/child-soft-tissue-treatment/undated-e3c5bd3b/"
    wanted = {
        "isPartOf",
        "denotes",
        "hasContext",
        "inGroup",
        "grades",
        "markedLevel",
        "ordinal",
        "bibliographicCitation",
    }
    found: set[tuple[str, ...]] = set()
    for triple in triples:
        subject, value = str(getattr(triple.subject, "value", "")), str(getattr(triple.object, "value", ""))
        name = triple.predicate.value.replace("#", "/").rpartition("/")[2]
        kind = subject.removeprefix(below).partition("/")[0]
        if subject.startswith(below) and name in wanted and kind not in ("reproduction", "trial-search"):
            edition = below.removesuffix("/")
            found.add((subject.removeprefix(below), name, value.removeprefix(below).removeprefix(edition)))
    return found


def structure_of_records(records: Iterable[Record]) -> set[tuple[str, ...]]:
    """The same structure in records, in the words of the graph."""
    found: set[tuple[str, ...]] = set()
    for record in records:
        match record:
            case Section(key=key):
                parent, _, last = key.rpartition(".")
                found |= {(f"section/{key}", "ordinal", last)}
                found |= {(f"section/{key}", "isPartOf", f"section/{parent}" if parent else "")}
            case TableRecord(number=number, section=section):
                found |= {(f"table/{number}", "ordinal", str(number))}
                found |= {(f"table/{number}", "isPartOf", f"section/{section}")}
            case Row(table=number, number=row):
                found |= {(f"row/{number}.{row}", "ordinal", str(row))}
                found |= {(f"row/{number}.{row}", "isPartOf", f"table/{number}")}
            case Reference(key=key, number=number, citation=citation):
                here = f"reference/{key}"
                found |= {(here, "ordinal", str(number)), (here, "bibliographicCitation", citation)}
                found |= {(here, "isPartOf", f"section/{key.partition('-')[0]}")}
            case Passage():
                found |= structure_of_passage(record)
            case _:
                pass
    return found


def structure_of_passage(passage: Passage) -> set[tuple[str, ...]]:
    here = f"passage/{passage.key}"
    in_table = passage.key.startswith("table-")
    row = passage.key.removeprefix("table-").rpartition(".")[0]
    found: set[tuple[str, ...]] = {(here, "isPartOf", f"row/{row}" if in_table else f"section/{passage.section}")}
    found |= {(here, "ordinal", str(passage.ordinal))}
    for group in passage.groups:
        found |= {(f"group/{group.number}", "ordinal", str(group.number)), (f"group/{group.number}", "isPartOf", here)}
        for pointer in group.pointers:
            place = f"pointer/{pointer.number}"
            found |= {(place, "ordinal", str(pointer.number)), (place, "inGroup", f"group/{group.number}")}
            found |= {(place, "denotes", f"reference/{pointer.reference}"), (place, "hasContext", here)}
    for mark in passage.marks:
        place = f"mark/{mark.number}"
        found |= {(place, "ordinal", str(mark.number)), (place, "isPartOf", here)}
        found |= {(place, "markedLevel", f"{BASE}level/{mark.level}"), (place, "grades", f"group/{mark.grades}")}
    return found


def test_the_text_page_has_the_structure_that_was_curated_by_hand() -> None:
    page = needs_shared() / "documents/childhood-sts-metastatic.txt"
    levels, finder = of_the_project()
    curated = ROOT / "kg/documents/child-soft-tissue-treatment.ttl"
    titles = {"Childhood Soft Tissue Sarcoma Treatment (PDQ®)": "child-soft-tissue-treatment"}
    result = compile_outline(read_page(page.read_bytes(), page.name), levels=levels, find=finder.find, titles=titles)
    expected = structure(triples_of(curated.read_bytes()))
    assert len(expected) > 200
    assert structure_of_records(result.records) == expected
    assert result.problems == ()
    document = result.records[0]
    assert isinstance(document, Document)
    assert (document.summary, document.edition) == ("child-soft-tissue-treatment", "undated-e3c5bd3b")
    assert (document.not_before, document.extract) == ("2013", True)
    rows = [record.passage for record in result.records if isinstance(record, Candidate)]
    assert rows == [f"row-1.{number}" for number in range(1, 9)]


def test_pointers_of_a_whole_summary_in_plain_text_denote_the_list_of_their_section() -> None:
    entries = "References\n\n1. Alder A: One. J Made Up 1 (1): 1-9, 2001.\n2. Birch B: Two. J Made Up 2 (1): 1-9, 2002."
    body = f"First\n\nA text.[1,2]\n\nPart\n\nAnother.[2]\n\n{entries}\n\nSecond\n\nA third.[1]\n\n{entries}"
    levels, finder = of_the_project()
    outline = read_page(f"Glimmer (PDQ®)\n\n{body}\n".encode(), "a.txt")
    result = compile_outline(outline, levels=levels, find=finder.find, titles={})
    passages = [record for record in result.records if isinstance(record, Passage)]
    assert [
        (passage.section, [pointer.reference for group in passage.groups for pointer in group.pointers])
        for passage in passages
    ] == [("1", ["1-1", "1-2"]), ("1.1", ["1-2"]), ("2", ["2-1"])]


@cache
def of_all_pages() -> tuple[tuple[Outline, Compiled], ...]:
    levels, finder = of_the_project()
    pages = sorted((needs_shared() / "documents/pdq-pages").glob("*.md"))
    outlines = [read_page(page.read_bytes(), page.name) for page in pages]
    return tuple((found, compile_outline(found, levels=levels, find=finder.find)) for found in outlines)


def test_every_mark_and_entry_of_every_page_is_accounted_for() -> None:
    total: Counter[str] = Counter()
    for found, result in of_all_pages():
        for name in (
            "pointers",
            "level-marks",
            "trials",
            "term-links",
            "genes",
            "summary-marks",
            "references",
            "tables",
        ):
            standing = sum(count for part, count in found.left_out.items() if part.endswith(f"-{name}"))
            accounted = sum(counts.get(name, 0) for counts in (result.counted, result.reported, result.left_out))
            assert (name, accounted) == (name, found.counted.get(name, 0) - standing)
            total[name] += accounted
    assert (len(of_all_pages()), total["pointers"]) == (200, 43_253)


def test_no_two_records_of_a_page_have_the_same_name() -> None:
    for _, result in of_all_pages():
        names = [key_of(record) for record in result.records if not isinstance(record, Candidate)]
        assert len(set(names)) == len(names)
        numbers = [p.number for passage in passages(result) for g in passage.groups for p in g.pointers]
        assert numbers == list(range(1, len(numbers) + 1))

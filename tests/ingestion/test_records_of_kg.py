"""The records that the repository ships: facts without sentences, each compiled from its page as it is today."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT, needs_shared

from oncotriples.documents.read import RawDocument
from oncotriples.evidence.jsonl import dump_records, load_records
from oncotriples.graph.assembling import Loaded
from oncotriples.ingestion.equipping import lexicon, tools
from oncotriples.ingestion.processing import process

FILES = sorted((ROOT / "kg" / "records").glob("*.jsonl"))
FAMILY = ("types-soft-tissue-sarcoma-*.md", "types-bone-*.md", "types-uterine-hp-uterine-sarcoma*.md")
# Titles of literature, of documents and of their parts; everything else in a record is a key, a number or a name.
TITLES = frozenset({("document", "title"), ("section", "title"), ("table", "title"), ("reference", "citation")})
RUN = 8


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    held = words(text)
    return {tuple(held[at : at + RUN]) for at in range(len(held) - RUN + 1)}


def pages() -> list[Path]:
    folder = needs_shared() / "documents" / "pdq-pages"
    return sorted(path for pattern in FAMILY for path in folder.glob(pattern))


def test_the_sarcoma_family_is_there() -> None:
    assert len(FILES) == 11


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_but_titles_has_eight_words(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        record = json.loads(line)
        for field, value in record.items():
            if (record["type"], field) not in TITLES:
                long = [text for text in strings(value) if len(words(text)) >= RUN and not text.startswith("http")]
                assert not long, f"{path.name}:{number}: {field}"


def test_what_has_eight_words_is_a_title_of_the_page_or_of_literature() -> None:
    allowed: set[tuple[str, ...]] = set()
    for page in pages():
        text = re.sub(r"\]\([^)]*\)", "]", page.read_text(encoding="utf-8").replace("*", ""))
        lists = re.findall(r"^#+ References\n(.*?)(?=^#|\Z)", text, flags=re.MULTILINE | re.DOTALL)
        entries = [entry for held in lists for entry in re.split(r"^\d+\. ", held, flags=re.MULTILINE)]
        titles = re.findall(r"^(?:#+ |title: |Table \d+\. |(?=Table ))(.*)$", text, flags=re.MULTILINE)
        allowed |= set().union(*(runs(title) for title in (*entries, *titles)))
    for path in FILES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            record = json.loads(line)
            for field, value in record.items():
                if (record["type"], field) in TITLES:
                    assert runs(value) <= allowed, f"{path.name}:{number}: {value}"


@pytest.mark.parametrize("number", range(len(FILES)))
def test_each_page_compiles_to_the_record_that_is_shipped(number: int, loaded: Loaded) -> None:
    """Where this fails after a change on purpose: ingest the family anew and read the diff."""
    page = pages()[number]
    equipment = tools(loaded.dataset, loaded.codes, lexicon(loaded.dataset))
    records = process(RawDocument(page.name, page), equipment).records
    shipped = {load_records(path.read_text(encoding="utf-8"), path.name)[0]: path for path in FILES}
    assert dump_records(records) == shipped[records[0]].read_text(encoding="utf-8")

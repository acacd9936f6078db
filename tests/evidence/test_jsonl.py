import json
import time
from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oncotriples.documents.entries import Term, TermName
from oncotriples.errors import SourceSyntaxError
from oncotriples.evidence.jsonl import dump_records, load_records
from oncotriples.evidence.records import (
    Candidate,
    Document,
    Group,
    LevelMark,
    Mention,
    Name,
    Passage,
    Pointer,
    Record,
    Row,
    Section,
    SummaryLink,
)

PASSAGE = Passage(
    "1.1-2.3",
    "1.1",
    4,
    10,
    52,
    "ab" * 32,
    groups=(Group(12, 40, (Pointer(41, "1-9"), Pointer(42, "1-10"))),),
    marks=(LevelMark(3, 40, "treatment-legacy/3iiiA", "Level of evidence: 3iiiA", 12),),
    links=(SummaryLink("sample-treatment", "_280"),),
    mentions=(Mention("agent", "agent/imatinib", 12, 20),),
)

RECORDS = st.one_of([st.builds(class_, **{field.name: ... for field in fields(class_)}) for class_ in get_args(Record)])


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (Row(9, 3), '{"type":"row","table":9,"number":3}'),
        (Section("1.1", "Lungs, “both”"), '{"type":"section","key":"1.1","title":"Lungs, “both”"}'),
        (Section("1", "", "_7"), '{"type":"section","key":"1","title":"","anchor":"_7"}'),
        (
            Document("sample-treatment", "2025-05-12", "Sample", "text", "cd", extract=True, topics=(("a", "b"),)),
            '{"type":"document","summary":"sample-treatment","edition":"2025-05-12","title":"Sample","form":"text",'
            '"digest":"cd","extract":true,"topics":[["a","b"]]}',
        ),
        (Name("term/CDR0000000001", "cells"), '{"type":"name","target":"term/CDR0000000001","name":"cells"}'),
        (Candidate("agent/x", "subtype/y", "row-1.2", (4, 5)), None),
        (PASSAGE, None),
        (Term("CDR0000043236", "sample", "ef", names=(TermName("other", "Synonym"),)), None),
    ],
)
def test_a_record_is_one_line_without_what_is_default(record: Record, line: str | None) -> None:
    text = dump_records([record])
    assert text.endswith("}\n")
    assert text.count("\n") == 1
    if line is not None:
        assert text == f"{line}\n"
    assert load_records(text, "sample.jsonl") == (record,)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150, deadline=None)
@given(st.lists(RECORDS, max_size=5))
def test_what_is_written_is_read_back(records: list[Record]) -> None:
    text = dump_records(records)
    assert load_records(text, "sample.jsonl") == tuple(records)
    assert dump_records(load_records(text, "sample.jsonl")) == text


def test_every_line_separator_of_unicode_may_stand_in_a_text() -> None:
    records = (Section("1", "a\u2028b\u0085c\x0bd\ne"), Row(1, 1))
    assert load_records(dump_records(records), "sample.jsonl") == records


def test_an_empty_file_has_no_records_and_the_last_line_break_may_be_missing() -> None:
    assert load_records("", "sample.jsonl") == ()
    assert dump_records(()) == ""
    assert load_records('{"type":"row","table":1,"number":1}', "sample.jsonl") == (Row(1, 1),)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", "this is no JSON object: Expecting value at character 1"),
        ('{"type":"row","table":1,', "Expecting property name"),
        ('{"type":"row","table":1,"number":1} {}', "Extra data at character 37"),
        ("[1]", "a line must hold an object, not a list"),
        ("7", "a line must hold an object, not a number"),
        ('{"table":1,"number":1}', "the object has no “type”"),
        ('{"type":"rwo"}', 'there is no type of record "rwo"; there are document, section, table,'),
        ('{"type":["row"]}', 'there is no type of record ["row"]'),
        ('{"type":"row","table":1}', "the field “number” is missing"),
        ('{"type":"row","table":1,"number":1,"colour":"red"}', 'no field "colour"; there are table, number'),
        ('{"type":"row","table":1,"number":1,"table":2}', 'the field "table" stands there twice'),
        ('{"type":"row","table":"1","number":1}', "table: must be a whole number, not a text"),
        ('{"type":"row","table":1.0,"number":1}', "table: must be a whole number, not a number"),
        ('{"type":"row","table":true,"number":1}', "table: must be a whole number, not true or false"),
        ('{"type":"row","table":NaN,"number":1}', "table: must be a whole number, not a number"),
        ('{"type":"section","key":"1","title":null}', "title: must be a text, not null"),
        ('{"type":"section","key":"1","title":"\\ud800"}', "title: holds half of a surrogate pair"),
        ('{"type":"section","key":"1","title":"a","\\ud800":1}', 'there is no field "\\ud800"'),
        (
            '{"type":"document","summary":"a","edition":"b","title":"c","form":"d","digest":"e","extract":1}',
            "extract: must be true or false, not a number",
        ),
        (
            '{"type":"document","summary":"a","edition":"b","title":"c","form":"d","digest":"e","topics":[["f"]]}',
            'topics: must be a list of 2 texts, not ["f"]',
        ),
        ('{"type":"candidate","agent":"a","tumor":"b","passage":"c","groups":["1"]}', "groups: must be a whole number"),
        (
            '{"type":"candidate","agent":"a","tumor":"b","passage":"c","groups":{}}',
            "groups: must be a list, not an obj",
        ),
        ('{"type":"reference","key":"1-1","number":1,"citation":"x","links":"y"}', "links: must be a list, not a text"),
        (
            '{"type":"passage","key":"a","section":"b","ordinal":1,"start":0,"end":1,"digest":"c",'
            '"groups":[{"number":1,"at":0,"pointers":[{"number":1}]}]}',
            "groups: pointers: the field “reference” is missing",
        ),
        (
            '{"type":"passage","key":"a","section":"b","ordinal":1,"start":0,"end":1,"digest":"c","marks":[1]}',
            "marks: must be an object, not a number",
        ),
        ("[" * 100_000, "this JSON is nested too deeply"),
        (f'{{"type":"row","table":{"9" * 5000},"number":1}}', "limit"),
    ],
)
def test_a_broken_line_is_refused_with_its_place(line: str, problem: str) -> None:
    text = f'{{"type":"row","table":1,"number":1}}\n{line}\n{{"type":"row","table":1,"number":2}}\n'
    with pytest.raises(SourceSyntaxError) as caught:
        load_records(text, "sample.2025-05-12.jsonl")
    assert caught.value.line == 2
    assert caught.value.message.startswith("sample.2025-05-12.jsonl:2: ")
    assert problem in caught.value.message
    assert caught.value.mend.startswith("write the record as `oncotriples ingest` writes it")
    str(caught.value).encode()


def test_ten_thousand_passages_are_read_in_a_moment() -> None:
    text = dump_records([PASSAGE] * 10_000)
    before = time.process_time()
    assert len(load_records(text, "sample.jsonl")) == 10_000
    assert time.process_time() - before < 1.5  # 0.2 s on an idle machine


def test_lines_are_json_with_the_type_first() -> None:
    found = json.loads(dump_records([PASSAGE]))
    assert next(iter(found)) == "type"
    assert found["groups"][0]["pointers"][1] == {"number": 42, "reference": "1-10"}
    assert "text" not in found

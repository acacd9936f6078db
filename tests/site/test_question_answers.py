"""Questions asked within limits: what is kept of an answer, and what becomes of one that takes too much."""

import sys
from pathlib import Path

import pytest
from asked_release import quads_of, question, small_release

from oncotriples.questions.saved import find_query
from oncotriples.site.question_answers import Answered, Limits, answered, values_of

DATA = quads_of("@prefix ex: <http://example.org/> . ex:s ex:p " + ", ".join(map(str, range(300))) + " .")
NUMBERS = question("SELECT ?n WHERE { ?s ex:p ?n } ORDER BY ?n", columns="{n: integer}")


def ask(folder: Path, text: str, limits: Limits) -> Answered:
    release = small_release(folder / "release", DATA, {"asked": text})
    (found,) = answered([find_query(release.folder / "queries", "asked")], release, folder, limits)
    assert [path.name for path in folder.iterdir()] == ["release"], "the store is left behind"
    return found


def test_the_first_rows_are_kept_and_all_are_counted(tmp_path: Path) -> None:
    found = ask(tmp_path, NUMBERS, Limits(rows=10))
    assert found.answer is not None
    assert (len(found.answer.rows), found.total) == (10, 300)
    assert found.files()[".csv"].decode().split() == ["n", *map(str, range(10))]


def test_an_answer_within_the_limits_is_whole(tmp_path: Path) -> None:
    found = ask(tmp_path, NUMBERS, Limits())
    assert found.answer is not None
    assert len(found.answer.rows) == found.total == 300


def test_triples_are_cut_too(tmp_path: Path) -> None:
    found = ask(tmp_path, question("CONSTRUCT { ?s ex:q ?n } WHERE { ?s ex:p ?n }"), Limits(rows=2))
    assert found.total == 300
    assert found.files() == {".answer.ttl": b"<http://example.org/s>\n    <http://example.org/q> 0, 1 ;\n.\n"}


def test_an_answer_of_too_many_characters_is_none(tmp_path: Path) -> None:
    long = 'SELECT (GROUP_CONCAT(STR(?n); SEPARATOR="----------") AS ?all) WHERE { ?s ex:p ?n }'
    found = ask(tmp_path, question(long, columns="{all: text}"), Limits(characters=1000))
    assert (found.answer, found.total, found.files()) == (None, 0, {})


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep this limit")
def test_a_question_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    much = "SELECT ?a ?b ?c WHERE { ?s ex:p ?a . ?t ex:p ?b . ?u ex:p ?c } ORDER BY DESC(?a) ?b ?c"
    found = ask(tmp_path, question(much, columns="{a: integer, b: integer, c: integer}"), Limits(gigabytes=0.5))
    assert found.answer is None


def test_no_questions_need_no_store(tmp_path: Path) -> None:
    release = small_release(tmp_path / "release", "no quads at all", {})
    assert list(answered([], release, tmp_path, Limits())) == []


def test_only_parameters_without_default_are_given_their_examples(tmp_path: Path) -> None:
    params = "{one: {type: integer, default: 1, example: 2}, two: {type: integer, example: 3}}"
    text = "SELECT ?n WHERE { BIND(?_one_integer + ?_two_integer AS ?n) }"
    found = ask(tmp_path, question(text, columns="{n: integer}", params=params), Limits())
    assert values_of(found.query) == {"two": "3"}
    assert found.files()[".csv"] == b"n\r\n4\r\n"

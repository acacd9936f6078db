"""Lock files: the same entries give the same text, and what was edited or made up is noticed where it stands."""

import difflib
import errno
import json
import os
import random
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.documents.article_entry import Author, CorrectionLink, Heading, PubMedArticle, Tag
from oncotriples.enrichment.literature_lock import Absence, ArticleEntry, Resolution
from oncotriples.enrichment.lockfile import dump_lock, exclusively, load_lock, read_lock, write_lock
from oncotriples.enrichment.provenance import Source
from oncotriples.errors import MachineError, SourceSyntaxError

CLASSES = {"articles": ArticleEntry, "absent": Absence, "references": Resolution}
NAME = "kg/some.lock.json"
SOURCE = Source("PubMed", ("https://pubmed.example/90000001/",), "2026-11-23", "0" * 64)
ARTICLE = PubMedArticle(
    "90000001",
    title="Größe und Δ \u2028 of “it”",
    authors=(Author("Example", "Alice", "A"), Author(collective="Group")),
    headings=(Heading("D1", "Nothing", True, (Tag("Q1", "therapy"), Tag("Q2", "x"))), Heading("D2", "Else")),
    corrections=(CorrectionLink("ErratumIn", "J. 2013"),),
    authors_complete=False,
    languages=("eng", "ger"),
)
SECTIONS: dict[str, dict[str, Any]] = {
    "articles": {"90000001": ArticleEntry(ARTICLE, SOURCE, "2026-11-23"), "100": ArticleEntry(ARTICLE, SOURCE)},
    "absent": {"90000009": Absence(SOURCE, "2026-11-23")},
    "references": {"citation/key/a": Resolution(), "citation/key/b": Resolution("1", "curator", note="seen")},
}
TEXT = dump_lock(SECTIONS)


def _broken(text: str) -> SourceSyntaxError:
    with pytest.raises(SourceSyntaxError) as raised:
        load_lock(text, NAME, CLASSES)
    error = raised.value
    assert error.path == NAME
    assert error.message.startswith(f"{NAME}:")
    assert error.mend.startswith("take the file back from version control")
    assert error.exit_code == 2
    return error


def _line(part: str, nth: int = 1) -> int:
    """The line of the text in which a part stands, for the nth time."""
    return [number for number, line in enumerate(TEXT.split("\n"), 1) if part in line][nth - 1]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "some.lock.json"
    assert read_lock(path, NAME, CLASSES) == {"articles": {}, "absent": {}, "references": {}}
    write_lock(path, SECTIONS)
    assert path.read_bytes() == TEXT.encode()
    assert read_lock(path, NAME, CLASSES) == SECTIONS
    assert load_lock(dump_lock(load_lock(TEXT, NAME, CLASSES)), NAME, CLASSES) == SECTIONS
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())  # as version control may check it out
    assert read_lock(path, NAME, CLASSES) == SECTIONS
    assert [other.name for other in tmp_path.iterdir()] == [path.name]


def test_the_text_is_sorted_minimal_and_the_same_in_any_order() -> None:
    entries = {str(number): Resolution(str(number)) for number in range(1, 300)}
    mixed = list(entries.items())
    random.Random(1).shuffle(mixed)  # noqa: S311
    assert dump_lock({"references": dict(mixed)}) == dump_lock({"references": entries})
    data = json.loads(TEXT)
    for section in data.values():
        assert list(section) == sorted(section)
    assert list(data) == list(CLASSES)
    assert set(data["references"]["citation/key/a"]) == {"sha256"}
    assert set(data["articles"]["100"]) == {"article", "source", "sha256"}
    assert set(data["articles"]["100"]["article"]) == {
        field.name for field in fields(PubMedArticle) if getattr(ARTICLE, field.name) != field.default
    }
    assert '""' not in TEXT
    assert "[]" not in TEXT
    assert dump_lock({"articles": {}}) == '{\n "articles": {\n }\n}\n'


def test_the_text_has_a_line_for_each_thing_that_may_change() -> None:
    lines = TEXT.split("\n")
    assert '     {"family": "Example", "given": "Alice", "initials": "A"},' in lines
    assert '     {"collective": "Group"}],' in lines
    assert '    "title": "Größe und Δ \u2028 of “it”",' in lines
    assert '   "checked": "2026-11-23",' in lines


def _differing(one: str, other: str) -> tuple[int, int]:
    """How many lines are gone, and how many have come."""
    matcher = difflib.SequenceMatcher(None, one.split("\n"), other.split("\n"), autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    return sum(step[2] - step[1] for step in steps), sum(step[4] - step[3] for step in steps)


@pytest.mark.parametrize(
    ("change", "most"),
    [
        (lambda entry: replace(entry, checked="2026-11-24"), 2),
        (lambda entry: replace(entry, article=replace(entry.article, title="Else")), 2),
        (lambda entry: replace(entry, article=replace(entry.article, issue="9")), 2),
        (lambda entry: replace(entry, article=replace(entry.article, authors=ARTICLE.authors[:1])), 3),
        (
            lambda entry: replace(
                entry,
                article=replace(entry.article, corrections=(*ARTICLE.corrections, CorrectionLink("RetractionIn", "K"))),
            ),
            3,
        ),
    ],
    ids=["day", "title", "new field", "author gone", "retracted"],
)
def test_a_change_is_read_in_few_lines(change: Callable[[ArticleEntry], ArticleEntry], most: int) -> None:
    entries = {str(number): ArticleEntry(replace(ARTICLE, pmid=str(number)), SOURCE, "x") for number in range(10, 30)}
    after = {**entries, "20": change(entries["20"])}
    gone, come = _differing(dump_lock({"articles": entries}), dump_lock({"articles": after}))
    assert 0 < gone <= come <= most or (gone, come) == (most, most - 1)
    del after["20"]
    assert _differing(dump_lock({"articles": entries}), dump_lock({"articles": after}))[1] == 0


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"Größe', '"Grösse', "its sha256 is not that of its content"),
        ('"family": "Example"', '"family": "Sample"', "its sha256 is not that of its content"),
        ('"date": "2026-11-23"', '"date": "2026-11-24"', "its sha256 is not that of its content"),
        ('"eng", "ger"', '"ger", "eng"', "its sha256 is not that of its content"),
        ("true", "false", "its sha256 is not that of its content"),
        ('   "checked": "2026-11-23",\n', "", "its sha256 is not that of its content"),
        ('"sha256": "', '"sha256": "0', "its sha256 is not that of its content"),
        ('"sha256": "', '"sha256x": "', "there is no field"),
        ('   "source": {', '   "source": 1, "sauce": {', "source: must be an object, not a number"),
        ('"eng", "ger"', '"eng", 1', "article: languages: must be a text, not a number"),
        ('"authors_complete": false', '"authors_complete": 0', "authors_complete: must be true or false"),
        ('"date":', '"dated":', 'there is no field "dated"; there are name, addresses, date, digest'),
        ('"Größe', '"\\ud800Größe', "article: title: holds half of a surrogate pair"),
        ('"eng", "ger"', '"eng", [[[[]]]]', "must be a text, not a list"),
        ('"eng", "ger"', '"eng", NaN', "must be a text, not a number"),
    ],
)
def test_an_edited_entry_is_named_with_its_line(old: str, new: str, problem: str) -> None:
    # Of two articles “100” stands first, and has no day.
    named = "90000001" if old.startswith('   "checked"') else "100"
    error = _broken(TEXT.replace(old, new, 1))
    assert f'entry "{named}": ' in error.message
    assert problem in error.message
    assert error.line == _line(f'"{named}": {{')


def test_a_removed_sum_and_a_moved_entry_are_noticed() -> None:
    data = json.loads(TEXT)
    sums = [entry.pop("sha256") for entry in data["articles"].values()]
    assert 'entry "100": has no sha256' in _broken(json.dumps(data, indent=1)).message
    # The content of one entry under the key of another, or in another section, is made up.
    data["articles"]["100"]["sha256"], data["articles"]["90000001"]["sha256"] = reversed(sums)
    assert 'entry "100": its sha256' in _broken(json.dumps(data)).message
    moved = TEXT.replace('"citation/key/b"', '"citation/key/c"')
    error = _broken(moved)
    assert (error.line, 'entry "citation/key/c"' in error.message) == (_line('"citation/key/b"'), True)
    moved = '{"articles": {}, "references": {"90000009": ' + json.dumps(data["absent"]["90000009"]) + "}}"
    assert 'entry "90000009"' in _broken(moved).message


def test_an_entry_is_found_in_its_own_section() -> None:
    sections = {"articles": {"7": SECTIONS["articles"]["100"]}, "absent": {"7": Absence(SOURCE, "2026-11-23")}}
    text = dump_lock(sections)
    edited = text.replace('"checked": "2026-11-23"', '"checked": "2026-11-22"')
    assert edited.count("2026-11-22") == 1
    assert _broken(edited).line == text.split('"absent"')[0].count("\n") + 2


def test_a_key_that_stands_twice_is_found() -> None:
    block = TEXT[TEXT.index('  "90000009"') : TEXT.index('\n },\n "references"')]
    error = _broken(TEXT.replace(block, f"{block},\n{block}"))
    assert '"90000009" stands there twice' in error.message
    assert error.line == _line('"90000009": {') + block.count("\n") + 1
    error = _broken(TEXT.replace('   "checked": "2026-11-23",', '   "checked": "2026-11-23",\n   "checked": "",', 1))
    assert error.line == _line('   "checked"') + 1
    error = _broken(TEXT.replace(' "absent": {', ' "absent": {},\n "absent": {'))
    assert error.line == _line(' "absent"') + 1
    assert '"family" stands there twice' in _broken(TEXT.replace('{"family"', '{"family": "", "family"', 1)).message


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ("", "is no JSON", 1),
        ("{\n<<<<<<< ours\n}", "is no JSON", 2),
        (TEXT[: len(TEXT) // 2], "is no JSON", 0),
        ("\ufeff{}", "is no JSON", 1),
        ("[]", "must be an object, not a list", 1),
        ("null", "must be an object, not null", 1),
        ('{\n "articles": {},\n "article": {}\n}', 'there is no section "article"; there are articles, absent', 3),
        ('{"\\ud800": {}}', r'there is no section "\ud800"', 0),
        ('{\n "articles": []}', "section “articles” must be an object, not a list", 2),
        ('{"articles": {\n"1": null}}', 'entry "1": must be an object, not null', 2),
        ('{"articles": {\n"1": {}}}', 'entry "1": the field “article” is missing', 2),
        ('{"references": {"\\ud800": {}}}', r'entry "\ud800": its key holds half of a surrogate pair', 0),
        ('{"references": {"x": {"checked": ' + "[" * 200_000 + "]" * 200_000 + "}}}", "is nested too deeply", 0),
        ('{"references": {"x": {"checked": ' + "9" * 5000 + "}}}", "", 0),
    ],
)
def test_what_is_no_lock_is_told(text: str, problem: str, line: int) -> None:
    error = _broken(text)
    assert problem in error.message
    assert error.line == line or not line
    error.message.encode()


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    path = tmp_path / "some.lock.json"
    path.write_bytes(b'{\n "articles": {\n "\xff": {}}}')
    with pytest.raises(SourceSyntaxError, match=rf"^{NAME}:3: is not UTF-8") as raised:
        read_lock(path, NAME, CLASSES)
    assert raised.value.line == 3
    with pytest.raises(MachineError, match=f"^{NAME}: cannot be read: Is a directory"):
        read_lock(tmp_path, NAME, CLASSES)
    with pytest.raises(MachineError, match="cannot be written"):
        write_lock(tmp_path / "gone" / "some.lock.json", SECTIONS)


def _any(class_: type, **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Values of a class whose fields hold any text, unless said otherwise."""
    return st.builds(class_, **{field.name: TEXTS for field in fields(class_)} | known)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ARTICLES = _any(
    PubMedArticle,
    authors=st.lists(_any(Author), max_size=2).map(tuple),
    authors_complete=st.booleans(),
    journal=st.deferred(lambda: st.builds(type(ARTICLE.journal), TEXTS, TEXTS)),
    languages=st.lists(TEXTS, max_size=2).map(tuple),
    types=st.lists(_any(Tag), max_size=2).map(tuple),
    headings=st.lists(
        _any(Heading, major=st.booleans(), qualifiers=st.lists(_any(Tag), max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    substances=st.just(()),
    registrations=st.lists(TEXTS, max_size=2).map(tuple),
    corrections=st.lists(_any(CorrectionLink), max_size=2).map(tuple),
)


@given(st.dictionaries(TEXTS, st.builds(ArticleEntry, ARTICLES, st.just(SOURCE), TEXTS), max_size=2))
def test_any_article_is_read_as_it_was_written(entries: dict[str, ArticleEntry]) -> None:
    text = dump_lock({"articles": entries})
    found = load_lock(text, NAME, CLASSES)
    assert found == {"articles": entries, "absent": {}, "references": {}}
    assert dump_lock({"articles": found["articles"]}) == text
    text.encode()
    # Tools that read lines see as many as were written.
    assert text.count("\n") == len(text.split("\n")) - 1
    assert "\r" not in text


@given(ARTICLES, ARTICLES)
def test_two_contents_never_have_one_sum(one: PubMedArticle, other: PubMedArticle) -> None:
    sums = [json.loads(dump_lock({"a": {"k": ArticleEntry(it, SOURCE)}}))["a"]["k"]["sha256"] for it in (one, other)]
    assert (sums[0] == sums[1]) == (one == other)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such hold")
def test_a_folder_that_cannot_be_held_hinders_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network folders cannot be held. What else goes wrong with the hold is told."""
    import fcntl

    def answering(code: int) -> None:
        def no_hold(descriptor: int, how: int) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(fcntl, "flock", no_hold)

    for code in (errno.ENOLCK, errno.ENOTSUP):
        answering(code)
        with exclusively(tmp_path / "it.json"):
            pass
    answering(errno.EIO)
    with pytest.raises(MachineError, match="cannot be held: "), exclusively(tmp_path / "it.json"):
        pass

"""Sets of PubMed records: cut, damaged, packed or hostile, either every record is read or it is said what is wrong."""

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pubmed_records import Fixture, Heading, Link, article_set, pubmed_file

from oncotriples.documents import article_set as sets
from oncotriples.documents.article import identity, read_article, read_deletions
from oncotriples.documents.article_entry import PubMedArticle
from oncotriples.documents.article_set import Piece, pieces
from oncotriples.documents.problems import Problem, UnreadableDocument

ARTICLES = (
    Fixture("90000001", mesh=(Heading("D1", "Neoplasms", qualifiers=(("Q1", "therapy"),)),), references=("90000009",)),
    Fixture(
        "90000002", title="Grünes <i>Licht</i>: 3 &lt; 4 &amp; 5 ‰ ¡hé!", links=(Link("ErratumIn", pmid="90000008"),)
    ),
    Fixture("90000003", version="2", book="A book of invented summaries"),
)
SET = article_set(ARTICLES, ["90000004", "90000005"], file=True)
OPENING, CLOSING = b"<PubmedArticleSet>", b"</PubmedArticleSet>\n"
ROOT = SET.index(OPENING) + len(OPENING)


class _Drops:
    """A stream that gives at most so many bytes at once."""

    def __init__(self, data: bytes, most: int) -> None:
        self._stream = BytesIO(data)
        self._most = most

    def read(self, _: int) -> bytes:
        return self._stream.read(self._most)


def _read(data: bytes) -> list[PubMedArticle | tuple[str, ...]]:
    """What is in a set: articles, and the PMIDs of deletions."""
    return [_record(piece) for piece in pieces(data, "sample.xml")]


def _record(piece: Piece) -> PubMedArticle | tuple[str, ...]:
    if piece.tag == "DeleteCitation":
        return tuple(read_deletions(piece, "sample.xml"))
    article = read_article(piece, "sample.xml")
    assert identity(piece, "sample.xml") == (int(article.pmid), int(article.version or 1))
    return article


def _refused(data: bytes) -> Problem:
    with pytest.raises(UnreadableDocument) as caught:
        _read(data)
    assert caught.value.problem.message
    return caught.value.problem


def _of(*children: bytes, head: bytes = b"") -> bytes:
    return head + OPENING + b"\n".join(children) + CLOSING


WHOLE = _read(SET)
ONE = b"<PubmedArticle><MedlineCitation><PMID>1</PMID></MedlineCitation></PubmedArticle>"


def test_the_children_come_in_order_with_their_lines() -> None:
    found = list(pieces(SET, "sample.xml"))
    assert [(piece.tag, piece.line, piece.number) for piece in found] == [
        ("PubmedArticle", 3, 0),
        ("PubmedArticle", 4, 1),
        ("PubmedBookArticle", 5, 2),
        ("DeleteCitation", 6, 3),
    ]
    assert [piece.identity() for piece in found] == [(90000001, 1), (90000002, 1), (90000003, 2), None]
    assert [getattr(one, "pmid", one) for one in WHOLE] == [
        "90000001",
        "90000002",
        "90000003",
        ("90000004", "90000005"),
    ]


@pytest.mark.parametrize("most", [1, 2, 7, 63, 64, 65, 1000])
@pytest.mark.parametrize("data", [SET, gzip.compress(SET)], ids=["plain", "packed"])
def test_blocks_may_end_anywhere(data: bytes, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "_BLOCK", most)
    stream = _Drops(data, most)
    assert list(pieces(stream, "sample.xml")) == list(pieces(SET, "sample.xml"))  # type: ignore[arg-type]  # it has all that is asked of it: read


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (_of(), 0),
        (b"<PubmedArticleSet/>", 0),
        (b"<PubmedArticleSet />\n\n", 0),
        (b"<PubmedArticleSet></PubmedArticleSet >", 0),
        (SET.replace(b"\n", b"\r\n"), 4),
        (b"\xef\xbb\xbf" + SET, 4),
        (b"<!-- made up -->\n" + _of(ONE), 1),
        (SET.replace(OPENING, b"<PubmedArticleSet xmlns=\"https://nowhere.example/\" a='b' >"), 4),
        (_of(ONE.replace(b"<PubmedArticle>", b"<PubmedArticle\n>")), 1),
        (_of(ONE, b"<DeleteCitation/>", ONE), 3),
        (_of(ONE, b"<DeleteCitation><PMID Version='1'>007</PMID></DeleteCitation>", ONE), 3),
        (_of(b" \t\r\n" * 500 + ONE), 1),
        (_of(ONE.replace(b"<PMID>", b"<OtherID>PubmedArticle></OtherID><PMID>")), 1),
    ],
)
def test_odd_but_whole_sets_are_read(data: bytes, count: int) -> None:
    assert len(_read(data)) == count


@pytest.mark.parametrize(
    ("data", "rule", "line", "value"),
    [
        (b"", "other-kind", 1, ""),
        (b"<html><body>Bad gateway</body></html>", "other-kind", 1, "<html><body>Bad gateway</body></html>"),
        (b"<eFetchResult>\n<ERROR> No luck </ERROR></eFetchResult>", "service-error", 1, "No luck"),
        (
            b"nonsense" + _of(ONE),
            "other-kind",
            1,
            "nonsense<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID></Medlin",
        ),
        ("<PubmedArticleSet/>".encode("utf-16"), "wrong-encoding", 1, "UTF-16"),
        (_of(ONE, head=b'<?xml version="1.0" encoding="ISO-8859-1"?>'), "wrong-encoding", 1, "ISO-8859-1"),
        (_of(ONE, head=b'<!DOCTYPE a [<!ENTITY b "c">]>\n'), "document-type", 1, "sample.xml"),
        (_of(ONE, b"<!-- <PubmedArticle/> -->"), "odd-content", 2, "<!-- <PubmedArticle/> --></PubmedArticleSet>"),
        (_of(ONE, ONE.replace(b"<PMID>", b"\n<!-- a -->")), "odd-markup", 3, "<!-- a -->1</PMID></"),
        (_of(ONE.replace(b"1", b"<![CDATA[1]]>")), "odd-markup", 1, "<![CDATA[1]]></PMID>"),
        (_of(ONE, b"\n<Other/>"), "odd-content", 3, "<Other/></PubmedArticleSet>"),
        (_of(ONE, b"<p:PubmedArticle/>"), "odd-content", 2, "<p:PubmedArticle/></PubmedArticleSet>"),
        (_of(b"text"), "odd-content", 1, "text</PubmedArticleSet>"),
        (_of(ONE) + b"\n" + _of(ONE)[:40], "odd-content", 3, "<PubmedArticleSet><PubmedArticle><Medlin"),
        (_of(ONE) + b"\x00", "odd-content", 2, "\x00"),
        (_of(ONE)[:-9], "truncated-document", 1, "sample.xml"),
        (_of(ONE.replace(b"</PubmedArticle>", b"\n</PubmedArticlf>"), ONE), "odd-content", 3, "<PubmedArticle>"),
        (_of(b"<PubmedArticle/>"), "no-pmid", 1, "sample.xml"),
        (_of(ONE.replace(b"1", b"0")), "no-pmid", 1, "sample.xml"),
        (_of(ONE.replace(b"1", b"123456789")), "no-pmid", 1, "sample.xml"),
        (_of(ONE, b"<DeleteCitation>\n<PMID>x</PMID></DeleteCitation>"), "no-pmid", 3, "x"),
        (_of(ONE, ONE.replace(b"1", b"\n&who;")), "malformed-xml", 3, "sample.xml"),
        (_of(ONE.replace(b"1", b"\xff")), "malformed-xml", 1, "sample.xml"),
        (_of(ONE.replace(b"1", b"<a>" * 300 + b"</a>" * 300)), "malformed-xml", 1, "sample.xml"),
    ],
)
def test_what_is_no_whole_set_is_refused(data: bytes, rule: str, line: int, value: str) -> None:
    problem = _refused(data)
    assert (problem.rule, problem.line, problem.value) == (rule, line, value)


def test_a_set_that_is_cut_is_refused_at_every_byte() -> None:
    for end in range(len(SET) - 1):
        assert _refused(SET[:end]).rule in ("truncated-document", "other-kind"), end
    assert _read(SET[:-1]) == WHOLE


def test_a_packed_set_that_is_cut_is_refused_at_every_byte() -> None:
    packed = pubmed_file(ARTICLES[:1])
    for end in range(len(packed)):
        assert _refused(packed[:end]).rule in ("truncated-gzip", "other-kind"), end


def test_a_damaged_packed_set_is_refused_or_read_as_it_was() -> None:
    packed = pubmed_file(ARTICLES[:1])
    whole = _read(packed)
    same = 0
    for place in range(len(packed)):
        for bit in range(8):
            damaged = bytearray(packed)
            damaged[place] ^= 1 << bit
            try:
                assert _read(bytes(damaged)) == whole
                same += 1
            except UnreadableDocument:
                continue
    assert same <= 10 * 8  # of its header: the time, and which system made it


def _by_lxml(data: bytes) -> list[PubMedArticle | tuple[str, ...]]:
    """The same by a parser that is given the whole document; raises XMLSyntaxError."""
    root = etree.fromstring(data, etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))
    assert root.tag == "PubmedArticleSet"
    return [_record(Piece(child.tag, etree.tostring(child, with_tail=False), 1, 0)) for child in root]


@given(st.lists(st.tuples(st.integers(ROOT, len(SET) - 1), st.integers(0, 255)), min_size=1, max_size=3))
def test_damaged_bytes_are_noticed_or_read_as_they_stand(changes: list[tuple[int, int]]) -> None:
    _as_a_whole_document(changes)


@given(
    st.lists(
        st.tuples(st.integers(ROOT, len(SET) - 1), st.sampled_from(b"<>/!?&; aP1\n\0\xe2")), min_size=1, max_size=3
    )
)
def test_damaged_markup_is_noticed_or_read_as_it_stands(changes: list[tuple[int, int]]) -> None:
    _as_a_whole_document(changes)


def _as_a_whole_document(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SET)
    for place, value in changes:
        data[place] = value
    try:
        found = _read(bytes(data))
    except UnreadableDocument:
        return
    assert found == _by_lxml(bytes(data))


@given(
    st.lists(
        st.sampled_from((ONE, SET[ROOT : -len(CLOSING)], b" ", b"\n", b"<PubmedArticle>", b"</PubmedArticle>", b"x"))
    )
)
def test_a_set_is_read_if_and_only_if_it_is_one(parts: list[bytes]) -> None:
    data = OPENING + b"".join(parts) + CLOSING
    try:
        expected = _by_lxml(data) if b"x" not in parts else None
    except (etree.XMLSyntaxError, UnreadableDocument):
        expected = None
    if expected is None:
        _refused(data)
    else:
        assert _read(data) == expected


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(SET[:100]) + gzip.compress(SET[100:]),
        b"".join(gzip.compress(SET[at : at + 1]) for at in range(len(SET))),
        gzip.compress(SET) + b"\0" * 1000,
        gzip.compress(SET[:100]) + b"\0\0\0" + gzip.compress(SET[100:]),
        gzip.compress(b"") + gzip.compress(SET),
    ],
    ids=["two", "many", "padded", "padded between", "empty first"],
)
def test_members_of_a_packed_file_are_read_as_one(packed: bytes) -> None:
    assert _read(packed) == WHOLE


@pytest.mark.parametrize(
    ("packed", "rule"),
    [
        (gzip.compress(SET) + b"garbage", "damaged-gzip"),
        (gzip.compress(SET) + b"\x1f\x8b\x08", "truncated-gzip"),
        (gzip.compress(SET) + gzip.compress(b"<more/>"), "odd-content"),
        (gzip.compress(SET)[:-8] + b"\0" * 8, "damaged-gzip"),
        (gzip.compress(b""), "other-kind"),
    ],
)
def test_what_follows_a_packed_set_is_not_passed_over(packed: bytes, rule: str) -> None:
    assert _refused(packed).rule == rule


class _Endless:
    """A stream of a head and then the same block again and again."""

    def __init__(self, head: bytes, block: bytes, times: int) -> None:
        self._blocks = self._all(head, block, times)

    @staticmethod
    def _all(head: bytes, block: bytes, times: int) -> Iterator[bytes]:
        yield head
        for _ in range(times):
            yield block

    def read(self, _: int) -> bytes:
        return next(self._blocks, b"")


MIB = 1 << 20


@pytest.mark.parametrize(
    ("head", "block", "rule"),
    [
        (OPENING + b"<PubmedArticle>", b"x" * MIB, "too-large"),
        (OPENING + b"<PubmedArticle>", b"<a>" * (MIB // 3), "too-large"),
        (OPENING + b"<PubmedArticle>", b"PubmedArticle>" * (MIB // 14), "too-large"),
        (OPENING + b"<PubmedArticle>", b"!" * MIB, "too-large"),
        (OPENING + b"<" + b"x" * 70, b"x" * MIB, "odd-content"),
        (b"", b"x" * MIB, "other-kind"),
        (b"", b"<?" * (MIB // 2), "other-kind"),
        (b"", b"<PubmedArticleSet " * (MIB // 18), "other-kind"),
    ],
    ids=["text", "tags", "names", "marks", "no record", "no root", "instructions", "roots"],
)
def test_a_hundred_mebibytes_of_one_thing_are_given_up_soon(head: bytes, block: bytes, rule: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableDocument) as caught:
            list(pieces(_Endless(head, block, 100), "sample.xml"))  # type: ignore[arg-type]  # it has all that is asked of it: read
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.problem.rule == rule
    assert peak < 4 * sets.MAX_RECORD


def test_space_without_end_takes_no_memory() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = packer.compress(OPENING) + b"".join(packer.compress(b"\n" * MIB) for _ in range(256)) + packer.flush()
    assert len(bomb) < MIB
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableDocument) as caught:
            list(pieces(bomb, "sample.xml"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.problem.rule == "truncated-document"
    assert caught.value.problem.line == 256 * MIB + 1
    assert peak < 16 * MIB


def test_a_set_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "MAX_SET", len(SET))
    assert _read(SET) == _read(gzip.compress(SET)) == WHOLE
    assert _refused(SET + b"\n").rule == _refused(gzip.compress(SET + b"\n")).rule == "too-large"
    monkeypatch.setattr(sets, "MAX_RECORDS", 4)
    assert _read(SET) == WHOLE
    monkeypatch.setattr(sets, "MAX_RECORDS", 3)
    assert (_refused(SET).rule, _refused(SET).line) == ("too-large", 6)


def test_a_record_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "MAX_RECORD", len(ONE))
    monkeypatch.setattr(sets, "_BLOCK", 16)
    assert len(_read(_of(ONE, ONE))) == 2
    assert _refused(_of(ONE, ONE.replace(b"1", b"12"))).rule == "too-large"

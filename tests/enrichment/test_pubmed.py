"""PubMed's three utilities at a service that misbehaves: answers are whole, or asked for again, or a RemoteError."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventing import QUICK, asked, invented, pubmed_at, unnumbered, work_of
from pubmed_service import Author, Fixture, Journal, PubMedService, article_set
from services import Reply, Request, Trouble

from oncotriples.enrichment.pubmed import PubMed, per_second, search_term
from oncotriples.errors import RemoteError
from oncotriples.evidence.matching import Work

ARTICLES = invented(8)
PMIDS = [article.pmid for article in ARTICLES]
WORKS = unnumbered(ARTICLES)
MATCHES = {work.path: (pmid,) for work, pmid in zip(WORKS, PMIDS, strict=True)}
ON_THE_WAY = ("too-many", "server-error", "unavailable", "hang", "drip", "reset", "closed", "truncated")
SPOILT = ("truncated-gzip", "html", "empty", "malformed", "redirect", "error", "missing", "wrong", "twice")
REFUSAL = b'{"error":"API rate limit exceeded","api-key":"203.0.113.7","count":"4","limit":"3"}\n'
# fmt: off
# The lines that end an answer of the matcher, as NCBI writes them.
SAID = {
    "2014248": ("2014248",), "NOT_FOUND": (), "NOT_FOUND;INVALID_JOURNAL": (), "": (), "AMBIGUOUS (783 citations)": (),
    "AMBIGUOUS 33057196,32076266,32025019": ("33057196", "32076266", "32025019"),
    "AMBIGUOUS 33057196, 32076266": ("33057196", "32076266"), "AMBIGUOUS 1,1": ("1",), "ERROR x": (),
}
# fmt: on


class Scripted(PubMedService):
    """Answers with ``bodies`` one after the other, then as PubMed does."""

    def __init__(self, *bodies: bytes) -> None:
        super().__init__(ARTICLES)
        self.bodies = list(bodies)

    def answer(self, request: Request, trouble: Trouble | None) -> Reply:
        return Reply(200, "text/plain", self.bodies.pop(0)) if self.bodies else super().answer(request, trouble)


@pytest.fixture
def service() -> Iterator[PubMedService]:
    with PubMedService(ARTICLES) as running:
        yield running


@pytest.fixture
def pubmed(service: PubMedService) -> Iterator[PubMed]:
    with pubmed_at(service, replace(QUICK, timeout=0.4)) as one:
        yield one


def test_the_rate_depends_on_a_key() -> None:
    assert (per_second(""), per_second("some key")) == (3, 10)


def test_every_request_bears_tool_email_and_data_base(service: PubMedService, pubmed: PubMed) -> None:
    pubmed.match(WORKS[:1])
    pubmed.search(WORKS[0])
    pubmed.fetch(PMIDS)
    assert [(request.path.rpartition("/")[2], request.method) for request in service.requests] == [
        ("ecitmatch.cgi", "GET"),
        ("esearch.fcgi", "GET"),
        ("efetch.fcgi", "POST"),
    ]
    for request in service.requests:
        assert (request.one("tool"), request.one("email"), request.one("db")) == ("a-test", "a@b.example", "pubmed")
        assert "api_key" not in request.params


def test_works_are_matched_by_their_keys(service: PubMedService, pubmed: PubMed) -> None:
    strange = work_of(ARTICLES[0], title="Strange", journal="Unheard of")
    missing = work_of(ARTICLES[0], title="Missing", pages="9999", authors="Nobody X", first_author="Nobody")
    misspelt = work_of(ARTICLES[1], title="Misspelt", authors="Nobody X", first_author="Nobody")
    found = pubmed.match([strange, *WORKS[:2], missing, misspelt])
    assert found == {
        strange.path: (),
        **dict(list(MATCHES.items())[:2]),
        missing.path: (),
        # The matcher gives the author up and leaves the field empty: what it found is to be compared.
        misspelt.path: (PMIDS[1],),
    }
    ((first, second, *_),) = asked(service, "ecitmatch")
    article = ARTICLES[0]
    author = f"{article.authors[0].family} {article.authors[0].initials}"
    place = f"{article.year}|{article.volume}|{article.pages.partition('-')[0]}|{author}"
    assert (first, second) == (f"Unheard of|{place}|w0|", f"{article.journal.ta}|{place}|w1|")
    twins = {str(number): replace(article, pmid=str(number)) for number in range(11, 16)}
    service.articles = {pmid: twins[pmid] for pmid in ("11", "12", "13")}
    assert pubmed.match([WORKS[0]]) == {WORKS[0].path: ("11", "12", "13")}
    service.articles = dict(twins)
    assert pubmed.match([WORKS[0]]) == {WORKS[0].path: ()}


@pytest.mark.parametrize("said", SAID)
def test_each_ending_of_a_line_is_read(said: str) -> None:
    lines = [f"j||||e|w0|{said}", "", "|w9|5", "rubbish", f"a | b||w1| {said} ", "||", "x|w2"]
    with Scripted("\r\n".join(lines).encode()) as service, pubmed_at(service) as pubmed:
        assert pubmed.match(WORKS[:3]) == {work.path: SAID[said] for work in WORKS[:2]}
    assert len(service.requests) == 1


def test_fields_hold_neither_bars_nor_line_ends(service: PubMedService, pubmed: PubMed) -> None:
    marks = "|w7|1\r\nannals|1990|1|1|x|w1|\r"
    odd = Work("a", "", f"T{marks}", f"Odd{marks} A", f"Odd{marks}", f"J{marks}", f"2{marks}", f"3{marks}", "", "4|5")
    found = pubmed.match([odd, WORKS[0]])
    assert found == {"a": (), WORKS[0].path: (PMIDS[0],)}
    ((first, second),) = asked(service, "ecitmatch")
    assert (first.count("|"), second.count("|")) == (6, 6)
    assert "\n" not in first
    assert [first.endswith("|w0|"), second.endswith("|w1|")] == [True, True]


def test_lines_that_the_matcher_leaves_out_are_missing(service: PubMedService, pubmed: PubMed) -> None:
    service.misbehave("missing", path="ecitmatch.cgi")
    assert pubmed.match(WORKS) == dict(list(MATCHES.items())[:-1])
    service.misbehave("wrong", "twice", path="ecitmatch.cgi")
    assert pubmed.match(WORKS[:2]) == {WORKS[0].path: (PMIDS[0],), WORKS[1].path: (PMIDS[0],)}
    assert pubmed.match(WORKS) == MATCHES


@pytest.mark.parametrize("trouble", [trouble for trouble in (*ON_THE_WAY, *SPOILT) if trouble not in SPOILT[-3:]])
def test_matching_and_searching_survive_trouble(service: PubMedService, pubmed: PubMed, trouble: str) -> None:
    service.misbehave(trouble, path="esearch.fcgi", retry_after="0")
    if trouble != "malformed":  # a text that is cut is a shorter text
        service.misbehave(trouble, trouble, path="ecitmatch.cgi", retry_after="0")
    assert pubmed.match(WORKS) == MATCHES
    assert pubmed.search(WORKS[3]) == (PMIDS[3],)


def test_a_text_that_is_cut_gives_no_wrong_number() -> None:
    lines = [f"j|1|2|3||w{place}|{pmid}" for place, pmid in enumerate(PMIDS[:3])]
    whole = "\n".join(lines).encode()
    with Scripted() as service, pubmed_at(service) as pubmed:
        for length in range(len(lines[0]) + 1, len(whole) - len(PMIDS[2])):
            service.bodies = [whole[:length]]
            found = pubmed.match(WORKS[:3])
            assert list(found) == [work.path for work in WORKS[: whole[:length].count(b"\n")]]
            assert {path: MATCHES[path] for path in found} == found
        # Within the first line nothing is certain; a whole answer needs no line end.
        service.bodies = [whole[: len(lines[0])], whole[:9], whole]
        assert pubmed.match(WORKS[:3]) == dict(list(MATCHES.items())[:3])
        assert not service.bodies


def test_a_search_names_five_at_most(service: PubMedService, pubmed: PubMed) -> None:
    service.articles = {str(number): replace(ARTICLES[0], pmid=str(number)) for number in range(11, 31)}
    assert pubmed.search(WORKS[0]) == ("30", "29", "28", "27", "26")
    service.always("endless")
    assert len(pubmed.search(WORKS[0])) == 5
    assert pubmed.search(Work("a", title="—?", year="")) == ()
    assert len(service.requests) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"7",
        b'"x"',
        b'{"header":{}}',
        b'{"esearchresult":null}',
        b'{"esearchresult":[]}',
        b'{"esearchresult":{}}',
        b'{"esearchresult":{"idlist":"123"}}',
        b'{"esearchresult":{"idlist":{"1":"2"}}}',
        b'{"esearchresult":{"idlist":["1"],"ERROR":"Search Backend failed"}}',
        b'{"esearchresult":{"idlist":["1"]}',
        b"\xff\xfe\xff",
        b"[" * 100_000,
        REFUSAL,
    ],
)
def test_a_search_without_result_is_asked_again(body: bytes) -> None:
    with Scripted(body, body) as service, pubmed_at(service) as pubmed:
        assert pubmed.search(WORKS[0]) == (PMIDS[0],)
    assert len(service.requests) == 3


def test_numbers_of_a_search_are_pmids_or_nothing() -> None:
    body = b'{"esearchresult":{"idlist":["NOT_FOUND",5,"007","123456789",{"a":1}]}}'
    with Scripted(body) as service, pubmed_at(service) as pubmed:
        assert pubmed.search(WORKS[0]) == ("5", "7")


@pytest.mark.parametrize(
    ("title", "authors", "term"),
    [
        ("The use of agentol in X", "Example AB, Sample C", "use[ti] AND agentol[ti] AND Example AB[1au]"),
        ("Use: NOT x[au] OR (yy)*", "Example AB", "Use[ti] AND not[ti] AND au[ti] AND yy[ti] AND Example AB[1au]"),
        ('"Quoted" [brackets]. a:b|c~', "Example", "Quoted[ti] AND brackets[ti] AND 2012[dp]"),
        ("Größe — größer & Γ/Δ", "Exämple Ä", "Größe[ti] AND größer[ti] AND Exämple Ä[1au]"),
        ("AND OR", 'Example") OR a[1au] A', "Example or a 1au A[1au]"),
        ("oo pp\nqq rr ss tt uu vv ww", "", "oo[ti] AND pp[ti] AND qq[ti] AND rr[ti] AND ss[ti] AND tt[ti] AND "),
    ],
)
def test_a_title_is_words_and_no_query(title: str, authors: str, term: str) -> None:
    first = authors.partition(",")[0].rpartition(" ")[0] or authors
    found = search_term(Work("a", title=title, authors=authors, first_author=first, year="2012"))
    assert found.removesuffix("uu[ti] AND vv[ti] AND 2012[dp]").casefold() == term.casefold()
    assert "[ti]" not in term or not {"OR", "NOT"} & set(found.split())


@given(st.text(), st.text(), st.text(max_size=8))
def test_any_work_asks_a_conjunction(title: str, author: str, year: str) -> None:
    found = search_term(Work("a", title=title, authors=f"{author} AB", first_author=author, year=year))
    # What stands before each tag is letters, digits and blanks: there is no other operator than ours.
    for one in found.split(" AND ") if found else ():
        words, _, tag = one.partition("[")
        assert tag in ("ti]", "1au]", "dp]")
        assert all(character.isalnum() or character == " " for character in words)
        assert words.strip()
        assert not {"AND", "OR", "NOT"} & set(words.split())


def test_records_come_by_their_own_numbers(service: PubMedService, pubmed: PubMed) -> None:
    found, absent = pubmed.fetch([*PMIDS, "1", "2", PMIDS[0]])
    assert {pmid: record.article.pmid for pmid, record in found.items()} == {pmid: pmid for pmid in PMIDS}
    assert [record.article.title.removesuffix(".") for record in found.values()] == [work.title for work in WORKS]
    assert absent == {"1", "2"}
    assert asked(service) == [sorted([*PMIDS, "1", "2"]), ["1", "2"]]
    assert len({record.digest for record in found.values()}) == len(PMIDS)
    assert pubmed.fetch(PMIDS[:1])[0][PMIDS[0]] == found[PMIDS[0]]


@pytest.mark.parametrize("trouble", [*ON_THE_WAY, *SPOILT])
def test_fetching_survives_trouble(service: PubMedService, pubmed: PubMed, trouble: str) -> None:
    whole = pubmed.fetch([*PMIDS, "1"])
    service.misbehave(trouble, retry_after="0")
    assert pubmed.fetch([*PMIDS, "1"]) == whole
    service.misbehave("server-error", trouble, "html", retry_after="0")
    assert pubmed.fetch([*PMIDS, "1"]) == whole
    assert list(whole[0]) == PMIDS
    # What is missing, and that alone, is asked for a second time.
    assert asked(service)[-1] == (["1", PMIDS[-1]] if trouble == "missing" else ["1"])


@pytest.mark.parametrize("trouble", [*ON_THE_WAY, *SPOILT[:-3]])
def test_trouble_without_end_is_a_remote_error(service: PubMedService, trouble: str) -> None:
    service.always(trouble, retry_after="0")
    lines: list[str] = []
    with pubmed_at(service, replace(QUICK, attempts=2, timeout=0.2), told=lines.append) as pubmed:
        for ask in (lambda: pubmed.fetch(PMIDS), lambda: pubmed.search(WORKS[0]), lambda: pubmed.match(WORKS[:1])):
            with pytest.raises(RemoteError, match=rf"^{service.url}entrez/eutils/\w+\.f?cgi: ") as raised:
                ask()
            assert raised.value.mend
    assert len(lines) == (0 if trouble == "redirect" else 3)


def test_a_refusal_with_status_200_tells_neither_key_nor_address() -> None:
    with Scripted(*[REFUSAL.replace(b"203.0.113.7", b"0123456789abcdef" * 2)] * 3) as service:
        lines: list[str] = []
        with pubmed_at(service, told=lines.append) as pubmed:
            assert pubmed.match(WORKS[:1]) == {WORKS[0].path: (PMIDS[0],)}
            service.bodies = [REFUSAL]
            assert list(pubmed.fetch(PMIDS[:1])[0]) == PMIDS[:1]
    assert len(lines) == 4
    assert all("an error for an answer: API rate limit exceeded: asking again" in line for line in lines)


def test_the_newest_version_counts_and_deletions_do() -> None:
    one, two, ten = (Fixture("7", title=f"Version {version}.", version=version) for version in ("1", "2", "10"))
    other = Fixture("8", title="Not asked for.")
    with Scripted(article_set([ten, other, one, two]), article_set([one], ["7"]), article_set([], ["7"])) as service:
        service.articles = {}
        with pubmed_at(service) as pubmed:
            found, absent = pubmed.fetch(["7"])
            assert ([record.article.title for record in found.values()], absent) == (["Version 10"], frozenset())
            found, absent = pubmed.fetch(["7"])
            assert (len(found), absent) == (0, frozenset("7"))
    assert len(service.requests) == 3


def test_chapters_and_odd_records_are_records(service: PubMedService, pubmed: PubMed) -> None:
    chapter = Fixture("7", book="Invented summaries", title="A chapter.")
    bare = Fixture("8", authors=(), title="", year="", pages="", volume="", journal=Journal("", "", ""), types=())
    service.articles = {"7": chapter, "8": bare, "9": Fixture("9", authors=(Author(collective="Group"),))}
    found, absent = pubmed.fetch(["7", "8", "9"])
    assert (list(found), absent) == (["7", "8", "9"], frozenset())
    assert found["7"].article.part_of == "Invented summaries"

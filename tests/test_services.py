"""The services on this machine: each trouble is what it says, and PubMed's formats are NCBI's."""

import gzip
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate

import pytest
import requests
from lxml import etree
from pubmed_service import (
    Author,
    Fixture,
    Heading,
    Journal,
    Link,
    PubMedService,
    article_set,
    as_xml,
    pubmed_file,
)
from services import LocalService, Reply, Request, Trouble

EFETCH, ESEARCH, ECITMATCH = (f"entrez/eutils/{name}" for name in ("efetch.fcgi", "esearch.fcgi", "ecitmatch.cgi"))
OTHER = Journal(title="Annals of nothing", iso="Ann. Nothing", ta="Ann Nothing", issn="9999-0022")
ARTICLES = (
    Fixture("90000001", doi="10.9999/one", trials=("NCT99999991",)),
    Fixture("90000002", title="Placebin &amp; rest in T<sub>reg</sub> cells.", pages="S1-4", volume="31", year="2013"),
    Fixture("90000003", title="Search AND rescue of placebin.", journal=OTHER, authors=(Author(collective="Group"),)),
)


@pytest.fixture
def pubmed() -> Iterator[PubMedService]:
    with PubMedService(ARTICLES) as service:
        yield service


def _ask(service: LocalService, path: str = EFETCH, *, timeout: float = 2, **params: str) -> requests.Response:
    asked = {"db": "pubmed", "retmode": "xml", **params}
    if path == EFETCH:
        asked.setdefault("id", "90000001,90000002")
    return requests.get(service.url + path, asked, timeout=timeout, allow_redirects=False)


def _parsed(body: bytes) -> etree._Element:
    return etree.fromstring(body, etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False))


def _texts(element: etree._Element, path: str) -> list[str]:
    found = element.xpath(path)
    assert isinstance(found, list)
    return [str(one) for one in found]


def _pmids(answer: requests.Response) -> list[str]:
    return _texts(_parsed(answer.content), "/PubmedArticleSet/*/MedlineCitation/PMID/text()")


def _search(service: PubMedService, term: str, *, retmax: str = "20", retstart: str = "0") -> dict[str, object]:
    answer = _ask(service, ESEARCH, term=term, retmode="json", retmax=retmax, retstart=retstart).json()
    assert answer["header"] == {"type": "esearch", "version": "0.3"}
    found = answer["esearchresult"]
    assert isinstance(found, dict)
    return found


def _match(service: PubMedService, *lines: str) -> list[str]:
    answer = _ask(service, ECITMATCH, bdata="\r".join(lines))
    assert answer.headers["Content-Type"].startswith("text/plain")
    return answer.text.splitlines()


def test_requests_are_recorded_and_connections_kept(pubmed: PubMedService) -> None:
    with requests.Session() as session:
        form = {"db": "pubmed", "retmode": "xml", "id": "90000001", "tool": "t", "email": "a@b.example", "api_key": ""}
        for method in ("GET", "POST"):
            params, data = (form, None) if method == "GET" else (None, form)
            with session.request(method, pubmed.url + EFETCH, params=params, data=data, timeout=2) as answer:
                assert _pmids(answer) == ["90000001"]
    first, second = pubmed.requests
    assert first.port == second.port > 0
    assert (first.method, second.method) == ("GET", "POST")
    assert first.path == second.path == f"/{EFETCH}"
    assert first.params == second.params
    assert (first.one("email"), first.one("api_key"), first.one("none")) == ("a@b.example", "", "")
    assert second.headers["user-agent"].startswith("python-requests")
    assert first.time < second.time < time.monotonic()


def test_troubles_come_in_order_and_only_where_asked(pubmed: PubMedService) -> None:
    pubmed.misbehave("server-error", "unavailable", path="efetch.fcgi")
    pubmed.always("html", path="efetch.fcgi")
    assert _ask(pubmed, ESEARCH, term="examplinib[ti]").status_code == 200
    assert [_ask(pubmed).status_code for _ in range(4)] == [500, 503, 200, 200]
    assert b"<html>" in _ask(pubmed).content
    pubmed.behave()
    assert _pmids(_ask(pubmed)) == ["90000001", "90000002"]
    with pytest.raises(ValueError, match="nonsense"):
        pubmed.misbehave("nonsense")


def test_refusals_say_when_to_ask_again(pubmed: PubMedService) -> None:
    date = formatdate(time.time() + 60, usegmt=True)
    for trouble, status in (("too-many", 429), ("unavailable", 503)):
        pubmed.misbehave(trouble)
        pubmed.misbehave(trouble, retry_after=date)
        pubmed.misbehave(trouble, retry_after=None)
        answers = [_ask(pubmed) for _ in range(3)]
        assert {answer.status_code for answer in answers} == {status}
        assert [answer.headers.get("Retry-After") for answer in answers] == ["1", date, None]


def test_hanging_and_dripping_end_with_the_client_or_the_service() -> None:
    with PubMedService(ARTICLES) as service:
        service.misbehave("hang", "drip")
        with pytest.raises(requests.ReadTimeout):
            _ask(service, timeout=0.1)
        with requests.get(
            service.url + EFETCH, {"db": "pubmed", "retmode": "xml", "id": "90000001"}, stream=True, timeout=1
        ) as answer:
            assert answer.raw.read(3) == b"<?x"
        service.always("hang")
        ended: list[Exception] = []

        def wait() -> None:
            try:
                _ask(service, timeout=30)
            except requests.ConnectionError as error:
                ended.append(error)

        waiting = threading.Thread(target=wait)
        waiting.start()
        while len(service.requests) < 3:
            time.sleep(0.01)
        before = time.monotonic()
    waiting.join(timeout=20)
    assert ended
    assert time.monotonic() - before < 10


@pytest.mark.parametrize("trouble", ["reset", "closed", "truncated"])
def test_connections_break(pubmed: PubMedService, trouble: str) -> None:
    pubmed.misbehave(trouble)
    cause = {"reset": "reset by peer", "closed": "closed connection without response", "truncated": "IncompleteRead"}
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError), match=cause[trouble]):
        _ask(pubmed)
    assert _pmids(_ask(pubmed)) == ["90000001", "90000002"]


def test_answers_are_spoilt(pubmed: PubMedService) -> None:
    whole = _ask(pubmed).content
    pubmed.misbehave("malformed", "empty", "redirect", "truncated-gzip")
    cut, empty, elsewhere = (_ask(pubmed) for _ in range(3))
    assert (cut.status_code, cut.content) == (200, whole[: len(whole) * 2 // 3])
    assert (empty.status_code, empty.content) == (200, b"")
    assert (elsewhere.status_code, elsewhere.headers["Location"]) == (302, elsewhere.url)
    with requests.get(cut.url, stream=True, timeout=2) as packed:
        body = packed.raw.read(decode_content=False)
        assert len(body) == int(packed.headers["Content-Length"])
    assert packed.headers["Content-Encoding"] == "gzip"
    with pytest.raises(EOFError):
        gzip.decompress(body)


def test_efetch_gives_other_records_than_asked(pubmed: PubMedService) -> None:
    pubmed.misbehave("missing", "wrong", "twice", "error")
    assert _pmids(_ask(pubmed)) == ["90000001"]
    assert _pmids(_ask(pubmed)) == ["90000001", "90000003"]
    assert _pmids(_ask(pubmed)) == ["90000001", "90000002", "90000002"]
    error = _ask(pubmed)
    assert error.status_code == 200
    assert (_parsed(error.content).findtext("ERROR") or "").startswith("Search Backend failed")


def test_efetch_answers_as_pubmed_does(pubmed: PubMedService) -> None:
    lines = _ask(pubmed, id="90000002,1,90000001,90000002").content.split(b"\n")
    assert lines[0] == b'<?xml version="1.0" ?>'
    assert lines[1].startswith(
        b'<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "http'
    )
    assert _pmids(_ask(pubmed, id="90000002,1,90000001,90000002")) == ["90000002", "90000001"]
    nothing = _ask(pubmed, id="7,8")
    assert nothing.status_code == 200
    assert nothing.content.endswith(b"<PubmedArticleSet></PubmedArticleSet>\n")
    assert _ask(pubmed, id="x").status_code == 400


def test_too_many_requests_of_one_caller_are_refused() -> None:
    with PubMedService(ARTICLES, limit=3) as service:
        answers = [_ask(service) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[-1].text == (
            '{"error":"API rate limit exceeded","api-key":"127.0.0.1","count":"4","limit":"3"}\n'
        )
        assert _ask(service, api_key="invented").status_code == 200
        time.sleep(1)
        assert _ask(service).status_code == 200


def test_esearch_finds_a_conjunction(pubmed: PubMedService) -> None:
    term = 'examplinib[ti] AND "invented carcinoma"[ti] AND Example AB[1au] AND 2012[dp] AND 30[vi] AND 914[pg]'
    found = _search(pubmed, f'{term} AND "J Invent Oncol"[ta]')
    assert (found["count"], found["retmax"], found["idlist"]) == ("1", "1", ["90000001"])
    assert "errorlist" not in found
    assert _search(pubmed, '"search AND rescue"[ti]')["idlist"] == ["90000003"]
    assert _search(pubmed, "(placebin[ti] AND 2012:2013[dp])", retmax="1")["idlist"] == ["90000003"]
    assert _search(pubmed, "placebin[ti]", retstart="1")["idlist"] == ["90000002"]
    assert _search(pubmed, "treg[ti] AND 10.9999/one[aid]")["idlist"] == []
    assert _search(pubmed, " ") == {"ERROR": "Empty term and query_key - nothing todo"}


def test_esearch_drops_unknown_words_and_says_so(pubmed: PubMedService) -> None:
    weaker = _search(pubmed, "zzqq examplinib[ti]")
    assert (weaker["idlist"], weaker["errorlist"]) == (
        ["90000001"],
        {"phrasesnotfound": ["zzqq"], "fieldsnotfound": []},
    )
    none = _search(pubmed, '"zzqq rest"[ti] AND 2013[dp]')
    assert (none["count"], none["idlist"]) == ("0", [])
    assert none["warninglist"] == {
        "phrasesignored": [],
        "quotedphrasesnotfound": ['"zzqq rest"[ti]'],
        "outputmessages": ["No items found."],
    }


def test_esearch_answers_in_xml_and_without_end(pubmed: PubMedService) -> None:
    body = _ask(pubmed, ESEARCH, term="zzqq[ti]").content
    assert b'<!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN"' in body
    assert _parsed(body).findtext("Count") == "0"
    assert _parsed(body).findtext("ErrorList/PhraseNotFound") == "zzqq"
    assert _texts(_parsed(_ask(pubmed, ESEARCH, term="placebin[ti]").content), "IdList/Id/text()") == [
        "90000003",
        "90000002",
    ]
    pubmed.always("endless")
    first, second = (_search(pubmed, "placebin[ti]", retmax="5", retstart=start) for start in ("0", "5"))
    assert first["idlist"] != second["idlist"]
    assert (first["count"], second["count"]) == ("10", "15")
    pubmed.behave()
    pubmed.misbehave("error")
    assert set(_search(pubmed, "placebin[ti]")) == {"ERROR"}


def test_ecitmatch_matches_journal_year_volume_page_and_author(pubmed: PubMedService) -> None:
    assert _match(
        pubmed,
        "j invent oncol|2012|30|914|example ab|one|",
        "Journal of invented oncology|2013|31|S1||two|",
        "9999-0006|2012|30|914|nobody x|three|",
        "j invent oncol|2012|30|1|example|four|",
        "unheard of|2012|30|914|example|five|",
        "j invent oncol||||sample c|six|",
    ) == [
        "j invent oncol|2012|30|914|example ab|one|90000001",
        "Journal of invented oncology|2013|31|S1||two|90000002",
        "9999-0006|2012|30|914||three|90000001",
        "j invent oncol|2012|30|1||four|NOT_FOUND",
        "unheard of|2012|30|914||five|NOT_FOUND;INVALID_JOURNAL",
        "j invent oncol||||sample c|six|AMBIGUOUS 90000001,90000002",
    ]
    pubmed.articles |= {str(pmid): Fixture(str(pmid)) for pmid in range(90000010, 90000014)}
    assert _match(pubmed, "j invent oncol|2012|30|914||k|") == ["j invent oncol|2012|30|914||k|AMBIGUOUS (5 citations)"]
    one = "ann nothing|2012|30|914||k|"
    pubmed.misbehave("missing", "twice", "wrong")
    assert [_match(pubmed, one) for _ in range(3)] == [[], [f"{one}90000003"] * 2, [f"{one}90000001"]]


def test_a_full_record_has_the_elements_of_the_dtd() -> None:
    article = Fixture(
        "90000004",
        title="<i>In vivo</i> nothing.",
        authors=(
            Author("Example", "A", "A", "Jr", orcid="0000-0000-0000-0000", equal=True),
            Author("Exmaple", "A", "A", valid=False),
            Author(collective="A & B Group"),
        ),
        medline_date="2011 Dec-2012 Jan",
        doi="10.9999/x",
        wrong_doi="10.9999/y",
        pii="P1",
        pmcid="PMC9999999",
        mesh=(Heading("D000000", "Nothing", major=True, qualifiers=(("Q000000", "therapy"),)),),
        chemicals=(("0", "C000000", "examplinib"),),
        trials=("NCT99999999",),
        links=(Link("RetractionIn", pmid="90000005"), Link("ErratumIn", note="A number")),
        references=("90000001",),
        article_date="2011-11-02",
        vernacular="Nichts.",
        complete=False,
    )
    record = etree.fromstring(as_xml(article))
    assert [child.tag for child in record[0]] == [
        "PMID",
        "DateRevised",
        "Article",
        "MedlineJournalInfo",
        "ChemicalList",
        "CommentsCorrectionsList",
        "MeshHeadingList",
    ]
    assert _texts(record, ".//ArticleTitle//text()") == ["In vivo", " nothing."]
    assert _texts(record, ".//Author/@ValidYN") == ["Y", "N", "Y"]
    assert _texts(record, ".//AuthorList/@CompleteYN") == ["N"]
    assert _texts(record, ".//Author/Identifier[@Source='ORCID']/text()") == ["0000-0000-0000-0000"]
    assert _texts(record, ".//ELocationID[@EIdType='doi']/@ValidYN") == ["Y", "N"]
    assert _texts(record, ".//Pagination/*/text()") == ["914", "923", "914-23"]
    assert record.findtext(".//PubDate/MedlineDate") == "2011 Dec-2012 Jan"
    assert _texts(record, "PubmedData/ArticleIdList/ArticleId/@IdType") == ["pubmed", "doi", "pmc", "pii"]
    assert _texts(record, ".//CommentsCorrections/@RefType") == ["RetractionIn", "ErratumIn"]
    assert record.findtext(".//DataBank/DataBankName") == "ClinicalTrials.gov"
    assert record.findtext(".//ReferenceList/Reference/ArticleIdList/ArticleId") == "90000001"


def test_files_of_pubmed_are_the_same_bytes_and_tell_deletions() -> None:
    file = pubmed_file([ARTICLES[0], Fixture("90000006", book="Invented summaries")], deletions=["90000009"])
    assert file == pubmed_file([ARTICLES[0], Fixture("90000006", book="Invented summaries")], deletions=["90000009"])
    body = gzip.decompress(file)
    assert body.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet SYSTEM "http://')
    root = _parsed(body)
    assert [child.tag for child in root] == ["PubmedArticle", "PubmedBookArticle", "DeleteCitation"]
    assert root.findtext("DeleteCitation/PMID") == "90000009"
    assert root.findtext("PubmedBookArticle/BookDocument/Book/BookTitle") == "Invented summaries"
    assert article_set([]).endswith(b"<PubmedArticleSet></PubmedArticleSet>\n")


def test_a_fault_of_the_service_itself_fails_the_test() -> None:
    class Faulty(LocalService):
        def answer(self, request: Request, trouble: Trouble | None) -> Reply:
            raise KeyError(request.path)

    with pytest.raises(KeyError, match="/there"), Faulty() as service:
        assert requests.get(service.url + "there", timeout=2).status_code == 500
    with pytest.raises(NotImplementedError, match="OR"), PubMedService(ARTICLES) as pubmed:
        _ask(pubmed, ESEARCH, term="a[ti] OR b[ti]")

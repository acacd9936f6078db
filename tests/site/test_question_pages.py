"""The pages of saved questions: what they ask, the form, the text, and the answer of the release."""

import json
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import cast
from urllib.parse import unquote

import pytest
from asked_release import quads_of, question, small_release, sources_of
from lxml import html
from support import ROOT

from oncotriples.cli import main
from oncotriples.errors import InputError
from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.questions.answers import render
from oncotriples.questions.asking import ask
from oncotriples.questions.engines import open_graph
from oncotriples.questions.params import bind
from oncotriples.questions.saved import find_query, load_queries
from oncotriples.release.opened import DUMP
from oncotriples.site.question_answers import Limits
from oncotriples.site.question_pages import question_files
from oncotriples.sources import find_sources

HOSTILE = '<script>window.planted = 1</script> & "quotes" \u202ekcab 😀'
DATA = quads_of(f"""
    @prefix onct: <https://w3id.org/oncotriples/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix ex: <http://example.org/> .
    <agent/imatinib> a onct:Agent ; skos:prefLabel "imatinib"@en ; ex:count 7 ; ex:is true ;
        ex:about <http://example.org/else>, <javascript:window.planted=1> .
    <agent/sunitinib> a onct:Agent ; skos:prefLabel "sunitinib"@en ; ex:count 12 .
    <agent/planted> a onct:Agent ; skos:prefLabel {json.dumps(HOSTILE, ensure_ascii=False)} ; ex:count 3 .
    <subtype/chordoma> a onct:TumorSubtype ; skos:prefLabel "chordoma"@en .
""")
AGENTS = """\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
# Not a question of “</script>” or <!-- comments.
SELECT ?agent ?agentLabel ?timesCounted WHERE {
  ?agent skos:prefLabel ?agentLabel ; ex:count ?timesCounted
} ORDER BY ?agent"""
ONE = """\
SELECT ?thing ?is WHERE { BIND(?_thing_iri AS ?thing) OPTIONAL { ?thing ex:is ?is } BIND(?_word_text AS ?w) }"""
ONE_PARAMS = '{thing: {type: iri, default: "agent/imatinib"}, word: {type: text, example: "it\'s"}}'
QUESTIONS = {
    "agents": question(AGENTS, columns="{agent: iri, agentLabel: text, timesCounted: integer}", summary="All agents"),
    "nothing": question("SELECT ?none WHERE { ?none ex:absent ?x }", columns="{none: iri}"),
    "one": question(ONE, columns="{thing: iri, is: boolean}", params=ONE_PARAMS),
    "told": question("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?p = ex:about) }"),
    "yes": question("ASK { ?s ex:count ?o }"),
}


class Page:
    """A page, parsed."""

    def __init__(self, content: bytes) -> None:
        self.text = content.decode()
        self.root = html.document_fromstring(content)

    def all(self, path: str) -> list[html.HtmlElement]:
        return cast(list[html.HtmlElement], self.root.xpath(path))

    def words(self, path: str = "//main") -> str:
        return " ".join(" ".join(element.text_content() for element in self.all(path)).split())

    def head(self, relation: str) -> list[str]:
        return [link.get("href") for link in self.all(f"//link[contains(@rel, '{relation}')]")]

    def rows(self) -> list[list[str]]:
        return [[" ".join(cell.text_content().split()) for cell in row] for row in self.all("//table//tr")]

    def script(self) -> Mapping[str, object]:
        held: Mapping[str, object] = json.loads(self.all("//script[@id='question']")[0].text)
        return held


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return files_of(tmp_path_factory.mktemp("release"), QUESTIONS)


def files_of(
    folder: Path,
    questions: Mapping[str, str],
    *,
    data: str = DATA,
    playground: bool = True,
    limits: Limits | None = None,
    version: str = "7.7.7",
) -> dict[str, bytes]:
    """The files of a site's questions by their paths."""
    release = small_release(folder / "release", data, questions, version=version)
    sources = sources_of(release, folder / "index.db", playground=playground)
    made = list(question_files(sources, folder, limits=limits or Limits()))
    assert len({path for path, _ in made}) == len(made)
    return dict(made)


def page(site: Mapping[str, bytes], name: str) -> Page:
    return Page(site[f"query/{name}.html"])


# --- The questions of this repository ---


@pytest.fixture(scope="module")
def real(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The pages of all questions of this repository, answered by what people wrote."""
    folder = tmp_path_factory.mktemp("real")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "queries").glob("*/*.rq")}
    return files_of(folder, texts, data=(built / "oncotriples.nq").read_text(encoding="utf-8"))


def test_every_question_has_a_page_its_answer_in_files_and_a_place_in_the_list(real: dict[str, bytes]) -> None:
    queries = load_queries(ROOT / "queries")
    expected = {"query/index.html"}
    for query in queries.values():
        endings = (".html", ".answer.ttl") if query.form == "CONSTRUCT" else (".html", ".csv", ".json")
        expected |= {f"query/{query.name}{ending}" for ending in endings}
        words = page(real, query.name).words()
        assert query.summary in words
        assert query.description in words
    assert set(real) == expected
    listed = [link.get("href") for link in page(real, "index").all("//main//li/a[contains(@href, '.html')]")]
    assert sorted(listed) == sorted(f"{name}.html" for name in queries)


def test_the_files_are_what_the_engine_in_memory_answers(real: dict[str, bytes], built: Path) -> None:
    engine = open_graph(str(built / "oncotriples.nq"), find_sources())
    for query in load_queries(ROOT / "queries").values():
        given = {name: parameter.example or "" for name, parameter in query.params.items() if parameter.default is None}
        if query.form == "CONSTRUCT":
            turtle = write_turtle(engine.construct(bind(query, given)), prefixes=PREFIXES, base=BASE)
            assert real[f"query/{query.name}.answer.ttl"] == turtle.encode()
        else:
            answer = ask(query, given, engine)
            assert real[f"query/{query.name}.csv"] == render(answer, "csv").encode()
            assert real[f"query/{query.name}.json"] == render(answer, "json").encode()


@pytest.mark.parametrize(
    ("name", "format_", "ending"),
    [
        ("agents-by-subtype", "csv", ".csv"),
        ("reference-list", "json", ".json"),
        ("claim-with-its-sources", "ttl", ".answer.ttl"),
    ],
)
def test_the_files_are_what_the_command_line_prints(
    name: str,
    format_: str,
    ending: str,
    real: dict[str, bytes],
    built: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(["query", name, "--format", format_, "--graph", str(built / "oncotriples.nq")]) == 0
    assert capfdbinary.readouterr().out == real[f"query/{name}{ending}"]


def test_the_text_on_a_page_is_what_was_asked(real: dict[str, bytes]) -> None:
    for query in load_queries(ROOT / "queries").values():
        shown = page(real, query.name).all("//pre[contains(@class, 'sparql')]/code")[0].text_content()
        given = {name: parameter.example or "" for name, parameter in query.params.items() if parameter.default is None}
        assert shown == bind(query, given)


def test_a_field_offers_the_things_that_may_be_meant(real: dict[str, bytes]) -> None:
    found = page(real, "evidence-for-a-pair")
    agents = [option.get("value") for option in found.all("//datalist[@id='options-agent']/option")]
    labels = [option.get("label") for option in found.all("//datalist[@id='options-agent']/option")]
    assert "agent/imatinib" in agents
    assert all(value.startswith("agent/") for value in agents)
    assert labels == sorted(labels, key=str.casefold)
    claims = page(real, "provenance-of-a-claim").all("//datalist[@id='options-claim']/option/@value")
    # Claims of all kinds, not only those of the kind of the example.
    assert {"/imatinib-chordoma", "/prognosis-of-metastatic-disease"} <= {
        claim[claim.rindex("/") :] for claim in claims
    }


def test_a_chart_shows_the_numbers_of_the_table(real: dict[str, bytes]) -> None:
    found = page(real, "graph-statistics")
    bars = [title.text for title in found.all("//*[local-name()='svg']//*[local-name()='a' or local-name()='g']/title")]
    assert bars == [f"{row[0].removesuffix(' ↗')}, triples: {int(row[1]):,}" for row in found.rows()[1:]]
    # Years and journals come more than once: no bar could bear the name of one.
    assert not page(real, "articles-by-year-and-journal").all("//*[local-name()='svg' and @id='chart-title']")


# --- One page ---


def test_the_head_leads_to_the_data_and_to_the_answer(site: dict[str, bytes]) -> None:
    found = page(site, "agents")
    assert found.head("canonical") == [f"{BASE}query/agents.html"]
    assert found.head("cite-as") == [f"{BASE}query/agents"]
    assert found.head("alternate") == ["agents.ttl", "agents.jsonld", "agents.nt", "agents.csv", "agents.json"]
    markup = json.loads(found.all("//script[@type='application/ld+json']")[0].text)
    assert markup["@id"] == f"{BASE}query/agents.html"
    assert markup["about"]["@id"] == f"{BASE}query/agents"
    assert [file["contentUrl"] for file in markup["encoding"]] == [
        f"{BASE}query/agents.{end}" for end in ("csv", "json")
    ]


def test_the_answer_is_a_table_of_named_things_with_links(site: dict[str, bytes]) -> None:
    found = page(site, "agents")
    # The column “agentLabel” only repeats what the links say.
    assert found.rows() == [
        ["agent", "times counted"],
        ["imatinib", "7"],
        [" ".join(HOSTILE.split()), "3"],
        ["sunitinib", "12"],
    ]
    assert found.all("//table//td[1]/a/@href") == [
        f"../agent/{name}.html" for name in ("imatinib", "planted", "sunitinib")
    ]
    assert {cell.get("class") for cell in found.all("//table//td[2]")} == {"number"}
    assert [head.get("scope") for head in found.all("//table//th")] == ["col", "col"]
    assert found.words("//caption") == "All agents: 3 rows"


def test_the_files_are_linked_with_their_types(site: dict[str, bytes]) -> None:
    links = page(site, "agents").all("//a[@download]")
    assert [(link.get("href"), link.get("type")) for link in links] == [
        ("agents.csv", "text/csv"),
        ("agents.json", "application/json"),
    ]
    links = page(site, "told").all("//a[@download]")
    assert [(link.get("href"), link.get("type")) for link in links] == [("told.answer.ttl", "text/turtle")]


def test_three_bars_with_names_of_their_own_are_drawn(site: dict[str, bytes]) -> None:
    found = page(site, "agents")
    assert found.words("//*[@id='chart-title']") == "All agents"
    assert found.all("//*[local-name()='svg']//*[local-name()='a']/@href") == found.all("//table//td[1]/a/@href")


def test_an_empty_answer_says_so(site: dict[str, bytes]) -> None:
    found = page(site, "nothing")
    assert "The answer has no rows: this release holds nothing of the kind." in found.words()
    assert not found.all("//table")
    assert site["query/nothing.csv"] == b"none\r\n"


def test_a_verdict_is_told_in_a_word(site: dict[str, bytes]) -> None:
    assert "The answer of this release Yes." in page(site, "yes").words()
    assert json.loads(site["query/yes.json"]) == {"head": {}, "boolean": True}


def test_triples_are_a_table_too_and_only_web_addresses_are_links(site: dict[str, bytes]) -> None:
    found = page(site, "told")
    assert found.rows()[0] == ["subject", "predicate", "object"]
    assert found.all("//table//td[3]/a/@href") == ["http://example.org/else"]
    assert found.rows()[2][2] == "javascript:window.planted=1"
    assert b"javascript:window.planted=1" in site["query/told.answer.ttl"]


def test_a_parameter_is_a_labeled_field_with_hint_and_value(site: dict[str, bytes]) -> None:
    found = page(site, "one")
    assert found.words("//label[@for='field-thing']") == "thing"
    thing = found.all("//input[@id='field-thing']")[0]
    assert thing.get("value") == "agent/imatinib"
    assert [found.all(f"//*[@id='{name}']")[0].tag for name in thing.get("aria-describedby").split()] == ["p", "p"]
    assert found.words("//*[@id='hint-thing']") == (
        "One of the 3 that are offered, or another: an IRI, short or whole; for example agent/imatinib."
    )
    assert found.all("//datalist[@id='options-thing']/option/@value") == [
        *("agent/planted", "agent/imatinib", "agent/sunitinib"),
    ]
    assert found.words("//*[@id='hint-word']") == (
        "Text without broken characters; for example it's. The question has no value of its own here."
    )


def test_a_value_that_is_only_an_example_is_called_one(site: dict[str, bytes]) -> None:
    found = page(site, "one")
    assert "Asked with thing imatinib; word it's (an example)." in found.words()
    assert shlex.split(found.words("//*[@id='command']")) == ["oncotriples", "query", "one", "--param", "word=it's"]
    assert found.rows() == [["thing", "is"], ["imatinib", "yes"]]
    parameters = found.script()["parameters"]
    assert parameters == [
        {
            "name": "thing",
            "type": "iri",
            "default": "agent/imatinib",
            "expected": "an IRI, short or whole",
            "example": "agent/imatinib",
        },
        {
            "name": "word",
            "type": "text",
            "default": None,
            "expected": "text without broken characters",
            "example": "it's",
        },
    ]


def test_the_playground_gets_the_text_with_the_values(site: dict[str, bytes], tmp_path: Path) -> None:
    (address,) = page(site, "one").all("//a[@id='run']/@href")
    small_release(tmp_path, DATA, QUESTIONS)
    text = bind(find_query(tmp_path / "queries", "one"), {"word": "it's"})
    start, _, query = address.partition("#query=")
    assert start == "../playground.html"
    assert unquote(query) == text
    assert not re.search(r"[\s<>\"{}|\\^`#%](?![0-9A-F]{2})", query)


def test_without_the_playground_the_page_says_so(tmp_path: Path) -> None:
    found = Page(files_of(tmp_path, {"agents": QUESTIONS["agents"]}, playground=False)["query/agents.html"])
    assert "This site was built without the playground" in found.words()
    assert not found.all("//a[@id='run']")
    assert found.words("//*[@id='command']") == "oncotriples query agents"


def test_the_list_has_the_first_sentence_and_the_tags(site: dict[str, bytes]) -> None:
    found = page(site, "index")
    assert found.words("//main//li[a/@href='agents.html']") == "All agents search Which things are there?"
    assert found.all("//h2/@id") == ["evidence"]
    assert found.all("//nav[@aria-label='Themes']//a/@href") == ["#evidence"]


def test_a_release_without_questions_has_a_list_that_says_so(tmp_path: Path) -> None:
    files = files_of(tmp_path, {})
    assert list(files) == ["query/index.html"]
    assert "This release has no saved questions." in Page(files["query/index.html"]).words()


def test_pages_do_not_depend_on_the_version_of_the_release(site: dict[str, bytes], tmp_path: Path) -> None:
    assert files_of(tmp_path, QUESTIONS, version="8.8.8") == site
    assert not any(b"7.7.7" in content or b"2031" in content for content in site.values())


# --- Bad input ---


def test_nothing_planted_becomes_markup(site: dict[str, bytes]) -> None:
    for path, content in site.items():
        if path.endswith(".html"):
            found = Page(content)
            types = {script.get("type") or "text/javascript" for script in found.all("//script[not(@src)]")}
            assert types <= {"application/json", "application/ld+json"}
            assert "<script>window" not in found.text
            assert not found.all("//*[starts-with(@href, 'javascript:')]")
    before = page(site, "agents").script()["before"]
    assert isinstance(before, str)
    assert "# Not a question of “</script>” or <!-- comments." in before


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT ?s WHERE { ?s ?p }", r"queries/evidence/bad\.rq: the query is no SPARQL"),
        ("SELECT ?s WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }", r"queries/evidence/bad\.rq: SERVICE is not"),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(text: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=problem):
        files_of(tmp_path, {"bad": question(text, columns="{s: iri}")})


def test_an_ill_typed_default_is_named_with_its_file(tmp_path: Path) -> None:
    text = "SELECT ?n WHERE { BIND(?_n_integer AS ?n) }"
    bad = question(text, columns="{n: integer}", params="{n: {type: integer, default: many}}")
    release = small_release(tmp_path / "release", DATA, {"bad": bad})
    sources = sources_of(release, tmp_path / "index.db", triples=())
    with pytest.raises(InputError, match=r"queries/evidence/bad\.rq: parameter “n” must be a whole number"):
        list(question_files(sources, tmp_path))


def test_a_question_of_which_the_catalogue_does_not_tell_is_refused(tmp_path: Path) -> None:
    release = small_release(tmp_path / "release", DATA, QUESTIONS)
    sources = sources_of(release, tmp_path / "index.db", triples=())
    with pytest.raises(
        InputError, match=r"queries/evidence/agents\.rq: queries\.ttl says nothing of this question"
    ) as raised:
        list(question_files(sources, tmp_path))
    assert raised.value.mend == "make the release anew"


def test_a_file_that_the_checksums_do_not_cover_is_no_question_of_the_release(tmp_path: Path) -> None:
    release = small_release(tmp_path / "release", DATA, QUESTIONS)
    sums = {DUMP: release.sums[DUMP], "queries/evidence/yes.rq": "0" * 64}
    sources = sources_of(release, tmp_path / "index.db")
    object.__setattr__(release, "sums", MappingProxyType(sums))
    made = dict(question_files(sources, tmp_path))
    assert set(made) == {"query/yes.html", "query/yes.csv", "query/yes.json", "query/index.html"}


def test_a_question_that_takes_too_long_says_so_and_the_others_are_answered(tmp_path: Path) -> None:
    data = quads_of("@prefix ex: <http://example.org/> . ex:s ex:p " + ", ".join(map(str, range(400))) + " .")
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ex:p ?x . ?b ex:p ?y . ?c ex:p ?z . ?d ex:p ?v . FILTER(?x > ?v) }"
    questions = {
        "endless": question(endless, columns="{n: integer}"),
        "yes": question("ASK { ?s ex:p 7 }"),
    }
    made = files_of(tmp_path, questions, data=data, limits=Limits(seconds=1))
    found = Page(made["query/endless.html"])
    assert "This question took more than 1 seconds or 2 GB of memory here" in found.words()
    assert not found.all("//a[@download]")
    assert found.head("alternate") == ["endless.ttl", "endless.jsonld", "endless.nt"]
    assert "query/endless.csv" not in made
    assert b"true" in made["query/yes.json"]


def test_of_many_rows_a_page_shows_some_and_files_hold_more(tmp_path: Path) -> None:
    data = quads_of("@prefix ex: <http://example.org/> . ex:s ex:p " + ", ".join(map(str, range(1000))) + " .")
    questions = {"many": question("SELECT ?n WHERE { ?s ex:p ?n } ORDER BY ?n", columns="{n: integer}")}
    made = files_of(tmp_path, questions, data=data, limits=Limits(rows=600))
    found = Page(made["query/many.html"])
    assert found.words("//caption") == "What is there: the first 200 of 1,000 rows; the files have more"
    assert len(found.rows()) == 1 + 200
    assert "files hold the first 600 rows" in found.words()
    assert len(made["query/many.csv"].splitlines()) == 1 + 600

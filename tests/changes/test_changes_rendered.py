"""Changes as Markdown, JSON, Turtle and Atom: each form says all of it, whatever stands in the labels."""

import json
from collections.abc import Callable

import pytest
from atom_schema import atom_problems
from lxml import etree
from two_graphs import CLAIM, NEW, OLD, answers, changes_of, held

from oncotriples.changes.atom import atom
from oncotriples.changes.comparing import compare
from oncotriples.changes.markdown import markdown
from oncotriples.changes.model import Changes, Group
from oncotriples.changes.rdf import change_triples, turtle
from oncotriples.changes.rendering import FORMATS, render_all
from oncotriples.changes.telling import LONGEST, detail, label, sections
from oncotriples.errors import InputError
from oncotriples.namespaces import BASE, PREFIXES

BEFORE = f"""
<level/x/A> a onct:LevelOfEvidence ; skos:prefLabel "level A"@en .
<level/x/B> a onct:LevelOfEvidence ; skos:prefLabel "level B"@en .
<code/standing/not-checked> a skos:Concept ; skos:prefLabel "not checked"@en .
<code/standing/retracted> a skos:Concept ; skos:prefLabel "retracted"@en .
<citation/pmid/1> a fabio:JournalArticle ; skos:prefLabel "Ex 2001"@en ; onct:standing <code/standing/not-checked> .
<citation/pmid/2> a fabio:JournalArticle ; skos:prefLabel "Ex 2002"@en .
{CLAIM} ; onct:levelOfEvidence <level/x/A> ; cito:citesAsEvidence <citation/pmid/2> .
<agent/a> a onct:Agent ; skos:prefLabel "a"@en . <agent/b> a onct:Agent ; skos:prefLabel "b"@en .
"""
AFTER = """
<level/x/A> a onct:LevelOfEvidence ; skos:prefLabel "level A"@en .
<level/x/B> a onct:LevelOfEvidence ; skos:prefLabel "level B"@en .
<code/standing/not-checked> a skos:Concept ; skos:prefLabel "not checked"@en .
<code/standing/retracted> a skos:Concept ; skos:prefLabel "retracted"@en .
<citation/pmid/1> a fabio:JournalArticle ; skos:prefLabel "Ex 2001"@en ; onct:standing <code/standing/retracted> .
<citation/pmid/2> a fabio:JournalArticle ; skos:prefLabel "Ex 2002"@en .
<assertion/s/c> a onct:EvidenceAssertion ; skos:prefLabel "It may act."@en ; onct:levelOfEvidence <level/x/B> ;
    cito:citesAsEvidence <citation/pmid/1> ; onct:polarity <code/polarity/positive> .
<agent/a> owl:deprecated true ; skos:prefLabel "a"@en ; dcterms:isReplacedBy <agent/c> ;
    skos:historyNote "withdrawn in data 0.4.0: merged" .
<agent/c> a onct:Agent ; skos:prefLabel "c"@en ; skos:altLabel "b"@en .
"""


@pytest.fixture(scope="module")
def several() -> Changes:
    """Changes of many groups."""
    return changes_of(BEFORE, AFTER)


def test_markdown_tells_each_change_in_a_line(several: Changes) -> None:
    text = markdown(several)
    assert text.startswith(
        "# Changes from data 0.3.0 to data 0.4.0\n\n"
        "From data 0.3.0 of 2026-11-23 (23 statements) to data 0.4.0 of 2026-12-24 (27 statements).\n\n"
    )
    assert "| claims | 1 | 1 | 0 | 0 | 4 |\n| agents | 3 | 2 | 1 | 2 | 0 |\n" in text
    assert text[text.index("## Claims") : text.index("## Properties")] == (
        "## Claims regraded (1)\n\n"
        "- It may act. (assertion/s/c): level A → level B\n\n"
        "## Claims citing other articles (1)\n\n"
        "- It may act. (assertion/s/c): now cites Ex 2001 (citation/pmid/1); "
        "no longer cites Ex 2002 (citation/pmid/2)\n\n"
        "## Claims with other labels (1)\n\n"
        "- It may act. (assertion/s/c): “It acts.” → “It may act.”\n\n"
        "## Claims changed otherwise (1)\n\n"
        "- It may act. (assertion/s/c): onct:polarity: nothing → code/polarity/positive\n\n"
        "## Agents added (1)\n\n"
        "- c (agent/c)\n\n"
        "## Agents withdrawn (2)\n\n"
        "- a (agent/a): replaced by c (agent/c); withdrawn in data 0.4.0: merged\n"
        "- b (agent/b): perhaps replaced by c (agent/c); its replacement has the same name, b\n\n"
        "## Articles with another standing (1)\n\n"
        "- Ex 2001 (citation/pmid/1): not checked → retracted; claims that rest on it: It may act. (assertion/s/c)\n\n"
    )
    assert text.endswith("## Named graphs that differ\n\n- graph/entities: 23 → 27 statements\n")


def test_equal_graphs_have_no_changes_in_any_form() -> None:
    changes = changes_of(BEFORE, BEFORE)
    assert markdown(changes).endswith("\n\nNo changes.\n")
    assert json.loads(FORMATS["json"](changes))["changes"] == []
    assert "<summary>No changes.</summary>" in atom(changes)
    assert {triple.subject.value for triple in change_triples(changes)} == {NEW.iri, f"{NEW.iri}#changes"}  # type: ignore[union-attr]


def test_what_differs_beside_the_things_is_not_passed_over() -> None:
    changes = changes_of("", "<x> skos:prefLabel 'y' .")
    assert markdown(changes).endswith(
        "No changes of what people look up.\n\n## Named graphs that differ\n\n- graph/entities: 2 → 3 statements\n"
    )
    of_triples = compare(held("", graph=""), held(""))
    assert markdown(of_triples).endswith("\n\nNo changes of what people look up.\n")


def _many(count: int) -> Changes:
    articles = "".join(f"<citation/pmid/{n}> a fabio:JournalArticle .\n" for n in range(1, count + 1))
    standing = "onct:standing <code/standing/"
    old = articles.replace(" .", f" ; {standing}not-checked> .")
    new = old.replace("not-checked", "standing").replace("standing>", "retracted>", 1)
    return changes_of(old, new)


def test_long_lists_are_cut_for_people_after_the_gravest_and_the_rest_is_counted() -> None:
    changes = _many(LONGEST + 1200)
    lines = markdown(changes).splitlines()
    start = lines.index("## Articles with another standing (1,250)") + 2
    assert lines[start : start + 3] == [
        "- code/standing/not-checked → code/standing/retracted: 1",
        "- code/standing/not-checked → code/standing/standing: 1,249",
        "- citation/pmid/1: code/standing/not-checked → code/standing/retracted",
    ]
    assert lines[start + 2 + LONGEST] == "- … and 1,200 more, all of which are in the JSON"
    feed = atom(changes)
    assert "<summary>Articles with another standing (1,250), of which 50 are listed here.</summary>" in feed
    assert feed.count("<li>") == LONGEST + 1
    assert len(json.loads(FORMATS["json"](changes))["changes"]) == LONGEST + 1200
    assert turtle(changes).count("a prov:Activity") == 1 + LONGEST + 1200


def test_a_long_text_is_cut_for_people() -> None:
    changes = changes_of("", f"<agent/x> a onct:Agent ; skos:prefLabel '{'x' * 10_000}' .")
    (change,) = (change for change in changes.changes if change.kind == "agent")
    assert label(change) == f"{'x' * 300}… (agent/x)"
    assert f"{'x' * 300}… (agent/x)</a>" in atom(changes)
    assert json.loads(FORMATS["json"](changes))["changes"][0]["label"] == "x" * 10_000


def test_values_whose_texts_are_alike_are_told_apart() -> None:
    changes = changes_of("<agent/x> a onct:Agent ; onct:zeta 1 .", "<agent/x> a onct:Agent ; onct:zeta 1.0 , 01 .")
    (change,) = (change for change in changes.changes if change.kind == "agent")
    assert detail(change) == "onct:zeta: “1” → “01”, “1.0”"
    renamed = changes_of("<agent/x> a onct:Agent ; onct:zeta 1 .", "<agent/x> a onct:Agent ; onct:zeta '1' .")
    (change,) = (change for change in renamed.changes if change.kind == "agent")
    assert detail(change) == 'onct:zeta: "1"^^<http://www.w3.org/2001/XMLSchema#integer> → "1"'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("skos:altLabel 'a'", "skos:altLabel 'b'", "also called “b”; no longer called “a”"),
        ("skos:prefLabel 'a'", "onct:zeta 1", "“a” → nothing"),
    ],
)
def test_other_labels_in_words(old: str, new: str, expected: str) -> None:
    changes = changes_of(f"<agent/x> a onct:Agent ; {old} .", f"<agent/x> a onct:Agent ; {new} .")
    assert [detail(change) for change in changes.changes if change.group is Group.RELABELED] == [expected]


@pytest.mark.parametrize(
    ("turtle_", "expected"),
    [
        ("", "nothing seems to have taken its place"),
        ("<agent/x> owl:deprecated true ; skos:historyNote 'gone' .", "gone"),
        (
            "<agent/x> owl:deprecated true ; dcterms:isReplacedBy <agent/imatinib> .",
            "replaced by imatinib (agent/imatinib)",
        ),
    ],
)
def test_a_withdrawal_in_words(turtle_: str, expected: str) -> None:
    changes = changes_of("<agent/x> a onct:Agent .", turtle_)
    assert [detail(change) for change in changes.changes if change.group is Group.WITHDRAWN] == [expected]


def test_json_has_every_field(several: Changes) -> None:
    content = json.loads(FORMATS["json"](several))
    assert content["old"]["dataset"] == f"{BASE}dataset/0.3.0"
    assert (content["new"]["name"], content["new"]["version"], content["new"]["issued"]) == (
        "data 0.4.0",
        "0.4.0",
        "2026-12-24",
    )
    assert content["changes"][0] == {
        "group": "regraded",
        "kind": "claim",
        "iri": f"{BASE}assertion/s/c",
        "label": "It may act.",
        "property": f"{PREFIXES['onct']}levelOfEvidence",
        "was": [{"iri": f"{BASE}level/x/A", "label": "level A"}],
        "now": [{"iri": f"{BASE}level/x/B", "label": "level B"}],
    }
    (relabeled,) = (change for change in content["changes"] if change["group"] == "relabeled")
    assert relabeled["was"] == [{"text": "It acts.", "language": "en"}]
    assert [
        (change["iri"].removeprefix(BASE), change["explained"], change["now"][0]["label"])
        for change in content["changes"]
        if change["group"] == "withdrawn"
    ] == [("agent/a", True, "c"), ("agent/b", False, "c")]
    (standing,) = (change for change in content["changes"] if change["group"] == "standing")
    assert standing["claims"] == [{"iri": f"{BASE}assertion/s/c", "label": "It may act."}]
    assert content["graphs"] == [{"graph": f"{BASE}graph/entities", "was": 23, "now": 27}]


def test_a_comparison_of_files_has_json_without_releases() -> None:
    content = json.loads(FORMATS["json"](compare(held("", name="a.nt", graph=""), held("", name="b.nq"))))
    assert (content["old"]["name"], content["old"]["version"], content["graphs"]) == ("a.nt", None, None)


def test_turtle_answers_what_changed(several: Changes) -> None:
    text = turtle(several)
    assert answers(text, "SELECT ?old { <dataset/0.4.0> prov:wasRevisionOf ?old ; dcterms:replaces ?old }") == [
        ("dataset/0.3.0",)
    ]
    assert answers(
        text,
        """SELECT ?thing ?was ?now {
          ?change a prov:Activity ; skos:notation "regraded" ; dcterms:subject ?thing ; prov:used ?before ;
            dcterms:isPartOf <dataset/0.4.0#changes> .
          ?before a rdf:Statement ; rdf:subject ?thing ; rdf:predicate onct:levelOfEvidence ; rdf:object ?was .
          ?after prov:wasGeneratedBy ?change ; prov:wasRevisionOf ?before ; rdf:subject ?thing ;
            rdf:predicate onct:levelOfEvidence ; rdf:object ?now .
        }""",
    ) == [("assertion/s/c", "level/x/A", "level/x/B")]
    assert answers(text, "SELECT ?a ?b { ?a owl:deprecated true ; dcterms:isReplacedBy ?b }") == [
        ("agent/a", "agent/c")
    ]
    assert answers(text, "SELECT ?note { ?c dcterms:subject <agent/b> ; skos:changeNote ?note }") == [
        ("perhaps replaced by c (agent/c); its replacement has the same name, b",)
    ]
    assert answers(text, "SELECT ?s { ?s ?p ?o FILTER(ISBLANK(?s) || ISBLANK(?o)) }") == []


def test_a_change_keeps_its_iri_whatever_else_changes() -> None:
    def nodes(changes: Changes) -> set[str]:
        return {str(t.subject) for t in change_triples(changes) if t.predicate.value.endswith("core#notation")}

    one, more = (
        changes_of(BEFORE, BEFORE + "<agent/x> a onct:Agent ."),
        changes_of(BEFORE, AFTER + "<agent/x> a onct:Agent ."),
    )
    assert len(nodes(one)) == 1
    assert nodes(one) < nodes(more)


def test_two_builds_of_one_version_do_not_revise_each_other() -> None:
    changes = compare(held("", release=NEW), held("<agent/x> a onct:Agent .", release=NEW))
    assert "wasRevisionOf" not in turtle(changes)
    assert "prov:used" not in turtle(changes)


@pytest.mark.parametrize("write", [turtle, atom])
def test_without_a_version_nothing_can_be_named(write: Callable[[Changes], str]) -> None:
    changes = compare(held("", release=OLD), held("", name="graph.nq"))
    with pytest.raises(InputError, match=r"graph.nq: has no version by which changes could be named") as caught:
        write(changes)
    assert "ask for Markdown or JSON" in caught.value.mend


def test_the_feed_is_one_by_the_rfc(several: Changes) -> None:
    feed = atom(several)
    assert atom_problems(feed) == []
    assert feed.count("<updated>2026-12-24T00:00:00Z</updated>") == feed.count("<entry>") + 1
    assert f"<id>{BASE}dataset/changes</id>" in feed
    assert f'<link rel="self" type="application/atom+xml" href="{BASE}dataset/0.4.0/changes.atom"/>' in feed
    assert (
        f"<id>{BASE}dataset/0.4.0#changes-claim-regraded</id>\n    <title>Claims regraded (1), data 0.4.0</title>"
        in feed
    )
    assert f'<a href="{BASE}assertion/s/c">It may act. (assertion/s/c)</a>: level A → level B</li>' in feed


def test_the_judge_of_feeds_finds_mistakes(several: Changes) -> None:
    feed = atom(several)
    for wrong in (
        feed.replace("<id>", "<ident>", 1).replace("</id>", "</ident>", 1),
        feed.replace("<updated>2026-12-24T00:00:00Z", "<updated>2026-12-24", 1),
        feed.replace("<author><name>oncotriples contributors</name></author>", ""),
        feed.replace('rel="self"', 'rel="related"'),
        feed.replace('type="xhtml"', 'type="markdown"', 1),
        feed.replace("#changes-claim-regraded", "#changes"),
    ):
        assert atom_problems(wrong) != []


def test_the_credit_stands_in_every_form() -> None:
    edition = (
        "<document/s/2025-01-02> a onct:SummaryEdition ; dcterms:isVersionOf <document/s> ; "
        "dcterms:title 'Sarcoma (PDQ®)' ; onct:editionDate '2025-01-02' ."
    )
    changes = changes_of("", edition)
    assert markdown(changes).endswith(f"\n\n{changes.credit}\n")
    assert json.loads(FORMATS["json"](changes))["credit"] == changes.credit
    assert etree.fromstring(atom(changes).encode()).findtext("{http://www.w3.org/2005/Atom}rights") == changes.credit
    assert answers(turtle(changes), "SELECT ?r { <dataset/0.4.0#changes> dcterms:rights ?r }") == [(changes.credit,)]


def test_the_files_of_a_release(several: Changes) -> None:
    files = render_all(several)
    assert list(files) == ["changes.md", "changes.json", "changes.ttl", "changes.atom"]
    assert [content.decode() for content in files.values()] == [write(several) for write in FORMATS.values()]


def test_sections_follow_each_other_by_kind_and_group(several: Changes) -> None:
    assert [section.key for section in sections(several)] == [
        "claim-regraded",
        "claim-recited",
        "claim-relabeled",
        "claim-changed",
        "agent-added",
        "agent-withdrawn",
        "article-standing",
        "property-appeared",
    ]
    assert sum(len(section.changes) for section in sections(several)) == len(several.changes)

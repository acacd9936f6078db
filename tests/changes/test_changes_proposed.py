"""The entry of the changelog, its version, and the rows of kg/withdrawn.tsv that changes call for."""

from datetime import date

import pyoxigraph as ox
import pytest
from two_graphs import CLAIM, HEAD, NEW, OLD, SHARED, changes_of, held

from oncotriples.changes.changelog import changelog_entry, proposed_version
from oncotriples.changes.comparing import compare, unexplained
from oncotriples.changes.snapshot import snapshot_of
from oncotriples.changes.withdrawing import withdrawn_rows
from oncotriples.graph.withdrawn import COLUMNS, parse_withdrawn, stub
from oncotriples.release.version import Release

AGENT = "<agent/x> a onct:Agent ; skos:prefLabel 'x'@en ."


@pytest.mark.parametrize(
    ("old", "new", "before_one", "after"),
    [
        ("", "", "0.3.1", "1.2.3"),
        ("", "<thing> skos:prefLabel 'x' .", "0.3.2", "1.2.4"),
        (AGENT, AGENT.replace("'x'", "'y'"), "0.3.2", "1.2.4"),
        ("", AGENT, "0.4.0", "1.3.0"),
        (f"{CLAIM} .", f"{CLAIM} ; onct:levelOfEvidence <level/x/A> .", "0.4.0", "1.3.0"),
        (f"{CLAIM} .", f"{CLAIM} ; cito:citesAsEvidence <citation/pmid/1> .", "0.4.0", "1.3.0"),
        (AGENT, "", "0.4.0", "2.0.0"),
        ("<thing> onct:zeta 1 .", "<thing> onct:ordinal 1 .", "0.4.0", "2.0.0"),
    ],
    ids=["nothing", "elsewhere", "label", "added", "regraded", "recited", "withdrawn", "property-gone"],
)
def test_the_version_follows_from_the_changes(old: str, new: str, before_one: str, after: str) -> None:
    for version, expected in (("0.3.1", before_one), ("1.2.3", after)):
        release = Release(version, date(2026, 1, 2))
        assert proposed_version(compare(held(old, release=release), held(new, release=release))) == expected
        assert proposed_version(compare(held(old, release=release), held(new))) == expected


def test_a_new_graph_with_a_version_of_its_own_keeps_it() -> None:
    assert proposed_version(changes_of(AGENT, "")) == "0.4.0"
    assert proposed_version(compare(held(""), held("", release=NEW))) == "0.4.0"
    assert proposed_version(compare(held(""), held(""))) == ""


def test_the_entry_has_a_bullet_for_each_kind_of_thing() -> None:
    old = f"{CLAIM} . <agent/a> a onct:Agent ; skos:prefLabel 'a' . <citation/pmid/1> a fabio:JournalArticle ; " + (
        "onct:standing <code/standing/not-checked> ."
    )
    new = (
        f"{CLAIM.replace('acts', 'may act')} . <claim/2> a onct:EvidenceAssertion . <agent/b> a onct:Agent ; "
        "skos:prefLabel 'b' . <agent/c> a onct:Agent ; skos:prefLabel 'c' . <citation/pmid/1> a fabio:JournalArticle ; "
        "onct:standing <code/standing/retracted> . <x> onct:zeta 1 ."
    )
    assert changelog_entry(changes_of(old, new)) == (
        "### Data 0.4.0\n\n"
        "- Claims: 1 added; 1 with other labels.\n"
        "- Agents: 2 added (b, c); 1 withdrawn (a).\n"
        "- Articles: 1 with another standing (1 code/standing/not-checked → code/standing/retracted).\n"
        "- Properties: 1 in use now (onct:zeta).\n"
    )


def test_many_names_are_counted_and_long_bullets_wrapped() -> None:
    agents = "".join(f"<agent/{n}> a onct:Agent ; skos:prefLabel '{n * 30}-cell lymphoma' .\n" for n in "abcde")
    few, many = (
        changelog_entry(changes_of("", agents)),
        changelog_entry(changes_of("", agents + "<agent/f> a onct:Agent .")),
    )
    assert "- Agents: 6 added.\n" in many
    assert all(len(line) <= 120 for line in few.splitlines())
    assert few.splitlines()[3].startswith("  ")
    assert "e" * 30 + "-cell" in few


def test_without_changes_the_entry_says_so() -> None:
    assert changelog_entry(compare(held(AGENT, release=OLD), held(AGENT, release=OLD))) == (
        "### Data 0.3.0\n\n- No changes.\n"
    )
    assert changelog_entry(compare(held(""), held(""))) == "### Data\n\n- No changes.\n"
    elsewhere = compare(held("", release=OLD), held("<x> skos:prefLabel 'x' .", release=OLD))
    assert changelog_entry(elsewhere) == "### Data 0.3.1\n\n- Nothing that people look up has changed.\n"


def test_a_row_for_each_thing_that_is_gone_without_a_stub() -> None:
    old = AGENT + "<agent/y> a onct:Agent ; skos:prefLabel 'y\\tz' . <agent/s> a onct:Agent ; skos:prefLabel 's' ."
    new = "<agent/z> a onct:Agent ; skos:altLabel 'X' . <agent/s> owl:deprecated true ."
    assert withdrawn_rows(changes_of(old, new)) == (
        "agent/x\tagent/z\t0.4.0\tits replacement has the same name, x\tx\nagent/y\t\t0.4.0\t\ty z\n"
    )
    assert withdrawn_rows(changes_of(AGENT, AGENT)) == ""
    assert withdrawn_rows(changes_of("<gene/KIT> a onct:Gene ; skos:prefLabel 'KIT' .", "")) == (
        "gene/KIT\t\t0.4.0\tno document of the data mentions it any more\tKIT\n"
    )
    assert withdrawn_rows(compare(held(AGENT), held(""))) == "agent/x\t\t\t\tx\n"


def test_a_lost_stub_is_put_back_as_it_was() -> None:
    stub_ = "<agent/x> owl:deprecated true ; skos:prefLabel 'x' ; dcterms:isReplacedBy <agent/imatinib> ; "
    for note, row in (
        ("withdrawn in data 0.2.0: merged: one drug", "0.2.0\tmerged: one drug"),
        ("gone", "0.4.0\tgone"),
        ("withdrawn in data then: gone", "0.4.0\twithdrawn in data then: gone"),
    ):
        changes = changes_of(f"{stub_} skos:historyNote '{note}' .", "")
        assert withdrawn_rows(changes) == f"agent/x\tagent/imatinib\t{row}\tx\n"


def test_proposed_rows_explain_what_they_were_proposed_for() -> None:
    old = AGENT + CLAIM.replace("s/c", "s/gone") + " ."
    new = SHARED + "<agent/z> a onct:Agent ; skos:prefLabel 'X'@en ."
    rows = withdrawn_rows(changes_of(old, new)).replace("\t0.4.0\t\t", "\t0.4.0\tthe source took it back\t")
    stubs = [triple for row in parse_withdrawn("\t".join(COLUMNS) + "\n" + rows, "w.tsv") for triple in stub(row)]
    parsed = (quad.triple for quad in ox.parse(HEAD + new, format=ox.RdfFormat.TURTLE))
    explained = snapshot_of(
        (ox.Quad(t.subject, t.predicate, t.object) for t in (*parsed, *stubs)), name="new", release=NEW
    )
    changes = compare(held(old, release=OLD), explained)
    assert unexplained(changes) == ()
    assert [(change.thing.text, change.reason) for change in changes.changes if change.is_explained] == [
        ("It acts.", "withdrawn in data 0.4.0: the source took it back"),
        ("x", "withdrawn in data 0.4.0: its replacement has the same name, x"),
    ]

"""What counts as a change between two graphs, and what does not."""

import re

import pyoxigraph as ox
import pytest
from support import ROOT
from two_graphs import CLAIM, SHARED, Told, changes_of, held, only, quads_of, told

from oncotriples.changes.comparing import compare, unexplained
from oncotriples.changes.kinds import DERIVED, is_looked_up, kind_of
from oncotriples.changes.model import Group, Size
from oncotriples.changes.snapshot import Snapshot, snapshot_of
from oncotriples.errors import InputError
from oncotriples.graph.assembling import Loaded
from oncotriples.namespaces import BASE, PREFIXES, RDF_TYPE

LEVELS = "".join(
    f'<level/x/{code}> a onct:LevelOfEvidence ; skos:prefLabel "level {code}"@en .\n' for code in ("A", "B", "C")
)
ARTICLES = "".join(
    f'<citation/pmid/{pmid}> a fabio:JournalArticle ; skos:prefLabel "Article {pmid}"@en .\n' for pmid in (1, 2, 3)
)
MARKS = (
    "<document/s/2025-01-01/mark/1> onct:markedLevel <level/x/A> .\n<document/s/2026-01-01/mark/7> onct:markedLevel "
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", f"{CLAIM} .", [("added", "claim", "assertion/s/c", "", [], [])]),
        (f"{CLAIM} .", "", [("withdrawn", "claim", "assertion/s/c", "", [], [])]),
        ("", "<agent/x> a onct:AgentClass .", [("added", "agent", "agent/x", "", [], [])]),
        ("", "<subtype/x> a onct:TumorSubtype .", [("added", "subtype", "subtype/x", "", [], [])]),
        ("", "<treatment/x> a onct:Regimen .", [("added", "treatment", "treatment/x", "", [], [])]),
        ("", "<citation/key/x> a fabio:Book .", [("added", "article", "citation/key/x", "", [], [])]),
        ("", "<document/x> a onct:EvidenceSummary .", [("added", "summary", "document/x", "", [], [])]),
        ("", "<document/x/1> a onct:SummaryEdition .", [("added", "edition", "document/x/1", "", [], [])]),
        ("", "<level/y/A> a onct:LevelOfEvidence .", [("added", "level", "level/y/A", "", [], [])]),
        ("", "<code/x/y> a onct:Modality, skos:Concept .", [("added", "code", "code/x/y", "", [], [])]),
        (
            f"{CLAIM} ; onct:levelOfEvidence <level/x/A> .",
            f"{CLAIM} ; onct:levelOfEvidence <level/x/B> .",
            [("regraded", "claim", "assertion/s/c", "onct:levelOfEvidence", ["level/x/A"], ["level/x/B"])],
        ),
        (
            f"{CLAIM} .",
            f"{CLAIM} ; onct:levelOfEvidence <level/x/B> .",
            [("regraded", "claim", "assertion/s/c", "onct:levelOfEvidence", [], ["level/x/B"])],
        ),
        (
            f"{CLAIM} ; cito:citesAsEvidence <citation/pmid/1>, <citation/pmid/2> .",
            f"{CLAIM} ; cito:citesAsEvidence <citation/pmid/2>, <citation/pmid/3> .",
            [
                (
                    *("recited", "claim", "assertion/s/c", "cito:citesAsEvidence"),
                    ["citation/pmid/1"],
                    ["citation/pmid/3"],
                )
            ],
        ),
        (
            f"{CLAIM} .",
            f"{CLAIM.replace('acts', 'may act')} .",
            [("relabeled", "claim", "assertion/s/c", "skos:prefLabel", ["It acts."], ["It may act."])],
        ),
        (
            f'{CLAIM} ; onct:polarity <code/polarity/positive> ; onct:provided "a"@en .',
            f'{CLAIM} ; onct:polarity <code/polarity/negative> ; onct:provided "b"@en .',
            [
                (
                    *("changed", "claim", "assertion/s/c", "onct:polarity"),
                    ["code/polarity/positive"],
                    ["code/polarity/negative"],
                ),
                ("changed", "claim", "assertion/s/c", "onct:provided", ["a"], ["b"]),
            ],
        ),
        (
            f"{CLAIM} ; a onct:OutcomeAssertion .",
            f"{CLAIM} .",
            [
                (
                    *("changed", "claim", "assertion/s/c", "rdf:type"),
                    ["onct:OutcomeAssertion"],
                    ["onct:EvidenceAssertion"],
                )
            ],
        ),
        (
            "<agent/x> a onct:Agent ; skos:altLabel 'a', 'b' .",
            "<agent/x> a onct:Agent ; skos:altLabel 'b', 'c' .",
            [("relabeled", "agent", "agent/x", "skos:altLabel", ["a"], ["c"])],
        ),
        (
            "<treatment/x> a onct:Regimen ; onct:component <agent/imatinib> .",
            "<treatment/x> a onct:Regimen .",
            [("changed", "treatment", "treatment/x", "onct:component", ["agent/imatinib"], [])],
        ),
        (
            "<document/s/1> a onct:SummaryEdition .",
            "<document/s/1> a onct:SummaryEdition ; onct:supersededBy <document/s/2> .",
            [("superseded", "edition", "document/s/1", "onct:supersededBy", [], ["document/s/2"])],
        ),
        (
            "<citation/pmid/1> fabio:hasPubMedId '1' .",
            "<citation/pmid/1> fabio:hasPubMedId '1' ; prism:doi '10.1/x' .",
            [("changed", "article", "citation/pmid/1", "prism:doi", [], ["10.1/x"])],
        ),
    ],
)
def test_what_is_told(old: str, new: str, expected: list[Told]) -> None:
    assert told(changes_of(LEVELS + ARTICLES + old, LEVELS + ARTICLES + new)) == expected


@pytest.mark.parametrize(
    "extra",
    [
        "<agent/imatinib> rdfs:label 'imatinib' .",
        "<agent/imatinib> onct:reportedActiveAgainst <subtype/x> .",
        "<document/s/2025-01-01/passage/1-1.1> a onct:Passage ; skos:prefLabel 'x' .",
        "<document/s/2025-01-01/section/1> a doco:Section ; skos:prefLabel 'x' .",
        "<record/pmid/1> a onct:ArticleRecord .",
        "<mapping/0123456789abcdef> a owl:Axiom .",
        "<http://example.org/x> a onct:Agent .",
        "onct:x a owl:Class, skos:Concept .",
        "<agent/imatinib> onct:situation [] .",
        "[] a onct:Agent .",
    ],
)
def test_what_is_no_change_of_a_thing(extra: str) -> None:
    assert told(changes_of("", extra)) == []
    assert told(changes_of(extra, "")) == []


def test_of_an_article_what_changes_each_month_is_not_told() -> None:
    changes = changes_of(ARTICLES, ARTICLES + "<citation/pmid/1> onct:checkedOn '2026-12-01' ; dcterms:creator <x> .")
    assert told(changes) == []


def test_a_claim_without_a_level_has_that_of_its_mark() -> None:
    old = LEVELS + MARKS + f"<level/x/A> . {CLAIM} ; onct:levelMark <document/s/2025-01-01/mark/1> ."
    moved = old.replace("levelMark <document/s/2025-01-01/mark/1>", "levelMark <document/s/2026-01-01/mark/7>")
    assert [(group, path) for group, _, _, path, _, _ in told(changes_of(old, moved))] == [
        ("changed", "onct:levelMark")
    ]
    other = moved.replace("mark/7> onct:markedLevel <level/x/A>", "mark/7> onct:markedLevel <level/x/B>")
    assert [(group, was, now) for group, _, _, _, was, now in told(changes_of(old, other))] == [
        ("regraded", ["level/x/A"], ["level/x/B"]),
        ("changed", ["document/s/2025-01-01/mark/1"], ["document/s/2026-01-01/mark/7"]),
    ]


def test_a_new_standing_is_told_with_the_claims_that_rest_on_the_article_the_gravest_first() -> None:
    cites = ARTICLES + f"{CLAIM} ; cito:citesAsEvidence <citation/pmid/3> ; onct:weakestStanding "
    before, after = ("not-checked",) * 3, ("standing", "corrected", "retracted")

    def standings(codes: tuple[str, ...]) -> str:
        said = (f"<citation/pmid/{n}> onct:standing <code/standing/{code}> ." for n, code in enumerate(codes, start=1))
        return "\n".join((f"<code/standing/{codes[-1]}> .", *said))

    changes = changes_of(cites + standings(before), cites + standings(after))
    assert [(change.thing.text, [claim.text for claim in change.claims]) for change in changes.changes] == [
        ("It acts.", []),
        ("Article 3", ["It acts."]),
        ("Article 2", []),
        ("Article 1", []),
    ]
    assert {change.group for change in changes.changes} == {Group.STANDING}


def test_a_label_in_english_names_a_thing_and_a_thing_without_one_bears_its_short_iri() -> None:
    changes = changes_of("", '<agent/a> a onct:Agent ; skos:prefLabel "a"@de, "z\\n z"@en . <agent/b> a onct:Agent .')
    assert [change.thing.text for change in changes.changes if change.kind == "agent"] == ["z z", "agent/b"]


def test_classes_and_properties_that_come_into_use_and_fall_out_of_it() -> None:
    changes = changes_of("<x> a onct:Zeta ; onct:zeta 1 .", "<x> a onct:Eta ; onct:eta 1 .")
    assert [(change.kind, change.group.value, change.thing.text) for change in changes.changes] == [
        ("class", "appeared", "onct:Eta"),
        ("class", "vanished", "onct:Zeta"),
        ("property", "appeared", "onct:eta"),
        ("property", "vanished", "onct:zeta"),
    ]


STUB = "<agent/x> owl:deprecated true ; skos:prefLabel 'x' ; skos:historyNote 'withdrawn in data 0.4.0: merged'"


def test_a_withdrawn_thing_with_a_stub_is_explained() -> None:
    agent = "<agent/x> a onct:Agent ; skos:prefLabel 'x' . <agent/y> a onct:Agent ."
    changes = changes_of(agent, f"<agent/y> a onct:Agent . {STUB} ; dcterms:isReplacedBy <agent/y> .")
    change = only(changes, "agent/x")
    assert (change.group, change.is_explained, change.reason) == (
        Group.WITHDRAWN,
        True,
        "withdrawn in data 0.4.0: merged",
    )
    assert [value.iri for value in change.now] == [f"{BASE}agent/y"]
    assert unexplained(changes) == ()


def test_a_withdrawn_thing_without_a_stub_is_unexplained_and_its_replacement_a_proposal() -> None:
    changes = changes_of(
        "<agent/x> a onct:Agent ; skos:prefLabel 'Zeta' .",
        "<agent/y> a onct:Agent ; skos:prefLabel 'y' ; skos:altLabel 'zeta' .",
    )
    change = only(changes, "agent/x")
    assert unexplained(changes) == (change,)
    assert (change.is_explained, change.reason) == (False, "its replacement has the same name, Zeta")
    assert [value.iri for value in change.now] == [f"{BASE}agent/y"]


def test_a_stub_that_is_lost_is_told_and_one_that_stays_or_comes_back_to_life_is_not() -> None:
    lost = changes_of(f"{STUB} ; dcterms:isReplacedBy <agent/imatinib> .", "")
    (change,) = (change for change in lost.changes if change.kind == "stub")
    assert (change.thing.text, change.now[0].text, change.reason) == (
        "x",
        "imatinib",
        "withdrawn in data 0.4.0: merged",
    )
    assert unexplained(lost) == (change,)
    assert told(changes_of(f"{STUB} .", f"{STUB} .")) == []
    revived = changes_of(f"{STUB} .", "<agent/x> a onct:Agent .")
    assert told(revived) == [("added", "agent", "agent/x", "", [], [])]


def test_graphs_in_which_anything_differs_are_named_with_their_sizes() -> None:
    def snapshot(*graphs: tuple[str, str]) -> Snapshot:
        statements = [quad for graph, turtle in graphs for quad in quads_of(turtle, graph)]
        return snapshot_of([*quads_of(SHARED), *statements], name="x")

    old = snapshot(("graph/a", "<x> onct:ordinal 1, 2 ."), ("graph/b", "<x> onct:ordinal 1 ."))
    new = snapshot(("graph/a", "<x> onct:ordinal 2, 3 ."), ("graph/c", "<x> onct:ordinal 1 ."))
    changes = compare(old, new)
    assert changes.changes == ()
    assert changes.graphs == (
        Size(f"{BASE}graph/a", 2, 2),
        Size(f"{BASE}graph/b", 1, 0),
        Size(f"{BASE}graph/c", 0, 1),
    )
    assert (changes.old.statements, changes.new.statements) == (5, 5)


def test_of_a_file_of_triples_the_graphs_are_not_compared() -> None:
    assert compare(held("", graph=""), held("")).graphs is None
    assert compare(held(""), held("", graph="")).graphs is None
    (size,) = compare(held("", graph=""), held("<x> onct:ordinal 1 .", graph="")).graphs or ()
    assert size == Size("", 2, 3)


def test_unrelated_graphs_are_refused_with_their_names_and_counts() -> None:
    old = snapshot_of(quads_of("<agent/a> a onct:Agent . <agent/b> a onct:Agent ."), name="one.nq")
    new = snapshot_of(quads_of("<agent/c> a onct:Agent ."), name="other.nq")
    for graphs, message in (
        ((old, new), "one.nq (2 things that people look up) and other.nq (1) have none in common"),
        ((new, snapshot_of([], name="empty.nq")), "other.nq (1 things that people look up) and empty.nq (0) have none"),
    ):
        with pytest.raises(InputError, match=re.escape(message)) as caught:
            compare(*graphs)
        assert caught.value.mend == "name two releases of one graph"


def test_a_thing_that_lives_on_as_a_stub_alone_relates_two_graphs() -> None:
    old = snapshot_of(quads_of("<agent/x> a onct:Agent ."), name="old")
    new = snapshot_of(quads_of(f"{STUB} ."), name="new")
    assert [change.is_explained for change in compare(old, new).changes if change.kind == "agent"] == [True]


def test_things_are_counted_by_kind_on_both_sides() -> None:
    changes = changes_of(ARTICLES, f"{CLAIM} .")
    assert (changes.old.counts["article"], changes.new.counts["article"], changes.new.counts["claim"]) == (3, 0, 1)
    assert changes.count("article", Group.WITHDRAWN) == 3
    assert (changes.old.called, changes.new.called) == ("data 0.3.0", "data 0.4.0")


def test_the_credit_names_the_editions_of_the_new_graph() -> None:
    edition = (
        "<document/s/2025-01-02> a onct:SummaryEdition ; dcterms:isVersionOf <document/s> ; "
        "dcterms:title 'Sarcoma (PDQ®)' ; onct:editionDate '2025-01-02' ."
    )
    assert changes_of("", edition).credit.startswith(
        "From NCI's PDQ® summary “Sarcoma (PDQ®)” (as of: 2025-01-02), an extract"
    )
    assert changes_of(edition, "").credit == ""


def test_what_rules_conclude_is_told_or_known_to_follow() -> None:
    """A rule that is added either has a consequence worth telling, or its property is listed as derived."""
    told_of = {"rdf:type", "skos:prefLabel", "dcterms:title", "onct:supersededBy", "onct:weakestStanding"}
    # Of editions only what names and dates them is compared.
    told_of.add("dcterms:rights")
    concluded = set()
    for path in (ROOT / "ontology/rules").glob("*.rq"):
        head = path.read_text(encoding="utf-8").split("CONSTRUCT")[1].split("WHERE")[0]
        concluded |= set(re.findall(r"(?<=\s)([a-z]+:[A-Za-z]+)(?=\s)", head))
    expand = {f"{prefix}:": namespace for prefix, namespace in PREFIXES.items()}
    short = {iri.replace(namespace, name) for iri in DERIVED for name, namespace in expand.items() if namespace in iri}
    assert concluded - told_of <= short
    assert short <= concluded


def test_every_thing_of_the_real_graph_with_a_class_is_of_a_kind(loaded: Loaded) -> None:
    classes: dict[str, set[str]] = {}
    for triple in loaded.dataset.union:
        if triple.predicate.value == RDF_TYPE and isinstance(triple.subject, ox.NamedNode):
            classes.setdefault(triple.subject.value, set()).add(str(getattr(triple.object, "value", "")))
    left = {iri for iri, held_ in classes.items() if is_looked_up(iri) and kind_of(held_) is None}
    assert left == {f"{BASE}mapping-set/curated"}

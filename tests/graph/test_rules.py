"""Each rule on a few triples, and what must give no shortcut."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from support import ROOT

from oncotriples.errors import InputError, SourceSyntaxError
from oncotriples.graph.assembling import Loaded
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.graph.rules import infer, read_rules
from oncotriples.namespaces import BASE, PREFIXES

_RULES = ROOT / "ontology" / "rules"
_HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())

ACTIVITY = """<assertion/s/a> a onct:ActivityAssertion ; onct:polarity <code/polarity/positive> ;
    onct:agent <agent/x> ; onct:tumorSubtype <subtype/y> ."""
STATEMENT = """<assertion/s/t> a onct:TreatmentStatement ; onct:polarity <code/polarity/positive> ;
    onct:situation <situation/s> ; onct:treatment <treatment/t> ."""
LEVELS = """
<d1> onct:nextWeaker <d2> . <e1> onct:nextWeaker <e2> . <e2> onct:nextWeaker <e3> .
<l11> a onct:LevelOfEvidence ; skos:inScheme <s> ; onct:studyDesignCategory <d1> ; onct:endPointCategory <e1> .
<l13> a onct:LevelOfEvidence ; skos:inScheme <s> ; onct:studyDesignCategory <d1> ; onct:endPointCategory <e3> .
<l22> a onct:LevelOfEvidence ; skos:inScheme <s> ; onct:studyDesignCategory <d2> ; onct:endPointCategory <e2> .
<l2x> a onct:LevelOfEvidence ; skos:inScheme <s> ; onct:studyDesignCategory <d2> ; onct:endPointCategory <e1>, <e3> .
<other> a onct:LevelOfEvidence ; skos:inScheme <s2> ; onct:studyDesignCategory <d2> ; onct:endPointCategory <e2> .
"""

STANDINGS = """
<code/standing/standing> onct:standingRank 0 . <code/standing/not-checked> onct:standingRank 2 .
<code/standing/corrected> onct:standingRank 3 . <code/standing/retracted> onct:standingRank 5 .
<good> onct:standing <code/standing/standing> . <new> onct:standing <code/standing/not-checked> .
<mended> onct:standing <code/standing/corrected> . <gone> onct:standing <code/standing/retracted> .
<gone-too> onct:standing <code/standing/retracted> . <book> dcterms:title "A book" .
"""

_TITLES = (("2024-05-01", "Old title"), ("2025-01-01", "New title"))


def turtle(text: str) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(_HEAD + text, format=ox.RdfFormat.TURTLE))


def concluded(rule: str, *, ontology: str = "", **graphs: str) -> set[str]:
    """What a rule infers, shortened: ``agent/x reportedActiveAgainst subtype/y``; ``curated_s`` is graph/curated/s."""
    dataset = Dataset.of({f"{BASE}graph/{name.replace('_', '/')}": turtle(text) for name, text in graphs.items()})
    triples = infer(dataset, turtle(ontology), {rule: read_rules(_RULES)[rule]})
    return {" ".join(_short(term) for term in triple) for triple in triples}


def _short(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(BASE).rsplit("#", 1)[-1]
    return str(term)


def test_a_curated_positive_claim_gives_the_shortcut_and_its_inverse() -> None:
    assert concluded("active-against", curated_s=ACTIVITY) == {
        "agent/x reportedActiveAgainst subtype/y",
        "subtype/y hasReportedActiveAgent agent/x",
    }


@pytest.mark.parametrize(
    ("graph", "claim"),
    [
        ("candidates_s", ACTIVITY),
        ("curated_s", ACTIVITY.replace("ActivityAssertion", "CandidateAssertion")),
        ("curated_s", ACTIVITY.replace("positive", "negative")),
        ("curated_s", ACTIVITY.replace("positive", "neutral")),
        ("curated_s", ACTIVITY.replace("onct:polarity <code/polarity/positive> ;", "")),
    ],
    ids=["candidate graph", "candidate class", "negative", "neutral", "no polarity"],
)
def test_nothing_else_gives_the_shortcut(graph: str, claim: str) -> None:
    assert concluded("active-against", **{graph: claim}) == set()


@pytest.mark.parametrize("graph", ["curated_s", "candidates_s"])
def test_reported_treatment_comes_from_curated_statements_alone(graph: str) -> None:
    expected = {"situation/s reportedTreatment treatment/t"} if graph == "curated_s" else set()
    assert concluded("reported-treatment", **{graph: STATEMENT}) == expected


def test_an_unnecessary_treatment_is_no_reported_treatment() -> None:
    assert concluded("reported-treatment", curated_s=STATEMENT.replace("positive", "negative")) == set()
    wrong = STATEMENT.replace("onct:situation", "onct:modality <code/modality/unnecessary> ; onct:situation")
    assert concluded("reported-treatment", curated_s=wrong) == set(), "whatever its polarity"


def test_broader_is_closed_over_any_distance() -> None:
    text = "<a> skos:broader <b> . <b> skos:broader <c> ."
    assert concluded("broader-transitive", entities=text) == {
        f"{a} http://www.w3.org/2004/02/skos/core#broaderTransitive {b}".replace(
            "http://www.w3.org/2004/02/skos/core#", ""
        )
        for a, b in ("ab", "bc", "ac")
    }


def test_a_treatment_involves_agents_of_what_it_combines() -> None:
    text = """<regimen> onct:component <agent/v> ; onct:optionalComponent <agent/d> .
    <both> onct:constituentTreatment <regimen>, <surgery> ."""
    assert concluded("involves-agent", entities=text) == {
        f"{treatment} involvesAgent agent/{agent}" for treatment in ("regimen", "both") for agent in "vd"
    }


def test_articles_cited_by_one_claim_are_co_cited() -> None:
    text = "<c1> cito:citesAsEvidence <a>, <b> . <c2> cito:citesAsEvidence <d> ."
    assert concluded("co-cited", curated_s=text) == {"a coCitedWith b", "b coCitedWith a"}
    assert concluded("co-cited", candidates_s=text) == set()


@pytest.mark.parametrize(
    ("cited", "weakest"),
    [
        ("<good>", "standing"),
        ("<good>, <new>", "not-checked"),
        ("<mended>, <new>, <good>", "corrected"),
        ("<good>, <gone>, <mended>", "retracted"),
        ("<gone>, <gone-too>", "retracted"),
        ("<book>, <good>", "standing"),
        ("<book>", ""),
        ("<unknown>", ""),
    ],
)
def test_a_claim_stands_no_better_than_its_weakest_article(cited: str, weakest: str) -> None:
    claims = f"<c> cito:citesAsEvidence {cited} . <other> cito:citesAsEvidence <good> . <bare> onct:statedIn <p> ."
    expected = {"other weakestStanding code/standing/standing"}
    expected |= {f"c weakestStanding code/standing/{weakest}"} if weakest else set()
    assert concluded("weakest-standing", curated_s=claims, enrichment=STANDINGS) == expected


def test_levels_are_ordered_on_both_axes_inside_a_scale() -> None:
    order = {line.replace(" atLeastAsStrongAs ", ">=") for line in concluded("level-order", codes=LEVELS)}
    reflexive = {f"{level}>={level}" for level in ("l11", "l13", "l22", "l2x", "other")}
    # l13 beats l22 by design and loses by end point; l2x holds both the strongest and the weakest end point.
    assert order - reflexive == {"l11>=l13", "l11>=l22", "l11>=l2x"}
    assert reflexive <= order


def test_labels_follow_from_preferred_labels() -> None:
    assert concluded("labels", entities='<a> skos:prefLabel "x"@en .') == {'a label "x"@en'}


def test_types_follow_to_classes_of_ours_only() -> None:
    ontology = """onct:A a owl:Class ; rdfs:subClassOf onct:B . onct:B a owl:Class ; rdfs:subClassOf prov:Entity .
    prov:Entity a owl:Class ."""
    assert concluded("types", ontology=ontology, entities="<x> a onct:A .") == {
        "x http://www.w3.org/1999/02/22-rdf-syntax-ns#type B".replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "")
    }


def edition(name: str, *facts: str) -> str:
    return "".join(f"<document/s/{name}> {fact} . " for fact in ("dcterms:isVersionOf <document/s>", *facts))


def dated(date: str) -> str:
    return edition(date, f'onct:editionDate "{date}"^^xsd:date')


def undated(name: str, year: str) -> str:
    return edition(name, f'onct:notBefore "{year}"^^xsd:gYear')


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        (
            dated("2024-05-01") + dated("2025-01-01") + dated("2023-12-31"),
            "2023-12-31>2024-05-01 2024-05-01>2025-01-01",
        ),
        (undated("a", "2013") + dated("2013-02-01") + dated("2012-02-01"), "2012-02-01>a a>2013-02-01"),
        (undated("b", "2013") + undated("a", "2013"), ""),
        (undated("b", "2013") + undated("a", "2013") + dated("2012-02-01"), "2012-02-01>a"),
        (dated("2024-05-01") + edition("no-date"), ""),
        (dated("2024-05-01"), ""),
        (dated("2023-01-01") + edition("2023-01-01", 'onct:notBefore "2020"^^xsd:gYear'), ""),
    ],
    ids=["dates", "a year", "one year twice", "two next", "no date", "alone", "date and year"],
)
def test_an_edition_is_superseded_by_the_next_one(editions: str, expected: str) -> None:
    found = {
        line.replace(" supersededBy ", ">").replace("document/s/", "")
        for line in concluded("superseded-by", d=editions)
    }
    assert found == set(expected.split())


def test_a_stated_successor_stands() -> None:
    stated = dated("2023-01-01") + dated("2024-01-01") + dated("2025-01-01")
    stated += "<document/s/2023-01-01> onct:supersededBy <document/s/2025-01-01> ."
    assert concluded("superseded-by", d=stated) == {"document/s/2024-01-01 supersededBy document/s/2025-01-01"}


def test_a_summary_is_named_by_its_latest_edition_where_nobody_named_it() -> None:
    titled = [(dated(date), edition(date, f'dcterms:title "{title}"@en')) for date, title in _TITLES]
    text = "".join(part for pair in titled for part in pair)
    assert {line for line in concluded("summary-name", d=text) if "prefLabel" in line} == {
        'document/s prefLabel "New title"@en'
    }
    assert len(concluded("summary-name", d=text)) == 3
    for name in ("skos:prefLabel", "dcterms:title"):
        assert concluded("summary-name", d=text, e=f'<document/s> {name} "Own name"@en .') == set()


def test_an_edition_is_credited_by_its_title_its_date_and_its_standing() -> None:
    """That the words are those of the program is tested there: tests/release/test_attribution.py."""
    old = f'{undated("a", "2013")} <document/s/a> a onct:SummaryEdition ; skos:prefLabel "Label of a"@en .'
    new = f'{dated("2024-05-01")} <document/s/2024-05-01> a onct:SummaryEdition ; dcterms:title "Titel"@de .'
    words = ", an extract in our own words. The National Cancer Institute has not reviewed it and does not endorse it. "
    rights = f"{PREFIXES['dcterms']}rights \"From NCI's PDQ® summary"
    assert concluded("edition-credit", d=old + new) == {
        f"document/s/a {rights} “Label of a” (as of: undated, not before 2013; superseded by a later edition)"
        f'{words}Not medical advice."@en',
        f'document/s/2024-05-01 {rights} “Titel” (as of: 2024-05-01){words}Not medical advice."@en',
    }


def test_every_rule_has_a_test_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert {name for name in read_rules(_RULES) if f'"{name}"' not in text} == set()


def test_what_is_stated_is_not_inferred_again(loaded: Loaded) -> None:
    graphs = loaded.dataset.graphs
    inferred = set(graphs[f"{BASE}graph/inferred"])
    assert all(inferred.isdisjoint(triples) for name, triples in graphs.items() if not name.endswith("inferred"))


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("CONSTRUCT { ?s ?p ?o WHERE { ?s ?p ?o }", SourceSyntaxError, "ontology/rules/broken.rq"),
        ("SELECT * WHERE { ?s ?p ?o }", InputError, "is no CONSTRUCT"),
        ("CONSTRUCT { ?s ?p 1.10 } WHERE { ?s ?p ?o }", InputError, "whose form the store may have changed"),
    ],
)
def test_a_bad_rule_is_refused(text: str, error: type[Exception], says: str) -> None:
    dataset = Dataset.of({f"{BASE}graph/entities": turtle("<a> skos:broader <b> .")})
    with pytest.raises(error, match=says):
        infer(dataset, (), {"broken": text})

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from reference_sources import Page, graph_of, own_sources, triples_of, written_sources

from oncotriples.errors import InputError, SourceSyntaxError
from oncotriples.namespaces import BASE, ONCT, ONTOLOGY, compact
from oncotriples.site.codes_pages import codes_files
from oncotriples.site.ontology_pages import ontology_files
from oncotriples.site.shapes_pages import shapes_files
from oncotriples.site.sources import SiteSources

Make = Callable[[SiteSources], Mapping[str, bytes]]

ONTOLOGY_TERMS = """
<ontology> a owl:Ontology ; rdfs:label "Small ontology"@en ; skos:definition "Of two kinds."@en ;
    owl:versionInfo "1.2" ; owl:versionIRI <ontology/1.2> ; dcterms:license <https://example.org/free> .
onct:Agent a owl:Class ; rdfs:label "agent"@en ; skos:definition "What acts."@en ; skos:example "Imatinib."@en ;
    skos:scopeNote "Never a person."@en ; rdfs:subClassOf prov:Entity ; owl:disjointWith prov:Agent ;
    skos:closeMatch biolink:Drug ; dcterms:source <https://example.org/source> .
onct:Salt a owl:Class ; rdfs:label "salt"@en ; rdfs:subClassOf onct:Agent .
onct:Term a owl:Class ; rdfs:label "Term"@en .
onct:agent a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "names agent"@en ;
    rdfs:domain onct:Term ; rdfs:range [ a owl:Class ; owl:unionOf ( onct:Agent onct:Salt ) ] .
onct:agentOf a owl:ObjectProperty ; rdfs:label "agent of"@en ; owl:inverseOf onct:agent .
onct:dose a owl:DatatypeProperty ; rdfs:label "dose"@en ; rdfs:domain onct:Agent ; rdfs:range xsd:decimal .
[] a owl:AllDisjointClasses ; owl:members ( onct:Agent onct:Term ) .
prov:Agent a owl:Class ; rdfs:label "prov agent"@en ; rdfs:isDefinedBy <http://www.w3.org/ns/prov#> .
prov:Entity a owl:Class ; rdfs:label "entity"@en ; rdfs:isDefinedBy <http://www.w3.org/ns/prov#> .
skos:notation a owl:DatatypeProperty ; rdfs:label "notation"@en ;
    rdfs:isDefinedBy <http://www.w3.org/2004/02/skos/core> .
"""
SHAPES = """
onctsh:AgentShape a sh:NodeShape ; sh:targetClass onct:Agent ; sh:property [ sh:path onct:dose ; sh:minCount 1 ] .
onctsh:TermShape a sh:NodeShape ; sh:targetClass onct:Term ;
    sh:or ( [ sh:property [ sh:path [ sh:inversePath onct:agentOf ] ; sh:minCount 1 ] ] [ sh:class onct:Term ] ) .
"""
VOID = """
<dataset/1#whole> void:classPartition <dataset/1#a> ; void:propertyPartition <dataset/1#d> .
<dataset/1#a> void:class onct:Agent ; void:entities 1200 ; void:propertyPartition <dataset/1#a.d> .
<dataset/1#a.d> void:property onct:dose ; void:triples 1 .
<dataset/1#d> void:property onct:dose ; void:triples 7 .
"""
TERMS = {"Agent": "onct:Agent", "of": {"@id": "onct:agentOf", "@type": "@id", "@container": "@set"}}


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> SiteSources:
    return own_sources(tmp_path_factory.mktemp("own"))


def small(folder: Path, more: str = "") -> Page:
    sources = written_sources(folder, ontology=ONTOLOGY_TERMS + more, shapes=SHAPES, void=VOID, terms=TERMS)
    return Page(ontology_files(sources)["ontology.html"])


def test_every_term_of_the_real_ontology_stands_at_its_anchor(real: SiteSources) -> None:
    page = Page(ontology_files(real)["ontology.html"])
    subjects = {triple.subject.value for triple in _triples(real) if isinstance(triple.subject, ox.NamedNode)}
    wanted = {iri.removeprefix(ONCT) if iri.startswith(ONCT) else compact(iri) for iri in subjects - {ONTOLOGY}}
    assert wanted <= set(page.ids())
    assert {"Agent", "agent", "skos:exactMatch"} <= wanted
    assert all(
        real.vocabulary.anchor(iri) == f"ontology.html#{iri.removeprefix(ONCT)}" for iri in subjects if ONCT in iri
    )


def test_links_between_the_pages_lead_to_anchors_that_are_there(real: SiteSources) -> None:
    files = {**ontology_files(real), **shapes_files(real), **codes_files(real)}
    pages = {name: Page(content) for name, content in files.items() if name.endswith(".html")}
    known = {f"{name}#{anchor}" for name, page in pages.items() for anchor in page.ids()}
    checked = 0
    for name, page in pages.items():
        for link in page.links():
            address, _, anchor = link.partition("#")
            if anchor and (address or name) in pages:
                assert f"{address or name}#{anchor}" in known, f"{name}: {link}"
                checked += 1
            elif not anchor and real.index.thing(BASE + address.removesuffix(".html")) is None:
                assert re.match(r"https?://|(?:\w|/)+\.(?:html|ttl|nt|jsonld)$", link), f"{name}: {link}"
    assert checked > 1000


@pytest.mark.parametrize("make", [ontology_files, shapes_files, codes_files], ids=["ontology", "shapes", "codes"])
def test_a_page_has_one_title_no_level_of_headings_is_left_out_and_no_anchor_is_there_twice(
    real: SiteSources, make: Make
) -> None:
    (content,) = (content for name, content in make(real).items() if name.endswith(".html"))
    page = Page(content)
    levels = [int(one.tag[1]) for one in page.elements("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    assert len(page.ids()) == len(set(page.ids()))
    assert not page.elements("//table[not(caption)] | //th[not(@scope)] | //a[@class='anchor'][not(@aria-label)]")
    assert page.elements("//a[@class='anchor']")


@pytest.mark.parametrize(
    ("make", "name"),
    [(ontology_files, "ontology"), (shapes_files, "shapes"), (codes_files, "codes")],
    ids=["ontology", "shapes", "codes"],
)
def test_the_three_forms_beside_a_page_are_the_graph_of_the_release(real: SiteSources, make: Make, name: str) -> None:
    files = make(real)
    expected = graph_of(real.release.read(f"{name}.ttl"), ox.RdfFormat.TURTLE)
    assert len(expected) > 500
    assert graph_of(files[f"{name}.ttl"], ox.RdfFormat.TURTLE) == expected
    assert graph_of(files[f"{name}.nt"], ox.RdfFormat.N_TRIPLES) == expected
    assert graph_of(files[f"{name}.jsonld"], ox.RdfFormat.JSON_LD) == expected
    elsewhere = jsonld.to_rdf(json.loads(files[f"{name}.jsonld"]), {"format": "application/n-quads"})
    assert graph_of(elsewhere.encode(), ox.RdfFormat.N_QUADS) == expected
    assert files[f"{name}.nt"].decode().splitlines() == sorted(files[f"{name}.nt"].decode().splitlines())


def test_the_context_that_names_the_terms_in_json_stands_beside_the_ontology(real: SiteSources) -> None:
    files = ontology_files(real)
    assert files["context.jsonld"] == real.release.read("context.jsonld")
    assert "context.jsonld" in Page(files["ontology.html"]).links()


def test_the_head_of_the_page_tells_what_the_ontology_says_of_itself(tmp_path: Path) -> None:
    page = small(tmp_path)
    assert page.texts("//h1 | //p[@class='lead']") == ["Small ontology", "Of two kinds."]
    assert page.facts() == {
        "Version": ["1.2"],
        "Name of this version": [f"{BASE}ontology/1.2"],
        "License": ["https://example.org/free"],
    }
    assert f"{BASE}ontology/1.2" not in page.links()


def test_a_class_tells_all_that_is_said_of_it_and_how_it_is_used(tmp_path: Path) -> None:
    page = small(tmp_path)
    assert page.text("Agent").startswith(
        f"agent # onct:Agent class {ONCT}Agent What acts. Never a person. For example Imatinib."
    )
    assert page.facts("Agent") == {
        "Subclass of": ["entity"],
        "Superclass of": ["salt"],
        "Disjoint with": ["prov agent", "1 other of set 1"],
        "Properties": ["dose"],
        "Value of": ["names agent"],
        "Close to": ["biolink:Drug"],
        "Source": ["https://example.org/source"],
        "In this release": ["1,200 things"],
        "Judged by": ["AgentShape"],
        "In JSON-LD": ["Agent"],
    }
    assert page.targets("Agent", "Disjoint with") == ["ontology.html#prov:Agent", "ontology.html#disjoint-1"]
    assert page.targets("Agent", "Judged by") == ["shapes.html#AgentShape"]
    assert page.facts("Salt")["Judged by"] == ["AgentShape"]
    assert page.facts("prov:Agent")["Disjoint with"] == ["agent"]
    assert page.text("disjoint-1") == "Set 1 # agent Term"


def test_a_property_tells_between_what_it_stands_and_who_judges_it(tmp_path: Path) -> None:
    page = small(tmp_path)
    assert page.facts("agent") == {
        "Inverse of": ["agent of"],
        "Character": ["one value at most"],
        "Domain": ["Term"],
        "Range": ["agent or salt"],
        "In this release": ["not used"],
    }
    assert page.targets("agent", "Range") == ["ontology.html#Agent", "ontology.html#Salt"]
    assert page.facts("agentOf")["Judged by"] == ["TermShape"]
    assert page.facts("agentOf")["In JSON-LD"] == ["of, a link, always a list"]
    assert page.facts("dose")["Judged by"] == ["AgentShape"]


def test_of_several_counts_of_a_term_that_of_the_whole_graph_is_told(tmp_path: Path) -> None:
    assert small(tmp_path).facts("dose")["In this release"] == ["7 statements"]


def test_a_term_of_another_vocabulary_stands_below_that_and_leads_to_its_own_address(tmp_path: Path) -> None:
    page = small(tmp_path)
    assert page.text("skos:notation") == (
        "notation # skos:notation property that holds a value http://www.w3.org/2004/02/skos/core#notation "
        "In this release not used"
    )
    assert "http://www.w3.org/2004/02/skos/core#notation" in page.links()
    assert page.texts("//*[@id='vocabularies']//h3") == [
        "prov http://www.w3.org/ns/prov#",
        "skos http://www.w3.org/2004/02/skos/core",
    ]


def test_terms_of_a_kind_stand_in_the_order_of_their_labels_whatever_their_case(tmp_path: Path) -> None:
    page = small(tmp_path)
    assert page.strings("//*[@id='classes']/section/@id") == ["Agent", "Salt", "Term"]
    assert page.strings("//*[@id='links']/section/@id") == ["agentOf", "agent"]


def test_classes_stand_in_a_tree_below_those_that_they_are_kinds_of(tmp_path: Path) -> None:
    page = small(tmp_path)
    tree = "//*[@id='tree']/ul"
    assert page.texts(f"{tree}/li/a") == ["entity", "Term"]
    assert page.texts(f"{tree}/li[1]/ul/li/a") == ["agent"]
    assert page.texts(f"{tree}/li[1]/ul/li/ul/li/a") == ["salt"]


def test_a_class_below_itself_or_below_many_is_in_the_tree_all_the_same(tmp_path: Path) -> None:
    circle = "onct:A a owl:Class ; rdfs:subClassOf onct:B . onct:B a owl:Class ; rdfs:subClassOf onct:A ."
    deep = "".join(f"onct:D{n} a owl:Class ; rdfs:subClassOf onct:D{n + 1} ." for n in range(200))
    page = small(tmp_path, circle + deep)
    linked = set(page.strings("//*[@id='tree']//a/@href"))
    assert {"ontology.html#A", "ontology.html#B", "ontology.html#D0", "ontology.html#D200"} <= linked


def test_what_has_no_words_is_told_as_turtle(tmp_path: Path) -> None:
    page = small(
        tmp_path,
        "onct:Odd a owl:Class ;"
        "   rdfs:subClassOf [ a owl:Restriction ; owl:onProperty onct:dose ; owl:maxCardinality 1 ] ."
        "[] a owl:AllDifferent ; owl:distinctMembers ( onct:Agent onct:Term ) .",
    )
    assert page.facts("Odd")["Subclass of"] == [
        "[] a owl:Restriction ; owl:onProperty onct:dose ; owl:maxCardinality 1 ; ."
    ]
    assert page.text("axioms") == (
        "Other statements # [] a owl:AllDifferent ; owl:distinctMembers ( onct:Agent onct:Term ) ; ."
    )


def test_what_nobody_foresaw_stands_under_its_own_name(tmp_path: Path) -> None:
    page = small(tmp_path, 'onct:Old a owl:Class ; <http://example.org/odd> "so"@en . onct:one a onct:Agent .')
    assert page.facts("Old")["http://example.org/odd"] == ["so"]
    assert page.strings("//*[@id='others']/section/@id") == ["one"]


def test_markup_and_hostile_addresses_in_an_ontology_stay_text(tmp_path: Path) -> None:
    text = r"<script>alert('1')</script> \"quoted\" ‮ 🧬"
    page = small(
        tmp_path,
        f'onct:Bad a owl:Class ; rdfs:label "{text}"@en ; skos:definition "{text}"@en ;'
        " rdfs:seeAlso <javascript:alert(1)> .",
    )
    assert [one.get("src") for one in page.elements("//script")] == [None, "assets/site.js"]
    assert page.texts("//*[@id='Bad']//h3") == [text.replace("\\", "")]
    assert not [link for link in page.links() if link.startswith("javascript")]
    assert page.facts("Bad")["See also"] == ["javascript:alert(1)"]


@settings(max_examples=40)
@given(label=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_a_label_reads_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, label: str) -> None:
    literal = str(ox.Literal(label, language="en"))
    sources = written_sources(
        tmp_path_factory.getbasetemp() / "labels", ontology=f"onct:A a owl:Class ; rdfs:label {literal} ."
    )
    page = Page(ontology_files(sources)["ontology.html"])
    (heading,) = page.elements("//*[@id='A']//h3")
    assert heading.text == label


def test_the_page_and_its_data_do_not_depend_on_how_the_file_is_written(tmp_path: Path) -> None:
    ways = []
    for name, order in (("one", 1), ("other", -1)):
        lines = "".join(f"{triple} .\n" for triple in triples_of(ONTOLOGY_TERMS)[::order]).replace("_:", f"_:{name}")
        files = ontology_files(written_sources(tmp_path / name, ontology=lines, shapes=SHAPES, void=VOID))
        ways.append([files[f"ontology{ending}"] for ending in (".html", ".nt", ".jsonld")])
    assert ways[0] == ways[1]


@pytest.mark.parametrize("name", ["ontology.ttl", "shapes.ttl", "void.ttl", "context.jsonld"])
def test_a_release_without_a_file_that_the_page_is_made_from_is_refused(tmp_path: Path, name: str) -> None:
    sources = written_sources(tmp_path, ontology=ONTOLOGY_TERMS)
    del sources.release.sums[name]  # type: ignore[attr-defined]
    with pytest.raises(InputError, match=f"this release has no {name}"):
        ontology_files(sources)


def test_a_file_that_is_no_turtle_is_refused_with_its_name_and_line(tmp_path: Path) -> None:
    sources = written_sources(tmp_path, ontology=ONTOLOGY_TERMS)
    (sources.release.folder / "ontology.ttl").write_text("@prefix a: <x:> .\na:b a:c\n")
    with pytest.raises(SourceSyntaxError, match=r"^ontology\.ttl:3"):
        ontology_files(sources)


def test_a_count_that_is_no_number_is_refused(tmp_path: Path) -> None:
    sources = written_sources(tmp_path, void='<dataset/1#a> void:class onct:Agent ; void:entities "many" .')
    with pytest.raises(InputError, match=r'^void\.ttl: "many" is no count'):
        ontology_files(sources)


def _triples(sources: SiteSources) -> list[ox.Triple]:
    content = sources.release.read("ontology.ttl")
    return [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE, base_iri=BASE)]

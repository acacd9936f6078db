from pathlib import Path

import pyoxigraph as ox
import pytest
from reference_sources import Page, graph_of, own_sources, written_sources

from oncotriples.errors import InputError
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.site.codes_pages import codes_files
from oncotriples.site.sources import SiteSources

ONTOLOGY = """
onct:Polarity a owl:Class ; rdfs:label "polarity"@en . qudt:Unit a owl:Class ; rdfs:label "unit of measure"@en .
onct:LevelOfEvidence a owl:Class ; rdfs:label "level"@en .
onct:StudyDesignCategory a owl:Class ; rdfs:label "design"@en .
onct:EndPointCategory a owl:Class ; rdfs:label "end point"@en .
onct:cdrId a owl:DatatypeProperty ; rdfs:label "CDR identifier"@en .
"""
LIST = """
<code/polarity> a skos:ConceptScheme ; skos:prefLabel "polarities"@en ; skos:definition "For or against."@en ;
    skos:scopeNote "As the source says."@en ; onct:cdrId "CDR1" ; dcterms:source <https://example.org/s> .
<code/polarity/yes> a onct:Polarity, skos:Concept ; skos:prefLabel "in favor"@en ; skos:notation "yes" ;
    skos:definition "It speaks for it."@en ; skos:scopeNote "Strongly."@en ; skos:inScheme <code/polarity> .
<code/polarity/no> a onct:Polarity, skos:Concept ; skos:prefLabel "against"@en ; skos:notation "no" ;
    skos:definition "It speaks against it."@en ; skos:inScheme <code/polarity> ; skos:related <code/polarity/yes> .
unit:DAY a qudt:Unit ; skos:prefLabel "day"@en .
"""
SCALE = """
<level/s> a skos:ConceptScheme ; skos:prefLabel "Scale"@en .
<level/s/d2> a onct:StudyDesignCategory ; skos:prefLabel "design two"@en ; skos:notation "2" ; skos:inScheme <level/s> .
<level/s/d1> a onct:StudyDesignCategory ; skos:prefLabel "design one"@en ; skos:notation "9" ; skos:inScheme <level/s> ;
    onct:nextWeaker <level/s/d2> .
<level/s/eA> a onct:EndPointCategory ; skos:prefLabel "end A"@en ; skos:notation "A" ; skos:inScheme <level/s> ;
    onct:nextWeaker <level/s/eB> .
<level/s/eB> a onct:EndPointCategory ; skos:prefLabel "end B"@en ; skos:notation "B" ; skos:inScheme <level/s> .
<level/s/x> a onct:LevelOfEvidence ; skos:prefLabel "level X"@en ; skos:notation "X10" ; skos:inScheme <level/s> ;
    onct:studyDesignCategory <level/s/d1> ; onct:endPointCategory <level/s/eA> , <level/s/eB> .
<level/s/y> a onct:LevelOfEvidence ; skos:prefLabel "level Y"@en ; skos:notation "X9" ; skos:inScheme <level/s> ;
    onct:studyDesignCategory <level/s/d2> ; skos:closeMatch <level/s/x> ; onct:nextWeaker <level/s/x> .
"""
CLAIMS = "<assertion/a/1> onct:levelOfEvidence <level/s/x> . <assertion/a/2> onct:levelOfEvidence <level/s/x> ."


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> SiteSources:
    return own_sources(tmp_path_factory.mktemp("own"))


def small(folder: Path, codes: str, graph: str = "") -> Page:
    sources = written_sources(folder, ontology=ONTOLOGY, codes=codes, graph=graph)
    return Page(codes_files(sources)["codes.html"])


def test_a_list_tells_what_it_is_for_and_its_members_in_their_order(tmp_path: Path) -> None:
    page = small(tmp_path, LIST, "<assertion/a/1> onct:polarity <code/polarity/yes> .")
    assert page.strings("//section[@id='lists']/section/@id") == ["code/polarity", "qudt:Unit"]
    assert page.texts("//*[@id='code/polarity']/p") == ["code/polarity", "For or against.", "As the source says."]
    assert page.facts("code/polarity") == {"CDR identifier": ["CDR1"], "Source": ["https://example.org/s"]}
    assert page.texts("//*[@id='code/polarity']//caption") == ["Of class polarity"]
    assert page.texts("//*[@id='code/polarity']//tbody/tr/*") == [
        *("no", "against", "It speaks against it.", "0"),
        *("yes", "in favor", "It speaks for it. Strongly.", "1"),
    ]
    assert page.strings("//*[@id='code/polarity']//tbody//a/@href") == [
        "code/polarity/no.html",
        "code/polarity/yes.html",
    ]


def test_what_is_in_no_list_stands_under_its_class_and_leads_to_where_it_is_from(tmp_path: Path) -> None:
    page = small(tmp_path, LIST)
    assert page.text("qudt:Unit").startswith("unit of measure # qudt:Unit Of class unit of measure")
    assert page.texts("//*[@id='qudt:Unit']//tbody/tr/*") == ["", "day", "", ""]
    assert page.strings("//*[@id='qudt:Unit']//tbody//a/@href") == ["http://qudt.org/vocab/unit/DAY"]


def test_a_scale_of_two_axes_is_a_grid_with_the_strongest_first(tmp_path: Path) -> None:
    page = small(tmp_path, SCALE, CLAIMS)
    assert page.strings("//section[@id='scales']/section/@id") == ["level/s"]
    assert page.texts("//*[@class='grid']/thead/tr/*") == ["", "A", "B", "none"]
    assert page.texts("//*[@class='grid']/tbody/tr/*") == ["9", "X10 2", "X10 2", "", "2", "", "", "X9"]
    assert page.strings("//*[@class='grid']//a/@href") == [
        *("level/s/eA.html", "level/s/eB.html"),
        *("level/s/d1.html", "level/s/x.html", "level/s/x.html"),
        *("level/s/d2.html", "level/s/y.html"),
    ]


def test_the_parts_of_a_scale_stand_in_tables_levels_first_and_uses_are_no_comparisons(tmp_path: Path) -> None:
    page = small(tmp_path, SCALE, CLAIMS)
    assert page.texts("//*[@id='level/s']//caption")[1:] == ["Of class level", "Of class design", "Of class end point"]
    assert page.texts("//table[@class='codes']/tbody/tr/*[1]") == ["X9", "X10", "9", "2", "A", "B"]
    assert page.texts("//table[@class='codes']/tbody/tr/*[4]") == ["0", "2", "1", "1", "1", "1"]


def test_a_scale_of_one_axis_has_no_grid(tmp_path: Path) -> None:
    page = small(tmp_path, SCALE.replace("onct:endPointCategory", "dcterms:subject"))
    assert page.strings("//section[@id='scales']/section/@id") == ["level/s"]
    assert not page.elements("//*[@class='grid']")


def test_members_without_a_place_in_the_order_come_behind_and_a_circle_ends(tmp_path: Path) -> None:
    member = '<code/l/{0}> a onct:Polarity ; skos:prefLabel "{0}"@en ; skos:inScheme <code/l> .'.format
    circle = "<code/l/c> onct:nextWeaker <code/l/d> . <code/l/d> onct:nextWeaker <code/l/c> ."
    ranks = "<code/r/{0}> a onct:Polarity ; skos:prefLabel '{0}'@en ; skos:inScheme <code/r> ; onct:standingRank {1} ."
    page = small(
        tmp_path,
        "<code/l> a skos:ConceptScheme ; skos:prefLabel 'l'@en ."
        "<code/r> a skos:ConceptScheme ; skos:prefLabel 'r'@en ."
        + "".join(map(member, "abcd"))
        + circle
        + "".join(ranks.format(*pair) for pair in (("a", 10), ("b", 9))),
    )
    assert page.texts("//*[@id='code/l']//tbody/tr/th") == ["c", "d", "a", "b"]
    assert page.texts("//*[@id='code/r']//tbody/tr/th") == ["b", "a"]


def test_the_real_scale_of_treatments_runs_from_double_blinded_trials_to_case_series(real: SiteSources) -> None:
    files = codes_files(real)
    page = Page(files["codes.html"])
    grid = "//*[@id='level/treatment-legacy']//*[@class='grid']"
    assert page.texts(f"{grid}/tbody/tr/th") == ["1i", "1", "1ii", "2", "3i", "3ii", "3iii"]
    assert page.texts(f"{grid}/thead/tr/th") == ["A", "B", "C", "Di", "Dii", "Diii", "Div"]
    assert page.texts(f"{grid}/tbody/tr[7]/td[1]") == ["3iii 3iiiA 1"]


def test_every_real_code_is_on_the_page_with_a_link_to_its_own(real: SiteSources) -> None:
    page = Page(codes_files(real)["codes.html"])
    things = [thing for thing in real.index.pages() if thing.path.startswith(("code/", "level/"))]
    assert len(things) > 300
    assert {f"{thing.path}.html" for thing in things} <= set(page.links())
    schemes = {thing.path for thing in things if thing.kind.endswith("ConceptScheme")}
    assert schemes <= set(page.ids())


def test_the_data_of_codes_are_compact_json_with_the_terms_of_the_context(real: SiteSources) -> None:
    files = codes_files(real)
    assert b'"prefLabel": "in favor"' not in files["codes.jsonld"]
    assert b'"id": "code/polarity/positive"' in files["codes.jsonld"]
    assert files["codes.ttl"] == real.release.read("codes.ttl")
    assert graph_of(files["codes.jsonld"], ox.RdfFormat.JSON_LD) == graph_of(files["codes.nt"], ox.RdfFormat.N_TRIPLES)


def test_markup_in_codes_stays_text(tmp_path: Path) -> None:
    text = "<script>alert('1')</script>"
    page = small(
        tmp_path,
        f'<code/l> a skos:ConceptScheme ; skos:prefLabel "{text}"@en .'
        f"<code/l/a> a onct:Polarity ; skos:inScheme <code/l> ;"
        f'    skos:prefLabel "{text}"@en ; skos:definition "{text}"@en ; skos:notation "{text}" .',
    )
    assert [one.get("src") for one in page.elements("//script")] == [None, "assets/site.js"]
    assert page.texts("//*[@id='code/l']//tbody/tr/*") == [text, text, text, "0"]


@pytest.mark.parametrize("subject", ["[]", f"<{BASE}code/list>"])
def test_codes_with_something_that_has_no_iri_are_refused(tmp_path: Path, subject: str) -> None:
    sources = written_sources(tmp_path, ontology=ONTOLOGY)
    turtle = f"@prefix skos: <{PREFIXES['skos']}> . {subject} a skos:ConceptScheme ; skos:note [] ."
    (sources.release.folder / "codes.ttl").write_text(turtle)
    with pytest.raises(InputError, match="a blank node cannot be published as JSON-LD"):
        codes_files(sources)

"""What the page of a thing shows: names, notes, what is part of it, what points at it, whose words it goes back to."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from site_releases import sources_of

from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE
from oncotriples.render.resource import data_files, resource_page
from oncotriples.render.views import Link, Note, ResourceView, Text
from oncotriples.site.reading import natural
from oncotriples.site.sources import SiteSources


@pytest.fixture
def sources(tmp_path: Path) -> SiteSources:
    return sources_of(tmp_path)


def _view(sources: SiteSources, path: str) -> ResourceView:
    thing = sources.index.thing(BASE + path)
    assert thing is not None
    return sources.reader.view(thing)


def _row(view: ResourceView, label: str) -> tuple[Link | Text, ...]:
    return next(row.values for row in view.rows if row.label == label)


def test_a_claim_tells_its_level_its_date_and_that_its_ground_is_gone(sources: SiteSources) -> None:
    view = _view(sources, "assertion/s/c1")
    assert view.notes == (
        Note("level C3"),
        Note("as of 2020-01-01"),
        Note("superseded edition", "caution"),
        Note("retracted", "bad"),
    )
    assert view.credits == ("From the summary, as of 2020-01-01.",)
    assert view.kind_label == "activity assertion"
    assert [crumb.label for crumb in view.crumbs] == ["Claims"]


def test_a_claim_without_citation_says_so(sources: SiteSources) -> None:
    assert Note("cites no article", "caution") in _view(sources, "assertion/s/c2").notes


def test_wherever_a_claim_is_named_its_notes_stand_beside_it(sources: SiteSources) -> None:
    view = _view(sources, "agent/a1")
    claims = next(back for back in view.back if back.label == "agent")
    assert [(link.href, link.notes) for link in claims.links] == [
        ("assertion/s/c1.html", _view(sources, "assertion/s/c1").notes)
    ]
    assert view.synonyms == ("AL-1",)
    assert view.definition == "An agent."
    assert view.same_as == ("http://example.org/a1",)


def test_a_mention_is_listed_by_its_edition_and_leads_to_the_place(sources: SiteSources) -> None:
    mentions = next(back for back in _view(sources, "agent/a1").back if back.label == "mentions")
    assert mentions.links == (
        Link("passage 1-1.1", "document/s/2021-01-01/section/1.html#passage/1-1.1", detail="newer edition"),
    )


def test_an_article_leads_to_pubmed_and_its_publisher_by_its_identifiers(sources: SiteSources) -> None:
    view = _view(sources, "citation/pmid/11")
    assert view.elsewhere == (
        Link("PubMed", "https://pubmed.ncbi.nlm.nih.gov/11/"),
        Link("DOI", "https://doi.org/10.1000/x(1)"),
    )
    assert view.identifiers == ("PMID:11", "doi:10.1000/x(1)")
    assert view.notes == (Note("retracted", "bad"),)


def test_a_section_shows_its_parts_in_order_and_what_points_at_them(sources: SiteSources) -> None:
    view = _view(sources, "document/s/2020-01-01/section/1")
    assert [part.anchor for part in view.parts] == ["passage/1-1.1", "passage/1-1.2", "pointer/1"]
    claim = next(back for back in view.parts[0].back if back.label == "stated in").links[0]
    assert claim.href == "assertion/s/c1.html"
    assert [crumb.label for crumb in view.crumbs] == ["Summaries", "the summary", "former edition"]
    assert view.notes == (Note("as of 2020-01-01"), Note("superseded edition", "caution"))


def test_an_edition_lists_its_sections_and_names_where_its_parts_stand(sources: SiteSources) -> None:
    thing = sources.index.thing(f"{BASE}document/s/2020-01-01")
    assert thing is not None
    view = sources.reader.view(thing)
    assert [link.label for link in view.contents] == ["section 1"]
    assert view.parts_file == "2020-01-01.parts.json"
    assert b'"passage/1-1.1":"document/s/2020-01-01/section/1"' in sources.reader.parts_file(thing)[".parts.json"]


def test_beside_an_edition_stands_all_that_is_said_of_it_and_its_parts(sources: SiteSources) -> None:
    thing = sources.index.thing(f"{BASE}document/s/2020-01-01")
    assert thing is not None
    subjects = {line.split(" ", 1)[0] for line in sources.reader.lines(thing)}
    assert f"<{BASE}document/s/2020-01-01/pointer/1>" in subjects
    assert f"<{BASE}document/s/2020-01-01/section/1>" in subjects


def test_the_data_beside_a_page_say_whose_words_it_goes_back_to(sources: SiteSources) -> None:
    thing = sources.index.thing(f"{BASE}assertion/s/c1")
    assert thing is not None
    text = "".join(sources.reader.lines(thing))
    page = f"<{BASE}assertion/s/c1.html>"
    assert f'{page} <http://purl.org/dc/terms/rights> "From the summary, as of 2020-01-01."@en .' in text
    assert f"{page} <https://schema.org/about> <{BASE}assertion/s/c1> ." in text


def test_the_three_forms_beside_a_page_are_one_graph(sources: SiteSources) -> None:
    formats = {".ttl": ox.RdfFormat.TURTLE, ".jsonld": ox.RdfFormat.JSON_LD, ".nt": ox.RdfFormat.N_TRIPLES}
    for thing in sources.index.pages():
        files = data_files(sources.reader.lines(thing), sources.context)
        graphs: list[set[Triple]] = [
            {quad.triple for quad in ox.parse(files[suffix], format=form)} for suffix, form in formats.items()
        ]
        assert graphs[0] == graphs[1] == graphs[2], thing.path
        assert graphs[0]


def test_a_stub_says_that_the_thing_was_withdrawn_and_by_what_it_is_replaced(tmp_path: Path) -> None:
    sources = sources_of(
        tmp_path,
        """<agent/old> skos:prefLabel "old name"@en ; owl:deprecated true ; dcterms:isReplacedBy <agent/new> .
        <agent/new> a onct:Agent ; skos:prefLabel "new name"@en .""",
    )
    view = _view(sources, "agent/old")
    assert view.notes == (Note("withdrawn", "caution"),)
    assert _row(view, "is replaced by") == (Link("new name", "agent/new.html"),)


def test_of_many_things_that_point_here_a_hundred_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    many = "\n".join(
        f'<assertion/s/c{number}> onct:agent <agent/a> ; skos:prefLabel "{number}"@en .' for number in range(130)
    )
    view = _view(sources_of(tmp_path, f'<agent/a> a onct:Agent ; skos:prefLabel "a"@en .\n{many}'), "agent/a")
    assert (len(view.back[0].links), view.back[0].more, view.back[0].total) == (100, 30, 130)


def test_numbers_in_names_count_as_numbers() -> None:
    assert sorted(["p/10", "p/2", "p/1.10", "p/1.9"], key=natural) == ["p/1.9", "p/1.10", "p/2", "p/10"]


def test_texts_of_the_graph_stay_text_on_the_page(tmp_path: Path) -> None:
    hostile = "</title><script>alert(1)</script>\"'& {{ 7*7 }}"
    literal = str(ox.Literal(hostile, language="en"))
    sources = sources_of(
        tmp_path,
        f"<agent/a> a onct:Agent ; skos:prefLabel {literal} ; skos:definition {literal} ; skos:altLabel {literal} ;"
        f" dcterms:title {literal} ; rdfs:seeAlso <javascript:alert(1)> .",
    )
    html = resource_page(_view(sources, "agent/a"), sources.frame).decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "\\u003c/title\\u003e\\u003cscript\\u003e" in html
    assert "{{ 7*7 }}" in html
    assert 'href="javascript' not in html

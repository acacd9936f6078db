"""What the matrix and the page of gaps count: claims apart from mentions, current editions apart from others."""

from pathlib import Path

import pytest
from site_releases import EVIDENCE, sources_of

from oncotriples.namespaces import BASE
from oncotriples.site.gaps import Gap, gaps
from oncotriples.site.matrix import Matrix, evidence_matrix
from oncotriples.site.sources import SiteSources


@pytest.fixture
def sources(tmp_path: Path) -> SiteSources:
    return sources_of(tmp_path)


def _gaps(sources: SiteSources) -> dict[str, Gap]:
    return {gap.anchor: gap for gap in gaps(sources)}


def _labels(gap: Gap) -> list[str]:
    return [link.label for link in gap.links]


def _cells(matrix: Matrix) -> dict[str, tuple[int, int, tuple[str, ...]]]:
    found = {}
    for agent in matrix.agents:
        for tumor in matrix.tumors:
            cell = matrix.cell(agent, tumor)
            if cell is not None:
                found[matrix.anchor(agent, tumor)] = (len(cell.claims), len(cell.passages), cell.levels)
    return found


def test_a_pair_has_its_claims_and_apart_from_them_the_passages_that_print_a_level(sources: SiteSources) -> None:
    matrix = evidence_matrix(sources)
    assert _cells(matrix) == {"a1--t1": (1, 0, ()), "a1--t2": (0, 1, ("C3",)), "a2--t2": (1, 0, ())}
    cell = matrix.cells[f"{BASE}agent/a1", f"{BASE}subtype/t2"]
    assert cell.passages[0][0].href == "document/s/2021-01-01/section/1.html#passage/1-1.1"


def test_passages_of_superseded_editions_and_those_without_a_level_do_not_count(tmp_path: Path) -> None:
    more = """
    <document/s/2020-01-01/passage/1-1.2> onct:mentions <agent/a2>, <subtype/t1> .
    <document/s/2020-01-01/mark/1> dcterms:isPartOf <document/s/2020-01-01/passage/1-1.2> ;
        onct:markedLevel <level/treatment/C3> .
    <document/s/2021-01-01/passage/1-1.3> a onct:Passage ; dcterms:isPartOf <document/s/2021-01-01/section/1> ;
        onct:mentions <agent/a2>, <subtype/t1> .
    """
    assert "a2--t1" not in _cells(evidence_matrix(sources_of(tmp_path, EVIDENCE + more)))


def test_a_candidate_is_no_claim(tmp_path: Path) -> None:
    more = """<candidate/s/x> a onct:CandidateAssertion ; skos:prefLabel "candidate"@en ; onct:agent <agent/a2> ;
        onct:tumorSubtype <subtype/t1> ."""
    assert "a2--t1" not in _cells(evidence_matrix(sources_of(tmp_path, EVIDENCE + more)))


def test_of_many_agents_those_with_the_most_claims_are_shown(tmp_path: Path) -> None:
    lines = ['<subtype/t> a onct:TumorSubtype ; skos:prefLabel "t"@en .']
    for number in range(70):
        lines.append(f'<agent/a{number}> a onct:Agent ; skos:prefLabel "a{number}"@en .')
        for claim in range(2 if number == 69 else 1):
            lines.append(
                f'<assertion/s/c{number}-{claim}> a onct:ActivityAssertion ; skos:prefLabel "c"@en ;'
                f" onct:agent <agent/a{number}> ; onct:tumorSubtype <subtype/t> ."
            )
    matrix = evidence_matrix(sources_of(tmp_path, "\n".join(lines)))
    assert len(matrix.agents) == 60
    assert "a69" in [agent.label for agent in matrix.agents]


def test_gaps_are_told_with_how_many_things_were_looked_at(sources: SiteSources) -> None:
    found = _gaps(sources)
    assert _labels(found["uncited"]) == ["Betamab acts."]
    assert (found["uncited"].total, found["uncited"].of) == (1, 2)
    assert _labels(found["not-standing"]) == ["Alphatinib acts."]
    assert _labels(found["articles-not-standing"]) == ["Doe 2011, J Ex 1: 1"]
    assert _labels(found["superseded"]) == ["Alphatinib acts.", "Betamab acts."]
    assert _labels(found["unmapped-agents"]) == ["betamab"]
    assert found["unmapped-tumors"].total == 2
    assert found["no-pmid"].total == 0
    assert found["not-checked"].total == 0


def test_an_anchor_is_broken_where_the_newest_edition_has_no_such_words(sources: SiteSources) -> None:
    assert _labels(_gaps(sources)["broken-anchors"]) == ["Alphatinib acts."]


def test_the_words_of_a_row_are_those_of_its_cells(tmp_path: Path) -> None:
    more = """
    <assertion/s/c3> a onct:EvidenceAssertion ; skos:prefLabel "Of a row."@en ;
        onct:statedIn <document/s/2020-01-01/row/1.1> .
    <document/s/2020-01-01/row/1.1> a onct:TableRow ; dcterms:isPartOf <document/s/2020-01-01> .
    <document/s/2020-01-01/passage/table-1.1.1> a onct:Passage ; dcterms:isPartOf <document/s/2020-01-01/row/1.1> ;
        onct:blockDigest "%s" .
    """
    kept = _gaps(sources_of(tmp_path / "kept", EVIDENCE + more % "bb"))["broken-anchors"]
    gone = _gaps(sources_of(tmp_path / "gone", EVIDENCE + more % "cc"))["broken-anchors"]
    assert "Of a row." not in _labels(kept)
    assert "Of a row." in _labels(gone)

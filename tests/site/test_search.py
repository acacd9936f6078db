"""The files of the search: every name is found by any of its words, in the file that the script would ask."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from site_releases import sources_of

from oncotriples.site.search import search_files, shard_of, words_of


def _files(folder: Path, turtle: str) -> dict[str, list[list[str]]]:
    sources = sources_of(folder, turtle)
    return {name: json.loads(content) for name, content in search_files(sources, folder)}


def test_a_thing_is_found_by_each_word_of_its_names_and_identifiers(tmp_path: Path) -> None:
    files = _files(
        tmp_path,
        """<agent/x> a onct:Agent ; skos:prefLabel "Imatinib mesylate"@en ; skos:altLabel "Gleevec"@en .
        <citation/pmid/22331945> a fabio:JournalArticle ; skos:prefLabel "Doe 2012"@en ; fabio:hasPubMedId "22331945" ;
            dcterms:title "Étude de l'imatinib" .""",
    )
    entry = ["Imatinib mesylate", "agent/x", "therapeutic agent", "Gleevec"]
    assert files["search/im.json"][0] == entry
    assert files["search/me.json"] == [entry]
    assert files["search/gl.json"] == [entry]
    assert files["search/22.json"][0][1] == "citation/pmid/22331945"
    assert files["search/et.json"][0][0] == "Doe 2012"


def test_agents_stand_before_articles_and_articles_before_sections(tmp_path: Path) -> None:
    files = _files(
        tmp_path,
        """<citation/pmid/1> a fabio:JournalArticle ; skos:prefLabel "sarcoma 1"@en .
        <document/s/2020-01-01> a onct:SummaryEdition ; skos:prefLabel "edition"@en ; onct:editionDate "2020-01-01" .
        <document/s/2020-01-01/section/1> a doco:Section ; skos:prefLabel "sarcoma section"@en ;
            dcterms:isPartOf <document/s/2020-01-01> .
        <subtype/s> a onct:TumorSubtype ; skos:prefLabel "sarcoma"@en .""",
    )
    assert [entry[1] for entry in files["search/sa.json"]] == [
        "subtype/s",
        "citation/pmid/1",
        "document/s/2020-01-01/section/1",
    ]
    assert files["search/sa.json"][2][2] == "section · edition"


def test_names_in_other_scripts_have_a_file_of_their_own(tmp_path: Path) -> None:
    files = _files(tmp_path, '<agent/x> a onct:Agent ; skos:prefLabel "איזוטופ"@he ; skos:altLabel "薬物"@ja .')
    assert [entry[0] for entry in files["search/_.json"]] == ["איזוטופ"]


def test_markup_in_names_is_only_text(tmp_path: Path) -> None:
    files = _files(tmp_path, '<agent/x> a onct:Agent ; skos:prefLabel "<b>bold</b> \\"quoted\\""@en .')
    assert files["search/bo.json"][0][0] == '<b>bold</b> "quoted"'


@given(st.text(max_size=60))
def test_words_are_plain_and_every_file_has_a_name_that_any_file_system_takes(text: str) -> None:
    for word in words_of(text):
        assert word == word.lower()
        assert shard_of(word) == "_" or (shard_of(word).isascii() and shard_of(word).isalnum())

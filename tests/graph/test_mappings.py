"""SSSOM in: what a row means, and what is said of each way to get a file wrong."""

import csv
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from support import ROOT, needs_shared

from oncotriples.errors import InputError, SourceSyntaxError
from oncotriples.graph.mappings import JUSTIFICATIONS, PREDICATES, mapping_iri, parse_sssom, read_sssom
from oncotriples.graph.reading import SourceFile, Triple, read_turtle
from oncotriples.namespaces import BASE, PREFIXES

DATA = ROOT / "tests" / "data" / "mappings"
KG = ROOT / "kg"
CHORDOMA = f"{BASE}subtype/chordoma"
NCIT = "http://purl.obolibrary.org/obo/NCIT_C2947"
EXACT = PREDICATES["skos:exactMatch"]


def read(name: str) -> SourceFile:
    return read_sssom(DATA / name, f"tests/data/mappings/{name}")


def triple(subject: str, predicate: str, object_: str | ox.Literal) -> Triple:
    value = ox.NamedNode(object_) if isinstance(object_, str) else object_
    return Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)


def test_a_row_is_its_mapping_and_a_resource_that_says_why() -> None:
    mapping = mapping_iri(CHORDOMA, EXACT, NCIT)
    owl, sssom = PREFIXES["owl"], PREFIXES["sssom"]
    source = read("valid.sssom.tsv")
    assert triple(CHORDOMA, EXACT, NCIT) in source.triples
    assert {t for t in source.triples if t.subject == ox.NamedNode(mapping)} == {
        triple(mapping, f"{PREFIXES['rdf']}type", f"{owl}Axiom"),
        triple(mapping, f"{owl}annotatedSource", CHORDOMA),
        triple(mapping, f"{owl}annotatedProperty", EXACT),
        triple(mapping, f"{owl}annotatedTarget", NCIT),
        triple(mapping, f"{sssom}subject_label", ox.Literal("chordoma")),
        triple(mapping, f"{sssom}object_label", ox.Literal("Chordoma")),
        triple(mapping, f"{sssom}mapping_justification", f"{PREFIXES['semapv']}MappingChaining"),
        triple(mapping, f"{sssom}object_source", "https://bioregistry.io/registry/ncit"),
        triple(
            mapping,
            f"{sssom}mapping_source",
            "http://purl.obolibrary.org/obo/mondo/mappings/mondo_exactmatch_ncit.sssom.tsv",
        ),
        triple(mapping, f"{PREFIXES['rdfs']}comment", ox.Literal("Tumor: of bone there.")),
    }


def test_a_cross_reference_is_no_match_and_empty_optional_cells_say_nothing() -> None:
    source = read("valid.sssom.tsv")
    xref = PREDICATES["oboInOwl:hasDbXref"]
    mapping = ox.NamedNode(mapping_iri(CHORDOMA, xref, "https://bioregistry.io/icdo:9370/3"))
    assert triple(CHORDOMA, xref, "https://bioregistry.io/icdo:9370/3") in source.triples
    # type, the three parts of the mapping, its subject's label, justification and vocabulary
    assert sum(t.subject == mapping for t in source.triples) == 7


def test_the_set_has_its_license_version_and_mappings() -> None:
    source = read("valid.sssom.tsv")
    set_ = f"{BASE}mapping-set/test"
    about = {t for t in source.triples if t.subject == ox.NamedNode(set_)}
    assert triple(set_, f"{PREFIXES['rdf']}type", f"{PREFIXES['sssom']}MappingSet") in about
    assert triple(set_, f"{PREFIXES['owl']}versionInfo", ox.Literal("1.10")) in about
    assert triple(set_, f"{PREFIXES['skos']}prefLabel", ox.Literal("Two mappings", language="en")) in about
    zero = "https://creativecommons.org/publicdomain/zero/1.0/"
    assert triple(set_, f"{PREFIXES['dcterms']}license", zero) in about
    date = ox.Literal("2026-11-23", datatype=ox.NamedNode(f"{PREFIXES['xsd']}date"))
    assert triple(set_, f"{PREFIXES['dcterms']}issued", date) in about
    assert sum(t.predicate.value == f"{PREFIXES['sssom']}mappings" for t in about) == 2


def test_lines_are_those_of_the_file() -> None:
    source = read("valid.sssom.tsv")
    text = (DATA / "valid.sssom.tsv").read_text(encoding="utf-8").split("\n")
    line = source.lines[mapping_iri(CHORDOMA, EXACT, NCIT)]
    assert line == 16
    assert "NCIT:C2947" in text[line - 1]
    assert source.lines[f"{BASE}mapping-set/test"] == 1


def test_the_name_of_a_mapping_is_for_ever() -> None:
    # Published IRIs: this value must never change.
    assert mapping_iri(CHORDOMA, EXACT, NCIT) == f"{BASE}mapping/ba9f5a5463614c58"


def test_an_unknown_predicate_is_refused_with_its_place() -> None:
    with pytest.raises(SourceSyntaxError) as caught:
        read("unknown-predicate.sssom.tsv")
    error = caught.value
    assert (error.path, error.line) == ("tests/data/mappings/unknown-predicate.sssom.tsv", 17)
    line = (DATA / "unknown-predicate.sssom.tsv").read_text(encoding="utf-8").split("\n")[16]
    assert line[error.column - 1 :].startswith("skos:sameMatch")
    assert "predicate_id “skos:sameMatch” is no mapping predicate" in str(error)
    assert "skos:exactMatch" in error.mend


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("icdo:9370/3", "icd:9370/3", 17, "“icd:9370/3” has no prefix that the metadata declares"),
        ("icdo:9370/3", "9370/3", 17, "“9370/3” has no prefix"),
        ("icdo:9370/3", "icdo:", 17, "“icdo:” has no prefix"),
        ("icdo:9370/3", "icdo:93 70", 17, "“https://bioregistry.io/icdo:93 70” is no IRI"),
        (
            "semapv:ManualMappingCuration",
            "semapv:Guess",
            17,
            "mapping_justification “semapv:Guess” is no justification",
        ),
        (
            "oncotriples:subtype/chordoma\tchordoma\tobo",
            "NCIT:C1\tchordoma\tobo",
            17,
            "is not a resource of this graph",
        ),
        ("\tchordoma\toboInOwl", "\t\toboInOwl", 17, "subject_label is empty"),
        ("\tbioregistry:icdo\t\t", "\tbioregistry:icdo", 17, "7 cells instead of 9"),
        ("\tobject_source", "\tsource_of_object", 15, "the column object_source is missing"),
        ("\tcomment\n", "\tcoment\n", 15, "the column “coment” is unknown or there twice"),
        ("\tcomment\n", "\tobject_label\n", 15, "the column “object_label” is unknown or there twice"),
        ("oboInOwl:hasDbXref\ticdo:9370/3", "skos:exactMatch\tNCIT:C2947", 17, "the same mapping as in line 16"),
        ("#license", "#licence", 1, "the metadata has no license"),
        ("#mapping_set_title", "#title", 1, "“title” in the metadata is not read here"),
        ('"https://bioregistry.io/icdo:"', "https://bioregistry.io/icdo:", 4, "the metadata is no YAML"),
        ("oncotriples/mapping-set/test", "oncotriples mapping", 1, "is no IRI"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, problem: str) -> None:
    text = (DATA / "valid.sssom.tsv").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "wrong.sssom.tsv"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceSyntaxError, match=re.escape(problem)) as caught:
        read_sssom(file, "wrong.sssom.tsv")
    assert caught.value.line == line


def test_metadata_without_a_table_is_refused() -> None:
    text = (DATA / "valid.sssom.tsv").read_text(encoding="utf-8")
    with pytest.raises(SourceSyntaxError, match="no table follows the metadata"):
        parse_sssom(text[: text.index("subject_id")], "short.sssom.tsv")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(SourceSyntaxError, match="the metadata has no curie_map"):
        parse_sssom("", "empty.sssom.tsv")


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_sssom(tmp_path / "absent.sssom.tsv", "absent.sssom.tsv")
    (tmp_path / "latin.sssom.tsv").write_bytes("#comment: caf\xe9".encode("latin-1"))
    with pytest.raises(SourceSyntaxError, match="is not UTF-8"):
        read_sssom(tmp_path / "latin.sssom.tsv", "latin.sssom.tsv")


# The mappings that are published


def rows() -> list[dict[str, str]]:
    table = parse_sssom((KG / "mappings.sssom.tsv").read_text(encoding="utf-8"), "kg/mappings.sssom.tsv")
    return [{column: cell.text for column, cell in row.cells.items()} for row in table.rows]


def test_published_mappings_are_read_and_sorted() -> None:
    source = read_sssom(KG / "mappings.sssom.tsv", "kg/mappings.sssom.tsv")
    keys = [(row["subject_id"], row["subject_label"], row["predicate_id"], row["object_id"]) for row in rows()]
    assert keys == sorted(keys)
    assert len(source.lines) == len(keys) + 1
    assert {row["mapping_justification"] for row in rows()} <= set(JUSTIFICATIONS)


def test_every_prefix_of_the_published_mappings_is_used() -> None:
    text = (KG / "mappings.sssom.tsv").read_text(encoding="utf-8")
    table = parse_sssom(text, "kg/mappings.sssom.tsv")
    used = {cell.text.partition(":")[0] for row in table.rows for cell in row.cells.values()}
    assert set(table.prefixes) <= used


def test_one_exact_match_per_vocabulary_and_one_subject_per_exact_object() -> None:
    exact = [row for row in rows() if row["predicate_id"] == "skos:exactMatch"]
    per_vocabulary = Counter((row["subject_id"], row["object_source"]) for row in exact)
    per_object = Counter(row["object_id"] for row in exact)
    assert [key for key, count in (per_vocabulary + per_object).items() if count > 1] == []


def test_an_object_has_one_vocabulary_and_it_is_that_of_its_prefix() -> None:
    vocabularies: dict[str, set[str]] = {}
    for row in rows():
        vocabularies.setdefault(row["object_id"].partition(":")[0], set()).add(row["object_source"])
    assert {prefix: found for prefix, found in vocabularies.items() if len(found) > 1} == {}


def test_what_is_mapped_is_an_agent_or_subtype_under_its_preferred_label() -> None:
    labels: dict[str, str] = {}
    for file in ("agents.ttl", "subtypes.ttl"):
        for found in read_turtle(KG / file, f"kg/{file}").triples:
            if found.predicate.value == f"{PREFIXES['skos']}prefLabel" and isinstance(found.object, ox.Literal):
                labels[str(found.subject).strip("<>")] = found.object.value
    # Situations are defined in another file; the graph's own rules check that they exist.
    mapped = {row["subject_id"]: row["subject_label"] for row in rows() if ":situation/" not in row["subject_id"]}
    assert {BASE + curie.partition(":")[2]: label for curie, label in mapped.items()} == {
        iri: label for iri, label in labels.items() if "/scheme/" not in iri
    }


# How the tables of facts name the vocabularies.
SCHEMES = {
    "ATC": "atc",
    "ChEBI": "CHEBI",
    "ChEMBL": "chembl.compound",
    "DOID": "DOID",
    "DrugBank": "drugbank",
    "EFO": "EFO",
    "HPO": "HP",
    "ICD-11 foundation": "icd11",
    "ICD-O-3": "icdo",
    "MONDO": "MONDO",
    "MedDRA": "MEDDRA",
    "MeSH": "mesh",
    "NCIt": "NCIT",
    "OMIM": "OMIM",
    "OncoTree": "oncotree",
    "Orphanet": "Orphanet",
    "PDQ CDR id (drug dictionary)": "ncidrug",
    "PDQ CDR id (glossary)": "ncidict",
    "PubChem CID": "pubchem.compound",
    "RxNorm": "rxnorm",
    "SNOMED CT": "snomedct",
    "UMLS": "UMLS",
    "UNII": "unii",
    "Wikidata": "wikidata",
}
# What a mapping may claim where the facts say this: weaker is allowed, stronger never. Close may become narrow or
# broad, where the note beside it says so (OncoTree's code for one type of a tumor).
STRONGEST = {
    "exact": set(PREDICATES),
    "close": set(PREDICATES) - {"skos:exactMatch"},
    "narrow": {"skos:narrowMatch"},
    "broad": {"skos:broadMatch"},
    "related": {"skos:relatedMatch"},
    "xref": {"oboInOwl:hasDbXref"},
}


def facts(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))


def subject_of(name: str, kind: str) -> str:
    name = name.removesuffix(" (PEComa)").replace("tumour", "tumor")
    return f"oncotriples:{kind}/{name.replace(' ', '-')}"


def object_of(scheme: str, value: str) -> str:
    local = value.removeprefix("CDR").lstrip("0") if value.startswith("CDR") else value.rpartition(":")[2]
    return f"{SCHEMES[scheme]}:{local}"


def test_every_published_identifier_was_seen_and_none_is_left_out() -> None:
    folder = needs_shared() / "facts"
    published = {(row["subject_id"], row["object_id"]): row["predicate_id"] for row in rows()}
    seen: dict[tuple[str, str], str] = {}
    for kind in ("agent", "subtype"):
        for fact in facts(folder / f"{kind}s.tsv"):
            if fact["value_verified"]:
                key = (subject_of(fact[kind], kind), object_of(fact["scheme"], fact["value_verified"]))
                seen[key] = fact.get("match") or "exact"
    parents = {fact["parent_id"] for fact in facts(folder / "subtypes_hierarchy.tsv")}
    beside = {
        ("oncotriples:subtype/soft-tissue-tumor", "MONDO:0006424"),
        ("oncotriples:situation/metastatic-childhood-soft-tissue-sarcoma", "NCIT:C8066"),
    }
    assert "MONDO:0006424" in parents
    assert ("oncotriples:subtype/childhood-soft-tissue-sarcoma", "NCIT:C8066") in seen
    assert set(published) - set(seen) == beside
    ours = {row["subject_id"] for row in rows()}
    assert {key for key in seen if key[0] in ours} - set(published) == set()
    assert [key for key in published.keys() & seen.keys() if published[key] not in STRONGEST[seen[key]]] == []

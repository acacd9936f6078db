"""The whole way, from files to a folder: always the same bytes, and one broken document costs only itself."""

import gzip
import io
import json
import os
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_documents import page, term, tools, write_set
from support import ROOT, needs_shared

from oncotriples.documents.entries import Drug
from oncotriples.documents.read import RawDocument
from oncotriples.errors import InputError
from oncotriples.evidence.jsonl import load_records
from oncotriples.evidence.records import Passage
from oncotriples.graph.level_codes import level_index
from oncotriples.graph.reading import read_turtle
from oncotriples.ingestion.ingesting import IngestResult, ingest
from oncotriples.ingestion.literature import KnownWorks
from oncotriples.ingestion.processing import Tools, process
from oncotriples.ingestion.verifying import verify

BOTH = [".jsonl", ".nq.gz"]
TABLES = ["changes.tsv", "coverage.tsv", "findings.tsv", "literature.nq.gz", "manifest.json"]


def _held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    header, *rows = [line.split("\t") for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    return [dict(zip(header, row, strict=True)) for row in rows]


def _lines(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def _ingest(source: Path, out: Path, *, jobs: int = 1) -> IngestResult:
    return ingest([source], out, tools(), jobs=jobs)


def test_each_document_becomes_records_and_graphs(tmp_path: Path) -> None:
    source = write_set(tmp_path / "set", a_md=page(), t_xml=term())
    out = tmp_path / "out"
    result = _ingest(source, out)
    names = [f"{name}{suffix}" for name in ("gout-treatment.2025-05-12", "term-cdr0000000007") for suffix in BOTH]
    assert sorted(_held(out)) == sorted([*names, *TABLES])
    assert (result.exit_code, result.outcomes) == (
        0,
        {"compiled": 2, "broken": 0, "duplicate": 0, "not-a-kind": 0},
    )
    lines = [line for path in out.glob("*.nq.gz") for line in _lines(path)]
    assert len(lines) == result.quads == len(list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)))
    assert {line.rsplit("<", 1)[1] for line in lines} == {
        f"https://w3id.org/oncotriples/graph/{name}> ."
        for name in ("candidates/gout-treatment", "document/gout-treatment/2025-05-12", "literature", "terminology")
    }
    for path in out.glob("*.nq.gz"):
        assert _lines(path) == sorted(set(_lines(path)))


def test_records_have_no_text_unless_it_is_asked_for(tmp_path: Path) -> None:
    source = write_set(tmp_path / "set", a_md=page())
    for with_text, expected in ((False, {""}), (True, {"Resection cures most people.", "No trial was done."})):
        out = tmp_path / f"out-{with_text}"
        ingest([source], out, tools(with_text=with_text), jobs=1)
        name = "gout-treatment.2025-05-12.jsonl"
        records = load_records((out / name).read_text(encoding="utf-8"), name)
        texts = {record.text for record in records if isinstance(record, Passage) and record.section == "1"}
        assert texts == expected


def test_what_it_wrote_is_never_read_as_documents(tmp_path: Path) -> None:
    source = write_set(tmp_path / "set", a_md=page(), b_md=page("Croup"))
    held = []
    for out in ("out", "out", "sub/other"):
        result = _ingest(source, source / out)
        assert result.outcomes == {"compiled": 2, "broken": 0, "duplicate": 0, "not-a-kind": 0}
        held.append(_held(source / out))
    assert held[0] == held[1] == held[2]


def test_records_and_graphs_that_are_asked_for_are_not_of_a_kind_that_is_read(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _ingest(write_set(tmp_path / "set", a_md=page()), out)
    result = _ingest(out, tmp_path / "again")
    assert (result.exit_code, result.outcomes["not-a-kind"]) == (0, len(_held(out)))
    with pytest.raises(InputError) as caught:
        _ingest(out / "findings.tsv", out)
    assert str(caught.value) == (
        f"{out / 'findings.tsv'}: stands in the folder that is replaced\n  Mend: name another folder with --out"
    )


def test_there_are_as_many_findings_as_are_told(tmp_path: Path) -> None:
    twice = "Nobody knows.[[7](#cit/section_1.7)] Nor did others.[[7](#cit/section_1.7)]"
    result = _ingest(write_set(tmp_path / "set", a_md=page(more=twice)), tmp_path / "out")
    rows = _rows(tmp_path / "out", "findings.tsv")
    assert [row["rule"] for row in rows] == ["dangling-pointer", "dangling-pointer"]
    assert len(rows) == sum(result.findings.values())


def test_a_drug_whose_address_leads_nowhere_has_none() -> None:
    text = (
        '<DrugInformationSummary id="CDR0000000005"><DrugInfoTitle>Inventinib</DrugInfoTitle><DrugInfoMetaData>'
        '<DrugInfoURL xref="{}"/></DrugInfoMetaData></DrugInformationSummary>'
    )
    for address, kept, rules in (
        ("https://a.example/x", "https://a.example/x", []),
        ("javascript:alert(1)", "", ["no-address"]),
        ("", "", []),
    ):
        processed = process(RawDocument("d.xml", data=text.format(address).encode()), tools())
        (drug,) = processed.records
        assert isinstance(drug, Drug)
        assert (drug.url, [problem.rule for problem in processed.problems]) == (kept, rules)


@pytest.mark.parametrize("jobs", [2, 3])
def test_any_number_of_processes_makes_the_same_bytes(jobs: int, tmp_path: Path) -> None:
    source = write_set(
        tmp_path / "set",
        **{f"p{number:02}_md": page(f"Gout {number}") for number in range(12)},
        broken_xml="<Summary>",
        copy_md=page("Gout 3"),
        t_xml=term(),
    )
    _ingest(source, tmp_path / "one")
    _ingest(source, tmp_path / "many", jobs=jobs)
    assert _held(tmp_path / "one") == _held(tmp_path / "many")


def test_a_folder_and_archives_of_it_make_the_same_records(tmp_path: Path) -> None:
    files = {"a.md": page(), "sub/b.md": page("Warts"), "t.xml": term()}
    for name, text in files.items():
        (tmp_path / "set" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "set" / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive, tarfile.open(tmp_path / "set.tgz", "w:gz") as tar:
        for name, text in files.items():
            archive.writestr(name, text)
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    for number, name in enumerate(("set", "set.zip", "set.tgz")):
        _ingest(tmp_path / name, tmp_path / f"out-{number}")
    records = [
        {name: data for name, data in _held(tmp_path / f"out-{number}").items() if name.endswith((".jsonl", ".nq.gz"))}
        for number in range(3)
    ]
    assert len(records[0]) == 7
    assert records[0] == records[1] == records[2]


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_broken_document_among_many_costs_only_itself(jobs: int, tmp_path: Path) -> None:
    bomb = '<!DOCTYPE Summary [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Summary>&b;</Summary>'
    source = write_set(
        tmp_path / "set",
        a_md=page(),
        b_xml="<Summary id='CDR0000000001'><SummaryMeta",
        c_xml=bomb,
        d_md=b"# Gout (PDQ)\ncaf\xe9",
        e_md=page("Warts"),
        f_xml="<GlossaryTerm/>",
        g_jpg=b"\xff\xd8\xff",
        h_html="",
        i_zip=b"PK no archive",
        j_md=page("Mumps").encode("utf-16"),
    )
    out = tmp_path / "out"
    result = _ingest(source, out, jobs=jobs)
    assert (result.exit_code, result.outcomes) == (
        1,
        {"compiled": 3, "broken": 5, "duplicate": 0, "not-a-kind": 2},
    )
    assert {row["document"]: row["rule"] for row in _rows(out, "findings.tsv")} == {
        "b.xml": "truncated-document",
        "c.xml": "document-type",
        "d.md": "wrong-encoding",
        "h.html": "empty-document",
        "i.zip": "broken-archive",
        "f.xml": "not-a-kind",
        "g.jpg": "not-a-kind",
    }
    assert [row["outcome"] for row in _rows(out, "coverage.tsv")] == [
        *("compiled", "broken", "broken", "broken", "compiled"),
        *("not-a-kind", "not-a-kind", "broken", "broken", "compiled"),
    ]
    assert len(list(out.glob("*.jsonl"))) == 3


def test_a_page_of_300_megabytes_stops_nothing(tmp_path: Path) -> None:
    source = write_set(tmp_path / "set", a_md=page())
    with (source / "big.html").open("wb") as file:
        file.write(b"<html><title>Gout (PDQ)</title>".ljust(1 << 16))
        file.truncate(300 << 20)
    _ingest(source, tmp_path / "out")
    assert [(row["document"], row["outcome"]) for row in _rows(tmp_path / "out", "coverage.tsv")] == [
        ("a.md", "compiled"),
        ("big.html", "broken"),
    ]


def test_of_two_documents_of_one_edition_the_first_stays(tmp_path: Path) -> None:
    source = write_set(tmp_path / "set", a_md=page(), b_md=page(more="Something else."))
    _ingest(source, tmp_path / "out")
    _ingest(source / "a.md", tmp_path / "alone")
    name = "gout-treatment.2025-05-12.jsonl"
    assert _held(tmp_path / "out")[name] == _held(tmp_path / "alone")[name]
    (row,) = _rows(tmp_path / "out", "findings.tsv")
    assert (row["severity"], row["document"], row["rule"], row["message"]) == (
        "Violation",
        "b.md",
        "duplicate-edition",
        "a.md is the same edition and was read before: leave one of the two out",
    )


def test_editions_stand_side_by_side_and_their_changes_are_listed(tmp_path: Path) -> None:
    source = write_set(tmp_path / "set", a_md=page(), b_md=page(date="06/01/2025", level="C3"))
    out = tmp_path / "out"
    result = _ingest(source, out)
    assert result.exit_code == 0
    assert [path.name for path in sorted(out.glob("*.jsonl"))] == [
        "gout-treatment.2025-05-12.jsonl",
        "gout-treatment.2025-06-01.jsonl",
    ]
    assert [tuple(row.values()) for row in _rows(out, "changes.tsv")] == [
        (
            *("gout-treatment", "2025-05-12", "2025-06-01", "levels-changed"),
            *("pmid:90000001", "treatment/C2", "treatment/C3"),
        )
    ]


def test_the_graph_of_a_document_depends_on_nothing_else(tmp_path: Path) -> None:
    """An entry without PMID of an article that others cite with one is linked by the graph of the literature."""
    entry = "1. Doe J, Roe R: Resection of an invented tumor. J Invent Oncol 12 (3): 45-9, 1999."
    bare = page("Warts").replace("1. Roe R: An invented book. Invented Press, 2001.", entry)
    source = write_set(tmp_path / "set", a_md=page(), b_md=bare)
    _ingest(source, tmp_path / "both")
    _ingest(source / "b.md", tmp_path / "alone")
    name = "warts-treatment.2025-05-12.nq.gz"
    assert _held(tmp_path / "both")[name] == _held(tmp_path / "alone")[name]
    base = "https://w3id.org/oncotriples"
    (link,) = [line for line in _lines(tmp_path / "both" / "literature.nq.gz") if "warts-treatment" in line]
    assert link == (
        f"<{base}/document/warts-treatment/2025-05-12/reference/1-1> <http://purl.org/spar/biro/references> "
        f"<{base}/citation/pmid/90000001> <{base}/graph/literature> ."
    )


def test_what_the_graph_records_already_is_not_recorded_again(tmp_path: Path) -> None:
    source = write_set(tmp_path / "set", a_md=page())
    article = "https://w3id.org/oncotriples/citation/pmid/90000001"
    ingest([source], tmp_path / "out", tools(), jobs=1, known=KnownWorks(records=frozenset({article})))
    assert not [line for line in _lines(tmp_path / "out" / "literature.nq.gz") if line.startswith(f"<{article}>")]


def test_the_manifest_names_every_file_with_the_checksum_of_its_content(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _ingest(write_set(tmp_path / "set", a_md=page()), out)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    held = _held(out)
    del held["manifest.json"]
    contents = {name: gzip.decompress(data) if name.endswith(".gz") else data for name, data in held.items()}
    assert manifest["files"] == {
        name: {"bytes": len(data), "sha256": sha256(data).hexdigest()} for name, data in sorted(contents.items())
    }


def test_the_packed_graphs_name_no_time_and_no_system(tmp_path: Path) -> None:
    _ingest(write_set(tmp_path / "set", a_md=page()), tmp_path / "out")
    for path in (tmp_path / "out").glob("*.gz"):
        assert path.read_bytes()[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


def test_a_folder_of_ours_is_replaced_and_one_that_is_not_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _ingest(write_set(tmp_path / "one", a_md=page()), out)
    _ingest(write_set(tmp_path / "other", a_md=page("Warts")), out)
    assert [path.name for path in out.glob("*.jsonl")] == ["warts-treatment.2025-05-12.jsonl"]
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    before = _held(out)
    with pytest.raises(InputError, match=r"holds what no build wrote: notes\.txt"):
        _ingest(tmp_path / "one", out)
    assert _held(out) == before


def test_a_call_that_cannot_work_leaves_nothing_behind(tmp_path: Path) -> None:
    source = write_set(tmp_path / "set", a_md=page())
    with pytest.raises(InputError, match="No such file or directory"):
        ingest([source, tmp_path / "nowhere"], tmp_path / "out", tools(), jobs=1)
    with pytest.raises(InputError, match=r"^0 processes cannot work\n  Mend: give --jobs 1 or more$"):
        _ingest(source, tmp_path / "out", jobs=0)
    assert sorted(os.listdir(tmp_path)) == ["set"]


def test_the_result_in_words_and_for_programs(tmp_path: Path) -> None:
    steps: list[str] = []
    out = tmp_path / "out"
    result = ingest([write_set(tmp_path / "set", a_md=page())], out, tools(), jobs=1, report=steps.append)
    assert steps == ["Compiling", "Composing the literature of 1 document"]
    assert result.text() == (
        f"{out}: 1 document compiled, 0 broken, 0 there before, 0 of other kinds; {result.quads} quads, 2 articles\n"
        f"0 violations, 0 warnings: see {out / 'findings.tsv'}\n"
    )
    assert json.loads(result.json()) == {
        "conforms": True,
        "out": str(out),
        "documents": {"compiled": 1, "broken": 0, "duplicate": 0, "not-a-kind": 0},
        "findings": {"Violation": 0, "Warning": 0, "Info": 0},
        "quads": result.quads,
        "articles": 2,
        "files": 6,
    }


def test_real_documents_of_every_kind_and_two_editions_of_a_summary(tmp_path: Path) -> None:
    documents = needs_shared() / "documents"
    files = sorted((ROOT / "ontology" / "codes").glob("level-*.ttl"))
    levels = level_index(triple for file in files for triple in read_turtle(file, file.name).triples)
    paths = [
        documents / "pdq-xml",
        documents / "childhood-sts-metastatic.txt",
        *(
            documents / "pdq-pages" / f"types-{name}-pdq.md"
            for name in ("breast-hp-breast-treatment", "bone-hp-ewing-treatment")
        ),
    ]
    results = [ingest(paths, tmp_path / str(jobs), Tools(levels), jobs=jobs) for jobs in (1, 2)]
    assert _held(tmp_path / "1") == _held(tmp_path / "2")
    assert results[0].outcomes == {"compiled": 14, "broken": 0, "duplicate": 0, "not-a-kind": 1}
    assert [row["rule"] for row in _rows(tmp_path / "1", "findings.tsv") if row["severity"] == "Violation"] == []
    rows = {row["document"]: row for row in _rows(tmp_path / "1", "coverage.tsv")}
    unusual = rows["CDR0000062872-unusual-cancers-childhood.xml"]
    counted = [unusual[name] for name in ("references", "pubmed-links", "pointers", "level-marks")]
    assert counted == ["472", "455", "619", "21"]
    changed = {tuple(row.values())[:3] for row in _rows(tmp_path / "1", "changes.tsv")}
    assert changed == {("breast-treatment", "2007-05-11", "2025-04-25")}


def test_every_anchor_of_real_documents_holds() -> None:
    xml = needs_shared() / "documents" / "pdq-xml" / "CDR0000062872-unusual-cancers-childhood.xml"
    document = RawDocument(xml.name, xml)
    assert verify(process(document, tools()).records, document, tools()) == ()

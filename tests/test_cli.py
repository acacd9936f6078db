"""The command line as a user meets it: exit codes, messages that mend, nothing half done."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, curated_sources

from oncotriples.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the source folders that a test may spoil."""
    return curated_sources(tmp_path)


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return curated_sources(tmp_path_factory.mktemp("curated"))


@pytest.fixture(autouse=True)
def in_a_folder_with_the_curated_graph(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands take the sources of the working folder; without records they answer ten times sooner."""
    monkeypatch.chdir(curated)


def run(*arguments: object, capsys: Captured) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_eight_pairs_as_csv(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["query", "agents-by-subtype", "--format", "csv"]) == 0
    lines = capfdbinary.readouterr().out.decode().split("\r\n")
    assert len(lines) == 1 + 8 + 1
    assert lines[0] == "agent,agentLabel,subtype,subtypeLabel,pmids,standing"


def test_the_list_is_shown_without_a_name(capsys: Captured) -> None:
    code, out, _ = run("query", capsys=capsys)
    assert code == 0
    assert "agents-by-subtype" in out
    assert run("query", "--list", capsys=capsys)[1] == out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["query", "agents-by-subtpe"], "did you mean agents-by-subtype"),
        (["query", "evidence-for-a-pair", "--param", "agnt_iri=agent/imatinib"], "Mend:"),
        (["query", "evidence-for-a-pair", "--param", "agent_iri"], "write parameter=value"),
        (["query", "evidence-for-a-pair", "--param", "agent=a b"], "Mend:"),
        (["query", "subtypes-of-agent", "--param", "agent=agent/imatinbi"], "agent/imatinib"),
        (["query", "agents-by-subtype", "--format", "xlsx"], "Mend:"),
        (["query", "agents-by-subtype", "--graph", "no-such-file.nq"], "no-such-file.nq: no such file"),
        (["describe", "agent/imatinb"], "agent/imatinib"),
        (["validate", "no-such-file.ttl"], "no such file"),
        (["new", "assertion", "activity", "--summary", "s", "--label", "x"], "no summary “s”"),
        (["--root", "/no/such/folder", "validate"], "name the folder that holds kg/, ontology/ and queries/"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_ends_with_2_and_a_mend(arguments: list[str], says: str, capsys: Captured) -> None:
    code, out, err = run(*arguments, capsys=capsys)
    assert (code, out) == (2, "")
    assert err.startswith("oncotriples: ")
    assert says in err


def test_an_endpoint_that_is_not_there_ends_with_3(capsys: Captured) -> None:
    code, out, err = run("query", "agents-by-subtype", "--graph", "http://127.0.0.1:9/sparql", capsys=capsys)
    assert (code, out) == (3, "")
    assert "127.0.0.1:9" in err


def test_a_whole_valid_graph_ends_with_0(capsys: Captured) -> None:
    code, out, _ = run("validate", capsys=capsys)
    assert code == 0
    assert "0 violations, 9 warnings (9 accepted)" in out


EVIDENCE = "kg/evidence/child-soft-tissue-treatment.ttl"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (EVIDENCE, "onct:agent <agent/imatinib>", "onct:activeAgianst <agent/imatinib>", "onct:activeAgianst"),
        (EVIDENCE, "<code/modality/should>", "<code/modality/shuold>", "code/modality/should"),
        (EVIDENCE, "onct:lower 10.0 ", "onct:lower 60.0 ", "onct:lower"),
        (EVIDENCE, "<subtype/chordoma>", "<subtype/chordomma>", "subtype/chordoma"),
        ("kg/literature.ttl", 'fabio:hasPubMedId "22331945"', 'fabio:hasPubMedId "PMID:22331945"', "PMID:22331945"),
        ("kg/literature.ttl", 'fabio:hasPubMedId "22331945"', 'fabio:hasPubMedId "00123"', "00123"),
        ("kg/subtypes.ttl", '"synovial sarcoma"@en', '"chordoma"@en', "subtype/chordoma"),
    ],
    ids=["typo", "code", "bounds", "dangling", "pmid-prefix", "pmid-zeros", "same-label"],
)
def test_bad_data_ends_with_1_and_names_the_place(
    checkout: Path, capsys: Captured, file: str, old: str, new: str, says: str
) -> None:
    path = checkout / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, out, _ = run("--root", checkout, "validate", capsys=capsys)
    assert code == 1
    assert says in out
    line = text[: text.index(old)].count("\n")
    start = max(i for i, row in enumerate(text.splitlines()[: line + 1], 1) if row and row[0] in "<")
    assert f"{file}:{start}" in out, "the line of the subject's block"

    code, _, err = run("--root", checkout, "build", "--out", checkout / "dist", "--quiet", capsys=capsys)
    assert code == 1
    assert says in err
    assert not (checkout / "dist").exists(), "nothing is written"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (EVIDENCE, "    a onct:ActivityAssertion ;", "    a onct:ActivityAssertion ", "kg/evidence/"),
        (EVIDENCE, "onct:agent <agent/imatinib>", "drug:agent <agent/imatinib>", "declare it at the head of the file"),
        ("kg/mappings.sssom.tsv", "\tskos:exactMatch\t", "\tskos:sameMatch\t", "skos:sameMatch"),
    ],
    ids=["syntax", "prefix", "sssom-predicate"],
)
def test_what_does_not_parse_ends_with_2_and_a_line(
    checkout: Path, capsys: Captured, file: str, old: str, new: str, says: str
) -> None:
    path = checkout / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    code, _, err = run("--root", checkout, "build", "--out", checkout / "dist", capsys=capsys)
    assert code == 2
    assert says in err
    assert f"{file}:{line}:" in err or f"{file}:{line + 1}:" in err
    assert not (checkout / "dist").exists()


def test_one_file_is_checked_against_the_rest(checkout: Path, tmp_path: Path, capsys: Captured) -> None:
    code, _, _ = run("--root", checkout, "new", "assertion", "activity", "--summary", "child-soft-tissue-treatment",
        "--label", "Example.", "--set", "agent=agent/imatinib", "--set", "tumorSubtype=subtype/chordoma", capsys=capsys,
    )  # fmt: skip
    assert code == 0
    new = tmp_path / "new.ttl"
    main(["--root", str(checkout), "new", "assertion", "activity", "--summary", "child-soft-tissue-treatment",
        "--label", "Example.", "--set", "agent=agent/imatinib", "--set", "tumorSubtype=subtype/chordoma",
    ])  # fmt: skip
    new.write_text(capsys.readouterr().out, encoding="utf-8")
    code, out, _ = run("--root", checkout, "validate", new, capsys=capsys)
    assert code == 1, "a bare scaffold does not conform"
    assert "onct:statedIn" in out
    assert "imatinib-chordoma-2" in out
    code, out, _ = run("--root", checkout, "validate", checkout / EVIDENCE, capsys=capsys)
    assert code == 0
    assert "9 warnings" not in out, "the article without PMID is in another file"


def test_validate_as_json_and_turtle(capsys: Captured) -> None:
    code, out, _ = run("validate", "--format", "json", capsys=capsys)
    assert code == 0
    assert json.loads(out)
    code, out, _ = run("validate", "--format", "ttl", capsys=capsys)
    assert code == 0
    assert "sh:conforms false" in out, "W3C meaning: warnings are results"


def test_format_checks_then_mends(checkout: Path, capsys: Captured) -> None:
    path = checkout / "kg/organizations.ttl"
    text = path.read_text(encoding="utf-8")
    kind, label = "    a prov:Agent ;\n", '    skos:prefLabel "WebMD"@en ;\n'
    path.write_text(text.replace(kind + label, label + kind, 1), encoding="utf-8")
    code, out, _ = run("--root", checkout, "format", "--check", capsys=capsys)
    assert code == 1
    assert out == "kg/organizations.ttl: is not in house style\n"
    assert run("--root", checkout, "format", capsys=capsys)[0] == 0
    assert path.read_text(encoding="utf-8") == text
    assert run("--root", checkout, "format", "--check", capsys=capsys)[0] == 0


def test_the_repository_is_in_house_style(capsys: Captured) -> None:
    assert run("--root", ROOT, "format", "--check", capsys=capsys) == (0, "", "")


def test_a_reader_that_stops_early_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "oncotriples", "query", "property-usage"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), error) == (0, b"")


OF_INGESTION = {"ahocorasick_rs", "cmarkgfm", "lxml"}


def test_help_needs_no_rdf_library() -> None:
    """What makes ``--help`` slow is imports, so those are what is tested, not the time."""
    code = "import sys; from oncotriples.cli import _parser; _parser(); print(*sorted(sys.modules))"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rdflib", "pyshacl", "requests", "yaml", "pyoxigraph", *OF_INGESTION} & set(modules)


def test_a_query_needs_no_slow_library() -> None:
    code = (
        "import sys; from oncotriples.cli import main; main(['query', 'agents-by-subtype', '--format', 'csv']);"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split()
    assert "pyoxigraph" in modules
    assert not {"rdflib", "pyshacl", "requests", *OF_INGESTION} & set(modules)


@pytest.mark.parametrize(
    ("module", "reads_records"),
    [("oncotriples.graph.assembling", False), ("oncotriples.pipeline", False), ("oncotriples.graph.records", True)],
)
def test_to_build_needs_nothing_that_reads_documents(module: str, reads_records: bool) -> None:
    code = f"import sys; import {module}; print(*sorted(sys.modules))"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert ("oncotriples.evidence.records" in modules) is reads_records, "only who has records needs them"
    assert not OF_INGESTION & set(modules)

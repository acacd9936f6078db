"""``oncotriples bibliography``: what it takes, where it writes, what it says of a wrong call."""

import argparse
import json
from pathlib import Path

import pytest
from bibliographies import article, graph
from support import curated_sources

from oncotriples.cli_bibliography import add_bibliography_command
from oncotriples.errors import InputError, OncotriplesError, ParameterError, UnknownNameError
from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, PREFIXES

Bytes = pytest.CaptureFixture[bytes]


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return curated_sources(tmp_path_factory.mktemp("curated"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a graph of one article."""
    monkeypatch.chdir(tmp_path)
    text = write_turtle(graph(article('dcterms:title "Ärger"@en')), prefixes=PREFIXES, base=BASE)
    Path("graph.ttl").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str, root: Path | None = None) -> int:
    """The command alone, as the command line adds it."""
    parser = argparse.ArgumentParser()
    parser.set_defaults(root=root)
    commands = parser.add_subparsers()

    def command(name: str, run_: object, help_: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_)
        added.set_defaults(run=run_)
        return added

    add_bibliography_command(command)
    options = parser.parse_args(["bibliography", *arguments])
    return int(options.run(options))


@pytest.mark.parametrize(
    ("format_", "begins"),
    [
        ("csl-json", "[\n"),
        ("bibtex", '@misc{pmid1,\n  title = {{\\"A}rger},\n'),
        ("ris", "TY  - JOUR\r\nID  - pmid1\r\n"),
    ],
)
def test_every_format(format_: str, begins: str, folder: Path, capfdbinary: Bytes) -> None:
    assert run("--graph", "graph.ttl", "--format", format_) == 0
    out = capfdbinary.readouterr().out.decode()
    assert out.startswith(begins)
    assert run("--graph", "graph.ttl", "--format", format_, "--out", "written") == 0
    assert (folder / "written").read_bytes() == out.encode()
    assert capfdbinary.readouterr().out == b""
    assert sorted(path.name for path in folder.iterdir()) == ["graph.ttl", "written"]


def test_csl_is_what_one_gets(folder: Path, capfdbinary: Bytes) -> None:
    assert run("--graph", "graph.ttl") == 0
    (item,) = json.loads(capfdbinary.readouterr().out)
    assert item["title"] == "Ärger"


def test_of_the_graph_a_summary_and_an_answer(curated: Path, capfdbinary: Bytes) -> None:
    counts = []
    for arguments in (
        [],
        ["--summary", "child-soft-tissue-treatment"],
        ["--query", "claims-citing-an-article", "--param", "pmid=7490246"],
    ):
        assert run(*arguments, root=curated) == 0
        counts.append(len(json.loads(capfdbinary.readouterr().out)))
    assert counts[0] >= counts[1] > counts[2] > 0


@pytest.mark.parametrize(
    ("arguments", "kind", "says"),
    [
        (["--param", "pmid=1"], InputError, "--query NAME"),
        (["--query", "claims-citing-an-article", "--param", "pmid"], InputError, "write parameter=value"),
        (["--query", "claims-citing-an-article", "--param", "pmid=1", "--param", "pmid=2"], ParameterError, "once"),
        (["--query", "claims-citing-an-article", "--param", "pmd=1"], ParameterError, "it takes pmid"),
        (["--query", "claims-citing-an-artcle"], UnknownNameError, "did you mean claims-citing-an-article"),
        (["--query", "levels-of-evidence-scale"], InputError, "such as literature-of-a-section"),
        (["--summary", "child-soft-tissue-treatmnt"], UnknownNameError, "did you mean child-soft-tissue-treatment"),
        (["--summary", "a b"], InputError, "is no IRI"),
        (["--graph", "no-such.ttl"], InputError, "no such file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_has_a_mend(
    arguments: list[str], kind: type[OncotriplesError], says: str, curated: Path, capfdbinary: Bytes
) -> None:
    with pytest.raises(kind) as caught:
        run(*arguments, root=curated)
    assert caught.value.exit_code == 2
    assert caught.value.mend
    assert says in str(caught.value)
    assert capfdbinary.readouterr().out == b""


def test_not_of_two_things_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("--summary", "a", "--query", "b")
    assert caught.value.code == 2
    assert "not allowed with" in capsys.readouterr().err

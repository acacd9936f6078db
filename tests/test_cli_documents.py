"""ingest, verify and curate as a user meets them, on small documents and a copy of kg/ without its records."""

import json
import shutil
from pathlib import Path

import pytest
from support import ROOT, curated_sources

from oncotriples.cli import main

Captured = pytest.CaptureFixture[str]
PAGE = ROOT / "tests" / "data" / "documents" / "page"
NAMES = (
    "name\tcategory\ttarget\tcase\n"
    "dawnitinib\tagent\tagent/imatinib\t\n"
    "pale glimmer cell tumor\ttumor\tsubtype/chordoma\t\n"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return curated_sources(tmp_path)


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.tsv"
    path.write_text(NAMES, encoding="utf-8")
    return path


def run(*arguments: object, capsys: Captured) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def ingest(checkout: Path, *arguments: object, capsys: Captured) -> tuple[int, str, str]:
    return run("--root", checkout, "ingest", "--jobs", 1, "--out", checkout / "out", *arguments, capsys=capsys)


def test_a_page_is_ingested_and_what_was_made_is_told(checkout: Path, names: Path, capsys: Captured) -> None:
    code, out, err = ingest(checkout, PAGE / "glimmer-treatment.md", "--lexicon", names, capsys=capsys)
    assert code == 0, out
    assert "1 document compiled, 0 broken" in out
    assert "Compiling" in err
    (records,) = (checkout / "out").glob("*.jsonl")
    assert '"agent":"agent/imatinib"' in records.read_text(encoding="utf-8")


def test_the_result_as_json(checkout: Path, capsys: Captured) -> None:
    code, out, err = ingest(checkout, "--json", PAGE / "glimmer-treatment.html", capsys=capsys)
    assert (code, err) == (0, "")
    assert json.loads(out)["conforms"] is True


def test_names_that_cannot_be_used_are_told(checkout: Path, names: Path, capsys: Captured) -> None:
    names.write_text(NAMES + "imatinib\tagent\tagent/sunitinib\t\n", encoding="utf-8")
    code, _, err = ingest(checkout, PAGE / "glimmer-section.md", "--quiet", "--lexicon", names, capsys=capsys)
    assert code == 0
    assert "lexicon: “imatinib” is already a name of agent/imatinib" in err


def test_a_broken_document_ends_with_1_and_the_others_are_done(checkout: Path, capsys: Captured) -> None:
    broken = checkout / "broken.xml"
    broken.write_text("<Summary id='CDR0000900001'><SummaryTitle>", encoding="utf-8")
    code, out, _ = ingest(checkout, broken, PAGE / "glimmer-treatment.md", capsys=capsys)
    assert code == 1
    assert "1 document compiled, 1 broken" in out
    assert "broken.xml" in (checkout / "out" / "findings.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["no-such-page.html"], "no-such-page.html"),
        (["--jobs", "0", str(PAGE)], "give --jobs 1 or more"),
        (["--lexicon", "no-such.tsv", str(PAGE)], "no-such.tsv: no such file"),
        (["--lexicon", str(PAGE / "glimmer-section.txt"), str(PAGE)], "Mend:"),
    ],
    ids=["path", "jobs", "lexicon", "lexicon that is none"],
)
def test_a_wrong_call_ends_with_2_and_says_how_to_mend(
    arguments: list[str], says: str, checkout: Path, capsys: Captured
) -> None:
    code, out, err = ingest(checkout, *arguments, capsys=capsys)
    assert (code, out) == (2, "")
    assert says in err
    assert not (checkout / "out").exists()


def test_anchors_stand_until_the_text_changes(checkout: Path, capsys: Captured) -> None:
    page = PAGE / "glimmer-treatment.md"
    ingest(checkout, page, capsys=capsys)
    (records,) = (checkout / "out").glob("*.jsonl")
    code, out, _ = run("--root", checkout, "verify", records, PAGE / "glimmer-treatment.html", capsys=capsys)
    assert (code, out) == (0, "every anchor stands\n"), "the forms of a page have the same anchors"
    changed = checkout / "changed.md"
    changed.write_text(page.read_text(encoding="utf-8").replace("rare in adults", "rare in people"), encoding="utf-8")
    code, out, _ = run("--root", checkout, "verify", records, changed, capsys=capsys)
    assert code == 1
    assert "Violation: changed-block: 1-1.1: block 1-1 has another text now" in out
    (checkout / "kg" / "records").mkdir()
    shutil.copy(records, checkout / "kg" / "records")
    name = records.stem.replace(".", "/", 1)
    assert run("--root", checkout, "verify", name, changed, capsys=capsys)[1] == out


def test_an_edition_that_is_not_there(checkout: Path, capsys: Captured) -> None:
    code, _, err = run("--root", checkout, "verify", "no-such/2025-01-01", PAGE / "glimmer-section.md", capsys=capsys)
    assert code == 2
    assert "give a .jsonl file, or SUMMARY/EDITION of kg/records/" in err


def test_candidates_are_listed_and_written_as_frames(checkout: Path, names: Path, capsys: Captured) -> None:
    ingest(checkout, PAGE / "glimmer-treatment.md", "--lexicon", names, capsys=capsys)
    curate = ("--root", checkout, "curate", "--with", checkout / "out")
    code, out, _ = run(*curate, "--format", "csv", capsys=capsys)
    assert code == 0
    first = out.splitlines()[1].split(",")
    assert first[1:4] == ["agent/imatinib", "subtype/chordoma", "glimmer-treatment"]
    assert run(*curate, "--open", capsys=capsys)[1] == "no candidate matches\n", "a curated claim holds the pair"
    file = checkout / "kg" / "evidence" / "glimmer-treatment.ttl"
    code, out, _ = run(*curate, "--write", file, "--choose", first[0], capsys=capsys)
    assert (code, "1 to fill in" in out) == (0, True)
    assert "onct:agent <agent/imatinib> ;" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--agent", "imatinb"], "did you mean"),
        (["--write", "x.ttl"], "--write and --choose or --all belong together"),
        (["--with", "/no/such/folder"], "holds no records"),
    ],
    ids=["name", "halves", "folder"],
)
def test_curate_says_what_is_wrong(arguments: list[str], says: str, checkout: Path, capsys: Captured) -> None:
    code, _, err = run("--root", checkout, "curate", *arguments, capsys=capsys)
    assert code == 2
    assert says in err


def test_the_graph_is_built_with_what_was_ingested(checkout: Path, names: Path, capsys: Captured) -> None:
    ingest(checkout, PAGE / "glimmer-treatment.md", "--lexicon", names, capsys=capsys)
    code, out, _ = run(
        "--root", checkout, "build", "--out", checkout / "dist", "--with", checkout / "out", capsys=capsys
    )
    assert code == 0, out
    graph = (checkout / "dist" / "oncotriples.nq").read_text(encoding="utf-8")
    assert "/document/glimmer-treatment/" in graph
    assert "CandidateAssertion" not in graph
    assert "CandidateAssertion" in (checkout / "dist" / "candidates.nq").read_text(encoding="utf-8")

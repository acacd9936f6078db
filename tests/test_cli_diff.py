"""``oncotriples diff``: what it takes, where it writes, what it says of a wrong call."""

import argparse
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from oncotriples.changes.opening import compare_releases
from oncotriples.changes.rendering import FORMATS, render_all
from oncotriples.cli_diff import add_diff_command
from oncotriples.errors import InputError
from oncotriples.namespaces import BASE

Bytes = pytest.CaptureFixture[bytes]


@pytest.fixture(scope="module")
def folders(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build, ``old``, and a later one, ``new``, without one of its agents."""
    folder = tmp_path_factory.mktemp("releases")
    for name in ("old", "new"):
        (folder / name).mkdir()
        for file in ("manifest.json", "oncotriples.nq"):
            shutil.copy(built / file, folder / name / file)
    manifest = json.loads((folder / "new/manifest.json").read_text(encoding="utf-8"))
    content = manifest | {"version": "9.0.0", "issued": date(2030, 1, 2).isoformat()}
    (folder / "new/manifest.json").write_text(json.dumps(content), encoding="utf-8")
    lines = (folder / "new/oncotriples.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith(f"<{BASE}agent/cediranib>"))
    (folder / "new/oncotriples.nq").write_text(kept, encoding="utf-8", newline="\n")
    return folder


def run(*arguments: object) -> int:
    """The command alone, as the command line adds it."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()

    def command(name: str, run_: object, help_: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_)
        added.set_defaults(run=run_)
        return added

    add_diff_command(command)
    options = parser.parse_args(["diff", *map(str, arguments)])
    return int(options.run(options))


def test_markdown_is_what_one_gets(folders: Path, capfdbinary: Bytes) -> None:
    assert run(folders / "old", folders / "new") == 0
    out = capfdbinary.readouterr().out.decode()
    assert out.startswith("# Changes from data ")
    assert "\n## Agents withdrawn (1)\n\n- cediranib (agent/cediranib): nothing seems to have taken its place\n" in out
    assert str(folders) not in out, "releases are called by their versions"


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_to_standard_output_and_to_a_file(
    format_: str, folders: Path, tmp_path: Path, capfdbinary: Bytes
) -> None:
    out = tmp_path / "changes"
    assert run(folders / "old", folders / "new", "--format", format_) == 0
    said = capfdbinary.readouterr().out
    assert run(folders / "old", folders / "new", "--format", format_, "--out", out) == 0
    assert out.read_bytes() == said
    assert capfdbinary.readouterr().out == b""
    files = render_all(compare_releases(folders / "old", folders / "new"))
    assert said in files.values()


def test_equal_graphs_have_no_changes(folders: Path, capfdbinary: Bytes) -> None:
    assert run(folders / "old", folders / "old") == 0
    assert b"\n\nNo changes.\n" in capfdbinary.readouterr().out


def test_what_is_to_be_added_elsewhere_is_proposed(folders: Path, capfdbinary: Bytes) -> None:
    assert run(folders / "old", folders / "new", "--changelog") == 0
    assert capfdbinary.readouterr().out == b"### Data 9.0.0\n\n- Agents: 1 withdrawn (cediranib).\n"
    assert run(folders / "old", folders / "new", "--withdrawn") == 0
    assert capfdbinary.readouterr().out == b"agent/cediranib\t\t9.0.0\t\tcediranib\n"


def test_one_form_at_a_time(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--changelog", "--withdrawn"], ["--format", "json", "--changelog"]):
        with pytest.raises(SystemExit) as caught:
            run(folders / "old", folders / "new", *arguments)
        assert caught.value.code == 2
        assert "not allowed with" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("missing", "new", "no such release, build or file"),
        ("old", "new/manifest.json", "no RDF format"),
        (".", "new", "is no release"),
        ("old", "unrelated.nq", "have none in common"),
    ],
)
def test_a_wrong_call_has_a_mend(old: str, new: str, says: str, folders: Path, capfdbinary: Bytes) -> None:
    (folders / "unrelated.nq").write_text("<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n")
    with pytest.raises(InputError) as caught:
        run(folders / old, folders / new)
    assert says in str(caught.value)
    assert caught.value.mend
    assert capfdbinary.readouterr().out == b""


def test_formats_that_need_a_version_say_so_of_a_file(folders: Path) -> None:
    with pytest.raises(InputError, match="has no version by which changes could be named"):
        run(folders / "old", folders / "new/oncotriples.nq", "--format", "atom")

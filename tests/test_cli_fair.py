"""``oncotriples fair``: what it takes, what it says, and with which exit code."""

import argparse
import json
import shutil
from pathlib import Path

import pytest
from support import curated_sources

from oncotriples.cli_fair import add_fair_command
from oncotriples.errors import InputError
from oncotriples.publishing import publish
from oncotriples.sources import find_sources

Bytes = pytest.CaptureFixture[bytes]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the release of what people wrote in this checkout."""
    folder = tmp_path_factory.mktemp("fair")
    result = publish(find_sources(curated_sources(folder / "sources")), folder / "dist")
    assert result.conforms, result.text()
    return folder / "dist"


def run(*arguments: object) -> int:
    """The command alone, as the command line adds it."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()

    def command(name: str, run_: object, help_: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_)
        added.set_defaults(run=run_)
        return added

    add_fair_command(command)
    options = parser.parse_args(["fair", *map(str, arguments)])
    return int(options.run(options))


def test_the_release_of_this_checkout_fails_nothing(releases: Path, capfdbinary: Bytes) -> None:
    assert run(releases) == 0
    out = capfdbinary.readouterr().out.decode()
    assert ", 0 failed, " in out.splitlines()[-1]
    assert "      fail  " not in out


def test_json_is_one_object(releases: Path, capfdbinary: Bytes) -> None:
    assert run(releases, "--format", "json") == 0
    told = json.loads(capfdbinary.readouterr().out)
    assert told["conforms"] is True
    assert told["failed"] == 0
    assert [one["id"] for one in told["checks"] if one["result"] == "fail"] == []


def test_a_failed_check_is_told_by_the_exit_code(releases: Path, tmp_path: Path, capfdbinary: Bytes) -> None:
    (folder,) = (path for path in releases.iterdir() if path.is_dir())
    broken = tmp_path / folder.name
    shutil.copytree(folder, broken)
    sums = [line for line in (broken / "SHA256SUMS").read_text(encoding="utf-8").splitlines() if "NOTICE" not in line]
    (broken / "SHA256SUMS").write_text("\n".join([*sums, ""]), encoding="utf-8")
    assert run(broken) == 1
    assert b"NOTICE.txt> is no file" in capfdbinary.readouterr().out


@pytest.mark.parametrize("what", ["nothing", "empty", "file"])
def test_what_is_no_release_is_refused(what: str, tmp_path: Path) -> None:
    path = tmp_path / what
    if what == "empty":
        path.mkdir()
    elif what == "file":
        path.write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"is no release|no such folder") as error:
        run(path)
    assert error.value.exit_code == 2
    assert error.value.mend == "name a folder that `oncotriples release` wrote"


def test_what_is_no_site_is_refused(releases: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no site of ours") as error:
        run(releases, "--site", tmp_path)
    assert error.value.exit_code == 2

"""Documentation is executed: commands run, quoted files and terms exist, generated pages are fresh."""

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT

from oncotriples.cli import _parser, main
from oncotriples.graph.assembling import Loaded
from oncotriples.namespaces import PREFIXES

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _console_blocks() -> Iterator[tuple[str, str]]:
    """Each ``$ .venv/bin/oncotriples …`` of the README with the output that stands below it."""
    for block in re.findall(r"^```console\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


@pytest.mark.parametrize(("command", "output"), list(_console_blocks()), ids=lambda value: value[:40].strip())
def test_readme_commands_say_what_the_readme_says(
    command: str, output: str, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    words = shlex.split(command)
    program = {".venv/bin/oncotriples": [], ".venv/bin/python": ["build", "--out", str(tmp_path / "dist")]}[words[0]]
    arguments = words[1:] if not program else [*program, *words[2:]]
    assert main(["--root", str(ROOT), *arguments]) == 0
    if output:
        said = capfdbinary.readouterr().out.decode().replace(str(tmp_path / "dist"), "dist")
        assert said.replace("\r\n", "\n") == output


def test_the_assertion_explained_is_the_one_in_the_graph() -> None:
    (block,) = re.findall(r"^```turtle\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    assert block in (ROOT / "kg/evidence/child-soft-tissue-treatment.ttl").read_text(encoding="utf-8")
    table = README.split(block)[1].split("\n## ")[0]
    for line in block.splitlines()[1:-1]:
        assert f"{line.split()[0]}" in table or line.strip().split()[0] in table, f"{line} is not explained"


def test_every_command_is_in_the_readme() -> None:
    commands = next(action.choices for action in _parser()._subparsers._group_actions if action.choices)  # type: ignore[union-attr]
    assert [name for name in commands if f"oncotriples {name}" not in README] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
    assert "@@" not in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_terms_of_ours_exist(page: Path, loaded: Loaded) -> None:
    declared = {str(getattr(triple.subject, "value", "")) for triple in loaded.ontology}
    mentioned = set(re.findall(r"\bonct:([A-Za-z]+)", page.read_text(encoding="utf-8")))
    assert {name for name in mentioned if PREFIXES["onct"] + name not in declared} == set()


def test_generated_reference_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.main(["--check"]) == 0, capsys.readouterr().out + "run: python docs/generate.py"

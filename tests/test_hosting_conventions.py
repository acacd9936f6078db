"""What of hosting/ can be judged without a server: what w3id.org takes, what the workflow may do, kinds of files."""

import re
import shlex
from typing import Any

import pytest
import yaml
from support import ROOT

from oncotriples.cli import _parser
from oncotriples.release.media_types import MEDIA_TYPES

_HTACCESS = (ROOT / "hosting" / "w3id" / ".htaccess").read_text(encoding="ascii")
_NGINX = (ROOT / "hosting" / "nginx.conf").read_text(encoding="utf-8")
_RULES = re.findall(r"^RewriteRule (\S+) (\S+) \[(\S+)\]$", _HTACCESS, flags=re.MULTILINE)


def test_every_line_of_the_htaccess_is_a_directive_that_w3id_takes() -> None:
    lines = [line for line in _HTACCESS.splitlines() if line and not line.startswith("# ") and line != "#"]
    assert {line.split()[0] for line in lines} == {
        "ErrorDocument",
        "Header",
        "RewriteCond",
        "RewriteEngine",
        "RewriteRule",
    }
    assert len(_RULES) == sum(line.startswith("RewriteRule") for line in lines)
    assert _HTACCESS.endswith("]\n")
    assert not re.search(r"[ \t]$|\r", _HTACCESS, flags=re.MULTILINE)


@pytest.mark.parametrize(("pattern", "target", "flags"), _RULES)
def test_a_rule_leads_to_the_site_and_never_for_good(pattern: str, target: str, flags: str) -> None:
    assert pattern.startswith("^")
    if target == "-":
        assert re.fullmatch(r"E=[A-Z]+:[a-z%0-9]+", flags)
    else:
        assert pattern.endswith("$")
        assert re.match(r"https://oncotriples\.example/", target)
        assert re.fullmatch(r"R=30[23],L(?:,NE)?(?:,QSD)?", flags)


def _workflow() -> dict[Any, Any]:
    """The workflow; YAML 1.1 reads its key ``on`` as true."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8"))
    assert isinstance(workflow, dict)
    return workflow


def test_the_workflow_may_do_no_more_than_it_must() -> None:
    workflow = _workflow()
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert workflow["permissions"] == {}
    assert build["permissions"] == {"contents": "read", "pages": "read"}
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert [list(step) for step in deploy["steps"]] == [["id", "uses"]], "what may publish runs nothing else"
    assert build["steps"][0]["with"] == {"persist-credentials": False}


def test_the_workflow_runs_for_the_repository_itself_only() -> None:
    workflow = _workflow()
    assert workflow[True] == {"push": {"branches": ["main"], "paths": ["CHANGELOG.md"]}, "workflow_dispatch": None}
    assert workflow["jobs"]["build"]["if"] == "${{ !github.event.repository.fork }}"
    assert workflow["jobs"]["deploy"]["needs"] == "build"


def test_the_workflow_uses_official_actions_of_a_major_version() -> None:
    used = [step["uses"] for job in _workflow()["jobs"].values() for step in job["steps"] if "uses" in step]
    assert len(used) == 6
    assert [action for action in used if not re.fullmatch(r"actions/[a-z-]+@v[0-9]+", action)] == []


def test_the_workflow_builds_what_it_publishes_with_commands_that_exist() -> None:
    steps = _workflow()["jobs"]["build"]["steps"]
    install, *commands = (shlex.split(step["run"]) for step in steps if "run" in step)
    assert install == ["pip", "install", "--constraint", "constraints.txt", "."]
    assert [words[:2] for words in commands] == [["oncotriples", "release"], ["oncotriples", "site"]]
    _release, site = (_parser().parse_args(words[1:]) for words in commands)
    (published,) = (step["with"] for step in steps if "upload-pages-artifact" in step.get("uses", ""))
    assert published == {"path": str(site.out), "include-hidden-files": True}


def test_nothing_that_others_write_gets_into_the_commands_of_the_workflow() -> None:
    jobs = _workflow()["jobs"].values()
    assert [step["run"] for job in jobs for step in job["steps"] if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_each_kind_of_file_of_a_release_has_its_type_and_its_redirect(ending: str) -> None:
    assert re.search(rf"^        {re.escape(MEDIA_TYPES[ending].name)} +{ending};$", _NGINX, flags=re.MULTILINE)
    (files,) = (pattern for pattern, _, flags in _RULES if flags == "R=302,L" and "json" in pattern)
    assert ending in files.rpartition("(?:")[2].removesuffix("))$").split("|")

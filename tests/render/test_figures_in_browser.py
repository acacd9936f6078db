"""The figures in a real browser, with real fonts: no text lies on another or outside, and no label runs."""

import html
import json
import re
import subprocess
from dataclasses import dataclass
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest
from figure_samples import HOSTILE, KINDS
from support import needs_program

pytestmark = pytest.mark.system

# The page's title, and of each figure its size and the places of its texts.
_MEASURE = """
const figures = [...document.querySelectorAll("svg")].map(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map(text => {
    const place = text.getBoundingClientRect();
    return [text.textContent, place.left - frame.left, place.top - frame.top,
            place.right - frame.left, place.bottom - frame.top];
  });
  return [frame.width, frame.height, texts];
});
document.querySelector("output").textContent = JSON.stringify([document.title, figures]);
"""
_SLACK = 1.0  # pixels

Text = tuple[str, float, float, float, float]


@dataclass(frozen=True)
class Measured:
    """What the browser says of a page: its title, and of each figure its size and its texts."""

    title: str
    figures: tuple[tuple[float, float, list[Text]], ...]


@pytest.fixture(scope="module", params=["DejaVu Sans", "Liberation Sans"])
def measured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """All kinds of figures with all labels, in a wide font and in one of the width of Arial."""
    figures = [
        kind(label, "page.html", f"f{number}-{position}").svg
        for number, kind in enumerate(KINDS)
        for position, label in enumerate(("end point", *HOSTILE))
    ]
    style = (files("oncotriples") / "site" / "assets" / "figures.css").read_text(encoding="utf-8")
    page = tmp_path_factory.mktemp("figures") / "page.html"
    page.write_text(
        f"<!doctype html><html lang=en><meta charset=utf-8><title>figures</title><style>{style}"
        f".figure-svg {{ font-family: '{request.param}' }}</style>{''.join(figures)}<output></output>"
        f"<script>{_MEASURE}</script>",
        encoding="utf-8",
    )
    found = _in_browser(page)
    assert len(found.figures) == len(figures)
    return found


def _in_browser(page: Path) -> Measured:
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={page.parent / 'profile'}")
    command = [needs_program("chromium"), *options, "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    said = re.search("<output>(.*?)</output>", done.stdout, re.DOTALL)
    assert said is not None, done.stderr
    title, figures = json.loads(html.unescape(said[1]))
    return Measured(title, tuple((width, height, [(*text,) for text in texts]) for width, height, texts in figures))


def test_no_label_runs(measured: Measured) -> None:
    assert measured.title == "figures"


def test_no_text_leaves_its_figure(measured: Measured) -> None:
    outside = [
        text
        for width, height, texts in measured.figures
        for text in texts
        if min(text[1:3]) < -_SLACK or text[3] > width + _SLACK or text[4] > height + _SLACK
    ]
    assert outside == []


def test_no_text_lies_on_another(measured: Measured) -> None:
    overlapping = [
        (one, other)
        for _, _, texts in measured.figures
        for one, other in combinations(texts, 2)
        if one[1] < other[3] - _SLACK
        and other[1] < one[3] - _SLACK
        and one[2] < other[4] - _SLACK
        and other[2] < one[4] - _SLACK
    ]
    assert overlapping == []

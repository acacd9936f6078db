"""The colors of the figures can be told apart in both schemes, reckoned from the style sheets of the site."""

import re
from importlib.resources import files
from itertools import pairwise

import pytest

from oncotriples.render.colors import FALLBACKS, HEAT_STEPS, color

_ASSETS = files("oncotriples") / "site" / "assets"
_BLOCK = re.compile(r":root\s*\{([^}]*)\}")
_PROPERTY = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3}(?:[0-9a-f]{3})?);")
_SCHEMES = ("light", "dark")


def _schemes(name: str) -> dict[str, dict[str, str]]:
    """The colors of a style sheet: the first block of properties is for all, the second for dark screens."""
    blocks = [dict(_PROPERTY.findall(block)) for block in _BLOCK.findall((_ASSETS / name).read_text(encoding="utf-8"))]
    assert len(blocks) == 2
    return dict(zip(_SCHEMES, (blocks[0], {**blocks[0], **blocks[1]}), strict=True))


def _luminance(value: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = value[1:] if len(value) == 7 else "".join(digit * 2 for digit in value[1:])
    channels = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


COLORS = {scheme: {**_schemes("site.css")[scheme], **_schemes("figures.css")[scheme]} for scheme in _SCHEMES}
_each_scheme = pytest.mark.parametrize("scheme", _SCHEMES)


def test_the_formula_is_that_of_wcag() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.48, abs=0.01)


def test_the_values_for_where_the_style_sheet_is_not_are_those_of_its_light_scheme() -> None:
    light = COLORS["light"]
    assert {name: light.get(name) for name in FALLBACKS} == FALLBACKS
    assert color("ink") == f"var(--ink,{light['ink']})"


@_each_scheme
@pytest.mark.parametrize("name", ["ink", "muted"])
def test_text_on_the_page_has_contrast_aa(scheme: str, name: str) -> None:
    assert contrast(COLORS[scheme][name], COLORS[scheme]["paper"]) >= 4.5


@_each_scheme
@pytest.mark.parametrize("step", range(1, HEAT_STEPS + 1))
def test_text_in_a_cell_has_contrast_aa(scheme: str, step: int) -> None:
    assert contrast(COLORS[scheme][f"heat-ink-{step}"], COLORS[scheme][f"heat-{step}"]) >= 4.5


@_each_scheme
@pytest.mark.parametrize("name", ["bar", "bar-part", "accent", "muted"])
def test_bars_arrows_and_what_has_the_focus_stand_out_from_the_page(scheme: str, name: str) -> None:
    assert contrast(COLORS[scheme][name], COLORS[scheme]["paper"]) >= 3


@_each_scheme
def test_a_part_stands_out_from_its_bar(scheme: str) -> None:
    assert contrast(COLORS[scheme]["bar-part"], COLORS[scheme]["bar"]) >= 3


@_each_scheme
def test_each_step_is_farther_from_the_page_than_the_one_before(scheme: str) -> None:
    steps = [COLORS[scheme]["paper"], *(COLORS[scheme][f"heat-{step}"] for step in range(1, HEAT_STEPS + 1))]
    away = [contrast(step, steps[0]) for step in steps]
    assert all(after / before >= 1.15 for before, after in pairwise(away))


def test_on_paper_every_scheme_is_the_light_one() -> None:
    """What is printed from a dark screen has dark text on white."""
    text = (_ASSETS / "figures.css").read_text(encoding="utf-8")
    assert "@media screen and (prefers-color-scheme: dark)" in text
    assert text.count("prefers-color-scheme") == 1

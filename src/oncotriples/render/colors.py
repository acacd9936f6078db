"""The colors of the figures: custom properties of the site's style sheets, each with a value for where those are not.

The values are those of the light scheme. ``site/assets/figures.css`` sets both schemes; a test holds the two together.
"""

__all__ = ["FALLBACKS", "HEAT_STEPS", "color"]

HEAT_STEPS = 5
"""How many steps ``heat-1`` … ``heat-5`` has; ``heat-ink-1`` … is for text on them."""

FALLBACKS = {
    "ink": "#16191d",
    "muted": "#565c63",
    "line": "#d9dcdf",
    "accent": "#0b57a4",
    "paper": "#fff",
    "bar": "#7195ba",
    "bar-part": "#123456",
    "heat-1": "#e4eef8",
    "heat-2": "#bcd6ee",
    "heat-3": "#84b4dc",
    "heat-4": "#2c72ab",
    "heat-5": "#123f69",
    "heat-ink-1": "#111",
    "heat-ink-2": "#111",
    "heat-ink-3": "#111",
    "heat-ink-4": "#fff",
    "heat-ink-5": "#fff",
}
"""Name of a custom property, without its dashes → value."""


def color(name: str) -> str:
    """The paint of that name, for an attribute such as ``fill``: ``var(--ink,#111)``."""
    return f"var(--{name},{FALLBACKS[name]})"
